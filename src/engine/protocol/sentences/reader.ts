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

/** Reads a sentence word by word; commas are words of their own. */
export class SentenceReader {
  readonly #tokens: readonly Token[]
  readonly #end: number
  #at = 0

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
    const wanted = words.split(' ')
    if (wanted.some((word, i) => this.#tokens[this.#at + i]?.text !== word)) return false
    this.#at += wanted.length
    return true
  }

  expect(words: string): void {
    if (!this.take(words)) this.fail([words])
  }

  /** Takes the first of the phrases that comes next, longest first. */
  takeOneOf<P extends string>(phrases: readonly P[]): P | undefined {
    return [...phrases].sort((a, b) => b.length - a.length).find((phrase) => this.take(phrase))
  }

  name(what: string): string {
    const token = this.#tokens[this.#at]
    if (token === undefined || !NAME.test(token.text)) return this.fail([`the name of ${what}`])
    this.#at += 1
    return token.text
  }

  word(what: string): string {
    const token = this.#tokens[this.#at]
    if (token === undefined || token.text === ',') return this.fail([what])
    this.#at += 1
    return token.text
  }

  wholeNumber(): number {
    const text = this.#tokens[this.#at]?.text ?? ''
    if (!/^[1-9][0-9]{0,3}$/.test(text)) return this.fail(['a whole number from 1 to 9999'])
    this.#at += 1
    return Number(text)
  }

  /** Looks ahead without taking. */
  next(words: string): boolean {
    return words.split(' ').every((word, i) => this.#tokens[this.#at + i]?.text === word)
  }

  fail(expected: readonly string[]): never {
    const token = this.#tokens[this.#at]
    const wanted = expected.map((each) => (each.startsWith('the name') || each.startsWith('a ') ? each : `"${each}"`))
    const list = wanted.length > 1 ? `one of ${wanted.join(', ')}` : (wanted[0] ?? 'the end')
    throw new Stop({
      column: token?.column ?? this.#end,
      message: token === undefined ? 'the sentence stops too early' : `"${token.text}" cannot stand here`,
      remedy: `Write ${list} here${nearest(token?.text, expected)}.`,
    })
  }

  failAtEnd(): never {
    const token = this.#tokens[this.#at]
    throw new Stop({
      column: token?.column ?? this.#end,
      message: `"${token?.text ?? ''}" stands after the end of the sentence`,
      remedy: 'End the sentence before it.',
    })
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

function nearest(given: string | undefined, expected: readonly string[]): string {
  if (given === undefined) return ''
  const found = closest(
    given,
    expected.flatMap((each) => each.split(' ')),
  )
  return found === undefined ? '' : ` (did you mean "${found}"?)`
}

/** The known word that is nearest to a given one, if it is near enough to have been meant. */
export function closest(given: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(given.length / 3)) + 1
  for (const each of known) {
    const distance = editDistance(given.toLowerCase(), each.toLowerCase(), least)
    if (distance < least && distance > 0) {
      best = each
      least = distance
    }
  }
  return best
}

/** Levenshtein distance, or `limit` once it is known to be no less. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current[j] = Math.min(swap, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1)
    }
    if (Math.min(...current) >= limit) return limit
    previous = current
  }
  return previous[b.length] ?? limit
}
