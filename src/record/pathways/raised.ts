import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { noteList } from '../audit/audit.ts'
import { CHILD_NAME } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'

/** Something that a person raised, and what became of it. */
export interface RaisedRow {
  readonly pathway: string
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
  readonly raised: Instant
  /** Null where they may not see the pathway now: that they raised it is all that is said. */
  readonly seen: {
    readonly caseId: string
    readonly childName: string | null
    readonly stage: string | null
    readonly since: Instant | null
    readonly ended: Instant | null
  } | null
}

/**
 * What this person raised, the latest first, so many at the most: they can always see what became of it, within what they may
 * know (PRA-13). Reading the list is noted.
 */
export async function raisedBy(bound: Bound, most: number): Promise<readonly RaisedRow[]> {
  const { tx, principal } = bound
  const { authority, person } = principal
  const raised = await unbound(bound, async () => {
    const { rows } = await sql<Omit<RaisedRow, 'seen'>>`
      select e.pathway_id as pathway, p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash",
        e.recorded as raised
      from sightline.entries e
      join sightline.pathways p on p.authority = e.authority and p.pathway_id = e.pathway_id
      where e.authority = ${authority} and e.person_id = ${person} and e.number = 1
      order by e.recorded desc
      limit ${most}`.execute(tx)
    return rows
  })
  const { rows: seen } = await sql<{ pathway: string } & RaisedRow['seen'] & {}>`
    select p.pathway_id as pathway, p.case_id as "caseId", ${CHILD_NAME} as "childName", p.stage, p.since, p.ended
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where p.authority = ${authority} and p.pathway_id = any (${raised.map(({ pathway }) => pathway)}::uuid[])`.execute(
    tx,
  )
  const byPathway = new Map(seen.map(({ pathway, ...row }) => [pathway, row]))
  const event = { action: 'list-raised', object: { kind: 'list', id: null }, asked: { most } }
  await noteList(
    bound,
    event,
    seen.map(({ caseId }) => caseId),
  )
  return raised.map((row) => ({ ...row, seen: byPathway.get(row.pathway) ?? null }))
}
