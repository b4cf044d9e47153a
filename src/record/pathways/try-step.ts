import type { Effect, View } from '../../engine/pathway/view.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { notKeepable } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { isAllowed, judge, viewWith } from './judging.ts'
import { type Beside, type Locked, lockCase, lockPathway, mayBeTold, type NotOpened, openAlready } from './locking.ts'
import { identified, type NotRecorded, type Submission } from './record-step.ts'

/** What recording a step would come to. */
export type Tried =
  | { readonly ok: true; readonly effects: readonly Effect[]; readonly view: View }
  | { readonly ok: false; readonly refusal: NotRecorded }

/** Judges a step as recording it would, and records nothing: what was asked, and what came of it, are noted. */
export async function tryStep(bound: Bound, sent: Submission): Promise<Tried> {
  const { command } = sent
  const on = identified(sent.on)
  const object = { kind: 'pathway', id: 'pathway' in on ? on.pathway : on.opens.pathway }
  const why = notKeepable(sent)
  if (why !== null) {
    await note(bound, { action: ACTION, object, ...NOWHERE, payload: {} })
    return { ok: false, refusal: { kind: 'not-kept', why } }
  }
  const found = await unbound(bound, () => {
    return 'pathway' in on ? lockPathway(bound, on.pathway) : lockCase(bound, on.opens)
  })
  const caseId = 'opens' in on ? on.opens.caseId : found !== null && 'caseId' in found ? found.caseId : null
  const way = await wayIn(bound, 'record', caseId, 'pathway' in on ? on.pathway : null)
  const tried = await tryOn(bound, { ...sent, on }, found, way)
  await note(bound, {
    action: ACTION,
    object,
    caseId,
    decision: tried.ok ? 'allowed' : 'refused',
    accessPath: way,
    compartments: [],
    payload: { step: command.step, role: command.role },
  })
  return tried
}

const ACTION = 'try-step'

/** What cannot be kept is neither looked up nor repeated. */
const NOWHERE = { caseId: null, decision: 'refused', accessPath: null, compartments: [] } as const

async function tryOn(
  bound: Bound,
  { on, command }: Submission,
  found: Locked | Beside | NotOpened | null,
  way: string | null,
): Promise<Tried> {
  if (found === null || way === null) return { ok: false, refusal: { kind: 'not-found' } }
  if ('kind' in found) return { ok: false, refusal: found }
  const isBeside = 'open' in found
  if (isBeside && (await mayBeTold(bound, found))) return { ok: false, refusal: openAlready(found) }
  const asked = isBeside ? found.asked : found
  if ('pathway' in on && on.version !== asked.version) {
    return { ok: false, refusal: { kind: 'changed-meanwhile', version: asked.version } }
  }
  const judged = await unbound(bound, () => judge(bound, asked, command))
  if (isAllowed(judged)) {
    if (isBeside) return { ok: false, refusal: openAlready(found) }
    return { ok: true, effects: judged.decision.effects, view: viewWith(judged) }
  }
  const refusals = judged.decision.ok ? [] : judged.decision.refusals
  return { ok: false, refusal: { kind: 'refused', refusals } }
}
