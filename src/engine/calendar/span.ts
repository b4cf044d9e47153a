import { type Answer, answer, refuse } from './answer.ts'
import type { SkippedDay, WorkingCalendar } from './calendar.ts'
import { addDays, civilDateOf, type Day } from './day.ts'
import { addMonths } from './months.ts'

export const UNITS = ['working day', 'day', 'week', 'month', 'year'] as const
export type Unit = (typeof UNITS)[number]

/** A length of civil time. Hours are no civil length: see `instant.ts`. */
export interface Span {
  readonly count: number
  readonly unit: Unit
}

/**
 * How a day was counted, complete enough to be checked by hand: the day counted from (which itself is not counted), what
 * was added, the days passed over and the result.
 */
export interface Count {
  readonly from: Day
  readonly span: Span
  readonly direction: 'after' | 'before'
  /** Days of rest passed over; only a count of working days skips any. */
  readonly skipped: readonly SkippedDay[]
  /** The month had no such date, so its last day was taken (the corresponding-date rule). */
  readonly shortMonth: boolean
  readonly result: Day
}

/** The day that lies a span after a day, or before it. Working days need the calendar's years; other units never refuse. */
export function shift(from: Day, span: Span, direction: 'after' | 'before', calendar: WorkingCalendar): Answer<Day> {
  if (!Number.isInteger(span.count)) return refuse({ kind: 'not-a-whole-number', given: span.count })
  const count = direction === 'after' ? span.count : -span.count
  if (span.unit === 'working day') return calendar.addWorkingDays(from, count)
  return answer(shiftCivil(from, count, span.unit))
}

/** As `shift`, for the units that need no calendar. */
export function shiftCivil(from: Day, count: number, unit: Exclude<Unit, 'working day'>): Day {
  switch (unit) {
    case 'day':
      return addDays(from, count)
    case 'week':
      return addDays(from, count * 7)
    case 'month':
      return addMonths(from, count)
    case 'year':
      return addMonths(from, count * 12)
    default:
      return unit satisfies never
  }
}

/** As `shift`, with the whole count beside the result. */
export function count(from: Day, span: Span, direction: 'after' | 'before', calendar: WorkingCalendar): Answer<Count> {
  const found = shift(from, span, direction, calendar)
  if (!found.ok) return found
  const result = found.value
  const skipped =
    span.unit !== 'working day'
      ? []
      : direction === 'after'
        ? calendar.daysOfRest(from, result)
        : calendar.daysOfRest(addDays(result, -1), addDays(from, -1))
  const monthly = span.unit === 'month' || span.unit === 'year'
  const shortMonth = monthly && civilDateOf(from).date !== civilDateOf(result).date
  return answer({ from, span, direction, skipped, shortMonth, result })
}
