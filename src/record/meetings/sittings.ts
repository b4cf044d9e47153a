import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { PlannedSitting } from '../../engine/pathway/view.ts'
import { rolesNamed, stepsAtSitting } from '../../engine/protocol/meeting-steps.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { adoptedProtocols } from '../pathways/adopted.ts'
import { type Bound, unbound } from '../transaction.ts'

/** When and where a sitting is, beside its day. */
export interface Held {
  /** From when; null where it is all day. */
  readonly starts: Instant | null
  /** Until when; null where that is not known, or it is all day. */
  readonly ends: Instant | null
  readonly place: string | null
  /** An address of the web at which it is joined from elsewhere. */
  readonly link: string | null
}

export const ALL_DAY: Held = { starts: null, ends: null, place: null, link: null }

/** One sitting of a meeting. */
export interface Sitting extends Held {
  readonly id: string
  readonly meeting: Name
  readonly on: Day
  /** Why it is not held; null where it is. */
  readonly cancelledBecause: string | null
  /** Rises with each change. */
  readonly revision: number
}

const SITTING = sql`
  s.sitting_id as id, s.meeting, s.sits_on as on, s.cancelled_because as "cancelledBecause", s.starts, s.ends, s.place, s.link,
  s.revision`

/** Every sitting of the authority, past and planned, in order. What sits when is known to everybody who signs in. */
export async function sittingsOf({ tx, principal }: Bound): Promise<readonly Sitting[]> {
  const { rows } = await sql<Sitting>`
    select ${SITTING} from sightline.sittings s where s.authority = ${principal.authority}
    order by s.sits_on, s.meeting`.execute(tx)
  return rows
}

/** A sitting by its identifier; null where there is none. */
export async function sittingOf({ tx, principal }: Bound, asked: string): Promise<Sitting | null> {
  const { rows } = await sql<Sitting>`
    select ${SITTING} from sightline.sittings s
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
  /** It sits on that day, or was called off for it. */
  | { readonly kind: 'there-already'; readonly sitting: string; readonly calledOff: boolean }
  | { readonly kind: 'unknown-sitting' }
  /** It was called off: it is planned again, and not moved. */
  | { readonly kind: 'called-off' }
  /** Somebody changed it since this person looked. */
  | { readonly kind: 'changed-meanwhile'; readonly revision: number }

export type Planned =
  | { readonly ok: true; readonly sitting: string }
  | { readonly ok: false; readonly refusal: NotPlanned }

/**
 * Plans a sitting for a day to come, or for today. One that was called off for that day is held after all. What is owed before it
 * or at it is worked out anew.
 */
export async function planSitting(
  bound: Bound,
  { meeting, on, held = ALL_DAY }: { readonly meeting: Name; readonly on: Day; readonly held?: Held },
): Promise<Planned> {
  const known = (await adoptedProtocols(bound)).some(({ protocol }) =>
    protocol.meetings.some(({ id }) => id === meeting),
  )
  if (!known) return refuse(bound, 'plan-sitting', null, { kind: 'unknown-meeting' })
  if (!(await runsMeeting(bound, meeting))) return refuse(bound, 'plan-sitting', null, { kind: 'not-allowed' })
  if (on < bound.today) return refuse(bound, 'plan-sitting', null, { kind: 'past' })
  await oneAtATime(bound, meeting)
  const made = await put(bound, meeting, on, held)
  return made === null
    ? refuse(bound, 'plan-sitting', ...(await thereAlready(bound, meeting, on)))
    : { ok: true, sitting: made }
}

/**
 * Plans a sitting because an entry calls it for a case: whoever may record that step may call it. Where it sits on that day already
 * nothing is changed; what they called is considered there.
 */
export async function planCalled(bound: Bound, { meeting, on, at }: PlannedSitting): Promise<void> {
  await put(bound, meeting, on, { ...ALL_DAY, starts: at })
}

/** The sitting that is put into the calendar; null where there is one on that day that is not called off. */
async function put(bound: Bound, meeting: Name, on: Day, held: Held): Promise<string | null> {
  const { tx, principal, store } = bound
  const { authority } = principal
  const { starts, ends, place, link } = written(held)
  const { rows } = await unbound(bound, () =>
    sql<{ id: string }>`
      insert into sightline.sittings as s (authority, meeting, sitting_id, sits_on, starts, ends, place, link)
      values (${authority}, ${meeting}, ${store.ids.random()}, ${formatDay(on)}, ${starts}, ${ends}, ${place}, ${link})
      on conflict (authority, meeting, sits_on) do update set
        cancelled_because = null, starts = excluded.starts, ends = excluded.ends, place = excluded.place, link = excluded.link,
        revision = s.revision + 1
        where s.cancelled_because is not null
      returning sitting_id as id`.execute(tx),
  )
  const [made] = rows
  if (made === undefined) return null
  await lookAgain(bound)
  await note(bound, {
    ...eventOf('plan-sitting', made.id),
    decision: 'allowed',
    payload: { meeting, on: formatDay(on) },
  })
  return made.id
}

/**
 * Moves a sitting that has not been held to another day to come, or changes its time or place. It stays the same sitting; whoever
 * answered for another time is asked anew. What is owed before it or at it is worked out anew.
 * @param revision the sitting's, that they saw
 */
export async function moveSitting(
  bound: Bound,
  {
    sitting: asked,
    revision,
    on,
    held,
  }: { readonly sitting: string; readonly revision: number; readonly on: Day; readonly held: Held },
): Promise<Planned> {
  const { tx, principal, today } = bound
  const found = await asLastSeen(bound, 'move-sitting', asked, revision)
  if (!found.ok) return found
  const { sitting } = found
  const { id, meeting } = sitting
  if (on < today) return refuse(bound, 'move-sitting', id, { kind: 'past' })
  if (on !== sitting.on) {
    const there = await thereAlready(bound, meeting, on)
    if (there[0] !== null) return refuse(bound, 'move-sitting', ...there)
  }
  const { starts, ends, place, link } = written(held)
  await unbound(bound, () =>
    sql`
      update sightline.sittings set
        sits_on = ${formatDay(on)}, starts = ${starts}, ends = ${ends}, place = ${place}, link = ${link},
        revision = revision + 1
      where authority = ${principal.authority} and sitting_id = ${id}`.execute(tx),
  )
  if (on !== sitting.on || held.starts !== sitting.starts) {
    await unbound(bound, () =>
      sql`
        update sightline.attendance set answer = null, answered = null
        where authority = ${principal.authority} and occasion = ${id}`.execute(tx),
    )
  }
  if (on !== sitting.on) await lookAgain(bound)
  const payload = { meeting, from: formatDay(sitting.on), on: formatDay(on) }
  await note(bound, { ...eventOf('move-sitting', id), decision: 'allowed', payload })
  return { ok: true, sitting: id }
}

/** A sitting that has not been held, to be changed by who runs the meeting and saw it as it is: nobody else changes it till then. */
async function asLastSeen(
  bound: Bound,
  action: string,
  asked: string,
  revision: number,
): Promise<{ readonly ok: true; readonly sitting: Sitting } | Extract<Planned, { ok: false }>> {
  const meeting = (await sittingOf(bound, asked))?.meeting ?? null
  if (meeting !== null) await oneAtATime(bound, meeting)
  const sitting = await sittingOf(bound, asked)
  const id = sitting?.id ?? null
  const why = sitting === null ? ({ kind: 'unknown-sitting' } as const) : await whyNotChanged(bound, sitting, revision)
  if (sitting === null || why !== null) return refuse(bound, action, id, why ?? { kind: 'unknown-sitting' })
  return { ok: true, sitting }
}

async function whyNotChanged(bound: Bound, sitting: Sitting, seen: number): Promise<NotPlanned | null> {
  const { meeting, on, cancelledBecause, revision } = sitting
  if (!(await runsMeeting(bound, meeting))) return { kind: 'not-allowed' }
  if (on < bound.today) return { kind: 'past' }
  if (revision !== seen) return { kind: 'changed-meanwhile', revision }
  return cancelledBecause === null ? null : { kind: 'called-off' }
}

/** Two who change the sittings of a meeting, or note who was there, do so one after the other, and the second is told. */
export async function oneAtATime({ tx, principal }: Bound, meeting: Name): Promise<void> {
  const key = `sightline-sittings:${principal.authority}:${meeting}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
}

function written({ starts, ends, place, link }: Held) {
  return {
    starts: starts === null ? null : new Date(starts),
    ends: ends === null ? null : new Date(ends),
    place,
    link,
  }
}

/** The sitting that this meeting has on a day already, and the refusal that names it. */
async function thereAlready(bound: Bound, meeting: Name, on: Day): Promise<[string | null, NotPlanned]> {
  const there = (await sittingsOf(bound)).find((each) => each.meeting === meeting && each.on === on)
  const calledOff = there !== undefined && there.cancelledBecause !== null
  return [there?.id ?? null, { kind: 'there-already', sitting: there?.id ?? '', calledOff }]
}

/**
 * Calls a sitting off that has not been held. What was owed for it is worked out anew.
 * @param revision the sitting's, that they saw
 */
export async function callOffSitting(
  bound: Bound,
  {
    sitting: asked,
    revision,
    because,
  }: { readonly sitting: string; readonly revision: number; readonly because: string },
): Promise<Planned> {
  const { tx, principal } = bound
  const found = await asLastSeen(bound, 'call-off-sitting', asked, revision)
  if (!found.ok) return found
  const { id } = found.sitting
  await unbound(bound, () =>
    sql`
      update sightline.sittings set cancelled_because = ${because}, revision = revision + 1
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

async function refuse(bound: Bound, action: string, sitting: string | null, refusal: NotPlanned) {
  await note(bound, { ...eventOf(action, sitting), decision: 'refused', payload: { refusal } })
  return { ok: false, refusal } as const
}

function eventOf(action: string, sitting: string | null) {
  return { action, object: { kind: 'sitting', id: sitting }, caseId: null, accessPath: null, compartments: [] }
}
