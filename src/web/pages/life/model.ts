import { sayLifeEffect } from '../../../documents/pathway/life-events.ts'
import { SERIOUS_INCIDENT } from '../../../documents/pathway/statutory.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { History } from '../../../engine/facts/fact.ts'
import type { LifeEventKind } from '../../../engine/facts/life-event.ts'
import type { View } from '../../../engine/pathway/view.ts'
import { adultOn } from '../../../engine/watch/told.ts'
import type { Around } from '../../recording/model/around.ts'
import { followLines, followsFrom } from '../../recording/model/follows.ts'

/** An open pathway as it stands and as it would. */
export interface SaidSupposed {
  readonly before: View
  readonly after: View
  readonly around: Around
}

/** Nobody is told how many there are, nor whether there is any. */
const OTHERS =
  'If the child has pathways that you may not see, they take it into account too. Whoever owes something there finds it in their work.'

/**
 * What would follow in each open pathway, a line for each thing.
 * @param kind what would be recorded; null where something is taken back
 */
export function sayWhatFollows(kind: LifeEventKind | null, supposed: readonly SaidSupposed[]): readonly string[] {
  const lines = supposed.flatMap(({ before, after, around }) => {
    const { protocol } = around
    const follows = followLines(followsFrom(before, after, around))
    const effect = protocol.lifeEvents.find(({ event }) => event === kind)
    const stays = effect === undefined ? ['Nothing changes.'] : sayLifeEffect(effect, protocol)
    const said = follows.length > 0 ? follows : effect?.changesNothing === null ? ['Nothing more changes.'] : stays
    return said.map((line) => `${protocol.title}: ${line}`)
  })
  const serious = kind === 'death' ? [SERIOUS_INCIDENT] : []
  return [...serious, ...(lines.length === 0 ? ['No pathway that you may see is open for the child.'] : lines), OTHERS]
}

/** Why something need not be recorded: it is known already. Null where it is not. */
export function isKnownAlready(kind: LifeEventKind, { child, lifeEvents = [] }: History, today: Day): string | null {
  if (kind === 'death') {
    const recorded = lifeEvents.find((event) => event.kind === 'death' && event.takenBack === null)
    const died = child.died ?? recorded?.on ?? null
    return died === null ? null : `It is known already that the child died on ${sayDate(died)}`
  }
  if (kind !== 'turned 18') return null
  const adult = adultOn(child)
  if (adult === null) return null
  return adult <= today
    ? `It is known already: the eighteenth birthday was ${sayDate(adult)}`
    : `By the day of birth that is known, the eighteenth birthday is ${sayDate(adult)}. Have the day of birth put right.`
}
