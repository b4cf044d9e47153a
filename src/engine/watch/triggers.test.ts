import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import type { Cohort } from '../facts/cohort.ts'
import {
  assessment,
  census,
  childInNeedPlan,
  conference,
  dataset,
  england,
  enquiry,
  given,
  legalStatus,
  placement,
  plan,
  protocol,
  referral,
  review,
} from './given.test-data.ts'
import { type Scan, scan } from './scan.ts'

function ask(id: string, cohort: Cohort, asOf: string, until = '2027-06-30'): Scan {
  return scan([{ protocol: protocol(id), calendar: england() }], cohort, { asOf: day(asOf), until: day(until) })
}

/** What a trigger says, one line for each occasion: standing, first possible day, certain day. */
function said(result: Scan, trigger: string): string[] {
  return result.occasions
    .filter(({ occasion }) => occasion.trigger.id === trigger)
    .map(({ standing, occasion: { possible, certain } }) =>
      certain === possible
        ? `${standing} ${formatDay(possible)}`
        : `${standing} ${formatDay(possible)}..${certain === null ? '?' : formatDay(certain)}`,
    )
}

function gaps(result: Scan, trigger: string): string[] {
  return result.occasions
    .filter(({ occasion }) => occasion.trigger.id === trigger)
    .flatMap(({ occasion }) => occasion.gaps.map(({ kind }) => kind))
}

function tally(result: Scan, trigger: string) {
  const found = result.tallies.flatMap(({ triggers }) => triggers).find((each) => each.trigger.id === trigger)
  assert.ok(found !== undefined)
  return found
}

const whole = dataset('2026-06-30')

describe('CWM-06: 15 months on the register, or the third review conference', () => {
  const on = (asOf: string, ...facts: Parameters<typeof given>[1]['facts'][number][]) =>
    said(ask('challenging-cases', given(whole, { facts }), asOf), 'plan-not-ending')

  it('is met on the corresponding date, and not the day before', () => {
    assert.deepEqual(on('2026-06-29', plan('2025-03-30')), ['to-come 2026-06-30'])
    assert.deepEqual(on('2026-06-30', plan('2025-03-30')), ['met 2026-06-30'])
  })

  it('is met on the last day of a month that has no such date', () => {
    assert.deepEqual(on('2026-06-30', plan('2024-11-30')), ['met 2026-02-28'])
  })

  it('is met by the third review where that is earlier', () => {
    const reviews = [review('2025-06-01'), review('2025-11-01'), review('2026-02-10')]
    assert.deepEqual(on('2026-06-30', plan('2025-03-30'), ...reviews), ['met 2026-02-10'])
  })

  it('counts two sittings on one day as one review', () => {
    const reviews = [review('2025-06-01'), review('2025-06-01'), review('2026-02-10')]
    assert.deepEqual(on('2026-05-01', plan('2025-03-30'), ...reviews), ['to-come 2026-06-30'])
  })

  it('is not met where the child leaves the register at that very review', () => {
    const reviews = [review('2025-06-01'), review('2025-11-01'), review('2026-02-10')]
    assert.deepEqual(on('2026-06-30', plan('2025-03-30', '2026-02-10'), ...reviews), [])
  })

  it('is not met where the plan ends on the corresponding date', () => {
    assert.deepEqual(on('2026-06-30', plan('2025-03-30', '2026-06-30')), [])
  })

  it('goes on counting where one plan follows another without a gap, or overlaps it', () => {
    assert.deepEqual(on('2026-06-30', plan('2025-03-01', '2026-01-10'), plan('2026-01-10')), ['met 2026-06-01'])
    assert.deepEqual(on('2026-06-30', plan('2025-03-01', '2026-01-10'), plan('2025-12-10')), ['met 2026-06-01'])
    const reviews = [review('2025-06-01', 'A'), review('2025-11-01', 'A'), review('2026-02-10', 'B')]
    const joined = [plan('2025-03-01', '2026-01-10', { key: 'A' }), plan('2026-01-10', null, { key: 'B' }), ...reviews]
    assert.deepEqual(on('2026-06-30', ...joined), ['met 2026-02-10'])
  })

  it('takes a plan that ended on its first day for none', () => {
    assert.deepEqual(on('2026-06-30', plan('2025-03-01', '2025-03-01'), plan('2025-06-01')), ['to-come 2026-09-01'])
  })

  it('is met for nobody who has died or come of age', () => {
    const asked = (child: { born?: string; died?: string }, asOf = '2026-06-30') =>
      said(ask('challenging-cases', given(whole, { ...child, facts: [plan('2025-01-01')] }), asOf), 'plan-not-ending')
    assert.deepEqual(asked({ died: '2025-12-01' }), [])
    assert.deepEqual(asked({ born: '2008-02-01' }), [])
    assert.deepEqual(asked({ born: '2008-02-01', died: '2026-05-01' }, '2025-12-31'), ['to-come 2026-04-01'])
  })

  it('starts counting again after a gap, however short', () => {
    assert.deepEqual(on('2026-06-30', plan('2025-03-01', '2026-03-01'), plan('2026-03-02')), ['to-come 2027-06-02'])
  })

  it('is over, and listed no more, once the plan has ended', () => {
    const result = ask('challenging-cases', given(whole, { facts: [plan('2023-01-01', '2025-01-01')] }), '2026-06-30')
    assert.deepEqual(said(result, 'plan-not-ending'), [])
    assert.equal(tally(result, 'plan-not-ending').counts.over, 1)
  })

  it('is seen on a past day as it stood then', () => {
    const facts = [plan('2025-03-30', '2026-07-15'), review('2025-06-01'), review('2025-11-01'), review('2026-02-10')]
    assert.deepEqual(on('2026-01-31', ...facts), ['to-come 2026-06-30'])
  })

  it('says "on or before" where reviews of an earlier year are in no file', () => {
    const cohort = given(census('2026-03-31'), { facts: [plan('2025-02-01'), review('2025-10-10')] })
    const before = ask('challenging-cases', cohort, '2026-04-30')
    assert.deepEqual(said(before, 'plan-not-ending'), ['may-be-met 2025-02-02..2026-05-01'])
    assert.deepEqual(gaps(before, 'plan-not-ending'), ['not-covered'])
    assert.deepEqual(said(ask('challenging-cases', cohort, '2026-05-01'), 'plan-not-ending'), [
      'met 2025-02-02..2026-05-01',
    ])
  })

  it('is exact from a census that covers the whole plan', () => {
    const cohort = given(census('2026-03-31'), { facts: [plan('2025-04-05'), review('2025-07-01')] })
    assert.deepEqual(said(ask('challenging-cases', cohort, '2026-04-30'), 'plan-not-ending'), ['to-come 2026-07-05'])
  })
})

describe('WAR-13: 15 months on a plan, or the review of that month', () => {
  const on = (...reviews: ReturnType<typeof review>[]) =>
    said(
      ask('plans-that-drift', given(whole, { facts: [plan('2025-03-21'), ...reviews] }), '2026-06-30'),
      'fifteen-months',
    )

  it('is met by the month, whatever reviews were held before', () => {
    assert.deepEqual(on(review('2025-05-01'), review('2025-08-01'), review('2025-12-01')), ['met 2026-06-21'])
  })

  it('is met by the review of that month where it is earlier', () => {
    assert.deepEqual(on(review('2025-06-01'), review('2026-04-10')), ['met 2026-04-10'])
  })
})

describe('WAR-18: the third plan of a child', () => {
  const three = [plan('2019-01-10', '2019-08-01'), plan('2021-02-10', '2022-01-01'), plan('2026-05-05')]

  it('is met on the first day of the third plan', () => {
    const result = ask('repeat-plans', given(whole, { facts: three }), '2026-06-30')
    assert.deepEqual(said(result, 'third-plan'), ['met 2026-05-05'])
  })

  it('takes a census at its word where its feed is seen to leave the present plan out', () => {
    const cohort = given(census('2026-03-31'), { facts: [plan('2026-01-05', null, { statedPrevious: 2 })] })
    assert.deepEqual(said(ask('repeat-plans', cohort, '2026-03-31'), 'third-plan'), ['met 2026-01-05'])
  })

  it('cannot tell where the feed may count the present plan too', () => {
    const cohort = given(census('2026-03-31', 'unknown'), { facts: [plan('2026-01-05', null, { statedPrevious: 2 })] })
    const result = ask('repeat-plans', cohort, '2026-03-31')
    assert.deepEqual(said(result, 'third-plan'), ['may-be-met 2026-01-05..?'])
    assert.deepEqual(gaps(result, 'third-plan'), ['stated-count'])
  })

  it('is certain at a stated 3, whichever way the feed counts', () => {
    const cohort = given(census('2026-03-31', 'unknown'), { facts: [plan('2026-01-05', null, { statedPrevious: 3 })] })
    assert.deepEqual(said(ask('repeat-plans', cohort, '2026-03-31'), 'third-plan'), ['met 2026-01-05'])
  })

  it('accuses nobody where a source neither holds nor states earlier plans', () => {
    const cohort = given(census('2026-03-31'), { facts: [plan('2026-01-05')] })
    const result = ask('repeat-plans', cohort, '2026-03-31')
    assert.deepEqual(said(result, 'third-plan'), [])
    assert.equal(tally(result, 'third-plan').unanswered, 1)
  })
})

describe('WAR-18: the third family episode', () => {
  const episode = (from: string, until: string | null, meeting: string) => plan(from, until, { conference: meeting })

  it('counts children planned at one conference once', () => {
    const siblings = given(
      whole,
      { family: 'F', facts: [episode('2019-01-10', '2019-08-01', 'A'), episode('2026-05-05', null, 'C')] },
      { family: 'F', facts: [episode('2019-01-10', '2019-08-01', 'A'), episode('2021-02-10', '2022-01-01', 'B')] },
    )
    assert.deepEqual(said(ask('repeat-plans', siblings, '2026-06-30'), 'third-family-episode'), ['met 2026-05-05'])
  })

  it('does not count two children planned on one day as two, where no conference is named', () => {
    const siblings = given(
      whole,
      { family: 'F', facts: [plan('2019-01-10', '2019-08-01'), plan('2026-05-05')] },
      { family: 'F', facts: [plan('2019-01-10', '2019-08-01'), plan('2026-05-05')] },
    )
    assert.deepEqual(said(ask('repeat-plans', siblings, '2026-06-30'), 'third-family-episode'), [])
  })

  it('is asked once for a family, not once for each child', () => {
    const facts = [episode('2019-01-10', '2019-08-01', 'A'), episode('2021-01-10', '2021-08-01', 'B')]
    const siblings = given(
      whole,
      { family: 'F', facts: [...facts, episode('2026-05-05', null, 'C')] },
      { family: 'F', facts: [episode('2026-05-05', null, 'C')] },
      { family: 'F', facts: [] },
    )
    assert.equal(said(ask('repeat-plans', siblings, '2026-06-30'), 'third-family-episode').length, 1)
  })
})

describe('WAR-17 and WAR-19: a conference asked for again', () => {
  const before = [plan('2019-01-10', '2019-08-01'), plan('2021-02-10', '2022-01-01')]

  it('lasts from the enquiry until the conference is held', () => {
    const facts = [...before, enquiry('2026-06-10', '2026-07-01')]
    const asked = ask('repeat-plans', given(whole, { facts }), '2026-06-30')
    assert.deepEqual(said(asked, 'conference-asked-for-again'), ['met 2026-06-10'])
    assert.deepEqual(said(asked, 'conference-for-a-third-plan'), ['met 2026-06-10'])
    const held = ask('repeat-plans', given(whole, { facts: [...facts, conference('2026-06-25')] }), '2026-06-30')
    assert.deepEqual(said(held, 'conference-asked-for-again'), [])
  })

  it('goes on when the enquiry itself has ended', () => {
    const cohort = given(whole, { facts: [...before, enquiry('2026-06-10', '2026-07-01', '2026-06-20')] })
    assert.deepEqual(said(ask('repeat-plans', cohort, '2026-06-30'), 'conference-asked-for-again'), ['met 2026-06-10'])
  })

  it('is not met for a first plan', () => {
    const cohort = given(whole, { facts: [enquiry('2026-06-10', '2026-07-01')] })
    assert.deepEqual(said(ask('repeat-plans', cohort, '2026-06-30'), 'conference-asked-for-again'), [])
  })

  it('is met for a sibling of a child on a third plan, whose family has had its two episodes', () => {
    const siblings = given(
      whole,
      { family: 'F', facts: [...before, plan('2026-03-01')] },
      { family: 'F', facts: [enquiry('2026-06-10', '2026-07-01')] },
    )
    const result = ask('repeat-plans', siblings, '2026-06-30')
    const second = result.occasions.filter(({ child }) => child === 1)
    assert.deepEqual(
      second.map(({ occasion, standing }) => [occasion.trigger.id, standing]),
      [['conference-for-a-third-plan', 'met']],
    )
  })
})

describe('BUC-22: a plan for neglect, more than 18 months', () => {
  const id = 'neglect-over-18-months'
  const on = (asOf: string, initialCategory: string, latestCategory: string) =>
    ask('complex-cases', given(whole, { facts: [plan('2024-12-10', null, { initialCategory, latestCategory })] }), asOf)

  it('is met the day after the corresponding date', () => {
    assert.deepEqual(said(on('2026-06-10', 'NEG', 'NEG'), id), ['to-come 2026-06-11'])
    assert.deepEqual(said(on('2026-06-11', 'NEG', 'NEG'), id), ['met 2026-06-11'])
  })

  it('is certain only from the day the file was written where the category came later', () => {
    assert.deepEqual(said(on('2026-06-30', 'EMO', 'NEG'), id), ['met 2026-06-11..2026-06-30'])
  })

  it('cannot tell of a plan under several categories', () => {
    const result = on('2026-06-30', 'MUL', 'MUL')
    assert.deepEqual(said(result, id), ['may-be-met 2026-06-11..?'])
    assert.deepEqual(gaps(result, id), ['category-multiple'])
  })

  it('is not met under another category', () => {
    assert.deepEqual(said(on('2026-06-30', 'EMO', 'EMO'), id), [])
  })

  it('knows nothing of a past in which neglect may still have been the category', () => {
    const result = on('2026-06-30', 'NEG', 'EMO')
    assert.deepEqual(said(result, id), [])
  })
})

describe('WOK-03 and WOK-04: what codes decide', () => {
  it('meets on the first day that an interim order and a placement with parents stand together', () => {
    const facts = [
      legalStatus('C1', '2026-01-10'),
      placement('U1', '2026-01-10', '2026-04-02'),
      placement('P1', '2026-04-02'),
    ]
    const result = ask('cases-of-most-concern', given(whole, { facts }), '2026-06-30')
    assert.deepEqual(said(result, 'interim-order-at-home'), ['met 2026-04-02'])
  })

  it('takes a run of episodes of one code as one', () => {
    const facts = [
      legalStatus('C1', '2026-01-10', '2026-02-10'),
      legalStatus('C1', '2026-02-10'),
      placement('P1', '2026-01-10'),
    ]
    const result = ask('cases-of-most-concern', given(whole, { facts }), '2026-06-30')
    assert.deepEqual(said(result, 'interim-order-at-home'), ['met 2026-01-10'])
  })

  it('asks no child of what no file holds, and says what would tell', () => {
    const result = ask(
      'cases-of-most-concern',
      given(census('2026-03-31'), { facts: [plan('2026-01-05')] }),
      '2026-03-31',
    )
    assert.deepEqual(said(result, 'interim-order-at-home'), [])
    const { unanswered, wouldTell } = tally(result, 'interim-order-at-home')
    assert.equal(unanswered, 1)
    assert.deepEqual(wouldTell.map((gap) => ('facts' in gap ? gap.facts : gap.kind)).sort(), [
      'legal-status',
      'placement',
    ])
  })

  it('goes by the age at which an unregulated placement began', () => {
    const at = (born: string) =>
      said(
        ask('cases-of-most-concern', given(whole, { born, facts: [placement('H5', '2026-03-01')] }), '2026-06-30'),
        'unregulated-placement',
      )
    assert.deepEqual(at('2010-03-02'), ['met 2026-03-01'])
    assert.deepEqual(at('2010-03-01'), [])
  })

  it('shows the death of a child for a year, and of nobody who had grown up', () => {
    const on = (child: { born?: string; died?: string }) =>
      said(ask('cases-of-most-concern', given(whole, { ...child, facts: [] }), '2026-06-30'), 'death-of-a-child')
    assert.deepEqual(on({ born: '2015-01-01', died: '2025-06-30' }), ['met 2025-06-30'])
    assert.deepEqual(on({ born: '2015-01-01', died: '2025-06-29' }), [])
    assert.deepEqual(on({ born: '1992-01-01', died: '2026-05-01' }), [])
  })

  it('leaves the question of criteria that only people can tell to people', () => {
    const result = ask('cases-of-most-concern', given(whole, { facts: [] }), '2026-06-30')
    assert.deepEqual(said(result, 'right-plan-not-secured'), [])
    assert.equal(tally(result, 'right-plan-not-secured').wouldTell[0]?.kind, 'person')
  })

  it('takes factors from the latest assessment of an open case', () => {
    const named = assessment('2026-01-05', '2026-02-16', { factors: ['24A', '3B'] })
    const open = given(whole, { facts: [referral('2026-01-02'), named] })
    assert.deepEqual(said(ask('cases-of-most-concern', open, '2026-06-30'), 'exploitation-identified'), [
      'met 2026-02-16',
    ])
    const later = assessment('2026-04-01', '2026-05-01', { factors: ['3B'] })
    const superseded = given(whole, { facts: [referral('2026-01-02'), named, later] })
    assert.deepEqual(said(ask('cases-of-most-concern', superseded, '2026-06-30'), 'exploitation-identified'), [])
    const closed = given(whole, { facts: [referral('2026-01-02', '2026-03-01'), named] })
    assert.deepEqual(said(ask('cases-of-most-concern', closed, '2026-06-30'), 'exploitation-identified'), [])
  })
})

describe('WAR-01: the signals that dates can show', () => {
  it('counts re-openings in a window that slides', () => {
    const facts = [referral('2024-01-10', '2024-05-10'), referral('2024-09-10', '2025-01-10'), referral('2026-05-10')]
    const on = (asOf: string) => said(ask('contested-threshold', given(whole, { facts }), asOf), 'closed-and-reopened')
    assert.deepEqual(on('2026-06-30'), ['met 2026-05-10'])
    assert.deepEqual(on('2026-09-10'), ['met 2026-05-10'], 'the corresponding date is within the two years')
    assert.deepEqual(on('2026-05-09'), [])
    assert.deepEqual(on('2026-09-11'), [], 'the re-opening of 10 September 2024 has left the window')
  })

  it('counts only assessments known to have led to no service', () => {
    const of = (service: 'yes' | 'no' | 'unknown') => assessment('2026-01-05', '2026-02-01', { service })
    const second = assessment('2026-03-05', '2026-04-20', { service: 'no' })
    const on = (first: ReturnType<typeof of>) =>
      ask('contested-threshold', given(whole, { facts: [referral('2026-01-02'), first, second] }), '2026-06-30')
    assert.deepEqual(said(on(of('no')), 'assessed-without-service'), ['met 2026-04-20'])
    assert.deepEqual(said(on(of('yes')), 'assessed-without-service'), [])
    const unknown = on(of('unknown'))
    assert.deepEqual(said(unknown, 'assessed-without-service'), [])
    assert.equal(tally(unknown, 'assessed-without-service').unanswered, 1)
  })

  it('looks at each child in need plan for itself', () => {
    const facts = [childInNeedPlan('2024-01-01', '2024-11-01'), childInNeedPlan('2025-07-15')]
    const result = ask('contested-threshold', given(whole, { facts }), '2026-06-30')
    assert.deepEqual(said(result, 'long-child-in-need-plan'), ['to-come 2026-07-15'])
  })
})
