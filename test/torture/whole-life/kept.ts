import canonicalize from 'canonicalize'
import type { Client } from 'pg'
import type { Names } from '../../through/shown.ts'

// Everything that a record keeps of one authority's pathways, in words that do not hang on who gave out the identifiers.

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Made at random or by counting, and equal by nothing else. */
const LEFT_OUT: ReadonlySet<string> = new Set(['authority', 'request_hash', 'owed_id'])

/** The rows of every table that is about pathways, table by table. What was looked at is no part of it. */
export async function keptOf(root: Client, authority: string, names: Names): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await root.query<{ name: string; counted: string[] }>(
    `select c.table_name as name, array(
       select n.column_name::text from information_schema.columns n
       where n.table_schema = c.table_schema and n.table_name = c.table_name and n.is_identity = 'YES') as counted
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'sightline' and c.column_name = 'pathway_id' and t.table_type = 'BASE TABLE'
       and c.table_name not like 'audit%'
     order by 1`,
  )
  const kept = new Map<string, string>()
  for (const { name, counted } of tables) {
    const { rows } = await root.query<{ row: Readonly<Record<string, unknown>> }>(
      `select to_jsonb(t) as row from sightline.${name} t where authority = $1`,
      [authority],
    )
    const words = rows.map(({ row }) => {
      const told = Object.fromEntries(
        Object.entries(row).filter(([column]) => !LEFT_OUT.has(column) && !counted.includes(column)),
      )
      return inWords(told, names)
    })
    kept.set(name, words.sort().join('\n'))
  }
  return kept
}

function inWords(row: object, names: Names): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(row).replaceAll(UUID, (id) => names.get(id) ?? 'an identifier'),
    (_key, value: unknown) => (isListOfText(value) ? value.toSorted() : value),
  )
  return canonicalize(plain) ?? ''
}

function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

/** Where two differ: the tables, and the first line of each that only one of them holds. */
export function unlike(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  return [...one].flatMap(([table, words]) => {
    const there = new Set(other.get(table)?.split('\n'))
    const here = new Set(words.split('\n'))
    const lines = [...[...here].filter((line) => !there.has(line)), ...[...there].filter((line) => !here.has(line))]
    return words === other.get(table) ? [] : [`${table}: ${lines.slice(0, 2).join(' | ').slice(0, 600)}`]
  })
}
