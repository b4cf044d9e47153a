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
  /** PostgreSQL's words, and its code where it gave one. */
  | { readonly kind: 'failed'; readonly name: string; readonly code: string | null; readonly message: string }

export type Migrated =
  | { readonly ok: true; readonly run: readonly string[] }
  | { readonly ok: false; readonly refusal: MigrationRefusal }

/**
 * The number of the lock that is held while migrating, so that two programs starting at once do not migrate twice, and no backup
 * is taken of half a migration.
 */
export const MIGRATING = 5_749_740

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
  await client.query('select pg_advisory_lock($1)', [MIGRATING])
  try {
    await client.query(
      'create table if not exists public.sightline_migrations (name text primary key, hash text not null, run timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.sightline_migrations order by name',
    )
    const refusal = refuseOthers(rows, migrations)
    if (refusal !== null) return { ok: false, refusal }
    const done = new Set(rows.map(({ name }) => name))
    const wanted = migrations.filter(({ name }) => !done.has(name))
    for (const migration of wanted) {
      const failed = await runOne(client, migration)
      if (failed !== null) return { ok: false, refusal: failed }
    }
    return { ok: true, run: wanted.map(({ name }) => name) }
  } finally {
    // The lock goes with its session, should the server have gone meanwhile.
    await client.query('select pg_advisory_unlock($1)', [MIGRATING]).catch(() => undefined)
  }
}

/** Refuses a database in which something else was run than what is known here. */
export function refuseOthers(
  run: readonly { readonly name: string; readonly hash: string }[],
  migrations: readonly Migration[],
): MigrationRefusal | null {
  const known = new Map(migrations.map((each) => [each.name, each]))
  for (const { name, hash } of run) {
    const migration = known.get(name)
    if (migration === undefined) return { kind: 'unknown', name }
    if (migration.hash !== hash) return { kind: 'changed', name }
  }
  return null
}

/** The program reads what was run, so that it can refuse a database that is not its own; it cannot write there. */
const READABLE = `
  grant usage on schema public to sightline_app;
  grant select on public.sightline_migrations to sightline_app`

async function runOne(client: Client, { name, sql, hash }: Migration): Promise<MigrationRefusal | null> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('reset role')
    await client.query('insert into public.sightline_migrations (name, hash) values ($1, $2)', [name, hash])
    await client.query(READABLE)
    await client.query('commit')
    return null
  } catch (error) {
    // Where the server has gone, it has undone everything by itself.
    await client.query('rollback').catch(() => undefined)
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    return { kind: 'failed', name, code, message: error instanceof Error ? error.message : String(error) }
  }
}
