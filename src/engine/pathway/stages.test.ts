import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answers, at, Case, small } from './given.test-data.ts'
import { standsAt } from './stands.ts'

const protocol = small(`
stages:
  asked: Asked for
  planned: Plan running
  closed: { title: Closed, ends: yes }
steps:
  ask:
    title: Ask
    cites: [INV-01]
    at: start
    by: worker or nurse
    to: asked
  decide:
    title: Decide
    cites: [INV-02]
    at: asked
    by: the case's manager
    asks:
      reasons: { title: Why?, type: words }
    otherwise: The case's own manager decides.
    to: { agreed: planned, refused: closed }
  note:
    title: Note
    cites: [INV-03]
    at: any stage
    by: worker
    asks: { noted: { title: What?, type: words, needed: no } }
  close:
    title: Close
    cites: [INV-04]
    at: planned
    by: manager
    to: closed
duties:
  decide-in-time:
    title: Decide
    cites: [INV-02]
    owed by: the case's manager
    for each: ask
    due: 5 working days after it
    met by: decide
`)

const WHY = answers({ reasons: 'Because.' })
const asked = (): Case => new Case(protocol).on('2026-03-02 10:00').records('wyn', 'ask')
const planned = (): Case =>
  asked()
    .on('2026-03-05 10:00')
    .records('mo', 'decide', { ...WHY, outcome: 'agreed' })

describe('what is recorded after the end', () => {
  it('does not count, and is told of; corrected away, the end was none', () => {
    const one = asked().holds('2026-03-05 10:00', 'mo', 'decide', { ...WHY, outcome: 'refused' })
    one.holds('2026-03-06 10:00', 'wyn', 'ask').holds('2026-03-07 10:00', 'mo', 'decide', { ...WHY, outcome: 'agreed' })
    assert.equal(one.stage('2026-03-08'), 'closed')
    assert.deepEqual(
      one.view('2026-03-08').entries.map(({ ignored }) => ignored),
      [null, null, 'ended', 'ended'],
    )
    assert.deepEqual(one.on('2026-03-08').refusals('wyn', 'ask'), ['ended'])
    assert.equal(standsAt(protocol, one.entries, { asOf: one.now, knownAt: one.now })?.id, 'closed')
    one.records('mo', null, { supersedes: 'e2', because: 'Never decided.' })
    assert.equal(one.stage(), 'planned')
  })

  it('is no earlier step to anything: a backdated one looks only at what came before it', () => {
    const one = planned().on('2026-03-06 10:00').records('mo', 'close')
    one.holds('2026-03-09 10:00', 'wyn', 'note')
    assert.deepEqual(one.view('2026-03-10').duties.length, 1)
    assert.deepEqual(one.view('2026-03-10').entries.at(-1)?.ignored, 'ended')
  })
})

describe('where a pathway stands', () => {
  it('stands nowhere before it is opened', () => {
    const { stage, since, entries } = new Case(protocol).view()
    assert.deepEqual([stage, since, entries], [null, null, []])
  })

  it('stands where its last step led, since that happened', () => {
    const view = planned().on('2026-03-20').view()
    assert.equal(view.stage?.id, 'planned')
    assert.equal(view.since, at('2026-03-05 10:00'))
    assert.deepEqual(
      view.entries.map(({ entry, from, to }) => [entry.step, from, to]),
      [
        ['ask', null, 'asked'],
        ['decide', 'asked', 'planned'],
      ],
    )
  })

  it('is moved by nothing that leads nowhere', () => {
    const noted = planned().records('wyn', 'note')
    assert.equal(noted.stage(), 'planned')
    assert.equal(noted.view().since, at('2026-03-05 10:00'))
  })

  it('folds as things happened, whenever they were recorded', () => {
    const late = new Case(protocol)
      .holds('2026-03-05 10:00', 'mo', 'decide', { ...WHY, outcome: 'agreed' })
      .holds('2026-03-02 10:00', 'wyn', 'ask', { recorded: '2026-03-06 10:00' })
    assert.equal(late.stage('2026-03-07'), 'planned')
  })

  it('folds what happened at one moment as it was recorded, and then as it is listed', () => {
    const at_ = '2026-03-05 10:00'
    const both = (first: string, second: string, ids = ['e9', 'e10']): Case =>
      asked()
        .holds(at_, 'mo', 'decide', { ...WHY, outcome: 'agreed', recorded: first, id: ids[0] ?? '' })
        .holds(at_, 'wyn', 'ask', { recorded: second, id: ids[1] ?? '' })
    assert.equal(both('2026-03-05 10:00', '2026-03-05 10:01').stage('2026-03-06'), 'asked')
    assert.equal(both('2026-03-05 10:01', '2026-03-05 10:00').stage('2026-03-06'), 'planned')
    assert.equal(both('2026-03-05 10:00', '2026-03-05 10:00').stage('2026-03-06'), 'asked')
    assert.equal(both('2026-03-05 10:00', '2026-03-05 10:00', ['z', 'a']).stage('2026-03-06'), 'asked')
  })

  it('takes what is offered at the moment of the last entry, the tenth as well', () => {
    const many = asked()
    for (let i = 0; i < 7; i++) many.on(`2026-03-03 1${i}:00`).records('wyn', 'note')
    many.on('2026-03-05 10:00').records('mo', 'decide', { ...WHY, outcome: 'agreed' })
    assert.equal(many.entries.at(-1)?.id, 'e9')
    assert.ok(many.view().offers.some(({ step }) => step.id === 'close'))
    assert.deepEqual(many.refusals('mo', 'close'), [])
    assert.equal(many.records('mo', 'close').stage(), 'closed')
  })
})

describe('asked as of a day, and as it was known on another', () => {
  const late = (): Case =>
    asked().holds('2026-03-03', 'mo', 'decide', { ...WHY, outcome: 'agreed', recorded: '2026-03-10' })

  it('leaves out what happened later', () => {
    assert.equal(late().stage('2026-03-02 18:00', '2026-03-20'), 'asked')
    assert.equal(late().stage('2026-03-04', '2026-03-20'), 'planned')
  })

  it('leaves out what was recorded later', () => {
    assert.equal(late().stage('2026-03-04', '2026-03-09'), 'asked')
  })

  it('tells an evening from its morning', () => {
    assert.equal(asked().stage('2026-03-02 09:59'), null)
    assert.equal(asked().stage('2026-03-02 10:00'), 'asked')
  })

  it('is certain until the next thing that is known to lie ahead', () => {
    const ahead = asked().holds('2026-03-04 09:00', 'wyn', 'note', { recorded: '2026-03-02' })
    assert.equal(ahead.view('2026-03-03').validUntil, at('2026-03-04 09:00'))
  })

  it('is certain until the day after the next due day, where nothing else lies ahead', () => {
    assert.equal(asked().view('2026-03-03').validUntil, at('2026-03-10 00:00'))
    assert.equal(asked().view('2026-03-10').validUntil, null)
  })
})

describe('a correction', () => {
  const corrected = (): Case =>
    planned()
      .on('2026-03-12 10:00')
      .records('mo', 'decide', {
        ...WHY,
        outcome: 'refused',
        happened: at('2026-03-05 10:00'),
        supersedes: 'e2',
        because: 'The wrong box.',
      })

  it('takes the place of what it corrects, from when it was recorded', () => {
    assert.equal(corrected().stage('2026-03-12 11:00'), 'closed')
    assert.equal(corrected().stage('2026-03-06', '2026-03-12 11:00'), 'closed')
    assert.equal(corrected().stage('2026-03-06', '2026-03-12 09:59'), 'planned')
  })

  it('stands in the place of what it corrects among all that happened at that moment', () => {
    const decided = { ...WHY, outcome: 'agreed' }
    const both = planned().records('mo', 'close').on('2026-03-12')
    const typo = { ...decided, happened: at('2026-03-05 10:00'), supersedes: 'e2', because: 'A slip of the pen.' }
    assert.deepEqual(both.refusals('mo', 'decide', typo), [])
    assert.equal(both.records('mo', 'decide', typo).stage(), 'closed')
    const again = { ...typo, supersedes: 'e4', because: 'Another.' }
    assert.equal(both.records('mo', 'decide', again).stage(), 'closed')
    assert.deepEqual(
      both.view().entries.map(({ entry }) => entry.id),
      ['e1', 'e2', 'e4', 'e5', 'e3'],
    )
  })

  it('is told of beside what it corrected', () => {
    const { entries } = corrected().view()
    assert.deepEqual(
      entries.map(({ entry, supersededBy, to }) => [entry.id, supersededBy, to]),
      [
        ['e1', null, 'asked'],
        ['e2', 'e3', null],
        ['e3', null, 'closed'],
      ],
    )
  })

  it('keeps the identity of what hangs on the entry', () => {
    const before = asked().view()
    const after = asked()
      .on('2026-03-03')
      .records('wyn', 'ask', { happened: at('2026-03-01'), supersedes: 'e1', because: 'It was Sunday.' })
    assert.deepEqual(after.owed('decide-in-time'), ['open 2026-03-06 by mo'])
    assert.equal(after.view().duties[0]?.id, before.duties[0]?.id)
  })

  it('may put nothing in its place', () => {
    const back = planned().records('mo', null, { supersedes: 'e2', because: 'Another child.' })
    assert.equal(back.stage(), 'asked')
    assert.deepEqual(back.owed('decide-in-time'), ['open 2026-03-09 by mo'])
  })

  it('is itself corrected, and what it took away does not come back', () => {
    const twice = corrected().records('mo', null, { supersedes: 'e3', because: 'Another child.' })
    assert.equal(twice.stage(), 'asked')
  })

  it('says why', () => {
    assert.deepEqual(planned().refusals('mo', null, { supersedes: 'e2' }), ['no-reason'])
    assert.deepEqual(planned().refusals('mo', null, { supersedes: 'e2', because: ' ' }), ['no-reason'])
  })

  it('needs something to correct, once', () => {
    const because = 'A mistake.'
    assert.deepEqual(planned().refusals('mo', null, { supersedes: 'e9', because }), ['nothing-to-supersede'])
    assert.deepEqual(corrected().refusals('mo', null, { supersedes: 'e2', because }), ['nothing-to-supersede'])
  })

  it('is made by whoever recorded it or might have', () => {
    const noted = planned().records('wyn', 'note')
    const take = { supersedes: 'e3', because: 'A mistake.' }
    assert.deepEqual(noted.refusals('wyn', null, take), [])
    assert.deepEqual(noted.refusals('wes', null, take), [])
    assert.deepEqual(noted.refusals('mo', null, take), ['wrong-role'])
    assert.deepEqual(noted.refusals('mel', null, { ...take, supersedes: 'e2' }), ['not-the-own'])
  })

  it('needs the role, also of whoever recorded it', () => {
    const take = { supersedes: 'e2', because: 'A mistake.', role: 'director' }
    assert.deepEqual(planned().refusals('mo', null, take), ['role-not-held'])
  })

  it('cannot put one step in the place of another that the person might not take', () => {
    const noted = { supersedes: 'e2', because: 'A note will do.' }
    assert.ok(planned().refusals('wyn', 'note', noted).includes('wrong-role'))
  })
})

describe('what was backdated or corrected, where later entries rest on it', () => {
  it('is refused, and the later entry is named with its reason', () => {
    const decision = planned().tries('wyn', null, { supersedes: 'e1', because: 'Never asked.' })
    assert.ok(!decision.ok)
    const [refusal] = decision.refusals
    assert.ok(refusal?.kind === 'later-would-not-stand')
    assert.equal(refusal.entry, 'e2')
    assert.deepEqual(
      refusal.refusals.map(({ kind }) => kind),
      ['not-open'],
    )
  })

  it('is refused where it would move the stage under a later one', () => {
    const sooner = { ...WHY, outcome: 'refused', happened: at('2026-03-04') }
    assert.deepEqual(planned().refusals('mo', 'decide', sooner), ['later-would-not-stand'])
  })

  it('stands where all that came later stands still', () => {
    const noted = planned().records('wyn', 'note', { happened: at('2026-03-03') })
    assert.equal(noted.stage(), 'planned')
  })

  it('is not held against an entry that never stood', () => {
    const odd = planned().holds('2026-03-06', 'wyn', 'close').on('2026-03-20')
    assert.deepEqual(odd.refusals('wyn', 'note', { happened: at('2026-03-03') }), [])
  })

  it('sees entries that lie ahead of now as later ones', () => {
    const ahead = asked().holds('2026-04-01', 'mo', 'decide', { ...WHY, outcome: 'agreed', recorded: '2026-03-02' })
    assert.deepEqual(ahead.on('2026-03-03').refusals('wyn', null, { supersedes: 'e1', because: 'No.' }), [
      'later-would-not-stand',
    ])
  })
})

describe('what happened ahead of now', () => {
  it('is refused', () => {
    assert.deepEqual(asked().refusals('wyn', 'note', { happened: at('2026-03-02 10:01') }), ['in-the-future'])
    assert.deepEqual(asked().refusals('wyn', 'note', { happened: Number.NaN as ReturnType<typeof at> }), ['no-moment'])
  })
})
