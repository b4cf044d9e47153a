import type { Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'

/** What changes in a child's life whatever protocol runs (PRA-04), by the words of the language. */
export const LIFE_EVENTS = [
  'transfer in',
  'transfer out',
  'plan ended',
  'turned 18',
  'death',
  'case closed',
  'became looked after',
  'no longer looked after',
] as const
export type LifeEventKind = (typeof LIFE_EVENTS)[number]

/** A change in a child's life as a person recorded it, whether or not a file tells of it too. */
export interface RecordedLifeEvent {
  readonly id: string
  readonly kind: LifeEventKind
  /** The day on which it happened. */
  readonly on: Day
  readonly recorded: Instant
  /** When it was taken back; null while it stands. */
  readonly takenBack: Instant | null
}

/** Whether it was known at a moment, and stood then. */
export function isKnownEvent({ recorded, takenBack }: RecordedLifeEvent, at: Instant): boolean {
  return recorded <= at && (takenBack === null || takenBack > at)
}
