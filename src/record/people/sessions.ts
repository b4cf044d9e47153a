import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { unavailable } from '../database/unavailable.ts'
import type { Bound, Principal, Store } from '../transaction.ts'

/** By what somebody showed who they are. */
export type SignInBy = 'demonstration' | 'provider' | 'passkey'

/** How somebody showed who they are, and when: null where their identity provider did not say when that was. */
export type Proof =
  | { readonly how: 'demonstration' | 'provider'; readonly freshSince: Instant | null }
  /** The session lasts no longer than the passkey. */
  | { readonly how: 'passkey'; readonly freshSince: Instant; readonly passkey: string }

/** A session that is to begin. The record is given the SHA-256 of its token, and never the token. */
export interface NewSession {
  readonly tokenHash: Buffer
  readonly proof: Proof
  /** It ends then unless it is used before. */
  readonly idleUntil: Instant
  readonly ends: Instant
}

/** Whose session a token is, with what every page says of them. */
export interface Session {
  readonly principal: Principal
  readonly name: string
  readonly agency: string
  readonly authority: string
  readonly demonstration: boolean
  readonly how: SignInBy
  readonly began: Instant
  /** When they last showed who they are; null where that is not known. */
  readonly freshSince: Instant | null
  /** By which they signed in; null where it was otherwise. */
  readonly passkey: string | null
}

/** Begins a session of the transaction's own person, and forgets those of theirs that have ended. */
export async function beginSession(bound: Bound, { tokenHash, proof, idleUntil, ends }: NewSession): Promise<void> {
  const { tx, principal, moment } = bound
  const { how, freshSince } = proof
  const fresh = freshSince === null ? null : new Date(Math.min(freshSince, moment))
  const { authority, person } = principal
  await sql`
    delete from sightline.sessions
    where authority = ${authority} and person_id = ${person} and least(idle_until, ends) <= ${new Date(moment)}`.execute(
    tx,
  )
  await sql`
    insert into sightline.sessions (authority, token_hash, person_id, how, began, idle_until, ends, fresh_since, passkey_id)
    values (
      ${authority}, ${tokenHash}, ${person}, ${how}, ${new Date(moment)}, ${new Date(idleUntil)}, ${new Date(ends)}, ${fresh},
      ${proof.how === 'passkey' ? proof.passkey : null}
    )`.execute(tx)
  await note(bound, { ...eventOf(bound, 'sign-in'), payload: { how } })
}

/** Ends a session of the transaction's own person. */
export async function endSession(bound: Bound, tokenHash: Buffer): Promise<void> {
  const { tx, principal } = bound
  await sql`
    delete from sightline.sessions
    where authority = ${principal.authority} and person_id = ${principal.person} and token_hash = ${tokenHash}`.execute(
    tx,
  )
  await note(bound, { ...eventOf(bound, 'sign-out'), payload: {} })
}

function eventOf({ principal }: Bound, action: string) {
  const object = { kind: 'person', id: principal.person }
  return { action, object, caseId: null, decision: 'allowed', accessPath: null, compartments: [] } as const
}

interface SessionRow {
  readonly authority: string
  readonly authority_title: string
  readonly demonstration: boolean
  readonly person_id: string
  readonly name: string
  readonly agency_title: string
  readonly how: SignInBy
  readonly began: Instant
  readonly fresh_since: Instant | null
  readonly passkey_id: string | null
}

/**
 * Whose session a token is, and keeps it alive; null where there is none or it has ended. Nobody is known yet, so it asks
 * without a principal: whoever acts on the answer asks again through `within`, which closed accounts do not pass.
 */
export async function useSession(
  store: Store,
  tokenHash: Buffer,
  moment: Instant,
  idleUntil: Instant,
): Promise<Session | null> {
  const asked = sql<SessionRow>`
    select * from sightline.use_session(${tokenHash}, ${new Date(moment)}, ${new Date(idleUntil)})`
  const { rows } = await answered(asked.execute(store.database))
  const [row] = rows
  if (row === undefined) return null
  const {
    authority,
    person_id: person,
    authority_title: title,
    agency_title: agency,
    fresh_since: freshSince,
    passkey_id: passkey,
    ...rest
  } = row
  const { name, demonstration, how, began } = rest
  return {
    principal: { authority, person },
    name,
    agency,
    authority: title,
    demonstration,
    how,
    began,
    freshSince,
    passkey,
  }
}

/** How long after its end a session still tells whose form it was: a night. */
const ENDED_HOURS = 24

/**
 * Whose session a token was that ended by itself; null where there was none, it lasts, or it ended long ago. It lets nobody in: what
 * they typed meanwhile is kept for them until they have signed in again.
 */
export async function endedSession(store: Store, tokenHash: Buffer, moment: Instant): Promise<Principal | null> {
  const since = new Date(moment - ENDED_HOURS * 3_600_000)
  const { rows } = await answered(
    sql<{ authority: string; person_id: string }>`
      select * from sightline.ended_session(${tokenHash}, ${new Date(moment)}, ${since})`.execute(store.database),
  )
  const [row] = rows
  return row === undefined ? null : { authority: row.authority, person: row.person_id }
}

/** Whether the database can be asked at all. */
export async function recordAnswers(store: Store): Promise<boolean> {
  try {
    await answered(sql`select 1`.execute(store.database))
    return true
  } catch {
    return false
  }
}

function answered<T>(running: Promise<T>): Promise<T> {
  return running.catch((error: unknown) => {
    throw unavailable(error) ?? error
  })
}
