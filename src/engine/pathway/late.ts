import { type Day, parseDay } from '../calendar/day.ts'
import { type Instant, parseInstant } from '../calendar/instant.ts'
import type { When } from '../protocol/pathway-parts.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { openOf } from './closure.ts'
import { dayOf } from './days.ts'
import { dueOf, instantOf } from './due.ts'
import type { Answers } from './entry.ts'
import { answerTo, type OpenedDuty, type State } from './state.ts'

/** Whether a moment lies beyond the time by which something is owed; what has no day yet is never late. */
export function isOver(owed: OpenedDuty, at: Instant, state: State): boolean {
  const due = dueOf(owed, state)
  if (!due.ok) return false
  const until = instantOf(due.value)
  return until === null ? dayOf(at) > due.value.result : at > until
}

/** The day that was answered: of a moment, its day in London. */
export function dayAnswered(answers: Answers, question: Name): Day | undefined {
  const value = answerTo(answers, question)
  if (typeof value !== 'string') return undefined
  const moment = parseInstant(value)
  return moment === undefined ? parseDay(value) : dayOf(moment)
}

/**
 * "when held-on is too late for hold-tier-1": whether the day answered, or the moment at which it happens, lies beyond the
 * time of something open then that one of those steps would meet.
 */
export function isTooLate(
  { question, steps }: Extract<When, { readonly kind: 'too-late' }>,
  answers: Answers,
  at: Instant,
  state: State,
): boolean {
  const on = question === null ? null : dayAnswered(answers, question)
  if (on === undefined) return false
  return steps.some((step) => {
    const duties = state.rulebook.metBy.get(step) ?? []
    return duties.some(({ id }) =>
      openOf(id, state, at).some((owed) => {
        if (on === null) return isOver(owed, at, state)
        const due = dueOf(owed, state)
        return due.ok && on > due.value.result
      }),
    )
  })
}
