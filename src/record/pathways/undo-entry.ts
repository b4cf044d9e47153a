import type { Instant } from '../../engine/calendar/instant.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import { type Event, note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { entriesOf } from './load.ts'
import { lockPathway } from './locking.ts'
import { type Recorded, recordStep } from './record-step.ts'
import { recordedUnder } from './submissions.ts'

/** For so long whoever recorded something can undo it without saying why. Later it is taken back, with a reason. */
export const UNDO_MS = 15 * 60_000

/** Until when whoever asks may undo what they recorded; null where it is not theirs, or its time is up. */
export function undoUntil({ moment, principal }: Bound, { by, step, recorded }: Entry): Instant | null {
  const until = (recorded + UNDO_MS) as Instant
  return step !== null && by === principal.person && moment <= until ? until : null
}

/** There is nothing of that kind, somebody else did it, its time is up, or it was undone already. */
export interface NothingToUndo {
  readonly ok: false
  readonly refusal: { readonly kind: 'nothing-to-undo' }
}

export type UndoneEntry = Recorded | NothingToUndo

/** Nothing is undone, and that it was asked is noted. */
export async function refuseToUndo(
  bound: Bound,
  { action, object }: Pick<Event, 'action' | 'object'>,
): Promise<NothingToUndo> {
  const refusal = { kind: 'nothing-to-undo' } as const
  await note(bound, {
    action,
    object,
    caseId: null,
    decision: 'refused',
    accessPath: null,
    compartments: [],
    payload: { refusal: refusal.kind },
  })
  return { ok: false, refusal }
}

/** Takes back what this person recorded just now. It is judged as any other taking back, and the record tells of both. */
export async function undoEntry(
  bound: Bound,
  asked: { readonly key: string; readonly pathway: string; readonly entry: string },
): Promise<UndoneEntry> {
  const pathway = identifierOr(asked.pathway)
  const before = await recordedUnder(bound, asked.key)
  if (before?.pathway === pathway) return { ok: true, ...before, again: true }
  const id = identifierOr(asked.entry)
  const { found, entries } = await unbound(bound, async () => {
    const found = await lockPathway(bound, pathway)
    return { found, entries: found === null ? [] : await entriesOf(bound, pathway) }
  })
  const entry = entries.find((each) => each.id === id)
  if (found === null || entry === undefined || undoUntil(bound, entry) === null) {
    return refuseToUndo(bound, { action: 'undo-entry', object: { kind: 'entry', id } })
  }
  const { role, happened } = entry
  const because = 'Undone by whoever had recorded it, just afterwards.'
  const command = { step: null, outcome: null, role, happened, answers: {}, about: null, supersedes: id, because }
  return recordStep(bound, { key: asked.key, on: { pathway, version: found.version }, command })
}
