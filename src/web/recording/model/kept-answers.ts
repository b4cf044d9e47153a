import { sayHappened } from '../../../documents/pathway/titles.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import type { Entry } from '../../../engine/pathway/entry.ts'
import type { Step } from '../../../engine/protocol/pathway-parts.ts'
import type { Around } from './around.ts'
import { OUTCOME_FIELD } from './controls.ts'
import { lines, type SaidAnswer, sayAnswers } from './said.ts'
import { BECAUSE, type Content, settle } from './settled.ts'
import { fieldOf, type Typed } from './typed.ts'

/** What was or would be recorded of a step, whole: its answers, how it came out, and why it was corrected. */
export function sayRecorded(
  step: Pick<Step, 'asks' | 'chooses' | 'outcomes'>,
  { answers, outcome, because }: Pick<Entry, 'answers' | 'outcome' | 'because'>,
  around: Around,
): readonly SaidAnswer[] {
  const came = step.chooses ? step.outcomes.find(({ id }) => id === outcome)?.title : undefined
  return [
    ...sayAnswers(step.asks, answers, around),
    ...(came === undefined ? [] : [{ question: OUTCOME_FIELD, title: 'How it came out', said: lines([came]) }]),
    ...(because === null ? [] : [{ question: BECAUSE, title: 'Why it is corrected', said: lines([because]) }]),
  ]
}

/** Everything that a draft keeps: when it happened, what it would record, and what was typed that is no answer yet. */
export function sayKept(
  step: Step,
  content: Content,
  supersedes: string | null,
  around: Around,
  now: Instant,
): readonly SaidAnswer[] {
  const { command } = settle(step, content, supersedes, around, now)
  const unread = step.asks
    .filter(({ id }) => !Object.hasOwn(command.answers, id))
    .map(({ id, title, options }) => {
      const typed = typedUnder(fieldOf(id), content.typed)
      const said = typed.map((each) => options.get(each) ?? around.names.get(each)?.name ?? each)
      return { question: id, title, said: lines(said), typed }
    })
  return [
    ...(content.happened === null
      ? []
      : [{ question: 'happened', title: 'When it happened', said: lines([sayHappened(content.happened)]) }]),
    ...sayRecorded(step, command, around),
    ...unread.filter(({ typed }) => typed.length > 0),
  ]
}

/** What was typed into the fields of a question, as it came. */
function typedUnder(field: string, typed: Typed): readonly string[] {
  return Object.entries(typed)
    .filter(([name]) => name === field || (name.startsWith(`${field}.`) && !name.endsWith('.rows')))
    .flatMap(([, values]) => values)
    .filter((value) => value.trim() !== '')
}
