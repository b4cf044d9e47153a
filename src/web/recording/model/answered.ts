import { civilDateOf, type Day, parseDay } from '../../../engine/calendar/day.ts'
import { LONDON, parseInstant, wallTimeOf } from '../../../engine/calendar/instant.ts'
import type { Answers, AnswerValue } from '../../../engine/pathway/entry.ts'
import { attendanceIn } from '../../../engine/pathway/who.ts'
import type { Question } from '../../../engine/protocol/pathway-parts.ts'
import { fieldOf, type Typed } from './typed.ts'

/** The form filled in with answers that were given before, for whoever corrects them. */
export function typedFrom(questions: readonly Question[], answers: Answers): Typed {
  const typed: Record<string, readonly string[]> = {}
  for (const question of questions) {
    if (Object.hasOwn(answers, question.id)) fill(typed, question, fieldOf(question.id), answers[question.id])
  }
  return typed
}

function fill(
  typed: Record<string, readonly string[]>,
  question: Question,
  field: string,
  value: AnswerValue | undefined,
): void {
  switch (question.type) {
    case 'words':
    case 'number':
    case 'choice':
    case 'person':
      typed[field] = [String(value)]
      return
    case 'yes or no':
      typed[field] = [value === true || value === 'yes' ? 'yes' : 'no']
      return
    case 'choices':
    case 'people':
    case 'agencies':
    case 'siblings':
      typed[field] = Array.isArray(value) ? value.map(String) : []
      return
    case 'day':
    case 'moment':
      fillMoment(typed, field, value)
      return
    case 'contact': {
      if (typeof value !== 'object' || Array.isArray(value)) return
      const { when, with: whom, tried, reached } = value as Answers
      fillMoment(typed, `${field}.when`, when)
      typed[`${field}.reached`] = [reached === false || reached === 'no' ? 'no' : 'yes']
      if (whom !== undefined) typed[`${field}.with`] = [String(whom)]
      if (tried !== undefined) typed[`${field}.tried`] = [String(tried)]
      return
    }
    case 'attendance':
      for (const { post, is, who, instead } of value === undefined ? [] : attendanceIn(value)) {
        typed[`${field}.${post}.is`] = [is]
        typed[`${field}.${post}.who`] = [who ?? '']
        if (instead !== null) typed[`${field}.${post}.instead`] = [instead]
      }
      return
    case 'items': {
      const items = Array.isArray(value) ? (value as readonly Answers[]) : []
      typed[`${field}.rows`] = [String(items.length)]
      items.forEach((item, i) => {
        for (const part of question.parts) {
          if (Object.hasOwn(item, part.id)) fill(typed, part, `${field}.${i + 1}.${part.id}`, item[part.id])
        }
      })
      return
    }
    default:
      question.type satisfies never
  }
}

function fillMoment(typed: Record<string, readonly string[]>, field: string, value: AnswerValue | undefined): void {
  if (typeof value !== 'string') return
  const moment = parseInstant(value)
  if (moment !== undefined) {
    const { day, hour, minute } = wallTimeOf(moment, LONDON)
    fillDay(typed, field, day)
    typed[`${field}.time`] = [`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`]
    return
  }
  const day = parseDay(value)
  if (day !== undefined) fillDay(typed, field, day)
}

function fillDay(typed: Record<string, readonly string[]>, field: string, day: Day): void {
  const { date, month, year } = civilDateOf(day)
  typed[`${field}.day`] = [String(date)]
  typed[`${field}.month`] = [String(month)]
  typed[`${field}.year`] = [String(year).padStart(4, '0')]
}
