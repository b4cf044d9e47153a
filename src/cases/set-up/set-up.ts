import { type Instant, LONDON, wallTimeOf } from '../../engine/calendar/instant.ts'
import type { Library } from '../../intake/library.ts'
import { keepSeries } from '../../record/meetings/series.ts'
import { adopt } from '../../record/pathways/adopt.ts'
import { type SetUp, setUpAuthority } from '../../record/people/set-up.ts'
import { type Principal, type Store, within } from '../../record/transaction.ts'

/** What an authority is called, and whether it was invented. */
interface Named {
  readonly authority: string
  readonly title: string
  readonly demonstration: boolean
}

/** Makes an authority, with nobody in it yet, that has adopted every protocol of a library. */
export async function setUp(store: Store, named: Named, library: Library, moment: Instant): Promise<SetUp> {
  const made = await setUpAuthority(store, { ...named, since: wallTimeOf(moment, LONDON).day })
  if (made.ok) await adoptAll(store, made.service, library, moment)
  return made
}

/**
 * Adopts each protocol of a library that is not adopted word for word already, and has each series of meetings kept; gives the
 * names of those adopted.
 */
export async function adoptAll(
  store: Store,
  service: Principal,
  library: Library,
  moment: Instant,
): Promise<readonly string[]> {
  const adopted: string[] = []
  for (const { protocol, written } of library.protocols) {
    const { calendar, ...texts } = written
    const became = await within(store, service, moment, (bound) =>
      adopt(bound, { protocol: protocol.id, texts, calendar }),
    )
    if (became.kind === 'adopted') adopted.push(protocol.id)
  }
  await within(store, service, moment, keepSeries)
  return adopted
}
