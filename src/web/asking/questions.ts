import { sayDate } from '../../documents/scan/words.ts'
import type { Day } from '../../engine/calendar/day.ts'
import { isEmpty } from '../../engine/pathway/empty.ts'
import { LONG_LIST, meantBy, sayUnclear } from '../by-name.ts'
import { type DayTyped, readDay } from '../dates.ts'
import type { FormError } from '../route.ts'

/** Something to choose. */
export interface Option {
  readonly value: string
  readonly text: string
  readonly hint?: string
}

/** What a form asks. */
export interface Question {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** What is said where it was left empty: "Enter why". Without it, it may be. */
  readonly missing?: string
  /** It is needed after some other answers: then nothing says that it is optional. */
  readonly asked?: 'sometimes'
  /**
   * `line` and `lines`: words. `day`: three boxes. `one` and `some`: boxes to tick. `pick`: a list that opens, for many to choose
   * one from; of very many one is written by name.
   */
  readonly as:
    | { readonly kind: 'line' | 'lines' | 'day' }
    | { readonly kind: 'one' | 'some' | 'pick'; readonly options: readonly Option[] }
}

/** A form's fields as they came. */
export type Body = Readonly<Record<string, string | readonly string[] | undefined>>

/** What was typed, once it could be read. */
export interface Typed {
  /** Trimmed; '' where nothing was typed or chosen. */
  readonly text: (name: string) => string
  /** Null where none was typed. */
  readonly day: (name: string) => Day | null
  readonly some: (name: string) => readonly string[]
}

/** A question as the page shows it, with what was typed. */
export interface Field {
  /** `name`: one of very many, whose name is written. */
  readonly kind: Question['as']['kind'] | 'name'
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly optional: boolean
  readonly value: string
  readonly boxes: DayTyped
  readonly options: readonly (Option & { readonly hint: string; readonly chosen: boolean })[]
  /** '' where nothing is wrong. */
  readonly error: string
  /** The box of a day that is wrong, or ''. */
  readonly box: string
}

const MOST_WORDS = 5_000
const MOST_LINE = 200

const typedIn = (body: Body, name: string): string => {
  const given = body[name]
  const text = (typeof given === 'string' ? given : (given?.[0] ?? '')).trim()
  // Of letters that nobody sees, nobody reads anything.
  return isEmpty(text) ? '' : text
}

const tickedIn = (body: Body, name: string): readonly string[] => {
  const given = body[name]
  return given === undefined ? [] : typeof given === 'string' ? [given] : given
}

const boxesIn = (body: Body, name: string): DayTyped => ({
  day: typedIn(body, `${name}-day`),
  month: typedIn(body, `${name}-month`),
  year: typedIn(body, `${name}-year`),
})

/** Reads what was typed. What no form of ours offers to choose is a fault, and taken as nothing chosen. */
export function readTyped(questions: readonly Question[], body: Body): { typed: Typed; errors: readonly FormError[] } {
  const faults = questions.map((question) => faultIn(question, body))
  const typed: Typed = {
    text: (name) => {
      const question = questions.find((each) => each.name === name)
      return question === undefined ? '' : (chosenIn(question, body)[0] ?? '')
    },
    day: (name) => {
      const read = readDay(boxesIn(body, name))
      return read.kind === 'day' ? read.day : null
    },
    some: (name) => {
      const question = questions.find((each) => each.name === name)
      return question === undefined ? [] : chosenIn(question, body)
    },
  }
  return { typed, errors: faults.filter((fault) => fault !== null) }
}

/** Words, or what was ticked of what there is to tick; nothing of a day. */
function chosenIn({ name, as }: Question, body: Body): readonly string[] {
  switch (as.kind) {
    case 'line':
    case 'lines':
      return [typedIn(body, name)].filter((text) => text !== '')
    case 'day':
      return []
    case 'pick': {
      const meant = meantBy(typedIn(body, name), isLong(as) ? as.options : [])
      if (meant.kind === 'one') return [meant.named.value]
      return tickedIn(body, name).filter((value) => as.options.some((option) => option.value === value))
    }
    case 'one':
    case 'some':
      return tickedIn(body, name).filter((value) => as.options.some((option) => option.value === value))
    default:
      return as satisfies never
  }
}

function faultIn(question: Question, body: Body): FormError | null {
  const { name, label, missing, as } = question
  if (as.kind === 'day') {
    const read = readDay(boxesIn(body, name))
    if (read.kind === 'fault') return { field: `${name}-${read.box}`, text: `${named(label, 'The date')} ${read.says}` }
    return read.kind === 'empty' && missing !== undefined ? { field: `${name}-day`, text: missing } : null
  }
  const chosen = chosenIn(question, body)
  const field = as.kind === 'one' || as.kind === 'some' ? `${name}-1` : name
  const offered = 'options' in as ? tickedIn(body, name).filter((value) => value !== '') : chosen
  if (offered.length > chosen.length) {
    const unclear =
      as.kind === 'pick' && isLong(as) ? sayUnclear(offered[0] ?? '', meantBy(offered[0] ?? '', as.options)) : ''
    return { field, text: unclear === '' ? (missing ?? `Choose again: ${label}`) : unclear }
  }
  if (chosen.length === 0) return missing === undefined ? null : { field, text: missing }
  const most = as.kind === 'lines' ? MOST_WORDS : MOST_LINE
  const isTooLong = (as.kind === 'lines' || as.kind === 'line') && (chosen[0] ?? '').length > most
  return isTooLong
    ? { field, text: `${named(label, 'Your answer')} must be ${most.toLocaleString('en-GB')} characters or fewer` }
    : null
}

/** What a fault calls a question: by its label, where that is no question itself. */
function named(label: string, otherwise: string): string {
  return label.endsWith('?') ? otherwise : label
}

function isLong(as: Question['as']): boolean {
  return as.kind === 'pick' && as.options.length > LONG_LIST
}

/** What there is to choose, and what is written where one is named: of several who are called so, those alone are shown. */
function shownOptions(
  { name, as }: Question,
  body: Body,
): { readonly options: readonly Option[]; readonly value: string } {
  if (!('options' in as)) return { options: [], value: as.kind === 'day' ? '' : typedIn(body, name) }
  if (!isLong(as)) return { options: as.options, value: '' }
  const written = typedIn(body, name)
  const meant = meantBy(written, as.options)
  if (meant.kind === 'several') return { options: meant.alike, value: '' }
  return { options: as.options, value: meant.kind === 'one' ? meant.named.text : written }
}

/** The questions as the page shows them again, with what was typed and what is wrong. */
export function fieldsOf(questions: readonly Question[], body: Body, errors: readonly FormError[]): readonly Field[] {
  return questions.map((question) => {
    const { name, label, hint, missing, asked, as } = question
    const { options, value } = shownOptions(question, body)
    const error = errors.find(({ field }) => field === name || field.startsWith(`${name}-`))
    return {
      kind: options.length > LONG_LIST ? 'name' : as.kind,
      name,
      label,
      hint: hint ?? '',
      optional: missing === undefined && asked === undefined && as.kind !== 'some',
      value,
      boxes: boxesIn(body, name),
      options: options.map((option) => ({
        ...option,
        hint: option.hint ?? '',
        chosen: tickedIn(body, name).includes(option.value),
      })),
      error: error?.text ?? '',
      box: as.kind === 'day' ? (error?.field.slice(name.length + 1) ?? '') : '',
    }
  })
}

/** What was typed, in words, to be looked at before it is done. */
export function saidOf(
  questions: readonly Question[],
  typed: Typed,
): readonly { key: string; lines: readonly string[] }[] {
  return questions.map(({ name, label, as }) => ({ key: label, lines: said(as, name, typed) }))
}

function said(as: Question['as'], name: string, typed: Typed): readonly string[] {
  if (as.kind === 'day') {
    const day = typed.day(name)
    return [day === null ? 'No day' : sayDate(day)]
  }
  if ('options' in as) {
    const chosen = as.options.filter(({ value }) => typed.some(name).includes(value)).map(({ text }) => text)
    return chosen.length === 0 ? ['Nothing chosen'] : chosen
  }
  return typed.text(name) === '' ? ['Nothing'] : typed.text(name).split(/\r?\n/)
}
