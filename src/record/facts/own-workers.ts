import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Fact, FactOf, History } from '../../engine/facts/fact.ts'
import { keepCaseScopes } from '../access/case-scopes.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { asJson, keepable } from '../database/json.ts'
import { LONGEST_NAME, type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { noteRefused } from './imports.ts'

/** Who somebody in an import is: a person, with where they work. */
export interface StaffMember {
  readonly person: string
  readonly agency: string
  readonly team: string | null
}

/** By the names that imports give to workers. */
export type Staff = ReadonlyMap<string, StaffMember>

/** A worker of a child, as files tell: from a day up to, and not on, another. */
export interface OwnWorker {
  readonly person: string
  readonly role: string
  readonly since: Day
  readonly until: Day | null
}

/** How sources call a child's workers, and the roles of protocols that they are. Another name is the role of that name. */
const ROLES: readonly (readonly [RegExp, string])[] = [
  [/team manager|practice manager/i, 'team-manager'],
  [/protection chair|conference chair/i, 'conference-chair'],
  [/review|\biro\b/i, 'reviewing-officer'],
  [/allocated|social worker|case ?worker/i, 'social-worker'],
]

function roleOf(said: string): string {
  const known = ROLES.find(([pattern]) => pattern.test(said))
  return (
    known?.[1] ??
    (said
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') ||
      'worker')
  )
}

/** A child's own workers, as far as their names are known; and the names of those at work now that are not. */
export function workersOf(
  { facts }: History,
  staff: Staff,
): { readonly workers: readonly OwnWorker[]; readonly unknown: readonly string[] } {
  const involved = facts.filter(isInvolvement).filter(({ professional }) => professional !== '')
  const workers = new Map<string, OwnWorker>()
  const unknown = new Set<string>()
  for (const { from, until, role, professional } of involved) {
    const member = staff.get(keepable(professional))
    if (member === undefined) {
      if (until === null) unknown.add(professional)
      continue
    }
    const worker = { person: member.person, role: roleOf(role), since: from, until }
    workers.set(`${worker.person} ${worker.role} ${from}`, worker)
  }
  return { workers: [...workers.values()], unknown: [...unknown] }
}

function isInvolvement(fact: Fact): fact is FactOf<'involvement'> {
  return fact.kind === 'involvement'
}

/** Whom the authority's administrators have said that imports mean. Call it inside `unbound`. */
export async function staffOf({ tx, principal }: Bound): Promise<Staff> {
  const { rows } = await sql<{ name: string; person_id: string; agency: string; team: string | null }>`
    select n.name, n.person_id, p.agency, p.team
    from sightline.staff_names n
    join sightline.persons p on p.authority = n.authority and p.person_id = n.person_id
    where n.authority = ${principal.authority}`.execute(tx)
  return new Map(rows.map(({ name, person_id: person, agency, team }) => [name, { person, agency, team }]))
}

/**
 * Makes the workers of cases that imports told of what they tell now. Those that a person entered stay. Call it inside
 * `unbound`.
 */
export async function keepOwnWorkers(
  bound: Bound,
  importId: string | null,
  cases: readonly { readonly caseId: string; readonly workers: readonly OwnWorker[] }[],
): Promise<void> {
  if (cases.length === 0) return
  const { tx, principal, store } = bound
  const { authority } = principal
  const given = cases.flatMap(({ caseId, workers }) =>
    workers.map(({ person, role, since, until }) => ({
      case: caseId,
      holding: store.ids.random(),
      person,
      role,
      since: formatDay(since),
      until: until === null ? null : formatDay(until),
    })),
  )
  const ids = cases.map(({ caseId }) => caseId)
  await sql`
    with given as (
      select * from jsonb_to_recordset(${asJson(given)}::jsonb) as g (
        "case" uuid, holding uuid, person uuid, role text, since date, until date)
    ), gone as (
      delete from sightline.case_holdings h
      where h.authority = ${authority} and h.case_id = any (${ids}::uuid[]) and h.batch_id is not null and not exists (
        select from given g
        where g."case" = h.case_id and g.person = h.person_id and g.role = h.role and g.since = h.since)
    ), kept as (
      update sightline.case_holdings h set until = g.until
      from given g
      where h.authority = ${authority} and h.case_id = g."case" and h.person_id = g.person and h.role = g.role
        and h.since = g.since and h.batch_id is not null and h.until is distinct from g.until
    )
    insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since, until, batch_id)
    select ${authority}, "case", holding, person, role, since, until, ${importId}::uuid
    from given g
    where not exists (
      select from sightline.case_holdings h
      where h.authority = ${authority} and h.case_id = g."case" and h.person_id = g.person and h.role = g.role
        and h.since = g.since)`.execute(tx)
  await keepCaseScopes(bound, ids)
}

/** Says whom imports mean by a name: kept by an administrator. Null takes the name off. */
export async function nameStaff(
  bound: Bound,
  { name, person: asked }: { readonly name: string; readonly person: string | null },
): Promise<{ readonly kind: 'named' } | { readonly kind: 'not-allowed' } | { readonly kind: 'nobody-such' } | NotKept> {
  const { tx, principal, scopes } = bound
  const { authority } = principal
  const person = asked === null ? null : identifierOr(asked)
  const about = {
    action: 'name-staff',
    object: { kind: 'person', id: person },
    caseId: null,
    compartments: [],
  } as const
  if (!scopes.includes('role:administrator')) {
    await note(bound, { ...about, decision: 'refused', accessPath: null, payload: {} })
    return { kind: 'not-allowed' }
  }
  const unkept = notKept({ name }, { characters: LONGEST_NAME })
  if (unkept !== null) return noteRefused(bound, about, unkept)
  return unbound(bound, async () => {
    const { rows } = await sql`
      select from sightline.persons
      where authority = ${authority} and person_id = ${person}::uuid and not service`.execute(tx)
    if (person !== null && rows.length === 0) return noteRefused(bound, about, { kind: 'nobody-such' })
    if (person === null) {
      await sql`
        delete from sightline.staff_names where authority = ${authority} and name = ${name}`.execute(tx)
    } else {
      await sql`
        insert into sightline.staff_names (authority, name, person_id) values (${authority}, ${name}, ${person})
        on conflict (authority, name) do update set person_id = excluded.person_id`.execute(tx)
    }
    await note(bound, { ...about, decision: 'allowed', accessPath: 'role:administrator', payload: { name, person } })
    return { kind: 'named' }
  })
}
