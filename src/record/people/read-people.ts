import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import { administering } from '../access/administering.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { keepable } from '../database/json.ts'
import { AS_NAMES } from '../database/names.ts'
import { lengthOf, type Page, pageOf } from '../pathways/pages.ts'
import type { Bound } from '../transaction.ts'
import { VERSION } from './administer.ts'

/** Somebody on the list of people. */
export interface PersonRow {
  readonly person: string
  readonly name: string
  readonly agency: string
  readonly team: string | null
  readonly roles: readonly string[]
  /** From which day they are here no more; null for who is. */
  readonly until: Day | null
}

/** The last person of the page before: no name stands in an address. */
export type PersonCursor = string

/** People by name, those who have left too: a page at a time, all or those in whose names each word stands somewhere. */
export async function listPeople(
  bound: Bound,
  { words, after, most }: { readonly words: string; readonly after: PersonCursor | null; readonly most: number },
): Promise<Page<PersonRow, PersonCursor> | null> {
  const { tx, principal } = bound
  const length = lengthOf(most)
  const searched = keepable(words).trim().slice(0, 100)
  const each = searched
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const from =
    after === null
      ? sql``
      : sql`and (p.name ${AS_NAMES}, p.person_id) > (
          select l.name ${AS_NAMES}, l.person_id from sightline.persons l
          where l.authority = ${principal.authority} and l.person_id = ${identifierOr(after)})`
  if (!(await looks(bound, 'list-people', null, { words: searched, after, most: length }))) return null
  const { rows } = await sql<PersonRow>`
    select p.person_id as person, p.name, a.title as agency, t.title as team, p.until,
      array(select distinct h.role from sightline.role_holdings h
        where h.authority = p.authority and h.person_id = p.person_id
          and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())
        order by h.role) as roles
    from sightline.persons p
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    left join sightline.teams t on t.authority = p.authority and t.team = p.team
    where p.authority = ${principal.authority} and not p.service and p.name ilike all (${each}::text[]) ${from}
    order by p.name ${AS_NAMES}, p.person_id
    limit ${length + 1}`.execute(tx)
  return pageOf(rows, length, ({ person }) => person)
}

/** Everything that is kept of a person, and no case of theirs. */
export interface ReadPerson {
  readonly person: string
  readonly version: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly staffId: string | null
  readonly agency: string
  readonly agencyTitle: string
  readonly team: string | null
  readonly teamTitle: string | null
  readonly manager: string | null
  readonly managerName: string | null
  readonly since: Day
  readonly until: Day | null
  /** The day on which they last signed in; null where none is known. */
  readonly lastSignedIn: Day | null
  /** By how many names identity providers know them. */
  readonly signIns: number
  readonly roles: readonly {
    readonly holding: string
    readonly role: string
    readonly of: string | null
    readonly since: Day
    readonly until: Day | null
  }[]
  /** Who stands in for them, and for whom they do, from today on. */
  readonly deputies: readonly {
    readonly id: string
    readonly name: string
    readonly way: 'covers-them' | 'they-cover'
    readonly role: string | null
    readonly since: Day
    readonly until: Day
    readonly reason: string
  }[]
  readonly pools: readonly { readonly pool: string; readonly since: Day; readonly until: Day | null }[]
  readonly away: readonly { readonly since: Day; readonly until: Day }[]
}

/** A person as whoever keeps the list sees them; null where there is none, or to everybody else. */
export async function readPerson(bound: Bound, asked: string): Promise<ReadPerson | null> {
  const person = identifierOr(asked)
  const { tx, principal } = bound
  const { authority } = principal
  if (!(await looks(bound, 'read-person', person, {}))) return null
  const { rows } = await sql<Omit<ReadPerson, 'roles' | 'deputies' | 'pools' | 'away'>>`
    select p.person_id as person, ${VERSION} as version, p.name, p.email, p.phone, p.staff_id as "staffId", p.agency,
      a.title as "agencyTitle", p.team, t.title as "teamTitle", p.manager_id as manager, m.name as "managerName", p.since,
      p.until, sightline.last_signed_in(p.authority, p.person_id) as "lastSignedIn",
      (select count(*)::int from sightline.sign_ins s where s.authority = p.authority and s.person_id = p.person_id)
        as "signIns"
    from sightline.persons p
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    left join sightline.teams t on t.authority = p.authority and t.team = p.team
    left join sightline.persons m on m.authority = p.authority and m.person_id = p.manager_id
    where p.authority = ${authority} and p.person_id = ${person} and not p.service`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  const { rows: roles } = await sql<ReadPerson['roles'][number]>`
    select h.holding_id as holding, h.role, coalesce(t.title, a.title) as "of", h.since, h.until
    from sightline.role_holdings h
    left join sightline.agencies a on a.authority = h.authority and a.agency = h.agency
    left join sightline.teams t on t.authority = h.authority and t.team = h.team
    where h.authority = ${authority} and h.person_id = ${person}
    order by h.until is not null, h.role, h.since`.execute(tx)
  const { rows: deputies } = await sql<ReadPerson['deputies'][number]>`
    select d.deputy_id as id, o.name, case when d.for_person_id = ${person} then 'covers-them' else 'they-cover' end as way,
      d.role, d.since, d.until, d.reason
    from sightline.deputies d
    join sightline.persons o on o.authority = d.authority
      and o.person_id = case when d.for_person_id = ${person} then d.person_id else d.for_person_id end
    where d.authority = ${authority} and ${person} in (d.for_person_id, d.person_id) and d.until > sightline.today()
    order by d.since, d.deputy_id`.execute(tx)
  const { rows: pools } = await sql<ReadPerson['pools'][number]>`
    select pool, since, until from sightline.pool_members
    where authority = ${authority} and person_id = ${person} and (until is null or until > sightline.today())
    order by pool, since`.execute(tx)
  const { rows: away } = await sql<ReadPerson['away'][number]>`
    select since, until from sightline.leave
    where authority = ${authority} and person_id = ${person} and until > sightline.today() order by since`.execute(tx)
  return { ...row, roles, deputies, pools, away }
}

async function looks(bound: Bound, action: string, id: string | null, payload: object): Promise<boolean> {
  const accessPath = administering(bound)
  const object = id === null ? { kind: 'list', id } : { kind: 'person', id }
  const decision = accessPath === null ? 'refused' : 'allowed'
  await note(bound, { action, object, caseId: null, decision, accessPath, compartments: [], payload })
  return accessPath !== null
}
