import { sql } from 'kysely'
import { identifierOr } from '../database/identifier.ts'
import { asJson, keepable } from '../database/json.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { tell } from '../notices/tell.ts'
import { holdersOf } from '../people/holders.ts'
import { type Bound, unbound } from '../transaction.ts'
import { countChanges, keepComparison, type Summary } from './compare.ts'
import {
  lockImports,
  mayKeep,
  type NotAllowed,
  noteImport,
  noteRefused,
  refuse,
  type TakenAhead,
  takenAhead,
} from './imports.ts'
import type { Noticed } from './noticed.ts'

/** What the look at all children after an import came to, with the first names of workers whom nobody knows, and how many. */
export interface NoticedAfter extends Omit<Noticed, 'kind'> {
  readonly unknown: number
}

export interface TakenImport {
  readonly kind: 'taken'
  readonly summary: Summary
}

/** It does not wait for anybody: it was taken or thrown away meanwhile, or is still being read. */
export interface NotWaiting {
  readonly kind: 'not-waiting'
}

/** Since somebody looked another was taken, or children were merged: it changes something else now, which they have not seen. */
export interface ChangesOtherwise {
  readonly kind: 'changes-otherwise'
  readonly compared: number
  readonly summary: Summary
}

/**
 * Lets an import that was read whole take effect: from this moment on the record knows what it says, and pathways that rest on it
 * wait to be worked out anew.
 * @param seen what whoever takes it saw it held against; null where nobody looked
 */
export async function takeImport(
  bound: Bound,
  asked: string,
  seen: number | null,
): Promise<TakenImport | NotWaiting | ChangesOtherwise | TakenAhead | NotAllowed> {
  const importId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'take-import', importId)
  const event = { action: 'take-import', object: { kind: 'import', id: importId } }
  const { tx, principal, moment } = bound
  const { authority } = principal
  return unbound(bound, async () => {
    await lockImports(bound)
    const ahead = await takenAhead(bound)
    if (ahead !== null) return noteRefused(bound, event, ahead)
    const { rows } = await sql<{ compared: number; children: number; summary: Summary }>`
      select compared, children, summary from sightline.imports
      where authority = ${authority} and import_id = ${importId} and state = 'waiting'`.execute(tx)
    const [waiting] = rows
    if (waiting === undefined) return noteRefused(bound, event, { kind: 'not-waiting' })
    const compared = await countChanges(bound)
    const isOld = waiting.compared !== compared
    const { children } = waiting
    const summary = isOld ? await keepComparison(bound, importId, { children, compared }) : waiting.summary
    if (seen !== null && seen !== compared) {
      return noteRefused(bound, event, { kind: 'changes-otherwise', compared, summary })
    }
    await sql`
      update sightline.imports set state = 'taken',
        taken = greatest(${new Date(moment)}, (
          select max(i.taken) from sightline.imports i where i.authority = ${authority} and i.state = 'taken'))
      where authority = ${authority} and import_id = ${importId}`.execute(tx)
    const { rows: changed } = await sql<{ child_id: string }>`
      select child_id from sightline.import_changes
      where authority = ${authority} and import_id = ${importId}`.execute(tx)
    await staleAfter(
      bound,
      changed.map(({ child_id }) => child_id),
    )
    if (summary.doubtful > 0) {
      // Who settles what is doubtful.
      const persons = (await holdersOf(bound, ['record-keeper'])).map(({ person }) => person)
      const words = { count: summary.doubtful }
      await tell(bound, { pathway: null, caseId: null }, [
        { about: importId, kind: 'doubtful', dueDay: null, persons, words },
      ])
    }
    await noteImport(bound, 'take-import', importId, { ...summary })
    return { kind: 'taken', summary }
  })
}

/** How many names of workers whom nobody knows are kept. */
const MOST_NAMES = 200

/** Keeps with an import that was taken what the look at all children after it came to. */
export async function keepNoticed(
  bound: Bound,
  importId: string,
  { unknownNames, kind: _kind, ...counts }: Noticed,
): Promise<void> {
  if (!mayKeep(bound)) return
  const kept: NoticedAfter = {
    ...counts,
    unknownNames: unknownNames.slice(0, MOST_NAMES).map(keepable),
    unknown: unknownNames.length,
  }
  await unbound(bound, async () => {
    await sql`
      update sightline.imports set noticed = ${asJson(kept)}::jsonb
      where authority = ${bound.principal.authority} and import_id = ${importId} and state = 'taken'`.execute(bound.tx)
  })
}

/** Throws away an import that is being read or waits: what it says of children never takes effect. */
export async function throwAwayImport(
  bound: Bound,
  asked: string,
  because: string,
): Promise<{ readonly kind: 'thrown-away' } | { readonly kind: 'no-reason' } | NotKept | NotWaiting | NotAllowed> {
  const importId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'throw-away-import', importId)
  const event = { action: 'throw-away-import', object: { kind: 'import', id: importId } }
  if (because.trim() === '') return noteRefused(bound, event, { kind: 'no-reason' })
  const unkept = notKept({ because })
  if (unkept !== null) return noteRefused(bound, event, unkept)
  return unbound(bound, async () => {
    await lockImports(bound)
    const { rows } = await sql`
      update sightline.imports set state = 'refused', refused_because = ${because}
      where authority = ${bound.principal.authority} and import_id = ${importId} and state in ('reading', 'waiting')
      returning import_id`.execute(bound.tx)
    if (rows.length === 0) return noteRefused(bound, event, { kind: 'not-waiting' })
    await noteImport(bound, 'throw-away-import', importId, { because })
    return { kind: 'thrown-away' }
  })
}

/**
 * Lets open pathways of these children, of those who are one with them, and of their families, wait to be worked out anew: the
 * next sweep does, and with it the obligation to confirm or close a pathway whose trigger no longer holds.
 */
export async function staleAfter({ tx, principal }: Bound, children: readonly string[]): Promise<void> {
  if (children.length === 0) return
  await sql`
    with recursive changed as (
      select unnest(${children}::uuid[]) as child_id
      union
      select c.child_id from sightline.children c
      join changed on c.merged_into = changed.child_id
      where c.authority = ${principal.authority}
    ), families as (
      select distinct r.family
      from sightline.reports r join changed using (child_id)
      where r.authority = ${principal.authority} and r.family <> ''
    ), touched as (
      select child_id from changed
      union
      select r.child_id from sightline.reports r
      where r.authority = ${principal.authority} and r.family <> '' and r.family in (select family from families)
    )
    update sightline.pathways p set stale = true
    from sightline.cases c
    where p.authority = ${principal.authority} and p.ended is null and not p.stale
      and c.authority = p.authority and c.case_id = p.case_id and c.child_id in (select child_id from touched)`.execute(
    tx,
  )
}
