import type { SkippedDay } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { HourCount, Instant, TimeRefusal } from '../calendar/instant.ts'
import type { LifeEventKind } from '../facts/life-event.ts'
import type { Happening, Name } from '../protocol/sentences/sentence.ts'
import type { Derivation, NoDay } from '../watch/due.ts'

/** What a due day inside a pathway may rest on, beside days, files and counts. */
export type Inside =
  /** Something that was recorded, at its moment. */
  | {
      readonly kind: 'recorded'
      readonly event: Happening
      readonly entry: string
      readonly at: Instant
      readonly result: Day
    }
  /** A sitting of a group: what the duty is for, or the next one after a day. */
  | {
      readonly kind: 'sitting'
      readonly meeting: Name
      readonly sitting: string
      readonly after: Day | null
      readonly result: Day
    }
  /** Another duty, which was met on the day or whose time is up with it: at which moment. */
  | { readonly kind: 'owed'; readonly duty: string; readonly at: Instant; readonly result: Day }
  /** A change in the child's life, on the day on which it became known. */
  | { readonly kind: 'lived'; readonly event: LifeEventKind; readonly on: Day; readonly result: Day }
  /** Hours that passed from a moment; from the start of the day where nobody told the hour. */
  | {
      readonly kind: 'hours'
      readonly from: DueDerivation
      readonly since: HoursSince
      readonly count: HourCount
      readonly result: Day
    }
  /** The same working day; where it is none, the next. */
  | {
      readonly kind: 'working-day'
      readonly from: DueDerivation
      readonly skipped: readonly SkippedDay[]
      readonly result: Day
    }

/**
 * What hours were counted from. The `start of the day`, where its hour was not told: the count then ends no later than the true
 * one would.
 */
export type HoursSince = 'moment' | 'start of the day'

export type DueDerivation = Derivation<Inside>

/** Why a duty of a pathway has no day yet. */
export type NoDueDay =
  | NoDay
  /** No sitting of any of these groups is planned. */
  | { readonly kind: 'no-sitting'; readonly meetings: readonly Name[] }
  | { readonly kind: 'no-time'; readonly refusal: TimeRefusal }
