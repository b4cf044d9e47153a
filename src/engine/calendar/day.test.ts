import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  civilDateOf,
  type Day,
  day,
  dayOf,
  daysInMonth,
  FIRST_DAY,
  formatDay,
  LAST_DAY,
  parseDay,
  WEEKDAYS,
  weekdayIndex,
  weekdayOf,
} from './day.ts'

test('every day of 1900 to 2100 is the day that Temporal says', () => {
  const end = Temporal.PlainDate.from('2101-01-01')
  let expected = Number(Temporal.PlainDate.from('1900-01-01').since('1970-01-01').days) as Day
  assert.equal(expected, -25_567)
  let seen = 0
  for (let date = Temporal.PlainDate.from('1900-01-01'); !date.equals(end); date = date.add({ days: 1 })) {
    const text = date.toString()
    const parts = { year: date.year, month: date.month, date: date.day }
    assert.equal(dayOf(parts), expected, text)
    assert.equal(parseDay(text), expected, text)
    assert.equal(formatDay(expected), text)
    assert.deepEqual(civilDateOf(expected), parts)
    assert.equal(weekdayIndex(expected), date.dayOfWeek - 1, text)
    assert.equal(weekdayOf(expected), WEEKDAYS[date.dayOfWeek - 1])
    assert.equal(daysInMonth(date.year, date.month), date.daysInMonth, text)
    expected = addDays(expected, 1)
    seen += 1
  }
  assert.equal(seen, 73_414)
})

test('any day that can be written is read back as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST_DAY, max: LAST_DAY }), (number) => {
      const text = formatDay(number as Day)
      assert.match(text, /^\d{4}-\d\d-\d\d$/)
      assert.equal(parseDay(text), number)
      assert.equal(text, Temporal.PlainDate.from('1970-01-01').add({ days: number }).toString())
    }),
  )
})

test('the ends of the written years are the first and the last that are written', () => {
  assert.equal(formatDay(FIRST_DAY), '0001-01-01')
  assert.equal(formatDay(LAST_DAY), '9999-12-31')
})

const NOT_DAYS = [
  '',
  '2023-02-29',
  '2100-02-29',
  '2024-02-30',
  '2024-04-31',
  '2024-13-01',
  '2024-00-10',
  '2024-xx-10',
  '2024-01-00',
  '2024-01-32',
  '0000-01-01',
  '2024-1-1',
  '24-01-01',
  '01/02/2024',
  '2024/01/02',
  '2024/01-02',
  '2024-01/02',
  '2024-01-02 ',
  ' 2024-01-02',
  '2024-01-02T00:00:00',
  '-024-01-02',
  '+024-01-02',
  '2024-0x-02',
  '２０２４-01-02',
  '1e10-01-02',
  '45292',
]

for (const text of NOT_DAYS) {
  test(`"${text}" is not read as a day`, () => {
    assert.equal(parseDay(text), undefined)
    assert.throws(() => day(text), RangeError)
  })
}

test('no text but a written day is read as one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^[0-9-]{10}$/)), (text) => {
      const read = parseDay(text)
      if (read !== undefined) assert.equal(formatDay(read), text)
    }),
    { numRuns: 2_000 },
  )
})

test('a leap day is read in a leap year', () => {
  assert.equal(formatDay(day('2024-02-29')), '2024-02-29')
  assert.equal(formatDay(addDays(day('2024-02-29'), 1)), '2024-03-01')
  assert.equal(formatDay(addDays(day('2000-03-01'), -1)), '2000-02-29')
})
