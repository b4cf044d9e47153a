import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, day, formatDay } from '../calendar/day.ts'
import { Cohort, type GivenFact } from './cohort.ts'
import type { Coverage, FactKind, Source } from './fact.ts'

/** An import to try: when it was written, what it covers, and what it holds of the one child. */
interface Import {
  readonly writtenOn: string | null
  readonly covers?: readonly (readonly [FactKind, string | null, string])[]
  readonly holds: readonly Held[]
}

type Held =
  | { readonly plan: string; readonly ended?: string; readonly category?: string }
  | { readonly review: string }
  | { readonly status: string; readonly from: string; readonly ended?: string }

function cohortOf(...imports: readonly Import[]): Cohort {
  const cohort = new Cohort()
  for (const { writtenOn, covers = [], holds } of imports) {
    const coverage = covers.map(
      ([kind, from, until]): Coverage => ({ kind, from: from === null ? null : day(from), until: day(until) }),
    )
    const source: Source = {
      name: 'an invented authority',
      format: 'cin-census',
      files: ['invented.xml'],
      authority: null,
      writtenOn: writtenOn === null ? null : day(writtenOn),
      coverage,
      previousPlans: 'unknown',
    }
    const number = cohort.addSource(source)
    const child = cohort.childOf('invented', number)
    holds.forEach((held, line) => {
      cohort.add(child, factOf(held, { source: number, file: 0, line }))
    })
  }
  return cohort
}

function factOf(held: Held, origin: GivenFact['origin']): GivenFact {
  const until = 'ended' in held && held.ended !== undefined ? day(held.ended) : null
  if ('review' in held) {
    const on = day(held.review)
    return { kind: 'review', from: on, until: on, key: '', origin, plan: '', due: null }
  }
  if ('status' in held) return { kind: 'legal-status', from: day(held.from), until, key: '', origin, code: held.status }
  const category = held.category ?? 'NEG'
  const own = { initialCategory: category, latestCategory: category, statedPrevious: null, conference: '' }
  return { kind: 'protection-plan', from: day(held.plan), until, key: '', origin, ...own }
}

/** What stands, or stood on a day: each fact in few words. */
function standing(cohort: Cohort, knownAt?: string): readonly string[] {
  const { facts } = cohort.history(0, knownAt === undefined ? undefined : day(knownAt))
  return facts.map((fact) => {
    const what =
      fact.kind === 'protection-plan' ? fact.latestCategory : fact.kind === 'legal-status' ? fact.code : 'review'
    return `${what} ${formatDay(fact.from)} ${fact.until === null ? 'on' : formatDay(fact.until)} @${fact.origin.source}`
  })
}

const YEAR_24 = [
  ['protection-plan', '2023-04-01', '2024-03-31'],
  ['review', '2023-04-01', '2024-03-31'],
] as const
const YEAR_25 = [
  ['protection-plan', '2024-04-01', '2025-03-31'],
  ['review', '2024-04-01', '2025-03-31'],
] as const
const YEAR_26 = [
  ['protection-plan', '2025-04-01', '2026-03-31'],
  ['review', '2025-04-01', '2026-03-31'],
] as const

test('a plan held by two census years is one plan, and the later year says how it ended', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2025-07-01', covers: YEAR_25, holds: [{ plan: '2023-10-02', ended: '2024-09-05', category: 'EMO' }] },
  )
  assert.deepEqual(standing(cohort), ['EMO 2023-10-02 2024-09-05 @1'])
  assert.deepEqual(standing(cohort, '2025-06-30'), ['NEG 2023-10-02 on @0'])
  assert.deepEqual(standing(cohort, '2024-06-30'), [])
})

test('what a later import covers and does not hold is withdrawn on the day it was written', () => {
  const again = [['review', '2023-04-01', '2024-03-31']] as const
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ review: '2023-12-20' }, { plan: '2023-10-02' }] },
    { writtenOn: '2024-08-09', covers: again, holds: [] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2023-10-02 on @0'])
  assert.deepEqual(standing(cohort, '2024-08-08'), ['NEG 2023-10-02 on @0', 'review 2023-12-20 2023-12-20 @0'])
  assert.deepEqual(standing(cohort, '2024-08-09'), ['NEG 2023-10-02 on @0'])
})

test('what lies outside the later coverage stands: before it, after it, and of another kind', () => {
  const holds = ['2023-12-31', '2024-01-01', '2024-06-30', '2024-07-01'].map((review) => ({ review }))
  const later: Import = { writtenOn: '2025-01-09', covers: [['review', '2024-01-01', '2024-06-30']], holds: [] }
  const covers = [['review', null, '2024-06-01']] as const
  const status = { status: 'C2', from: '2024-02-01' }
  assert.deepEqual(standing(cohortOf({ writtenOn: '2024-07-05', covers, holds: [...holds, status] }, later)), [
    'review 2023-12-31 2023-12-31 @0',
    'C2 2024-02-01 on @0',
    'review 2024-07-01 2024-07-01 @0',
  ])
  // An import that declares no coverage reaches to the day it was written, here further than the later one covers.
  assert.equal(standing(cohortOf({ writtenOn: '2024-07-05', holds }, later)).length, 4)
})

test('a plan that ended before the later coverage stands; one that ended on its first day should be held', () => {
  const first = { writtenOn: '2024-07-01', covers: [['protection-plan', null, '2024-04-10']] as const }
  const second = { writtenOn: '2025-07-01', covers: YEAR_25, holds: [] }
  assert.deepEqual(standing(cohortOf({ ...first, holds: [{ plan: '2023-05-01', ended: '2024-03-31' }] }, second)), [
    'NEG 2023-05-01 2024-03-31 @0',
  ])
  assert.deepEqual(standing(cohortOf({ ...first, holds: [{ plan: '2023-05-01', ended: '2024-04-01' }] }, second)), [])
})

test('a plan open at the end of one year and not held by the next is withdrawn', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2025-07-01', covers: YEAR_25, holds: [] },
  )
  assert.deepEqual(standing(cohort), [])
  assert.deepEqual(standing(cohort, '2025-06-30'), ['NEG 2023-10-02 on @0'])
})

test('a plan open at the end of one year, with a year missing and none in the next, ended in between', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2026-07-01', covers: YEAR_26, holds: [{ plan: '2025-11-03' }] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2023-10-02 2025-04-01 @0', 'NEG 2025-11-03 on @1'])
  assert.deepEqual(standing(cohort, '2026-06-30'), ['NEG 2023-10-02 on @0'])
})

test('the missing year, found later, says how it ended after all', () => {
  const held = { plan: '2023-10-02', ended: '2024-09-05' }
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2026-07-01', covers: YEAR_26, holds: [] },
    { writtenOn: '2026-08-03', covers: YEAR_25, holds: [held] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2023-10-02 2024-09-05 @2'])
  assert.deepEqual(standing(cohort, '2026-08-02'), ['NEG 2023-10-02 2025-04-01 @0'])
  assert.deepEqual(standing(cohort, '2026-06-30'), ['NEG 2023-10-02 on @0'])
})

test('of three imports each speaks until the next, and never two at once', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-05-01', covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'NEG' }] },
    { writtenOn: '2024-06-01', covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'PHY' }] },
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'EMO' }] },
  )
  assert.deepEqual(standing(cohort, '2024-05-31'), ['NEG 2023-10-02 on @0'])
  assert.deepEqual(standing(cohort, '2024-06-30'), ['PHY 2023-10-02 on @1'])
  assert.deepEqual(standing(cohort, '2024-07-01'), ['EMO 2023-10-02 on @2'])
  assert.deepEqual(standing(cohort), ['EMO 2023-10-02 on @2'])
})

test('a fact withdrawn by the second import and held again by the third was not known in between', () => {
  const held = [{ review: '2023-12-20' }]
  const cohort = cohortOf(
    { writtenOn: '2024-05-01', covers: YEAR_24, holds: held },
    { writtenOn: '2024-06-01', covers: YEAR_24, holds: [] },
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: held },
  )
  assert.deepEqual(standing(cohort, '2024-05-31'), ['review 2023-12-20 2023-12-20 @0'])
  assert.deepEqual(standing(cohort, '2024-06-15'), [])
  assert.deepEqual(standing(cohort), ['review 2023-12-20 2023-12-20 @2'])
})

test('an import written later that reaches less far does not undo what was known beyond it', () => {
  const cohort = cohortOf(
    {
      writtenOn: '2025-06-20',
      covers: [['protection-plan', null, '2025-06-20']],
      holds: [{ plan: '2024-10-02', ended: '2025-05-10' }],
    },
    { writtenOn: '2025-07-15', covers: YEAR_25, holds: [{ plan: '2024-10-02' }] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2024-10-02 2025-05-10 @0'])
  assert.deepEqual(standing(cohort, '2025-07-31'), ['NEG 2024-10-02 2025-05-10 @0'])
})

test('an undated import speaks as far as it reaches, and is taken as known all along', () => {
  const cohort = cohortOf(
    { writtenOn: '2025-07-15', covers: YEAR_25, holds: [{ plan: '2024-10-02' }] },
    {
      writtenOn: null,
      covers: [['protection-plan', null, '2025-09-30']],
      holds: [{ plan: '2024-10-02', ended: '2025-08-01' }],
    },
  )
  assert.deepEqual(standing(cohort), ['NEG 2024-10-02 2025-08-01 @1'])
  assert.deepEqual(standing(cohort, '2025-08-15'), ['NEG 2024-10-02 2025-08-01 @1'])
  assert.deepEqual(standing(cohort, '2020-01-01'), ['NEG 2024-10-02 2025-08-01 @1'])
})

test('of two imports of one day, or of none, the one given later speaks', () => {
  for (const writtenOn of ['2024-07-01', null]) {
    const cohort = cohortOf(
      { writtenOn, covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'NEG' }, { review: '2023-12-20' }] },
      { writtenOn, covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'PHY' }] },
    )
    assert.deepEqual(standing(cohort), ['PHY 2023-10-02 on @1'])
    assert.deepEqual(standing(cohort, '2024-07-01'), ['PHY 2023-10-02 on @1'])
  }
})

test('an import that does not speak of the child withdraws nothing of it', () => {
  const cohort = cohortOf({ writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ review: '2023-12-20' }] })
  const other = cohort.addSource({
    name: 'another',
    format: 'cin-census',
    files: [],
    authority: null,
    writtenOn: day('2024-08-01'),
    coverage: [{ kind: 'review', from: null, until: day('2024-07-31') }],
    previousPlans: 'unknown',
  })
  cohort.childOf('another child', other)
  assert.deepEqual(standing(cohort), ['review 2023-12-20 2023-12-20 @0'])
})

test('two facts of one import with the same kind and day both stand', () => {
  const cohort = cohortOf(
    {
      writtenOn: '2024-07-01',
      holds: [
        { status: 'C1', from: '2024-01-05' },
        { status: 'E1', from: '2024-01-05' },
      ],
    },
    { writtenOn: '2024-08-01', holds: [{ status: 'C1', from: '2024-01-05', ended: '2024-07-20' }] },
  )
  assert.deepEqual(standing(cohort), ['E1 2024-01-05 on @0', 'C1 2024-01-05 2024-07-20 @1'])
})

const dates = fc.integer({ min: 0, max: 900 }).map((after) => formatDay(addDays(day('2023-01-01'), after)))
const anyHeld: fc.Arbitrary<Held> = fc.oneof(
  fc.record({ review: dates }),
  fc
    .tuple(dates, fc.option(fc.nat({ max: 400 })))
    .map(([plan, length]) => (length === null ? { plan } : { plan, ended: formatDay(addDays(day(plan), length)) })),
)
const anyCover = fc
  .tuple(fc.constantFrom<FactKind>('review', 'protection-plan'), fc.option(dates), dates)
  .map(([kind, from, until]) => [kind, from !== null && from > until ? null : from, until] as const)
const anyImport: fc.Arbitrary<Import> = fc.record({
  writtenOn: fc.option(dates),
  covers: fc.uniqueArray(anyCover, { maxLength: 2, selector: ([kind]) => kind }),
  holds: fc.uniqueArray(anyHeld, {
    maxLength: 5,
    selector: (held) => ('review' in held ? held.review : JSON.stringify(held).slice(0, 20)),
  }),
})

test('on every day at most one version of a fact is known', () => {
  fc.assert(
    fc.property(fc.array(anyImport, { minLength: 2, maxLength: 4 }), dates, (imports, knownAt) => {
      const cohort = cohortOf(...imports)
      for (const at of [undefined, day(knownAt)]) {
        const seen = cohort.history(0, at).facts.map((fact) => `${fact.kind} ${fact.from}`)
        assert.deepEqual(seen, [...new Set(seen)])
      }
    }),
    { numRuns: 500 },
  )
})

test('reading the same files again changes nothing in what stands', () => {
  fc.assert(
    fc.property(fc.array(anyImport, { minLength: 1, maxLength: 3 }), fc.nat({ max: 2 }), (imports, which) => {
      const again = imports[which % imports.length] ?? assert.fail()
      const once = cohortOf(...imports)
      const unplaced = (cohort: Cohort): readonly string[] => standing(cohort).map((each) => each.replace(/ @\d+$/, ''))
      assert.deepEqual(unplaced(cohortOf(...imports, ...imports)), unplaced(once))
      assert.deepEqual(unplaced(cohortOf(...imports, again)), unplaced(once))
    }),
    { numRuns: 500 },
  )
})

test('what is known on a day is what stands in the imports written by then', () => {
  fc.assert(
    fc.property(fc.array(anyImport, { minLength: 1, maxLength: 4 }), dates, (imports, knownAt) => {
      const silent: Import = { writtenOn: null, holds: [] }
      const byThen = imports.map((each) => (each.writtenOn === null || each.writtenOn <= knownAt ? each : silent))
      assert.deepEqual(standing(cohortOf(...imports), knownAt), standing(cohortOf(...byThen)))
    }),
    { numRuns: 1_000 },
  )
})
