import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Bound } from '../transaction.ts'

/**
 * Why somebody is told. Because of what was recorded or done: `notice` of a protocol, `hand-over` of a caseload, `stand-in` for
 * somebody, `break-glass`, `doubtful` matches of an import. Because time passed: `reminder`, that a duty is due soon, to whoever
 * owes it; `overdue`, to the same; `silence`, to whomever the protocol names for that; `nobody`, that nobody is there to owe it
 * or to be told. `not-reached`: no e-mail reaches somebody, whom they are to tell. `taken-back`: what a notice told them of was
 * taken back.
 * `invitation`: of a sitting that no calendar invitation could tell them of. `share`: something of a case is shared with them.
 */
export type ToldKind =
  | 'notice'
  | 'reminder'
  | 'overdue'
  | 'silence'
  | 'nobody'
  | 'break-glass'
  | 'hand-over'
  | 'stand-in'
  | 'doubtful'
  | 'not-reached'
  | 'taken-back'
  | 'invitation'
  | 'share'

/** What people are told. Each is told once of a thing; of a duty once for a due day, and of another due day anew. */
export interface Telling {
  /** What it is of: the identity of the notice, the duty, the broken glass ... */
  readonly about: string
  readonly kind: ToldKind
  readonly dueDay: Day | null
  readonly persons: readonly string[]
  /** What they are told, as it was then. */
  readonly words: object
  /** Who brought it about: shown who has not read it. */
  readonly sender?: string | null
  /** When they were told, where that was not now. */
  readonly told?: Instant
}

/** What it concerns; both null where it is of no case. */
export interface ToldOf {
  readonly pathway: string | null
  readonly caseId: string | null
}

/**
 * Tells them, each person once, in the transaction of what they are told of: it waits on their first page, and for the next
 * e-mail to them. Gives how many were told something new. Call it inside `unbound`.
 */
export async function tell(
  { tx, store, principal, moment }: Bound,
  { pathway, caseId }: ToldOf,
  tellings: readonly Telling[],
): Promise<number> {
  const rows = tellings.flatMap(({ persons, dueDay, told = moment, ...telling }) =>
    [...new Set(persons)].map((person) => ({
      ...telling,
      person,
      due: dueDay === null ? null : formatDay(dueDay),
      at: new Date(told).toISOString(),
      id: store.ids.random(),
    })),
  )
  if (rows.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into sightline.told (authority, told_id, pathway_id, case_id, about, kind, due_day, person_id, told, words, sender_id)
    select ${principal.authority}, id, ${pathway}::uuid, ${caseId}::uuid, about, kind, due, person, at, words, sender
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (
      id uuid, about text, kind text, due date, person uuid, at timestamptz, words jsonb, sender uuid)
    on conflict (authority, pathway_id, about, kind, due_day, person_id) do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
