import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { identifiers } from './identifiers.ts'

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('identifiers', () => {
  it('grow, however many are made in a millisecond and wherever the clock goes', () => {
    const clock = [1_000, 1_000, 999, 1_001]
    const { growing } = identifiers(() => clock.shift() ?? 500)
    const made = Array.from({ length: 10_000 }, growing)
    assert.deepEqual(made.toSorted(), made)
    assert.equal(new Set(made).size, made.length)
    assert.ok(made.every((id) => VERSION_7.test(id)))
  })
})
