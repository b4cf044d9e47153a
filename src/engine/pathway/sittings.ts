import { addDays } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Duty } from '../protocol/protocol.ts'
import { dayOf, startOf } from './days.ts'
import { dueOf } from './due.ts'
import { made, openDuty } from './openings.ts'
import type { Counted } from './record.ts'
import type { Opening, State } from './state.ts'

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
  if (of?.kind !== 'sitting') return
  const on = dayOf(at)
  const sittings = state.people.sittings
    .filter((sitting) => sitting.meeting === of.meeting && sitting.on >= on)
    .sort((a, b) => a.on - b.on)
  for (const sitting of sittings) {
    const opening: Opening = { of: sitting.id, at, by, answers: [], sitting }
    if (state.opened.has(`${duty.id}:${sitting.id}`)) continue
    const due = dueOf(made(duty, opening, state), state)
    if (due.ok && due.value.result < on) continue
    openDuty(duty, opening, state)
    return
  }
}

/** Each day after a sitting, at which the next one comes into sight. */
export function sittingDays(state: State): readonly Instant[] {
  if (state.rulebook.opens.sittings.length === 0) return []
  return state.people.sittings.map(({ on }) => startOf(addDays(on, 1)))
}
