import { civilDateOf, type Day, dayOf } from '../../calendar/day.ts'

/** The years that columns hold: those that may be asked for, and a hundred more for what is counted from them. */
const FIRST_YEAR = 1900
const LAST_YEAR = 2199
const YEARS_AHEAD = 100

/** The longest length in months that may be counted from a day of the columns. */
export const MOST_MONTHS = YEARS_AHEAD * 12

const FIRST = dayOf({ year: FIRST_YEAR, month: 1, date: 1 })
const LAST = dayOf({ year: LAST_YEAR, month: 12, date: 31 })

/** The first day of each month from January 1900 on, and of the month after the last. */
const FIRST_DAYS = Int32Array.from({ length: (LAST_YEAR + YEARS_AHEAD + 1 - FIRST_YEAR) * 12 + 1 }, (_, month) =>
  dayOf({ year: FIRST_YEAR + Math.floor(month / 12), month: (month % 12) + 1, date: 1 }),
)

/** Whether columns can hold a day. */
export function isInColumns(day: number): boolean {
  return day >= FIRST && day <= LAST
}

/** A day's month, counted from January 1900, and its date in it. */
export function monthAndDate(day: Day): readonly [month: number, date: number] {
  const { year, month, date } = civilDateOf(day)
  return [(year - FIRST_YEAR) * 12 + month - 1, date]
}

/** As `addMonths`, from a day's month and date: two look-ups in a table, since a column holds both for every fact. */
export function correspondingDay(month: number, date: number, months: number): number {
  const first = FIRST_DAYS[month + months] ?? 0
  const length = (FIRST_DAYS[month + months + 1] ?? 0) - first
  return first + (date < length ? date : length) - 1
}

/** As `birthday`, from the month and date of a birth. */
export function birthdayIn(month: number, date: number, years: number): number {
  // The day after 28 February of a common year is 1 March.
  return (FIRST_DAYS[month + years * 12] ?? 0) + date - 1
}
