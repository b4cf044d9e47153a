import type { Instant } from '../../../engine/calendar/instant.ts'
import type { EntryView } from '../../../engine/pathway/view.ts'
import { type Draft, ownDrafts, saveDraft } from '../../../record/pathways/drafts.ts'
import { tryStep } from '../../../record/pathways/try-step.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Answer } from '../../route.ts'
import { formPage } from './form-page.ts'
import { keptPage } from './kept-page.ts'
import { typedFrom } from './model/answered.ts'
import { OUTCOME_FIELD } from './model/controls.ts'
import { happenedTyped } from './model/happened.ts'
import type { Fault } from './model/read-answers.ts'
import { type Reason, showRefusals } from './model/refused.ts'
import { compact, withoutRow, withRow } from './model/rows.ts'
import { ABOUT, type Content, settle } from './model/settled.ts'
import { fieldOf, idOf, type Typed, textIn } from './model/typed.ts'
import { addressOfTarget, type Found, type Setting, settingOf, type Target } from './setting.ts'

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

/** A step's form, to be filled in: empty, or of a correction with what was recorded before. */
export async function emptyForm(
  bound: Bound,
  target: Target,
  asked: { readonly role?: string | undefined; readonly about?: string | undefined },
): Promise<Answer> {
  const found = await settingOf(bound, target)
  if (found.kind !== 'setting') return notNow(found, target, null)
  const { setting } = found
  const { roles, corrected, step, before } = setting
  const role = roles.find((each) => each === asked.role) ?? (roles.length === 1 ? roles[0] : undefined)
  if (role === undefined) return roleChoice(setting)
  const typed: Typed =
    corrected === null
      ? { [ABOUT]: asked.about === undefined ? [] : [asked.about] }
      : {
          ...typedFrom(step.asks, corrected.entry.answers),
          ...(corrected.entry.outcome === null ? {} : { [OUTCOME_FIELD]: [corrected.entry.outcome] }),
          ...happenedTyped(corrected.entry.happened),
        }
  const version = 'version' in before.on ? before.on.version : 0
  const drafts = await ownDrafts<Content>(bound)
  return page(setting, {
    by: bound.principal.person,
    draft: bound.store.ids.random(),
    revision: 0,
    content: { role, typed, version, happened: null },
    faults: [],
    reasons: [],
    unfinished: drafts.find((each) => isOf(each, target)) ?? null,
  })
}

function isOf({ pathway, caseId, step, protocol, opens, supersedes }: Draft<Content>, target: Target): boolean {
  const { on } = target
  if (step !== target.step) return false
  return 'caseId' in on
    ? opens && caseId === on.caseId && protocol === on.protocol
    : !opens && pathway === on.pathway && supersedes === on.supersedes
}

/** A form that was sent: what was typed is kept before anything else is asked of it. */
export async function sentForm(bound: Bound, target: Target, sent: Sent): Promise<Answer> {
  const found = await settingOf(bound, target)
  const caseId = caseIdOf(found, target)
  if (found.kind === 'not-found' || caseId === null) return { kind: 'not-found' }
  const typed = typedAfter(sent, found)
  const content: Content = { role: sent.role, typed, version: sent.version, happened: null }
  const isWhole = sent.button === 'continue' && found.kind === 'setting'
  const said = isWhole ? await judged(bound, found.setting, sent.draft, content) : null
  const of = { draft: sent.draft, ...draftParts(target, caseId, found) }
  const revision = await saveDraft(bound, of, said?.content ?? content, sent.revision)
  if (revision === null) return { kind: 'not-found' }
  if (said === null) return { kind: 'redirect', to: afterKeeping(sent, typed) }
  if (said.faults.length === 0 && said.reasons.length === 0) {
    return { kind: 'redirect', to: `/drafts/${sent.draft}/check` }
  }
  const filling = { ...said, by: bound.principal.person, draft: sent.draft, revision, unfinished: null }
  return found.kind === 'setting' ? page(found.setting, filling) : { kind: 'not-found' }
}

/** What the form holds after its button was pressed: a row more or less, or no empty rows where it was sent whole. */
function typedAfter({ button, typed }: Sent, found: Found): Typed {
  const [what = '', question = '', row = ''] = button.split(':')
  if (what === 'add') return withRow(typed, question)
  if (what === 'remove') return withoutRow(typed, question, Number(row))
  return what === 'continue' && found.kind === 'setting' ? compact(typed, found.setting.step.asks) : typed
}

/** Where the person is led who did not send the form whole. */
function afterKeeping({ button, draft }: Sent, typed: Typed): string {
  const [what = '', question = '', row = ''] = button.split(':')
  const rows = Number(textIn(typed, fieldOf(question, 'rows')))
  if (what === 'add') return `/drafts/${draft}#${idOf(fieldOf(question, rows))}_item`
  if (what === 'remove') return `/drafts/${draft}#${idOf(fieldOf(question, Math.min(Number(row), rows)))}_item`
  return what === 'later' ? '/unfinished' : `/drafts/${draft}`
}

interface JudgedForm {
  readonly content: Content
  readonly faults: readonly Fault[]
  readonly reasons: readonly Reason[]
}

/** What the form and the protocol say to what was typed; where neither says anything, when it happened is settled. */
async function judged(bound: Bound, setting: Setting, draft: string, content: Content): Promise<JudgedForm> {
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

/** A form as it was kept, with what is to be put right in it. */
export async function keptForm(bound: Bound, setting: Setting, draft: Draft<Content>, judge: boolean): Promise<Answer> {
  const content = { ...draft.content, happened: null }
  const wrong = judge ? await judged(bound, setting, draft.draft, content) : { faults: [], reasons: [] }
  return page(setting, {
    by: bound.principal.person,
    draft: draft.draft,
    revision: draft.revision,
    content,
    faults: wrong.faults,
    reasons: wrong.reasons,
    unfinished: null,
  })
}

function page(setting: Setting, filling: Parameters<typeof formPage>[1]): Answer {
  const { model, errors } = formPage(setting, filling)
  const status = errors.length > 0 ? 400 : filling.reasons.length > 0 ? 403 : 200
  return { kind: 'page', template: 'steps/form.njk', title: titleOf(setting), model, errors, status }
}

export function titleOf({ step, corrected }: Pick<Setting, 'step' | 'corrected'>): string {
  return corrected === null ? step.title : `Correct: ${step.title}`
}

function roleChoice(setting: Setting): Answer {
  const { roles, around, step, before } = setting
  const model = {
    action: addressOfTarget(setting.target),
    child: before.childName ?? '',
    corrects: setting.corrected?.entry.id ?? '',
    roles: roles.map((role) => ({ value: role, text: around.protocol.roles.get(role) ?? role })),
  }
  return { kind: 'page', template: 'steps/role.njk', title: step.title, model }
}

/** Why the form cannot be filled in now. What was typed is kept, and shown. */
function notNow(found: Exclude<Found, { kind: 'setting' }>, target: Target, draft: string | null): Answer {
  switch (found.kind) {
    case 'not-found':
      return { kind: 'not-found' }
    case 'open-already':
    case 'refused':
      if (draft !== null) return { kind: 'redirect', to: `/drafts/${draft}` }
      return keptPage(found, target, null)
    default:
      return found satisfies never
  }
}

function caseIdOf(found: Found, { on }: Target): string | null {
  if ('caseId' in on) return on.caseId
  if (found.kind === 'setting') return found.setting.before.caseId
  return found.kind === 'refused' ? found.caseId : null
}

function draftParts({ on, step }: Target, caseId: string, found: Found) {
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
