import { isTold, type Seen, untold } from './conditions.ts'
import { dayAfter, type IsoDate, monthsAfter, workingDaysAfter } from './dates.ts'
import type { Occasion } from './occasions.ts'
import type { Plan, Spell } from './shown.ts'

export type Standing = 'met' | 'met late' | 'open' | 'overdue' | 'not-known' | 'lapsed'

/** One duty, owed for one thing. */
export interface Owed {
  readonly anchor: Spell | null
  readonly number: number
  readonly due: IsoDate
  readonly standing: Standing
  /** Where a trigger was met before the day asked, on which it is noticed: the day that was due had it been noticed at once. */
  readonly inTime?: IsoDate | null
}

/** A duty, written by hand from its clause: what is owed for each occasion of a trigger, or for each plan. */
export type Duty = { readonly protocol: string; readonly duty: string } & (
  | { readonly trigger: string; readonly of: (seen: Seen, occasion: Occasion) => Owed | null }
  | { readonly trigger: null; readonly of: (seen: Seen, plan: Plan, until: IsoDate) => readonly Owed[] }
)

/** The day to plan by: the one on which it is certain, else the first on which it may be met. */
export function dayOf({ certain, possible }: Occasion): IsoDate {
  return certain ?? possible
}

/** How a duty stands that only a person's record could meet: no file holds one. A plan's end lapses it. */
function unrecorded({ asOf }: Seen, due: IsoDate, plan: Plan | undefined): Standing {
  if (plan !== undefined && plan.until !== null) return 'lapsed'
  return due >= asOf ? 'open' : 'not-known'
}

function owedOnce(seen: Seen, occasion: Occasion, due: IsoDate | null, lapsesWith: Plan | undefined): Owed | null {
  if (due === null) return null
  return { anchor: occasion.anchor, number: 1, due, standing: unrecorded(seen, due, lapsesWith) }
}

function later(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b
}

/**
 * WAR-11: reviews at 3, 9, 15, 21, ... months from the plan's start, the first met by the first review, and so on. No more than
 * 6 months may lie between two, so that one held early brings the next one forward.
 */
function reviewsDue(seen: Seen, plan: Plan, until: IsoDate): Owed[] {
  const { asOf } = seen
  const owed: Owed[] = []
  const allSeen = !untold(seen, 'review', dayAfter(plan.from), plan.until ?? asOf)
  for (let number = 1; ; number++) {
    const due = dueOf(number)
    if (number > 1 && due > until) return owed
    owed.push({ anchor: plan, number, due, standing: standing(number, due) })
    // The review that comes next when a plan ends was owed until then; none after it.
    if (plan.until !== null && plan.until <= due) return owed
  }

  function dueOf(number: number): IsoDate {
    const planned = monthsAfter(plan.from, 6 * number - 3)
    const before = allSeen ? plan.reviews[number - 2] : undefined
    return before === undefined ? planned : earlier(planned, monthsAfter(before, 6))
  }

  function standing(number: number, due: IsoDate): Standing {
    // Where some were not seen, the third that was seen is at least the third; whether that was late cannot be told.
    const held = plan.reviews[number - 1]
    if (held !== undefined) return allSeen && held > due ? 'met late' : 'met'
    if (plan.until !== null) return 'lapsed'
    if (due >= asOf) return 'open'
    return allSeen && isTold(seen, 'review', due) ? 'overdue' : 'not-known'
  }
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b
}

/**
 * Owed by each review conference: on the day on which it was held, else on the day on which it is due. Once the next is held
 * nothing is owed for it any more.
 */
function byEachReview(seen: Seen, plan: Plan, until: IsoDate, from: number): Owed[] {
  return reviewsDue(seen, plan, until)
    .filter(({ number, standing }) => number >= from && standing !== 'lapsed')
    .map(({ number, due, standing }) => {
      const by = standing === 'met' || standing === 'met late' ? (plan.reviews[number - 1] ?? due) : due
      const isFollowed = plan.reviews[number] !== undefined
      return { anchor: plan, number, due: by, standing: isFollowed ? 'lapsed' : unrecorded(seen, by, plan) }
    })
}

export const DUTIES: readonly Duty[] = [
  {
    // CWM-09: 10 working days from the later of the trigger being met and being noticed, which is today or when it is met.
    protocol: 'challenging-cases',
    duty: 'tier-1-in-time',
    trigger: 'plan-not-ending',
    of: (seen, occasion) => {
      const due = workingDaysAfter(later(dayOf(occasion), seen.asOf), 10)
      const inTime = workingDaysAfter(dayOf(occasion), 10)
      const owed = owedOnce(seen, occasion, due, occasion.plan)
      return owed === null || inTime === due ? owed : { ...owed, inTime }
    },
  },
  { protocol: 'plans-that-drift', duty: 'hold-review-conference', trigger: null, of: reviewsDue },
  {
    // WAR-12: from the second review on.
    protocol: 'plans-that-drift',
    duty: 'enhanced-risk-analysis',
    trigger: null,
    of: (seen, plan, until) => byEachReview(seen, plan, until, 2),
  },
  {
    // WAR-24: for every review.
    protocol: 'plans-that-drift',
    duty: 'risk-assessment',
    trigger: null,
    of: (seen, plan, until) => byEachReview(seen, plan, until, 1),
  },
  {
    // WAR-23: at every review, from the first.
    protocol: 'plans-that-drift',
    duty: 'analysis-to-be-advised',
    trigger: null,
    of: (seen, plan, until) => byEachReview(seen, plan, until, 1),
  },
  {
    // WAR-13: at 15 months.
    protocol: 'plans-that-drift',
    duty: 'refer-at-fifteen-months',
    trigger: 'fifteen-months',
    of: (seen, occasion) => owedOnce(seen, occasion, dayOf(occasion), occasion.plan),
  },
  {
    // WAR-14: at 21 months.
    protocol: 'plans-that-drift',
    duty: 'examine-at-twenty-one-months',
    trigger: 'twenty-one-months',
    of: (seen, occasion) => owedOnce(seen, occasion, dayOf(occasion), occasion.plan),
  },
  {
    // WAR-14: 10 working days, as the protocol reads it.
    protocol: 'plans-that-drift',
    duty: 'refer-to-panel',
    trigger: 'twenty-one-months',
    of: (seen, occasion) => owedOnce(seen, occasion, workingDaysAfter(dayOf(occasion), 10), occasion.plan),
  },
  {
    // WAR-17: by the conference that was asked for.
    protocol: 'repeat-plans',
    duty: 'discuss-request',
    trigger: 'conference-asked-for-again',
    of: (seen, occasion) => owedOnce(seen, occasion, conferenceOf(occasion), undefined),
  },
  {
    // WAR-17: likewise.
    protocol: 'repeat-plans',
    duty: 'share-what-is-held',
    trigger: 'conference-asked-for-again',
    of: (seen, occasion) => owedOnce(seen, occasion, conferenceOf(occasion), undefined),
  },
  {
    // WAR-22: by the initial conference.
    protocol: 'repeat-plans',
    duty: 'history-for-third-plan',
    trigger: 'conference-for-a-third-plan',
    of: (seen, occasion) => owedOnce(seen, occasion, conferenceOf(occasion), undefined),
  },
  {
    // WAR-19: likewise.
    protocol: 'repeat-plans',
    duty: 'analysis-for-third-plan',
    trigger: 'conference-for-a-third-plan',
    of: (seen, occasion) => owedOnce(seen, occasion, conferenceOf(occasion), undefined),
  },
  {
    // WAR-18: 10 working days, as the protocol reads it.
    protocol: 'repeat-plans',
    duty: 'refer-third-plan',
    trigger: 'third-plan',
    of: (seen, occasion) => owedOnce(seen, occasion, workingDaysAfter(dayOf(occasion), 10), occasion.plan),
  },
  {
    // WAR-18: likewise.
    protocol: 'repeat-plans',
    duty: 'refer-third-family-episode',
    trigger: 'third-family-episode',
    of: (seen, occasion) => owedOnce(seen, occasion, workingDaysAfter(dayOf(occasion), 10), undefined),
  },
]

/** The day on which the conference was held, else the day by which it is to be. */
function conferenceOf({ enquiry }: Occasion): IsoDate | null {
  return enquiry === undefined ? null : (enquiry.held ?? enquiry.target)
}
