import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { addDays, civilDateOf, type Day, dayOf } from '../../engine/calendar/day.ts'
import { membersOf, settle } from './family.ts'
import type { Household } from './household.ts'
import { Stream } from './random.ts'
import { teamOf } from './staff.ts'
import { live, liveAskedAgain, liveCare, liveThirdPlan, STORIES, type Story } from './story.ts'
import type { DemonstrationChild } from './truth.ts'
import { Workdays } from './workdays.ts'

export interface AuthorityOptions {
  /** How many children are in need on the census day. The files hold more: all whose case was open in the year or since. */
  readonly children: number
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** The day that the files are written for; nothing happens after it. */
  readonly asOf: Day
  readonly calendar: WorkingCalendar
}

/** The days that the files are about. */
export interface Window {
  /** The first day of the census year, a 1 April. */
  readonly firstDay: Day
  /** The last 31 March on or before the day of writing. */
  readonly censusDay: Day
  readonly asOf: Day
}

export function windowOf(asOf: Day): Window {
  const { year } = civilDateOf(asOf)
  const march = dayOf({ year, month: 3, date: 31 })
  const censusYear = march <= asOf ? year : year - 1
  return {
    firstDay: dayOf({ year: censusYear - 1, month: 4, date: 1 }),
    censusDay: dayOf({ year: censusYear, month: 3, date: 31 }),
    asOf,
  }
}

/** What a family's story is: one of the common kinds, or one put in on purpose so that every trigger has a child. */
type Kind =
  | { readonly kind: 'story'; readonly story: Story; readonly share: number }
  | { readonly kind: 'care'; readonly care: 'at-home' | 'secure' | 'unregulated'; readonly share: number }
  | { readonly kind: 'asked-again'; readonly plans: number; readonly share: number }
  | { readonly kind: 'third-plan'; readonly plans: 2; readonly share: number }

/** Families put in on purpose, for each 100,000 children in need: five in an authority of 3,000. */
const ON_PURPOSE = 170
const DAYS_OF_A_YEAR = 365.25
/** A try at a story that needs luck fails about every other time. */
const MOST_TRIES = 40

/**
 * Makes up an authority, family by family, and gives its children one after another. Each family draws from a stream of its
 * own, so that family k is the same however many children are asked for: a smaller authority is the beginning of a larger
 * one, but for the last few families, which are passed over where they would make too many. Only one family is held in
 * memory.
 */
export function* generateAuthority({
  children,
  seed,
  asOf,
  calendar,
}: AuthorityOptions): Generator<DemonstrationChild> {
  const window = windowOf(asOf)
  const days = new Workdays(calendar)
  const kinds = kindsOf(window)
  const whole = kinds.reduce((sum, { share }) => sum + share, 0)
  const offset = new Stream(seed, 0).next()
  let inNeed = 0
  let number = 1
  let family = 1
  for (let candidate = 1; inNeed < children; candidate++) {
    // Steps of the golden ratio spread the kinds far more evenly than chance would, so that a small authority has them all.
    const place = ((offset + Math.imul(candidate, 0x9e37_79b9)) >>> 0) / 0x1_0000_0000
    const kind = kindAt(kinds, place * whole)
    if (kind === undefined) continue
    const made = familyOf({ draw: new Stream(seed, candidate), days, kind, window, family, number })
    if (!made.some((child) => isOpenBetween(child, window.firstDay, asOf))) continue
    const needy = made.filter((child) => isInNeed(child, window.censusDay)).length
    if (inNeed + needy > children) continue
    inNeed += needy
    family += 1
    number = (made.at(-1)?.number ?? number) + 1
    yield* made
  }
}

/** Whether a child is in need on a day: a case is open that went further than the referral. */
export function isInNeed(child: DemonstrationChild, on: Day): boolean {
  return child.referrals.some(
    (each) => !each.noFurtherAction && each.on <= on && (each.closed === null || each.closed > on),
  )
}

/** Whether any case of a child was open, if only for a day, between two days. */
function isOpenBetween(child: DemonstrationChild, from: Day, until: Day): boolean {
  return child.referrals.some((each) => each.on <= until && (each.closed === null || each.closed >= from))
}

function kindsOf({ firstDay, asOf }: Window): Kind[] {
  const purpose = { share: ON_PURPOSE }
  return [
    ...STORIES.map((story): Kind => {
      const years = (asOf - firstDay) / DAYS_OF_A_YEAR + story.years
      return { kind: 'story', story, share: story.yearly * years }
    }),
    { kind: 'care', care: 'at-home', ...purpose },
    { kind: 'care', care: 'secure', ...purpose },
    { kind: 'care', care: 'unregulated', ...purpose },
    { kind: 'asked-again', plans: 1, ...purpose },
    { kind: 'asked-again', plans: 2, ...purpose },
    { kind: 'third-plan', plans: 2, ...purpose },
  ]
}

function kindAt(kinds: readonly Kind[], place: number): Kind | undefined {
  let left = place
  return kinds.find((kind) => {
    left -= kind.share
    return left < 0
  })
}

interface Made {
  readonly draw: Stream
  readonly days: Workdays
  readonly kind: Kind
  readonly window: Window
  readonly family: number
  readonly number: number
}

function familyOf(made: Made): DemonstrationChild[] {
  const { kind, draw, window } = made
  switch (kind.kind) {
    case 'story': {
      const earliest = addDays(window.firstDay, -Math.round(kind.story.years * DAYS_OF_A_YEAR))
      const begins = addDays(earliest, draw.below(window.asOf - earliest + 1))
      const household = householdOf(made, begins, null)
      live(household, kind.story, begins)
      return isPast(household, window.firstDay) ? [] : settle(household, begins)
    }
    case 'care': {
      // Old enough for secure accommodation, and under 16 on the day of writing.
      const age = kind.care === 'at-home' ? draw.between(400, 3_600) : draw.between(5_000, 5_700)
      const begins = addDays(window.asOf, -130)
      const household = householdOf(made, begins, age)
      liveCare(household, kind.care)
      return settle(household, begins)
    }
    case 'asked-again':
    case 'third-plan':
      for (let tries = 1; tries <= MOST_TRIES; tries++) {
        const begins = addDays(window.asOf, -1_400 * kind.plans)
        const household = householdOf(made, begins, draw.between(300, 1_500))
        const came = kind.kind === 'third-plan' ? liveThirdPlan(household) : liveAskedAgain(household, kind.plans)
        if (came) return settle(household, begins)
      }
      return []
    default:
      return kind satisfies never
  }
}

/** Whether every case was closed before the files' first day: such a family is passed over, and most are. */
function isPast({ members }: Household, firstDay: Day): boolean {
  return members.every(({ referrals }) => referrals.every(({ closed }) => closed !== null && closed < firstDay))
}

function householdOf({ draw, days, window, family, number }: Made, begins: Day, eldestAge: number | null): Household {
  const name = `F${String(family).padStart(7, '0')}`
  return {
    draw,
    days,
    family: name,
    team: teamOf(family),
    members: membersOf(draw, { family: name, firstNumber: number, begins, eldestAge, firstDay: window.firstDay }),
    lastDay: window.asOf,
    meetings: 0,
  }
}
