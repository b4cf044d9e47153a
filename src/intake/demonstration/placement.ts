import { addDays, type Day } from '../../engine/calendar/day.ts'
import { ageAt, type CareStory, type Household, type Member, newId } from './household.ts'
import type { Weighted } from './random.ts'
import type { LegalStatus, Placement } from './truth.ts'

/** Days that a placement lasts, where nothing else ends it. */
const LENGTHS = [4, 20, 50, 110, 250, 600, 1_600]
/** Tenths of a mile from home. */
const DISTANCES = [3, 18, 45, 90, 160, 380, 1_400]

const CHILD: Weighted<string> = [
  ['U6', 48],
  ['U4', 22],
  ['U3', 15],
  ['U1', 9],
  ['K2', 4],
  ['R3', 2],
]
const TEENAGER: Weighted<string> = [
  ['U6', 370],
  ['U4', 280],
  ['K2', 230],
  ['U3', 70],
  ['U1', 30],
  ['S1', 15],
  ['K1', 5],
]
const NEARLY_GROWN: Weighted<string> = [
  ['K3', 340],
  ['U4', 210],
  ['U6', 170],
  ['K2', 180],
  ['P2', 60],
  ['U3', 30],
  ['K1', 10],
]

const REASONS: Weighted<string> = [
  ['CARPL', 45],
  ['CREQB', 15],
  ['PLACE', 12],
  ['CREQO', 8],
  ['CHILD', 8],
  ['STAND', 4],
  ['OTHER', 8],
]

const PROVIDERS: Weighted<string> = [
  ['PR1', 50],
  ['PR4', 40],
  ['PR2', 3],
  ['PR5', 7],
]

/** The placements of a period of care, one after another without a gap. */
export function placements(
  household: Household,
  member: Member,
  statuses: readonly LegalStatus[],
  { until, story }: { until: Day; story: CareStory },
): Placement[] {
  const { draw } = household
  const found: Placement[] = []
  const begins = statuses[0]?.from ?? until
  const turn = story === 'any' ? null : turningDay(household, begins)
  const adoption = statuses.find(({ code }) => code === 'E1')?.from ?? null
  let from = begins
  let code = turn === begins ? CODES[story] : choose(household, member, statuses, from)
  while (from < until) {
    const settled = code === 'A5' || (turn !== null && from >= turn)
    let ends = settled ? until : addDays(from, draw.spread(LENGTHS))
    for (const stop of [turn, adoption, until]) if (stop !== null && stop > from && stop < ends) ends = stop
    found.push({
      id: newId(member, 'PL'),
      code,
      from,
      until: ends,
      distance: code === 'P1' ? 0 : draw.spread(DISTANCES),
      provider: code === 'P1' ? 'PR0' : draw.weighted(PROVIDERS),
      changeReason: ends < until ? draw.weighted(REASONS) : '',
    })
    code = ends === turn ? CODES[story] : choose(household, member, statuses, ends)
    from = ends
  }
  return found
}

/** Where the child of such a story is on the day of writing. */
const CODES = { any: 'U6', 'at-home': 'P1', secure: 'K1', unregulated: 'K3' } as const satisfies Record<
  CareStory,
  string
>

/** The day, shortly before the files are written, on which a child of such a story is moved there. */
function turningDay(household: Household, begins: Day): Day {
  const turn = household.days.onOrBefore(addDays(household.lastDay, -household.draw.between(12, 60)))
  return begins < turn ? turn : begins
}

function choose(household: Household, member: Member, statuses: readonly LegalStatus[], from: Day): string {
  const { draw } = household
  const status = statuses.findLast((each) => each.from <= from)?.code
  if (status === 'E1') return 'A5'
  if (status === 'C1' && draw.chance(350)) return 'P1'
  if (status === 'C2' && draw.chance(700)) return 'P1'
  const age = ageAt(member, from)
  if (age === 15 && draw.chance(250)) return 'K3'
  return draw.weighted(age < 10 ? CHILD : age < 16 ? TEENAGER : NEARLY_GROWN)
}
