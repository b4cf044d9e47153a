import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { isBlank } from '../access/managing.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import type { Bound } from '../transaction.ts'
import { type ReadTakenBack, readTakenBack, type TakenBack, takeBack } from './taken-back.ts'

/** What answers the prompt to notify a serious incident (PRA-10). Either happened elsewhere: recording it notifies nobody. */
export type NotifyAnswer =
  | { readonly kind: 'notified'; readonly reference: string }
  | { readonly kind: 'decided-not'; readonly because: string }

/** That whoever the law names was notified of a serious incident, or that it was decided not to. */
export interface Notified {
  /** The form's own: sent twice, it is recorded once. */
  readonly id: string
  readonly caseId: string
  readonly on: Day
  /** Who did it or decided it, in words. */
  readonly madeBy: string
  readonly answer: NotifyAnswer
}

export type NotifiedRecorded =
  | { readonly kind: 'recorded' }
  /** There is no such case, or this person may not record in it. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'in-the-future' }
  /** Nothing says who did it, or under which reference or why not. */
  | { readonly kind: 'no-words' }
  | NotKept

const ACTIONS = { notified: 'record-notified', 'decided-not': 'record-not-notified' } as const

/** Records it, for whoever may record in the whole case. A refusal is noted. */
export async function recordNotified(bound: Bound, { caseId: asked, ...made }: Notified): Promise<NotifiedRecorded> {
  const { tx, principal, moment, today } = bound
  const caseId = identifierOr(asked)
  const { on, madeBy, answer } = made
  const reference = answer.kind === 'notified' ? answer.reference : null
  const because = answer.kind === 'decided-not' ? answer.because : null
  const way = await wayIn(bound, 'record', caseId, null)
  const refusal =
    way === null
      ? ({ kind: 'not-found' } as const)
      : on > today
        ? ({ kind: 'in-the-future' } as const)
        : isBlank(madeBy) || isBlank(reference ?? because ?? '')
          ? ({ kind: 'no-words' } as const)
          : notKept({ madeBy, ...(reference === null ? {} : { reference }), ...(because === null ? {} : { because }) })
  const event = { action: ACTIONS[answer.kind], object: { kind: 'case', id: caseId }, caseId, accessPath: way }
  if (refusal !== null) {
    await note(bound, { ...event, compartments: [], decision: 'refused', payload: { refusal } })
    return refusal
  }
  await sql`
    insert into sightline.incidents_notified
      (authority, notification_id, case_id, notified, made_by, reference, not_because, recorded, by_person)
    values (${principal.authority}, ${made.id}, ${caseId}, ${formatDay(on)}::date, ${madeBy}, ${reference}, ${because},
      ${new Date(moment)}, ${principal.person})
    on conflict do nothing`.execute(tx)
  await note(bound, { ...event, compartments: ['shared'], decision: 'allowed', payload: { ...made } })
  return { kind: 'recorded' }
}

/** Takes back what was recorded of a notification by mistake: it stays readable, and answers nothing any more. */
export function takeBackNotified(
  bound: Bound,
  { notified, ...given }: { readonly caseId: string; readonly notified: string; readonly because: string },
): Promise<TakenBack> {
  const { tx, principal } = bound
  const asked = { ...given, action: 'take-back-notified', what: 'notified', id: notified }
  return takeBack(bound, asked, async ({ id, caseId, at }) => {
    const { rows } = await sql`
      update sightline.incidents_notified
      set taken_back = ${at}, taken_back_by = ${principal.person}, taken_back_because = ${given.because}
      where authority = ${principal.authority} and case_id = ${caseId} and notification_id = ${id}
        and taken_back is null
      returning notification_id`.execute(tx)
    return rows.length > 0
  })
}

/** What was answered, as it was recorded, with what became of it. */
export interface ReadNotified {
  readonly id: string
  readonly on: Day
  readonly madeBy: string
  readonly answer: NotifyAnswer
  readonly recorded: Instant
  readonly by: string
  readonly takenBack: ReadTakenBack | null
}

/** What was answered of a case, the latest first, for who may see the whole case; others are given none. */
export async function readNotified({ tx, principal }: Bound, asked: string): Promise<readonly ReadNotified[]> {
  const { rows } = await sql<{
    readonly id: string
    readonly on: Day
    readonly madeBy: string
    readonly reference: string | null
    readonly not_because: string | null
    readonly recorded: Instant
    readonly by: string
    readonly at: Instant | null
    readonly back_by: string | null
    readonly because: string | null
  }>`
    select n.notification_id as id, n.notified as "on", n.made_by as "madeBy", n.reference, n.not_because, n.recorded,
      p.name as by, n.taken_back as at, b.name as back_by, n.taken_back_because as because
    from sightline.incidents_notified n
    join sightline.persons p on p.authority = n.authority and p.person_id = n.by_person
    left join sightline.persons b on b.authority = n.authority and b.person_id = n.taken_back_by
    where n.authority = ${principal.authority} and n.case_id = ${identifierOr(asked)}
    order by n.notified desc, n.recorded desc, n.notification_id`.execute(tx)
  return rows.map(({ reference, not_because: notBecause, at, back_by, because, ...row }) => ({
    ...row,
    answer: reference === null ? { kind: 'decided-not', because: notBecause ?? '' } : { kind: 'notified', reference },
    takenBack: readTakenBack(at, back_by, because),
  }))
}
