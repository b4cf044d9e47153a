import type { AnswerValue, Answers } from './entry.ts'
import { type Counted, toldBy } from './record.ts'
import { answerTo, fieldsOf, type State } from './state.ts'
import { agencyOf } from './who.ts'

/** One of a list that a step asked for: what it is, which agency it is or names, and its own answers before the step's. */
export interface Item {
  readonly id: string
  readonly agency: string | null
  readonly person: string | null
  readonly answers: readonly Answers[]
}

export function itemsOf(record: Counted, question: string, { people }: State): readonly Item[] {
  const { entry, step } = record
  const value = answerTo(entry.answers, question)
  if (!Array.isArray(value)) return []
  const asked = step?.asks.find(({ id }) => id === question)
  const named = asked?.parts.find(({ type }) => type === 'person')?.id
  return (value as readonly AnswerValue[]).map((each, i): Item => {
    const own = fieldsOf(each)
    if (own === null) {
      const id = String(each)
      const answers = [answersOf(id, entry.answers), ...toldBy(record)]
      if (asked?.type === 'people') return { id, person: id, agency: agencyOf(people, id), answers }
      return { id, person: null, agency: id, answers }
    }
    const agency = answerTo(own, 'agency')
    const found = named === undefined ? undefined : answerTo(own, named)
    const person = typeof found === 'string' ? found : null
    const its = typeof agency === 'string' ? agency : person === null ? null : agencyOf(people, person)
    return { id: String(i + 1), person, agency: its, answers: [own, ...toldBy(record)] }
  })
}

/** What the step says of one agency: each answer by agency is that agency's own. */
function answersOf(agency: string, answers: Answers): Answers {
  const own: Record<string, AnswerValue> = {}
  for (const [question, value] of Object.entries(answers)) {
    const fields = fieldsOf(value)
    const said = fields === null ? undefined : answerTo(fields, agency)
    if (said === undefined) continue
    Object.defineProperty(own, question, {
      value: said === 'present' ? 'yes' : said === 'absent' ? 'no' : said,
      enumerable: true,
    })
  }
  return own
}
