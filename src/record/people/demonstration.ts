import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { noteList } from '../audit/audit.ts'
import type { Bound, Principal, Store } from '../transaction.ts'

/** Somebody invented, whom a visitor of the demonstration may choose to be. */
export interface InventedPerson {
  readonly principal: Principal
  readonly name: string
  readonly agency: string
  readonly agencyTitle: string
  readonly teamTitle: string | null
  /** Names of roles, in their order. */
  readonly roles: readonly string[]
}

/** Everybody in the invented authorities of a record; of a real one nobody. */
export async function inventedPeople(store: Store, today: Day): Promise<readonly InventedPerson[]> {
  const { rows } = await sql<{
    authority: string
    person_id: string
    name: string
    agency: string
    agency_title: string
    team_title: string | null
    roles: string[]
  }>`select * from sightline.demonstration_people(${formatDay(today)})`.execute(store.database)
  return rows.map(({ authority, person_id: person, name, agency, agency_title, team_title, roles }) => {
    const principal = { authority, person }
    return { principal, name, agency, agencyTitle: agency_title, teamTitle: team_title, roles }
  })
}

/**
 * What a record holds: `nothing`, invented authorities alone, or a real one, which no demonstration may be shown beside.
 */
export async function kindOfRecord(store: Store): Promise<'nothing' | 'invented' | 'real'> {
  const { rows } = await sql<{ demonstration: boolean }>`
    select demonstration from sightline.authorities_kept()`.execute(store.database)
  if (rows.length === 0) return 'nothing'
  return rows.every(({ demonstration }) => demonstration) ? 'invented' : 'real'
}

/** A case of an invented authority, as the demonstration's stories choose among them. */
export interface InventedCase {
  readonly caseId: string
  readonly family: string
  readonly born: Day | null
  /** Who works with the child now, by role. */
  readonly own: Readonly<Record<string, string>>
  /** Its open pathways by their protocols. */
  readonly pathways: Readonly<
    Record<string, { readonly pathway: string; readonly version: number; readonly trigger: string | null }>
  >
}

/** Every case, in an order that the same files always give. Only the program itself asks, while it lays a demonstration out. */
export async function inventedCases(bound: Bound): Promise<readonly InventedCase[]> {
  const { tx, principal } = bound
  const { authority } = principal
  const { rows } = await sql<InventedCase>`
    select c.case_id as "caseId", k.born, coalesce(family.name, '') as family,
      (select coalesce(json_object_agg(h.role, h.person_id), '{}') from sightline.case_holdings h
       where h.authority = c.authority and h.case_id = c.case_id and h.since <= sightline.today()
         and (h.until is null or h.until > sightline.today())) as own,
      (select coalesce(json_object_agg(p.protocol, json_build_object('pathway', p.pathway_id, 'version', p.version,
        'trigger', (select min(e.trigger_id) from sightline.entries e
          where e.authority = p.authority and e.pathway_id = p.pathway_id))), '{}')
       from sightline.pathways p
       where p.authority = c.authority and p.case_id = c.case_id and p.ended is null) as pathways
    from sightline.cases c
    join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    left join lateral (
      select max(r.family) as name from sightline.reports r
      where r.authority = c.authority and r.child_id = c.child_id
    ) family on true
    where c.authority = ${authority}
    order by k.identifier, c.case_id`.execute(tx)
  await noteList(
    bound,
    { action: 'list-invented', object: { kind: 'list', id: null }, asked: {} },
    rows.map(({ caseId }) => caseId),
  )
  return rows
}
