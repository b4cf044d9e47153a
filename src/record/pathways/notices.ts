import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { wayIn } from '../access/way-in.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'

/** Something that a person was told and has not said that they have read. */
export interface UnreadRow {
  readonly pathway: string
  /** Its identity in the pathway, and its name in the protocol. */
  readonly noticeId: string
  readonly notice: string
  readonly caseId: string
  readonly childName: string | null
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
  readonly told: Instant
}

/** What is unread, and how much of it is about cases that the person may not see any more. */
export interface Unread {
  readonly rows: readonly UnreadRow[]
  readonly withheld: number
}

/** The notices that this person was sent and has not read, the earliest first: so many at the most. Reading the list is noted. */
export async function unreadNotices(bound: Bound, most: number): Promise<Unread> {
  const { tx, principal } = bound
  const { authority, person } = principal
  const { rows } = await sql<UnreadRow & { readonly count: number }>`
    select r.pathway_id as pathway, r.notice_id as "noticeId", n.notice, r.case_id as "caseId", k.name as "childName",
      p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash", r.told, count(*) over ()::int as count
    from sightline.receipts r
    join sightline.notices n on n.authority = r.authority and n.pathway_id = r.pathway_id and n.notice_id = r.notice_id
    join sightline.pathways p on p.authority = r.authority and p.pathway_id = r.pathway_id
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where r.authority = ${authority} and r.person_id = ${person} and r.read is null
    order by r.told, r.pathway_id, r.notice_id
    limit ${most}`.execute(tx)
  const all = await unbound(bound, async () => {
    const { rows: found } = await sql<{ count: number }>`
      select count(*)::int as count from sightline.receipts r
      where r.authority = ${authority} and r.person_id = ${person} and r.read is null`.execute(tx)
    return found[0]?.count ?? 0
  })
  const event = { action: 'list-notices', object: { kind: 'list', id: null }, asked: { most } }
  await noteList(
    bound,
    event,
    rows.map(({ caseId }) => caseId),
  )
  return { rows, withheld: all - (rows[0]?.count ?? 0) }
}

/**
 * A person says that they have read a notice; a second time changes nothing. Whether there was such a notice for them, that they
 * may see: it is noted either way.
 */
export async function readNotice(
  bound: Bound,
  { pathway: asked, noticeId }: { readonly pathway: string; readonly noticeId: string },
): Promise<boolean> {
  const { tx, principal, moment } = bound
  const { authority, person } = principal
  const pathway = identifierOr(asked)
  const { rows } = await sql<{ caseId: string }>`
    update sightline.receipts set read = coalesce(read, ${new Date(moment)}::timestamptz)
    where authority = ${authority} and pathway_id = ${pathway} and notice_id = ${noticeId} and person_id = ${person}
    returning case_id as "caseId"`.execute(tx)
  const caseId = rows[0]?.caseId ?? null
  await note(bound, {
    action: 'read-notice',
    object: { kind: 'pathway', id: pathway },
    caseId,
    decision: caseId === null ? 'refused' : 'allowed',
    accessPath: caseId === null ? null : await wayIn(bound, 'read', caseId, pathway),
    compartments: [],
    payload: { noticeId },
  })
  return caseId !== null
}
