import type { Finding } from '../finding.ts'
import type { Reading } from '../reading.ts'
import { bytesOf } from './bytes.ts'
import { Decoder, UNREADABLE } from './decode.ts'
import { type Encoding, HEAD_LENGTH, settleEncoding, type TextKind } from './encoding.ts'

/**
 * The text of a file, piece by piece (65,536 characters at most each), without its byte order mark. Findings tell of a
 * file that cannot be read or is empty, of an encoding that is not read here (then there is no text), and of each line
 * that holds bytes that are no character.
 */
export function readText(
  path: string,
  kind: TextKind,
  reading: Pick<Reading, 'report' | 'onProgress'>,
): AsyncGenerator<string, void, undefined> {
  return decodeText(path, kind, bytesOf(path, reading), reading.report)
}

/** As `readText`, from bytes that the caller has; `file` is the name for findings. */
export async function* decodeText(
  file: string,
  kind: TextKind,
  pieces: AsyncIterable<Uint8Array>,
  report: Reading['report'],
): AsyncGenerator<string, void, undefined> {
  const lines = new Lines(file, report)
  let head: Uint8Array = new Uint8Array(0)
  let decoder: Decoder | undefined
  for await (const piece of pieces) {
    let bytes = piece
    if (decoder === undefined) {
      // A copy: the piece is only good until the next is asked for.
      head = Buffer.concat([head, piece])
      if (head.length < HEAD_LENGTH) continue
      const begun = begin(file, kind, head, report)
      if (begun === undefined) return
      decoder = begun.decoder
      bytes = begun.bytes
    }
    yield lines.look(decoder.decode(bytes), decoder)
  }
  if (decoder === undefined) {
    const begun = head.length === 0 ? undefined : begin(file, kind, head, report)
    if (begun === undefined) return
    decoder = begun.decoder
    yield lines.look(decoder.decode(begun.bytes), decoder)
  }
  yield lines.look(decoder.end(), decoder)
}

/** The decoder for a file that begins like this, and the bytes after its byte order mark; undefined where it is refused. */
function begin(
  file: string,
  kind: TextKind,
  head: Uint8Array,
  report: Reading['report'],
): { readonly decoder: Decoder; readonly bytes: Uint8Array } | undefined {
  const settled = settleEncoding(head, kind)
  if (!settled.ok) {
    report(unknownEncoding(file, settled.named))
    return undefined
  }
  if (settled.contradicts !== null) report(contradicted(file, settled.contradicts, settled.encoding))
  return { decoder: new Decoder(settled.encoding), bytes: head.subarray(settled.skip) }
}

/** Counts lines as they go by, and tells of those with bytes that are no character. */
class Lines {
  readonly #file: string
  readonly #report: Reading['report']
  /** The line that the next character stands on, and the last one told of. */
  #line = 1
  #told = 0
  #toldGuess = false

  constructor(file: string, report: Reading['report']) {
    this.#file = file
    this.#report = report
  }

  /** Looks through a piece of text that the decoder has just given, and gives it back. */
  look(text: string, decoder: Decoder): string {
    if (decoder.guessed && !this.#toldGuess) {
      this.#toldGuess = true
      this.#report(guessedEncoding(this.#file, this.#line + lineFeeds(text, 0, text.search(BEYOND_ASCII))))
    }
    let counted = 0
    for (let at = text.indexOf(UNREADABLE); at >= 0; ) {
      this.#line += lineFeeds(text, counted, at)
      counted = at
      if (this.#line > this.#told) this.#report(unreadable(this.#file, this.#line))
      this.#told = this.#line
      // A line is told once: what else is unreadable in it is passed over, since a damaged file may be nothing else.
      const next = text.indexOf('\n', at)
      at = next < 0 ? -1 : text.indexOf(UNREADABLE, next)
    }
    this.#line += lineFeeds(text, counted, text.length)
    return text
  }
}

const BEYOND_ASCII = /[\u0080-\uffff]/

function lineFeeds(text: string, from: number, until: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < until; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function unreadable(file: string, line: number): Finding {
  return {
    weight: 'doubtful',
    file,
    line,
    child: null,
    rule: 'unreadable-characters',
    message: 'This line holds bytes that are no character in the encoding of the file; each is read as \uFFFD.',
    remedy: 'Export the file again as UTF-8, and do not edit it in between.',
  }
}

function guessedEncoding(file: string, line: number): Finding {
  return {
    weight: 'doubtful',
    file,
    line,
    child: null,
    rule: 'not-utf-8',
    message: 'The file is not UTF-8 from this line on; it is read as windows-1252, which older programs write.',
    remedy: 'See that names with accents look right; export the file as UTF-8 if they do not.',
  }
}

function contradicted(file: string, declared: string, encoding: Encoding): Finding {
  return {
    weight: 'doubtful',
    file,
    line: 1,
    child: null,
    rule: 'encoding-contradicted',
    message: `The file declares the encoding ${printable(declared)}, but its bytes are ${encoding}; it is read as that.`,
    remedy: 'Ask the supplier of the case system to declare the encoding that is written.',
  }
}

function unknownEncoding(file: string, named: string): Finding {
  return {
    weight: 'refused',
    file,
    line: 1,
    child: null,
    rule: 'unknown-encoding',
    message: `The file's encoding, ${printable(named)}, is not one that is read here; nothing in it was read.`,
    remedy: 'Export the file as UTF-8.',
  }
}

/** A name from the file, cut and cleaned so that it can stand in a sentence. */
function printable(name: string): string {
  return `"${name.slice(0, 40).replaceAll(/[^\x20-\x7e]/g, '?')}"`
}
