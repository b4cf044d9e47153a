import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { WritingFault } from './exit.ts'
import type { Terminal } from './terminal.ts'

/** Text is handed to the system in pieces of this many characters. */
const PIECE = 1 << 16

/**
 * A file while a document is written to it. The text goes beside its place and is moved there when it is whole, so that a
 * document half written never stands where a whole one stood, and two runs that write to one place do not mix. A device or a
 * pipe is written to as it is: moving a file there would take it away. Where a link stands, the file that it leads to is
 * written.
 */
export class DocumentFile {
  readonly #path: string
  readonly #place: string
  /** Where the text is until it is whole; null where it goes straight to its place. */
  readonly #unfinished: string | null
  readonly #file: number
  #piece = ''
  #isOpen = true

  /** @throws WritingFault that names the place and the reason, as do the other methods */
  constructor(path: string) {
    this.#path = path
    try {
      const found = statSync(path, { throwIfNoEntry: false })
      if (found?.isDirectory() === true) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
      const straight = found !== undefined && !found.isFile()
      this.#place = straight ? path : realPlace(path, found !== undefined)
      const opened = straight ? { name: null, file: openSync(path, 'w') } : openBeside(this.#place)
      this.#unfinished = opened.name
      this.#file = opened.file
    } catch (error) {
      throw notWritten(path, error)
    }
  }

  add(text: string): void {
    this.#piece += text
    if (this.#piece.length >= PIECE) this.#settle()
  }

  addBytes(bytes: Uint8Array): void {
    this.#settle(bytes)
  }

  /** Moves the document to its place. */
  finish(): void {
    this.#settle()
    try {
      this.#close()
      if (this.#unfinished !== null) renameSync(this.#unfinished, this.#place)
    } catch (error) {
      this.abandon()
      throw notWritten(this.#path, error)
    }
  }

  /** Leaves nothing behind, and what stood in its place as it was. Once is enough, and more does no harm. */
  abandon(): void {
    this.#close()
    if (this.#unfinished !== null) rmSync(this.#unfinished, { force: true })
  }

  #settle(bytes?: Uint8Array): void {
    try {
      // Unlike writeSync, it goes on where the system took only a part.
      if (this.#piece !== '') writeFileSync(this.#file, this.#piece)
      this.#piece = ''
      if (bytes !== undefined) writeFileSync(this.#file, bytes)
    } catch (error) {
      this.abandon()
      throw notWritten(this.#path, error)
    }
  }

  #close(): void {
    if (!this.#isOpen) return
    // The number of a closed file may by now be another file's.
    this.#isOpen = false
    closeSync(this.#file)
  }
}

/**
 * Writes a document to a file, whole or not at all.
 *
 * @throws WritingFault that names the place and the reason
 */
export function writeDocument(path: string, chunks: Iterable<string>): void {
  const file = new DocumentFile(path)
  try {
    for (const chunk of chunks) file.add(chunk)
  } catch (error) {
    file.abandon()
    throw error
  }
  file.finish()
}

/**
 * Writes a document that is no text to a file, whole or not at all.
 *
 * @throws WritingFault that names the place and the reason
 */
export function writeBytes(path: string, bytes: Uint8Array): void {
  const file = new DocumentFile(path)
  file.addBytes(bytes)
  file.finish()
}

/** Writes a document to the standard output, and stops when nobody reads it any more. */
export async function printDocument(terminal: Terminal, chunks: Iterable<string>): Promise<void> {
  for (const piece of pieces(chunks)) if (!(await terminal.out(piece))) return
}

/** The fault of a place that could not be written; an error that is not the system's is a bug, and comes back as it is. */
export function notWritten(place: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  return new WritingFault(`${place} could not be written: ${REASONS[String(error.code)] ?? error.message}`)
}

function realPlace(path: string, isThere: boolean): string {
  if (isThere) return realpathSync(path)
  const leadsNowhere = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  return leadsNowhere ? resolve(dirname(path), readlinkSync(path)) : path
}

/** A new file in the folder of a place, with a name of its own: that of the place may be as long as a name can be. */
function openBeside(place: string): { readonly name: string; readonly file: number } {
  clearAway(dirname(place))
  for (let number = 0; ; number++) {
    const name = join(dirname(place), `sightline-${process.pid}-${number}.unfinished`)
    try {
      return { name, file: openSync(name, 'wx', 0o600) }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

const UNFINISHED = /^sightline-\d+-\d+\.unfinished$/
const DAY_IN_MILLISECONDS = 86_400_000

/**
 * Takes away what runs that were killed have left in a folder: it holds personal data, and nobody knows it for what it is. A
 * day old, since another machine may be writing to the same folder.
 */
function clearAway(folder: string): void {
  const now = Date.now()
  try {
    for (const name of readdirSync(folder)) {
      if (!UNFINISHED.test(name)) continue
      const path = join(folder, name)
      const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now)
      if (age > DAY_IN_MILLISECONDS) rmSync(path, { force: true })
    }
  } catch (error) {
    // What another account has left, or a folder that may be written to and not listed, is no reason not to write.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

function* pieces(chunks: Iterable<string>): Iterable<string> {
  let piece = ''
  for (const chunk of chunks) {
    piece += chunk
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist. Make the folder, or name another place.',
  EISDIR: 'it is a folder. Name a file in it.',
  ENOTDIR: 'a part of its path is a file. Name another place.',
  ENAMETOOLONG: 'its name is too long. Name another place.',
  EACCES: 'this account may not write there. Name another place with --output.',
  EPERM: 'this account may not write there. Name another place with --output.',
  EROFS: 'the disk may only be read. Name another place with --output.',
  ENOSPC: 'the disk is full. Make room, or name another place with --output.',
  EDQUOT: 'this account has used its share of the disk. Make room, or name another place with --output.',
}
