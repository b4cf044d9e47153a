import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { noteList } from '../audit/audit.ts'
import { CHILD_NAME } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { FEW, type Hidden } from './lists.ts'
import { lengthOf, type Page, pageOf } from './pages.ts'
import { FOUND, type Found, type SeenPathway, seenPathway } from './read-pathway.ts'

/** By what a list is put in order: what is due first, who has waited longest, the child's name, or the protocol's stages. */
export const LIST_ORDERS = ['due', 'since', 'child', 'stage'] as const
export type ListOrder = (typeof LIST_ORDERS)[number]

/** Which pathways of a protocol. */
export interface ListAsked {
  readonly protocol: string
  /** Those at one stage; null for all. */
  readonly stage: string | null
  readonly order: ListOrder
  /** The protocol's stages in their order, for `stage`. */
  readonly stages: readonly string[]
  /** The pathway with which the page before ended. */
  readonly after: string | null
  readonly most: number
}

/** An open pathway on a list. */
export interface ListedPathway {
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly stage: string | null
  readonly since: Instant | null
  readonly due: Day | null
  /** What it runs by, as `Shelf.rules` asks for it. */
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
}

/** The open pathways of a protocol that this person may see, a page at a time. Reading it is noted, with the cases shown. */
export async function listedPathways(bound: Bound, asked: ListAsked): Promise<Page<ListedPathway, string>> {
  const { tx, principal } = bound
  const length = lengthOf(asked.most)
  const { rows } = await sql<ListedPathway>`
    select p.pathway_id as pathway, p.case_id as "caseId", ${CHILD_NAME} as "childName", p.stage, p.since, p.next_due as due,
      p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash"
    from sightline.listed_page(${asked.protocol}, ${asked.stage}, ${asked.order}, ${asked.stages}::text[], null,
      ${asked.after}::uuid, ${length + 1}) page
    join sightline.pathways p on p.authority = ${principal.authority} and p.pathway_id = page.pathway_id
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    order by page.place`.execute(tx)
  const page = pageOf(rows, length, ({ pathway }) => pathway)
  const { protocol, stage, order, after } = asked
  const event = { action: 'list-pathways', object: LIST, asked: { protocol, stage, order, after, most: length } }
  await noteList(bound, event, shownIn(page.rows))
  return page
}

const LIST = { kind: 'list', id: null } as const

function shownIn(rows: readonly { readonly caseId: string }[]): readonly string[] {
  return rows.map(({ caseId }) => caseId)
}

/** The pathways of a protocol as they stood at a moment, each worked out from its entries. */
export interface FoldedList {
  readonly rows: readonly SeenPathway[]
  /** Whether there are more of them than were asked for. */
  readonly more: boolean
}

/** As many as are folded for one list: a bound on what one request may cost. */
export const MOST_FOLDED = 500

/**
 * The pathways of a protocol that were open at a moment, as it was known by it, of those that this person may see today. A
 * read model knows today alone, so that each is folded; with what `evaluate` says of it and the answers that they may read.
 */
export async function foldedPathways(bound: Bound, protocol: string, asOf: Instant): Promise<FoldedList> {
  const { tx, principal } = bound
  const moment = asOf === bound.moment ? null : new Date(asOf)
  const { rows: found } = await sql<Found>`
    select page.pathway_id as pathway, ${FOUND}
    from sightline.listed_page(${protocol}, null, 'child', '{}', ${moment}::timestamptz, null, ${MOST_FOLDED + 1}) page
    cross join lateral sightline.pathway_found(${principal.authority}, page.pathway_id) found
    where found.way is not null
    order by page.place`.execute(tx)
  const rows: SeenPathway[] = []
  for (const row of found.slice(0, MOST_FOLDED)) {
    const seen = await seenPathway(bound, row, { asOf, knownAt: asOf })
    const { stage } = seen.view
    if (stage !== null && !stage.ends) rows.push(seen)
  }
  await noteList(bound, { action: 'list-pathways', object: LIST, asked: { protocol, asOf } }, shownIn(rows))
  return { rows, more: found.length > MOST_FOLDED }
}

/** A kept list as it stood at a moment, and those of its pathways that one reader is shown. */
export interface ListShown {
  readonly protocol: string
  /** The stages through which a case stands on it. */
  readonly stages: readonly string[]
  readonly asOf: Instant
  readonly shown: readonly string[]
}

type Candidate = Found & { readonly known: boolean | null }

/**
 * How many cases stood on a list at a moment that a reader's copy leaves out, whatever keeps them from it: also where nothing of
 * it is for them. Which they are is not said, and of fewer than five, which could name them, not how many. It is noted.
 */
export async function withheldFrom(bound: Bound, list: ListShown): Promise<Hidden> {
  const { protocol, asOf } = list
  const count = (await stoodOn(bound, list, 'beside')).length
  await noteList(bound, { action: 'count-hidden', object: LIST, asked: { protocol, asOf } }, [])
  return ofFew(count)
}

/** A count as it may be told. */
export function ofFew(count: number): Hidden {
  return count > 0 && count < FEW ? 'fewer-than-5' : count
}

/**
 * The pathways that stood on a list at a moment, of those that are `shown` or beside them: seen with the program's own eyes, and
 * not noted. Beside them, of what is kept within an agency only what its own people may count.
 */
export async function stoodOn(
  bound: Bound,
  { protocol, stages, asOf, shown }: ListShown,
  which: 'among' | 'beside',
): Promise<readonly Found[]> {
  const { tx, principal, scopes } = bound
  const at = new Date(asOf)
  const candidates = await unbound(bound, async () => {
    const { rows } = await sql<Candidate>`
      select p.pathway_id as pathway, ${FOUND},
        -- What moved since then is worked out; of all else the stage is known.
        case when p.since <= ${at} and p.ended is null and not exists (
            select from sightline.entries m
            where m.authority = p.authority and m.pathway_id = p.pathway_id and m.moves and m.recorded > ${at})
          then p.stage = any (${stages}::text[]) end as known
      from sightline.pathways p
      join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
      cross join lateral sightline.pathway_found(p.authority, p.pathway_id) found
      where p.authority = ${principal.authority} and p.protocol = ${protocol}
        -- From whom an agency keeps a case, it keeps it in their counts as well.
        and (${which === 'among'} or p.kept_within is null
          or case when p.kept_within = 'lead' then 'agency:' || c.lead_agency else p.kept_within end = any (${scopes}::text[]))
        and (p.pathway_id = any (${shown}::uuid[])) = ${which === 'among'}
        and exists (
          select from sightline.entries e
          where e.authority = p.authority and e.pathway_id = p.pathway_id and e.recorded <= ${at})`.execute(tx)
    return rows
  })
  const stood: Found[] = []
  for (const row of candidates) {
    if (row.known ?? (await stoodAt(bound, row, stages, asOf))) stood.push(row)
  }
  return stood
}

async function stoodAt(bound: Bound, row: Found, stages: readonly string[], asOf: Instant): Promise<boolean> {
  const { stage } = (await seenPathway(bound, row, { asOf, knownAt: asOf })).view
  return stage !== null && stages.includes(stage.id)
}
