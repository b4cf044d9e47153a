import type { Day } from '../../../engine/calendar/day.ts'
import type { Source } from '../../../engine/facts/fact.ts'
import { sayDate, sayDays } from './days.ts'

/** The last day that any source tells of; null where none declares one. */
export function lastDayTold(sources: readonly Source[]): Day | null {
  let last: Day | null = null
  for (const { coverage } of sources) {
    for (const { until } of coverage) if (last === null || until > last) last = until
  }
  return last
}

/** What to bear in mind where the files are older than the day asked; '' where they are not. */
export function sayAgeOfSources(sources: readonly Source[], asOf: Day): string {
  const last = lastDayTold(sources)
  if (last === null || last >= asOf) return ''
  return (
    `The files end on ${sayDate(last)}, ${sayDays(asOf - last)} before the day asked. What happened since is in none of ` +
    'them: everything is shown as if nothing had changed.'
  )
}
