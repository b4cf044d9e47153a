import { parseDay } from '../../engine/calendar/day.ts'
import { parseInstant } from '../../engine/calendar/instant.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { Answers, AnswerValue } from '../../engine/pathway/entry.ts'
import { attendanceIn } from '../../engine/pathway/who.ts'
import type { Question, Step } from '../../engine/protocol/pathway-parts.ts'
import { sayDate } from '../scan/words.ts'
import { sayInstead, sayMoment, type Titles } from './titles.ts'

/** One question with its answer in words; what the step does not ask is named as it was written. */
export interface AnswerWords {
  readonly question: string
  readonly title: string
  readonly says: string
}

/** Every answer of an entry, in the order in which the step asks; what it does not ask comes last. */
export function sayAnswers(answers: Answers, step: Step | undefined, titles: Titles): readonly AnswerWords[] {
  const asked = (step?.asks ?? []).filter(({ id }) => Object.hasOwn(answers, id))
  const known = new Set(asked.map(({ id }) => id))
  const unasked = Object.keys(answers).filter((id) => !known.has(id))
  return [
    ...asked.map((question) => ({
      question: question.id,
      title: question.title,
      says: sayAnswer(answers[question.id], question, titles),
    })),
    ...unasked.map((id) => ({ question: id, title: `${id} (not asked by this step)`, says: sayPlain(answers[id]) })),
  ]
}

function sayAnswer(value: AnswerValue | undefined, question: Question, titles: Titles): string {
  switch (question.type) {
    case 'day': {
      const day = typeof value === 'string' ? parseDay(value) : undefined
      return day === undefined ? sayPlain(value) : sayDate(day)
    }
    case 'moment': {
      const moment = typeof value === 'string' ? parseInstant(value) : undefined
      return moment === undefined ? sayPlain(value) : sayMoment(moment)
    }
    case 'choice':
      return typeof value === 'string' ? (question.options.get(value) ?? value) : sayPlain(value)
    case 'choices':
      return Array.isArray(value)
        ? value.map((each) => question.options.get(String(each)) ?? sayPlain(each)).join('; ')
        : sayPlain(value)
    case 'agencies':
      return Array.isArray(value) ? value.map((each) => titles.agency(String(each))).join('; ') : sayPlain(value)
    case 'contact':
      return sayContact(value)
    case 'attendance': {
      const posts = value === undefined ? [] : attendanceIn(value)
      return posts
        .map(({ post, is, who, instead }) => {
          const why = instead === null ? '' : `, ${sayInstead(titles.role(post), instead)}`
          return `${titles.role(post)}: ${is}${who === null ? '' : ` (${who})`}${why}`
        })
        .join('; ')
    }
    case 'items':
      return Array.isArray(value)
        ? value.map((item: AnswerValue, i) => `${i + 1}. ${sayItem(item, question, titles)}`).join(' ')
        : sayPlain(value)
    default:
      return sayPlain(value)
  }
}

/** "Reached them: 10:30 on Saturday 28 March 2026, Wyn", or what was tried. */
function sayContact(value: AnswerValue | undefined): string {
  if (value === undefined || typeof value !== 'object' || Array.isArray(value)) return sayPlain(value)
  const { when, reached, with: whom, tried }: Answers = Object.fromEntries(Object.entries(value))
  const text = typeof when === 'string' ? when : ''
  const [day, moment] = [parseDay(text), parseInstant(text)]
  const said = day !== undefined ? sayDay(day) : moment !== undefined ? sayMoment(moment) : text
  const isReached = reached !== false && reached !== 'no'
  const how = isReached ? 'Reached them' : 'Tried and did not reach them'
  return [`${how}: ${said}`, sayPlain(isReached ? whom : tried)].filter((part) => part !== '').join(', ')
}

function sayItem(item: AnswerValue, { parts }: Question, titles: Titles): string {
  if (typeof item !== 'object' || Array.isArray(item)) return sayPlain(item)
  const told = Object.entries(item).map(([key, value]: [string, AnswerValue]) => {
    const part = parts.find(({ id }) => id === key)
    const title = part?.title ?? key
    const said = part === undefined ? sayPlain(value) : sayAnswer(value, part, titles)
    return `${title}${title.endsWith('?') ? '' : ':'} ${said}`
  })
  return `${told.join('; ')}.`
}

function sayPlain(value: AnswerValue | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map((each: AnswerValue) => sayPlain(each)).join(', ')
  return Object.entries(value)
    .map(([key, each]: [string, AnswerValue]) => `${key}: ${sayPlain(each)}`)
    .join(', ')
}
