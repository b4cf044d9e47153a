import { sql } from 'kysely'
import { formatDay } from '../../engine/calendar/day.ts'
import type { Bound } from '../bound.ts'
import { AS_NAMES } from '../database/names.ts'

/** Who could take over what is somebody's in cases. */
export interface Takers {
  /** The roles in which it is theirs. */
  readonly roles: readonly string[]
  /** Whoever holds each of these roles today, by name. */
  readonly takers: readonly { readonly person: string; readonly name: string }[]
}

/**
 * Who may be handed what is somebody's in cases: whoever holds each of the roles in which it is theirs, for the agency that
 * leads the case or for their own, in a role given to them or in a case. Names of staff alone. Call it inside `unbound`.
 * @param only the case; null for all of them
 */
export async function takersOf({ tx, principal }: Bound, from: string, only: string | null): Promise<Takers> {
  const { rows } = await sql<Takers>`
    with theirs as materialized (
      select distinct h.role, c.lead_agency, f.agency
      from sightline.case_holdings h
      join sightline.cases c on c.authority = h.authority and c.case_id = h.case_id
      join sightline.persons f on f.authority = h.authority and f.person_id = h.person_id
      where h.authority = ${principal.authority} and h.person_id = ${from}
        and (${only}::uuid is null or h.case_id = ${only}::uuid) and (h.until is null or h.until > sightline.today())
    ), holders as materialized (
      select r.person_id, r.role, coalesce(r.agency, p.agency) as agency
      from sightline.role_holdings r
      join sightline.persons p on p.authority = r.authority and p.person_id = r.person_id
      where r.authority = ${principal.authority} and r.role in (select role from theirs)
        and r.since <= sightline.today() and (r.until is null or r.until > sightline.today())
      union
      select o.person_id, o.role, p.agency
      from sightline.case_holdings o
      join sightline.persons p on p.authority = o.authority and p.person_id = o.person_id
      where o.authority = ${principal.authority} and o.role in (select role from theirs)
        and o.since <= sightline.today() and (o.until is null or o.until > sightline.today())
    )
    select
      (select coalesce(json_agg(distinct role), '[]') from theirs) as roles,
      (select coalesce(json_agg(json_build_object('person', p.person_id, 'name', p.name)
         order by p.name ${AS_NAMES}, p.person_id), '[]')
       from sightline.persons p
       join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
       where p.authority = ${principal.authority} and not p.service and p.person_id <> ${from}
         and p.person_id in (select person_id from holders)
         and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
         and a.since <= sightline.today() and (a.until is null or a.until > sightline.today())
         and not exists (
           select from theirs t
           where not exists (
             select from holders h
             where h.person_id = p.person_id and h.role = t.role and h.agency in (t.lead_agency, t.agency)))) as takers`.execute(
    tx,
  )
  return rows[0] ?? { roles: [], takers: [] }
}

/** The cases of somebody that another would not see though they were theirs. Call it inside `unbound`. */
export async function hiddenFromOther(
  { tx, principal, today }: Bound,
  { from, to, only }: { readonly from: string; readonly to: string; readonly only: string | null },
): Promise<readonly string[]> {
  const { authority } = principal
  const { rows } = await sql<{ case_id: string }>`
    with other as materialized (
      select sightline.scopes_of(${authority}, ${to}::uuid, ${formatDay(today)}::date) as scopes
    )
    select distinct h.case_id
    from sightline.case_holdings h
    join sightline.cases c on c.authority = h.authority and c.case_id = h.case_id
    cross join other
    where h.authority = ${authority} and h.person_id = ${from} and (${only}::uuid is null or h.case_id = ${only}::uuid)
      and (h.until is null or h.until > ${formatDay(today)}::date)
      and (sightline.excluded(h.authority, h.case_id, other.scopes) or c.sensitivity = 'sealed' and not exists (
        select from sightline.case_members m
        where m.authority = h.authority and m.case_id = h.case_id and m.person_id = ${to} and 'record' = any (m.actions)
          and m.since <= ${formatDay(today)}::date and (m.until is null or m.until > ${formatDay(today)}::date)))`.execute(
    tx,
  )
  return rows.map((row) => row.case_id)
}
