import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { isBlank } from '../access/managing.ts'
import { identifierOr } from '../database/identifier.ts'
import { adoptedProtocols } from '../pathways/adopted.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type Administered, administered, type NotAdministered } from './administer.ts'
import { lookAgainAt } from './look-again.ts'

/** A role that somebody is given: of the whole authority, of an agency, or of a team. */
export interface GivenRole {
  /** The same again gives nothing twice. */
  readonly id: string
  readonly person: string
  /** "team-manager": as protocols name it. */
  readonly role: string
  readonly agency: string | null
  readonly team: string | null
  readonly since: Day
  readonly until: Day | null
}

/** Gives somebody a role, from a day up to and not on another. Nobody gives themselves one. */
export async function giveRole(bound: Bound, asked: GivenRole): Promise<Administered> {
  const { tx, principal } = bound
  const { authority } = principal
  const [id, person] = [identifierOr(asked.id), identifierOr(asked.person)]
  const { role, agency, team, since, until } = asked
  const change = { action: 'give-role', of: { kind: 'person', id: person }, about: asked } as const
  return administered(bound, change, async () => {
    if (person === principal.person) return { kind: 'own-approval' }
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(role)) return { kind: 'no-name' }
    if (until !== null && until <= since) return { kind: 'ends-before-it-begins' }
    const refusal = await notThere(bound, person, agency, team)
    if (refusal !== null) return refusal
    if (await isHeldThen(bound, asked)) return { kind: 'held-already' }
    await sql`
      insert into sightline.role_holdings (authority, holding_id, person_id, role, agency, team, since, until)
      values (${authority}, ${id}, ${person}, ${role}, ${agency}, ${team}, ${formatDay(since)},
        ${until === null ? null : formatDay(until)})
      on conflict do nothing`.execute(tx)
    await unbound(bound, () => lookAgainAt(bound, null))
    return null
  })
}

/** Whether somebody holds the same role, for the same agency and team, on a day on which they would be given it. */
async function isHeldThen({ tx, principal }: Bound, asked: GivenRole): Promise<boolean> {
  const { id, person, role, agency, team } = asked
  const [since, until] = [formatDay(asked.since), asked.until === null ? null : formatDay(asked.until)]
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select from sightline.role_holdings h
      where h.authority = ${principal.authority} and h.person_id = ${identifierOr(person)} and h.role = ${role}
        and h.agency is not distinct from ${agency}::text and h.team is not distinct from ${team}::text
        and h.holding_id <> ${identifierOr(id)}
        and daterange(h.since, h.until) && daterange(${since}::date, ${until}::date)) as held`.execute(tx)
  return rows[0]?.held === true
}

async function notThere(
  { tx, principal }: Bound,
  person: string,
  agency: string | null,
  team: string | null,
): Promise<NotAdministered | null> {
  const { authority } = principal
  const { rows } = await sql<{ person: boolean; place: boolean }>`
    select
      exists (select from sightline.persons p where p.authority = ${authority} and p.person_id = ${person} and not p.service)
        as person,
      (${agency}::text is null or exists (
        select from sightline.agencies a where a.authority = ${authority} and a.agency = ${agency}))
      and (${team}::text is null or exists (
        select from sightline.teams t where t.authority = ${authority} and t.team = ${team}
          and (${agency}::text is null or t.agency = ${agency}))) as place`.execute(tx)
  if (rows[0]?.person !== true) return { kind: 'unknown-person' }
  return rows[0].place ? null : { kind: 'unknown-place' }
}

/** Ends that somebody holds a role, as of a day. Refused where a protocol needs the role and nobody else would hold it. */
export async function endRole(
  bound: Bound,
  asked: { readonly person: string; readonly holding: string; readonly until: Day },
): Promise<Administered> {
  const { tx, principal } = bound
  const { authority } = principal
  const [person, holding] = [identifierOr(asked.person), identifierOr(asked.holding)]
  const change = { action: 'end-role', of: { kind: 'person', id: person }, about: asked } as const
  return administered(bound, change, async () => {
    const until = formatDay(asked.until)
    const { rows } = await sql<{ role: string; since: string; last: boolean }>`
      select h.role, h.since::text as since, not exists (
        select from sightline.role_holdings o
        join sightline.persons p on p.authority = o.authority and p.person_id = o.person_id
        where o.authority = h.authority and o.role = h.role and o.holding_id <> h.holding_id
          and (h.agency is null or o.agency is null or o.agency = h.agency)
          and o.since <= ${until}::date and (o.until is null or o.until > ${until}::date)
          and (p.until is null or p.until > ${until}::date)) as last
      from sightline.role_holdings h
      where h.authority = ${authority} and h.person_id = ${person} and h.holding_id = ${holding}
        and (h.until is null or h.until > sightline.today())
      for update`.execute(tx)
    const [held] = rows
    if (held === undefined) return { kind: 'not-held' }
    if (until < held.since) return { kind: 'ends-before-it-begins' }
    if (held.last && (await isNeeded(bound, held.role))) return { kind: 'last-holder', role: held.role }
    await sql`
      update sightline.role_holdings set until = ${until}::date
      where authority = ${authority} and holding_id = ${holding}`.execute(tx)
    await unbound(bound, () => lookAgainAt(bound, null))
    return null
  })
}

/** Whether an adopted protocol names the role, or the program does. */
async function isNeeded(bound: Bound, role: string): Promise<boolean> {
  if (role === 'administrator' || role === 'privacy-officer') return true
  return isOfProtocols(bound, role)
}

/** Whether an adopted protocol names the role. */
export async function isOfProtocols(bound: Bound, role: string): Promise<boolean> {
  return (await adoptedProtocols(bound)).some(({ protocol }) => protocol.roles.has(role))
}

/** Puts somebody on a list that protocols draw on: a panel, facilitators. */
export async function addToPool(
  bound: Bound,
  asked: { readonly pool: string; readonly person: string; readonly since: Day; readonly until: Day | null },
): Promise<Administered> {
  const { tx, principal } = bound
  const person = identifierOr(asked.person)
  const { pool, since, until } = asked
  const change = { action: 'add-to-pool', of: { kind: 'person', id: person }, about: asked } as const
  return administered(bound, change, async () => {
    if (person === principal.person) return { kind: 'own-approval' }
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(pool) || isBlank(pool)) return { kind: 'no-name' }
    if (until !== null && until <= since) return { kind: 'ends-before-it-begins' }
    const refusal = await notThere(bound, person, null, null)
    if (refusal !== null) return refusal
    await sql`
      insert into sightline.pool_members (authority, pool, person_id, since, until)
      values (${principal.authority}, ${pool}, ${person}, ${formatDay(since)}, ${until === null ? null : formatDay(until)})
      on conflict (authority, pool, person_id, since) do update set until = excluded.until`.execute(tx)
    await unbound(bound, () => lookAgainAt(bound, null))
    return null
  })
}

/** Takes somebody off such a list as of today. */
export async function takeFromPool(
  bound: Bound,
  asked: { readonly pool: string; readonly person: string },
): Promise<Administered> {
  const { tx, principal } = bound
  const person = identifierOr(asked.person)
  const change = { action: 'take-from-pool', of: { kind: 'person', id: person }, about: asked } as const
  return administered(bound, change, async () => {
    const { rows } = await sql`
      update sightline.pool_members set until = sightline.today()
      where authority = ${principal.authority} and pool = ${asked.pool} and person_id = ${person}
        and (until is null or until > sightline.today())
      returning pool`.execute(tx)
    if (rows.length === 0) return { kind: 'not-held' }
    await unbound(bound, () => lookAgainAt(bound, null))
    return null
  })
}
