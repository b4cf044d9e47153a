import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import type { Bound } from '../transaction.ts'
import type { ToldKind } from './tell.ts'
import { STILL_CALLS } from './to-read.ts'

/** After so many days whoever brought a thing about is shown who has not read it: a week-end passes without. */
const UNREAD_AFTER_DAYS = 4

const DAY_MS = 86_400_000

/** Whether something has waited so long that its sender is shown it. */
export function isLongUnread({ told, read }: Pick<ToldRow, 'told' | 'read'>, moment: Instant): boolean {
  return read === null && moment - told >= UNREAD_AFTER_DAYS * DAY_MS
}

/** What somebody was told, for those who may know of it. */
export interface ToldRow {
  readonly kind: ToldKind
  /** Its identity: of the notice, the duty ... */
  readonly about: string
  readonly words: unknown
  readonly person: string
  readonly told: Instant
  readonly dueDay: Day | null
  readonly read: Instant | null
  /** Who is to tell them, since no e-mail reaches them; and when they had. */
  readonly fallsTo: string | null
  readonly acted: Instant | null
}

/** Everything that people were told of a pathway, in the order in which they were: for its page, which notes that it was read. */
export async function toldIn({ tx, principal }: Bound, asked: string): Promise<readonly ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    select t.kind, t.about, t.words, t.person_id as person, t.told, t.due_day as "dueDay", t.read, t.falls_to as "fallsTo",
      t.acted
    from sightline.told t
    where t.authority = ${principal.authority} and t.pathway_id = ${identifierOr(asked)}
    order by t.told, t.kind, t.about, t.person_id`.execute(tx)
  return rows
}

/** Something that this person brought about and that others have not read. */
export interface NotReadRow extends Pick<ToldRow, 'kind' | 'about' | 'words' | 'told'> {
  readonly persons: readonly string[]
  /** Null where it is of none. */
  readonly pathway: string | null
  readonly caseId: string | null
  readonly childName: string | null
  readonly protocolHash: Buffer | null
  readonly calendarHash: Buffer | null
}

/** What this person brought about and others have left unread for days, the longest first. Reading the list is noted. */
export async function notReadOf(bound: Bound, most: number): Promise<readonly NotReadRow[]> {
  const { tx, principal, moment } = bound
  const { rows } = await sql<NotReadRow>`
    select t.kind, t.about, t.words, t.told, array_agg(t.person_id order by t.person_id) as persons, t.pathway_id as pathway,
      p.case_id as "caseId", ${CHILD_NAME} as "childName", p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash"
    from sightline.told t
    left join sightline.pathways p on p.authority = t.authority and p.pathway_id = t.pathway_id
    left join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where t.authority = ${principal.authority} and t.sender_id = ${principal.person} and t.read is null
      and t.person_id <> ${principal.person} and ${STILL_CALLS}
      and t.told <= ${new Date(moment - UNREAD_AFTER_DAYS * DAY_MS)}::timestamptz
      -- Whoever has recorded something there since knows of it.
      and not exists (
        select from sightline.entries e
        where e.authority = t.authority and e.pathway_id = t.pathway_id and e.person_id = t.person_id
          and e.recorded >= t.told)
    group by t.kind, t.about, t.words, t.told, t.pathway_id, p.case_id, k.name, k.identifier, p.protocol_hash, p.calendar_hash
    order by t.told, t.pathway_id, t.about
    limit ${most}`.execute(tx)
  await noteList(
    bound,
    { action: 'list-not-read', object: { kind: 'list', id: null }, asked: { most } },
    rows.flatMap(({ caseId }) => caseId ?? []),
  )
  return rows
}
