import type { Instant } from '../../engine/calendar/instant.ts'
import type { EntryView } from '../../engine/pathway/view.ts'
import type { Draft } from '../../record/pathways/drafts.ts'
import { tryStep } from '../../record/pathways/try-step.ts'
import type { Bound } from '../../record/transaction.ts'
import { withPersons } from './model/naming.ts'
import type { Fault } from './model/read-answers.ts'
import { type Reason, showRefusals } from './model/refused.ts'
import { compact, withoutRow, withRow } from './model/rows.ts'
import { type Content, settle } from './model/settled.ts'
import type { Typed } from './model/typed.ts'
import type { Found, Setting, Target } from './setting.ts'

/** A form as it was sent. */
export interface Sent {
  readonly draft: string
  readonly revision: number
  readonly version: number
  readonly role: string
  readonly typed: Typed
  /** The button that sent it. */
  readonly button: string
}

/** Whether a draft is of what somebody wants to record. */
export function isOf({ pathway, caseId, step, protocol, opens, supersedes }: Draft<Content>, target: Target): boolean {
  const { on } = target
  if (step !== target.step) return false
  return 'caseId' in on
    ? opens && caseId === on.caseId && protocol === on.protocol
    : !opens && pathway === on.pathway && supersedes === on.supersedes
}

/** What the form holds after its button was pressed: a row more or less, or no empty rows where it was sent whole. */
export function typedAfter({ button, typed: written }: Sent, found: Found): Typed {
  const [what = '', question = '', row = ''] = button.split(':')
  const typed = found.kind === 'setting' ? withPersons(found.setting.step.asks, written, found.setting.around) : written
  if (what === 'add') return withRow(typed, question)
  if (what === 'remove') return withoutRow(typed, question, Number(row))
  return what === 'continue' && found.kind === 'setting' ? compact(typed, found.setting.step.asks) : typed
}

/** What the form and the protocol say to what was typed. */
export interface JudgedForm {
  readonly content: Content
  readonly faults: readonly Fault[]
  readonly reasons: readonly Reason[]
}

/** What the form and the protocol say to what was typed; where neither says anything, when it happened is settled. */
export async function judged(bound: Bound, setting: Setting, draft: string, content: Content): Promise<JudgedForm> {
  const { step, around, before, corrected, telling } = setting
  const { command: read, faults } = settle(step, content, corrected?.entry.id ?? null, around, bound.moment)
  const command = { ...read, happened: asBefore(read.happened, corrected) }
  const tried = await tryStep(bound, { key: draft, on: before.on, command })
  if (tried.ok) {
    if (faults.length > 0) return { content, faults, reasons: [] }
    return { content: { ...content, happened: command.happened }, faults: [], reasons: [] }
  }
  switch (tried.refusal.kind) {
    case 'refused':
      return { content, ...showRefusals(tried.refusal.refusals, faults, telling) }
    case 'not-kept': {
      const { why } = tried.refusal
      const says =
        why.kind === 'too-large'
          ? `All that was typed comes to ${why.bytes.toLocaleString('en-GB')} bytes, and one form can hold ${why.most.toLocaleString('en-GB')}: put what is longer into a document`
          : 'Something that was typed cannot be kept: type again what looks odd in it'
      return { content, faults: [...faults, { field: 'form', says }], reasons: [] }
    }
    case 'not-found':
    case 'changed-meanwhile':
    case 'key-used-otherwise':
    case 'open-already':
    case 'identifier-taken':
    case 'not-adopted':
      return {
        content,
        faults: [...faults, { field: 'form', says: 'Somebody recorded something at the same moment. Try again' }],
        reasons: [],
      }
    default:
      return tried.refusal satisfies never
  }
}

/** The moment itself where a correction leaves the minute as it was: forms show no seconds. */
function asBefore(at: Instant, corrected: EntryView | null): Instant {
  const before = corrected?.entry.happened
  return before !== undefined && Math.floor(before / MINUTE_MS) === Math.floor(at / MINUTE_MS) ? before : at
}

const MINUTE_MS = 60_000

/** The case of what somebody wants to record; null where they may not know of it. */
export function caseIdOf(found: Found, { on }: Target): string | null {
  if ('caseId' in on) return on.caseId
  if (found.kind === 'setting') return found.setting.before.caseId
  return found.kind === 'refused' ? found.caseId : null
}

/** What a draft of it is of. */
export function draftParts({ on, step }: Target, caseId: string, found: Found) {
  const opens = 'caseId' in on
  const protocol = opens
    ? on.protocol
    : found.kind === 'setting'
      ? found.setting.before.rules.protocol.id
      : found.kind === 'refused'
        ? found.protocol
        : ''
  return { caseId, pathway: on.pathway, protocol, opens, step, supersedes: opens ? null : on.supersedes }
}
