import { sayCounted, sayDays } from '../documents/scan/words.ts'
import type { Day } from '../engine/calendar/day.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import { dayOf } from '../engine/pathway/days.ts'

/** When something is due: on a day, or on one at a moment of it. */
export interface Due {
  readonly due: Day | null
  readonly dueAt: Instant | null
}

const HOUR = 3_600_000
/** From how many hours on days are told. */
const IN_HOURS = 48

/** Whether its time is up: what is due at a moment is late from the moment after, what is due on a day from the day after. */
export function isLate({ due, dueAt }: Due, now: Instant): boolean {
  if (dueAt !== null) return now > dueAt
  return due !== null && dayOf(now) > due
}

/** "3 hours late", "2 days late"; '' where it is not. */
export function sayLate(owed: Due, now: Instant): string {
  const { due, dueAt } = owed
  if (!isLate(owed, now) || due === null) return ''
  const hours = dueAt === null ? IN_HOURS : Math.floor((now - dueAt) / HOUR)
  if (hours >= IN_HOURS) return `${sayDays(dayOf(now) - due)} late`
  return hours < 1 ? 'Less than 1 hour late' : `${sayCounted(hours, 'hour', 'hours')} late`
}

/** "23 hours left", for what is due at a moment that is near; '' for all else. */
export function sayLeft({ dueAt }: Due, now: Instant): string {
  if (dueAt === null || dueAt < now) return ''
  const hours = Math.floor((dueAt - now) / HOUR)
  if (hours >= IN_HOURS) return ''
  return hours < 1 ? 'Less than 1 hour left' : `${sayCounted(hours, 'hour', 'hours')} left`
}
