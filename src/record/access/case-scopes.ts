import { type RawBuilder, sql } from 'kysely'
import type { Bound } from '../transaction.ts'

/** A way in that is not what its source says: missing, altered, or of a source that is gone. */
export interface StrayScope {
  readonly caseId: string
  readonly scope: string
  readonly source: string
}

/**
 * The ways in that memberships, a case's own workers and its lead team open: what is kept in `case_scopes` beside those of
 * protocols. A lead team's managers manage; the case's own workers read and record what is shared.
 */
const SOURCES = (authority: string, cases: readonly string[] | null): RawBuilder<unknown> => {
  const asked = cases === null ? sql`true` : sql`case_id = any (${cases}::uuid[])`
  return sql`
    select 'lead' as source, 'managers:' || lead_team as scope, case_id, '{read,record,manage}'::text[] as actions,
      '{shared,agency-private}'::text[] as compartments, false as named, date '1970-01-01' as since, null::date as until
    from sightline.cases where authority = ${authority} and lead_team is not null and ${asked}
    union all
    select 'own:' || holding_id, 'person:' || person_id, case_id, '{read,record}', '{shared}', false, since, until
    from sightline.case_holdings where authority = ${authority} and ${asked}
    union all
    select 'member:' || member_id, coalesce('person:' || person_id, 'team:' || team), case_id, actions, compartments,
      person_id is not null, since, until
    from sightline.case_members where authority = ${authority} and ${asked}`
}

const KEPT = (authority: string, cases: readonly string[] | null): RawBuilder<unknown> => sql`
  select * from sightline.case_scopes
  where authority = ${authority} and (source = 'lead' or source like 'own:%' or source like 'member:%')
    and ${cases === null ? sql`true` : sql`case_id = any (${cases}::uuid[])`}`

/**
 * Makes the ways into cases what their sources say: call it inside `unbound`, after a change of memberships, of a case's own
 * workers or of its lead team.
 * @param cases null for all of the authority
 */
export async function keepCaseScopes({ tx, principal }: Bound, cases: readonly string[] | null): Promise<void> {
  const { authority } = principal
  await sql`
    with given as (${SOURCES(authority, cases)}), gone as (
      delete from sightline.case_scopes s
      using (${KEPT(authority, cases)}) k
      where s.authority = k.authority and s.scope = k.scope and s.case_id = k.case_id and s.source = k.source
        and not exists (
          select from given g where g.scope = k.scope and g.case_id = k.case_id and g.source = k.source)
    )
    insert into sightline.case_scopes (
      authority, scope, case_id, source, pathway_id, actions, compartments, named, since, until
    )
    select ${authority}, scope, case_id, source, null, actions, compartments, named, since, until from given
    on conflict (authority, scope, case_id, source) do update set
      pathway_id = null, actions = excluded.actions, compartments = excluded.compartments, named = excluded.named,
      since = excluded.since, until = excluded.until`.execute(tx)
}

/** The ways into cases that are not what their sources say: none, unless something went past `keepCaseScopes`. */
export async function strayCaseScopes(
  { tx, principal }: Bound,
  cases: readonly string[] | null,
): Promise<readonly StrayScope[]> {
  const { authority } = principal
  const { rows } = await sql<StrayScope>`
    with given as (${SOURCES(authority, cases)}), kept as (${KEPT(authority, cases)})
    select coalesce(g.case_id, k.case_id) as "caseId", coalesce(g.scope, k.scope) as scope,
      coalesce(g.source, k.source) as source
    from given g
    full join kept k on k.scope = g.scope and k.case_id = g.case_id and k.source = g.source
    where (g.actions, g.compartments, g.named, g.since, g.until, null::uuid)
      is distinct from (k.actions, k.compartments, k.named, k.since, k.until, k.pathway_id)
    order by 1, 2, 3`.execute(tx)
  return rows
}
