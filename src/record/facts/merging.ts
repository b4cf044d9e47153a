import { type RawBuilder, sql } from 'kysely'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { mergersOf } from './history.ts'
import { mayKeep, type NotAllowed, noteRefused, refuse } from './imports.ts'
import type { Doubt } from './matching.ts'
import { staleAfter } from './take.ts'

export type NotMerged =
  | NotAllowed
  | NotKept
  | { readonly kind: 'no-reason' }
  /** One of them is not known. */
  | { readonly kind: 'no-such-child' }
  /** They are one child already, or it is merged with another: that is split first. */
  | { readonly kind: 'merged-already' }

export interface Merged {
  readonly kind: 'merged'
  readonly mergeId: string
}

/**
 * Says that two children of the record are one. Imports of both tell of both from now on; what was recorded of each stays
 * where it was recorded, and both tell of the other. Exclusions from one hold for both.
 */
export async function mergeChildren(
  bound: Bound,
  { because, ...asked }: { readonly from: string; readonly into: string; readonly because: string },
): Promise<Merged | NotMerged> {
  if (!mayKeep(bound)) return refuse(bound, 'merge-children', null)
  const [from, into] = [identifierOr(asked.from), identifierOr(asked.into)]
  const event = { action: 'merge-children', object: { kind: 'child', id: from } }
  if (because.trim() === '') return noteRefused(bound, event, { kind: 'no-reason' })
  const unkept = notKept({ because })
  if (unkept !== null) return noteRefused(bound, event, unkept)
  const { tx, principal, store, moment } = bound
  const { authority } = principal
  return unbound(bound, async () => {
    const { rows } = await sql<{ child_id: string; merged_into: string | null }>`
      select child_id, merged_into from sightline.children
      where authority = ${authority} and child_id in (${from}::uuid, ${into}::uuid) and ${notExcluded(bound, 'child_id')}
      order by child_id for update`.execute(tx)
    if (rows.length !== 2) return noteRefused(bound, event, { kind: 'no-such-child' })
    const { rootOf } = await mergersOf(bound)
    const isMerged = rows.find(({ child_id }) => child_id === from)?.merged_into !== null
    if (isMerged || rootOf(into) === from) return noteRefused(bound, event, { kind: 'merged-already' })
    const mergeId = store.ids.random()
    await sql`
      update sightline.children set merged_into = ${into} where authority = ${authority} and child_id = ${from}`.execute(
      tx,
    )
    await sql`
      insert into sightline.merges (authority, merge_id, from_child, into_child, merged, by_person, because)
      values (${authority}, ${mergeId}, ${from}, ${into}, ${new Date(moment)}, ${principal.person}, ${because})`.execute(
      tx,
    )
    await tellBoth(bound, 'merge-children', { mergeId, from, into, because })
    return { kind: 'merged', mergeId }
  })
}

/** Says that two children who were merged are two after all: each is told of by its own imports again. */
export async function splitChildren(
  bound: Bound,
  { because, ...asked }: { readonly mergeId: string; readonly because: string },
): Promise<
  { readonly kind: 'split' } | { readonly kind: 'no-reason' } | { readonly kind: 'not-merged' } | NotKept | NotAllowed
> {
  if (!mayKeep(bound)) return refuse(bound, 'split-children', null)
  const mergeId = identifierOr(asked.mergeId)
  const event = { action: 'split-children', object: { kind: 'merger', id: mergeId } }
  if (because.trim() === '') return noteRefused(bound, event, { kind: 'no-reason' })
  const unkept = notKept({ because })
  if (unkept !== null) return noteRefused(bound, event, unkept)
  const { tx, principal, moment } = bound
  const { authority } = principal
  return unbound(bound, async () => {
    const { rows } = await sql<{ from_child: string; into_child: string }>`
      update sightline.merges set split = ${new Date(moment)}, split_by = ${principal.person}, split_because = ${because}
      where authority = ${authority} and merge_id = ${mergeId} and split is null and ${notExcluded(bound, 'into_child')}
      returning from_child, into_child`.execute(tx)
    const [merge] = rows
    if (merge === undefined) return noteRefused(bound, event, { kind: 'not-merged' })
    const { from_child: from, into_child: into } = merge
    await tellBoth(bound, 'split-children', { mergeId, from, into, because })
    await sql`
      update sightline.children set merged_into = null where authority = ${authority} and child_id = ${from}`.execute(
      tx,
    )
    return { kind: 'split' }
  })
}

/** Notes it on both children's cases, and lets their pathways be worked out anew. */
async function tellBoth(
  bound: Bound,
  action: string,
  about: { readonly mergeId: string; readonly from: string; readonly into: string; readonly because: string },
): Promise<void> {
  const { rootOf } = await mergersOf(bound)
  await staleAfter(bound, [rootOf(about.into), about.from])
  const { rows } = await sql<{ child_id: string; case_id: string | null }>`
    select k.child_id, c.case_id
    from sightline.children k
    left join sightline.cases c on c.authority = k.authority and c.child_id = k.child_id
    where k.authority = ${bound.principal.authority} and k.child_id in (${about.from}::uuid, ${about.into}::uuid)
    order by k.child_id`.execute(bound.tx)
  for (const { child_id: child, case_id: caseId } of rows) {
    await note(bound, {
      action,
      object: { kind: 'child', id: child },
      caseId,
      decision: 'allowed',
      accessPath: 'role:record-keeper',
      compartments: [],
      payload: { ...about },
    })
  }
}

/** A child whom an import may name otherwise, for somebody to decide. */
export interface DoubtfulMatch {
  readonly matchId: string
  readonly why: Doubt
  readonly identifier: string
  readonly childId: string
  readonly candidate: { readonly childId: string; readonly identifier: string | null }
}

/** An exclusion from a child beats the office of who keeps the record: to them it is no child that they know of. */
function notExcluded({ principal, scopes }: Bound, child: string): RawBuilder<boolean> {
  return sql`not sightline.excluded_from_child(${principal.authority}, ${sql.ref(child)}, ${scopes}::text[])`
}

/** How many are listed at a time. */
const PAGE = 100

/** Those that nobody has decided yet, a page at a time; none of a child from whom this person is excluded. */
export async function doubtfulMatches(
  bound: Bound,
  after: string | null = null,
): Promise<readonly DoubtfulMatch[] | NotAllowed> {
  if (!mayKeep(bound)) return refuse(bound, 'list-doubtful-matches', null)
  const matches = await unbound(bound, async () => {
    const { rows } = await sql<DoubtfulMatch>`
      select m.match_id as "matchId", m.why, m.identifier, m.child_id as "childId",
        jsonb_build_object('childId', k.child_id, 'identifier', k.identifier) as candidate
      from sightline.doubtful_matches m
      left join sightline.imports i on i.authority = m.authority and i.import_id = m.import_id
      join sightline.children k on k.authority = m.authority and k.child_id = m.candidate_id
      where m.authority = ${bound.principal.authority} and m.decided is null
        and (m.import_id is null or i.state = 'taken')
        and not sightline.excluded_from_child(m.authority, m.child_id, ${bound.scopes}::text[])
        and not sightline.excluded_from_child(m.authority, m.candidate_id, ${bound.scopes}::text[])
        and ${notExcluded(bound, 'm.child_id')} and ${notExcluded(bound, 'm.candidate_id')}
        and (${after}::uuid is null or m.match_id > ${after}::uuid)
      order by m.match_id
      limit ${PAGE}`.execute(bound.tx)
    return rows
  })
  await note(bound, {
    action: 'list-doubtful-matches',
    object: { kind: 'import', id: null },
    caseId: null,
    decision: 'allowed',
    accessPath: 'role:record-keeper',
    compartments: [],
    payload: { matches: matches.map(({ matchId }) => matchId) },
  })
  return matches
}

/** Decides whether a child is the one it may be: then the two are merged; if not, nobody is asked again. */
export async function decideMatch(
  bound: Bound,
  {
    matchId: asked,
    decision,
    because,
  }: {
    readonly matchId: string
    readonly decision: 'same' | 'different'
    readonly because: string
  },
): Promise<Merged | { readonly kind: 'kept-apart' } | { readonly kind: 'nothing-to-decide' } | NotMerged> {
  if (!mayKeep(bound)) return refuse(bound, 'decide-match', null)
  const matchId = identifierOr(asked)
  const event = { action: 'decide-match', object: { kind: 'match', id: matchId } }
  if (because.trim() === '') return noteRefused(bound, event, { kind: 'no-reason' })
  const unkept = notKept({ because })
  if (unkept !== null) return noteRefused(bound, event, unkept)
  const { tx, principal, moment } = bound
  const decided = await unbound(bound, async () => {
    const { rows } = await sql<{ child_id: string; candidate_id: string }>`
      update sightline.doubtful_matches
      set decided = ${new Date(moment)}, decided_by = ${principal.person}, decision = ${decision}, because = ${because}
      where authority = ${principal.authority} and match_id = ${matchId} and decided is null
        and ${notExcluded(bound, 'child_id')} and ${notExcluded(bound, 'candidate_id')}
      returning child_id, candidate_id`.execute(tx)
    return rows[0]
  })
  if (decided === undefined) return noteRefused(bound, event, { kind: 'nothing-to-decide' })
  await note(bound, {
    action: 'decide-match',
    object: { kind: 'child', id: decided.child_id },
    caseId: null,
    decision: 'allowed',
    accessPath: 'role:record-keeper',
    compartments: [],
    payload: { matchId, decision, because },
  })
  if (decision === 'different') return { kind: 'kept-apart' }
  return mergeChildren(bound, { from: decided.child_id, into: decided.candidate_id, because })
}
