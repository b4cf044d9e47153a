import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { entriesOf } from './load.ts'
import { type Moved, moveEntry } from './move-entry.ts'
import { type NothingToUndo, refuseToUndo, UNDO_MS } from './undo-entry.ts'

/** What a pathway tells of an entry that was moved out of it or into it. */
export interface MovedEntry {
  readonly movedId: string
  readonly direction: 'out' | 'in'
  /** The entry in this pathway. */
  readonly entry: string
  /** The other pathway: null where this person may not read it. */
  readonly other: string | null
  readonly moved: Instant
  readonly by: string
  /** Until when whoever asks may take it back; null where they may not. */
  readonly undoUntil: Instant | null
}

/** What was moved out of a pathway and into it, that moved first first: part of reading the pathway, which is noted. */
export async function movedIn({ tx, principal, moment }: Bound, pathway: string): Promise<readonly MovedEntry[]> {
  interface Row extends Omit<MovedEntry, 'undoUntil'> {
    readonly last: boolean
  }
  const { rows } = await sql<Row>`
    select m.moved_id as "movedId", each.direction, each.entry, m.moved, m.by_person as by,
      case when sightline.sees(m.authority, each.other_case, each.other, 'read') is not null then each.other end as other,
      not exists (
        select from sightline.moved_entries l where l.authority = m.authority and l.from_entry = m.to_entry) as last
    from sightline.moved_entries m
    cross join lateral (values
      ('out', m.from_pathway, m.from_entry, m.to_case, m.to_pathway),
      ('in', m.to_pathway, m.to_entry, m.from_case, m.from_pathway)
    ) as each (direction, pathway, entry, other_case, other)
    where m.authority = ${principal.authority} and each.pathway = ${pathway}
      and (m.from_pathway = ${pathway} or m.to_pathway = ${pathway})
    order by m.moved, m.moved_id`.execute(tx)
  return rows.map(({ last, ...row }) => {
    const until = (row.moved + UNDO_MS) as Instant
    const mayUndo = last && row.by === principal.person && row.other !== null && moment <= until
    return { ...row, undoUntil: mayUndo ? until : null }
  })
}

/**
 * Takes a move back, for who made it and for a short time: the entry is taken back where it was moved to, and stands anew where
 * it stood before. Both are judged, and both pathways tell of it, as of any other move.
 */
export async function undoMove(
  bound: Bound,
  asked: { readonly key: string; readonly movedId: string },
): Promise<Moved | NothingToUndo> {
  const movedId = identifierOr(asked.movedId)
  const made = await unbound(bound, () => find(bound, movedId))
  if (made === null) return refuseToUndo(bound, { action: 'undo-move', object: { kind: 'moved-entry', id: movedId } })
  const entries = await unbound(bound, () => entriesOf(bound, made.from_pathway))
  return moveEntry(bound, {
    key: asked.key,
    from: { pathway: made.to_pathway, version: made.to_version, entry: made.to_entry },
    to: { pathway: made.from_pathway, version: made.from_version },
    role: made.role,
    about: entries.find(({ id }) => id === made.from_entry)?.about ?? null,
    because: 'The move was undone by who had made it.',
  })
}

interface Made {
  readonly from_pathway: string
  readonly from_entry: string
  readonly from_version: number
  readonly to_pathway: string
  readonly to_entry: string
  readonly to_version: number
  readonly role: string
}

async function find({ tx, principal, moment }: Bound, movedId: string): Promise<Made | null> {
  const { rows } = await sql<Made>`
    select m.from_pathway, m.from_entry, f.version as from_version, m.to_pathway, m.to_entry, t.version as to_version, e.role
    from sightline.moved_entries m
    join sightline.pathways f on f.authority = m.authority and f.pathway_id = m.from_pathway
    join sightline.pathways t on t.authority = m.authority and t.pathway_id = m.to_pathway
    join sightline.entries e on e.authority = m.authority and e.pathway_id = m.to_pathway and e.entry_id = m.to_entry
    where m.authority = ${principal.authority} and m.moved_id = ${movedId} and m.by_person = ${principal.person}
      and m.moved >= ${new Date(moment - UNDO_MS)}
      and not exists (
        select from sightline.moved_entries l where l.authority = m.authority and l.from_entry = m.to_entry)`.execute(
    tx,
  )
  return rows[0] ?? null
}
