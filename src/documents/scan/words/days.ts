import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { BEGINNING, END } from '../../../engine/watch/day-set.ts'

/** "3 June 2026". For a day's name as well, see `sayDay` of the calendar. */
export function sayDate(day: Day): string {
  const long = sayDay(day)
  return long.slice(long.indexOf(' ') + 1)
}

/** The day, or null where it stands for the beginning or the end of all time, which no calendar can write. */
export function writtenDay(day: number | null): Day | null {
  return day === null || day <= BEGINNING || day >= END ? null : (day as Day)
}

/** "12 days", "1 day". */
export function sayDays(count: number): string {
  return sayCounted(count, 'day', 'days')
}

/** "1 child", "2,412 children". */
export function sayCounted(count: number, one: string, many: string): string {
  return `${sayNumber(count)} ${count === 1 ? one : many}`
}

const NUMBER = new Intl.NumberFormat('en-GB')

/** "2,412". */
export function sayNumber(count: number): string {
  return NUMBER.format(count)
}

/** "a", "a and b", "a, b and c". */
export function sayList(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

/** With a capital letter at the front, for the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
