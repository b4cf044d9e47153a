import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, day, formatDay } from '../../../engine/calendar/day.ts'
import { Axis, axisMarkup, roomFor } from './axis.ts'

describe('the axis of a time line', () => {
  const axis = new Axis(day('2025-01-01'), day('2027-01-01'))

  test('runs from 0 to 100, and what lies beyond an end lies at that end', () => {
    assert.equal(axis.at(day('2025-01-01')), 0)
    assert.equal(axis.at(day('2026-01-01')), 50)
    assert.equal(axis.at(day('2027-01-01')), 100)
    assert.equal(axis.at(day('2019-05-05')), 0)
    assert.equal(axis.at(day('2030-05-05')), 100)
  })

  test('knows the first days of its months', () => {
    const months = new Axis(day('2026-11-20'), day('2027-02-01')).months().map(formatDay)
    assert.deepEqual(months, ['2026-12-01', '2027-01-01', '2027-02-01'])
  })

  test('of a single day is a day long', () => {
    const on = day('2026-11-20')
    assert.equal(new Axis(on, on).at(addDays(on, 1)), 100)
    assert.ok(axisMarkup(new Axis(on, on), on).text.includes('id="now"'))
  })

  test('a text is shown everywhere, on wide pages only or not at all', () => {
    assert.equal(roomFor(40, 50), '')
    assert.equal(roomFor(40, 10), 'w')
    assert.equal(roomFor(40, 1), null)
  })
})
