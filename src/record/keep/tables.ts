import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { CopyOut } from './copy.ts'

/** A table of the record, as it is copied. */
export interface Table {
  readonly table: string
  readonly columns: readonly string[]
  /** What its rows are sorted by. */
  readonly order: string
}

/**
 * What a session that copies is told: one way of writing every value, whatever the server's habits, and that a row which it may
 * not see is an error and not left out.
 */
const SESSION = `
  set row_security = off;
  set datestyle = 'ISO, YMD';
  set timezone = 'UTC';
  set intervalstyle = 'postgres';
  set bytea_output = 'hex';
  set extra_float_digits = 1;
  set statement_timeout = 0;
  set idle_in_transaction_session_timeout = 0;
  set lock_timeout = 0;
  set client_min_messages = warning`

export async function prepare(client: Client): Promise<void> {
  await client.query(SESSION)
}

/** Whether this login passes over row security: one that does not would copy only what it may see. */
export async function seesEverything(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ sees: boolean }>(
    'select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user',
  )
  return rows[0]?.sees === true
}

/** Every table of the record, each after those that it refers to. */
export async function tablesOf(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as "table",
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select string_agg(
          -- Sorted by bytes wherever it is restored. Where that is the database's own order, saying so would pass by the index.
          quote_ident(a.attname) || case when a.attcollation = 0 or d.datcollate in ('C', 'POSIX') then '' else ' collate "C"' end,
          ', ' order by k.place)
        from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k (number, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary) as "order"
     from pg_class c join pg_database d on d.datname = current_database()
     where c.relnamespace = 'sightline'::regnamespace and c.relkind = 'r'
     order by c.relname`,
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select distinct a.relname as "from", b.relname as "to"
     from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid
     where k.contype = 'f' and a.relnamespace = 'sightline'::regnamespace and a.oid <> b.oid`,
  )
  return sorted(rows, references)
}

function sorted(
  tables: readonly Table[],
  references: readonly { readonly from: string; readonly to: string }[],
): readonly Table[] {
  const placed: Table[] = []
  const left = new Map(tables.map((each) => [each.table, each]))
  while (left.size > 0) {
    const ready = [...left.values()].filter(
      ({ table }) => !references.some(({ from, to }) => from === table && left.has(to)),
    )
    if (ready.length === 0) throw new Error(`these tables refer to each other: ${[...left.keys()].join(', ')}`)
    for (const each of ready) {
      placed.push(each)
      left.delete(each.table)
    }
  }
  return placed
}

/** The rows of a table as COPY writes them, in pieces that end with a row. */
export async function* rowsOf(client: Client, { table, columns, order }: Table): AsyncGenerator<Piece> {
  const list = columns.map((each) => `"${each}"`).join(', ')
  const copying = client.query(new CopyOut(`copy (select ${list} from sightline.${table} order by ${order}) to stdout`))
  let held: Buffer[] = []
  let length = 0
  for await (const row of copying) {
    held.push(row)
    length += row.length
    if (length < PIECE) continue
    yield { bytes: Buffer.concat(held, length), rows: held.length }
    held = []
    length = 0
  }
  if (held.length > 0) yield { bytes: Buffer.concat(held, length), rows: held.length }
}

const PIECE = 4 << 20

interface Piece {
  readonly bytes: Buffer
  readonly rows: number
}

/** What a table's rows are: how many, and what they hash to. */
export interface Digest {
  readonly rows: number
  readonly sha256: string
}

export async function digestOf(client: Client, table: Table): Promise<Digest> {
  const hash = createHash('sha256')
  let rows = 0
  for await (const piece of rowsOf(client, table)) {
    hash.update(piece.bytes)
    rows += piece.rows
  }
  return { rows, sha256: hash.digest('hex') }
}

/** How far the record's own sequences have come. */
export async function sequencesOf(
  client: Client,
): Promise<Readonly<Record<string, { last: number; called: boolean }>>> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'sightline'::regnamespace and relkind = 'S' order by relname`,
  )
  const found: Record<string, { last: number; called: boolean }> = {}
  for (const { name } of rows) {
    const { rows: values } = await client.query<{ last: string; called: boolean }>(
      `select last_value as last, is_called as called from sightline."${name}"`,
    )
    const [value] = values
    if (value !== undefined) found[name] = { last: Number(value.last), called: value.called }
  }
  return found
}
