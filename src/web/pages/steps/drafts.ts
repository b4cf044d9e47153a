import { recordDraft } from '../../../cases/steps/record-draft.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { sayWithheldWhereabouts } from '../../../documents/pathway/whereabouts.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { DRAFT_DAYS, type Draft, draftOf, dropDraft, ownDrafts, saveDraft } from '../../../record/pathways/drafts.ts'
import type { Recorded } from '../../../record/pathways/record-step.ts'
import { recordedUnder } from '../../../record/pathways/submissions.ts'
import { tryStep } from '../../../record/pathways/try-step.ts'
import { withheldAt } from '../../../record/sharing/whereabouts.ts'
import type { Bound } from '../../../record/transaction.ts'
import { cameMeanwhile, changedPage, standsApart } from '../../recording/changed.ts'
import { askedIn, type Content, settle } from '../../recording/model/settled.ts'
import { type Found, type Setting, settingOf, type Target } from '../../recording/setting.ts'
import type { Answer } from '../../route.ts'
import { checkPage } from './check-page.ts'
import { keptForm } from './form.ts'
import { keptPage } from './kept-page.ts'
import { lastPage } from './last-page.ts'

const NOT_FOUND: Answer = { kind: 'not-found' }

function targetOf({ opens, caseId, pathway, protocol, step, supersedes }: Draft<Content>): Target {
  return { step, on: opens ? { caseId, protocol, pathway } : { pathway, supersedes } }
}

interface Opened {
  readonly draft: Draft<Content>
  readonly target: Target
  readonly found: Found
}

async function open(bound: Bound, name: string): Promise<Opened | null> {
  const draft = await draftOf<Content>(bound, name)
  if (draft === null) return null
  const target = targetOf(draft)
  return { draft, target, found: await settingOf(bound, target, askedIn(draft.content.typed)) }
}

/** Where a draft that is not there any more went: to what was recorded from it. */
async function gone(bound: Bound, name: string): Promise<Answer> {
  return (await recordedIn(bound, name)) ?? NOT_FOUND
}

/** To what a draft was recorded as, as far as its recorder may see that still; null where nothing was. */
async function recordedIn(bound: Bound, name: string): Promise<Answer | null> {
  const recorded = await recordedUnder(bound, name)
  if (recorded === null) return null
  const { pathway, entry, seen } = recorded
  return { kind: 'redirect', to: seen ? `/pathways/${pathway}/recorded/${entry}` : '/recorded' }
}

/** A form as it was left. */
export function draftForm(bound: Bound, name: string): Promise<Answer> {
  return withBanner(bound, name, formOf)
}

async function formOf(bound: Bound, _name: string, opened: Opened): Promise<Answer> {
  const { draft, found } = opened
  if (found.kind === 'not-found') return NOT_FOUND
  if (found.kind !== 'setting') return notNow(found, opened, bound)
  return keptForm(bound, found.setting, draft, false)
}

/** Why it cannot be recorded now; beside what others recorded meanwhile, where somebody did. */
function notNow(
  found: Exclude<Found, { kind: 'setting' | 'not-found' }>,
  { draft, target }: Opened,
  { moment }: Bound,
): Answer {
  return cameMeanwhile(found, draft) ? changedPage(found, draft, moment) : keptPage(found, target, draft)
}

/** A draft's address names no case: its page says itself what is withheld there. */
async function withBanner(
  bound: Bound,
  name: string,
  page: (bound: Bound, name: string, opened: Opened) => Promise<Answer> | Answer,
): Promise<Answer> {
  const opened = await open(bound, name)
  if (opened === null) return gone(bound, name)
  const answer = await page(bound, name, opened)
  if (answer.kind !== 'page') return answer
  const { on } = opened.target
  const withheld = await ('caseId' in on
    ? withheldAt(bound, 'case', on.caseId)
    : withheldAt(bound, 'pathway', on.pathway))
  return { ...answer, withheld: withheld.map(sayWithheldWhereabouts) }
}

/** What is about to be recorded, with what will follow; or what is to be put right first. */
export function draftCheck(bound: Bound, name: string): Promise<Answer> {
  return withBanner(bound, name, checkOf)
}

async function checkOf(bound: Bound, name: string, opened: Opened): Promise<Answer> {
  const { draft, found } = opened
  if (found.kind === 'not-found') return NOT_FOUND
  if (found.kind !== 'setting') return notNow(found, opened, bound)
  const { setting } = found
  const { on } = setting.before
  if (draft.content.happened === null) return keptForm(bound, setting, draft, true)
  if ('version' in on && on.version !== seen(bound, setting, draft)) return changedPage(setting, draft, bound.moment)
  const tried = await tryStep(bound, { key: name, on, command: commandOf(setting, draft, bound) })
  return tried.ok ? checkPage(setting, draft, tried.view, bound.moment) : keptForm(bound, setting, draft, true)
}

function commandOf({ step, around }: Setting, draft: Draft<Content>, { moment }: Bound) {
  return settle(step, draft.content, draft.supersedes, around, moment).command
}

/** Records what was checked. Sent twice, or by two at once, it is recorded once. */
export async function draftRecord(bound: Bound, name: string, revision: number): Promise<Answer> {
  const opened = await open(bound, name)
  if (opened === null) return gone(bound, name)
  const { draft, found, target } = opened
  const before = await recordedIn(bound, name)
  if (before !== null) return before
  if (found.kind === 'not-found') return NOT_FOUND
  if (found.kind !== 'setting') return notNow(found, opened, bound)
  const { setting } = found
  // What was checked is not what is there now: another page saved the draft meanwhile.
  if (draft.revision !== revision || draft.content.happened === null) {
    return { kind: 'redirect', to: `/drafts/${name}/check` }
  }
  const recorded = await recordAsSeen(bound, setting, draft)
  if (recorded.ok)
    return (await recordedUnder(bound, name))?.seen === false
      ? lastPage(setting, commandOf(setting, draft, bound))
      : gone(bound, name)
  switch (recorded.refusal.kind) {
    case 'changed-meanwhile':
      // What came at the same moment may lie after the one at which this began to look: it is looked at anew.
      return { kind: 'redirect', to: `/drafts/${name}/check` }
    case 'refused':
    case 'not-kept':
      return keptForm(bound, setting, draft, true)
    case 'open-already':
      return keptPage({ ...setting, kind: 'open-already', pathway: recorded.refusal.pathway }, target, draft)
    case 'key-used-otherwise':
      return gone(bound, name)
    case 'not-found':
    case 'identifier-taken':
    case 'not-adopted':
      return NOT_FOUND
    default:
      return recorded.refusal satisfies never
  }
}

/** The pathway's version that a draft was written on, or the one now where only what stands apart from it came since. */
function seen({ principal }: Bound, setting: Setting, draft: Draft<Content>): number {
  const { on } = setting.before
  const { version } = draft.content
  return 'version' in on && standsApart(setting, version, principal.person) ? on.version : version
}

async function recordAsSeen(bound: Bound, setting: Setting, draft: Draft<Content>): Promise<Recorded> {
  const submit = (as: Setting): Promise<Recorded> => {
    const { on } = as.before
    const asSeen = 'version' in on ? { ...on, version: seen(bound, as, draft) } : on
    return recordDraft(bound, { key: draft.draft, on: asSeen, command: commandOf(as, draft, bound) })
  }
  const recorded = await submit(setting)
  if (recorded.ok || recorded.refusal.kind !== 'changed-meanwhile') return recorded
  // The pathway is locked by now: what came at the same moment is there to be looked at, and nothing more comes.
  const found = await settingOf(bound, targetOf(draft), askedIn(draft.content.typed))
  return found.kind === 'setting' ? submit(found.setting) : recorded
}

/** Goes on with a draft on what others recorded meanwhile. */
export async function draftAnew(bound: Bound, name: string): Promise<Answer> {
  const opened = await open(bound, name)
  if (opened === null) return gone(bound, name)
  const { draft, found } = opened
  if (found.kind === 'setting' && 'version' in found.setting.before.on) {
    const { version } = found.setting.before.on
    await saveDraft(bound, draft, { ...draft.content, version }, draft.revision)
  }
  return { kind: 'redirect', to: `/drafts/${name}/check` }
}

/** Takes a draft away that is not wanted. */
export async function draftDiscard(bound: Bound, name: string): Promise<Answer> {
  await dropDraft(bound, name)
  return { kind: 'redirect', to: '/unfinished' }
}

/** What somebody began and did not record. */
export async function unfinished(bound: Bound): Promise<Answer> {
  const drafts = await ownDrafts<Content>(bound)
  const rules = await adoptedProtocols(bound)
  const model = {
    days: DRAFT_DAYS,
    drafts: drafts.map(({ draft, protocol: id, step: stepId, saved, supersedes, childName }) => {
      const protocol = rules.find((each) => each.protocol.id === id)?.protocol
      const step = protocol?.steps.find((each) => each.id === stepId)
      return {
        draft,
        title: `${supersedes === null ? '' : 'Correct: '}${step?.title ?? 'A step of an earlier version of its protocol'}`,
        protocol: protocol?.title ?? '',
        child: childName ?? 'A child whom you may not see now',
        saved: sayMoment(saved),
      }
    }),
  }
  return { kind: 'page', template: 'steps/unfinished.njk', title: 'Unfinished', model }
}
