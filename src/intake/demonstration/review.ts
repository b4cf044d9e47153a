import { addDays, type Day } from '../../engine/calendar/day.ts'
import { addMonths } from '../../engine/calendar/months.ts'
import { type Household, newMeeting } from './household.ts'

/** A sitting that siblings share. */
export interface Sitting {
  readonly meeting: string
  readonly due: Day
  readonly held: Day
}

/** How a protection plan comes to its end. */
export interface Ending {
  readonly on: Day
  readonly why: 'review' | 'care' | 'moved' | 'other'
}

/** How far ahead of its limit a first review is held, days. */
const FIRST_AHEAD = [0, 2, 4, 7, 11, 18]
/** The same of a later review that is held at its usual time, and of one that is brought forward. */
const LATER_AHEAD = [4, 22, 36, 46, 56, 70]
const BROUGHT_FORWARD = [75, 90, 110]
/** Working days by which a late review is late. */
const LATE_BY = [1, 4, 9, 20, 45]
/** Reviews held by their due day, in parts of ten thousand: the 90% that the project assumes. */
const ON_TIME = 9_000
const FORWARD = 2_000

/**
 * The chance, in parts of ten thousand, that a plan still running ends before its n-th review, and at it: fitted so that the
 * lengths of plans come out as published (`docs/reference/demonstration.md`).
 */
const ENDS_BEFORE = [550, 850, 450, 600, 700]
const ENDS_AT = [1_200, 4_700, 5_400, 4_700, 4_700]
const MOST_REVIEWS = 12

/** The review conferences of a plan as they would be held if it never ended; those after the day of writing are of no use. */
export function sittings(household: Household, start: Day): Sitting[] {
  const { draw, days } = household
  const found: Sitting[] = []
  let before = start
  for (let nth = 1; nth <= MOST_REVIEWS && before <= household.lastDay; nth++) {
    const due = addMonths(before, nth === 1 ? 3 : 6)
    const ahead = nth === 1 ? FIRST_AHEAD : draw.chance(FORWARD) ? BROUGHT_FORWARD : LATER_AHEAD
    const held = draw.chance(ON_TIME)
      ? days.onOrBefore(addDays(due, -draw.spread(ahead)))
      : days.after(due, draw.spread(LATE_BY))
    found.push({ meeting: newMeeting(household), due, held })
    before = held
  }
  return found
}

/** Where along its sittings a plan ends. */
export function ending(household: Household, start: Day, planned: readonly Sitting[]): Ending {
  const { draw, days } = household
  let before = start
  for (const [index, sitting] of planned.entries()) {
    const row = Math.min(index, ENDS_AT.length - 1)
    if (draw.chance(ENDS_BEFORE[row] ?? 0)) {
      const on = days.onOrAfter(addDays(before, draw.between(5, Math.max(6, sitting.held - before - 5))))
      const why = draw.weighted<Ending['why']>([
        ['care', 42],
        ['moved', 22],
        ['other', 36],
      ])
      return { on, why }
    }
    if (draw.chance(ENDS_AT[row] ?? 0)) return { on: sitting.held, why: 'review' }
    before = sitting.held
  }
  return { on: before, why: 'review' }
}
