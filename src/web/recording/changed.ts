import { sayMoment } from '../../documents/pathway/titles.ts'
import { agencyOf, agencyOfEntry } from '../../engine/pathway/agencies.ts'
import type { EntryView } from '../../engine/pathway/view.ts'
import type { Draft } from '../../record/pathways/drafts.ts'
import type { Answer } from '../route.ts'
import { candidate } from './model/around.ts'
import { sayKept, sayRecorded } from './model/kept-answers.ts'
import type { Reason } from './model/refused.ts'
import type { SaidAnswer } from './model/said.ts'
import type { Content } from './model/settled.ts'
import type { Found, Setting } from './setting.ts'

/** Where the page leads: the form that goes on with what was written, and the one that changes it. */
interface GoingOn {
  /** '' where it cannot be recorded any more. */
  readonly anew: string
  readonly change: string
}

/** What others recorded since a version, each as told. */
export interface ChangedPage extends GoingOn {
  readonly child: string
  readonly theirs: readonly {
    readonly title: string
    readonly who: string
    readonly when: string
    readonly answers: readonly SaidAnswer[]
  }[]
  readonly mine: readonly SaidAnswer[]
  /** Why what they wrote cannot be recorded as the pathway stands now. */
  readonly reasons: readonly Reason[]
  /** The draft that can be discarded then; '' where it can still be recorded. */
  readonly draft: string
  readonly stage: string
  readonly pathway: string
}

/** Both texts side by side: what others recorded meanwhile, and what this person is about to record. */
export function changedPage(
  found: Pick<Setting, 'step' | 'around' | 'before'> & { readonly reasons?: readonly Reason[] },
  draft: Draft<Content>,
  now: Draft<Content>['saved'],
  to: GoingOn = { anew: `/drafts/${draft.draft}/anew`, change: `/drafts/${draft.draft}` },
): Answer {
  const { step, around, before, reasons = [] } = found
  const isOver = 'reasons' in found
  const model: ChangedPage = {
    change: to.change,
    anew: isOver ? '' : to.anew,
    draft: isOver ? draft.draft : '',
    reasons,
    child: before.childName ?? '',
    theirs: since(before.view.entries, draft.content.version).map(({ entry }) => {
      const other = around.protocol.steps.find(({ id }) => id === entry.step)
      return {
        title: other?.title ?? 'An entry taken back',
        who: candidate(entry.by, around).name,
        when: sayMoment(entry.recorded),
        answers: sayRecorded(other ?? TAKEN_BACK, entry, around),
      }
    }),
    mine: sayKept(step, draft.content, draft.supersedes, around, now),
    stage: before.view.stage?.title ?? '',
    pathway: draft.pathway,
  }
  const title = 'Somebody recorded something while you wrote'
  return { kind: 'page', template: 'recording/changed.njk', title, model, status: 409 }
}

const TAKEN_BACK = { asks: [], chooses: false, outcomes: [] } as const

/** Whether others recorded something since a draft was begun. */
export function cameMeanwhile(
  found: Found,
  { content, opens }: Draft<Content>,
): found is Extract<Found, { kind: 'refused' }> {
  if (opens || found.kind !== 'refused') return false
  const { on } = found.before
  return 'version' in on && on.version !== content.version
}

/**
 * Whether what came after a version only stands beside what this person writes: other agencies' own parts of one thing, which are
 * kept apart. Then nobody has to read them before their own is recorded.
 */
export function standsApart({ step, before }: Setting, version: number, person: string): boolean {
  const { rules, view, people } = before
  const own = agencyOf(people, person)
  const came = since(view.entries, version)
  return (
    came.length > 0 &&
    rules.protocol.versions.some(({ partsBy }) => partsBy === step.id) &&
    came.every(
      ({ entry }) => entry.step === step.id && entry.supersedes === null && agencyOfEntry(people, entry) !== own,
    )
  )
}

/** The entries that came after a version: it grows by one with each. */
function since(entries: readonly EntryView[], version: number): readonly EntryView[] {
  return entries
    .filter(({ derived }) => !derived)
    .toSorted((a, b) => a.entry.recorded - b.entry.recorded)
    .slice(version)
}
