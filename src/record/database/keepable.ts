import canonicalize from 'canonicalize'
import { FIRST_DAY, LAST_DAY } from '../../engine/calendar/day.ts'
import { isIdentifier } from './identifier.ts'

/** Why what was sent can never be kept as it is, whoever sends it. */
export type NotKeepable =
  /** Text that no database of ours can hold: the character U+0000, or half of a pair. The place: "command.answers.why". */
  | { readonly kind: 'text'; readonly place: string }
  /** A name of more characters than can be looked up by. */
  | { readonly kind: 'too-long'; readonly place: string; readonly most: number }
  /** In bytes, as JSON in UTF-8. */
  | { readonly kind: 'too-large'; readonly bytes: number; readonly most: number }
  /** The form's key, or the identifier of a new pathway, is none that the program gives. */
  | { readonly kind: 'identifier'; readonly place: string }
  | { readonly kind: 'moment'; readonly place: string }
  /** No day of the years 1 to 9999. */
  | { readonly kind: 'day'; readonly place: string }
  /** No number: what JSON cannot say. */
  | { readonly kind: 'number'; readonly place: string }
  /** Answers within answers, more of them than any form has. */
  | { readonly kind: 'too-deep'; readonly place: string; readonly most: number }

/** The refusal of what can never be kept; what it was is not repeated, and nothing was asked of the record. */
export interface NotKept {
  readonly kind: 'not-kept'
  readonly why: NotKeepable
}

/** In words, for who gave it. */
export function sayNotKept({ why }: NotKept): string {
  switch (why.kind) {
    case 'text':
      return `"${why.place}" holds a character that cannot be kept (U+0000, or half of a character): write it again.`
    case 'too-long':
      return `"${why.place}" has more than ${why.most} characters: write it shorter.`
    case 'too-large':
      return `It comes to ${why.bytes} bytes, and at most ${why.most} can be kept.`
    case 'identifier':
      return `"${why.place}" is no identifier that can be given.`
    case 'moment':
    case 'day':
      return `"${why.place}" is no time that can be kept.`
    case 'number':
      return `"${why.place}" is no number.`
    case 'too-deep':
      return `"${why.place}" nests deeper than ${why.most}.`
    default:
      return why satisfies never
  }
}

/** What of a submission is looked at by name; all of it is measured. */
interface Sent {
  readonly key: string
  readonly on: { readonly pathway: string } | { readonly opens: { readonly pathway: string } }
  readonly command: { readonly happened: number }
}

/** Some 150,000 words in one form, of which the engine takes so many in one answer: what is longer is a document. */
const MOST_BYTES = 1_000_000

/** How deep what is sent may nest: the deepest form is of lists of groups, a handful deep. */
const MOST_DEPTH = 32

/** The milliseconds that a date can hold, either side of 1970. */
const LAST_MOMENT = 8.64e15

/** Looks at what was sent before anything is asked of the database; null where it can be kept. */
export function notKeepable({ key, on, command }: Sent): NotKeepable | null {
  if (!(Math.abs(command.happened) <= LAST_MOMENT)) return { kind: 'moment', place: 'command.happened' }
  const fault = faultIn({ on, command }, '', 0) ?? tooLarge({ on, command }, MOST_BYTES)
  if (fault !== null) return fault
  if (!isIdentifier(key)) return { kind: 'identifier', place: 'key' }
  if ('opens' in on && !isIdentifier(on.opens.pathway)) return { kind: 'identifier', place: 'on.opens.pathway' }
  return null
}

interface Limits {
  readonly bytes?: number
  readonly characters?: number
}

/** How long a name can be that is looked up by: no index of the database holds one of more than 2,704 bytes. */
export const LONGEST_NAME = 500

/** By these names days are given, wherever they are. */
const DAYS = ['since', 'until'] as const

/**
 * Looks at whatever else somebody gives the record, words and days alike, before anything is asked of the database: the one rule
 * for all that is kept. Null where it can be kept.
 * @param limits `bytes` where it is more than one form, `characters` of each text where they are names that are looked up by
 */
export function notKept(
  given: object,
  { bytes = MOST_BYTES, characters = Number.POSITIVE_INFINITY }: Limits = {},
): NotKept | null {
  const why = faultIn(given, '', 0, characters) ?? tooLarge(given, bytes) ?? dayIn(given)
  return why === null ? null : { kind: 'not-kept', why }
}

function tooLarge(given: object, most: number): NotKeepable | null {
  if (most === Number.POSITIVE_INFINITY) return null
  const bytes = Buffer.byteLength(canonicalize(given) ?? '')
  return bytes > most ? { kind: 'too-large', bytes, most } : null
}

function dayIn(given: object): NotKeepable | null {
  const fault = Object.entries(given).find(([name, value]) => {
    const isDay = Number.isInteger(value) && value >= FIRST_DAY && value <= LAST_DAY
    return DAYS.some((each) => each === name) && typeof value === 'number' && !isDay
  })
  return fault === undefined ? null : { kind: 'day', place: fault[0] }
}

/** What first stands in the way of keeping a value. */
function faultIn(
  value: unknown,
  place: string,
  depth: number,
  most: number = Number.POSITIVE_INFINITY,
): NotKeepable | null {
  if (typeof value === 'string') {
    if (!isKeepable(value)) return { kind: 'text', place }
    return value.length > most ? { kind: 'too-long', place, most } : null
  }
  if (typeof value === 'number') return Number.isFinite(value) ? null : { kind: 'number', place }
  if (typeof value !== 'object' || value === null) return null
  if (depth > MOST_DEPTH) return { kind: 'too-deep', place, most: MOST_DEPTH }
  for (const [name, each] of Object.entries(value)) {
    // A name that cannot be kept is not repeated.
    if (!isKeepable(name)) return { kind: 'text', place }
    const fault = faultIn(each, place === '' ? name : `${place}.${name}`, depth + 1, most)
    if (fault !== null) return fault
  }
  return null
}

/** Whether a text can be kept: no database of ours holds U+0000 or half of a pair. */
export function isKeepable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
