import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Instant } from '../engine/calendar/instant.ts'
import { PACKAGE_FOLDER } from '../intake/library.ts'
import { readMigrations } from '../record/database/migrate.ts'
import type { Given, RecordPlace } from '../record/opening/open.ts'
import { UsageFault } from './exit.ts'
import { identifiers } from './identifiers.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where the record is: in the folder that is named, at the address in DATABASE_URL, or in the folder that every start takes.
 * @param data of the option --data
 */
export function recordPlace(data: string | undefined, env: Environment = process.env): RecordPlace {
  const databaseUrl = filled(env.DATABASE_URL)
  const ownerUrl = filled(env.DATABASE_OWNER_URL)
  if (data !== undefined && databaseUrl !== null) {
    throw new UsageFault(
      '--data and DATABASE_URL both name a record',
      'Name one: unset DATABASE_URL, or leave out --data.',
    )
  }
  if (databaseUrl !== null) return { kind: 'address', databaseUrl, ownerUrl }
  if (data === '') throw new UsageFault('--data names no folder', 'Write --data FOLDER.')
  return { kind: 'folder', data: data ?? defaultFolder(env) }
}

/** The address of the queue of jobs, where the record is at one; null where none is named. */
export function queueAddress(env: Environment = process.env): string | null {
  return filled(env.DATABASE_WORKER_URL)
}

function filled(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

/** Outside the clone, which can be thrown away: where the system keeps the data of services, or this account its own. */
export function defaultFolder(env: Environment, isRoot = process.getuid?.() === 0): string {
  if (isRoot) return '/var/lib/sightline'
  const own = filled(env.XDG_DATA_HOME)
  return join(own !== null && isAbsolute(own) ? own : join(homedir(), '.local', 'share'), 'sightline')
}

const MIGRATIONS = join(PACKAGE_FOLDER, 'migrations')

export function given(): Given {
  return { ids: identifiers(), migrations: readMigrations(MIGRATIONS), onLost: () => undefined }
}

/** What the migrations made where they were written. */
export function writtenSchema(): string {
  return readFileSync(join(MIGRATIONS, 'schema.txt'), 'utf8')
}

export function now(): Instant {
  return Date.now() as Instant
}
