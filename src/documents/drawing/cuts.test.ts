import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { waysToCut } from './cuts.ts'

test('a flow of three short stages may stay whole or be cut at each place', () => {
  const ways = waysToCut(3, () => 100).map((ends) => ends.join(' '))
  assert.deepEqual(ways.toSorted(), ['1 2 3', '1 3', '2 3', '3'])
})

test('a stage that would make a section too tall begins the next one', () => {
  const ways = waysToCut(3, (from, to) => (to - from) * 700)
  assert.deepEqual(ways, [[1, 2, 3]])
})

test('there is always a way, and each has every stage once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3000 }), (count, height) => {
      const ways = waysToCut(count, (from, to) => (to - from) * height)
      assert.ok(ways.length > 0)
      for (const ends of ways) {
        assert.equal(ends.at(-1), count)
        ends.forEach((end, i) => {
          assert.ok(end > (ends[i - 1] ?? 0))
        })
      }
    }),
  )
})
