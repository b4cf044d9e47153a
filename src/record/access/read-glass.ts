import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import { lengthOf, type Page, pageOf } from '../pathways/pages.ts'
import type { Bound } from '../transaction.ts'
import type { GlassCursor } from './review-glass.ts'

/** Somebody's breaking the glass, as whoever may see it sees it. */
export interface ReadGlass {
  readonly breakGlass: string
  readonly caseId: string
  /** Null where this person may not know, or not know any more, of the case. */
  readonly childName: string | null
  /** Whether whoever looks is who broke it. */
  readonly isOwn: boolean
  readonly name: string
  readonly agency: string
  readonly reasonCode: string
  readonly reason: string
  readonly opened: Instant
  readonly expires: Instant
  readonly givenBack: Instant | null
  readonly words: string | null
  readonly reviewed: Instant | null
  readonly reviewer: string | null
  readonly outcome: string | null
}

const READ = sql`
  select b.break_glass_id as "breakGlass", b.case_id as "caseId", ${CHILD_NAME} as "childName",
    b.person_id = sightline.person() as "isOwn", p.name, a.title as agency, b.reason_code as "reasonCode", b.reason,
    b.opened, b.expires, b.given_back as "givenBack", b.note as words, b.reviewed, r.name as reviewer, b.outcome
  from sightline.break_glass b
  join sightline.persons p on p.authority = b.authority and p.person_id = b.person_id
  join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
  left join sightline.persons r on r.authority = b.authority and r.person_id = b.reviewer_id
  left join sightline.cases c on c.authority = b.authority and c.case_id = b.case_id
  left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id`

/**
 * Somebody's breaking the glass: for themselves, who manages the case, and a privacy officer who is not excluded from it; null
 * to everybody else, as where there is none. An alert of it is read by that.
 */
export async function readGlass(bound: Bound, asked: string): Promise<ReadGlass | null> {
  const id = identifierOr(asked)
  const { tx, principal } = bound
  const { rows } = await sql<ReadGlass>`
    ${READ} where b.authority = ${principal.authority} and b.break_glass_id = ${id}`.execute(tx)
  const row = rows[0] ?? null
  if (row !== null) {
    await sql`
      update sightline.told set read = sightline.moment()
      where authority = ${principal.authority} and kind = 'break-glass' and about = ${id} and person_id = ${principal.person}
        and read is null`.execute(tx)
  }
  await note(bound, {
    action: 'read-break-glass',
    object: { kind: 'break-glass', id },
    caseId: row?.caseId ?? null,
    decision: row === null ? 'refused' : 'allowed',
    accessPath: null,
    compartments: [],
    payload: {},
  })
  return row
}

/** What somebody was told of and has not read, and what they broke themselves, the latest first. */
export interface OfMine {
  readonly alerts: readonly ReadGlass[]
  readonly own: readonly ReadGlass[]
}

/** The alerts that wait for a person, and the latest that they broke themselves. */
export async function glassOfMine(bound: Bound, most: number): Promise<OfMine> {
  const { tx, principal } = bound
  const { authority, person } = principal
  const { rows: alerts } = await sql<ReadGlass>`
    ${READ}
    join sightline.told t on t.authority = b.authority and t.kind = 'break-glass' and t.about = b.break_glass_id::text
    where t.authority = ${authority} and t.person_id = ${person} and t.read is null
    order by b.opened desc, b.break_glass_id limit ${lengthOf(most)}`.execute(tx)
  const { rows: own } = await sql<ReadGlass>`
    ${READ} where b.authority = ${authority} and b.person_id = ${person}
    order by b.opened desc, b.break_glass_id limit ${lengthOf(most)}`.execute(tx)
  await noteList(
    bound,
    { action: 'list-own-glass', object: { kind: 'list', id: null }, asked: { most } },
    [...alerts, ...own].map(({ caseId }) => caseId),
  )
  return { alerts, own }
}

/** Broken glass of others that was reviewed, the latest review first: for who manages the case, and privacy officers. */
export async function glassReviewed(
  bound: Bound,
  { after, most }: { readonly after: GlassCursor | null; readonly most: number },
): Promise<Page<ReadGlass, GlassCursor>> {
  const { tx, principal } = bound
  const length = lengthOf(most)
  const from =
    after === null
      ? sql``
      : sql`and (b.opened, b.break_glass_id) < (${new Date(after.opened)}::timestamptz, ${identifierOr(after.breakGlass)}::uuid)`
  const { rows } = await sql<ReadGlass>`
    ${READ}
    where b.authority = ${principal.authority} and b.reviewed is not null and b.person_id <> ${principal.person} ${from}
    order by b.opened desc, b.break_glass_id desc limit ${length + 1}`.execute(tx)
  const page = pageOf(rows, length, ({ opened, breakGlass }) => ({ opened, breakGlass }))
  await noteList(
    bound,
    { action: 'list-reviewed-glass', object: { kind: 'list', id: null }, asked: { after, most: length } },
    page.rows.map(({ caseId }) => caseId),
  )
  return page
}
