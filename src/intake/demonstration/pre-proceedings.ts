import { addDays, type Day } from '../../engine/calendar/day.ts'
import { type Draft, type Household, type Member, newId, soon } from './household.ts'
import type { Ending } from './review.ts'
import type { Referral } from './truth.ts'

/** Days from the decision to enter pre-proceedings to the decision to leave them. */
const LENGTH = [60, 100, 130, 170, 230]
const BETWEEN_MEETINGS = 42

/** Pre-proceedings during a protection plan, ending with it where it ends in care. A plan too short for them has none. */
export function preProceedings(
  household: Household,
  member: Member,
  referral: Draft<Referral>,
  planFrom: Day,
  ends: Ending,
): void {
  const { draw, days } = household
  const applies = ends.why === 'care'
  const room = ends.on - planFrom - 14
  const length = Math.min(draw.spread(LENGTH), room)
  if (length < 45) return
  const from = days.onOrAfter(addDays(ends.on, -length - (applies ? 2 : draw.between(2, room - length + 2))))
  const until = days.onOrBefore(addDays(from, length - 4))
  const letter = soon(household, from, [1, 4, 10])
  const firstMeeting = soon(household, letter, [7, 12, 20])
  const meetings: Day[] = []
  for (let on = addDays(firstMeeting, BETWEEN_MEETINGS); on < until; on = addDays(on, BETWEEN_MEETINGS)) {
    meetings.push(days.onOrBefore(on))
  }
  const meetingOffered = draw.chance(9_000)
  referral.preProceedings.push({
    id: newId(member, 'PP'),
    from,
    letter,
    meetingOffered,
    meetingHeld: meetingOffered && draw.chance(5_500),
    firstMeeting,
    meetings,
    until,
    outcome: applies ? 'apply' : 'step down',
  })
}
