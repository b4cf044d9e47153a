/** How the bytes of a file become characters. `undecided` is ASCII so far: the first other bytes decide (decode.ts). */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15' | 'undecided'

/** What kind of text: XML names its encoding itself and is UTF-8 where it does not; CSV cannot name it. */
export type TextKind = 'xml' | 'csv'

/** How much of a file is needed to settle its encoding. */
export const HEAD_LENGTH = 1024

export type Settled =
  | {
      readonly ok: true
      readonly encoding: Encoding
      /** Bytes of the byte order mark, to be passed over. */
      readonly skip: number
      /** What the declaration says where the bytes say otherwise; null where they agree. */
      readonly contradicts: string | null
    }
  | { readonly ok: false; readonly named: string }

/**
 * Encodings by the names that XML declarations give them. Latin-1 is read as windows-1252, as browsers do: they differ
 * only where Latin-1 has control characters that nobody writes.
 */
const NAMED: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['iso_8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['latin-1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
])

const WIDE = new Set(['utf-16', 'utf-16le', 'utf-16be', 'utf16', 'unicode', 'ucs-2', 'iso-10646-ucs-2'])

const DECLARATION = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*(["'])(.*?)\1/

/**
 * Settles a file's encoding from its first bytes: a byte order mark, else the width of its first characters, else (XML) the
 * declaration. An encoding that is not read here is refused by its name.
 */
export function settleEncoding(head: Uint8Array, kind: TextKind): Settled {
  const [a, b, c, d] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return settled('utf-8', 3, declaredIn(head.subarray(3), kind))
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return { ok: false, named: 'UTF-32' }
  }
  if (a === 0xff && b === 0xfe) return settled('utf-16le', 2, null)
  if (a === 0xfe && b === 0xff) return settled('utf-16be', 2, null)
  if (isAsciiLetter(a) && b === 0) return settled('utf-16le', 0, null)
  if (a === 0 && isAsciiLetter(b)) return settled('utf-16be', 0, null)
  const declared = declaredIn(head, kind)
  if (declared === null) return settled(kind === 'xml' ? 'utf-8' : 'undecided', 0, null)
  const encoding = NAMED.get(declared.toLowerCase())
  if (encoding !== undefined) return settled(encoding, 0, null)
  // Programs that build the text in memory often declare UTF-16 and then save it as UTF-8.
  if (WIDE.has(declared.toLowerCase())) return settled('utf-8', 0, declared)
  return { ok: false, named: declared }
}

function settled(encoding: Encoding, skip: number, declared: string | null): Settled {
  const agrees = declared === null || NAMED.get(declared.toLowerCase()) === encoding
  return { ok: true, encoding, skip, contradicts: agrees ? null : declared }
}

function declaredIn(head: Uint8Array, kind: TextKind): string | null {
  if (kind !== 'xml') return null
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_LENGTH)).toString('latin1')
  return DECLARATION.exec(text)?.[2] ?? null
}

function isAsciiLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte < 0x7f
}
