import { sql } from 'kysely'
import { identifierOr } from '../database/identifier.ts'
import type { Bound } from '../transaction.ts'

/** Of two that come with one key, whatever they write to, the second waits until the first has ended. */
export async function takeTurn({ tx, principal }: Bound, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${principal.authority} ${principal.person} ${key}`}, 0))`.execute(
    tx,
  )
}

/** What the same form did when it was sent before. */
export type SentBefore =
  | { readonly kind: 'again'; readonly pathway: string; readonly entry: string }
  | { readonly kind: 'key-used-otherwise' }

/** Asked once what is written to is locked, so that of two at once one waits; null where the key is new. */
export async function sentBefore({ tx, principal }: Bound, key: string, hash: Buffer): Promise<SentBefore | null> {
  const { rows } = await sql<{ request_hash: Buffer; pathway_id: string; entry_id: string }>`
    select request_hash, pathway_id, entry_id
    from sightline.submissions
    where authority = ${principal.authority} and person_id = ${principal.person} and key = ${key}`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  if (!row.request_hash.equals(hash)) return { kind: 'key-used-otherwise' }
  return { kind: 'again', pathway: row.pathway_id, entry: row.entry_id }
}

/**
 * What this person recorded under a key, and whether they may see it still; null where nothing was. Theirs alone, and told to them
 * before: nothing is noted.
 */
export async function recordedUnder(
  { tx, principal }: Bound,
  key: string,
): Promise<{ readonly pathway: string; readonly entry: string; readonly seen: boolean } | null> {
  const { rows } = await sql<{ pathway: string; entry: string; seen: boolean }>`
    select s.pathway_id as pathway, s.entry_id as entry,
      exists (
        select from sightline.pathways p where p.authority = s.authority and p.pathway_id = s.pathway_id
      ) as seen
    from sightline.submissions s
    where s.authority = ${principal.authority} and s.person_id = ${principal.person}
      and s.key = ${identifierOr(key)}`.execute(tx)
  return rows[0] ?? null
}

/** What a form came to. */
interface Sent {
  readonly key: string
  readonly hash: Buffer
  readonly pathway: string
  readonly entry: string
}

export async function remember({ tx, principal, moment }: Bound, { key, hash, pathway, entry }: Sent): Promise<void> {
  await sql`
    insert into sightline.submissions (authority, person_id, key, request_hash, pathway_id, entry_id, received)
    values (
      ${principal.authority}, ${principal.person}, ${key}, ${hash}, ${pathway}, ${entry}, ${new Date(moment)}
    )`.execute(tx)
}
