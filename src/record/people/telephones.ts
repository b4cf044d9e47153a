import { sql } from 'kysely'
import { AS_NAMES } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type Administered, administered } from './administer.ts'

/** Where a day's and a night's call go; null where no number is kept. */
export interface Lines {
  readonly byDay: string | null
  readonly byNight: string | null
}

/** Whom anybody rings about a child who needs help today, as the authority has set it. */
export async function helpLines({ tx, principal }: Bound): Promise<Lines> {
  const { rows } = await sql<Lines>`
    select a.help_by_day as "byDay", a.help_by_night as "byNight"
    from sightline.authorities a where a.authority = ${principal.authority}`.execute(tx)
  return rows[0] ?? { byDay: null, byNight: null }
}

/** An agency that can be rung. */
export interface AgencyLines extends Lines {
  readonly agency: string
  readonly title: string
  readonly kind: string
}

/** Every agency of today of which a number is kept, by title. */
export async function agencyLines({ tx, principal }: Bound): Promise<readonly AgencyLines[]> {
  const { rows } = await sql<AgencyLines>`
    select a.agency, a.title, a.kind, a.phone as "byDay", a.out_of_hours as "byNight"
    from sightline.agencies a
    where a.authority = ${principal.authority} and (a.phone is not null or a.out_of_hours is not null)
      and a.since <= sightline.today() and (a.until is null or a.until > sightline.today())
    order by a.title ${AS_NAMES}, a.agency`.execute(tx)
  return rows
}

/** The telephone number of each of some people of whom one is kept. */
export async function phonesOf(
  { tx, principal }: Bound,
  persons: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ person: string; phone: string }>`
    select p.person_id as person, p.phone from sightline.persons p
    where p.authority = ${principal.authority} and p.person_id = any (${[...persons]}::uuid[]) and p.phone is not null`.execute(
    tx,
  )
  return new Map(rows.map(({ person, phone }) => [person, phone]))
}

/** Sets the numbers of the whole authority, or of one agency. That they were set is noted, and not which they are. */
export async function setLines(
  bound: Bound,
  of: { readonly agency: string | null },
  lines: Lines,
): Promise<Administered> {
  const { tx, principal } = bound
  const { authority } = principal
  const change = { action: 'set-telephones', of: { kind: 'authority', id: null }, about: of } as const
  return administered(bound, change, async () => {
    const { byDay, byNight } = lines
    if (of.agency === null) {
      await unbound(bound, () =>
        sql`
          update sightline.authorities set help_by_day = ${byDay}, help_by_night = ${byNight}
          where authority = ${authority}`.execute(tx),
      )
      return null
    }
    const { rows } = await sql`
      update sightline.agencies set phone = ${byDay}, out_of_hours = ${byNight}
      where authority = ${authority} and agency = ${of.agency} returning agency`.execute(tx)
    return rows.length === 0 ? { kind: 'unknown-place' } : null
  })
}
