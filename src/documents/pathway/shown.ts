import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { PathwayHistory } from '../../engine/pathway/fold.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { EntryView, View } from '../../engine/pathway/view.ts'
import type { Clause, Protocol } from '../../engine/protocol/protocol.ts'

/** A pathway as it is shown: the view, with what its words rest on. */
export interface Shown {
  readonly protocol: Protocol
  readonly calendar: WorkingCalendar
  readonly clause: (id: string) => Clause | undefined
  readonly history: PathwayHistory
  readonly people: People
  readonly asOf: Instant
  /** Null where nothing that the history holds is left out. */
  readonly knownAt: Instant | null
  readonly view: View
  /** What the record calls the child of the pathway; left out where no record is read. */
  readonly child?: { readonly name: string | null; readonly identifier: string | null }
  readonly version: string
  /** The text of each version by which the pathway ran, as entries call it; left out where it was never moved. */
  readonly versions?: ReadonlyMap<string | null, Protocol>
}

/** What is shown, with the text of the version under which an entry was told: its own form, whatever holds now. */
export function toldUnder({ under }: Pick<EntryView, 'under'>, shown: Shown): Shown {
  const protocol = shown.versions?.get(under)
  return protocol === undefined ? shown : { ...shown, protocol }
}
