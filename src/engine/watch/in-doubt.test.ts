import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Day, day, formatDay } from '../calendar/day.ts'
import { small } from '../pathway/given.test-data.ts'
import {
  conference,
  dataset,
  enquiry,
  given,
  legalStatus,
  placement,
  plan,
  referral,
  review,
} from './given.test-data.ts'
import { occasionsOf, standingOf } from './occasions.ts'
import { tell } from './told.ts'

type GivenFact = ReturnType<typeof plan>
const WHOLE = dataset('2026-06-30')

/** What a trigger says of one child: how it stands, from which day it may be met, is met, and is over. */
function says(met: string, each: string, asOf: string, facts: readonly GivenFact[], source = WHOLE): readonly string[] {
  const [trigger] = small(`
triggers:
  one:
    title: One
    cites: [INV-01]
    for each: ${each}
    met: ${met}
    suggests: Look.
`).triggers
  assert.ok(trigger !== undefined)
  const told = tell(given(source, { born: '2015-04-10', facts }).history(0), day(asOf))
  const on = (each: Day | null): string => (each === null ? '?' : formatDay(each))
  return occasionsOf(trigger, told, null).occasions.map((occasion) => {
    const { possible, certain, over } = occasion
    const from = certain === possible ? on(possible) : `${on(possible)}..${on(certain)}`
    return `${standingOf(occasion, told.asOf)} ${from}${over === null ? '' : ` until ${on(over)}`}`
  })
}

describe('"not"', () => {
  it('holds while what it denies does not', () => {
    const both = '{ all of: [{ lasting for: 1 month }, { not: { lasting for: 3 months } }] }'
    assert.deepEqual(says(both, 'protection plan', '2026-03-01', [plan('2026-01-05')]), [
      'met 2026-02-05 until 2026-04-05',
    ])
    assert.deepEqual(says(both, 'protection plan', '2026-04-05', [plan('2026-01-05')]), [
      'over 2026-02-05 until 2026-04-05',
    ])
  })

  it('is suspected where what it denies is not, and sure where that surely is not', () => {
    const met = '{ all of: [{ lasting for: 1 day }, { not: { latest category: neglect } }] }'
    const changed = plan('2026-01-05', null, { initialCategory: 'NEG', latestCategory: 'EMO' })
    assert.deepEqual(says(met, 'protection plan', '2026-06-30', [changed]), ['met 2026-06-30'])
    const same = plan('2026-01-05', null, { initialCategory: 'EMO', latestCategory: 'EMO' })
    assert.deepEqual(says(met, 'protection plan', '2026-06-30', [same]), ['met 2026-01-06'])
    const neglect = plan('2026-01-05', null, { initialCategory: 'NEG', latestCategory: 'NEG' })
    assert.deepEqual(says(met, 'protection plan', '2026-06-30', [neglect]), [])
  })
})

describe('review conferences that no file may hold', () => {
  const held = (count: number, source = WHOLE, ...facts: readonly GivenFact[]) =>
    says(
      `{ review conferences held: ${count} }`,
      'protection plan',
      '2026-06-30',
      [plan('2025-01-06'), ...facts],
      source,
    )
  // Of reviews, this source tells from 1 July 2025 on only; of plans from the beginning.
  const late = {
    ...WHOLE,
    coverage: WHOLE.coverage.map((each) => (each.kind === 'review' ? { ...each, from: day('2025-07-01') } : each)),
  }

  it('leave the day in doubt from the first that may have been held', () => {
    assert.deepEqual(held(2, WHOLE, review('2025-08-01'), review('2025-09-01')), ['met 2025-09-01'])
    assert.deepEqual(held(2, late, review('2025-08-01'), review('2025-09-01')), ['met 2025-01-07..2025-09-01'])
    assert.deepEqual(held(2, late, review('2025-08-01')), ['may-be-met 2025-01-07..?'])
  })

  it('leave nothing in doubt where the one asked for was seen before the silence', () => {
    const early = {
      ...WHOLE,
      coverage: WHOLE.coverage.map((each) => (each.kind === 'review' ? { ...each, until: day('2025-10-31') } : each)),
    }
    assert.deepEqual(held(2, early, review('2025-08-01'), review('2025-09-01')), ['met 2025-09-01'])
    assert.deepEqual(held(2, early, review('2025-08-01')), [])
  })
})

describe('a case opened again', () => {
  const again = (...facts: readonly GivenFact[]) =>
    says('{ re-openings: 1 within 12 months }', 'child', '2026-06-30', facts)

  it('was closed before, if only on that day', () => {
    assert.deepEqual(again(referral('2026-01-05', '2026-02-02'), referral('2026-02-02')), [
      'met 2026-02-02 until 2027-02-03',
    ])
    assert.deepEqual(again(referral('2026-01-05', '2026-02-03'), referral('2026-02-02')), [])
    assert.deepEqual(again(referral('2026-01-05'), referral('2026-02-02', '2026-03-02')), [])
    assert.deepEqual(again(referral('2026-01-05', '2026-02-02')), [])
  })
})

describe('a silence that begins on the day asked', () => {
  const broken = {
    ...WHOLE,
    coverage: WHOLE.coverage.flatMap((each) =>
      each.kind === 'review'
        ? [
            { ...each, until: day('2026-06-01') },
            { ...each, from: day('2026-06-20'), until: day('2026-06-30') },
          ]
        : [each],
    ),
  }

  it('leaves in doubt what may be held on that very day', () => {
    for (const met of ['{ review conferences held: 1 }', '{ review conference held after: 1 month }']) {
      const on = (asOf: string) => says(met, 'protection plan', asOf, [plan('2026-01-05')], broken)
      assert.deepEqual(on('2026-06-01'), [])
      assert.deepEqual(on('2026-06-02'), ['may-be-met 2026-06-02..?'])
    }
  })
})

describe('a conference that was asked for', () => {
  const waits = (asOf: string, ...facts: readonly GivenFact[]) =>
    says('{ conference asked for: yes }', 'enquiry', asOf, facts)

  it('is waited for from the enquiry until it is held', () => {
    assert.deepEqual(waits('2026-06-30', enquiry('2026-05-04', '2026-05-22')), ['met 2026-05-04'])
    assert.deepEqual(waits('2026-06-30', enquiry('2026-05-04', '2026-05-22'), conference('2026-05-20')), [
      'over 2026-05-04 until 2026-05-20',
    ])
    assert.deepEqual(waits('2026-06-30', enquiry('2026-05-04', null)), [])
  })

  it('is waited for no longer than the case is open', () => {
    assert.deepEqual(waits('2026-06-30', referral('2026-05-01', '2026-06-01'), enquiry('2026-05-04', '2026-05-22')), [
      'over 2026-05-04 until 2026-06-01',
    ])
  })
})

describe('codes that a child has', () => {
  it('count for the whole time of the placement or status, the last day left out', () => {
    const placed = says('{ in a placement: yes }', 'child', '2026-06-30', [placement('U1', '2026-01-05', '2026-03-02')])
    assert.deepEqual(placed, ['over 2026-01-05 until 2026-03-02'])
    const twice = [placement('U1', '2026-01-05', '2026-03-02'), placement('U4', '2026-03-02')]
    assert.deepEqual(says('{ in a placement: yes }', 'child', '2026-06-30', twice), ['met 2026-01-05'])
  })

  it('are those that the words stand for, and no others', () => {
    const secure = (code: string) =>
      says('{ legal status: full care order }', 'child', '2026-06-30', [legalStatus(code, '2026-01-05')])
    assert.deepEqual(secure('C2'), ['met 2026-01-05'])
    assert.deepEqual(secure('C1'), [])
  })

  it('count no further than childhood', () => {
    const grown = says(
      '{ in a placement: yes }',
      'child',
      '2034-01-01',
      [placement('U1', '2026-01-05')],
      dataset('2034-01-01'),
    )
    assert.deepEqual(grown, ['over 2026-01-05 until 2033-04-10'])
  })
})
