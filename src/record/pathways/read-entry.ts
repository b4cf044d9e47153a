import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { EntryView, View } from '../../engine/pathway/view.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import type { Bound } from '../transaction.ts'
import { type ReadPathway, readPathway } from './read-pathway.ts'

/** One entry with its pathway as it was known just before it was recorded, and with it. */
export interface ReadEntry extends Omit<ReadPathway, 'view'> {
  readonly entry: EntryView
  readonly before: View
  readonly after: View
  readonly childName: string | null
  /** Whether something took its place since. */
  readonly gone: boolean
}

/** Reads what an entry changed. Null where there is none or this person may not know of it; both are noted. */
export async function readEntry(bound: Bound, pathway: string, asked: string): Promise<ReadEntry | null> {
  const { tx, principal, moment } = bound
  const { rows } = await sql<{ recorded: Instant; name: string | null; gone: boolean }>`
    select e.recorded, ${CHILD_NAME} as name, exists (
      select from sightline.entries s
      where s.authority = e.authority and s.pathway_id = e.pathway_id and s.supersedes = e.entry_id) as gone
    from sightline.entries e
    join sightline.cases c on c.authority = e.authority and c.case_id = e.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where e.authority = ${principal.authority} and e.pathway_id = ${identifierOr(pathway)}
      and e.entry_id = ${identifierOr(asked)}`.execute(tx)
  const recorded = rows[0]?.recorded ?? moment
  const read = await readPathway(bound, pathway, { asOf: recorded, knownAt: recorded })
  const earlier = (recorded - 1) as Instant
  const before = read === null ? null : await readPathway(bound, pathway, { asOf: earlier, knownAt: earlier })
  const entry = read?.view.entries.find((each) => each.entry.id === asked)
  if (read === null || before === null || entry === undefined) return null
  const { view, ...rest } = read
  return {
    ...rest,
    entry,
    before: before.view,
    after: view,
    childName: rows[0]?.name ?? null,
    gone: rows[0]?.gone ?? false,
  }
}
