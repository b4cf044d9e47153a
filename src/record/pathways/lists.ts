import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { wayIn } from '../access/way-in.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { AS_NAMES, CHILD_NAME } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { itsPathwayAndChild, lengthOf, type Page, pageOf } from './pages.ts'

/** Where the page before ended: the last row's due day and number. */
export interface OwedCursor {
  readonly due: Day | null
  readonly number: number
}

/** One thing that somebody owes. */
export interface OwedRow {
  readonly number: number
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly protocol: string
  /** What it runs by, as `Shelf.rules` asks for it. */
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
  readonly stage: string | null
  readonly duty: string
  readonly dutyId: string
  /** Who owes it: null where nobody does yet. */
  readonly person: string | null
  readonly due: Day | null
  readonly dueAt: Instant | null
}

/** Whose: what the person owes and those whom they stand in for; what one other owes; what the teams owe whom they manage. */
export type Whose = 'own' | 'teams' | { readonly person: string }

/**
 * What is owed, soonest first, what has no day last: a page at a time, and of it what this person may see. Found by index from
 * the rows of who owes it, so that it costs the same in a record of any size. What teams owe includes what nobody owes yet in
 * the cases that they lead. Reading it is noted, with the cases that were shown.
 */
export async function owedBy(
  bound: Bound,
  { whose, after, most }: { readonly whose: Whose; readonly after: OwedCursor | null; readonly most: number },
): Promise<Page<OwedRow, OwedCursor>> {
  const { tx, principal } = bound
  const { authority } = principal
  const length = lengthOf(most)
  const { persons, teams } = await whoOwes(bound, whose)
  const { rows } = await sql<OwedRow>`
    select o.owed_id as number, o.pathway_id as pathway, o.case_id as "caseId", ${CHILD_NAME} as "childName", p.protocol,
      p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash", p.stage, d.duty, d.duty_id as "dutyId",
      o.person_id as person, o.due_day as due, d.due_at as "dueAt"
    from sightline.owed_page(${persons}::uuid[], ${teams}::text[],
      ${after === null || after.due === null ? null : formatDay(after.due)}::date, ${after?.number ?? null}::bigint,
      ${length + 1}) page
    -- One at a time, by name: what a policy asks of each row is asked of no other, whatever the planner knows of the tables.
    cross join lateral (
      select o.* from sightline.owed o where o.authority = ${authority} and o.owed_id = page.owed_id offset 0
    ) o
    cross join lateral (
      select d.* from sightline.duties d
      where d.authority = o.authority and d.pathway_id = o.pathway_id and d.duty_id = o.duty_id offset 0
    ) d
    ${itsPathwayAndChild('o')}
    order by coalesce(page.due_day, 'infinity'::date), page.owed_id`.execute(tx)
  const page = pageOf(rows, length, ({ due, number }) => ({ due, number }))
  const event = { action: 'list-owed', object: { kind: 'list', id: null }, asked: { whose, after, most: length } }
  await noteList(
    bound,
    event,
    page.rows.map(({ caseId }) => caseId),
  )
  return page
}

/** Something that is open in one pathway. */
export interface OwedHere {
  readonly duty: string
  readonly dutyId: string
  readonly due: Day | null
  readonly dueAt: Instant | null
}

/** What this person owes in one pathway now, soonest first. Whoever shows it notes that the pathway was read. */
export async function owedInPathway({ tx, principal, scopes }: Bound, pathway: string): Promise<readonly OwedHere[]> {
  const { rows } = await sql<OwedHere>`
    select distinct d.duty, d.duty_id as "dutyId", d.due_day as due, d.due_at as "dueAt"
    from sightline.owed o
    join sightline.duties d on d.authority = o.authority and d.pathway_id = o.pathway_id and d.duty_id = o.duty_id
    where o.authority = ${principal.authority} and o.pathway_id = ${identifierOr(pathway)}
      and o.person_id = any (${namesOf(scopes, 'person:')}::uuid[])
    order by d.due_day, d.due_at, d.duty_id`.execute(tx)
  return rows
}

async function whoOwes({ tx, principal, scopes }: Bound, whose: Whose) {
  if (typeof whose === 'object') return { persons: [identifierOr(whose.person)], teams: [] }
  // Who stands in for somebody in every role holds that person's own scope.
  if (whose === 'own') return { persons: namesOf(scopes, 'person:'), teams: [] }
  const teams = namesOf(scopes, 'managers:')
  const { rows } = await sql<{ person_id: string }>`
    select person_id from sightline.persons
    where authority = ${principal.authority} and team = any (${teams}::text[])`.execute(tx)
  return { persons: rows.map(({ person_id: person }) => person), teams }
}

function namesOf(scopes: readonly string[], kind: string): string[] {
  return scopes.filter((scope) => scope.startsWith(kind)).map((scope) => scope.slice(kind.length))
}

/** How many cases somebody is not shown; of a few, which could tell who, only that there are some. */
export type Hidden = number | 'fewer-than-5'

/** From how many on a count is told. */
export const FEW = 5

/**
 * How many open pathways of a protocol this person's list leaves out because of a seal or an exclusion, of those that the
 * protocol or the managing of a team would show them. Nothing is said of which of the two, or which children; a count of fewer
 * than five, which could name them, is not told.
 */
export async function hiddenFrom(bound: Bound, protocol: string): Promise<Hidden> {
  const { rows } = await sql<{ count: number | null }>`select sightline.hidden_pathways(${protocol}) as count`.execute(
    bound.tx,
  )
  const event = { action: 'count-hidden', object: { kind: 'list', id: null }, asked: { protocol } }
  await noteList(bound, event, [])
  return rows[0]?.count ?? 'fewer-than-5'
}

/** A brother or sister with a case of their own that this person may know of. */
export interface SiblingRow {
  readonly child: string
  readonly name: string
  readonly caseId: string
}

/** The brothers and sisters whom somebody may know of, and how many more there are. */
export interface Siblings {
  readonly rows: readonly SiblingRow[]
  /** Children of the family without a case here, or with one that this person may not see: which of the two is not said. */
  readonly withheld: number
}

/**
 * The brothers and sisters of a case's child, as any import ever counted them into one family. Each is asked of by itself: of
 * those whom this person may not know of nothing is said but how many they are, and of a case that they may not see nothing.
 */
export async function siblingsOf(bound: Bound, asked: string): Promise<Siblings> {
  const caseId = identifierOr(asked)
  const { tx, principal } = bound
  const action = 'list-siblings'
  const object = { kind: 'case', id: caseId }
  if ((await wayIn(bound, 'read', caseId, null)) === null) {
    const refused = { caseId, decision: 'refused', accessPath: null, compartments: [], payload: {} } as const
    await note(bound, { action, object, ...refused })
    return { rows: [], withheld: 0 }
  }
  const family = await unbound(bound, () => familyOf(bound, caseId))
  const { rows } = await sql<SiblingRow>`
    select k.child_id as child, k.name, c.case_id as "caseId"
    from sightline.children k
    join sightline.cases c on c.authority = k.authority and c.child_id = k.child_id
    where k.authority = ${principal.authority} and k.child_id = any (${family}::uuid[])
    order by k.name ${AS_NAMES}, k.child_id`.execute(tx)
  await noteList(bound, { action, object, asked: { caseId } }, [caseId, ...rows.map((row) => row.caseId)])
  return { rows, withheld: family.length - rows.length }
}

/** Every other child of the family, each once: with the program's own eyes. */
async function familyOf({ tx, principal }: Bound, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ child: string }>`
    select distinct coalesce(k.merged_into, k.child_id) as child
    from sightline.cases c
    join sightline.reports r on r.authority = c.authority and r.child_id = c.child_id
    join sightline.reports o on o.authority = r.authority
      and o.family = r.family and o.family <> ''
    join sightline.children k on k.authority = o.authority and k.child_id = o.child_id
      and coalesce(k.merged_into, k.child_id) <> c.child_id
    where c.authority = ${principal.authority} and c.case_id = ${caseId}`.execute(tx)
  return rows.map(({ child }) => child)
}
