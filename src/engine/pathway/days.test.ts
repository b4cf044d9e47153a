import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Day, day } from '../calendar/day.ts'
import { civilDayOf, type Instant, instantAt, LONDON } from '../calendar/instant.ts'
import { dayOf, startOf } from './days.ts'
import { at } from './given.test-data.ts'

const FIRST = day('1850-01-01')
const LAST = day('2150-12-31')

describe('days and moments in London', () => {
  it('are those that the calendar works out', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST }), fc.nat({ max: 86_399_999 }), (on, since) => {
        const begins = instantAt({ day: on as Day, hour: 0, minute: 0 }, LONDON)
        assert.ok(begins.ok)
        assert.equal(startOf(on as Day), begins.value)
        const moment = (begins.value + since) as Instant
        assert.equal(dayOf(moment), civilDayOf(moment, LONDON))
      }),
    )
  })

  it('are right to the millisecond where the clocks change, and at midnight', () => {
    for (const when of [
      '2026-03-29 00:00',
      '2026-03-29 02:00',
      '2026-10-25 00:00',
      '2026-10-25 01:00',
      '2026-10-26 00:00',
    ]) {
      for (const off of [-3_600_001, -3_600_000, -1, 0, 1, 3_599_999, 3_600_000]) {
        const moment = (at(when) + off) as Instant
        assert.equal(dayOf(moment), civilDayOf(moment, LONDON), `${when} ${off}`)
      }
    }
  })
})
