import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { widthOf, wrap } from './letters.ts'

const LETTERS = { size: 10, bold: false }

test('lines break between words', () => {
  const width = widthOf('Hold the review', LETTERS)
  assert.deepEqual(wrap('Hold the review conference in time', LETTERS, width), [
    'Hold the review',
    'conference in',
    'time',
  ])
})

test('bold letters are wider, and signs of other scripts as wide as they are high', () => {
  assert.ok(widthOf('Stage', { size: 10, bold: true }) > widthOf('Stage', LETTERS))
  assert.ok(widthOf('児童', LETTERS) >= 20)
})

test('no line is wider than asked for, and no letter is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 30, max: 300 }), (text, width) => {
      const lines = wrap(text, LETTERS, width)
      assert.equal(lines.join('').replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''))
      for (const line of lines) assert.ok(widthOf(line, LETTERS) <= width || [...line].length === 1, line)
    }),
  )
})
