import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../../engine/calendar/day.ts'
import { Reach } from './reach.ts'

describe('how far a dataset reaches', () => {
  const until = day('2026-03-31')
  const from = (...ends: readonly (string | null)[]): string | null => {
    const reach = new Reach()
    for (const end of ends) reach.row('review', end === null ? null : day(end))
    const { from } = reach.coverage('review', until)
    return from === null ? null : formatDay(from)
  }

  it('is six years less a month, unless enough of its rows ended before those six years', () => {
    assert.equal(from(), '2020-04-30')
    assert.equal(from(null, null), '2020-04-30')
    assert.equal(from('2020-04-15', '2025-01-01'), '2020-04-30')
    assert.equal(from('2020-01-15', '2025-01-01'), null)
    assert.equal(from('2020-01-15', ...Array<null>(99).fill(null)), null)
    assert.equal(from('2020-01-15', ...Array<null>(100).fill(null)), '2020-04-30')
  })

  it('ends at the newest day that has come, and knows where that was read', () => {
    const reach = new Reach()
    assert.equal(reach.newest, undefined)
    const today = day('2026-03-31')
    reach.see(day('2026-04-01'), today, 'a.csv', 2)
    reach.see(day('2026-03-30'), today, 'a.csv', 3)
    reach.see(day('2026-03-30'), today, 'b.csv', 4)
    reach.see(day('2025-03-30'), today, 'b.csv', 5)
    assert.deepEqual(reach.newest, { day: day('2026-03-30'), file: 'a.csv', line: 3 })
  })
})
