import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Fact, History } from '../facts/fact.ts'
import type { Flag, Notice, Stage } from '../protocol/pathway-parts.ts'
import type { Duty } from '../protocol/protocol.ts'
import type { Name, Who } from '../protocol/sentences/sentence.ts'
import type { Occasion } from '../watch/occasions.ts'
import type { Told } from '../watch/told.ts'
import type { Answers, AnswerValue } from './entry.ts'
import type { LifeEvent } from './life-events.ts'
import type { People } from './people.ts'
import type { Counted } from './record.ts'
import type { Rulebook } from './rulebook.ts'
import type { WhyLapsed } from './view.ts'

/** One time that the pathway stood at a stage. */
export interface Stay {
  /** As the version calls it by which the pathway runs. */
  stage: Stage
  /** Where it was left for this one and where it went, as they were called then. */
  readonly cameFrom: Name | null
  readonly to: Name
  readonly by: Counted
  readonly from: Instant
  until: Instant | null
}

export type Sitting = People['sittings'][number]

/** How a duty came to its end. */
export type Closed =
  | { readonly kind: 'met'; readonly at: Instant; readonly by: string }
  | { readonly kind: 'lapsed'; readonly at: Instant; readonly why: WhyLapsed }

/** What opened a duty, and what it is reckoned from. */
export interface Opening {
  /** What it is owed for, in its own identity. */
  readonly of: string
  readonly at: Instant
  /** The record that opened it; null where a file, a sitting or time did. */
  readonly by: Counted | null
  /** Answers that `where` looks at, the nearest first. */
  readonly answers: readonly Answers[]
  readonly anchor?: Fact | null
  readonly occasion?: Occasion | null
  readonly sitting?: Sitting | null
  readonly agency?: string | null
  readonly person?: string | null
  readonly flag?: FlagState | null
  /** What changed in the child's life. */
  readonly life?: LifeEvent | null
  readonly parent?: OpenedDuty | null
  /** Which of those that recur in the same chain, from 1; `chain` is what the first of them was owed for. */
  readonly number?: number
  readonly chain?: string
  /** The record at which it started anew. */
  readonly again?: Counted | null
  /** What files say will end it, or ended it. */
  readonly byFiles?: readonly Closed[]
  /** Its day has passed, and no file can tell whether it was met. */
  readonly untold?: boolean
  /** The move of the pathway that opened it, from which it counts; null for what its own version opened. */
  readonly movedIn?: Counted | null
}

/** A duty that was opened. It is never taken away: it is open, met or lapsed ever after. */
export interface OpenedDuty extends Required<Opening> {
  readonly opened: Instant
  /** As the version has it by which it was last open. */
  duty: Duty
  /** What the version calls it by which the pathway runs. */
  name: Name
  /** By what its days are reckoned: as they were promised, in the names of the version by which the pathway runs. */
  reckoned: { readonly duty: Duty; readonly calendar: WorkingCalendar }
  /** What it was before the pathway moved, and the move that carried it over last. */
  carried: { readonly as: Duty; readonly by: Counted } | null
  readonly id: string
  /** What a record ended it by; what files ended is in `byFiles`. */
  closed: Closed | null
}

export interface SentNotice {
  readonly notice: Notice
  /** What it was sent for, in its own identity. */
  readonly of: string
  readonly by: Counted
  readonly to: readonly string[]
  readonly nobody: readonly Who[]
}

export interface FlagState {
  /** As the version has it by which the pathway runs. */
  flag: Flag
  readonly agency: string
  readonly by: Counted
  readonly answers: readonly Answers[]
  readonly asked: Instant
  placed: Instant | null
  /** The entry that says so. */
  placedIn: string | null
  removalAsked: Instant | null
  removed: Instant | null
}

/** When each trigger is met. */
export type Occasions = ReadonlyMap<Name, readonly Occasion[]>

/** The version under which a record was made: its rules, and when its triggers are met. */
export function toldUnder(
  { under }: { readonly under: string | null },
  state: State,
): Pick<State, 'rulebook' | 'occasions'> {
  return state.before.get(under) ?? state
}

/** Where a pathway stands while its entries are folded, one after another. */
export interface State {
  /** Of the version by which the pathway runs; a move replaces them. */
  rulebook: Rulebook
  calendar: WorkingCalendar
  occasions: Occasions
  version: string | null
  /** The same of the versions before. */
  readonly before: Map<string | null, Pick<State, 'rulebook' | 'occasions'>>
  readonly people: People
  /** What files tell, as of the moment asked, of the child and of the others of the family. */
  readonly told: Told
  readonly others: readonly Told[] | null
  /** What has changed in the child's life. */
  readonly lifeEvents: readonly LifeEvent[]
  /** All that files tell of the child and of the family, what is still to come included. */
  readonly files: readonly History[]
  readonly asOf: Instant
  /** Sittings in order of their days, and how many of them are past. */
  sittings: readonly Sitting[]
  passed: number
  readonly stays: Stay[]
  readonly records: Map<Name, Counted[]>
  /** Every duty that was opened, in that order. */
  readonly opened: OpenedDuty[]
  /** Of each duty, those that no record has ended, the oldest first. */
  readonly open: Map<Name, OpenedDuty[]>
  readonly notices: SentNotice[]
  readonly flags: FlagState[]
  /** What files open while the pathway stands at certain stages; it opens as those are entered where it began before. */
  readonly lasting: { readonly duty: Duty; readonly opening: Opening }[]
  /** What opens by itself when its time comes: the soonest last. */
  readonly scheduled: { readonly duty: Duty; readonly opening: Opening }[]
  /** The last day of the runs before this one; null where there were none. */
  readonly earlierEnd: Day | null
  /** Starts by itself, each of which opened the pathway or took it over. */
  readonly startedByItself: Counted[]
  /** The record that opened the pathway; null while none has. */
  start: Counted | null
  /** The latest record of a sitting. */
  lastSitting: Counted | null
}

/** The duty of an identity, as `evaluate` gives it. */
export function dutyOpenedAs(id: string, { opened }: State): OpenedDuty | undefined {
  return opened.find((owed) => owed.id === id)
}

/** Whether a duty was opened for this before. */
export function wasOpened(duty: Duty, of: string, { opened }: State): boolean {
  for (const owed of opened) if (owed.name === duty.id && owed.of === of) return true
  return false
}

/** The stage where the pathway stands; null before it is opened. */
export function stageOf(state: State): Stage | null {
  return state.stays.at(-1)?.stage ?? null
}

export function hasEnded(state: State): boolean {
  return stageOf(state)?.ends === true
}

/** The answer to a question, as far as the object itself holds it: a name like "constructor" is no answer. */
export function answerTo(answers: Answers, question: Name): AnswerValue | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined
}

/** The fields of an answer that has some; null for words, numbers, lists and for what is no answer at all. */
export function fieldsOf(value: AnswerValue | null | undefined): Answers | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answers) : null
}

/** Whether an answer is what a sentence asks: "yes" is true, and of several chosen one is enough. */
export function answerIs(value: AnswerValue | undefined, is: string): boolean {
  if (value === undefined) return false
  if (typeof value === 'boolean') return is === (value ? 'yes' : 'no')
  if (Array.isArray(value)) return value.some((each: AnswerValue) => each === is)
  return String(value) === is && typeof value !== 'object'
}
