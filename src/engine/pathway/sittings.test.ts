import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { answers, at, Case, PEOPLE, small } from './given.test-data.ts'
import type { View } from './view.ts'

const protocol = small(`
stages: { listed: Listed, off: { title: Off the list, ends: yes } }
meetings:
  panel: { title: The panel, cites: [INV-01], by: director, held: every 1 month }
steps:
  list: { title: Put on the list, cites: [INV-01], at: start, by: worker, to: listed }
  call:
    title: Call it
    cites: [INV-02]
    at: listed
    by: manager
    asks: { held-on: { title: When?, type: day } }
  review:
    title: Review it at the panel
    cites: [INV-02]
    at: listed
    by: worker
    needs: [{ sitting: panel }]
  hold:
    title: Hold it
    cites: [INV-03]
    at: listed
    by: manager
    needs:
      - not before: { step: call, question: held-on }
  say-so:
    title: Say it before the day
    cites: [INV-03]
    at: listed
    by: manager
    needs:
      - not after: { step: call, question: held-on }
  stop: { title: Stop, cites: [INV-04], at: listed, by: manager, to: off }
duties:
  review-in-time:
    title: Review it
    cites: [INV-02]
    owed by: the case's worker
    for each: list
    due: at the next panel
    met by: review
`)

const sits = (...days: readonly string[]) => days.map((on) => ({ meeting: 'panel', id: `panel ${on}`, on: day(on) }))
const listed = (days: readonly string[], when = '2026-03-18 08:00'): Case =>
  new Case(protocol, { people: { ...PEOPLE, sittings: sits(...days) } }).on(when).records('wyn', 'list')

describe('a step that records a sitting', () => {
  it('is refused on a day on which the meeting does not sit, naming the days on which it does', () => {
    const one = listed(['2026-02-18', '2026-03-25', '2026-04-22']).on('2026-03-21 03:00')
    const decision = one.tries('wyn', 'review')
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map(({ cites, instead, ...why }) => why),
      [
        {
          kind: 'no-sitting',
          meetings: ['panel'],
          on: day('2026-03-21'),
          before: day('2026-02-18'),
          after: day('2026-03-25'),
        },
      ],
    )
    assert.deepEqual(one.on('2026-03-25 15:00').refusals('wyn', 'review'), [])
  })

  it('is offered later, since what sat can be recorded afterwards with its day', () => {
    const one = listed(['2026-03-18', '2026-03-25']).on('2026-03-27 10:00')
    assert.ok(one.view().offers.some(({ step }) => step.id === 'review'))
    assert.deepEqual(one.refusals('wyn', 'review'), ['no-sitting'])
    assert.deepEqual(one.refusals('wyn', 'review', { happened: at('2026-03-25 10:00') }), [])
  })

  it('meets what is owed at the next sitting only as a record of a sitting', () => {
    const one = listed(['2026-03-25']).holds('2026-03-21 03:00', 'wyn', 'review')
    assert.deepEqual(one.owed('review-in-time', '2026-03-22'), ['open 2026-03-25 by wyn'])
    one.holds('2026-03-25 10:00', 'wyn', 'review')
    assert.deepEqual(one.owed('review-in-time', '2026-03-26'), ['met 2026-03-25 by wyn'])
  })
})

describe('the next sitting', () => {
  it('is that of the same day, unless it is recorded already', () => {
    assert.deepEqual(listed(['2026-03-18', '2026-04-15']).owed('review-in-time'), ['open 2026-03-18 by wyn'])
    const late = listed(['2026-03-18', '2026-04-15'], '2026-03-01 08:00')
      .on('2026-03-18 10:00')
      .records('wyn', 'review')
    late.holds('2026-03-18 11:00', 'wyn', 'list')
    assert.deepEqual(late.owed('review-in-time', '2026-03-19'), ['met 2026-03-18 by wyn', 'open 2026-04-15 by wyn'])
  })
})

describe('a meeting that is held every month', () => {
  const toPlan = ({ obligations }: View) =>
    obligations.flatMap((each) => (each.kind === 'plan-sitting' ? [[each.meeting, each.due, each.owedBy]] : []))

  it('is to be planned by its chair, within a month of the last or of the opening', () => {
    assert.deepEqual(toPlan(listed([]).view()), [['panel', day('2026-04-18'), ['dot']]])
    assert.deepEqual(toPlan(listed(['2026-03-04']).view()), [['panel', day('2026-04-04'), ['dot']]])
    assert.deepEqual(toPlan(listed(['2026-03-04']).view('2026-06-30')), [['panel', day('2026-04-04'), ['dot']]])
    assert.deepEqual(toPlan(listed(['2026-03-04', '2026-04-22']).view()), [['panel', day('2026-04-04'), ['dot']]])
  })

  it('waits for nobody where the next is planned in time, before anything is open, and after the end', () => {
    assert.deepEqual(toPlan(listed(['2026-03-04', '2026-04-01']).view()), [])
    assert.deepEqual(toPlan(new Case(protocol).view()), [])
    assert.deepEqual(toPlan(listed([]).records('mo', 'stop').view()), [])
  })
})

describe('a day that was said in another step', () => {
  const called = (): Case => listed([]).records('mo', 'call', answers({ 'held-on': '2026-04-01' }))

  it('is the first, or the last, on which this one happens', () => {
    const early = called().on('2026-03-27 10:00')
    assert.deepEqual(early.refusals('mo', 'hold'), ['before-day'])
    assert.deepEqual(early.refusals('mo', 'say-so'), [])
    const late = called().on('2026-04-02 10:00')
    assert.deepEqual([late.refusals('mo', 'hold'), late.refusals('mo', 'say-so')], [[], ['after-day']])
    assert.deepEqual(late.refusals('mo', 'say-so', { happened: at('2026-04-01 23:00') }), [])
  })

  it('is the latest that was said, and where none was said anything goes', () => {
    const again = called()
      .records('mo', 'call', answers({ 'held-on': '2026-03-20' }))
      .on('2026-03-27 10:00')
    assert.deepEqual(again.refusals('mo', 'hold'), [])
    assert.deepEqual(listed([]).refusals('mo', 'hold'), [])
  })
})
