import { sql } from 'kysely'
import type { Moving } from '../../engine/pathway/decide-move.ts'
import type { Refusal } from '../../engine/pathway/view.ts'
import { administering, type NotAdministrator } from '../access/administering.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { versionCalled } from './course.ts'
import { isAllowed, keepJudged } from './judging.ts'
import { type Locked, lockPathway } from './locking.ts'
import type { Rules } from './shelf.ts'
import { adoptedNow, judgeMove } from './versions.ts'

/** What became of a pathway that was to be moved to the version adopted last, or back. */
export type Changed =
  | { readonly kind: 'changed'; readonly entry: string; readonly caseId: string }
  /** It has something that has no place there, or something rests on the move. */
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  /** There is no such pathway, or no move to take back. */
  | { readonly kind: 'not-found' }
  | NotAdministrator
  | NotKept

/**
 * Moves a pathway to the version of its protocol that was adopted last: for who may adopt one. The move is an entry as any other,
 * judged on what is locked; sent twice, the second finds it moved already.
 */
export function changeVersion(
  bound: Bound,
  asked: { readonly pathway: string; readonly because: string },
): Promise<Changed> {
  return change(bound, 'change-version', asked, async (found) => {
    const target = await adoptedNow(bound, found.protocol)
    return target === null ? null : { what: { to: versionCalled(target) }, target }
  })
}

/** Takes the last move of a pathway back, where nothing rests on it: for who may adopt a version. */
export function changeVersionBack(
  bound: Bound,
  asked: { readonly pathway: string; readonly because: string },
): Promise<Changed> {
  return change(bound, 'change-version-back', asked, async ({ pathway }) => {
    const last = await lastMove(bound, pathway)
    return last === null ? null : { what: { back: last }, target: null }
  })
}

interface Wanted {
  readonly what: Moving['what']
  readonly target: Rules | null
}

async function change(
  bound: Bound,
  action: string,
  { pathway: asked, because }: { readonly pathway: string; readonly because: string },
  wantedOf: (found: Locked) => Promise<Wanted | null>,
): Promise<Changed> {
  const pathway = identifierOr(asked)
  const way = administering(bound)
  const found = await unbound(bound, () => lockPathway(bound, pathway))
  const caseId = found?.caseId ?? null
  const noted = { action, caseId, accessPath: way, compartments: [] }
  const refuse = async <R extends Changed>(refusal: R): Promise<R> => {
    await note(bound, { ...noted, object: { kind: 'pathway', id: pathway }, decision: 'refused', payload: { refusal } })
    return refusal
  }
  if (way === null) return refuse({ kind: 'not-allowed' })
  const unkept = notKept({ because })
  if (unkept !== null) return refuse(unkept)
  if (found === null) return refuse({ kind: 'not-found' })
  const done = await unbound(bound, async () => {
    const wanted = await wantedOf(found)
    if (wanted === null) return null
    const judged = await judgeMove(bound, found, { ...wanted, because })
    if (isAllowed(judged)) await keepJudged(bound, judged)
    return judged.decision
  })
  if (done === null) return refuse({ kind: 'not-found' })
  if (!done.ok) return refuse({ kind: 'refused', refusals: done.refusals })
  const { entry } = done
  await note(bound, { ...noted, object: { kind: 'entry', id: entry.id }, decision: 'allowed', payload: { ...entry } })
  return { kind: 'changed', entry: entry.id, caseId: found.caseId }
}

/** The last entry that moved a pathway and was not taken back; null where none did. */
async function lastMove({ tx, principal }: Bound, pathway: string): Promise<string | null> {
  const { rows } = await sql<{ entry: string }>`
    select e.entry_id as entry from sightline.entries e
    where e.authority = ${principal.authority} and e.pathway_id = ${pathway} and e.moves and not exists (
      select from sightline.entries b
      where b.authority = e.authority and b.pathway_id = e.pathway_id and b.supersedes = e.entry_id)
    order by e.number desc limit 1`.execute(tx)
  return rows[0]?.entry ?? null
}
