import { parseDay } from '../calendar/day.ts'
import { parseInstant } from '../calendar/instant.ts'
import type { Question, Step } from '../protocol/pathway-parts.ts'
import { dayOf } from './days.ts'
import type { Answers, AnswerValue, Entry } from './entry.ts'
import { answerTo } from './state.ts'
import type { PlannedSitting } from './view.ts'

/** The sittings for which an entry calls. One whose day was past when it was recorded is planned no more. */
export function sittingsPlanned(
  { asks }: Pick<Step, 'asks'>,
  { answers, recorded }: Pick<Entry, 'answers' | 'recorded'>,
): readonly PlannedSitting[] {
  return asks.flatMap((question) => sittingIn(question, answers) ?? []).filter(({ on }) => on >= dayOf(recorded))
}

function sittingIn({ id, plans }: Question, answers: Answers): PlannedSitting | null {
  const when = plans === null ? null : momentOf(answerTo(answers, id))
  return plans === null || when === null ? null : { meeting: plans, ...when }
}

function momentOf(value: AnswerValue | undefined): Pick<PlannedSitting, 'on' | 'at'> | null {
  if (typeof value !== 'string') return null
  const on = parseDay(value)
  if (on !== undefined) return { on, at: null }
  const at = parseInstant(value)
  return at === undefined ? null : { on: dayOf(at), at }
}
