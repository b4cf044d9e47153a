import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import type { Cohort } from '../facts/cohort.ts'
import type { Derivation } from './due.ts'
import { census, conference, dataset, england, enquiry, given, plan, protocol, review } from './given.test-data.ts'
import { type DutyRow, type Scan, scan } from './scan.ts'

function ask(id: string, cohort: Cohort, asOf: string, until = '2027-12-31'): Scan {
  return scan([{ protocol: protocol(id), calendar: england() }], cohort, { asOf: day(asOf), until: day(until) })
}

function rows(result: Scan, duty: string): DutyRow[] {
  return result.duties.filter(({ owed }) => owed.duty.id === duty)
}

/** What is owed under a duty, one line each: due day, number and standing. */
function owed(result: Scan, duty: string): string[] {
  return rows(result, duty).map(
    ({ owed: { due, number, standing } }) => `${formatDay(due)} #${number} ${standing.kind}`,
  )
}

function counts(result: Scan, duty: string) {
  const found = result.tallies.flatMap(({ duties }) => duties).find((each) => each.duty.id === duty)
  assert.ok(found !== undefined)
  return found.counts
}

const whole = dataset('2026-12-31')

describe('CWM-09: the Tier 1 meeting within 10 working days', () => {
  it('runs from the day a trigger to come will be met, and skips the Christmas holidays', () => {
    const result = ask('challenging-cases', given(whole, { facts: [plan('2025-09-18')] }), '2026-11-21')
    assert.deepEqual(owed(result, 'tier-1-in-time'), ['2027-01-06 #1 open'])
    const derivation = rows(result, 'tier-1-in-time')[0]?.owed.derivation
    assert.ok(derivation?.kind === 'counted')
    assert.deepEqual(
      derivation.count.skipped.filter(({ why }) => why === 'holiday').map((each) => formatDay(each.day)),
      ['2026-12-25', '2026-12-28', '2027-01-01'],
    )
  })

  it('runs from the day it was noticed where that is later, with both days told', () => {
    const result = ask('challenging-cases', given(whole, { facts: [plan('2025-03-02')] }), '2026-11-20')
    assert.deepEqual(owed(result, 'tier-1-in-time'), ['2026-12-04 #1 open'])
    const derivation = rows(result, 'tier-1-in-time')[0]?.owed.derivation
    assert.ok(derivation?.kind === 'counted' && derivation.from.kind === 'later-of')
    const day = (each: Derivation | undefined) => (each === undefined ? undefined : formatDay(each.result))
    assert.deepEqual([day(derivation.from.chosen), day(derivation.from.other)], ['2026-11-20', '2026-06-02'])
  })

  it('says how late it was noticed, and what would have been due in time', () => {
    const late = ask('challenging-cases', given(whole, { facts: [plan('2025-03-02')] }), '2026-11-20')
    assert.deepEqual(rows(late, 'tier-1-in-time')[0]?.owed.noticedLate, {
      met: day('2026-06-02'),
      due: day('2026-06-16'),
    })
    const inTime = ask('challenging-cases', given(whole, { facts: [plan('2025-09-18')] }), '2026-11-20')
    assert.equal(rows(inTime, 'tier-1-in-time')[0]?.owed.noticedLate, null)
  })

  it('lapses where the plan ends', () => {
    const result = ask('challenging-cases', given(whole, { facts: [plan('2025-03-02', '2026-11-01')] }), '2026-11-20')
    assert.deepEqual(owed(result, 'tier-1-in-time'), [])
  })

  it('is refused, not guessed, beyond the calendar', () => {
    const late = dataset('2028-12-01')
    const result = ask('challenging-cases', given(late, { facts: [plan('2027-09-28')] }), '2028-12-20', '2029-06-30')
    assert.deepEqual(owed(result, 'tier-1-in-time'), [])
    const [undated] = result.undated
    assert.ok(undated?.undated.why.kind === 'calendar')
    assert.equal(undated.undated.why.refusal.kind, 'outside-calendar')
  })
})

describe('WAR-11: reviews at 3, 9, 15 and 21 months', () => {
  it('counts every review from the start of the plan, so that no short month is carried along', () => {
    const reviews = [review('2026-02-26'), review('2026-08-31')]
    const result = ask('plans-that-drift', given(whole, { facts: [plan('2025-11-30'), ...reviews] }), '2026-11-20')
    assert.deepEqual(owed(result, 'hold-review-conference'), ['2027-02-28 #3 open', '2027-08-30 #4 open'])
    assert.equal(counts(result, 'hold-review-conference').met, 2)
  })

  it('is brought forward by a review held early, and never put off by one held late', () => {
    const early = [review('2025-03-20'), review('2025-05-20'), review('2025-07-20')]
    const facts = [plan('2025-01-01'), ...early]
    const result = ask('plans-that-drift', given(whole, { facts }), '2026-06-01', '2026-12-31')
    assert.deepEqual(owed(result, 'hold-review-conference'), ['2026-01-20 #4 overdue'])
    const late = given(whole, { facts: [plan('2026-01-10'), review('2026-05-20')] })
    const next = ask('plans-that-drift', late, '2026-06-01', '2026-12-31')
    assert.deepEqual(owed(next, 'hold-review-conference'), ['2026-10-10 #2 open'])
  })

  it('counts as held what a census shows, though others before it may lie in no file', () => {
    const facts = [plan('2025-03-21'), review('2025-06-18'), review('2025-12-10')]
    const result = ask('plans-that-drift', given(census('2026-03-31'), { facts }), '2026-03-31', '2026-07-31')
    assert.deepEqual(owed(result, 'hold-review-conference'), ['2026-06-21 #3 open'])
  })

  it('is overdue the day after, and not on the day', () => {
    const facts = [plan('2026-08-20')]
    assert.deepEqual(
      owed(ask('plans-that-drift', given(whole, { facts }), '2026-11-20', '2026-12-01'), 'hold-review-conference'),
      ['2026-11-20 #1 open'],
    )
    assert.deepEqual(
      owed(ask('plans-that-drift', given(whole, { facts }), '2026-11-21', '2026-12-01'), 'hold-review-conference'),
      ['2026-11-20 #1 overdue'],
    )
  })

  it('knows a late review from one in time', () => {
    const facts = [plan('2026-01-10'), review('2026-04-20')]
    const result = ask('plans-that-drift', given(whole, { facts }), '2026-05-01')
    assert.deepEqual(owed(result, 'hold-review-conference'), [
      '2026-10-10 #2 open',
      '2027-04-10 #3 open',
      '2027-10-10 #4 open',
    ])
  })

  it('does not say overdue where the files may not hold the review', () => {
    const cohort = given(census('2026-03-31'), { facts: [plan('2025-01-10'), review('2025-12-10')] })
    const result = ask('plans-that-drift', cohort, '2026-05-01', '2026-05-31')
    assert.deepEqual(owed(result, 'hold-review-conference'), ['2026-04-10 #3 not-known'])
  })

  it('does not say overdue of a day that lies after the newest file', () => {
    const cohort = given(dataset('2026-10-31'), { facts: [plan('2026-08-10')] })
    assert.deepEqual(owed(ask('plans-that-drift', cohort, '2026-11-20', '2026-11-30'), 'hold-review-conference'), [
      '2026-11-10 #1 not-known',
    ])
  })

  it('owes nothing more once the plan has ended, what had been missed included', () => {
    const missed = given(whole, { facts: [plan('2025-01-10', '2025-06-01')] })
    assert.deepEqual(owed(ask('plans-that-drift', missed, '2026-05-01'), 'hold-review-conference'), [])
    const result = ask(
      'plans-that-drift',
      given(whole, { facts: [plan('2025-01-10', '2025-06-01'), review('2025-04-01')] }),
      '2026-05-01',
    )
    assert.deepEqual(owed(result, 'hold-review-conference'), [])
  })
})

describe('WAR-12 and WAR-24: the analysis for each review from the second', () => {
  const result = ask(
    'plans-that-drift',
    given(whole, { facts: [plan('2026-06-10'), review('2026-09-01')] }),
    '2026-11-20',
  )

  it('is due by the second review, the third, and so on', () => {
    assert.deepEqual(owed(result, 'enhanced-risk-analysis'), ['2027-03-01 #2 open', '2027-09-10 #3 open'])
  })

  it('takes the place of the risk assessment in the list, which is owed only if the analysis is not', () => {
    assert.deepEqual(owed(result, 'risk-assessment'), ['2026-09-01 #1 not-known'])
    const first = ask('plans-that-drift', given(whole, { facts: [plan('2026-10-10')] }), '2026-11-20', '2027-12-31')
    assert.deepEqual(owed(first, 'risk-assessment'), ['2027-01-10 #1 open'])
  })
})

describe('WAR-13 and WAR-14: at 15 and 21 months', () => {
  it('falls on the month, or on the review of that month where it was held earlier', () => {
    const byMonth = ask('plans-that-drift', given(whole, { facts: [plan('2025-09-18')] }), '2026-11-20')
    assert.deepEqual(owed(byMonth, 'refer-at-fifteen-months'), ['2026-12-18 #1 open'])
    assert.deepEqual(owed(byMonth, 'examine-at-twenty-one-months'), ['2027-06-18 #1 open'])
    assert.deepEqual(owed(byMonth, 'refer-to-panel'), ['2027-07-02 #1 open'])
    const reviews = [review('2025-12-01'), review('2026-03-01'), review('2026-06-01'), review('2026-11-19')]
    const byReview = ask('plans-that-drift', given(whole, { facts: [plan('2025-09-18'), ...reviews] }), '2026-11-19')
    assert.deepEqual(owed(byReview, 'refer-at-fifteen-months'), ['2026-11-19 #1 open'])
  })

  it('says that no file tells whether a step was taken, rather than that it is overdue', () => {
    const result = ask('plans-that-drift', given(whole, { facts: [plan('2025-03-02')] }), '2026-11-20')
    assert.deepEqual(owed(result, 'refer-at-fifteen-months'), ['2026-06-02 #1 not-known'])
  })
})

describe('WAR-17 and WAR-19: before the conference of a second and a third plan', () => {
  const before = [plan('2019-01-10', '2019-08-01'), plan('2021-02-10', '2022-01-01')]

  it("is due by the conference's target day", () => {
    const cohort = given(whole, { facts: [...before, enquiry('2026-11-10', '2026-12-01')] })
    const result = ask('repeat-plans', cohort, '2026-11-20')
    for (const duty of ['discuss-request', 'share-what-is-held', 'analysis-for-third-plan']) {
      assert.deepEqual(owed(result, duty), ['2026-12-01 #1 open'], duty)
    }
  })

  it('is owed no more once the conference has been held', () => {
    const facts = [...before, enquiry('2026-11-10', '2026-12-01'), conference('2026-11-18')]
    assert.deepEqual(owed(ask('repeat-plans', given(whole, { facts }), '2026-11-20'), 'discuss-request'), [])
  })

  it('has no day, and says so, where the enquiry names no target', () => {
    const cohort = given(whole, { facts: [...before, enquiry('2026-11-10', null)] })
    assert.deepEqual(owed(ask('repeat-plans', cohort, '2026-11-20'), 'discuss-request'), [])
  })
})

describe('who works with the child', () => {
  it("takes the allocated worker's team, and not that of whoever came last", () => {
    const involved =
      (team: string, from: string, until: string | null, role = 'Social worker') =>
      (source: number, line: number) => ({
        kind: 'involvement' as const,
        role,
        professional: 'P1',
        team,
        from: day(from),
        until: until === null ? null : day(until),
        key: '',
        origin: { source, file: 0, line },
      })
    const facts = [
      plan('2026-08-20'),
      involved('North', '2026-01-01', '2026-09-01'),
      involved('South', '2026-09-01', null),
    ]
    const result = ask('plans-that-drift', given(whole, { facts }), '2026-11-20')
    assert.deepEqual([...new Set(result.duties.map(({ team }) => team))], ['South'])
  })
})
