import { settleEncoding } from './text/encoding.ts'

/** A program's own data holds more zero bytes than one in so many. */
const LEAST_SHARE_OF_ZEROS = 100

/** What a file is, by the bytes that it begins with. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or another zip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an older Excel workbook or another Office document'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x1f, 0x8b], 'a compressed file (gzip)'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a compressed file (7-Zip)'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'a formatted text (RTF)'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], 'a database file'],
]

/** What a file that begins with these bytes is, in words that fit a sentence; undefined where it may be a table. */
export function nameOfForeign(head: Uint8Array): string | undefined {
  const known = SIGNATURES.find(([bytes]) => bytes.every((byte, index) => head[index] === byte))
  if (known !== undefined) return known[1]
  if (looksLikeJson(head)) return 'a JSON file'
  const settled = settleEncoding(head, 'csv')
  // Wide characters hold zero bytes by their nature; no other text does.
  const wide = !settled.ok || settled.encoding.startsWith('utf-16')
  if (wide) return undefined
  // A table with a zero byte here and there is a table that was damaged; what that spoils is told row by row.
  const zeros = head.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0)
  return zeros * LEAST_SHARE_OF_ZEROS > head.length ? 'no text' : undefined
}

/** A table may begin with "[" where a tool puts brackets around its column names, but not with `[{`, `["` or `{`. */
function looksLikeJson(head: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, '')
  return /^\s*(?:\{|\[\s*[{["\d\]])/.test(text)
}
