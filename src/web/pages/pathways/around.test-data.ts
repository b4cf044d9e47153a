import { day } from '../../../engine/calendar/day.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { Around } from '../../recording/model/around.ts'

/** What answers are read by where nobody has a name but their own. */
export function aroundIn(protocol: Protocol): Around {
  return {
    protocol,
    people: { persons: [], holdings: [], own: [], coreGroup: [], agencies: [], pools: {}, sittings: [] },
    names: new Map(),
    agencies: new Map(),
    siblings: new Map(),
    recordedBy: () => [],
    today: day('2026-05-20'),
  }
}
