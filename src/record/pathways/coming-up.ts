import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { noteList } from '../audit/audit.ts'
import { CHILD_NAME } from '../database/names.ts'
import type { Bound } from '../transaction.ts'
import { lengthOf, type Page, pageOf } from './pages.ts'

/** Something that falls due, whoever owes it. */
export interface ComingRow {
  readonly number: number
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
  readonly duty: string
  readonly dutyId: string
  /** The names of those who owe it; empty where nobody does yet. */
  readonly owedBy: readonly string[]
  readonly due: Day
  readonly dueAt: Instant | null
}

export interface ComingCursor {
  readonly due: Day
  readonly number: number
}

/** What is owed up to a day by anybody in all that this person may see, what is late included, soonest first. */
export async function comingUp(
  bound: Bound,
  { until, after, most }: { readonly until: Day; readonly after: ComingCursor | null; readonly most: number },
): Promise<Page<ComingRow, ComingCursor>> {
  const { tx, principal } = bound
  const length = lengthOf(most)
  const { rows } = await sql<ComingRow>`
    select o.owed_id as number, o.pathway_id as pathway, o.case_id as "caseId", ${CHILD_NAME} as "childName",
      p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash", d.duty,
      d.duty_id as "dutyId", page.due_day as due, d.due_at as "dueAt",
      coalesce((
        select json_agg(n.name order by n.name)
        from sightline.owed w
        join sightline.persons n on n.authority = w.authority and n.person_id = w.person_id
        where w.authority = o.authority and w.pathway_id = o.pathway_id and w.duty_id = o.duty_id), '[]') as "owedBy"
    from sightline.due_page(${formatDay(until)}::date, ${after === null ? null : formatDay(after.due)}::date,
      ${after?.number ?? null}::bigint, ${length + 1}) page
    join sightline.owed o on o.authority = ${principal.authority} and o.owed_id = page.owed_id
    join sightline.duties d on d.authority = o.authority and d.pathway_id = o.pathway_id and d.duty_id = o.duty_id
    join sightline.pathways p on p.authority = o.authority and p.pathway_id = o.pathway_id
    join sightline.cases c on c.authority = o.authority and c.case_id = o.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    order by page.due_day, page.owed_id`.execute(tx)
  const page = pageOf(rows, length, ({ due, number }) => ({ due, number }))
  const event = { action: 'list-coming-up', object: { kind: 'list', id: null }, asked: { until, after, most } }
  await noteList(
    bound,
    event,
    page.rows.map(({ caseId }) => caseId),
  )
  return page
}
