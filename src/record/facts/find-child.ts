import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import { noteList } from '../audit/audit.ts'
import { keepable } from '../database/json.ts'
import type { Bound } from '../transaction.ts'

/** A child in whose case somebody may record. */
export interface FoundChild {
  readonly caseId: string
  readonly name: string | null
  readonly born: Day | null
  readonly identifier: string | null
}

/**
 * Children by name or identifier, of those in whose cases this person may record; all of them where nothing is searched for.
 * Every word must be somewhere in the name. The search starts from the ways in that the person has. It is noted, with whom it
 * showed.
 */
export async function findChildren(
  bound: Bound,
  { words, most }: { readonly words: string; readonly most: number },
): Promise<{ readonly children: readonly FoundChild[]; readonly hasMore: boolean }> {
  const { tx, principal } = bound
  const searched = keepable(words).trim().slice(0, 200)
  const each = searched.split(/\s+/).filter((word) => word !== '')
  const { rows } = await sql<FoundChild>`
    select c.case_id as "caseId", k.name, k.born, k.identifier
    from sightline.children_found(${each}::text[], ${searched}, ${most + 1}) found
    join sightline.cases c on c.authority = ${principal.authority} and c.case_id = found.case_id
    join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    order by k.name, c.case_id`.execute(tx)
  const children = rows.slice(0, most)
  await noteList(
    bound,
    { action: 'find-children', object: { kind: 'list', id: null }, asked: { words: searched, most } },
    children.map(({ caseId }) => caseId),
  )
  return { children, hasMore: rows.length > most }
}
