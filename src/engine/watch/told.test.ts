import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, day, formatDay } from '../calendar/day.ts'
import type { FactKind } from '../facts/fact.ts'
import { spellsOf } from './day-set.ts'
import { census, dataset, enquiry, given, legalStatus, placement, plan, referral, review } from './given.test-data.ts'
import { childhoodEnd, notCovered, othersOf, type Told, tell } from './told.ts'

// A history as it stood on a day, and above all on the very day of which somebody asks.

const WHOLE = dataset('2026-06-30')

type Child = Parameters<typeof given>[1]

function toldOf(child: Child, asOf: string, source = WHOLE): Told {
  return tell(given(source, child).history(0), day(asOf))
}

/** The facts of a kind, from their first day to the day that ended them. */
function stood(told: Told, kind: FactKind): readonly string[] {
  return told
    .facts(kind)
    .map(({ from, until }) => `${formatDay(from)} ${until === null ? '' : formatDay(until)}`.trim())
}

describe('a fact', () => {
  const facts = [referral('2026-03-02', '2026-03-20')]

  it('is told from its first day on, and not the day before', () => {
    assert.deepEqual(stood(toldOf({ facts }, '2026-03-01'), 'referral'), [])
    assert.deepEqual(stood(toldOf({ facts }, '2026-03-02'), 'referral'), ['2026-03-02'])
  })

  it('goes on until the day that ended it, and has ended on that day', () => {
    assert.deepEqual(stood(toldOf({ facts }, '2026-03-19'), 'referral'), ['2026-03-02'])
    assert.deepEqual(stood(toldOf({ facts }, '2026-03-20'), 'referral'), ['2026-03-02 2026-03-20'])
  })

  it('is told of its own kind only, in the order of the days', () => {
    const told = toldOf(
      { facts: [referral('2026-03-02'), enquiry('2026-03-03', null), referral('2026-01-05')] },
      '2026-06-30',
    )
    assert.deepEqual(stood(told, 'referral'), ['2026-01-05', '2026-03-02'])
    assert.deepEqual(stood(told, 'enquiry'), ['2026-03-03'])
    assert.deepEqual(stood(told, 'placement'), [])
  })
})

describe('a death', () => {
  const facts = [referral('2026-03-02'), enquiry('2026-03-20', null), plan('2026-02-02', '2026-03-10')]
  const asOf = (on: string): Told => toldOf({ died: '2026-03-20', facts }, on)

  it('ends everything on its day, and nothing on the day before', () => {
    assert.deepEqual(stood(asOf('2026-03-19'), 'referral'), ['2026-03-02'])
    assert.deepEqual(stood(asOf('2026-03-20'), 'referral'), ['2026-03-02 2026-03-20'])
    assert.deepEqual(stood(asOf('2026-06-30'), 'referral'), ['2026-03-02 2026-03-20'])
  })

  it('leaves what had ended before as it was, and lets nothing begin', () => {
    assert.deepEqual(stood(asOf('2026-06-30'), 'protection-plan'), ['2026-02-02 2026-03-10'])
    assert.deepEqual(stood(asOf('2026-06-30'), 'enquiry'), [])
  })

  it('is the end of the childhood from its day on', () => {
    assert.equal(childhoodEnd(asOf('2026-03-19')), null)
    assert.deepEqual(childhoodEnd(asOf('2026-03-20')), { by: 'death', on: day('2026-03-20') })
  })
})

describe('the eighteenth birthday', () => {
  const facts = [
    plan('2026-01-05'),
    placement('U4', '2026-01-06'),
    legalStatus('C2', '2026-01-07'),
    referral('2026-01-08'),
    placement('U4', '2026-03-20'),
  ]
  const asOf = (on: string, died?: string): Told =>
    toldOf({ born: '2008-03-20', ...(died === undefined ? {} : { died }), facts }, on)

  it('ends from its day on what only children have, and nothing else', () => {
    const before = asOf('2026-03-19')
    assert.deepEqual(stood(before, 'protection-plan'), ['2026-01-05'])
    assert.equal(childhoodEnd(before), null)
    const on = asOf('2026-03-20')
    assert.deepEqual(stood(on, 'protection-plan'), ['2026-01-05 2026-03-20'])
    assert.deepEqual(stood(on, 'placement'), ['2026-01-06 2026-03-20'])
    assert.deepEqual(stood(on, 'legal-status'), ['2026-01-07 2026-03-20'])
    assert.deepEqual(stood(on, 'referral'), ['2026-01-08'])
    assert.deepEqual(childhoodEnd(on), { by: 'age', on: day('2026-03-20') })
  })

  it('ends them at a death that came before, and stands where the death came after', () => {
    assert.deepEqual(stood(asOf('2026-06-30', '2026-03-01'), 'protection-plan'), ['2026-01-05 2026-03-01'])
    const later = asOf('2026-06-30', '2026-04-01')
    assert.deepEqual(stood(later, 'protection-plan'), ['2026-01-05 2026-03-20'])
    assert.deepEqual(stood(later, 'referral'), ['2026-01-08 2026-04-01'])
    assert.deepEqual(childhoodEnd(later), { by: 'death', on: day('2026-04-01') })
  })

  it('is known of nobody whose birth is not', () => {
    assert.equal(childhoodEnd(toldOf({ facts: [] }, '2026-06-30')), null)
  })
})

describe('plans', () => {
  const asOf = (on: string, ...facts: Child['facts']): Told => toldOf({ facts }, on)

  it('that touch or overlap are one, to the later of their ends, under the later category', () => {
    const touching = [
      plan('2025-01-06', '2025-06-02', { key: 'A' }),
      plan('2025-06-02', '2025-09-01', { key: 'B', latestCategory: 'EMO' }),
    ]
    const told = asOf('2026-06-30', ...touching)
    assert.deepEqual(stood(told, 'protection-plan'), ['2025-01-06 2025-09-01'])
    const [joined] = told.facts('protection-plan')
    assert.deepEqual([joined?.key, joined?.initialCategory, joined?.latestCategory], ['', 'NEG', 'EMO'])
    const within = [plan('2025-01-06', '2025-12-01'), plan('2025-06-02', '2025-09-01')]
    assert.deepEqual(stood(asOf('2026-06-30', ...within), 'protection-plan'), ['2025-01-06 2025-12-01'])
    const going = [plan('2025-01-06'), plan('2025-06-02', '2025-09-01')]
    assert.deepEqual(stood(asOf('2026-06-30', ...going), 'protection-plan'), ['2025-01-06'])
    const goingOn = [plan('2025-01-06', '2025-06-02'), plan('2025-06-02')]
    assert.deepEqual(stood(asOf('2026-06-30', ...goingOn), 'protection-plan'), ['2025-01-06'])
  })

  it('with a day between them are two, and the first keeps its name', () => {
    const told = asOf(
      '2026-06-30',
      plan('2025-01-06', '2025-06-01', { key: 'A' }),
      plan('2025-06-02', null, { key: 'B' }),
    )
    assert.deepEqual(stood(told, 'protection-plan'), ['2025-01-06 2025-06-01', '2025-06-02'])
    assert.deepEqual(
      told.facts('protection-plan').map(({ key }) => key),
      ['A', 'B'],
    )
  })

  it('that ended on their first day are none, and join no others', () => {
    const told = asOf(
      '2026-06-30',
      plan('2025-01-06', '2025-06-01'),
      plan('2025-06-01', '2025-06-01'),
      plan('2025-06-02'),
    )
    assert.deepEqual(stood(told, 'protection-plan'), ['2025-01-06 2025-06-01', '2025-06-02'])
  })
})

describe('what no source tells', () => {
  const year = census('2026-03-31')
  const told = toldOf({ facts: [review('2025-06-02')] }, '2026-06-30', year)

  it('is all days before the year that a census covers, and none after it', () => {
    const [silent, ...more] = spellsOf(told.untold('review'))
    assert.deepEqual(more, [])
    assert.equal(silent?.until, day('2025-04-01'))
    assert.ok((silent?.from ?? 0) < day('1990-01-01'))
    assert.equal(told.untold('review'), told.untold('review'), 'it is worked out once')
  })

  it('is every day of a kind that no source holds, and no day of one that a source holds from the beginning', () => {
    assert.equal(spellsOf(told.untold('placement')).length, 1)
    assert.deepEqual(notCovered('placement', told.untold('placement'), told), { kind: 'no-source', facts: 'placement' })
    assert.deepEqual(toldOf({ facts: [] }, '2026-06-30').untold('placement'), [])
  })

  it('is named by its first days', () => {
    const gap = notCovered('review', [day('2025-01-01'), day('2025-04-01')], told)
    assert.deepEqual(gap, { kind: 'not-covered', facts: 'review', from: day('2025-01-01'), until: day('2025-04-01') })
  })

  it('lies between two sources that do not meet, and does not where one begins the day after the other ends', () => {
    const twice = (from: string): Told => {
      const coverage = [
        { kind: 'review' as const, from: null, until: day('2025-03-31') },
        { kind: 'review' as const, from: day(from), until: day('2026-03-31') },
      ]
      return toldOf({ facts: [] }, '2026-06-30', { ...year, coverage })
    }
    assert.deepEqual(twice('2025-04-01').untold('review'), [])
    assert.deepEqual(twice('2025-04-02').untold('review'), [day('2025-04-01'), day('2025-04-02')])
  })

  it('reaches from the first to the last day that a source covers', () => {
    const reaches = (on: string, kind: FactKind = 'review'): boolean => told.reaches(kind, day(on))
    assert.deepEqual(
      [reaches('2025-03-31'), reaches('2025-04-01'), reaches('2026-03-31'), reaches('2026-04-01')],
      [false, true, true, false],
    )
    assert.equal(reaches('2025-06-02', 'placement'), false)
    assert.equal(toldOf({ facts: [] }, '2026-06-30').reaches('placement', addDays(day('1990-01-01'), 1)), true)
  })
})

describe('the other children of a family', () => {
  it('are all but the child, as they stood on the day, and none are told where no family is', () => {
    const cohort = given(
      WHOLE,
      { family: 'F1', facts: [referral('2026-01-05')] },
      { family: 'F1', facts: [referral('2026-02-02'), referral('2026-05-05')] },
      { family: 'F2', facts: [] },
      { facts: [] },
    )
    const others = othersOf(cohort, 0, day('2026-03-31'))
    assert.deepEqual(
      others?.map((each) => stood(each, 'referral')),
      [['2026-02-02']],
    )
    assert.deepEqual(othersOf(cohort, 2, day('2026-03-31')), [])
    assert.equal(othersOf(cohort, 3, day('2026-03-31')), null)
  })
})
