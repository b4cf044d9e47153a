import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { keepCaseScopes } from '../access/case-scopes.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'

/** Somebody who is a case's own in a role, as a person enters it: imports leave it as it is. */
export interface EnteredWorker {
  readonly person: string
  readonly role: string
  readonly since: Day
}

export type WorkersEntered =
  | { readonly kind: 'entered' }
  /** There is no such case, or this person does not manage it. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown-person'; readonly person: string }
  | NotKept

/**
 * Enters a case's own workers beside those that imports tell of: the posts of agencies, the core group, a supervisor. Whoever
 * manages the case may; what is there already stays as it is. A refusal is noted.
 */
export async function enterWorkers(
  bound: Bound,
  { caseId: asked, workers }: { readonly caseId: string; readonly workers: readonly EnteredWorker[] },
): Promise<WorkersEntered> {
  const { tx, principal, store, moment } = bound
  const { authority } = principal
  const caseId = identifierOr(asked)
  const way = await wayIn(bound, 'manage', caseId, null)
  const event = { action: 'enter-workers', object: { kind: 'case', id: caseId }, caseId, compartments: [] }
  const refusal = way === null ? ({ kind: 'not-found' } as const) : await notEnterable(bound, workers)
  if (refusal !== null) {
    await note(bound, { ...event, decision: 'refused', accessPath: way, payload: { refusal } })
    return refusal
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
  return { kind: 'entered' }
}

async function notEnterable(
  { tx, principal }: Bound,
  workers: readonly EnteredWorker[],
): Promise<Exclude<WorkersEntered, { kind: 'entered' }> | null> {
  const unkept = notKept({ workers }) ?? workers.map((each) => notKept(each)).find((each) => each !== null) ?? null
  if (unkept !== null) return unkept
  const { rows } = await sql<{ person: string }>`
    select person_id as person from sightline.persons where authority = ${principal.authority} and not service`.execute(
    tx,
  )
  const known = new Set(rows.map(({ person }) => person))
  const stranger = workers.find(({ person }) => !known.has(person))
  return stranger === undefined ? null : { kind: 'unknown-person', person: stranger.person }
}
