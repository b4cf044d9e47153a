import { type Answer, answer, refuse } from './answer.ts'
import type { SkippedDay, WorkingCalendar } from './calendar.ts'
import { addDays, civilDateOf, type Day, FIRST_DAY, LAST_DAY } from './day.ts'
import { addMonths } from './months.ts'

export const UNITS = ['working day', 'day', 'week', 'month', 'year'] as const
export type Unit = (typeof UNITS)[number]

/** A length of civil time; `count` is a whole number from 0 up. Hours are no civil length: see `instant.ts`. */
export interface Span {
  readonly count: number
  readonly unit: Unit
}

export type Direction = 'after' | 'before'

/**
 * `full`: the day on which the span has passed ("15 months", "not less than 15 months"). `exceeded`: the day beyond it, the
 * first on which more than the span has passed ("more than 18 months"). A count before a day goes the other way.
 */
export type Extent = 'full' | 'exceeded'

/**
 * How a day was counted, complete enough to be checked by hand: the day counted from (which itself is not counted), what
 * was added, the days passed over and the result.
 */
export interface Count {
  readonly from: Day
  readonly span: Span
  readonly direction: Direction
  readonly extent: Extent
  /** Days of rest passed over, in order of date; only a count of working days skips any. */
  readonly skipped: readonly SkippedDay[]
  /** The month had no such date, so its last day was taken (the corresponding-date rule). */
  readonly shortMonth: boolean
  readonly result: Day
}

/** The day that lies a span after a day, or before it. Working days need the calendar's years; other units do not. */
export function shift(from: Day, span: Span, direction: Direction, calendar: WorkingCalendar): Answer<Day> {
  if (!Number.isInteger(span.count) || span.count < 0) return refuse({ kind: 'not-a-whole-number', given: span.count })
  const count = direction === 'after' ? span.count : -span.count
  if (span.unit === 'working day') return calendar.addWorkingDays(from, count)
  return written(shiftCivil(from, count, span.unit))
}

/** As `shift`, for the units that need no calendar; the caller keeps within the years 1 to 9999. */
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
export function count(
  from: Day,
  span: Span,
  direction: Direction,
  calendar: WorkingCalendar,
  extent: Extent = 'full',
): Answer<Count> {
  const found = shift(from, span, direction, calendar)
  if (!found.ok) return found
  const full = found.value
  const skipped =
    span.unit !== 'working day'
      ? answer([])
      : direction === 'after'
        ? calendar.daysOfRest(from, full)
        : calendar.daysOfRest(full, addDays(from, -1))
  if (!skipped.ok) return skipped
  const result = extent === 'full' ? answer(full) : written(addDays(full, direction === 'after' ? 1 : -1))
  if (!result.ok) return result
  const monthly = span.unit === 'month' || span.unit === 'year'
  return answer({
    from,
    span,
    direction,
    extent,
    skipped: skipped.value,
    shortMonth: monthly && civilDateOf(from).date !== civilDateOf(full).date,
    result: result.value,
  })
}

/** A day, where `YYYY-MM-DD` can write it. */
function written(result: Day): Answer<Day> {
  return result >= FIRST_DAY && result <= LAST_DAY ? answer(result) : refuse({ kind: 'outside-written-years' })
}
