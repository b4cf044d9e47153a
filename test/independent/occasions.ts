import type { FactKind } from '../../src/engine/facts/fact.ts'
import type { Answer } from './answers.ts'
import { runs, type Seen, untold } from './conditions.ts'
import { birthday, daysFrom, type IsoDate, monthsAfter } from './dates.ts'
import type { Enquiry, Plan, Shown, Spell } from './shown.ts'
import type { Trigger } from './triggers.ts'

/** One time that a trigger holds, found by going from day to day. */
export interface Occasion {
  /** What it is met for; null for a child or family. */
  readonly anchor: Spell | null
  readonly plan?: Plan
  readonly enquiry?: Enquiry
  /** The first day on which it surely or perhaps holds. */
  readonly possible: IsoDate
  /** The first of those days on which it surely holds. */
  readonly certain: IsoDate | null
  /** The first day after them on which it holds no more, not even perhaps. */
  readonly over: IsoDate | null
}

export interface Answered {
  readonly occasions: readonly Occasion[]
  /** On the day asked the files are silent on it, for the child or for something that it is asked of. */
  readonly unanswered: boolean
}

/** Months. No condition looks back further; only an age, by which nobody plans so far ahead, is reached later. */
const LONGEST = 40

/** The last day that is walked to. */
export function lastDay(asOf: IsoDate): IsoDate {
  return monthsAfter(asOf, LONGEST)
}

/**
 * A child as it stood on a day: what began later had not, what ended later still went on. Whatever nobody closed ended at the
 * child's death, and what only children have at the eighteenth birthday.
 */
export function asItStood(child: Shown, on: IsoDate): Shown {
  const died = notAfter(child.died, on)
  const grown = child.born === null ? null : notAfter(birthday(18, child.born), on)
  const begun = <T extends Spell>(spells: readonly T[], end: IsoDate | null): T[] =>
    spells
      .filter(({ from }) => from <= on && (end === null || from < end))
      .map((each) => ({ ...each, until: first(notAfter(each.until, on), end) }))
  const ofChildren = first(died, grown)
  return {
    ...child,
    died,
    referrals: begun(child.referrals, died),
    assessments: begun(child.assessments, died),
    needPlans: begun(child.needPlans, died),
    enquiries: begun(child.enquiries, died).map((each) => ({
      ...each,
      held: notAfter(each.held, on),
      caseClosed: first(notAfter(each.caseClosed, on), died),
    })),
    plans: timesOnPlan(
      begun(child.plans, ofChildren).map((each) => ({ ...each, reviews: each.reviews.filter((held) => held <= on) })),
    ),
    statuses: begun(child.statuses, ofChildren),
    placements: begun(child.placements, ofChildren),
  }
}

function notAfter(date: IsoDate | null, on: IsoDate): IsoDate | null {
  return date !== null && date <= on ? date : null
}

/** The earlier of two days, where there are two. */
function first(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** Plans that follow one another without a gap are one time on a plan; one that ends on its first day is none. */
function timesOnPlan(plans: readonly Plan[]): Plan[] {
  const times: Plan[] = []
  for (const plan of plans.filter(({ from, until }) => until !== from).sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = times.at(-1)
    if (last === undefined || (last.until !== null && last.until < plan.from)) {
      times.push(plan)
      continue
    }
    const isOpen = last.until === null || plan.until === null
    const until = isOpen ? null : (last.until ?? '') > (plan.until ?? '') ? last.until : plan.until
    times.splice(-1, 1, { ...last, until, latest: plan.latest, reviews: [...last.reviews, ...plan.reviews] })
  }
  return times
}

/** Asks a trigger of a child, day by day. */
export function ask(trigger: Trigger, seen: Seen): Answered {
  const { child, asOf } = seen
  const end = lastDay(asOf)
  switch (trigger.of) {
    case 'plan':
      return join(
        seen,
        'protection-plan',
        child.plans.map((plan) => walk(plan, { anchor: plan, plan }, (on) => trigger.holds(seen, plan, on))),
      )
    case 'need plan':
      return join(
        seen,
        'child-in-need-plan',
        child.needPlans.map((plan) => walk(plan, { anchor: plan }, (on) => trigger.holds(seen, plan, on))),
      )
    case 'placement':
      return join(
        seen,
        'placement',
        child.placements.map((each) => walk(each, { anchor: each }, (on) => trigger.holds(seen, each, on))),
      )
    case 'enquiry':
      return join(
        seen,
        'enquiry',
        child.enquiries.map((enquiry) =>
          // What an enquiry leads to comes after its end, and is over when its conference is held.
          walk({ from: enquiry.from, until: enquiry.held }, { anchor: enquiry, enquiry }, (on) =>
            trigger.holds(seen, enquiry, on),
          ),
        ),
      )
    case 'family':
    case 'child': {
      const from = trigger.since(seen)
      const holds = (on: IsoDate): Answer => trigger.holds(seen, on)
      const found = from === null ? [] : walk({ from, until: null }, { anchor: null }, holds).occasions
      return { occasions: found, unanswered: holds(asOf) === 'silent' }
    }
    default:
      return trigger satisfies never
  }

  /** Goes through the days of a spell, from its first to its last, and on as long as anything can still change. */
  function walk({ from, until }: Spell, about: About, holds: (on: IsoDate) => Answer): Answered {
    const occasions: Occasion[] = []
    let possible: IsoDate | null = null
    let certain: IsoDate | null = null
    const stop = until !== null && until < end ? until : end
    for (const on of daysFrom(from, stop)) {
      const now = runs({ from, until }, on) ? holds(on) : 'no'
      if (now === 'yes' || now === 'perhaps') {
        possible ??= on
        if (now === 'yes') certain ??= on
      } else if (possible !== null) {
        occasions.push({ ...about, possible, certain, over: on })
        possible = null
        certain = null
      }
    }
    if (possible !== null) occasions.push({ ...about, possible, certain, over: null })
    const unanswered = runs({ from, until }, asOf) && holds(asOf) === 'silent'
    return { occasions, unanswered }
  }
}

interface About {
  readonly anchor: Spell | null
  readonly plan?: Plan
  readonly enquiry?: Enquiry
}

/** What was found for everything of one kind; where no file tells of the kind on the day asked, some may be unseen. */
function join(seen: Seen, kind: FactKind, found: readonly Answered[]): Answered {
  return {
    occasions: found.flatMap(({ occasions }) => occasions),
    unanswered: found.some(({ unanswered }) => unanswered) || untold(seen, kind, seen.asOf, seen.asOf),
  }
}
