import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Bound } from '../transaction.ts'

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
  readonly payload: unknown
}

/** Of the rules by which access was decided; grows with each change of them. */
const POLICY_VERSION = 1

/** SHA-256 of a salt and a payload's canonical JSON (RFC 8785): what an envelope holds of it for ever. */
export function commitmentTo(salt: Buffer, payload: unknown): Buffer {
  return createHash('sha256')
    .update(salt)
    .update(canonicalize(payload) ?? 'null')
    .digest()
}

/** Adds an event to the audit record, in the transaction of what it tells of: without it, nothing was done. */
export async function note({ tx, store, principal, moment }: Bound, event: Event): Promise<void> {
  const { authority, person } = principal
  const salt = store.ids.salt()
  const payload = event.payload ?? null
  const envelope = store.ids.random()
  const { rows } = await sql<{ noted: number }>`
    with actor as (
      select p.pseudonym, p.agency from sightline.persons p where p.authority = ${authority} and p.person_id = ${person}
    ), envelope as (
      insert into sightline.audit_envelopes (
        authority, envelope_id, at, actor, agency, action, object_kind, object_id, case_id, decision, access_path,
        compartments, policy_version, commitment
      )
      select ${authority}, ${envelope}::uuid, ${new Date(moment)}::timestamptz, pseudonym, agency, ${event.action},
        ${event.object.kind}, ${event.object.id}::uuid, ${event.caseId}::uuid, ${event.decision}, ${event.accessPath},
        ${event.compartments}::text[], ${POLICY_VERSION}::integer, ${commitmentTo(salt, payload)}::bytea
      from actor
    ), kept as (
      insert into sightline.audit_payloads (authority, envelope_id, salt, payload)
      select ${authority}, ${envelope}::uuid, ${salt}::bytea, ${JSON.stringify(payload)}::jsonb from actor
    )
    select count(*)::int as noted from actor`.execute(tx)
  if (rows[0]?.noted !== 1) throw new Error('nothing is done that cannot be noted: its actor is not known')
}
