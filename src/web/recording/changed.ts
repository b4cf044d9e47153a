import { sayMoment } from '../../documents/pathway/titles.ts'
import { agencyOf, agencyOfEntry } from '../../engine/pathway/agencies.ts'
import type { EntryView } from '../../engine/pathway/view.ts'
import type { Draft } from '../../record/pathways/drafts.ts'
import type { Answer } from '../route.ts'
import { candidate } from './model/around.ts'
import { type SaidAnswer, sayAnswers } from './model/said.ts'
import { type Content, settle } from './model/settled.ts'
import type { Setting } from './setting.ts'

/** Where the page leads: the form that goes on with what was written, and the one that changes it. */
interface GoingOn {
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
  readonly stage: string
  readonly pathway: string
}

/** Both texts side by side: what others recorded meanwhile, and what this person is about to record. */
export function changedPage(
  setting: Setting,
  draft: Draft<Content>,
  now: Draft<Content>['saved'],
  to: GoingOn = { anew: `/drafts/${draft.draft}/anew`, change: `/drafts/${draft.draft}` },
): Answer {
  const { step, around, before, target } = setting
  const { command } = settle(step, draft.content, draft.supersedes, around, now)
  const model: ChangedPage = {
    ...to,
    child: before.childName ?? '',
    theirs: since(before.view.entries, draft.content.version).map(({ entry }) => {
      const other = around.protocol.steps.find(({ id }) => id === entry.step)
      return {
        title: other?.title ?? 'An entry taken back',
        who: candidate(entry.by, around).name,
        when: sayMoment(entry.recorded),
        answers: sayAnswers(other?.asks ?? [], entry.answers, around),
      }
    }),
    mine: sayAnswers(step.asks, command.answers, around),
    stage: before.view.stage?.title ?? '',
    pathway: target.on.pathway,
  }
  const title = 'Somebody recorded something while you wrote'
  return { kind: 'page', template: 'recording/changed.njk', title, model, status: 409 }
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
