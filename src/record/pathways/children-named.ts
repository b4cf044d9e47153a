import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Action } from '../access/rule.ts'
import { noteList } from '../audit/audit.ts'
import { keepable } from '../database/json.ts'
import type { Bound } from '../transaction.ts'
import { lengthOf, type Page, pageOf } from './pages.ts'

/** A child whom a search found, with what is open of them. */
export interface NamedRow {
  readonly caseId: string
  readonly name: string | null
  readonly born: Day | null
  readonly identifier: string | null
  readonly open: readonly { readonly pathway: string; readonly protocol: string; readonly stage: string | null }[]
}

/** What is searched for. */
export interface NamedAsked {
  /** Every word must be somewhere in the name, whatever its marks and capitals; or all of it is the child's identifier. */
  readonly written: string
  /** What whoever asks means to do with the case: only the cases are found with which they may. */
  readonly action: Action
  readonly most: number
}

/** No name is longer. */
const LONGEST_SEARCHED = 200

/**
 * Children by name or identifier, of those with whose cases this person may do what they ask for; all of those where nothing
 * was written. What was searched for is noted, since it may say as much as what was found.
 */
export async function childrenNamed(
  bound: Bound,
  { written, action, most }: NamedAsked,
): Promise<Page<NamedRow, true>> {
  const searched = keepable(written).trim().slice(0, LONGEST_SEARCHED)
  const words = searched.split(/\s+/).filter((word) => word !== '')
  const length = lengthOf(most)
  const { rows } = await sql<NamedRow>`
    select c.case_id as "caseId", k.name, k.born, k.identifier, coalesce((
      select json_agg(json_build_object('pathway', p.pathway_id, 'protocol', p.protocol, 'stage', p.stage) order by p.opened)
      from sightline.pathways p
      where p.authority = c.authority and p.case_id = c.case_id and p.ended is null), '[]') as open
    from sightline.cases_named(${words}::text[], ${searched}, ${action}, ${length + 1}) with ordinality page (case_id, place)
    join sightline.cases c on c.authority = ${bound.principal.authority} and c.case_id = page.case_id
    join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    order by page.place`.execute(bound.tx)
  const page = pageOf(rows, length, () => true as const)
  const event = {
    action: 'search-children',
    object: { kind: 'list', id: null },
    asked: { written: searched, action, most },
  }
  await noteList(
    bound,
    event,
    page.rows.map(({ caseId }) => caseId),
  )
  return page
}
