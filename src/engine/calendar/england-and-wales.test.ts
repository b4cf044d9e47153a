import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import file from '../../../data/calendars/england-and-wales.json' with { type: 'json' }

const LISTED = new Map(file.holidays.map(({ day, name }) => [day, name]))

const utc = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month - 1, date))
const iso = (date: Date): string => date.toISOString().slice(0, 10)
const plus = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000)

/** Easter Sunday by Gauss's method, as corrected for the Gregorian calendar. */
function easterSunday(year: number): Date {
  const a = year % 19
  const b = year % 4
  const c = year % 7
  const k = Math.floor(year / 100)
  const p = Math.floor((13 + 8 * k) / 25)
  const q = Math.floor(k / 4)
  const m = (15 - p + k - q) % 30
  const n = (4 + k - q) % 7
  const d = (19 * a + m) % 30
  const e = (2 * b + 4 * c + 6 * d + n) % 7
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && (11 * m + 11) % 30 < 19)
  return plus(utc(year, 3, 22), d + e - (late ? 7 : 0))
}

/** The Monday of a month with this number; 0 for the last. */
function monday(year: number, month: number, number: number): Date {
  const dates = Array.from({ length: 31 }, (_, i) => utc(year, month, i + 1))
  const mondays = dates.filter((date) => date.getUTCMonth() === month - 1 && date.getUTCDay() === 1)
  return mondays.at(number - 1) ?? assert.fail()
}

/** Days that were or were not holidays by proclamation: what no rule gives. */
const PROCLAIMED: Readonly<Record<string, readonly string[]>> = {
  added: [
    '2012-06-04', // the Spring holiday, moved to the Diamond Jubilee
    '2012-06-05', // the Diamond Jubilee
    '2020-05-08', // the early May holiday, moved to the 75th anniversary of VE Day
    '2022-06-02', // the Spring holiday, moved to the Platinum Jubilee
    '2022-06-03', // the Platinum Jubilee
    '2022-09-19', // the funeral of Queen Elizabeth II
    '2023-05-08', // the coronation of King Charles III
  ],
  dropped: ['2012-05-28', '2020-05-04', '2022-05-30'],
}

/** A year's bank holidays by the Act of 1971, common law and the proclamations made every year; one-off days left out. */
function byRule(year: number): string[] {
  const easter = easterSunday(year)
  const holidays = [plus(easter, -2), plus(easter, 1), monday(year, 5, 1), monday(year, 5, 0), monday(year, 8, 0)].map(
    iso,
  )
  // A holiday on a Saturday or Sunday moves to the next weekday that is not a holiday already.
  for (const fixed of [utc(year, 1, 1), utc(year, 12, 26), utc(year, 12, 25)]) {
    let on = fixed
    while (on.getUTCDay() === 0 || on.getUTCDay() === 6 || holidays.includes(iso(on))) on = plus(on, 1)
    holidays.push(iso(on))
  }
  return holidays
}

for (let year = 2012; year <= 2028; year++) {
  test(`the calendar's holidays of ${year} are those of the rules and proclamations`, () => {
    const dropped = new Set(PROCLAIMED.dropped)
    const added = (PROCLAIMED.added ?? []).filter((day) => day.startsWith(`${year}`))
    const expected = [...byRule(year), ...added].filter((day) => !dropped.has(day)).sort()
    assert.deepEqual([...LISTED.keys()].filter((day) => day.startsWith(`${year}`)).sort(), expected)
  })
}

test('Easter falls where almanacs say', () => {
  const known = ['2012-04-08', '2016-03-27', '2019-04-21', '2024-03-31', '2027-03-28', '2038-04-25', '1981-04-19']
  for (const day of known) assert.equal(iso(easterSunday(Number(day.slice(0, 4)))), day)
})

test('the dates that older lists lack or have wrong stand as they were', () => {
  assert.equal(LISTED.has('2020-05-04'), false)
  for (const day of PROCLAIMED.added ?? []) assert.ok(LISTED.has(day), day)
})

test('the computed years 2027 and 2028 are these', () => {
  const of = (year: string): string =>
    [...LISTED.keys()]
      .filter((day) => day.startsWith(year))
      .map((day) => day.slice(5))
      .join(' ')
  assert.equal(of('2027'), '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28')
  assert.equal(of('2028'), '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26')
})

test('holidays stand in order, once each, on weekdays, with a plain name', () => {
  const days = file.holidays.map(({ day }) => day)
  assert.deepEqual(days, [...new Set(days)].sort())
  for (const { day, name } of file.holidays) {
    assert.ok(![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()), `${day} is at a weekend`)
    assert.match(name, /^[A-Z][A-Za-z' ]+$/)
  }
})

test('a holiday by name that is not on its own date says that it is a substitute', () => {
  const fixed: Readonly<Record<string, string>> = {
    "New Year's Day": '01-01',
    'Christmas Day': '12-25',
    'Boxing Day': '12-26',
  }
  for (const { day, name, ...rest } of file.holidays) {
    const own = fixed[name]
    if (own === undefined) continue
    const note = 'note' in rest ? rest.note : undefined
    assert.equal(note, day.endsWith(own) ? undefined : 'substitute day', `${name} on ${day}`)
  }
})

const SNAPSHOT = new URL('../../../../shared/data/bank-holidays-govuk-snapshot.json', import.meta.url)
const ABSENT = existsSync(SNAPSHOT)
  ? false
  : 'SKIPPED: the published list of bank holidays is not beside this checkout (../shared/data); the rules above still hold'

test('the published list of bank holidays has the same days under the same names', { skip: ABSENT }, () => {
  const list = memberOf(memberOf(JSON.parse(readFileSync(SNAPSHOT, 'utf8')), 'england-and-wales'), 'events')
  assert.ok(Array.isArray(list))
  const published = list.map((each) => ({
    day: String(memberOf(each, 'date')),
    // The list writes one holiday's occasion into its title.
    name: String(memberOf(each, 'title')).replaceAll('\u2019', "'").replace(' (VE day)', ''),
  }))
  const last = published.at(-1)?.day ?? ''
  assert.ok(last >= '2026-12-31' && published[0]?.day === '2012-01-02', `the list ends on ${last}`)
  const ours = [...LISTED].filter(([day]) => day <= last).map(([day, name]) => ({ day, name }))
  assert.deepEqual(ours, published)
})

function memberOf(value: unknown, name: string): unknown {
  assert.ok(typeof value === 'object' && value !== null)
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
