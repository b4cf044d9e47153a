import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

// A backup is a gzipped tar (POSIX ustar), so that any machine can look into it in thirty years' time, without Sightline. Here
// is as much of that format as it needs: plain files with short names.

const BLOCK = 512
/** More than the longest row with all that can stand before it. */
const LARGEST_FILE = 1 << 30

export interface ArchivedFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Why an archive cannot be read. */
export type ArchiveFault = 'not-a-backup' | 'cut-short' | 'altered'

/** Thrown by `readArchive`; whoever reads gives it as data. */
export class UnreadableArchive extends Error {
  readonly fault: ArchiveFault
  constructor(fault: ArchiveFault) {
    super(fault)
    this.fault = fault
  }
}

/**
 * A file as it stands in an archive.
 * @param written seconds since 1970
 */
export function archived({ name, bytes }: ArchivedFile, written: number): Buffer {
  const head = Buffer.alloc(BLOCK)
  head.write(name, 0, 100, 'latin1')
  head.write('0000600\0', 100, 'latin1')
  head.write('0000000\0', 108, 'latin1')
  head.write('0000000\0', 116, 'latin1')
  head.write(`${octal(bytes.length)}\0`, 124, 'latin1')
  head.write(`${octal(written)}\0`, 136, 'latin1')
  head.write('        ', 148, 'latin1')
  head.write('0', 156, 'latin1')
  head.write('ustar\u000000', 257, 'latin1')
  head.write(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return Buffer.concat([head, bytes, Buffer.alloc(padding(bytes.length))])
}

/** Two empty blocks: what an archive ends with. */
export const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK)

function octal(number: number): string {
  return number.toString(8).padStart(11, '0')
}

function sumOf(head: Buffer): number {
  return head.reduce((sum, byte) => sum + byte, 0)
}

function padding(length: number): number {
  return (BLOCK - (length % BLOCK)) % BLOCK
}

/**
 * The files of an archive, in their order, one at a time.
 * @throws UnreadableArchive, or the system's error where the file cannot be opened
 */
export async function* readArchive(path: string): AsyncGenerator<ArchivedFile> {
  const blocks = new Bytes(unzipped(path))
  for (let isFirst = true; ; isFirst = false) {
    const head = await blocks.take(BLOCK)
    if (head === null) throw new UnreadableArchive(isFirst ? 'not-a-backup' : 'cut-short')
    if (!isFirst && head.every((byte) => byte === 0)) break
    const { name, size } = readHead(head, isFirst)
    const bytes = await blocks.take(size)
    const rest = await blocks.take(padding(size))
    if (bytes === null || rest === null) throw new UnreadableArchive('cut-short')
    yield { name, bytes }
  }
  // To the end: only there does gzip tell whether all before it was right.
  const last = await blocks.take(BLOCK)
  if (last === null) throw new UnreadableArchive('cut-short')
  if (!last.every((byte) => byte === 0) || (await blocks.take(1)) !== null) throw new UnreadableArchive('altered')
}

function readHead(head: Buffer, isFirst: boolean): { readonly name: string; readonly size: number } {
  const wrong = isFirst ? 'not-a-backup' : 'altered'
  const sum = Number.parseInt(head.toString('latin1', 148, 154), 8)
  const blank = Buffer.from(head)
  blank.fill(' ', 148, 156)
  const size = Number.parseInt(head.toString('latin1', 124, 135), 8)
  const [name = ''] = head.toString('latin1', 0, 100).split('\0')
  if (sum !== sumOf(blank) || !(size >= 0 && size <= LARGEST_FILE)) throw new UnreadableArchive(wrong)
  return { name, size }
}

async function* unzipped(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  const unzip = createGunzip()
  file.on('error', (error) => unzip.destroy(error))
  file.pipe(unzip)
  let isFirst = true
  try {
    for await (const chunk of unzip) {
      isFirst = false
      yield chunk
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'Z_BUF_ERROR') throw new UnreadableArchive('cut-short')
    if (code === 'Z_DATA_ERROR') throw new UnreadableArchive(isFirst ? 'not-a-backup' : 'altered')
    throw error
  } finally {
    file.destroy()
  }
}

/** Bytes that come in pieces, taken in others. */
class Bytes {
  readonly #pieces: AsyncGenerator<Buffer>
  #held: Buffer[] = []
  #length = 0

  constructor(pieces: AsyncGenerator<Buffer>) {
    this.#pieces = pieces
  }

  /** So many bytes; null where fewer are left. */
  async take(wanted: number): Promise<Buffer | null> {
    while (this.#length < wanted) {
      const next = await this.#pieces.next()
      if (next.done === true) return null
      this.#held.push(next.value)
      this.#length += next.value.length
    }
    const all = this.#held.length === 1 && this.#held[0] !== undefined ? this.#held[0] : Buffer.concat(this.#held)
    const rest = all.subarray(wanted)
    this.#held = rest.length > 0 ? [rest] : []
    this.#length = rest.length
    return all.subarray(0, wanted)
  }
}
