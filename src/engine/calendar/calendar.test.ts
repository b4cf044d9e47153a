import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import file from '../../../data/calendars/england-and-wales.json' with { type: 'json' }
import type { Answer } from './answer.ts'
import { WorkingCalendar } from './calendar.ts'
import { parseCalendar } from './calendar-file.ts'
import { addDays, type Day, day, formatDay } from './day.ts'

function given<T, R>(found: Answer<T, R>): T {
  return found.ok ? found.value : assert.fail(`refused: ${JSON.stringify(found.refusal)}`)
}

function kindOf(found: Answer<unknown>): string | undefined {
  return found.ok ? undefined : found.refusal.kind
}

const CALENDAR = given(parseCalendar(JSON.stringify(file)))

/**
 * The naive definition: every day of the calendar in a row, with its weekday asked of Temporal and its holiday looked up in
 * the file, to be stepped through one at a time.
 */
const NAIVE: readonly { readonly text: string; readonly worked: boolean }[] = (() => {
  const holidays = new Set(file.holidays.map((each) => each.day))
  const days: { text: string; worked: boolean }[] = []
  const last = Temporal.PlainDate.from('2028-12-31')
  for (let date = Temporal.PlainDate.from('2012-01-01'); Temporal.PlainDate.compare(date, last) <= 0; ) {
    days.push({ text: date.toString(), worked: date.dayOfWeek <= 5 && !holidays.has(date.toString()) })
    date = date.add({ days: 1 })
  }
  return days
})()

test('the calendar covers every day of 2012 to 2028', () => {
  assert.equal(NAIVE.length, 6_210)
  assert.equal(formatDay(CALENDAR.from), NAIVE[0]?.text)
  assert.equal(formatDay(CALENDAR.until), NAIVE.at(-1)?.text)
})

test('every day of 2012 to 2028 is worked, or not, as the naive definition says', () => {
  for (const { text, worked } of NAIVE) assert.equal(given(CALENDAR.isWorkingDay(day(text))), worked, text)
})

for (const [way, step] of [
  ['after', 1],
  ['before', -1],
] as const) {
  test(`1 to 60 working days ${way} every day of 2012 to 2028, against stepping a day at a time`, () => {
    let proved = 0
    let refused = 0
    NAIVE.forEach(({ text }, start) => {
      let at = start
      for (let n = 1; n <= 60; n++) {
        do at += step
        while (NAIVE[at]?.worked === false)
        const found = CALENDAR.addWorkingDays(day(text), n * step)
        const expected = NAIVE[at]?.text
        if (expected === undefined) {
          assert.equal(kindOf(found), 'outside-calendar', `${n} working days ${way} ${text}`)
          refused += 1
        } else if (formatDay(given(found)) !== expected) {
          assert.equal(formatDay(given(found)), expected, `${n} working days ${way} ${text}`)
        } else proved += 1
      }
    })
    assert.equal(proved + refused, 6_210 * 60)
    assert.ok(refused > 0 && refused < 6_000, `${refused} refused`)
  })
}

test('the working days from every day of 2012 to 2028 to each of the 100 after it, against counting them', () => {
  NAIVE.forEach(({ text }, start) => {
    let after = 0
    let before = 0
    for (let end = start; end <= start + 100 && end < NAIVE.length; end++) {
      if (end > start && NAIVE[end]?.worked) after += 1
      if (end > start && NAIVE[end - 1]?.worked) before += 1
      const [from, until] = [day(text), day(NAIVE[end]?.text ?? '')]
      const forth = given(CALENDAR.workingDaysBetween(from, until))
      if (forth !== after) assert.equal(forth, after, `${text} to ${NAIVE[end]?.text}`)
      const back = given(CALENDAR.workingDaysBetween(until, from))
      if (back + before !== 0) assert.equal(back, -before, `${NAIVE[end]?.text} back to ${text}`)
    }
  })
})

test('the last working day on or before every day of 2012 to 2028, against stepping back', () => {
  NAIVE.forEach(({ text }, start) => {
    let at = start
    while (NAIVE[at]?.worked === false) at -= 1
    const found = CALENDAR.lastWorkingDayOnOrBefore(day(text))
    const expected = NAIVE[at]?.text
    if (expected === undefined) assert.equal(kindOf(found), 'outside-calendar', text)
    else assert.equal(formatDay(given(found)), expected, text)
  })
})

test('the days of rest in any stretch of 2012 to 2028 are those not worked, a holiday by its name', () => {
  fc.assert(
    fc.property(fc.nat({ max: NAIVE.length - 1 }), fc.nat({ max: 500 }), (start, length) => {
      const stretch = NAIVE.slice(start, start + length)
      const from = addDays(CALENDAR.from, start - 1)
      const found = given(CALENDAR.daysOfRest(from, addDays(from, stretch.length)))
      assert.deepEqual(
        found.map((each) => formatDay(each.day)),
        stretch.filter((each) => !each.worked).map((each) => each.text),
      )
      for (const each of found) {
        const holiday = file.holidays.find((one) => one.day === formatDay(each.day))
        assert.equal(each.why, holiday === undefined ? 'weekend' : 'holiday')
        assert.equal(each.why === 'holiday' ? each.name : undefined, holiday?.name)
        assert.equal(given(CALENDAR.holidayOn(each.day))?.name, holiday?.name)
      }
    }),
  )
})

test('counting the working days to the day that adding some gave finds the same number', () => {
  fc.assert(
    fc.property(fc.nat({ max: NAIVE.length - 1 }), fc.integer({ min: -300, max: 300 }), (start, n) => {
      const from = addDays(CALENDAR.from, start)
      const found = CALENDAR.addWorkingDays(from, n)
      if (found.ok) assert.equal(given(CALENDAR.workingDaysBetween(from, found.value)), n)
    }),
  )
})

const NAMED = [
  ['2022-06-02', 15, '2022-06-24', 'from one jubilee holiday over the other'],
  ['2024-03-28', 1, '2024-04-02', 'Maundy Thursday to the Tuesday'],
  ['2023-05-05', 1, '2023-05-09', 'over the coronation holiday'],
  ['2022-09-16', 1, '2022-09-20', 'over the funeral of Queen Elizabeth II'],
  ['2020-05-01', 1, '2020-05-04', 'the first Monday of May 2020 was worked'],
  ['2020-05-07', 1, '2020-05-11', 'Friday 8 May 2020 was not'],
  ['2021-12-24', 1, '2021-12-29', 'over two substitute days'],
  ['2023-12-21', 10, '2024-01-09', 'over Christmas and New Year'],
  ['2024-06-05', 5, '2024-06-12', 'an ordinary week'],
  ['2024-06-08', 5, '2024-06-14', 'from a Saturday, the Monday is day 1'],
  ['2024-06-12', -5, '2024-06-05', 'an ordinary week back'],
  ['2024-04-02', -1, '2024-03-28', 'back over Easter'],
  ['2024-06-09', 0, '2024-06-09', 'nothing added to a Sunday'],
] as const

for (const [from, n, expected, why] of NAMED) {
  test(`${from} and ${n} working days is ${expected}: ${why}`, () => {
    assert.equal(formatDay(given(CALENDAR.addWorkingDays(day(from), n))), expected)
  })
}

for (const outside of ['1970-06-02', '2011-12-31', '2029-01-01', '2040-01-03']) {
  test(`${outside} lies outside the calendar, and every question about it is refused`, () => {
    const there = day(outside)
    const within = day('2020-01-06')
    const answers = [
      CALENDAR.isWorkingDay(there),
      CALENDAR.holidayOn(there),
      CALENDAR.addWorkingDays(there, 15),
      CALENDAR.addWorkingDays(there, -15),
      CALENDAR.addWorkingDays(there, 0),
      CALENDAR.workingDaysBetween(there, within),
      CALENDAR.workingDaysBetween(within, there),
      CALENDAR.workingDaysBetween(there, there),
      CALENDAR.lastWorkingDayOnOrBefore(there),
      CALENDAR.daysOfRest(addDays(there, -1), there),
      CALENDAR.daysOfRest(addDays(there, -1), addDays(there, 30_000)),
    ]
    for (const each of answers) {
      assert.deepEqual(each.ok ? each.value : each.refusal, {
        kind: 'outside-calendar',
        calendar: 'england-and-wales',
        day: there,
        from: day('2012-01-01'),
        until: day('2028-12-31'),
      })
    }
    assert.equal(CALENDAR.covers(there), false)
  })
}

test('a count that runs off an end of the calendar is refused, and names the first day that is not known', () => {
  const off = (from: string, n: number): string => {
    const found = CALENDAR.addWorkingDays(day(from), n)
    assert.ok(!found.ok && found.refusal.kind === 'outside-calendar')
    return formatDay(found.refusal.day)
  }
  assert.equal(formatDay(given(CALENDAR.addWorkingDays(day('2028-12-28'), 1))), '2028-12-29')
  assert.equal(off('2028-12-28', 2), '2029-01-01')
  assert.equal(off('2028-12-31', 1), '2029-01-01')
  assert.equal(off('2012-01-01', 1e9), '2029-01-01')
  assert.equal(formatDay(given(CALENDAR.addWorkingDays(day('2012-01-04'), -1))), '2012-01-03')
  assert.equal(off('2012-01-03', -1), '2011-12-31')
  assert.equal(off('2020-01-01', -1e9), '2011-12-31')
  const before = CALENDAR.lastWorkingDayOnOrBefore(day('2012-01-02'))
  assert.ok(!before.ok && before.refusal.kind === 'outside-calendar')
  assert.equal(formatDay(before.refusal.day), '2011-12-31')
  assert.equal(kindOf(CALENDAR.daysOfRest(day('2028-12-30'), day('2029-01-01'))), 'outside-calendar')
  assert.deepEqual(given(CALENDAR.daysOfRest(day('2028-12-31'), day('2028-12-31'))), [])
  assert.deepEqual(given(CALENDAR.daysOfRest(day('2028-12-31'), day('2028-12-01'))), [])
})

test('a part of a working day, or no number at all, is refused', () => {
  for (const given of [0.5, -2.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    const found = CALENDAR.addWorkingDays(day('2024-06-05'), given)
    assert.deepEqual(found, { ok: false, refusal: { kind: 'not-a-whole-number', given } })
  }
})

test('an authority may keep another week and a holiday at a weekend', () => {
  const calendar = given(
    WorkingCalendar.from({
      calendar: 'tollbury',
      title: 'Invented authority of Tollbury',
      from: '2024-01-01',
      until: '2024-12-31',
      weekend: ['friday', 'saturday'],
      holidays: [{ day: '2024-03-02', name: 'Founders Day' }],
    }),
  )
  assert.equal(formatDay(given(calendar.addWorkingDays(day('2024-02-29'), 1))), '2024-03-03')
  assert.deepEqual(given(calendar.daysOfRest(day('2024-02-29'), day('2024-03-03'))), [
    { day: day('2024-03-01'), why: 'weekend' },
    { day: day('2024-03-02'), why: 'holiday', name: 'Founders Day', note: null },
  ])
})

test('a day worked is a day of the calendar, whatever its first and last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.nat({ max: 40 }), (first, length) => {
      const [from, until] = [formatDay(first as Day), formatDay((first + length) as Day)]
      const text = { calendar: 'short', title: 'Short', from, until, weekend: ['saturday', 'sunday'], holidays: [] }
      const calendar = given(WorkingCalendar.from(text))
      for (let each = first; each <= first + length; each++) {
        for (const n of [-40, -3, -1, 1, 3, 40]) {
          const found = calendar.addWorkingDays(each as Day, n)
          if (found.ok) assert.ok(given(calendar.isWorkingDay(found.value)))
        }
      }
      assert.equal(kindOf(calendar.isWorkingDay((first - 1) as Day)), 'outside-calendar')
      assert.equal(kindOf(calendar.isWorkingDay((first + length + 1) as Day)), 'outside-calendar')
    }),
  )
})
