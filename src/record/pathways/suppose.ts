import type { RecordedLifeEvent } from '../../engine/facts/life-event.ts'
import type { View } from '../../engine/pathway/view.ts'
import { type Bound, unbound } from '../transaction.ts'
import { workedOut } from './course.ts'
import { load } from './load.ts'
import type { ReadCase } from './read-case.ts'

/** A pathway that is open as it stands, and as it would if something else were so of the child's life. */
export interface Supposed {
  readonly pathway: string
  readonly protocol: ReadCase['pathways'][number]['rules']['protocol']
  readonly before: View
  readonly after: (lifeEvents: readonly RecordedLifeEvent[]) => View
}

/** What a change in a child's life would do to the open pathways of a case that whoever asks has read. Nothing is recorded. */
export async function suppose(bound: Bound, { caseId, pathways }: ReadCase): Promise<readonly Supposed[]> {
  const { moment } = bound
  const asking = { asOf: moment, knownAt: moment }
  const open = pathways.filter(({ view: { stage } }) => stage !== null && !stage.ends)
  return unbound(bound, async () => {
    const supposed: Supposed[] = []
    for (const {
      pathway,
      version,
      rules,
      facts: { child },
    } of open) {
      const { protocolHash, calendarHash, protocol } = rules
      const found = { caseId, childId: child.id, pathway, version, protocol: protocol.id, protocolHash, calendarHash }
      const loaded = await load(bound, found)
      const { history } = loaded
      const viewWith = (facts: typeof history.facts): View =>
        workedOut({ ...loaded, history: { ...history, facts } }, asking).view
      supposed.push({
        pathway,
        protocol,
        before: viewWith(history.facts),
        after: (lifeEvents) => viewWith({ ...history.facts, lifeEvents }),
      })
    }
    return supposed
  })
}
