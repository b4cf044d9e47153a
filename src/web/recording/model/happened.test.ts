import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { endOf, startOf } from '../../../engine/pathway/days.ts'
import { type Hour, happenedControl, happenedTyped, readHappened } from './happened.ts'

const NOW = (startOf(day('2026-11-22')) + 15 * 3_600_000) as Instant
const YESTERDAY = {
  happened: ['earlier'],
  'happened.when.day': ['21'],
  'happened.when.month': ['11'],
  'happened.when.year': ['2026'],
}

const read = (hour: Hour, typed: Readonly<Record<string, readonly string[]>> = {}) =>
  readHappened({ ...YESTERDAY, ...typed }, NOW, hour)

describe('when it happened', () => {
  it('may lack its hour, where nothing is counted from it in hours', () => {
    assert.deepEqual(read('may be left out'), { ok: true, at: endOf(day('2026-11-21')) })
  })

  it('must be told by the hour where hours are counted from it, as 00:00 where nobody knows', () => {
    const without = read('must be told')
    assert.ok(!without.ok)
    assert.equal(without.fault.field, 'happened.when.time')
    assert.match(without.fault.says, /about what time .* If nobody knows, enter 00:00$/)
    assert.deepEqual(read('must be told', { 'happened.when.time': ['00:00'] }), {
      ok: true,
      at: startOf(day('2026-11-21')),
    })
  })

  it('is taken without its hour where what fills the form in says that nobody knows it', () => {
    const at = endOf(day('2026-11-21'))
    assert.deepEqual(readHappened(happenedTyped(at), NOW, 'must be told'), { ok: true, at })
  })

  it('is asked for with a hint that says which', () => {
    const hint = (hour: Hour) => {
      const control = happenedControl(YESTERDAY, [], hour, 'Tell of a concern')
      assert.match(control.hint ?? '', /“Tell of a concern”, and not what you tell of/)
      return control.kind === 'radios' ? (control.options[1]?.reveals[0]?.hint ?? '') : ''
    }
    assert.match(hint('may be left out'), /Leave the time out if you do not know it\.$/)
    assert.match(hint('must be told'), /If nobody knows, write 00:00\.$/)
  })
})
