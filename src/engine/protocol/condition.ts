import type { Category, FactorName, LegalStatusName, PlacementName } from '../facts/codes.ts'
import { printCountWithin, printLength, printThreshold } from './sentences/print.ts'
import type { CivilLength, CountWithin, Threshold } from './sentences/sentence.ts'

/** Events that can be counted in a sliding window. */
export type Countable =
  | 'referrals'
  | 're-openings'
  | 'assessments-without-service'
  | 'child-in-need-plans'
  | 'placements'

/** A condition over facts, as the engine evaluates it. */
export type Condition =
  | { readonly kind: 'earliest-of' | 'all-of'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'lasting'; readonly threshold: Threshold }
  | { readonly kind: 'reviews'; readonly count: number }
  | { readonly kind: 'review-after'; readonly threshold: Threshold }
  | { readonly kind: 'category'; readonly category: Category }
  | { readonly kind: 'plans-of-child'; readonly count: number }
  | { readonly kind: 'earlier-plans' | 'earlier-episodes'; readonly count: number }
  | { readonly kind: 'family-episodes'; readonly count: number }
  | { readonly kind: 'another-child'; readonly condition: Condition }
  | { readonly kind: 'legal-status'; readonly name: LegalStatusName }
  | { readonly kind: 'placed'; readonly names: readonly PlacementName[] }
  | { readonly kind: 'placed-beyond'; readonly miles: number }
  | { readonly kind: 'age-at-start'; readonly years: number; readonly under: boolean }
  | { readonly kind: 'factors'; readonly names: readonly FactorName[] }
  | { readonly kind: 'counted'; readonly what: Countable; readonly threshold: CountWithin }
  | { readonly kind: 'conference-asked-for' }
  | { readonly kind: 'age'; readonly years: number }
  | { readonly kind: 'in-placement' }
  | { readonly kind: 'case-open' }
  | { readonly kind: 'died'; readonly within: CivilLength }
  | { readonly kind: 'person'; readonly question: string }

const COUNTABLE_WORDS: Readonly<Record<Countable, string>> = {
  referrals: 'referrals',
  're-openings': 're-openings',
  'assessments-without-service': 'assessments without a service',
  'child-in-need-plans': 'child in need plans',
  placements: 'placements begun',
}

/** The key under which a protocol file writes a condition. */
export function keyOf(condition: Condition): string {
  switch (condition.kind) {
    case 'earliest-of':
      return 'earliest of'
    case 'all-of':
      return 'all of'
    case 'not':
      return 'not'
    case 'lasting':
      return 'lasting for'
    case 'reviews':
      return 'review conferences held'
    case 'category':
      return 'latest category'
    case 'plans-of-child':
      return 'plans of the child'
    case 'earlier-plans':
      return 'earlier plans at least'
    case 'earlier-episodes':
      return 'earlier plan episodes of the family at least'
    case 'family-episodes':
      return 'plan episodes of the family'
    case 'another-child':
      return 'another child of the family'
    case 'legal-status':
      return 'legal status'
    case 'placed':
      return 'placed'
    case 'placed-beyond':
      return 'miles from home over'
    case 'age-at-start':
      return condition.under ? 'age at its start under' : 'age at its start at least'
    case 'factors':
      return 'factors identified'
    case 'counted':
      return COUNTABLE_WORDS[condition.what]
    case 'conference-asked-for':
      return 'conference asked for'
    case 'review-after':
      return 'review conference held after'
    case 'age':
      return 'age at least'
    case 'in-placement':
      return 'in a placement'
    case 'case-open':
      return 'open to social care'
    case 'died':
      return 'died within'
    case 'person':
      return 'only a person can tell'
    default:
      return condition satisfies never
  }
}

/** A condition as a protocol file would say it, on one line. */
export function printCondition(condition: Condition): string {
  return `${keyOf(condition)}: ${printValue(condition)}`
}

function printValue(condition: Condition): string {
  switch (condition.kind) {
    case 'earliest-of':
    case 'all-of':
      return condition.parts.map(printCondition).join('; ')
    case 'not':
      return printCondition(condition.part)
    case 'another-child':
      return printCondition(condition.condition)
    case 'lasting':
    case 'review-after':
      return printThreshold(condition.threshold)
    case 'counted':
      return printCountWithin(condition.threshold)
    case 'reviews':
    case 'plans-of-child':
    case 'earlier-plans':
    case 'earlier-episodes':
    case 'family-episodes':
      return String(condition.count)
    case 'category':
      return condition.category
    case 'legal-status':
      return condition.name
    case 'placed':
    case 'factors':
      return condition.names.join(' or ')
    case 'placed-beyond':
      return String(condition.miles)
    case 'age':
    case 'age-at-start':
      return String(condition.years)
    case 'died':
      return printLength(condition.within)
    case 'conference-asked-for':
    case 'in-placement':
    case 'case-open':
      return 'yes'
    case 'person':
      return condition.question
    default:
      return condition satisfies never
  }
}
