import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { AnswerValue } from '../../engine/pathway/entry.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import type { Bound } from '../transaction.ts'

/** The latest answer to a question in a pathway, or the first. */
export interface ToldAnswer {
  readonly pathway: string
  readonly question: string
  readonly value: AnswerValue
  /** The step that asked it. */
  readonly step: Name
  readonly since: Instant
}

/**
 * The latest answers to some questions in each of some pathways, or the first, of those that this person may read: what was
 * corrected is left out. For a page of a list, which has noted that its cases were read.
 */
export async function latestAnswers(
  { tx, principal }: Bound,
  pathways: readonly string[],
  questions: readonly string[],
  which: 'first' | 'latest' = 'latest',
): Promise<readonly ToldAnswer[]> {
  if (pathways.length === 0 || questions.length === 0) return []
  const way = sql.raw(which === 'latest' ? 'desc' : 'asc')
  const { rows } = await sql<ToldAnswer>`
    select distinct on (e.pathway_id, each.key) e.pathway_id as pathway, each.key as question, each.value,
      e.step, e.happened as since
    from sightline.entries e
    join sightline.answers a on a.authority = e.authority and a.pathway_id = e.pathway_id and a.entry_id = e.entry_id
    cross join lateral jsonb_each(a.answers) each
    where e.authority = ${principal.authority} and e.pathway_id = any (${[...pathways]}::uuid[])
      and each.key = any (${[...questions]}::text[])
      and not exists (
        select from sightline.entries later
        where later.authority = e.authority and later.pathway_id = e.pathway_id and later.supersedes = e.entry_id)
    order by e.pathway_id, each.key, e.happened ${way}, e.number ${way}`.execute(tx)
  return rows
}
