import { type Client, DatabaseError } from 'pg'
import { openDatabase } from '../database/database.ts'
import { type Migration, migrate } from '../database/migrate.ts'
import { migrateQueue, openQueue } from '../database/queue.ts'
import { unavailable } from '../database/unavailable.ts'
import { SUPERUSER } from '../embedded/cluster.ts'
import { type Server, startServer } from '../embedded/server.ts'
import { Shelf } from '../pathways/shelf.ts'
import type { Identifiers, Store } from '../transaction.ts'
import { refuseLogin, refuseServer, refuseUnmigrated } from './examine.ts'
import type { RecordRefusal } from './refusal.ts'
import { badAddress, type Login, loginAt, signIn, wordsOf } from './sign-in.ts'

/** Where the record is kept: on a server of our own in a folder, or on one that the environment names. */
export type RecordPlace =
  | { readonly kind: 'folder'; readonly data: string }
  /** `ownerUrl` signs in as whoever may migrate; without it nothing is migrated. */
  | { readonly kind: 'address'; readonly databaseUrl: string; readonly ownerUrl: string | null }

/** The record, opened: migrated, durable and bound by row security, or it would have been refused. */
export interface OpenRecord {
  readonly store: Store
  /** The server of our own; null where the environment names one. */
  readonly server: Server | null
  /** Those that were run at this opening. */
  readonly migrated: readonly string[]
  readonly logins: Logins
  /** Ends every connection, and stops the server unless another program uses it. */
  readonly close: () => Promise<void>
}

export type Opened =
  | { readonly ok: true; readonly record: OpenRecord }
  | { readonly ok: false; readonly refusal: RecordRefusal }

/** What the shell gives: chance, the migrations, and who is told of a connection that broke while nobody used it. */
export interface Given {
  readonly ids: Identifiers
  readonly migrations: readonly Migration[]
  readonly onLost: (error: Error) => void
}

/** Opens the record for the program: starts the server if it is ours, migrates, and refuses what could lose or show something. */
export async function openRecord(place: RecordPlace, given: Given): Promise<Opened> {
  const reached = await reach(place, DATABASE)
  if (!reached.ok) return reached
  const { server, logins } = reached
  const opened = await openAt(logins, given)
  if (!opened.ok) {
    await server?.stop()
    return opened
  }
  const { store, migrated } = opened
  const watch = server === null || place.kind !== 'folder' ? null : keepRunning(place.data, server)
  const close = async (): Promise<void> => {
    await store.database.destroy()
    await watch?.stop()
  }
  return { ok: true, record: { store, server, migrated, logins, close } }
}

/** Of the embedded server; and the name that it has while a record is restored, until it is whole. */
export const DATABASE = 'sightline'
export const RESTORING = 'sightline_restoring'

export interface Logins {
  /** As the program, whom every policy binds. */
  readonly app: Login
  /** As whoever may migrate, back up and restore; null where nobody is named. */
  readonly owner: Login | null
}

export type Reached =
  | { readonly ok: true; readonly server: Server | null; readonly logins: Logins }
  | { readonly ok: false; readonly refusal: RecordRefusal }

/** Finds the server and makes the embedded one's database; nothing is migrated yet. */
export async function reach(place: RecordPlace, database: string): Promise<Reached> {
  if (place.kind === 'address') return reachAddress(place.databaseUrl, place.ownerUrl)
  const started = await startServer(place.data)
  if (!started.ok) return { ok: false, refusal: { kind: 'server', refusal: started.refusal } }
  const { server } = started
  const refusal = await makeDatabase(embeddedLogin(server.host, 'postgres', SUPERUSER, place.data), database)
  if (refusal !== null) {
    await server.stop()
    return { ok: false, refusal }
  }
  const app = embeddedLogin(server.host, database, 'sightline_app', place.data)
  return { ok: true, server, logins: { app, owner: embeddedLogin(server.host, database, SUPERUSER, place.data) } }
}

function reachAddress(databaseUrl: string, ownerUrl: string | null): Reached {
  const app = loginAt(databaseUrl)
  if (app === null) return { ok: false, refusal: badAddress('DATABASE_URL') }
  const owner = ownerUrl === null ? null : loginAt(ownerUrl)
  if (owner === null && ownerUrl !== null) return { ok: false, refusal: badAddress('DATABASE_OWNER_URL') }
  return { ok: true, server: null, logins: { app, owner } }
}

function embeddedLogin(host: string, database: string, user: string, place: string): Login {
  return { config: { host, database, user }, place, user }
}

async function makeDatabase(login: Login, database: string): Promise<RecordRefusal | null> {
  const signedIn = await signIn(login)
  if (!signedIn.ok) return signedIn.refusal
  const { client } = signedIn
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
    const names = new Set(rows.map(({ datname }) => datname))
    if (names.has(RESTORING)) return { kind: 'half-restored', place: login.place }
    if (!names.has(database)) await createDatabase(client, database)
    return null
  } finally {
    await client.end()
  }
}

async function createDatabase(client: Client, database: string): Promise<void> {
  try {
    await client.query(`create database ${database} template template0 encoding 'UTF8'`)
  } catch (error) {
    // Another program that starts on the same folder has made it meanwhile.
    if (!(error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505'))) throw error
  }
}

type OpenedAt =
  | { readonly ok: true; readonly store: Store; readonly migrated: readonly string[] }
  | { readonly ok: false; readonly refusal: RecordRefusal }

/** Migrates as the owner, looks at what there is as the program, and opens it. */
export async function openAt(logins: Logins, { ids, migrations, onLost }: Given): Promise<OpenedAt> {
  const { app, owner } = logins
  const migrated = owner === null ? [] : await migrateAs(owner, migrations)
  if ('kind' in migrated) return { ok: false, refusal: migrated }
  const signedIn = await signIn(app)
  if (!signedIn.ok) return signedIn
  const { client } = signedIn
  try {
    const refusal =
      (await refuseServer(client, app)) ??
      (await refuseLogin(client, app)) ??
      (await refuseUnmigrated(client, app, migrations))
    if (refusal !== null) return { ok: false, refusal }
  } finally {
    await client.end().catch(() => undefined)
  }
  const database = openDatabase(app.config, onLost)
  return { ok: true, store: { database, shelf: new Shelf(), ids }, migrated }
}

async function migrateAs(owner: Login, migrations: readonly Migration[]): Promise<readonly string[] | RecordRefusal> {
  const signedIn = await signIn(owner)
  if (!signedIn.ok) return signedIn.refusal
  const { client } = signedIn
  const { place, user } = owner
  try {
    const refusal = await refuseServer(client, owner)
    if (refusal !== null) return refusal
    const migrated = await migrate(client, migrations)
    if (migrated.ok) {
      await migrateQueueAs(owner)
      return migrated.run
    }
    const failed = migrated.refusal
    if (failed.kind === 'failed' && failed.code === '42501') {
      return { kind: 'may-not-migrate', place, user, why: failed.message }
    }
    return { kind: 'migration', place, refusal: failed }
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '42501') {
      return { kind: 'may-not-migrate', place, user, why: error.message }
    }
    if (unavailable(error) === null) throw error
    return { kind: 'unreachable', place, why: wordsOf(error) }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The queue's tables belong to the role that works it, whoever makes them. */
async function migrateQueueAs({ config }: Login): Promise<void> {
  const queue = openQueue({ ...config, options: '-c role=sightline_worker' }, () => undefined)
  try {
    await migrateQueue(queue)
  } finally {
    await queue.end()
  }
}

const BETWEEN_LOOKS_MS = 500

/** Starts the server again when it has ended without being asked to: requests fail meanwhile, and the next ones work. */
function keepRunning(data: string, first: Server): { readonly stop: () => Promise<void> } {
  let server = first
  let starting: Promise<void> | null = null
  const restart = async (): Promise<void> => {
    const started = await startServer(data)
    if (started.ok) {
      server.release()
      server = started.server
    }
  }
  const look = setInterval(() => {
    if (starting !== null || server.isRunning()) return
    starting = restart()
      .catch(() => undefined)
      .finally(() => {
        starting = null
      })
  }, BETWEEN_LOOKS_MS)
  look.unref()
  return {
    stop: async () => {
      clearInterval(look)
      await starting
      await server.stop()
    },
  }
}
