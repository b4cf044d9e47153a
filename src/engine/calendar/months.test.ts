import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, civilDateOf, type Day, day, formatDay } from './day.ts'
import { addMonths, ageOn, birthday } from './months.ts'

const FIRST = day('2012-01-01')
const LAST = day('2028-12-31')

/** The corresponding date as a clerk finds it: turn the pages of the calendar, then look for the date on the page. */
function byTurningPages(from: Day, months: number): string {
  const { year, month, date } = civilDateOf(from)
  let [y, m] = [year, month]
  for (let turned = 0; turned !== months; turned += Math.sign(months)) {
    m += Math.sign(months)
    if (m === 13) [y, m] = [y + 1, 1]
    if (m === 0) [y, m] = [y - 1, 12]
  }
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
  const lastDate = m === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31
  return [
    String(y).padStart(4, '0'),
    String(m).padStart(2, '0'),
    String(Math.min(date, lastDate)).padStart(2, '0'),
  ].join('-')
}

test('every day of 2012 to 2028 has the corresponding date that turning pages finds, 36 months either way', () => {
  for (let from = FIRST; from <= LAST; from = addDays(from, 1)) {
    for (let months = -36; months <= 36; months++) {
      const found = formatDay(addMonths(from, months))
      if (found !== byTurningPages(from, months)) {
        assert.equal(found, byTurningPages(from, months), `${formatDay(from)} and ${months} months`)
      }
    }
  }
})

test('every day of 2012 to 2028 has the corresponding date that Temporal gives', () => {
  for (let from = FIRST; from <= LAST; from = addDays(from, 1)) {
    const date = Temporal.PlainDate.from(formatDay(from))
    for (const months of [-25, -12, -1, 0, 1, 2, 3, 4, 6, 9, 15, 18, 21, 24]) {
      const expected = date.add({ months }, { overflow: 'constrain' }).toString()
      assert.equal(formatDay(addMonths(from, months)), expected, `${formatDay(from)} and ${months} months`)
    }
  }
})

test('more months never give an earlier day, and a later day never an earlier corresponding date', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LAST }), fc.integer({ min: -400, max: 400 }), (from, months) => {
      assert.ok(addMonths(from as Day, months) < addMonths(from as Day, months + 1))
      assert.ok(addMonths(from as Day, months) <= addMonths(addDays(from as Day, 1), months))
    }),
  )
})

const NAMED = [
  ['2023-01-31', 2, '2023-03-31', 'from the origin, not by way of 28 February'],
  ['2023-01-31', 1, '2023-02-28', 'the last day of a month that has no such date'],
  ['2024-01-31', 1, '2024-02-29', 'the last day of February in a leap year'],
  ['1978-09-30', 4, '1979-01-30', 'no sticky end of month (Dodds v Walker)'],
  ['2023-02-28', 1, '2023-03-28', 'no sticky end of month from February'],
  ['2024-02-29', 12, '2025-02-28', 'a year from a leap day'],
  ['2024-02-29', 48, '2028-02-29', 'four years from a leap day'],
  ['2023-11-30', 3, '2024-02-29', 'over the new year to a leap day'],
  ['2023-05-31', -3, '2023-02-28', 'backwards to a short month'],
  ['2024-06-15', 15, '2025-09-15', '15 months'],
] as const

for (const [from, months, expected, why] of NAMED) {
  test(`${from} and ${months} months is ${expected}: ${why}`, () => {
    assert.equal(formatDay(addMonths(day(from), months)), expected)
  })
}

test('an age is reached on the anniversary of the birth', () => {
  assert.equal(ageOn(day('2010-06-15'), day('2026-06-14')), 15)
  assert.equal(ageOn(day('2010-06-15'), day('2026-06-15')), 16)
  assert.equal(ageOn(day('2010-06-15'), day('2010-06-15')), 0)
  assert.equal(ageOn(day('2010-06-15'), day('2010-06-14')), -1)
})

test('somebody born on 29 February is a year older on 1 March of a common year', () => {
  const born = day('2008-02-29')
  assert.equal(ageOn(born, day('2024-02-28')), 15)
  assert.equal(ageOn(born, day('2024-02-29')), 16)
  assert.equal(ageOn(born, day('2026-02-28')), 17)
  assert.equal(ageOn(born, day('2026-03-01')), 18)
  assert.equal(formatDay(birthday(born, 18)), '2026-03-01')
  assert.equal(formatDay(birthday(born, 16)), '2024-02-29')
})

test('a leap day has no anniversary in a year that no fourth year makes a leap year', () => {
  assert.equal(formatDay(birthday(day('2096-02-29'), 4)), '2100-03-01')
})

test('an age is reached on the same date of the year and not on the day before, for everybody born from 2000 to 2011', () => {
  for (let born = day('2000-01-01'); born < day('2012-01-01'); born = addDays(born, 1)) {
    for (const age of [0, 1, 10, 16, 18]) {
      const reached = birthday(born, age)
      if (!formatDay(born).endsWith('-02-29')) {
        assert.equal(formatDay(reached).slice(4), formatDay(born).slice(4))
        assert.equal(civilDateOf(reached).year, civilDateOf(born).year + age)
      }
      assert.equal(ageOn(born, reached), age)
      assert.equal(ageOn(born, addDays(reached, -1)), age - 1)
    }
  }
})
