import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from 'pg'
import type { Instant } from '../../engine/calendar/instant.ts'
import { describe } from '../database/catalogue.ts'
import type { Migration } from '../database/migrate.ts'
import { refuseLogin, refuseServer, refuseUnmigrated } from '../opening/examine.ts'
import { DATABASE, type Logins, type RecordPlace, reach } from '../opening/open.ts'
import { type RecordRefusal, sayRecordRefusal } from '../opening/refusal.ts'
import { signIn } from '../opening/sign-in.ts'
import { examineRecord } from './examine-record.ts'
import type { Finding } from './finding.ts'
import { prepare, seesEverything } from './tables.ts'

/** What the record is held against. */
export interface Known {
  readonly migrations: readonly Migration[]
  /** The text of migrations/schema.txt. */
  readonly schema: string
  readonly now: Instant
}

/** Examines a record and changes nothing of it: no migration is run, and a server of its own is left as it was found. */
export async function examine(place: RecordPlace, known: Known): Promise<readonly Finding[]> {
  if (place.kind === 'folder' && !existsSync(join(place.data, 'cluster'))) {
    const says = `There is no record in ${place.data}. Name its folder with --data, or its address in DATABASE_URL.`
    return [{ about: 'place', state: 'wrong', says }]
  }
  const reached = await reach(place, DATABASE)
  if (!reached.ok) return [refused('server', reached.refusal)]
  const { server, logins } = reached
  try {
    const disk = place.kind === 'folder' ? [await diskOf(place.data)] : []
    return [...disk, ...(await examineDatabase(logins, known))]
  } finally {
    await server?.stop()
  }
}

function refused(about: string, refusal: RecordRefusal): Finding {
  return { about, state: 'wrong', says: sayRecordRefusal(refusal) }
}

const MB = 1_000_000
/** Below the first nothing may be recorded soon; below the second there is time to do something. */
const TOO_LITTLE = 200 * MB
const LITTLE = 2_000 * MB

async function diskOf(data: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(data)
  const free = bavail * bsize
  const says = `${Math.floor(free / MB)} MB are free for ${data}`
  if (free < TOO_LITTLE) return { about: 'disk', state: 'wrong', says: `${says}. Make room now.` }
  if (free < LITTLE) return { about: 'disk', state: 'look', says: `${says}. Make room soon.` }
  return { about: 'disk', state: 'well', says: `${says}.` }
}

async function examineDatabase({ app, owner }: Logins, known: Known): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const program = await signIn(app)
  if (!program.ok) return [refused('sign-in', program.refusal)]
  try {
    const server = await refuseServer(program.client, app)
    if (server !== null) return [refused('server', server)]
    findings.push({ about: 'server', state: 'well', says: await versionOf(program.client) })
    const migrations = await refuseUnmigrated(program.client, app, known.migrations)
    findings.push(ofMigrations(migrations, known.migrations.length))
    const login = await refuseLogin(program.client, app)
    findings.push(
      login === null
        ? {
            about: 'login',
            state: 'well',
            says: 'Row security binds the program, and what it is told is kept is on the disk.',
          }
        : refused('login', login),
    )
    if (migrations !== null) return findings
  } finally {
    await program.client.end().catch(() => undefined)
  }
  return [...findings, ...(owner === null ? [UNSEEN] : await examineAs(owner, known))]
}

const UNSEEN: Finding = {
  about: 'record',
  state: 'look',
  says: 'What only somebody who sees every row can tell was not looked at. Name a superuser in DATABASE_OWNER_URL.',
}

async function examineAs(owner: NonNullable<Logins['owner']>, { schema, now }: Known): Promise<readonly Finding[]> {
  const signedIn = await signIn(owner)
  if (!signedIn.ok) return [refused('owner', signedIn.refusal)]
  const { client } = signedIn
  try {
    const drift = driftOf(schema, (await describe(client)).schema)
    if (!(await seesEverything(client))) return [drift, UNSEEN]
    await prepare(client)
    return [drift, ...(await examineRecord(client, now))]
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function versionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  return `PostgreSQL ${rows[0]?.version} answers.`
}

function ofMigrations(refusal: RecordRefusal | null, count: number): Finding {
  if (refusal === null) return { about: 'migrations', state: 'well', says: `All ${count} migrations were run.` }
  if (refusal.kind !== 'not-migrated') return refused('migrations', refusal)
  const says = `${refusal.missing.length} migrations are still to be run, which the next start does: ${refusal.missing.join(', ')}.`
  return { about: 'migrations', state: 'look', says }
}

/** Holds the schema against the one that the migrations made where they were written. */
function driftOf(written: string, found: string): Finding {
  if (written === found) return { about: 'schema', state: 'well', says: 'The schema is what the migrations make.' }
  const known = new Set(written.split('\n'))
  const there = new Set(found.split('\n'))
  const lines = [
    ...[...there].filter((line) => !known.has(line)).map((line) => `not by the migrations: ${line.trim()}`),
    ...[...known].filter((line) => !there.has(line)).map((line) => `missing: ${line.trim()}`),
  ]
  const shown = lines.slice(0, 3).join('; ')
  return {
    about: 'schema',
    state: 'wrong',
    says: `The schema is not what the migrations make, in ${lines.length} lines (${shown}). Undo what was changed by hand.`,
  }
}
