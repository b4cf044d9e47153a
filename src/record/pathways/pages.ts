import { type RawBuilder, sql } from 'kysely'

/** The longest page of a list. */
export const LONGEST_PAGE = 200

/** How many rows a page may have where so many were asked for: a whole number from 1; what is no number asks for the longest. */
export function lengthOf(most: number): number {
  return Number.isNaN(most) ? LONGEST_PAGE : Math.max(1, Math.min(Math.floor(most), LONGEST_PAGE))
}

/** One page of a list, and where the next begins; null where there is none. */
export interface Page<Row, Cursor> {
  readonly rows: readonly Row[]
  readonly next: Cursor | null
}

/** The page of what was asked with one row more than it may have, which tells whether another page follows. */
export function pageOf<Row, Cursor>(
  rows: readonly Row[],
  length: number,
  at: (last: Row) => Cursor,
): Page<Row, Cursor> {
  const page = rows.slice(0, length)
  const last = page.at(-1)
  return { rows: page, next: rows.length > length && last !== undefined ? at(last) : null }
}

/**
 * Joins the pathway `p` and the child `k`, null where it may not be seen, to a row of a page. One at a time, by name: what a policy
 * asks of each row is asked of no other, whatever the planner knows of the tables.
 */
export function itsPathwayAndChild(row: string): RawBuilder<unknown> {
  const its = (column: string): RawBuilder<unknown> => sql.ref(`${row}.${column}`)
  return sql`
    cross join lateral (
      select p.* from sightline.pathways p
      where p.authority = ${its('authority')} and p.pathway_id = ${its('pathway_id')} offset 0
    ) p
    cross join lateral (
      select c.* from sightline.cases c where c.authority = ${its('authority')} and c.case_id = ${its('case_id')} offset 0
    ) c
    left join lateral (
      select k.* from sightline.children k where k.authority = c.authority and k.child_id = c.child_id offset 0
    ) k on true`
}
