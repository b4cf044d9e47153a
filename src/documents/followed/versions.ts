import type { Instant } from '../../engine/calendar/instant.ts'
import { agencyOfEntry } from '../../engine/pathway/agencies.ts'
import type { Answers, AnswerValue } from '../../engine/pathway/entry.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { EntryView, PathwayDuty, View } from '../../engine/pathway/view.ts'
import type { Versions } from '../../engine/protocol/followed.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { countedInOrder } from './counted.ts'

/** One version of what is written anew: who wrote it and when, and all that it says, what was not asked anew included. */
export interface Version {
  /** From 1. */
  readonly number: number
  readonly entry: EntryView
  readonly answers: Answers
}

/** What an agency wrote as its own part. `for` is the version into which it went, which may be yet to come. */
export interface Part {
  readonly agency: string
  readonly entry: EntryView | null
  /** The duty that asked for it; null for a part that nobody asked for. */
  readonly duty: PathwayDuty | null
  readonly for: number
}

/** Where an agency stands with adopting it. */
export interface Adoption {
  readonly agency: string
  readonly state: 'adopted' | 'refused' | 'open'
  readonly entry: EntryView | null
  /** The version that was the latest when the agency said so; null where it has not, or where there was none. */
  readonly version: number | null
  /** What it still owes: to adopt it, or to adopt a later version. */
  readonly owed: PathwayDuty | null
  /** What the agency said besides, by question. */
  readonly said: Answers
}

/** Something that is kept in versions, as a pathway has it. */
export interface Followed {
  readonly of: Versions
  readonly versions: readonly Version[]
  readonly parts: readonly Part[]
  readonly adoptions: readonly Adoption[]
}

/** Everything that a pathway keeps in versions, of which something is there or asked for. */
export function followedIn({ versions, steps }: Protocol, view: View, people: People): readonly Followed[] {
  const counted = countedInOrder(view)
  return versions
    .map((of) => followOne(of, steps, counted, view, people))
    .filter(({ versions: all, parts }) => all.length > 0 || parts.length > 0)
}

function followOne(
  of: Versions,
  steps: readonly Step[],
  counted: readonly EntryView[],
  view: View,
  people: People,
): Followed {
  const versions: Version[] = []
  const said: { readonly entry: EntryView; readonly version: number; readonly kind: 'part' | 'adoption' }[] = []
  for (const entry of counted) {
    const step = steps.find(({ id }) => id === entry.entry.step)
    if (asksOf(of, step)) {
      const answers = answersOf(of, step, entry.entry.answers, versions.at(-1)?.answers ?? {})
      versions.push({ number: versions.length + 1, entry, answers })
    }
    if (step?.id === of.partsBy) said.push({ entry, version: versions.length + 1, kind: 'part' })
    if (step?.id === of.adoptedBy?.step) said.push({ entry, version: versions.length, kind: 'adoption' })
  }
  const dutyMet = ({ root }: EntryView, by: string | null): PathwayDuty | null => {
    return (
      view.duties.find(({ standing, duty: { metBy } }) => {
        return standing.kind === 'met' && standing.by === root && metBy.kind === 'step' && metBy.step === by
      }) ?? null
    )
  }
  const owed = (by: string | null): readonly PathwayDuty[] =>
    view.duties.filter(({ duty: { metBy }, agency, standing }) => {
      return agency !== null && metBy.kind === 'step' && metBy.step === by && standing.kind !== 'met'
    })
  const agencyFor = (entry: EntryView, duty: PathwayDuty | null): string =>
    duty?.agency ?? agencyOfEntry(people, entry.entry) ?? ''
  const parts = said
    .filter(({ kind }) => kind === 'part')
    .map(({ entry, version }): Part => {
      const duty = dutyMet(entry, of.partsBy)
      return { agency: agencyFor(entry, duty), entry, duty, for: version }
    })
  const waiting = of.partsBy === null ? [] : owed(of.partsBy)
  const adoptions = new Map<string, Adoption>()
  for (const { entry, version, kind } of said) {
    if (kind !== 'adoption') continue
    const duty = dutyMet(entry, of.adoptedBy?.step ?? null)
    const agency = agencyFor(entry, duty)
    adoptions.delete(agency)
    adoptions.set(agency, adoptionOf(of, entry, agency, version))
  }
  for (const duty of of.adoptedBy === null ? [] : owed(of.adoptedBy.step)) {
    const agency = duty.agency ?? ''
    const before = adoptions.get(agency) ?? NOT_ADOPTED
    adoptions.set(agency, { ...before, agency, owed: duty.standing.kind === 'lapsed' ? before.owed : duty })
  }
  return {
    of,
    versions,
    parts: [
      ...parts,
      ...waiting.map((duty): Part => ({ agency: duty.agency ?? '', entry: null, duty, for: versions.length + 1 })),
    ],
    adoptions: [...adoptions.values()],
  }
}

const NOT_ADOPTED: Omit<Adoption, 'agency'> = { state: 'open', entry: null, version: null, owed: null, said: {} }

/** Whether a step writes it. */
export function asksOf({ questions }: Versions, step: Pick<Step, 'asks'> | undefined): boolean {
  return step?.asks.some(({ id }) => questions.some((each) => each.id === id)) ?? false
}

/** What a version says: of what its step asks its own answers, of the rest what stood before. */
function answersOf({ questions }: Versions, step: Step | undefined, own: Answers, before: Answers): Answers {
  const asked = new Set(step?.asks.map(({ id }) => id))
  return Object.fromEntries(
    questions.flatMap(({ id }): readonly (readonly [string, AnswerValue])[] => {
      const value = valueIn(asked.has(id) ? own : before, id)
      return value === undefined ? [] : [[id, value]]
    }),
  )
}

function valueIn(answers: Answers, id: string): AnswerValue | undefined {
  return Object.hasOwn(answers, id) ? answers[id] : undefined
}

function adoptionOf({ adoptedBy }: Versions, entry: EntryView, agency: string, version: number): Adoption {
  const where = adoptedBy?.where ?? null
  const { answers } = entry.entry
  const said = Object.fromEntries(Object.entries(answers).filter(([id]) => id !== where?.question))
  const value = where === null ? undefined : valueIn(answers, where.question)
  const plain = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
  const adopts = where === null || plain === where.is
  return {
    agency,
    state: adopts ? 'adopted' : 'refused',
    entry,
    version: version === 0 ? null : version,
    owed: null,
    said,
  }
}

/** The answers that are shown wherever the case is: the latest of each, with what it is called there. */
export interface WithTheCase {
  readonly title: string
  readonly question: Step['asks'][number]
  readonly value: AnswerValue
  readonly since: Instant
}

export function shownWithTheCase({ steps }: Protocol, view: View): readonly WithTheCase[] {
  const latest = new Map<string, WithTheCase>()
  for (const { entry } of countedInOrder(view)) {
    for (const question of steps.find(({ id }) => id === entry.step)?.asks ?? []) {
      const value = valueIn(entry.answers, question.id)
      if (question.withTheCase === null || value === undefined) continue
      latest.set(question.id, { title: question.withTheCase, question, value, since: entry.happened })
    }
  }
  return [...latest.values()]
}
