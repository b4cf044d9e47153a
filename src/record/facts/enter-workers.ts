import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { CORE_GROUP } from '../../engine/pathway/who.ts'
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
  /** Nobody lets in themselves. */
  | { readonly kind: 'own-approval' }
  /** The account or the agency of this person is open no more, or not yet. */
  | { readonly kind: 'not-here'; readonly person: string }
  /** This person holds the role neither for the agency that leads the case nor for their own. */
  | { readonly kind: 'role-not-held'; readonly person: string; readonly role: string }
  | NotKept

/**
 * Enters a case's own workers beside those that imports tell of: the posts of agencies, the core group, a supervisor. Whoever
 * manages the case may, of others who are active and hold the role: to be a case's own is no way to a role. Only to the core
 * group anybody may belong, since that is of a child alone. What is there already stays as it is. A refusal is noted.
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
  const refusal = way === null ? ({ kind: 'not-found' } as const) : await notEnterable(bound, caseId, workers)
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
  bound: Bound,
  caseId: string,
  workers: readonly EnteredWorker[],
): Promise<Exclude<WorkersEntered, { kind: 'entered' | 'not-found' }> | null> {
  const unkept = notKept({ workers }) ?? workers.map((each) => notKept(each)).find((each) => each !== null) ?? null
  if (unkept !== null) return unkept
  const { person: self, authority } = bound.principal
  if (workers.some(({ person }) => person === self)) return { kind: 'own-approval' }
  const asked = workers.map(({ person, role }, at) => ({ at, person, role }))
  const { rows } = await unbound(bound, () =>
    sql<{ at: number; known: boolean; here: boolean; held: boolean }>`
      with today as materialized (select sightline.today() as day)
      select g.at, p.person_id is not null as known,
        coalesce(p.since <= t.day and (p.until is null or p.until > t.day)
          and a.since <= t.day and (a.until is null or a.until > t.day), false) as here,
        g.role = ${CORE_GROUP} or exists (
          select from sightline.role_holdings r
          where r.authority = ${authority} and r.role = g.role and r.person_id = p.person_id
            and r.since <= t.day and (r.until is null or r.until > t.day)
            and (r.agency is null or r.agency in (c.lead_agency, p.agency))) as held
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as g (at int, person text, role text)
      cross join today t
      join sightline.cases c on c.authority = ${authority} and c.case_id = ${caseId}::uuid
      left join sightline.persons p on p.authority = ${authority} and p.person_id::text = g.person and not p.service
      left join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
      order by g.at`.execute(bound.tx),
  )
  for (const { at, known, here, held } of rows) {
    const worker = workers[at]
    if (worker === undefined) continue
    const { person, role } = worker
    if (!known) return { kind: 'unknown-person', person }
    if (!here) return { kind: 'not-here', person }
    if (!held) return { kind: 'role-not-held', person, role }
  }
  return null
}
