import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { plan } from '../watch/given.test-data.ts'
import { answers, Case, files, PEOPLE, small } from './given.test-data.ts'
import type { Refusal } from './view.ts'

const protocol = small(`
stages:
  open: Open
  met: Met
  shut: { title: Shut, ends: yes }
pools: { helpers: People who may help }
meetings:
  panel: { title: Panel, cites: [INV-05], by: director, needs: [manager, nurse], invites: [worker] }
steps:
  begin: { title: Begin, cites: [INV-01], at: start, by: worker or nurse, to: open }
  own-manager: { title: Own, cites: [INV-02], at: any stage, by: the case's manager, asks: { a: { title: A?, type: words, needed: no } } }
  raisers-lead: { title: Lead, cites: [INV-02], at: any stage, by: the raiser's own lead, asks: { a: { title: A?, type: words, needed: no } } }
  hold-panel:
    title: Hold the panel
    cites: [INV-05]
    at: open
    by: director or manager
    asks:
      there: { title: Who was there?, type: attendance, from: panel }
      chair: { title: Who chaired?, type: person, needed: no }
    needs:
      - present: everyone of panel
    to: met
  after-panel: { title: After, cites: [INV-05], at: met, by: the chair of the last meeting, asks: { a: { title: A?, type: words, needed: no } } }
  second-look:
    title: Look again
    cites: [INV-06]
    at: met
    by: manager or director
    asks: { grave: { title: Is it grave?, type: yes or no }, why: { title: Why?, type: words, needed: no } }
    needs:
      - another person than: hold-panel
      - either:
          - earlier: { step: after-panel, since: met }
          - answer: { grave: yes, with: why }
        cites: [INV-07]
        otherwise: Do what comes after the panel first.
    to: shut
  on-plan-only:
    title: Only on a plan
    cites: [INV-08]
    at: any stage
    by: worker
    asks: { a: { title: A?, type: words, needed: no } }
    needs: [{ on a plan: yes }]
  pick:
    title: Choose helpers
    cites: [INV-09]
    at: any stage
    by: director
    asks: { helpers: { title: Who?, type: people, from: helpers, each: independent of the case } }
`)

const opened = (by = 'wyn'): Case => new Case(protocol).on('2026-03-02 10:00').records(by, 'begin')
const EVERYBODY = { there: { manager: 'present', nurse: 'not involved' } }
const met = (): Case => opened().on('2026-03-03').records('dot', 'hold-panel', answers(EVERYBODY))

function refusal(one: Case, person: string, step: string, own = {}): Refusal | undefined {
  const decision = one.tries(person, step, own)
  return decision.ok ? undefined : decision.refusals[0]
}

describe('who may record a step', () => {
  it('the role: another is told which', () => {
    const found = refusal(new Case(protocol), 'mo', 'begin')
    assert.ok(found?.kind === 'wrong-role')
    assert.deepEqual(found.cites, ['INV-01'])
    assert.deepEqual(found.wanted, [
      { kind: 'role', role: 'worker' },
      { kind: 'role', role: 'nurse' },
    ])
  })

  it('only on the days on which it is held', () => {
    const ended = {
      ...PEOPLE,
      holdings: PEOPLE.holdings.map((each) => ({ ...each, until: day('2026-03-03') })),
      own: [],
    }
    const one = new Case(protocol, { people: ended })
    assert.deepEqual(one.on('2026-03-02 23:59').refusals('wyn', 'begin'), [])
    assert.deepEqual(one.on('2026-03-03 00:00').refusals('wyn', 'begin'), ['role-not-held', 'wrong-role'])
  })

  it("the case's own, and not another who holds the role", () => {
    assert.deepEqual(opened().refusals('mo', 'own-manager'), [])
    const found = refusal(opened(), 'mel', 'own-manager')
    assert.ok(found?.kind === 'not-the-own')
    assert.equal(found.own, 'mo')
  })

  it('nobody, where the case has none of its own: it is not offered, and says so', () => {
    const one = opened()
    one.people = { ...PEOPLE, own: [] }
    const refused = one.view().refused.find(({ step }) => step.id === 'own-manager')
    assert.deepEqual(
      refused?.refusals.map(({ kind }) => kind),
      ['not-the-own'],
    )
    assert.deepEqual(one.refusals('mo', 'own-manager'), ['not-the-own'])
  })

  it("the lead of the raiser's own agency", () => {
    assert.deepEqual(opened('nan').refusals('lea', 'raisers-lead'), [])
    assert.deepEqual(opened('wyn').refusals('lea', 'raisers-lead'), ['not-the-own'])
  })

  it('the chair of the last meeting: whoever recorded it, else whom the record names', () => {
    assert.deepEqual(met().refusals('dot', 'after-panel'), [])
    assert.deepEqual(met().refusals('mo', 'after-panel'), ['not-the-own'])
    const named = opened()
      .on('2026-03-03')
      .records('dot', 'hold-panel', answers({ ...EVERYBODY, chair: 'mo' }))
    assert.deepEqual(named.refusals('mo', 'after-panel'), [])
  })

  it('where the chair has left the role, whoever holds it for the case now', () => {
    const left = met().on('2026-03-10')
    const { holdings } = left.people
    const gone = holdings.map((each) => (each.person === 'dot' ? { ...each, until: day('2026-03-09') } : each))
    const since = { role: 'director', from: day('2026-03-09'), until: null }
    const next = { person: 'mo', ...since }
    left.people = { ...left.people, holdings: [...gone, next] }
    assert.deepEqual(left.refusals('mo', 'after-panel', { role: 'director' }), ['not-the-own'])
    assert.deepEqual(left.refusals('dot', 'after-panel'), ['role-not-held', 'not-the-own'])
    left.people = { ...left.people, own: [...left.people.own, { person: 'wyn', ...since }] }
    assert.deepEqual(left.refusals('wyn', 'after-panel', { role: 'director' }), [])
    assert.deepEqual(left.refusals('mo', 'after-panel', { role: 'director' }), ['not-the-own'])
  })

  it('offers each step to those who may take it', () => {
    const offer = met()
      .view()
      .offers.find(({ step }) => step.id === 'after-panel')
    assert.deepEqual(offer?.takers, [{ person: 'dot', role: 'director', about: null }])
  })
})

describe('where a step may be recorded', () => {
  it('opens a pathway once', () => {
    assert.deepEqual(opened().refusals('wyn', 'begin'), ['already-open'])
  })

  it('needs an open pathway, and the right stage', () => {
    assert.deepEqual(new Case(protocol).refusals('mo', 'own-manager'), ['not-open'])
    const found = refusal(opened(), 'mo', 'second-look', answers({ grave: false }))
    assert.ok(found?.kind === 'wrong-stage')
    assert.deepEqual([found.at, found.wanted], ['open', ['met']])
  })

  it('is nowhere once the pathway has ended', () => {
    const ended = met().records('mo', 'second-look', answers({ grave: true, why: 'It is.' }))
    assert.equal(ended.stage(), 'shut')
    assert.deepEqual(ended.refusals('mo', 'own-manager'), ['ended'])
    assert.deepEqual(ended.refusals('wyn', 'begin'), ['ended'])
  })
})

describe('guards', () => {
  it('name every post that is not there; one that has no part in the case does not count', () => {
    const found = refusal(opened(), 'dot', 'hold-panel', answers({ there: { nurse: 'absent' } }))
    assert.ok(found?.kind === 'absent')
    assert.deepEqual(found.posts, ['manager', 'nurse'])
    assert.deepEqual(opened().refusals('dot', 'hold-panel', answers(EVERYBODY)), [])
  })

  it('keep out whoever recorded that other step, in the offer too', () => {
    const grave = answers({ grave: true, why: 'It is.' })
    assert.deepEqual(met().refusals('dot', 'second-look', grave), ['same-person'])
    const offer = met()
      .view()
      .offers.find(({ step }) => step.id === 'second-look')
    assert.deepEqual(
      offer?.takers.map(({ person }) => person),
      ['mo', 'mel'],
    )
  })

  it('take one of several, and tell of each that failed, with its own clause and remedy', () => {
    const found = refusal(met(), 'mo', 'second-look', answers({ grave: false }))
    assert.ok(found?.kind === 'none-of')
    assert.deepEqual(
      found.refusals.map(({ kind }) => kind),
      ['needs-earlier', 'needs-answer'],
    )
    assert.deepEqual([found.cites, found.instead], [['INV-07'], 'Do what comes after the panel first.'])
    assert.deepEqual(
      met()
        .records('dot', 'after-panel')
        .refusals('mo', 'second-look', answers({ grave: false })),
      [],
    )
  })

  it('ask for the reason that goes with an answer', () => {
    const found = refusal(met(), 'mo', 'second-look', answers({ grave: true }))
    assert.ok(found?.kind === 'none-of')
    assert.deepEqual(
      found.refusals.map(({ kind }) => kind),
      ['needs-earlier', 'unanswered'],
    )
  })

  it('look at the plan on the day it happened', () => {
    const facts = files('2026-12-31', plan('2026-03-03', '2026-03-10'))
    const one = new Case(protocol, { facts }).on('2026-03-02').records('wyn', 'begin')
    const on = (when: string) => one.on(when).refusals('wyn', 'on-plan-only')
    assert.deepEqual(
      [on('2026-03-02'), on('2026-03-03'), on('2026-03-09'), on('2026-03-10')],
      [['not-on-plan'], [], [], ['not-on-plan']],
    )
  })

  it('refuse a person who is tied to the case, and name every tie', () => {
    const chosen = (person: string, one = met()) => refusal(one, 'dot', 'pick', answers({ helpers: [person] }))
    assert.equal(chosen('otto'), undefined)
    const nan = chosen('nan')
    assert.ok(nan?.kind === 'not-independent')
    assert.deepEqual(
      nan.ties.map(({ kind }) => kind),
      ['core-group'],
    )
    const mo = chosen('mo')
    assert.ok(mo?.kind === 'not-independent')
    assert.deepEqual(
      mo.ties.map(({ kind, of }) => `${kind} ${of}`),
      ['allocated manager', 'attended hold-panel', 'manages wyn'],
    )
  })

  it('say everything at once', () => {
    assert.deepEqual(opened().refusals('otto', 'second-look', answers({ why: 3 })), [
      'wrong-stage',
      'wrong-role',
      'none-of',
      'unanswered',
      'bad-answer',
    ])
  })
})
