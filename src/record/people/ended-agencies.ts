import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { administering } from '../access/administering.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type Administered, administered } from './administer.ts'
import { isOfProtocols } from './hold-roles.ts'
import { lookAgainAt } from './look-again.ts'

/** That an agency is there no more, and who answers for it from then on. */
export interface AgencyEnds {
  readonly agency: string
  /** The first day on which it is there no more. */
  readonly on: Day
  readonly passesTo: { readonly agency: string } | { readonly role: string }
}

/**
 * Ends an agency as of a day. What it owes passes to the agency that takes its place, or falls to the holders of a role of the
 * lead agency of each case; its people see nothing from that day on. Said again, it holds as it is said last.
 */
export async function endAgency(bound: Bound, asked: AgencyEnds): Promise<Administered> {
  const { tx, principal } = bound
  const { authority } = principal
  const { agency, passesTo } = asked
  const on = formatDay(asked.on)
  const [successor, role] = 'agency' in passesTo ? [passesTo.agency, null] : [null, passesTo.role]
  const change = { action: 'end-agency', of: { kind: 'authority', id: null }, about: asked } as const
  return administered(bound, change, async () => {
    // By what falls to a role its holders see cases.
    if (role !== null && !(await isOfProtocols(bound, role))) return { kind: 'unknown-role' }
    if (role !== null && (await isTheirs(bound, role))) return { kind: 'own-approval' }
    const { rows } = await sql<{ late: boolean; succeeds: boolean; keeper: boolean }>`
      select a.since > ${on}::date as late,
        ${successor}::text is null or ${successor} <> a.agency and exists (
          select from sightline.agencies s
          where s.authority = a.authority and s.agency = ${successor} and (s.until is null or s.until > ${on}::date)) as succeeds,
        exists (
          select from sightline.role_holdings h
          join sightline.persons p on p.authority = h.authority and p.person_id = h.person_id
          join sightline.agencies o on o.authority = p.authority and o.agency = p.agency
          where h.authority = a.authority and h.role = 'administrator' and p.agency <> a.agency
            and (h.until is null or h.until > ${on}::date) and (p.until is null or p.until > ${on}::date)
            and (o.until is null or o.until > ${on}::date)) as keeper
      from sightline.agencies a where a.authority = ${authority} and a.agency = ${agency}`.execute(tx)
    const [found] = rows
    if (found === undefined || !found.succeeds) return { kind: 'unknown-place' }
    if (found.late) return { kind: 'ends-before-it-begins' }
    // Whoever keeps the list would see it no more.
    if (!found.keeper) return { kind: 'last-holder', role: 'administrator' }
    await sql`
      update sightline.agencies set until = ${on}::date, successor = ${successor}, falls_to = ${role}
      where authority = ${authority} and agency = ${agency}`.execute(tx)
    await unbound(bound, () => lookAgainAt(bound, null))
    return null
  })
}

/** Whether somebody holds a role themselves, or will. */
async function isTheirs({ tx, principal }: Bound, role: string): Promise<boolean> {
  const { rows } = await sql<{ theirs: boolean }>`
    select exists (
      select from sightline.role_holdings h
      where h.authority = ${principal.authority} and h.person_id = ${principal.person} and h.role = ${role}
        and (h.until is null or h.until > sightline.today())) as theirs`.execute(tx)
  return rows[0]?.theirs === true
}

/** What hangs on an agency: its people, the cases that they work on, and what they owe. */
export interface Hanging {
  readonly people: number
  readonly cases: number
  readonly owed: number
}

/** Counts what hangs on an agency today, for whoever keeps the list of people: numbers alone. */
export async function hangingOn(bound: Bound, agency: string): Promise<Hanging> {
  const nothing: Hanging = { people: 0, cases: 0, owed: 0 }
  if (administering(bound) === null) return nothing
  const { tx, principal } = bound
  return unbound(bound, async () => {
    const { rows } = await sql<Hanging>`
      with theirs as (
        select p.person_id from sightline.persons p
        where p.authority = ${principal.authority} and p.agency = ${agency} and not p.service
          and (p.until is null or p.until > sightline.today()))
      select
        (select count(*)::int from theirs) as people,
        (select count(distinct h.case_id)::int from sightline.case_holdings h
         where h.authority = ${principal.authority} and h.person_id in (select person_id from theirs)
           and (h.until is null or h.until > sightline.today())) as cases,
        (select count(*)::int from sightline.owed o
         where o.authority = ${principal.authority} and o.person_id in (select person_id from theirs)) as owed`.execute(
      tx,
    )
    return rows[0] ?? nothing
  })
}

/** Every agency for which those of some agencies answer on the transaction's day: theirs, and each whose place one of them took. */
export async function answeredFor({ tx, principal }: Bound, agencies: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ agency: string }>`
    with recursive answered as (
      select unnest(${[...agencies]}::text[]) as agency
      union
      select a.agency from sightline.agencies a join answered n on a.successor = n.agency
      where a.authority = ${principal.authority} and a.until <= sightline.today()
    )
    select agency from answered`.execute(tx)
  return rows.map(({ agency }) => agency)
}
