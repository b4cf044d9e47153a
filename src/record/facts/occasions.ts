import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { History } from '../../engine/facts/fact.ts'
import { identityOf } from '../../engine/pathway/openings.ts'
import type { Trigger } from '../../engine/protocol/protocol.ts'
import { dayOfOccasion, isForFamily, type Occasion, occasionsOf, standingOf } from '../../engine/watch/occasions.ts'
import { type Told, tell } from '../../engine/watch/told.ts'

/** A child as triggers look at it: its own history, and those of the rest of its family. */
export interface Watched {
  readonly facts: History
  /** Left out where no source tells of families. */
  readonly family?: readonly History[]
}

/** A trigger that is surely met on a day. */
export interface MetOccasion {
  readonly occasion: Occasion
  /** What it is known by, however often it is looked at: what it is met for; for the child as a whole, from which day. */
  readonly key: string
  readonly met: Day
}

/** The triggers that are met for a child on a day. Those of a family are asked of its first child alone. */
export function metFor(triggers: readonly Trigger[], { facts, family }: Watched, asOf: Day): readonly MetOccasion[] {
  const told = tell(facts, asOf)
  let others: readonly Told[] | null | undefined
  const isFirst = family === undefined || family.every(({ child }) => facts.child.id < child.id)
  return triggers.flatMap((trigger) => {
    if (isForFamily(trigger) && !isFirst) return []
    others ??= family === undefined ? null : family.map((each) => tell(each, asOf))
    return occasionsOf(trigger, told, others)
      .occasions.filter((occasion) => standingOf(occasion, asOf) === 'met')
      .map((occasion) => ({ occasion, key: keyOf(occasion), met: dayOfOccasion(occasion) }))
  })
}

function keyOf({ anchor, possible }: Occasion): string {
  return anchor === null ? formatDay(possible) : identityOf(anchor)
}
