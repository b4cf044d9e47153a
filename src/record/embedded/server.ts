import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { type Account, accountFor, refuseUnreachable } from './account.ts'
import { give, installPrograms, type Programs } from './programs.ts'
import { NotRunning, refusalOfDisk, type ServerRefusal } from './refusal.ts'

/** A running server that nobody but this account and root can reach. */
export interface Server {
  /** The folder of its socket: what a connection names as its host. */
  readonly host: string
  /** Whether it was running already: left behind by a program that was killed, or shared with another that runs. */
  readonly adopted: boolean
  readonly pid: number
  /** Stops it, unless another program still uses it. */
  readonly stop: () => Promise<void>
}

export type Started =
  | { readonly ok: true; readonly server: Server }
  | { readonly ok: false; readonly refusal: ServerRefusal }

/** The superuser of the embedded server. Only migrations, backups and new databases sign in as it. */
export const SUPERUSER = 'postgres'

/** A socket's path may have 107 characters, of which its own name takes some. */
const LONGEST_SOCKET_FOLDER = 85
const LONGEST_START_MS = 60_000

/** Durability is said here and checked at each opening (`database/durable.ts`): what is acknowledged is on the disk. */
const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'max_connections=100',
  'shared_buffers=128MB',
  'log_min_messages=warning',
  'timezone=UTC',
]

/**
 * Starts the embedded server on the data in a folder, making them if there are none. A server that is running on them is used
 * as it is.
 * @param data a folder that is empty, or absent, or was made by this function
 */
export async function startServer(data: string): Promise<Started> {
  const folder = resolve(data)
  try {
    return { ok: true, server: await start(folder) }
  } catch (error) {
    const refusal = error instanceof NotRunning ? error.refusal : refusalOfDisk(error, folder)
    if (refusal === undefined) throw error
    return { ok: false, refusal }
  }
}

async function start(data: string): Promise<Server> {
  const cluster = join(data, 'cluster')
  refuseWhatIsNotOurs(data)
  mkdirSync(data, { recursive: true, mode: 0o755 })
  const account = accountFor(cluster)
  refuseUnreachable(data, account)
  const programs = installPrograms(data)
  makeCluster(cluster, programs, account)
  const host = socketFolder(data, account)
  const log = join(data, 'server.log')
  const running = runningServer(cluster)
  const child = running === null ? launch(cluster, host, log, programs, account) : null
  const pid = running ?? child?.pid
  if (pid === undefined) throw new NotRunning({ kind: 'did-not-start', log, lastWords: lastWordsOf(log) })
  await untilItAnswers(host, child, log)
  const holding = hold(data)
  return {
    host,
    adopted: running !== null,
    pid,
    stop: async () => {
      rmSync(holding, { force: true })
      if (isHeld(data)) return
      await stopServer(pid)
    },
  }
}

function refuseWhatIsNotOurs(data: string): void {
  if (!existsSync(data)) return
  const known = new Set(['cluster', 'programs', 'socket', 'holders', 'server.log'])
  const strangers = readdirSync(data).filter((name) => !known.has(name))
  if (strangers.length > 0 && !existsSync(join(data, 'cluster')))
    throw new NotRunning({ kind: 'not-ours', folder: data })
}

function makeCluster(cluster: string, programs: Programs, account: Account): void {
  const version = join(cluster, 'PG_VERSION')
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim()
    if (found !== programs.major) {
      throw new NotRunning({ kind: 'other-version', folder: cluster, found, wanted: programs.major })
    }
    return
  }
  // A start that was interrupted leaves a cluster without a version: nothing was ever kept in it.
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { mode: 0o700 })
  give(cluster, account)
  const made = spawnSync(
    join(programs.folder, 'bin', 'initdb'),
    ['-D', cluster, '-U', SUPERUSER, '--encoding=UTF8', '--locale=C', '--auth=trust', '--data-checksums'],
    { ...asAccount(account, programs), encoding: 'utf8' },
  )
  if (made.status === 0) return
  rmSync(cluster, { recursive: true, force: true })
  const words = `${made.error?.message ?? ''}${made.stderr ?? ''}`
  if (words.includes('No space left')) throw new NotRunning({ kind: 'no-space', folder: cluster })
  throw new NotRunning({
    kind: 'did-not-start',
    log: 'initdb',
    lastWords: words.trim().split('\n').slice(-3).join(' '),
  })
}

function asAccount(
  account: Account,
  programs: Programs,
): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  // The package's libraries lie beside its programs; nothing of our own surroundings is handed on.
  const env = { LD_LIBRARY_PATH: join(programs.folder, 'lib'), LC_ALL: 'C', TZ: 'UTC' }
  return { cwd: '/', env, ...account }
}

function socketFolder(data: string, account: Account): string {
  const beside = join(data, 'socket')
  const name = createHash('sha256').update(data).digest('hex').slice(0, 16)
  const folder = beside.length <= LONGEST_SOCKET_FOLDER ? beside : join(tmpdir(), `sightline-${name}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  give(folder, account)
  return folder
}

/** The number of the server that runs on a cluster; null where none does, whatever a stale file says. */
function runningServer(cluster: string): number | null {
  const file = join(cluster, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : Number.NaN
  if (!Number.isInteger(pid)) return null
  if (isPostgres(pid)) return pid
  // The number may have been given to another process since, which PostgreSQL would take for a server.
  rmSync(file, { force: true })
  return null
}

/** A process that has ended and was not waited for (a zombie) is none. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    const [, state] = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}

/** Starts the server in a group of its own: a key pressed in our terminal must not reach it before we have said goodbye. */
function launch(cluster: string, host: string, log: string, programs: Programs, account: Account): ChildProcess {
  const out = openSync(log, 'a', 0o600)
  const args = ['-D', cluster, '-k', host, ...SETTINGS.flatMap((each) => ['-c', each])]
  const child = spawn(join(programs.folder, 'bin', 'postgres'), args, {
    ...asAccount(account, programs),
    stdio: ['ignore', out, out],
    detached: true,
  })
  closeSync(out)
  child.on('error', () => undefined)
  child.unref()
  return child
}

async function untilItAnswers(host: string, child: ChildProcess | null, log: string): Promise<void> {
  const tries = LONGEST_START_MS / 20
  for (let i = 0; i < tries; i++) {
    const client = new Client({ host, user: SUPERUSER, database: 'postgres' })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await client.end().catch(() => undefined)
      if (child !== null && (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)) break
      await wait(20)
    }
  }
  throw new NotRunning({ kind: 'did-not-start', log, lastWords: lastWordsOf(log) })
}

function lastWordsOf(log: string): string {
  if (!existsSync(log)) return 'none'
  return readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' ')
}

/** Marks this program as a user of the server. */
function hold(data: string): string {
  const holders = join(data, 'holders')
  mkdirSync(holders, { recursive: true })
  const mine = join(holders, String(process.pid))
  writeFileSync(mine, '')
  return mine
}

/** Whether a program that runs still uses the server; the marks of those that were killed are taken away. */
function isHeld(data: string): boolean {
  const holders = join(data, 'holders')
  let held = false
  for (const name of readdirSync(holders)) {
    if (isAlive(Number(name))) held = true
    else rmSync(join(holders, name), { force: true })
  }
  return held
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Ends sessions, writes everything down and stops ("fast"). */
async function stopServer(pid: number): Promise<void> {
  if (!isPostgres(pid)) return
  process.kill(pid, 'SIGINT')
  while (isPostgres(pid)) await wait(10)
}
