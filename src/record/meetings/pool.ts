import type { Tie } from '../../engine/pathway/people.ts'
import { tiesTo } from '../../engine/pathway/ties.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { load } from '../pathways/load.ts'
import { lockPathway } from '../pathways/locking.ts'
import { type Bound, unbound } from '../transaction.ts'

/** Somebody of a pool, with what ties them to the case: nothing for who is independent of it. */
export interface Facilitator {
  readonly person: string
  readonly ties: readonly Tie[]
}

/**
 * CWM-26: everybody of a pool, with what ties them to the case of a pathway. Null where this person may not read it; both are
 * noted.
 */
export async function poolFor(bound: Bound, asked: string, pool: Name): Promise<readonly Facilitator[] | null> {
  const { moment } = bound
  const pathway = identifierOr(asked)
  const found = await unbound(bound, () => lockPathway(bound, pathway))
  const caseId = found?.caseId ?? null
  const way = await wayIn(bound, 'read', caseId, pathway)
  await note(bound, {
    action: 'read-pool',
    object: { kind: 'pathway', id: pathway },
    caseId,
    decision: way === null || found === null ? 'refused' : 'allowed',
    accessPath: way,
    compartments: [],
    payload: { pool },
  })
  if (way === null || found === null) return null
  const { history, people, course } = await unbound(bound, () => load(bound, found))
  const { protocol, calendar } = course.opened
  const members = people.pools[pool] ?? []
  const ties = tiesTo(protocol, history, people, calendar, { asOf: moment, knownAt: moment }, members)
  return members.map((person) => ({ person, ties: ties.get(person) ?? [] }))
}
