import { addDays } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Duty } from '../protocol/protocol.ts'
import { dayOf, startOf } from './days.ts'
import { dueOf } from './due.ts'
import { made, openDuty } from './openings.ts'
import type { People } from './people.ts'
import type { Counted } from './record.ts'
import type { Rulebook } from './rulebook.ts'
import { hasEnded, type Opening, type Sitting, type State, stageOf, wasOpened } from './state.ts'

/** The sittings of every meeting in order of their days; none where nothing is owed for any. */
export function sittingsInOrder({ sittings }: People, { opens }: Rulebook): readonly Sitting[] {
  if (opens.sittings.length === 0) return []
  const isInOrder = sittings.every(({ on }, i) => i === 0 || on >= (sittings[i - 1]?.on ?? on))
  return isInOrder ? sittings : [...sittings].sort((a, b) => a.on - b.on)
}

/** The duties for the next sitting of each group. */
export function openSittings(at: Instant, by: Counted | null, state: State): void {
  for (const duty of state.rulebook.opens.sittings) {
    const isOwed = state.open.get(duty.id)?.some((owed) => owed.sitting !== null && startOf(owed.sitting.on) >= at)
    if (isOwed !== true) openNextSitting(duty, at, by, state)
  }
}

/**
 * The duty for the next sitting of a group: the first whose time is not up already, since nobody is late with what was not
 * owed. The one after it opens when this one is met, or its day has passed.
 */
export function openNextSitting(duty: Duty, at: Instant, by: Counted | null, state: State): void {
  const of = duty.forEach?.of
  if (of?.kind !== 'sitting' || hasEnded(state)) return
  const on = dayOf(at)
  for (const sitting of state.sittings) {
    if (sitting.meeting !== of.meeting || sitting.on < on || wasOpened(duty, sitting.id, state)) continue
    const opening: Opening = { of: sitting.id, at, by, answers: [], sitting }
    const due = dueOf(made(duty, opening, state), state)
    if (due.ok && due.value.result < on) continue
    openDuty(duty, opening, state)
    return
  }
}

/** The moment at which the first sitting that is not past yet will be, and the next comes into sight; null where none is left. */
export function nextPassing({ sittings, passed }: State): Instant | null {
  const next = sittings[passed]
  return next === undefined ? null : startOf(addDays(next.on, 1))
}

/** Takes in that a sitting is past. */
export function passSitting(at: Instant, state: State): void {
  state.passed++
  if (state.rulebook.stages.size === 0 || stageOf(state) !== null) openSittings(at, state.start, state)
}
