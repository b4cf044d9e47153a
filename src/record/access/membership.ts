import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { keepCaseScopes } from './case-scopes.ts'
import { isBlank, type Managed, managing } from './managing.ts'
import type { Action, Compartment } from './rule.ts'

/** What is granted, to whom and why. */
export interface Grant {
  readonly caseId: string
  /** The case's version that the granter saw. */
  readonly version: number
  readonly to: { readonly person: string } | { readonly team: string }
  /** As what they are a member: "core-group", "conference-chair". */
  readonly caseRole: string
  readonly actions: readonly Action[]
  readonly compartments: readonly Compartment[]
  readonly since: Day
  /** The first day on which it no longer holds; null while nobody has ended it. */
  readonly until: Day | null
  readonly reason: string
  /** The lawful basis of sharing it with them. */
  readonly basis: string
}

export type NotGranted =
  /** There is no such person or team, or none that is active. */
  | { readonly kind: 'nobody-such' }
  /** Nobody lets themselves in, nor their own team. */
  | { readonly kind: 'own-approval' }
  /** No action or no compartment, or days of which none is left. */
  | { readonly kind: 'nothing-granted' }
  /** A reason and a lawful basis are said. */
  | { readonly kind: 'no-reason' }
  /** A sealed case takes named persons only. */
  | { readonly kind: 'names-persons-only' }

/** Lets a person or a team into a case. The membership, the way in and the note of them stand together, or none does. */
export async function grantMembership(
  bound: Bound,
  { caseId, version, ...grant }: Grant,
): Promise<Managed<NotGranted> & { readonly member?: string }> {
  const member = bound.store.ids.random()
  const task = { action: 'grant-membership', caseId, version, about: { member, ...grant } }
  const managed = await managing<NotGranted>(bound, task, async ({ sensitivity }) => {
    const refusal = notGrantable(bound, grant) ?? (await notAdmissible(bound, grant.to, sensitivity))
    if (refusal !== null) return refusal
    const { to, caseRole, actions, compartments, since, until, reason, basis } = grant
    await sql`
      insert into sightline.case_members (
        authority, case_id, member_id, person_id, team, case_role, actions, compartments, since, until, granted_by, reason,
        basis
      ) values (
        ${bound.principal.authority}, ${caseId}, ${member}, ${'person' in to ? to.person : null},
        ${'team' in to ? to.team : null}, ${caseRole}, ${[...actions]}, ${[...compartments]}, ${formatDay(since)},
        ${until === null ? null : formatDay(until)}, ${bound.principal.person}, ${reason}, ${basis}
      )`.execute(bound.tx)
    await unbound(bound, () => keepCaseScopes(bound, [caseId]))
    return null
  })
  return managed.ok ? { ...managed, member } : managed
}

type Granted = Omit<Grant, 'caseId' | 'version'>

/** What can be said of a grant without looking. */
function notGrantable({ today }: Bound, grant: Granted): NotGranted | null {
  const { actions, compartments, since, until, reason, basis } = grant
  if (isBlank(reason) || isBlank(basis)) return { kind: 'no-reason' }
  const over = until !== null && (until <= since || until <= today)
  return actions.length === 0 || compartments.length === 0 || over ? { kind: 'nothing-granted' } : null
}

async function notAdmissible(
  { tx, principal, today }: Bound,
  to: Grant['to'],
  sensitivity: string,
): Promise<NotGranted | null> {
  const { authority, person } = principal
  if ('team' in to && sensitivity === 'sealed') return { kind: 'names-persons-only' }
  const day = formatDay(today)
  const { rows } = await sql<{ own: boolean }>`
    select ${
      'person' in to
        ? sql`p.person_id = ${person}`
        : sql`exists (
            select from sightline.persons o
            where o.authority = ${authority} and o.person_id = ${person} and o.team = t.team)`
    } as own
    from ${'person' in to ? sql`sightline.persons p` : sql`sightline.teams t`}
    where ${
      'person' in to
        ? sql`p.authority = ${authority} and p.person_id = ${identifierOr(to.person)} and not p.service
            and (p.until is null or p.until > ${day}::date)`
        : sql`t.authority = ${authority} and t.team = ${to.team}`
    }`.execute(tx)
  const [row] = rows
  if (row === undefined) return { kind: 'nobody-such' }
  return row.own ? { kind: 'own-approval' } : null
}

export type NotEnded =
  /** No such membership of this case holds. */
  | { readonly kind: 'not-a-member' }
  | { readonly kind: 'no-reason' }
  /** The case is sealed, and nobody whom it names would manage it. */
  | { readonly kind: 'nobody-would-manage' }

/** Which membership is ended, and why. */
export interface Ending {
  readonly caseId: string
  readonly version: number
  readonly member: string
  readonly because: string
}

/** Ends a membership as of today: from here on it opens nothing, also for what the member is recording at this moment. */
export async function endMembership(bound: Bound, ending: Ending): Promise<Managed<NotEnded>> {
  const { caseId, version, member, because } = ending
  const task = { action: 'end-membership', caseId, version, about: { member, because } }
  return managing<NotEnded>(bound, task, async ({ sensitivity }) => {
    if (isBlank(because)) return { kind: 'no-reason' }
    if (!(await isMember(bound, caseId, member))) return { kind: 'not-a-member' }
    if (sensitivity === 'sealed' && !(await isManagedByName(bound, caseId, member))) {
      return { kind: 'nobody-would-manage' }
    }
    await unbound(bound, async () => {
      await sql`
        update sightline.case_members set until = greatest(since, sightline.today())
        where authority = ${bound.principal.authority} and case_id = ${caseId} and member_id = ${member}`.execute(
        bound.tx,
      )
      await keepCaseScopes(bound, [caseId])
    })
    return null
  })
}

async function isMember({ tx, principal }: Bound, caseId: string, member: string): Promise<boolean> {
  const { rows } = await sql`
    select from sightline.case_members
    where authority = ${principal.authority} and case_id = ${caseId} and member_id = ${identifierOr(member)}
      and (until is null or until > greatest(since, sightline.today()))`.execute(tx)
  return rows.length > 0
}

/** Whether a named, active member manages a case, leaving one membership aside: only such manage a sealed one. */
export async function isManagedByName({ tx, principal }: Bound, caseId: string, but: string | null): Promise<boolean> {
  const { rows } = await sql`
    select from sightline.case_members m
    join sightline.persons p on p.authority = m.authority and p.person_id = m.person_id
    where m.authority = ${principal.authority} and m.case_id = ${caseId} and 'manage' = any (m.actions)
      and m.member_id is distinct from ${but}::uuid
      and m.since <= sightline.today() and (m.until is null or m.until > sightline.today())
      and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
      and not sightline.excluded(m.authority, m.case_id,
        array['person:' || p.person_id, 'team:' || p.team]
          || sightline.agency_scopes(p.authority, p.person_id, sightline.today()))
    limit 1`.execute(tx)
  return rows.length > 0
}
