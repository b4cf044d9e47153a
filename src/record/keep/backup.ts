import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Client } from 'pg'
import type { Instant } from '../../engine/calendar/instant.ts'
import { MIGRATING } from '../database/migrate.ts'
import { unavailable } from '../database/unavailable.ts'
import { startOf } from '../embedded/processes.ts'
import { runMigrations } from '../opening/examine.ts'
import type { Logins } from '../opening/open.ts'
import { signIn, wordsOf } from '../opening/sign-in.ts'
import { archived, END_OF_ARCHIVE } from './archive.ts'
import { FIRST, type KeptTable, MANIFEST, type Manifest, OPENING, SEAL, sealOf, writeManifest } from './manifest.ts'
import type { KeepRefusal } from './refusal.ts'
import { prepare, rowsOf, seesEverything, sequencesOf, tablesOf } from './tables.ts'

export type BackedUp =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly refusal: KeepRefusal }

/**
 * Writes the whole record, as it stood at one moment, into one file: beside its place first, and moved there when it is whole and
 * on the disk. What is recorded meanwhile goes on and is not in it.
 * @param now when it is taken, for those who read it
 */
export async function backUp({ app, owner }: Logins, file: string, now: Instant): Promise<BackedUp> {
  if (existsSync(file)) return { ok: false, refusal: { kind: 'file-there', file } }
  if (owner === null) return { ok: false, refusal: { kind: 'sees-not-all', place: app.place, user: null } }
  const signedIn = await signIn(owner)
  if (!signedIn.ok) return { ok: false, refusal: { kind: 'record', refusal: signedIn.refusal } }
  const { client } = signedIn
  try {
    if (!(await seesEverything(client))) {
      return { ok: false, refusal: { kind: 'sees-not-all', place: owner.place, user: owner.user } }
    }
    if ((await runMigrations(client)).length === 0) {
      return { ok: false, refusal: { kind: 'nothing-kept', place: owner.place } }
    }
    return await writeWhole(file, (keep) => copyAll(client, now, keep))
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Gives the manifest when everything before it has been handed on. */
type Keep = (manifest: Manifest) => void

async function writeWhole(file: string, contents: (keep: Keep) => AsyncIterable<Buffer>): Promise<BackedUp> {
  clearAway(dirname(file))
  const unfinished = join(dirname(file), `.${process.pid}.sightline-unfinished`)
  let handle: FileHandle | null = null
  let manifest: Manifest | null = null
  try {
    handle = await open(unfinished, 'wx', 0o600)
    const keep: Keep = (written) => {
      manifest = written
    }
    await pipeline(
      Readable.from(contents(keep), { objectMode: true }),
      createGzip({ level: 6, chunkSize: 1 << 18 }),
      handle.createWriteStream({ flush: true }),
    )
    await rename(unfinished, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await handle?.close().catch(() => undefined)
    if (handle !== null) await rm(unfinished, { force: true })
    if (!isOfDisk(error)) throw unavailable(error) ?? error
    return { ok: false, refusal: { kind: 'not-written', file, why: wordsOf(error) } }
  }
  if (manifest === null) throw new Error('a backup has ended without its manifest')
  return { ok: true, manifest }
}

/** Takes away what backups that were killed have left: it holds personal details, and nobody knows it for what it is. */
function clearAway(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const [, pid] = /^\.(\d+)\.sightline-unfinished$/.exec(name) ?? []
    if (pid !== undefined && startOf(Number(pid)) === null) rmSync(join(folder, name), { force: true })
  }
}

/** The new name of the file is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

function isOfDisk(error: unknown): boolean {
  // A fault of the system in "open", "write", "rename" and their like; those of a connection are of "connect" and "read".
  return error instanceof Error && 'syscall' in error && error.syscall !== 'read' && error.syscall !== 'connect'
}

async function* copyAll(client: Client, now: Instant, keep: Keep): AsyncGenerator<Buffer> {
  const seconds = Math.floor(now / 1_000)
  await prepare(client)
  await client.query('select pg_advisory_lock_shared($1)', [MIGRATING])
  await client.query('begin isolation level repeatable read, read only')
  yield archived({ name: FIRST, bytes: OPENING }, seconds)
  const tables: KeptTable[] = []
  for (const table of await tablesOf(client)) {
    const hash = createHash('sha256')
    let rows = 0
    let number = 0
    for await (const piece of rowsOf(client, table)) {
      hash.update(piece.bytes)
      rows += piece.rows
      number += 1
      const name = `tables/${table.table}/${String(number).padStart(6, '0')}.copy`
      yield archived({ name, bytes: piece.bytes }, seconds)
    }
    tables.push({ table: table.table, columns: [...table.columns], rows, sha256: hash.digest('hex') })
  }
  const manifest = await manifestOf(client, now, tables)
  await client.query('commit')
  const bytes = writeManifest(manifest)
  yield archived({ name: MANIFEST, bytes }, seconds)
  yield archived({ name: SEAL, bytes: Buffer.from(sealOf(bytes)) }, seconds)
  yield END_OF_ARCHIVE
  keep(manifest)
}

async function manifestOf(client: Client, now: Instant, tables: KeptTable[]): Promise<Manifest> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
  const migrations = await runMigrations(client)
  return {
    taken: new Date(now).toISOString(),
    postgres: rows[0]?.version ?? '',
    migrations: migrations.map(({ name, hash }) => ({ name, hash })),
    tables,
    sequences: await sequencesOf(client),
  }
}
