import type { WorkingCalendar } from '../engine/calendar/calendar.ts'
import type { Day } from '../engine/calendar/day.ts'
import type { Cohort } from '../engine/facts/cohort.ts'
import type { Report } from './finding.ts'

/** What every reader is given. */
export interface Reading {
  readonly cohort: Cohort
  readonly report: Report
  /** The day of reading, by which a date is in the future. */
  readonly today: Day
  /** By which working days are counted; without it the checks that need them are left out, with a note. */
  readonly calendar?: WorkingCalendar
  /** Told now and then how many bytes of which file have been read. */
  readonly onProgress?: (file: string, bytesRead: number, bytesInAll: number) => void
}
