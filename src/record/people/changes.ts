import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { keepCaseScopes } from '../access/case-scopes.ts'
import { isBlank } from '../access/managing.ts'
import { note } from '../audit/audit.ts'
import { identifierOr, isIdentifier } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { tell } from '../notices/tell.ts'
import { type Bound, unbound } from '../transaction.ts'
import { lookAgainAt } from './look-again.ts'
import { hiddenFromOther, takersOf } from './taking-over.ts'

/** Why a change of people was not made. */
export type NotChanged =
  /** Only whoever keeps the list of people, and a person's own managers, may. */
  | { readonly kind: 'not-allowed' }
  /** Who keeps the list of people sees no case by that, and lets in nobody but others. */
  | { readonly kind: 'own-approval' }
  | { readonly kind: 'unknown-person'; readonly person: string }
  /** Their account, or their agency's link, is not active: what is handed to them would be owed by nobody. */
  | { readonly kind: 'not-active'; readonly person: string }
  /** They are gone from this day on, before what they are to do has ended: from then on nobody would do it. */
  | { readonly kind: 'gone-before-it-ends'; readonly person: string; readonly on: Day }
  /** Nobody stands in for themselves, or is handed what is theirs. */
  | { readonly kind: 'same-person' }
  | { readonly kind: 'ends-before-it-begins'; readonly since: Day; readonly until: Day }
  | { readonly kind: 'no-reason' }
  | NotKept
  /** To the other it would look as if the case did not exist: it is sealed, or they are excluded from it. */
  | { readonly kind: 'would-not-see' }
  /** They hold none of these roles that go with what is handed over; `holders` are the names of who does. */
  | { readonly kind: 'not-their-role'; readonly roles: readonly string[]; readonly holders: readonly string[] }
  /** They still hold or owe this much: it is handed over first, so that nothing is ever owed by nobody. */
  | { readonly kind: 'still-theirs'; readonly cases: number; readonly owed: number; readonly roles: readonly string[] }

export type Changed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: NotChanged }

/** The role that keeps the list of people. */
const ADMINISTRATOR = 'administrator'

/** Somebody stands in for somebody else, from a day up to and not on another: in one role, or in all of theirs. */
export interface Deputy {
  readonly id: string
  readonly forPerson: string
  readonly person: string
  readonly role: string | null
  readonly since: Day
  readonly until: Day
  readonly reason: string
}

/**
 * Lets somebody stand in for somebody else (PRA-03): they hold what the other holds, see what the other sees, and owe what the
 * other owes, beside them.
 */
export async function appointDeputy(bound: Bound, asked: Deputy): Promise<Changed<string>> {
  const { tx, principal } = bound
  const deputy = { ...asked, forPerson: identifierOr(asked.forPerson), person: identifierOr(asked.person) }
  const { id, forPerson, person, role, since, until, reason } = deputy
  const unkept = notKept(asked) ?? (isIdentifier(id) ? null : NOT_AN_ID)
  if (unkept !== null) return refuse(bound, 'appoint-deputy', forPerson, unkept)
  if (isBlank(reason)) return refuse(bound, 'appoint-deputy', forPerson, { kind: 'no-reason' })
  if (person === forPerson) return refuse(bound, 'appoint-deputy', forPerson, { kind: 'same-person' })
  if (until <= since) return refuse(bound, 'appoint-deputy', forPerson, { kind: 'ends-before-it-begins', since, until })
  const refusal = (await refusalOf(bound, forPerson, person)) ?? (await notThrough(bound, deputy))
  if (refusal !== null) return refuse(bound, 'appoint-deputy', forPerson, refusal)
  // A manager may as well, who keeps no list of people: that was asked above.
  const { rows } = await unbound(bound, () =>
    sql`
      insert into sightline.deputies (authority, deputy_id, for_person_id, person_id, role, since, until, reason)
      values (
        ${principal.authority}, ${id}, ${forPerson}, ${person}, ${role}, ${formatDay(since)}, ${formatDay(until)}, ${reason}
      )
      on conflict do nothing
      returning 1`.execute(tx),
  )
  if (rows.length === 0) return refuse(bound, 'appoint-deputy', forPerson, NOT_AN_ID)
  await lookAgain(bound, forPerson)
  const words = { forPerson, role, since: formatDay(since), until: formatDay(until), reason }
  await tellOf(bound, 'stand-in', { about: id, person, words, caseId: null })
  await noteChange(bound, 'appoint-deputy', forPerson, deputy)
  return { ok: true, value: id }
}

/** Why they do not stand in through those days: either has left by then, or their agency has ended. */
async function notThrough(
  { tx, principal, today }: Bound,
  { forPerson, person, since, until }: Pick<Deputy, 'forPerson' | 'person' | 'since' | 'until'>,
): Promise<NotChanged | null> {
  const { rows } = await sql<{ id: string; gone: Day | null }>`
    select p.person_id as id, least(p.until, a.until) as gone
    from sightline.persons p
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    where p.authority = ${principal.authority} and p.person_id in (${forPerson}, ${person})`.execute(tx)
  const goneOf = (of: string): Day | null => rows.find(({ id }) => id === of)?.gone ?? null
  const [other, own] = [goneOf(forPerson), goneOf(person)]
  if (other !== null && other <= Math.max(since, today)) return { kind: 'not-active', person: forPerson }
  return own !== null && own < until ? { kind: 'gone-before-it-ends', person, on: own } : null
}

/** The identifier of what is new is none, or something bears it already. */
const NOT_AN_ID = { kind: 'not-kept', why: { kind: 'identifier', place: 'id' } } as const

/** What was handed over: in how many cases, and how many duties that were open. */
export interface HandedOver {
  readonly cases: number
  readonly owed: number
  /**
   * How many cases stay with whom they were, since the other would not see them: sealed, or an exclusion. Which, and why, who
   * manages them knows; they hand them over, or name the other.
   */
  readonly keptBack: number
}

/**
 * Hands over what is somebody's own in cases (PRA-17): in one case, or the whole caseload at once, with what is owed. The other
 * holds it from today; the days before stay as they were. What the other would not see stays where it is, and is counted, so
 * that nothing is ever owed by nobody.
 * @param only the case; null for all of them
 */
export async function handOver(
  bound: Bound,
  {
    because,
    ...asked
  }: { readonly from: string; readonly to: string; readonly only: string | null; readonly because: string },
): Promise<Changed<HandedOver>> {
  const { tx, principal, today } = bound
  const [from, to] = [identifierOr(asked.from), identifierOr(asked.to)]
  const only = asked.only === null ? null : identifierOr(asked.only)
  if (from === to) return refuse(bound, 'hand-over', from, { kind: 'same-person' })
  const unkept = notKept({ because })
  if (unkept !== null) return refuse(bound, 'hand-over', from, unkept)
  if (isBlank(because)) return refuse(bound, 'hand-over', from, { kind: 'no-reason' })
  const refusal = await refusalOf(bound, from, to)
  if (refusal !== null) return refuse(bound, 'hand-over', from, refusal)
  const { roles, takers } = await unbound(bound, () => takersOf(bound, from, only))
  if (roles.length > 0 && takers.every(({ person }) => person !== to)) {
    const holders = takers.map(({ name }) => name)
    return refuse(bound, 'hand-over', from, { kind: 'not-their-role', roles, holders })
  }
  const value = await unbound(bound, async () => {
    const hidden = await hiddenFromOther(bound, { from, to, only })
    const { rows } = await sql<{ case_id: string }>`
      with ended as (
        -- A person has ended it: an import that has not heard of that does not bring it back.
        update sightline.case_holdings h set until = ${formatDay(today)}::date, batch_id = null
        where h.authority = ${principal.authority} and h.person_id = ${from}
          and (${only}::uuid is null or h.case_id = ${only}::uuid)
          and (h.until is null or h.until > ${formatDay(today)}::date) and h.case_id <> all (${hidden}::uuid[])
        returning h.holding_id, h.case_id, h.role
      ), handed as (
        insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since)
        select ${principal.authority}, case_id, md5(holding_id::text || ${to})::uuid, ${to}::uuid, role, ${formatDay(today)}::date
        from ended
      )
      select distinct case_id from ended`.execute(tx)
    const cases = rows.map((row) => row.case_id)
    const owed = await owedIn(bound, from, cases)
    await keepCaseScopes(bound, cases)
    await lookAgainAt(bound, cases)
    return { cases: rows.length, owed, keptBack: hidden.length }
  })
  if (only !== null && value.keptBack > 0) return refuse(bound, 'hand-over', from, { kind: 'would-not-see' })
  const words = { from, because, ...value }
  await tellOf(bound, 'hand-over', { about: bound.store.ids.random(), person: to, words, caseId: only })
  await noteChange(bound, 'hand-over', from, { from, to, only, because, ...value })
  return { ok: true, value }
}

async function owedIn({ tx, principal }: Bound, person: string, cases: readonly string[]): Promise<number> {
  const { rows } = await sql<{ owed: number }>`
    select count(*)::int as owed from sightline.owed
    where authority = ${principal.authority} and person_id = ${person} and case_id = any (${cases}::uuid[])`.execute(tx)
  return rows[0]?.owed ?? 0
}

/**
 * Closes an account: the person sees nothing from that day on. Refused while anything is theirs, which is handed over first.
 */
export async function closeAccount(bound: Bound, asked: string, because: string): Promise<Changed<Day>> {
  const person = identifierOr(asked)
  const { tx, principal, today } = bound
  const unkept = notKept({ because })
  if (unkept !== null) return refuse(bound, 'close-account', person, unkept)
  if (isBlank(because)) return refuse(bound, 'close-account', person, { kind: 'no-reason' })
  const refusal = await refusalOf(bound, person, person)
  if (refusal !== null) return refuse(bound, 'close-account', person, refusal)
  const theirs = await unbound(bound, () => stillTheirs(bound, person, null))
  if (theirs.cases > 0 || theirs.owed > 0 || theirs.roles.length > 0) {
    return refuse(bound, 'close-account', person, { kind: 'still-theirs', ...theirs })
  }
  await unbound(bound, () =>
    sql`
      update sightline.persons set until = ${formatDay(today)}::date
      where authority = ${principal.authority} and person_id = ${person}`.execute(tx),
  )
  await noteChange(bound, 'close-account', person, { person, because })
  return { ok: true, value: today }
}

/** What somebody holds of cases and owes today, and the roles of which they are the last holder. */
export async function stillTheirs(
  { tx, principal, today }: Bound,
  person: string,
  only: string | null,
): Promise<{ readonly cases: number; readonly owed: number; readonly roles: readonly string[] }> {
  const { authority } = principal
  const { rows } = await sql<{ cases: number; owed: number; roles: string[] }>`
    select
      (select count(distinct h.case_id)::int from sightline.case_holdings h
       where h.authority = ${authority} and h.person_id = ${person} and (${only}::uuid is null or h.case_id = ${only}::uuid)
         and (h.until is null or h.until > ${formatDay(today)}::date)) as cases,
      (select count(*)::int from sightline.owed o
       where o.authority = ${authority} and o.person_id = ${person}
         and (${only}::uuid is null or o.case_id = ${only}::uuid)) as owed,
      (select coalesce(array_agg(distinct h.role), '{}') from sightline.role_holdings h
       where h.authority = ${authority} and h.person_id = ${person} and (h.until is null or h.until > ${formatDay(today)}::date)
         and not exists (
           select from sightline.role_holdings other
           where other.authority = h.authority and other.role = h.role and other.person_id <> h.person_id
             and (other.until is null or other.until > ${formatDay(today)}::date))) as roles`.execute(tx)
  return rows[0] ?? { cases: 0, owed: 0, roles: [] }
}

/** Who may change what is somebody's: whoever keeps the list of people, and their managers up the line. */
export async function refusalOf(
  { tx, principal, scopes }: Bound,
  of: string,
  other: string,
): Promise<NotChanged | null> {
  const { authority, person } = principal
  const { rows } = await sql<{ person_id: string; managed: boolean; active: boolean }>`
    with recursive line as (
      select p.person_id, p.manager_id from sightline.persons p where p.authority = ${authority} and p.person_id = ${of}
      union
      select p.person_id, p.manager_id
      from sightline.persons p join line on line.manager_id = p.person_id
      where p.authority = ${authority}
    )
    select p.person_id, exists (select from line where manager_id = ${person}) as managed,
      sightline.scopes_of(p.authority, p.person_id, sightline.today()) is not null as active
    from sightline.persons p
    where p.authority = ${authority} and p.person_id in (${of}, ${other}) and not p.service`.execute(tx)
  const manages = rows.some(({ managed }) => managed)
  if (!manages && !scopes.includes(`role:${ADMINISTRATOR}`)) return { kind: 'not-allowed' }
  if (!manages && of !== other && other === person) return { kind: 'own-approval' }
  const unknown = [of, other].find((wanted) => rows.every((row) => row.person_id !== wanted))
  if (unknown !== undefined) return { kind: 'unknown-person', person: unknown }
  const active = rows.some((row) => row.person_id === other && row.active)
  return active || of === other ? null : { kind: 'not-active', person: other }
}

/** Tells somebody what another has put on them; whoever put it on themselves knows. */
async function tellOf(
  bound: Bound,
  kind: 'hand-over' | 'stand-in',
  told: { readonly about: string; readonly person: string; readonly words: object; readonly caseId: string | null },
): Promise<void> {
  const { about, person, words, caseId } = told
  const sender = bound.principal.person
  if (person === sender) return
  const telling = { about, kind, dueDay: null, persons: [person], words, sender }
  await unbound(bound, () => tell(bound, { pathway: null, caseId }, [telling]))
}

/** Everything that a person has to do with is worked out anew, soon and by the queue. */
export async function lookAgain(bound: Bound, person: string): Promise<void> {
  const { tx, principal } = bound
  await unbound(bound, async () => {
    const { rows } = await sql<{ case_id: string }>`
      select h.case_id from sightline.case_holdings h where h.authority = ${principal.authority} and h.person_id = ${person}
      union
      select o.case_id from sightline.owed o where o.authority = ${principal.authority} and o.person_id = ${person}`.execute(
      tx,
    )
    await lookAgainAt(
      bound,
      rows.map((row) => row.case_id),
    )
  })
}

async function refuse(bound: Bound, action: string, of: string, refusal: NotChanged): Promise<Changed<never>> {
  await note(bound, { ...eventOf(action, of), decision: 'refused', payload: { refusal } })
  return { ok: false, refusal }
}

async function noteChange(bound: Bound, action: string, of: string, payload: object): Promise<void> {
  await note(bound, { ...eventOf(action, of), decision: 'allowed', payload })
}

function eventOf(action: string, person: string) {
  return { action, object: { kind: 'person', id: person }, caseId: null, accessPath: null, compartments: [] }
}
