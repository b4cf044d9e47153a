import { sayProspect } from '../../../documents/pathway/prospect.ts'
import type { Shown } from '../../../documents/pathway/shown.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { NewerVersion } from '../../../record/pathways/versions.ts'

/** By which version of its protocol a pathway runs, and what another would change. */
export interface VersionPart {
  readonly says: string
  /** What would change, line by line; none where it runs by the version adopted last. */
  readonly change: readonly string[]
  readonly cannot: readonly { readonly says: string; readonly instead: string }[]
  /** Where it is moved, and moved back; "" for who may not, or where nothing is to be moved. */
  readonly move: string
  readonly back: string
}

/** What that rests on. */
export interface VersionRead {
  readonly shown: Shown
  readonly pathway: string
  readonly isPast: boolean
  /** A version that was adopted since, and what would become of the case by it; null where there is none. */
  readonly newer: NewerVersion | null
  /** Whether whoever looks may move cases to another version. */
  readonly administers: boolean
}

/** What is said of its version; null where it runs by the only one that it has known, and none was adopted since. */
export function versionOf({ shown, newer, administers, pathway, isPast }: VersionRead): VersionPart | null {
  const { protocol, clause, view } = shown
  const isMoved = view.version !== null
  if (newer === null && !isMoved) return null
  const runs = `It runs by version ${protocol.version} of its protocol.`
  const at = `/protocols/${protocol.id}`
  const back = administers && isMoved && !isPast ? `${at}/back/${pathway}` : ''
  if (newer === null) return { says: runs, change: [], cannot: [], move: '', back }
  const { target, adopted, before, became } = newer
  const words = sayProspect({ from: protocol, to: target.protocol, clause, before, became })
  return {
    says: `${runs} Version ${target.protocol.version} was adopted on ${sayDay(dayOf(adopted))}.`,
    change: [...(words.wouldStand === '' ? [] : [`It would stand at “${words.wouldStand}”.`]), ...words.duties],
    cannot: words.refused.map(({ says, instead }) => ({ says, instead })),
    move: administers && became.ok ? `${at}/move/${pathway}` : '',
    back,
  }
}
