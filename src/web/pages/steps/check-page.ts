import { SERIOUS_INCIDENT } from '../../../documents/pathway/statutory.ts'
import { sayHappened } from '../../../documents/pathway/titles.ts'
import { tellsOfSeriousIncident } from '../../../engine/pathway/serious.ts'
import type { View } from '../../../engine/pathway/view.ts'
import type { Draft } from '../../../record/pathways/drafts.ts'
import { checking } from '../../asking/task.ts'
import { sayAbout } from '../../recording/asked-about.ts'
import { sayCapacity } from '../../recording/capacity.ts'
import { type Follows, followsFrom } from '../../recording/model/follows.ts'
import { type SaidAnswer, sayAnswers } from '../../recording/model/said.ts'
import { type Content, settle } from '../../recording/model/settled.ts'
import { fieldOf, idOf } from '../../recording/model/typed.ts'
import type { Setting } from '../../recording/setting.ts'
import type { Answer } from '../../route.ts'
import { titleOf } from './form.ts'

/** An answer with the link that leads back to its question. */
export interface CheckedAnswer extends SaidAnswer {
  readonly change: string
}

/** What somebody is about to record, to be read once more. */
export interface CheckPage {
  readonly draft: string
  readonly revision: number
  readonly child: string
  readonly protocol: string
  readonly role: string
  /** Whose it is that this answers, where several have their own; '' where nobody has. */
  readonly about: string
  readonly happened: string
  readonly outcome: string | null
  readonly because: string | null
  readonly answers: readonly CheckedAnswer[]
  /** Questions that were answered and are not asked after these answers. */
  readonly leftOut: readonly string[]
  readonly follows: Follows
  /** Where what each will get is looked at, where this sends what goes before a sitting; '' where it does not. */
  readonly copies: string
  /** What must be considered at once; '' where nothing tells of a serious incident. */
  readonly serious: string
  /** What another page overwrote; null where none did. */
  readonly overwritten: readonly SaidAnswer[] | null
  readonly corrects: readonly SaidAnswer[] | null
}

export function checkPage(setting: Setting, draft: Draft<Content>, after: View, now: Draft<Content>['saved']): Answer {
  const { step, around, before, corrected } = setting
  const { content, overwritten } = draft
  const { command, leftOut } = settle(step, content, draft.supersedes, around, now)
  const about = before.view.duties.find(({ id }) => id === command.about) ?? setting.about
  const answers = sayAnswers(step.asks, command.answers, around)
  const other = overwritten === null ? null : settle(step, overwritten, draft.supersedes, around, now).command.answers
  const follows = followsFrom(before.view, after, around)
  const model: CheckPage = {
    draft: draft.draft,
    revision: draft.revision,
    child: before.childName ?? '',
    protocol: before.rules.protocol.title,
    role: sayCapacity(content.role, around),
    about: about === null ? '' : sayAbout(about, around, before.view),
    happened: sayHappened(command.happened),
    outcome: step.chooses ? (step.outcomes.find(({ id }) => id === command.outcome)?.title ?? null) : null,
    because: command.because,
    answers: answers.map((each) => ({
      ...each,
      change: `/drafts/${draft.draft}#${idOf(fieldOf(each.question))}_group`,
    })),
    leftOut: leftOut.map(({ title }) => title),
    follows,
    copies: follows.told.length === 0 ? '' : copiesOf(before.view, step.id),
    serious: tellsOfSeriousIncident(step, command.answers) ? SERIOUS_INCIDENT : '',
    overwritten: other === null ? null : sayAnswers(step.asks, other, around),
    corrects: corrected === null ? null : sayAnswers(step.asks, corrected.entry.answers, around),
  }
  return { kind: 'page', template: 'steps/check.njk', title: checking('Check your answers', titleOf(setting)), model }
}

/** What a step sends before a sitting goes to each in a copy of their own. */
function copiesOf({ duties }: View, step: string): string {
  const owed = duties.find(({ duty: { metBy, forEach }, standing: { kind } }) => {
    const isOpen = kind === 'open' || kind === 'overdue'
    return isOpen && metBy.kind === 'step' && metBy.step === step && forEach?.of.kind === 'sitting'
  })
  return owed === undefined ? '' : `/sittings/${owed.of}/pack/recipients`
}
