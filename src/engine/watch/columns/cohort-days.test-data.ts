import fc from 'fast-check'
import { addDays, type Day, day, formatDay } from '../../calendar/day.ts'
import { CATEGORIES, PLACEMENTS } from '../../facts/codes.ts'
import { Cohort, type GivenFact } from '../../facts/cohort.ts'
import { FACT_KINDS, type FactKind, type Source } from '../../facts/fact.ts'
import type { Condition, Countable } from '../../protocol/condition.ts'
import type { CivilLength, Threshold } from '../../protocol/sentences/sentence.ts'
import {
  assessment,
  census,
  childInNeedPlan,
  conference,
  dataset,
  enquiry,
  legalStatus,
  placement,
  plan,
  referral,
  review,
} from '../given.test-data.ts'

// Any cohort, any condition and any day, so that the two evaluations meet whatever can be written.

const FIRST = day('2021-01-01')

/** Few days, so that facts often touch, overlap, or begin together. */
export const anyDay: fc.Arbitrary<Day> = fc
  .oneof(
    { weight: 4, arbitrary: fc.nat({ max: 2_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 59, 365, 700, 1_095, 1_154, 1_500, 2_000) },
  )
  .map((after) => addDays(FIRST, after))
const anyDate = anyDay.map(formatDay)

const anySpell = fc
  .tuple(anyDay, fc.option(fc.oneof(fc.constantFrom(0, 1, 182, 365, 730), fc.nat({ max: 900 }))))
  .map(([from, length]) => [formatDay(from), length === null ? null : formatDay(addDays(from, length))] as const)

const anyKey = fc.constantFrom('', '', 'A', 'B', 'C')
const anyCategory = fc.constantFrom(...Object.values(CATEGORIES), 'MUL', 'other')
const anyPlacementCode = fc.constantFrom(...Object.values(PLACEMENTS).flat(), 'U1')

type Given = (source: number, line: number) => GivenFact

const anyPlan: fc.Arbitrary<Given> = fc
  .tuple(anySpell, anyKey, anyCategory, anyCategory, fc.option(fc.nat({ max: 4 })), fc.constantFrom('', 'M1', 'M2'))
  .map(([[from, until], key, initialCategory, latestCategory, statedPrevious, of]) =>
    plan(from, until, { key, initialCategory, latestCategory, statedPrevious, conference: of }),
  )

const anyFact: fc.Arbitrary<Given> = fc.oneof(
  { weight: 4, arbitrary: anyPlan },
  { weight: 5, arbitrary: fc.tuple(anyDate, anyKey).map(([on, key]) => review(on, key)) },
  { weight: 2, arbitrary: anySpell.map(([from, until]) => referral(from, until)) },
  { weight: 2, arbitrary: anySpell.map(([from, until]) => childInNeedPlan(from, until)) },
  {
    weight: 2,
    arbitrary: fc.tuple(anySpell, fc.option(anyDate)).map(([[from, until], target]) => enquiry(from, target, until)),
  },
  { weight: 2, arbitrary: anyDate.map(conference) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anySpell, anyPlacementCode, fc.option(fc.constantFrom(5, 20, 20.1, 60)))
      .map(([[from, until], code, miles]) => placement(code, from, until, miles)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('C1', 'C1', 'C2', 'X1'), anySpell)
      .map(([code, [from, until]]) => legalStatus(code, from, until)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anySpell, fc.constantFrom('yes', 'no', 'unknown'), fc.subarray(['15A', '2A', '4A']))
      .map(([[from, until], service, factors]) => assessment(from, until, { service, factors })),
  },
)

const anyBirth = fc.option(
  fc.integer({ min: -16 * 365, max: 400 }).map((after) => addDays(FIRST, after)),
  { freq: 6 },
)

const anyChild = fc.record({
  born: anyBirth,
  died: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyDay }),
  family: fc.constantFrom('', 'F1', 'F2'),
  facts: fc.array(fc.tuple(anyFact, fc.nat({ max: 1 })), { minLength: 2, maxLength: 14 }),
  sources: fc.subarray([0, 1], { minLength: 1 }),
})

const anySource: fc.Arbitrary<Source> = fc.oneof(
  { weight: 3, arbitrary: anyDate.map((written) => dataset(written)) },
  fc.tuple(anyDate, fc.subarray([...FACT_KINDS] as FactKind[])).map(([written, kinds]) => dataset(written, kinds)),
  fc
    .tuple(anyDate, fc.constantFrom<Source['previousPlans']>('unknown', 'leaves-present-out'))
    .map(([ends, counts]): Source => census(ends, counts)),
  anyDate.map((ends): Source => ({ ...census(ends), writtenOn: null })),
)

/** A few children, of whom one or two imports speak. */
export const anyCohort: fc.Arbitrary<Cohort> = fc
  .tuple(fc.array(anyChild, { minLength: 1, maxLength: 5 }), anySource, anySource)
  .map(([children, ...sources]) => {
    const cohort = new Cohort()
    for (const source of sources) cohort.addSource(source)
    children.forEach((child, i) => {
      const numbers = child.sources.map((source) => cohort.childOf(`CHILD-${i + 1}`, source))
      const index = numbers[0] ?? 0
      const { born, died, family } = child
      cohort.describe(index, { ...cohort.child(index), born, died, family })
      child.facts.forEach(([fact, source], line) => {
        cohort.add(index, fact(child.sources[source % child.sources.length] ?? 0, line + 1))
      })
    })
    return cohort
  })

const CROWDED = 12
const anyCrowdedDay: fc.Arbitrary<Day> = fc.nat({ max: CROWDED }).map((after) => addDays(FIRST, after))
const anyCrowdedSpell = fc
  .tuple(anyCrowdedDay, fc.option(fc.nat({ max: CROWDED })))
  .map(([from, length]) => [formatDay(from), length === null ? null : formatDay(addDays(from, length))] as const)
const anyCrowdedFact: fc.Arbitrary<Given> = fc.oneof(
  anyCrowdedSpell.map(([from, until]) => referral(from, until)),
  anyCrowdedSpell.map(([from, until]) => childInNeedPlan(from, until)),
  anyCrowdedSpell.map(([from, until]) => placement('P1', from, until)),
  anyCrowdedSpell.map(([from, until]) => legalStatus('C1', from, until)),
  anyCrowdedSpell.map(([from, until]) => plan(from, until)),
  anyCrowdedDay.map((on) => review(formatDay(on))),
  fc
    .tuple(anyCrowdedSpell, fc.option(anyCrowdedDay))
    .map(([[from, until], target]) => enquiry(from, target === null ? null : formatDay(target), until)),
  anyCrowdedDay.map((on) => conference(formatDay(on))),
)

/** Many children whose births, facts and files, and the day asked, fall in a few days, so that they touch in every way. */
export const anyCrowd: fc.Arbitrary<{ readonly cohort: Cohort; readonly asOf: Day }> = fc
  .record({
    covered: fc.option(fc.tuple(anyCrowdedDay, anyCrowdedDay)),
    children: fc.array(
      fc.record({
        born: fc.option(anyCrowdedDay),
        expected: fc.option(anyCrowdedDay),
        died: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyCrowdedDay }),
        facts: fc.array(anyCrowdedFact, { maxLength: 4 }),
      }),
      { minLength: 30, maxLength: 30 },
    ),
    asOf: anyCrowdedDay,
  })
  .map(({ covered, children, asOf }) => {
    const cohort = new Cohort()
    const told = dataset(formatDay(addDays(FIRST, CROWDED)))
    const [from, until] = covered ?? [null, null]
    const coverage = FACT_KINDS.map((kind) => ({ kind, from, until: until ?? addDays(FIRST, CROWDED) }))
    const source = cohort.addSource({ ...told, coverage })
    children.forEach(({ born, expected, died, facts }, i) => {
      const index = cohort.childOf(`CHILD-${i + 1}`, source)
      cohort.describe(index, { ...cohort.child(index), born, expected, died })
      facts.forEach((fact, line) => {
        cohort.add(index, fact(source, line + 1))
      })
    })
    return { cohort, asOf }
  })

const anyFewDays = fc.nat({ max: 6 }).map((count) => ({ count, unit: 'day' as const }))

/** Conditions that hold of a child as a whole in several spells. */
export const anyOfChild: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constantFrom('in-placement' as const, 'case-open' as const) }),
  fc.record({
    kind: fc.constant('counted' as const),
    what: fc.constantFrom<Countable>('re-openings', 're-openings', 'referrals', 'child-in-need-plans', 'placements'),
    threshold: fc.record({ count: fc.integer({ min: 1, max: 3 }), window: anyFewDays }),
  }),
  fc.constant<Condition>({
    kind: 'all-of',
    parts: [
      { kind: 'legal-status', name: 'interim care order' },
      { kind: 'placed', names: ['with parents'] },
    ],
  }),
)

const anyLength: fc.Arbitrary<CivilLength> = fc.oneof(
  fc.record({ count: fc.nat({ max: 24 }), unit: fc.constant('month' as const) }),
  fc.record({ count: fc.nat({ max: 900 }), unit: fc.constant('day' as const) }),
  anyFewDays,
  fc.record({ count: fc.nat({ max: 90 }), unit: fc.constant('week' as const) }),
  fc.record({ count: fc.nat({ max: 3 }), unit: fc.constant('year' as const) }),
)
const anyThreshold: fc.Arbitrary<Threshold> = fc.record({ length: anyLength, moreThan: fc.boolean() })
const anyCount = fc.integer({ min: 1, max: 4 })
const anyYears = fc.integer({ min: 0, max: 18 })

/** Conditions of every kind that columns work out, and a few that they do not, one within another. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant('lasting' as const), threshold: anyThreshold }),
    fc.record({ kind: fc.constant('reviews' as const), count: anyCount }),
    fc.record({ kind: fc.constant('review-after' as const), threshold: anyThreshold }),
    fc.record({ kind: fc.constant('category' as const), category: fc.constantFrom('neglect', 'sexual abuse') }),
    fc.record({ kind: fc.constant('plans-of-child' as const), count: anyCount }),
    fc.record({ kind: fc.constant('earlier-plans' as const), count: anyCount }),
    fc.record({ kind: fc.constant('conference-asked-for' as const) }),
    fc.record({
      kind: fc.constant('placed' as const),
      names: fc.subarray(['with parents', 'secure accommodation'] as const, { minLength: 1 }),
    }),
    fc.record({ kind: fc.constant('placed-beyond' as const), miles: fc.constantFrom(5, 20) }),
    fc.record({ kind: fc.constant('age-at-start' as const), years: anyYears, under: fc.boolean() }),
    fc.record({ kind: fc.constant('age' as const), years: anyYears }),
    fc.record({ kind: fc.constant('died' as const), within: anyLength }),
    fc.record({ kind: fc.constant('person' as const), question: fc.constant('Is it so?') }),
    fc.record({ kind: fc.constant('legal-status' as const), name: fc.constant('interim care order' as const) }),
    fc.record({ kind: fc.constantFrom('in-placement' as const, 'case-open' as const) }),
    fc.record({
      kind: fc.constant('counted' as const),
      what: fc.constantFrom<Countable>(
        'referrals',
        're-openings',
        'child-in-need-plans',
        'placements',
        'assessments-without-service',
      ),
      threshold: fc.record({ count: fc.integer({ min: 1, max: 3 }), window: anyLength }),
    }),
    fc.record({
      kind: fc.constantFrom('earliest-of' as const, 'all-of' as const),
      parts: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), part: tie('condition') }),
  ),
})).condition
