import type { Client } from 'pg'
import { type Migration, refuseOthers } from '../database/migrate.ts'
import type { RecordRefusal } from './refusal.ts'
import type { Login } from './sign-in.ts'

const OLDEST = 150_000

/** Refuses a server that the record cannot be kept on, whoever asks it. */
export async function refuseServer(client: Client, { place }: Login): Promise<RecordRefusal | null> {
  const { rows } = await client.query<{ number: number; version: string; encoding: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
       pg_encoding_to_char(encoding) as encoding
     from pg_database where datname = current_database()`,
  )
  const [found] = rows
  if (found === undefined) return { kind: 'no-database', place }
  if (found.number < OLDEST) return { kind: 'too-old', place, found: found.version }
  if (found.encoding !== 'UTF8') return { kind: 'not-utf8', place, found: found.encoding }
  return null
}

/** Refuses a login that the program may not have: one that is not bound by row security, or that loses what it acknowledged. */
export async function refuseLogin(client: Client, { place }: Login): Promise<RecordRefusal | null> {
  const { rows } = await client.query<{ user: string; bound: boolean | null; member: boolean | null }>(
    `select current_user as user,
       (select not (r.rolsuper or r.rolbypassrls) from pg_roles r where r.rolname = current_user)
         and not exists (
           select from pg_roles o
           where o.rolname in ('sightline_owner', 'sightline_access', 'sightline_keeper')
             and pg_has_role(current_user, o.oid, 'member')
         ) as bound,
       (select pg_has_role(current_user, a.oid, 'usage') from pg_roles a where a.rolname = 'sightline_app') as member`,
  )
  const [found] = rows
  if (found?.bound !== true) return { kind: 'not-bound', place, user: found?.user ?? '' }
  if (found.member !== true) return { kind: 'not-the-program', place, user: found.user }
  const settings = await notDurable(client)
  return settings.length > 0 ? { kind: 'not-durable', place, settings } : null
}

/** Of a session's settings those under which what it acknowledges can be lost. */
async function notDurable(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ setting: string }>(
    `select name || ' is ' || setting as setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting not in ('on', 'remote_apply')
     order by name`,
  )
  return rows.map(({ setting }) => setting)
}

/** Whether every migration was run, asked by the program, which cannot run them. */
export async function refuseUnmigrated(
  client: Client,
  { place }: Login,
  migrations: readonly Migration[],
): Promise<RecordRefusal | null> {
  const run = await runMigrations(client)
  const refusal = refuseOthers(run, migrations)
  if (refusal !== null) return { kind: 'migration', place, refusal }
  const done = new Set(run.map(({ name }) => name))
  const missing = migrations.map(({ name }) => name).filter((name) => !done.has(name))
  return missing.length > 0 ? { kind: 'not-migrated', place, missing } : null
}

/** The migrations that a database says were run in it; none where it was never migrated. */
export async function runMigrations(client: Client): Promise<readonly { name: string; hash: string }[]> {
  const { rows: there } = await client.query(
    `select from pg_class where relname = 'sightline_migrations' and relnamespace = 'public'::regnamespace`,
  )
  if (there.length === 0) return []
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from public.sightline_migrations order by name',
  )
  return rows
}
