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

/** What of a submission is looked at by name; all of it is measured. */
interface Sent {
  readonly key: string
  readonly on: { readonly pathway: string } | { readonly opens: { readonly pathway: string } }
  readonly command: { readonly happened: number }
}

/** Some 150,000 words in one form, of which the engine takes so many in one answer: what is longer is a document. */
const MOST_BYTES = 1_000_000

/** The milliseconds that a date can hold, either side of 1970. */
const LAST_MOMENT = 8.64e15

/** Looks at what was sent before anything is asked of the database; null where it can be kept. */
export function notKeepable({ key, on, command }: Sent): NotKeepable | null {
  const place = textPlace({ on, command }, '')
  if (place !== null) return { kind: 'text', place }
  const bytes = Buffer.byteLength(canonicalize({ on, command }) ?? '')
  if (bytes > MOST_BYTES) return { kind: 'too-large', bytes, most: MOST_BYTES }
  if (!isIdentifier(key)) return { kind: 'identifier', place: 'key' }
  if ('opens' in on && !isIdentifier(on.opens.pathway)) return { kind: 'identifier', place: 'on.opens.pathway' }
  if (Math.abs(command.happened) <= LAST_MOMENT) return null
  return { kind: 'moment', place: 'command.happened' }
}

/** Where the first text stands that cannot be kept. */
function textPlace(value: unknown, at: string): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? at : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, each] of Object.entries(value)) {
    // A name that cannot be kept is not repeated.
    if (textPlace(name, at) !== null) return at
    const found = textPlace(each, at === '' ? name : `${at}.${name}`)
    if (found !== null) return found
  }
  return null
}
