import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { Bound } from '../transaction.ts'

/** The people of an authority as their colleagues know them: each name with its agency. Names of staff are no secret in it. */
export interface Roster {
  readonly persons: ReadonlyMap<string, { readonly name: string; readonly agency: string }>
  /** Titles of agencies by their names; of one that has ended with the day, and who answers for it. */
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
  const { rows: titles } = await sql<{ agency: string; title: string; ended: Day | null; by: string | null }>`
    select a.agency, a.title, case when a.until <= sightline.today() then a.until end as ended, s.title as by
    from sightline.agencies a
    left join sightline.agencies s on s.authority = a.authority and s.agency = a.successor
    where a.authority = ${principal.authority}`.execute(tx)
  return {
    persons: new Map(rows.map(({ id, name, title }) => [id, { name, agency: title }])),
    agencies: new Map(titles.map((each) => [each.agency, titleOf(each)])),
  }
}

/** "Invented Trust (ended on 1 July 2026; Invented Board answers for it)". */
function titleOf({
  title,
  ended,
  by,
}: {
  readonly title: string
  readonly ended: Day | null
  readonly by: string | null
}) {
  if (ended === null) return title
  return `${title} (ended on ${sayDay(ended)}${by === null ? '' : `; ${by} answers for it`})`
}
