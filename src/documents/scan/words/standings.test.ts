import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Day, day } from '../../../engine/calendar/day.ts'
import { BEGINNING } from '../../../engine/watch/day-set.ts'
import type { DutyStanding, Owed } from '../../../engine/watch/duties.ts'
import { dataset, given, plan } from '../../../engine/watch/given.test-data.ts'
import type { Occasion } from '../../../engine/watch/occasions.ts'
import { northvale, scanned } from '../given.test-data.ts'
import { sayDistance, sayDuty, sayDutyStanding, sayStanding } from './standings.ts'

const trigger = northvale().triggers[0]
assert.ok(trigger !== undefined)

const occasion = (possible: string | null, certain: string | null, over: string | null = null): Occasion => {
  const dayOr = (text: string | null): Day | null => (text === null ? null : day(text))
  return {
    trigger,
    anchor: null,
    possible: dayOr(possible) ?? (BEGINNING as Day),
    certain: dayOr(certain),
    over: dayOr(over),
    gaps: [],
  }
}

describe('how an occasion stands', () => {
  it('is met on a day', () => {
    assert.equal(sayStanding(occasion('2026-06-03', '2026-06-03'), 'met'), 'met on 3 June 2026')
  })

  it('is met between two days', () => {
    const between = occasion('2025-05-04', '2026-06-03')
    assert.equal(sayStanding(between, 'met'), 'met on or before 3 June 2026; not before 4 May 2025')
    assert.equal(sayStanding(occasion(null, '2026-06-03'), 'met'), 'met on or before 3 June 2026')
  })

  it('is to come, and then surely', () => {
    assert.equal(sayStanding(occasion('2027-06-03', '2027-06-03'), 'to-come'), 'will be met on 3 June 2027')
  })

  it('cannot be told, and says from when it may be and when it surely will be', () => {
    assert.equal(
      sayStanding(occasion('2026-05-04', '2027-06-03'), 'may-be-met'),
      'may have been met, on 4 May 2026 at the earliest: cannot tell; will surely be met on 3 June 2027',
    )
    assert.equal(sayStanding(occasion(null, null), 'may-be-met'), 'may have been met: cannot tell')
    assert.equal(sayStanding(occasion('2027-06-03', null), 'may-come'), 'may be met from 3 June 2027: cannot tell')
  })

  it('is over, or will be', () => {
    const short = occasion('2026-05-04', '2026-05-04', '2026-08-01')
    assert.equal(sayStanding(short, 'over'), 'met on 4 May 2026, over since 1 August 2026')
    assert.equal(sayStanding(short, 'met'), 'met on 4 May 2026; no longer from 1 August 2026')
    assert.equal(
      sayStanding(occasion('2026-05-04', null, '2026-08-01'), 'over'),
      'may have been met, and is over since 1 August 2026',
    )
  })
})

const asOf = day('2026-11-20')
const found = scanned(given(dataset('2026-11-20'), { facts: [plan('2026-10-05')] }), { asOf }).scan.duties[0]?.owed
assert.ok(found !== undefined)
const review: Owed = found
const { anchor } = review
assert.ok(anchor !== null)

describe('how a duty stands', () => {
  const said = (due: string, standing: DutyStanding, under: Occasion | null = null): string =>
    sayDutyStanding({ ...review, due: day(due), standing, occasion: under }, asOf)

  it('is due', () => {
    assert.equal(said('2026-11-20', { kind: 'open' }), 'due today, on 20 November 2026')
    assert.equal(said('2026-11-21', { kind: 'open' }), 'due tomorrow, on 21 November 2026')
    assert.equal(said('2026-12-02', { kind: 'open' }), 'due in 12 days, on 2 December 2026')
  })

  it('is overdue, lapsed or not known', () => {
    assert.equal(said('2026-11-19', { kind: 'overdue' }), '1 day overdue: it was due on 19 November 2026')
    assert.equal(
      said('2026-11-19', { kind: 'not-known' }),
      'was due on 19 November 2026; whether it was done is in no file',
    )
    assert.equal(said('2026-11-19', { kind: 'lapsed', on: day('2026-11-01') }), 'lapsed on 1 November 2026')
  })

  it('is met in time or late', () => {
    const met = { kind: 'met', on: day('2026-11-03'), fact: anchor } as const
    assert.equal(said('2026-11-19', { ...met, late: false }), 'met on 3 November 2026')
    assert.equal(said('2026-11-01', { ...met, late: true }), 'met late, on 3 November 2026, 2 days after it was due')
  })

  it('says where it rests on a trigger that is in doubt or to come', () => {
    const open = { kind: 'open' } as const
    const due = 'due in 12 days, on 2 December 2026; '
    assert.equal(
      said('2026-12-02', open, occasion('2026-01-02', null)),
      `${due}owed only if its trigger has been met, which the files cannot tell`,
    )
    assert.equal(
      said('2026-12-02', open, occasion('2026-01-02', '2026-12-01')),
      `${due}a forecast, since its trigger may have been met, and will be on 1 December 2026 at the latest`,
    )
    assert.equal(
      said('2026-12-02', open, occasion('2026-12-01', null)),
      `${due}owed only if its trigger is met by then, which the files cannot tell`,
    )
    assert.equal(
      said('2026-12-02', open, occasion('2026-12-01', '2026-12-01')),
      `${due}a forecast, since its trigger is still to be met`,
    )
    assert.equal(said('2026-12-02', open, occasion('2026-01-02', '2026-01-02')), 'due in 12 days, on 2 December 2026')
  })

  it('is numbered where it recurs', () => {
    assert.equal(sayDuty(review), 'Hold the review conference, no. 1')
    assert.equal(
      sayDuty({ ...review, duty: { ...review.duty, due: { ...review.duty.due, again: { kind: 'never' } } } }),
      'Hold the review conference',
    )
  })
})

describe('how far a day lies', () => {
  it('is said from the day asked', () => {
    const far = (text: string): string => sayDistance(day(text), asOf)
    assert.deepEqual(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map(far), [
      '1 day ago',
      'today',
      'tomorrow',
      'in 2 days',
    ])
  })
})
