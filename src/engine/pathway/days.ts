import type { Day } from '../calendar/day.ts'
import { civilDayOf, type Instant, instantAt, LONDON } from '../calendar/instant.ts'

/** The civil day of a moment. */
export function dayOf(instant: Instant): Day {
  return civilDayOf(instant, LONDON)
}

/** The moment at which a day begins. In London no midnight is ever skipped or repeated. */
export function startOf(day: Day): Instant {
  const found = instantAt({ day, hour: 0, minute: 0 }, LONDON, 'first')
  return found.ok ? found.value : ((day * 86_400_000) as Instant)
}
