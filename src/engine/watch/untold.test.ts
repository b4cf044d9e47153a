import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import type { Cohort } from '../facts/cohort.ts'
import { FACT_KINDS } from '../facts/fact.ts'
import { census, dataset, england, enquiry, given, placement, plan, protocol, referral } from './given.test-data.ts'
import { scan } from './scan.ts'

// What no source tells of, and what stands on the edge of a day: each found by the evaluation in test/independent.

function ask(id: string, trigger: string, cohort: Cohort, asOf: string) {
  const result = scan([{ protocol: protocol(id), calendar: england() }], cohort, {
    asOf: day(asOf),
    until: day('2028-12-31'),
  })
  const tally = result.tallies[0]?.triggers.find((each) => each.trigger.id === trigger)
  assert.ok(tally !== undefined)
  return {
    said: result.occasions
      .filter(({ occasion }) => occasion.trigger.id === trigger)
      .map(({ standing, occasion: { possible } }) => `${standing} ${formatDay(possible)}`),
    duties: result.duties.map(({ owed: { duty, due, standing } }) => `${duty.id} ${formatDay(due)} ${standing.kind}`),
    unanswered: tally.unanswered,
    wouldTell: tally.wouldTell.map((gap) => ('facts' in gap ? `${gap.kind} ${gap.facts}` : gap.kind)),
  }
}

const whole = dataset('2026-11-20')
const noConferences = dataset(
  '2026-11-20',
  FACT_KINDS.filter((kind) => kind !== 'conference'),
)
const before = [plan('2021-02-10', '2022-01-01')]
const ASKED = 'conference-asked-for-again'

describe('a conference asked for', () => {
  it('cannot be told, and is laid to nobody, where no source holds conferences', () => {
    const cohort = given(noConferences, { facts: [...before, enquiry('2026-11-10', null)] })
    const { said, unanswered, wouldTell } = ask('repeat-plans', ASKED, cohort, '2026-11-20')
    assert.deepEqual(said, [])
    assert.equal(unanswered, 1)
    assert.deepEqual(wouldTell, ['no-source conference'])
  })

  it('may have been held where a target is known and no source holds conferences', () => {
    const cohort = given(noConferences, { facts: [...before, enquiry('2026-11-10', '2026-12-01')] })
    assert.deepEqual(ask('repeat-plans', ASKED, cohort, '2026-11-20').said, ['may-be-met 2026-11-10'])
  })

  it('is of the case that was opened, where another was closed, on the day of the enquiry', () => {
    const facts = [
      ...before,
      referral('2026-06-01', '2026-11-10'),
      referral('2026-11-10'),
      enquiry('2026-11-10', '2026-12-01'),
    ]
    assert.deepEqual(ask('repeat-plans', ASKED, given(whole, { facts }), '2026-11-20').said, ['met 2026-11-10'])
  })

  it('leaves its duties in sight when the conference is late and the enquiry has ended', () => {
    const facts = [...before, enquiry('2026-10-10', '2026-11-01', '2026-10-15')]
    const { duties } = ask('repeat-plans', ASKED, given(whole, { facts }), '2026-11-20')
    assert.deepEqual(duties, ['discuss-request 2026-11-01 not-known', 'share-what-is-held 2026-11-01 not-known'])
  })
})

describe('a case opened again', () => {
  it('may be the first that is seen, where the one before lies in no file', () => {
    const facts = [referral('2025-06-01', '2025-08-01'), referral('2026-02-01')]
    const cohort = given(census('2026-03-31'), { born: '2015-01-01', facts })
    const { said, unanswered } = ask('contested-threshold', 'closed-and-reopened', cohort, '2027-05-01')
    assert.deepEqual(said, [])
    assert.equal(unanswered, 1)
    const later = ask('contested-threshold', 'closed-and-reopened', cohort, '2027-06-02')
    assert.equal(later.unanswered, 0, 'the referral of 1 June 2025 has left the window')
  })
})

describe('a category', () => {
  it('may have been among several until they gave way to one', () => {
    const facts = [plan('2024-01-10', null, { initialCategory: 'MUL', latestCategory: 'EMO' })]
    const asked = (asOf: string) => ask('complex-cases', 'neglect-over-18-months', given(whole, { facts }), asOf)
    assert.deepEqual(asked('2026-06-30').said, ['may-be-met 2025-07-11'])
    assert.deepEqual(asked('2026-11-20').said, [])
  })
})

describe('an age', () => {
  it('is reached on 1 March by whoever was born on 29 February', () => {
    const farAwayFrom = (from: string) => {
      const cohort = given(whole, { born: '2016-02-29', facts: [placement('U4', from, null, 25)] })
      return ask('complex-cases', 'distant-placement', cohort, '2026-11-20').said
    }
    assert.deepEqual(farAwayFrom('2026-02-28'), ['met 2026-03-01'])
    assert.deepEqual(farAwayFrom('2026-10-01'), ['met 2026-10-01'])
    assert.deepEqual(farAwayFrom('2026-03-01'), ['met 2026-03-01'])
  })
})
