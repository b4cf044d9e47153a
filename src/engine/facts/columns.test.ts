import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytes, Column, integers, naturals, Words } from './columns.ts'

for (const [name, make, min, max] of [
  ['bytes', bytes, 0, 0xff],
  ['naturals', naturals, 0, 0xffffffff],
  ['integers', integers, -0x80000000, 0x7fffffff],
] as const) {
  test(`a column of ${name} grows and gives back every number it was given`, () => {
    const near = fc.oneof(
      fc.nat({ max: 3 }),
      fc.integer({ min: 32_766, max: 32_770 }),
      fc.integer({ min: 65_534, max: 65_538 }),
    )
    const writes = fc.array(fc.tuple(near, fc.integer({ min, max })), { maxLength: 100 })
    fc.assert(
      fc.property(writes, (all) => {
        const column = new Column<Uint8Array | Uint32Array | Int32Array>(make)
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

  test(`a column of ${name} refuses a number that it cannot hold whole`, () => {
    const column = new Column<Uint8Array | Uint32Array | Int32Array>(make)
    for (const value of [min - 1, max + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => column.set(0, value), RangeError)
    }
    for (const value of [min, max]) {
      column.set(0, value)
      assert.equal(column.get(0), value)
    }
  })
}

test('a column filled in order keeps everything across many growths', () => {
  const column = new Column(integers)
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
