import { formatDay } from '../../../engine/calendar/day.ts'
import { formatInstant, LONDON } from '../../../engine/calendar/instant.ts'
import { isEmpty } from '../../../engine/pathway/empty.ts'
import type { Answers, AnswerValue } from '../../../engine/pathway/entry.ts'
import { askedOf, LONGEST_TEXT } from '../../../engine/pathway/questions.ts'
import { postsAsked } from '../../../engine/protocol/meeting-steps.ts'
import type { Meeting, Question } from '../../../engine/protocol/pathway-parts.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'
import { OUTCOME } from '../../../engine/protocol/unasked.ts'
import { momentOf, readDay, readTime } from '../../dates.ts'
import { rowsOf } from './rows.ts'
import { keptText } from './text.ts'
import { allIn, fieldOf, type Typed, textIn } from './typed.ts'

/** Why what was typed is no answer yet: said of the field to which the person is led. */
export interface Fault {
  readonly field: string
  readonly says: string
}

/** What was typed, as answers that the engine can judge. */
export interface ReadAnswers {
  readonly answers: Answers
  readonly faults: readonly Fault[]
  /** Questions that were answered and are not asked of this role or after these answers: they are not recorded. */
  readonly leftOut: readonly Question[]
}

/** What an answer may name besides the question's own options. */
export interface Reading {
  readonly meetings: readonly Meeting[]
  readonly roles: ReadonlyMap<Name, string>
}

/** Reads what was typed in answer to the questions of a step. */
export function readAnswers(
  questions: readonly Question[],
  role: Name,
  outcome: Name | null,
  typed: Typed,
  reading: Reading,
): ReadAnswers {
  const read = new Map(
    questions.map((question) => [question, readValue(question, fieldOf(question.id), typed, reading)]),
  )
  const told: Record<Name, AnswerValue> = outcome === null ? {} : { [OUTCOME]: outcome }
  read.forEach(({ value }, { id }) => {
    if (value !== undefined && !isEmpty(value)) told[id] = value
  })
  const asked = askedOf(questions, role, told)
  const answers: Record<Name, AnswerValue> = {}
  const faults: Fault[] = []
  for (const question of asked) {
    const value = told[question.id]
    if (value !== undefined) answers[question.id] = value
    faults.push(...(read.get(question)?.faults ?? []))
  }
  const leftOut = questions.filter((question) => {
    return (
      !asked.includes(question) && (Object.hasOwn(told, question.id) || (read.get(question)?.faults ?? []).length > 0)
    )
  })
  return { answers, faults, leftOut }
}

interface ReadValue {
  /** Left out where nothing was answered, or nothing that can be read. */
  readonly value?: AnswerValue | undefined
  readonly faults: readonly Fault[]
}

const NOTHING: ReadValue = { faults: [] }

function readValue(question: Question, field: string, typed: Typed, reading: Reading): ReadValue {
  const named = `“${question.title}”`
  switch (question.type) {
    case 'words':
      return readText(field, named, typed)
    case 'yes or no':
    case 'choice':
    case 'person': {
      const chosen = textIn(typed, field)
      if (chosen === '') return NOTHING
      return { value: question.type === 'yes or no' ? chosen === 'yes' : chosen, faults: [] }
    }
    case 'choices':
    case 'people':
    case 'agencies':
    case 'siblings': {
      const chosen = [...new Set(allIn(typed, field).filter((each) => each !== ''))]
      return chosen.length === 0 ? NOTHING : { value: chosen, faults: [] }
    }
    case 'number':
      return readNumber(field, named, typed)
    case 'day': {
      const read = readDay(boxesIn(typed, field))
      if (read.kind === 'empty') return NOTHING
      if (read.kind === 'day') return { value: formatDay(read.day), faults: [] }
      return { faults: [{ field: `${field}.${read.box}`, says: `${named} ${read.says}` }] }
    }
    case 'moment':
      return readMoment(field, named, typed, 'needed')
    case 'contact':
      return readContact(field, named, typed)
    case 'attendance':
      return readAttendance(question, field, typed, reading)
    case 'items':
      return readItems(question, field, typed, reading)
    default:
      return question.type satisfies never
  }
}

/** The three boxes of a date. */
export function boxesIn(
  typed: Typed,
  field: string,
): { readonly day: string; readonly month: string; readonly year: string } {
  return {
    day: textIn(typed, `${field}.day`),
    month: textIn(typed, `${field}.month`),
    year: textIn(typed, `${field}.year`),
  }
}

function readText(field: string, named: string, typed: Typed): ReadValue {
  const value = keptText(textIn(typed, field))
  if (value.length > LONGEST_TEXT) {
    const says = `${named} has ${thousands(value.length)} characters and can have ${thousands(LONGEST_TEXT)} at most: put what is longer into a document`
    return { faults: [{ field, says }] }
  }
  if (value.includes('\0') || !value.isWellFormed()) {
    return {
      faults: [{ field, says: `${named} holds a character that cannot be kept: type again what looks odd in it` }],
    }
  }
  return isEmpty(value) ? NOTHING : { value, faults: [] }
}

function thousands(count: number): string {
  return count.toLocaleString('en-GB')
}

function readNumber(field: string, named: string, typed: Typed): ReadValue {
  const text = textIn(typed, field).trim()
  if (text === '') return NOTHING
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(plain))
    return { faults: [{ field, says: `${named} must be a number, like 3 or 2.5` }] }
  return { value: Number(plain), faults: [] }
}

/** A date with its time. Where the time may be left out, the answer is then the day alone. */
function readMoment(field: string, named: string, typed: Typed, time: 'needed' | 'not needed'): ReadValue {
  const day = readDay(boxesIn(typed, field))
  const clock = readTime(textIn(typed, `${field}.time`))
  const faults: Fault[] = []
  if (day.kind === 'fault') faults.push({ field: `${field}.${day.box}`, says: `${named} ${day.says}` })
  if (clock.kind === 'fault') faults.push({ field: `${field}.time`, says: `${named} ${clock.says}` })
  if (faults.length > 0) return { faults }
  if (day.kind !== 'day') {
    if (clock.kind === 'empty') return NOTHING
    return { faults: [{ field: `${field}.day`, says: `${named} must include a date` }] }
  }
  if (clock.kind !== 'time') {
    if (time === 'not needed') return { value: formatDay(day.day), faults: [] }
    return { faults: [{ field: `${field}.time`, says: `${named} must include a time` }] }
  }
  const moment = momentOf(day.day, clock)
  if (moment.ok) return { value: formatInstant(moment.at, LONDON), faults: [] }
  return { faults: [{ field: `${field}.time`, says: `${named}: ${moment.says}` }] }
}

/** When a contact was, and with whom it was or what was tried. */
function readContact(field: string, named: string, typed: Typed): ReadValue {
  const when = readMoment(`${field}.when`, named, typed, 'not needed')
  const reached = textIn(typed, `${field}.reached`)
  const how = reached === 'no' ? 'tried' : 'with'
  const said = readText(`${field}.${how}`, named, typed)
  const faults = [...when.faults, ...(reached === '' ? [] : said.faults)]
  if (faults.length > 0) return { faults }
  const isBlank = when.value === undefined && reached === ''
  if (isBlank) return NOTHING
  if (when.value === undefined) faults.push({ field: `${field}.when.day`, says: `${named} must include a date` })
  if (reached === '') faults.push({ field: `${field}.reached`, says: `${named}: say whether you reached them` })
  else if (said.value === undefined) {
    const says = how === 'tried' ? 'say what you tried' : 'say with whom you spoke'
    faults.push({ field: `${field}.${how}`, says: `${named}: ${says}` })
  }
  if (faults.length > 0 || when.value === undefined || said.value === undefined) return { faults }
  return { value: { when: when.value, [how]: said.value, reached: reached === 'yes' }, faults: [] }
}

function readAttendance({ from }: Question, field: string, typed: Typed, { meetings, roles }: Reading): ReadValue {
  const meeting = meetings.find(({ id }) => id === from)
  if (meeting === undefined) return NOTHING
  const value: Record<Name, AnswerValue> = {}
  const faults: Fault[] = []
  for (const post of postsAsked(meeting)) {
    const is = textIn(typed, `${field}.${post}.is`)
    const who = textIn(typed, `${field}.${post}.who`)
    const isWanted = meeting.always.includes(post) || meeting.needs.includes(post)
    const instead = keptText(textIn(typed, `${field}.${post}.instead`))
    if (is !== '')
      value[post] = is === 'present' && who !== '' ? { is, who, ...(instead === '' ? {} : { instead }) } : is
    else if (isWanted) {
      faults.push({ field: `${field}.${post}.is`, says: `Say whether the ${roles.get(post) ?? post} was there` })
    }
  }
  if (Object.keys(value).length === 0) return NOTHING
  return { value, faults }
}

function readItems({ id, title, parts }: Question, field: string, typed: Typed, reading: Reading): ReadValue {
  const items: Answers[] = []
  const faults: Fault[] = []
  for (let row = 1; row <= rowsOf(typed, id); row++) {
    const item: Record<Name, AnswerValue> = {}
    for (const part of parts) {
      const read = readValue({ ...part, title: part.title }, `${field}.${row}.${part.id}`, typed, reading)
      faults.push(...read.faults.map((each) => ({ ...each, says: `Number ${row} of “${title}”: ${each.says}` })))
      if (read.value !== undefined) item[part.id] = read.value
    }
    if (Object.keys(item).length > 0) items.push(item)
  }
  return items.length === 0 ? { faults } : { value: items, faults }
}
