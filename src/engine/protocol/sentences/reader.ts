import { RESERVED_WORDS } from './sentence.ts'

/** What is wrong with a sentence: where, what stood there, and what might have. Columns count from 0 in the sentence. */
export interface SentenceFault {
  readonly column: number
  readonly message: string
  readonly remedy: string
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: SentenceFault }

interface Token {
  readonly text: string
  readonly column: number
}

/** Thrown inside one sentence and caught by `readWhole`; it never leaves this folder. */
class Stop extends Error {
  readonly fault: SentenceFault
  constructor(fault: SentenceFault) {
    super(fault.message)
    this.fault = fault
  }
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const RESERVED: ReadonlySet<string> = new Set(RESERVED_WORDS)
/** Whether a name is a word of the grammar, which no name may be. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name)
}

const WHOLE_NUMBER = 'a whole number from 1 to 9999'

/** Numbers that people write as words; each is worth its place in the list. */
const NUMBER_WORDS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen twenty'
).split(' ')

/** Reads a sentence word by word; commas are words of their own. */
export class SentenceReader {
  readonly #tokens: readonly Token[]
  readonly #end: number
  #at = 0
  /** The phrases that were looked for at one place and not found: what a fault there has to offer. */
  #tried: { readonly at: number; readonly phrases: string[] } = { at: 0, phrases: [] }
  /** The same for the name that was read last, since a misspelt word of the language is read as a name. */
  #beforeName: { readonly at: number; readonly phrases: readonly string[] } = { at: -1, phrases: [] }

  constructor(text: string) {
    const tokens: Token[] = []
    for (const match of text.matchAll(/,|[^\s,]+/g)) tokens.push({ text: match[0], column: match.index })
    this.#tokens = tokens
    this.#end = text.length
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** Takes the words if they all come next. */
  take(words: string): boolean {
    if (!this.next(words)) {
      if (this.#tried.at !== this.#at) this.#tried = { at: this.#at, phrases: [] }
      this.#tried.phrases.push(words)
      return false
    }
    this.#at += wordsOf(words).length
    return true
  }

  expect(words: string): void {
    if (!this.take(words)) this.fail()
  }

  /** Takes the first of the phrases that comes next, longest first. */
  takeOneOf<P extends string>(phrases: readonly P[]): P | undefined {
    return [...phrases].sort((a, b) => b.length - a.length).find((phrase) => this.take(phrase))
  }

  name(what: string): string {
    const text = this.#tokens[this.#at]?.text
    if (text === undefined || !NAME.test(text) || RESERVED.has(text)) return this.fail([`the name of ${what}`])
    this.#beforeName = { at: this.#at, phrases: this.#triedHere() }
    this.#at += 1
    return text
  }

  wholeNumber(): number {
    const text = this.#tokens[this.#at]?.text ?? ''
    if (!/^[1-9][0-9]{0,3}$/.test(text)) return this.fail([WHOLE_NUMBER])
    this.#at += 1
    return Number(text)
  }

  /** Looks ahead without taking. */
  next(words: string): boolean {
    return wordsOf(words).every((word, i) => this.#tokens[this.#at + i]?.text === word)
  }

  /** Stops at the next word: neither a phrase that was looked for here nor one of these things stands there. */
  fail(things: readonly string[] = []): never {
    this.#failAtMisreadName()
    const token = this.#tokens[this.#at]
    const phrases = this.#triedHere()
    const wanted = [...phrases.map((phrase) => `"${phrase}"`), ...things]
    const list = wanted.length > 1 ? `one of ${wanted.join(', ')}` : (wanted[0] ?? 'the end')
    const meant = token === undefined ? undefined : this.#nearest(this.#at, phrases)
    throw new Stop({
      column: token?.column ?? this.#end,
      message: token === undefined ? 'the sentence stops too early' : `"${token.text}" cannot stand here`,
      remedy: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Write ${list}${this.#hint(things)}.`,
    })
  }

  failAtEnd(): never {
    this.#failAtMisreadName()
    const token = this.#tokens[this.#at]
    const tried = this.#triedHere()
    const near = this.#nearest(this.#at, tried)
    const open = tried.length > 0 ? `, or go on with ${tried.map((phrase) => `"${phrase}"`).join(' or ')}` : ''
    throw new Stop({
      column: token?.column ?? this.#end,
      message: `"${token?.text ?? ''}" stands after the end of the sentence`,
      remedy: near === undefined ? `End the sentence before it${open}.` : `Did you mean "${near}"?`,
    })
  }

  /** A misspelt word of the language passes for a name, and only what follows it shows that it was none. */
  #failAtMisreadName(): void {
    const { at, phrases } = this.#beforeName
    const [name, token] = [this.#tokens[at], this.#tokens[this.#at]]
    const meant = at === this.#at - 1 ? this.#nearest(at, phrases) : undefined
    if (name === undefined || token === undefined || meant === undefined) return
    throw new Stop({
      column: name.column,
      message: `"${name.text}" is read as a name, after which "${token.text}" cannot stand`,
      remedy: `Did you mean "${meant}"?`,
    })
  }

  #triedHere(): readonly string[] {
    return this.#tried.at === this.#at ? [...new Set(this.#tried.phrases)] : []
  }

  #hint(things: readonly string[]): string {
    const text = this.#tokens[this.#at]?.text
    if (text === undefined) return ''
    const number = NUMBER_WORDS.indexOf(text.toLowerCase())
    if (number > 0 && things.includes(WHOLE_NUMBER)) return ` (in figures: ${number})`
    const isNameWanted = things.some((thing) => thing.startsWith('the name'))
    return isNameWanted && !NAME.test(text) ? ' (a name is small letters, digits and hyphens)' : ''
  }

  /** The phrase that the next words come nearest to; as many words are compared as the phrase has. */
  #nearest(at: number, phrases: readonly string[]): string | undefined {
    let best: string | undefined
    let least = Number.POSITIVE_INFINITY
    for (const phrase of phrases) {
      const given = this.#tokens.slice(at, at + wordsOf(phrase).length).map(({ text }) => text)
      const wanted = wordsOf(phrase).join(' ')
      const distance = nearness(given.join(' '), wanted)
      if (distance < least) {
        best = phrase
        least = distance
      }
    }
    return best
  }
}

/** Reads a whole sentence with a grammar rule; what is left over is a fault. */
export function readWhole<T>(text: string, rule: (reader: SentenceReader) => T): Read<T> {
  const reader = new SentenceReader(text)
  try {
    const value = rule(reader)
    if (!reader.done) reader.failAtEnd()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, fault: error.fault }
    throw error
  }
}

/** A comma is a word of its own, so that ", else" is two. */
function wordsOf(phrase: string): readonly string[] {
  return phrase.split(' ')
}

/** The known word that is nearest to a given one, if it is near enough to have been meant. */
export function closest(given: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const each of known) {
    const distance = each === given ? Number.POSITIVE_INFINITY : nearness(given, each)
    if (distance < least) {
      best = each
      least = distance
    }
  }
  return best
}

/** How many letters one would change, or infinity where it is more than one in three: then nobody meant the other word. */
function nearness(given: string, wanted: string): number {
  const limit = Math.min(4, Math.max(1, Math.floor(Math.max(given.length, wanted.length) / 3)) + 1)
  const distance = editDistance(given.toLowerCase(), wanted.toLowerCase(), limit)
  return distance < limit ? distance : Number.POSITIVE_INFINITY
}

/** How many letters differ, two that changed places counted as one; `limit` once it is known to be no less. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((last[j - 1] ?? 0) + (same ? 0 : 1), (last[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      current[j] = least
    }
    if (Math.min(...current) >= limit) return limit
    beforeLast = last
    last = current
  }
  return last[b.length] ?? limit
}
