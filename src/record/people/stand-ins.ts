import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Bound } from '../transaction.ts'

/** Somebody who is away today, or whom another stands in for. */
export interface StandIn {
  /** The first day on which they are back; null where nobody said that they are away. */
  readonly backOn: Day | null
  /** Who stands in for them in everything. */
  readonly by: readonly string[]
}

/** Of these people those who are away today or whom somebody stands in for. Nothing of any child is in it, and nothing is noted. */
export async function standInsOf(
  { tx, principal }: Bound,
  persons: readonly string[],
): Promise<ReadonlyMap<string, StandIn>> {
  const { rows } = await sql<{ person: string; backOn: Day | null; by: string[] }>`
    select p.person_id as person,
      (select max(l.until) from sightline.leave l
       where l.authority = p.authority and l.person_id = p.person_id and l.since <= sightline.today()
         and l.until > sightline.today()) as "backOn",
      array(
        select d.person_id from sightline.deputies d
        where d.authority = p.authority and d.for_person_id = p.person_id and d.role is null
          and d.since <= sightline.today() and d.until > sightline.today()
        order by d.since, d.deputy_id) as by
    from sightline.persons p
    where p.authority = ${principal.authority} and p.person_id = any (${persons}::uuid[])`.execute(tx)
  const away = rows.filter(({ backOn, by }) => backOn !== null || by.length > 0)
  return new Map(away.map(({ person, backOn, by }) => [person, { backOn, by }]))
}
