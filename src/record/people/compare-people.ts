import { sql } from 'kysely'
import { administering } from '../access/administering.ts'
import { note } from '../audit/audit.ts'
import { AS_NAMES } from '../database/names.ts'
import { adoptedProtocols } from '../pathways/adopted.ts'
import type { Bound } from '../transaction.ts'
import type { PeopleList } from './keep-people.ts'

/** What a list would change, by names. */
export interface PeopleCompared {
  readonly added: readonly string[]
  /** Whose name, address, agency, team, manager or days would change. */
  readonly changed: readonly string[]
  readonly rolesGiven: readonly string[]
  readonly rolesTaken: readonly string[]
  /** In the record, and no longer on the list: their accounts stay open. */
  readonly unlisted: readonly string[]
  /** Roles that a protocol or the program needs, and that nobody would hold any more. */
  readonly orphaned: readonly string[]
  /** Whether it would give roles, a team or people to whoever brings it in. */
  readonly own: boolean
}

/** Says what `keepPeople` would change, and changes nothing; null to who may not. That they looked is noted. */
export async function comparePeople(bound: Bound, list: PeopleList): Promise<PeopleCompared | null> {
  const { tx, principal } = bound
  const { authority, person } = principal
  const accessPath = administering(bound)
  await note(bound, {
    action: 'compare-people',
    object: { kind: 'authority', id: null },
    caseId: null,
    decision: accessPath === null ? 'refused' : 'allowed',
    accessPath,
    compartments: [],
    payload: { people: list.people.length, roles: list.roles.length },
  })
  if (accessPath === null) return null
  const { rows } = await sql<Omit<PeopleCompared, 'orphaned'> & { held: string[]; given: string[] }>`
    with listed as (
      select * from jsonb_to_recordset(${JSON.stringify(list.people)}::jsonb) as l (
        staff_id text, name text, agency text, team text, manager text, email text, since date, until date)
    ), roles as (
      select * from jsonb_to_recordset(${JSON.stringify(list.roles)}::jsonb) as r (
        staff_id text, role text, agency text, team text, since date, until date)
    ), known as (
      select p.*, m.staff_id as manager from sightline.persons p
      left join sightline.persons m on m.authority = p.authority and m.person_id = p.manager_id
      where p.authority = ${authority} and not p.service
    ), held as (
      select k.staff_id, k.name, h.role, h.agency, h.team, h.since, h.until
      from sightline.role_holdings h join known k on k.person_id = h.person_id
      where h.authority = ${authority} and k.staff_id is not null
    ), given as (
      select r.*, l.name from roles r join listed l on l.staff_id = r.staff_id
      where not exists (select from held h where ${SAME})
    ), taken as (
      select h.* from held h where not exists (select from roles r where ${SAME})
        and (h.until is null or h.until > sightline.today())
    ), changed as (
      select l.staff_id, l.name, (l.team, l.manager) is distinct from (k.team, k.manager) as moved, k.person_id
      from listed l join known k on k.staff_id = l.staff_id
      where (l.name, l.agency, l.team, l.manager, l.email, l.since, l.until)
        is distinct from (k.name, k.agency, k.team, k.manager, k.email, k.since, k.until)
    ), me as (select staff_id from known where person_id = ${person})
    select
      array(select name from listed l where not exists (select from known k where k.staff_id = l.staff_id)
        order by name ${AS_NAMES}) as added,
      array(select name from changed order by name ${AS_NAMES}) as changed,
      array(select name || ': ' || role from given order by name ${AS_NAMES}, role) as "rolesGiven",
      array(select name || ': ' || role from taken order by name ${AS_NAMES}, role) as "rolesTaken",
      array(select name from known k where k.staff_id is not null and (k.until is null or k.until > sightline.today())
        and not exists (select from listed l where l.staff_id = k.staff_id) order by name ${AS_NAMES}) as unlisted,
      array(select distinct role from sightline.role_holdings where authority = ${authority}
        and since <= sightline.today() and (until is null or until > sightline.today())) as held,
      array(select distinct r.role from roles r
        where r.since <= sightline.today() and (r.until is null or r.until > sightline.today())
        union
        select distinct h.role from sightline.role_holdings h join known k on k.person_id = h.person_id
        where h.authority = ${authority} and k.staff_id is null and (h.until is null or h.until > sightline.today())) as given,
      exists (select from me where exists (select from given g where g.staff_id = me.staff_id)
        or exists (select from changed c where c.staff_id = me.staff_id and c.moved)
        or exists (select from listed l join known k on k.staff_id = l.staff_id
          where l.manager = me.staff_id and k.manager is distinct from me.staff_id)
        or exists (select from listed l where l.manager = me.staff_id
          and not exists (select from known k where k.staff_id = l.staff_id)))
        or exists (
          select from jsonb_to_recordset(${JSON.stringify(list.agencies)}::jsonb) as a (agency text, falls_to text)
          where a.falls_to in (select role from sightline.role_holdings where authority = ${authority} and person_id = ${person})
            and not exists (select from sightline.agencies o
              where o.authority = ${authority} and o.agency = a.agency and o.falls_to = a.falls_to)) as own`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('the database gave no answer')
  const { held, given, ...compared } = row
  const protocols = await adoptedProtocols(bound)
  const needed = (role: string): boolean => {
    return OWN.includes(role) || protocols.some(({ protocol }) => protocol.roles.has(role))
  }
  const orphaned = held.filter((role) => !given.includes(role) && needed(role)).sort()
  return { ...compared, orphaned }
}

const OWN = ['administrator', 'privacy-officer']

const SAME = sql`h.staff_id = r.staff_id and h.role = r.role and h.agency is not distinct from r.agency
  and h.team is not distinct from r.team and h.since = r.since`
