import canonicalize from 'canonicalize'
import { isIdentifier } from '../database/identifier.ts'

/** Why what was sent can never be kept as it is, whoever sends it. */
export type NotKeepable =
  /** Text that no database of ours can hold: the character U+0000, or half of a pair. The place: "command.answers.why". */
  | { readonly kind: 'text'; readonly place: string }
  /** In bytes, as JSON in UTF-8. */
  | { readonly kind: 'too-large'; readonly bytes: number; readonly most: number }
  /** The form's key, or the identifier of a new pathway, is none that the program gives. */
  | { readonly kind: 'identifier'; readonly place: string }
  | { readonly kind: 'moment'; readonly place: string }
  /** No number: what JSON cannot say. */
  | { readonly kind: 'number'; readonly place: string }
  /** Answers within answers, more of them than any form has. */
  | { readonly kind: 'too-deep'; readonly place: string; readonly most: number }

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
  const fault = faultIn({ on, command }, '', 0)
  if (fault !== null) return fault
  const bytes = Buffer.byteLength(canonicalize({ on, command }) ?? '')
  if (bytes > MOST_BYTES) return { kind: 'too-large', bytes, most: MOST_BYTES }
  if (!isIdentifier(key)) return { kind: 'identifier', place: 'key' }
  if ('opens' in on && !isIdentifier(on.opens.pathway)) return { kind: 'identifier', place: 'on.opens.pathway' }
  return null
}

/** What first stands in the way of keeping a value. */
function faultIn(value: unknown, place: string, depth: number): NotKeepable | null {
  if (typeof value === 'string') return isKeepable(value) ? null : { kind: 'text', place }
  if (typeof value === 'number') return Number.isFinite(value) ? null : { kind: 'number', place }
  if (typeof value !== 'object' || value === null) return null
  if (depth > MOST_DEPTH) return { kind: 'too-deep', place, most: MOST_DEPTH }
  for (const [name, each] of Object.entries(value)) {
    // A name that cannot be kept is not repeated.
    if (!isKeepable(name)) return { kind: 'text', place }
    const fault = faultIn(each, place === '' ? name : `${place}.${name}`, depth + 1)
    if (fault !== null) return fault
  }
  return null
}

function isKeepable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
