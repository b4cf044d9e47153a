import { addDays, type Day } from '../../engine/calendar/day.ts'
import { careEpisode } from './care.ts'
import { type CareStory, type Household, isSubject, type Member, soon } from './household.ts'
import { assessedEpisode, needEpisode, noActionEpisode } from './need.ts'
import { askForConference, protectionEpisode } from './protection.ts'
import type { Weighted } from './random.ts'
import type { ProtectionPlan } from './truth.ts'

/** What one referral of a family leads to. */
type Episode = 'no-action' | 'assessed' | 'need' | 'lasting' | 'protection' | 'care'

/** A kind of family story. Its rates were fitted to the published shares (`docs/reference/demonstration.md`). */
export interface Story {
  readonly name: string
  /** How many such stories begin in a year, for each 100,000 children in need. */
  readonly yearly: number
  /** How many years such a story may take: one that began longer ago has surely ended before the files' first day. */
  readonly years: number
  readonly first: Weighted<Episode>
  /** What follows before the story's own kind of episode has been reached, and after; `stop` ends it. */
  readonly own: Episode
  readonly before: Weighted<Episode>
  readonly after: Weighted<Episode | 'stop'>
  /** Days from the closing of a case to the next referral (`Stream.spread`). */
  readonly gaps: readonly number[]
}

const SOON_BACK = [8, 50, 110, 180, 270, 420, 800]

export const STORIES: readonly Story[] = [
  {
    name: 'brief',
    yearly: 18_700,
    years: 4,
    first: [
      ['no-action', 12],
      ['assessed', 88],
    ],
    own: 'assessed',
    before: [
      ['no-action', 15],
      ['assessed', 85],
    ],
    after: [
      ['no-action', 7],
      ['assessed', 25],
      ['need', 4],
      ['stop', 64],
    ],
    gaps: SOON_BACK,
  },
  {
    name: 'need',
    yearly: 20_800,
    years: 6,
    first: [
      ['assessed', 25],
      ['need', 75],
    ],
    own: 'need',
    before: [
      ['assessed', 25],
      ['need', 75],
    ],
    after: [
      ['no-action', 4],
      ['assessed', 15],
      ['need', 23],
      ['stop', 58],
    ],
    gaps: SOON_BACK,
  },
  {
    name: 'lasting need',
    yearly: 3_400,
    years: 11,
    first: [['lasting', 1]],
    own: 'lasting',
    before: [['lasting', 1]],
    after: [
      ['need', 10],
      ['lasting', 10],
      ['stop', 80],
    ],
    gaps: SOON_BACK,
  },
  {
    name: 'protection',
    yearly: 8_350,
    years: 11,
    first: [
      ['assessed', 22],
      ['need', 20],
      ['protection', 58],
    ],
    own: 'protection',
    before: [
      ['assessed', 15],
      ['need', 15],
      ['protection', 70],
    ],
    after: [
      ['no-action', 5],
      ['assessed', 10],
      ['need', 8],
      ['protection', 20],
      ['stop', 57],
    ],
    gaps: [20, 110, 220, 380, 600, 950, 1_600],
  },
  {
    name: 'care',
    yearly: 3_290,
    years: 16,
    first: [
      ['need', 20],
      ['care', 80],
    ],
    own: 'care',
    before: [
      ['need', 20],
      ['care', 80],
    ],
    after: [
      ['assessed', 5],
      ['need', 8],
      ['care', 7],
      ['stop', 80],
    ],
    gaps: SOON_BACK,
  },
]

const MOST_REFERRALS = 9

/** Lives a story from its first referral on, until it stops or the files are written. */
export function live(household: Household, story: Story, begins: Day): void {
  const { draw } = household
  let on = household.days.onOrAfter(begins)
  let episode: Episode = draw.weighted(story.first)
  let reached = false
  for (let nth = 1; nth <= MOST_REFERRALS && on <= household.lastDay; nth++) {
    const members = subjects(household, on)
    if (members.length === 0) return
    const closed = run(household, episode, members, on)
    reached ||= episode === story.own
    const next: Episode | 'stop' = reached ? draw.weighted(story.after) : draw.weighted(story.before)
    if (next === 'stop') return
    episode = next
    on = soon(household, closed, story.gaps)
  }
}

function run(household: Household, episode: Episode, members: readonly Member[], on: Day): Day {
  switch (episode) {
    case 'no-action':
      return noActionEpisode(household, members, on)
    case 'assessed':
      return assessedEpisode(household, members, on)
    case 'need':
      return needEpisode(household, members, on, false)
    case 'lasting':
      // Lasting needs are mostly one child's own: a disability or an illness.
      return needEpisode(household, members.slice(0, 1), on, true)
    case 'protection':
      return protectionEpisode(household, members, on)
    case 'care':
      return careEpisode(household, members, on, 'any')
    default:
      return episode satisfies never
  }
}

/** A child where a protocol looks, on the very day that the files are written. */
export function liveCare(household: Household, story: Exclude<CareStory, 'any'>): void {
  const on = household.days.onOrAfter(addDays(household.lastDay, -household.draw.between(80, 130)))
  careEpisode(household, subjects(household, on), on, story)
}

/**
 * A family whose eldest child has had so many plans, and for whom another conference has been asked for in the days before
 * the files are written. Gives false where it did not come about; the caller tries again.
 */
export function liveAskedAgain(household: Household, plans: number): boolean {
  const on = household.days.onOrBefore(addDays(household.lastDay, -household.draw.between(9, 14)))
  if (!hadPlans(household, plans, on)) return false
  askForConference(household, subjects(household, on), on)
  return true
}

/**
 * A family whose eldest child is on a third plan when the files are written, and a brother or sister on a plan too. Gives
 * false where it did not come about; the caller tries again.
 */
export function liveThirdPlan(household: Household): boolean {
  const on = household.days.onOrBefore(addDays(household.lastDay, -household.draw.between(70, 160)))
  if (household.members.length < 2 || !hadPlans(household, 2, on)) return false
  protectionEpisode(household, subjects(household, on), on)
  const [eldest, ...others] = household.members
  const isOnPlan = (member: Member): boolean => {
    const { from, until } = plansOf(member).at(-1) ?? { from: household.lastDay, until: on }
    return from < household.lastDay && (until === null || until > household.lastDay)
  }
  return eldest !== undefined && plansOf(eldest).length === 3 && isOnPlan(eldest) && others.some(isOnPlan)
}

/** Gives the eldest child of the family so many plans, all over before a day; false where chance would not have it. */
function hadPlans(household: Household, plans: number, before: Day): boolean {
  const eldest = household.members.slice(0, 1)
  let on = household.days.onOrAfter(addDays(before, -household.draw.between(900, 1_300) * plans))
  for (let nth = 0; nth < plans; nth++) {
    on = soon(household, protectionEpisode(household, eldest, on), [60, 200, 400])
  }
  return eldest.flatMap(plansOf).length === plans && on <= before
}

function subjects(household: Household, on: Day): Member[] {
  return household.members.filter((member) => isSubject(member, on))
}

function plansOf({ referrals }: Member): readonly ProtectionPlan[] {
  return referrals.flatMap((referral) => referral.plans)
}
