import { postsAsked } from '../../../engine/protocol/meeting-steps.ts'
import type { Question } from '../../../engine/protocol/pathway-parts.ts'
import { LONG_LIST, type Meant, meantBy, type Named, sayUnclear } from '../../by-name.ts'
import { type Around, candidatesFor, everybodyIn, meetingOf, sayCandidate } from './around.ts'
import type { Fault } from './read-answers.ts'
import { rowsOf } from './rows.ts'
import { allIn, fieldOf, type Typed, textIn } from './typed.ts'

// Where an authority has many people, they are named by writing: fields then hold names, until each is known to mean one person.

/** The field in which further people are written, one to a line, beside those with a part in the case. */
export const othersOf = (field: string): string => `${field}.others`

/** Those who may be named in answer to a question, where they are too many to choose from a list; null where they are not. */
export function namedFor(question: Question, around: Around): readonly Named[] | null {
  if (question.from === null) return namedForPosts(around)
  const all = candidatesFor(question, around)
  return all.length > LONG_LIST ? all.map((each) => ({ value: each.id, text: sayCandidate(each) })) : null
}

/** Each form asks for it once for every post. */
const everybodyFound = new WeakMap<Around, readonly Named[]>()

/** Everybody, where they are too many to choose from a list; null where they are not. */
export function namedForPosts(around: Around): readonly Named[] | null {
  if (around.names.size <= LONG_LIST) return null
  const found =
    everybodyFound.get(around) ?? everybodyIn(around).map((each) => ({ value: each.id, text: sayCandidate(each) }))
  everybodyFound.set(around, found)
  return found
}

/** A field in which somebody is named. */
interface NameField {
  readonly field: string
  readonly all: readonly Named[]
  /** Whether several may be written in it, beside those chosen in the field before. */
  readonly among: string | null
}

function nameFields(
  questions: readonly Question[],
  prefix: string,
  typed: Typed,
  around: Around,
): readonly NameField[] {
  return questions.flatMap((question): readonly NameField[] => {
    const field = prefix === '' ? fieldOf(question.id) : `${prefix}.${question.id}`
    switch (question.type) {
      case 'person': {
        const all = namedFor(question, around)
        return all === null ? [] : [{ field, all, among: null }]
      }
      case 'people': {
        const all = namedFor(question, around)
        return all === null ? [] : [{ field: othersOf(field), all, among: field }]
      }
      case 'attendance': {
        const all = namedForPosts(around)
        const meeting = meetingOf(question, around)
        if (all === null || meeting === undefined) return []
        return postsAsked(meeting).map((post) => ({ field: `${field}.${post}.who`, all, among: null }))
      }
      case 'items':
        return Array.from({ length: rowsOf(typed, question.id) }, (_, i) =>
          nameFields(question.parts, `${field}.${i + 1}`, typed, around),
        ).flat()
      default:
        return []
    }
  })
}

/** What was typed, with the person in place of each name that means one alone. */
export function withPersons(questions: readonly Question[], typed: Typed, around: Around): Typed {
  const read: Record<string, readonly string[]> = { ...typed }
  for (const { field, all, among } of nameFields(questions, '', typed, around)) {
    if (among === null) {
      const written = textIn(typed, field)
      const meant = meantBy(written, all)
      if (meant.kind === 'one') read[field] = [meant.named.value]
      continue
    }
    const lines = linesIn(typed, field).map((written) => ({ written, meant: meantBy(written, all) }))
    if (lines.length === 0) continue
    const found = lines.flatMap(({ meant }) => (meant.kind === 'one' ? [meant.named.value] : []))
    read[among] = [...new Set([...allIn(typed, among), ...found])]
    read[field] = [lines.flatMap(({ written, meant }) => (meant.kind === 'one' ? [] : [written])).join('\n')]
  }
  return read
}

/** What is to be said of names that mean nobody, or several. */
export function unclearNames(questions: readonly Question[], typed: Typed, around: Around): readonly Fault[] {
  return nameFields(questions, '', typed, around).flatMap(({ field, all, among }) => {
    const written = among === null ? [textIn(typed, field)].filter((text) => text !== '') : linesIn(typed, field)
    const unclear = written.map((text) => sayIn(text, meantBy(text, all), among)).filter((says) => says !== '')
    return unclear.slice(0, 1).map((says) => ({ field, says }))
  })
}

/** Of one line among several nobody can be chosen: it is to be written with what tells them apart. */
function sayIn(text: string, meant: Meant<Named>, among: string | null): string {
  if (among === null || meant.kind !== 'several') return sayUnclear(text, meant)
  return `Several people are called “${text}”: write ${meant.alike.map((each) => `“${each.text}”`).join(' or ')}`
}

function linesIn(typed: Typed, field: string): readonly string[] {
  const lines = textIn(typed, field).split(/\r?\n/)
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
