import { open, stat } from 'node:fs/promises'
import { looksLikeXml } from '../../intake/census/read-census.ts'
import { nameOfForeign } from '../../intake/foreign-file.ts'
import type { BroughtFile } from './desk.ts'

/** Enough to tell what a file is. */
const HEAD_BYTES = 4_096

/** What cannot be a census or a table, said before anything is read: one line for each such file. */
export async function checkBrought(files: readonly BroughtFile[]): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { name, path } of files) {
    if ((await stat(path)).size === 0) {
      faults.push(`${name} is empty. Export it again.`)
      continue
    }
    const head = await beginningOf(path)
    const foreign = looksLikeXml(head) ? undefined : nameOfForeign(head)
    if (foreign === undefined) continue
    faults.push(
      `${name} is ${foreign}. Choose the census as the case system exports it (XML), or tables saved as CSV (UTF-8).`,
    )
  }
  return faults
}

async function beginningOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
