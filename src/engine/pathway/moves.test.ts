// A pathway that is moved to another version of its protocol while it runs.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Protocol } from '../protocol/protocol.ts'
import { answers, at, Case, calendar, small } from './given.test-data.ts'
import { standsAt } from './stands.ts'

const BEFORE = small(`
stages:
  asked: Asked for
  planned: Plan running
  closed: { title: Closed, ends: yes }
steps:
  ask: { title: Ask, cites: [INV-01], at: start, by: worker, to: asked }
  talk: { title: Talk, cites: [INV-02], at: asked, by: worker, asks: { heard: { title: What was said?, type: words } } }
  decide: { title: Decide, cites: [INV-03], at: asked, by: manager, to: { agreed: planned, refused: closed } }
  close: { title: Close, cites: [INV-04], at: [asked, planned], by: manager, to: closed }
duties:
  talk-in-time: { title: Talk, cites: [INV-02], owed by: worker, for each: entering asked, due: 5 working days after it, met by: talk }
  decide-in-time: { title: Decide, cites: [INV-03], owed by: manager, for each: entering asked, due: 10 working days after it, met by: decide }
  write: { title: Write to them, cites: [INV-05], owed by: worker, while: asked, due: 1 week after entering asked, met by: talk }
`)

/** The second version: stages and steps bear other names, one duty ends, one is new, and days are shorter. */
function second(moves: string, more = ''): Protocol {
  return small(
    `
stages:
  raised: Raised
  planned: Plan running
  closed: { title: Closed, ends: yes }
steps:
  ask: { title: Ask, cites: [INV-01], at: start, by: worker, to: raised }
  listen: { title: Listen, cites: [INV-02], at: raised, by: worker, asks: { told: { title: What was said?, type: words } } }
  decide:
    title: Decide
    cites: [INV-03]
    at: raised
    by: manager
    needs: [{ earlier: listen }]
    to: { agreed: planned, refused: closed }
  close: { title: Close, cites: [INV-04], at: [raised, planned], by: manager, to: closed }
duties:
  listen-in-time: { title: Listen, cites: [INV-02], owed by: worker, for each: entering raised, due: 2 working days after it, met by: listen }
  decide-in-time: { title: Decide, cites: [INV-03], owed by: "the case's manager", for each: entering raised, due: 3 working days after it, met by: decide }
  tell-family: { title: Tell the family, cites: [INV-06], owed by: worker, for each: entering raised, due: 5 working days after it, met by: listen }
${more}
moves from:
  '1': ${moves}
`,
    '2',
  )
}

const MAP = `
    stages: { asked: raised }
    steps: { talk: listen }
    questions: { heard: told }
    duties:
      talk-in-time: listen-in-time
      write: { ends: Nobody writes any more. }
`

const AFTER = second(MAP)

/** Asked for on Monday 2 March 2026, and looked at on the Wednesday. */
function asked(after: Protocol = AFTER): Case {
  const found = new Case(BEFORE).on('2026-03-02 10:00').records('wyn', 'ask').on('2026-03-04 12:00')
  found.versions = new Map([['two', { protocol: after, calendar }]])
  return found
}

const TO = { to: 'two' }

function refusals(found: Case, what: Parameters<Case['triesMove']>[0] = TO): readonly unknown[] {
  const decision = found.triesMove(what)
  return decision.ok ? [] : decision.refusals.map((each) => ('name' in each ? `${each.what} ${each.name}` : each.kind))
}

describe('a pathway that is moved to another version', () => {
  it('goes on at the stage that the version names, without entering it anew', () => {
    const found = asked().moves(TO)
    const view = found.view()
    assert.deepEqual([view.stage?.id, view.since, view.version], ['raised', at('2026-03-02 10:00'), 'two'])
    assert.equal(
      standsAt(BEFORE, found.entries, { asOf: found.now, knownAt: found.now }, found.history.versions)?.id,
      'raised',
    )
    assert.deepEqual(
      view.entries.map(({ under, from, to }) => [under, from, to]),
      [
        [null, null, 'asked'],
        ['two', null, null],
      ],
    )
  })

  it('keeps the days that were promised, ends what the version ends, and counts what is new from the move', () => {
    const found = asked().moves(TO)
    assert.deepEqual(found.owed('listen-in-time'), ['open 2026-03-09 by wyn and wes'])
    assert.deepEqual(found.owed('decide-in-time'), ['open 2026-03-16 by mo'])
    assert.deepEqual(found.owed('write'), ['lapsed moved 2026-03-09 by wyn and wes'])
    assert.deepEqual(found.owed('tell-family'), ['open 2026-03-11 by wyn and wes'])
    const carried = found.view().duties.find(({ duty }) => duty.id === 'listen-in-time')
    assert.deepEqual([carried?.id, carried?.carried?.as.title], ['talk-in-time:e1', 'Talk'])
  })

  it('reckons a day anew only where the version says so', () => {
    const anew = second(MAP.replace('talk-in-time: listen-in-time', 'talk-in-time: { to: listen-in-time, due: anew }'))
    assert.deepEqual(asked(anew).moves(TO).owed('listen-in-time'), ['open 2026-03-04 by wyn and wes'])
  })

  it('is on every day before the move as it was, and as it was known', () => {
    const found = asked()
    const before = found.view()
    const day = found.now
    found.on('2026-03-05 09:00').moves(TO)
    assert.deepEqual(found.view('2026-03-04 12:00'), before)
    const known = found.view('2026-03-05 10:00', '2026-03-04 12:00')
    assert.deepEqual([known.stage?.id, known.version, day], ['asked', null, at('2026-03-04 12:00')])
    assert.equal(found.view('2026-03-04 12:00', '2026-03-05 10:00').version, null)
  })

  it('is met by the steps of the new version, which find what was recorded before under its new name', () => {
    const found = asked()
      .records('wyn', 'talk', answers({ heard: 'Invented words' }))
      .moves(TO)
    assert.deepEqual(found.owed('talk-in-time'), ['met 2026-03-09 by wyn and wes'])
    assert.deepEqual(found.owed('listen-in-time'), [])
    assert.deepEqual(found.refusals('mo', 'decide', { outcome: 'agreed' }), [])
    const late = asked().moves(TO)
    assert.deepEqual(late.refusals('mo', 'decide', { outcome: 'agreed' }), ['needs-earlier'])
    late.on('2026-03-12 09:00').records('wyn', 'listen', answers({ told: 'Invented words' }))
    assert.deepEqual(late.owed('listen-in-time'), ['late 2026-03-09 by wyn and wes'])
    assert.equal(late.records('mo', 'decide', { outcome: 'agreed' }).stage(), 'planned')
  })

  it('reads what happened before the move by the version of then, late or corrected', () => {
    const found = asked()
      .records('wyn', 'talk', answers({ heard: 'Invented words' }))
      .on('2026-03-05 09:00')
      .moves(TO)
    found.on('2026-03-06 09:00')
    const correction = { happened: at('2026-03-04 12:00'), supersedes: 'e2', because: 'A slip.' }
    assert.deepEqual(found.refusals('wyn', 'talk', { ...correction, ...answers({ heard: 'Other words' }) }), [])
    assert.deepEqual(found.refusals('wyn', 'listen', { ...correction, ...answers({ told: 'Other words' }) }), [
      'not-in-version',
    ])
    assert.deepEqual(found.refusals('wyn', 'talk', answers({ heard: 'Too late' })), ['not-in-version'])
    found.records('wyn', 'talk', { happened: at('2026-03-04 13:00'), ...answers({ heard: 'Recorded late' }) })
    assert.deepEqual(
      found.view().entries.map(({ entry, under, ignored }) => [entry.id, under, ignored]),
      [
        ['e1', null, null],
        ['e2', null, null],
        ['e4', null, null],
        ['e3', 'two', null],
      ],
    )
  })

  it('refuses what would leave the move without a place for something', () => {
    const found = asked().moves(TO).on('2026-03-05 09:00')
    const decision = found.tries('mo', 'decide', { happened: at('2026-03-03 12:00'), outcome: 'refused' })
    assert.deepEqual(decision.ok ? [] : decision.refusals.map(({ kind }) => kind), ['later-would-not-stand'])
  })

  it('names everything that has no place in the version, and the version that says nothing', () => {
    assert.deepEqual(refusals(asked(second('{}'))), ['stage asked', 'duty talk-in-time', 'duty write'])
    assert.deepEqual(refusals(asked(second('{ stages: { asked: raised } }'))), ['duty talk-in-time', 'duty write'])
    assert.deepEqual(refusals(asked({ ...AFTER, movesFrom: [] })), ['move-unsaid'])
    assert.deepEqual(refusals(asked().moves(TO)), ['moved-already'])
    const reused = second(MAP, '').steps.map((step) => ({
      ...step,
      asks: step.asks.map((question) => ({ ...question, id: 'heard', type: 'day' as const })),
    }))
    assert.deepEqual(refusals(asked({ ...AFTER, steps: reused })), ['question-reused'])
    const closed = asked().records('mo', 'close')
    assert.deepEqual(refusals(closed), ['ended'])
  })

  it('asks nothing of what is not live', () => {
    const after = asked(second('{ stages: { asked: raised }, duties: { write: { ends: Over. } } }'))
    after.records('wyn', 'talk', answers({ heard: 'Invented words' }))
    assert.deepEqual(refusals(after), [])
  })

  it('is taken back whole, by whoever may move it, unless something rests on it', () => {
    const found = asked()
    const before = found.view('2026-03-06 09:00')
    found.moves(TO).on('2026-03-06 09:00')
    assert.deepEqual(found.refusals('wyn', null, { supersedes: 'e2', because: 'A slip.' }), ['wrong-role'])
    const back = { back: 'e2' }
    found.moves(back)
    const { entries: _entries, validUntil: _until, ...after } = found.view()
    const { entries: _before, validUntil: _then, ...then } = before
    assert.deepEqual(after, then)
    const rested = asked()
      .moves(TO)
      .records('wyn', 'listen', answers({ told: 'Invented words' }))
      .on('2026-03-06 09:00')
    assert.deepEqual(refusals(rested, back), ['later-would-not-stand'])
  })

  it('is moved again from there', () => {
    const third: Protocol = { ...BEFORE, version: '3', movesFrom: [] }
    const found = asked().moves(TO)
    const says = { version: '2', steps: new Map([['listen', 'talk']]), questions: new Map([['told', 'heard']]) }
    const stages = new Map([['raised', 'asked']])
    const duties = new Map([
      ['listen-in-time', { kind: 'to', duty: 'talk-in-time', anew: false }],
      ['tell-family', { kind: 'ends', because: 'Nobody tells them.' }],
    ] as const)
    const movesFrom = [{ ...says, stages, duties }]
    found.versions = new Map([
      ['two', { protocol: AFTER, calendar }],
      ['three', { protocol: { ...third, movesFrom }, calendar }],
    ])
    found.on('2026-03-05 09:00').moves({ to: 'three' })
    assert.deepEqual([found.stage(), found.view().version], ['asked', 'three'])
    assert.deepEqual(found.owed('talk-in-time'), ['open 2026-03-09 by wyn and wes'])
    assert.deepEqual(found.owed('write'), ['lapsed moved 2026-03-09 by wyn and wes'])
    assert.equal(found.stage('2026-03-04 18:00'), 'raised')
  })
})
