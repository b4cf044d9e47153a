import { sayMoment } from '../../documents/pathway/titles.ts'
import { answerTo } from '../../engine/pathway/state.ts'
import { candidate } from './model/around.ts'
import { type SaidAnswer, sayAnswers } from './model/said.ts'
import type { Setting } from './setting.ts'

/** What was recorded last in a pathway: on it somebody goes on or decides, without looking for it elsewhere. */
export interface ToldLast {
  readonly title: string
  readonly by: string
  readonly answers: readonly SaidAnswer[]
  readonly pathway: string
}

/** The last entry that counts and has answers; null where there is none, as in a pathway that is just opened. */
export function toldLast({ before: { on, view }, around }: Setting): ToldLast | null {
  if (!('pathway' in on)) return null
  const last = view.entries.findLast(({ entry, supersededBy, ignored }) => {
    return supersededBy === null && ignored === null && Object.keys(entry.answers).length > 0
  })
  const step = around.protocol.steps.find(({ id }) => id === last?.entry.step)
  if (last === undefined || step === undefined) return null
  const { by, happened, answers } = last.entry
  return {
    title: step.title,
    by: `${candidate(by, around).name}, ${sayMoment(happened)}`,
    answers: sayAnswers(step.asks, answers, around),
    pathway: `/pathways/${on.pathway}`,
  }
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
