import { sql } from 'kysely'
import { formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { calledFor } from '../../engine/pathway/called.ts'
import type { View } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { type Telling, tell } from '../notices/tell.ts'
import type { Bound } from '../transaction.ts'

/** What of a read model is short lists, and most often empty. */
export interface ListModel {
  readonly notices: readonly NoticeModel[]
  readonly flags: readonly {
    readonly flag: string
    readonly agency: string
    readonly state: string
    readonly since: string
    readonly asked: string
    /** What its agency owes of it, and with which entry it said what is in place. */
    readonly duty_id: string | null
    readonly placed_in: string | null
  }[]
  readonly obligations: readonly {
    readonly obligation_id: string
    readonly kind: string
    readonly owed_by: readonly string[]
    readonly due_day: string | null
  }[]
}

/** A notice that was sent. */
export interface NoticeModel {
  readonly notice_id: string
  readonly notice: string
  readonly told: string
  readonly mailbox: string | null
  readonly to: readonly string[]
  /** For which day it calls people together; null where it calls nobody. */
  readonly day: string | null
}

/**
 * By what each notice is known, in their order, however often it is worked out. One that a correction sends anew goes out for what
 * the corrected one went out for: it is another, and whoever was told before is told again.
 */
export function identitiesOf(notices: View['notices']): readonly string[] {
  const sent = new Map<string, number>()
  return notices.map(({ id, of }) => {
    const first = `${id}:${of}`
    const count = (sent.get(first) ?? 0) + 1
    sent.set(first, count)
    return count === 1 ? first : `${first}:${count}`
  })
}

/** What of the notices of a view is kept. */
export function noticesOf(view: View, protocol: Protocol): readonly NoticeModel[] {
  const identities = identitiesOf(view.notices)
  return view.notices.map((sent, place) => {
    const { id, of, at, to, mailbox } = sent
    const identity = identities[place] ?? `${id}:${of}`
    const day = calledFor(sent, view, protocol)
    return {
      notice_id: identity,
      notice: id,
      told: new Date(at).toISOString(),
      mailbox,
      to: [...new Set(to)].sort(),
      day: day === null ? null : formatDay(day),
    }
  })
}

/** What is sent, and everybody who is told by it. A notice says what its entry says, when that was recorded. */
export async function keepNotices(
  bound: Bound,
  pathway: string,
  caseId: string,
  notices: readonly NoticeModel[],
): Promise<void> {
  if (notices.length === 0) return
  const { authority } = bound.principal
  const { rows } = await sql<{ notice_id: string; sender: string | null }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as n (
        notice_id text, notice text, told timestamptz, mailbox text)
    ), sent as (
      insert into sightline.notices (authority, pathway_id, notice_id, case_id, notice, told, mailbox)
      select ${authority}, ${pathway}::uuid, notice_id, ${caseId}::uuid, notice, told, mailbox from given
      on conflict do nothing
    )
    select given.notice_id, e.person_id as sender
    from given
    left join sightline.entries e on e.authority = ${authority} and e.pathway_id = ${pathway}::uuid
      and given.notice_id like given.notice || ':' || e.entry_id || '%'`.execute(bound.tx)
  const senders = new Map(rows.map(({ notice_id: id, sender }) => [id, sender]))
  const tellings = notices.map(({ notice_id: about, notice, told, to, day }): Telling => {
    const at = Date.parse(told) as Instant
    return {
      about,
      kind: 'notice',
      dueDay: null,
      persons: to,
      words: day === null ? { notice } : { notice, day },
      sender: senders.get(about) ?? null,
      told: at,
    }
  })
  await tell(bound, { pathway, caseId }, tellings)
}

/** Flags and obligations: short lists, and most often empty. */
export async function keepLists(
  { tx, principal, moment }: Bound,
  pathway: string,
  caseId: string,
  model: ListModel,
): Promise<void> {
  const { authority } = principal
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(model.flags)}::jsonb) as f (
        flag text, agency text, state text, since timestamptz, asked timestamptz, duty_id text, placed_in uuid)
    ), gone as (
      delete from sightline.flags f
      where f.authority = ${authority} and f.pathway_id = ${pathway}
        and not exists (select from given g where g.flag = f.flag and g.agency = f.agency and g.asked = f.asked)
    )
    insert into sightline.flags (authority, pathway_id, flag, agency, asked, case_id, state, since, duty_id, placed_in)
    select ${authority}, ${pathway}::uuid, flag, agency, asked, ${caseId}::uuid, state, since, duty_id, placed_in from given
    on conflict (authority, pathway_id, flag, agency, asked) do update set
      state = excluded.state, since = excluded.since, duty_id = excluded.duty_id, placed_in = excluded.placed_in
    `.execute(tx)
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(model.obligations)}::jsonb) as o (
        obligation_id text, kind text, owed_by uuid[], due_day date)
    ), gone as (
      delete from sightline.obligations o
      where o.authority = ${authority} and o.pathway_id = ${pathway}
        and not exists (select from given g where g.obligation_id = o.obligation_id)
    )
    insert into sightline.obligations (authority, pathway_id, obligation_id, case_id, kind, noticed, owed_by, due_day)
    select ${authority}, ${pathway}::uuid, obligation_id, ${caseId}::uuid, kind, ${new Date(moment)}, owed_by, due_day
    from given
    on conflict (authority, pathway_id, obligation_id) do update set
      owed_by = excluded.owed_by, due_day = excluded.due_day`.execute(tx)
}
