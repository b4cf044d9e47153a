import { sql } from 'kysely'
import { Cohort, type GivenFact } from '../../engine/facts/cohort.ts'
import type { Child, Source } from '../../engine/facts/fact.ts'
import type { PathwayHistory } from '../../engine/pathway/fold.ts'
import type { Bound } from '../transaction.ts'

/** What one import says of one child, as it is kept. */
export interface Report {
  readonly child: Child
  readonly facts: readonly GivenFact[]
}

/** Everything that a pathway's evaluation needs to know of facts. */
export type Facts = Pick<PathwayHistory, 'facts' | 'family'>

interface Reported {
  readonly child_id: string
  readonly import_id: string
  readonly source: Source
  readonly report: Report
}

/** A child of whom no import speaks. */
const UNTOLD: Omit<Child, 'id'> = { born: null, expected: null, died: null, sex: 'unknown', ethnicity: '', family: '' }

/**
 * What the imports say of a child and of the rest of the family, settled. Read with the program's own eyes (`unbound`): a
 * trigger may rest on what this person may not read of a brother or sister.
 */
export async function factsOf(bound: Bound, childId: string): Promise<Facts> {
  const own = await reportsOf(bound, [childId])
  const families = new Set(own.map(({ report }) => report.child.family).filter((family) => family !== ''))
  const others = families.size === 0 ? [] : await reportsOfFamilies(bound, [...families], childId)
  const cohort = cohortOf([...own, ...others])
  const child = cohort.find(childId)
  if (child === undefined) return { facts: { child: { id: childId, ...UNTOLD }, facts: [], coverage: [] } }
  const facts = cohort.history(child)
  if (families.size === 0) return { facts }
  const family = cohort.family(cohort.child(child).family).filter((each) => each !== child)
  return { facts, family: family.map((each) => cohort.history(each)) }
}

function cohortOf(reports: readonly Reported[]): Cohort {
  const cohort = new Cohort()
  const sources = new Map<string, number>()
  for (const { child_id, import_id, source, report } of reports) {
    const number = sources.get(import_id) ?? cohort.addSource(source)
    sources.set(import_id, number)
    const child = cohort.childOf(child_id, number)
    cohort.describe(child, { ...report.child, id: child_id })
    for (const fact of report.facts) cohort.add(child, { ...fact, origin: { ...fact.origin, source: number } })
  }
  return cohort
}

async function reportsOf({ tx, principal }: Bound, children: readonly string[]): Promise<readonly Reported[]> {
  const { rows } = await sql<Reported>`
    select d.child_id, d.import_id, i.source, r.report
    from sightline.reported d
    join sightline.imports i on i.authority = d.authority and i.import_id = d.import_id and i.state = 'taken'
    join sightline.reports r on r.authority = d.authority and r.child_id = d.child_id and r.hash = d.hash
    where d.authority = ${principal.authority} and d.child_id = any (${children}::uuid[])
    order by i.taken, d.identifier`.execute(tx)
  return rows
}

async function reportsOfFamilies(bound: Bound, families: readonly string[], but: string): Promise<readonly Reported[]> {
  const { rows } = await sql<{ child_id: string }>`
    select distinct r.child_id
    from sightline.reports r
    where r.authority = ${bound.principal.authority} and r.report #>> '{child,family}' = any (${families}::text[])
      and r.child_id <> ${but}`.execute(bound.tx)
  const children = rows.map(({ child_id }) => child_id)
  return children.length === 0 ? [] : reportsOf(bound, children)
}
