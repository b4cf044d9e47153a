import { sql } from 'kysely'
import type { Bound } from '../bound.ts'
import { AS_NAMES } from '../database/names.ts'

/** Somebody who holds a role of the whole authority, today. */
export interface Holder {
  readonly person: string
  readonly name: string
  /** The authority's own name for them. */
  readonly staffId: string | null
  readonly role: string
}

/** Who holds these roles today, by name. Names of staff are seen by everybody who signs in. */
export async function holdersOf({ tx, principal }: Bound, roles: readonly string[]): Promise<readonly Holder[]> {
  const { rows } = await sql<Holder>`
    select * from (select distinct p.person_id as person, p.name, p.staff_id as "staffId", h.role
    from sightline.role_holdings h
    join sightline.persons p on p.authority = h.authority and p.person_id = h.person_id
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    left join sightline.agencies o on o.authority = h.authority and o.agency = h.agency
    where h.authority = ${principal.authority} and h.role = any (${roles}::text[])
      and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())
      and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
      -- Of an agency that has ended nobody holds anything, and nobody a role for it.
      and (a.until is null or a.until > sightline.today()) and (o.until is null or o.until > sightline.today())
) held
    order by held.role, held.name ${AS_NAMES}, held.person`.execute(tx)
  return rows
}
