import type { Question } from '../protocol/pathway-parts.ts'
import { agencyOf } from './agencies.ts'
import type { Answers, AnswerValue } from './entry.ts'
import { type Counted, toldBy } from './record.ts'
import { answerTo, fieldsOf, type State } from './state.ts'

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
  return (value as readonly AnswerValue[]).map((each, i): Item => {
    const own = fieldsOf(each)
    if (own === null) {
      const id = String(each)
      const answers = toldBy(record)
      if (asked?.type === 'people') return { id, person: id, agency: agencyOf(people, id), answers }
      return { id, person: null, agency: asked?.type === 'siblings' ? null : id, answers }
    }
    const person = firstNamed(own, asked?.parts ?? [], 'person')
    const agency = firstNamed(own, asked?.parts ?? [], 'agencies')
    const its = agency ?? (person === null ? null : agencyOf(people, person))
    return { id: String(i + 1), person, agency: its, answers: [own, ...toldBy(record)] }
  })
}

/** What an item names: the answer to the first of its questions of a type; null where it names none. */
export function firstNamed(own: Answers, parts: readonly Question[], type: Question['type']): string | null {
  const part = parts.find((each) => each.type === type)
  const value = part === undefined ? undefined : answerTo(own, part.id)
  const [first]: readonly unknown[] = Array.isArray(value) ? value : [value]
  return typeof first === 'string' ? first : null
}
