import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Telling, tell } from '../notices/tell.ts'
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
    const tellings = alerted.map((each): Telling => {
      const words = { as: each.told_as, person: principal.person, reasonCode, reason, expires }
      return {
        about: id,
        kind: 'break-glass',
        dueDay: null,
        persons: [each.person_id],
        words,
        sender: principal.person,
      }
    })
    await tell(bound, { pathway: null, caseId }, tellings)
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

/** Whom the database tells by itself, in the statement that breaks the glass (migrations/0003-cases.sql). */
async function whomToAlert({ tx, principal }: Bound, caseId: string): Promise<readonly Alerted[]> {
  const { rows } = await sql<Alerted>`
    select person_id, told_as
    from sightline.whom_to_alert(${principal.authority}, ${caseId}::uuid, ${principal.person}::uuid)`.execute(tx)
  return rows
}
