import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { plan } from '../watch/given.test-data.ts'
import { answers, at, Case, duty, files, opened, PEOPLE, running, small } from './given.test-data.ts'
import { standsAt } from './stands.ts'

const ANY = duty(`
    for each: go-on
    due: 5 days after it`)

// Each of these stands at the edge of a rule: the last moment, the item too many, the like of another.

describe('a step for what is overdue', () => {
  const byTheHour = running(
    duty(`
    for each: go-on
    due: 24 hours after it`),
    `
  push:
    title: Push
    cites: [INV-03]
    at: second
    by: manager
    needs: [{ overdue: it-is-done }]`,
  )

  it('is refused up to the very moment at which it falls due, and not after it', () => {
    const one = opened(byTheHour).records('wyn', 'go-on')
    assert.deepEqual(one.on('2026-03-03 09:59').refusals('mo', 'push'), ['not-overdue'])
    assert.deepEqual(one.on('2026-03-03 10:00').refusals('mo', 'push'), ['not-overdue'])
    assert.deepEqual(one.on('2026-03-03 10:01').refusals('mo', 'push'), [])
  })
})

describe('a list with more in it than anybody reads', () => {
  const asks = running(
    ANY,
    `
  list:
    title: List them
    cites: [INV-03]
    at: first
    by: worker
    asks:
      who: { title: Who?, type: people, needed: no }
      things: { title: What?, type: items, needed: no, parts: { name: { title: What?, type: words, needed: no } } }`,
  )
  const many = (count: number) => Array.from({ length: count }, (_, i) => `nobody-${i}`)

  it('is refused as a whole, once, and not each of it', () => {
    const one = opened(asks)
    assert.deepEqual(one.refusals('wyn', 'list', answers({ who: many(1_001) })), ['bad-answer'])
    assert.equal(one.refusals('wyn', 'list', answers({ who: many(1_000) })).length, 1_000)
    assert.deepEqual(one.refusals('wyn', 'list', answers({ things: many(1_001).map((name) => ({ name })) })), [
      'bad-answer',
    ])
    assert.deepEqual(one.refusals('wyn', 'list', answers({ things: many(1_000).map((name) => ({ name })) })), [])
  })
})

describe('where a pathway stands', () => {
  const protocol = running(ANY)

  it('is told by what happened last, wherever it was listed and whenever it was recorded', () => {
    const one = opened(protocol)
    one.holds('2026-03-05', 'wyn', 'go-back').holds('2026-03-03', 'wyn', 'go-on', { recorded: '2026-03-06' })
    const asking = { asOf: at('2026-03-07'), knownAt: at('2026-03-07') }
    assert.equal(standsAt(protocol, one.entries, asking)?.id, 'first')
    assert.equal(one.stage('2026-03-07'), 'first')
  })
})

describe('a meeting beside another', () => {
  const protocol = small(`
meetings:
  panel: { title: The panel, cites: [INV-01], by: director, held: every 1 month }
  circle: { title: The circle, cites: [INV-01], by: director, held: every 6 months }
stages: { listed: Listed, off: { title: Off, ends: yes } }
steps:
  list: { title: List, cites: [INV-01], at: start, by: worker, to: listed }
  review: { title: Review, cites: [INV-02], at: listed, by: worker, needs: [{ sitting: panel }] }
  go-round: { title: Go round, cites: [INV-02], at: listed, by: worker, needs: [{ sitting: circle }] }
  stop: { title: Stop, cites: [INV-04], at: listed, by: manager, to: off }
`)
  const circles = ['2026-03-18', '2026-04-01'].map((on) => ({ meeting: 'circle', id: `circle ${on}`, on: day(on) }))
  const one = (): Case =>
    new Case(protocol, { people: { ...PEOPLE, sittings: circles } }).on('2026-03-18 08:00').records('wyn', 'list')

  it('does not sit when the other does', () => {
    assert.deepEqual(one().refusals('wyn', 'review'), ['no-sitting'])
    assert.deepEqual(one().refusals('wyn', 'go-round'), [])
  })

  it('is not planned by a sitting of the other', () => {
    const planned = one()
      .view()
      .obligations.flatMap((each) => (each.kind === 'plan-sitting' ? [each.meeting] : []))
    assert.deepEqual(planned, ['panel'])
  })
})

describe('a trigger that is met', () => {
  const protocol = small(`
triggers:
  long-plan:
    title: 15 months on a plan
    cites: [INV-01]
    for each: protection plan
    met: { lasting for: 15 months }
    opens: asked
stages: { asked: Asked for, shut: { title: Shut, ends: yes } }
steps:
  ask: { title: Ask, cites: [INV-01], at: start, by: worker, to: asked }
  push: { title: Push, cites: [INV-01], at: asked, by: worker, needs: [{ trigger met: long-plan }] }
  stop: { title: Stop, cites: [INV-01], at: asked, by: worker, to: shut }
`)
  const FACTS = files('2027-12-31', plan('2024-12-05'))

  const asked = (): Case => new Case(protocol, { facts: FACTS }).on('2026-02-02').records('wyn', 'ask')

  it('lets the step that needs it be taken from its very day', () => {
    assert.deepEqual(asked().on('2026-03-04').refusals('wyn', 'push'), ['trigger-not-met'])
    assert.deepEqual(asked().on('2026-03-05').refusals('wyn', 'push'), [])
  })

  it('waits after the end for somebody to open another pathway, from its very day', () => {
    const ended = asked().records('wyn', 'stop')
    const waiting = (when: string) =>
      ended.view(when).obligations.flatMap((each) => (each.kind === 'open' ? [[each.trigger, each.due]] : []))
    assert.deepEqual(waiting('2026-03-04'), [])
    assert.deepEqual(waiting('2026-03-05'), [['long-plan', day('2026-03-05')]])
  })
})
