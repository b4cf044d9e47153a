import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { clearAway, give, type Programs, UNFINISHED } from './programs.ts'
import { NotRunning, notStarted } from './refusal.ts'

/** The superuser of the embedded server. Only migrations, backups and new databases sign in as it. */
export const SUPERUSER = 'postgres'

/** A socket's path may have 107 characters, of which its own name takes some. */
const LONGEST_SOCKET_FOLDER = 85
/** What may stand in the path of a socket: elsewhere PostgreSQL would take a comma for the beginning of another. */
const PLAIN = /^[\w./@+-]+$/

/** What stands in a data folder. The last is a disk's own, where the folder is one. */
const KNOWN: ReadonlySet<string> = new Set([
  'cluster',
  'programs',
  'socket',
  'holders',
  'server.log',
  'server.log.before',
  'lost+found',
])

/** Refuses a place that is no folder, and a folder that holds anything but what is made here. */
export function refuseWhatIsNotOurs(data: string): void {
  const found = statSync(data, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isDirectory()) throw new NotRunning({ kind: 'not-ours', folder: data })
  const cluster = join(data, 'cluster')
  const isOurs = existsSync(cluster)
    ? isCluster(cluster)
    : readdirSync(data).every((name) => KNOWN.has(name) || UNFINISHED.test(name))
  if (!isOurs) throw new NotRunning({ kind: 'not-ours', folder: data })
}

function isCluster(folder: string): boolean {
  try {
    return statSync(join(folder, 'PG_VERSION')).isFile()
  } catch (error) {
    // Another account's data cannot be looked into, and are not for that reason something else.
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') throw error
    return false
  }
}

/**
 * Makes the data of a server where there are none. They are made beside their place and moved there when they are whole: what an
 * interrupted start leaves is never taken for data, and of two that start at once, one uses what the other made.
 */
export function makeCluster(data: string, programs: Programs, account: Account): string {
  const cluster = join(data, 'cluster')
  clearAway(data)
  if (!existsSync(cluster)) {
    const unfinished = join(data, `unfinished.${process.pid}`)
    initialise(unfinished, programs, account, data)
    try {
      renameSync(unfinished, cluster)
    } catch (error) {
      if (!existsSync(cluster)) throw error
      rmSync(unfinished, { recursive: true, force: true })
    }
  }
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (found !== programs.major) {
    throw new NotRunning({ kind: 'other-version', folder: cluster, found, wanted: programs.major })
  }
  return cluster
}

/** Text is UTF-8 whatever the surroundings say; names are sorted by a collation of their own, so that the rest may go by bytes. */
const INITIAL = ['-U', SUPERUSER, '--encoding=UTF8', '--locale=C', '--auth=trust', '--data-checksums']

function initialise(folder: string, programs: Programs, account: Account, data: string): void {
  mkdirSync(folder, { mode: 0o700 })
  give(folder, account)
  const { status, error, stderr } = spawnSync(join(programs.folder, 'bin', 'initdb'), ['-D', folder, ...INITIAL], {
    ...asAccount(account, programs),
    encoding: 'utf8',
  })
  if (status === 0) return
  rmSync(folder, { recursive: true, force: true })
  const words = `${error?.message ?? ''}${stderr ?? ''}`.trim().split('\n')
  throw notStarted(data, 'initdb', words.slice(-5).join(' '))
}

/** How a program of the server is run: its libraries lie beside it, and nothing of our own surroundings is handed on. */
export function asAccount(
  account: Account,
  programs: Programs,
): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const env = { LD_LIBRARY_PATH: join(programs.folder, 'lib'), LC_ALL: 'C', TZ: 'UTC' }
  return { cwd: '/', env, ...account }
}

/**
 * The folder of a server's socket: in its data, or where that is too long or oddly named among the system's temporary ones, in a
 * folder that is refused unless it is the server's own, for anybody may make one there.
 */
export function socketFolder(data: string, account: Account): string {
  const beside = join(data, 'socket')
  const name = createHash('sha256').update(data).digest('hex').slice(0, 16)
  const isUsable = beside.length <= LONGEST_SOCKET_FOLDER && PLAIN.test(beside)
  const folder = isUsable ? beside : join(tmpdir(), `sightline-${name}`)
  if (folder.length > LONGEST_SOCKET_FOLDER) throw new NotRunning({ kind: 'socket-taken', folder, data })
  const owner = account?.uid ?? process.getuid?.()
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (found === undefined) {
    mkdirSync(folder, { mode: 0o700 })
    give(folder, account)
    return folder
  }
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new NotRunning({ kind: 'socket-taken', folder, data })
  }
  return folder
}
