import type { Instant } from '../../../engine/calendar/instant.ts'
import type { Command, PathwayDuty } from '../../../engine/pathway/view.ts'
import type { Question, Step } from '../../../engine/protocol/pathway-parts.ts'
import { readCapacity } from '../capacity.ts'
import type { Around } from './around.ts'
import { OUTCOME_FIELD } from './controls.ts'
import { hourOf, readHappened } from './happened.ts'
import { unclearNames } from './naming.ts'
import { type Fault, readAnswers } from './read-answers.ts'
import { keptText } from './text.ts'
import { type Typed, textIn } from './typed.ts'

/** What a draft keeps of a form. */
export interface Content {
  /** As what they record, as `writeCapacity` writes it. */
  readonly role: string
  readonly typed: Typed
  /** The pathway's version that the person had before them; 0 where there was none. */
  readonly version: number
  /** When it happened, as it was settled when the form was last sent whole; null before. */
  readonly happened: Instant | null
}

/** The fields that every form has beside its questions: which duty it answers, and why something is corrected. */
export const ABOUT = 'about'
export const BECAUSE = 'because'
/** The duty that the address named under which the form was opened, where the form leaves no choice. */
export const ASKED = 'asked'

/** The duty that a form was opened to answer, for whoever looks at it again; null where the address named none. */
export function askedIn(typed: Typed): string | null {
  const asked = textIn(typed, ASKED)
  return asked === '' ? null : asked
}

/** The duty that a form answers: the one that was chosen, else the one that it was opened to answer; null for neither. */
function aboutIn(typed: Typed): string | null {
  const chosen = textIn(typed, ABOUT)
  return chosen === '' ? askedIn(typed) : chosen
}

/** What a form says, as far as it can be read. */
export interface Settled {
  readonly command: Omit<Command, 'by'>
  readonly faults: readonly Fault[]
  readonly leftOut: readonly Question[]
}

/** Reads a form into what would be recorded. */
export function settle(step: Step, content: Content, supersedes: string | null, around: Around, now: Instant): Settled {
  const { typed } = content
  const { role, agency } = readCapacity(content.role)
  const chosen = textIn(typed, OUTCOME_FIELD)
  const outcome = step.chooses ? (chosen === '' ? null : chosen) : (step.outcomes[0]?.id ?? null)
  const reading = { meetings: around.protocol.meetings, roles: around.protocol.roles }
  const { answers, faults, leftOut } = readAnswers(step.asks, role, outcome, typed, reading)
  const happened =
    content.happened === null
      ? readHappened(typed, now, hourOf(step, around))
      : { ok: true as const, at: content.happened }
  return {
    command: {
      step: step.id,
      outcome,
      role,
      agency,
      happened: happened.ok ? happened.at : now,
      answers,
      about: aboutIn(typed),
      supersedes,
      because: supersedes === null ? null : keptText(textIn(typed, BECAUSE)),
    },
    faults: [...(happened.ok ? [] : [happened.fault]), ...faults, ...unclearNames(step.asks, typed, around)],
    leftOut,
  }
}

/** The open duties of which a step answers one, where there are several that only a person can tell apart. */
export function dutiesToChoose(meets: readonly string[], duties: readonly PathwayDuty[]): readonly PathwayDuty[] {
  const open = duties.filter(({ id }) => meets.includes(id))
  return open.filter(({ duty }) => open.filter((other) => other.duty.id === duty.id).length > 1)
}
