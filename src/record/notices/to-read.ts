import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { ToldKind } from './tell.ts'

/** Something that a person was told and is still to read or to act on. */
export interface ToReadRow {
  readonly id: string
  readonly kind: ToldKind
  /** Its identity: of the notice, the duty ... */
  readonly about: string
  /** What they were told, as it was then. */
  readonly words: unknown
  readonly told: Instant
  readonly dueDay: Day | null
  /** Who brought it about; null where time did. */
  readonly sender: string | null
  /** Who owes the duty that it is of. */
  readonly owedBy: readonly string[]
  /** Null where it is of none, or of one that they may not see. */
  readonly pathway: string | null
  readonly caseId: string | null
  readonly childName: string | null
  readonly protocolHash: Buffer | null
  readonly calendarHash: Buffer | null
}

/**
 * What is to be read, and of what kinds that is which is about cases that the person may not see any more: not where they have
 * recorded something there since, and so know of it.
 */
export interface ToRead {
  readonly rows: readonly ToReadRow[]
  /** How many were told earlier, and are not among the rows. */
  readonly earlier: number
  readonly withheld: readonly ToldKind[]
}

/**
 * A notice that calls people together for a day says which: it no longer matters when that has passed. What was told only after
 * that day is still to be read.
 */
export const STILL_CALLS = sql`(
  t.kind <> 'notice' or coalesce((t.words ->> 'day')::date >= sightline.today(), true)
  or (t.told at time zone 'Europe/London')::date > (t.words ->> 'day')::date)`

/** Not where the duty was done meanwhile, or is due on another day; and that nobody is in a role until somebody is. */
const STILL_MATTERS = sql`(
  t.kind = 'notice' and ${STILL_CALLS}
  or t.kind in ('taken-back', 'break-glass', 'hand-over', 'stand-in')
  or t.kind = 'invitation' and t.due_day >= sightline.today()
  or t.kind = 'share' and exists (
    select from sightline.shares h
    where h.authority = t.authority and h.share_id::text = t.about and h.ended is null and h.until > sightline.today())
  or t.kind in ('reminder', 'overdue', 'silence') and exists (
    select from sightline.duties d
    where d.authority = t.authority and d.pathway_id = t.pathway_id and d.duty_id = t.about and d.met is null
      and d.lapsed is null and d.due_day is not distinct from t.due_day)
  or t.kind = 'nobody' and (
    -- Somebody owes it who may not see the case.
    t.words -> 'unseen' = 'true' and exists (
      select from sightline.duties d
      where d.authority = t.authority and d.pathway_id = t.pathway_id and d.duty_id = t.about and d.met is null
        and d.lapsed is null)
    or exists (
      select from sightline.owed o
      where o.authority = t.authority and o.pathway_id = t.pathway_id and o.duty_id = t.about and o.person_id is null)
    or exists (
      select from sightline.obligations b
      where b.authority = t.authority and b.pathway_id = t.pathway_id and b.obligation_id = t.about))
  or t.kind = 'doubtful' and exists (
    select from sightline.doubtful_matches m
    where m.authority = t.authority and m.import_id::text = t.about and m.decided is null)
  or t.kind = 'not-reached' and exists (
    select from sightline.told u
    where u.authority = t.authority and u.falls_to = t.person_id and u.person_id::text = t.words ->> 'person'
      and u.read is null and u.acted is null))
-- Who was told that it is overdue need not be reminded that it is due soon.
and not (t.kind = 'reminder' and exists (
  select from sightline.told late
  where late.authority = t.authority and late.pathway_id = t.pathway_id and late.about = t.about and late.kind = 'overdue'
    and late.due_day = t.due_day and late.person_id = t.person_id))`

/** Of more than these the latest are shown first: what was told today is not hidden behind what nobody read for weeks. */
const MOST_ASKED = 500

/**
 * What this person was told and has not read: the latest, so many at the most, in the order in which they were told. That nobody is in a role, or that matches
 * are in doubt, stays until it is settled. Reading the list is noted.
 */
export async function toRead(bound: Bound, most: number): Promise<ToRead> {
  const { tx, principal } = bound
  const { authority, person } = principal
  // What settles a thing may lie where the person does not look: which of them still matter is asked for them.
  const waiting = await unbound(bound, async () => {
    const { rows } = await sql<{ id: string; kind: ToldKind; acted: boolean }>`
      select t.told_id as id, t.kind, t.kind = 'notice' and exists (
          select from sightline.entries e
          where e.authority = t.authority and e.pathway_id = t.pathway_id and e.person_id = ${person}
            and e.recorded >= t.told) as acted
      from sightline.told t
      where t.authority = ${authority} and t.person_id = ${person} and t.read is null and ${STILL_MATTERS}
      order by t.told desc, t.told_id desc
      limit ${MOST_ASKED}`.execute(tx)
    return rows
  })
  const { rows: seen } = await sql<ToReadRow>`
    select t.told_id as id, t.kind, t.about, t.words, t.told, t.due_day as "dueDay", t.sender_id as sender,
      array(select o.person_id from sightline.owed o
        where o.authority = t.authority and o.pathway_id = t.pathway_id and o.duty_id = t.about and o.person_id is not null
        order by o.person_id) as "owedBy",
      p.pathway_id as pathway, c.case_id as "caseId", ${CHILD_NAME} as "childName", p.protocol_hash as "protocolHash",
      p.calendar_hash as "calendarHash"
    from sightline.told t
    -- One at a time, by name: what a policy asks of each row is asked of no other, whatever the planner knows of the tables.
    left join lateral (
      select p.* from sightline.pathways p where p.authority = t.authority and p.pathway_id = t.pathway_id offset 0
    ) p on true
    left join lateral (
      select c.* from sightline.cases c where c.authority = t.authority and c.case_id = t.case_id offset 0
    ) c on true
    left join lateral (
      select k.* from sightline.children k where k.authority = c.authority and k.child_id = c.child_id offset 0
    ) k on true
    where t.authority = ${authority} and t.told_id = any (${waiting.map(({ id }) => id)}::uuid[])
    order by t.told, t.told_id`.execute(tx)
  const rows = seen.slice(-most)
  await noteList(
    bound,
    { action: 'list-told', object: { kind: 'list', id: null }, asked: { most } },
    rows.flatMap(({ caseId }) => caseId ?? []),
  )
  const shown = new Set(seen.map(({ id }) => id))
  const withheld = waiting.filter(({ id, acted }) => !shown.has(id) && !acted).map(({ kind }) => kind)
  return { rows, earlier: seen.length - rows.length, withheld }
}

/**
 * A person says that they have read what they were told, or have told whom no e-mail reaches; a second time changes nothing.
 * Whether there was any of it, that they may see: it is noted either way.
 */
export async function sayRead(bound: Bound, asked: readonly string[]): Promise<boolean> {
  const { tx, principal, moment } = bound
  const { authority, person } = principal
  const ids = asked.map(identifierOr)
  const { rows } = await sql<{ caseId: string | null }>`
    update sightline.told set read = coalesce(read, ${new Date(moment)}::timestamptz)
    where authority = ${authority} and person_id = ${person} and told_id = any (${ids}::uuid[])
      and kind not in ('nobody', 'doubtful')
    returning case_id as "caseId"`.execute(tx)
  if (rows.length === 0) {
    await note(bound, {
      action: 'read-told',
      object: { kind: 'told', id: ids[0] ?? null },
      caseId: null,
      decision: 'refused',
      accessPath: null,
      compartments: [],
      payload: { told: ids },
    })
    return false
  }
  await unbound(bound, () =>
    sql`
      update sightline.told t set acted = ${new Date(moment)}
      from sightline.told asked
      where asked.authority = ${authority} and asked.told_id = any (${ids}::uuid[]) and asked.person_id = ${person}
        and asked.kind = 'not-reached' and t.authority = asked.authority and t.falls_to = ${person}
        and t.person_id::text = asked.words ->> 'person' and t.acted is null`.execute(tx),
  )
  await noteList(
    bound,
    { action: 'read-told', object: { kind: 'list', id: null }, asked: { told: ids } },
    rows.flatMap(({ caseId }) => caseId ?? []),
  )
  return true
}
