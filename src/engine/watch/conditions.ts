import type { Day } from '../calendar/day.ts'
import { ageOn, birthday } from '../calendar/months.ts'
import { shiftCivil } from '../calendar/span.ts'
import { CATEGORIES, FACTORS, LEGAL_STATUSES, MULTIPLE_CATEGORIES, PLACEMENTS } from '../facts/codes.ts'
import { ADULT, type Fact, type Placement, type ProtectionPlan } from '../facts/fact.ts'
import type { Condition } from '../protocol/condition.ts'
import type { CivilLength, Threshold } from '../protocol/sentences/sentence.ts'
import { countedDays } from './counting.ts'
import { ALWAYS, type DaySet, days, END, firstOf, intersect, NEVER, union, without } from './day-set.ts'
import { factorsIdentified } from './factors.ts'
import { type Between, episodesBefore, familyEpisodes, plansBefore, plansUpTo, reviewsOf } from './plans.ts'
import { type Asked, courseOf, notCovered, spellOf, type Told } from './told.ts'
import { allOf, anyOf, between, exactly, type Gap, not, type Truth, untold, within } from './truth.ts'

/** The days on which a condition holds, as far as the facts can tell. */
export function evaluateCondition(condition: Condition, asked: Asked): Truth {
  switch (condition.kind) {
    case 'earliest-of':
      return anyOf(condition.parts.map((part) => evaluateCondition(part, asked)))
    case 'all-of':
      return allOf(condition.parts.map((part) => evaluateCondition(part, asked)))
    case 'not':
      return not(evaluateCondition(condition.part, asked))
    case 'lasting':
      return withAnchor(asked, (anchor) => exactly(days(reached(anchor.from, condition.threshold)), [anchor]))
    case 'reviews':
      return withPlan(asked, (plan) => reviewsHeld(plan, condition.count, asked.told))
    case 'review-after':
      return withPlan(asked, (plan) => reviewAfter(plan, reached(plan.from, condition.threshold), asked.told))
    case 'category':
      return withPlan(asked, (plan) => latestCategory(plan, CATEGORIES[condition.category], asked.told))
    case 'plans-of-child':
      return withPlan(asked, (plan) => {
        return atLeast(plansUpTo(plan, asked.told), condition.count)
      })
    case 'earlier-plans':
      return withAnchor(asked, (anchor) => atLeast(plansBefore(anchor.from, asked.told), condition.count))
    case 'earlier-episodes':
      return withAnchor(asked, (anchor) => atLeast(episodesBefore(anchor.from, asked), condition.count))
    case 'family-episodes':
      return familyEpisodes(condition.count, asked)
    case 'another-child':
      return anotherChild(condition.condition, asked)
    case 'legal-status':
      return spells('legal-status', LEGAL_STATUSES[condition.name], asked.told)
    case 'placed':
      return placed(
        condition.names.flatMap((name) => PLACEMENTS[name]),
        asked,
      )
    case 'placed-beyond':
      return withPlacement(asked, (placement) =>
        placement.distance === null
          ? untold(NEVER, ALWAYS, [placement], [{ kind: 'no-distance' }])
          : exactly(placement.distance > condition.miles ? ALWAYS : NEVER, [placement]),
      )
    case 'age-at-start':
      return withAnchor(asked, (anchor) => ageAtStart(anchor, condition.years, condition.under, asked.told))
    case 'factors':
      return factorsIdentified(
        condition.names.flatMap((name) => FACTORS[name]),
        asked.told,
      )
    case 'counted':
      return countedDays(condition.what, condition.threshold, asked.told)
    case 'conference-asked-for':
      return withAnchor(asked, (anchor) => conferenceAskedFor(anchor, asked.told))
    case 'case-open':
      return caseOpen(asked.told)
    case 'age':
      return ageAtLeast(condition.years, asked.told)
    case 'in-placement':
      return spells('placement', undefined, asked.told)
    case 'died':
      return hasDied(condition.within, asked.told)
    case 'person':
      return untold(NEVER, ALWAYS, [], [{ kind: 'person', question: condition.question }])
    default:
      return condition satisfies never
  }
}

/** The day on which a length from a day is reached: the corresponding date, or the day after it for "more than". */
function reached(from: Day, { length, moreThan }: Threshold): Day {
  return (shiftCivil(from, length.count, length.unit) + (moreThan ? 1 : 0)) as Day
}

/** A condition about what the trigger is met for holds only while that goes on. */
function withAnchor(asked: Asked, evaluate: (anchor: Fact) => Truth): Truth {
  return asked.anchor === null ? exactly(NEVER) : within(evaluate(asked.anchor), courseOf(asked.anchor))
}

function withPlan(asked: Asked, evaluate: (plan: ProtectionPlan) => Truth): Truth {
  return withAnchor(asked, (anchor) => (anchor.kind === 'protection-plan' ? evaluate(anchor) : exactly(NEVER)))
}

function withPlacement(asked: Asked, evaluate: (placement: Placement) => Truth): Truth {
  return withAnchor(asked, (anchor) => (anchor.kind === 'placement' ? evaluate(anchor) : exactly(NEVER)))
}

/** Whether a number known between two bounds reaches another. */
function atLeast({ least, most, facts, gaps }: Between, wanted: number): Truth {
  if (least >= wanted) return exactly(ALWAYS, facts)
  if (most < wanted) return exactly(NEVER, facts)
  // A number with an upper bound was stated by a source, and speaks of this child; one without is the sources' silence.
  return Number.isFinite(most) ? between(NEVER, ALWAYS, facts, gaps) : untold(NEVER, ALWAYS, facts, gaps)
}

/** Under a trigger for each placement, that placement; else whichever placement the child is in. */
function placed(codes: readonly string[], asked: Asked): Truth {
  const { anchor, told } = asked
  if (anchor?.kind !== 'placement') return spells('placement', codes, told)
  return exactly(codes.includes(anchor.code) ? spellOf(anchor) : NEVER, [anchor])
}

/** CWM-06: the third review conference counts on the day it is held, if the child is still on the register after it. */
function reviewsHeld(plan: ProtectionPlan, count: number, told: Told): Truth {
  const held = reviewsOf(plan, told)
  const nth = held[count - 1]
  const sure = nth === undefined ? NEVER : days(nth.from)
  const silent = intersect(told.untold('review'), days(plan.from + 1, told.asOf + 1))
  const firstUntold = firstOf(silent)
  if (firstUntold === undefined || (nth !== undefined && nth.from <= firstUntold)) return exactly(sure, held)
  return between(sure, days(firstUntold), held, [notCovered('review', silent, told)])
}

/** A review counts for a month of the plan from a day on; the plan must go on after it. */
function reviewAfter(plan: ProtectionPlan, from: Day, told: Told): Truth {
  const held = reviewsOf(plan, told).filter((review) => review.from >= from)
  const first = held[0]
  const sure = first === undefined ? NEVER : days(first.from)
  const silent = intersect(told.untold('review'), days(Math.max(from, plan.from + 1), told.asOf + 1))
  const firstUntold = firstOf(silent)
  if (firstUntold === undefined || (first !== undefined && first.from <= firstUntold)) return exactly(sure, held)
  return between(sure, days(firstUntold), held, [notCovered('review', silent, told)])
}

/**
 * Which days a category holds on. No source gives the day of a change: a category that was there at the start and is there
 * now is taken to have been there throughout, and one that came later is sure only from the day its source was written.
 */
function latestCategory(plan: ProtectionPlan, code: string, told: Told): Truth {
  const { initialCategory: initial, latestCategory: latest } = plan
  const seen = days(plan.knownFrom ?? told.asOf)
  const facts = [plan]
  if (initial === code && latest === code) return exactly(ALWAYS, facts)
  if (latest === code) return between(seen, ALWAYS, facts, [{ kind: 'category-undated' }])
  if (latest === MULTIPLE_CATEGORIES) return between(NEVER, ALWAYS, facts, [{ kind: 'category-multiple' }])
  if (initial === code) return between(NEVER, without(ALWAYS, seen), facts, [{ kind: 'category-undated' }])
  if (initial === MULTIPLE_CATEGORIES) {
    return between(NEVER, without(ALWAYS, seen), facts, [{ kind: 'category-multiple' }, { kind: 'category-undated' }])
  }
  return exactly(NEVER, facts)
}

/** The days on which a child has one of these codes, or any where none is named; days that no source tells of may be such days. */
function spells(kind: 'legal-status' | 'placement', codes: readonly string[] | undefined, told: Told): Truth {
  const facts: Fact[] = told.facts(kind).filter((fact) => codes?.includes(fact.code) ?? true)
  const sure = facts.reduce<DaySet>((set, fact) => union(set, spellOf(fact)), NEVER)
  const silent = told.untold(kind)
  return silent.length === 0 ? exactly(sure, facts) : untold(sure, silent, facts, [notCovered(kind, silent, told)])
}

function ageAtStart(anchor: Fact, years: number, under: boolean, told: Told): Truth {
  const { born } = told.child
  if (born === null) return between(NEVER, ALWAYS, [anchor], [{ kind: 'no-birth-date' }])
  const younger = ageOn(born, anchor.from) < years
  return exactly(younger === under ? ALWAYS : NEVER, [anchor])
}

/** From a referral until it is closed. */
function caseOpen(told: Told): Truth {
  const referrals = told.facts('referral')
  const sure = referrals.reduce<DaySet>((set, fact) => union(set, spellOf(fact)), NEVER)
  const silent = told.untold('referral')
  return silent.length === 0
    ? exactly(sure, referrals)
    : untold(sure, silent, referrals, [notCovered('referral', silent, told)])
}

/** WAR-17: from the enquiry that asks for a conference until it is held, or the case is closed without one. */
function conferenceAskedFor(anchor: Fact, told: Told): Truth {
  if (anchor.kind !== 'enquiry' || anchor.conferenceNotRequired) return exactly(NEVER)
  const held = told.facts('conference').find((conference) => conference.from >= anchor.from)
  const own = told.facts('referral').findLast(({ from, until }) => from <= anchor.from && anchor.from <= (until ?? END))
  const awaited = days(anchor.from, Math.min(held?.from ?? END, own?.until ?? END))
  if (held !== undefined) return exactly(awaited, [anchor, held])
  const isAsked = anchor.conferenceTarget !== null
  const silent = firstOf(intersect(told.untold('conference'), awaited))
  if (silent === undefined) return exactly(isAsked ? awaited : NEVER, [anchor])
  const gaps = [notCovered('conference', told.untold('conference'), told)]
  // From there on one may have been held; where none is known to have been asked for, one may have been.
  return isAsked
    ? between(without(awaited, days(silent)), awaited, [anchor], gaps)
    : untold(NEVER, intersect(awaited, days(silent)), [anchor], gaps)
}

/** WAR-19: holds for a plan of another child. Sources know families; whether the children share a household a person must say. */
function anotherChild(condition: Condition, asked: Asked): Truth {
  if (asked.others === null) return untold(NEVER, ALWAYS, [], [{ kind: 'no-families' }])
  const parts = asked.others.flatMap((other) =>
    other
      .facts('protection-plan')
      .map((plan) => evaluateCondition(condition, { told: other, others: null, anchor: plan })),
  )
  const any = anyOf(parts)
  if (any.possible.length === 0) return exactly(NEVER)
  const gaps: readonly Gap[] = [...any.gaps, { kind: 'household-unknown' }]
  return { sure: NEVER, suspected: any.suspected, possible: any.possible, facts: any.facts, gaps }
}

function ageAtLeast(years: number, { child }: Told): Truth {
  if (child.born === null) return untold(NEVER, ALWAYS, [], [{ kind: 'no-birth-date' }])
  return exactly(days(birthday(child.born, years)))
}

/** A death in childhood, as long as it is recent. */
function hasDied(within: CivilLength, { child, asOf }: Told): Truth {
  const { died, born } = child
  if (died === null || died > asOf || (born !== null && birthday(born, ADULT) <= died)) return exactly(NEVER)
  return exactly(days(died, shiftCivil(died, within.count, within.unit) + 1))
}
