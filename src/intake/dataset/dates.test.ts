import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, civilDateOf, day, formatDay } from '../../engine/calendar/day.ts'
import { type DayMonthOrder, isInFigures, type OrderEvidence, orderOf, readDate, weigh } from './dates.ts'

/** The reading in a word: the day, or why there is none. */
function said(text: string, order: DayMonthOrder = 'day-first'): string {
  const reading = readDate(text, order)
  if (reading.kind === 'day') return formatDay(reading.day)
  if (reading.kind === 'serial') return `serial ${formatDay(reading.day)}`
  return reading.kind === 'unreadable' ? reading.why : reading.kind
}

function evidence(...texts: readonly string[]): OrderEvidence {
  const found = { dayFirst: 0, monthFirst: 0, either: 0 }
  for (const text of texts) weigh(text, found)
  return found
}

describe('reading a date', () => {
  const fifth = '2023-01-05'

  it('reads what case systems and databases write', () => {
    for (const text of [
      '2023-01-05',
      '2023-01-05T00:00:00',
      '2023-01-05 00:00:00.000',
      '2023-01-05 00:00:00.0000000',
      '2023-01-05 13:45',
      '05/01/2023',
      '5/1/2023',
      '05-01-2023',
      '05.01.2023',
      '05/01/2023 00:00',
      '5/1/2023 12:00:00 AM',
      '05-Jan-2023',
      '05-JAN-2023',
      '5 January 2023',
      '5th January 2023',
      'Jan  5 2023 12:00AM',
      'January 5, 2023',
      '2023/01/05',
      '2023/1/5',
    ]) {
      assert.equal(said(text), fifth, text)
    }
    assert.equal(said('1 Sept 2023'), '2023-09-01')
  })

  it('gives the day in London of a moment with a zone', () => {
    assert.equal(said('2023-06-29T23:00:00Z'), '2023-06-30')
    assert.equal(said('2023-06-30T00:00:00Z'), '2023-06-30')
    assert.equal(said('2023-01-05 00:00:00+00:00'), fifth)
    assert.equal(said('2023-01-05T22:30:00-05:00'), '2023-01-06')
  })

  it('reads the number that a spreadsheet makes of a date', () => {
    assert.equal(said('44927'), 'serial 2023-01-01')
    assert.equal(said('44927.75'), 'serial 2023-01-01')
    assert.equal(said('12345'), 'no-date')
    assert.equal(said('99999'), 'no-date')
  })

  it('knows the days that stand for none', () => {
    for (const text of [
      '1900-01-01',
      '01/01/1900',
      '1900-01-01 00:00:00.000',
      '9999-12-31',
      '31/12/9999',
      '1753-01-01',
    ]) {
      assert.equal(said(text), 'placeholder', text)
    }
  })

  it('says why it cannot read the rest', () => {
    assert.equal(said('05/01/23'), 'two-digit-year')
    assert.equal(said('05-JAN-23'), 'two-digit-year')
    assert.equal(said('2023-02-29'), 'no-such-date')
    assert.equal(said('29/02/2023'), 'no-such-date')
    assert.equal(said('31/04/2023'), 'no-such-date')
    assert.equal(said('05 Janvier 2023'), 'no-such-date')
    assert.equal(said('#######'), 'column-too-narrow')
    assert.equal(said('1823-01-05'), 'far-off')
    assert.equal(said('2203-01-05'), 'far-off')
    // Patterns that a reader tries at every length would never come to an end of these.
    const digits = '1'.repeat(500_000)
    for (const text of [`01/02/${digits}\nx`, `1 jan ${digits}\nx`, `jan 1 ${digits}\nx`, `2023-01-05 ${digits}\nx`]) {
      assert.equal(said(text), 'no-date')
      assert.ok(!isInFigures(text))
    }
    for (const text of ['soon', '2023', '2023-01', 'Jan 2023', '2023-01-05x', '5/1', '2023-13-01T', '05/01/20233']) {
      assert.match(said(text), /^no-(such-)?date$/, text)
    }
  })

  it('reads every day of two centuries however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('1900-01-02'), max: day('2099-12-30') }), (count) => {
        const on = addDays(day('1970-01-01'), count)
        const { year, month, date } = civilDateOf(on)
        const iso = formatDay(on)
        for (const [text, order] of [
          [iso, 'mixed'],
          [`${iso} 00:00:00`, 'month-first'],
          [`${date}/${month}/${year}`, 'day-first'],
          [`${month}/${date}/${year}`, 'month-first'],
        ] as const) {
          assert.equal(said(text, order), iso, text)
        }
      }),
    )
  })
})

describe('the order of day and month in a column', () => {
  it('is day first, unless the column proves otherwise', () => {
    assert.equal(orderOf(evidence('04/03/2024', '05/03/2024')), 'day-first')
    assert.equal(orderOf(evidence('25/03/2024')), 'day-first')
    assert.equal(orderOf(evidence('04/03/2024', '03/25/2024')), 'month-first')
    assert.equal(orderOf(evidence('25/03/2024', '03/25/2024')), 'mixed')
  })

  it('is not moved by one slip in more than a hundred', () => {
    const many = Array.from({ length: 101 }, () => '25/03/2024')
    assert.equal(orderOf(evidence(...many, '03/25/2024')), 'day-first')
    assert.equal(orderOf(evidence(...many.slice(1), '03/25/2024')), 'mixed')
    assert.equal(said('03/25/2024'), 'no-such-date')
  })

  it('lets a column of both orders keep only what can be read in one way', () => {
    assert.equal(said('25/03/2024', 'mixed'), '2024-03-25')
    assert.equal(said('03/25/2024', 'mixed'), '2024-03-25')
    assert.equal(said('03/03/2024', 'mixed'), '2024-03-03')
    assert.equal(said('04/03/2024', 'mixed'), 'ambiguous')
    assert.equal(said('04/03/24', 'mixed'), 'two-digit-year')
    assert.equal(said('2024-03-04', 'mixed'), '2024-03-04')
  })

  it('matters only for dates in figures that do not begin with the year', () => {
    assert.ok(isInFigures('04/03/2024'))
    assert.ok(isInFigures('4.3.2024 00:00'))
    for (const text of ['2024-03-04', '2024/03/04', '04-Mar-2024', '44927', '', 'x'])
      assert.ok(!isInFigures(text), text)
    assert.deepEqual(evidence('2024-03-04', '00/13/2024', '40/50/2024', '03/03/2024'), evidence())
  })
})
