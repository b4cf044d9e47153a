import { type Answer, answer } from './answer.ts'
import type { SkippedDay, WorkingCalendar } from './calendar.ts'
import type { Day } from './day.ts'

/** The last day on which something may be done, and beside it the last working day on which somebody will be there. */
export interface Limit {
  /** The limit itself. It stays where it falls, on a day of rest too. */
  readonly day: Day
  readonly lastWorkingDay: Day
  /** Why the limit is no working day; null where it is one. */
  readonly rest: SkippedDay | null
}

/** A limit with the last working day on or before it. */
export function limitOn(day: Day, calendar: WorkingCalendar): Answer<Limit> {
  const last = calendar.lastWorkingDayOnOrBefore(day)
  if (!last.ok) return last
  const rest = calendar.daysOfRest(last.value, day)
  if (!rest.ok) return rest
  return answer({ day, lastWorkingDay: last.value, rest: rest.value.at(-1) ?? null })
}
