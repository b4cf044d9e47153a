import type { Client } from 'pg'

/** What PostgreSQL says of the schema, as two texts that are committed: a change of either without the other is seen. */
export interface Described {
  /** Every table, function, policy, trigger and grant, in an order that does not change. */
  readonly schema: string
  /** The same tables as types of TypeScript. */
  readonly rows: string
}

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly required: boolean
  readonly preset: string | null
  readonly generated: boolean
}

/** What a column's value is to the program: as it is read, and as it is written where that differs. */
const TYPES: Readonly<Record<string, string>> = {
  text: 'string',
  uuid: 'string',
  boolean: 'boolean',
  integer: 'number',
  bigint: 'number',
  bytea: 'Buffer',
  date: 'ColumnType<Day, string>',
  'timestamp with time zone': 'ColumnType<Instant, Date>',
  jsonb: 'ColumnType<unknown, string>',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
}

/** As above, for columns that may be null. */
const NULLABLE: Readonly<Record<string, string>> = {
  date: 'ColumnType<Day | null, string | null | undefined, string | null>',
  'timestamp with time zone': 'ColumnType<Instant | null, Date | null | undefined, Date | null>',
  jsonb: 'ColumnType<unknown, string | null | undefined, string | null>',
}

/** Describes the schema `sightline` of a database that was migrated. */
export async function describe(client: Client): Promise<Described> {
  const columns = await columnsOf(client)
  return { schema: await schemaOf(client, columns), rows: rowsOf(columns) }
}

async function columnsOf(client: Client): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as preset, a.attidentity <> '' as generated
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'sightline'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`)
  return rows
}

function rowsOf(columns: readonly Column[]): string {
  const tables = [...new Set(columns.map(({ table }) => table))]
  const shapes = tables.map((table) => {
    const lines = columns.filter((each) => each.table === table).map((each) => `    ${each.column}: ${typeOf(each)}`)
    return `  'sightline.${table}': {\n${lines.join('\n')}\n  }`
  })
  return [
    '// Made from the migrated schema by "npm run schema": change a migration, not this file.',
    `import type { ColumnType, Generated, GeneratedAlways } from 'kysely'`,
    `import type { Day } from '../../engine/calendar/day.ts'`,
    `import type { Instant } from '../../engine/calendar/instant.ts'`,
    '',
    '/** The rows of each table, as they are read and as they are written. */',
    `export interface Tables {\n${shapes.join('\n')}\n}\n`,
  ].join('\n')
}

function typeOf({ table, column, type, required, preset, generated }: Column): string {
  const known = TYPES[type]
  if (known === undefined) throw new Error(`sightline.${table}.${column} is of type ${type}, which has no reading yet`)
  if (generated) return `GeneratedAlways<${known}>`
  if (!required) return NULLABLE[type] ?? `${known} | null`
  return preset === null ? known : `Generated<${known}>`
}

/** What is listed of the schema, besides its columns. Each gives one text a row. */
const LISTS: readonly string[] = [
  `select format('%s %s: %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
   from pg_constraint c
   where c.connamespace = 'sightline'::regnamespace and c.conrelid <> 0 and c.contype <> 'n'
   order by c.conrelid::regclass::text, c.conname`,
  `select indexdef from pg_indexes where schemaname = 'sightline' order by tablename, indexname`,
  `select format('%s: row security %s, forced %s, owner %s', c.oid::regclass, c.relrowsecurity, c.relforcerowsecurity,
     c.relowner::regrole)
   from pg_class c where c.relnamespace = 'sightline'::regnamespace and c.relkind = 'r' order by c.relname`,
  `select format('%s.%s %s %s to %s using (%s) check (%s)', tablename, policyname, permissive, cmd,
     array_to_string(roles, ', '), coalesce(qual, '-'), coalesce(with_check, '-'))
   from pg_policies where schemaname = 'sightline' order by tablename, policyname`,
  `select pg_get_triggerdef(t.oid)
   from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where c.relnamespace = 'sightline'::regnamespace and not t.tgisinternal order by c.relname, t.tgname`,
  `select format('%s to %s: %s', table_name, grantee, string_agg(privilege_type, ', ' order by privilege_type))
   from information_schema.role_table_grants
   where table_schema = 'sightline' and grantee <> 'sightline_owner'
   group by table_name, grantee order by table_name, grantee`,
  `select format(E'%s owner %s, may be run by %s\\n%s', p.oid::regprocedure, p.proowner::regrole,
     coalesce(array_to_string(p.proacl, ' '), 'everybody'), pg_get_functiondef(p.oid))
   from pg_proc p where p.pronamespace = 'sightline'::regnamespace order by p.oid::regprocedure::text`,
]

async function schemaOf(client: Client, columns: readonly Column[]): Promise<string> {
  const parts = [
    columns
      .map(({ table, column, type, required, preset, generated }) => {
        const rest = [
          required ? 'not null' : '',
          generated ? 'identity' : '',
          preset === null ? '' : `default ${preset}`,
        ]
        return [
          'sightline.',
          table,
          '.',
          column,
          ' ',
          type,
          ...rest.filter((each) => each !== '').map((each) => ` ${each}`),
        ].join('')
      })
      .join('\n'),
  ]
  for (const list of LISTS) {
    const { rows } = await client.query<[string]>({ text: list, rowMode: 'array' })
    parts.push(rows.map(([line]) => line).join('\n'))
  }
  return `-- Made from the migrated schema by "npm run schema": change a migration, not this file.\n\n${parts.join('\n\n')}\n`
}
