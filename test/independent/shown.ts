import type { Window } from '../../src/intake/demonstration/authority.ts'
import { knownOn } from '../../src/intake/demonstration/known.ts'
import type { DemonstrationChild, Referral } from '../../src/intake/demonstration/truth.ts'
import { dateOf, type IsoDate } from './dates.ts'

// What the files of the demonstration authority show of a child, taken from what happened and not from the files: neither a
// reader nor the engine's facts stand between.

/** Something that lasts: on a day when `from <= day` and not yet `day >= until`. */
export interface Spell {
  readonly from: IsoDate
  readonly until: IsoDate | null
}

export interface Assessment extends Spell {
  /** The day of the referral of its case. */
  readonly referred: IsoDate
  readonly factors: readonly string[]
  readonly service: 'yes' | 'no' | 'unknown'
}

export interface Enquiry extends Spell {
  readonly noConference: boolean
  /** The day by which its conference is to be held; null where none has been asked for. */
  readonly target: IsoDate | null
  readonly held: IsoDate | null
  /** The day on which the case that it belongs to was closed. */
  readonly caseClosed: IsoDate | null
}

export interface Plan extends Spell {
  readonly initial: string
  readonly latest: string
  /** How many plans the census says came before. */
  readonly stated: number | null
  /** The sitting that it came from, shared by children planned together. */
  readonly sitting: string
  readonly reviews: readonly IsoDate[]
}

export interface Placement extends Spell {
  readonly code: string
  readonly miles: number
}

export interface Status extends Spell {
  readonly code: string
}

/** One child as the files show them. */
export interface Shown {
  readonly id: string
  /** '' where no file tells of families. */
  readonly family: string
  readonly born: IsoDate | null
  /** Of a child not born yet. */
  readonly expected: IsoDate | null
  readonly died: IsoDate | null
  /** From a referral until its case was closed. */
  readonly referrals: readonly Spell[]
  readonly assessments: readonly Assessment[]
  readonly needPlans: readonly Spell[]
  readonly enquiries: readonly Enquiry[]
  readonly plans: readonly Plan[]
  readonly statuses: readonly Status[]
  readonly placements: readonly Placement[]
}

/** The days of which the files hold everything of one kind; `from` is null where they reach back as far as may be. */
export interface Covered {
  readonly from: IsoDate | null
  readonly until: IsoDate
}

function dateOrNull(day: number | null): IsoDate | null {
  return day === null ? null : dateOf(day)
}

function spell(from: number, until: number | null): Spell {
  return { from: dateOf(from), until: dateOrNull(until) }
}

/** What the dataset shows: everything known on the day that it was written. */
export function shownByDataset(child: DemonstrationChild, writtenOn: Window['asOf']): Shown | null {
  const known = knownOn(child, writtenOn)
  if (known === null) return null
  const conferences = known.referrals.flatMap((each) => each.conferences)
  return {
    id: known.id,
    family: known.family,
    born: known.born <= writtenOn ? dateOf(known.born) : null,
    expected: known.born <= writtenOn ? null : dateOrNull(known.expected),
    died: dateOrNull(known.died),
    referrals: known.referrals.map(({ on, closed }) => spell(on, closed)),
    assessments: known.referrals.flatMap(({ on, assessments }) =>
      assessments.map(({ from, until, factors, service }) => ({
        ...spell(from, until),
        referred: dateOf(on),
        factors,
        service: until === null ? 'unknown' : service ? 'yes' : 'no',
      })),
    ),
    needPlans: known.referrals.flatMap(({ needPlans }) => needPlans.map(({ from, until }) => spell(from, until))),
    enquiries: known.referrals.flatMap(({ enquiries, closed }) =>
      enquiries.map(({ id, from, until, noConference }) => {
        const conference = conferences.find(({ enquiry }) => enquiry === id)
        return {
          ...spell(from, until),
          noConference,
          target: dateOrNull(conference?.target ?? null),
          held: dateOrNull(conference?.held ?? null),
          caseClosed: dateOrNull(closed),
        }
      }),
    ),
    plans: known.referrals.flatMap(({ plans }) =>
      plans.map((plan) => ({
        ...spell(plan.from, plan.until),
        initial: plan.initialCategory,
        latest: plan.latestCategory,
        stated: null,
        sitting: conferences.find(({ id }) => id === plan.conference)?.meeting ?? '',
        reviews: plan.reviews.flatMap(({ held }) => (held === null ? [] : [dateOf(held)])),
      })),
    ),
    statuses: known.referrals.flatMap(({ care }) =>
      care.flatMap(({ statuses }) => statuses.map(({ code, from, until }) => ({ ...spell(from, until), code }))),
    ),
    placements: known.referrals.flatMap(({ care }) =>
      care.flatMap(({ placements }) =>
        placements.map(({ code, from, until, distance }) => ({ ...spell(from, until), code, miles: distance / 10 })),
      ),
    ),
  }
}

/**
 * What a census shows: the referrals that were open in its year with what belongs to the year, as known on its last day. It
 * tells of no family, legal status or placement, and gives an enquiry no end but its conference.
 */
export function shownByCensus(child: DemonstrationChild, { firstDay, censusDay }: Window): Shown | null {
  const known = knownOn(child, censusDay)
  const inYear = (day: number | null): boolean => day !== null && day >= firstDay && day <= censusDay
  const lastsIntoYear = ({ until }: { readonly until: number | null }): boolean => until === null || until >= firstDay
  const open = (known?.referrals ?? []).filter(({ closed }) => closed === null || closed >= firstDay)
  if (known === null || open.length === 0) return null
  const held = (referral: Referral, id: string): Referral['conferences'][number] | undefined =>
    referral.conferences.find(({ enquiry }) => enquiry === id)
  return {
    id: known.id,
    family: '',
    born: known.born <= censusDay ? dateOf(known.born) : null,
    expected: known.born <= censusDay ? null : dateOrNull(known.expected),
    died: dateOrNull(known.died),
    referrals: open.map(({ on, closed }) => spell(on, closed)),
    assessments: open.flatMap((each) =>
      each.assessments.filter(lastsIntoYear).map(({ from, until, factors }) => ({
        ...spell(from, until),
        referred: dateOf(each.on),
        factors,
        service: serviceAfter(from, each, { firstDay, censusDay }),
      })),
    ),
    needPlans: open.flatMap((each) =>
      each.needPlans.filter(lastsIntoYear).map(({ from, until }) => spell(from, until)),
    ),
    enquiries: open.flatMap((each) =>
      each.enquiries
        .filter(({ id, from }) => inYear(from) || inYear(held(each, id)?.held ?? null))
        .map(({ id, from, noConference }) => {
          const conference = held(each, id)
          return {
            ...spell(from, conference?.held ?? from),
            noConference,
            target: dateOrNull(conference?.target ?? null),
            held: dateOrNull(conference?.held ?? null),
            caseClosed: dateOrNull(each.closed),
          }
        }),
    ),
    plans: open.flatMap((each) =>
      each.plans.filter(lastsIntoYear).map((plan) => ({
        ...spell(plan.from, plan.until),
        initial: plan.initialCategory,
        latest: plan.latestCategory,
        stated: plan.previous,
        sitting: '',
        reviews: plan.reviews.filter((review) => inYear(review.held)).map((review) => dateOf(review.held ?? 0)),
      })),
    ),
    statuses: [],
    placements: [],
  }
}

/** A census does not say whether a service followed an assessment; a plan shows one, and closing with RC8 that there was none. */
function serviceAfter(
  start: number,
  referral: Referral,
  { firstDay, censusDay }: Pick<Window, 'firstDay' | 'censusDay'>,
): Assessment['service'] {
  const lasts = [...referral.needPlans, ...referral.plans].filter(({ until }) => until === null || until >= firstDay)
  if (lasts.some(({ from }) => from >= start)) return 'yes'
  const enquiries = referral.enquiries.filter(({ id, from }) => {
    const day = referral.conferences.find(({ enquiry }) => enquiry === id)?.held ?? null
    return [from, day].some((each) => each !== null && each >= firstDay && each <= censusDay)
  })
  return referral.reason === 'RC8' && !enquiries.some(({ from }) => from >= start) ? 'no' : 'unknown'
}
