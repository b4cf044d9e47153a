import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, day, FIRST_DAY, formatDay, LAST_DAY } from './day.ts'
import {
  civilDayOf,
  countHours,
  formatInstant,
  hoursAfter,
  type Instant,
  instantAt,
  LONDON,
  parseInstant,
  parseZone,
  type TimeRefusal,
  type WallTime,
  wallTimeOf,
  type Zone,
} from './instant.ts'

const UTC = zone('UTC')

function zone(name: string): Zone {
  return parseZone(name) ?? assert.fail(`no zone ${name}`)
}

function moment(text: string): Instant {
  return parseInstant(text) ?? assert.fail(`"${text}" was not read`)
}

function at(date: string, hour: number, minute: number): WallTime {
  return { day: day(date), hour, minute }
}

function refusalOf(found: { ok: true } | { ok: false; refusal: TimeRefusal }): TimeRefusal {
  return found.ok ? assert.fail('an answer was given') : found.refusal
}

const anyInstant = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) })
  .map((milliseconds) => milliseconds as Instant)
const anyZone = fc.constantFrom(LONDON, ...['America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'].map(zone))

test('a moment is read from RFC 3339 as Temporal reads it', () => {
  for (const text of [
    '2026-03-29T00:30:00Z',
    '2026-03-29T01:30:00+01:00',
    '2026-10-25T01:30:00.25+00:00',
    '1969-12-31T23:59:59.999Z',
    '1969-12-31T23:59:59.9999999Z',
    '2024-02-29T12:00:00-05:30',
    '2024-02-29t12:00:00z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2024-06-01T00:00:00-00:00',
  ]) {
    assert.equal(parseInstant(text), Temporal.Instant.from(text).epochMilliseconds, text)
  }
})

const NOT_MOMENTS = [
  '',
  '2026-03-29',
  '2026-03-29T01:30:00',
  '2026-03-29T01:30Z',
  '2026-03-29 01:30:00Z',
  '2026-03-29T24:00:00Z',
  '2026-03-29T10:60:00Z',
  '2026-03-29T10:00:60Z',
  '2023-02-29T10:00:00Z',
  '2026-03-29T10:00:00+0100',
  '2026-03-29T10:00:00+01',
  '2026-03-29T10:00:00+24:00',
  '2026-03-29T10:00:00+01:60',
  '2026-03-29T10:00:00.Z',
  '2026-03-29T10:00:00Z[Europe/London]',
  '+002026-03-29T10:00:00Z',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
]

for (const text of NOT_MOMENTS) {
  test(`"${text}" is not read as a moment`, () => assert.equal(parseInstant(text), undefined))
}

test('a moment is written with the offset of its zone, and read back as itself', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, zone) => {
      const text = formatInstant(instant, zone)
      assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|[+-]\d\d:\d\d)$/)
      assert.equal(parseInstant(text), instant)
    }),
  )
  assert.equal(formatInstant(moment('2026-07-01T09:30:00Z'), LONDON), '2026-07-01T10:30:00+01:00')
  assert.equal(formatInstant(moment('2026-12-01T09:30:00.5Z'), LONDON), '2026-12-01T09:30:00.500+00:00')
})

test('the first and the last moment of the written years are read, written, counted to and not beyond', () => {
  const first = moment('0001-01-01T00:00:00Z')
  const last = moment('9999-12-31T23:59:59.999Z')
  assert.equal(formatInstant(first, UTC), '0001-01-01T00:00:00+00:00')
  assert.equal(formatInstant(last, UTC), '9999-12-31T23:59:59.999+00:00')
  assert.deepEqual(instantAt({ day: FIRST_DAY, hour: 0, minute: 0 }, UTC), { ok: true, value: first })
  assert.deepEqual(instantAt(wallTimeOf(last, UTC), UTC), { ok: true, value: last })
  assert.deepEqual(hoursAfter((first + 3_600_000) as Instant, -1), { ok: true, value: first })
  assert.equal(refusalOf(hoursAfter(first, -1)).kind, 'outside-written-years')
  assert.equal(refusalOf(hoursAfter(moment('9999-12-31T23:00:00Z'), 1)).kind, 'outside-written-years')
})

test('no hours at all is the same moment', () => {
  const now = moment('2026-06-01T10:30:00Z')
  const found = countHours(now, 0, 'after', LONDON)
  assert.deepEqual(found.ok && [found.value.result, found.value.clocksMoved], [now, 0])
})

test('a moment that the format cannot write in its zone is written in UTC', () => {
  const beforeGreenwich = moment('1840-06-01T12:00:00Z')
  assert.equal(formatInstant(beforeGreenwich, LONDON), '1840-06-01T12:00:00Z')
  assert.equal(formatInstant(moment('1840-06-01T12:00:00.5Z'), LONDON), '1840-06-01T12:00:00.500Z')
  assert.equal(formatInstant(moment('9999-12-31T23:59:59Z'), zone('Asia/Tokyo')), '9999-12-31T23:59:59Z')
})

test('what the wall shows at a moment is what Temporal says', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, zone) => {
      const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
      const wall = wallTimeOf(instant, zone)
      assert.equal(formatDay(wall.day), there.toPlainDate().toString())
      assert.equal(civilDayOf(instant, zone), wall.day)
      assert.deepEqual(
        [wall.hour, wall.minute, wall.second, wall.millisecond],
        [there.hour, there.minute, there.second, there.millisecond],
      )
    }),
  )
})

test('the civil day changes at midnight in London, not in Greenwich', () => {
  assert.equal(civilDayOf(moment('2026-07-01T22:59:59Z'), LONDON), day('2026-07-01'))
  assert.equal(civilDayOf(moment('2026-07-01T23:00:00Z'), LONDON), day('2026-07-02'))
  assert.equal(civilDayOf(moment('2026-12-01T23:59:59Z'), LONDON), day('2026-12-01'))
  assert.equal(civilDayOf(moment('2026-07-01T23:00:00Z'), UTC), day('2026-07-01'))
})

test('the time on the wall leads back to its moment, or is refused as one that came twice', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, zone) => {
      const wall = wallTimeOf(instant, zone)
      const found = instantAt(wall, zone)
      if (found.ok) assert.equal(found.value, instant)
      else {
        assert.ok(found.refusal.kind === 'repeated-time')
        assert.ok([found.refusal.first, found.refusal.second].includes(instant))
      }
    }),
    { numRuns: 1_000 },
  )
})

test('every quarter of an hour of both nights of clock changes, 2012 to 2028, in London', () => {
  let skipped = 0
  let repeated = 0
  for (let year = 2012; year <= 2028; year++) {
    for (const month of [3, 10]) {
      const last = Temporal.PlainDate.from({ year, month, day: 31 })
      const sunday = last.subtract({ days: last.dayOfWeek % 7 }).toString()
      for (let quarter = 0; quarter < 96; quarter++) {
        const wall = at(sunday, Math.floor(quarter / 4), (quarter % 4) * 15)
        const found = instantAt(wall, LONDON)
        if (wall.hour !== 1) {
          assert.ok(found.ok)
          assert.deepEqual(wallTimeOf(found.value, LONDON), { ...wall, second: 0, millisecond: 0 })
        } else if (month === 3) {
          assert.deepEqual(refusalOf(found), {
            kind: 'skipped-time',
            wall,
            zone: LONDON,
            resumes: moment(`${sunday}T01:00:00Z`),
          })
          skipped += 1
        } else {
          const first = moment(`${sunday}T01:${String(wall.minute).padStart(2, '0')}:00+01:00`)
          const second = (first + 3_600_000) as Instant
          assert.deepEqual(refusalOf(found), { kind: 'repeated-time', wall, zone: LONDON, first, second })
          assert.deepEqual(instantAt(wall, LONDON, 'first'), { ok: true, value: first })
          assert.deepEqual(instantAt(wall, LONDON, 'second'), { ok: true, value: second })
          repeated += 1
        }
      }
    }
  }
  assert.deepEqual([skipped, repeated], [68, 68])
})

test('saying which of two times was meant changes nothing where there is one, and finds none where there is none', () => {
  assert.deepEqual(instantAt(at('2026-06-01', 10, 30), LONDON, 'second'), {
    ok: true,
    value: moment('2026-06-01T10:30:00+01:00'),
  })
  assert.equal(refusalOf(instantAt(at('2026-03-29', 1, 30), LONDON, 'first')).kind, 'skipped-time')
})

test('a day that a zone skipped whole has no times', () => {
  const refusal = refusalOf(instantAt(at('2011-12-30', 12, 0), zone('Pacific/Apia')))
  assert.equal(refusal.kind, 'skipped-time')
})

test('a time that no clock shows is refused', () => {
  for (const wrong of [
    { hour: 24 },
    { hour: -1 },
    { minute: 60 },
    { minute: 1.5 },
    { second: 60 },
    { millisecond: 1000 },
  ]) {
    const wall = { ...at('2026-06-01', 10, 30), ...wrong }
    assert.deepEqual(refusalOf(instantAt(wall, LONDON)), { kind: 'no-such-time', wall })
  }
})

test('a time in a year that is not written is refused', () => {
  for (const outside of [addDays(FIRST_DAY, -1), addDays(LAST_DAY, 1), addDays(LAST_DAY, 1e12)]) {
    assert.equal(refusalOf(instantAt({ day: outside, hour: 0, minute: 0 }, UTC)).kind, 'outside-written-years')
  }
  const early = { day: FIRST_DAY, hour: 0, minute: 0 }
  assert.equal(refusalOf(instantAt(early, zone('Asia/Tokyo'))).kind, 'outside-written-years')
})

test('24 hours over the clocks going forward end an hour later on the wall, and over their going back an hour earlier', () => {
  const cases = [
    ['2026-03-28T10:30:00+00:00', '2026-03-29T11:30:00+01:00', 60],
    ['2026-10-24T10:30:00+01:00', '2026-10-25T09:30:00+00:00', -60],
    ['2026-06-01T10:30:00+01:00', '2026-06-02T10:30:00+01:00', 0],
    ['2026-10-24T01:30:00+01:00', '2026-10-25T01:30:00+01:00', 0],
    ['2026-10-24T02:30:00+01:00', '2026-10-25T01:30:00+00:00', -60],
  ] as const
  for (const [from, expected, clocksMoved] of cases) {
    const forth = countHours(moment(from), 24, 'after', LONDON)
    assert.ok(forth.ok)
    assert.equal(formatInstant(forth.value.result, LONDON), expected)
    assert.equal(forth.value.clocksMoved, clocksMoved)
    const back = countHours(moment(expected), 24, 'before', LONDON)
    assert.ok(back.ok)
    assert.equal(formatInstant(back.value.result, LONDON), from)
    assert.equal(back.value.clocksMoved + clocksMoved, 0)
  }
})

test('hours are hours that pass: there and back is the same moment', () => {
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: -10_000, max: 10_000 }), (instant, hours) => {
      const there = hoursAfter(instant, hours)
      assert.ok(there.ok)
      assert.equal(there.value - instant, hours * 3_600_000)
      assert.deepEqual(hoursAfter(there.value, -hours), { ok: true, value: instant })
    }),
  )
})

test('hours that cannot be counted, or that leave the years written, are refused', () => {
  const from = moment('2026-06-01T10:30:00Z')
  for (const hours of [0.5, Number.NaN]) {
    assert.deepEqual(refusalOf(hoursAfter(from, hours)), { kind: 'not-a-whole-number', given: hours })
    assert.deepEqual(refusalOf(countHours(from, hours, 'after', LONDON)), { kind: 'not-a-whole-number', given: hours })
  }
  assert.deepEqual(refusalOf(countHours(from, -1, 'after', LONDON)), { kind: 'not-a-whole-number', given: -1 })
  assert.equal(refusalOf(hoursAfter(from, 1e9)).kind, 'outside-written-years')
  assert.equal(refusalOf(countHours(from, 1e15, 'before', LONDON)).kind, 'outside-written-years')
})

test('a zone is one that this machine knows by name', () => {
  assert.equal(parseZone('Europe/London'), LONDON)
  assert.equal(parseZone('europe/london'), LONDON)
  for (const name of ['', 'Europe/Cardigan', '+01:00', '-05:00', 'London time', '2026']) {
    assert.equal(parseZone(name), undefined, name)
  }
})
