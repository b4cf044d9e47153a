import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Answers } from '../../engine/pathway/entry.ts'
import type { Bound } from '../transaction.ts'

/** What an entry says as it stands: it, or the last that corrects it. */
export interface StandingAnswers {
  readonly pathway: string
  /** The entry that was asked about. */
  readonly of: string
  /** The entry that stands in its place. */
  readonly entry: string
  readonly step: string | null
  readonly by: string | null
  readonly happened: Instant
  readonly answers: Answers
}

/**
 * What some entries say as they stand, of those whose answers this person may read. For a page of a list, which has noted that its
 * cases were read.
 */
export async function standingAnswers(
  { tx, principal }: Bound,
  asked: readonly { readonly pathway: string; readonly entry: string }[],
): Promise<readonly StandingAnswers[]> {
  if (asked.length === 0) return []
  const { rows } = await sql<StandingAnswers>`
    with recursive asked as (
      select distinct * from unnest(
        ${asked.map(({ pathway }) => pathway)}::uuid[], ${asked.map(({ entry }) => entry)}::uuid[]) as a (pathway_id, of)
    ), chain as (
      select a.pathway_id, a.of, a.of as entry_id from asked a
      union
      select c.pathway_id, c.of, e.entry_id
      from chain c
      join sightline.entries e on e.authority = ${principal.authority} and e.pathway_id = c.pathway_id and e.supersedes = c.entry_id
    )
    select e.pathway_id as pathway, c.of, e.entry_id as entry, e.step, e.person_id as by, e.happened, said.answers
    from chain c
    join sightline.entries e on e.authority = ${principal.authority} and e.pathway_id = c.pathway_id and e.entry_id = c.entry_id
    cross join lateral (
      select coalesce(jsonb_object_agg(each.key, each.value), '{}') as answers
      from sightline.answers a cross join lateral jsonb_each(a.answers) each
      where a.authority = e.authority and a.pathway_id = e.pathway_id and a.entry_id = e.entry_id
    ) said
    where not exists (
      select from sightline.entries later
      where later.authority = e.authority and later.pathway_id = e.pathway_id and later.supersedes = e.entry_id)`.execute(
    tx,
  )
  return rows
}
