import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { rolesNamed, stepsAtSitting } from '../../engine/protocol/meeting-steps.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { adoptedProtocols } from '../pathways/adopted.ts'
import { type Bound, unbound } from '../transaction.ts'

/** One sitting of a meeting. */
export interface Sitting {
  readonly id: string
  readonly meeting: Name
  readonly on: Day
  /** Why it is not held; null where it is. */
  readonly cancelledBecause: string | null
}

/** Every sitting of the authority, past and planned, in order. What sits when is known to everybody who signs in. */
export async function sittingsOf({ tx, principal }: Bound): Promise<readonly Sitting[]> {
  const { rows } = await sql<Sitting>`
    select s.sitting_id as id, s.meeting, s.sits_on as on, s.cancelled_because as "cancelledBecause"
    from sightline.sittings s where s.authority = ${principal.authority}
    order by s.sits_on, s.meeting`.execute(tx)
  return rows
}

/** A sitting by its identifier; null where there is none. */
export async function sittingOf({ tx, principal }: Bound, asked: string): Promise<Sitting | null> {
  const { rows } = await sql<Sitting>`
    select s.sitting_id as id, s.meeting, s.sits_on as on, s.cancelled_because as "cancelledBecause"
    from sightline.sittings s
    where s.authority = ${principal.authority} and s.sitting_id = ${identifierOr(asked)}`.execute(tx)
  return rows[0] ?? null
}

/**
 * The roles that run a meeting, as the protocols adopted say it: whoever chairs it, and whoever records what it decides of a
 * case. Whoever keeps the list of people runs each.
 */
async function runnersOf(bound: Bound, meeting: Name): Promise<ReadonlySet<Name>> {
  const roles = new Set<Name>(['administrator'])
  for (const { protocol } of await adoptedProtocols(bound)) {
    const chairs = protocol.meetings.filter(({ id }) => id === meeting).flatMap(({ chair }) => chair)
    const recorders = stepsAtSitting(meeting, protocol).flatMap(({ by }) => by.anyOf)
    for (const role of rolesNamed([...chairs, ...recorders])) roles.add(role)
  }
  return roles
}

export async function runsMeeting(bound: Bound, meeting: Name): Promise<boolean> {
  const roles = await runnersOf(bound, meeting)
  return bound.scopes.some((scope) => scope.startsWith('role:') && roles.has(scope.slice('role:'.length)))
}

/** Why the calendar of a meeting was not changed. */
export type NotPlanned =
  /** Only whoever runs the meeting may. */
  | { readonly kind: 'not-allowed' }
  /** No protocol that was adopted has such a meeting, or it is called for each case by itself. */
  | { readonly kind: 'unknown-meeting' }
  /** It has sat: what was done there stands. */
  | { readonly kind: 'past' }
  | { readonly kind: 'there-already'; readonly sitting: string }
  | { readonly kind: 'unknown-sitting' }

export type Planned =
  | { readonly ok: true; readonly sitting: string }
  | { readonly ok: false; readonly refusal: NotPlanned }

/**
 * Plans a sitting for a day to come, or for today. One that was called off for that day is held after all. What is owed before it
 * or at it is worked out anew.
 */
export async function planSitting(
  bound: Bound,
  { meeting, on }: { readonly meeting: Name; readonly on: Day },
): Promise<Planned> {
  const { tx, principal, today, store } = bound
  const { authority } = principal
  const known = (await adoptedProtocols(bound)).some(({ protocol }) =>
    protocol.meetings.some(({ id }) => id === meeting),
  )
  if (!known) return refuse(bound, 'plan-sitting', null, { kind: 'unknown-meeting' })
  if (!(await runsMeeting(bound, meeting))) return refuse(bound, 'plan-sitting', null, { kind: 'not-allowed' })
  if (on < today) return refuse(bound, 'plan-sitting', null, { kind: 'past' })
  const { rows } = await unbound(bound, () =>
    sql<{ id: string }>`
      insert into sightline.sittings as s (authority, meeting, sitting_id, sits_on)
      values (${authority}, ${meeting}, ${store.ids.random()}, ${formatDay(on)})
      on conflict (authority, meeting, sits_on) do update set cancelled_because = null
        where s.cancelled_because is not null
      returning sitting_id as id`.execute(tx),
  )
  const [made] = rows
  if (made === undefined) {
    const there = (await sittingsOf(bound)).find((each) => each.meeting === meeting && each.on === on)
    return refuse(bound, 'plan-sitting', there?.id ?? null, { kind: 'there-already', sitting: there?.id ?? '' })
  }
  await lookAgain(bound)
  await note(bound, {
    ...eventOf('plan-sitting', made.id),
    decision: 'allowed',
    payload: { meeting, on: formatDay(on) },
  })
  return { ok: true, sitting: made.id }
}

/** Calls a sitting off that has not been held. What was owed for it is worked out anew. */
export async function callOffSitting(
  bound: Bound,
  { sitting: asked, because }: { readonly sitting: string; readonly because: string },
): Promise<Planned> {
  const { tx, principal, today } = bound
  const sitting = await sittingOf(bound, asked)
  if (sitting === null) return refuse(bound, 'call-off-sitting', null, { kind: 'unknown-sitting' })
  const { id, meeting, on } = sitting
  if (!(await runsMeeting(bound, meeting))) return refuse(bound, 'call-off-sitting', id, { kind: 'not-allowed' })
  if (on < today) return refuse(bound, 'call-off-sitting', id, { kind: 'past' })
  await unbound(bound, () =>
    sql`
      update sightline.sittings set cancelled_because = ${because}
      where authority = ${principal.authority} and sitting_id = ${id}`.execute(tx),
  )
  await lookAgain(bound)
  await note(bound, { ...eventOf('call-off-sitting', id), decision: 'allowed', payload: { because } })
  return { ok: true, sitting: id }
}

/** A sitting bears on whatever is owed before it or at the next one: soon, and by the queue. */
async function lookAgain(bound: Bound): Promise<void> {
  const { tx, principal, moment } = bound
  await unbound(bound, () =>
    sql`
      with again as (
        update sightline.pathways p set stale = true where p.authority = ${principal.authority} and p.ended is null
        returning p.authority, p.pathway_id
      )
      select sightline.look_at_later(authority, pathway_id, ${new Date(moment)}::timestamptz) from again`.execute(tx),
  )
}

async function refuse(bound: Bound, action: string, sitting: string | null, refusal: NotPlanned): Promise<Planned> {
  await note(bound, { ...eventOf(action, sitting), decision: 'refused', payload: { refusal } })
  return { ok: false, refusal }
}

function eventOf(action: string, sitting: string | null) {
  return { action, object: { kind: 'sitting', id: sitting }, caseId: null, accessPath: null, compartments: [] }
}
