import type { Instant } from '../../engine/calendar/instant.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { Shown } from '../pathway/shown.ts'
import { sayMoment } from '../pathway/titles.ts'
import { sayList } from '../scan/words.ts'
import type { Naming } from './naming.ts'
import { type Field, says } from './paper.ts'
import { printed } from './printed.ts'

/** For whom a paper is made, when, and what of the record its reader may not see. */
export interface Making {
  readonly naming: Naming
  /** Whoever it is made for, as they are called; null where it is not told. */
  readonly madeFor: string | null
  readonly made: Instant
  /** The authority's or the product's own reference of the pathway or sitting. */
  readonly reference: string
  /** The parts of the record that are closed to the reader, in words; empty where all of it is open. */
  readonly closed: readonly string[]
}

/** Why nothing stands under a question. What is closed to the reader cannot be told from what nobody answered. */
export function unanswered({ closed }: Pick<Making, 'closed'>): string {
  return closed.length === 0 ? 'Not answered' : 'Not answered, or not for this reader'
}

/** What is withheld, said on the first page. */
export function sayClosed({ closed }: Pick<Making, 'closed'>): readonly string[] {
  if (closed.length === 0) return []
  const which = sayList(closed.map(printed))
  return [`This copy is not whole. What is kept in these parts of the record is not for this reader: ${which}.`]
}

/** By which protocol, for whom and when: what every paper tells last of itself. */
export function fieldsOfMaking(
  { protocol, asOf, knownAt, clause }: Pick<Shown, 'protocol' | 'asOf' | 'knownAt' | 'clause'>,
  cites: readonly string[],
  { madeFor, made, reference }: Making,
): readonly Field[] {
  const { source } = protocol
  const known = knownAt === null || knownAt === asOf ? '' : `, as it was known at ${sayMoment(knownAt)}`
  const clauses = cites.map((id) => {
    const found = clause(id)
    return found === undefined ? id : `${id}, ${found.place}`
  })
  return [
    { label: 'Source', says: says(`${source.document} (${source.issued})`) },
    ...(clauses.length === 0
      ? []
      : [{ label: clauses.length === 1 ? 'Clause' : 'Clauses', says: says(clauses.join('; ')) }]),
    { label: 'Reference', says: says(printed(reference)) },
    { label: 'As it stood', says: says(`${sayMoment(asOf)}${known}`) },
    ...(madeFor === null ? [] : [{ label: 'Made for', says: says(printed(madeFor)) }]),
    { label: 'Made on', says: says(sayDay(dayOf(made))) },
  ]
}
