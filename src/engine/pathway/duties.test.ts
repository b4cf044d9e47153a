import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { at, Case, duty, opened, running } from './given.test-data.ts'

describe('a duty for entering a stage', () => {
  const protocol = running(
    duty(`
    for each: entering first
    due: 5 working days after it
    lapses: when leaving first`),
  )

  it('opens as it is entered, and is due by the calendar', () => {
    const [owed] = opened(protocol).view().duties
    assert.equal(owed?.id, 'it-is-done:e1')
    assert.equal(owed.opened, at('2026-03-02 10:00'))
    assert.deepEqual(opened(protocol).owed('it-is-done'), ['open 2026-03-09 by wyn'])
  })

  it('is overdue from the day after, by the clock of London', () => {
    assert.deepEqual(opened(protocol).owed('it-is-done', '2026-03-09 23:59'), ['open 2026-03-09 by wyn'])
    assert.deepEqual(opened(protocol).owed('it-is-done', '2026-03-10 00:00'), ['overdue 2026-03-09 by wyn'])
  })

  it('is met by its step, in time or late', () => {
    assert.deepEqual(opened(protocol).on('2026-03-09 23:00').records('wyn', 'do').owed('it-is-done'), [
      'met 2026-03-09 by wyn',
    ])
    assert.deepEqual(opened(protocol).on('2026-03-10 00:01').records('wyn', 'do').owed('it-is-done'), [
      'late 2026-03-09 by wyn',
    ])
  })

  it('tells of silence from the day after, or so long after as it says', () => {
    const [plain] = opened(protocol).view().duties
    assert.equal(plain?.tellFrom, day('2026-03-10'))
    assert.deepEqual(plain.tell, ['dot'])
    const patient = running(`${duty(`
    for each: entering first
    due: 5 working days after it`)}
    if overdue: tell the case's manager after 2 working days`)
    const [waited] = opened(patient).view().duties
    assert.equal(waited?.tellFrom, day('2026-03-11'))
    assert.deepEqual(waited.tell, ['mo'])
  })

  it('tells of silence never to whoever is silent, but to the next in turn, and asks for one where nobody is', () => {
    const silent = (words: string): Case => {
      const own = running(`${duty(`
    for each: entering first
    due: 5 working days after it`)}
    if overdue: tell ${words}`)
      return opened(own)
    }
    assert.deepEqual(silent("the raiser, else the case's manager").view().duties[0]?.tell, ['mo'])
    assert.deepEqual(silent('the raiser').view().duties[0]?.tell, ['dot'])
    const alone = silent('the raiser')
    alone.people = { ...alone.people, holdings: alone.people.holdings.filter(({ role }) => role !== 'director') }
    const { duties, obligations } = alone.view()
    assert.deepEqual(duties[0]?.tell, [])
    assert.deepEqual(
      obligations.map((each) => (each.kind === 'find-who' ? [each.of, each.for, each.due] : [])),
      [['it-is-done:e1', 'silence', day('2026-03-09')]],
    )
  })

  it('is seen unmet on an earlier day', () => {
    assert.deepEqual(opened(protocol).on('2026-03-09').records('wyn', 'do').owed('it-is-done', '2026-03-08'), [
      'open 2026-03-09 by wyn',
    ])
  })

  it('lapses as it says, and opens anew when the stage is entered again', () => {
    const back = opened(protocol).on('2026-03-03').records('wyn', 'go-on').on('2026-03-04').records('wyn', 'go-back')
    assert.deepEqual(back.owed('it-is-done'), ['lapsed left-stage 2026-03-09 by wyn', 'open 2026-03-11 by wyn'])
  })

  it('is not met any more once it has lapsed', () => {
    const left = opened(protocol).on('2026-03-03').records('wyn', 'go-on').on('2026-03-04').records('wyn', 'do')
    assert.deepEqual(left.owed('it-is-done'), ['lapsed left-stage 2026-03-09 by wyn'])
  })

  it('lapses when the pathway is closed, whatever it is', () => {
    const closed = opened(
      running(
        duty(`
    for each: entering first
    due: 5 working days after it`),
      ),
    )
      .on('2026-03-20')
      .records('wyn', 'close')
    assert.deepEqual(closed.owed('it-is-done'), ['lapsed pathway-ended 2026-03-09 by wyn'])
  })
})

describe('a duty that lasts through stages', () => {
  const protocol = running(
    duty(`
    while: first or second
    due: 1 month after entering first, and again after each do`),
  )

  it('starts anew at each record, each in its own identity', () => {
    const done = opened(protocol).on('2026-03-20').records('wyn', 'do').on('2026-05-04').records('wyn', 'do')
    assert.deepEqual(done.owed('it-is-done'), [
      'met 2026-04-02 by wyn',
      'late 2026-04-20 by wyn',
      'open 2026-06-04 by wyn',
    ])
    assert.deepEqual(
      done.view().duties.map(({ id }) => id),
      ['it-is-done:e1', 'it-is-done:e2', 'it-is-done:e3'],
    )
  })

  it('goes on from one of its stages to the other', () => {
    assert.deepEqual(opened(protocol).on('2026-03-10').records('wyn', 'go-on').owed('it-is-done'), [
      'open 2026-04-02 by wyn',
    ])
  })

  it('lapses as the last of them is left', () => {
    const alone = running(
      duty(`
    while: first
    due: 1 month after entering first`),
    )
    assert.deepEqual(opened(alone).on('2026-03-10').records('wyn', 'go-on').owed('it-is-done'), [
      'lapsed left-stage 2026-04-02 by wyn',
    ])
  })
})

describe('", then every"', () => {
  const protocol = running(
    duty(`
    while: first
    due: 1 month after entering first, then every 1 month`),
  )
  const lateInJanuary = (): Case => new Case(protocol).on('2026-01-31 10:00').records('wyn', 'open')

  it('counts from where it began, so that a short month is not carried along', () => {
    const done = lateInJanuary().on('2026-02-20').records('wyn', 'do').on('2026-03-25').records('wyn', 'do')
    assert.deepEqual(done.owed('it-is-done'), [
      'met 2026-02-28 by wyn',
      'met 2026-03-31 by wyn',
      'open 2026-04-30 by wyn',
    ])
  })

  it('"or from the last" brings the next forward where one was done early, and puts nothing off', () => {
    const fromLast = running(
      duty(`
    while: first
    due: 1 month after entering first, then every 1 month or from the last, whichever is first`),
    )
    const early = new Case(fromLast).on('2026-01-31 10:00').records('wyn', 'open').on('2026-02-10').records('wyn', 'do')
    assert.deepEqual(early.owed('it-is-done'), ['met 2026-02-28 by wyn', 'open 2026-03-10 by wyn'])
    const late = early.on('2026-03-25').records('wyn', 'do')
    assert.deepEqual(late.owed('it-is-done').slice(1), ['late 2026-03-10 by wyn', 'open 2026-04-25 by wyn'])
  })

  it('does not pile up what was missed: the next is the first that is still ahead', () => {
    const late = lateInJanuary().on('2026-06-10').records('wyn', 'do')
    assert.deepEqual(late.owed('it-is-done', '2026-06-01'), ['overdue 2026-02-28 by wyn'])
    assert.deepEqual(late.owed('it-is-done'), ['late 2026-02-28 by wyn', 'open 2026-06-30 by wyn'])
  })
})

describe('a duty for each record', () => {
  const protocol = running(
    `
  record-filed:
    title: File it
    cites: [INV-03]
    owed by: whoever recorded it
    for each: do
    due: the same working day as it
    met by: file-it
  told-in-hours:
    title: Tell within a day
    cites: [INV-03]
    owed by: whoever recorded it
    for each: do
    due: 24 hours after it
    met by: tell-them`,
    `
  file-it: { title: File it, cites: [INV-03], at: any stage, by: worker or manager }
  tell-them: { title: Tell, cites: [INV-03], at: any stage, by: worker or manager }`,
  )
  const twice = (): Case =>
    opened(protocol).on('2026-03-06 16:00').records('mo', 'do').on('2026-03-07 11:00').records('wyn', 'do')

  it('is owed by whoever recorded it', () => {
    assert.deepEqual(
      twice().owed('record-filed'),
      ['open 2026-03-06 by mo', 'open 2026-03-09 by wyn'].map((each) =>
        each.replace('open 2026-03-06', 'overdue 2026-03-06'),
      ),
    )
  })

  it('"immediately" is the same working day; at a weekend, the next', () => {
    const [, second] = twice()
      .view()
      .duties.filter(({ duty: { id } }) => id === 'record-filed')
    assert.ok(second !== undefined && 'day' in second.due && second.due.derivation.kind === 'working-day')
    assert.equal(second.due.derivation.from.kind, 'recorded')
    assert.deepEqual(
      second.due.derivation.skipped.map(({ why }) => why),
      ['weekend', 'weekend'],
    )
  })

  it('runs by the hour where it says so, over a change of the clocks too', () => {
    const spring = opened(protocol).on('2026-03-28 18:00').records('wyn', 'do')
    const [owed] = spring.view().duties.filter(({ duty: { id } }) => id === 'told-in-hours')
    assert.ok(owed !== undefined && 'day' in owed.due)
    assert.equal(owed.due.at, at('2026-03-29 19:00'))
    assert.deepEqual(spring.owed('told-in-hours', '2026-03-29 19:00'), ['open 2026-03-29 by wyn'])
    assert.deepEqual(spring.owed('told-in-hours', '2026-03-29 19:01'), ['overdue 2026-03-29 by wyn'])
    assert.equal(spring.view('2026-03-29 19:00').validUntil, at('2026-03-29 19:00') + 1)
  })

  it('is answered by the record that names it', () => {
    const named = twice().records('wyn', 'file-it', { about: 'record-filed:e2' })
    assert.deepEqual(named.owed('record-filed'), ['late 2026-03-06 by mo', 'open 2026-03-09 by wyn'])
  })

  it('is answered by its own recorder without naming it', () => {
    assert.deepEqual(twice().records('wyn', 'file-it').owed('record-filed')[1], 'met 2026-03-09 by wyn')
  })

  it('must be named where several of one person are open, by those of their records', () => {
    const both = twice().records('wyn', 'do')
    assert.deepEqual(both.refusals('wyn', 'file-it'), ['about-needed'])
    assert.deepEqual(both.refusals('wyn', 'file-it', { about: 'record-filed:e9' }), ['about-unknown'])
    assert.deepEqual(both.refusals('wyn', 'file-it', { about: 'told-in-hours:e2' }), ['about-unknown'])
    const filed = both.records('wyn', 'file-it', { about: 'record-filed:e3' })
    assert.deepEqual(filed.refusals('wyn', 'file-it', { about: 'record-filed:e3' }), ['about-done'])
  })

  it('folds a record that names none as the answer to the oldest', () => {
    const both = twice().records('wyn', 'do').holds('2026-03-07 12:00', 'wyn', 'file-it').on('2026-03-07 13:00')
    assert.deepEqual(
      both.owed('record-filed').map((each) => each.split(' ')[0]),
      ['overdue', 'met', 'open'],
    )
  })
})
