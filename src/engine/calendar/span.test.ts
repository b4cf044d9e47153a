import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import file from '../../../data/calendars/england-and-wales.json' with { type: 'json' }
import type { Answer } from './answer.ts'
import { parseCalendar } from './calendar-file.ts'
import { addDays, type Day, day, FIRST_DAY, formatDay, LAST_DAY } from './day.ts'
import { addMonths } from './months.ts'
import { type Count, count, type Direction, type Extent, shift, shiftCivil, UNITS, type Unit } from './span.ts'

function given<T, R>(found: Answer<T, R>): T {
  return found.ok ? found.value : assert.fail(`refused: ${JSON.stringify(found.refusal)}`)
}

const CALENDAR = given(parseCalendar(JSON.stringify(file)))

function counted(from: string, n: number, unit: Unit, direction: Direction = 'after', extent: Extent = 'full'): Count {
  return given(count(day(from), { count: n, unit }, direction, CALENDAR, extent))
}

const anyDay = fc.integer({ min: CALENDAR.from, max: CALENDAR.until }).map((number) => number as Day)
const anyUnit = fc.constantFrom(...UNITS)
const anyDirection = fc.constantFrom<Direction>('after', 'before')

const NAMED = [
  ['2023-01-31', 2, 'month', 'after', '2023-03-31'],
  ['2023-09-30', 4, 'month', 'after', '2024-01-30'],
  ['2024-02-29', 1, 'year', 'after', '2025-02-28'],
  ['2022-06-02', 15, 'working day', 'after', '2022-06-24'],
  ['2024-03-28', 1, 'working day', 'after', '2024-04-02'],
  ['2024-03-01', 6, 'week', 'after', '2024-04-12'],
  ['2024-03-01', 28, 'day', 'after', '2024-03-29'],
  ['2024-06-12', 5, 'working day', 'before', '2024-06-05'],
  ['2024-03-31', 1, 'month', 'before', '2024-02-29'],
  ['2024-03-31', 2, 'week', 'before', '2024-03-17'],
] as const

for (const [from, n, unit, direction, expected] of NAMED) {
  test(`${n} ${unit}s ${direction} ${from} is ${expected}`, () => {
    assert.equal(formatDay(counted(from, n, unit, direction).result), expected)
    assert.equal(formatDay(given(shift(day(from), { count: n, unit }, direction, CALENDAR))), expected)
  })
}

test('15 months on a plan are met on the corresponding date, more than 18 months on the day after it', () => {
  assert.equal(formatDay(counted('2024-03-10', 15, 'month').result), '2025-06-10')
  assert.equal(formatDay(counted('2024-03-10', 18, 'month', 'after', 'exceeded').result), '2025-09-11')
  assert.equal(formatDay(counted('2024-08-31', 18, 'month', 'after', 'exceeded').result), '2026-03-01')
})

test('more than 15 working days is met on the next day, worked or not', () => {
  assert.equal(formatDay(counted('2024-06-07', 15, 'working day').result), '2024-06-28')
  assert.equal(formatDay(counted('2024-06-07', 15, 'working day', 'after', 'exceeded').result), '2024-06-29')
})

test('more than a span before a day is met on the day before that', () => {
  assert.equal(formatDay(counted('2024-06-12', 5, 'working day', 'before', 'exceeded').result), '2024-06-04')
})

test('more than a span has passed on the day after it has passed, in every unit', () => {
  fc.assert(
    fc.property(anyDay, fc.nat({ max: 60 }), anyUnit, anyDirection, (from, n, unit, direction) => {
      const full = count(from, { count: n, unit }, direction, CALENDAR)
      const exceeded = count(from, { count: n, unit }, direction, CALENDAR, 'exceeded')
      assert.equal(full.ok, exceeded.ok)
      if (full.ok && exceeded.ok) {
        assert.equal(exceeded.value.result, addDays(full.value.result, direction === 'after' ? 1 : -1))
        assert.deepEqual({ ...exceeded.value, result: 0 }, { ...full.value, extent: 'exceeded', result: 0 })
      }
    }),
  )
})

test('a count of working days can be checked by hand: as many days as were added and were skipped', () => {
  fc.assert(
    fc.property(anyDay, fc.nat({ max: 80 }), anyDirection, (from, n, direction) => {
      const found = count(from, { count: n, unit: 'working day' }, direction, CALENDAR)
      if (!found.ok) return
      const { skipped, result } = found.value
      assert.equal(Math.abs(result - from), n + skipped.length)
      const [low, high] = direction === 'after' ? [from + 1, result] : [result, from - 1]
      for (const each of skipped) assert.ok(low <= each.day && each.day <= high)
      assert.deepEqual(
        skipped,
        [...skipped].sort((x, y) => x.day - y.day),
      )
    }),
  )
})

test('only a count of working days skips any', () => {
  fc.assert(
    fc.property(anyDay, fc.nat({ max: 40 }), anyUnit, anyDirection, (from, n, unit, direction) => {
      const found = count(from, { count: n, unit }, direction, CALENDAR)
      if (found.ok && unit !== 'working day') assert.deepEqual(found.value.skipped, [])
    }),
  )
})

test('the days skipped are named, the holidays by their names', () => {
  const { skipped } = counted('2023-12-21', 4, 'working day')
  assert.deepEqual(
    skipped.map((each) => [formatDay(each.day), each.why === 'holiday' ? each.name : 'weekend']),
    [
      ['2023-12-23', 'weekend'],
      ['2023-12-24', 'weekend'],
      ['2023-12-25', 'Christmas Day'],
      ['2023-12-26', 'Boxing Day'],
    ],
  )
})

test('a short month is told, and only a short month', () => {
  assert.equal(counted('2024-01-31', 1, 'month').shortMonth, true)
  assert.equal(counted('2024-02-29', 1, 'year').shortMonth, true)
  assert.equal(counted('2024-01-31', 2, 'month').shortMonth, false)
  assert.equal(counted('2024-09-30', 4, 'month').shortMonth, false)
  assert.equal(counted('2024-01-31', 3, 'week').shortMonth, false)
  assert.equal(counted('2024-08-31', 18, 'month', 'after', 'exceeded').shortMonth, true)
  assert.equal(counted('2024-01-30', 1, 'month', 'after', 'exceeded').shortMonth, true)
  assert.equal(counted('2024-04-30', 1, 'month', 'after', 'exceeded').shortMonth, false)
})

test('weeks are seven days and years are twelve months, and neither asks the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), fc.nat({ max: 300 }), (number, n) => {
      const from = number as Day
      assert.equal(shiftCivil(from, n, 'week'), addDays(from, 7 * n))
      assert.equal(shiftCivil(from, n, 'year'), addMonths(from, 12 * n))
      assert.equal(given(shift(from, { count: n, unit: 'month' }, 'before', CALENDAR)), addMonths(from, -n))
      assert.equal(given(shift(from, { count: n, unit: 'day' }, 'before', CALENDAR)), addDays(from, -n))
    }),
  )
})

test('working days from outside the calendar, or off its end, are refused and not guessed', () => {
  for (const [from, n, direction] of [
    ['1970-06-02', 15, 'after'],
    ['2040-01-03', 5, 'before'],
    ['2028-12-20', 15, 'after'],
    ['2012-01-10', 15, 'before'],
  ] as const) {
    for (const found of [
      shift(day(from), { count: n, unit: 'working day' }, direction, CALENDAR),
      count(day(from), { count: n, unit: 'working day' }, direction, CALENDAR),
    ]) {
      assert.equal(found.ok ? 'given' : found.refusal.kind, 'outside-calendar', `${n} ${direction} ${from}`)
    }
  }
})

test('working days are counted up to the very ends of the calendar', () => {
  assert.equal(formatDay(counted('2012-01-04', 1, 'working day', 'before').result), '2012-01-03')
  assert.equal(formatDay(counted('2028-12-28', 1, 'working day').result), '2028-12-29')
  assert.equal(formatDay(counted('2012-01-01', 1, 'working day').result), '2012-01-03')
})

test('less than nothing, a part or no number is refused in every unit', () => {
  for (const unit of UNITS) {
    for (const bad of [-1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY]) {
      const refusal = { ok: false, refusal: { kind: 'not-a-whole-number', given: bad } }
      assert.deepEqual(shift(day('2024-06-05'), { count: bad, unit }, 'after', CALENDAR), refusal)
      assert.deepEqual(count(day('2024-06-05'), { count: bad, unit }, 'before', CALENDAR), refusal)
    }
  }
})

test('a count that leaves the years that can be written is refused in every unit', () => {
  for (const unit of ['day', 'week', 'month', 'year'] as const) {
    for (const direction of ['after', 'before'] as const) {
      for (const n of [1e7, Number.MAX_SAFE_INTEGER, 1e300]) {
        const found = shift(day('2024-06-05'), { count: n, unit }, direction, CALENDAR)
        assert.equal(found.ok ? formatDay(found.value) : found.refusal.kind, 'outside-written-years')
      }
    }
  }
  const last = count(addDays(LAST_DAY, -1), { count: 1, unit: 'day' }, 'after', CALENDAR)
  assert.equal(given(last).result, LAST_DAY)
  const beyond = count(addDays(LAST_DAY, -1), { count: 1, unit: 'day' }, 'after', CALENDAR, 'exceeded')
  assert.equal(beyond.ok ? 'given' : beyond.refusal.kind, 'outside-written-years')
  assert.equal(given(shift(addDays(FIRST_DAY, 1), { count: 1, unit: 'day' }, 'before', CALENDAR)), FIRST_DAY)
})
