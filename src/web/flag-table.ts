import { STATES } from '../documents/flags/flag-sheet.ts'
import { sayCounted, sayDate } from '../documents/scan/words.ts'
import { dayOf } from '../engine/pathway/days.ts'
import type { FlagView } from '../engine/pathway/view.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { agencyTitle } from './recording/model/around.ts'
import { cell, headsOf, type Table } from './table.ts'

/** How a flag stands, as people read it, and in which colour. */
export const STANDS: Readonly<Record<FlagView['state'], { readonly text: string; readonly tag: string }>> = {
  asked: { text: STATES.asked, tag: 'yellow' },
  placed: { text: STATES.placed, tag: 'green' },
  'removal-asked': { text: STATES['removal-asked'], tag: 'orange' },
  removed: { text: STATES.removed, tag: 'grey' },
}

/** Each flag of a pathway with how many of its agencies have placed it: "placed by 2 of 5 agencies". */
export function flagLines(
  flags: readonly FlagView[],
  protocol: Protocol,
): readonly { readonly title: string; readonly says: string }[] {
  return [...Map.groupBy(flags, ({ id }) => id)].map(([id, some]) => {
    const placed = some.filter(({ state }) => state === 'placed' || state === 'removal-asked').length
    const title = protocol.flags.find((each) => each.id === id)?.title ?? id
    return { title, says: `Placed by ${placed} of ${sayCounted(some.length, 'agency', 'agencies')}` }
  })
}

/**
 * The flags of a pathway, each agency's in a row; null where there are none.
 * @param agencies titles of agencies by their names
 */
export function flagTable(
  flags: readonly FlagView[],
  protocol: Protocol,
  agencies: ReadonlyMap<string, string>,
): Table | null {
  if (flags.length === 0) return null
  const titleOf = (id: string) => protocol.flags.find((each) => each.id === id)?.title ?? id
  return {
    caption: 'Flags',
    captionHidden: false,
    head: headsOf(['Agency', 'Flag', 'How it stands']),
    rows: flags.map(({ id, agency, state, since }) => [
      cell(agencyTitle(agency, { agencies })),
      cell(titleOf(id)),
      cell(STANDS[state].text, { tag: STANDS[state].tag, hint: `Since ${sayDate(dayOf(since))}` }),
    ]),
  }
}
