import { addDays, type Day } from '../../engine/calendar/day.ts'
import { addMonths } from '../../engine/calendar/months.ts'
import type { Household, Member } from './household.ts'
import { endOn } from './known.ts'
import type { Stream, Weighted } from './random.ts'
import { involvements, workersOver } from './staff.ts'
import type { DemonstrationChild } from './truth.ts'
import { upnOf } from './upn.ts'

const SIZES: Weighted<number> = [
  [1, 50],
  [2, 28],
  [3, 14],
  [4, 6],
  [5, 2],
]
/** Age of the eldest child at the first referral, days; below 0 not yet born. */
const ELDEST_AGES = [-110, 350, 1_400, 2_700, 3_900, 5_000, 5_900]

const ETHNICITIES: Weighted<string> = [
  ['WBRI', 660],
  ['WOTH', 60],
  ['WIRI', 4],
  ['WIRT', 4],
  ['WROM', 8],
  ['MWBC', 32],
  ['MWBA', 14],
  ['MWAS', 18],
  ['MOTH', 34],
  ['AIND', 12],
  ['APKN', 34],
  ['ABAN', 14],
  ['AOTH', 24],
  ['BCRB', 18],
  ['BAFR', 44],
  ['BOTH', 14],
  ['CHNE', 3],
  ['OOTH', 28],
  ['REFU', 8],
  ['NOBT', 22],
]

const DISABILITIES: Weighted<string> = [
  ['AUT', 35],
  ['LD', 30],
  ['BEH', 18],
  ['COMM', 16],
  ['MOB', 14],
  ['PC', 8],
  ['INC', 6],
  ['VIS', 5],
  ['HEAR', 5],
  ['HAND', 4],
  ['CON', 4],
  ['DDA', 8],
]

/** In parts of ten thousand. */
const DISABLED = 1_200
const DIES = 20
const HAD_ANOTHER_UPN = 100

/** The children of a family, eldest first. `eldestAge` in days at the first referral, where the story wants one. */
export function membersOf(
  draw: Stream,
  given: { family: string; firstNumber: number; begins: Day; eldestAge: number | null; firstDay: Day },
): Member[] {
  const size = draw.weighted(SIZES)
  const ethnicity = draw.weighted(ETHNICITIES)
  const members: Member[] = []
  let born = addDays(given.begins, -(given.eldestAge ?? draw.spread(ELDEST_AGES)))
  for (let i = 0; i < size; i++) {
    const number = given.firstNumber + i
    const upn = upnOf(number, born)
    // Whether a child has a number is settled by the first day that the files show, so that all of them say the same.
    const school = addMonths(born, 60) <= given.firstDay
    const dies = draw.chance(DIES) ? addDays(given.begins > born ? given.begins : born, draw.between(20, 2_500)) : null
    members.push({
      number,
      id: `DEMO${String(number).padStart(7, '0')}`,
      family: given.family,
      born,
      expected: born > given.begins ? addDays(born, draw.between(-12, 12)) : null,
      died: dies,
      sex: draw.chance(5_200) ? 'M' : 'F',
      ethnicity,
      disabilities: disabilities(draw),
      upn: school ? upn : '',
      formerUpn: school && draw.chance(HAD_ANOTHER_UPN) ? upnOf(number + 5_000_000, born) : '',
      upnUnknown: school ? '' : 'UN1',
      referrals: [],
      made: 0,
    })
    born = addDays(born, draw.between(330, 1_500))
  }
  return members
}

/** The children that were ever referred, their stories ended where they grew up or died, with the people who worked with them. */
export function settle(household: Household, begins: Day): DemonstrationChild[] {
  const workers = workersOver(household.draw, household.team, begins, household.lastDay)
  const chaired = !household.draw.chance(300)
  const officer = household.draw.pick(household.team.officers)
  const children: DemonstrationChild[] = []
  for (const member of household.members) {
    const grown = addMonths(member.born, 216)
    const died = member.died !== null && member.died < grown ? member.died : null
    const cut = died ?? grown
    const { made: _, ...rest } = member
    const whole: DemonstrationChild = { ...rest, died }
    const running = member.referrals.some((referral) => referral.closed === null || referral.closed >= cut)
    const lived = running ? endOn(whole, cut, died === null ? 'RC7' : 'RC2') : whole
    if (lived === null || lived.referrals.length === 0) continue
    children.push({
      ...lived,
      referrals: lived.referrals.map((referral) => ({
        ...referral,
        involvements: involvements(referral, { team: household.team, workers, officer, chaired }),
      })),
    })
  }
  return children
}

function disabilities(draw: Stream): string[] {
  if (!draw.chance(DISABLED)) return ['NONE']
  const found = new Set<string>()
  for (let left = draw.between(1, 3); left > 0; left--) found.add(draw.weighted(DISABILITIES))
  return [...found].sort()
}
