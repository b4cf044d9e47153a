/** What is wrong with a row that cannot be cut into cells. */
export type RowFault = 'quote-not-closed' | 'quote-misplaced' | 'row-too-long'

export interface Row {
  /** The line of the file on which the row begins, from 1. */
  readonly line: number
  /** Good until the next row is asked for: all rows are cut into one array, since short-lived arrays cost half the time. */
  readonly cells: readonly string[]
  /** Null for a sound row; a broken one has no cells that mean anything. */
  readonly fault: RowFault | null
}

/** The longest row that is taken, in characters. A row beyond it is a quote that was never closed, or no table. */
const LONGEST_ROW = 1_000_000

const DELIMITERS = [',', ';', '\t', '|'] as const
const COMMA = 44
const QUOTE = 34
const LF = 10
const CR = 13
const SPACE = 32
const TAB = 9

/** The rows of a CSV text, those that end in one piece of text together. The first of all is the header. */
export async function* readRows(text: AsyncIterable<string>): AsyncGenerator<Iterable<Row>, void, undefined> {
  const splitter = new RowSplitter()
  for await (const piece of text) yield splitter.push(piece)
  yield splitter.end()
}

/**
 * Cuts text into rows and cells. The delimiter (comma, semicolon, tab or bar) is the commonest of the first line that is
 * not blank, or what a line `sep=;` names. A row ends with LF, CRLF or CR, also mixed in one file. Blank lines are passed over.
 *
 * A row whose quotes do not pair is broken, and ends with its first line, so that one lost quote costs one row and not the
 * rest of the file. csv-parse cannot do this work: it stops at such a row (and takes three times as long).
 */
export class RowSplitter {
  #delimiter = 0
  #rest = ''
  #line = 1
  /** Passing over the rest of a line that was too long to keep. */
  #passing = false

  /** The rows that end in this piece of text; they are to be gone through before the next piece is given. */
  push(text: string): Iterable<Row> {
    this.#rest = this.#rest === '' ? text : this.#rest + text
    return this.#take(false)
  }

  end(): Iterable<Row> {
    return this.#take(true)
  }

  *#take(last: boolean): Generator<Row, void, undefined> {
    const cells: string[] = []
    const text = this.#rest
    let at = this.#passing ? this.#passLine(text, 0, last) : 0
    if (this.#delimiter === 0 && !this.#passing) at = this.#settleDelimiter(text, at, last)
    while (this.#delimiter !== 0 && !this.#passing && at < text.length) {
      const line = this.#line
      cells.length = 0
      const end = this.#cut(text, at, last, cells)
      if (typeof end === 'number') {
        if (cells.length > 1 || cells[0]?.trim() !== '') yield { line, cells, fault: null }
        at = end
      } else if (end.fault !== null || text.length - at > LONGEST_ROW) {
        this.#line = line
        at = this.#passLine(text, at, last)
        yield { line, cells, fault: end.fault ?? (end.quoted ? 'quote-not-closed' : 'row-too-long') }
      } else {
        this.#line = line
        break
      }
    }
    this.#rest = text.slice(at)
  }

  /** Goes to the beginning of the next line; where that is not in the text yet, goes on with the next piece. */
  #passLine(text: string, from: number, last: boolean): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code !== LF && code !== CR) continue
      if (code === CR && at + 1 === text.length && !last) {
        this.#passing = true
        return at
      }
      this.#passing = false
      this.#line += 1
      return at + (code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1)
    }
    this.#passing = !last
    return text.length
  }

  #settleDelimiter(text: string, from: number, last: boolean): number {
    let at = from
    while (at < text.length) {
      const end = text.slice(at).search(/[\r\n]/)
      if (end < 0 && !last && text.length - at <= LONGEST_ROW) return at
      if (end + 1 === text.length - at && text.charCodeAt(at + end) === CR && !last) return at
      const line = end < 0 ? text.slice(at) : text.slice(at, at + end)
      const named = /^\s*sep=([,;|:\t])\s*$/i.exec(line)?.[1]
      if (line.trim() !== '' && named === undefined) {
        this.#delimiter ||= commonestDelimiter(line).charCodeAt(0)
        return at
      }
      if (named !== undefined) this.#delimiter = named.charCodeAt(0)
      at = this.#passLine(text, at, last)
    }
    return at
  }

  /**
   * Cuts one row into `cells` and gives where the next begins; else what is wrong with it (`fault`), or that it does not
   * end in this text (`fault` null).
   */
  #cut(
    text: string,
    start: number,
    last: boolean,
    cells: string[],
  ): number | { readonly fault: RowFault | null; readonly quoted: boolean } {
    const delimiter = this.#delimiter
    const length = text.length
    let at = start
    for (;;) {
      let from = at
      while (text.charCodeAt(from) === SPACE) from += 1
      if (text.charCodeAt(from) === QUOTE) {
        let close = text.indexOf('"', from + 1)
        let doubled = false
        while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) {
          doubled = true
          close = text.indexOf('"', close + 2)
        }
        if (close < 0) return { fault: last ? 'quote-not-closed' : null, quoted: true }
        const inside = text.slice(from + 1, close)
        this.#line += breaksIn(inside)
        cells.push(doubled ? inside.replaceAll('""', '"') : inside)
        at = close + 1
        while (isBlank(text.charCodeAt(at)) && text.charCodeAt(at) !== delimiter) at += 1
      } else {
        from = at
        for (; at < length; at++) {
          const code = text.charCodeAt(at)
          if (code === delimiter || code === LF || code === CR) break
        }
        cells.push(text.slice(from, at))
      }
      if (at >= length) return last ? length : { fault: null, quoted: false }
      const code = text.charCodeAt(at)
      if (code === delimiter) at += 1
      else if (code === LF || (code === CR && (at + 1 < length || last))) {
        this.#line += 1
        return at + (code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1)
      } else return { fault: code === CR ? null : 'quote-misplaced', quoted: false }
    }
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

function breaksIn(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0
  let breaks = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) breaks += 1
  }
  return breaks
}

function commonestDelimiter(line: string): string {
  const outside = line.replaceAll(/"[^"]*"/g, '')
  let best: string = String.fromCharCode(COMMA)
  let most = 0
  for (const delimiter of DELIMITERS) {
    const count = outside.split(delimiter).length - 1
    if (count > most) [best, most] = [delimiter, count]
  }
  return best
}
