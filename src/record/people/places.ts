import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { isBlank } from '../access/managing.ts'
import { note } from '../audit/audit.ts'
import { AS_NAMES } from '../database/names.ts'
import type { Bound } from '../transaction.ts'
import { type Administered, administered } from './administer.ts'

/** Somebody who holds a role of an agency, or stands on a list that protocols draw on. */
export interface Named {
  readonly person: string
  readonly name: string
  /** The role, or the list. */
  readonly as: string
  readonly of: string
  readonly until: Day | null
}

/** Agencies and teams as whoever keeps the list of people sees them. */
export interface Places {
  readonly agencies: readonly {
    readonly agency: string
    readonly title: string
    readonly kind: string
    readonly since: Day
    readonly until: Day | null
    /** Who takes its place, by title; null where nobody does. */
    readonly successor: string | null
    /** The role of the lead agency to which what it owes falls; null where none is named. */
    readonly fallsTo: string | null
    readonly people: number
  }[]
  readonly teams: readonly {
    readonly team: string
    readonly title: string
    readonly agency: string
    readonly people: number
  }[]
  /** Roles that are held of one agency: who sits on the board, leads safeguarding, advises from outside. */
  readonly officers: readonly Named[]
  readonly pools: readonly Named[]
}

/** What the authority is made of. No case is in it; that it was asked is noted. */
export async function placesOf(bound: Bound): Promise<Places> {
  const { tx, principal } = bound
  const { authority } = principal
  const current = sql`p.since <= sightline.today() and (p.until is null or p.until > sightline.today()) and not p.service`
  const { rows: agencies } = await sql<Places['agencies'][number]>`
    select a.agency, a.title, a.kind, a.since, a.until, a.falls_to as "fallsTo",
      (select s.title from sightline.agencies s where s.authority = a.authority and s.agency = a.successor) as successor,
      (select count(*)::int from sightline.persons p
       where p.authority = a.authority and p.agency = a.agency and ${current}) as people
    from sightline.agencies a where a.authority = ${authority} order by a.title ${AS_NAMES}, a.agency`.execute(tx)
  const { rows: teams } = await sql<Places['teams'][number]>`
    select t.team, t.title, t.agency,
      (select count(*)::int from sightline.persons p
       where p.authority = t.authority and p.team = t.team and ${current}) as people
    from sightline.teams t where t.authority = ${authority} order by t.title ${AS_NAMES}, t.team`.execute(tx)
  const { rows: officers } = await sql<Named>`
    select p.person_id as person, p.name, h.role as "as", h.agency as "of", h.until
    from sightline.role_holdings h
    join sightline.persons p on p.authority = h.authority and p.person_id = h.person_id
    where h.authority = ${authority} and h.agency is not null and (h.until is null or h.until > sightline.today())
      and ${current}
    order by h.agency, h.role, p.name ${AS_NAMES}`.execute(tx)
  const { rows: pools } = await sql<Named>`
    select p.person_id as person, p.name, m.pool as "as", m.pool as "of", m.until
    from sightline.pool_members m
    join sightline.persons p on p.authority = m.authority and p.person_id = m.person_id
    where m.authority = ${authority} and (m.until is null or m.until > sightline.today())
    order by m.pool, p.name ${AS_NAMES}`.execute(tx)
  await note(bound, {
    action: 'list-places',
    object: { kind: 'authority', id: null },
    caseId: null,
    decision: 'allowed',
    accessPath: null,
    compartments: [],
    payload: {},
  })
  return { agencies, teams, officers, pools }
}

const OF_AUTHORITY = { kind: 'authority', id: null } as const
const IS_NAME = /^[a-z][a-z0-9-]{0,62}$/

/** Adds an agency, whose people may be let in from a day on. */
export async function addAgency(
  bound: Bound,
  asked: { readonly agency: string; readonly title: string; readonly kind: string; readonly since: Day },
): Promise<Administered> {
  return administered(bound, { action: 'add-agency', of: OF_AUTHORITY, about: asked }, async () => {
    if (isBlank(asked.title) || !IS_NAME.test(asked.agency)) return { kind: 'no-name' }
    const { rows } = await sql`
      insert into sightline.agencies (authority, agency, title, kind, since)
      values (${bound.principal.authority}, ${asked.agency}, ${asked.title}, ${asked.kind}, ${formatDay(asked.since)})
      on conflict do nothing returning agency`.execute(bound.tx)
    return rows.length === 0 ? { kind: 'taken' } : null
  })
}

/** Adds a team to an agency. */
export async function addTeam(
  bound: Bound,
  asked: { readonly team: string; readonly title: string; readonly agency: string },
): Promise<Administered> {
  const { tx, principal } = bound
  return administered(bound, { action: 'add-team', of: OF_AUTHORITY, about: asked }, async () => {
    if (isBlank(asked.title) || !IS_NAME.test(asked.team)) return { kind: 'no-name' }
    const { rows: there } = await sql`
      select from sightline.agencies where authority = ${principal.authority} and agency = ${asked.agency}`.execute(tx)
    if (there.length === 0) return { kind: 'unknown-place' }
    const { rows } = await sql`
      insert into sightline.teams (authority, team, agency, title)
      values (${principal.authority}, ${asked.team}, ${asked.agency}, ${asked.title})
      on conflict do nothing returning team`.execute(tx)
    return rows.length === 0 ? { kind: 'taken' } : null
  })
}
