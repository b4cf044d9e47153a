import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import { plan } from '../watch/given.test-data.ts'
import { at, Case, duty, files, opened, running } from './given.test-data.ts'

// Every pathway here was opened on Monday 2 March 2026 at 10:00, and stands at "first".

const due = (sentence: string, more = '') =>
  running(
    duty(`
    for each: entering first
    due: ${sentence}${more}`),
  )
const none = (one: Case): string => {
  const [owed] = one.view().duties
  return owed === undefined || 'day' in owed.due ? 'none' : owed.due.none.kind
}

describe('the earlier of two moments', () => {
  const protocol = due('the earlier of 10 working days after it and 1 week after go-on')

  it('is the one that has a day, while the other has none', () => {
    assert.deepEqual(opened(protocol).owed('it-is-done'), ['open 2026-03-16 by wyn'])
  })

  it('is whichever comes first once both have one', () => {
    const gone = (on: string) => opened(protocol).on(on).records('wyn', 'go-on').owed('it-is-done')
    assert.deepEqual(gone('2026-03-03'), ['open 2026-03-10 by wyn'])
    assert.deepEqual(gone('2026-03-09'), ['open 2026-03-16 by wyn'])
    assert.deepEqual(gone('2026-03-12'), ['open 2026-03-16 by wyn'])
  })

  it('tells both days, the chosen one apart', () => {
    const [owed] = opened(protocol).on('2026-03-03').records('wyn', 'go-on').view().duties
    assert.ok(owed !== undefined && 'day' in owed.due && owed.due.derivation.kind === 'earlier-of')
    const { chosen, other } = owed.due.derivation
    assert.deepEqual(
      [chosen.result, other?.result].map((each) => formatDay(each ?? assert.fail())),
      ['2026-03-10', '2026-03-16'],
    )
  })

  it('runs to the minute where the chosen one does', () => {
    const hours = opened(due('the earlier of 24 hours after it and 5 working days after it'))
    assert.deepEqual(hours.owed('it-is-done', '2026-03-03 10:00'), ['open 2026-03-03 by wyn'])
    assert.deepEqual(hours.owed('it-is-done', '2026-03-03 10:01'), ['overdue 2026-03-03 by wyn'])
    const days = opened(due('the earlier of 200 hours after it and 1 day after it'))
    assert.deepEqual(days.owed('it-is-done', '2026-03-03 23:59'), ['open 2026-03-03 by wyn'])
  })
})

describe('the later of two moments', () => {
  const protocol = due('the later of 5 working days after it and 1 week after go-on')

  it('has no day until both have one', () => {
    assert.equal(none(opened(protocol)), 'not-yet')
    assert.deepEqual(opened(protocol).on('2026-03-05').records('wyn', 'go-on').owed('it-is-done'), [
      'open 2026-03-12 by wyn',
    ])
  })

  it('is the first where that comes later', () => {
    const long = opened(due('the later of 1 month after it and 1 day after go-on'))
    assert.deepEqual(long.on('2026-03-05').records('wyn', 'go-on').owed('it-is-done'), ['open 2026-04-02 by wyn'])
  })

  it('waits for both happenings as well', () => {
    const both = opened(due('2 days after the later of entering first and go-on'))
    assert.equal(none(both), 'not-yet')
    assert.deepEqual(both.on('2026-03-05').records('wyn', 'go-on').owed('it-is-done'), ['open 2026-03-07 by wyn'])
    const either = opened(due('2 days after the earlier of entering first and go-on'))
    assert.deepEqual(either.on('2026-03-05').records('wyn', 'go-on').owed('it-is-done'), ['overdue 2026-03-04 by wyn'])
  })
})

describe('what a moment counts from', () => {
  it('is the leaving of a stage, by the step that left it', () => {
    const leaving = opened(due('1 day after leaving first'))
    assert.equal(none(leaving), 'not-yet')
    assert.deepEqual(leaving.on('2026-03-05').records('wyn', 'go-on').owed('it-is-done'), ['open 2026-03-06 by wyn'])
  })

  it('is the latest record of a step until the duty ended, and no later one', () => {
    const twice = opened(due('5 days after go-on'))
      .on('2026-03-04')
      .records('wyn', 'go-on')
      .on('2026-03-05')
      .records('wyn', 'go-back')
      .on('2026-03-06')
      .records('wyn', 'go-on')
    assert.equal(twice.owed('it-is-done')[0], 'open 2026-03-11 by wyn')
    const met = opened(due('5 days after go-on'))
      .on('2026-03-04')
      .records('wyn', 'go-on')
      .records('wyn', 'do')
      .on('2026-03-05')
      .records('wyn', 'go-back')
      .on('2026-03-06')
      .records('wyn', 'go-on')
    assert.equal(met.owed('it-is-done')[0], 'met 2026-03-09 by wyn')
  })

  it('is the day on which it was opened, where nothing else is told', () => {
    const facts = files('2026-12-31', plan('2026-02-20'))
    const child = running(
      duty(`
    for each: child
    while: first
    due: 3 days after it`),
    )
    assert.deepEqual(opened(child, { facts }).owed('it-is-done'), ['open 2026-03-05 by wyn'])
  })

  it('is the start of what it is owed for', () => {
    const facts = files('2026-12-31', plan('2026-02-27'))
    const anchored = running(
      duty(`
    for each: protection plan
    due: 10 days after it`),
    )
    assert.deepEqual(opened(anchored, { facts }).owed('it-is-done'), ['open 2026-03-09 by wyn'])
  })
})

describe('hours', () => {
  it('are counted from the end of a day that has no time', () => {
    const facts = files('2026-12-31', plan('2026-03-02'))
    const one = opened(
      running(
        duty(`
    for each: protection plan
    due: 24 hours after its start`),
      ),
      { facts },
    )
    assert.deepEqual(one.owed('it-is-done', '2026-03-04 00:00'), ['open 2026-03-04 by wyn'])
    assert.deepEqual(one.owed('it-is-done', '2026-03-04 00:01'), ['overdue 2026-03-04 by wyn'])
  })

  it('of silence run from the minute, or from the end of the day, at which it was due', () => {
    const told = (sentence: string, hours: number) =>
      opened(
        due(
          sentence,
          `
    if overdue: tell the case's manager after ${hours} hours`,
        ),
      ).view().duties[0]?.tellFrom
    assert.equal(told('24 hours after it', 13), day('2026-03-03'))
    assert.equal(told('24 hours after it', 14), day('2026-03-04'))
    assert.equal(told('5 working days after it', 23), day('2026-03-10'))
    assert.equal(told('5 working days after it', 24), day('2026-03-11'))
  })
})

describe('the calendar', () => {
  const late = (sentence: string): Case =>
    new Case(due(sentence)).on('2028-12-28 10:00').holds('2028-12-28 10:00', 'wyn', 'open')

  it('that ends before a due day leaves the duty open without one', () => {
    assert.equal(none(late('10 working days after it')), 'calendar')
    assert.equal(late('10 working days after it').view().duties[0]?.standing.kind, 'open')
    assert.equal(none(late('2 days after it')), 'none')
  })

  it('that ends before the next working day has none for "the same working day"', () => {
    const after = new Case(due('the same working day as it'))
    assert.equal(none(after.on('2029-01-02').holds('2029-01-02', 'wyn', 'open')), 'calendar')
    const eve = new Case(due('the same working day as it'))
    assert.equal(none(eve.on('2028-12-31').holds('2028-12-31', 'wyn', 'open')), 'calendar')
  })

  it('that ends before silence is told of says no day for it', () => {
    const silent = new Case(
      due(
        'the same working day as it',
        `
    if overdue: tell the case's manager after 5 working days`,
      ),
    )
    const [owed] = silent.on('2028-12-29').holds('2028-12-29', 'wyn', 'open').view().duties
    assert.equal(owed?.tellFrom, null)
    assert.equal(owed.standing.kind, 'open')
  })

  it('puts "the same working day" off to the next one, and says what it skipped', () => {
    const saturday = new Case(due('the same working day as it')).on('2026-04-04').records('wyn', 'open')
    assert.deepEqual(saturday.owed('it-is-done'), ['open 2026-04-07 by wyn'])
    const [owed] = saturday.view().duties
    assert.ok(owed !== undefined && 'day' in owed.due && owed.due.derivation.kind === 'working-day')
    assert.deepEqual(
      owed.due.derivation.skipped.map((each) => formatDay(each.day)),
      ['2026-04-04', '2026-04-05', '2026-04-06'],
    )
    assert.equal(saturday.now, at('2026-04-04'))
  })
})
