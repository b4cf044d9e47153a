import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { WritingFault } from './exit.ts'
import type { Terminal } from './terminal.ts'

/** Text is handed to the system in pieces of this many characters. */
const PIECE = 1 << 16

/**
 * Writes a document to a file. It is written beside its place and moved there when it is whole, so that a document half
 * written never stands where a whole one stood.
 *
 * @throws WritingFault that names the place and the reason
 */
export function writeDocument(path: string, chunks: Iterable<string>): void {
  const unfinished = `${path}.unfinished`
  try {
    const file = openSync(unfinished, 'w', 0o600)
    try {
      for (const piece of pieces(chunks)) writeSync(file, piece)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new WritingFault(`${path} could not be written: ${REASONS[String(error.code)] ?? error.message}`)
  }
}

/** Writes a document to the standard output, and stops when nobody reads it any more. */
export async function printDocument(terminal: Terminal, chunks: Iterable<string>): Promise<void> {
  for (const piece of pieces(chunks)) if (!(await terminal.out(piece))) return
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
  EACCES: 'this account may not write there. Name another place with --output.',
  EPERM: 'this account may not write there. Name another place with --output.',
  EROFS: 'the disk may only be read. Name another place with --output.',
  ENOSPC: 'the disk is full. Make room, or name another place with --output.',
}
