import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import {
  assessment,
  conference,
  dataset,
  england,
  enquiry,
  given,
  placement,
  plan,
  referral,
  review,
} from './given.test-data.ts'
import { statutoryClocks } from './statutory.ts'

// PRA-10: the limits of statute and guidance, beside whatever a protocol says.

const ENGLAND = england()
type Child = Parameters<typeof given>[1]

/** "initial-conference 2026-01-09 running": each limit with its day and how it stands. */
function clocks(facts: Child['facts'], asOf: string, more: Partial<Child> = {}, written = asOf): readonly string[] {
  const history = given(dataset(written), { facts, ...more }).history(0)
  return statutoryClocks(history, day(asOf), ENGLAND).map(({ kind, due, standing }) => {
    return `${kind} ${formatDay(due.result)} ${standing.kind}${standing.kind === 'done' && standing.late ? ' late' : ''}`
  })
}

describe('a statutory limit', () => {
  it('counts a conference 15 working days from the strategy discussion, over the holidays', () => {
    const facts = [enquiry('2025-12-18', null)]
    assert.deepEqual(clocks(facts, '2025-12-19'), ['initial-conference 2026-01-13 running'])
    assert.deepEqual(clocks(facts, '2026-01-13'), ['initial-conference 2026-01-13 running'])
    assert.deepEqual(clocks(facts, '2026-01-14'), ['initial-conference 2026-01-13 late'])
    assert.deepEqual(clocks(facts, '2026-01-14', {}, '2026-01-13'), ['initial-conference 2026-01-13 not-told'])
    const held = [...facts, conference('2026-01-14')]
    assert.deepEqual(clocks(held, '2026-01-15'), ['initial-conference 2026-01-13 done late'])
    assert.deepEqual(clocks(held, '2026-02-12'), [])
  })

  it('wants a core group in 10 working days, a review after 3 months and then each 6', () => {
    const facts = [plan('2026-01-30')]
    assert.deepEqual(clocks(facts, '2026-02-02'), [
      'core-group 2026-02-13 running',
      'review-conference 2026-04-30 running',
    ])
    assert.deepEqual(clocks(facts, '2026-05-01'), ['review-conference 2026-04-30 late'])
    assert.deepEqual(clocks([...facts, review('2026-04-28')], '2026-05-01'), ['review-conference 2026-10-28 running'])
    assert.deepEqual(clocks([plan('2026-01-30', '2026-03-02')], '2026-05-01'), [])
  })

  it('counts an assessment from its referral, and a first visit and review from a placement', () => {
    const facts = [referral('2026-03-02'), assessment('2026-03-09', null)]
    assert.deepEqual(clocks(facts, '2026-03-10'), ['assessment 2026-05-07 running'])
    assert.deepEqual(clocks([placement('U1', '2026-03-02')], '2026-03-05'), [
      'looked-after-review 2026-03-30 running',
      'first-visit 2026-03-09 running',
    ])
    assert.deepEqual(clocks([placement('U1', '2026-03-02')], '2026-06-01'), [])
  })

  it('wants a serious incident considered in 5 working days of learning of it, and nothing else once a child has died', () => {
    assert.deepEqual(clocks([plan('2026-01-05')], '2026-02-04', { died: '2026-02-03' }), [
      'serious-incident 2026-02-10 running',
    ])
    assert.deepEqual(clocks([], '2026-03-11', { died: '2026-02-03' }), [])
    const history = given(dataset('2026-02-04'), { facts: [] }).history(0)
    const told = statutoryClocks(history, day('2026-02-04'), ENGLAND, [day('2026-01-05'), day('2026-02-04')])
    assert.deepEqual(
      told.map(({ kind, due }) => `${kind} ${formatDay(due.result)}`),
      ['serious-incident 2026-02-11'],
    )
    const standing = (on: string, notified: readonly string[], decidedNot: readonly string[] = []) => {
      const answered = { notified: notified.map(day), decidedNot: decidedNot.map(day) }
      return statutoryClocks(history, day(on), ENGLAND, [day('2026-02-04')], answered)[0]?.standing
    }
    assert.deepEqual(standing('2026-02-11', []), { kind: 'running' })
    assert.deepEqual(standing('2026-02-12', []), { kind: 'late' })
    assert.deepEqual(standing('2026-02-12', ['2026-02-03', '2026-02-11']), {
      kind: 'done',
      on: day('2026-02-11'),
      late: false,
    })
    assert.deepEqual(standing('2026-02-16', ['2026-02-13']), { kind: 'done', on: day('2026-02-13'), late: true })
    // A decision of before knew nothing of the incident; what was notified after one counts.
    assert.deepEqual(standing('2026-02-12', [], ['2026-02-03']), { kind: 'late' })
    const decided = { kind: 'decided-not', on: day('2026-02-11'), late: false }
    assert.deepEqual(standing('2026-02-12', [], ['2026-02-11']), decided)
    assert.deepEqual(standing('2026-02-16', ['2026-02-13'], ['2026-02-11'])?.kind, 'done')
  })
})
