import type { Answers } from '../../engine/pathway/entry.ts'
import type { PathwayDuty } from '../../engine/pathway/view.ts'
import type { Question } from '../../engine/protocol/pathway-parts.ts'
import type { Duty, Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'

/** As much of what somebody wrote as stands in a line with other things. */
const LONGEST = 200

/**
 * What is owed, in the protocol's words and in those of the very thing that it is owed for: of one of a list what was agreed, of a
 * recommendation what was recommended. The title alone where those are not known to the reader.
 */
export function titleOfDuty({ duty, answers }: Pick<PathwayDuty, 'duty' | 'answers'>, protocol: Protocol): string {
  return withOwnWords(duty.title, answers === null ? '' : ownWords(duty, answers, protocol))
}

/** "Do what was agreed: ring the landlord"; what is long is cut. */
export function withOwnWords(title: string, words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim()
  if (line === '') return title
  return `${title}: ${line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line}`
}

/** Whether what a duty is owed for has words of its own. */
export function hasOwnWords(duty: Duty, protocol: Protocol): boolean {
  return questionOf(duty, protocol) !== undefined
}

/** What was written of the very thing that a duty is owed for; '' where nothing was. Of a list `answers` are those of the item. */
export function ownWords(duty: Duty, answers: Answers, protocol: Protocol): string {
  const question = questionOf(duty, protocol)
  const said = question !== undefined && Object.hasOwn(answers, question.id) ? answers[question.id] : ''
  return typeof said === 'string' ? said : ''
}

/** The first question for words: of the items of a list, or of a step whose records stand in a register, or answer one there. */
function questionOf({ forEach }: Duty, protocol: Protocol): Question | undefined {
  const of = forEach?.of
  if (of?.kind === 'item') {
    const step = protocol.steps.find(({ id }) => id === of.step)
    return wordsIn(step?.asks.find(({ id }) => id === of.question)?.parts)
  }
  if (of?.kind !== 'named' || !registerSteps(protocol).has(of.name)) return undefined
  return wordsIn(protocol.steps.find(({ id }) => id === of.name)?.asks)
}

/** The first of some questions that asks for words. */
export function wordsIn(questions: readonly Question[] = []): Question | undefined {
  return questions.find(({ type }) => type === 'words')
}

function registerSteps({ registers, duties }: Protocol): ReadonlySet<Name> {
  const held = new Set(registers.flatMap(({ holds }) => [...holds.keys()]))
  const answering = duties.flatMap(({ forEach, metBy }) => {
    const isHeld = forEach?.of.kind === 'named' && held.has(forEach.of.name)
    return isHeld && metBy.kind === 'step' ? [metBy.step] : []
  })
  return new Set([...held, ...answering])
}
