import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import type { History } from '../facts/fact.ts'
import type { LifeEventKind, RecordedLifeEvent } from '../facts/life-event.ts'
import { dataset, given, placement, plan, referral } from '../watch/given.test-data.ts'
import { tell } from '../watch/told.ts'
import { at, Case, files, small } from './given.test-data.ts'
import { lifeEventsOf } from './life-events.ts'

const SMALL = small(`
stages: { open: Open, over: { title: Over, ends: yes } }
steps:
  raise: { title: Raise, cites: [INV-01], at: start, by: worker, to: open }
  visit: { title: Visit, cites: [INV-01], at: any stage, by: worker }
  settle: { title: Settle, cites: [INV-01], at: any stage, by: manager }
  close: { title: Close, cites: [INV-01], at: open, by: manager, to: over }
duties:
  visit-them: { title: V, cites: [INV-01], owed by: worker, for each: entering open, due: 1 month after it, met by: visit }
  settle-it: { title: S, cites: [INV-01], owed by: manager, for each: life event, due: 5 working days after it, met by: settle }
life events:
  transfer in: { cites: [INV-01], nothing changes: It goes on. }
  transfer out: { cites: [INV-01], owes: [settle-it] }
  plan ended: { cites: [INV-01], owes: [settle-it] }
  turned 18: { cites: [INV-01], owes: [settle-it] }
  death: { cites: [INV-01], owes: [settle-it], ends: [visit-them] }
  case closed: { cites: [INV-01], owes: [settle-it] }
  became looked after: { cites: [INV-01], owes: [settle-it] }
  no longer looked after: { cites: [INV-01], owes: [settle-it] }
`)

function lived(kind: LifeEventKind, on: string, recorded = `${on} 10:00`): RecordedLifeEvent {
  return { id: `${kind} ${on}`, kind, on: day(on), recorded: at(recorded), takenBack: null }
}

function withEvents(facts: History, ...lifeEvents: readonly RecordedLifeEvent[]): History {
  return { ...facts, lifeEvents }
}

function told(history: History, on = '2026-06-30'): readonly string[] {
  return lifeEventsOf(tell(history, day(on))).map(({ kind, on: happened }) => `${kind} ${formatDay(happened)}`)
}

describe('what has changed in a life', () => {
  test('files tell of plans, placements and cases that end', () => {
    const facts = [
      plan('2025-01-06', '2026-01-12'),
      placement('U1', '2025-06-02', '2025-09-01'),
      placement('U1', '2025-09-01', '2026-02-02'),
      referral('2024-12-02', '2026-03-02'),
    ]
    assert.deepEqual(told(files('2026-06-30', ...facts)), [
      'became looked after 2025-06-02',
      'plan ended 2026-01-12',
      'no longer looked after 2026-02-02',
      'case closed 2026-03-02',
    ])
  })

  test('what ends with a childhood is told once', () => {
    const died = given(dataset('2026-06-30'), { died: '2026-02-03', facts: [plan('2025-01-06')] }).history(0)
    assert.deepEqual(told(died), ['death 2026-02-03'])
    const grown = given(dataset('2026-06-30'), { born: '2008-02-03', facts: [plan('2025-01-06')] }).history(0)
    assert.deepEqual(told(grown), ['turned 18 2026-02-03'])
    const recorded = withEvents(files('2026-06-30', plan('2025-01-06')), lived('turned 18', '2026-02-03'))
    assert.deepEqual(told(recorded), ['turned 18 2026-02-03'])
  })

  test('a person may tell it before a file does, and it stays one', () => {
    const ended = lived('plan ended', '2026-03-02')
    const before = withEvents(files('2026-02-28', plan('2025-01-06')), ended)
    const after = withEvents(files('2026-06-30', plan('2025-01-06', '2026-03-04')), ended)
    const [first, second] = [before, after].map((each) => lifeEventsOf(tell(each, day('2026-06-30'))))
    assert.equal(first?.length, 1)
    assert.deepEqual(
      second?.map(({ of, at: when }) => [of, when]),
      first?.map(({ of, at: when }) => [of, when]),
    )
  })

  test('no file need tell of it at all', () => {
    assert.deepEqual(told(withEvents(files('2026-06-30'), lived('transfer in', '2026-03-02'))), [
      'transfer in 2026-03-02',
    ])
  })
})

describe('what follows in a pathway', () => {
  const opened = (...events: readonly RecordedLifeEvent[]): Case => {
    const told = new Case(SMALL, { facts: withEvents(files('2026-02-28', plan('2025-01-06')), ...events) })
    return told.on('2026-03-02 09:00').records('wyn', 'raise')
  }
  const owed = (of: Case, on: string): readonly string[] =>
    of
      .view(on)
      .duties.map(({ duty, standing }) => `${duty.id} ${standing.kind === 'lapsed' ? standing.why : standing.kind}`)

  test('a death ends what it is said to end, and asks for what is owed', () => {
    const child = opened(lived('death', '2026-03-04', '2026-03-05 12:00'))
    assert.deepEqual(owed(child, '2026-03-05 11:59'), ['visit-them open'])
    assert.deepEqual(owed(child, '2026-03-05 12:00'), ['visit-them life-event', 'settle-it open'])
    const due = child.view('2026-03-05 12:00').duties.find(({ duty }) => duty.id === 'settle-it')?.due
    assert.ok(due !== undefined && 'day' in due)
    // Counted from the day on which it became known.
    assert.equal(formatDay(due.day), '2026-03-12')
  })

  test('what was before the pathway asks nothing of it, unless it became known in it', () => {
    assert.deepEqual(owed(opened(lived('transfer out', '2026-03-01')), '2026-03-06 09:00'), ['visit-them open'])
    const later = opened(lived('transfer out', '2026-03-01', '2026-03-03 09:00'))
    assert.deepEqual(owed(later, '2026-03-06 09:00'), ['visit-them open', 'settle-it open'])
  })

  test('what was recorded by mistake is as if it had not been, and was known until then', () => {
    const wrong = { ...lived('death', '2026-03-04'), takenBack: at('2026-03-06 09:00') }
    const child = opened(wrong)
    assert.deepEqual(owed(child, '2026-03-05 09:00'), ['visit-them life-event', 'settle-it open'])
    assert.deepEqual(owed(child, '2026-03-06 09:00'), ['visit-them open'])
    assert.equal(child.view('2026-03-06 09:00').childhoodEnd, null)
  })

  test('a pathway that has ended is left alone', () => {
    const child = opened(lived('transfer out', '2026-03-10'))
    child.on('2026-03-09 09:00').records('mo', 'close')
    assert.deepEqual(owed(child, '2026-03-11 09:00'), ['visit-them pathway-ended'])
  })
})
