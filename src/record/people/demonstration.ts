import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Principal, Store } from '../transaction.ts'

/** Somebody invented, whom a visitor of the demonstration may choose to be. */
export interface InventedPerson {
  readonly principal: Principal
  readonly name: string
  readonly agency: string
  readonly agencyTitle: string
  readonly teamTitle: string | null
  /** Names of roles, in their order. */
  readonly roles: readonly string[]
}

/** Everybody in the invented authorities of a record; of a real one nobody. */
export async function inventedPeople(store: Store, today: Day): Promise<readonly InventedPerson[]> {
  const { rows } = await sql<{
    authority: string
    person_id: string
    name: string
    agency: string
    agency_title: string
    team_title: string | null
    roles: string[]
  }>`select * from sightline.demonstration_people(${formatDay(today)})`.execute(store.database)
  return rows.map(({ authority, person_id: person, name, agency, agency_title, team_title, roles }) => {
    const principal = { authority, person }
    return { principal, name, agency, agencyTitle: agency_title, teamTitle: team_title, roles }
  })
}

/**
 * What a record holds: `nothing`, invented authorities alone, or a real one, which no demonstration may be shown beside.
 */
export async function kindOfRecord(store: Store): Promise<'nothing' | 'invented' | 'real'> {
  const { rows } = await sql<{ demonstration: boolean }>`
    select demonstration from sightline.authorities_kept()`.execute(store.database)
  if (rows.length === 0) return 'nothing'
  return rows.every(({ demonstration }) => demonstration) ? 'invented' : 'real'
}
