import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Fact } from '../facts/fact.ts'
import type { Duty } from '../protocol/protocol.ts'
import type { Happening, Moment } from '../protocol/sentences/sentence.ts'
import { type Derivation, deriveMoment, type NoDay, type Resolve } from './due.ts'
import { anchorsOf, dayOfOccasion, type Occasion, standingOf } from './occasions.ts'
import { numbersAreKnown, reviewsOf } from './plans.ts'
import { lastReview, orFromLast, recur } from './recurrence.ts'
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
  /** On which day the next of what it is owed for comes and takes its place; null where none does. */
  readonly followed: Day | null
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
      const last = again.kind === 'every-or-from-last' ? lastReview(opening.anchor, number, owing.told) : undefined
      derived = last === undefined ? next.value : orFromLast(next.value, last, every, owing.calendar)
    }
  }
  return { owed, undated }
}

function openingsOf(duty: Duty, { told, occasions, earlier }: Owing): readonly Opening[] {
  const of = duty.forEach?.of
  if (of === undefined) return []
  if (of.kind === 'fact') {
    const anchors = anchorsOf(of.thing, told).filter((anchor) => anchor !== null)
    return inTurn(
      duty,
      anchors.map((anchor) => ({ on: anchor.from, anchor, occasion: null, number: 1 })),
    )
  }
  if (of.kind !== 'named') return []
  const met = occasions.get(of.name)
  if (met !== undefined) {
    const going = met.filter((occasion) => standingOf(occasion, told.asOf) !== 'over')
    return inTurn(
      duty,
      going.map((occasion) => ({ on: dayOfOccasion(occasion), anchor: occasion.anchor, occasion, number: 1 })),
    )
  }
  const before = earlier.get(of.name)?.owed ?? []
  return before
    .filter(({ number, standing }) => number >= of.from && standing.kind !== 'lapsed')
    .map(({ standing, due, anchor, occasion, number }) => ({
      on: standing.kind === 'met' ? standing.on : due,
      anchor,
      occasion,
      number,
      followed: duty.replacedByNext ? nextMet({ anchor, number }, before, told) : null,
    }))
}

/** On which day a later one of those that recur for the same was met, however far ahead it was due. */
function nextMet({ anchor, number }: Pick<Owed, 'anchor' | 'number'>, all: readonly Owed[], told: Told): Day | null {
  const isHeld = all.some(({ duty: { metBy } }) => metBy.kind === 'fact' && metBy.fact === 'review conference')
  if (isHeld && anchor?.kind === 'protection-plan') return reviewsOf(anchor, told)[number]?.from ?? null
  const later = all.filter((each) => each.anchor === anchor && each.number > number)
  return firstOf(later.flatMap(({ standing }) => (standing.kind === 'met' ? [standing.on] : [])))
}

/** Each with the day of the next one after it, where that takes its place. */
function inTurn({ replacedByNext }: Duty, openings: readonly Omit<Opening, 'followed'>[]): readonly Opening[] {
  return openings.map((each) => ({
    ...each,
    followed: replacedByNext ? firstOf(openings.flatMap(({ on }) => (on > each.on ? [on] : []))) : null,
  }))
}

function firstOf(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null)
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
      case 'its-day':
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

function standingOfDuty(duty: Duty, { anchor, number, followed }: Opening, due: Day, { told }: Owing): DutyStanding {
  // What is owed for a plan is owed no longer than it runs, unless its end is what it is counted from.
  const forPlan = anchor?.kind === 'protection-plan' || anchor?.kind === 'child-in-need-plan'
  const ended = forPlan && !countsFromEnd(duty.due.first) ? anchor.until : null
  if (duty.metBy.kind === 'step') {
    const replaced = followed !== null && followed <= told.asOf ? followed : null
    const over = firstOf([ended, replaced].filter((day) => day !== null))
    if (over !== null) return { kind: 'lapsed', on: over }
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
