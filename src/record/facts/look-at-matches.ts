import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { History } from '../../engine/facts/fact.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { historyOf, toldOf } from './history.ts'
import { mayKeep, type NotAllowed, noteImport, refuse } from './imports.ts'
import type { Doubt } from './matching.ts'

/** One of two who may be one child, as whoever decides sees them. */
export interface ChildSide {
  readonly childId: string
  readonly identifier: string | null
  readonly name: string | null
  readonly caseId: string | null
  /** How many pathways of the child are open. */
  readonly open: number
  /** What files tell of the child by itself; null where the case is sealed, of which nothing is shown. */
  readonly facts: History | null
  /** As a person entered the child, who may be in no file. */
  readonly born: Day | null
}

/** A question that nobody has decided, with what is known of both. */
export interface MatchSeen {
  readonly matchId: string
  readonly why: Doubt
  readonly child: ChildSide
  readonly candidate: ChildSide
}

/** A question as it stands, both sides of it; null where there is none that is open, or this person is excluded from one of them. */
export async function lookAtMatch(bound: Bound, asked: string): Promise<MatchSeen | NotAllowed | null> {
  const matchId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'look-at-match', null)
  const { tx, principal, scopes } = bound
  const { authority } = principal
  const seen = await unbound(bound, async () => {
    const { rows } = await sql<{ why: Doubt; child_id: string; candidate_id: string }>`
      select m.why, m.child_id, m.candidate_id
      from sightline.doubtful_matches m
      left join sightline.imports i on i.authority = m.authority and i.import_id = m.import_id
      where m.authority = ${authority} and m.match_id = ${matchId} and m.decided is null
        and (m.import_id is null or i.state = 'taken')
        and not sightline.excluded_from_child(m.authority, m.child_id, ${scopes}::text[])
        and not sightline.excluded_from_child(m.authority, m.candidate_id, ${scopes}::text[])`.execute(tx)
    const [row] = rows
    if (row === undefined) return null
    const child = await sideOf(bound, row.child_id)
    const candidate = await sideOf(bound, row.candidate_id)
    return { matchId, why: row.why, child, candidate }
  })
  await noteSides(bound, 'look-at-match', seen === null ? [] : [seen.child, seen.candidate], { match: matchId })
  return seen
}

/** Children who were merged, and are one still. */
export interface MergerSeen {
  readonly mergeId: string
  readonly merged: Instant
  readonly by: string
  readonly because: string
  readonly from: ChildSide
  readonly into: ChildSide
}

/** A merger that stands; null where there is none, or this person is excluded from one of the two. */
export async function lookAtMerger(bound: Bound, asked: string): Promise<MergerSeen | NotAllowed | null> {
  const mergeId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'look-at-merger', null)
  const seen = await unbound(bound, async () => {
    const [row] = await mergersWhere(bound, mergeId, null, 1)
    if (row === undefined) return null
    const from = await sideOf(bound, row.fromId)
    const into = await sideOf(bound, row.intoId)
    return { mergeId, merged: row.merged, by: row.by, because: row.because, from, into }
  })
  await noteSides(bound, 'look-at-merger', seen === null ? [] : [seen.from, seen.into], { merger: mergeId })
  return seen
}

export interface MergerRow {
  readonly mergeId: string
  readonly merged: Instant
  readonly by: string
  readonly because: string
  readonly fromId: string
  readonly fromIdentifier: string | null
  readonly intoId: string
  readonly intoIdentifier: string | null
}

/** Mergers that stand, a page at a time. */
export async function listMergers(
  bound: Bound,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<{ readonly mergers: readonly MergerRow[]; readonly hasMore: boolean } | NotAllowed> {
  if (!mayKeep(bound)) return refuse(bound, 'list-mergers', null)
  const rows = await unbound(bound, () => mergersWhere(bound, null, after, most + 1))
  const mergers = rows.slice(0, most)
  await noteImport(bound, 'list-mergers', null, { shown: mergers.map(({ mergeId }) => mergeId) })
  return { mergers, hasMore: rows.length > most }
}

async function mergersWhere(
  { tx, principal, scopes }: Bound,
  only: string | null,
  after: string | null,
  most: number,
): Promise<readonly MergerRow[]> {
  const { rows } = await sql<MergerRow>`
    select g.merge_id as "mergeId", g.merged, p.name as by, g.because, f.child_id as "fromId",
      f.identifier as "fromIdentifier", t.child_id as "intoId", t.identifier as "intoIdentifier"
    from sightline.merges g
    join sightline.persons p on p.authority = g.authority and p.person_id = g.by_person
    join sightline.children f on f.authority = g.authority and f.child_id = g.from_child
    join sightline.children t on t.authority = g.authority and t.child_id = g.into_child
    where g.authority = ${principal.authority} and g.split is null
      and (${only}::uuid is null or g.merge_id = ${only}::uuid)
      and (${after}::uuid is null or g.merge_id > ${after}::uuid)
      and not sightline.excluded_from_child(g.authority, g.from_child, ${scopes}::text[])
    order by g.merge_id limit ${most}`.execute(tx)
  return rows
}

/** What is known of a child by itself, whomever it was merged with. Call it inside `unbound`. */
async function sideOf(bound: Bound, childId: string): Promise<ChildSide> {
  const { tx, principal } = bound
  const { rows } = await sql<{
    identifier: string | null
    name: string | null
    case_id: string | null
    sealed: boolean
    open: number
    born: Day | null
  }>`
    select k.identifier, k.name, k.born, c.case_id, coalesce(c.sensitivity = 'sealed', false) as sealed,
      (select count(*)::int from sightline.pathways p
       where p.authority = c.authority and p.case_id = c.case_id and p.ended is null) as open
    from sightline.children k
    left join sightline.cases c on c.authority = k.authority and c.child_id = k.child_id
    where k.authority = ${principal.authority} and k.child_id = ${childId}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error(`there is no child ${childId}`)
  const { identifier, name, born, case_id: caseId, sealed, open } = row
  if (sealed) return { childId, identifier, name: null, caseId, open: 0, facts: null, born: null }
  const told = (await toldOf(bound, [childId], bound.moment)).get(childId) ?? []
  return { childId, identifier, name, caseId, open, facts: historyOf(childId, told), born }
}

async function noteSides(
  bound: Bound,
  action: string,
  sides: readonly ChildSide[],
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (sides.length === 0) return noteImport(bound, action, null, payload)
  for (const { childId, caseId } of sides) {
    await note(bound, {
      action,
      object: { kind: 'child', id: childId },
      caseId,
      decision: 'allowed',
      accessPath: 'role:record-keeper',
      compartments: [],
      payload,
    })
  }
}
