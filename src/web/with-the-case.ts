import { levelsIn, sayFromTo } from '../documents/followed/levels.ts'
import type { WithTheCase } from '../documents/followed/versions.ts'
import type { View } from '../engine/pathway/view.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import type { Around } from './recording/model/around.ts'
import { sayAnswers, textOf } from './recording/model/said.ts'

/** One of what a protocol shows wherever a case is, in words. */
export interface SaidWithTheCase {
  readonly title: string
  readonly says: string
}

/** What a protocol shows wherever a case is, as one line each: who leads it, who is accountable for it. */
export function sayWithTheCase(
  shown: readonly Pick<WithTheCase, 'title' | 'question' | 'value'>[],
  around: Around,
): readonly SaidWithTheCase[] {
  return shown.map(({ title, question, value }) => {
    const [answer] = sayAnswers([question], { [question.id]: value }, around)
    const lines = answer === undefined ? [] : textOf(answer.said).split('\n')
    return { title, says: lines.map((line) => line.replace(/^• /, '')).join(', ') }
  })
}

/** How high each level of a pathway stands, and how high it stood at first. */
export function saidOfLevels(protocol: Protocol, view: View): readonly SaidWithTheCase[] {
  return levelsIn(protocol, view).flatMap((line) => {
    const says = sayFromTo(line)
    return says === '' ? [] : [{ title: line.of.title, says }]
  })
}
