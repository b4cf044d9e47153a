import { sayMoment } from '../../documents/pathway/titles.ts'
import { answerTo } from '../../engine/pathway/state.ts'
import { candidate } from './model/around.ts'
import { type SaidAnswer, sayAnswers } from './model/said.ts'
import type { Setting } from './setting.ts'

/** What was recorded in a pathway: on it somebody goes on or decides, without looking for it elsewhere. */
export interface ToldLast {
  readonly title: string
  readonly by: string
  readonly answers: readonly SaidAnswer[]
  readonly pathway: string
}

/** How many records a form tells of. */
const MOST = 4

/** The last entries that count and have answers, the latest first; none where there is none, as in a pathway that is just opened. */
export function toldBefore({ before: { on, view }, around }: Setting): readonly ToldLast[] {
  if (!('pathway' in on)) return []
  const told = view.entries.toReversed().flatMap(({ entry, supersededBy, ignored }): readonly ToldLast[] => {
    const { by, happened, answers } = entry
    const step = around.protocol.steps.find(({ id }) => id === entry.step)
    const counts = supersededBy === null && ignored === null && Object.keys(answers).length > 0
    if (step === undefined || !counts) return []
    return [
      {
        title: step.title,
        by: `${candidate(by, around).name}, ${sayMoment(happened)}`,
        answers: sayAnswers(step.asks, answers, around),
        pathway: `/pathways/${on.pathway}`,
      },
    ]
  })
  return told.slice(0, MOST)
}

/** The latest answer to each question that the step recalls, of what counts; none where nobody has said it yet. */
export function recalled({ before: { on, view }, around, step }: Setting): readonly SaidAnswer[] {
  if (!('pathway' in on)) return []
  return step.recalls.flatMap((id) => {
    const last = view.entries.findLast(({ entry: { answers }, supersededBy, ignored }) => {
      return supersededBy === null && ignored === null && Object.hasOwn(answers, id)
    })
    const answer = last === undefined ? undefined : answerTo(last.entry.answers, id)
    if (last === undefined || answer === undefined) return []
    const asks = around.protocol.steps.find((each) => each.id === last.entry.step)?.asks ?? []
    return sayAnswers(
      asks.filter((question) => question.id === id),
      { [id]: answer },
      around,
    )
  })
}
