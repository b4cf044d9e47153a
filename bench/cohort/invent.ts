import { addDays, type Day, day } from '../../src/engine/calendar/day.ts'
import { addMonths } from '../../src/engine/calendar/months.ts'
import { Cohort } from '../../src/engine/facts/cohort.ts'
import { Stream } from '../../src/intake/demonstration/random.ts'

/** The day on which the invented files were written, and the day that is asked. */
export const AS_OF = day('2026-11-22')

const CATEGORIES = ['NEG', 'NEG', 'NEG', 'EMO', 'EMO', 'PHY', 'SAB', 'MUL'] as const
const KINDS = ['protection-plan', 'review'] as const

/** The plans of a child, where there is time for them: about 168 of 100 children, of most of them one. */
const HOW_MANY_PLANS = [1, 1, 1, 1, 1, 2, 2, 2, 3, 4]

/** Invented children, each with plans and their review conferences. The first of a larger cohort are those of a smaller one. */
export function invent(children: number): Cohort {
  const cohort = new Cohort()
  const source = cohort.addSource({
    name: 'invented',
    format: 'safeguarding-dataset',
    files: ['invented.csv'],
    authority: null,
    writtenOn: AS_OF,
    coverage: KINDS.map((kind) => ({ kind, from: null, until: AS_OF })),
    previousPlans: 'leaves-present-out',
  })
  for (let i = 0; i < children; i++) {
    const random = new Stream(366_000, i)
    const child = cohort.childOf(`INVENTED-${i}`, source)
    const born = addDays(AS_OF, -random.below(17 * 365))
    cohort.describe(child, { ...cohort.child(child), born, family: '' })
    let from = addDays(AS_OF, -random.below(9 * 365))
    const plans = HOW_MANY_PLANS[random.below(10)] ?? 1
    for (let number = 0; number < plans && from <= AS_OF; number++) {
      from = addPlan(cohort, child, source, from, number, random)
    }
  }
  return cohort
}

/** Adds a plan with its reviews, and gives a day on which the next may begin. */
function addPlan(cohort: Cohort, child: number, source: number, from: Day, number: number, random: Stream): Day {
  const months = 2 + random.below(16) + (random.below(8) === 0 ? 14 : 0)
  const end = addDays(addMonths(from, months), random.below(28))
  const until = end > AS_OF ? null : end
  const origin = { source, file: 0, line: number + 1 }
  const key = `P${number}`
  const initialCategory = CATEGORIES[random.below(CATEGORIES.length)] ?? 'NEG'
  const latestCategory = random.below(8) === 0 ? (CATEGORIES[random.below(8)] ?? 'NEG') : initialCategory
  const plan = { from, until, key, origin, initialCategory, latestCategory, statedPrevious: number, conference: '' }
  cohort.add(child, { kind: 'protection-plan', ...plan })
  let review = addDays(from, 70 + random.below(25))
  while (review < (until ?? AS_OF)) {
    cohort.add(child, { kind: 'review', from: review, until: review, key: '', plan: key, due: null, origin })
    review = addDays(review, 125 + random.below(45))
  }
  // One in ten plans follows the last without a gap: the two are one time on the register.
  return random.below(10) === 0 ? end : addDays(end, 30 + random.below(330))
}
