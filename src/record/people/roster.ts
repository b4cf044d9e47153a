import { sql } from 'kysely'
import type { Bound } from '../transaction.ts'

/** The people of an authority as their colleagues know them: each name with its agency. Names of staff are no secret in it. */
export interface Roster {
  readonly persons: ReadonlyMap<string, { readonly name: string; readonly agency: string }>
  /** Titles of agencies by their names. */
  readonly agencies: ReadonlyMap<string, string>
}

/** Whoever works for the authority today. Nothing of any child is in it, and nothing is noted. */
export async function rosterOf({ tx, principal }: Bound): Promise<Roster> {
  const { rows } = await sql<{ id: string; name: string; agency: string; title: string }>`
    select p.person_id as id, p.name, p.agency, a.title
    from sightline.persons p
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    where p.authority = ${principal.authority} and not p.service
    order by p.name, p.person_id`.execute(tx)
  return {
    persons: new Map(rows.map(({ id, name, title }) => [id, { name, agency: title }])),
    agencies: new Map(rows.map(({ agency, title }) => [agency, title])),
  }
}
