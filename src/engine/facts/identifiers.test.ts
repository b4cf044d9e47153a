import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Identifiers } from './identifiers.ts'

/** Any string at all, and many of a few characters, so that they meet again. */
const anyIdentifier = fc.oneof(
  fc.string({
    maxLength: 3,
    unit: fc.constantFrom('a', 'b', '\u007e', '\u007f', '\u0080', '\uffff', '\ud83d', '\ude00'),
  }),
  fc.string({ unit: 'binary' }),
)

test('identifiers have the numbers that a map would give them, and numbers give them back', () => {
  fc.assert(
    fc.property(fc.array(anyIdentifier, { maxLength: 200 }), fc.array(anyIdentifier), (met, others) => {
      const identifiers = new Identifiers()
      const naive = new Map<string, number>()
      for (const each of met) {
        if (!naive.has(each)) naive.set(each, naive.size)
        assert.equal(identifiers.numberOf(each), naive.get(each))
      }
      assert.equal(identifiers.size, naive.size)
      for (const each of [...met, ...others]) assert.equal(identifiers.find(each), naive.get(each))
      for (const [each, number] of naive) assert.equal(identifiers.text(number), each)
    }),
  )
})

test('identifiers of a large authority stay apart while their slots are spread', () => {
  const identifiers = new Identifiers()
  for (let i = 0; i < 20_000; i++) assert.equal(identifiers.numberOf(`DEMO${String(i * 7).padStart(7, '0')}`), i)
  for (let i = 0; i < 20_000; i++) {
    assert.equal(identifiers.find(`DEMO${String(i * 7).padStart(7, '0')}`), i)
    assert.equal(identifiers.text(i), `DEMO${String(i * 7).padStart(7, '0')}`)
  }
  assert.equal(identifiers.find('DEMO0000001'), undefined)
})

test('a number that was never given has no identifier', () => {
  const identifiers = new Identifiers()
  identifiers.numberOf('A1')
  for (const number of [-1, 1, Number.NaN]) assert.equal(identifiers.text(number), undefined)
})
