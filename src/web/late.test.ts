import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../engine/calendar/day.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import { endOf } from '../engine/pathway/days.ts'
import { isLate, sayLate, sayLeft } from './late.ts'

const DUE = day('2026-11-20')
const END = endOf(DUE)
const HOUR = 3_600_000
const after = (hours: number): Instant => (END + hours * HOUR) as Instant

describe('what is late', () => {
  it('is late from the day after the day on which it is due', () => {
    const onDay = { due: DUE, dueAt: null }
    assert.equal(isLate(onDay, END), false)
    assert.equal(isLate(onDay, (END + 1) as Instant), true)
    assert.equal(sayLate(onDay, after(1)), '1 day late')
    assert.equal(sayLate(onDay, after(25)), '2 days late')
  })

  it('is late from the moment after the moment at which it is due, and says so in hours', () => {
    const atMoment = { due: DUE, dueAt: END }
    assert.equal(isLate(atMoment, END), false)
    assert.equal(sayLate(atMoment, (END + 1) as Instant), 'Less than 1 hour late')
    assert.equal(sayLate(atMoment, after(1)), '1 hour late')
    assert.equal(sayLate(atMoment, after(47.9)), '47 hours late')
    assert.equal(sayLate(atMoment, after(48)), '2 days late')
  })

  it('tells how long is left to a moment that is near', () => {
    const left = (hours: number, dueAt: Instant | null = END) => sayLeft({ due: DUE, dueAt }, after(hours))
    assert.deepEqual(
      [-48, -24, -1.5, -0.5, 1].map((hours) => left(hours)),
      ['', '24 hours left', '1 hour left', 'Less than 1 hour left', ''],
    )
    assert.equal(left(-1, null), '')
  })

  it('is never late without a day', () => {
    assert.equal(sayLate({ due: null, dueAt: null }, after(99)), '')
  })
})
