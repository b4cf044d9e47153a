import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, day, formatDay } from '../calendar/day.ts'
import type { Fact, FactKind } from './fact.ts'
import { cohortOf, type Held, type Import, standing, toldOf, unplaced } from './imports.test-data.ts'
import { isKnown, settleVersions, standingFacts } from './versions.ts'

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
    { numRuns: 250 },
  )
})

/** At most one of each day, and at most one of no stated day: those are told apart by nothing but when they arrived. */
const ofDifferentDays = (minLength: number) =>
  fc.uniqueArray(anyImport, { minLength, maxLength: 4, selector: ({ writtenOn }) => writtenOn })

test('imports of different days stand the same in whatever order they are given', () => {
  fc.assert(
    fc.property(ofDifferentDays(2), (imports) => {
      assert.deepEqual(unplaced(cohortOf(...imports.toReversed())), unplaced(cohortOf(...imports)))
    }),
    { numRuns: 250 },
  )
})

test('reading the same files again changes nothing in what stands', () => {
  fc.assert(
    fc.property(fc.array(anyImport, { minLength: 1, maxLength: 3 }), (imports) => {
      assert.deepEqual(unplaced(cohortOf(...imports, ...imports)), unplaced(cohortOf(...imports)))
    }),
    { numRuns: 250 },
  )
})

test('nor does reading one of several days again', () => {
  fc.assert(
    fc.property(ofDifferentDays(1), fc.nat({ max: 3 }), (imports, which) => {
      const again = imports[which % imports.length] ?? assert.fail()
      assert.deepEqual(unplaced(cohortOf(...imports, again)), unplaced(cohortOf(...imports)))
    }),
    { numRuns: 250 },
  )
})

test('what is known on a day is what stands in the imports written by then', () => {
  fc.assert(
    fc.property(fc.array(anyImport, { minLength: 1, maxLength: 4 }), dates, (imports, knownAt) => {
      const silent: Import = { writtenOn: null, holds: [] }
      const byThen = imports.map((each) => (each.writtenOn === null || each.writtenOn <= knownAt ? each : silent))
      assert.deepEqual(standing(cohortOf(...imports), knownAt), standing(cohortOf(...byThen)))
    }),
    { numRuns: 400 },
  )
})

test('what stands of many imports is what stands when their versions are settled', () => {
  fc.assert(
    fc.property(fc.array(anyImport, { minLength: 1, maxLength: 6 }), (imports) => {
      const { facts, sources } = toldOf(imports)
      const settled = settleVersions(facts, sources, 2 ** imports.length - 1).filter((fact) => isKnown(fact))
      assert.deepEqual(inWords(standingFacts(facts, sources)), inWords(settled))
    }),
    { numRuns: 400 },
  )
})

test('a child told of a hundred times stands as one told of as often as something new was said', () => {
  fc.assert(
    fc.property(fc.array(anyImport, { minLength: 1, maxLength: 4 }), (imports) => {
      const many = imports.flatMap((each) => Array<Import>(Math.ceil(100 / imports.length)).fill(each))
      const [once, often] = [toldOf(imports), toldOf(many)]
      assert.ok(often.sources.length >= 100)
      const unplacedWords = (told: ReturnType<typeof toldOf>): readonly string[] =>
        inWords(standingFacts(told.facts, told.sources)).map((each) => each.replace(/ @\d+$/, ''))
      assert.deepEqual(unplacedWords(often), unplacedWords(once))
    }),
    { numRuns: 200 },
  )
})

function inWords(facts: readonly Fact[]): readonly string[] {
  return facts.map(({ kind, from, until, origin }) => `${kind} ${from} ${until} @${origin.source}`).sort()
}
