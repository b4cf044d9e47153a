import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import { type Instant, LONDON, wallTimeOf } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { historyOf, mergersOf, type Told, toldOf } from './history.ts'
import { lockImports, mayKeep, type NotAllowed, noteImport, noteRefused, refuse } from './imports.ts'
import { metFor } from './occasions.ts'
import { staleAfter } from './take.ts'

/** A pathway that opened by itself, and whose trigger would not be met without an import. */
export interface Dependent {
  readonly pathway: string
  readonly caseId: string
  readonly identifier: string | null
  /** Titles of both. */
  readonly protocol: string
  readonly trigger: string
  readonly met: Day
}

export interface Depending {
  readonly kind: 'depending'
  readonly taken: Instant
  /** How many children it speaks of. */
  readonly children: number
  readonly pathways: readonly Dependent[]
}

export type NotUndone =
  /** There is none, or it was never taken, or is undone already. */
  { readonly kind: 'not-taken' } | NotAllowed

/** What would lose its ground if an import were undone. */
export async function dependingOn(bound: Bound, asked: string): Promise<Depending | NotUndone> {
  const importId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'look-at-import', importId)
  const event = { action: 'look-at-import', object: { kind: 'import', id: importId } }
  return unbound(bound, async () => {
    const taken = await takenOf(bound, importId)
    if (taken === null) return noteRefused(bound, event, { kind: 'not-taken' })
    const depending = await findDepending(bound, importId, taken)
    for (const { caseId, pathway } of depending.pathways) {
      await note(bound, {
        action: 'look-at-import',
        object: { kind: 'pathway', id: pathway },
        caseId,
        decision: 'allowed',
        accessPath: 'role:record-keeper',
        compartments: [],
        payload: { import: importId },
      })
    }
    return depending
  })
}

export type Undone =
  | { readonly kind: 'undone' }
  | { readonly kind: 'no-reason' }
  | NotKept
  /** Other pathways depend on it than were said. */
  | { readonly kind: 'others-depend'; readonly pathways: readonly Dependent[] }
  | NotUndone

/**
 * Undoes an import: from now on the record stands as if it had never been taken; how it stood before now can still be seen.
 * Pathways stay; those whose trigger is met no more owe that somebody confirm or close them.
 * @param said the pathways that depended on it when whoever decides was told
 */
export async function undoImport(
  bound: Bound,
  asked: string,
  { because, said }: { readonly because: string; readonly said: readonly string[] },
): Promise<Undone> {
  const importId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'undo-import', importId)
  const event = { action: 'undo-import', object: { kind: 'import', id: importId } }
  if (because.trim() === '') return noteRefused(bound, event, { kind: 'no-reason' })
  const unkept = notKept({ because })
  if (unkept !== null) return noteRefused(bound, event, unkept)
  const { tx, principal, moment } = bound
  const { authority } = principal
  return unbound(bound, async () => {
    await lockImports(bound)
    const taken = await takenOf(bound, importId)
    if (taken === null) return noteRefused(bound, event, { kind: 'not-taken' })
    const { pathways } = await findDepending(bound, importId, taken)
    if (pathways.some(({ pathway }) => !said.includes(pathway))) {
      return noteRefused(bound, event, { kind: 'others-depend', pathways })
    }
    await sql`
      update sightline.imports set state = 'undone', undone = greatest(${new Date(moment)}, taken),
        undone_by = ${principal.person}, undone_because = ${because}
      where authority = ${authority} and import_id = ${importId}`.execute(tx)
    await staleAfter(bound, await childrenOf(bound, importId))
    await noteImport(bound, 'undo-import', importId, { because, pathways: pathways.map(({ pathway }) => pathway) })
    return { kind: 'undone' }
  })
}

async function takenOf({ tx, principal }: Bound, importId: string): Promise<Instant | null> {
  const { rows } = await sql<{ taken: Instant }>`
    select taken from sightline.imports
    where authority = ${principal.authority} and import_id = ${importId} and state = 'taken'`.execute(tx)
  return rows[0]?.taken ?? null
}

async function childrenOf(bound: Bound, importId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ child_id: string }>`
    select distinct child_id from sightline.reported
    where authority = ${bound.principal.authority} and import_id = ${importId}`.execute(bound.tx)
  const { rootOf } = await mergersOf(bound)
  return [...new Set(rows.map(({ child_id: child }) => rootOf(child)))]
}

interface Opened {
  readonly pathway_id: string
  readonly case_id: string
  readonly child_id: string
  readonly identifier: string | null
  readonly protocol_hash: Buffer
  readonly calendar_hash: Buffer
  readonly trigger_id: string
  readonly trigger_met: Day
}

async function findDepending(bound: Bound, importId: string, taken: Instant): Promise<Depending> {
  const { tx, principal, store, moment } = bound
  const { authority } = principal
  const children = await childrenOf(bound, importId)
  const { rows } = await sql<Opened>`
    select p.pathway_id, p.case_id, c.child_id, k.identifier, e.protocol_hash, e.calendar_hash, e.trigger_id,
      e.trigger_met
    from sightline.entries e
    join sightline.pathways p on p.authority = e.authority and p.pathway_id = e.pathway_id and p.ended is null
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where e.authority = ${authority} and e.number = 1 and e.trigger_id is not null
    order by p.pathway_id`.execute(tx)
  const { rootOf } = await mergersOf(bound)
  const spoken = new Set(children)
  const later = moment > taken ? moment : taken
  const everybody = rows.length === 0 ? new Map<string, readonly Told[]>() : await toldOf(bound, null, later)
  const without = rows.length === 0 ? everybody : await toldOf(bound, null, later, { without: importId })
  const pathways: Dependent[] = []
  for (const row of rows) {
    const child = rootOf(row.child_id)
    const family = familyOf(child, everybody)
    if (!spoken.has(child) && !family.some((each) => spoken.has(each))) continue
    const { protocol } = await store.shelf.rules({
      tx,
      authority,
      protocolHash: row.protocol_hash,
      calendarHash: row.calendar_hash,
    })
    const triggers = protocol.triggers.filter(({ id }) => id === row.trigger_id)
    const isMet = (told: ReadonlyMap<string, readonly Told[]>): boolean => {
      const watched = {
        facts: historyOf(child, told.get(child) ?? []),
        family: familyOf(child, told).map((each) => historyOf(each, told.get(each) ?? [])),
      }
      return metFor(triggers, watched, wallTimeOf(later, LONDON).day).some(({ met }) => met === row.trigger_met)
    }
    if (!isMet(everybody) || isMet(without)) continue
    pathways.push({
      pathway: row.pathway_id,
      caseId: row.case_id,
      identifier: row.identifier,
      protocol: protocol.title,
      trigger: triggers[0]?.title ?? row.trigger_id,
      met: row.trigger_met,
    })
  }
  return { kind: 'depending', taken, children: children.length, pathways }
}

/** The other children of a family, as what is told says. */
function familyOf(child: string, told: ReadonlyMap<string, readonly Told[]>): readonly string[] {
  const own = told.get(child)?.at(-1)?.report.child.family ?? ''
  if (own === '') return []
  return [...told].filter(([id, said]) => id !== child && said.at(-1)?.report.child.family === own).map(([id]) => id)
}
