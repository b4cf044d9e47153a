import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Command, Effect, Refusal } from '../../engine/pathway/view.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKeepable, notKeepable } from '../database/keepable.ts'
import { planCalled } from '../meetings/sittings.ts'
import { type Bound, unbound } from '../transaction.ts'
import { isAllowed, judge, keepJudged } from './judging.ts'
import {
  type Beside,
  type Locked,
  lockCase,
  lockPathway,
  mayBeTold,
  type NotOpened,
  type Opening,
  openAlready,
} from './locking.ts'
import { remember, sentBefore, takeTurn } from './submissions.ts'

/** What a person asks to be recorded, as it left them. */
export interface Submission {
  /** The form's own: sent twice, it is recorded once. */
  readonly key: string
  /** A pathway, as it was when they looked; or a new one. */
  readonly on: { readonly pathway: string; readonly version: number } | { readonly opens: Opening }
  readonly command: Omit<Command, 'by'>
}

/** What became of it. */
export type Recorded =
  | {
      readonly ok: true
      readonly entry: string
      readonly pathway: string
      readonly version: number
      readonly effects: readonly Effect[]
    }
  /** It was recorded before: by the same key, with the same content. */
  | { readonly ok: true; readonly entry: string; readonly pathway: string; readonly again: true }
  | { readonly ok: false; readonly refusal: NotRecorded }

export type NotRecorded =
  /** There is none, or this person may not record in it: the two are told alike. */
  | { readonly kind: 'not-found' }
  /** The protocol refuses it, with every reason. */
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  /** Somebody recorded something since they looked: show both, and let them decide. */
  | { readonly kind: 'changed-meanwhile'; readonly version: number }
  /** The same key came before with something else in it. */
  | { readonly kind: 'key-used-otherwise' }
  /** It can never be kept as it is, and nothing was asked of the record. */
  | { readonly kind: 'not-kept'; readonly why: NotKeepable }
  | NotOpened

/**
 * Records a step: judged inside the transaction, on what is locked. The entry, everything read from it, the audit record and
 * what it sends stand together when the transaction ends, or none of them does.
 */
export async function recordStep(bound: Bound, sent: Submission): Promise<Recorded> {
  const submission = { ...sent, on: identified(sent.on) }
  const { on } = submission
  const why = notKeepable(sent)
  if (why !== null) return refuse(bound, submission, null, null, { kind: 'not-kept', why })
  await takeTurn(bound, submission.key)
  const found = await unbound(bound, () =>
    'pathway' in on ? lockPathway(bound, on.pathway) : lockCase(bound, on.opens),
  )
  const caseId = 'pathway' in on ? (found !== null && 'caseId' in found ? found.caseId : null) : on.opens.caseId
  const way = await wayIn(bound, 'record', caseId, 'pathway' in on ? on.pathway : null)
  const before = await sentBefore(bound, submission.key, hashOf(submission))
  // Told also to who has no way in any more: what they recorded may have been the last that they had to do there.
  if (before?.kind === 'again') return { ok: true, entry: before.entry, pathway: before.pathway, again: true }
  if (found === null || way === null) return refuse(bound, submission, caseId, way, { kind: 'not-found' })
  if (before !== null) return refuse(bound, submission, caseId, way, before)
  if ('kind' in found) return refuse(bound, submission, caseId, way, found)
  if ('open' in found) return refuse(bound, submission, caseId, way, await refusalBeside(bound, submission, found))
  if ('pathway' in on && on.version !== found.version) {
    return refuse(bound, submission, caseId, way, { kind: 'changed-meanwhile', version: found.version })
  }
  return judgeAndKeep(bound, submission, found, way)
}

/** Why nobody opens another beside one that is open: to who may not see that one, first what the protocol says. */
async function refusalBeside(bound: Bound, { command }: Submission, found: Beside): Promise<NotRecorded> {
  if (await mayBeTold(bound, found)) return openAlready(found)
  const { decision } = await unbound(bound, () => judge(bound, found.asked, command))
  return decision.ok ? openAlready(found) : { kind: 'refused', refusals: decision.refusals }
}

/** Where an identifier is none, that which nothing bears stands for it. */
export function identified(on: Submission['on']): Submission['on'] {
  if ('pathway' in on) return { ...on, pathway: identifierOr(on.pathway) }
  const { caseId, pathway } = on.opens
  return { opens: { ...on.opens, caseId: identifierOr(caseId), pathway: identifierOr(pathway) } }
}

async function judgeAndKeep(bound: Bound, submission: Submission, found: Locked, way: string): Promise<Recorded> {
  const { caseId, pathway } = found
  const kept = await unbound(bound, async () => {
    const judged = await judge(bound, found, submission.command)
    if (!isAllowed(judged)) return judged.decision
    return { ...judged.decision, version: await keepJudged(bound, judged) }
  })
  if (!('version' in kept)) {
    const refusals = kept.ok ? [] : kept.refusals
    return refuse(bound, submission, caseId, way, { kind: 'refused', refusals })
  }
  const { entry, effects, version } = kept
  for (const effect of effects) if (effect.kind === 'sitting') await planCalled(bound, effect)
  await remember(bound, { key: submission.key, hash: hashOf(submission), pathway, entry: entry.id })
  await note(bound, {
    action: 'record-step',
    object: { kind: 'entry', id: entry.id },
    caseId,
    decision: 'allowed',
    accessPath: way,
    compartments: ['shared'],
    payload: { ...entry },
  })
  return { ok: true, entry: entry.id, pathway, version, effects }
}

function hashOf({ on, command }: Submission): Buffer {
  return createHash('sha256')
    .update(canonicalize({ on, command }) ?? '')
    .digest()
}

async function refuse(
  bound: Bound,
  { on, command }: Submission,
  caseId: string | null,
  way: string | null,
  refusal: NotRecorded,
): Promise<Recorded> {
  await note(bound, {
    action: 'record-step',
    object: { kind: 'pathway', id: 'pathway' in on ? on.pathway : on.opens.pathway },
    caseId,
    decision: 'refused',
    accessPath: way,
    compartments: [],
    // What cannot be kept is not repeated.
    payload: refusal.kind === 'not-kept' ? { refusal } : { refusal, step: command.step, role: command.role },
  })
  return { ok: false, refusal }
}
