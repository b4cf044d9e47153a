import type { Day } from '../../engine/calendar/day.ts'
import { type Instant, LONDON, wallTimeOf } from '../../engine/calendar/instant.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { CalendarEvent } from './calendar-file.ts'

/** A sitting with all that stands of it in a calendar. */
export interface SittingTold {
  readonly sitting: string
  readonly revision: number
  readonly title: string
  readonly on: Day
  readonly starts: Instant | null
  readonly ends: Instant | null
  readonly place: string | null
  readonly link: string | null
}

/**
 * A sitting as an event.
 * @param origin where browsers reach Sightline
 */
export function sittingEvent(told: SittingTold, origin: string, made: Instant): CalendarEvent {
  const { sitting, revision, link, title, on, starts, ends, place } = told
  const url = `${origin}/sittings/${sitting}`
  return {
    title,
    on,
    starts,
    ends,
    place,
    uid: sitting,
    sequence: revision,
    made,
    says: [
      ...(link === null ? [] : [`Join from elsewhere: ${link}`]),
      `Agenda, and whether you come, after signing in: ${url}`,
    ],
    url,
  }
}

/** "Thursday 26 November 2026, 10:00 to 12:00". */
export function sayWhen({ on, starts, ends }: Pick<SittingTold, 'on' | 'starts' | 'ends'>): string {
  return starts === null ? sayDay(on) : `${sayDay(on)}, ${sayTimes(starts, ends)}`
}

/** "10:00 to 12:00", or "from 10:00". */
export function sayTimes(starts: Instant, ends: Instant | null): string {
  return ends === null ? `from ${sayTime(starts)}` : `${sayTime(starts)} to ${sayTime(ends)}`
}

/** "10:00", as the clocks of England and Wales show it. */
export function sayTime(moment: Instant): string {
  const { hour, minute } = wallTimeOf(moment, LONDON)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
