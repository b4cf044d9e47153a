import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Fact, History, Source } from '../../engine/facts/fact.ts'
import { identityOf } from '../../engine/facts/versions.ts'
import { asJson } from '../database/json.ts'
import { type Bound, unbound } from '../transaction.ts'
import { historyOf, mergersOf, toldOf } from './history.ts'
import { keepSources, lockImports, mayKeep, type NotAllowed, noteImport, refuse } from './imports.ts'
import type { NotAsLeft } from './reports.ts'

/** What an import changes, in all. Facts are counted as they stand once everything is settled. */
export interface Summary {
  readonly children: number
  /** Of whom the record knew nothing. */
  readonly newChildren: number
  readonly changedChildren: number
  /** Whom the import before named and this one does not. */
  readonly notNamed: number
  readonly facts: { readonly new: number; readonly changed: number; readonly withdrawn: number }
  /** Who it may be another child than it says; somebody decides. */
  readonly doubtful: number
  /** What stood before: the children whom the import before it named, of the same format, and the facts of those it names itself. */
  readonly before: { readonly children: number | null; readonly facts: number }
}

/** What an import changes of one child: identities of facts. */
interface Change {
  readonly child: string
  readonly named: boolean
  readonly new: readonly string[]
  readonly changed: readonly string[]
  readonly withdrawn: readonly string[]
}

/** An import that was read whole, held against what stands: it waits to be taken, or thrown away. */
export interface Compared {
  readonly kind: 'compared'
  /** By which whoever takes it says what they saw. */
  readonly compared: number
  readonly summary: Summary
}

/**
 * Holds an import that was kept whole against what stands, and keeps what it would change. Nothing of it has effect before it is
 * taken.
 * @param children how many children it must have kept
 */
export async function compareImport(
  bound: Bound,
  importId: string,
  { sources, children }: { readonly sources: readonly Source[]; readonly children: number },
): Promise<Compared | NotAsLeft | NotAllowed> {
  if (!mayKeep(bound)) return refuse(bound, 'compare-import', importId)
  const { tx, principal } = bound
  return unbound(bound, async () => {
    await lockImports(bound)
    const { rows } = await sql`
      select from sightline.imports
      where authority = ${principal.authority} and import_id = ${importId} and state = 'reading'
        and children = ${children}`.execute(tx)
    if (rows.length === 0) return { kind: 'not-as-left' }
    await keepSources(bound, importId, sources)
    const compared = await countChanges(bound)
    const summary = await keepComparison(bound, importId, { children, compared })
    await noteImport(bound, 'compare-import', importId, { ...summary })
    return { kind: 'compared', compared, summary }
  })
}

/** Works out and keeps what an import would change, in place of what was kept of it before. Call it inside `unbound`. */
export async function keepComparison(
  bound: Bound,
  importId: string,
  { children, compared }: { readonly children: number; readonly compared: number },
): Promise<Summary> {
  const { tx, principal } = bound
  const { authority } = principal
  const { changes, facts } = await changesBy(bound, importId)
  const summary = await summaryOf(bound, importId, changes, { children, facts })
  await sql`
    delete from sightline.import_changes where authority = ${authority} and import_id = ${importId}`.execute(tx)
  await keepChanges(bound, importId, changes)
  await sql`
    update sightline.imports set state = 'waiting', compared = ${compared}::bigint,
      summary = ${JSON.stringify(summary)}::jsonb
    where authority = ${authority} and import_id = ${importId}`.execute(tx)
  return summary
}

/** How often what imports say of children has changed: with another number what was compared is old. Call it inside `unbound`. */
export async function countChanges({ tx, principal }: Bound): Promise<number> {
  const { authority } = principal
  const { rows } = await sql<{ count: number }>`
    select (select count(taken) + count(undone) from sightline.imports where authority = ${authority})
      + (select count(merged) + count(split) from sightline.merges where authority = ${authority}) as count`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Against what stood before, what stands with the import, child by child; those of whom nothing changes are left out. */
async function changesBy(
  bound: Bound,
  importId: string,
): Promise<{ readonly changes: readonly Change[]; readonly facts: number }> {
  const { tx, principal } = bound
  const now = await latestOf(bound)
  const { rows } = await sql<{ child_id: string }>`
    select distinct child_id from sightline.reported
    where authority = ${principal.authority} and import_id = ${importId}`.execute(tx)
  const { rootOf } = await mergersOf(bound)
  const named = [...new Set(rows.map(({ child_id: child }) => rootOf(child)))]
  const before = await toldOf(bound, named, now)
  const after = await toldOf(bound, named, now, { with: importId })
  let facts = 0
  const changes = named.flatMap((child): readonly Change[] => {
    const old = before.get(child)
    const stood = historyOf(child, old ?? [])
    facts += stood.facts.length
    const change = differenceOf(stood, historyOf(child, after.get(child) ?? []))
    const says = change.new.length + change.changed.length + change.withdrawn.length > 0
    return says || old === undefined ? [{ child, named: true, ...change }] : []
  })
  const gone = await notNamedAnyMore(bound, importId)
  const ungone = gone.map((child) => ({ child, named: false, new: [], changed: [], withdrawn: [] }))
  return { changes: [...changes, ...ungone], facts }
}

/** The moment by which everything taken so far is known, also where another machine's clock stands before this one's. */
async function latestOf({ tx, principal, moment }: Bound): Promise<Instant> {
  const { rows } = await sql<{ last: Instant | null }>`
    select max(taken) as last from sightline.imports
    where authority = ${principal.authority} and state = 'taken'`.execute(tx)
  const last = rows[0]?.last ?? moment
  return last > moment ? last : moment
}

/** What stands of a child before and after, held against each other by what each fact is. */
function differenceOf(before: History, after: History): Omit<Change, 'child' | 'named'> {
  const old = byIdentity(before.facts)
  const now = byIdentity(after.facts)
  const added = [...now.keys()].filter((each) => !old.has(each))
  const changed = [...now].filter(([each, words]) => old.has(each) && old.get(each) !== words).map(([each]) => each)
  return { new: added, changed, withdrawn: [...old.keys()].filter((each) => !now.has(each)) }
}

function byIdentity(facts: readonly Fact[]): ReadonlyMap<string, string> {
  const words = new Map<string, string[]>()
  for (const fact of facts) {
    const { origin: _origin, knownFrom: _from, knownUntil: _until, ...said } = fact
    const own = said.kind === 'protection-plan' ? { ...said, statedMayCountThis: null } : said
    const identity = identityOf(fact)
    words.set(identity, [...(words.get(identity) ?? []), canonicalize(own) ?? ''])
  }
  return new Map([...words].map(([identity, all]) => [identity, all.sort().join('\n')]))
}

/** The import taken before it by a source of the same format, and the children whom that source names, as `before`. */
function namedBefore({ principal }: Bound, importId: string) {
  const { authority } = principal
  return sql`
    formats as (
      select distinct s ->> 'format' as format
      from sightline.imports i, jsonb_array_elements(i.sources) s
      where i.authority = ${authority} and i.import_id = ${importId}
    ), last as (
      select i.import_id, i.sources
      from sightline.imports i
      where i.authority = ${authority} and i.state = 'taken'
        and exists (select from jsonb_array_elements(i.sources) s where s ->> 'format' in (select format from formats))
      order by i.taken desc limit 1
    ), before as (
      select distinct d.child_id
      from last b
      join sightline.reported d on d.authority = ${authority} and d.import_id = b.import_id
      where b.sources -> d.source ->> 'format' in (select format from formats)
    )`
}

/** Children whom the import taken before named, by a source of the same format, and this one does not. */
async function notNamedAnyMore(bound: Bound, importId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ child_id: string }>`
    with ${namedBefore(bound, importId)}
    select b.child_id from before b
    where not exists (
      select from sightline.reported n
      where n.authority = ${bound.principal.authority} and n.import_id = ${importId} and n.child_id = b.child_id)`.execute(
    bound.tx,
  )
  return rows.map(({ child_id }) => child_id)
}

async function summaryOf(
  bound: Bound,
  importId: string,
  changes: readonly Change[],
  { children, facts }: { readonly children: number; readonly facts: number },
): Promise<Summary> {
  const { tx, principal } = bound
  const { rows } = await sql<{ doubtful: number; new: number; before: number | null }>`
    with ${namedBefore(bound, importId)}
    select
      (select case when exists (select from last) then (select count(*)::int from before) end) as before,
      (select count(*)::int from sightline.doubtful_matches m
       where m.authority = ${principal.authority} and m.import_id = ${importId} and m.decided is null) as doubtful,
      (select count(distinct d.child_id)::int from sightline.reported d
       where d.authority = ${principal.authority} and d.import_id = ${importId} and not exists (
         select from sightline.reported o
         join sightline.imports i on i.authority = o.authority and i.import_id = o.import_id and i.state = 'taken'
         where o.authority = d.authority and o.child_id = d.child_id)) as new`.execute(tx)
  const total = (part: 'new' | 'changed' | 'withdrawn'): number => {
    return changes.reduce((sum, change) => sum + change[part].length, 0)
  }
  const newChildren = rows[0]?.new ?? 0
  const named = changes.filter((change) => change.named).length
  return {
    children,
    newChildren,
    changedChildren: named - newChildren,
    notNamed: changes.length - named,
    facts: { new: total('new'), changed: total('changed'), withdrawn: total('withdrawn') },
    doubtful: rows[0]?.doubtful ?? 0,
    before: { children: rows[0]?.before ?? null, facts },
  }
}

async function keepChanges({ tx, principal }: Bound, importId: string, changes: readonly Change[]): Promise<void> {
  await sql`
    insert into sightline.import_changes (authority, import_id, child_id, named, new, changed, withdrawn)
    select ${principal.authority}, ${importId}::uuid, child, named, new, changed, withdrawn
    from jsonb_to_recordset(${asJson(changes)}::jsonb) as c (
      child uuid, named boolean, new text[], changed text[], withdrawn text[])`.execute(tx)
}
