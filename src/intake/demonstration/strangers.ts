import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AUTHORITY_CODE } from './upn.ts'

const CENSUS = /^census-\d{4}\.xml$/
const TABLE = /^ssd_\w+\.csv$/
/** The header of a census names its authority well within these bytes. */
const HEAD = 2_048

/**
 * The files of a folder that a demonstration would write over and that are none of its own: an authority's real export may
 * have the very same names. A demonstration is known by its census, whose authority does not exist; empty files are nobody's.
 */
export async function strangersIn(folder: string): Promise<readonly string[]> {
  const alike: string[] = []
  for (const name of await readdir(folder)) {
    if (!CENSUS.test(name) && !TABLE.test(name)) continue
    if ((await stat(join(folder, name))).size === 0) continue
    if (CENSUS.test(name) && (await isInvented(join(folder, name)))) return []
    alike.push(name)
  }
  return alike.sort()
}

async function isInvented(census: string): Promise<boolean> {
  const file = await open(census)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return buffer.toString('latin1', 0, bytesRead).includes(`<LEA>${AUTHORITY_CODE}</LEA>`)
  } finally {
    await file.close()
  }
}
