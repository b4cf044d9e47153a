import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import type { History } from '../../engine/facts/fact.ts'
import type { PathwayDuty } from '../../engine/pathway/view.ts'
import { shownOf } from '../pathway/given.test-data.ts'
import { proposeOfChild, tellProposals, writeProposals } from './proposals.ts'

const TODAY = day('2026-05-20')
const DATED = { key: '', origin: { source: 0, file: 0, line: 1 }, knownFrom: day('2026-05-01'), knownUntil: null }
const PLAN = { statedPrevious: null, statedMayCountThis: false, conference: '' }

const facts: History = {
  child: shownOf('cases-of-most-concern', TODAY).history.facts.child,
  coverage: [],
  facts: [
    {
      ...DATED,
      ...PLAN,
      kind: 'protection-plan',
      from: day('2020-01-06'),
      until: day('2020-09-07'),
      initialCategory: 'NEG',
      latestCategory: 'NEG',
    },
    { ...DATED, kind: 'child-in-need-plan', from: day('2021-02-01'), until: day('2021-08-02') },
    {
      ...DATED,
      ...PLAN,
      kind: 'protection-plan',
      from: day('2025-08-04'),
      until: null,
      initialCategory: 'NEG',
      latestCategory: 'EMO',
    },
    { ...DATED, kind: 'review', from: day('2025-11-03'), until: day('2025-11-03'), plan: '', due: null },
    { ...DATED, kind: 'referral', from: day('2026-06-01'), until: null, need: 'N1', noFurtherAction: false },
  ],
}
const child = { name: 'Ada Invented', identifier: 'X-1' }
const from = { child, facts, view: { duties: [] }, today: TODAY }

describe('what the record proposes', () => {
  it('tells the plan that runs and those before it, with their length and where they were read', () => {
    assert.equal(
      writeProposals([proposeOfChild('the current plan', from), proposeOfChild('earlier plans', from)]),
      [
        'Protection plan begun 4 August 2025, for neglect, later emotional abuse (289 days).',
        '[From the files of the case system, written 1 May 2026]',
        '',
        'Protection plan begun 6 January 2020, ended 7 September 2020, for neglect (245 days).',
        '[From the files of the case system, written 1 May 2026]',
      ].join('\n'),
    )
    const need = proposeOfChild('earlier child in need plans', from)
    assert.deepEqual(need.lines, ['Child in need plan begun 1 February 2021, ended 2 August 2021 (182 days).'])
  })

  it('tells each review that is owed, done or late, and those that files tell of where none is owed', () => {
    const some = shownOf('challenging-cases', TODAY).view.duties.find(({ due }) => 'day' in due)
    assert.deepEqual(proposeOfChild('reviews of the current plan', from).lines, [
      'Review conference held 3 November 2025.',
    ])
    if (some === undefined) return assert.fail()
    const review = { ...some, duty: { ...some.duty, metBy: { kind: 'fact', fact: 'review conference' } } } as const
    const due = (on: string, standing: PathwayDuty['standing']): PathwayDuty => {
      return 'day' in review.due ? { ...review, due: { ...review.due, day: day(on) }, standing } : assert.fail()
    }
    const duties = [due('2025-11-04', { kind: 'overdue' }), due('2026-05-04', { kind: 'open' })]
    assert.deepEqual(proposeOfChild('reviews of the current plan', { ...from, view: { duties } }).lines, [
      'Review due by 4 November 2025: not held.',
      'Review due by 4 May 2026: not yet.',
    ])
  })

  it('tells who the child is as whole answers, and nothing of what no record tells', () => {
    const told = (what: 'the name' | 'the identifier' | 'the birth' | 'the legal status') => proposeOfChild(what, known)
    const status = { ...DATED, kind: 'legal-status', from: day('2026-02-02'), until: null, code: 'C1' } as const
    const born = { ...facts.child, born: day('2012-02-29') }
    const known = { ...from, facts: { ...facts, child: born, facts: [...facts.facts, status] } }
    assert.equal(told('the name').answer, 'Ada Invented')
    assert.equal(told('the identifier').answer, 'X-1')
    assert.deepEqual(told('the birth'), {
      lines: ['29 February 2012'],
      none: 'The record does not tell it.',
      source: 'the files of the case system, written 1 May 2026',
      answer: '2012-02-29',
    })
    assert.match(told('the legal status').answer ?? '', /care order/i)
    const nobody = { ...from, child: { name: null, identifier: null } }
    assert.equal(tellProposals([proposeOfChild('the name', nobody)]), 'The record does not tell it.')
    assert.equal(proposeOfChild('the legal status', from).answer, undefined)
  })

  it('says that no file tells of it, and nothing of what is to come', () => {
    const told = proposeOfChild('referrals and assessments', from)
    assert.equal(writeProposals([told]), '')
    assert.equal(tellProposals([told]), 'No file tells of a referral, an assessment or an enquiry.')
  })
})
