import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { at, Case, small } from '../../engine/pathway/given.test-data.ts'
import type { View } from '../../engine/pathway/view.ts'
import { drawLevels, levelRows, sayUnanswered, tellLevels } from './draw-levels.ts'
import { type LevelLine, levelsIn, sayFromTo } from './levels.ts'
import { sayYear } from './year.ts'

const HELPED = small(`
stages: { open: Open, winding-up: Winding up, over: { title: Over, ends: yes } }
forms:
  the-child-now:
    how-high:
      title: How high?
      type: choice
      needed: no
      options: { low: Low, high: { title: High, means: Harm happens. }, not-known: Not known }
    own-words: { title: What is life like?, type: words, needed: no }
steps:
  raise: { title: Raise, cites: [INV-01], at: start, by: worker, to: open }
  join: { title: Join, cites: [INV-01], at: open, by: worker }
  decide:
    title: Decide
    cites: [INV-01]
    at: open
    by: manager
    to: { goes-on: { title: It goes on, to: open }, done: { title: It is done, to: over } }
  leave: { title: Leave, cites: [INV-01], at: open, by: manager, to: winding-up }
  close: { title: Close, cites: [INV-01], at: winding-up, by: manager, to: over }
levels:
  risk: { title: Level of risk, cites: [INV-01], scale: [low, high], told by: [how-high] }
did it help:
  cites: [INV-01]
  asks: the-child-now
  level: risk
  day to day: own-words
  at entry: [raise, join]
  at review: [decide]
  at exit: [decide, leave]
  not asked: { close: It was just told. }
`)
const TODAY = day('2026-06-30')

function begun(level?: string, words?: string): Case {
  return new Case(HELPED).holds('2026-03-02', 'wyn', 'raise', { answers: answers(level, words) })
}

function answers(level?: string, words?: string) {
  return {
    ...(level === undefined ? {} : { 'how-high': level }),
    ...(words === undefined ? {} : { 'own-words': words }),
  }
}

function lineOf(view: View): LevelLine {
  return levelsIn(HELPED, view)[0] ?? assert.fail('there is no line')
}

/** "entry high: in words", by point. */
function told(view: View): readonly string[] {
  return lineOf(view).points.map(
    ({ when, level, life }) => `${when} ${level?.says ?? '-'}${life === null ? '' : `: ${life}`}`,
  )
}

describe('whether it helped', () => {
  it('is one line from entry over each review to the exit, with what life is like', () => {
    const run = begun('high', 'On a sofa.')
      .holds('2026-04-01', 'mo', 'decide', { outcome: 'goes-on', answers: answers('not-known', 'Own bed.') })
      .holds('2026-05-04', 'mo', 'decide', { outcome: 'done', answers: answers('low') })
    const view = run.view('2026-06-30')
    assert.deepEqual(told(view), ['entry High: On a sofa.', 'review Not known: Own bed.', 'exit Low'])
    const line = lineOf(view)
    assert.equal(
      tellLevels(line),
      'Level of risk over time. At entry, 2 March 2026: High. At a review, 1 April 2026: Not known. At exit, 4 May 2026: Low.',
    )
    assert.deepEqual(
      levelRows(line, TODAY).map(({ long }) => long),
      ['30 days', '33 days', ''],
    )
    assert.equal(sayFromTo(line), 'Low; at entry High')
    assert.deepEqual(line.scale, [
      { title: 'Low', means: null },
      { title: 'High', means: 'Harm happens.' },
    ])
    assert.match(drawLevels(line, 300, TODAY), />No level<.*>4 May 2026</s)
  })

  it('says what nobody answered, and draws nothing of it', () => {
    const run = begun().holds('2026-04-01', 'mo', 'decide', { outcome: 'goes-on' })
    const line = lineOf(run.view('2026-04-02'))
    assert.deepEqual(line.points, [])
    assert.equal(sayFromTo(line), '')
    assert.equal(
      sayUnanswered(line),
      'Asked, and not answered: at entry, 2 March 2026 (Raise); at a review, 1 April 2026 (Decide).',
    )
  })

  it('takes as entry the first of the beginning that answers, and never a review', () => {
    const late = begun().holds('2026-03-09', 'wyn', 'join', { answers: answers('high') })
    assert.deepEqual(told(late.view('2026-04-02')), ['entry High'])
    const review = begun().holds('2026-04-01', 'mo', 'decide', { outcome: 'goes-on', answers: answers('high') })
    assert.deepEqual(told(review.view('2026-04-02')), ['review High'])
    review.holds('2026-05-01', 'mo', 'decide', { outcome: 'goes-on', answers: answers('low') })
    assert.equal(sayFromTo(lineOf(review.view('2026-05-02'))), 'Low; first High')
  })

  it('takes as entry the first level of the beginning too, where only words were told before', () => {
    const run = begun(undefined, 'On a sofa.')
      .holds('2026-03-09', 'wyn', 'join', { answers: answers('high') })
      .holds('2026-03-10', 'wyn', 'join', { answers: answers('low') })
    assert.deepEqual(told(run.view('2026-04-02')), ['entry -: On a sofa.', 'entry High', 'review Low'])
    assert.equal(sayFromTo(lineOf(run.view('2026-04-02'))), 'Low; at entry High')
  })

  it('takes as exit what led to the end, and not the review before it', () => {
    const run = begun('high')
      .holds('2026-04-01', 'mo', 'decide', { outcome: 'goes-on', answers: answers('low') })
      .holds('2026-05-04', 'mo', 'leave')
    assert.deepEqual(told(run.view('2026-05-05')), ['entry High', 'review Low'])
    run.holds('2026-06-01', 'mo', 'close')
    const line = lineOf(run.view('2026-06-30'))
    assert.equal(sayUnanswered(line), 'Asked, and not answered: at exit, 4 May 2026 (Leave).')
    assert.deepEqual(
      levelRows(line, TODAY).map(({ long }) => long),
      ['30 days', '61 days'],
    )
  })

  it('keeps words without a level, and blank words are none', () => {
    const run = begun('high').holds('2026-03-09', 'wyn', 'join', { answers: answers(undefined, 'Sleeps well.') })
    assert.deepEqual(told(run.view('2026-04-02')), ['entry High', 'review -: Sleeps well.'])
    assert.deepEqual(told(begun('high', ' ').view('2026-04-02')), ['entry High'])
    assert.doesNotMatch(drawLevels(lineOf(run.view('2026-04-02')), 560, TODAY), /No level/)
  })

  it('follows corrections and what was taken back, and a past day is as it was known then', () => {
    const run = begun('high', 'On a sofa.')
      .holds('2026-04-01', 'mo', 'decide', { outcome: 'goes-on', answers: answers('low') })
      .holds('2026-04-01', 'mo', 'decide', {
        recorded: '2026-04-08',
        outcome: 'goes-on',
        supersedes: 'e2',
        because: 'It was misread.',
        answers: answers('high'),
      })
    assert.deepEqual(told(run.view('2026-04-10')), ['entry High: On a sofa.', 'review High'])
    assert.deepEqual(told(run.view('2026-04-10', '2026-04-02')), ['entry High: On a sofa.', 'review Low'])
    run.holds('2026-04-01', 'mo', null, { recorded: '2026-04-20', supersedes: 'e3', because: 'Of another child.' })
    assert.deepEqual(told(run.view('2026-04-30')), ['entry High: On a sofa.'])
  })

  it('counts in the year those told at entry apart from those told later', () => {
    const cases = [
      begun('high'),
      begun().holds('2026-04-01', 'mo', 'decide', { outcome: 'goes-on', answers: answers('low') }),
    ]
    const said = sayYear(
      cases.map((run) => ({ protocol: HELPED, view: run.view('2026-06-30') })),
      { from: day('2026-01-01'), until: TODAY },
    )
    assert.deepEqual(said.slice(-3), [
      'Level of risk at entry: High fewer than five.',
      'Level of risk at the latest review: Low fewer than five.',
      'Level of risk at exit: none told.',
    ])
    assert.equal(at('2026-03-02'), cases[0]?.entries[0]?.happened)
  })
})
