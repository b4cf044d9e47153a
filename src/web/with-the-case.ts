import type { WithTheCase } from '../documents/followed/versions.ts'
import type { Around } from './recording/model/around.ts'
import { sayAnswers, writeAnswers } from './recording/model/said.ts'

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
    const said = sayAnswers([question], { [question.id]: value }, around)
    const text = writeAnswers(said).split('\n').slice(1)
    return { title, says: text.map((line) => line.replace(/^\s*- /, '')).join(', ') }
  })
}
