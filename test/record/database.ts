import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Client } from 'pg'
import { ROOT } from '../../scripts/step.ts'
import { type Database, openDatabase } from '../../src/record/database/database.ts'
import { migrate, readMigrations } from '../../src/record/database/migrate.ts'
import { migrateQueue, openQueue } from '../../src/record/database/queue.ts'
import { SUPERUSER } from '../../src/record/embedded/cluster.ts'
import { startServer } from '../../src/record/embedded/server.ts'
import { Shelf } from '../../src/record/pathways/shelf.ts'
import type { Identifiers, Store } from '../../src/record/transaction.ts'
import { temporaryFolder } from './folders.ts'

// A real PostgreSQL for tests: one server for the whole run, and for each test that asks a database of its own, cloned from
// one that was migrated once. TEST_DATABASE_HOST names another server's socket folder ("npm run test:pg15").

const TEMPLATE = 'sightline_template'

const MIGRATIONS = join(ROOT, 'migrations')

/** A database of a test's own. */
export interface TestDatabase {
  readonly host: string
  readonly name: string
  /** As the program has it: signed in as `sightline_app`. */
  readonly store: Store
  /** Another connection pool, as another process of the program would have it. */
  readonly another: () => Store
  /** As the superuser, who sees everything: to lay out what a test is given, and to see what it left. */
  readonly root: Client
  /** Ends every connection, and leaves the database as it is. */
  readonly leave: () => Promise<void>
  /** Ends every connection, and takes the database away. */
  readonly close: () => Promise<void>
}

/** What was read of a protocol holds for every database: it is kept under the hash of its text. */
const SHELF = new Shelf()

let server: Promise<string> | undefined
let count = 0

/** The socket folder of the test server, started when first asked for. */
function testServer(): Promise<string> {
  server ??= begin()
  return server
}

async function begin(): Promise<string> {
  const host = process.env.TEST_DATABASE_HOST ?? (await startEmbedded())
  const root = await signIn(host, 'postgres')
  await root.query(`drop database if exists ${TEMPLATE}`)
  await root.query(`create database ${TEMPLATE}`)
  await root.end()
  const owner = await signIn(host, TEMPLATE)
  const migrated = await migrate(owner, readMigrations(MIGRATIONS))
  await owner.end()
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.refusal))
  const queue = openQueue({ host, database: TEMPLATE }, () => undefined)
  await migrateQueue(queue)
  await queue.end()
  return host
}

async function startEmbedded(): Promise<string> {
  const started = await startServer(join(temporaryFolder(), 'data'))
  if (!started.ok) throw new Error(JSON.stringify(started.refusal))
  return started.server.host
}

/** Signs in as the superuser. */
export async function signIn(host: string, database: string): Promise<Client> {
  const client = new Client({ host, database, user: SUPERUSER })
  await client.connect()
  return client
}

/** A migrated database with nothing in it. */
export async function testDatabase(): Promise<TestDatabase> {
  const host = await testServer()
  count += 1
  const name = `sightline_${process.pid}_${count}`
  const maker = await signIn(host, 'postgres')
  await maker.query(`create database ${name} template ${TEMPLATE}`)
  await maker.end()
  const root = await signIn(host, name)
  const opened: Database[] = []
  const open = (): Store => {
    const database = openDatabase({ host, database: name, user: 'sightline_app' }, () => undefined)
    opened.push(database)
    return { database, shelf: SHELF, ids: countedIdentifiers() }
  }
  const leave = async (): Promise<void> => {
    for (const database of opened) await database.destroy()
    await root.end()
  }
  return {
    host,
    name,
    store: open(),
    another: open,
    root,
    leave,
    close: async () => {
      await leave()
      const ender = await signIn(host, 'postgres')
      await ender.query(`drop database ${name} with (force)`)
      await ender.end()
    },
  }
}

/** An identifier that no other test of this run is given. */
export function nextId(): string {
  count += 1
  return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`
}

/** The same in every run. Those of entries sort as they were made. */
function countedIdentifiers(): Identifiers {
  return {
    growing: () => nextId().replace('-4000-', '-7000-'),
    random: nextId,
    salt: () => createHash('sha256').update(nextId()).digest(),
  }
}
