import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Column, packed, unpacked, Words } from './columns.ts'

const LEAST = Number.MIN_SAFE_INTEGER
const MOST = Number.MAX_SAFE_INTEGER

test('a column grows and gives back every number it was given, narrow and wide mixed', () => {
  const near = fc.oneof(
    fc.nat({ max: 3 }),
    fc.integer({ min: 32_766, max: 32_770 }),
    fc.integer({ min: 65_534, max: 65_538 }),
  )
  const number = fc.oneof(
    fc.constantFrom(
      0,
      127,
      128,
      -128,
      -129,
      32_767,
      32_768,
      -32_768,
      -32_769,
      2 ** 31 - 1,
      2 ** 31,
      -(2 ** 31),
      -(2 ** 31) - 1,
    ),
    fc.integer({ min: -200, max: 200 }),
    fc.maxSafeInteger(),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(near, number), { maxLength: 100 }), (all) => {
      const column = new Column()
      const naive = new Map<number, number>()
      for (const [index, value] of all) {
        column.set(index, value)
        naive.set(index, value)
      }
      for (const index of [0, 3, 4, 32_766, 32_767, 32_768, 65_535, 65_536, 65_538, 90_000, ...naive.keys()]) {
        assert.equal(column.get(index), naive.get(index) ?? 0)
      }
    }),
  )
})

test('a column refuses a number that it cannot hold whole', () => {
  const column = new Column()
  for (const value of [LEAST - 1, MOST + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => column.set(0, value), RangeError)
  }
  for (const value of [LEAST, MOST]) {
    column.set(0, value)
    assert.equal(column.get(0), value)
    assert.throws(() => column.set(1, 0.5), RangeError)
  }
})

test('a number that may be missing comes back as it was, and none is kept as 0', () => {
  assert.equal(packed(null), 0)
  for (const value of [null, LEAST, -1, 0, 1, MOST - 1]) assert.equal(unpacked(packed(value)), value)
})

test('a column filled in order keeps everything across many growths', () => {
  const column = new Column()
  for (let i = 0; i < 70_000; i++) column.set(i, i * 7)
  for (let i = 0; i < 70_000; i++) assert.equal(column.get(i), i * 7)
})

test('each word has one number, and a number gives its word back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 })), (all) => {
      const words = new Words()
      const numbers = new Map(all.map((word) => [word, words.number(word)]))
      for (const [word, number] of numbers) {
        assert.equal(words.number(word), number)
        assert.equal(words.word(number), word)
      }
      assert.equal(new Set(numbers.values()).size, numbers.size)
    }),
  )
})

test('the empty word has the number 0, and a number never given has no word', () => {
  const words = new Words()
  assert.equal(words.number(''), 0)
  assert.equal(words.word(0), '')
  assert.equal(words.word(12), '')
})
