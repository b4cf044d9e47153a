import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { administering, type NotAdministrator } from '../access/administering.ts'
import { type Event, note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { unavailable } from '../database/unavailable.ts'
import type { Bound, Principal, Store } from '../transaction.ts'

/** Whose passkey a credential is, and what its signature is checked with. */
export interface KnownPasskey {
  readonly principal: Principal
  readonly passkey: string
  readonly publicKey: Buffer
}

/**
 * Whose passkey a credential is; null where nobody here has it. One that was revoked is known as well: whoever proves to hold it
 * is told so when it is used.
 */
export async function passkeyOf(store: Store, credential: Buffer): Promise<KnownPasskey | null> {
  const asked = sql<{ authority: string; person_id: string; passkey_id: string; public_key: Buffer }>`
    select * from sightline.passkey_of(${credential})`
  const { rows } = await asked.execute(store.database).catch((error: unknown) => {
    throw unavailable(error) ?? error
  })
  const [row] = rows
  if (row === undefined) return null
  const { authority, person_id: person, passkey_id: passkey, public_key: publicKey } = row
  return { principal: { authority, person }, passkey, publicKey }
}

/** What an authenticator made and proved. */
export interface NewPasskey {
  readonly credential: Buffer
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  /** What its owner calls the device. */
  readonly title: string
  readonly synced: boolean
}

/** More than anybody has devices: a person with more has lost sight of them. */
const MOST_PASSKEYS = 10

export type PasskeyAdded =
  | { readonly ok: true; readonly passkey: string }
  /** The authenticator gave one that is known here, or the person has as many as one may. */
  | { readonly ok: false; readonly refusal: { readonly kind: 'known-already' | 'too-many' } }

/** Keeps a passkey of the transaction's own person: nobody makes one for somebody else. */
export async function addPasskey(bound: Bound, made: NewPasskey): Promise<PasskeyAdded> {
  const { person } = bound.principal
  const active = (await passkeysOf(bound, person)).filter(({ revoked }) => revoked === null)
  const passkey = active.length >= MOST_PASSKEYS ? null : await keep(bound, made)
  if (passkey === null) {
    const refusal = { kind: active.length >= MOST_PASSKEYS ? 'too-many' : 'known-already' } as const
    await note(bound, { ...eventOf('make-passkey', person), decision: 'refused', payload: { refusal } })
    return { ok: false, refusal }
  }
  const payload = { passkey, title: made.title, synced: made.synced }
  await note(bound, { ...eventOf('make-passkey', person), decision: 'allowed', payload })
  return { ok: true, passkey }
}

/** Gives its identifier; null where the credential is known already, be it somebody else's. */
async function keep({ tx, principal, moment, store }: Bound, made: NewPasskey): Promise<string | null> {
  const { credential, publicKey, counter, transports, title, synced } = made
  const { rows } = await sql<{ passkey: string }>`
    insert into sightline.passkeys (
      authority, passkey_id, person_id, credential, public_key, counter, transports, title, synced, made
    )
    values (
      ${principal.authority}, ${store.ids.random()}, ${principal.person}, ${credential}, ${publicKey}, ${counter}::bigint,
      ${transports}::text[], ${title}, ${synced}, ${new Date(moment)}
    )
    on conflict (credential) do nothing
    returning passkey_id as passkey`.execute(tx)
  return rows[0]?.passkey ?? null
}

/** What became of a passkey that was shown and proved. */
export type PasskeyUsed = 'used' | 'revoked' | 'copied'

/**
 * Uses a passkey of the transaction's own person, once its signature was checked. One that counts its uses and did not count
 * on was copied, or stands for one that was: it is revoked, since nobody can tell which of the two is its owner's.
 */
export async function usePasskey(
  bound: Bound,
  { passkey, counter }: { readonly passkey: string; readonly counter: number },
): Promise<PasskeyUsed> {
  const { tx, principal, moment } = bound
  const { authority, person } = principal
  const { rows } = await sql<{ became: PasskeyUsed }>`
    with held as (
      select k.passkey_id, k.revoked, k.counter from sightline.passkeys k
      where k.authority = ${authority} and k.person_id = ${person} and k.passkey_id = ${passkey}
      for update
    ), judged as (
      select passkey_id, case
        when revoked is not null then 'revoked'
        when counter < ${counter}::bigint or counter = 0 and ${counter}::bigint = 0 then 'used'
        else 'copied'
      end as became
      from held
    ), used as (
      update sightline.passkeys k
      set counter = greatest(k.counter, ${counter}::bigint),
        used = case when j.became = 'used' then ${new Date(moment)}::timestamptz else k.used end,
        revoked = case when j.became = 'copied' then ${new Date(moment)}::timestamptz else k.revoked end,
        revoked_because = case when j.became = 'copied' then 'copied' else k.revoked_because end
      from judged j
      where k.authority = ${authority} and k.passkey_id = j.passkey_id and j.became <> 'revoked'
    )
    select became from judged`.execute(tx)
  const became = rows[0]?.became ?? 'revoked'
  const decision = became === 'used' ? 'allowed' : 'refused'
  await note(bound, { ...eventOf('use-passkey', person), decision, payload: { passkey, became } })
  return became
}

/** A passkey as its owner, and whoever keeps the list of people, sees it. */
export interface Passkey {
  readonly passkey: string
  readonly title: string
  readonly synced: boolean
  readonly made: Instant
  readonly used: Instant | null
  readonly revoked: Instant | null
  readonly revokedBecause: 'own' | 'administrator' | 'copied' | null
  /** What its authenticator knows it by, so that it is not asked to make another. */
  readonly credential: Buffer
  readonly transports: readonly string[]
}

/** Somebody's passkeys, the newest first: one's own, or of others as who keeps the list of people; else none. */
export async function passkeysOf({ tx, principal }: Bound, person: string): Promise<readonly Passkey[]> {
  const { rows } = await sql<Passkey>`
    select k.passkey_id as passkey, k.title, k.synced, k.made, k.used, k.revoked, k.revoked_because as "revokedBecause",
      k.credential, k.transports
    from sightline.passkeys k
    where k.authority = ${principal.authority} and k.person_id = ${identifierOr(person)}
    order by k.made desc, k.passkey_id`.execute(tx)
  return rows
}

export type PasskeyRevoked =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: NotAdministrator | { readonly kind: 'no-such-passkey' } }

/**
 * Revokes a passkey that was lost: one's own, or of others as who keeps the list of people. Whoever signed in by it is signed out.
 */
export async function revokePasskey(
  bound: Bound,
  { of, passkey }: { readonly of: string; readonly passkey: string },
): Promise<PasskeyRevoked> {
  const { tx, principal, moment } = bound
  const { authority, person } = principal
  const own = of === person
  const event = eventOf('revoke-passkey', of)
  if (!own && administering(bound) === null) {
    const refusal = { kind: 'not-allowed' } as const
    await note(bound, { ...event, decision: 'refused', payload: { refusal } })
    return { ok: false, refusal }
  }
  const { rows } = await sql<{ title: string }>`
    update sightline.passkeys
    set revoked = ${new Date(moment)}, revoked_because = ${own ? 'own' : 'administrator'}
    where authority = ${authority} and person_id = ${identifierOr(of)} and passkey_id = ${identifierOr(passkey)}
      and revoked is null
    returning title`.execute(tx)
  const [gone] = rows
  if (gone === undefined) {
    const refusal = { kind: 'no-such-passkey' } as const
    await note(bound, { ...event, decision: 'refused', payload: { refusal } })
    return { ok: false, refusal }
  }
  const accessPath = own ? null : administering(bound)
  await note(bound, { ...event, accessPath, decision: 'allowed', payload: { passkey, title: gone.title } })
  return { ok: true }
}

function eventOf(action: string, person: string): Omit<Event, 'decision' | 'payload'> {
  const object = { kind: 'person', id: identifierOr(person) }
  return { action, object, caseId: null, accessPath: null, compartments: [] }
}
