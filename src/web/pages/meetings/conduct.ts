import { attendanceAt } from '../../../cases/meetings/attended.ts'
import { recordDraft } from '../../../cases/steps/record-draft.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { endOf } from '../../../engine/pathway/days.ts'
import type { Step } from '../../../engine/protocol/pathway-parts.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'
import { type Draft, ownDrafts, saveDraft } from '../../../record/pathways/drafts.ts'
import { recordedUnder } from '../../../record/pathways/submissions.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type Beginning, beginningOf } from '../../recording/begins-with.ts'
import { changedPage } from '../../recording/changed.ts'
import { formPage } from '../../recording/form-page.ts'
import { HAPPENED, happenedTyped } from '../../recording/model/happened.ts'
import { type Content, settle } from '../../recording/model/settled.ts'
import { fieldOf, idOf, type Typed, textIn } from '../../recording/model/typed.ts'
import { draftParts, isOf, type JudgedForm, judged, type Sent, typedAfter } from '../../recording/sending.ts'
import { type Setting, settingOf, type Target } from '../../recording/setting.ts'
import type { Answer } from '../../route.ts'
import { type Conducting, conductPage } from './conduct-model.ts'
import { readAgenda } from './read.ts'
import { casesOf, isToDecide, isWaitedFor } from './sitting-model.ts'

const NOT_FOUND: Answer = { kind: 'not-found' }

/** What is asked of the page of one case at a sitting. */
interface ConductAsked {
  readonly sitting: string
  readonly pathway: string
  /** The step that was asked for, where the meeting decides several. */
  readonly step: Name | null
  readonly role: Name | null
  /** What was recorded of the case before: its pathway and entry. */
  readonly after: { readonly pathway: string; readonly entry: string } | null
}

async function conducting(bound: Bound, sitting: string, pathway: string): Promise<Conducting | null> {
  const read = await readAgenda(bound, sitting)
  const part = read?.parts.find(({ cases }) => cases.some((each) => each.read.pathway === pathway))
  const each = part?.cases.find((one) => one.read.pathway === pathway)
  return read === null || part === undefined || each === undefined ? null : { read, part, each }
}

/** One case at a sitting: what is known of it, what was decided, and the form of what is decided now. */
export async function conductForm(bound: Bound, asked: ConductAsked): Promise<Answer> {
  const found = await conducting(bound, asked.sitting, asked.pathway)
  if (found === null) return NOT_FOUND
  const step = stepOf(found, asked.step, bound)
  if (step === null) return page(bound, found, null, asked)
  const target: Target = { step: step.id, on: { pathway: asked.pathway, supersedes: null } }
  const setting = await settingOf(bound, target)
  if (setting.kind !== 'setting') return page(bound, found, null, asked)
  const draft = (await ownDrafts<Content>(bound)).find((each) => isOf(each, target)) ?? null
  const filling = draft === null ? await empty(setting.setting, found, asked, bound) : kept(draft)
  return page(bound, found, { setting: setting.setting, ...filling, faults: [], reasons: [] }, asked)
}

/** The step whose form is shown: the one asked for, else the first that waits and was not recorded at this sitting. */
function stepOf({ read, each }: Conducting, asked: Name | null, { principal, today }: Bound): Step | null {
  if (read.sitting.on > today || read.sitting.cancelledBecause !== null) return null
  const mine = each.open.filter(({ takers }) => takers.some(({ person }) => person === principal.person))
  const wanted = mine.find(({ step }) => step.id === asked)
  if (wanted !== undefined) return wanted.step
  const left = mine.filter(({ step }) => !each.decided.some(({ entry }) => entry.step === step.id))
  const waits = each.waits.flatMap(({ duty: { metBy } }) => (metBy.kind === 'step' ? [metBy.step] : []))
  return (left.find(({ step }) => waits.includes(step.id)) ?? left[0])?.step ?? null
}

interface Filled {
  readonly draft: string
  readonly revision: number
  readonly content: Content
  /** Nothing where somebody has typed in it already. */
  readonly begins?: Beginning
}

/** A form that nobody has touched, with what the record and the sitting tell already, so that nothing is typed twice. */
async function empty(setting: Setting, { read }: Conducting, { role }: ConductAsked, bound: Bound): Promise<Filled> {
  const { roles, before } = setting
  const { sitting } = read
  const begins = await beginningOf(bound, setting, sitting)
  const version = 'version' in before.on ? before.on.version : 0
  const as = roles.find((each) => each === role) ?? roles[0] ?? ''
  return {
    draft: bound.store.ids.random(),
    revision: 0,
    content: { role: as, typed: begins.typed, version, happened: null },
    begins,
  }
}

function kept({ draft, revision, content }: Draft<Content>): Filled {
  return { draft, revision, content: { ...content, happened: null } }
}

type Shown = Filled & { readonly setting: Setting } & Pick<JudgedForm, 'faults' | 'reasons'>

async function page(
  bound: Bound,
  found: Conducting,
  shown: Shown | null,
  asked: Pick<ConductAsked, 'after'>,
): Promise<Answer> {
  const { person } = bound.principal
  const form =
    shown === null
      ? null
      : formPage(shown.setting, {
          by: person,
          draft: shown.draft,
          revision: shown.revision,
          content: shown.content,
          ...(shown.begins === undefined ? {} : { begins: shown.begins }),
          faults: shown.faults,
          reasons: shown.reasons,
          unfinished: null,
          when: 'settled',
        })
  const { meeting, sitting } = found.read
  const model = conductPage(found, {
    person,
    at: await attendanceAt(bound, meeting, sitting),
    today: bound.today,
    roster: await rosterOf(bound),
    after: asked.after,
    form:
      form === null || shown === null ? null : { ...form.model, step: shown.setting.step, roles: shown.setting.roles },
  })
  const errors = form?.errors ?? []
  const status = errors.length > 0 ? 400 : (shown?.reasons.length ?? 0) > 0 ? 403 : 200
  const title = found.each.read.childName ?? 'Not about one child'
  return { kind: 'page', template: 'meetings/conduct.njk', title, model, errors, status }
}

/** Where one case of a sitting lies. */
function addressOfCase(sitting: string, pathway: string): string {
  return `/sittings/${sitting}/cases/${pathway}`
}

/** What was typed with the time of the sitting in it: now, or the end of its day where that is past. */
function atSitting(typed: Typed, on: Day, today: Day): Typed {
  return on === today ? { ...typed, [HAPPENED]: ['now'] } : { ...typed, ...happenedTyped(endOf(on)) }
}

/** A form of a case that was sent: kept first, then recorded where nothing speaks against it, and on to the next case. */
export async function conductSent(
  bound: Bound,
  { sitting, pathway, step }: { readonly sitting: string; readonly pathway: string; readonly step: Name },
  sent: Sent,
): Promise<Answer> {
  const found = await conducting(bound, sitting, pathway)
  if (found === null) return NOT_FOUND
  // Sent twice, it is recorded once, and nothing of it is kept as a draft again.
  const before = await recordedUnder(bound, sent.draft)
  if (before !== null) return { kind: 'redirect', to: nextAfter(found, before, bound, step) }
  const target: Target = { step, on: { pathway, supersedes: null } }
  const set = await settingOf(bound, target)
  if (set.kind === 'not-found' || set.kind === 'open-already') return NOT_FOUND
  const typed = atSitting(typedAfter(sent, set), found.read.sitting.on, bound.today)
  const content: Content = { role: sent.role, typed, version: sent.version, happened: null }
  const caseId = found.each.read.caseId
  const isWhole = sent.button === 'continue' && set.kind === 'setting'
  const said = isWhole ? await judged(bound, set.setting, sent.draft, content) : null
  const of = { draft: sent.draft, ...draftParts(target, caseId, set) }
  const revision = await saveDraft(bound, of, said?.content ?? content, sent.revision)
  if (revision === null) return NOT_FOUND
  const here = addressOfCase(sitting, pathway)
  if (said === null || set.kind !== 'setting')
    return { kind: 'redirect', to: afterKeeping(sent, typed, `${here}?step=${step}`, sitting) }
  const { setting } = set
  const asked = { after: null }
  const filled = { draft: sent.draft, revision, content: said.content }
  const { on } = setting.before
  const isStale = 'version' in on && on.version !== sent.version
  if (!isStale && (said.faults.length > 0 || said.reasons.length > 0)) {
    return page(bound, found, { setting, ...filled, faults: said.faults, reasons: said.reasons }, asked)
  }
  const submission = {
    key: sent.draft,
    on: 'version' in on ? { ...on, version: sent.version } : on,
    command: settle(setting.step, said.content, null, setting.around, bound.moment).command,
  }
  const recorded = isStale ? null : await recordDraft(bound, submission)
  if (recorded?.ok === true) return { kind: 'redirect', to: nextAfter(found, recorded, bound, step) }
  if (recorded === null) return bothTexts(bound, setting, target, here)
  // What came at the same moment may lie after the one at which this began to look: it is looked at anew.
  if (recorded.refusal.kind === 'changed-meanwhile') return { kind: 'redirect', to: `/drafts/${sent.draft}/check` }
  const again = await judged(bound, setting, sent.draft, content)
  return page(bound, found, { setting, ...filled, faults: again.faults, reasons: again.reasons }, asked)
}

/** Both texts, where somebody else recorded something of the case meanwhile. */
async function bothTexts(bound: Bound, setting: Setting, target: Target, here: string): Promise<Answer> {
  const draft = (await ownDrafts<Content>(bound)).find((each) => isOf(each, target))
  if (draft === undefined) return { kind: 'redirect', to: here }
  const to = { anew: `${here}/steps/${target.step}/anew`, change: `${here}?step=${target.step}` }
  return changedPage(setting, draft, bound.moment, to)
}

/** Goes on with what somebody wrote, on what others recorded meanwhile, which they have read. */
export async function conductAnew(
  bound: Bound,
  { sitting, pathway, step }: { readonly sitting: string; readonly pathway: string; readonly step: Name },
): Promise<Answer> {
  const target: Target = { step, on: { pathway, supersedes: null } }
  const found = await settingOf(bound, target)
  const draft = (await ownDrafts<Content>(bound)).find((each) => isOf(each, target))
  const to = `${addressOfCase(sitting, pathway)}?step=${step}`
  if (draft === undefined || found.kind !== 'setting') return { kind: 'redirect', to }
  const { on } = found.setting.before
  if ('version' in on) {
    await saveDraft(bound, draft, { ...draft.content, version: on.version, happened: null }, draft.revision)
  }
  return { kind: 'redirect', to }
}

/** The next case of which something is to be recorded, after this one and then before it; the sitting where there is none. */
function nextAfter(
  { read, each }: Conducting,
  { pathway, entry }: { readonly pathway: string; readonly entry: string },
  { principal }: Bound,
  step: Name,
): string {
  const { sitting, parts } = read
  const done = `?after=${pathway}.${entry}`
  const mine = each.open.filter(({ takers }) => takers.some(({ person }) => person === principal.person))
  const isMore = mine.some(({ step: { id } }) => id !== step && isWaitedFor(each, id))
  if (isMore) return `${addressOfCase(sitting.id, pathway)}${done}`
  const all = casesOf(parts)
  const here = all.indexOf(each)
  const inTurn = [...all.slice(here + 1), ...all.slice(0, here)]
  const next = inTurn.find((one) => isToDecide(one, principal.person))
  return next === undefined
    ? `/sittings/${sitting.id}${done}`
    : `${addressOfCase(sitting.id, next.read.pathway)}${done}`
}

function afterKeeping({ button }: Sent, typed: Typed, here: string, sitting: string): string {
  const [what = '', question = '', row = ''] = button.split(':')
  const rows = Number(textIn(typed, fieldOf(question, 'rows')))
  if (what === 'later') return `/sittings/${sitting}`
  if (what === 'add') return `${here}#${idOf(fieldOf(question, rows))}_item`
  if (what === 'remove') return `${here}#${idOf(fieldOf(question, Math.min(Number(row), rows)))}_item`
  return here
}
