import type { Route } from '../../../src/web/route.ts'
import type { EveryWorld, MarkedCase } from './relations.ts'

// What stands for the names in a path. Most are found in the record itself, by the column that is called after the name, so
// that a route which somebody adds is asked for something that is there.

type Root = EveryWorld['team']['root']

/** Names in paths that are words of a protocol and no identifiers. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  agency: ['police'],
  protocol: ['cases-of-most-concern', 'challenging-cases'],
  document: ['case-note', 'case-of-note-form'],
  step: ['raise-the-child', 'review-at-smt', 'confirm-the-form', 'talk-it-over'],
  versions: ['entry-on-the-list'],
  register: ['brought-up'],
  level: ['risk'],
  paper: ['case-of-note-form.docx', 'case-of-note-form.pdf', 'case-note.docx'],
}

/** For each name in any route's path, what may stand for it where a case is meant: nothing where nothing is there. */
export async function valuesFor(
  root: Root,
  routes: readonly Route[],
  { caseId, pathway }: Pick<MarkedCase, 'caseId' | 'pathway'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Set(routes.flatMap(({ path }) => [...path.matchAll(/:([a-z]+)/g)].map(([, name = '']) => name)))
  const values = new Map<string, readonly string[]>()
  for (const name of names) {
    if (name === 'case') values.set(name, [caseId])
    else if (name === 'pathway') values.set(name, [pathway])
    else values.set(name, WORDS[name] ?? (await foundFor(root, name, caseId)))
  }
  return values
}

const MOST_OF_ONE = 3

/** Identifiers from every table that has them: those of the case first, then any. */
async function foundFor(root: Root, name: string, caseId: string): Promise<readonly string[]> {
  const { rows: tables } = await root.query<{ table: string; has: boolean }>(
    `select c.table_name as table, exists (
       select from information_schema.columns o
       where o.table_schema = 'sightline' and o.table_name = c.table_name and o.column_name = 'case_id') as has
     from information_schema.columns c
     where c.table_schema = 'sightline' and c.column_name = $1 order by 1`,
    [`${name}_id`],
  )
  const found: string[] = []
  for (const { table, has } of tables) {
    const order = has ? `order by case_id <> '${caseId}'` : ''
    const { rows } = await root.query<{ id: string }>(
      `select ${name}_id::text as id from sightline.${table} where ${name}_id is not null ${order} limit ${MOST_OF_ONE}`,
    )
    found.push(...rows.map(({ id }) => id))
  }
  return [...new Set(found)].slice(0, MOST_OF_ONE)
}

/** Every address of a route that those values give; one with what is not there where nothing is. */
export function addressesOf(path: string, values: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const names = [...path.matchAll(/:([a-z]+)/g)].map(([, name = '']) => name)
  let addresses = [path]
  for (const name of names) {
    const given = values.get(name) ?? []
    const those = given.length === 0 ? [NOBODYS] : given
    addresses = addresses.flatMap((each) => those.map((value) => each.replace(`:${name}`, encodeURIComponent(value))))
  }
  return addresses
}

/** An identifier that nothing bears. */
export const NOBODYS = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
