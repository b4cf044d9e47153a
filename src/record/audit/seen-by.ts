import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { wayToWatch } from '../access/way-in.ts'
import { identifierOr } from '../database/identifier.ts'
import { lengthOf, type Page, pageOf } from '../pathways/pages.ts'
import type { Bound } from '../transaction.ts'
import { note } from './audit.ts'

/** Something that somebody did, or was refused, with a case. */
export interface SeenRow {
  readonly envelope: string
  readonly at: Instant
  /** Null where the person is not kept any more. */
  readonly person: string | null
  readonly name: string | null
  readonly agency: string
  readonly action: string
  readonly decision: 'allowed' | 'refused'
  readonly accessPath: string | null
  readonly compartments: readonly string[]
}

/** Where a page of it ended. */
export interface SeenCursor {
  readonly at: Instant
  readonly envelope: string
}

/**
 * Who has seen a case, newest first, on lists as well: for who manages the case and for a privacy officer; null to everybody
 * else, as of no case. That it was asked is noted, and is on the list when next asked.
 */
export async function seenBy(
  bound: Bound,
  { caseId: asked, after, most }: { readonly caseId: string; readonly after: SeenCursor | null; readonly most: number },
): Promise<Page<SeenRow, SeenCursor> | null> {
  const { tx, principal } = bound
  const caseId = identifierOr(asked)
  const length = lengthOf(most)
  const { rows } = await sql<SeenRow>`
    select envelope_id as envelope, at, person_id as person, name, agency, action, decision,
      access_path as "accessPath", compartments
    from sightline.seen_by(${principal.authority}, ${caseId}::uuid,
      ${after === null ? null : new Date(after.at)}::timestamptz, ${after === null ? null : identifierOr(after.envelope)}::uuid, ${length + 1})`.execute(
    tx,
  )
  const way = await wayToWatch(bound, caseId)
  await note(bound, {
    action: 'see-who-has-seen',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: way === null ? 'refused' : 'allowed',
    accessPath: way,
    compartments: [],
    payload: { after, most: length },
  })
  return way === null ? null : pageOf(rows, length, ({ at, envelope }) => ({ at, envelope }))
}
