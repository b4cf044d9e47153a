import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { isBlank } from './managing.ts'

/** The longest time for which the glass stays broken, in minutes. */
const LONGEST_MINUTES = 240

/** Somebody who has no way into a case must see it now. */
export interface Breaking {
  readonly caseId: string
  /** A word of the authority's own list: "child-at-risk-now". */
  readonly reasonCode: string
  readonly reason: string
  readonly minutes: number
}

export type Broken =
  | { readonly ok: true; readonly breakGlass: string; readonly expires: Instant }
  | { readonly ok: false; readonly refusal: NotBroken }

export type NotBroken =
  /** There is none, or it is sealed, or this person is excluded from it: the three are told alike. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-reason' }
  /** A whole number of minutes, from 1 to 240. */
  | { readonly kind: 'too-long' }
  /** This person sees already what the broken glass would show. */
  | { readonly kind: 'no-need' }
  | NotKept
  /** No privacy officer outside this person's line could be told: an administrator names one. */
  | { readonly kind: 'nobody-to-alert' }

/**
 * Breaks the glass: for a few hours the person may read a case, but for what a lawyer was told or who informed. The case's
 * owners and every privacy officer outside the person's line are told in the same transaction, and somebody reviews it.
 */
export async function breakGlass(bound: Bound, asked: Breaking): Promise<Broken> {
  const { reasonCode, reason } = asked
  const caseId = identifierOr(asked.caseId)
  // Of a number that is none, JSON and so the audit record could say nothing.
  const minutes = Number.isFinite(asked.minutes) ? asked.minutes : 0
  const breaking = { caseId, reasonCode, reason, minutes }
  const unkept = notKept(breaking)
  if (unkept !== null) return refuse(bound, { ...breaking, reasonCode: '', reason: '' }, unkept)
  if (isBlank(reason) || isBlank(reasonCode)) return refuse(bound, breaking, { kind: 'no-reason' })
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_MINUTES) {
    return refuse(bound, breaking, { kind: 'too-long' })
  }
  const standing = await standingOf(bound, caseId)
  if (standing === 'closed') return refuse(bound, breaking, { kind: 'not-found' })
  if (standing === 'open') return refuse(bound, breaking, { kind: 'no-need' })
  const alerted = await unbound(bound, () => whomToAlert(bound, caseId))
  if (!alerted.some(({ told_as: as }) => as === 'privacy-officer')) {
    return refuse(bound, breaking, { kind: 'nobody-to-alert' })
  }
  const { tx, principal, moment, store } = bound
  const id = store.ids.random()
  const expires = moment + minutes * 60_000
  await sql`
    insert into sightline.break_glass (
      authority, break_glass_id, case_id, person_id, reason_code, reason, opened, expires
    ) values (
      ${principal.authority}, ${id}, ${caseId}, ${principal.person}, ${reasonCode}, ${reason}, sightline.moment(),
      ${new Date(expires)}
    )`.execute(tx)
  await unbound(bound, async () => {
    await sql`
      insert into sightline.glass_alerts (authority, break_glass_id, case_id, person_id, told_as, told)
      select ${principal.authority}, ${id}::uuid, ${caseId}::uuid, person_id, told_as, sightline.moment()
      from jsonb_to_recordset(${JSON.stringify(alerted)}::jsonb) as a (person_id uuid, told_as text)`.execute(tx)
  })
  const payload = { ...breaking, alerted: alerted.map(({ person_id: person }) => person) }
  await note(bound, { ...noted(caseId, id), decision: 'allowed', accessPath: 'break-glass', payload })
  return { ok: true, breakGlass: id, expires: expires as Instant }
}

/**
 * Whether somebody may ask to break the glass of a case, and what stands before it: null where it is closed even so, or is not
 * there. That they looked is noted.
 */
export async function beforeBreaking(
  bound: Bound,
  asked: string,
): Promise<{ readonly sees: boolean; readonly contact: string | null } | null> {
  const caseId = identifierOr(asked)
  const { tx, principal } = bound
  const standing = await standingOf(bound, caseId)
  const { rows } = await unbound(bound, () =>
    sql<{ contact: string | null }>`
      select contact from sightline.cases where authority = ${principal.authority} and case_id = ${caseId}`.execute(tx),
  )
  const isClosed = standing === 'closed'
  await note(bound, {
    ...noted(caseId, null),
    action: 'look-to-break-glass',
    decision: isClosed ? 'refused' : 'allowed',
    accessPath: null,
    payload: { standing },
  })
  return isClosed ? null : { sees: standing === 'open', contact: rows[0]?.contact ?? null }
}

function noted(caseId: string | null, id: string | null) {
  return { action: 'break-glass', object: { kind: 'break-glass', id }, caseId, compartments: [] }
}

async function refuse(bound: Bound, breaking: Breaking, refusal: NotBroken): Promise<Broken> {
  const { caseId } = breaking
  await note(bound, {
    ...noted(caseId, null),
    decision: 'refused',
    accessPath: null,
    payload: { ...breaking, refusal },
  })
  return { ok: false, refusal }
}

/** Whether the glass of a case can be broken: not where it is closed even so, nor where all of it is open already. */
async function standingOf(bound: Bound, caseId: string): Promise<'closed' | 'behind-glass' | 'open'> {
  const { tx, principal, scopes } = bound
  const { rows: own } = await sql<{ open: boolean }>`
    select coalesce(array['shared', 'agency-private', 'police-sensitive', 'health-sensitive']
      <@ sightline.sees(${principal.authority}, ${caseId}::uuid, null, 'read'), false) as open`.execute(tx)
  const { rows } = await unbound(bound, () =>
    sql<{ closed: boolean }>`
      select c.sensitivity = 'sealed' or sightline.excluded(c.authority, c.case_id, ${scopes}::text[]) as closed
      from sightline.cases c
      where c.authority = ${principal.authority} and c.case_id = ${caseId} for share`.execute(tx),
  )
  if (own[0]?.open === true) return 'open'
  return rows[0]?.closed === false ? 'behind-glass' : 'closed'
}

interface Alerted {
  readonly person_id: string
  readonly told_as: 'owner' | 'privacy-officer'
}

/**
 * The case's owners (named members who manage it, and the managers of its lead team) and the privacy officers outside the
 * person's line; of them who is active and not excluded from the case.
 */
async function whomToAlert({ tx, principal }: Bound, caseId: string): Promise<readonly Alerted[]> {
  const { authority, person } = principal
  const { rows } = await sql<Alerted>`
    with recursive
    above as (
      select p.person_id, p.manager_id from sightline.persons p
      where p.authority = ${authority} and p.person_id = ${person}
      union
      select p.person_id, p.manager_id from sightline.persons p join above on p.person_id = above.manager_id
      where p.authority = ${authority}
    ),
    below as (
      select p.person_id from sightline.persons p where p.authority = ${authority} and p.person_id = ${person}
      union
      select p.person_id from sightline.persons p join below on p.manager_id = below.person_id
      where p.authority = ${authority}
    ),
    holding as (
      select h.person_id, h.role, h.team from sightline.role_holdings h
      where h.authority = ${authority} and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())
    ),
    led as (
      select c.lead_team from sightline.cases c where c.authority = ${authority} and c.case_id = ${caseId}
    ),
    told as (
      select m.person_id, 'owner' as told_as from sightline.case_members m
      where m.authority = ${authority} and m.case_id = ${caseId} and 'manage' = any (m.actions)
        and m.since <= sightline.today() and (m.until is null or m.until > sightline.today())
      union
      select h.person_id, 'owner' from holding h join led on led.lead_team = h.team where h.role like '%manager%'
      union
      select p.manager_id, 'owner' from sightline.persons p join led on led.lead_team = p.team where p.authority = ${authority}
      union
      select h.person_id, 'privacy-officer' from holding h
      where h.role = 'privacy-officer'
        and h.person_id not in (select person_id from above) and h.person_id not in (select person_id from below)
    )
    select told.person_id, max(told.told_as) as told_as
    from told
    join sightline.persons p on p.authority = ${authority} and p.person_id = told.person_id
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    where p.person_id <> ${person}
      and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
      and a.since <= sightline.today() and (a.until is null or a.until > sightline.today())
      and not sightline.excluded(p.authority, ${caseId}::uuid,
        array['person:' || p.person_id, 'team:' || p.team, 'agency:' || p.agency])
    group by told.person_id
    order by told.person_id`.execute(tx)
  return rows
}
