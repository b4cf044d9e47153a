import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../../scripts/step.ts'
import { identifiers } from '../../src/cli/identifiers.ts'
import { SILENT } from '../../src/cli/silent.test-data.ts'
import { readMigrations } from '../../src/record/database/migrate.ts'
import { startOf, workersIn } from '../../src/record/embedded/processes.ts'
import type { Given } from '../../src/record/opening/open.ts'

// Folders for servers of a test's own, and programs that open the record in them.

const made: string[] = []

const NAME = 'sightline-test-'
const MEMORY = '/dev/shm'
/** A run of all tests takes up to a quarter of it. */
const ROOM = 4_000_000_000

/**
 * Where the databases of tests lie: in memory where there is room for them and programs may run, since nothing else in a test waits
 * as long as they do for a disk (making and cloning one takes a third of the processor's time too).
 */
function placeForDatabases(): string {
  // What is measured of a durable write is measured on a disk.
  if (process.env.TEST_DATABASES_ON === 'disk') return tmpdir()
  try {
    takeAwayLeftOver()
    const { bavail, bsize } = statfsSync(MEMORY)
    const mounted = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === MEMORY)
    const runs = mounted !== undefined && !/\bnoexec\b/.test(mounted)
    return runs && bavail * bsize > ROOM && process.availableMemory() > 2 * ROOM ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** What runs that were killed have left in memory. */
function takeAwayLeftOver(): void {
  for (const name of readdirSync(MEMORY)) {
    const [, pid] = /^sightline-test-(\d+)-/.exec(name) ?? []
    const folder = join(MEMORY, name)
    if (pid === undefined || startOf(Number(pid)) !== null || workersIn(join(folder, 'data/cluster')).length > 0)
      continue
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** A folder that any account may pass through, taken away at the end with whatever still runs in it. */
export function temporaryFolder(place = placeForDatabases()): string {
  const folder = mkdtempSync(join(place, `${NAME}${process.pid}-`))
  chmodSync(folder, 0o755)
  made.push(folder)
  return folder
}

process.once('exit', () => {
  for (const folder of made) {
    for (const cluster of ['data/cluster', 'other/cluster']) {
      for (const pid of workersIn(join(folder, cluster))) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // It has ended with the first of them.
        }
      }
    }
    // A folder that may not be written to cannot be emptied either.
    spawnSync('chmod', ['-R', 'u+w', folder])
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
})

export const MIGRATIONS = readMigrations(join(ROOT, 'migrations'))

export function given(migrations = MIGRATIONS): Given {
  return { ids: identifiers(), migrations, onLost: () => undefined }
}

/** What a program said when it had opened the record, or could not. */
export interface Said {
  readonly pid?: number
  readonly adopted?: boolean
  readonly migrated?: readonly string[]
  readonly refusal?: { readonly kind: string }
  readonly says?: string
}

export interface Running {
  readonly child: ChildProcess
  readonly said: Said
}

interface Otherwise {
  /** Another installation than this. */
  readonly root?: string
  /** Another account than ours. */
  readonly uid?: number
}

/** Starts a program that opens the record in a folder, in surroundings that say nothing. */
export function startOpening(data: string, { root = ROOT, uid }: Otherwise = {}) {
  return spawn(process.execPath, [join(root, 'test', 'record', 'opening.ts'), data], {
    env: SILENT,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
}

/** Runs one until it has said how that went. */
export async function runOpening(data: string, otherwise: Otherwise = {}): Promise<Running> {
  const child = startOpening(data, otherwise)
  for await (const line of createInterface({ input: child.stdout })) return { child, said: JSON.parse(line) }
  throw new Error('the program ended and said nothing')
}

/** Ends a program as it would wish, or as nobody would, and waits until it has ended. */
export async function end({ child }: Running, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
