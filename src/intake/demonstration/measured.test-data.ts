import { addDays, type Day } from '../../engine/calendar/day.ts'
import { addMonths } from '../../engine/calendar/months.ts'
import { isInNeed, type Window } from './authority.ts'
import type { DemonstrationChild, ProtectionPlan } from './truth.ts'

/** Counts of what the published figures count, on the census day and in the year before it. */
export interface Measured {
  children: number
  inNeed: number
  onPlan: number
  lookedAfter: number
  referrals: number
  rereferrals: number
  plansStarted: number
  secondOrLater: number
  conferences: number
  conferencesInTime: number
  reviews: number
  reviewsOnTime: number
  neglect: number
  emotional: number
  /** Open plans and plans ended by length: to 3 months, to 6, under a year, under two, longer. */
  readonly openByLength: number[]
  readonly endedByLength: number[]
}

export function measure(children: Iterable<DemonstrationChild>, { firstDay, censusDay }: Window): Measured {
  const sum: Measured = {
    children: 0,
    inNeed: 0,
    onPlan: 0,
    lookedAfter: 0,
    referrals: 0,
    rereferrals: 0,
    plansStarted: 0,
    secondOrLater: 0,
    conferences: 0,
    conferencesInTime: 0,
    reviews: 0,
    reviewsOnTime: 0,
    neglect: 0,
    emotional: 0,
    openByLength: [0, 0, 0, 0, 0],
    endedByLength: [0, 0, 0, 0, 0],
  }
  const inYear = (on: Day | null): on is Day => on !== null && on >= firstDay && on <= censusDay
  const isOpen = (spell: { from: Day; until: Day | null }): boolean =>
    spell.from <= censusDay && (spell.until === null || spell.until > censusDay)
  const addLength = (lengths: number[], plan: ProtectionPlan, until: Day): void => {
    const band = bandOf(plan.from, until)
    lengths[band] = (lengths[band] ?? 0) + 1
  }

  for (const child of children) {
    sum.children += 1
    if (isInNeed(child, censusDay)) sum.inNeed += 1
    let before: Day | null = null
    let cared = false
    for (const referral of child.referrals) {
      if (inYear(referral.on)) {
        sum.referrals += 1
        if (before !== null && addMonths(before, 12) >= referral.on) sum.rereferrals += 1
      }
      before = referral.on
      cared ||= referral.care.some(isOpen)
      for (const { held, target } of referral.conferences) {
        if (!inYear(held)) continue
        sum.conferences += 1
        if (target === null || held <= target) sum.conferencesInTime += 1
      }
      for (const plan of referral.plans) {
        if (inYear(plan.from)) {
          sum.plansStarted += 1
          if (plan.previous > 0) sum.secondOrLater += 1
        }
        if (inYear(plan.until)) addLength(sum.endedByLength, plan, plan.until)
        for (const { due, held } of plan.reviews) {
          if (!inYear(held)) continue
          sum.reviews += 1
          if (held <= due) sum.reviewsOnTime += 1
        }
        if (!isOpen(plan)) continue
        sum.onPlan += 1
        const latest = plan.changed !== null && plan.changed <= censusDay ? plan.latestCategory : plan.initialCategory
        if (latest === 'NEG') sum.neglect += 1
        if (latest === 'EMO') sum.emotional += 1
        addLength(sum.openByLength, plan, addDays(censusDay, 1))
      }
    }
    if (cared) sum.lookedAfter += 1
  }
  return sum
}

/** The published bands: three months or less, more than three to six, more than six to under a year, to under two, longer. */
function bandOf(from: Day, until: Day): number {
  if (until <= addMonths(from, 3)) return 0
  if (until <= addMonths(from, 6)) return 1
  if (until < addMonths(from, 12)) return 2
  return until < addMonths(from, 24) ? 3 : 4
}
