import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day, formatDay, LAST_DAY } from '../../../engine/calendar/day.ts'
import { columnsOf } from './columns.ts'

const FROM = day('2026-11-20')

describe('the columns of a picture', () => {
  test('hold every day once, in order, and are never too many to show', () => {
    const length = fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: LAST_DAY - FROM - 400 }))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 }), length, (later, days) => {
        const from = addDays(FROM, later)
        const until = addDays(from, days)
        const { columns } = columnsOf(from, until)
        assert.ok(columns.length >= 1 && columns.length <= 27, String(columns.length))
        let next: Day = from
        for (const column of columns) {
          assert.equal(column.from, next)
          assert.ok(column.until >= column.from)
          next = addDays(column.until, 1)
        }
        assert.equal(next, addDays(until, 1))
      }),
    )
  })

  test('begin on Mondays, first of months, of quarters and of years, as the window grows', () => {
    const starts = (until: string): readonly string[] =>
      columnsOf(FROM, day(until)).columns.map(({ from }) => formatDay(from))
    assert.deepEqual(starts('2026-11-20'), ['2026-11-20'])
    assert.deepEqual(starts('2026-12-04'), ['2026-11-20', '2026-11-23', '2026-11-30'])
    assert.deepEqual(starts('2027-11-20').slice(0, 3), ['2026-11-20', '2026-12-01', '2027-01-01'])
    assert.deepEqual(starts('2031-11-20').slice(0, 3), ['2026-11-20', '2027-01-01', '2027-04-01'])
    assert.deepEqual(starts('2046-11-20').slice(0, 3), ['2026-11-20', '2027-01-01', '2028-01-01'])
  })

  test('the last one says that it holds the rest where even years are too many', () => {
    const { columns } = columnsOf(FROM, LAST_DAY)
    assert.equal(columns.at(-1)?.short, '2052 …')
    assert.equal(columns.at(-1)?.until, LAST_DAY)
  })
})
