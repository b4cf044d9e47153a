import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'

/** A step of the schema's growth: a file of plain SQL, run once, in the order of the files' names. */
export interface Migration {
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string
}

/** Why a database is not migrated. */
export type MigrationRefusal =
  /** A migration that was run here has another text now: what was run is never changed, another is added. */
  | { readonly kind: 'changed'; readonly name: string }
  /** The database was migrated by a later version of Sightline. */
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

export type Migrated =
  | { readonly ok: true; readonly run: readonly string[] }
  | { readonly ok: false; readonly refusal: MigrationRefusal }

/** Held while migrating, so that two programs starting at once do not migrate twice: "sightline" in letters' numbers. */
const LOCK = 5_749_740

export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8')
      return { name: file, sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Runs those migrations that this database has not seen, each in a transaction of its own: one that is interrupted leaves
 * nothing, and the next start runs it again.
 * @param client signed in as a role that may create roles and schemas
 */
export async function migrate(client: Client, migrations: readonly Migration[]): Promise<Migrated> {
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query(
      'create table if not exists public.sightline_migrations (name text primary key, hash text not null, run timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.sightline_migrations order by name',
    )
    const known = new Map(migrations.map((each) => [each.name, each]))
    for (const { name, hash } of rows) {
      const migration = known.get(name)
      if (migration === undefined) return { ok: false, refusal: { kind: 'unknown', name } }
      if (migration.hash !== hash) return { ok: false, refusal: { kind: 'changed', name } }
    }
    const done = new Set(rows.map(({ name }) => name))
    const run: string[] = []
    for (const migration of migrations.filter(({ name }) => !done.has(name))) {
      const refusal = await runOne(client, migration)
      if (refusal !== null) return { ok: false, refusal }
      run.push(migration.name)
    }
    return { ok: true, run }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

async function runOne(client: Client, { name, sql, hash }: Migration): Promise<MigrationRefusal | null> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into public.sightline_migrations (name, hash) values ($1, $2)', [name, hash])
    await client.query('commit')
    return null
  } catch (error) {
    await client.query('rollback')
    return { kind: 'failed', name, message: error instanceof Error ? error.message : String(error) }
  }
}
