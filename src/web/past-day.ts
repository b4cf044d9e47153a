import { addDays, type Day, parseDay } from '../engine/calendar/day.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import { startOf } from '../engine/pathway/days.ts'
import type { FormError } from './route.ts'

/** A past day that was asked for; null is now. A day to come is none: nobody has recorded anything in it. */
export function pastDay(text: string, today: Day): { readonly day: Day | null; readonly errors: readonly FormError[] } {
  if (text === '') return { day: null, errors: [] }
  const day = parseDay(text)
  const error = (words: string) => ({ day: null, errors: [{ field: 'day', text: words }] })
  if (day === undefined) return error('Enter a day as year, month and day, such as 2026-03-31')
  if (day > today) return error('Enter a day that has begun')
  return day === today ? { day: null, errors: [] } : { day, errors: [] }
}

/** The last moment of a day. */
export function endOf(day: Day): Instant {
  return (startOf(addDays(day, 1)) - 1) as Instant
}
