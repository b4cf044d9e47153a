import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { plan } from '../watch/given.test-data.ts'
import { answers, Case, files, PEOPLE, small } from './given.test-data.ts'

const protocol = small(`
stages: { open: Open, closed: { title: Closed, ends: yes } }
meetings:
  talk: { title: The talk, cites: [INV-03], by: the case's manager, needs: [worker], never: [The family] }
steps:
  open: { title: Open, cites: [INV-01], at: start, by: worker or core-group, to: open }
  report: { title: Write the report, cites: [INV-02], at: open, by: worker }
  file: { title: Put it on file, cites: [INV-02], at: open, by: worker }
  note: { title: Note, cites: [INV-02], at: any stage, by: worker }
  talk:
    title: Hold the talk
    cites: [INV-03]
    at: open
    by: manager
    asks:
      who: { title: Who was there?, type: attendance, from: talk }
      others: { title: Who else?, type: people, needed: no }
  carry-on: { title: Carry on, cites: [INV-04], at: open, by: the chair of the last meeting }
  close:
    title: Close
    cites: [INV-04]
    at: open
    by: manager
    needs: [{ on a plan: no }]
    to: closed
duties:
  file-it:
    title: Put it on file
    cites: [INV-02]
    owed by: the case's worker
    for each: report
    due: 5 working days after it
    met by: file
    outlasts the end: yes
  tell-of-it:
    title: Tell of the end
    cites: [INV-02]
    owed by: the case's worker
    for each: entering closed
    due: 5 working days after it
    met by: file
    outlasts the end: yes
  note-it:
    title: Note it
    cites: [INV-02]
    owed by: the case's worker
    for each: report
    due: 5 working days after it
    met by: note
  go-ahead:
    title: Carry on
    cites: [INV-04]
    owed by: the chair of the last meeting, else the case's worker
    for each: talk
    due: 5 working days after it
    met by: carry-on
    if overdue: tell the child's nurse
notices:
  opened: { title: It is open, cites: [INV-01], for each: open, to: [core-group], says: It is open. }
`)

const open = (own: ConstructorParameters<typeof Case>[1] = {}): Case =>
  new Case(protocol, own).on('2026-03-02 10:00').records('wyn', 'open')
const ended = (): Case => open().records('wyn', 'report').on('2026-03-03 10:00').records('mo', 'close')

describe('what outlasts the end', () => {
  it('stays owed, opens with the end, and all else lapses', () => {
    assert.deepEqual(ended().owed('file-it'), ['open 2026-03-09 by wyn'])
    assert.deepEqual(ended().owed('tell-of-it'), ['open 2026-03-10 by wyn'])
    assert.deepEqual(ended().owed('note-it'), ['lapsed pathway-ended 2026-03-09 by wyn'])
    assert.deepEqual(ended().owed('file-it', '2026-03-20'), ['overdue 2026-03-09 by wyn'])
  })

  it('can be met then, once, and nothing else is recorded', () => {
    const one = ended()
    assert.deepEqual(
      one.view().offers.map(({ step }) => step.id),
      ['file'],
    )
    assert.deepEqual(one.refusals('wyn', 'note'), ['ended'])
    one.records('wyn', 'file')
    assert.deepEqual(one.owed('file-it'), ['met 2026-03-09 by wyn'])
    assert.deepEqual(one.owed('tell-of-it'), ['met 2026-03-10 by wyn'])
    assert.deepEqual([one.stage(), one.refusals('wyn', 'file'), one.view().offers], ['closed', ['ended'], []])
  })
})

describe('whether the child is on a plan', () => {
  const onPlan = (until: string): Case => open({ facts: files(until, plan('2026-01-05')) })
  const confirms = (one: Case) =>
    one.view().obligations.flatMap((each) => (each.kind === 'confirm-plan' ? [[each.entry, each.on, each.files]] : []))

  it('keeps a step back where files tell of the day, and lets it through to be confirmed where none does', () => {
    assert.deepEqual(onPlan('2026-12-31').on('2026-03-03').refusals('mo', 'close'), ['on-plan'])
    const silent = onPlan('2026-03-01').on('2026-03-03').records('mo', 'close')
    assert.deepEqual(confirms(silent), [['e2', false, 'silent']])
    const [owed] = silent.view().obligations
    assert.deepEqual([owed?.owedBy, owed?.due], [['mo'], day('2026-03-03')])
    silent.facts = files('2026-12-31', plan('2026-01-05'))
    assert.deepEqual(confirms(silent), [['e2', false, 'contrary']])
    silent.facts = files('2026-12-31', plan('2026-01-05', '2026-03-02'))
    assert.deepEqual(confirms(silent), [])
  })
})

describe('the family in the core group', () => {
  const people = {
    ...PEOPLE,
    persons: [...PEOPLE.persons, { id: 'mam', agency: 'family', manager: null, family: true }],
    coreGroup: ['wyn', 'nan', 'mam'],
  }

  it('is not who a protocol means by it: told nothing, and records nothing as it', () => {
    const one = open({ people })
    assert.deepEqual(one.view().notices[0]?.to, ['wyn', 'nan'])
    const asked = new Case(protocol, { people }).refusals('mam', 'open', { role: 'core-group' })
    assert.deepEqual(asked, ['role-not-held', 'wrong-role'])
    assert.deepEqual(new Case(protocol, { people }).refusals('nan', 'open', { role: 'core-group' }), [])
  })

  it('has no part in a meeting to which it is never invited', () => {
    const one = open({ people })
    const there = { who: { worker: 'present' } }
    assert.deepEqual(one.refusals('mo', 'talk', answers(there)), [])
    assert.deepEqual(one.refusals('mo', 'talk', answers({ ...there, others: ['mam'] })), ['bad-answer'])
    const inPost = { who: { worker: { is: 'present', who: 'mam', instead: 'For Wyn.' } } }
    assert.deepEqual(one.refusals('mo', 'talk', answers(inPost)), ['bad-answer'])
  })
})

describe('somebody who has left', () => {
  it('is nobody as the chair of the last meeting, and the next in the list owes it', () => {
    const one = open().records('mo', 'talk', answers({ who: { worker: 'present' } }))
    assert.deepEqual(one.owed('go-ahead'), ['open 2026-03-09 by mo'])
    one.people = {
      ...PEOPLE,
      holdings: PEOPLE.holdings.map((each) => (each.person === 'mo' ? { ...each, until: day('2026-03-04') } : each)),
      own: PEOPLE.own.map((each) => (each.person === 'mo' ? { ...each, until: day('2026-03-04') } : each)),
    }
    assert.deepEqual(one.owed('go-ahead', '2026-03-03'), ['open 2026-03-09 by mo'])
    assert.deepEqual(one.owed('go-ahead', '2026-03-04'), ['open 2026-03-09 by wyn'])
  })

  it('is told of by default to whom the protocol names for all', () => {
    const one = open().records('mo', 'talk', answers({ who: { worker: 'present' } }))
    const owed = one.view().duties.find(({ duty }) => duty.id === 'go-ahead')
    assert.deepEqual(owed?.tell, ['dot'])
  })
})
