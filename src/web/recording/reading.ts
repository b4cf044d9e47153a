import type { Day } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { type Roster, rosterOf } from '../../record/people/roster.ts'
import type { Bound } from '../../record/transaction.ts'
import type { Around } from './model/around.ts'
import { answersForSiblings, asksOfSiblings, siblingsNamed } from './siblings.ts'

/** What answers are read by: who people are, and not which roles they hold today, since they are told as they were recorded. */
export async function aroundToRead(bound: Bound, protocol: Protocol, caseId: string, step?: string): Promise<Around> {
  const { persons, agencies } = await rosterOf(bound)
  const named = namesToRead(protocol, { persons, agencies }, bound.today)
  return {
    ...named,
    siblings:
      asksOfSiblings(protocol, step) || answersForSiblings(protocol, step)
        ? await siblingsNamed(bound, caseId)
        : new Map(),
  }
}

/** What answers that name no brother or sister are read by. */
export function namesToRead(protocol: Protocol, { persons, agencies }: Roster, today: Day): Around {
  return {
    protocol,
    people: { persons: [], holdings: [], own: [], coreGroup: [], agencies: [], pools: {}, sittings: [] },
    names: persons,
    agencies,
    siblings: new Map(),
    recordedBy: () => [],
    today,
  }
}
