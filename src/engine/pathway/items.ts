import type { Question } from '../protocol/pathway-parts.ts'
import { agencyOf } from './agencies.ts'
import type { Answers, AnswerValue } from './entry.ts'
import { type Counted, toldBy } from './record.ts'
import { answerTo, fieldsOf, type State } from './state.ts'

/** One of a list that a step asked for: what it is, which agency it is or names, and its own answers before the step's. */
export interface Item {
  readonly id: string
  readonly agency: string | null
  /** Every agency that it is or names: of a flag that is asked of several in one item, each is asked. */
  readonly agencies: readonly string[]
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
      const person = asked?.type === 'people' ? id : null
      const its = person === null ? (asked?.type === 'siblings' ? null : id) : agencyOf(people, person)
      return { id, person, agency: its, agencies: its === null ? [] : [its], answers }
    }
    const parts = asked?.parts ?? []
    const person = firstNamed(own, parts, 'person')
    const named = allNamed(own, parts, 'agencies')
    const its = named[0] ?? (person === null ? null : agencyOf(people, person))
    const agencies = named.length === 0 && its !== null ? [its] : named
    return { id: String(i + 1), person, agency: its, agencies, answers: [own, ...toldBy(record)] }
  })
}

/** What an item names: the answer to the first of its questions of a type; null where it names none. */
export function firstNamed(own: Answers, parts: readonly Question[], type: Question['type']): string | null {
  return allNamed(own, parts, type)[0] ?? null
}

/** All that it names there, in the order told. */
export function allNamed(own: Answers, parts: readonly Question[], type: Question['type']): readonly string[] {
  const part = parts.find((each) => each.type === type)
  const value: unknown = part === undefined ? undefined : answerTo(own, part.id)
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((each) => typeof each === 'string')
}
