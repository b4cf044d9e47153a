import { sql } from 'kysely'
import type { Bound } from '../transaction.ts'

/**
 * What the people of an authority are called, by their identifiers: those who have left too, since what they recorded stays.
 * Who works where is no secret within the authority, so that nothing is noted.
 */
export async function namesOf({ tx, principal }: Bound): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ person_id: string; name: string }>`
    select person_id, name from sightline.persons
    where authority = ${principal.authority} and not service`.execute(tx)
  return new Map(rows.map(({ person_id: person, name }) => [person, name]))
}

/** Who is called so on the authority's own lists; null for nobody. */
export async function personOfStaff({ tx, principal }: Bound, staffId: string): Promise<string | null> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from sightline.persons
    where authority = ${principal.authority} and staff_id = ${staffId} and not service`.execute(tx)
  return rows[0]?.person_id ?? null
}
