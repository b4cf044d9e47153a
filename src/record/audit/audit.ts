import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Bound } from '../bound.ts'

/** Something that was done, or refused, and is kept for ever. */
export interface Event {
  /** "read-pathway", "record-step": what was done, in the words of the code. */
  readonly action: string
  readonly object: { readonly kind: string; readonly id: string | null }
  readonly caseId: string | null
  readonly decision: 'allowed' | 'refused'
  /** By which way in: the source of the scope; null where none was there. */
  readonly accessPath: string | null
  readonly compartments: readonly string[]
  /** What it was about in particular: names, reasons, what was searched, what was there before and after. It can be erased. */
  readonly payload: object
}

/** Of the rules by which access was decided; grows with each change of them. */
const POLICY_VERSION = 1

/** What an envelope holds for ever of something that can be erased. */
export interface Commitment {
  /** 32 random bytes: without them nobody can try what might have been committed to. */
  readonly salt: Buffer
  /** The canonical JSON (RFC 8785). */
  readonly text: string
  /** SHA-256 of the salt and the text in UTF-8. */
  readonly hash: Buffer
}

/** Commits to a value of JSON. */
export function commit(salt: Buffer, value: object): Commitment {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('only what JSON can say is committed to')
  return { salt, text, hash: createHash('sha256').update(salt).update(text, 'utf8').digest() }
}

/** Adds an event to the audit record, in the transaction of what it tells of: without it, nothing was done. */
export async function note(bound: Bound, event: Event): Promise<void> {
  const noted = await add(bound, event, commit(bound.store.ids.salt(), event.payload), [])
  if (!noted) throw new Error('nothing is done that cannot be noted: its actor is not known')
}

/** As `note`, of somebody who may not exist: of nobody there is nothing to keep. */
export async function noteIfKnown(bound: Bound, event: Event): Promise<void> {
  await add(bound, event, commit(bound.store.ids.salt(), event.payload), [])
}

/** What was asked of a list, and by whom it is about. */
interface ListEvent {
  readonly action: string
  readonly object: Event['object']
  readonly asked: Readonly<Record<string, unknown>>
}

/**
 * Adds one event for a page of a list. It commits to a commitment for each case that was shown, so that one child's part can be
 * proved without telling who else was on the page.
 */
export async function noteList(bound: Bound, { action, object, asked }: ListEvent, shown: readonly string[]) {
  const { salt } = bound.store.ids
  const cases = [...new Set(shown)].sort().map((caseId) => ({ caseId, ...commit(salt(), { case: caseId }) }))
  const payload = { ...asked, shown: cases.map(({ hash }) => hash.toString('hex')).sort() }
  const event: Event = {
    action,
    object,
    caseId: null,
    decision: 'allowed',
    accessPath: null,
    compartments: ['shared'],
    payload,
  }
  const noted = await add(bound, event, commit(salt(), payload), cases)
  if (!noted) throw new Error('nothing is shown that cannot be noted: its actor is not known')
}

type ListedCase = Commitment & { readonly caseId: string }

/** One statement. Gives whether it was noted: it is not where its actor is not known. */
async function add(
  { tx, store, principal, moment }: Bound,
  event: Event,
  { salt, text, hash }: Commitment,
  cases: readonly ListedCase[],
): Promise<boolean> {
  const { authority, person } = principal
  const envelope = store.ids.random()
  const at = new Date(moment)
  const listed =
    cases.length === 0
      ? sql``
      : sql`, listed as (
      insert into sightline.audit_listed (authority, envelope_id, case_id, at, commitment, salt)
      select ${authority}, ${envelope}::uuid, each.case_id, ${at}::timestamptz, each.commitment, each.salt
      from actor, unnest(
        ${cases.map(({ caseId }) => caseId)}::uuid[], ${cases.map((each) => each.hash)}::bytea[],
        ${cases.map((each) => each.salt)}::bytea[]) as each (case_id, commitment, salt)
    )`
  const { rows } = await sql<{ noted: number }>`
    with actor as (
      select p.pseudonym, p.agency from sightline.persons p where p.authority = ${authority} and p.person_id = ${person}
    ), envelope as (
      insert into sightline.audit_envelopes (
        authority, envelope_id, at, actor, agency, action, object_kind, object_id, case_id, decision, access_path,
        compartments, policy_version, commitment
      )
      select ${authority}, ${envelope}::uuid, ${at}::timestamptz, pseudonym, agency, ${event.action},
        ${event.object.kind}, ${event.object.id}::uuid, ${event.caseId}::uuid, ${event.decision}, ${event.accessPath},
        ${event.compartments}::text[], ${POLICY_VERSION}::integer, ${hash}::bytea
      from actor
    ), kept as (
      insert into sightline.audit_payloads (authority, envelope_id, salt, payload)
      select ${authority}, ${envelope}::uuid, ${salt}::bytea, ${text} from actor
    )${listed}
    select count(*)::int as noted from actor`.execute(tx)
  return rows[0]?.noted === 1
}
