import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import type { Instant } from '../../engine/calendar/instant.ts'
import { migrate } from '../database/migrate.ts'
import { SUPERUSER } from '../embedded/cluster.ts'
import { DATABASE, type Given, type Logins, openAt, RESTORING, type RecordPlace, reach } from '../opening/open.ts'
import { signIn } from '../opening/sign-in.ts'
import { rebuildPathway } from '../pathways/rebuild.ts'
import { type Store, within } from '../transaction.ts'
import { readArchive } from './archive.ts'
import { CopyIn } from './copy.ts'
import type { Manifest } from './manifest.ts'
import type { KeepRefusal } from './refusal.ts'
import { type Digest, digestOf, prepare, seesEverything, tablesOf } from './tables.ts'
import { partOf, refuseMigrations, unequal, verifyBackup } from './verify.ts'

export type Restored =
  | {
      readonly ok: true
      readonly manifest: Manifest
      /** Of how many pathways a fold of the entries was held against what is read from them. */
      readonly rebuilt: number
      /** Those in which the two differ; they did when the backup was made. */
      readonly different: readonly string[]
    }
  | { readonly ok: false; readonly refusal: KeepRefusal }

/**
 * Restores a backup into an empty place. Nothing is written before the whole file was read and found to be as it was made; what is
 * there counts as a record only once every table was read back and found equal.
 * @param now in whose name nothing is recorded: the moment at which pathways are looked at
 */
export async function restore(file: string, place: RecordPlace, given: Given, now: Instant): Promise<Restored> {
  const verified = await verifyBackup(file)
  if (!verified.ok) return verified
  const { manifest } = verified
  const unknown = refuseMigrations(file, manifest, given.migrations)
  if (unknown !== null) return { ok: false, refusal: unknown }
  if (place.kind === 'folder' && !isEmptyFolder(place.data)) {
    return { ok: false, refusal: { kind: 'not-empty', place: place.data } }
  }
  const reached = await reach(place, RESTORING)
  if (!reached.ok) {
    if (place.kind === 'folder') emptyFolder(place.data)
    return { ok: false, refusal: { kind: 'record', refusal: reached.refusal } }
  }
  const { server, logins } = reached
  let isWhole = false
  try {
    const restored = await restoreAs(file, manifest, logins, given, now)
    if (restored.ok && server !== null) await giveItsName(server.host)
    isWhole = restored.ok
    return restored
  } finally {
    await server?.stop()
    if (!isWhole && place.kind === 'folder') emptyFolder(place.data)
  }
}

function isEmptyFolder(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).every((name) => name === 'lost+found')
}

/** Takes away what was made in a folder that was empty. */
function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (name !== 'lost+found') rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** From here on it is the record. */
async function giveItsName(host: string): Promise<void> {
  const signedIn = await signIn({
    config: { host, database: 'postgres', user: SUPERUSER },
    place: host,
    user: SUPERUSER,
  })
  if (!signedIn.ok) throw new Error('the server that a backup was restored into has gone')
  await signedIn.client.query(`alter database ${RESTORING} rename to ${DATABASE}`)
  await signedIn.client.end()
}

async function restoreAs(
  file: string,
  manifest: Manifest,
  logins: Logins,
  given: Given,
  now: Instant,
): Promise<Restored> {
  const { app, owner } = logins
  if (owner === null) return { ok: false, refusal: { kind: 'sees-not-all', place: app.place, user: null } }
  const signedIn = await signIn(owner)
  if (!signedIn.ok) return { ok: false, refusal: { kind: 'record', refusal: signedIn.refusal } }
  const { client } = signedIn
  try {
    if (!(await seesEverything(client))) {
      return { ok: false, refusal: { kind: 'sees-not-all', place: owner.place, user: owner.user } }
    }
    if (await isTaken(client)) return { ok: false, refusal: { kind: 'not-empty', place: owner.place } }
    const loaded = await migrateAndLoad(file, manifest, client, owner.place, given)
    if (loaded === null) return await look(client, manifest, logins, given, now)
    await client.query('drop schema if exists sightline cascade')
    await client.query('drop table if exists public.sightline_migrations')
    return { ok: false, refusal: loaded }
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function isTaken(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select to_regnamespace('sightline') is not null or to_regclass('public.sightline_migrations') is not null as taken`,
  )
  return rows[0]?.taken !== false
}

/** Makes the schema that the backup was made under, and loads it. What came later is run when the record is opened. */
async function migrateAndLoad(
  file: string,
  manifest: Manifest,
  client: Client,
  place: string,
  { migrations }: Given,
): Promise<KeepRefusal | null> {
  const wanted = new Set(manifest.migrations.map(({ name }) => name))
  const migrated = await migrate(
    client,
    migrations.filter(({ name }) => wanted.has(name)),
  )
  if (!migrated.ok) {
    return { kind: 'record', refusal: { kind: 'migration', refusal: migrated.refusal, place } }
  }
  await prepare(client)
  await client.query('begin')
  const digests = await load(file, manifest, client)
  const different = unequal(manifest, digests)
  await client.query(different.length === 0 ? 'commit' : 'rollback')
  return different.length === 0 ? null : { kind: 'not-equal', place, tables: different }
}

/** Loads every table and reads it back. Keys between tables are checked as they come in; triggers, which judge changes, rest. */
async function load(file: string, manifest: Manifest, client: Client): Promise<ReadonlyMap<string, Digest>> {
  const tables = await tablesOf(client)
  const columnsOf = new Map(manifest.tables.map(({ table, columns }) => [table, columns]))
  for (const { table } of tables) await client.query(`alter table sightline.${table} disable trigger user`)
  const loader = new Loader(client, columnsOf)
  for await (const { name, bytes } of readArchive(file)) {
    const part = partOf(name)
    if (part !== null) await loader.add(part.table, bytes)
  }
  await loader.end()
  for (const { table } of tables) await client.query(`alter table sightline.${table} enable trigger user`)
  for (const [name, { last, called }] of Object.entries(manifest.sequences)) {
    await client.query('select setval($1::regclass, $2, $3)', [`sightline."${name}"`, last, called])
  }
  const digests = new Map<string, Digest>()
  for (const table of tables) digests.set(table.table, await digestOf(client, table))
  return digests
}

/** Copies rows into one table after the other, as they come. */
class Loader {
  readonly #client: Client
  readonly #columns: ReadonlyMap<string, readonly string[]>
  #table = ''
  #copying: CopyIn | null = null

  constructor(client: Client, columns: ReadonlyMap<string, readonly string[]>) {
    this.#client = client
    this.#columns = columns
  }

  async add(table: string, rows: Buffer): Promise<void> {
    if (this.#table !== table) await this.end()
    const copying = this.#copying ?? this.#begin(table)
    await new Promise<void>((resolve, reject) => {
      copying.write(rows, (error) => (error === null || error === undefined ? resolve() : reject(error)))
    })
  }

  async end(): Promise<void> {
    const copying = this.#copying
    this.#copying = null
    if (copying === null) return
    await new Promise<void>((resolve, reject) => {
      copying.once('error', reject)
      copying.end(() => resolve())
    })
  }

  #begin(table: string): CopyIn {
    const list = (this.#columns.get(table) ?? []).map((each) => `"${each}"`).join(', ')
    const copying = this.#client.query(new CopyIn(`copy sightline.${table} (${list}) from stdin`))
    // Told by the write or the end that it fails.
    copying.on('error', () => undefined)
    this.#table = table
    this.#copying = copying
    return copying
  }
}

/** How many pathways of each authority are folded again: a sample, since "sightline rebuild" does them all. */
const SAMPLE = 20

/** Opens what was restored as the program would, and holds a sample of what is read from entries against a fold of them. */
async function look(client: Client, manifest: Manifest, logins: Logins, given: Given, now: Instant): Promise<Restored> {
  await client.query('analyze')
  const opened = await openAt(logins, given)
  if (!opened.ok) return { ok: false, refusal: { kind: 'record', refusal: opened.refusal } }
  try {
    const sample = await sampleOf(client)
    const different: string[] = []
    for (const { authority, person, pathway } of sample) {
      if (!(await isAsFolded(opened.store, { authority, person }, pathway, now))) different.push(pathway)
    }
    return { ok: true, manifest, rebuilt: sample.length, different }
  } finally {
    await opened.store.database.destroy()
  }
}

interface Sampled {
  readonly authority: string
  readonly person: string
  readonly pathway: string
}

async function sampleOf(client: Client): Promise<readonly Sampled[]> {
  const { rows } = await client.query<Sampled>(
    `select a.authority, s.person_id as person, p.pathway_id as pathway
     from sightline.authorities a
     cross join lateral (
       select person_id from sightline.persons where authority = a.authority and service and until is null limit 1
     ) s
     cross join lateral (
       select pathway_id from sightline.pathways where authority = a.authority order by pathway_id limit ${SAMPLE}
     ) p`,
  )
  return rows
}

async function isAsFolded(
  store: Store,
  principal: { readonly authority: string; readonly person: string },
  pathway: string,
  now: Instant,
): Promise<boolean> {
  const rebuilt = await within(store, principal, now, (bound) => rebuildPathway(bound, pathway, false))
  if (rebuilt === null || 'kind' in rebuilt) return false
  return rebuilt.stale || rebuilt.disposed.length > 0 || rebuilt.different.length === 0
}
