import { sql } from 'kysely'
import { administering } from '../access/administering.ts'
import { note } from '../audit/audit.ts'
import { leadAgencyOf } from '../facts/cases.ts'
import { adoptedProtocols } from '../pathways/adopted.ts'
import type { Rules } from '../pathways/shelf.ts'
import { type Bound, unbound } from '../transaction.ts'

/** A series of meetings that a protocol keeps: a case of its own, about no child. */
export interface Series {
  readonly caseId: string
  readonly rules: Rules
  /** The pathway that runs; null where nobody has begun one. */
  readonly pathway: string | null
}

/** The series of the authority that this person has part in, by their titles. Nothing of any child is in it. */
export async function seriesKept(bound: Bound): Promise<readonly Series[]> {
  const { tx, principal } = bound
  const { rows } = await sql<{ series: string; caseId: string; pathway: string | null }>`
    select c.series, c.case_id as "caseId", p.pathway_id as pathway
    from sightline.cases c
    left join sightline.pathways p on p.authority = c.authority and p.case_id = c.case_id and p.protocol = c.series
      and p.ended is null
    where c.authority = ${principal.authority} and c.series is not null`.execute(tx)
  const rules = await adoptedProtocols(bound)
  return rules.flatMap((each) => {
    const row = rows.find(({ series }) => series === each.protocol.id)
    return row === undefined ? [] : [{ caseId: row.caseId, rules: each, pathway: row.pathway }]
  })
}

/**
 * Sees to it that each series that was adopted has its case, which those see and record in who hold a role of its protocol. Only
 * who keeps the list of people, and the program itself, may; gives the protocols whose series was made.
 */
export async function keepSeries(bound: Bound): Promise<readonly string[] | null> {
  const way = administering(bound)
  const event = { action: 'keep-series', object: { kind: 'authority', id: null }, caseId: null, compartments: [] }
  const adopted = (await adoptedProtocols(bound)).filter(({ protocol }) => protocol.subject === 'series of meetings')
  const lead = await leadAgencyOf(bound)
  if (way === null || lead === null) {
    await note(bound, { ...event, accessPath: way, decision: 'refused', payload: {} })
    return null
  }
  const made = await unbound(bound, async () => {
    const names: string[] = []
    for (const { protocol } of adopted) {
      const roles = [...protocol.roles.keys()]
      if (await keepOne(bound, { series: protocol.id, roles, lead: lead.agency })) names.push(protocol.id)
    }
    return names
  })
  await note(bound, { ...event, accessPath: way, decision: 'allowed', payload: { made } })
  return made
}

async function keepOne(
  { tx, principal, store }: Bound,
  { series, roles, lead }: { readonly series: string; readonly roles: readonly string[]; readonly lead: string },
): Promise<boolean> {
  const { authority } = principal
  const { rows } = await sql<{ made: boolean }>`
    insert into sightline.cases (authority, case_id, subject, series, lead_agency)
    values (${authority}, ${store.ids.random()}, 'series', ${series}, ${lead})
    on conflict do nothing
    returning true as made`.execute(tx)
  // Whoever holds none of the roles any more has no part in it: the ways in are those of the text that holds now.
  await sql`
    with own as (
      select case_id from sightline.cases where authority = ${authority} and series = ${series}
    ), gone as (
      delete from sightline.case_scopes s using own
      where s.authority = ${authority} and s.case_id = own.case_id and s.source = 'series'
        and s.scope <> all (${roles.map((role) => `role:${role}`)}::text[])
    )
    insert into sightline.case_scopes (
      authority, scope, case_id, source, pathway_id, actions, compartments, named, since, until
    )
    select ${authority}, 'role:' || role, own.case_id, 'series', null, '{read,record}', '{shared}', false,
      date '1970-01-01', null
    from own, unnest(${roles}::text[]) role
    on conflict do nothing`.execute(tx)
  return rows.length > 0
}
