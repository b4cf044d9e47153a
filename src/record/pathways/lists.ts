import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import { formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import type { Bound } from '../transaction.ts'

/** The longest page of a list. */
const LONGEST_PAGE = 200

/** Where the page before ended: the last row's due day and number. */
export interface OwedCursor {
  readonly due: Day | null
  readonly number: number
}

/** One thing that somebody owes. */
export interface OwedRow {
  readonly number: number
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly protocol: string
  readonly stage: string | null
  readonly duty: string
  readonly dutyId: string
  readonly due: Day | null
  readonly dueAt: Instant | null
}

/** One page of a list, and where the next begins; null where there is none. */
export interface Page<Row, Cursor> {
  readonly rows: readonly Row[]
  readonly next: Cursor | null
}

/**
 * What a person owes, soonest first, what has no day last: a page at a time. Found by index from the person's own rows, so that
 * it costs the same in a record of any size. Reading it is noted once, with the cases that were shown.
 */
export async function owedBy(
  bound: Bound,
  { person, after, most }: { readonly person: string; readonly after: OwedCursor | null; readonly most: number },
): Promise<Page<OwedRow, OwedCursor>> {
  const { tx, principal } = bound
  const length = Math.min(most, LONGEST_PAGE)
  // No day stands after every day: both sides of the comparison name the same last one.
  const from =
    after === null
      ? sql``
      : sql`and (coalesce(o.due_day, 'infinity'), o.owed_id) > (
    ${after.due === null ? 'infinity' : formatDay(after.due)}::date, ${after.number}::bigint)`
  const { rows } = await sql<OwedRow>`
    select o.owed_id as number, o.pathway_id as pathway, o.case_id as "caseId", k.name as "childName", p.protocol, p.stage,
      d.duty, d.duty_id as "dutyId", d.due_day as due, d.due_at as "dueAt"
    from sightline.owed o
    join sightline.duties d on d.authority = o.authority and d.pathway_id = o.pathway_id and d.duty_id = o.duty_id
    join sightline.pathways p on p.authority = o.authority and p.pathway_id = o.pathway_id
    join sightline.cases c on c.authority = o.authority and c.case_id = o.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where o.authority = ${principal.authority} and o.person_id = ${person} ${from}
    order by coalesce(o.due_day, 'infinity'), o.owed_id
    limit ${length + 1}`.execute(tx)
  const page = rows.slice(0, length)
  await noteList(
    bound,
    'list-owed',
    person,
    page.map(({ caseId }) => caseId),
  )
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > length && last !== undefined ? { due: last.due, number: last.number } : null,
  }
}

/** A pathway on a list of a protocol's children. */
export interface ListedRow {
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly stage: string | null
  readonly since: Instant | null
  readonly due: Day | null
}

/**
 * The pathways of a protocol that are open and that this person may see, by identifier: a page at a time. The list starts from
 * the ways in that the person has, not from the cases.
 */
export async function pathwaysOf(
  bound: Bound,
  { protocol, after, most }: { readonly protocol: string; readonly after: string | null; readonly most: number },
): Promise<Page<ListedRow, string>> {
  const { tx, principal, scopes } = bound
  const length = Math.min(most, LONGEST_PAGE)
  const from = after === null ? sql`` : sql`and p.pathway_id > ${after}::uuid`
  const { rows } = await sql<ListedRow>`
    select p.pathway_id as pathway, p.case_id as "caseId", k.name as "childName", p.stage, p.since, p.next_due as due
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where p.authority = ${principal.authority} and p.protocol = ${protocol} and p.ended is null ${from}
      and p.case_id in (
        select s.case_id from sightline.case_scopes s
        where s.authority = ${principal.authority} and s.scope = any (${scopes}::text[]))
    order by p.pathway_id
    limit ${length + 1}`.execute(tx)
  const page = rows.slice(0, length)
  await noteList(
    bound,
    'list-pathways',
    null,
    page.map(({ caseId }) => caseId),
  )
  return { rows: page, next: rows.length > length ? (page.at(-1)?.pathway ?? null) : null }
}

/** One event for the list, which names the cases that were on it. */
async function noteList(bound: Bound, action: string, person: string | null, cases: readonly string[]): Promise<void> {
  await note(bound, {
    action,
    object: { kind: 'list', id: person },
    caseId: null,
    decision: 'allowed',
    accessPath: null,
    compartments: ['shared'],
    payload: { cases: [...new Set(cases)] },
  })
}
