// Working days with other libraries. None of them knows holidays, so that each is written here in two ways: a day at a time, as
// most would write it, and by weeks at once and then the holidays met on the way, as fast as we could make it.
import * as dateFns from 'date-fns'
import { DateTime } from 'luxon'

/** What is asked of a library's own dates. */
interface Library<D> {
  readonly name: string
  readonly parse: (iso: string) => D
  readonly print: (date: D) => string
  /** A whole number that is cheap to have of a date, and differs from one day to the next. */
  readonly number: (date: D) => number
  readonly nextDay: (date: D) => D
  readonly isWeekend: (date: D) => boolean
  /** The day so many days from Monday to Friday later, holidays or not. */
  readonly addWeekdays: (date: D, count: number) => D
  readonly isBefore: (date: D, other: D) => boolean
  /** What a set of holidays holds for the date. */
  readonly key: (date: D) => string | number
}

/** One way of adding working days, on the library's own dates. */
export interface Peer<D> {
  readonly name: string
  readonly parse: (iso: string) => D
  readonly print: (date: D) => string
  readonly number: (date: D) => number
  readonly add: (from: D, count: number) => D
}

const DATE_FNS: Library<Date> = {
  name: 'date-fns',
  parse: dateFns.parseISO,
  print: (date) => dateFns.format(date, 'yyyy-MM-dd'),
  number: (date) => date.getTime(),
  nextDay: (date) => dateFns.addDays(date, 1),
  isWeekend: dateFns.isWeekend,
  addWeekdays: (date, count) => dateFns.addBusinessDays(date, count),
  isBefore: (date, other) => date.getTime() < other.getTime(),
  key: (date) => date.getTime(),
}

const LUXON: Library<DateTime> = {
  name: 'luxon',
  parse: (iso) => DateTime.fromISO(iso, { zone: 'utc' }),
  print: (date) => date.toISODate() ?? '',
  number: (date) => date.toMillis(),
  nextDay: (date) => date.plus({ days: 1 }),
  isWeekend: (date) => date.weekday > 5,
  addWeekdays: (date, count) => date.plus({ days: daysForWeekdays(date.weekday, count) }),
  isBefore: (date, other) => date < other,
  key: (date) => date.toMillis(),
}

const TEMPORAL: Library<Temporal.PlainDate> = {
  name: 'Temporal',
  parse: (iso) => Temporal.PlainDate.from(iso),
  print: (date) => date.toString(),
  number: (date) => date.day,
  nextDay: (date) => date.add({ days: 1 }),
  isWeekend: (date) => date.dayOfWeek > 5,
  addWeekdays: (date, count) => date.add({ days: daysForWeekdays(date.dayOfWeek, count) }),
  isBefore: (date, other) => Temporal.PlainDate.compare(date, other) < 0,
  key: (date) => date.toString(),
}

/** How many days later the `count`-th weekday lies, counted from a day of the week (1 for Monday to 7 for Sunday). */
function daysForWeekdays(weekday: number, count: number): number {
  if (count === 0) return 0
  // From Saturday or Sunday one counts as from the Friday before.
  const past = Math.max(0, weekday - 5)
  const from = weekday - past
  const rest = from + (count % 5)
  return Math.floor(count / 5) * 7 + (count % 5) + (rest > 5 ? 2 : 0) - past
}

function byDays<D>(library: Library<D>, holidays: readonly string[]): Peer<D> {
  const rest = new Set(holidays.map((iso) => library.key(library.parse(iso))))
  return {
    ...library,
    name: `${library.name}, a day at a time`,
    add: (from, count) => {
      let date = from
      for (let left = count; left > 0; ) {
        date = library.nextDay(date)
        if (!library.isWeekend(date) && !rest.has(library.key(date))) left -= 1
      }
      return date
    },
  }
}

function byWeeks<D>(library: Library<D>, holidays: readonly string[]): Peer<D> {
  const rest = holidays.map(library.parse).filter((date) => !library.isWeekend(date))
  /** How many holidays from Monday to Friday lie on or before a date, given how many surely do. */
  const upTo = (date: D): number => {
    let low = 0
    for (let high = rest.length; low < high; ) {
      const middle = (low + high) >> 1
      const holiday = rest[middle]
      if (holiday !== undefined && library.isBefore(date, holiday)) high = middle
      else low = middle + 1
    }
    return low
  }
  return {
    ...library,
    name: `${library.name}, by weeks`,
    add: (from, count) => {
      let date = from
      let passed = upTo(from)
      for (let left = count; left > 0; ) {
        date = library.addWeekdays(date, left)
        const now = upTo(date)
        left = now - passed
        passed = now
      }
      return date
    },
  }
}

/** Calls back with each peer, whatever its dates are. */
export function peersOf(holidays: readonly string[]): readonly (<R>(use: <D>(peer: Peer<D>) => R) => R)[] {
  const both = <D>(library: Library<D>): (<R>(use: <E>(peer: Peer<E>) => R) => R)[] => [
    (use) => use(byWeeks(library, holidays)),
    (use) => use(byDays(library, holidays)),
  ]
  return [...both(DATE_FNS), ...both(LUXON), ...both(TEMPORAL)]
}
