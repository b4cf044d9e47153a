import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { BroughtFile } from '../../cases/import/desk.ts'
import type { Principal } from '../../record/transaction.ts'

// Files that hold children lie in a folder of this process until they are read. What a process that has ended left behind is
// gone on with, where it was being read, and is thrown away else.

const LIST = 'brought.json'

/** Files that are being read as one import, as they lie in a folder of their own. */
export interface Brought {
  readonly importId: string
  readonly principal: Principal
  readonly code: string | null
  readonly contentHash: string
  readonly files: readonly BroughtFile[]
}

const broughtAs = z.strictObject({
  importId: z.uuid(),
  principal: z.strictObject({ authority: z.string(), person: z.uuid() }),
  code: z.string().nullable(),
  contentHash: z.string(),
  names: z.array(z.string()),
})

/** The folder of this process below the one that all of them share, made anew; with what others left behind to be gone on with. */
export function ownFolder(shared: string): { readonly folder: string; readonly left: readonly Brought[] } {
  mkdirSync(shared, { recursive: true, mode: 0o700 })
  const folder = join(shared, String(process.pid))
  const left: Brought[] = []
  const ended = readdirSync(shared).filter((name) => !isAlive(name))
  const taken = ended.map((name) => {
    // A process of the same number as this one has ended: its folder makes room.
    const aside = join(shared, `${name}-left`)
    renameSync(join(shared, name), aside)
    return aside
  })
  mkdirSync(folder, { mode: 0o700 })
  for (const each of taken) {
    for (const name of readdirSync(each)) {
      const brought = listed(join(each, name))
      if (brought === null) continue
      renameSync(join(each, name), folderOf(folder, brought.importId))
      left.push(placedIn(folder, brought))
    }
    rmSync(each, { recursive: true, force: true })
  }
  return { folder, left }
}

/** Whether the process that a folder is named after runs still. */
function isAlive(name: string): boolean {
  const pid = Number(name)
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

type Listed = z.output<typeof broughtAs>

function listed(folder: string): Listed | null {
  try {
    return broughtAs.parse(JSON.parse(readFileSync(join(folder, LIST), 'utf8')))
  } catch {
    // Cut off before it was whole: whoever brought them is told to bring them again.
    return null
  }
}

function placedIn(folder: string, { names, ...rest }: Listed): Brought {
  const own = folderOf(folder, rest.importId)
  return { ...rest, files: names.map((name, at) => ({ name, path: pathIn(own, at) })) }
}

function folderOf(folder: string, importId: string): string {
  return join(folder, importId)
}

/** A name from outside is never a path of ours; of these none is the beginning of another. */
function pathIn(folder: string, at: number): string {
  return join(folder, `file-${String(at).padStart(3, '0')}`)
}

/** Puts files that were sent where they stay until they are read. */
export function keepBrought(folder: string, given: Brought): Brought {
  const { files, ...rest } = given
  const own = folderOf(folder, given.importId)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  for (const [at, { path }] of files.entries()) renameSync(path, pathIn(own, at))
  const list: Listed = { ...rest, principal: { ...rest.principal }, names: files.map(({ name }) => name) }
  writeFileSync(join(own, LIST), JSON.stringify(list), { mode: 0o600 })
  return placedIn(folder, list)
}

export function dropBrought(folder: string, importId: string): void {
  rmSync(folderOf(folder, importId), { recursive: true, force: true })
}

/** At the end of this process: what is being read stays for the next, and nothing else. */
export function leaveFolder(folder: string): void {
  const names = readdirSync(folder)
  const stay = names.filter((name) => listed(join(folder, name)) !== null)
  for (const name of names) if (!stay.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
  if (stay.length === 0) rmSync(folder, { recursive: true, force: true })
}
