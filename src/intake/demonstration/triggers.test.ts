import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Day } from '../../engine/calendar/day.ts'
import { addMonths, ageOn } from '../../engine/calendar/months.ts'
import { AS_OF, authority } from './given.test-data.ts'
import { knownOn } from './known.ts'
import type { DemonstrationChild, ProtectionPlan } from './truth.ts'

const SEEDS = [1, 2, 3, 2026, 987_654_321]
const SEVERAL = 3
/** Deaths are rare in truth, and so they are here. */
const RARE = new Set(['a death'])

function heldReviews(plan: ProtectionPlan): number {
  return plan.reviews.filter(({ held }) => held !== null).length
}

function within(days: readonly Day[], count: number, months: number): boolean {
  return days.some((from) => days.filter((on) => on >= from && on <= addMonths(from, months)).length >= count)
}

/** What a protocol looks for, on the day of writing, of one child among its family; every one must be found several times. */
const CONDITIONS: Readonly<
  Record<string, (child: DemonstrationChild, family: readonly DemonstrationChild[]) => boolean>
> = {
  'fifteen months or a third review reached': (child) =>
    openPlans(child).some((plan) => addMonths(plan.from, 15) <= AS_OF || heldReviews(plan) >= 3),
  'fifteen months or a third review to come within a quarter of a year': (child) =>
    openPlans(child).some(
      (plan) =>
        heldReviews(plan) < 3 &&
        addMonths(plan.from, 15) > AS_OF &&
        (addMonths(plan.from, 15) <= addMonths(AS_OF, 3) ||
          (plan.reviews[2]?.due ?? AS_OF + 999) <= addMonths(AS_OF, 3)),
    ),
  'over twenty-one months': (child) => openPlans(child).some((plan) => addMonths(plan.from, 21) < AS_OF),
  'a second plan': (child) => openPlans(child).some((plan) => plan.previous === 1),
  'a third plan': (child) => openPlans(child).some((plan) => plan.previous === 2),
  'a third family episode': (child, family) =>
    openPlans(child).length > 0 && new Set(family.flatMap(plans).map((plan) => meetingOf(plan, family))).size >= 3,
  'a family with a plan for the second child while another is on a third': (child, family) =>
    openPlans(child).some(({ previous }) => previous < 2) &&
    family.some((other) => openPlans(other).some(({ previous }) => previous >= 2)),
  'a conference asked for after one plan': (child) => isAsked(child) && plans(child).length === 1,
  'a conference asked for after two plans': (child) => isAsked(child) && plans(child).length === 2,
  'neglect for over eighteen months': (child) =>
    openPlans(child).some((plan) => plan.latestCategory === 'NEG' && addMonths(plan.from, 18) < AS_OF),
  'a category that changed to neglect': (child) =>
    openPlans(child).some((plan) => plan.latestCategory === 'NEG' && plan.initialCategory !== 'NEG'),
  'several categories': (child) => openPlans(child).some((plan) => plan.latestCategory === 'MUL'),
  'an interim care order with parents': (child) => statusNow(child) === 'C1' && placementNow(child)?.code === 'P1',
  'secure accommodation': (child) => placementNow(child)?.code === 'K1',
  'under 16 without care': (child) => {
    const placement = placementNow(child)
    return placement?.code === 'K3' && ageOn(child.born, AS_OF) < 16
  },
  'placed over twenty miles away': (child) => (placementNow(child)?.distance ?? 0) > 200,
  'three placements within a year': (child) =>
    placementNow(child) !== undefined &&
    within(
      care(child)
        .flatMap((each) => each.placements)
        .map(({ from }) => from),
      3,
      12,
    ),
  'two re-openings within two years': (child) =>
    within(
      child.referrals.slice(1).map(({ on }) => on),
      2,
      24,
    ),
  'two assessments without a service within two years': (child) =>
    within(
      child.referrals.flatMap(({ assessments }) =>
        assessments.flatMap((each) => (each.until !== null && !each.service ? [each.until] : [])),
      ),
      2,
      24,
    ),
  'a child in need plan of over a year': (child) =>
    child.referrals.some(({ needPlans }) =>
      needPlans.some(({ from, until }) => until === null && addMonths(from, 12) <= AS_OF),
    ),
  'three child in need plans within three years': (child) =>
    within(
      child.referrals.flatMap(({ needPlans }) => needPlans.map(({ from }) => from)),
      3,
      36,
    ),
  'pre-proceedings under way': (child) =>
    child.referrals.some(({ preProceedings }) => preProceedings.some(({ until }) => until === null)),
  'a plan without a chair on record': (child) =>
    openPlans(child).length > 0 &&
    !child.referrals.some(({ involvements }) =>
      involvements.some(({ role, until }) => role === 'Child Protection Chair' && until === null),
    ),
  'a death': (child) => child.died !== null,
  'a child not yet born': (child) => child.born > AS_OF,
  'a conference later than fifteen working days': (child) =>
    child.referrals.some(({ conferences }) =>
      conferences.some(({ held, target }) => held !== null && target !== null && held > target),
    ),
}

function plans(child: DemonstrationChild): ProtectionPlan[] {
  return child.referrals.flatMap((referral) => referral.plans)
}

function openPlans(child: DemonstrationChild): ProtectionPlan[] {
  return plans(child).filter(({ until }) => until === null)
}

function meetingOf(plan: ProtectionPlan, family: readonly DemonstrationChild[]): string {
  const conferences = family.flatMap((child) => child.referrals.flatMap((referral) => referral.conferences))
  return conferences.find(({ id }) => id === plan.conference)?.meeting ?? ''
}

function isAsked(child: DemonstrationChild): boolean {
  return child.referrals.some(({ conferences }) => conferences.some(({ held }) => held === null))
}

function care(child: DemonstrationChild) {
  return child.referrals.flatMap((referral) => referral.care)
}

function placementNow(child: DemonstrationChild) {
  return care(child)
    .flatMap((each) => each.placements)
    .find(({ until }) => until === null)
}

function statusNow(child: DemonstrationChild): string | undefined {
  return care(child)
    .flatMap((each) => each.statuses)
    .find(({ until }) => until === null)?.code
}

function count(seed: number): Map<string, number> {
  const families = new Map<string, DemonstrationChild[]>()
  for (const child of authority(3_000, seed)) {
    const known = knownOn(child, AS_OF)
    if (known === null) continue
    const family = families.get(child.family)
    if (family === undefined) families.set(child.family, [known])
    else family.push(known)
  }
  const counts = new Map(Object.keys(CONDITIONS).map((name) => [name, 0]))
  for (const family of families.values()) {
    for (const [name, holds] of Object.entries(CONDITIONS)) {
      for (const child of family) if (holds(child, family)) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return counts
}

for (const seed of SEEDS) {
  test(`an authority of 3,000 has several children for every trigger (seed ${seed})`, () => {
    const counts = count(seed)
    const few = [...counts].filter(([name, found]) => found < (RARE.has(name) ? 1 : SEVERAL))
    assert.deepEqual(few, [])
  })
}
