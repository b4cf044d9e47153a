import { CATEGORIES, LEGAL_STATUSES, PLACEMENTS } from '../../facts/codes.ts'
import { type Condition, keyOf } from '../../protocol/condition.ts'
import type { CivilLength } from '../../protocol/sentences/sentence.ts'
import { childConditions } from './child-conditions.ts'
import { childCounts, isInColumns } from './child-counts.ts'
import { childSpells } from './child-spells.ts'
import { factConditions } from './fact-conditions.ts'
import { MOST_MONTHS } from './month-table.ts'
import { planConditions } from './plan-conditions.ts'
import { joinTruths, type TruthColumns } from './truth-columns.ts'
import { exact, type RowKind, type Workshop } from './workshop.ts'

/**
 * The part of a condition that columns cannot work out, as a protocol file writes its key; undefined where they can work out
 * all of it. A new kind of condition has to be entered here.
 */
export function beyondColumns(condition: Condition, kind: RowKind): string | undefined {
  // Rows are of facts that go on: what may hold of one that has ended is not among them.
  return kind === 'child' || isOfItsCourse(condition) ? beyondPart(condition, kind, false) : keyOf(condition)
}

/** @param isOfEarliest whether it is part of an "earliest of", where what is over may have begun what is not */
function beyondPart(condition: Condition, kind: RowKind, isOfEarliest: boolean): string | undefined {
  const unless = (held: boolean): string | undefined => (held ? undefined : keyOf(condition))
  switch (condition.kind) {
    case 'earliest-of':
    case 'all-of': {
      const isEarliest = isOfEarliest || condition.kind === 'earliest-of'
      return condition.parts.map((part) => beyondPart(part, kind, isEarliest)).find((part) => part !== undefined)
    }
    case 'lasting':
    case 'review-after':
      return unless(isCountable(condition.threshold.length))
    case 'died':
      return unless(isCountable(condition.within))
    case 'age':
    case 'age-at-start':
      return unless(condition.years * 12 <= MOST_MONTHS)
    case 'placed':
      return unless(kind === 'placement' || (kind === 'child' && !isOfEarliest))
    case 'legal-status':
    case 'in-placement':
    case 'case-open':
      return unless(kind === 'child' && !isOfEarliest)
    case 'counted':
      return unless(kind === 'child' && !isOfEarliest && isInColumns(condition.what))
    case 'reviews':
    case 'category':
    case 'plans-of-child':
    case 'earlier-plans':
    case 'conference-asked-for':
    case 'placed-beyond':
    case 'person':
      return undefined
    case 'not':
    case 'earlier-episodes':
    case 'family-episodes':
    case 'another-child':
    case 'factors':
      return keyOf(condition)
    default:
      return condition satisfies never
  }
}

/** The truth of a condition for each row; equal conditions over the same rows are worked out once. */
export function truthInColumns(condition: Condition, kind: RowKind, shop: Workshop): TruthColumns {
  return shop.once(`${kind}: ${JSON.stringify(condition)}`, () => make(condition, kind, shop))
}

function make(condition: Condition, kind: RowKind, shop: Workshop): TruthColumns {
  switch (condition.kind) {
    case 'earliest-of':
    case 'all-of': {
      const rows = shop.rows(kind)
      const parts = condition.parts.map((part) => truthInColumns(part, kind, shop))
      return joinTruths(condition.kind === 'all-of' ? 'all' : 'any', parts, rows, shop.block, shop.steps)
    }
    case 'age':
      return childConditions.age(condition.years, kind, shop)
    case 'died':
      return childConditions.died(condition.within, kind, shop)
    case 'person':
      return childConditions.person(kind, shop)
    default:
      return kind === 'child' ? ofChild(condition, shop) : ofFact(condition, kind, shop)
  }
}

function ofChild(condition: Condition, shop: Workshop): TruthColumns {
  switch (condition.kind) {
    case 'placed':
      return childSpells.placed(codesOf(condition), shop)
    case 'legal-status':
      return childSpells.legalStatus(LEGAL_STATUSES[condition.name], shop)
    case 'in-placement':
      return childSpells.going('placement', shop)
    case 'case-open':
      return childSpells.going('referral', shop)
    case 'counted':
      if (isInColumns(condition.what)) return childCounts.counted(condition.what, condition.threshold, shop)
      throw beyond(condition)
    default:
      // What is said of a fact never holds of the child as a whole.
      return exact(shop.spells('child'))
  }
}

function ofFact(condition: Condition, kind: Exclude<RowKind, 'child'>, shop: Workshop): TruthColumns {
  switch (condition.kind) {
    case 'lasting':
      return factConditions.lasting(condition.threshold, kind, shop)
    case 'earlier-plans':
      return planConditions.earlierPlans(condition.count, kind, shop)
    case 'age-at-start':
      return factConditions.ageAtStart(condition.years, condition.under, kind, shop)
    case 'reviews':
    case 'review-after':
    case 'category':
    case 'plans-of-child':
      return kind === 'protection-plan' ? ofPlan(condition, shop) : exact(shop.spells(kind))
    case 'conference-asked-for':
      return kind === 'enquiry' ? factConditions.conferenceAskedFor(shop) : exact(shop.spells(kind))
    case 'placed-beyond':
      return kind === 'placement' ? factConditions.placedBeyond(condition.miles, shop) : exact(shop.spells(kind))
    case 'placed':
      return factConditions.placed(codesOf(condition), shop)
    default:
      throw beyond(condition)
  }
}

function beyond(condition: Condition): RangeError {
  return new RangeError(`columns cannot work out "${keyOf(condition)}"`)
}

function codesOf({ names }: Extract<Condition, { readonly kind: 'placed' }>): readonly string[] {
  return names.flatMap((name) => PLACEMENTS[name])
}

type OfPlan = Extract<Condition, { readonly kind: 'reviews' | 'review-after' | 'category' | 'plans-of-child' }>

function ofPlan(condition: OfPlan, shop: Workshop): TruthColumns {
  switch (condition.kind) {
    case 'reviews':
      return planConditions.reviews(condition.count, shop)
    case 'review-after':
      return planConditions.reviewAfter(condition.threshold, shop)
    case 'category':
      return planConditions.category(CATEGORIES[condition.category], shop)
    case 'plans-of-child':
      return planConditions.plansOfChild(condition.count, shop)
    default:
      return condition satisfies never
  }
}

/** Whether a condition can hold only while that goes on which the trigger is met for. */
function isOfItsCourse(condition: Condition): boolean {
  switch (condition.kind) {
    case 'earliest-of':
      return condition.parts.every(isOfItsCourse)
    case 'all-of':
      return condition.parts.some(isOfItsCourse)
    case 'age':
    case 'died':
    case 'person':
      return false
    default:
      return true
  }
}

/** Whether a length stays within the table of months. */
function isCountable({ count, unit }: CivilLength): boolean {
  const months = unit === 'year' ? count * 12 : unit === 'month' ? count : count / 28
  return months <= MOST_MONTHS
}
