import type { Answers } from '../../src/engine/pathway/entry.ts'
import { type Story, type Walk, walk } from './walk.ts'

/** Of a step: who may record it and nobody else, and that each of these answers is needed. */
export function only(
  rows: string,
  title: string,
  begin: (story: Story) => Story,
  step: string,
  may: readonly string[],
  answers: Answers,
  outcome: string | null = null,
): Walk {
  return walk(rows, title, (story) => {
    const [first = ''] = may
    begin(story).onlyBy(may, step, answers, outcome).needsEach(first, step, answers, outcome)
  })
}
