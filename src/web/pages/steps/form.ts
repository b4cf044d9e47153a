import { type Draft, ownDrafts, saveDraft } from '../../../record/pathways/drafts.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type Beginning, beginningOf, NOTHING, partsBefore } from '../../recording/begins-with.ts'
import { sayCapacity } from '../../recording/capacity.ts'
import { formPage } from '../../recording/form-page.ts'
import { typedFrom } from '../../recording/model/answered.ts'
import { OUTCOME_FIELD } from '../../recording/model/controls.ts'
import { happenedTyped } from '../../recording/model/happened.ts'
import { ABOUT, ASKED, askedIn, type Content } from '../../recording/model/settled.ts'
import { fieldOf, idOf, type Typed, textIn } from '../../recording/model/typed.ts'
import { caseIdOf, draftParts, isOf, judged, type Sent, typedAfter } from '../../recording/sending.ts'
import { addressOfTarget, type Found, type Setting, settingOf, type Target } from '../../recording/setting.ts'
import type { Answer } from '../../route.ts'
import { keptPage } from './kept-page.ts'

/** A step's form, to be filled in: empty, or of a correction with what was recorded before. */
export async function emptyForm(
  bound: Bound,
  target: Target,
  asked: { readonly role?: string | undefined; readonly about?: string | undefined },
): Promise<Answer> {
  const found = await settingOf(bound, target, asked.about ?? null)
  if (found.kind !== 'setting') return notNow(found, target, null)
  const { setting } = found
  const { roles, corrected, step, before } = setting
  const role = roles.find((each) => each === asked.role) ?? (roles.length === 1 ? roles[0] : undefined)
  if (role === undefined) return roleChoice(setting, asked.about ?? '')
  const begins = corrected === null ? await beginningOf(bound, setting) : NOTHING
  const typed: Typed =
    corrected === null
      ? { ...begins.typed, [ABOUT]: asked.about === undefined ? [] : [asked.about], ...asking(setting, asked.about) }
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
    begins,
    faults: [],
    reasons: [],
    unfinished: drafts.find((each) => isOf(each, target)) ?? null,
    when: 'asked',
  })
}

/** The duty that an address names, so that what is recorded answers no other. */
function asking({ about }: Setting, asked: string | undefined): Typed {
  return about === null || about.id !== asked ? {} : { [ASKED]: [about.id] }
}

/** A form that was sent: what was typed is kept before anything else is asked of it. */
export async function sentForm(bound: Bound, target: Target, sent: Sent): Promise<Answer> {
  const found = await settingOf(bound, target, askedIn(sent.typed))
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
  const filling = {
    ...said,
    begins: found.kind === 'setting' ? around(found.setting) : NOTHING,
    by: bound.principal.person,
    draft: sent.draft,
    revision,
    unfinished: null,
    when: 'asked',
  } as const
  return found.kind === 'setting' ? page(found.setting, filling) : { kind: 'not-found' }
}

/** What stands around a form that was begun: what was filled in for whoever began it is theirs by now. */
function around(setting: Setting): Beginning {
  return setting.corrected === null ? { ...NOTHING, ...partsBefore(setting) } : NOTHING
}

/** Where the person is led who did not send the form whole. */
function afterKeeping({ button, draft }: Sent, typed: Typed): string {
  const [what = '', question = '', row = ''] = button.split(':')
  const rows = Number(textIn(typed, fieldOf(question, 'rows')))
  if (what === 'add') return `/drafts/${draft}#${idOf(fieldOf(question, rows))}_item`
  if (what === 'remove') return `/drafts/${draft}#${idOf(fieldOf(question, Math.min(Number(row), rows)))}_item`
  return what === 'later' ? '/unfinished' : `/drafts/${draft}`
}

/** A form as it was kept, with what is to be put right in it. */
export async function keptForm(bound: Bound, setting: Setting, draft: Draft<Content>, judge: boolean): Promise<Answer> {
  const content = { ...draft.content, happened: null }
  const wrong = judge ? await judged(bound, setting, draft.draft, content) : { faults: [], reasons: [] }
  return page(setting, {
    by: bound.principal.person,
    draft: draft.draft,
    revision: draft.revision,
    content,
    begins: around(setting),
    faults: wrong.faults,
    reasons: wrong.reasons,
    unfinished: null,
    when: 'asked',
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

function roleChoice(setting: Setting, about: string): Answer {
  const { roles, around, step, before } = setting
  const model = {
    action: addressOfTarget(setting.target),
    child: before.childName ?? '',
    corrects: setting.corrected?.entry.id ?? '',
    about,
    roles: roles.map((role) => ({ value: role, text: sayCapacity(role, around) })),
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
