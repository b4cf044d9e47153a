import type { FactKind } from '../../src/engine/facts/fact.ts'
import { type Answer, all, answer, any, atLeast, type Bounds } from './answers.ts'
import { birthday, dayAfter, dayBefore, type IsoDate, monthsAfter } from './dates.ts'
import type { Assessment, Covered, Enquiry, Placement, Plan, Shown, Spell } from './shown.ts'

// What each condition means, on one day, in its own words. Nothing here knows what an interval of days is: every function
// answers for the one day that it is asked of.

/** A child with what the files hold whole of them. */
export interface Seen {
  readonly child: Shown
  /** Every child of the family, this one among them; undefined where no file tells of families. */
  readonly family: readonly Shown[] | undefined
  readonly covered: ReadonlyMap<FactKind, Covered>
  /** The day asked. */
  readonly asOf: IsoDate
  /** The day on which the file that tells most was written. */
  readonly writtenOn: IsoDate
}

const ANY_NUMBER = Number.POSITIVE_INFINITY

export function runs({ from, until }: Spell, on: IsoDate): boolean {
  return from <= on && (until === null || on < until)
}

/**
 * Whether some day from `from` to `to` (null: as far back as may be) is one of which no file tells of this kind. Of the days
 * after the last that is told of, and after the day asked, it is assumed that nothing else changes.
 */
export function untold({ covered, asOf }: Seen, kind: FactKind, from: IsoDate | null, to: IsoDate): boolean {
  const told = covered.get(kind)
  let last = to < asOf ? to : asOf
  if (told === undefined) return from === null || from <= last
  if (last > told.until) last = told.until
  if (from === null) return told.from !== null
  return from <= last && told.from !== null && from < told.from
}

/** Whether a file tells of this kind on a day. */
export function isTold({ covered }: Seen, kind: FactKind, on: IsoDate): boolean {
  const told = covered.get(kind)
  return told !== undefined && (told.from === null || told.from <= on) && on <= told.until
}

export function ranMonths(spell: Spell, months: number, on: IsoDate): Answer {
  return answer(runs(spell, on) && on >= monthsAfter(spell.from, months))
}

export function ranMoreThanMonths(spell: Spell, months: number, on: IsoDate): Answer {
  return answer(runs(spell, on) && on > monthsAfter(spell.from, months))
}

/** So many reviews were held, and the plan went on. A plan that ran through untold days was surely to be reviewed in them. */
export function reviewsHeld(seen: Seen, plan: Plan, wanted: number, on: IsoDate): Answer {
  if (!runs(plan, on)) return 'no'
  const sure = plan.reviews.filter((held) => held <= on).length
  const some = untold(seen, 'review', dayAfter(plan.from), on) && on > plan.from
  return atLeast(wanted, { sure, perhaps: some ? ANY_NUMBER : sure })
}

/** A review was held when the plan had run so many months or more, and the plan went on. */
export function reviewedAfter(seen: Seen, plan: Plan, months: number, on: IsoDate): Answer {
  if (!runs(plan, on)) return 'no'
  const from = monthsAfter(plan.from, months)
  if (plan.reviews.some((held) => from <= held && held <= on)) return 'yes'
  return untold(seen, 'review', from, on) ? 'perhaps' : 'no'
}

/**
 * How many plans the child had begun before a day. What a census states of the plan that began last before it, or of the very
 * plan that begins on it, speaks of plans that are in no file.
 */
export function plansBefore(seen: Seen, before: IsoDate): Bounds {
  const { plans } = seen.child
  const begun = plans.filter(({ from }) => from < before).sort((a, b) => (a.from < b.from ? -1 : 1))
  const sure = begun.length
  if (!untold(seen, 'protection-plan', null, dayBefore(before))) return { sure }
  const own = plans.find(({ from }) => from === before)?.stated ?? null
  if (own !== null) return { sure: Math.max(sure, own) }
  const last = begun.at(-1)
  if (last !== undefined && last.stated !== null) return { sure: Math.max(sure, last.stated + 1) }
  return { sure, silent: ANY_NUMBER }
}

/** The plan is the child's plan of this number, or a later one. */
export function isPlanNumber(seen: Seen, plan: Plan, number: number, on: IsoDate): Answer {
  return all(answer(runs(plan, on)), atLeast(number - 1, plansBefore(seen, plan.from)))
}

/**
 * The latest category is neglect. No file tells on which day a category changed: only which it was first, and which it was by
 * the day on which the file was written. Under several categories neglect may be one.
 */
export function isForNeglect({ writtenOn }: Seen, { initial, latest }: Plan, on: IsoDate): Answer {
  if (initial === 'NEG' && latest === 'NEG') return 'yes'
  if (latest === 'MUL') return 'perhaps'
  if (on >= writtenOn || initial === latest) return answer(latest === 'NEG')
  return [initial, latest].some((each) => each === 'NEG' || each === 'MUL') ? 'perhaps' : 'no'
}

/** A conference was asked for and has not been held; when the case closes, it will not be. */
export function awaitsConference(seen: Seen, enquiry: Enquiry, on: IsoDate): Answer {
  const { from, noConference, target, held, caseClosed } = enquiry
  if (on < from || noConference || (caseClosed !== null && on >= caseClosed)) return 'no'
  if (held !== null) return answer(on < held)
  const silence = untold(seen, 'conference', from, on)
  if (target === null) return silence ? 'silent' : 'no'
  return silence ? 'perhaps' : 'yes'
}

/** The family's episodes in the order in which they began: the plans made at one sitting are one. */
function episodes(family: readonly Shown[]): readonly (readonly Plan[])[] {
  const plans = family.flatMap((child) => child.plans).sort((a, b) => (a.from < b.from ? -1 : 1))
  const nameOf = ({ sitting, from }: Plan): string => (sitting === '' ? from : sitting)
  return [...new Set(plans.map(nameOf))].map((name) => plans.filter((plan) => nameOf(plan) === name))
}

/** A plan of the family's episode of this number, or of a later one, is running. */
export function familyEpisode(seen: Seen, number: number, on: IsoDate): Answer {
  if (seen.family === undefined) return 'silent'
  const late = episodes(seen.family)
    .slice(number - 1)
    .flat()
  if (late.some((plan) => runs(plan, on))) return 'yes'
  const running = seen.family.some(({ plans }) => plans.some((plan) => runs(plan, on)))
  return running && untold(seen, 'protection-plan', null, on) ? 'silent' : 'no'
}

/** How often children of the family had become subject to plans before a day. */
export function episodesBefore(seen: Seen, before: IsoDate): Bounds {
  if (seen.family === undefined) return { sure: 0, silent: ANY_NUMBER }
  const sure = episodes(seen.family).filter(([first]) => first !== undefined && first.from < before).length
  return untold(seen, 'protection-plan', null, dayBefore(before)) ? { sure, silent: ANY_NUMBER } : { sure }
}

/** Another child of the family is on a plan that is at least that child's plan of this number: in one household, perhaps. */
export function siblingOnPlanNumber(seen: Seen, number: number, on: IsoDate): Answer {
  if (seen.family === undefined) return 'silent'
  const others = seen.family.filter(({ id }) => id !== seen.child.id)
  const theirs = others.flatMap((child) =>
    child.plans.map((plan) => isPlanNumber({ ...seen, child }, plan, number, on)),
  )
  return all('perhaps', any(...theirs))
}

export function hasStatus(seen: Seen, code: string, on: IsoDate): Answer {
  if (seen.child.statuses.some((each) => each.code === code && runs(each, on))) return 'yes'
  return untold(seen, 'legal-status', on, on) ? 'silent' : 'no'
}

/** In a placement of one of these kinds, or of any. */
export function isPlaced(seen: Seen, codes: readonly string[] | 'any', on: IsoDate): Answer {
  if (seen.child.placements.some((each) => (codes === 'any' || codes.includes(each.code)) && runs(each, on)))
    return 'yes'
  return untold(seen, 'placement', on, on) ? 'silent' : 'no'
}

/** Whether the child had turned so many years old when it began. */
export function hadTurned({ child }: Seen, years: number, { from }: Spell): Answer {
  return child.born === null ? 'perhaps' : answer(birthday(years, child.born) <= from)
}

/** Whether the child has turned so many years old by a day. */
export function isAged({ child }: Seen, years: number, on: IsoDate): Answer {
  return child.born === null ? 'silent' : answer(birthday(years, child.born) <= on)
}

/** The child died before coming of age, no more than so many months ago. */
export function diedWithin({ child: { born, died } }: Seen, months: number, on: IsoDate): Answer {
  if (died === null || (born !== null && birthday(18, born) <= died)) return 'no'
  return answer(died <= on && on <= monthsAfter(died, months))
}

export function isFar(placement: Placement, miles: number, on: IsoDate): Answer {
  return answer(runs(placement, on) && placement.miles > miles)
}

/**
 * The assessment that was begun last, of those of an open case that are finished, names one of these factors. Where no file
 * tells of the assessments since, or of the cases of that day, there may be one that does.
 */
export function namesFactor(seen: Seen, codes: readonly string[], on: IsoDate): Answer {
  const noCaseTold: Answer = untold(seen, 'referral', on, on) ? 'silent' : 'no'
  const open = seen.child.referrals.filter((each) => runs(each, on))
  if (open.length === 0) return noCaseTold
  const ofThem = seen.child.assessments.filter(({ referred }) => open.some(({ from }) => from === referred))
  const latest = lastBegun(ofThem.filter(({ until }) => until !== null && until <= on))
  const since = latest?.until ?? open.map(({ from }) => from).sort()[0] ?? on
  const noneSinceTold: Answer = untold(seen, 'assessment', since, on) ? 'silent' : 'no'
  const silence = any(noCaseTold, noneSinceTold)
  if (latest?.factors.some((factor) => codes.includes(factor)) !== true) return silence
  return silence === 'no' ? 'yes' : 'perhaps'
}

function lastBegun<T extends Spell>(spells: readonly T[]): T | undefined {
  return spells.reduce<T | undefined>(
    (last, each) => (last === undefined || each.from >= last.from ? each : last),
    undefined,
  )
}

export function isOpen(seen: Seen, on: IsoDate): Answer {
  if (seen.child.referrals.some((each) => runs(each, on))) return 'yes'
  return untold(seen, 'referral', on, on) ? 'silent' : 'no'
}

/** How many of these dates lie in the months that end with a day, the corresponding date among them. */
function within(dates: readonly IsoDate[], months: number, on: IsoDate): number {
  return dates.filter((date) => date <= on && on <= monthsAfter(date, months)).length
}

/** The first date that lies in the months that end with a day. */
function windowStart(months: number, on: IsoDate): IsoDate {
  const start = monthsAfter(on, -months)
  return monthsAfter(start, months) === on ? start : dayAfter(start)
}

/** A count in a window of months that ends with a day; days of the window of which no file tells may hold any number. */
function counted(
  seen: Seen,
  kind: FactKind,
  given: { dates: readonly IsoDate[]; doubtful?: readonly IsoDate[] },
  months: number,
  on: IsoDate,
): Bounds {
  const sure = within(given.dates, months, on)
  const start = windowStart(months, on)
  const birth = birthOf(seen.child) ?? start
  const gap = untold(seen, kind, birth > start ? birth : start, on)
  return { sure, silent: gap ? ANY_NUMBER : sure + within(given.doubtful ?? [], months, on) }
}

/** Nothing that could be counted is looked for before a child's birth. */
function birthOf({ born, expected }: Shown): IsoDate | null {
  return born ?? expected
}

export function needPlansWithin(seen: Seen, wanted: number, months: number, on: IsoDate): Answer {
  const dates = seen.child.needPlans.map(({ from }) => from)
  return atLeast(wanted, counted(seen, 'child-in-need-plan', { dates }, months, on))
}

export function placementsWithin(seen: Seen, wanted: number, months: number, on: IsoDate): Answer {
  const dates = seen.child.placements.map(({ from }) => from)
  return atLeast(wanted, counted(seen, 'placement', { dates }, months, on))
}

/** Assessments count on the day on which they were finished. Of whether a service followed a census may say nothing. */
export function unservedWithin(seen: Seen, wanted: number, months: number, on: IsoDate): Answer {
  const finished = (service: Assessment['service']): IsoDate[] =>
    seen.child.assessments.filter((each) => each.service === service).flatMap(({ until }) => until ?? [])
  return atLeast(
    wanted,
    counted(seen, 'assessment', { dates: finished('no'), doubtful: finished('unknown') }, months, on),
  )
}

/** A re-opening is a referral on or after the day on which an earlier case closed. */
export function reopeningsWithin(seen: Seen, wanted: number, months: number, on: IsoDate): Answer {
  const { referrals } = seen.child
  const follows = (referral: Spell): boolean =>
    referrals.some((each) => each !== referral && each.until !== null && each.until <= referral.from)
  const dates = referrals.filter(follows).map(({ from }) => from)
  const doubtful = referrals
    .filter((each) => !follows(each) && untold(seen, 'referral', birthOf(seen.child), dayBefore(each.from)))
    .map(({ from }) => from)
  return atLeast(wanted, counted(seen, 'referral', { dates, doubtful }, months, on))
}
