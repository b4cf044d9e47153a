import { type Answer, answer, type CalendarRefusal } from '../calendar/answer.ts'
import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import { type Count, count } from '../calendar/span.ts'
import type { Fact } from '../facts/fact.ts'
import type { Happening, Length, Moment } from '../protocol/sentences/sentence.ts'

/**
 * How a due day came about, down to the facts: every due day carries one. `More` is what can be said inside a pathway only,
 * which has hours, sittings and records beside the days of files.
 */
export type Derivation<More = never> =
  /** A day that something happened, or is expected to. */
  | { readonly kind: 'event'; readonly event: Happening; readonly fact: Fact | null; readonly result: Day }
  /** A span counted from a day, with the days it skipped. */
  | { readonly kind: 'counted'; readonly from: Derivation<More>; readonly count: Count; readonly result: Day }
  /** The earlier or the later of two; `other` is undefined where the second has no day yet. */
  | {
      readonly kind: 'earlier-of' | 'later-of'
      readonly chosen: Derivation<More>
      readonly other: Derivation<More> | undefined
      readonly result: Day
    }
  | More

/** Why a sentence under `due` gives no day here. */
export type NoDay =
  /** What it counts from has not happened, and no file tells when it will. */
  | { readonly kind: 'not-yet'; readonly event: Happening }
  /** It counts from what happens inside a pathway, which files do not tell. */
  | { readonly kind: 'not-in-the-files'; readonly what: string }
  | { readonly kind: 'calendar'; readonly refusal: CalendarRefusal }

interface Dated {
  readonly result: Day
}

/** The day of each happening that a duty may count from; undefined where it has no day. */
export type Resolve<More = never> = (
  event: Happening,
) => { readonly on: Day; readonly fact: Fact | null } | More | undefined

/** What only a pathway can reckon: times of day and sittings. Files have neither. */
export interface Reckoning<More, Why> {
  readonly hours: (from: Derivation<More>, hours: number, direction: 'after' | 'before') => Answer<More, NoDay | Why>
  readonly sameWorkingDay: (as: Derivation<More>) => Answer<More, NoDay | Why>
  readonly nextSitting: (meetings: readonly string[]) => Answer<More, NoDay | Why>
}

/** The day that a moment names, with its derivation. */
export function deriveMoment<More extends Dated = never, Why = never>(
  moment: Moment,
  resolve: Resolve<More>,
  calendar: WorkingCalendar,
  reckoning?: Reckoning<More, Why>,
): Answer<Derivation<More>, NoDay | Why> {
  switch (moment.kind) {
    case 'by':
      return deriveHappening(moment.event, resolve)
    case 'shifted': {
      const from = deriveHappening<More, Why>(moment.event, resolve)
      return from.ok ? deriveCount(from.value, moment.length, moment.direction, calendar, reckoning) : from
    }
    case 'earlier-of':
    case 'later-of': {
      const [first, second] = moment.parts
      return choose(
        moment.kind,
        deriveMoment(first, resolve, calendar, reckoning),
        deriveMoment(second, resolve, calendar, reckoning),
      )
    }
    case 'same-working-day': {
      if (reckoning === undefined) return notInTheFiles(moment.kind)
      const as = deriveHappening<More, Why>(moment.event, resolve)
      return as.ok ? reckoning.sameWorkingDay(as.value) : as
    }
    case 'next':
      return reckoning === undefined ? notInTheFiles(moment.kind) : reckoning.nextSitting(moment.meetings)
    default:
      return moment satisfies never
  }
}

/** A span after or before a derived day. */
export function deriveCount<More extends Dated = never, Why = never>(
  from: Derivation<More>,
  length: Length,
  direction: 'after' | 'before',
  calendar: WorkingCalendar,
  reckoning?: Reckoning<More, Why>,
): Answer<Derivation<More>, NoDay | Why> {
  if (length.unit === 'hour') {
    return reckoning === undefined ? notInTheFiles('a time of day') : reckoning.hours(from, length.count, direction)
  }
  const counted = count(from.result, { count: length.count, unit: length.unit }, direction, calendar)
  if (!counted.ok) return { ok: false, refusal: { kind: 'calendar', refusal: counted.refusal } }
  return answer({ kind: 'counted', from, count: counted.value, result: counted.value.result })
}

function notInTheFiles(what: string): { readonly ok: false; readonly refusal: NoDay } {
  return { ok: false, refusal: { kind: 'not-in-the-files', what } }
}

function deriveHappening<More extends Dated, Why>(
  event: Happening,
  resolve: Resolve<More>,
): Answer<Derivation<More>, NoDay | Why> {
  if (event.kind === 'earlier-of' || event.kind === 'later-of') {
    const [first, second] = event.parts
    return choose<More, Why>(event.kind, deriveHappening(first, resolve), deriveHappening(second, resolve))
  }
  const found = resolve(event)
  if (found === undefined) return { ok: false, refusal: { kind: 'not-yet', event } }
  if ('result' in found) return answer(found)
  return answer({ kind: 'event', event, fact: found.fact, result: found.on })
}

/** The earlier or the later of two days. What has no day yet cannot be the earlier; the later must wait for both. */
function choose<More extends Dated, Why>(
  kind: 'earlier-of' | 'later-of',
  first: Answer<Derivation<More>, NoDay | Why>,
  second: Answer<Derivation<More>, NoDay | Why>,
): Answer<Derivation<More>, NoDay | Why> {
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
