import { addDays, type Day } from '../../engine/calendar/day.ts'
import { assess, authorisation, newReferral } from './assessment.ts'
import { ageAt, type CareStory, type Case, type Draft, type Household, type Member, newId, soon } from './household.ts'
import { placements } from './placement.ts'
import type { LegalStatus, Referral } from './truth.ts'

const BEFORE_CARE = [0, 0, 2, 12, 60]
const LENGTHS = [8, 60, 170, 380, 750, 1_300, 2_200, 4_000]
const UNTIL_COURT_DECIDES = [150, 190, 240, 320]
const JOINS = 8_000

interface Step {
  readonly code: string
  readonly from: Day
}

/** How a period of care runs: its legal statuses, when it ends and how. */
interface Course {
  readonly steps: readonly Step[]
  readonly until: Day
  readonly endReason: string
  readonly closing: string
}

/** A referral that leads to being looked after within weeks. Gives the day on which the last child's case closed. */
export function careEpisode(household: Household, members: readonly Member[], on: Day, story: CareStory): Day {
  const { draw } = household
  const from = soon(household, on, BEFORE_CARE)
  const authorised = authorisation(household, on)
  let first: Draft<Referral> | null = null
  let last = on
  for (const member of members) {
    if (first !== null && !draw.chance(JOINS)) continue
    const referral: Draft<Referral> = newReferral(household, member, on, first)
    referral.assessments.push(assess(household, member, { from: on, until: authorised }, true))
    const ended = lookAfter(household, { member, referral }, from, first === null ? story : 'any')
    const closed = soon(household, ended > authorised ? ended : authorised, [0, 5, 30, 75])
    referral.closed = closed
    if (closed > last) last = closed
    first ??= referral
  }
  return last
}

/** A period of being looked after from about a day on. Gives the day it ends, and leaves the reason for closing. */
export function lookAfter(household: Household, { member, referral }: Case, wanted: Day, story: CareStory): Day {
  const { draw } = household
  // Nobody is looked after before birth.
  const from = wanted < member.born ? addDays(member.born, draw.between(1, 4)) : wanted
  const { steps, until, endReason, closing } =
    story === 'any' ? course(household, member, from) : held(household, from, story)
  const statuses: LegalStatus[] = steps.map((step, index) => ({
    id: newId(member, 'LS'),
    code: step.code,
    from: step.from,
    until: steps[index + 1]?.from ?? until,
  }))
  referral.care.push({
    id: newId(member, 'CL'),
    from,
    until,
    endReason,
    statuses,
    placements: placements(household, member, statuses, { until, story }),
  })
  referral.reason = closing
  return until
}

/** A course whose state on the day of writing is known beforehand. */
function held(household: Household, from: Day, story: Exclude<CareStory, 'any'>): Course {
  const code = story === 'at-home' ? 'C1' : story === 'secure' ? 'C2' : 'V2'
  const until = soon(household, household.lastDay, [60, 200])
  return { steps: [{ code, from }], until, endReason: 'E4A', closing: 'RC7' }
}

function course(household: Household, member: Member, from: Day): Course {
  const { draw } = household
  const ends = soon(household, from, LENGTHS)
  const voluntary: Step = { code: 'V2', from }
  if (draw.chance(5_500)) {
    const court = addDays(from, draw.between(40, 300))
    if (court >= ends || draw.chance(7_000)) return goesHome(household, [voluntary], ends)
    return proceedings(household, member, [voluntary], court, ends)
  }
  const emergency = draw.weighted([
    ['', 70],
    ['L2', 18],
    ['L1', 12],
  ])
  if (emergency === '') return proceedings(household, member, [], from, ends)
  const court = addDays(from, emergency === 'L1' ? draw.between(1, 3) : draw.between(5, 8))
  return proceedings(household, member, [{ code: emergency, from }], court, ends)
}

/** An interim care order from `court` on, and what the court decides. */
function proceedings(household: Household, member: Member, before: readonly Step[], court: Day, ends: Day): Course {
  const { draw } = household
  const decided = soon(household, court, UNTIL_COURT_DECIDES)
  const interim: Step[] = [...before, { code: 'C1', from: court }]
  if (draw.chance(3_300)) {
    return draw.chance(6_000)
      ? { steps: interim, until: decided, endReason: 'E45', closing: 'RC4' }
      : goesHome(household, interim, decided)
  }
  const care: Step[] = [...interim, { code: 'C2', from: decided }]
  if (ageAt(member, decided) < 5 && draw.chance(4_500)) {
    const adopted = soon(household, decided, [260, 380, 560])
    return {
      steps: [...care, { code: 'E1', from: addDays(decided, draw.between(10, 90)) }],
      until: adopted,
      endReason: 'E11',
      closing: 'RC1',
    }
  }
  const grown = addDays(member.born, 6_574)
  const until = draw.chance(6_000) ? grown : ends
  return goesHome(household, care, until > decided ? until : soon(household, decided, [30, 200, 500]))
}

function goesHome(household: Household, steps: readonly Step[], until: Day): Course {
  return { steps, until, endReason: household.draw.chance(7_000) ? 'E4A' : 'E4B', closing: 'RC7' }
}
