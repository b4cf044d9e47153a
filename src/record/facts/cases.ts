import { sql } from 'kysely'
import { keepCaseScopes } from '../access/case-scopes.ts'
import { note } from '../audit/audit.ts'
import type { Bound } from '../transaction.ts'

/** Who leads a case. */
export interface LeadAgency {
  readonly agency: string
  readonly team: string | null
}

interface Needed {
  readonly child: string
  readonly caseId: string | null
  readonly lead: LeadAgency | null
}

/**
 * The cases of some children, made where there are none; of two who make one at once, the first made it. Call it inside
 * `unbound`.
 */
export async function casesFor(
  bound: Bound,
  needed: readonly Needed[],
): Promise<{ readonly caseOf: ReadonlyMap<string, string>; readonly made: number; readonly withoutCase: number }> {
  const { tx, principal, store } = bound
  const { authority } = principal
  const caseOf = new Map<string, string>()
  let made = 0
  let withoutCase = 0
  for (const { child, caseId, lead } of needed) {
    if (caseId !== null) {
      caseOf.set(child, caseId)
      continue
    }
    const { rows } = await sql<{ case_id: string; made: boolean }>`
      with made as (
        insert into sightline.cases (authority, case_id, subject, child_id, lead_agency, lead_team)
        select ${authority}, ${store.ids.random()}::uuid, 'child', ${child}::uuid, ${lead?.agency ?? null}, ${lead?.team ?? null}
        where ${lead !== null}::boolean
        on conflict do nothing
        returning case_id
      )
      select case_id, true as made from made
      union all
      select case_id, false from sightline.cases where authority = ${authority} and child_id = ${child}`.execute(tx)
    const [found] = rows
    if (found === undefined) {
      withoutCase += 1
      continue
    }
    caseOf.set(child, found.case_id)
    if (!found.made) continue
    made += 1
    await note(bound, {
      action: 'make-case',
      object: { kind: 'case', id: found.case_id },
      caseId: found.case_id,
      decision: 'allowed',
      accessPath: 'service',
      compartments: [],
      payload: { child, lead: lead === null ? null : { ...lead } },
    })
  }
  if (made > 0) await keepCaseScopes(bound, [...caseOf.values()])
  return { caseOf, made, withoutCase }
}

/** The authority's council; of several, the first by name: a worker whose name is known says which it is. */
export async function leadAgencyOf({ tx, principal }: Bound): Promise<LeadAgency | null> {
  const { rows } = await sql<{ agency: string }>`
    select agency from sightline.agencies
    where authority = ${principal.authority} and kind = 'council' and since <= sightline.today()
      and (until is null or until > sightline.today())
    order by agency limit 1`.execute(tx)
  const [found] = rows
  return found === undefined ? null : { agency: found.agency, team: null }
}
