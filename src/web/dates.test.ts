import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { civilDateOf, type Day, day } from '../engine/calendar/day.ts'
import { type DayTyped, momentOf, readDay, readTime } from './dates.ts'

const boxes = (text: string): DayTyped => {
  const [d = '', m = '', y = ''] = text.split('|')
  return { day: d, month: m, year: y }
}

describe('a date as people type it', () => {
  for (const typed of [
    '27|3|2026',
    ' 27 |03|2026',
    '27th|March|2026',
    '27|mar.|2026',
    '27/3/2026||',
    '27 Mar 2026||',
    '27|3|26',
    '27/3/26||',
  ]) {
    it(`is read from ${typed}`, () => assert.deepEqual(readDay(boxes(typed)), { kind: 'day', day: day('2026-03-27') }))
  }
  it('is read as a whole from the first box', () => {
    assert.deepEqual(readDay(boxes('2026-03-27||')), { kind: 'day', day: day('2026-03-27') })
    assert.deepEqual(readDay(boxes('27th March, 2026||')), { kind: 'day', day: day('2026-03-27') })
  })

  for (const [typed, box] of [
    ['|3|2026', 'day'],
    ['27||2026', 'month'],
    ['27|3|', 'year'],
    ['31|6|2026', 'day'],
    ['29|2|2026', 'day'],
    ['0|1|2026', 'day'],
    ['27|13|2026', 'month'],
    ['27|smarch|2026', 'month'],
    ['27|3|98', 'year'],
    ['27|3|026', 'year'],
    ['27|3|0000', 'year'],
    ['yesterday||', 'month'],
  ] as const) {
    it(`is refused at its ${box} in ${typed}`, () => {
      const read = readDay(boxes(typed))
      assert.equal(read.kind, 'fault')
      assert.equal('box' in read && read.box, box)
    })
  }

  it('is nothing where nothing was typed', () => assert.deepEqual(readDay(boxes(' | | ')), { kind: 'empty' }))

  it('is read back, whatever day it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 2_000_000 }), (number) => {
        const { year, month, date } = civilDateOf(number as Day)
        const typed = { day: String(date), month: String(month), year: String(year).padStart(4, '0') }
        assert.deepEqual(readDay(typed), { kind: 'day', day: number })
      }),
    )
  })
})

describe('a time as people type it', () => {
  for (const [typed, hour, minute] of [
    ['10:30', 10, 30],
    ['10.30', 10, 30],
    ['1030', 10, 30],
    ['9am', 9, 0],
    ['2:15 pm', 14, 15],
    ['12am', 0, 0],
    ['12 PM', 12, 0],
    ['midday', 12, 0],
    ['00:00', 0, 0],
  ] as const) {
    it(`is read from ${typed}`, () => assert.deepEqual(readTime(typed), { kind: 'time', hour, minute, which: null }))
  }

  for (const typed of ['25:00', '10:61', '13pm', '7', 'soon', 'midnight', '10:3']) {
    it(`is refused in ${typed}`, () => assert.equal(readTime(typed).kind, 'fault'))
  }

  it('asks which, where it came twice, and takes the answer', () => {
    const on = day('2026-10-25')
    const at = (text: string): boolean => {
      const time = readTime(text)
      return time.kind === 'time' && momentOf(on, time).ok
    }
    assert.deepEqual([at('1:30'), at('1:30 BST'), at('1:30 GMT')], [false, true, true])
  })

  it('is refused where the clocks went over it', () => {
    const time = readTime('1:30')
    assert.ok(time.kind === 'time' && !momentOf(day('2026-03-29'), time).ok)
  })
})
