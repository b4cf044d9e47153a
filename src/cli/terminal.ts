import type { Day } from '../engine/calendar/day.ts'

/** The outside world as a command sees it. */
export interface Terminal {
  /** Writes to the standard output; gives false once nobody reads it any more. */
  readonly out: (text: string) => Promise<boolean>
  /** Writes to the standard error. */
  readonly err: (text: string) => void
  /** Whether a person watches the standard error. */
  readonly watched: boolean
  readonly columns: number
  /** Today in the authority's civil time. */
  readonly today: Day
  /** Milliseconds that only ever grow; for progress, never for a date. */
  readonly elapsed: () => number
}
