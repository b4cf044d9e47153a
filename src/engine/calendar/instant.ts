import { type Answer, answer, refuse } from './answer.ts'
import { type Day, dayOf, FIRST_DAY, LAST_DAY, parseDay } from './day.ts'
import type { Direction } from './span.ts'

/** A moment, the same everywhere: milliseconds since 1 January 1970, 00:00 UTC. */
export type Instant = number & { readonly instant: unique symbol }

/** The name of a time zone in the IANA database, known to this machine. */
export type Zone = string & { readonly zone: unique symbol }

/** The civil time of England and Wales, and so of an authority that names no other. */
export const LONDON = 'Europe/London' as Zone

/** A time as a clock on the wall shows it; seconds and milliseconds are 0 where they are not given. */
export interface WallTime {
  readonly day: Day
  readonly hour: number
  readonly minute: number
  readonly second?: number
  readonly millisecond?: number
}

/** Why a question about moments cannot be answered. */
export type TimeRefusal =
  | { readonly kind: 'not-a-whole-number'; readonly given: number }
  | { readonly kind: 'outside-written-years' }
  /** 24:30, or 10:61. */
  | { readonly kind: 'no-such-time'; readonly wall: WallTime }
  /** The clocks went forward over it. `resumes` is the moment at which they did. */
  | { readonly kind: 'skipped-time'; readonly wall: WallTime; readonly zone: Zone; readonly resumes: Instant }
  /** The clocks went back over it, so that it came twice. */
  | {
      readonly kind: 'repeated-time'
      readonly wall: WallTime
      readonly zone: Zone
      readonly first: Instant
      readonly second: Instant
    }

/** How a number of hours was counted. Hours are hours that pass, so the clocks' changes move the time on the wall. */
export interface HourCount {
  readonly from: Instant
  readonly hours: number
  readonly direction: Direction
  readonly zone: Zone
  /** By how many minutes the clocks at `result` are ahead of where they were at `from`; less than 0 where behind. */
  readonly clocksMoved: number
  readonly result: Instant
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const FIRST_INSTANT = FIRST_DAY * DAY
const LAST_INSTANT = (LAST_DAY + 1) * DAY - 1

/** The zone of this name; undefined where this machine knows none, and for a bare offset, which has no clock changes. */
export function parseZone(name: string): Zone | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId as Zone
  } catch {
    return undefined
  }
}

const RFC_3339 = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/i

/**
 * Reads a date and time with its offset, as RFC 3339 writes it: `2026-03-29T01:30:00+01:00`, `2026-03-29T00:30:00.250Z`.
 * Digits beyond the millisecond are cut off. Gives undefined for anything else: no offset, a date that does not exist, a
 * leap second (no clock here counts one).
 */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC_3339.exec(text)
  if (match === null) return undefined
  const [, date = '', hour, minute, second, fraction = '', sign, offsetHour = 0, offsetMinute = 0] = match
  const day = parseDay(date)
  const wall = { hour: Number(hour), minute: Number(minute), second: Number(second) }
  const offset = { hour: Number(offsetHour), minute: Number(offsetMinute) }
  if (day === undefined || !onClock(wall) || !onClock(offset)) return undefined
  const ahead = (offset.hour * HOUR + offset.minute * MINUTE) * (sign === '-' ? -1 : 1)
  const sinceMidnight = wall.hour * HOUR + wall.minute * MINUTE + wall.second * 1000
  return written(day * DAY + sinceMidnight + Number(fraction.slice(0, 3).padEnd(3, '0')) - ahead)
}

/**
 * Writes a moment as RFC 3339 with the zone's offset, and milliseconds where there are any. In UTC where the zone then
 * stood off by a part of a minute (London before December 1847), which the format cannot write.
 */
export function formatInstant(instant: Instant, zone: Zone): string {
  const there = zoned(instant, zone)
  const awkward = there.offsetNanoseconds % 60e9 !== 0 || there.year < 1 || there.year > 9999
  const plain = instant % 1000 === 0 ? 'second' : 'millisecond'
  if (awkward) return zoned(instant, 'UTC').toInstant().toString({ smallestUnit: plain })
  return there.toString({ timeZoneName: 'never', smallestUnit: plain })
}

/** The calendar day that a moment falls on in a zone. */
export function civilDayOf(instant: Instant, zone: Zone): Day {
  return wallTimeOf(instant, zone).day
}

/** What the clock on the wall shows at a moment. */
export function wallTimeOf(instant: Instant, zone: Zone): Required<WallTime> {
  const { year, month, day: date, hour, minute, second, millisecond } = zoned(instant, zone)
  return { day: dayOf({ year, month, date }), hour, minute, second, millisecond }
}

/**
 * The moment at which the clock on the wall shows a time. Once a year a time is skipped and another comes twice: both are
 * refused, since only a person can say what was meant; for the second, `which` gives that person's answer.
 */
export function instantAt(wall: WallTime, zone: Zone, which?: 'first' | 'second'): Answer<Instant, TimeRefusal> {
  const { day, hour, minute, second = 0, millisecond = 0 } = wall
  if (!onClock({ hour, minute, second }) || !within(millisecond, 999)) return refuse({ kind: 'no-such-time', wall })
  if (day < FIRST_DAY || day > LAST_DAY) return refuse({ kind: 'outside-written-years' })
  const plain = new Temporal.PlainDate(1970, 1, 1)
    .add({ days: day })
    .toPlainDateTime({ hour, minute, second, millisecond })
  const first = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const last = plain.toZonedDateTime(zone, { disambiguation: 'later' })
  if (!first.toPlainDateTime().equals(plain)) {
    const change = first.getTimeZoneTransition('next') ?? last
    return refuse({ kind: 'skipped-time', wall, zone, resumes: change.epochMilliseconds as Instant })
  }
  const moments = [written(first.epochMilliseconds), written(last.epochMilliseconds)] as const
  if (moments[0] === undefined || moments[1] === undefined) return refuse({ kind: 'outside-written-years' })
  if (moments[0] === moments[1] || which === 'first') return answer(moments[0])
  if (which === 'second') return answer(moments[1])
  return refuse({ kind: 'repeated-time', wall, zone, first: moments[0], second: moments[1] })
}

/** The moment a whole number of hours after another (before it, where negative). */
export function hoursAfter(from: Instant, hours: number): Answer<Instant, TimeRefusal> {
  if (!Number.isInteger(hours)) return refuse({ kind: 'not-a-whole-number', given: hours })
  const result = written(from + hours * HOUR)
  return result === undefined ? refuse({ kind: 'outside-written-years' }) : answer(result)
}

/** As `hoursAfter`, with the whole count beside the result; `hours` is a whole number from 0 up. */
export function countHours(
  from: Instant,
  hours: number,
  direction: Direction,
  zone: Zone,
): Answer<HourCount, TimeRefusal> {
  if (hours < 0) return refuse({ kind: 'not-a-whole-number', given: hours })
  const found = hoursAfter(from, direction === 'after' ? hours : -hours)
  if (!found.ok) return found
  const result = found.value
  const clocksMoved = (zoned(result, zone).offsetNanoseconds - zoned(from, zone).offsetNanoseconds) / 60e9
  return answer({ from, hours, direction, zone, clocksMoved, result })
}

/** A moment, where RFC 3339 can write it. */
function written(milliseconds: number): Instant | undefined {
  return milliseconds >= FIRST_INSTANT && milliseconds <= LAST_INSTANT ? (milliseconds as Instant) : undefined
}

function zoned(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
}

function onClock(time: { readonly hour: number; readonly minute: number; readonly second?: number }): boolean {
  return within(time.hour, 23) && within(time.minute, 59) && within(time.second ?? 0, 59)
}

function within(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most
}
