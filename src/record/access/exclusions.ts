import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { lookAgainAt } from '../people/look-again.ts'
import { type Bound, unbound } from '../transaction.ts'
import { isBlank, type Managed, managing } from './managing.ts'
import { wayIn } from './way-in.ts'

/** Whom an exclusion names. */
export type Excluded = { readonly person: string } | { readonly team: string } | { readonly agency: string }

/** Who shall see nothing, of what, and why. */
export interface Exclusion {
  /** The case through which it is managed. */
  readonly caseId: string
  readonly version: number
  /** The case alone; or a child, in the child's own case and in the family's. */
  readonly of: 'case' | { readonly child: string }
  readonly who: Excluded
  readonly reason: string
  readonly since: Day
  readonly until: Day | null
  /** When somebody looks at it again. */
  readonly reviewOn?: Day
}

export type NotExcluded =
  | { readonly kind: 'nobody-such' }
  | { readonly kind: 'no-reason' }
  /** Days of which none is left. */
  | { readonly kind: 'nothing-excluded' }
  /** It is looked at again on a day that is still to come, after it begins. */
  | { readonly kind: 'review-in-the-past' }
  /** The child is not one whose case this person manages, or there is none. */
  | { readonly kind: 'no-such-child' }

/**
 * Excludes somebody: whatever lets them in opens nothing to them, the broken glass included. Who manages may exclude
 * themselves.
 * @returns with how many open duties are owed there by nobody but whom it names, who no longer see them: hand them over
 */
export async function setExclusion(bound: Bound, { caseId, version, ...exclusion }: Exclusion) {
  const id = bound.store.ids.random()
  const task = { action: 'set-exclusion', caseId, version, about: { exclusion: id, ...exclusion } }
  const managed = await managing<NotExcluded>(bound, task, async () => {
    const refusal = await notExcludable(bound, exclusion)
    if (refusal !== null) return refusal
    const { of, who, reason, since, until, reviewOn } = exclusion
    await sql`
      insert into sightline.exclusions (
        authority, exclusion_id, case_id, child_id, who, reason, since, until, set_by, review_on
      ) values (
        ${bound.principal.authority}, ${id}, ${of === 'case' ? caseId : null}, ${of === 'case' ? null : of.child},
        ${scopeOf(who)}, ${reason}, ${formatDay(since)}, ${until === null ? null : formatDay(until)},
        ${bound.principal.person}, ${reviewOn === undefined ? null : formatDay(reviewOn)}
      )`.execute(bound.tx)
    return null
  })
  if (!managed.ok) return managed
  const unseen = await unbound(bound, () => unseenDuties(bound, id))
  await lookAgain(bound, id)
  return { ...managed, exclusion: id, unseen }
}

/** What those whom an exclusion names owe is somebody else's now, or theirs again: it is worked out anew. */
async function lookAgain(bound: Bound, exclusion: string): Promise<void> {
  const { tx, principal } = bound
  await unbound(bound, async () => {
    const { rows } = await sql<{ caseId: string }>`
      select distinct p.case_id as "caseId"
      from sightline.exclusions e
      join sightline.pathways p on p.authority = e.authority and p.ended is null
        and (p.case_id = e.case_id or e.child_id is not null and sightline.concerns(p.authority, p.case_id, e.child_id))
      where e.authority = ${principal.authority} and e.exclusion_id = ${exclusion}`.execute(tx)
    await lookAgainAt(
      bound,
      rows.map(({ caseId }) => caseId),
    )
  })
}

/** How many open duties, in the cases that an exclusion concerns, are owed by those whom it names and by nobody else. */
async function unseenDuties({ tx, principal }: Bound, exclusion: string): Promise<number> {
  const { rows } = await sql<{ unseen: number }>`
    select count(*)::int as unseen
    from (
      select from sightline.exclusions e
      join sightline.owed o on o.authority = e.authority
        and (o.case_id = e.case_id or e.child_id is not null and sightline.concerns(o.authority, o.case_id, e.child_id))
      join sightline.persons p on p.authority = o.authority and p.person_id = o.person_id
      where e.authority = ${principal.authority} and e.exclusion_id = ${exclusion}
      group by o.pathway_id, o.duty_id
      having bool_and(e.who = any (array['person:' || p.person_id, 'team:' || p.team]
        || sightline.agency_scopes(p.authority, p.person_id, sightline.today())))
    ) unseen`.execute(tx)
  return rows[0]?.unseen ?? 0
}

function scopeOf(who: Excluded): string {
  if ('person' in who) return `person:${who.person}`
  return 'team' in who ? `team:${who.team}` : `agency:${who.agency}`
}

async function notExcludable(
  { tx, principal, today }: Bound,
  { of, who, reason, since, until, reviewOn }: Omit<Exclusion, 'caseId' | 'version'>,
): Promise<NotExcluded | null> {
  const { authority } = principal
  if (isBlank(reason)) return { kind: 'no-reason' }
  if (until !== null && (until <= since || until <= today)) return { kind: 'nothing-excluded' }
  if (reviewOn !== undefined && (reviewOn <= since || reviewOn <= today)) return { kind: 'review-in-the-past' }
  const named =
    'person' in who
      ? sql`select from sightline.persons where authority = ${authority} and person_id = ${identifierOr(who.person)} and not service`
      : 'team' in who
        ? sql`select from sightline.teams where authority = ${authority} and team = ${who.team}`
        : sql`select from sightline.agencies where authority = ${authority} and agency = ${who.agency}`
  if ((await named.execute(tx)).rows.length === 0) return { kind: 'nobody-such' }
  if (of === 'case') return null
  const { rows } = await sql<{ manages: boolean }>`
    select sightline.manages(${authority}, null, ${identifierOr(of.child)}::uuid) as manages`.execute(tx)
  return rows[0]?.manages === true ? null : { kind: 'no-such-child' }
}

/** Which exclusion shall be lifted; `because` is said by who asks. */
export interface Lifting {
  readonly caseId: string
  readonly version: number
  readonly exclusion: string
}

export type NotLifted =
  /** None holds of that name that this person manages. */
  | { readonly kind: 'no-such-exclusion' }
  | { readonly kind: 'no-reason' }
  /** Nobody has asked that it be lifted. */
  | { readonly kind: 'not-asked' }
  /** Lifting takes two people. */
  | { readonly kind: 'own-approval' }

/** Asks that an exclusion be lifted, which another who manages the case then does. Until then it holds. */
export async function askToLift(
  bound: Bound,
  { caseId, version, exclusion, because }: Lifting & { readonly because: string },
): Promise<Managed<NotLifted>> {
  const task = { action: 'ask-to-lift-exclusion', caseId, version, about: { exclusion, because } }
  return managing<NotLifted>(bound, task, async () => {
    if (isBlank(because)) return { kind: 'no-reason' }
    if ((await held(bound, caseId, exclusion)) === null) return { kind: 'no-such-exclusion' }
    await sql`
      update sightline.exclusions
      set lift_asked_by = ${bound.principal.person}, lift_asked = sightline.moment(), lift_because = ${because}
      where authority = ${bound.principal.authority} and exclusion_id = ${exclusion}`.execute(bound.tx)
    return null
  })
}

/** Lifts an exclusion that somebody else asked to be lifted. */
export async function liftExclusion(bound: Bound, lifting: Lifting): Promise<Managed<NotLifted>> {
  const { caseId, version, exclusion } = lifting
  const task = { action: 'lift-exclusion', caseId, version, about: { exclusion } }
  return managing<NotLifted>(bound, task, async () => {
    const found = await held(bound, caseId, exclusion)
    if (found === null) return { kind: 'no-such-exclusion' }
    if (found.lift_asked_by === null) return { kind: 'not-asked' }
    if (found.lift_asked_by === bound.principal.person) return { kind: 'own-approval' }
    await sql`
      update sightline.exclusions set lifted_by = ${bound.principal.person}, lifted = sightline.moment()
      where authority = ${bound.principal.authority} and exclusion_id = ${exclusion}`.execute(bound.tx)
    await lookAgain(bound, exclusion)
    return null
  })
}

/** Says that an exclusion was looked at again and stays as it is, until it is looked at next. */
export async function keepExclusion(
  bound: Bound,
  { caseId, version, exclusion, because, reviewOn }: Lifting & { readonly because: string; readonly reviewOn: Day },
): Promise<Managed<NotLifted | { readonly kind: 'review-in-the-past' }>> {
  const task = { action: 'keep-exclusion', caseId, version, about: { exclusion, because, reviewOn } }
  return managing<NotLifted | { readonly kind: 'review-in-the-past' }>(bound, task, async () => {
    if (isBlank(because)) return { kind: 'no-reason' }
    if (reviewOn <= bound.today) return { kind: 'review-in-the-past' }
    if ((await held(bound, caseId, exclusion)) === null) return { kind: 'no-such-exclusion' }
    await sql`
      update sightline.exclusions set review_on = greatest(${formatDay(reviewOn)}::date, since + 1)
      where authority = ${bound.principal.authority} and exclusion_id = ${exclusion}`.execute(bound.tx)
    return null
  })
}

async function held({ tx, principal }: Bound, caseId: string, exclusion: string) {
  const { rows } = await sql<{ lift_asked_by: string | null }>`
    select lift_asked_by from sightline.exclusions
    where authority = ${principal.authority} and exclusion_id = ${identifierOr(exclusion)} and lifted is null
      and (case_id = ${caseId} or child_id is not null)
    for update`.execute(tx)
  return rows[0] ?? null
}

/** An exclusion as who manages the case sees it. */
export interface ExclusionRow {
  readonly exclusion: string
  readonly of: 'case' | 'child'
  readonly who: string
  readonly reason: string
  readonly since: Day
  readonly until: Day | null
  readonly setBy: string
  readonly liftAskedBy: string | null
  readonly liftBecause: string | null
  readonly lifted: Instant | null
  readonly reviewOn: Day | null
}

/** The exclusions of a case and of the child whom it is about, for who manages it; null to everybody else, as of no case. */
export async function exclusionsOf(bound: Bound, asked: string): Promise<readonly ExclusionRow[] | null> {
  const caseId = identifierOr(asked)
  const { tx, principal } = bound
  const way = await wayIn(bound, 'manage', caseId, null)
  const { rows } = await sql<ExclusionRow>`
    select e.exclusion_id as exclusion, case when e.case_id is null then 'child' else 'case' end as of, e.who, e.reason,
      e.since, e.until, e.set_by as "setBy", e.lift_asked_by as "liftAskedBy", e.lift_because as "liftBecause", e.lifted,
      e.review_on as "reviewOn"
    from sightline.exclusions e
    where e.authority = ${principal.authority}
      and (e.case_id = ${caseId} or sightline.concerns(e.authority, ${caseId}::uuid, e.child_id))
    order by e.since, e.exclusion_id`.execute(tx)
  await note(bound, {
    action: 'read-exclusions',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: way === null ? 'refused' : 'allowed',
    accessPath: way,
    compartments: [],
    payload: { exclusions: rows.map(({ exclusion }) => exclusion) },
  })
  return way === null ? null : rows
}
