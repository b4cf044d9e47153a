import { type Answer, all, answer, any, atLeast } from './answers.ts'
import {
  awaitsConference,
  diedWithin,
  episodesBefore,
  familyEpisode,
  hadTurned,
  hasStatus,
  isAged,
  isFar,
  isForNeglect,
  isOpen,
  isPlaced,
  isPlanNumber,
  namesFactor,
  needPlansWithin,
  placementsWithin,
  plansBefore,
  ranMonths,
  ranMoreThanMonths,
  reopeningsWithin,
  reviewedAfter,
  reviewsHeld,
  runs,
  type Seen,
  siblingOnPlanNumber,
  unservedWithin,
} from './conditions.ts'
import type { IsoDate } from './dates.ts'
import type { Enquiry, Placement, Plan, Shown, Spell } from './shown.ts'

/** A trigger, written by hand from its clause: whether it holds on a day for what it is asked of. */
export type Trigger = { readonly protocol: string; readonly trigger: string } & (
  | { readonly of: 'plan'; readonly holds: (seen: Seen, plan: Plan, on: IsoDate) => Answer }
  | { readonly of: 'need plan'; readonly holds: (seen: Seen, plan: Spell, on: IsoDate) => Answer }
  | { readonly of: 'enquiry'; readonly holds: (seen: Seen, enquiry: Enquiry, on: IsoDate) => Answer }
  | { readonly of: 'placement'; readonly holds: (seen: Seen, placement: Placement, on: IsoDate) => Answer }
  | {
      readonly of: 'child' | 'family'
      readonly holds: (seen: Seen, on: IsoDate) => Answer
      /** The first day on which a fact could speak for it; null where there is none, so that no day need be looked at. */
      readonly since: (seen: Seen) => IsoDate | null
    }
)

const HIGH_RISK = ['15A', '2A', '1A']
const EXPLOITED = ['11A', '24A', '12A', '13A', '22A']
const SECURE = ['K1', 'H1', 'H21', 'H22']

/** The day on which the last of the first so many of these began: before it there were not so many. */
function nth(spells: readonly Spell[], wanted: number): IsoDate | null {
  return spells.map(({ from }) => from).sort()[wanted - 1] ?? null
}

/** The first day of an assessment that names one of these factors. */
function firstNamed({ assessments }: Shown, factors: readonly string[]): IsoDate | null {
  const naming = assessments.filter((each) => each.factors.some((factor) => factors.includes(factor)))
  return nth(naming, 1)
}

export const TRIGGERS: readonly Trigger[] = [
  {
    // CWM-06: the earlier of 15 months and the third review, while still on the register.
    protocol: 'challenging-cases',
    trigger: 'plan-not-ending',
    of: 'plan',
    holds: (seen, plan, on) => any(ranMonths(plan, 15, on), () => reviewsHeld(seen, plan, 3, on)),
  },
  {
    // WAR-12: 9 months, or the second review.
    protocol: 'plans-that-drift',
    trigger: 'nine-months',
    of: 'plan',
    holds: (seen, plan, on) => any(ranMonths(plan, 9, on), () => reviewsHeld(seen, plan, 2, on)),
  },
  {
    // WAR-13, by the month or its review if earlier: one that was held nearer to 15 months than to 9.
    protocol: 'plans-that-drift',
    trigger: 'fifteen-months',
    of: 'plan',
    holds: (seen, plan, on) => any(ranMonths(plan, 15, on), () => reviewedAfter(seen, plan, 12, on)),
  },
  {
    // WAR-14, likewise.
    protocol: 'plans-that-drift',
    trigger: 'twenty-one-months',
    of: 'plan',
    holds: (seen, plan, on) => any(ranMonths(plan, 21, on), () => reviewedAfter(seen, plan, 18, on)),
  },
  {
    // WAR-17: a conference is asked for, for a child with one earlier plan or more.
    protocol: 'repeat-plans',
    trigger: 'conference-asked-for-again',
    of: 'enquiry',
    holds: (seen, enquiry, on) =>
      all(awaitsConference(seen, enquiry, on), () => atLeast(1, plansBefore(seen, enquiry.from))),
  },
  {
    // WAR-19, its three conditions.
    protocol: 'repeat-plans',
    trigger: 'conference-for-a-third-plan',
    of: 'enquiry',
    holds: (seen, enquiry, on) =>
      all(awaitsConference(seen, enquiry, on), () =>
        any(
          atLeast(2, plansBefore(seen, enquiry.from)),
          () => atLeast(2, episodesBefore(seen, enquiry.from)),
          () => siblingOnPlanNumber(seen, 3, on),
        ),
      ),
  },
  {
    // WAR-18 for a child.
    protocol: 'repeat-plans',
    trigger: 'third-plan',
    of: 'plan',
    holds: (seen, plan, on) => isPlanNumber(seen, plan, 3, on),
  },
  {
    // WAR-18 for a family.
    protocol: 'repeat-plans',
    trigger: 'third-family-episode',
    of: 'family',
    since: ({ family }) =>
      nth(
        (family ?? []).flatMap(({ plans }) => plans),
        3,
      ),
    holds: (seen, on) => familyEpisode(seen, 3, on),
  },
  {
    // BUC-22: more than 18 months on the plan, neglect its latest category.
    protocol: 'complex-cases',
    trigger: 'neglect-over-18-months',
    of: 'plan',
    holds: (seen, plan, on) => all(ranMoreThanMonths(plan, 18, on), () => isForNeglect(seen, plan, on)),
  },
  {
    // BUC-22: no file tells.
    protocol: 'complex-cases',
    trigger: 'care-order-not-made',
    of: 'child',
    since: () => null,
    holds: () => 'silent',
  },
  {
    // BUC-22: self-harm, drug or alcohol misuse of the child's own, aged 10 or more.
    protocol: 'complex-cases',
    trigger: 'high-risk-adolescent',
    of: 'child',
    since: ({ child }) => firstNamed(child, HIGH_RISK),
    holds: (seen, on) => all(namesFactor(seen, HIGH_RISK, on), () => isAged(seen, 10, on)),
  },
  {
    // BUC-22: more than 20 miles from home, 10 or older.
    protocol: 'complex-cases',
    trigger: 'distant-placement',
    of: 'placement',
    holds: (seen, placement, on) => all(isFar(placement, 20, on), () => isAged(seen, 10, on)),
  },
  {
    // BUC-22: three placements within a year, and still in one, aged 10 or more.
    protocol: 'complex-cases',
    trigger: 'many-placements',
    of: 'child',
    since: ({ child }) => nth(child.placements, 3),
    holds: (seen, on) =>
      all(
        placementsWithin(seen, 3, 12, on),
        () => isPlaced(seen, 'any', on),
        () => isAged(seen, 10, on),
      ),
  },
  {
    // BUC-22: mental health of the child, with drugs, alcohol or learning disability, aged 10 or more.
    protocol: 'complex-cases',
    trigger: 'multiple-complex-needs',
    of: 'child',
    since: ({ child }) => firstNamed(child, ['4A']),
    holds: (seen, on) =>
      all(
        namesFactor(seen, ['4A'], on),
        () => namesFactor(seen, ['2A', '1A', '5A'], on),
        () => isAged(seen, 10, on),
      ),
  },
  {
    // WOK-03: interim care order (section 38), placed with parents.
    protocol: 'cases-of-most-concern',
    trigger: 'interim-order-at-home',
    of: 'child',
    since: ({ child }) =>
      nth(
        child.statuses.filter(({ code }) => code === 'C1'),
        1,
      ),
    holds: (seen, on) => all(hasStatus(seen, 'C1', on), () => isPlaced(seen, ['P1'], on)),
  },
  {
    // WOK-03.
    protocol: 'cases-of-most-concern',
    trigger: 'secure-accommodation',
    of: 'child',
    since: ({ child }) =>
      nth(
        child.placements.filter(({ code }) => SECURE.includes(code)),
        1,
      ),
    holds: (seen, on) => isPlaced(seen, SECURE, on),
  },
  {
    // WOK-03: sexual and criminal exploitation, trafficking, gangs, female genital mutilation.
    protocol: 'cases-of-most-concern',
    trigger: 'exploitation-identified',
    of: 'child',
    since: ({ child }) => firstNamed(child, EXPLOITED),
    holds: (seen, on) => namesFactor(seen, EXPLOITED, on),
  },
  {
    // WOK-03.
    protocol: 'cases-of-most-concern',
    trigger: 'self-harm-identified',
    of: 'child',
    since: ({ child }) => firstNamed(child, ['15A']),
    holds: (seen, on) => namesFactor(seen, ['15A'], on),
  },
  {
    // WOK-03: placed at a distance.
    protocol: 'cases-of-most-concern',
    trigger: 'distant-placement',
    of: 'placement',
    holds: (_, placement, on) => isFar(placement, 20, on),
  },
  {
    // WOK-03: no file tells.
    protocol: 'cases-of-most-concern',
    trigger: 'right-plan-not-secured',
    of: 'child',
    since: () => null,
    holds: () => 'silent',
  },
  {
    // WOK-03, within the last year.
    protocol: 'cases-of-most-concern',
    trigger: 'death-of-a-child',
    of: 'child',
    since: ({ child }) => child.died,
    holds: (seen, on) => diedWithin(seen, 12, on),
  },
  {
    // WOK-04: under 16 in semi-independent, independent or supported accommodation.
    protocol: 'cases-of-most-concern',
    trigger: 'unregulated-placement',
    of: 'placement',
    holds: (seen, placement, on) => {
      if (!runs(placement, on) || !['H5', 'P2', 'K3'].includes(placement.code)) return 'no'
      const turned = hadTurned(seen, 16, placement)
      return turned === 'perhaps' ? 'perhaps' : answer(turned === 'no')
    },
  },
  {
    // WAR-01: a child in need plan that has run for long.
    protocol: 'contested-threshold',
    trigger: 'long-child-in-need-plan',
    of: 'need plan',
    holds: (_, plan, on) => ranMonths(plan, 12, on),
  },
  {
    // WAR-01: repeated child in need plans.
    protocol: 'contested-threshold',
    trigger: 'repeated-child-in-need-plans',
    of: 'child',
    since: ({ child }) => nth(child.needPlans, 3),
    holds: (seen, on) => all(isOpen(seen, on), () => needPlansWithin(seen, 3, 36, on)),
  },
  {
    // WAR-01: closed and opened again.
    protocol: 'contested-threshold',
    trigger: 'closed-and-reopened',
    of: 'child',
    since: ({ child }) => nth(child.referrals, 3),
    holds: (seen, on) => all(isOpen(seen, on), () => reopeningsWithin(seen, 2, 24, on)),
  },
  {
    // WAR-01: assessments with no service.
    protocol: 'contested-threshold',
    trigger: 'assessed-without-service',
    of: 'child',
    since: ({ child }) =>
      nth(
        child.assessments.filter(({ service }) => service === 'no'),
        2,
      ),
    holds: (seen, on) => all(isOpen(seen, on), () => unservedWithin(seen, 2, 24, on)),
  },
]
