import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { wayIn } from '../access/way-in.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound, withEyesOf } from '../transaction.ts'
import { type FoldedList, MOST_FOLDED, ofFew, stoodOn } from './listed.ts'
import type { Hidden } from './lists.ts'
import { FOUND, type Found, type SeenPathway, seenPathway } from './read-pathway.ts'

/** A kept list that is about to be sent to somebody, or was. */
export interface CopyAsked {
  readonly protocol: string
  /** The stages through which a case stands on it. */
  readonly stages: readonly string[]
  readonly asOf: Instant
  readonly reader: string
  /** The series by which it is sent, with its case: who may record in it may look at what goes. */
  readonly series: { readonly pathway: string; readonly caseId: string }
}

/** What a reader will find in their copy, in numbers. */
export interface CountedCopy {
  /** Cases of it that whoever asks sees as well. */
  readonly cases: number
  /** Cases of it of which whoever asks may not know, or not all that the reader will read. */
  readonly unseen: Hidden
  /** Cases of the list that are left out of it. */
  readonly left: Hidden
  readonly more: boolean
}

/** How many cases somebody will find in their copy of a list; null to who does not send it. It is noted. */
export async function countCopy(bound: Bound, asked: CopyAsked): Promise<CountedCopy | null> {
  const copy = await copyOf(bound, asked)
  if (copy === null) return null
  const { both, unseen, left, more } = copy
  return { cases: both.length, unseen, left, more }
}

/**
 * What somebody will read in their copy of a list, of what whoever asks may read as well: nobody comes to see a case by sending
 * it. Null to who does not send it; it is noted, with the cases that are shown.
 */
export async function readCopy(
  bound: Bound,
  asked: CopyAsked,
): Promise<(FoldedList & Pick<CountedCopy, 'unseen' | 'left'>) | null> {
  const copy = await copyOf(bound, asked)
  if (copy === null) return null
  const { asOf } = asked
  const rows: SeenPathway[] = []
  for (const row of copy.both) rows.push(await seenPathway(bound, row, { asOf, knownAt: asOf }))
  return { rows, more: copy.more, unseen: copy.unseen, left: copy.left }
}

async function copyOf(bound: Bound, asked: CopyAsked) {
  const { protocol, stages, asOf, series } = asked
  const reader = identifierOr(asked.reader)
  const way = await wayIn(bound, 'record', identifierOr(series.caseId), identifierOr(series.pathway))
  if (way === null || reader === null) {
    await note(bound, {
      action: ACTION,
      object: LIST,
      caseId: null,
      decision: 'refused',
      accessPath: null,
      compartments: [],
      payload: { protocol, asOf, reader: asked.reader },
    })
    return null
  }
  const theirs = await withEyesOf(bound, reader, () => listed(bound, asked))
  const more = theirs.length > MOST_FOLDED
  const given = new Map(theirs.slice(0, MOST_FOLDED).map((row) => [row.pathway, row]))
  const list = { protocol, stages, asOf, shown: [...given.keys()] }
  const stood = await stoodOn(bound, list, 'among')
  const own = await ownOf(
    bound,
    stood.map(({ pathway }) => pathway),
  )
  const compared = own.map((row) => {
    const read = given.get(row.pathway)?.compartments ?? []
    return { row, read, more: read.filter((each) => !row.compartments.includes(each)) }
  })
  const closed = await unbound(bound, () => answeredIn(bound, compared))
  // A case in which the reader will read what whoever asks may not is not shown here by half.
  const both = compared.flatMap(({ row, read, more: beyond }): readonly Found[] => {
    if (closed.has(row.pathway)) return []
    return [{ ...row, compartments: read.filter((each) => !beyond.includes(each)) }]
  })
  const left = ofFew((await stoodOn(bound, list, 'beside')).length)
  await noteList(
    bound,
    { action: ACTION, object: LIST, asked: { protocol, asOf, reader } },
    both.map(({ caseId }) => caseId),
  )
  return { both, unseen: ofFew(stood.length - both.length), left, more }
}

const ACTION = 'look-at-copy'
const LIST = { kind: 'list', id: null } as const

/** As `foldedPathways` finds them, in the order of a list. */
async function listed({ tx, principal, moment }: Bound, { protocol, asOf }: CopyAsked): Promise<readonly Found[]> {
  const at = asOf === moment ? null : new Date(asOf)
  const { rows } = await sql<Found>`
    select page.pathway_id as pathway, ${FOUND}
    from sightline.listed_page(${protocol}, null, 'child', '{}', ${at}::timestamptz, null, ${MOST_FOLDED + 1}) page
    cross join lateral sightline.pathway_found(${principal.authority}, page.pathway_id) found
    where found.way is not null
    order by page.place`.execute(tx)
  return rows
}

/** The pathways in which something was answered in those compartments. */
async function answeredIn(
  { tx, principal }: Bound,
  asked: readonly { readonly row: Found; readonly more: readonly string[] }[],
): Promise<ReadonlySet<string>> {
  const given = asked.map(({ row, more }) => ({ pathway: row.pathway, more }))
  const { rows } = await sql<{ pathway: string }>`
    select g.pathway
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (pathway uuid, more jsonb)
    where exists (
      select from sightline.answers a
      where a.authority = ${principal.authority} and a.pathway_id = g.pathway and g.more ? a.compartment)`.execute(tx)
  return new Set(rows.map(({ pathway }) => pathway))
}

async function ownOf({ tx, principal }: Bound, pathways: readonly string[]): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`
    select asked.pathway, ${FOUND}
    from unnest(${pathways}::uuid[]) with ordinality asked (pathway, place)
    cross join lateral sightline.pathway_found(${principal.authority}, asked.pathway) found
    where found.way is not null
    order by found.child_name, asked.place`.execute(tx)
  return rows
}
