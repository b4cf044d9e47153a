import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Day, day, formatDay } from '../calendar/day.ts'
import { type Instant, instantAt, LONDON } from '../calendar/instant.ts'
import { plan } from '../watch/given.test-data.ts'
import { endOf, startOf } from './days.ts'
import type { DueDerivation } from './derivation.ts'
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

/** How the hours of the duty were counted. */
function hoursOf(one: Case): Extract<DueDerivation, { readonly kind: 'hours' }> {
  const [owed] = one.view().duties
  assert.ok(owed !== undefined && 'day' in owed.due && owed.due.derivation.kind === 'hours')
  return owed.due.derivation
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
  it('are counted from the start of a day whose hour no file tells', () => {
    const facts = files('2026-12-31', plan('2026-03-02'))
    const one = opened(
      running(
        duty(`
    for each: protection plan
    due: 24 hours after its start`),
      ),
      { facts },
    )
    assert.deepEqual(one.owed('it-is-done', '2026-03-03 00:00'), ['open 2026-03-03 by wyn'])
    assert.deepEqual(one.owed('it-is-done', '2026-03-03 00:01'), ['overdue 2026-03-03 by wyn'])
    assert.equal(hoursOf(one).since, 'start of the day')
  })

  it('are counted from the start of a day whose hour whoever recorded it did not tell', () => {
    const counted = (happened: string) =>
      new Case(due('24 hours after it'))
        .on('2026-03-05 09:00')
        .records('wyn', 'open', { happened: happened.includes(' ') ? at(happened) : endOf(day(happened)) })
    const untold = counted('2026-03-02')
    assert.deepEqual(untold.owed('it-is-done'), ['overdue 2026-03-03 by wyn'])
    assert.deepEqual([hoursOf(untold).since, hoursOf(untold).count.from], ['start of the day', at('2026-03-02 00:00')])
    const told = counted('2026-03-02 23:59')
    assert.deepEqual([hoursOf(told).since, hoursOf(told).count.from], ['moment', at('2026-03-02 23:59')])
  })

  it('of an untold hour go by the clocks, and never end later than those of any hour of that day', () => {
    const FIRST = day('2026-01-01')
    const counted = new Map([2, 24, 72].map((hours) => [hours, due(`${hours} hours after it`)]))
    // Both days on which the clocks change, and any other.
    const days = fc.oneof(
      fc.constantFrom(day('2026-03-29'), day('2026-10-25')),
      fc.integer({ min: FIRST, max: FIRST + 364 }).map((each) => each as Day),
    )
    fc.assert(
      fc.property(days, fc.nat(23), fc.nat(59), fc.constantFrom(2, 24, 72), (on, hour, minute, hours) => {
        const told = instantAt({ day: on, hour, minute }, LONDON, 'second')
        fc.pre(told.ok)
        const ends = (happened: Instant): Instant => {
          const one = new Case(counted.get(hours) ?? assert.fail())
            .on('2027-01-08')
            .records('wyn', 'open', { happened })
          return hoursOf(one).count.result
        }
        assert.ok(told.ok && ends(endOf(on)) <= ends(told.value))
        assert.equal(ends(endOf(on)) - startOf(on), hours * 3_600_000)
      }),
    )
  })

  it('of what is owed for another duty run from when that is met, or from when its time is up', () => {
    const one = (met: boolean) => {
      const protocol = running(
        `${duty(`
    for each: entering first
    due: 1 day after it`)}
  told:
    title: Tell of it
    cites: [INV-03]
    owed by: the case's worker
    for each: it-is-done
    due: 24 hours after it
    met by: say`,
        '  say: { title: Say, cites: [INV-03], at: any stage, by: worker }',
      )
      const begun = opened(protocol)
      return (met ? begun.on('2026-03-02 15:00').records('wyn', 'do') : begun).view().duties[1]
    }
    const until = (owed: ReturnType<typeof one>) => (owed !== undefined && 'day' in owed.due ? owed.due.at : null)
    assert.equal(until(one(true)), at('2026-03-03 15:00'))
    assert.equal(until(one(false)), at('2026-03-05 00:00'))
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
