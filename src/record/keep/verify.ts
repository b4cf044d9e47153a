import { createHash, type Hash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { Migration } from '../database/migrate.ts'
import { wordsOf } from '../opening/sign-in.ts'
import { type ArchivedFile, readArchive, UnreadableArchive } from './archive.ts'
import { FIRST, MANIFEST, type Manifest, OPENING, readManifest, SEAL } from './manifest.ts'
import type { KeepRefusal } from './refusal.ts'
import type { Digest } from './tables.ts'

export type Verified =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly refusal: KeepRefusal }

/** Reads a backup from its first byte to its last, and holds all that is in it against its manifest. */
export async function verifyBackup(file: string): Promise<Verified> {
  try {
    const found = statSync(file)
    if (!found.isFile()) return { ok: false, refusal: { kind: 'not-read', file, why: 'it is no file' } }
    const manifest = await verify(file)
    return manifest === null ? { ok: false, refusal: { kind: 'altered', file } } : { ok: true, manifest }
  } catch (error) {
    if (error instanceof UnreadableArchive) return { ok: false, refusal: { kind: error.fault, file } }
    if (!(error instanceof Error && 'code' in error)) throw error
    return { ok: false, refusal: { kind: 'not-read', file, why: wordsOf(error) } }
  }
}

async function verify(file: string): Promise<Manifest | null> {
  const tables = new Map<string, Counted>()
  let manifestBytes: Buffer | null = null
  let manifest: Manifest | null = null
  let isFirst = true
  for await (const { name, bytes } of readArchive(file)) {
    if (isFirst && (name !== FIRST || !bytes.equals(OPENING))) throw new UnreadableArchive('not-a-backup')
    if (!isFirst && !(manifestBytes === null ? addTo(tables, { name, bytes }) || name === MANIFEST : name === SEAL)) {
      return null
    }
    if (name === MANIFEST) manifestBytes = bytes
    if (name === SEAL && manifestBytes !== null) manifest = readManifest(manifestBytes, bytes)
    isFirst = false
  }
  if (manifest === null) return null
  const digests = new Map([...tables].map(([table, { rows, hash }]) => [table, { rows, sha256: hash.digest('hex') }]))
  return unequal(manifest, digests).length === 0 ? manifest : null
}

interface Counted {
  readonly hash: Hash
  rows: number
  parts: number
}

/** Adds a part of a table to what is known of it; false for a file that is none, or not the next. */
function addTo(tables: Map<string, Counted>, { name, bytes }: ArchivedFile): boolean {
  const part = partOf(name)
  if (part === null) return false
  const counted = tables.get(part.table) ?? { hash: createHash('sha256'), rows: 0, parts: 0 }
  if (part.number !== counted.parts + 1) return false
  counted.hash.update(bytes)
  counted.rows += rowsIn(bytes)
  counted.parts = part.number
  tables.set(part.table, counted)
  return true
}

/** Which part of which table a file of a backup holds; null where it holds something else. */
export function partOf(name: string): { readonly table: string; readonly number: number } | null {
  const [, table, number] = /^tables\/([a-z_]+)\/(\d{6})\.copy$/.exec(name) ?? []
  return table === undefined ? null : { table, number: Number(number) }
}

/** A row is a line: COPY writes a line's end within a value as two other characters. */
function rowsIn(bytes: Buffer): number {
  let rows = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) rows += 1
  return rows
}

const EMPTY: Digest = { rows: 0, sha256: createHash('sha256').digest('hex') }

/** The tables that are not as the manifest says. */
export function unequal(manifest: Manifest, digests: ReadonlyMap<string, Digest>): readonly string[] {
  const known = new Set(manifest.tables.map(({ table }) => table))
  const strangers = [...digests.keys()].filter((table) => !known.has(table))
  const other = manifest.tables.filter(({ table, rows, sha256 }) => {
    const found = digests.get(table) ?? EMPTY
    return found.rows !== rows || found.sha256 !== sha256
  })
  return [...other.map(({ table }) => table), ...strangers]
}

/** Refuses a backup that was made under migrations which are not known here, or are known with another text. */
export function refuseMigrations(
  file: string,
  manifest: Manifest,
  migrations: readonly Migration[],
): KeepRefusal | null {
  const known = new Map(migrations.map(({ name, hash }) => [name, hash]))
  for (const { name, hash } of manifest.migrations) {
    if (!known.has(name)) return { kind: 'later-backup', file, migration: name }
    if (known.get(name) !== hash) return { kind: 'other-migration', file, migration: name }
  }
  return null
}
