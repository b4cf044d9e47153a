import { readFileSync } from 'node:fs'

// All date arithmetic of the independent evaluation, in the plainest way: Temporal for months and single days, and one step
// a day for working days. A date is its text, YYYY-MM-DD, which sorts as it should.

export type IsoDate = string

const EPOCH = Temporal.PlainDate.from('1970-01-01')

/** Remembers what a function of one argument gave: the same few thousand dates are asked for again and again. */
function remembered<A extends string | number, B>(work: (given: A) => B): (given: A) => B {
  const known = new Map<A, B>()
  return (given) => {
    const before = known.get(given)
    if (before !== undefined) return before
    const found = work(given)
    known.set(given, found)
    return found
  }
}

/** The date so many days after 1 January 1970. */
export const dateOf = remembered((days: number): IsoDate => EPOCH.add({ days }).toString())

/** Every day of the years that anybody here lives in, one after another. */
const DAYS: readonly IsoDate[] = (() => {
  const days: IsoDate[] = []
  let day = Temporal.PlainDate.from('1985-01-01')
  for (; day.year < 2045; day = day.add({ days: 1 })) days.push(day.toString())
  return days
})()
const places = new Map(DAYS.map((date, place) => [date, place]))

/** The days from one to another, both among them. */
export function daysFrom(first: IsoDate, last: IsoDate): readonly IsoDate[] {
  if (first > last) return []
  const [from, to] = [places.get(first), places.get(last)]
  if (from === undefined || to === undefined) throw new RangeError(`${first} to ${last} leaves the years looked at`)
  return DAYS.slice(from, to + 1)
}

export const dayAfter = remembered(
  (date: IsoDate): IsoDate => Temporal.PlainDate.from(date).add({ days: 1 }).toString(),
)
export const dayBefore = remembered(
  (date: IsoDate): IsoDate => Temporal.PlainDate.from(date).subtract({ days: 1 }).toString(),
)

const sums = new Map<number, (date: IsoDate) => IsoDate>()

/** The corresponding date so many months later; where the month has none, its last day. */
export function monthsAfter(date: IsoDate, months: number): IsoDate {
  let sum = sums.get(months)
  if (sum === undefined) {
    sum = remembered((from: IsoDate): IsoDate => Temporal.PlainDate.from(from).add({ months }).toString())
    sums.set(months, sum)
  }
  return sum(date)
}

interface CalendarFile {
  readonly from: IsoDate
  readonly until: IsoDate
  readonly holidays: readonly { readonly day: IsoDate }[]
}

const calendar: CalendarFile = JSON.parse(
  readFileSync(new URL('../../data/calendars/england-and-wales.json', import.meta.url), 'utf8'),
)
const holidays = new Set(calendar.holidays.map(({ day }) => day))

const isWorkingDay = remembered((date: IsoDate): boolean => {
  const { dayOfWeek } = Temporal.PlainDate.from(date)
  return dayOfWeek <= 5 && !holidays.has(date)
})

/** Counted one day at a time; null where the count leaves the years whose holidays are known. */
export function workingDaysAfter(date: IsoDate, count: number): IsoDate | null {
  let day = date
  for (let left = count; left > 0; ) {
    day = dayAfter(day)
    if (day < calendar.from || day > calendar.until) return null
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

const birthdays = new Map<number, (born: IsoDate) => IsoDate>()

/** The day on which somebody turns so many years old. A child of 29 February is a year older on 1 March. */
export function birthday(years: number, born: IsoDate): IsoDate {
  let birthdayOf = birthdays.get(years)
  if (birthdayOf === undefined) {
    birthdayOf = remembered((from: IsoDate): IsoDate => {
      const birth = Temporal.PlainDate.from(from)
      const day = birth.add({ years })
      return (day.day === birth.day ? day : day.add({ days: 1 })).toString()
    })
    birthdays.set(years, birthdayOf)
  }
  return birthdayOf(born)
}
