import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Day, day } from '../calendar/day.ts'
import { Cohort, type GivenFact, MOST_SOURCES } from './cohort.ts'
import { FACT_KINDS, type Fact, type FactKind, type Source } from './fact.ts'

const SOURCE: Source = {
  name: 'census of an invented authority',
  format: 'cin-census',
  files: ['census.xml'],
  authority: '999',
  writtenOn: day('2025-07-01'),
  coverage: [],
  previousPlans: 'leaves-present-out',
}

/** Objects as the program makes them. */
const PLAIN = { noNullPrototype: true }

/** Any day, and often the same few, so that facts fall together. */
const anyDay = fc
  .oneof(fc.integer({ min: day('1930-01-01'), max: day('2099-12-31') }), fc.constantFrom(20_000, 20_001))
  .map((number) => number as Day)
const dayOrNull = fc.option(anyDay)
const code = fc.constantFrom('', 'NEG', 'C1', 'P1', 'N4', '1A', 'a code with spaces', "O'Invented", '\u{1F600}')
const own: { readonly [K in FactKind]: fc.Arbitrary<object> } = {
  referral: fc.record({ need: code, noFurtherAction: fc.boolean() }),
  assessment: fc.record({
    factors: fc.array(code, { maxLength: 4 }),
    service: fc.constantFrom('yes', 'no', 'unknown'),
    referral: code,
  }),
  enquiry: fc.record({ conferenceTarget: dayOrNull, conferenceNotRequired: fc.boolean() }),
  conference: fc.record({ target: dayOrNull, meeting: code }),
  'child-in-need-plan': fc.record({}),
  'protection-plan': fc.record({
    initialCategory: code,
    latestCategory: code,
    statedPrevious: fc.option(fc.nat({ max: 99 })),
    conference: code,
  }),
  review: fc.record({ plan: code, due: dayOrNull }),
  'legal-status': fc.record({ code }),
  placement: fc.record({ code, distance: fc.option(fc.nat({ max: 9_999 }).map((tenths) => tenths / 10)) }),
  'pre-proceedings': fc.record({ outcome: code }),
  involvement: fc.record({ role: code, professional: code, team: code }),
}

function anyFact(kind: FactKind): fc.Arbitrary<GivenFact> {
  const dated = fc.record({
    from: anyDay,
    until: dayOrNull,
    key: code,
    origin: fc.record(
      {
        source: fc.constant(0),
        file: fc.oneof(fc.nat({ max: 255 }), fc.nat({ max: 1 })),
        line: fc.oneof(fc.nat({ max: 4_000_000_000 }), fc.nat({ max: 3 })),
      },
      PLAIN,
    ),
  })
  // Each kind's own part is drawn above; the compiler cannot see that kind and part belong together.
  return fc.tuple(dated, own[kind]).map(([common, part]) => ({ kind, ...common, ...part }) as unknown as GivenFact)
}

const facts = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.oneof(...FACT_KINDS.map(anyFact))), { maxLength: 60 })

function cohortOf(all: readonly (readonly [number, GivenFact])[], children = 6): Cohort {
  const cohort = new Cohort()
  cohort.addSource(SOURCE)
  for (let child = 0; child < children; child++) cohort.childOf(`invented-${child}`, 0)
  for (const [child, fact] of all) cohort.add(child, fact)
  return cohort
}

function asRead(fact: GivenFact): Fact {
  const known = { knownFrom: SOURCE.writtenOn, knownUntil: null }
  return (
    fact.kind === 'protection-plan' ? { ...fact, ...known, statedMayCountThis: false } : { ...fact, ...known }
  ) as Fact
}

function placeOf({ from, kind, origin }: GivenFact): readonly number[] {
  return [from, FACT_KINDS.indexOf(kind), origin.source, origin.file, origin.line]
}

for (const kind of FACT_KINDS) {
  test(`a fact of the kind ${kind} comes back as it was given`, () => {
    fc.assert(
      fc.property(anyFact(kind), (fact) => {
        assert.deepEqual(cohortOf([[0, fact]]).history(0).facts, [asRead(fact)])
      }),
    )
  })
}

test('every child has its own facts and no others, in order of day and kind', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const cohort = cohortOf(all)
      assert.equal(cohort.factCount, all.length)
      for (let child = 0; child < 6; child++) {
        const expected = all.filter(([whose]) => whose === child).map(([, fact]) => fact)
        expected.sort((x, y) => {
          const [a, b] = [placeOf(x), placeOf(y)]
          const first = a.findIndex((value, i) => value !== b[i])
          return first < 0 ? 0 : (a[first] ?? 0) - (b[first] ?? 0)
        })
        assert.deepEqual(cohort.history(child).facts, expected.map(asRead))
      }
    }),
  )
})

test('facts added in another order give the same histories', () => {
  const distinct = facts.map((all) =>
    all.map(([child, fact], line) => [child, { ...fact, origin: { ...fact.origin, line } }] as const),
  )
  const both = distinct.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  )
  fc.assert(
    fc.property(both, ([all, shuffled]) => {
      const [one, other] = [cohortOf(all), cohortOf(shuffled)]
      for (let child = 0; child < 6; child++) assert.deepEqual(one.history(child), other.history(child))
    }),
  )
})

test('facts of one day and kind stand in the order of their source, file and line', () => {
  const places = [0, 1].flatMap((source) =>
    [0, 1, 2].flatMap((file) => [9, 10, 100].map((line) => ({ source, file, line }))),
  )
  fc.assert(
    fc.property(fc.shuffledSubarray(places, { minLength: 18, maxLength: 18 }), (shuffled) => {
      const cohort = cohortOf([], 1)
      cohort.childOf('invented-0', cohort.addSource(SOURCE))
      for (const origin of shuffled) {
        const code = JSON.stringify(origin)
        cohort.add(0, { kind: 'legal-status', from: day('2024-05-01'), until: null, key: '', code, origin })
      }
      assert.deepEqual(
        cohort.history(0).facts.map(({ origin }) => origin),
        places,
      )
    }),
  )
})

test('facts and children may be added after a history was asked for', () => {
  const cohort = cohortOf([[0, reviewOn('2024-05-01')]], 1)
  assert.equal(cohort.history(0).facts.length, 1)
  const late = cohort.childOf('invented-late', 0)
  assert.deepEqual(cohort.history(late).facts, [])
  cohort.add(late, reviewOn('2024-06-01'))
  cohort.add(0, reviewOn('2024-04-01'))
  assert.deepEqual(
    cohort.history(0).facts.map((fact) => fact.from),
    [day('2024-04-01'), day('2024-05-01')],
  )
  assert.deepEqual(
    cohort.history(late).facts.map((fact) => fact.from),
    [day('2024-06-01')],
  )
})

test('a child is found by the identifier it was met under, once however often it is met', () => {
  const cohort = new Cohort()
  cohort.addSource(SOURCE)
  cohort.addSource(SOURCE)
  const first = cohort.childOf('invented-1', 0)
  const second = cohort.childOf('invented-2', 0)
  assert.equal(cohort.childOf('invented-1', 1), first)
  assert.deepEqual([cohort.size, cohort.find('invented-2'), cohort.find('invented-3')], [2, second, undefined])
  assert.equal(cohort.child(first).id, 'invented-1')
})

test('a family is its children in the order in which they were met, and follows what is learnt later', () => {
  const cohort = cohortOf([], 4)
  const put = (child: number, family: string): void => cohort.describe(child, { ...cohort.child(child), family })
  assert.deepEqual(cohort.family('invented family'), [])
  put(2, 'invented family')
  put(0, 'invented family')
  put(1, 'another family')
  assert.deepEqual(cohort.family('invented family'), [0, 2])
  assert.deepEqual(cohort.family('another family'), [1])
  assert.deepEqual(cohort.family(''), [])
  assert.deepEqual(cohort.family('a family of nobody'), [])
  put(0, 'another family')
  assert.deepEqual(cohort.family('invented family'), [2])
  assert.deepEqual(cohort.family('another family'), [0, 1])
})

test('what is known of a child can be completed, and is given with the history', () => {
  const cohort = cohortOf([], 2)
  const described = { ...cohort.child(1), born: day('2012-02-29'), sex: 'female', ethnicity: 'MOTH' } as const
  cohort.describe(1, described)
  assert.deepEqual(cohort.history(1).child, described)
  assert.equal(cohort.history(0).child.born, null)
})

test('a child that nobody met has no history, no description and no facts', () => {
  const cohort = cohortOf([], 1)
  const fact = cohortOf([]).history(0).facts[0]
  assert.equal(fact, undefined)
  assert.throws(() => cohort.child(1), RangeError)
  assert.throws(() => cohort.history(1), RangeError)
  assert.throws(() => cohort.describe(1, cohort.child(0)), RangeError)
  const plan = { kind: 'child-in-need-plan', from: day('2024-01-01'), until: null, key: '' } as const
  assert.throws(() => cohort.add(1, { ...plan, origin: { source: 0, file: 0, line: 1 } }), RangeError)
})

test('a cohort takes as many imports as it can tell apart, and no more', () => {
  const cohort = new Cohort()
  for (let i = 0; i < MOST_SOURCES; i++) {
    const coverage = [{ kind: 'review', from: day('2024-01-01'), until: (day('2024-12-31') + i) as Day }] as const
    assert.equal(cohort.addSource({ ...SOURCE, coverage }), i)
  }
  assert.throws(() => cohort.addSource(SOURCE), RangeError)
  const child = cohort.childOf('invented', MOST_SOURCES - 1)
  assert.deepEqual(
    cohort.history(child).coverage.map(({ until }) => until),
    [day('2024-12-31') + MOST_SOURCES - 1],
  )
  cohort.childOf('invented', 0)
  assert.equal(cohort.history(child).coverage.length, 2)
})

test('what only the end of a file tells is known of the facts read before it', () => {
  const cohort = new Cohort()
  const source = cohort.addSource({ ...SOURCE, writtenOn: null, previousPlans: 'unknown' })
  const child = cohort.childOf('invented', source)
  const plan = { initialCategory: 'NEG', latestCategory: 'NEG', statedPrevious: 1, conference: '' }
  const origin = { source, file: 0, line: 12 }
  cohort.add(child, { kind: 'protection-plan', from: day('2024-01-01'), until: null, key: '', origin, ...plan })
  const stated = (): unknown =>
    cohort
      .history(child)
      .facts.map((fact) => [fact.knownFrom, fact.kind === 'protection-plan' && fact.statedMayCountThis])
  assert.deepEqual(stated(), [[null, true]])
  cohort.completeSource(source, SOURCE)
  assert.deepEqual(stated(), [[SOURCE.writtenOn, false]])
})

test('facts are known from the day their source was written, those of an undated source all along', () => {
  const cohort = cohortOf([[0, { ...reviewOn('2024-05-01') }]])
  assert.equal(cohort.history(0, day('2025-06-30')).facts.length, 0)
  assert.equal(cohort.history(0, day('2025-07-01')).facts.length, 1)
  cohort.completeSource(0, { ...SOURCE, writtenOn: null })
  assert.equal(cohort.history(0, day('2020-01-01')).facts.length, 1)
})

test('an import that was not yet written covers nothing on a past day', () => {
  const cohort = cohortOf([])
  cohort.completeSource(0, { ...SOURCE, coverage: [{ kind: 'review', from: null, until: day('2025-03-31') }] })
  assert.equal(cohort.history(0, day('2025-06-30')).coverage.length, 0)
  assert.equal(cohort.history(0, day('2025-07-01')).coverage.length, 1)
  assert.equal(cohort.history(0).coverage.length, 1)
})

function reviewOn(from: string): GivenFact {
  const origin = { source: 0, file: 0, line: 1 }
  return { kind: 'review', from: day(from), until: day(from), key: '', origin, plan: '', due: null }
}
