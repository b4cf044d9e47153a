import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { type Account, accountFor, refuseUnreachable } from './account.ts'
import { asAccount, makeCluster, refuseWhatIsNotOurs, SUPERUSER, socketFolder } from './cluster.ts'
import { takeHold, unlessHeld } from './holders.ts'
import { isTaken, startOf, workersIn, worksIn } from './processes.ts'
import { installPrograms, makePassable, type Programs } from './programs.ts'
import { NotRunning, notStarted, refusalOfDisk, type ServerRefusal } from './refusal.ts'

/** A running server that nobody but its account and root can reach. */
export interface Server {
  /** The folder of its socket: what a connection names as its host. */
  readonly host: string
  /** Whether it was running already: left behind by a program that was killed, or shared with another that runs. */
  readonly adopted: boolean
  readonly pid: number
  readonly isRunning: () => boolean
  /** Uses it no longer, without stopping it. */
  readonly release: () => void
  /** Stops it, unless another program still uses it. */
  readonly stop: () => Promise<void>
}

export type Started =
  | { readonly ok: true; readonly server: Server }
  | { readonly ok: false; readonly refusal: ServerRefusal }

const BETWEEN_TRIES_MS = 20
/** A server that does not answer at all by then has hung. One that says that it is starting is waited for: it mends its data. */
const LONGEST_SILENCE_MS = 60_000
const LONGEST_STOP_MS = 60_000
const LONGEST_LEFTOVER_MS = 10_000
/** Beside its socket the server keeps its number again. */
const SOCKET_LOCK = '.s.PGSQL.5432.lock'
const LARGEST_LOG = 10_000_000

/**
 * Durability is said here and checked at each opening: what is acknowledged is on the disk. What a statement or a row holds
 * stays out of the log, where personal details would outlive every right to have them.
 */
const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'max_connections=100',
  'shared_buffers=128MB',
  'log_min_messages=warning',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
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

async function start(named: string): Promise<Server> {
  refuseWhatIsNotOurs(named)
  makePassable(named)
  const data = realpathSync(named)
  const account = accountFor(join(data, 'cluster'))
  refuseUnreachable(data, account)
  const programs = installPrograms(data)
  const holding = await takeHold(data)
  try {
    const cluster = makeCluster(data, programs, account)
    const { host, pid, adopted } = await findOrLaunch({ data, cluster, programs, account })
    const begun = startOf(pid)
    const isRunning = (): boolean => begun !== null && startOf(pid) === begun
    const stop = async (): Promise<void> => {
      holding.release()
      await unlessHeld(data, () => stopServer(pid, isRunning))
    }
    return { host, adopted, pid, isRunning, release: holding.release, stop }
  } catch (error) {
    holding.release()
    throw error
  }
}

interface Place {
  readonly data: string
  readonly cluster: string
  readonly programs: Programs
  readonly account: Account
}

interface Found {
  readonly host: string
  readonly pid: number
  readonly adopted: boolean
}

/** Of two programs that start a server at once, PostgreSQL lets one: the other finds it on its next look. */
async function findOrLaunch(place: Place): Promise<Found> {
  const { data, cluster, account } = place
  const log = join(data, 'server.log')
  for (let tries = 0; tries < 3; tries++) {
    const running = await runningServer(cluster)
    if (running !== null) {
      if (await answers(running.host, () => worksIn(running.pid, cluster))) return { ...running, adopted: true }
      continue
    }
    const host = socketFolder(data, account)
    takeAwayStale(join(host, SOCKET_LOCK), cluster)
    const child = launch(place, host, log)
    if (await answers(host, () => child.exitCode === null && child.signalCode === null && child.pid !== undefined)) {
      // It may be the other's that answers at the same socket, which had come first.
      const pid = numberIn(cluster)
      if (pid !== null) return { host, pid, adopted: pid !== child.pid }
    }
  }
  throw notStarted(data, log, lastWordsOf(log))
}

/** The server that runs on a cluster; null where none does, whatever a stale file says. */
async function runningServer(cluster: string): Promise<{ readonly pid: number; readonly host: string } | null> {
  const file = join(cluster, 'postmaster.pid')
  for (;;) {
    const pid = numberIn(cluster)
    if (pid === null) return null
    if (!worksIn(pid, cluster)) break
    const host = readFileSync(file, 'utf8').split('\n')[4] ?? ''
    if (host !== '') return { pid, host }
    // It has only begun, and not yet written where its socket is.
    await wait(BETWEEN_TRIES_MS)
  }
  await untilNobodyWorksIn(cluster)
  takeAwayStale(file, cluster)
  return null
}

/**
 * Takes away a file that bears the number of a server which is no more, where something else has that number now: PostgreSQL would
 * take it for the server and not start. Where nothing has it, PostgreSQL takes the file away itself.
 */
function takeAwayStale(file: string, cluster: string): void {
  const pid = numberAt(file)
  if (pid !== null && isTaken(pid) && !worksIn(pid, cluster)) rmSync(file, { force: true })
}

function numberIn(cluster: string): number | null {
  return numberAt(join(cluster, 'postmaster.pid'))
}

/** The number on the first line of a file; null where there is none. */
function numberAt(file: string): number | null {
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN
  return Number.isInteger(pid) ? pid : null
}

/** What a killed server leaves behind ends by itself; beside it, another server would spoil the data. */
async function untilNobodyWorksIn(cluster: string): Promise<void> {
  for (let waited = 0; ; waited += BETWEEN_TRIES_MS) {
    const by = workersIn(cluster)
    if (by.length === 0) return
    if (waited > LONGEST_LEFTOVER_MS) throw new NotRunning({ kind: 'still-used', folder: cluster, by })
    await wait(BETWEEN_TRIES_MS)
  }
}

/** Starts the server in a group of its own: a key pressed in our terminal must not reach it before we have said goodbye. */
function launch({ cluster, programs, account }: Place, host: string, log: string): ChildProcess {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG) renameSync(log, `${log}.before`)
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

/** Waits until the server answers; false once it is no longer there. */
async function answers(host: string, isThere: () => boolean): Promise<boolean> {
  let silent = 0
  while (silent < LONGEST_SILENCE_MS) {
    const client = new Client({ host, user: SUPERUSER, database: 'postgres' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch (error) {
      if (!isThere()) return false
      const isStarting = error instanceof Error && 'code' in error && error.code === '57P03'
      silent = isStarting ? 0 : silent + BETWEEN_TRIES_MS
      await wait(BETWEEN_TRIES_MS)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

function lastWordsOf(log: string): string {
  if (!existsSync(log)) return 'none'
  return readFileSync(log, 'utf8').trim().split('\n').slice(-5).join(' ')
}

/** Ends sessions, writes everything down and stops ("fast"); one that does not is ended at once, and mends itself when it starts. */
async function stopServer(pid: number, isRunning: () => boolean): Promise<void> {
  if (!isRunning()) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; isRunning(); waited += BETWEEN_TRIES_MS) {
    if (waited === LONGEST_STOP_MS) process.kill(pid, 'SIGQUIT')
    await wait(BETWEEN_TRIES_MS)
  }
}
