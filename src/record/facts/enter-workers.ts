import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { keepCaseScopes } from '../access/case-scopes.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'

/** Somebody who is a case's own in a role, as a person enters it: imports leave it as it is. */
export interface EnteredWorker {
  readonly person: string
  readonly role: string
  readonly since: Day
}

/**
 * Enters a case's own workers beside those that imports tell of: the posts of agencies, the core group, a supervisor. Whoever
 * manages the case may; what is there already stays as it is. Gives false, and notes it, where they may not.
 */
export async function enterWorkers(
  bound: Bound,
  { caseId: asked, workers }: { readonly caseId: string; readonly workers: readonly EnteredWorker[] },
): Promise<boolean> {
  const { tx, principal, store, moment } = bound
  const { authority } = principal
  const caseId = identifierOr(asked)
  const way = await wayIn(bound, 'manage', caseId, null)
  const event = { action: 'enter-workers', object: { kind: 'case', id: caseId }, caseId, compartments: [] }
  if (way === null) {
    await note(bound, { ...event, decision: 'refused', accessPath: null, payload: {} })
    return false
  }
  const given = workers.map(({ person, role, since }) => {
    return { holding: store.ids.random(), person, role, since: formatDay(since) }
  })
  await unbound(bound, async () => {
    await sql`
      insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since)
      select ${authority}, ${caseId}::uuid, g.holding, g.person, g.role, g.since
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (holding uuid, person uuid, role text, since date)
      where not exists (
        select from sightline.case_holdings h
        where h.authority = ${authority} and h.case_id = ${caseId}::uuid and h.person_id = g.person and h.role = g.role
          and (h.until is null or h.until > g.since))`.execute(tx)
    await keepCaseScopes(bound, [caseId])
    await sql`
      with again as (
        update sightline.pathways p set stale = true
        where p.authority = ${authority} and p.case_id = ${caseId}::uuid and p.ended is null
        returning p.authority, p.pathway_id
      )
      select sightline.look_at_later(authority, pathway_id, ${new Date(moment)}::timestamptz) from again`.execute(tx)
  })
  await note(bound, { ...event, decision: 'allowed', accessPath: way, payload: { workers } })
  return true
}
