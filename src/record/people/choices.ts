import { sql } from 'kysely'
import type { Bound } from '../bound.ts'
import { AS_NAMES } from '../database/names.ts'

/** Whom and what there is to choose from in an authority today. */
export interface Choices {
  readonly persons: readonly {
    readonly person: string
    readonly name: string
    readonly agency: string
    readonly agencyTitle: string
    readonly team: string | null
  }[]
  readonly teams: readonly { readonly team: string; readonly title: string; readonly agency: string }[]
  readonly agencies: readonly { readonly agency: string; readonly title: string }[]
}

/** Whoever is active today, by name, with teams and agencies. Names of staff are no secret among them, and nothing is noted. */
export async function choicesOf({ tx, principal }: Bound): Promise<Choices> {
  const { authority } = principal
  const { rows: persons } = await sql<Choices['persons'][number]>`
    select p.person_id as person, p.name, p.agency, a.title as "agencyTitle", p.team
    from sightline.persons p
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    where p.authority = ${authority} and not p.service
      and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
      and a.since <= sightline.today() and (a.until is null or a.until > sightline.today())
    order by p.name ${AS_NAMES}, p.person_id`.execute(tx)
  const { rows: teams } = await sql<Choices['teams'][number]>`
    select team, title, agency from sightline.teams where authority = ${authority} order by title ${AS_NAMES}, team`.execute(
    tx,
  )
  const { rows: agencies } = await sql<Choices['agencies'][number]>`
    select agency, title from sightline.agencies
    where authority = ${authority} and (until is null or until > sightline.today())
    order by title ${AS_NAMES}, agency`.execute(tx)
  return { persons, teams, agencies }
}
