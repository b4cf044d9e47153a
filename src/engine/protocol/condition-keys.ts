import { z } from 'zod'
import {
  CATEGORIES,
  type Category,
  FACTORS,
  type FactorName,
  LEGAL_STATUSES,
  type LegalStatusName,
  PLACEMENTS,
  type PlacementName,
} from '../facts/codes.ts'
import type { Condition, Countable } from './condition.ts'
import { accepted, sentenceText } from './sentence-text.ts'
import { parseCountWithin, parseThreshold } from './sentences/parse.ts'
import type { FactThing } from './sentences/sentence.ts'

const PLAN = ['protection plan'] as const
const SPELLS = ['protection plan', 'child in need plan', 'placement'] as const
/** What is said of one child cannot be asked of a family: of which of its children? */
const OF_ONE_CHILD = ['child', 'protection plan', 'child in need plan', 'enquiry', 'placement'] as const

/** How one condition is written in a protocol file, and what it means. */
interface ConditionKey {
  /** What the trigger must be met `for each` of; undefined where it does not matter. */
  readonly under?: readonly FactThing[]
  readonly schema: z.ZodType
  /** For the reference and for editors. */
  readonly means: string
  readonly read: (value: unknown) => Condition
}

const thresholdText = sentenceText(parseThreshold, '15 months')
const countText = sentenceText(parseCountWithin, '3 within 24 months')
const wholeNumber = z.int().min(1).max(99)
const nested: z.ZodType = z.lazy(() => conditionText)

/** Names of one code set: one of them, or a list of which any one will do. */
function namesOf<N extends string>(names: Readonly<Record<N, unknown>>): z.ZodType<N | readonly N[]> {
  const one = z.enum(Object.keys(names) as [N, ...N[]])
  return z.union([one, z.array(one).min(1)])
}

function listOf<N>(value: unknown): readonly N[] {
  return (Array.isArray(value) ? value : [value]) as readonly N[]
}

function counted(what: Countable, means: string): ConditionKey {
  return {
    under: OF_ONE_CHILD,
    schema: countText,
    means,
    read: (value) => ({ kind: 'counted', what, threshold: accepted(parseCountWithin(String(value))) }),
  }
}

/**
 * Every condition that `met` may hold. Each denotes a set of days; a condition about a plan or a placement holds only while
 * that one runs.
 */
export const CONDITION_KEYS: Readonly<Record<string, ConditionKey>> = {
  'earliest of': {
    schema: z.array(nested).min(2),
    means: 'Any one of these holds: met on the earliest of their days.',
    read: (value) => ({ kind: 'earliest-of', parts: listOf(value).map(readCondition) }),
  },
  'all of': {
    schema: z.array(nested).min(2),
    means: 'All of these hold on the same day.',
    read: (value) => ({ kind: 'all-of', parts: listOf(value).map(readCondition) }),
  },
  not: {
    schema: nested,
    means: 'The condition does not hold.',
    read: (value) => ({ kind: 'not', part: readCondition(value) }),
  },
  'lasting for': {
    under: SPELLS,
    schema: thresholdText,
    means:
      'It has run for so long without a gap. "15 months" is met on the corresponding date, "more than 15 months" the day after.',
    read: (value) => ({ kind: 'lasting', threshold: accepted(parseThreshold(String(value))) }),
  },
  'review conferences held': {
    under: PLAN,
    schema: wholeNumber,
    means: 'So many review conferences of this plan have been held, and the plan goes on after the last of them.',
    read: (value) => ({ kind: 'reviews', count: Number(value) }),
  },
  'review conference held after': {
    under: PLAN,
    schema: thresholdText,
    means: 'A review conference of this plan was held once it had run so long, and the plan goes on after it.',
    read: (value) => ({ kind: 'review-after', threshold: accepted(parseThreshold(String(value))) }),
  },
  'latest category': {
    under: PLAN,
    schema: z.enum(Object.keys(CATEGORIES) as [Category, ...Category[]]),
    means: 'The latest category of the plan is this one.',
    read: (value) => ({ kind: 'category', category: value as Category }),
  },
  'plans of the child': {
    under: PLAN,
    schema: wholeNumber,
    means: "This plan is at least the child's plan of this number, earlier plans counted.",
    read: (value) => ({ kind: 'plans-of-child', count: Number(value) }),
  },
  'earlier plans at least': {
    under: ['enquiry'],
    schema: wholeNumber,
    means: 'The child had at least this number of protection plans before it.',
    read: (value) => ({ kind: 'earlier-plans', count: Number(value) }),
  },
  'earlier plan episodes of the family at least': {
    under: ['enquiry'],
    schema: wholeNumber,
    means: 'Children of the family had become subject to plans at least so many times before it.',
    read: (value) => ({ kind: 'earlier-episodes', count: Number(value) }),
  },
  'plan episodes of the family': {
    under: ['family'],
    schema: wholeNumber,
    means: 'So many times have children of the family become subject to plans; children planned together count once.',
    read: (value) => ({ kind: 'family-episodes', count: Number(value) }),
  },
  'another child of the family': {
    under: OF_ONE_CHILD,
    schema: nested,
    means: 'The condition holds for a plan of another child of the family. Sources know families, not households.',
    read: (value) => ({ kind: 'another-child', condition: readCondition(value) }),
  },
  'legal status': {
    under: OF_ONE_CHILD,
    schema: z.enum(Object.keys(LEGAL_STATUSES) as [LegalStatusName, ...LegalStatusName[]]),
    means: 'The child has this legal status.',
    read: (value) => ({ kind: 'legal-status', name: value as LegalStatusName }),
  },
  placed: {
    under: OF_ONE_CHILD,
    schema: namesOf(PLACEMENTS),
    means: 'The child is in a placement of this kind (a list: any of these kinds).',
    read: (value) => ({ kind: 'placed', names: listOf<PlacementName>(value) }),
  },
  'miles from home over': {
    under: ['placement'],
    schema: z.int().min(1).max(999),
    means: 'The placement is further from home than this many miles.',
    read: (value) => ({ kind: 'placed-beyond', miles: Number(value) }),
  },
  'age at its start under': {
    under: ['placement', 'protection plan', 'child in need plan'],
    schema: z.int().min(1).max(25),
    means: 'The child was younger than this many years when it began.',
    read: (value) => ({ kind: 'age-at-start', years: Number(value), under: true }),
  },
  'age at its start at least': {
    under: ['placement', 'protection plan', 'child in need plan'],
    schema: z.int().min(1).max(25),
    means: 'The child was at least this many years old when it began.',
    read: (value) => ({ kind: 'age-at-start', years: Number(value), under: false }),
  },
  'age at least': {
    under: OF_ONE_CHILD,
    schema: z.int().min(1).max(25),
    means: 'The child is at least this many years old.',
    read: (value) => ({ kind: 'age', years: Number(value) }),
  },
  'in a placement': {
    under: OF_ONE_CHILD,
    schema: z.literal('yes'),
    means: 'The child is looked after in a placement of any kind.',
    read: () => ({ kind: 'in-placement' }),
  },
  'factors identified': {
    under: OF_ONE_CHILD,
    schema: namesOf(FACTORS),
    means: 'The latest assessment of an open case names any of these factors.',
    read: (value) => ({ kind: 'factors', names: listOf<FactorName>(value) }),
  },
  referrals: counted('referrals', 'So many referrals within a window of time.'),
  're-openings': counted('re-openings', 'So many referrals after an earlier case was closed, within a window of time.'),
  'assessments without a service': counted(
    'assessments-without-service',
    'So many assessments that led to no service, within a window of time.',
  ),
  'child in need plans': counted('child-in-need-plans', 'So many child in need plans begun within a window of time.'),
  'placements begun': counted('placements', 'So many placements begun within a window of time.'),
  'conference asked for': {
    under: ['enquiry'],
    schema: z.literal('yes'),
    means: 'The enquiry led to a request for an initial conference, which has not been held yet.',
    read: () => ({ kind: 'conference-asked-for' }),
  },
  'open to social care': {
    under: OF_ONE_CHILD,
    schema: z.literal('yes'),
    means: "The child's case is open: a referral has not been closed.",
    read: () => ({ kind: 'case-open' }),
  },
  'died within': {
    under: OF_ONE_CHILD,
    schema: thresholdText,
    means: 'The child died before the age of 18, no longer ago than this.',
    read: (value) => ({ kind: 'died', within: accepted(parseThreshold(String(value))).length }),
  },
  'only a person can tell': {
    schema: z.string().min(10),
    means: 'No file holds this; somebody must say so. On its own it makes a trigger that no import can meet.',
    read: (value) => ({ kind: 'person', question: String(value) }),
  },
}

/** A condition as it is written: one key of `CONDITION_KEYS` and its value. */
export const conditionText: z.ZodType<Readonly<Record<string, unknown>>> = z.union(
  Object.entries(CONDITION_KEYS).map(([key, { schema, means }]) =>
    z.strictObject({ [key]: schema.meta({ description: means }) }),
  ) as unknown as [z.ZodType<Readonly<Record<string, unknown>>>, z.ZodType<Readonly<Record<string, unknown>>>],
)

/** Reads a condition that the schema has already accepted. */
export function readCondition(text: unknown): Condition {
  const [key, value] = Object.entries(text as Readonly<Record<string, unknown>>)[0] ?? ['', undefined]
  const known = CONDITION_KEYS[key]
  if (known === undefined) throw new Error(`the condition "${key}" was read before it was checked`)
  return known.read(value)
}
