/**
 * A calendar day: the number of whole days since 1 January 1970. It carries no time and no zone, so that arithmetic on it
 * is plain addition; civil time belongs to the edges (docs/decisions/0004-days-are-integers.md).
 */
export type Day = number & { readonly day: unique symbol }

/** The parts of a civil date; `month` runs from 1 to 12. */
export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly date: number
}

const DAYS_IN_ERA = 146_097
const EPOCH_OFFSET = 719_468

/** The day of a civil date in the proleptic Gregorian calendar. The caller vouches that the date exists. */
export function dayOf({ year, month, date }: CivilDate): Day {
  // Years are counted from 1 March, so that the leap day comes last (Hinnant, "chrono-compatible low-level date algorithms").
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * DAYS_IN_ERA + dayOfEra - EPOCH_OFFSET) as Day
}

/** The civil date of a day. */
export function civilDateOf(day: Day): CivilDate {
  const z = day + EPOCH_OFFSET
  const era = Math.floor(z / DAYS_IN_ERA)
  const dayOfEra = z - era * DAYS_IN_ERA
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date }
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** How many days a month has; `month` runs from 1 to 12, and any other has none. */
export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && leap ? 29 : (LENGTHS[month - 1] ?? 0)
}

/** Reads `YYYY-MM-DD`. Gives undefined for anything else, dates that do not exist included. */
export function parseDay(text: string): Day | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const date = digits(text, 8, 10)
  if (year < 1 || date < 1 || date > daysInMonth(year, month)) return undefined
  return dayOf({ year, month, date })
}

/** The number that the digits from `start` to `end` write, or -1 where one of them is no digit. */
function digits(text: string, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** Reads `YYYY-MM-DD` that the program itself wrote; anything else is a bug and throws. */
export function day(text: string): Day {
  const value = parseDay(text)
  if (value === undefined) throw new RangeError(`"${text}" is not a calendar day written YYYY-MM-DD`)
  return value
}

/** The first and the last day that `YYYY-MM-DD` can write. */
export const FIRST_DAY = day('0001-01-01')
export const LAST_DAY = day('9999-12-31')

/** Writes a day as `YYYY-MM-DD`; the day lies between `FIRST_DAY` and `LAST_DAY`. */
export function formatDay(value: Day): string {
  const { year, month, date } = civilDateOf(value)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** The day that lies `days` after this one (before it, where negative). */
export function addDays(value: Day, days: number): Day {
  return (value + days) as Day
}

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** The weekday as a number: 0 for Monday to 6 for Sunday. */
export function weekdayIndex(value: Day): number {
  // 1 January 1970 was a Thursday.
  return (((value + 3) % 7) + 7) % 7
}

export function weekdayOf(value: Day): Weekday {
  return WEEKDAYS[weekdayIndex(value)] as Weekday
}
