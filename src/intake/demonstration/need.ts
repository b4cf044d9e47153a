import { addDays, type Day } from '../../engine/calendar/day.ts'
import { assess, assessOnly, authorisation, newReferral, takeNoAction } from './assessment.ts'
import { type Draft, type Household, type Member, newId, soon } from './household.ts'
import type { Referral } from './truth.ts'

const FROM_DECISION_TO_PLAN = [0, 0, 3, 10]
/** Lengths of child in need plans, days. */
const LENGTHS = [20, 55, 85, 115, 150, 190, 250, 340, 480]
const LASTING_LENGTHS = [420, 640, 900, 1_300, 1_800, 2_600]
const STEP_DOWN_LENGTHS = [30, 70, 95, 130, 190]
const TO_CLOSING = [0, 1, 4, 9, 20]

/** A referral that goes no further. Gives the day it closed. */
export function noActionEpisode(household: Household, members: readonly Member[], on: Day): Day {
  const closed = household.days.onOrAfter(addDays(on, household.draw.below(4)))
  let first: Draft<Referral> | null = null
  for (const member of members) {
    const made: Draft<Referral> = takeNoAction(household, member, { on, closed }, first)
    first ??= made
  }
  return closed
}

/** A referral assessed and closed without a service. Gives the day it closed. */
export function assessedEpisode(household: Household, members: readonly Member[], on: Day): Day {
  const until = authorisation(household, on)
  const closed = soon(household, until, TO_CLOSING)
  let first: Draft<Referral> | null = null
  for (const member of members) {
    const made: Draft<Referral> = assessOnly(household, member, { on, until, closed }, first)
    first ??= made
  }
  return closed
}

/** A referral that leads to a child in need plan: months long, or, where `lasting`, years. Gives the day it closed. */
export function needEpisode(household: Household, members: readonly Member[], on: Day, lasting: boolean): Day {
  const { draw } = household
  const until = authorisation(household, on)
  const from = soon(household, until, FROM_DECISION_TO_PLAN)
  const ends = soon(household, from, lasting ? LASTING_LENGTHS : LENGTHS)
  // A plan ended too soon is made again within the same referral.
  const again = draw.chance(1_200) ? soon(household, ends, [7, 20, 60]) : null
  const endsAgain = again === null ? ends : soon(household, again, LENGTHS)
  const closed = soon(household, endsAgain, TO_CLOSING)
  const enquired = !lasting && draw.chance(2_500)
  let first: Draft<Referral> | null = null
  for (const member of members) {
    const referral: Draft<Referral> = newReferral(household, member, on, first)
    first ??= referral
    if (lasting) referral.need = 'N2'
    referral.assessments.push(assess(household, member, { from: on, until }, true))
    if (enquired) enquireWithoutConference(household, member, referral, on)
    referral.needPlans.push({ id: newId(member, 'CN'), from, until: ends })
    if (again !== null) referral.needPlans.push({ id: newId(member, 'CN'), from: again, until: endsAgain })
    if (lasting) reassessEachYear(household, member, referral, { from, until: endsAgain })
    referral.closed = closed
    referral.reason = 'RC7'
  }
  return closed
}

/** A section 47 enquiry that ends without an initial conference. */
export function enquireWithoutConference(
  household: Household,
  member: Member,
  referral: Draft<Referral>,
  on: Day,
): void {
  const from = soon(household, on, [0, 0, 1, 4])
  const until = household.days.after(from, household.draw.between(3, 14))
  referral.enquiries.push({ id: newId(member, 'E'), from, until, noConference: true })
}

/** The child in need plan after a protection plan has ended. Gives the day it ends, or `from` where there is none. */
export function stepDown(household: Household, member: Member, referral: Draft<Referral>, ended: Day): Day {
  const from = household.days.onOrAfter(addDays(ended, 1))
  const until = soon(household, from, STEP_DOWN_LENGTHS)
  referral.needPlans.push({ id: newId(member, 'CN'), from, until })
  return until
}

function reassessEachYear(
  household: Household,
  member: Member,
  referral: Draft<Referral>,
  plan: { from: Day; until: Day },
): void {
  let from = soon(household, plan.from, [330, 365, 400])
  let until = authorisation(household, from)
  while (until < plan.until) {
    referral.assessments.push(assess(household, member, { from, until }, true))
    from = soon(household, until, [330, 365, 400])
    until = authorisation(household, from)
  }
}
