import { sql } from 'kysely'
import { type Day, FIRST_DAY } from '../../engine/calendar/day.ts'
import { type Instant, LONDON, wallTimeOf } from '../../engine/calendar/instant.ts'
import { mergeChild } from '../../engine/facts/child-details.ts'
import type { GivenFact } from '../../engine/facts/cohort.ts'
import { type Child, FACT_KINDS, type Fact, type History, type Source } from '../../engine/facts/fact.ts'
import { standingFacts } from '../../engine/facts/versions.ts'
import type { PathwayHistory } from '../../engine/pathway/fold.ts'
import type { Bound } from '../transaction.ts'
import { livedBy } from './lived.ts'

/** A fact as a report keeps it: where it was read is kept beside it, so that another line makes no other words. */
export type KeptFact = GivenFact extends infer F ? (F extends GivenFact ? Omit<F, 'origin'> : never) : never

/** What one source of one import says of one child, as it is kept. */
export interface Report {
  readonly child: Child
  readonly facts: readonly KeptFact[]
}

/** Everything that a pathway's evaluation needs to know of facts. */
export type Facts = Pick<PathwayHistory, 'facts' | 'family'>

/** A source's own words of a child, with the source and when the record came to know them. */
export interface Told {
  readonly report: Report
  readonly source: Source
  readonly taken: Instant
  /** File and line of each fact, one after the other. */
  readonly origins: readonly number[]
}

/** A child of whom no import speaks. */
const UNTOLD: Omit<Child, 'id'> = { born: null, expected: null, died: null, sex: 'unknown', ethnicity: '', family: '' }

/**
 * What the imports say of a child and of the rest of the family, settled, as the record knew it at a moment: by the imports
 * taken by then and not undone by then. A child that was merged with others is told of by all their imports. Read with the
 * program's own eyes (`unbound`): a trigger may rest on what this person may not read of a brother or sister.
 */
export async function factsOf(bound: Bound, childId: string, knownAt: Instant = bound.moment): Promise<Facts> {
  const mergers = mergersOf(bound)
  const own = (await toldIn(bound, mergers, [childId], knownAt)).get(childId) ?? []
  const told = historyOf(childId, own)
  const { family } = told.child
  const { rootOf, merged } = await mergers
  const others =
    family === ''
      ? new Map<string, readonly Told[]>()
      : await toldIn(bound, mergers, await namedInFamily(bound, family, childId, rootOf), knownAt)
  const [facts, lived] = await Promise.all([
    withBirth(bound, told),
    livedBy(bound, groupOf({ rootOf, merged }, [childId, ...others.keys()])),
  ])
  const withLife = (history: History): History => {
    const lifeEvents = lived.get(history.child.id)
    return lifeEvents === undefined ? history : { ...history, lifeEvents }
  }
  if (family === '') return { facts: withLife(facts) }
  const histories = [...others].map(([id, told]) => withLife(historyOf(id, told)))
  return { facts: withLife(facts), family: histories.filter(({ child }) => child.family === family) }
}

/** Of a child whom no import says to be born on a day, the day that whoever entered them by hand wrote. */
async function withBirth({ tx, principal }: Bound, history: History): Promise<History> {
  if (history.child.born !== null) return history
  const { rows } = await sql<{ born: Day | null }>`
    select born from sightline.children
    where authority = ${principal.authority} and child_id = ${history.child.id} and entered is not null`.execute(tx)
  const born = rows[0]?.born ?? null
  return born === null ? history : { ...history, child: { ...history.child, born } }
}

/**
 * Settles what any number of imports say of one child.
 * @param told in the order in which the imports were taken
 */
export function historyOf(childId: string, told: readonly Told[]): History {
  const sources = told.map(({ source }) => source)
  const facts = told.flatMap((each, number) => factsIn(each, number))
  const written = told.toSorted(
    (a, b) => (a.source.writtenOn ?? FIRST_DAY) - (b.source.writtenOn ?? FIRST_DAY) || a.taken - b.taken,
  )
  const untold: Child = { id: childId, ...UNTOLD }
  return {
    // Of two who speak the one written later is believed, and what only one says is taken.
    child: written.reduce((known, { report }) => mergeChild(known, report.child, true), untold),
    facts: [...standingFacts(facts, sources)].sort(inOrder),
    coverage: sources.flatMap(({ coverage }) => coverage),
  }
}

function factsIn({ report, source, taken, origins }: Told, number: number): readonly Fact[] {
  const day = wallTimeOf(taken, LONDON).day
  const { writtenOn, previousPlans } = source
  // A source that says it was written after it was taken tells nothing of when it was known.
  const known = { knownFrom: writtenOn !== null && writtenOn > day ? day : writtenOn, knownUntil: null }
  return report.facts.map((fact, at): Fact => {
    const origin = { source: number, file: origins[at * 2] ?? 0, line: origins[at * 2 + 1] ?? 0 }
    return fact.kind === 'protection-plan'
      ? { ...fact, ...known, origin, statedMayCountThis: previousPlans === 'unknown' }
      : { ...fact, ...known, origin }
  })
}

function inOrder(x: Fact, y: Fact): number {
  return (
    x.from - y.from ||
    FACT_KINDS.indexOf(x.kind) - FACT_KINDS.indexOf(y.kind) ||
    x.origin.source - y.origin.source ||
    x.origin.file - y.origin.file ||
    x.origin.line - y.origin.line
  )
}

interface Row {
  readonly asked: string
  readonly hash: string
  readonly import_id: string
  readonly source: number
  readonly origins: readonly number[]
}

/** Which imports are left out, or looked at before they are taken, to see what would be without or with them. */
export interface Supposing {
  readonly without?: string
  readonly with?: string
}

/**
 * What imports say of some children, or of all of them, each with those merged into it, or that it was merged into; in the
 * order in which the imports were taken. Children of whom nothing is said are left out.
 * @param children null for all, each of which is then told of under the child that it was merged into
 */
export async function toldOf(
  bound: Bound,
  children: readonly string[] | null,
  knownAt: Instant,
  supposing: Supposing = {},
): Promise<ReadonlyMap<string, readonly Told[]>> {
  return children?.length === 0 ? new Map() : toldIn(bound, mergersOf(bound), children, knownAt, supposing)
}

/** As `toldOf`, where it was asked already who was merged with whom. */
async function toldIn(
  bound: Bound,
  mergers: Promise<Mergers>,
  children: readonly string[] | null,
  knownAt: Instant,
  supposing: Supposing = {},
): Promise<ReadonlyMap<string, readonly Told[]>> {
  const { tx, principal } = bound
  const { authority } = principal
  const [sources, merged] = await Promise.all([sourcesOf(bound, knownAt, supposing), mergers])
  const group = groupOf(merged, children)
  const ids = children === null ? null : [...group.keys()]
  const [{ rows }, { rows: reports }] = await Promise.all([
    sql<Row & { child_id: string }>`
    select d.child_id, encode(d.hash, 'hex') as hash, d.import_id, d.source, d.origins
    from sightline.reported d
    where d.authority = ${authority} and d.import_id = any (${[...sources.keys()]}::uuid[])
      and (${ids === null} or d.child_id = any (${ids ?? []}::uuid[]))`.execute(tx),
    sql<{ child_id: string; hash: string; report: Report }>`
    select r.child_id, encode(r.hash, 'hex') as hash, r.report
    from sightline.reports r
    where r.authority = ${authority} and (${ids === null} or r.child_id = any (${ids ?? []}::uuid[]))`.execute(tx),
  ])
  const words = new Map(reports.map(({ child_id, hash, report }) => [child_id + hash, report]))
  const told = new Map<string, (Told & { readonly order: number })[]>()
  for (const row of rows) {
    const report = words.get(row.child_id + row.hash)
    const taken = sources.get(row.import_id)
    const source = taken?.sources[row.source]
    if (report === undefined || taken === undefined || source === undefined) continue
    const each = { report, source, taken: taken.taken, origins: row.origins, order: taken.order * 1_000 + row.source }
    for (const asked of group.get(row.child_id) ?? [row.child_id]) {
      const list = told.get(asked)
      if (list === undefined) told.set(asked, [each])
      else list.push(each)
    }
  }
  for (const list of told.values()) list.sort((a, b) => a.order - b.order)
  return told
}

interface TakenImport {
  readonly sources: readonly Source[]
  readonly taken: Instant
  readonly order: number
}

async function sourcesOf(
  { tx, principal }: Bound,
  knownAt: Instant,
  supposing: Supposing,
): Promise<ReadonlyMap<string, TakenImport>> {
  const { rows } = await sql<{ import_id: string; sources: readonly Source[]; taken: Instant }>`
    select import_id, sources, coalesce(taken, ${new Date(knownAt)}) as taken
    from sightline.imports
    where authority = ${principal.authority} and sources is not null
      and import_id is distinct from ${supposing.without ?? null}::uuid
      and (
        import_id = ${supposing.with ?? null}::uuid
        or (taken <= ${new Date(knownAt)} and (undone is null or undone > ${new Date(knownAt)}))
      )
    order by coalesce(taken, ${new Date(knownAt)}), import_id = ${supposing.with ?? null}::uuid nulls first, import_id
    `.execute(tx)
  return new Map(rows.map(({ import_id, sources, taken }, order) => [import_id, { sources, taken, order }]))
}

/** Which child each is, once all mergers that stand are followed. */
type RootOf = (child: string) => string

/** Every child that was merged into another, and how to find which one each is. */
interface Mergers {
  readonly rootOf: RootOf
  readonly merged: readonly string[]
}

/** For each child whose reports are to be read, the children under whom they are told: all that are one child tell alike. */
function groupOf(
  { rootOf, merged }: Mergers,
  children: readonly string[] | null,
): ReadonlyMap<string, readonly string[]> {
  if (children === null) return new Map(merged.map((child) => [child, [rootOf(child)]]))
  const asked = new Map<string, string[]>()
  for (const child of children) {
    const root = rootOf(child)
    asked.set(root, [...(asked.get(root) ?? []), child])
  }
  const group = new Map<string, readonly string[]>(asked)
  for (const child of merged) {
    const under = asked.get(rootOf(child))
    if (under !== undefined) group.set(child, under)
  }
  return group
}

/** Which children of the authority were merged. */
export async function mergersOf({ tx, principal }: Bound): Promise<Mergers> {
  const { rows } = await sql<{ child_id: string; merged_into: string }>`
    select child_id, merged_into from sightline.children
    where authority = ${principal.authority} and merged_into is not null`.execute(tx)
  const into = new Map(rows.map(({ child_id, merged_into }) => [child_id, merged_into]))
  const rootOf: RootOf = (child) => {
    let root = child
    // Merging refuses circles; a count ends one that somebody made by hand.
    for (let steps = 0; steps <= into.size; steps++) {
      const next = into.get(root)
      if (next === undefined) break
      root = next
    }
    return root
  }
  return { rootOf, merged: [...into.keys()] }
}

/** Other children of whom some import says that they are of a family; whether they still are, all imports together tell. */
async function namedInFamily(
  { tx, principal }: Bound,
  family: string,
  but: string,
  rootOf: RootOf,
): Promise<readonly string[]> {
  const { rows } = await sql<{ child_id: string }>`
    select distinct r.child_id
    from sightline.reports r
    where r.authority = ${principal.authority} and r.family = ${family} and r.family <> ''`.execute(tx)
  const others = new Set(rows.map(({ child_id }) => rootOf(child_id)))
  others.delete(rootOf(but))
  return [...others]
}
