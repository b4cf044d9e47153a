import type { Day } from '../engine/calendar/day.ts'
import { readDay } from './dates.ts'
import type { FormError } from './route.ts'

/** A past day that was asked for, in one field; null is now. A day to come is none: nobody has recorded anything in it. */
export function pastDay(text: string, today: Day): { readonly day: Day | null; readonly errors: readonly FormError[] } {
  const read = readDay({ day: text, month: '', year: '' })
  if (read.kind === 'empty') return { day: null, errors: [] }
  const error = (words: string) => ({ day: null, errors: [{ field: 'day', text: words }] })
  if (read.kind === 'fault') return error(`The day ${read.says}. Write it like 31 3 2026`)
  const { day } = read
  if (day > today) return error('Enter a day that has begun')
  return day === today ? { day: null, errors: [] } : { day, errors: [] }
}
