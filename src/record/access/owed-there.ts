import { sql } from 'kysely'
import { identifierOr } from '../database/identifier.ts'
import type { Bound } from '../transaction.ts'

/** Something that somebody owes in a case. */
export interface OwedThere {
  readonly pathway: string
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
  readonly duty: string
  readonly dutyId: string
  /** Everybody who owes it, each by all that an exclusion may name them by: "person:...", "team:...", "agency:...". */
  readonly owedBy: readonly (readonly string[])[]
}

/** What is owed by somebody in a case, of what this person may see of it, soonest first. Who calls it notes that the case was read. */
export async function owedThere({ tx, principal }: Bound, asked: string): Promise<readonly OwedThere[]> {
  const { rows } = await sql<OwedThere>`
    select o.pathway_id as pathway, p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash", d.duty,
      d.duty_id as "dutyId",
      json_agg(array['person:' || n.person_id, 'team:' || n.team]
        || sightline.agency_scopes(n.authority, n.person_id, sightline.today())) as "owedBy"
    from sightline.owed o
    join sightline.duties d on d.authority = o.authority and d.pathway_id = o.pathway_id and d.duty_id = o.duty_id
    join sightline.pathways p on p.authority = o.authority and p.pathway_id = o.pathway_id
    join sightline.persons n on n.authority = o.authority and n.person_id = o.person_id
    where o.authority = ${principal.authority} and o.case_id = ${identifierOr(asked)}
    group by o.pathway_id, p.protocol_hash, p.calendar_hash, d.duty, d.duty_id
    order by min(o.due_day), d.duty_id`.execute(tx)
  return rows
}
