import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plan } from '../watch/given.test-data.ts'
import { answers, at, Case, duty, files, opened, running, small } from './given.test-data.ts'

// Every pathway here was opened on Monday 2 March 2026 at 10:00, and stands at "first", unless it says otherwise.

const LOOK = `
  look: { title: Look, cites: [INV-02], at: any stage, by: worker or manager }`
const each = (one: Case, id: string): readonly string[] =>
  one
    .view()
    .duties.filter((owed) => owed.duty.id === id)
    .map(({ of, standing }) => `${of} ${standing.kind}`)

describe('a record about one thing', () => {
  const protocol = running(
    `
  write-it-down:
    title: Write it down
    cites: [INV-02]
    owed by: worker
    for each: look
    due: 5 days after it
    met by: do
  send-it:
    title: Send it
    cites: [INV-02]
    owed by: worker
    for each: look
    due: 5 days after it
    met by: do`,
    LOOK,
  )
  const twice = (): Case => opened(protocol).records('wyn', 'look').records('wyn', 'look')

  it('answers every duty that is owed for the same thing, and none for another', () => {
    const done = twice().records('wyn', 'do', { about: 'send-it:e3' })
    assert.deepEqual(each(done, 'send-it'), ['e2 open', 'e3 met'])
    assert.deepEqual(each(done, 'write-it-down'), ['e2 open', 'e3 met'])
  })

  it('answers nothing anew where what it names was met', () => {
    const done = twice().records('wyn', 'do', { about: 'send-it:e3' })
    done.holds('2026-03-02 11:00', 'wyn', 'do', { about: 'send-it:e3' })
    assert.deepEqual(each(done.on('2026-03-03'), 'send-it'), ['e2 open', 'e3 met'])
  })
})

describe('what is owed from the second on', () => {
  const protocol = running(
    duty(`
    for each: look from the second
    due: 5 days after it`),
    LOOK,
    `
notices:
  once-more: { title: Again, cites: [INV-02], for each: look from the second, to: [director], says: Again. }
`,
  )

  it('is not owed, nor told, for the first record of a step', () => {
    const once = opened(protocol).records('wyn', 'look')
    assert.deepEqual(each(once, 'it-is-done'), [])
    assert.deepEqual(once.view().notices, [])
  })

  it('is owed and told for each one after it', () => {
    const thrice = opened(protocol).records('wyn', 'look').records('wyn', 'look').records('wyn', 'look')
    assert.deepEqual(each(thrice, 'it-is-done'), ['e3 open', 'e4 open'])
    assert.equal(thrice.view().notices.length, 2)
  })
})

describe('what is owed once', () => {
  for (const whom of ['child', 'family']) {
    it(`for the ${whom}, is owed as the first of its stages is entered, and anew as it is entered again`, () => {
      const protocol = running(
        duty(`
    for each: ${whom}
    while: first
    due: 5 days after it`),
      )
      const one = opened(protocol)
      assert.deepEqual(one.owed('it-is-done'), ['open 2026-03-07 by wyn'])
      const back = one.on('2026-03-03').records('wyn', 'go-on').on('2026-03-04').records('wyn', 'go-back')
      assert.deepEqual(back.owed('it-is-done'), ['lapsed left-stage 2026-03-07 by wyn', 'open 2026-03-09 by wyn'])
    })
  }
})

describe('the raiser', () => {
  it('is whoever opened the pathway, though something was recorded before', () => {
    const protocol = running(`
  answer-the-raiser:
    title: Answer
    cites: [INV-02]
    owed by: the raiser
    for each: go-on
    due: 5 days after it
    met by: do`)
    const early = new Case(protocol).on('2026-03-05')
    early.holds('2026-03-01', 'mo', 'do').holds('2026-03-02', 'wyn', 'open').holds('2026-03-03', 'wes', 'go-on')
    assert.deepEqual(early.owed('answer-the-raiser'), ['open 2026-03-08 by wyn'])
  })
})

describe('until when a view holds', () => {
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
stages: { asked: Asked for, shut: { title: Shut, ends: yes } }
steps:
  ask: { title: Ask, cites: [INV-01], at: start, by: worker, to: asked }
  stop: { title: Stop, cites: [INV-01], at: asked, by: manager, to: shut }
  think: { title: Think again, cites: [INV-02], at: any stage, by: worker }
duties:
  ask-in-time:
    title: Ask
    cites: [INV-01]
    owed by: the case's manager
    for each: long-plan
    due: 10 working days after the trigger being noticed
    met by: stop
  think-in-time:
    title: Think again
    cites: [INV-02]
    owed by: the case's worker
    for each: very-long-plan
    due: 1 month after it
    met by: think
`)

  it('is the end of today while anything rests on a trigger that nobody has noticed', () => {
    const one = new Case(protocol, { facts: files('2025-03-02', plan('2024-03-02')) }).on('2026-03-10')
    assert.deepEqual(one.owed('think-in-time'), ['open 2026-04-02 by wyn'])
    assert.deepEqual(one.owed('ask-in-time'), ['open 2026-03-24 by mo'])
    assert.equal(one.view().validUntil, at('2026-03-11 00:00'))
  })

  it('is not the end of today once somebody has opened the pathway', () => {
    const one = new Case(protocol, { facts: files('2027-12-31', plan('2024-03-02')) }).on('2024-03-10')
    assert.equal(one.records('wyn', 'ask').on('2026-03-10').view().validUntil, at('2026-04-03 00:00'))
  })

  it('is the end of the due day that comes first, by the hour where it runs by the hour', () => {
    const one = opened(
      running(
        duty(`
    for each: entering first
    due: 30 hours after it`),
      ),
    )
    assert.equal(one.view().validUntil, at('2026-03-03 16:00') + 1)
    const day = opened(
      running(
        duty(`
    for each: entering first
    due: 2 days after it`),
      ),
    )
    assert.equal(day.view().validUntil, at('2026-03-05 00:00'))
  })

  it('is the day on which somebody takes up a role, or lays it down', () => {
    const protocol = running(
      duty(`
    for each: entering first
    due: 30 days after it`),
    )
    const one = opened(protocol)
    const [first, ...others] = one.people.own
    assert.ok(first !== undefined)
    one.people = {
      ...one.people,
      own: [{ ...first, until: files('2026-12-31', plan('2026-03-20')).facts[0]?.from ?? null }, ...others],
    }
    assert.equal(one.view().validUntil, at('2026-03-20 00:00'))
    assert.deepEqual(one.owed('it-is-done', '2026-03-19'), ['open 2026-04-01 by wyn'])
    assert.deepEqual(one.owed('it-is-done', '2026-03-20'), ['open 2026-04-01 by nobody'])
  })
})

describe('who was at a meeting', () => {
  const protocol = (wanted: string) =>
    running(
      '  none-such: { title: None, cites: [INV-02], owed by: worker, for each: meet, due: 5 days after it, met by: check }',
      `
  meet:
    title: Meet
    cites: [INV-02]
    at: any stage
    by: director
    asks: { there: { title: Who?, type: attendance, from: panel }, helper: { title: Who helps?, type: person, needed: no } }
  check: { title: Check, cites: [INV-02], at: any stage, by: ${wanted} }`,
      `
meetings:
  panel: { title: Panel, cites: [INV-05], by: director, needs: [nurse], considers: [officer, lead] }
`,
    )
  const may = (there: Readonly<Record<string, unknown>>, who: string, wanted = 'anyone independent of the case') => {
    const met = opened(protocol(wanted))
      .on('2026-03-03')
      .records('dot', 'meet', answers({ there, helper: 'wes' } as never))
    return met.refusals(who, 'check').length === 0
  }
  const absent = {
    nurse: 'present',
    officer: { is: 'absent', because: 'Ill.' },
    lead: { is: 'absent', because: 'Ill.' },
  }

  it('is tied to the case: whoever recorded it, whoever it names, and the only holder of a post that was there', () => {
    assert.equal(may({ ...absent, officer: 'present' }, 'otto'), false)
    assert.equal(may(absent, 'otto'), true)
    assert.equal(may({ ...absent, lead: { is: 'present', who: 'lea' } }, 'lea'), false)
    assert.equal(may(absent, 'lea'), true)
    assert.equal(may(absent, 'dot'), false)
    assert.equal(may(absent, 'wes'), false)
  })

  it('may be named in it, and then records what those chosen there record', () => {
    assert.equal(may(absent, 'wes', 'those chosen in meet'), true)
    assert.equal(may(absent, 'otto', 'those chosen in meet'), false)
  })
})
