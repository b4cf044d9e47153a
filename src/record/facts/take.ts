import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Fact, History, Source } from '../../engine/facts/fact.ts'
import { identityOf } from '../../engine/facts/versions.ts'
import { asJson } from '../database/json.ts'
import { type Bound, unbound } from '../transaction.ts'
import { historyOf, mergersOf, toldOf } from './history.ts'
import {
  keepSources,
  lockImports,
  mayKeep,
  type NotAllowed,
  noteImport,
  noteRefused,
  refuse,
  type TakenAhead,
  takenAhead,
} from './imports.ts'
import type { NotAsLeft } from './reports.ts'

/** What an import changed, in all. Facts are counted as they stand once everything is settled. */
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
}

export interface TakenImport {
  readonly kind: 'taken'
  readonly summary: Summary
}

/** What an import changed of one child: identities of facts. */
interface Change {
  readonly child: string
  readonly named: boolean
  readonly new: readonly string[]
  readonly changed: readonly string[]
  readonly withdrawn: readonly string[]
}

/**
 * Lets an import that was kept whole take effect: from this moment on the record knows what it says. What it changes is worked
 * out against what stood before and kept, and pathways that rest on it wait to be worked out anew.
 * @param children how many children it must have kept
 */
export async function takeImport(
  bound: Bound,
  importId: string,
  { sources, children }: { readonly sources: readonly Source[]; readonly children: number },
): Promise<TakenImport | NotAsLeft | TakenAhead | NotAllowed> {
  if (!mayKeep(bound)) return refuse(bound, 'take-import', importId)
  const { tx, principal, moment } = bound
  const { authority } = principal
  return unbound(bound, async () => {
    await lockImports(bound)
    const ahead = await takenAhead(bound)
    if (ahead !== null) {
      return noteRefused(bound, { action: 'take-import', object: { kind: 'import', id: importId } }, ahead)
    }
    const { rows } = await sql`
      select from sightline.imports
      where authority = ${authority} and import_id = ${importId} and state = 'reading' and children = ${children}`.execute(
      tx,
    )
    if (rows.length === 0) return { kind: 'not-as-left' }
    await keepSources(bound, importId, sources)
    const changes = await changesBy(bound, importId)
    const summary = await summaryOf(bound, importId, changes, children)
    await keepChanges(bound, importId, changes)
    await sql`
      update sightline.imports set state = 'taken', summary = ${JSON.stringify(summary)}::jsonb,
        taken = greatest(${new Date(moment)}, (
          select max(i.taken) from sightline.imports i where i.authority = ${authority} and i.state = 'taken'))
      where authority = ${authority} and import_id = ${importId}`.execute(tx)
    await staleAfter(
      bound,
      changes.map(({ child }) => child),
    )
    await noteImport(bound, 'take-import', importId, { ...summary })
    return { kind: 'taken', summary }
  })
}

/** Against what stood before, what stands with the import, child by child; those of whom nothing changes are left out. */
async function changesBy(bound: Bound, importId: string): Promise<readonly Change[]> {
  const { tx, principal } = bound
  const now = await latestOf(bound)
  const { rows } = await sql<{ child_id: string }>`
    select distinct child_id from sightline.reported
    where authority = ${principal.authority} and import_id = ${importId}`.execute(tx)
  const { rootOf } = await mergersOf(bound)
  const named = [...new Set(rows.map(({ child_id: child }) => rootOf(child)))]
  const before = await toldOf(bound, named, now)
  const after = await toldOf(bound, named, now, { with: importId })
  const changes = named.flatMap((child): readonly Change[] => {
    const old = before.get(child)
    const change = differenceOf(historyOf(child, old ?? []), historyOf(child, after.get(child) ?? []))
    const says = change.new.length + change.changed.length + change.withdrawn.length > 0
    return says || old === undefined ? [{ child, named: true, ...change }] : []
  })
  const gone = await notNamedAnyMore(bound, importId)
  return [...changes, ...gone.map((child) => ({ child, named: false, new: [], changed: [], withdrawn: [] }))]
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

/** Children whom the import taken before named, by a source of the same format, and this one does not. */
async function notNamedAnyMore({ tx, principal }: Bound, importId: string): Promise<readonly string[]> {
  const { authority } = principal
  const { rows } = await sql<{ child_id: string }>`
    with formats as (
      select distinct s ->> 'format' as format
      from sightline.imports i, jsonb_array_elements(i.sources) s
      where i.authority = ${authority} and i.import_id = ${importId}
    ), before as (
      select i.import_id, i.sources
      from sightline.imports i
      where i.authority = ${authority} and i.state = 'taken'
        and exists (select from jsonb_array_elements(i.sources) s where s ->> 'format' in (select format from formats))
      order by i.taken desc limit 1
    )
    select distinct d.child_id
    from before b
    join sightline.reported d on d.authority = ${authority} and d.import_id = b.import_id
    where b.sources -> d.source ->> 'format' in (select format from formats)
      and not exists (
        select from sightline.reported n
        where n.authority = ${authority} and n.import_id = ${importId} and n.child_id = d.child_id)`.execute(tx)
  return rows.map(({ child_id }) => child_id)
}

async function summaryOf(
  { tx, principal }: Bound,
  importId: string,
  changes: readonly Change[],
  children: number,
): Promise<Summary> {
  const { rows } = await sql<{ doubtful: number; new: number }>`
    select
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
  }
}

async function keepChanges({ tx, principal }: Bound, importId: string, changes: readonly Change[]): Promise<void> {
  await sql`
    insert into sightline.import_changes (authority, import_id, child_id, named, new, changed, withdrawn)
    select ${principal.authority}, ${importId}::uuid, child, named, new, changed, withdrawn
    from jsonb_to_recordset(${asJson(changes)}::jsonb) as c (
      child uuid, named boolean, new text[], changed text[], withdrawn text[])`.execute(tx)
}

/**
 * Lets open pathways of these children, of those who are one with them, and of their families, wait to be worked out anew: the
 * next sweep does, and with it the obligation to confirm or close a pathway whose trigger no longer holds.
 */
export async function staleAfter({ tx, principal }: Bound, children: readonly string[]): Promise<void> {
  if (children.length === 0) return
  await sql`
    with recursive changed as (
      select unnest(${children}::uuid[]) as child_id
      union
      select c.child_id from sightline.children c
      join changed on c.merged_into = changed.child_id
      where c.authority = ${principal.authority}
    ), families as (
      select distinct r.report #>> '{child,family}' as family
      from sightline.reports r join changed using (child_id)
      where r.authority = ${principal.authority} and r.report #>> '{child,family}' <> ''
    ), touched as (
      select child_id from changed
      union
      select r.child_id from sightline.reports r
      where r.authority = ${principal.authority} and r.report #>> '{child,family}' in (select family from families)
    )
    update sightline.pathways p set stale = true
    from sightline.cases c
    where p.authority = ${principal.authority} and p.ended is null and not p.stale
      and c.authority = p.authority and c.case_id = p.case_id and c.child_id in (select child_id from touched)`.execute(
    tx,
  )
}
