import type { CalendarRefusal } from './answer.ts'
import type { SkippedDay } from './calendar.ts'
import { civilDateOf, type Day, weekdayOf } from './day.ts'
import {
  type HourCount,
  type Instant,
  instantAt,
  type TimeRefusal,
  type WallTime,
  wallTimeOf,
  type Zone,
} from './instant.ts'
import type { Limit } from './limit.ts'
import type { Count, Span } from './span.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** "Thursday 21 December 2023". */
export function sayDay(day: Day): string {
  const weekday = weekdayOf(day)
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)} ${sayDate(day)} ${civilDateOf(day).year}`
}

/** "21 December". */
function sayDate(day: Day): string {
  const { month, date } = civilDateOf(day)
  return `${date} ${MONTHS[month - 1] ?? ''}`
}

/** "10 working days", "1 month". */
export function saySpan({ count, unit }: Span): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/**
 * One count in one sentence, without its full stop, so that a clause can go before it: "10 working days after Thursday 21
 * December 2023, not counting 3 weekends, Christmas Day (25 December), ...: Tuesday 9 January 2024".
 */
export function sayCount(count: Count): string {
  const { from, span, direction, extent, skipped, shortMonth, result } = count
  const whole = `${saySpan(span)} ${direction} ${sayDay(from)}`
  const notes: string[] = []
  if (skipped.length > 0) notes.push(`not counting ${saySkipped(skipped)}`)
  if (shortMonth) notes.push(`at the end of a month that has no ${civilDateOf(from).date}${ordinalOf(from)}`)
  const how = [whole, ...notes].join(', ')
  if (extent === 'full') return `${how}: ${sayDay(result)}`
  return `more than ${how}, so the day ${direction === 'after' ? 'after' : 'before'} that: ${sayDay(result)}`
}

/** "2 weekends, Good Friday (29 March) and Easter Monday (1 April)": every holiday by name, weekends by number. */
export function saySkipped(skipped: readonly SkippedDay[]): string {
  const first = skipped[0]
  const last = skipped.at(-1)
  if (first === undefined || last === undefined) return 'no day'
  const withYear = last.day - first.day > 364
  let weekends = 0
  let previous: Day | undefined
  const holidays: string[] = []
  for (const each of skipped) {
    if (each.why === 'holiday') {
      const note = each.note === null ? '' : `${each.note}, `
      const year = withYear ? ` ${civilDateOf(each.day).year}` : ''
      holidays.push(`${each.name} (${note}${sayDate(each.day)}${year})`)
    } else {
      if (previous === undefined || each.day !== previous + 1) weekends += 1
      previous = each.day
    }
  }
  const parts = weekends === 0 ? holidays : [`${weekends} weekend${weekends === 1 ? '' : 's'}`, ...holidays]
  return sayList(parts)
}

/** A limit, and the last working day on or before it where that is another day. */
export function sayLimit({ day, lastWorkingDay, rest }: Limit): string {
  if (rest === null) return sayDay(day)
  const why = rest.why === 'weekend' ? '' : ` (${rest.name})`
  return `${sayDay(day)}, which is not a working day${why}; the last working day before it is ${sayDay(lastWorkingDay)}`
}

/** "10:30 on Saturday 28 March 2026"; a time that came twice says which it was. */
export function sayInstant(instant: Instant, zone: Zone): string {
  const wall = wallTimeOf(instant, zone)
  const once = instantAt(wall, zone)
  const which =
    once.ok || once.refusal.kind !== 'repeated-time'
      ? ''
      : once.refusal.first === instant
        ? ', before the clocks went back,'
        : ', after the clocks went back,'
  return `${sayTime(wall)}${which} on ${sayDay(wall.day)}`
}

/** "24 hours after 10:30 on Saturday 28 March 2026, the clocks having gone forward 1 hour: 11:30 on Sunday 29 March 2026". */
export function sayHours(count: HourCount): string {
  const { from, hours, direction, zone, clocksMoved, result } = count
  const whole = `${hours} hour${hours === 1 ? '' : 's'} ${direction} ${sayInstant(from, zone)}`
  return `${whole}${sayClocks(direction === 'after' ? clocksMoved : -clocksMoved)}: ${sayInstant(result, zone)}`
}

/** Why a day could not be worked out, and what to do. */
export function sayRefusal(refusal: CalendarRefusal): string {
  switch (refusal.kind) {
    case 'outside-calendar':
      return (
        `${sayDay(refusal.day)} lies outside the calendar "${refusal.calendar}", which knows ${sayDay(refusal.from)} to ` +
        `${sayDay(refusal.until)}. Add the missing years to the calendar's file.`
      )
    case 'not-a-whole-number':
      return `${refusal.given} cannot be counted. Give a whole number, 0 or more.`
    case 'outside-written-years':
      return 'The count leaves the years 1 to 9999. Give a smaller number.'
    default:
      return refusal satisfies never
  }
}

/** Why a moment could not be worked out, and what to do. */
export function sayTimeRefusal(refusal: TimeRefusal): string {
  switch (refusal.kind) {
    case 'no-such-time':
      return `${sayTime(refusal.wall)} is no time of day. Give a time from 00:00 to 23:59.`
    case 'skipped-time':
      return (
        `The clocks went forward over ${sayTime(refusal.wall)} on ${sayDay(refusal.wall.day)}, to ` +
        `${sayTime(wallTimeOf(refusal.resumes, refusal.zone))}. Give a time that the clocks showed.`
      )
    case 'repeated-time':
      return (
        `${sayTime(refusal.wall)} came twice on ${sayDay(refusal.wall.day)}, since the clocks went back. ` +
        'Say whether it was the first time or the second.'
      )
    case 'not-a-whole-number':
    case 'outside-written-years':
      return sayRefusal(refusal)
    default:
      return refusal satisfies never
  }
}

function sayTime({ hour, minute, second = 0 }: WallTime): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0')
  return `${twoDigits(hour)}:${twoDigits(minute)}${second === 0 ? '' : `:${twoDigits(second)}`}`
}

function sayClocks(moved: number): string {
  if (moved === 0) return ''
  const minutes = Math.abs(moved)
  const size = minutes === 60 ? '1 hour' : `${minutes} minutes`
  return `, the clocks having gone ${moved > 0 ? 'forward' : 'back'} ${size}`
}

function sayList(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

function ordinalOf(day: Day): string {
  return civilDateOf(day).date === 31 ? 'st' : 'th'
}
