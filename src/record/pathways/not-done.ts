import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { noteList } from '../audit/audit.ts'
import { CHILD_NAME } from '../database/names.ts'
import type { Bound } from '../transaction.ts'
import { lengthOf } from './pages.ts'

/** Something that was not done and is owed no more, since the next of its kind has come. */
export interface NotDoneRow {
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
  readonly duty: string
  readonly dutyId: string
  readonly due: Day | null
  readonly dueAt: Instant | null
  /** When the next one came. */
  readonly followed: Instant
}

/** What was not done in all that this person may see, what was due last first, and how much of it there is. */
export async function notDone(
  bound: Bound,
  { most }: { readonly most: number },
): Promise<{ readonly rows: readonly NotDoneRow[]; readonly inAll: number }> {
  const { tx, principal } = bound
  const length = lengthOf(most)
  const { rows } = await sql<NotDoneRow & { readonly inAll: number }>`
    select page.pathway_id as pathway, d.case_id as "caseId", ${CHILD_NAME} as "childName", p.protocol_hash as "protocolHash",
      p.calendar_hash as "calendarHash", d.duty, d.duty_id as "dutyId", d.due_day as due, d.due_at as "dueAt",
      d.lapsed as followed, page.in_all::integer as "inAll"
    from sightline.not_done_page(${length}) page
    join sightline.duties d
      on d.authority = ${principal.authority} and d.pathway_id = page.pathway_id and d.duty_id = page.duty_id
    join sightline.pathways p on p.authority = d.authority and p.pathway_id = d.pathway_id
    join sightline.cases c on c.authority = d.authority and c.case_id = d.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    order by page.due_day desc nulls last, page.pathway_id, page.duty_id`.execute(tx)
  const event = { action: 'list-not-done', object: { kind: 'list', id: null }, asked: { most: length } }
  await noteList(
    bound,
    event,
    rows.map(({ caseId }) => caseId),
  )
  return { rows, inAll: rows[0]?.inAll ?? 0 }
}
