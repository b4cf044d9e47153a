import { parseDay } from '../calendar/day.ts'
import { type Instant, parseInstant } from '../calendar/instant.ts'
import type { Question, Step, When } from '../protocol/pathway-parts.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { OUTCOME } from '../protocol/unasked.ts'
import { faultsOfAttendance } from './attending.ts'
import { dayOf, startOf } from './days.ts'
import { isEmpty } from './empty.ts'
import type { Answers, AnswerValue } from './entry.ts'
import { isTooLate } from './late.ts'
import { answerIs, answerTo, fieldsOf, type State } from './state.ts'
import type { Why } from './view.ts'
import { agenciesToName, coreGroupOf, tiesOf } from './who.ts'

/** Whether what a question waits for has come too late. */
type Lateness = (when: Extract<When, { readonly kind: 'too-late' }>, answers: Answers) => boolean

const IN_TIME: Lateness = () => false

/**
 * Which questions somebody in a role is asked, after what they have answered so far, `outcome` among it where it is chosen;
 * those of what comes late only where it is known to.
 */
export function askedOf(
  questions: readonly Question[],
  role: Name,
  answers: Answers,
  late: Lateness = IN_TIME,
): readonly Question[] {
  return questions.filter((question) => isAsked(question, questions, role, answers, late))
}

/** Whether a question that is asked must be answered. */
function isNeeded(question: Question, answers: Answers, late: Lateness): boolean {
  return holds(question.needed, answers, late)
}

/** Everything that is wrong with the answers of a step that ends by an outcome, question by question. */
export function wrongAnswers(
  questions: readonly Question[],
  role: Name,
  answers: Answers,
  outcome: Name | null,
  at: Instant,
  state: State,
): readonly Why[] {
  const late: Lateness = (when, given) => isTooLate(when, given, at, state)
  const told: Answers = outcome === null ? answers : { ...answers, [OUTCOME]: outcome }
  const asked = new Set(askedOf(questions, role, told, late))
  const wrong: Why[] = []
  const ids = new Set(questions.map(({ id }) => id))
  for (const given of Object.keys(answers)) if (!ids.has(given)) wrong.push({ kind: 'not-asked', question: given })
  for (const question of questions) {
    const value = answerTo(answers, question.id)
    if (value === undefined || isEmpty(value)) {
      if (asked.has(question) && isNeeded(question, told, late))
        wrong.push({ kind: 'unanswered', question: question.id })
    } else if (!asked.has(question)) wrong.push({ kind: 'not-asked', question: question.id })
    else wrong.push(...faultsOf(question, value, role, at, state))
  }
  return wrong
}

function isAsked(
  question: Question,
  questions: readonly Question[],
  role: Name,
  answers: Answers,
  late: Lateness,
  after: ReadonlySet<Question> = new Set(),
): boolean {
  const { of, shown } = question
  if (of !== null && !of.includes(role)) return false
  if (shown.kind === 'always' || shown.kind === 'never' || shown.question === null || shown.question === OUTCOME) {
    return holds(shown, answers, late)
  }
  // A question shown after one that is itself not asked is not asked; questions that wait for each other never are.
  const before = questions.find(({ id }) => id === shown.question)
  if (before === undefined || after.has(question)) return false
  return holds(shown, answers, late) && isAsked(before, questions, role, answers, late, new Set([...after, question]))
}

function holds(when: When, answers: Answers, late: Lateness): boolean {
  switch (when.kind) {
    case 'always':
      return true
    case 'never':
      return false
    case 'answer':
      return answerIs(answerTo(answers, when.question), when.is)
    case 'too-late':
      return late(when, answers)
    default:
      return when satisfies never
  }
}

const PAST_SITTING = 'it is past, and a sitting is called for a day to come'

/** The longest text that one answer takes. */
export const LONGEST_TEXT = 100_000
const MOST_ITEMS = 1_000

function faultsOf(question: Question, value: AnswerValue, role: Name, at: Instant, state: State): readonly Why[] {
  const bad = (why: string): readonly Why[] => [{ kind: 'bad-answer', question: question.id, why }]
  switch (question.type) {
    case 'words':
      if (typeof value !== 'string') return bad('it is words')
      return value.length > LONGEST_TEXT ? bad(`it is longer than ${LONGEST_TEXT} characters`) : []
    case 'yes or no':
      return value === true || value === false || value === 'yes' || value === 'no' ? [] : bad('it is yes or no')
    case 'day': {
      const day = typeof value === 'string' ? parseDay(value) : undefined
      if (day === undefined) return bad('it is a day written YYYY-MM-DD')
      return question.plans !== null && day < dayOf(at) ? bad(PAST_SITTING) : []
    }
    case 'moment': {
      const moment = typeof value === 'string' ? parseInstant(value) : undefined
      if (moment === undefined) return bad('it is a date and time with its offset, as RFC 3339 writes it')
      return question.plans !== null && dayOf(moment) < dayOf(at) ? bad(PAST_SITTING) : []
    }
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? [] : bad('it is a number')
    case 'choice':
      return typeof value === 'string' && question.options.has(value)
        ? []
        : bad(`it is one of: ${[...question.options.keys()].join(', ')}`)
    case 'choices': {
      const chosen = stringsIn(value)
      return chosen?.every((each) => question.options.has(each)) === true
        ? []
        : bad(`it is some of: ${[...question.options.keys()].join(', ')}, each once`)
    }
    case 'person':
      return typeof value === 'string' ? faultsOfPersons(question, [value], state) : bad('it is one person')
    case 'people': {
      const persons = stringsIn(value)
      return persons === undefined ? bad('it is people, each once') : faultsOfPersons(question, persons, state)
    }
    case 'agencies': {
      const agencies = agenciesToName(question, state.people, dayOf(at))
      const part = question.from === null ? 'known' : 'part of the case'
      return stringsIn(value)?.every((each) => agencies.includes(each)) === true
        ? []
        : bad(`it is agencies that are ${part}, each once`)
    }
    case 'siblings':
      return stringsIn(value)?.every((each) => state.people.siblings?.includes(each) === true) === true
        ? []
        : bad('it is brothers and sisters who are known, each once')
    case 'contact': {
      const contact = contactIn(value)
      if (contact === null) return bad('it says when, and with whom or what was tried')
      return contact > state.asOf ? bad('it lies ahead, and whoever records it has been in contact first') : []
    }
    case 'attendance':
      return faultsOfAttendance(question, value, dayOf(at), state)
    case 'items':
      return faultsOfItems(question, value, role, at, state)
    default:
      return question.type satisfies never
  }
}

/** A list of words, each once; undefined for anything else. */
function stringsIn(value: AnswerValue): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > MOST_ITEMS) return undefined
  const strings = (value as readonly AnswerValue[]).filter((each) => typeof each === 'string')
  return strings.length === value.length && new Set(strings).size === strings.length ? strings : undefined
}

function faultsOfPersons(question: Question, persons: readonly string[], state: State): readonly Why[] {
  const { people } = state
  const from = question.from === null ? undefined : poolOf(question.from, state)
  return persons.flatMap((person): readonly Why[] => {
    if (!people.persons.some(({ id }) => id === person)) {
      return [{ kind: 'bad-answer', question: question.id, why: `nobody is known as ${person}` }]
    }
    if (from !== undefined && !from.includes(person)) {
      return [{ kind: 'bad-answer', question: question.id, why: `${person} is not of ${question.from}` }]
    }
    const ties = question.each === null ? [] : tiesOf(person, state)
    return ties.length === 0 ? [] : [{ kind: 'not-independent', person, ties }]
  })
}

/** CWM-10: nobody of the family is named as having part in a meeting to which the family is never invited. */
export function familyAt({ id: step, asks }: Step, answers: Answers, { people, rulebook }: State): readonly Why[] {
  const meeting = rulebook.meetings.get(rulebook.sittingSteps.get(step) ?? '')
  if (meeting === undefined || meeting.never.length === 0) return []
  const why = `${meeting.never.join(', ')}: never invited to this meeting`
  return asks.flatMap(({ id }): readonly Why[] => {
    const value = answerTo(answers, id)
    const named = value === undefined ? [] : namesIn(value)
    const family = people.persons.some((each) => each.family === true && named.includes(each.id))
    return family ? [{ kind: 'bad-answer', question: id, why }] : []
  })
}

/** Everything written in an answer that may be somebody's identifier. */
function namesIn(value: AnswerValue): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object') return []
  if (!Array.isArray(value)) return Object.values(value).flatMap((each) => namesIn(each))
  return (value as readonly AnswerValue[]).flatMap((each) => namesIn(each))
}

/** The persons that a choice is made from; undefined where no list of that name is kept. */
function poolOf(name: Name, { people, records, rulebook }: State): readonly string[] | undefined {
  if (name === 'core-group') return coreGroupOf(people)
  if (rulebook.steps.has(name)) return records.get(name)?.map(({ entry }) => entry.by) ?? []
  return Object.hasOwn(people.pools, name) ? people.pools[name] : undefined
}

/** When a contact was: `when`, and `with` whom or what was `tried`; `reached` is no where nobody was. Null: it is none. */
function contactIn(value: AnswerValue): Instant | null {
  const fields = fieldsOf(value)
  if (fields === null) return null
  const when = answerTo(fields, 'when')
  const [who, tried, reached] = ['with', 'tried', 'reached'].map((name) => answerTo(fields, name))
  const told = typeof when === 'string' ? when : ''
  const on = parseDay(told)
  const isReached = reached === undefined || typeof reached === 'boolean' || reached === 'yes' || reached === 'no'
  const isSaid = [who, tried].some((said) => typeof said === 'string' && !isEmpty(said))
  return isReached && isSaid ? ((on === undefined ? parseInstant(told) : startOf(on)) ?? null) : null
}

function faultsOfItems(question: Question, value: AnswerValue, role: Name, at: Instant, state: State): readonly Why[] {
  const bad = (why: string): readonly Why[] => [{ kind: 'bad-answer', question: question.id, why }]
  if (!Array.isArray(value)) return bad('it is a list')
  if (value.length > MOST_ITEMS) return bad(`it has more than ${MOST_ITEMS} items`)
  return (value as readonly AnswerValue[]).flatMap((item, i): readonly Why[] => {
    const own = fieldsOf(item)
    if (own === null) return bad(`item ${i + 1} answers nothing`)
    return wrongAnswers(question.parts, role, own, null, at, state).map((wrong) =>
      'question' in wrong ? { ...wrong, question: `${question.id}.${i + 1}.${wrong.question}` } : wrong,
    )
  })
}
