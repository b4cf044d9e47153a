import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { mergeChild } from './child-details.ts'
import type { Child } from './fact.ts'

const UNSAID: Child = { id: 'MADE1', born: null, expected: null, died: null, sex: 'unknown', ethnicity: '', family: '' }
const SAID: Child = {
  id: 'MADE1',
  born: day('2015-02-03'),
  expected: day('2015-02-01'),
  died: day('2026-01-05'),
  sex: 'female',
  ethnicity: 'WBRI',
  family: 'F1',
}
const OTHER = {
  born: day('2015-03-02'),
  expected: day('2015-03-01'),
  died: day('2026-01-06'),
  sex: 'male',
  ethnicity: 'WIRI',
  family: 'F2',
} as const

describe('the details of a child from two sources', () => {
  it('are those of the newer where both speak', () => {
    assert.deepEqual(mergeChild(SAID, OTHER, true), { id: 'MADE1', ...OTHER })
    assert.deepEqual(mergeChild(SAID, OTHER, false), SAID)
  })

  it('are those of the one that speaks, newer or not', () => {
    const { id: _, ...unsaid } = UNSAID
    for (const newer of [true, false]) {
      assert.deepEqual(mergeChild(UNSAID, OTHER, newer), { id: 'MADE1', ...OTHER })
      assert.deepEqual(mergeChild(SAID, unsaid, newer), SAID)
      assert.deepEqual(mergeChild(SAID, {}, newer), SAID)
    }
  })
})
