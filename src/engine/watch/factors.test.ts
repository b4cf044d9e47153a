import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import type { FactKind } from '../facts/fact.ts'
import { assessment, census, dataset, england, given, protocol, referral } from './given.test-data.ts'
import { scan } from './scan.ts'

const ID = 'self-harm-identified'
const SELF_HARM = { factors: ['15A', '4B'] }

function ask(cohort: ReturnType<typeof given>, asOf: string) {
  const watched = [{ protocol: protocol('cases-of-most-concern'), calendar: england() }]
  const result = scan(watched, cohort, { asOf: day(asOf), until: day('2027-06-30') })
  const tally = result.tallies[0]?.triggers.find(({ trigger }) => trigger.id === ID)
  assert.ok(tally !== undefined)
  return {
    said: result.occasions
      .filter(({ occasion }) => occasion.trigger.id === ID)
      .map(({ standing, occasion }) => `${standing} ${formatDay(occasion.possible)}`),
    over: tally.counts.over,
    unanswered: tally.unanswered,
    wouldTell: tally.wouldTell.map((gap) => ('facts' in gap ? `${gap.kind} ${gap.facts}` : gap.kind)),
  }
}

const whole = dataset('2026-06-30')

describe('factors of the latest assessment of an open case', () => {
  it('does not say of a new case what an earlier one found', () => {
    const facts = [
      referral('2024-01-02', '2024-06-01'),
      assessment('2024-01-05', '2024-02-16', SELF_HARM),
      referral('2026-05-01'),
      assessment('2026-05-04', null),
    ]
    const { said, over } = ask(given(whole, { facts }), '2026-06-30')
    assert.deepEqual(said, [])
    assert.equal(over, 1)
  })

  it('begins anew where the new case finds it too', () => {
    const facts = [
      referral('2024-01-02', '2024-06-01'),
      assessment('2024-01-05', '2024-02-16', SELF_HARM),
      referral('2026-04-01'),
      assessment('2026-04-04', '2026-05-20', SELF_HARM),
    ]
    assert.deepEqual(ask(given(whole, { facts }), '2026-06-30').said, ['met 2026-05-20'])
  })

  it('goes by the case that the assessment names where two follow on one day', () => {
    const first = { ...SELF_HARM, referral: 'R1' }
    const keyed = (from: string, until: string | null, key: string) => (source: number, line: number) => ({
      ...referral(from, until)(source, line),
      key,
    })
    const facts = [
      keyed('2026-01-02', '2026-03-02', 'R1'),
      assessment('2026-01-05', '2026-03-02', first),
      keyed('2026-03-02', null, 'R2'),
    ]
    assert.deepEqual(ask(given(whole, { facts }), '2026-06-30').said, [])
  })

  it('cannot tell, and accuses nobody, where the assessment was before the census year', () => {
    const facts = [referral('2024-11-02')]
    const { said, unanswered, wouldTell } = ask(given(census('2026-03-31'), { facts }), '2026-06-30')
    assert.deepEqual(said, [])
    assert.equal(unanswered, 1)
    assert.deepEqual(wouldTell, ['not-covered referral', 'not-covered assessment'])
  })

  it('can tell once an assessment has been finished in the census year', () => {
    const facts = [referral('2024-11-02'), assessment('2025-09-01', '2025-10-10', { factors: ['4B'] })]
    assert.equal(ask(given(census('2026-03-31'), { facts }), '2026-06-30').unanswered, 0)
  })

  it('cannot tell where no source holds assessments', () => {
    const kinds: readonly FactKind[] = ['referral']
    const { unanswered, wouldTell } = ask(
      given(dataset('2026-06-30', kinds), { facts: [referral('2026-01-02')] }),
      '2026-06-30',
    )
    assert.equal(unanswered, 1)
    assert.deepEqual(wouldTell, ['no-source assessment'])
  })
})
