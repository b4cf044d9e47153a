import { type Answer, answer, type CalendarRefusal } from '../calendar/answer.ts'
import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import { type Count, count } from '../calendar/span.ts'
import type { Fact } from '../facts/fact.ts'
import type { Happening, Length, Moment } from '../protocol/sentences/sentence.ts'

/** How a due day came about, down to the facts: every due day carries one. */
export type Derivation =
  /** A day that something happened, or is expected to. */
  | { readonly kind: 'event'; readonly event: Happening; readonly fact: Fact | null; readonly result: Day }
  /** A span counted from a day, with the days it skipped. */
  | { readonly kind: 'counted'; readonly from: Derivation; readonly count: Count; readonly result: Day }
  /** The earlier or the later of two; `other` is undefined where the second has no day yet. */
  | {
      readonly kind: 'earlier-of' | 'later-of'
      readonly chosen: Derivation
      readonly other: Derivation | undefined
      readonly result: Day
    }

/** Why a sentence under `due` gives no day here. */
export type NoDay =
  /** What it counts from has not happened, and no file tells when it will. */
  | { readonly kind: 'not-yet'; readonly event: Happening }
  /** It counts from what happens inside a pathway, which files do not tell. */
  | { readonly kind: 'not-in-the-files'; readonly what: string }
  | { readonly kind: 'calendar'; readonly refusal: CalendarRefusal }

/** The day of each happening that a duty may count from; undefined where it has no day. */
export type Resolve = (event: Happening) => { readonly on: Day; readonly fact: Fact | null } | undefined

/** The day that a moment names, with its derivation. */
export function deriveMoment(moment: Moment, resolve: Resolve, calendar: WorkingCalendar): Answer<Derivation, NoDay> {
  switch (moment.kind) {
    case 'by':
      return deriveHappening(moment.event, resolve)
    case 'shifted': {
      const from = deriveHappening(moment.event, resolve)
      return from.ok ? deriveCount(from.value, moment.length, moment.direction, calendar) : from
    }
    case 'earlier-of':
    case 'later-of': {
      const [first, second] = moment.parts
      return choose(moment.kind, deriveMoment(first, resolve, calendar), deriveMoment(second, resolve, calendar))
    }
    case 'same-working-day':
    case 'next':
      return { ok: false, refusal: { kind: 'not-in-the-files', what: moment.kind } }
    default:
      return moment satisfies never
  }
}

/** A span after or before a derived day. */
export function deriveCount(
  from: Derivation,
  length: Length,
  direction: 'after' | 'before',
  calendar: WorkingCalendar,
): Answer<Derivation, NoDay> {
  if (length.unit === 'hour') return { ok: false, refusal: { kind: 'not-in-the-files', what: 'a time of day' } }
  const counted = count(from.result, { count: length.count, unit: length.unit }, direction, calendar)
  if (!counted.ok) return { ok: false, refusal: { kind: 'calendar', refusal: counted.refusal } }
  return answer({ kind: 'counted', from, count: counted.value, result: counted.value.result })
}

function deriveHappening(event: Happening, resolve: Resolve): Answer<Derivation, NoDay> {
  if (event.kind === 'earlier-of' || event.kind === 'later-of') {
    const [first, second] = event.parts
    return choose(event.kind, deriveHappening(first, resolve), deriveHappening(second, resolve))
  }
  const found = resolve(event)
  if (found === undefined) return { ok: false, refusal: { kind: 'not-yet', event } }
  return answer({ kind: 'event', event, fact: found.fact, result: found.on })
}

/** The earlier or later of two days. What has no day yet cannot be the earlier; the later must wait for both. */
function choose(
  kind: 'earlier-of' | 'later-of',
  first: Answer<Derivation, NoDay>,
  second: Answer<Derivation, NoDay>,
): Answer<Derivation, NoDay> {
  if (!first.ok && !second.ok) return first
  if (!first.ok || !second.ok) {
    const known = first.ok ? first : second
    const missing = first.ok ? second : first
    if (!known.ok || kind === 'later-of') return missing
    return answer({ kind, chosen: known.value, other: undefined, result: known.value.result })
  }
  const [a, b] = [first.value, second.value]
  const firstWins = kind === 'earlier-of' ? a.result <= b.result : a.result >= b.result
  const chosen = firstWins ? a : b
  return answer({ kind, chosen, other: firstWins ? b : a, result: chosen.result })
}
