import { sql } from 'kysely'
import { administering, type NotAdministrator } from '../access/administering.ts'
import { note } from '../audit/audit.ts'
import { LONGEST_NAME, type NotKept, notKept } from '../database/keepable.ts'
import { AS_NAMES } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { lookAgainAt } from './look-again.ts'

type Text = string | null

/** Who there is, as an authority lists it. Days are written YYYY-MM-DD; `staffId` is the authority's own name for somebody. */
export interface PeopleList {
  readonly councils: readonly { readonly council: string; readonly title: string }[]
  readonly agencies: readonly {
    readonly agency: string
    readonly title: string
    readonly kind: string
    readonly council: Text
    readonly since: string
    readonly until: Text
    /** The agency that takes its place once it has ended, else the role of the lead agency to which what it owes falls. */
    readonly successor?: Text
    readonly falls_to?: Text
    readonly phone?: Text
    readonly out_of_hours?: Text
  }[]
  readonly teams: readonly { readonly team: string; readonly title: string; readonly agency: string }[]
  readonly people: readonly {
    readonly staff_id: string
    readonly name: string
    readonly agency: string
    readonly team: Text
    readonly manager: Text
    readonly email: Text
    readonly phone?: Text
    readonly since: string
    readonly until: Text
  }[]
  readonly roles: readonly {
    readonly staff_id: string
    readonly role: string
    readonly agency: Text
    readonly team: Text
    readonly since: string
    readonly until: Text
  }[]
  readonly pools: readonly {
    readonly pool: string
    readonly staff_id: string
    readonly since: string
    readonly until: Text
  }[]
  readonly sittings: readonly { readonly meeting: string; readonly date: string }[]
  /** By what identity providers know people. */
  readonly signIns: readonly { readonly staff_id: string; readonly issuer: string; readonly subject: string }[]
}

/** What a list changed, and who is in the record and no longer on it: their accounts are closed by name, not by silence. */
export interface KeptPeople {
  readonly people: number
  readonly roles: number
  readonly unlisted: readonly { readonly staffId: string; readonly name: string }[]
}

/** Kept whole, or not at all. */
export type PeopleKept =
  | { readonly ok: true; readonly kept: KeptPeople }
  | { readonly ok: false; readonly refusal: NotPeopleKept }

export type NotPeopleKept =
  | NotAdministrator
  | NotKept
  /** The list would leave nobody who keeps it: it ends the last administrator, or names none. */
  | { readonly kind: 'no-administrator-left' }

/**
 * Brings the record to what a list says: agencies, teams, people and pools that are new are added, those known are changed,
 * roles and pools become those of the list. Nobody is closed for being left out. Every open pathway is looked at again.
 */
export async function keepPeople(bound: Bound, list: PeopleList): Promise<PeopleKept> {
  const { tx, principal, store } = bound
  const { authority } = principal
  const event = {
    action: 'keep-people',
    object: { kind: 'authority', id: null },
    caseId: null,
    accessPath: administering(bound),
    compartments: [],
  } as const
  const refuse = async (refusal: NotPeopleKept): Promise<PeopleKept> => {
    await note(bound, { ...event, decision: 'refused', payload: { refusal } })
    return { ok: false, refusal }
  }
  if (event.accessPath === null) return refuse({ kind: 'not-allowed' })
  const unkept = notKept(list, { bytes: Number.POSITIVE_INFINITY, characters: LONGEST_NAME })
  if (unkept !== null) return refuse(unkept)
  const administered = await isAdministered(bound)
  await sql`savepoint before_people`.execute(tx)
  const json = (rows: readonly object[]): string => JSON.stringify(rows)
  await sql`
    insert into sightline.councils (authority, council, title)
    select ${authority}, council, title from jsonb_to_recordset(${json(list.councils)}::jsonb) as c (council text, title text)
    on conflict (authority, council) do update set title = excluded.title`.execute(tx)
  await sql`
    insert into sightline.agencies (authority, agency, title, kind, council, since, until, successor, falls_to, phone, out_of_hours)
    select ${authority}, agency, title, kind, council, since, until, successor, falls_to, phone, out_of_hours
    from jsonb_to_recordset(${json(list.agencies)}::jsonb) as a (
      agency text, title text, kind text, council text, since date, until date, successor text, falls_to text, phone text, out_of_hours text)
    on conflict (authority, agency) do update set
      title = excluded.title, kind = excluded.kind, council = excluded.council, since = excluded.since,
      until = excluded.until, successor = excluded.successor, falls_to = excluded.falls_to,
      -- A list without numbers leaves those that were entered.
      phone = coalesce(excluded.phone, sightline.agencies.phone),
      out_of_hours = coalesce(excluded.out_of_hours, sightline.agencies.out_of_hours)`.execute(tx)
  await sql`
    insert into sightline.teams (authority, team, agency, title)
    select ${authority}, team, agency, title
    from jsonb_to_recordset(${json(list.teams)}::jsonb) as t (team text, agency text, title text)
    on conflict (authority, team) do update set agency = excluded.agency, title = excluded.title`.execute(tx)
  const people = list.people.map((each) => ({ ...each, id: store.ids.random(), pseudonym: store.ids.random() }))
  await sql`
    insert into sightline.persons (authority, person_id, pseudonym, staff_id, name, email, phone, agency, team, since, until)
    select ${authority}, id, pseudonym, staff_id, name, email, phone, agency, team, since, until
    from jsonb_to_recordset(${json(people)}::jsonb) as p (
      id uuid, pseudonym uuid, staff_id text, name text, email text, phone text, agency text, team text, since date, until date)
    on conflict (authority, staff_id) do update set
      name = excluded.name, email = excluded.email, phone = coalesce(excluded.phone, sightline.persons.phone),
      -- Another address is tried anew.
      email_bounced = case when sightline.persons.email is distinct from excluded.email then null
        else sightline.persons.email_bounced end,
      agency = excluded.agency, team = excluded.team, since = excluded.since,
      until = excluded.until`.execute(tx)
  await sql`
    update sightline.persons p set manager_id = m.person_id
    from jsonb_to_recordset(${json(list.people)}::jsonb) as l (staff_id text, manager text)
    left join sightline.persons m on m.authority = ${authority} and m.staff_id = l.manager
    where p.authority = ${authority} and p.staff_id = l.staff_id and p.manager_id is distinct from m.person_id`.execute(
    tx,
  )
  await keepRoles(bound, list, json)
  await sql`
    insert into sightline.sittings (authority, meeting, sitting_id, sits_on)
    select ${authority}, meeting, id, date
    from jsonb_to_recordset(${json(list.sittings.map((each) => ({ ...each, id: store.ids.random() })))}::jsonb) as s (
      meeting text, id uuid, date date)
    on conflict (authority, meeting, sits_on) do nothing`.execute(tx)
  if (administered && !(await isAdministered(bound))) {
    await sql`rollback to savepoint before_people`.execute(tx)
    await sql`release savepoint before_people`.execute(tx)
    return refuse({ kind: 'no-administrator-left' })
  }
  await sql`release savepoint before_people`.execute(tx)
  const signIns = await keepSignIns(bound, list)
  const { rows: unlisted } = await sql<{ staffId: string; name: string }>`
    select p.staff_id as "staffId", p.name
    from sightline.persons p
    where p.authority = ${authority} and p.until is null and not p.service
      and p.staff_id <> all (${list.people.map(({ staff_id }) => staff_id)}::text[])
    order by p.name ${AS_NAMES}, p.staff_id`.execute(tx)
  await unbound(bound, () => lookAgainAt(bound, null))
  const kept = { people: list.people.length, roles: list.roles.length, unlisted }
  await note(bound, { ...event, decision: 'allowed', payload: { ...kept, signIns } })
  return { ok: true, kept }
}

/** Whether anybody with an account that is active keeps the list of people. */
async function isAdministered({ tx, principal }: Bound): Promise<boolean> {
  const { rows } = await sql<{ administered: boolean }>`
    select exists (
      select from sightline.role_holdings h
      where h.authority = ${principal.authority} and h.role = 'administrator'
        and 'role:administrator' = any (sightline.scopes_of(h.authority, h.person_id, sightline.today()))
    ) as administered`.execute(tx)
  return rows[0]?.administered === true
}

/** Roles and pools become those of the list: a row that is not on it any more is taken off. */
async function keepRoles(
  { tx, principal, store }: Bound,
  list: PeopleList,
  json: (rows: readonly object[]) => string,
): Promise<void> {
  const { authority } = principal
  const roles = list.roles.map((each) => ({ ...each, id: store.ids.random() }))
  await sql`
    with given as (
      select l.id, p.person_id, l.role, l.agency, l.team, l.since, l.until
      from jsonb_to_recordset(${json(roles)}::jsonb) as l (
        id uuid, staff_id text, role text, agency text, team text, since date, until date)
      join sightline.persons p on p.authority = ${authority} and p.staff_id = l.staff_id
    ), gone as (
      delete from sightline.role_holdings h
      using sightline.persons p
      where h.authority = ${authority} and p.authority = h.authority and p.person_id = h.person_id and p.staff_id is not null
        and not exists (
          select from given g
          where g.person_id = h.person_id and g.role = h.role and g.agency is not distinct from h.agency
            and g.team is not distinct from h.team and g.since = h.since)
    ), changed as (
      update sightline.role_holdings h set until = g.until
      from given g
      where h.authority = ${authority} and g.person_id = h.person_id and g.role = h.role
        and g.agency is not distinct from h.agency and g.team is not distinct from h.team and g.since = h.since
    )
    insert into sightline.role_holdings (authority, holding_id, person_id, role, agency, team, since, until)
    select ${authority}, id, person_id, role, agency, team, since, until
    from given g
    where not exists (
      select from sightline.role_holdings h
      where h.authority = ${authority} and g.person_id = h.person_id and g.role = h.role
        and g.agency is not distinct from h.agency and g.team is not distinct from h.team and g.since = h.since
    )`.execute(tx)
  await sql`
    with given as (
      select l.pool, p.person_id, l.since, l.until
      from jsonb_to_recordset(${json(list.pools)}::jsonb) as l (pool text, staff_id text, since date, until date)
      join sightline.persons p on p.authority = ${authority} and p.staff_id = l.staff_id
    ), gone as (
      delete from sightline.pool_members m
      where m.authority = ${authority} and not exists (
        select from given g where g.pool = m.pool and g.person_id = m.person_id and g.since = m.since)
    )
    insert into sightline.pool_members (authority, pool, person_id, since, until)
    select ${authority}, pool, person_id, since, until from given
    on conflict (authority, pool, person_id, since) do update set until = excluded.until`.execute(tx)
}

/**
 * Identities become those of the persons that the list names; one that is on no list any more stays, and lets nobody in once the
 * account is closed.
 * @returns who of the authority's people was given an identity that was new or somebody else's
 */
async function keepSignIns({ tx, principal }: Bound, { signIns }: PeopleList): Promise<readonly string[]> {
  const { authority } = principal
  const { rows } = await sql<{ person: string }>`
    insert into sightline.sign_ins as s (authority, issuer, subject, person_id)
    select ${authority}, l.issuer, l.subject, p.person_id
    from jsonb_to_recordset(${JSON.stringify(signIns)}::jsonb) as l (staff_id text, issuer text, subject text)
    join sightline.persons p on p.authority = ${authority} and p.staff_id = l.staff_id
    on conflict (authority, issuer, subject) do update set person_id = excluded.person_id
      where s.person_id <> excluded.person_id
    returning person_id as person`.execute(tx)
  return rows.map(({ person }) => person)
}
