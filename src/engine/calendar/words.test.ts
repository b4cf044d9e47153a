import assert from 'node:assert/strict'
import { test } from 'node:test'
import file from '../../../data/calendars/england-and-wales.json' with { type: 'json' }
import { WorkingCalendar } from './calendar.ts'
import { parseCalendar } from './calendar-file.ts'
import { day } from './day.ts'
import { countHours, type Instant, instantAt, LONDON, parseInstant, parseZone } from './instant.ts'
import { limitOn } from './limit.ts'
import { type Count, count, type Direction, type Extent, shift, type Unit } from './span.ts'
import {
  sayCount,
  sayDay,
  sayHours,
  sayInstant,
  sayLimit,
  sayRefusal,
  saySkipped,
  saySpan,
  sayTimeRefusal,
} from './words.ts'

const read = parseCalendar(JSON.stringify(file))
const CALENDAR = read.ok ? read.value : assert.fail(read.refusal.join('\n'))

function counted(from: string, n: number, unit: Unit, direction: Direction = 'after', extent: Extent = 'full'): Count {
  const found = count(day(from), { count: n, unit }, direction, CALENDAR, extent)
  return found.ok ? found.value : assert.fail(sayRefusal(found.refusal))
}

function moment(text: string): Instant {
  return parseInstant(text) ?? assert.fail(`"${text}" was not read`)
}

test('a day is said with its weekday, month and year', () => {
  assert.equal(sayDay(day('2023-12-21')), 'Thursday 21 December 2023')
  assert.equal(sayDay(day('2024-02-29')), 'Thursday 29 February 2024')
  assert.equal(sayDay(day('2026-05-01')), 'Friday 1 May 2026')
})

test('a span is said in the singular and in the plural', () => {
  assert.equal(saySpan({ count: 1, unit: 'working day' }), '1 working day')
  assert.equal(saySpan({ count: 15, unit: 'month' }), '15 months')
  assert.equal(saySpan({ count: 0, unit: 'day' }), '0 days')
})

const SENTENCES: readonly (readonly [Count, string])[] = [
  [
    counted('2023-12-21', 10, 'working day'),
    '10 working days after Thursday 21 December 2023, not counting 3 weekends, Christmas Day (25 December), ' +
      "Boxing Day (26 December) and New Year's Day (1 January): Tuesday 9 January 2024",
  ],
  [
    counted('2024-03-28', 1, 'working day'),
    '1 working day after Thursday 28 March 2024, not counting 1 weekend, Good Friday (29 March) and Easter Monday ' +
      '(1 April): Tuesday 2 April 2024',
  ],
  [
    counted('2021-12-24', 1, 'working day'),
    '1 working day after Friday 24 December 2021, not counting 1 weekend, Christmas Day (substitute day, 27 December) ' +
      'and Boxing Day (substitute day, 28 December): Wednesday 29 December 2021',
  ],
  [
    counted('2020-05-07', 1, 'working day'),
    '1 working day after Thursday 7 May 2020, not counting 1 weekend and Early May bank holiday (moved to VE Day, ' +
      '8 May): Monday 11 May 2020',
  ],
  [counted('2024-06-03', 4, 'working day'), '4 working days after Monday 3 June 2024: Friday 7 June 2024'],
  [
    counted('2024-06-12', 5, 'working day', 'before'),
    '5 working days before Wednesday 12 June 2024, not counting 1 weekend: Wednesday 5 June 2024',
  ],
  [
    counted('2024-06-08', 1, 'working day'),
    '1 working day after Saturday 8 June 2024, not counting 1 weekend: Monday 10 June 2024',
  ],
  [counted('2024-03-10', 15, 'month'), '15 months after Sunday 10 March 2024: Tuesday 10 June 2025'],
  [
    counted('2024-08-31', 6, 'month'),
    '6 months after Saturday 31 August 2024, at the end of a month that has no 31st: Friday 28 February 2025',
  ],
  [
    counted('2024-02-29', 1, 'year'),
    '1 year after Thursday 29 February 2024, at the end of a month that has no 29th: Friday 28 February 2025',
  ],
  [
    counted('2024-03-10', 18, 'month', 'after', 'exceeded'),
    'more than 18 months after Sunday 10 March 2024, so the day after that: Thursday 11 September 2025',
  ],
  [
    counted('2024-06-12', 2, 'week', 'before', 'exceeded'),
    'more than 2 weeks before Wednesday 12 June 2024, so the day before that: Tuesday 28 May 2024',
  ],
]

for (const [given, sentence] of SENTENCES) {
  test(`a count is said in one sentence: ${sentence}`, () => assert.equal(sayCount(given), sentence))
}

test('a sentence names every holiday that its count skipped', () => {
  for (const { name, day: on } of file.holidays) {
    const from = count(day(on), { count: 3, unit: 'working day' }, 'before', CALENDAR)
    if (!from.ok) continue
    const over = count(from.value.result, { count: 4, unit: 'working day' }, 'after', CALENDAR)
    assert.ok(over.ok)
    assert.ok(sayCount(over.value).includes(`${name} (`), `${name} on ${on}`)
  }
})

test('holidays of more than a year are told apart by their year', () => {
  const { skipped } = counted('2023-12-21', 260, 'working day')
  assert.match(saySkipped(skipped), /Christmas Day \(25 December 2023\).*Christmas Day \(25 December 2024\)/)
})

test('a weekend cut in two by a holiday is one weekend, and no day skipped is said too', () => {
  const made = WorkingCalendar.from({
    calendar: 'tollbury',
    title: 'Invented authority of Tollbury',
    from: '2024-01-01',
    until: '2024-12-31',
    weekend: ['saturday', 'sunday'],
    holidays: [{ day: '2024-03-02', name: 'Founders Day' }],
  })
  assert.ok(made.ok)
  const rest = made.value.daysOfRest(day('2024-03-01'), day('2024-03-10'))
  assert.ok(rest.ok)
  assert.equal(saySkipped(rest.value), '2 weekends and Founders Day (2 March)')
  assert.equal(saySkipped([]), 'no day')
})

test('a limit is said where it falls, with the last working day beside it where that is another', () => {
  const said = (on: string): string => {
    const found = limitOn(day(on), CALENDAR)
    return found.ok ? sayLimit(found.value) : sayRefusal(found.refusal)
  }
  assert.equal(said('2024-03-28'), 'Thursday 28 March 2024')
  assert.equal(
    said('2024-04-01'),
    'Monday 1 April 2024, which is not a working day (Easter Monday); the last working day before it is ' +
      'Thursday 28 March 2024',
  )
  assert.equal(
    said('2024-06-09'),
    'Sunday 9 June 2024, which is not a working day; the last working day before it is Friday 7 June 2024',
  )
  assert.match(said('2040-06-01'), /^Friday 1 June 2040 lies outside the calendar "england-and-wales"/)
})

test('a moment is said as the wall shows it, and a time that came twice says which', () => {
  assert.equal(sayInstant(moment('2026-07-01T09:30:00Z'), LONDON), '10:30 on Wednesday 1 July 2026')
  assert.equal(sayInstant(moment('2026-07-01T09:30:07Z'), LONDON), '10:30:07 on Wednesday 1 July 2026')
  assert.equal(
    sayInstant(moment('2026-10-25T01:30:00+01:00'), LONDON),
    '01:30, before the clocks went back, on Sunday 25 October 2026',
  )
  assert.equal(
    sayInstant(moment('2026-10-25T01:30:00+00:00'), LONDON),
    '01:30, after the clocks went back, on Sunday 25 October 2026',
  )
})

test('a count of hours says what the clocks did', () => {
  const said = (from: string, hours: number, direction: Direction): string => {
    const found = countHours(moment(from), hours, direction, LONDON)
    return found.ok ? sayHours(found.value) : sayTimeRefusal(found.refusal)
  }
  assert.equal(
    said('2026-06-01T10:30:00+01:00', 24, 'after'),
    '24 hours after 10:30 on Monday 1 June 2026: 10:30 on Tuesday 2 June 2026',
  )
  assert.equal(
    said('2026-03-28T10:30:00Z', 24, 'after'),
    '24 hours after 10:30 on Saturday 28 March 2026, the clocks having gone forward 1 hour: 11:30 on Sunday 29 March 2026',
  )
  assert.equal(
    said('2026-10-24T10:30:00+01:00', 24, 'after'),
    '24 hours after 10:30 on Saturday 24 October 2026, the clocks having gone back 1 hour: 09:30 on Sunday 25 October 2026',
  )
  assert.equal(
    said('2026-03-29T11:30:00+01:00', 24, 'before'),
    '24 hours before 11:30 on Sunday 29 March 2026, the clocks having gone forward 1 hour: 10:30 on Saturday 28 March 2026',
  )
  assert.match(said('2026-06-01T10:30:00+01:00', 1, 'after'), /^1 hour after/)
  // The clocks of this island go forward and back by half an hour.
  const island = countHours(
    moment('2026-10-03T10:30:00+10:30'),
    24,
    'after',
    parseZone('Australia/Lord_Howe') ?? LONDON,
  )
  assert.match(island.ok ? sayHours(island.value) : '', /, the clocks having gone forward 30 minutes: 11:00 on/)
})

test('every refusal says what is wrong and what to do', () => {
  const calendar = shift(day('1970-06-02'), { count: 15, unit: 'working day' }, 'after', CALENDAR)
  const number = shift(day('2024-06-02'), { count: -1, unit: 'day' }, 'after', CALENDAR)
  const years = shift(day('2024-06-02'), { count: 9e9, unit: 'day' }, 'after', CALENDAR)
  assert.ok(!calendar.ok && !number.ok && !years.ok)
  assert.match(sayRefusal(calendar.refusal), /^Tuesday 2 June 1970 lies outside .* Add the missing years/)
  assert.match(sayRefusal(number.refusal), /^-1 cannot be counted\. Give a whole number/)
  assert.match(sayRefusal(years.refusal), /leaves the years 1 to 9999/)

  const skipped = instantAt({ day: day('2026-03-29'), hour: 1, minute: 30 }, LONDON)
  const repeated = instantAt({ day: day('2026-10-25'), hour: 1, minute: 30 }, LONDON)
  const none = instantAt({ day: day('2026-10-25'), hour: 25, minute: 5 }, LONDON)
  const hours = countHours(moment('2026-06-01T10:30:00Z'), -1, 'after', LONDON)
  assert.ok(!skipped.ok && !repeated.ok && !none.ok && !hours.ok)
  assert.match(sayTimeRefusal(skipped.refusal), /forward over 01:30 on Sunday 29 March 2026, to 02:00\. Give a time/)
  assert.match(
    sayTimeRefusal(repeated.refusal),
    /01:30 came twice on Sunday 25 October 2026.* first time or the second/,
  )
  assert.match(sayTimeRefusal(none.refusal), /^25:05 is no time of day/)
  assert.match(sayTimeRefusal(hours.refusal), /^-1 cannot be counted/)
})
