import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Instant } from '../engine/calendar/instant.ts'
import { Begun } from './begun.ts'

const at = (minutes: number) => (minutes * 60_000) as Instant

describe('what began in a browser', () => {
  it('ends there, once, within ten minutes', () => {
    const begun = new Begun<string>()
    begun.keep('one', 'a', at(0), 'this')
    assert.equal(begun.take('other', 'a', at(1)), null)
    assert.equal(begun.take('one', 'b', at(1)), null)
    assert.equal(begun.look('one', 'a', at(10)), null)
    assert.equal(begun.look('one', 'a', at(9)), 'this')
    assert.equal(begun.take('one', 'a', at(9)), 'this')
    assert.equal(begun.take('one', 'a', at(9)), null)
  })

  it('is five at a time, the oldest gone first', () => {
    const begun = new Begun<number>()
    for (let n = 0; n < 7; n++) begun.keep('one', `k${n}`, at(0), n)
    begun.keep('other', 'k', at(0), 9)
    assert.deepEqual(
      [0, 1, 2, 6].map((n) => begun.look('one', `k${n}`, at(1))),
      [null, null, 2, 6],
    )
    assert.equal(begun.look('other', 'k', at(1)), 9)
  })

  it('does not fill the memory', () => {
    const begun = new Begun<number>()
    for (let n = 0; n < 10_050; n++) begun.keep(`b${n}`, `k${n}`, at(n / 10_000), n)
    assert.equal(begun.look('b0', 'k0', at(1)), null)
    assert.equal(begun.look('b10049', 'k10049', at(2)), 10_049)
  })
})
