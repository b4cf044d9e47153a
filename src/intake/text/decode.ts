import { isAscii, isUtf8 } from 'node:buffer'
import type { Encoding } from './encoding.ts'

/** What stands in decoded text for bytes that are no character. */
export const UNREADABLE = '\uFFFD'

/**
 * Turns pieces of bytes into text; a character may be cut anywhere between two pieces. Bytes that are no character become
 * U+FFFD, each time the same however the pieces fall.
 *
 * An `undecided` file is ASCII until its first other bytes: where those are a character of UTF-8 the file is UTF-8, where
 * they are not it is windows-1252. (Text in windows-1252 almost never forms one: it would need a capital with an accent
 * followed by a symbol.)
 */
export class Decoder {
  #decoder: TextDecoder | undefined
  #guessed = false
  /** The beginning of the first character that is not ASCII, while it is too short to decide on. */
  #held: Uint8Array = new Uint8Array(0)

  constructor(encoding: Encoding) {
    if (encoding !== 'undecided') this.#decoder = new TextDecoder(encoding, { ignoreBOM: true })
  }

  /** Whether an undecided file was taken for windows-1252. */
  get guessed(): boolean {
    return this.#guessed
  }

  decode(bytes: Uint8Array): string {
    return this.#decoder === undefined ? this.#decide(bytes, false) : this.#decoder.decode(bytes, { stream: true })
  }

  /** The text of what is left when there are no more bytes: a character cut short gives U+FFFD. */
  end(): string {
    const left = this.#decoder === undefined ? this.#decide(new Uint8Array(0), true) : ''
    return left + (this.#decoder?.decode() ?? '')
  }

  #decide(piece: Uint8Array, last: boolean): string {
    const bytes = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece])
    if (isAscii(bytes)) {
      this.#held = new Uint8Array(0)
      return latin(bytes)
    }
    const start = bytes.findIndex((byte) => byte > 0x7f)
    const end = start + lengthOfCharacter(bytes[start] ?? 0)
    if (end > bytes.length && !last) {
      this.#held = bytes.slice(start)
      return latin(bytes.subarray(0, start))
    }
    this.#held = new Uint8Array(0)
    this.#guessed = !isUtf8(bytes.subarray(start, end))
    this.#decoder = new TextDecoder(this.#guessed ? 'windows-1252' : 'utf-8', { ignoreBOM: true })
    return this.#decoder.decode(bytes, { stream: true })
  }
}

/** How many bytes a character of UTF-8 has that begins with this byte; 1 where none does. */
function lengthOfCharacter(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  if (first >= 0xf0 && first <= 0xf4) return 4
  return 1
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
