import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../../engine/calendar/day.ts'
import { type DateOf, readDate } from './dates.ts'

const today = day('2025-06-30')
const read = (text: string, of: DateOf = 'event') => {
  const { day: found, problem } = readDate(text, 'MadeDate', of, today)
  return [found === null ? null : formatDay(found), problem === null ? null : `${problem.weight} ${problem.rule}`]
}

describe('dates in a census', () => {
  for (const [text, found, problem] of [
    ['2024-02-29', '2024-02-29', null],
    ['2022-07-21Z', '2022-07-21', null],
    ['2022-07-21+01:00', '2022-07-21', null],
    ['2022-07-21T00:00:00', '2022-07-21', 'doubtful date-with-time'],
    ['2022-07-21 00:00', '2022-07-21', 'doubtful date-with-time'],
    ['2022-07-21T23:59:59.123+01:00', '2022-07-21', 'doubtful date-with-time'],
    ['2025-06-30', '2025-06-30', null],
    ['2025-07-01', '2025-07-01', 'doubtful date-in-future'],
    ['2028-04-28T00:00:00', '2028-04-28', 'doubtful date-in-future'],
    ['1990-01-01', '1990-01-01', null],
    ['1989-12-31', '1989-12-31', 'doubtful date-before-1990'],
    ['2023-02-30', null, 'refused date-impossible'],
    ['2023-13-01T00:00:00', null, 'refused date-impossible'],
    ['0000-00-00', null, 'refused date-impossible'],
    ['1900-01-01', null, 'refused date-placeholder'],
    ['0001-01-01T00:00:00', null, 'refused date-placeholder'],
    ['9999-12-31', null, 'refused date-placeholder'],
    ['21/07/2022', null, 'refused date-day-first'],
    ['1.2.2022 00:00', null, 'refused date-day-first'],
    ['21/07/22', null, 'refused date-two-digit-year'],
    ['22-07-21', null, 'refused date-two-digit-year'],
    ['44763', null, 'refused date-serial'],
    ['20220721', null, 'refused not-a-date'],
    ['July', null, 'refused not-a-date'],
  ] as const) {
    it(`reads ${text} as ${found ?? 'none'}${problem === null ? '' : `, and tells ${problem}`}`, () => {
      assert.deepEqual(read(text), [found, problem])
    })
  }

  it('takes no birth and no death of the future, as the tables of a dataset do', () => {
    assert.deepEqual(read('2025-06-30', 'birth'), ['2025-06-30', null])
    assert.deepEqual(read('2025-07-01', 'birth'), [null, 'refused birth-in-future'])
    assert.deepEqual(read('2025-07-01T00:00:00', 'death'), [null, 'refused death-in-future'])
  })

  it('lets what is expected lie in the future', () => {
    assert.deepEqual(read('2025-12-24', 'expectation'), ['2025-12-24', null])
    assert.deepEqual(read('9999-12-31', 'expectation'), [null, 'refused date-placeholder'])
  })
})
