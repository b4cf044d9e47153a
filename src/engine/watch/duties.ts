import type { Answer } from '../calendar/answer.ts'
import type { WorkingCalendar } from '../calendar/calendar.ts'
import { addDays, type Day } from '../calendar/day.ts'
import type { Fact, ProtectionPlan } from '../facts/fact.ts'
import type { Duty, Protocol } from '../protocol/protocol.ts'
import type { Happening, Length, Moment } from '../protocol/sentences/sentence.ts'
import { type Derivation, deriveCount, deriveMoment, type NoDay, type Reckoning, type Resolve } from './due.ts'
import { anchorsOf, dayOfOccasion, type Occasion, standingOf } from './occasions.ts'
import { reviewsOf } from './plans.ts'
import type { Told } from './told.ts'

/** How a duty stands on the day asked, as far as the files can tell. */
export type DutyStanding =
  | { readonly kind: 'met'; readonly on: Day; readonly late: boolean; readonly fact: Fact }
  | { readonly kind: 'open' }
  | { readonly kind: 'overdue' }
  /** Its day has passed, and whether it was met is in no file. */
  | { readonly kind: 'not-known' }
  /** A reason of the protocol's own ended it unmet. */
  | { readonly kind: 'lapsed'; readonly on: Day }

/** One duty, owed for one thing. */
export interface Owed {
  readonly duty: Duty
  /** The occasion of the trigger that opened it; null where a fact did. */
  readonly occasion: Occasion | null
  readonly anchor: Fact | null
  /** Which one of those that recur, from 1. */
  readonly number: number
  readonly due: Day
  readonly derivation: Derivation
  readonly standing: DutyStanding
  /**
   * The trigger was met before anybody looked, and the day is counted from the day asked. Nobody can tell from files when it
   * was noticed: this is the day it was met, and the day that would be due had it been noticed then. Null where it is in time.
   */
  readonly noticedLate: { readonly met: Day; readonly due: Day } | null
}

/** A duty that is owed, whose day the files or the calendar cannot give. */
export interface Undated {
  readonly duty: Duty
  readonly anchor: Fact | null
  readonly why: NoDay
}

export interface OwedOf {
  readonly owed: readonly Owed[]
  readonly undated: readonly Undated[]
}

/** What one opening of a duty is reckoned from. */
interface Opening {
  readonly on: Day
  readonly anchor: Fact | null
  readonly occasion: Occasion | null
  readonly number: number
}

/** What is needed to work out the duties of one child. */
export interface Owing {
  readonly told: Told
  readonly calendar: WorkingCalendar
  /** The last day that is looked ahead to. */
  readonly until: Day
  readonly occasions: ReadonlyMap<string, readonly Occasion[]>
  /** Duties of the same protocol that have been worked out already, for those owed for each of them. */
  readonly earlier: ReadonlyMap<string, OwedOf>
}

/** Everything owed under one duty for one child, looking ahead until a day. */
export function owedUnder(duty: Duty, owing: Owing): OwedOf {
  const owed: Owed[] = []
  const undated: Undated[] = []
  for (const opening of openingsOf(duty, owing)) {
    const resolve = resolver(opening, owing)
    const first = deriveMoment(duty.due.first, resolve, owing.calendar)
    if (!first.ok) {
      undated.push({ duty, anchor: opening.anchor, why: first.refusal })
      continue
    }
    const { again } = duty.due
    const every = again.kind === 'every' || again.kind === 'every-or-from-last' ? again.length : undefined
    let derived: Derivation = first.value
    for (let number = 1; derived.result <= owing.until || number === 1; number++) {
      const counted = { ...opening, number: every === undefined ? opening.number : number }
      owed.push(stand(duty, counted, derived, owing))
      if (every === undefined || hasEnded(opening.anchor, derived.result)) break
      const next = recur(first.value, every, number, owing.calendar)
      if (!next.ok) {
        undated.push({ duty, anchor: opening.anchor, why: next.refusal })
        break
      }
      derived = again.kind === 'every-or-from-last' ? orFromLast(next.value, every, number, opening, owing) : next.value
    }
  }
  return { owed, undated }
}

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

/** What was done early brings the next one forward; what was done late does not put it off. */
function orFromLast(planned: Derivation, every: Length, last: number, { anchor }: Opening, owing: Owing): Derivation {
  if (anchor?.kind !== 'protection-plan' || !numbersAreKnown(anchor, owing.told)) return planned
  const held = reviewsOf(anchor, owing.told)[last - 1]
  if (held === undefined) return planned
  const from: Derivation = {
    kind: 'event',
    event: { kind: 'its-review', ordinal: last },
    fact: held,
    result: held.from,
  }
  const counted = deriveCount(from, every, 'after', owing.calendar)
  if (!counted.ok || counted.value.result >= planned.result) return planned
  return { kind: 'earlier-of', chosen: counted.value, other: planned, result: counted.value.result }
}

function openingsOf(duty: Duty, { told, occasions, earlier }: Owing): readonly Opening[] {
  const of = duty.forEach?.of
  if (of === undefined) return []
  if (of.kind === 'fact') {
    return anchorsOf(of.thing, told)
      .filter((anchor) => anchor !== null)
      .map((anchor) => ({ on: anchor.from, anchor, occasion: null, number: 1 }))
  }
  if (of.kind !== 'named') return []
  const met = occasions.get(of.name)
  if (met !== undefined) {
    return met
      .filter((occasion) => standingOf(occasion, told.asOf) !== 'over')
      .map((occasion) => ({ on: dayOfOccasion(occasion), anchor: occasion.anchor, occasion, number: 1 }))
  }
  const before = earlier.get(of.name)?.owed ?? []
  return before
    .filter(({ number, standing }) => number >= of.from && standing.kind !== 'lapsed')
    .map(({ standing, due, anchor, occasion, number }) => ({
      on: standing.kind === 'met' ? standing.on : due,
      anchor,
      occasion,
      number,
    }))
}

/** The day of each happening, for one opening. */
function resolver(opening: Opening, { told }: Owing): Resolve {
  const { anchor, occasion } = opening
  return (event: Happening) => {
    switch (event.kind) {
      case 'it':
        return { on: opening.on, fact: anchor }
      case 'its-start':
      case 'its-end':
      case 'its-conference':
      case 'its-review':
        return resolveFact(event, anchor, told)
      case 'trigger-met':
        return occasion === null ? undefined : { on: dayOfOccasion(occasion), fact: anchor }
      case 'trigger-noticed':
        // Whoever reads the files on the day asked notices then what had not been noticed before.
        return occasion === null ? undefined : { on: Math.max(dayOfOccasion(occasion), told.asOf) as Day, fact: null }
      case 'entering':
      case 'leaving':
      case 'each':
      case 'named':
      case 'earlier-of':
      case 'later-of':
        return undefined
      default:
        return event satisfies never
    }
  }
}

/** The day of what happens to a fact that a duty is owed for. */
export function resolveFact(
  event: Extract<Happening, { readonly kind: 'its-start' | 'its-end' | 'its-conference' | 'its-review' }>,
  anchor: Fact | null,
  told: Told,
): { readonly on: Day; readonly fact: Fact | null } | undefined {
  if (anchor === null) return undefined
  switch (event.kind) {
    case 'its-start':
      return { on: anchor.from, fact: anchor }
    case 'its-end':
      return anchor.until === null ? undefined : { on: anchor.until, fact: anchor }
    case 'its-conference':
      return conferenceOf(anchor, told)
    case 'its-review': {
      const review = anchor.kind === 'protection-plan' ? reviewsOf(anchor, told)[event.ordinal - 1] : undefined
      return review === undefined ? undefined : { on: review.from, fact: review }
    }
    default:
      return event satisfies never
  }
}

function conferenceOf(anchor: Fact | null, told: Told): { on: Day; fact: Fact } | undefined {
  if (anchor?.kind !== 'enquiry') return undefined
  const held = told.facts('conference').find((conference) => conference.from >= anchor.from)
  if (held !== undefined) return { on: held.from, fact: held }
  return anchor.conferenceTarget === null ? undefined : { on: anchor.conferenceTarget, fact: anchor }
}

function hasEnded(anchor: Fact | null, on: Day): boolean {
  return anchor !== null && anchor.until !== null && anchor.until <= on
}

function stand(duty: Duty, opening: Opening, derivation: Derivation, owing: Owing): Owed {
  const due = derivation.result
  const { anchor, occasion, number } = opening
  const standing = standingOfDuty(duty, opening, due, owing)
  return {
    duty,
    occasion,
    anchor,
    number,
    due,
    derivation,
    standing,
    noticedLate: noticedLate(duty, opening, due, owing),
  }
}

function noticedLate(duty: Duty, opening: Opening, due: Day, owing: Owing): Owed['noticedLate'] {
  const { occasion } = opening
  if (occasion === null) return null
  const met = dayOfOccasion(occasion)
  if (met >= owing.told.asOf) return null
  const resolve = resolver(opening, owing)
  const inTime = deriveMoment(
    duty.due.first,
    (event) => resolve(event.kind === 'trigger-noticed' ? { kind: 'trigger-met' } : event),
    owing.calendar,
  )
  return inTime.ok && inTime.value.result < due ? { met, due: inTime.value.result } : null
}

function standingOfDuty(duty: Duty, { anchor, number }: Opening, due: Day, { told }: Owing): DutyStanding {
  // What is owed for a plan is owed no longer than it runs, unless its end is what it is counted from.
  const forPlan = anchor?.kind === 'protection-plan' || anchor?.kind === 'child-in-need-plan'
  const ended = forPlan && !countsFromEnd(duty.due.first) ? anchor.until : null
  if (duty.metBy.kind === 'step') {
    if (ended !== null) return { kind: 'lapsed', on: ended }
    return due >= told.asOf ? { kind: 'open' } : { kind: 'not-known' }
  }
  const met =
    duty.metBy.fact === 'review conference'
      ? anchor?.kind === 'protection-plan'
        ? reviewsOf(anchor, told)[number - 1]
        : undefined
      : told.facts('conference').find((conference) => anchor !== null && conference.from >= anchor.from)
  const complete = anchor?.kind !== 'protection-plan' || numbersAreKnown(anchor, told)
  // Reviews that no file holds can only add to those seen: the third seen is at least the third.
  if (met !== undefined) return { kind: 'met', on: met.from, late: complete && met.from > due, fact: met }
  if (ended !== null) return { kind: 'lapsed', on: ended }
  if (due >= told.asOf) return { kind: 'open' }
  const kind = duty.metBy.fact === 'review conference' ? 'review' : 'conference'
  return complete && told.reaches(kind, due) ? { kind: 'overdue' } : { kind: 'not-known' }
}

function countsFromEnd(moment: Moment): boolean {
  return 'event' in moment && moment.event.kind === 'its-end'
}

/** Whether every review conference of a plan is in the sources, so that the third seen is the third held. */
function numbersAreKnown(plan: ProtectionPlan, told: Told): boolean {
  const untold = told.untold('review')
  const last = plan.until ?? told.asOf
  for (let i = 0; i < untold.length; i += 2) {
    if ((untold[i] ?? 0) <= last && (untold[i + 1] ?? 0) > addDays(plan.from, 1)) return false
  }
  return true
}

/**
 * The duties that files alone open: owed for each fact or trigger, or for each of such a duty, and not only while a stage
 * lasts. The others begin with what somebody records in a pathway.
 */
export function dutiesOfFiles({ duties, triggers }: Protocol): readonly Duty[] {
  const found = new Set<Duty>()
  for (const duty of inOrderOfNeed(duties)) {
    const of = duty.forEach?.of
    if (duty.while !== null || of === undefined) continue
    const opened =
      of.kind === 'fact' ||
      (of.kind === 'named' &&
        (triggers.some(({ id }) => id === of.name) || [...found].some(({ id }) => id === of.name)))
    if (opened) found.add(duty)
  }
  return duties.filter((duty) => found.has(duty))
}

/** A protocol's duties, each after the one that it is owed for each of. The checker has refused circles. */
export function inOrderOfNeed(duties: readonly Duty[]): readonly Duty[] {
  const ordered = new Set<Duty>()
  const met = new Set<Duty>()
  const add = (duty: Duty): void => {
    if (met.has(duty)) return
    met.add(duty)
    const of = duty.forEach?.of
    const before = of?.kind === 'named' ? duties.find(({ id }) => id === of.name) : undefined
    if (before !== undefined) add(before)
    ordered.add(duty)
  }
  for (const duty of duties) add(duty)
  return [...ordered]
}
