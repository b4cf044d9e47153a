import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { isBlank } from '../access/managing.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import type { Bound } from '../transaction.ts'

/** That a serious incident was notified to whoever the law names (PRA-10). It was done elsewhere: this notifies nobody. */
export interface Notified {
  /** The form's own: sent twice, it is recorded once. */
  readonly id: string
  readonly caseId: string
  readonly on: Day
  /** Who did it, in words. */
  readonly madeBy: string
  readonly reference: string
}

export type NotifiedRecorded =
  | { readonly kind: 'recorded' }
  /** There is no such case, or this person may not record in it. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'in-the-future' }
  /** Nothing says who did it, or under which reference. */
  | { readonly kind: 'no-words' }
  | NotKept

/** Records it, for whoever may record in the whole case. A refusal is noted. */
export async function recordNotified(bound: Bound, { caseId: asked, ...made }: Notified): Promise<NotifiedRecorded> {
  const { tx, principal, moment, today } = bound
  const caseId = identifierOr(asked)
  const { on, madeBy, reference } = made
  const way = await wayIn(bound, 'record', caseId, null)
  const refusal =
    way === null
      ? ({ kind: 'not-found' } as const)
      : on > today
        ? ({ kind: 'in-the-future' } as const)
        : isBlank(madeBy) || isBlank(reference)
          ? ({ kind: 'no-words' } as const)
          : notKept({ madeBy, reference })
  const event = { action: 'record-notified', object: { kind: 'case', id: caseId }, caseId, accessPath: way }
  if (refusal !== null) {
    await note(bound, { ...event, compartments: [], decision: 'refused', payload: { refusal } })
    return refusal
  }
  await sql`
    insert into sightline.incidents_notified
      (authority, notification_id, case_id, notified, made_by, reference, recorded, by_person)
    values (${principal.authority}, ${made.id}, ${caseId}, ${formatDay(on)}::date, ${madeBy}, ${reference},
      ${new Date(moment)}, ${principal.person})
    on conflict do nothing`.execute(tx)
  await note(bound, { ...event, compartments: ['shared'], decision: 'allowed', payload: { ...made } })
  return { kind: 'recorded' }
}

/** A notification as it was recorded. */
export interface ReadNotified {
  readonly on: Day
  readonly madeBy: string
  readonly reference: string
  readonly recorded: Instant
  readonly by: string
}

/** What was notified of a case, the latest first, for who may see the whole case; others are given none. */
export async function readNotified({ tx, principal }: Bound, asked: string): Promise<readonly ReadNotified[]> {
  const { rows } = await sql<ReadNotified>`
    select n.notified as "on", n.made_by as "madeBy", n.reference, n.recorded, p.name as by
    from sightline.incidents_notified n
    join sightline.persons p on p.authority = n.authority and p.person_id = n.by_person
    where n.authority = ${principal.authority} and n.case_id = ${identifierOr(asked)}
    order by n.notified desc, n.recorded desc, n.notification_id`.execute(tx)
  return rows
}
