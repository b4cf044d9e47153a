import { z } from 'zod'
import { type Day, parseDay } from '../../engine/calendar/day.ts'
import { type Instant, parseInstant } from '../../engine/calendar/instant.ts'

// The words that a history is written in. Every list is bounded: a file built to exhaust a reader ends in one sentence.

export const MOST_ENTRIES = 10_000
export const MOST_FACTS = 10_000
export const MOST_PERSONS = 10_000

/** `YYYY-MM-DD`. */
export const day: z.ZodType<Day> = z.string().transform((text, ctx) => {
  const found = parseDay(text)
  if (found !== undefined) return found
  ctx.addIssue({ code: 'custom', message: 'it is no day', params: { remedy: 'Write YYYY-MM-DD, as in 2026-03-31.' } })
  return z.NEVER
})

/** A date and time with its offset, as RFC 3339 writes it. */
export const moment: z.ZodType<Instant> = z.string().transform((text, ctx) => {
  const found = parseInstant(text)
  if (found !== undefined) return found
  ctx.addIssue({
    code: 'custom',
    message: 'it is no moment',
    params: { remedy: 'Write the day, the time and the offset, as in 2026-03-31T09:30:00+01:00.' },
  })
  return z.NEVER
})

/** An identifier: of a person, an agency, an entry, a child. Kept as it is written. */
export const identifier = z.string().min(1).max(200)

/** A name that the protocol gives: of a step, an outcome, a role, a meeting. Whether it is known is told later. */
export const name = z.string().min(1).max(100)

export const code = z.string().max(20)
