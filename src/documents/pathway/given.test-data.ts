import { readFileSync } from 'node:fs'
import { addDays, type Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { startOf } from '../../engine/pathway/days.ts'
import { evaluate } from '../../engine/pathway/evaluate.ts'
import { readHistory } from '../../intake/history/read-history.ts'
import type { GivenHistory } from '../../intake/history/schema.ts'
import { openLibrary } from '../../intake/library.ts'
import type { Shown } from './shown.ts'

// The two histories that the how-to page shows, and views of them.

export const LIBRARY = openLibrary()

export const EXAMPLES = ['challenging-cases', 'cases-of-most-concern'] as const

export function example(id: (typeof EXAMPLES)[number]): GivenHistory {
  const read = readHistory(readFileSync(new URL(`../../../docs/how-to/${id}.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.faults, null, 2))
  return read.value
}

/** What is shown of an example at the end of a day. */
export function shownOf(
  id: (typeof EXAMPLES)[number],
  on: Day,
  { history, people }: GivenHistory = example(id),
  knownAt: Instant | null = null,
): Shown {
  const shelved = LIBRARY.protocols.find(({ protocol }) => protocol.id === id)
  if (shelved === undefined) throw new Error(`there is no protocol ${id}`)
  const { protocol, calendar } = shelved
  const asOf = endOf(on)
  const view = evaluate(protocol, history, people, calendar, { asOf, knownAt: knownAt ?? endOf(addDays(on, 10_000)) })
  return { protocol, calendar, clause: LIBRARY.clause, history, people, asOf, knownAt, view, version: 'test' }
}

export function endOf(day: Day): Instant {
  return (startOf(addDays(day, 1)) - 1) as Instant
}
