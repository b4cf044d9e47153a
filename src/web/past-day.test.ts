import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../engine/calendar/day.ts'
import { pastDay } from './past-day.ts'

describe('a past day that is asked for', () => {
  const today = day('2026-11-22')

  it('is read with a short year, and is none where it is today', () => {
    assert.deepEqual(pastDay('22/10/26', today), { day: day('2026-10-22'), errors: [] })
    for (const none of ['', '22 11 26']) assert.deepEqual(pastDay(none, today), { day: null, errors: [] })
  })

  it('is refused with what is wrong with it and how it is written', () => {
    const says = (text: string) => pastDay(text, today).errors.map((each) => each.text)
    assert.deepEqual(says('31 6 2026'), ['The day must be a real date: June 2026 has 30 days. Write it like 31 3 2026'])
    assert.deepEqual(says('1/1/98'), ['The day must have a year of 4 numbers, such as 2026. Write it like 31 3 2026'])
    assert.deepEqual(says('1/1/31'), ['Enter a day that has begun'])
  })
})
