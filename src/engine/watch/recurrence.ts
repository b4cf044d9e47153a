import type { Answer } from '../calendar/answer.ts'
import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Fact } from '../facts/fact.ts'
import type { Length } from '../protocol/sentences/sentence.ts'
import { type Derivation, deriveCount, type NoDay, type Reckoning } from './due.ts'
import { numbersAreKnown, reviewsOf } from './plans.ts'
import type { Told } from './told.ts'

/** The nth recurrence. Counted from the origin where the units allow, so that a short month is never carried along. */
export function recur<More extends { readonly result: Day } = never, Why = never>(
  first: Derivation<More>,
  every: Length,
  times: number,
  calendar: WorkingCalendar,
  reckoning?: Reckoning<More, Why>,
): Answer<Derivation<More>, NoDay | Why> {
  const counted = first as Derivation
  if (counted.kind === 'counted' && counted.count.span.unit === every.unit && counted.count.direction === 'after') {
    const length: Length = { count: counted.count.span.count + every.count * times, unit: every.unit }
    return deriveCount(counted.from, length, 'after', calendar, reckoning)
  }
  return deriveCount(first, { ...every, count: every.count * times }, 'after', calendar, reckoning)
}

/**
 * "or from the last, whichever is first": what was done early brings the next one forward; what was done late does not put
 * it off.
 */
export function orFromLast<More extends { readonly result: Day } = never, Why = never>(
  planned: Derivation<More>,
  last: Derivation<More>,
  every: Length,
  calendar: WorkingCalendar,
  reckoning?: Reckoning<More, Why>,
): Derivation<More> {
  const counted = deriveCount<More, Why>(last, every, 'after', calendar, reckoning)
  if (!counted.ok || counted.value.result >= planned.result) return planned
  return { kind: 'earlier-of', chosen: counted.value, other: planned, result: counted.value.result }
}

/** The nth review conference of a plan; undefined where it is not surely the nth, or was not held. */
export function lastReview(anchor: Fact | null, number: number, told: Told): Derivation | undefined {
  if (anchor?.kind !== 'protection-plan' || !numbersAreKnown(anchor, told)) return undefined
  const held = reviewsOf(anchor, told)[number - 1]
  if (held === undefined) return undefined
  return { kind: 'event', event: { kind: 'its-review', ordinal: number }, fact: held, result: held.from }
}
