import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { earliestOf, latestOf, type Placed } from './choice.ts'
import { day } from './day.ts'

type Event = Placed & { readonly title: string }

const fifteenMonths: Event = { title: '15 months on the register', result: day('2025-06-10') }
const thirdReview: Event = { title: 'the third review', result: day('2025-05-02') }
const sameDay: Event = { title: 'another of that day', result: day('2025-05-02') }
const notArranged: Event = { title: 'the next core group', result: null }

test('the earlier of two days is taken, and both derivations are kept', () => {
  assert.deepEqual(earliestOf(fifteenMonths, thirdReview), {
    rule: 'earliest',
    of: [fifteenMonths, thirdReview],
    taken: [thirdReview],
    result: day('2025-05-02'),
  })
})

test('the later of two days is taken, and both derivations are kept', () => {
  assert.deepEqual(latestOf(thirdReview, fifteenMonths), {
    rule: 'latest',
    of: [thirdReview, fifteenMonths],
    taken: [fifteenMonths],
    result: day('2025-06-10'),
  })
})

test('days that fall together are all taken', () => {
  assert.deepEqual(earliestOf(thirdReview, fifteenMonths, sameDay).taken, [thirdReview, sameDay])
  assert.deepEqual(latestOf(thirdReview, sameDay).taken, [thirdReview, sameDay])
})

test('what has no day yet is passed over for the earliest', () => {
  assert.deepEqual(earliestOf(notArranged, thirdReview).taken, [thirdReview])
  assert.equal(earliestOf(notArranged, thirdReview).result, thirdReview.result)
  assert.equal(earliestOf(notArranged).result, null)
})

test('what has no day yet leaves the latest without one', () => {
  assert.equal(latestOf(thirdReview, notArranged).result, null)
  assert.deepEqual(latestOf(thirdReview, notArranged).taken, [notArranged])
})

test('a choice is itself a thing with a day, so choices nest', () => {
  const inner = latestOf(thirdReview, fifteenMonths)
  assert.equal(earliestOf<Placed>(inner, notArranged).result, fifteenMonths.result)
})

test('the result is the least or the greatest, whatever the order', () => {
  const place = fc.record({ result: fc.option(fc.integer({ min: -50, max: 50 })) })
  fc.assert(
    fc.property(place, fc.array(place, { maxLength: 6 }), (first, others) => {
      const results = [first, ...others].map(({ result }) => result)
      const dated = results.filter((result) => result !== null)
      const earliest = earliestOf(first, ...others)
      const latest = latestOf(first, ...others)
      assert.equal(earliest.result, dated.length === 0 ? null : Math.min(...dated))
      assert.equal(latest.result, dated.length < results.length ? null : Math.max(...dated))
      assert.equal(earliest.taken.length, results.filter((result) => result === earliest.result).length)
      assert.equal(latest.taken.length, results.filter((result) => result === latest.result).length)
    }),
  )
})
