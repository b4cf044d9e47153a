import type { Day } from '../../engine/calendar/day.ts'
import { ageAt, type Draft, type Household, type Member, newId } from './household.ts'
import type { Weighted } from './random.ts'
import type { Assessment, Referral } from './truth.ts'

const SOURCES: Weighted<string> = [
  ['6', 30],
  ['2A', 20],
  ['5A', 7],
  ['5B', 6],
  ['3F', 5],
  ['3A', 4],
  ['3B', 4],
  ['3E', 4],
  ['1A', 7],
  ['1D', 4],
  ['4', 2],
  ['2B', 2],
  ['7', 3],
  ['9', 2],
]

const NEEDS: Weighted<string> = [
  ['N1', 57],
  ['N5', 14],
  ['N4', 9],
  ['N2', 8],
  ['N3', 4],
  ['N6', 4],
  ['N8', 2],
  ['N7', 1],
  ['N9', 1],
]

const FACTORS: Weighted<string> = [
  ['3B', 18],
  ['4B', 16],
  ['17A', 11],
  ['16A', 10],
  ['4A', 8],
  ['2B', 8],
  ['1B', 8],
  ['18C', 6],
  ['3A', 5],
  ['6A', 4],
  ['5A', 4],
  ['14A', 3],
  ['15A', 3],
  ['3C', 2],
  ['7A', 2],
  ['11A', 2],
  ['24A', 2],
  ['13A', 2],
  ['10A', 2],
  ['19C', 2],
  ['18B', 1],
  ['19B', 1],
  ['12A', 1],
  ['22A', 1],
  ['20', 4],
  ['2A', 2],
  ['1A', 1],
]

const OF_OLDER_CHILDREN = new Set('1A 2A 4A 7A 10A 11A 12A 13A 14A 15A 24A'.split(' '))
const OLD_ENOUGH = 10
const OF_PARENTS = ['3B', '4B', '2B', '1B'] as const

const IN_TIME = [4, 12, 20, 28, 35, 40, 43, 45]
const LATE = [46, 50, 58, 70, 95]
/** Assessments finished within 45 working days, in parts of ten thousand: an assumption, no published figure was at hand. */
const ASSESSED_IN_TIME = 8_400

export function newReferral(
  household: Household,
  member: Member,
  on: Day,
  like: Draft<Referral> | null,
): Draft<Referral> {
  const { draw } = household
  const referral: Draft<Referral> = {
    id: newId(member, 'R'),
    on,
    source: like?.source ?? draw.weighted(SOURCES),
    need: like?.need ?? draw.weighted(NEEDS),
    noFurtherAction: false,
    closed: null,
    reason: '',
    assessments: [],
    needPlans: [],
    enquiries: [],
    conferences: [],
    plans: [],
    preProceedings: [],
    care: [],
    involvements: [],
  }
  member.referrals.push(referral)
  return referral
}

/** A day by which an assessment that starts on `from` is authorised. */
export function authorisation(household: Household, from: Day): Day {
  const { draw, days } = household
  return days.after(from, draw.spread(draw.chance(ASSESSED_IN_TIME) ? IN_TIME : LATE))
}

export function assess(
  household: Household,
  member: Member,
  span: { from: Day; until: Day },
  service: boolean,
): Assessment {
  const { draw } = household
  const factors = new Set<string>()
  // Factor 21 says that nothing was found, and stands alone.
  if (!service && draw.chance(1_500)) factors.add('21')
  else for (let left = draw.between(1, 5); left > 0; left--) factors.add(factorFor(household, member, span.until))
  return { id: newId(member, 'A'), from: span.from, until: span.until, factors: [...factors].sort(), service }
}

/** A factor that a child of such an age may have: nobody finds a gang, or self-harm, in a baby's assessment. */
function factorFor({ draw }: Household, member: Member, on: Day): string {
  const factor = draw.weighted(FACTORS)
  return ageAt(member, on) < OLD_ENOUGH && OF_OLDER_CHILDREN.has(factor) ? draw.pick(OF_PARENTS) : factor
}

/** A referral that goes no further, closed within days. */
export function takeNoAction(
  household: Household,
  member: Member,
  span: { on: Day; closed: Day },
  like: Draft<Referral> | null,
): Draft<Referral> {
  const referral = newReferral(household, member, span.on, like)
  referral.noFurtherAction = true
  referral.closed = span.closed
  referral.reason = 'RC7'
  return referral
}

/** A referral that is assessed and closed without a service. */
export function assessOnly(
  household: Household,
  member: Member,
  span: { on: Day; until: Day; closed: Day },
  like: Draft<Referral> | null,
): Draft<Referral> {
  const referral = newReferral(household, member, span.on, like)
  referral.assessments.push(assess(household, member, { from: span.on, until: span.until }, false))
  referral.closed = span.closed
  referral.reason = household.draw.chance(7_000) ? 'RC8' : 'RC9'
  return referral
}
