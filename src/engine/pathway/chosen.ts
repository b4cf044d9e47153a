import type { Meeting, Step } from '../protocol/pathway-parts.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import type { Answers, AnswerValue } from './entry.ts'
import { answerTo } from './state.ts'
import type { View } from './view.ts'

/** The posts that a record asks to come for its case to these meetings, beside those that always sit there. */
export function postsChosenIn(
  { asks }: Pick<Step, 'asks'>,
  answers: Answers,
  meetings: Iterable<Pick<Meeting, 'chosenIn'>>,
): readonly Name[] {
  const ids = new Set([...meetings].flatMap(({ chosenIn }) => chosenIn))
  const posts = asks.flatMap(({ id }) => {
    const value = ids.has(id) ? answerTo(answers, id) : undefined
    return Array.isArray(value) ? (value as readonly AnswerValue[]).filter((each) => typeof each === 'string') : []
  })
  return [...new Set(posts)]
}

/** The posts that come to a meeting for one case alone: as the latest record says that asks for them. */
export function postsChosen(
  meeting: Pick<Meeting, 'chosenIn'>,
  { entries }: Pick<View, 'entries'>,
  { steps }: Pick<Protocol, 'steps'>,
): readonly Name[] {
  if (meeting.chosenIn.length === 0) return []
  const asking = steps.filter(({ asks }) => asks.some(({ id }) => meeting.chosenIn.includes(id)))
  const last = entries.findLast(({ entry, supersededBy, ignored }) => {
    return supersededBy === null && ignored === null && asking.some(({ id }) => id === entry.step)
  })
  const step = asking.find(({ id }) => id === last?.entry.step)
  return last === undefined || step === undefined ? [] : postsChosenIn(step, last.entry.answers, [meeting])
}
