import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { LIFE_EVENTS, type LifeEventKind } from '../../engine/facts/life-event.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { lookAgainAtChild } from '../pathways/look-again-at-child.ts'
import type { Bound } from '../transaction.ts'
import { type ReadTakenBack, readTakenBack, type TakenBack, takeBack } from './taken-back.ts'

/** What somebody says has changed in a child's life. */
export interface LifeChange {
  /** The form's own: sent twice, it is recorded once. */
  readonly id: string
  readonly kind: LifeEventKind
  readonly on: Day
  readonly details: string
}

export type LifeEventRecorded =
  | { readonly kind: 'recorded' }
  /** There is no such case of a child, or this person may not record in it. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'in-the-future' }
  | NotKept

/**
 * Records what changed in a child's life (PRA-04), for every pathway of theirs. Whoever may record in the whole case may: those who
 * hold it, and whom they let in to record. A refusal is noted.
 */
export async function recordLifeEvent(
  bound: Bound,
  { caseId: asked, ...change }: LifeChange & { readonly caseId: string },
): Promise<LifeEventRecorded> {
  const { tx, principal, moment, today } = bound
  const { authority, person } = principal
  const caseId = identifierOr(asked)
  const { kind, on, details } = change
  const way = await wayIn(bound, 'record', caseId, null)
  const child = way === null ? null : await childOf(bound, caseId)
  const event = { action: 'record-life-event', object: { kind: 'case', id: caseId }, caseId, compartments: ['shared'] }
  const refusal =
    child === null
      ? ({ kind: 'not-found' } as const)
      : on > today
        ? ({ kind: 'in-the-future' } as const)
        : notKept({ details })
  if (refusal !== null || child === null) {
    const refused = refusal ?? ({ kind: 'not-found' } as const)
    await note(bound, { ...event, compartments: [], decision: 'refused', accessPath: way, payload: { refusal } })
    return refused
  }
  await sql`
    insert into sightline.life_events
      (authority, event_id, child_id, case_id, kind, happened, details, recorded, by_person)
    values (${authority}, ${change.id}, ${child}, ${caseId}, ${kind}, ${formatDay(on)}::date, ${details},
      ${new Date(moment)}, ${person})
    on conflict do nothing`.execute(tx)
  await lookAgainAtChild(bound, child)
  const payload = { lifeEvent: change.id, kind, on, details }
  await note(bound, { ...event, decision: 'allowed', accessPath: way, payload })
  return { kind: 'recorded' }
}

/** Takes back what was recorded of a child's life by mistake: it stays readable, and what rested on it is worked out anew. */
export function takeBackLifeEvent(
  bound: Bound,
  { lifeEvent, ...given }: { readonly caseId: string; readonly lifeEvent: string; readonly because: string },
): Promise<TakenBack> {
  const { tx, principal } = bound
  const asked = { ...given, action: 'take-back-life-event', what: 'lifeEvent', id: lifeEvent }
  return takeBack(bound, asked, async ({ id, caseId, at }) => {
    const { rows } = await sql<{ child_id: string }>`
      update sightline.life_events
      set taken_back = ${at}, taken_back_by = ${principal.person}, taken_back_because = ${given.because}
      where authority = ${principal.authority} and case_id = ${caseId} and event_id = ${id} and taken_back is null
      returning child_id`.execute(tx)
    const [row] = rows
    if (row !== undefined) await lookAgainAtChild(bound, row.child_id)
    return row !== undefined
  })
}

/** What somebody recorded of the life of a case's child, with what became of it. */
export interface ReadLifeEvent {
  readonly id: string
  readonly kind: LifeEventKind
  readonly on: Day
  readonly details: string
  readonly recorded: Instant
  readonly by: string
  readonly takenBack: ReadTakenBack | null
}

/** What was recorded in a case of the child's life, the latest first, for who may see the whole case; others are given none. */
export async function readLifeEvents({ tx, principal }: Bound, asked: string): Promise<readonly ReadLifeEvent[]> {
  const { rows } = await sql<{
    readonly id: string
    readonly kind: string
    readonly on: Day
    readonly details: string
    readonly recorded: Instant
    readonly by: string
    readonly at: Instant | null
    readonly back_by: string | null
    readonly because: string | null
  }>`
    select e.event_id as id, e.kind, e.happened as "on", e.details, e.recorded, p.name as by, e.taken_back as at,
      b.name as back_by, e.taken_back_because as because
    from sightline.life_events e
    join sightline.persons p on p.authority = e.authority and p.person_id = e.by_person
    left join sightline.persons b on b.authority = e.authority and b.person_id = e.taken_back_by
    where e.authority = ${principal.authority} and e.case_id = ${identifierOr(asked)}
    order by e.recorded desc, e.event_id`.execute(tx)
  return rows.flatMap(({ kind: written, at, back_by, because, ...event }): readonly ReadLifeEvent[] => {
    const kind = LIFE_EVENTS.find((each) => each === written)
    if (kind === undefined) return []
    return [{ ...event, kind, takenBack: readTakenBack(at, back_by, because) }]
  })
}

async function childOf({ tx, principal }: Bound, caseId: string | null): Promise<string | null> {
  const { rows } = await sql<{ child_id: string | null }>`
    select child_id from sightline.cases where authority = ${principal.authority} and case_id = ${caseId}`.execute(tx)
  return rows[0]?.child_id ?? null
}
