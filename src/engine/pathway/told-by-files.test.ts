import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { conference, plan, review } from '../watch/given.test-data.ts'
import { duty, files, opened, running } from './given.test-data.ts'

type GivenFacts = ReturnType<typeof plan>

// Every pathway here was opened on Monday 2 March 2026 at 10:00, and stands at "first".

describe('a duty of a stage that a conference meets', () => {
  const heldBy = (fact: string) =>
    running(`
  hold-it:
    title: Hold it
    cites: [INV-02]
    owed by: the case's worker
    for each: entering first
    due: 1 month after it
    met by: ${fact}`)
  const told = (fact: string, until: string, ...facts: readonly GivenFacts[]) =>
    opened(heldBy(fact), { facts: files(until, plan('2026-01-05'), ...facts) })

  it('is met by the first review on or after the day on which it opened', () => {
    const reviews = [review('2026-02-27'), review('2026-03-20'), review('2026-03-25')]
    const one = told('review conference', '2026-12-31', ...reviews)
    assert.deepEqual(one.owed('hold-it', '2026-03-19'), ['open 2026-04-02 by wyn'])
    assert.deepEqual(one.owed('hold-it', '2026-03-20'), ['met 2026-04-02 by wyn'])
    assert.equal(standing(told('review conference', '2026-12-31', review('2026-03-02'))), 'met')
    assert.equal(standing(told('review conference', '2026-12-31', review('2026-03-01'))), 'overdue')
  })

  it('is met late by a later one', () => {
    assert.deepEqual(told('review conference', '2026-12-31', review('2026-04-03')).owed('hold-it', '2026-04-10'), [
      'late 2026-04-02 by wyn',
    ])
  })

  it('is met by an initial conference where it says so, and not by a review', () => {
    assert.equal(standing(told('initial conference', '2026-12-31', conference('2026-03-20'))), 'met')
    assert.equal(standing(told('initial conference', '2026-12-31', review('2026-03-20'))), 'overdue')
    assert.equal(standing(told('review conference', '2026-12-31', conference('2026-03-20'))), 'overdue')
  })

  it('is overdue only where the files reach its day', () => {
    for (const fact of ['review conference', 'initial conference']) {
      assert.equal(standing(told(fact, '2026-04-02')), 'overdue')
      assert.equal(standing(told(fact, '2026-04-01')), 'not-known')
    }
  })

  const standing = (one: ReturnType<typeof told>) => one.view('2026-05-01').duties[0]?.standing.kind
})

describe('"when the plan ends"', () => {
  const protocol = running(
    duty(`
    for each: entering first
    due: 1 month after it
    lapses: when the plan ends`),
  )
  const owed = (asOf: string, ...facts: readonly GivenFacts[]) =>
    opened(protocol, { facts: files('2026-12-31', ...facts) }).owed('it-is-done', asOf)

  it('means the plan that the child was on when the duty opened', () => {
    assert.deepEqual(owed('2026-03-19', plan('2026-01-05', '2026-03-20')), ['open 2026-04-02 by wyn'])
    assert.deepEqual(owed('2026-03-20', plan('2026-01-05', '2026-03-20')), ['lapsed plan-ended 2026-04-02 by wyn'])
    assert.deepEqual(owed('2026-03-20', plan('2026-03-02', '2026-03-20')), ['lapsed plan-ended 2026-04-02 by wyn'])
  })

  it('means no plan that had ended, and none that began later', () => {
    assert.deepEqual(owed('2026-03-30', plan('2025-01-05', '2026-03-02')), ['open 2026-04-02 by wyn'])
    assert.deepEqual(owed('2026-03-30', plan('2026-03-03', '2026-03-20')), ['open 2026-04-02 by wyn'])
    assert.deepEqual(owed('2026-03-30', plan('2025-01-05')), ['open 2026-04-02 by wyn'])
  })
})

describe('a duty that ends when another is met', () => {
  const protocol = (lapses: string, each = 'protection plan') =>
    running(`
  hold-review:
    title: Hold the review
    cites: [INV-04]
    owed by: the case's manager
    for each: protection plan
    due: 3 months after its start
    met by: review conference
  prepare:
    title: Prepare it
    cites: [INV-05]
    owed by: the case's worker
    for each: ${each}
    due: 3 months after ${each === 'protection plan' ? 'its start' : 'it'}
    met by: do
    lapses: ${lapses}`)
  const prepare = (own: ReturnType<typeof protocol>, asOf: string, ...facts: readonly GivenFacts[]) =>
    opened(own, { facts: files('2026-12-31', ...facts) })
      .view(asOf)
      .duties.filter((each) => each.duty.id === 'prepare')
      .map(({ standing }) => (standing.kind === 'lapsed' ? standing.why : standing.kind))

  it('ends on the day on which files tell that it was met', () => {
    const facts = [plan('2026-02-02'), review('2026-04-01')]
    const whenMet = protocol('when hold-review is met')
    assert.deepEqual(prepare(whenMet, '2026-03-31', ...facts), ['open'])
    assert.deepEqual(prepare(whenMet, '2026-04-01', ...facts), ['other-duty-met'])
  })

  it('ends with the one for the same thing only, where it says so', () => {
    const facts = [plan('2025-06-02', '2025-09-30'), review('2025-08-01'), plan('2026-02-02'), review('2026-04-01')]
    const same = protocol('when hold-review is met for the same review')
    assert.deepEqual(prepare(same, '2026-03-31', ...facts).at(-1), 'open')
    assert.deepEqual(prepare(same, '2026-04-01', ...facts).at(-1), 'other-duty-met')
  })

  it('does not end by what was met before it was opened', () => {
    const own = protocol('when hold-review is met', 'entering first')
    assert.deepEqual(prepare(own, '2026-03-31', plan('2025-12-01'), review('2026-02-27')), ['open'])
  })
})

describe('what files tell while a stage lasts', () => {
  const protocol = running(
    duty(`
    for each: protection plan
    while: first
    due: 1 month after its start
    lapses: when the plan ends`),
  )
  const one = (...facts: readonly GivenFacts[]) => opened(protocol, { facts: files('2026-12-31', ...facts) })

  it('is owed from the entering of the stage for a plan that had begun and goes on', () => {
    const [owed] = one(plan('2026-02-16')).view().duties
    assert.equal(owed?.opened, opened(protocol).now)
    assert.deepEqual(one(plan('2026-02-16')).owed('it-is-done'), ['open 2026-03-16 by wyn'])
    assert.deepEqual(one(plan('2026-01-16', '2026-03-02')).owed('it-is-done'), [])
    assert.deepEqual(one(plan('2026-01-16', '2026-03-03')).owed('it-is-done'), ['overdue 2026-02-16 by wyn'])
  })

  it('is owed from the start of a plan that begins while the stage lasts', () => {
    assert.deepEqual(one(plan('2026-03-05')).owed('it-is-done', '2026-03-04'), [])
    assert.deepEqual(one(plan('2026-03-05')).owed('it-is-done', '2026-03-05'), ['open 2026-04-05 by wyn'])
  })

  it('is not owed for a plan that begins after the stage was left', () => {
    const left = one(plan('2026-03-05')).on('2026-03-04').records('wyn', 'go-on')
    assert.deepEqual(left.owed('it-is-done', '2026-03-10'), [])
  })

  it('is owed anew when the stage is entered again', () => {
    const back = one(plan('2026-02-16'))
      .on('2026-03-04')
      .records('wyn', 'go-on')
      .on('2026-03-05')
      .records('wyn', 'go-back')
    assert.deepEqual(back.owed('it-is-done'), ['lapsed left-stage 2026-03-16 by wyn', 'open 2026-03-16 by wyn'])
    const gone = one(plan('2026-02-16', '2026-03-05'))
      .on('2026-03-04')
      .records('wyn', 'go-on')
      .on('2026-03-06')
      .records('wyn', 'go-back')
    assert.deepEqual(gone.owed('it-is-done'), ['lapsed left-stage 2026-03-16 by wyn'])
  })
})

describe('what recurs until files tell of a review', () => {
  const every = (again: string) =>
    running(`
  hold-review:
    title: Hold the review
    cites: [INV-04]
    owed by: the case's manager
    for each: protection plan
    due: 3 months after its start, then every ${again}
    met by: review conference`)
  const owed = (again: string, asOf: string) =>
    opened(every(again), { facts: files('2026-12-31', plan('2026-01-05'), review('2026-03-20')) }).owed(
      'hold-review',
      asOf,
    )

  it('shows the next one and no more', () => {
    assert.deepEqual(owed('6 months', '2026-03-20'), ['met 2026-04-05 by mo', 'open 2026-10-05 by mo'])
    assert.deepEqual(owed('26 weeks', '2026-03-20'), ['met 2026-04-05 by mo', 'open 2026-10-04 by mo'])
    assert.deepEqual(owed('60 working days', '2026-03-20'), ['met 2026-04-05 by mo', 'open 2026-07-01 by mo'])
  })

  it('shows it from the day on which the last was met, or its day had passed', () => {
    assert.deepEqual(owed('6 months', '2026-03-19'), ['open 2026-04-05 by mo'])
    assert.deepEqual(owed('6 months', '2026-10-05').length, 2)
    assert.deepEqual(owed('6 months', '2026-10-06').length, 3)
  })

  it('may be brought forward by a review that was held early', () => {
    assert.deepEqual(owed('6 months or from the last, whichever is first', '2026-03-20'), [
      'met 2026-04-05 by mo',
      'open 2026-09-20 by mo',
    ])
  })
})
