import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { noteList } from '../audit/audit.ts'
import type { FoldedList } from '../pathways/listed.ts'
import { FOUND, type Found, type SeenPathway, seenPathway } from '../pathways/read-pathway.ts'
import type { Bound } from '../transaction.ts'

/** As many as are folded for one page: a bound on what one request may cost. */
const MOST_FOLDED = 500

/**
 * The pathways of a protocol that a meeting of one day may be about, of those that this person may see: what was open at one of
 * these moments, or is open now where none is named. Each as it is known now. Reading it is noted, with the cases shown.
 */
export async function pathwaysConsidered(
  bound: Bound,
  protocol: Name,
  moments: readonly Instant[],
): Promise<FoldedList> {
  const { tx, principal } = bound
  const asked = moments.length === 0 ? [null] : moments.map((at) => new Date(at).toISOString())
  const { rows } = await sql<Found>`
    select page.pathway_id as pathway, ${FOUND}
    from (
      select page.pathway_id
      from unnest(${asked}::timestamptz[]) as asked (at)
      cross join lateral sightline.listed_page(${protocol}, null, 'child', '{}', asked.at, null, ${MOST_FOLDED + 1}) page
      group by page.pathway_id
    ) page
    cross join lateral sightline.pathway_found(${principal.authority}, page.pathway_id) found
    where found.way is not null
    order by found.child_name, page.pathway_id
    limit ${MOST_FOLDED + 1}`.execute(tx)
  return fold(bound, rows, { action: 'list-considered', asked: { protocol, moments } })
}

/** As many meetings that were called, or are still to be called, as one page shows of a protocol. */
const MOST_CALLED = 50

/** The open pathways of a protocol that stand at one of these stages, what is due first. */
export async function pathwaysAt(bound: Bound, protocol: Name, stages: readonly Name[]): Promise<FoldedList> {
  const { tx, principal } = bound
  const { rows } = await sql<Found>`
    select page.pathway_id as pathway, ${FOUND}
    from unnest(${stages}::text[]) as asked (stage)
    cross join lateral sightline.listed_page(${protocol}, asked.stage, 'due', '{}', null, null, ${MOST_CALLED + 1}) page
    cross join lateral sightline.pathway_found(${principal.authority}, page.pathway_id) found
    where found.way is not null
    order by page.place, page.pathway_id
    limit ${MOST_CALLED + 1}`.execute(tx)
  return fold(bound, rows, { action: 'list-pathways', asked: { protocol, stages } }, MOST_CALLED)
}

/**
 * Whether words that go to everybody invited hold the whole name of a child whose case one of these protocols is open for, of
 * those that this person may see: of others nothing is told. That it was asked is noted, with the case that was told of.
 */
export async function namesChild(bound: Bound, protocols: readonly Name[], words: string): Promise<boolean> {
  if (words.trim() === '') return false
  const { tx, principal } = bound
  const { rows } = await sql<{ caseId: string }>`
    select distinct p.case_id as "caseId"
    from unnest(${protocols}::text[]) as asked (protocol)
    cross join lateral sightline.listed_page(asked.protocol, null, 'child', '{}', null, null, ${MOST_FOLDED}) page
    join sightline.pathways p on p.authority = ${principal.authority} and p.pathway_id = page.pathway_id
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where k.name <> '' and strpos(lower(${words.replaceAll(/\s+/g, ' ')}), lower(k.name)) > 0`.execute(tx)
  const event = { action: 'list-considered', object: { kind: 'list', id: null }, asked: { protocols } }
  await noteList(
    bound,
    event,
    rows.map(({ caseId }) => caseId),
  )
  return rows.length > 0
}

async function fold(
  bound: Bound,
  found: readonly Found[],
  { action, asked }: { readonly action: string; readonly asked: Readonly<Record<string, unknown>> },
  most = MOST_FOLDED,
): Promise<FoldedList> {
  const asking = { asOf: bound.moment, knownAt: bound.moment }
  const rows: SeenPathway[] = []
  for (const row of found.slice(0, most)) rows.push(await seenPathway(bound, row, asking))
  const shown = rows.map(({ caseId }) => caseId)
  await noteList(bound, { action, object: { kind: 'list', id: null }, asked }, shown)
  return { rows, more: found.length > most }
}
