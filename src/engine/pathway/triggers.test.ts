import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import { plan, protocol as shipped } from '../watch/given.test-data.ts'
import { at, Case, files, small } from './given.test-data.ts'
import { triggerEntry } from './triggers.ts'

const protocol = small(`
triggers:
  long-plan:
    title: 15 months on a plan
    cites: [INV-01]
    for each: protection plan
    met: { lasting for: 15 months }
    opens: asked
  very-long-plan:
    title: 2 years on a plan
    cites: [INV-02]
    for each: protection plan
    met: { lasting for: 2 years }
    suggests: Think again.
stages: { asked: Asked for, held: Held, shut: { title: Shut, ends: yes } }
steps:
  ask: { title: Ask, cites: [INV-01], at: start, by: worker, to: asked }
  hold: { title: Hold, cites: [INV-01], at: asked, by: the case's manager, to: held }
  stop: { title: Stop, cites: [INV-01], at: [asked, held], by: manager, to: shut }
  think:
    title: Think again
    cites: [INV-02]
    at: any stage
    by: worker
duties:
  hold-in-time:
    title: Hold it
    cites: [INV-01]
    owed by: the case's manager
    for each: long-plan
    due: 10 working days after the later of the trigger being met and the trigger being noticed
    met by: hold
    lapses: when the plan ends
  think-in-time:
    title: Think again
    cites: [INV-02]
    owed by: the case's worker
    for each: very-long-plan
    due: 1 month after it
    met by: think
`)

// 15 months after 5 December 2024 is 5 March 2026; 2 years after it, 5 December 2026.
const FACTS = files('2027-12-31', plan('2024-12-05'))
const unopened = (): Case => new Case(protocol, { facts: FACTS })

/** Opened by the trigger, when it was noticed. */
function byItself(noticed: string): Case {
  const one = unopened().on(noticed)
  const occasion = one.view().triggers[0]?.occasion
  const entry = occasion === undefined ? null : triggerEntry(occasion, { noticed: at(noticed), newId: 'e1' })
  if (entry === null) throw new Error('the trigger is not met')
  one.entries.push(entry)
  return one
}

const does = (one: Case, asOf: string | null = null) =>
  one.view(asOf).triggers.map(({ occasion, standing, does: what }) => `${occasion.trigger.id} ${standing} ${what}`)

describe('before anybody opened a pathway', () => {
  it('forecasts the trigger, and owes what it opens from the day on which files could tell of it', () => {
    assert.deepEqual(does(unopened(), '2026-03-04'), ['long-plan to-come opens', 'very-long-plan to-come suggests'])
    assert.deepEqual(unopened().owed('hold-in-time', '2026-03-04'), [])
    assert.deepEqual(unopened().owed('hold-in-time', '2026-03-05'), ['open 2026-03-19 by mo'])
    assert.deepEqual(unopened().owed('hold-in-time', '2026-03-12'), ['open 2026-03-19 by mo'])
  })

  it('is overdue where nobody acts, two years on as well, and is told of', () => {
    assert.deepEqual(unopened().owed('hold-in-time', '2026-03-20'), ['overdue 2026-03-19 by mo'])
    assert.deepEqual(unopened().owed('hold-in-time', '2027-12-10'), ['overdue 2026-03-19 by mo'])
    assert.deepEqual(unopened().view('2027-12-10').duties[0]?.tell, ['dot'])
  })

  it('counts from when the plan became known, and as noticed now where no file reaches the day', () => {
    const lately = unopened()
    lately.facts = { ...FACTS, facts: FACTS.facts.map((fact) => ({ ...fact, knownFrom: day('2026-03-09') })) }
    assert.deepEqual(lately.owed('hold-in-time', '2026-03-20'), ['open 2026-03-23 by mo'])
    lately.facts = files('2026-02-28', plan('2024-12-05'))
    assert.deepEqual(lately.owed('hold-in-time', '2026-03-12'), ['open 2026-03-26 by mo'])
  })

  it('is certain no longer than today where no file reaches it, since tomorrow it is noticed a day later', () => {
    const unreached = unopened()
    unreached.facts = files('2026-02-28', plan('2024-12-05'))
    assert.equal(unreached.view('2026-03-05').validUntil, at('2026-03-06 00:00'))
    assert.equal(unopened().view('2026-03-05').validUntil, at('2026-03-20 00:00'))
    assert.equal(unopened().view('2026-03-04').validUntil, at('2026-03-05 00:00'))
  })
})

describe('a start that nobody wrote down', () => {
  it('opens the pathway from the day on which files told of it, and says that nobody has recorded it', () => {
    assert.equal(unopened().stage('2026-03-04'), null)
    assert.equal(unopened().stage('2026-03-05'), 'asked')
    const [entry] = unopened().view('2026-03-20').entries
    assert.deepEqual([entry?.derived, entry?.to, entry?.entry.trigger?.met], [true, 'asked', '2026-03-05'])
    assert.deepEqual(does(unopened(), '2026-03-20'), ['long-plan met opened', 'very-long-plan to-come suggests'])
    assert.deepEqual(unopened().view('2026-03-20').notices, [])
  })

  it('lets those act whose step is next, and is handed back with what they record', () => {
    const one = unopened().on('2026-03-12')
    assert.ok(one.view().offers.some(({ step }) => step.id === 'hold'))
    const held = one.tries('mo', 'hold')
    assert.ok(held.ok)
    assert.deepEqual(
      held.starts.map(({ id, trigger, recorded }) => [id, trigger?.met, recorded === held.entry.recorded]),
      [['long-plan 2026-03-05', '2026-03-05', true]],
    )
    one.entries.push(...held.starts, held.entry)
    assert.equal(one.stage(), 'held')
    assert.deepEqual(one.owed('hold-in-time'), ['met 2026-03-19 by mo'])
    assert.ok(one.view().entries.every(({ derived }) => !derived))
  })

  it('is refused to whoever asks for what has started', () => {
    assert.deepEqual(unopened().on('2026-03-12').refusals('wyn', 'ask'), ['already-open'])
  })

  it('is none where the plan ended and nobody had acted, and one where somebody had', () => {
    const one = unopened()
    one.facts = files('2027-12-31', plan('2024-12-05', '2026-03-16'))
    assert.equal(one.stage('2026-03-15'), 'asked')
    assert.equal(one.stage('2026-03-20'), null)
    one.on('2026-03-20').holds('2026-03-12', 'mo', 'hold')
    assert.equal(one.stage(), 'held')
  })

  it('is told of in one place, where an entry says another day than the files', () => {
    const one = byItself('2026-03-09 09:00')
    const [entry] = one.entries
    assert.ok(entry !== undefined)
    one.entries[0] = { ...entry, trigger: { id: 'long-plan', met: '2026-01-01' } }
    assert.deepEqual(does(one), ['long-plan met opened', 'very-long-plan to-come suggests'])
    assert.deepEqual(
      one.view().entries.map(({ metByFiles }) => metByFiles),
      [day('2026-03-05')],
    )
    assert.deepEqual(one.owed('hold-in-time'), ['open 2026-03-23 by mo'])
  })
})

describe('a child whose pathway has ended', () => {
  const shut = (): Case => unopened().on('2026-02-02').records('wyn', 'ask').on('2026-02-03').records('mo', 'stop')

  it('is owed what a trigger met after the end owes, at the end of the old run and as the start of the next', () => {
    assert.deepEqual(shut().owed('hold-in-time', '2026-03-20'), ['overdue 2026-03-19 by mo'])
    assert.deepEqual(does(shut(), '2026-03-20'), ['long-plan met opens', 'very-long-plan to-come suggests'])
    const next = unopened().on('2026-03-20')
    next.earlierRuns = [{ opened: at('2026-02-02'), ended: at('2026-02-03') }]
    assert.equal(next.stage(), 'asked')
  })

  it('has what was met before the end dealt with there', () => {
    const next = unopened().on('2026-04-20')
    next.earlierRuns = [{ opened: at('2026-02-02'), ended: at('2026-04-03') }]
    assert.equal(next.stage(), null)
    assert.deepEqual(does(next), ['long-plan met noted', 'very-long-plan to-come suggests'])
    assert.deepEqual([next.owed('hold-in-time'), next.view().obligations], [[], []])
  })
})

describe('a pathway that opens by itself', () => {
  it('opens where the trigger says, recorded by nobody but the program', () => {
    const one = byItself('2026-03-09 09:00')
    assert.equal(one.stage(), 'asked')
    assert.deepEqual(
      [one.entries[0]?.by, one.entries[0]?.trigger],
      ['sightline', { id: 'long-plan', met: '2026-03-05' }],
    )
    assert.deepEqual(does(one), ['long-plan met opened', 'very-long-plan to-come suggests'])
  })

  it('owes from the day it was noticed, and stays with it', () => {
    assert.deepEqual(byItself('2026-03-09 09:00').owed('hold-in-time'), ['open 2026-03-23 by mo'])
    assert.deepEqual(byItself('2026-03-09 09:00').owed('hold-in-time', '2026-03-24'), ['overdue 2026-03-23 by mo'])
  })

  it('makes no entry before the trigger is surely met, nor of one that opens nothing', () => {
    const [long, very] = unopened()
      .view('2026-03-05')
      .triggers.map(({ occasion }) => occasion)
    assert.ok(long !== undefined && very !== undefined)
    const recording = (noticed: string) => ({ noticed: at(noticed), newId: 'e1' })
    assert.equal(triggerEntry(long, recording('2026-03-04 23:59')), null)
    assert.equal(triggerEntry(long, recording('2026-03-05 00:00'))?.happened, at('2026-03-05 00:00'))
    assert.equal(triggerEntry(very, recording('2026-12-31')), null)
    assert.equal(triggerEntry({ ...long, certain: null }, recording('2026-03-05')), null)
  })

  it('is never corrected, only closed', () => {
    const one = byItself('2026-03-09 09:00')
    assert.deepEqual(one.refusals('mo', null, { supersedes: 'e1', because: 'Not so.' }), ['wrong-role'])
    assert.equal(one.records('mo', 'stop').stage(), 'shut')
  })

  it('stays, and owes that somebody confirms or closes it, where the files take the trigger back', () => {
    const one = byItself('2026-03-09 09:00')
    one.facts = files('2027-12-31', plan('2025-12-05'))
    assert.equal(one.stage(), 'asked')
    assert.deepEqual(one.view().obligations, [
      { kind: 'confirm-or-close', entry: 'e1', trigger: 'long-plan', owedBy: ['dot'], due: null },
    ])
    assert.deepEqual(one.records('mo', 'stop').view().obligations, [])
  })

  it('ends what it owes when the plan ends', () => {
    const one = byItself('2026-03-09 09:00')
    one.facts = files('2027-12-31', plan('2024-12-05', '2026-03-16'))
    assert.deepEqual(one.owed('hold-in-time', '2026-03-15'), ['open 2026-03-23 by mo'])
    assert.deepEqual(one.owed('hold-in-time', '2026-03-16'), ['lapsed plan-ended 2026-03-23 by mo'])
  })
})

describe('a trigger that is met in a pathway that is open already', () => {
  const asked = (): Case => unopened().on('2026-02-02').records('wyn', 'ask')

  it('is noted, and opens nothing', () => {
    assert.deepEqual(does(asked(), '2026-03-10'), ['long-plan met noted', 'very-long-plan to-come suggests'])
    assert.deepEqual(asked().owed('hold-in-time', '2026-03-10'), [])
  })

  it('is told of and left out where it was recorded all the same', () => {
    const one = byItself('2026-03-09 09:00')
    one.holds('2026-03-02', 'wyn', 'ask', { id: 'e0' }).holds('2026-03-05', 'mo', 'hold')
    assert.equal(one.stage(), 'held')
    assert.deepEqual(
      one.view().entries.map(({ entry, ignored }) => [entry.id, ignored]),
      [
        ['e0', null],
        ['e3', null],
        ['e1', 'already-open'],
      ],
    )
  })

  it('owes what it suggests all the same, from its day', () => {
    assert.deepEqual(asked().owed('think-in-time', '2026-12-04'), [])
    assert.deepEqual(asked().owed('think-in-time', '2026-12-05'), ['open 2027-01-05 by wyn'])
    assert.deepEqual(asked().on('2026-12-20').records('wyn', 'think').owed('think-in-time'), ['met 2027-01-05 by wyn'])
  })

  it('lapses with the trigger, where that is over', () => {
    const one = asked()
    one.facts = files('2027-12-31', plan('2024-12-05', '2026-12-10'))
    assert.deepEqual(one.owed('think-in-time', '2026-12-20'), ['lapsed no-longer-met 2027-01-05 by wyn'])
  })
})

describe('the shipped protocol of Cwm Taf', () => {
  it('meets its trigger on the day that a scan of the files gives', () => {
    const one = new Case(shipped('challenging-cases'), { facts: FACTS })
    const [view] = one.view('2026-03-01').triggers
    assert.equal(
      view?.occasion.certain === null || view === undefined ? null : formatDay(view.occasion.certain),
      '2026-03-05',
    )
    assert.equal(view?.does, 'opens')
  })
})
