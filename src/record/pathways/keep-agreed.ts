import { sql } from 'kysely'
import { formatDay } from '../../engine/calendar/day.ts'
import { type Agreed, agreedIn } from '../../engine/pathway/agreed.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { View } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Bound } from '../transaction.ts'

/** Something that was agreed to be done, as it is kept: days and identifiers, and no words. */
export interface AgreedModel {
  readonly agreed_id: string
  readonly protocol: string
  readonly kind: Agreed['kind']
  readonly entry_id: string
  readonly step: string
  readonly meetings: readonly string[]
  readonly question: string | null
  readonly item: number | null
  readonly duty: string | null
  readonly owners: readonly string[]
  readonly agency: string | null
  readonly role: string | null
  readonly agreed_on: string
  readonly due_day: string | null
  readonly due_at: string | null
  readonly met_on: string | null
  readonly met_in: string | null
  readonly lapsed_on: string | null
}

/** What of a view is kept of what was agreed. */
export function agreedOf(protocol: Protocol, view: View): readonly AgreedModel[] {
  return agreedIn(protocol, view).map((each): AgreedModel => {
    const { item, duty, due, dueAt } = each
    const standing = duty?.standing
    return {
      agreed_id: each.id,
      protocol: protocol.id,
      kind: each.kind,
      entry_id: each.entry,
      step: each.step,
      meetings: each.meetings,
      question: item?.question ?? null,
      item: item?.number ?? null,
      duty: duty?.duty.id ?? null,
      owners: [...new Set(each.owners)].sort(),
      agency: each.agency,
      role: each.role,
      agreed_on: formatDay(dayOf(each.agreed)),
      due_day: due === null ? null : formatDay(due),
      due_at: dueAt === null ? null : new Date(dueAt).toISOString(),
      met_on: standing?.kind === 'met' ? formatDay(dayOf(standing.at)) : null,
      met_in: standing?.kind === 'met' && duty?.duty.metBy.kind === 'step' ? standing.by : null,
      lapsed_on: standing?.kind === 'lapsed' ? formatDay(dayOf(standing.at)) : null,
    }
  })
}

/** Writes what was agreed in a pathway in place of what is kept of it. Call it inside `unbound`. */
export async function keepAgreed(
  { tx, principal }: Bound,
  pathway: string,
  caseId: string,
  model: readonly AgreedModel[],
): Promise<void> {
  const { authority } = principal
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(model)}::jsonb) as a (
        agreed_id text, protocol text, kind text, entry_id uuid, step text, meetings text[], question text, item integer,
        duty text, owners uuid[], agency text, role text, agreed_on date, due_day date, due_at timestamptz, met_on date,
        met_in uuid, lapsed_on date)
    ), gone as (
      delete from sightline.agreed a
      where a.authority = ${authority} and a.pathway_id = ${pathway}
        and not exists (select from given g where g.agreed_id = a.agreed_id)
    )
    insert into sightline.agreed as a (
      authority, pathway_id, case_id, agreed_id, protocol, kind, entry_id, step, meetings, question, item, duty, owners, agency,
      role, agreed_on, due_day, due_at, met_on, met_in, lapsed_on
    )
    select ${authority}, ${pathway}::uuid, ${caseId}::uuid, agreed_id, protocol, kind, entry_id, step, meetings, question, item,
      duty, owners, agency, role, agreed_on, due_day, due_at, met_on, met_in, lapsed_on
    from given
    on conflict (authority, pathway_id, agreed_id) do update set
      meetings = excluded.meetings, duty = excluded.duty, owners = excluded.owners, agency = excluded.agency,
      role = excluded.role, agreed_on = excluded.agreed_on, due_day = excluded.due_day, due_at = excluded.due_at,
      met_on = excluded.met_on, met_in = excluded.met_in, lapsed_on = excluded.lapsed_on
    where (a.meetings, a.duty, a.owners, a.agency, a.role, a.agreed_on, a.due_day, a.due_at, a.met_on, a.met_in, a.lapsed_on)
      is distinct from (excluded.meetings, excluded.duty, excluded.owners, excluded.agency, excluded.role,
        excluded.agreed_on, excluded.due_day, excluded.due_at, excluded.met_on, excluded.met_in, excluded.lapsed_on)`.execute(
    tx,
  )
}
