import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answers, AnswerValue } from './entry.ts'
import { answers, Case, small } from './given.test-data.ts'

const protocol = small(`
stages: { open: Open, shut: { title: Shut, ends: yes } }
meetings:
  panel: { title: Panel, cites: [INV-05], by: director, always: [director], needs: [manager], invites: [worker], considers: [nurse] }
steps:
  begin:
    title: Begin
    cites: [INV-01]
    at: start
    by: worker or nurse
    asks:
      kinds: { title: Which?, type: choices, options: { harm: Harm, other: Another }, cites: [INV-02] }
      other: { title: Which other?, type: words, shown: when kinds includes other }
      why-other: { title: Why?, type: words, shown: when kinds includes other, needed: no }
      contacted: { title: Whom?, type: contact, of: [nurse] }
    to: open
  stop: { title: Stop, cites: [INV-03], at: open, by: director, to: shut }
  judge:
    title: Judge
    cites: [INV-06]
    at: open
    by: worker or nurse
    asks:
      grounds: { title: On what grounds?, type: words, shown: when outcome is no-to-it }
      advice: { title: Which advice?, type: words, needed: when outcome is no-to-it }
      seen-by: { title: By whom?, type: people, from: judge, needed: no }
    to: { yes-to-it: open, no-to-it: open }
  tell-all:
    title: Tell all
    cites: [INV-04]
    at: any stage
    by: worker
    asks:
      yes-no: { title: A?, type: yes or no, needed: no }
      a-day: { title: A?, type: day, needed: no }
      a-moment: { title: A?, type: moment, needed: no }
      a-number: { title: A?, type: number, needed: no }
      a-choice: { title: A?, type: choice, options: { one: One, two: Two }, needed: no }
      a-person: { title: A?, type: person, needed: no }
      some-people: { title: A?, type: people, from: core-group, needed: no }
      some-agencies: { title: A?, type: agencies, needed: no }
      attendance: { title: A?, type: attendance, from: panel, needed: no }
      items:
        title: A?
        type: items
        needed: no
        parts:
          what: { title: What?, type: words }
          by-when: { title: When?, type: day }
`)

const begin = (person: string, own: Answers) => new Case(protocol).refusals(person, 'begin', answers(own))
const opened = (): Case => new Case(protocol).records('wyn', 'begin', answers({ kinds: ['harm'] }))
const takes = (question: string, value: unknown): boolean =>
  opened().refusals('wyn', 'tell-all', answers({ [question]: value as AnswerValue })).length === 0

describe('which questions are asked', () => {
  it('those of the role', () => {
    assert.deepEqual(begin('wyn', { kinds: ['harm'] }), [])
    assert.deepEqual(begin('nan', { kinds: ['harm'] }), ['unanswered'])
    assert.deepEqual(begin('nan', { kinds: ['harm'], contacted: { when: '2026-03-01', with: 'Wyn' } }), [])
    assert.deepEqual(begin('wyn', { kinds: ['harm'], contacted: { when: '2026-03-01', with: 'Wyn' } }), ['not-asked'])
  })

  it('those that an answer brings, needed unless it says otherwise', () => {
    assert.deepEqual(begin('wyn', { kinds: ['harm', 'other'] }), ['unanswered'])
    assert.deepEqual(begin('wyn', { kinds: ['harm', 'other'], other: 'Fire.' }), [])
    assert.deepEqual(begin('wyn', { kinds: ['harm'], other: 'Fire.' }), ['not-asked'])
  })

  it('nothing written and nothing chosen is no answer', () => {
    for (const kinds of [[], '', '  ', {}]) assert.deepEqual(begin('wyn', { kinds } as Answers), ['unanswered'])
  })

  it('those that the outcome brings', () => {
    const judged = (outcome: string, own: Answers) => opened().refusals('wyn', 'judge', { ...answers(own), outcome })
    assert.deepEqual(judged('yes-to-it', {}), [])
    assert.deepEqual(judged('yes-to-it', { grounds: 'It helps.' }), ['not-asked'])
    assert.deepEqual(judged('no-to-it', {}), ['unanswered', 'unanswered'])
    assert.deepEqual(judged('no-to-it', { advice: 'Wait.', grounds: 'Too soon.' }), [])
  })

  it('people chosen from those who recorded a step', () => {
    const judging = { ...answers({ 'seen-by': ['wyn'] }), outcome: 'yes-to-it' }
    assert.deepEqual(opened().refusals('nan', 'judge', judging), ['bad-answer'])
    const judged = opened().records('wyn', 'judge', { outcome: 'yes-to-it' })
    assert.deepEqual(judged.refusals('nan', 'judge', judging), [])
  })

  it('names the clause of the question, else of the step', () => {
    const decision = new Case(protocol).tries('nan', 'begin', answers({}))
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map(({ cites }) => cites),
      [['INV-02'], ['INV-01']],
    )
  })
})

describe('what is taken for an answer', () => {
  const good: readonly (readonly [string, unknown])[] = [
    ['yes-no', true],
    ['yes-no', 'no'],
    ['a-day', '2026-02-28'],
    ['a-moment', '2026-02-28T10:00:00+00:00'],
    ['a-number', 0],
    ['a-choice', 'two'],
    ['a-person', 'otto'],
    ['some-people', ['wyn', 'nan']],
    ['some-agencies', ['police']],
    ['attendance', { manager: 'present', worker: 'absent', nurse: 'not involved' }],
    ['attendance', { manager: { is: 'present', who: 'mo' } }],
    ['attendance', { director: 'absent' }],
    ['items', [{ what: 'Visit.', 'by-when': '2026-03-09' }]],
  ]
  for (const [question, value] of good)
    it(`${question}: ${JSON.stringify(value)}`, () => assert.ok(takes(question, value)))
})

describe('what is not', () => {
  const bad: readonly (readonly [string, unknown])[] = [
    ['yes-no', 'perhaps'],
    ['yes-no', 1],
    ['a-day', '2026-02-29'],
    ['a-day', 20260228],
    ['a-moment', '2026-02-28T10:00:00'],
    ['a-number', '3'],
    ['a-number', Number.POSITIVE_INFINITY],
    ['a-choice', 'three'],
    ['a-choice', 'constructor'],
    ['a-choice', ['one']],
    ['a-person', 'nobody'],
    ['a-person', ['otto']],
    ['some-people', ['wyn', 'wyn']],
    ['some-people', ['otto']],
    ['some-people', 'wyn'],
    ['some-agencies', ['fire-brigade']],
    ['attendance', ['manager']],
    ['attendance', { director: 'not involved' }],
    ['attendance', { clerk: 'present' }],
    ['attendance', { manager: 'late' }],
    ['attendance', { manager: { is: 'present', who: 'nobody' } }],
    ['items', [{ what: 'Visit.' }]],
    ['items', [{ what: 'Visit.', 'by-when': 'soon' }]],
    ['items', [{ what: 'Visit.', 'by-when': '2026-03-09', who: 'Wyn' }]],
    ['items', ['Visit.']],
    ['items', [null]],
    ['items', { what: 'Visit.' }],
    ['not-a-question', 'x'],
  ]
  for (const [question, value] of bad)
    it(`${question}: ${JSON.stringify(value)}`, () => assert.ok(!takes(question, value)))

  it('says in which item, and of which of its questions', () => {
    const decision = opened().tries(
      'wyn',
      'tell-all',
      answers({ items: [{ what: 'A.', 'by-when': '2026-03-09' }, { what: 'B.' }] }),
    )
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusals.map((each) => ('question' in each ? each.question : '')),
      ['items.2.by-when'],
    )
  })
})

describe('a contact', () => {
  const contact = (value: unknown): boolean =>
    begin('nan', { kinds: ['harm'], contacted: value as AnswerValue }).length === 0

  it('says when, and with whom or what was tried', () => {
    assert.ok(contact({ when: '2026-03-01', with: 'Wyn' }))
    assert.ok(contact({ when: '2026-03-01T10:00:00+00:00', tried: 'Rang twice.', reached: false }))
    assert.ok(!contact({ with: 'Wyn' }))
    assert.ok(!contact({ when: 'yesterday', with: 'Wyn' }))
    assert.ok(!contact({ when: '2026-03-01' }))
    assert.ok(!contact({ when: '2026-03-01', with: ' ' }))
    assert.ok(!contact({ when: '2026-03-01', with: 'Wyn', reached: 'perhaps' }))
    assert.ok(!contact('yesterday'))
  })
})
