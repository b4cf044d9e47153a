import type { WorkingCalendar } from '../calendar/calendar.ts'
import { fold, givenFor, type PathwayHistory } from './fold.ts'
import type { People, Tie } from './people.ts'
import { type Running, rulebookOf } from './rulebook.ts'
import type { Asking } from './view.ts'
import { tiesOf } from './who.ts'

/** CWM-26: what ties each of some people to a case as of a moment; nothing for who is independent of it. */
export function tiesTo(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  asking: Asking,
  persons: readonly string[],
): ReadonlyMap<string, readonly Tie[]> {
  const { state } = fold(givenFor(protocol, history, people, calendar, rulebookOf), asking)
  return new Map(persons.map((person) => [person, tiesOf(person, state)]))
}
