import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { isBlank } from '../access/managing.ts'
import { wayIn, wayToWatch } from '../access/way-in.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { note } from './audit.ts'

/** What shall be taken away for ever, and why. */
export interface Erasing {
  readonly caseId: string
  /**
   * What the audit record says of the case in particular: names, reasons, answers, and the salts without which nobody can try
   * what it was; or what was answered in one pathway of it, there and in the audit record.
   */
  readonly of: 'audit' | { readonly pathway: string }
  readonly because: string
}

export type ErasureAsked =
  | { readonly ok: true; readonly asking: string }
  | { readonly ok: false; readonly refusal: NotAskedToErase }

export type NotAskedToErase =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-reason' }
  /** Of a pathway that goes on, flags are carried and duties owed: its answers say which. */
  | { readonly kind: 'still-open' }
  /** The same waits already to be confirmed. */
  | { readonly kind: 'asked-already' }
  | NotKept

/**
 * Asks that something be taken away for ever, which another person then confirms. Until then nothing is gone. Of a pathway that
 * goes on nothing is taken away.
 */
export async function askToErase(bound: Bound, { caseId: asked, of, because }: Erasing): Promise<ErasureAsked> {
  const { tx, principal, store } = bound
  const caseId = identifierOr(asked)
  const pathway = of === 'audit' ? null : identifierOr(of.pathway)
  const manage = await wayIn(bound, 'manage', caseId, null)
  // The program acting by itself is no person: it takes two.
  const at = pathway === null ? 'ended' : caseId === null ? 'nowhere' : await pathwayIn(bound, caseId, pathway)
  const way = manage === 'service' || at === 'nowhere' ? null : manage
  const asking = store.ids.random()
  let refusal: NotAskedToErase | null = way === null ? NOT_FOUND : isBlank(because) ? NO_REASON : notKept({ because })
  if (refusal === null && at === 'open') refusal = STILL_OPEN
  if (refusal === null) {
    const { rows } = await sql`
      insert into sightline.erasures_asked (authority, asking_id, case_id, pathway_id, asked_by, asked, because)
      values (
        ${principal.authority}, ${asking}, ${caseId}, ${pathway}, ${principal.person}, sightline.moment(), ${because}
      )
      on conflict (authority, case_id, pathway_id) where confirmed is null do nothing
      returning asking_id`.execute(tx)
    if (rows.length === 0) refusal = { kind: 'asked-already' }
  }
  const payload = { asking, pathway, refusal, because: refusal?.kind === 'not-kept' ? null : because }
  const decision = refusal === null ? 'allowed' : 'refused'
  await note(bound, { ...noted('ask-to-erase', caseId), decision, accessPath: way, payload })
  return refusal === null ? { ok: true, asking } : { ok: false, refusal }
}

/** Whether a pathway of the case goes on: also for a privacy officer, who reads none of it. */
async function pathwayIn(bound: Bound, caseId: string | null, pathway: string): Promise<'nowhere' | 'open' | 'ended'> {
  const { rows } = await unbound(bound, () =>
    sql<{ ended: boolean }>`
      select ended is not null as ended from sightline.pathways
      where authority = ${bound.principal.authority} and case_id = ${caseId} and pathway_id = ${pathway}`.execute(
      bound.tx,
    ),
  )
  const [row] = rows
  if (row === undefined) return 'nowhere'
  return row.ended ? 'ended' : 'open'
}

/** What somebody asked to be taken away of a case, and waits for another to confirm it. */
export interface AskedErasure {
  readonly asking: string
  /** The pathway whose answers shall go; null where it is what the audit record says of the case. */
  readonly pathway: string | null
  readonly askedBy: string
  readonly asked: Instant
  readonly because: string
}

/** What waits to be taken away of a case, that asked first first: for who may confirm it; null to everybody else, as of no case. */
export async function erasuresAsked(bound: Bound, given: string): Promise<readonly AskedErasure[] | null> {
  const { tx, principal } = bound
  const caseId = identifierOr(given)
  const way = await wayToWatch(bound, caseId)
  const { rows } = await sql<AskedErasure>`
    select asking_id as asking, pathway_id as pathway, asked_by as "askedBy", asked, because
    from sightline.erasures_asked
    where authority = ${principal.authority} and case_id = ${caseId} and confirmed is null
    order by asked, asking_id`.execute(tx)
  const payload = { askings: rows.map(({ asking }) => asking) }
  const decision = way === null ? 'refused' : 'allowed'
  await note(bound, { ...noted('list-erasures-asked', caseId), decision, accessPath: way, payload })
  return way === null ? null : rows
}

export type Erased =
  /** How many envelopes were emptied, or how many entries' answers are gone. */
  { readonly ok: true; readonly gone: number } | { readonly ok: false; readonly refusal: NotErased }

export type NotErased =
  /** There is none, or it is not this person's to confirm: the two are told alike. */
  | { readonly kind: 'not-found' }
  /** Erasing takes two people. */
  | { readonly kind: 'own-approval' }
  | { readonly kind: 'done-already' }
  /** It was opened again since it was asked. */
  | { readonly kind: 'still-open' }

/**
 * Takes away for ever what another person asked to be: whoever else manages the case may, and a privacy officer. Who did what and
 * when stands, with the commitment to what was there; and that it was erased.
 */
export async function confirmErasure(bound: Bound, given: string): Promise<Erased> {
  const { tx, principal } = bound
  const asking = identifierOr(given)
  const { rows } = await sql<AskedRow>`
    select case_id as "caseId", pathway_id as pathway, asked_by as "askedBy", confirmed
    from sightline.erasures_asked
    where authority = ${principal.authority} and asking_id = ${asking}`.execute(tx)
  const [row] = rows
  const caseId = row?.caseId ?? null
  const watch = await wayToWatch(bound, caseId)
  const way = row === undefined || watch === 'service' ? null : watch
  const goesOn = row?.pathway != null && (await pathwayIn(bound, caseId, row.pathway)) === 'open'
  const refusal = way === null ? NOT_FOUND : (notConfirmable(row, principal.person) ?? (goesOn ? STILL_OPEN : null))
  const gone =
    refusal !== null
      ? 0
      : ((
          await sql<{ count: number }>`
            select ${row?.pathway == null ? sql`sightline.erase_payloads` : sql`sightline.dispose_answers`}(
              ${principal.authority}, ${asking}::uuid) as count`.execute(tx)
        ).rows[0]?.count ?? 0)
  const payload = { asking, pathway: row?.pathway ?? null, refusal, gone }
  const decision = refusal === null ? 'allowed' : 'refused'
  await note(bound, { ...noted('confirm-erasure', caseId), decision, accessPath: way, payload })
  return refusal === null ? { ok: true, gone } : { ok: false, refusal }
}

interface AskedRow {
  readonly caseId: string
  readonly pathway: string | null
  readonly askedBy: string
  readonly confirmed: Instant | null
}

function notConfirmable(row: AskedRow | undefined, person: string): NotErased | null {
  if (row === undefined) return NOT_FOUND
  if (row.confirmed !== null) return { kind: 'done-already' }
  return row.askedBy === person ? { kind: 'own-approval' } : null
}

function noted(action: string, caseId: string | null) {
  return { action, object: { kind: 'case', id: caseId }, caseId, compartments: [] }
}

const NOT_FOUND = { kind: 'not-found' } as const
const STILL_OPEN = { kind: 'still-open' } as const
const NO_REASON = { kind: 'no-reason' } as const
