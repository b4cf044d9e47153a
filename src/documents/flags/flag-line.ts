import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { FlagView } from '../../engine/pathway/view.ts'
import type { Flag, Step } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { CarriedFlag, FlaggedPathway } from '../../record/flags/carried.ts'
import { sayAnswers } from '../pathway/answers.ts'
import { titlesOf } from '../pathway/titles.ts'

/** One agency's flag in its protocol's own words, as pages and files say it. */
export interface FlagLine {
  readonly pathway: string
  readonly caseId: string
  /** Null where the name is not known. */
  readonly child: string | null
  readonly identifier: string | null
  /** The protocol's name, and its title. */
  readonly protocol: { readonly id: string; readonly title: string }
  /** The flag's name in its protocol. */
  readonly flag: string
  /** What stands on the agency's system, in neutral words. */
  readonly text: string
  /** What the document calls it officially; '' where that is the text. */
  readonly code: string
  readonly agency: { readonly id: string; readonly title: string }
  readonly state: FlagView['state']
  readonly asked: Instant
  readonly since: Instant
  readonly owed: CarriedFlag['owed']
  /** What the agency said is in place, but for its own number. */
  readonly inPlace: readonly { readonly title: string; readonly says: string }[]
  /** The agency's own number for it; '' where it gave none. */
  readonly reference: string
  /** When it is looked at again; null where that has no day. */
  readonly review: Day | null
  /** Whom to ask of a restricted case; null where it is none. */
  readonly contact: string | null
  /** The step by which the agency says what it owes; null where it owes nothing of it. */
  readonly confirms: Step | null
  /** The step that it records when it meets whom the flag is about; null where none may be taken now. */
  readonly whenSeen: Step | null
}

/** The flags of one pathway, each in its protocol's words. */
export function flagLines(
  { flags, childName, stage, dueDays, ...of }: FlaggedPathway,
  protocol: Protocol,
  agencies: ReadonlyMap<string, string>,
): readonly FlagLine[] {
  const titles = titlesOf(protocol)
  return flags.map(({ flag: id, agency, state, since, asked, owed, said }): FlagLine => {
    const flag = protocol.flags.find((each) => each.id === id)
    const placing = titles.stepOf(flag?.placedBy ?? null)
    const answers = sayAnswers(said, placing, titles)
    return {
      pathway: of.pathway,
      caseId: of.caseId,
      child: childName,
      identifier: of.identifier,
      protocol: { id: protocol.id, title: protocol.title },
      flag: id,
      text: flag?.title ?? id,
      code: flag?.code ?? '',
      agency: { id: agency, title: agencies.get(agency) ?? agency },
      state,
      asked,
      since,
      owed,
      inPlace: answers.filter(({ question }) => question !== flag?.reference),
      reference: answers.find(({ question }) => question === flag?.reference)?.says ?? '',
      review: flag == null || flag.reviewedBy === null ? null : (dueDays[flag.reviewedBy] ?? null),
      contact: of.contact,
      confirms: owed === null || flag === undefined ? null : (titles.stepOf(confirming(flag, state)) ?? null),
      whenSeen: whenSeen(flag, stage, titles.stepOf),
    }
  })
}

function confirming({ placedBy, removedBy }: Flag, state: FlagView['state']): string | null {
  switch (state) {
    case 'asked':
    case 'placed':
      return placedBy
    case 'removal-asked':
    case 'removed':
      return removedBy
    default:
      return state satisfies never
  }
}

function whenSeen(
  flag: Flag | undefined,
  stage: string | null,
  stepOf: (id: string | null) => Step | undefined,
): Step | null {
  const step = stepOf(flag?.whenSeen ?? null)
  if (step === undefined || stage === null) return null
  const isNow = step.at.kind === 'any' || (step.at.kind === 'stages' && step.at.stages.includes(stage))
  return isNow ? step : null
}
