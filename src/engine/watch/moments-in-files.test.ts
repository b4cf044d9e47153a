import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../calendar/day.ts'
import { small } from '../pathway/given.test-data.ts'
import { type OwedOf, owedUnder } from './duties.ts'
import { conference, dataset, england, enquiry, given, plan, review } from './given.test-data.ts'
import { tell } from './told.ts'

type GivenFact = ReturnType<typeof plan>

/** A protocol that is only watched, with one duty of files. */
const watching = (own: string, more = '') =>
  small(`
triggers:
  long-plan:
    title: 15 months on a plan
    cites: [INV-01]
    for each: protection plan
    met: { lasting for: 15 months }
    suggests: Look at it.
duties:
  do-it:
    title: Do it
    cites: [INV-02]
    owed by: worker
    met by: do
${own
  .trim()
  .split('\n')
  .map((line) => `    ${line.trim()}`)
  .join('\n')}
steps:
  do: { title: Do it, cites: [INV-02], by: worker }
${more}
`)

function asked(own: string, asOf: string, facts: readonly GivenFact[], source = dataset('2026-12-31')): OwedOf {
  const [duty] = watching(own).duties
  assert.ok(duty !== undefined)
  const told = tell(given(source, { facts }).history(0), day(asOf))
  const until = day('2027-12-31')
  return owedUnder(duty, { told, calendar: england(), until, occasions: new Map(), earlier: new Map() })
}
const owed = (own: string, asOf: string, ...facts: readonly GivenFact[]): readonly string[] =>
  asked(own, asOf, facts).owed.map(({ due, standing }) => `${formatDay(due)} ${standing.kind}`)
const why = (own: string, asOf: string, ...facts: readonly GivenFact[]): readonly string[] =>
  asked(own, asOf, facts).undated.map(({ why: because }) => because.kind)

const forPlan = (due: string): string => `for each: protection plan\ndue: ${due}`

describe('the earlier and the later of two moments of files', () => {
  const earlier = forPlan('the earlier of 30 days after its start and by its second review conference')
  const later = forPlan('the later of 30 days after its start and by its second review conference')
  const reviews = (second: string) => [plan('2026-01-05'), review('2026-01-12'), review(second)]

  it('is the one with a day while the other has none, or none at all', () => {
    assert.deepEqual(owed(earlier, '2026-01-10', plan('2026-01-05'), review('2026-01-12')), ['2026-02-04 open'])
    assert.deepEqual(owed(later, '2026-01-10', plan('2026-01-05'), review('2026-01-12')), [])
    assert.deepEqual(why(later, '2026-01-10', plan('2026-01-05'), review('2026-01-12')), ['not-yet'])
  })

  it('is the one that comes first, or last, once both have one', () => {
    assert.deepEqual(owed(earlier, '2026-01-30', ...reviews('2026-01-30')), ['2026-01-30 open'])
    assert.deepEqual(owed(earlier, '2026-02-04', ...reviews('2026-02-10')), ['2026-02-04 open'])
    assert.deepEqual(owed(later, '2026-01-30', ...reviews('2026-01-30')), ['2026-02-04 open'])
    assert.deepEqual(owed(later, '2026-02-10', ...reviews('2026-02-10')), ['2026-02-10 open'])
  })

  it('is none where neither has a day, and the first says why', () => {
    const neither = forPlan('the earlier of by its end and by its third review conference')
    assert.deepEqual(why(neither, '2026-01-20', plan('2026-01-05')), ['not-yet'])
  })

  it('tells the one chosen, the other, and what each rests on', () => {
    const [row] = asked(earlier, '2026-01-30', reviews('2026-01-30')).owed
    const derivation = row?.derivation
    assert.ok(derivation?.kind === 'earlier-of' && derivation.chosen.kind === 'event')
    assert.equal(derivation.chosen.fact?.kind, 'review')
    assert.equal(formatDay(derivation.other?.result ?? assert.fail()), '2026-02-04')
    const [same] = asked(forPlan('the earlier of by its start and by its start'), '2026-01-20', [
      plan('2026-01-05'),
    ]).owed
    assert.equal(same?.derivation.kind, 'earlier-of')
  })

  it('is taken of happenings as well', () => {
    const both = forPlan('10 days after the later of its start and its first review conference')
    assert.deepEqual(owed(both, '2026-01-20', plan('2026-01-05'), review('2026-01-12')), ['2026-01-22 open'])
    assert.deepEqual(why(both, '2026-01-20', plan('2026-01-05')), ['not-yet'])
  })
})

describe('what happens to a fact', () => {
  it('is its end, once it has one; what counts from it is not ended by it', () => {
    const ended = forPlan('20 days after its end')
    assert.deepEqual(why(ended, '2026-03-01', plan('2026-01-05')), ['not-yet'])
    assert.deepEqual(owed(ended, '2026-03-12', plan('2026-01-05', '2026-03-10')), ['2026-03-30 open'])
  })

  it('is owed for a plan no longer than it runs', () => {
    assert.deepEqual(owed(forPlan('60 days after its start'), '2026-03-01', plan('2026-01-05', '2026-02-10')), [
      '2026-03-06 lapsed',
    ])
  })

  it('is the conference of an enquiry: the day it was held, else its target, else none', () => {
    const own = 'for each: enquiry\ndue: 5 days after its conference'
    const one = enquiry('2026-03-02', '2026-03-20')
    assert.deepEqual(owed(own, '2026-03-12', one, conference('2026-03-10')), ['2026-03-15 open'])
    assert.deepEqual(owed(own, '2026-03-05', one, conference('2026-03-02')), ['2026-03-07 open'])
    assert.deepEqual(owed(own, '2026-03-05', one, conference('2026-03-01')), ['2026-03-25 open'])
    assert.deepEqual(why(own, '2026-03-05', enquiry('2026-03-02', null)), ['not-yet'])
  })

  it('is nothing that a plan has no review for yet', () => {
    assert.deepEqual(
      why(forPlan('by its second review conference'), '2026-03-01', plan('2026-01-05'), review('2026-02-02')),
      ['not-yet'],
    )
  })
})

describe('what recurs', () => {
  it('is looked ahead to until a day, that day among them, and the first is told however far ahead', () => {
    const [duty] = watching(forPlan('1 month after its start, then every 1 month')).duties
    assert.ok(duty !== undefined)
    const told = tell(given(dataset('2026-12-31'), { facts: [plan('2026-01-05')] }).history(0), day('2026-01-10'))
    const until = (last: string) =>
      owedUnder(duty, {
        told,
        calendar: england(),
        until: day(last),
        occasions: new Map(),
        earlier: new Map(),
      }).owed.map(({ due, number }) => `${formatDay(due)} #${number}`)
    assert.deepEqual(until('2026-03-05'), ['2026-02-05 #1', '2026-03-05 #2'])
    assert.deepEqual(until('2026-03-04'), ['2026-02-05 #1'])
    assert.deepEqual(until('2026-01-10'), ['2026-02-05 #1'])
  })
})

describe('what no file can tell', () => {
  it('is a time of day, a sitting, a working day put off, or a record', () => {
    const facts = [plan('2026-01-05')]
    assert.deepEqual(why(forPlan('24 hours after its start'), '2026-03-01', ...facts), ['not-in-the-files'])
    assert.deepEqual(why(forPlan('the same working day as its start'), '2026-03-01', ...facts), ['not-in-the-files'])
    assert.deepEqual(why(forPlan('5 days after do'), '2026-03-01', ...facts), ['not-yet'])
  })
})

describe('a conference that meets a duty', () => {
  const own = (facts: readonly GivenFact[], asOf: string, source = dataset('2026-12-31')) => {
    const [duty] = watching('for each: enquiry\ndue: by its start').duties
    assert.ok(duty !== undefined)
    const metBy = { kind: 'fact', fact: 'initial conference' } as const
    const told = tell(given(source, { facts }).history(0), day(asOf))
    const owing = { told, calendar: england(), until: day('2027-12-31'), occasions: new Map(), earlier: new Map() }
    return owedUnder({ ...duty, metBy }, owing).owed.map(({ standing }) =>
      standing.kind === 'met' && standing.late ? 'late' : standing.kind,
    )
  }

  it('is the first on or after the day of the enquiry', () => {
    assert.deepEqual(own([enquiry('2026-03-02', null), conference('2026-03-02')], '2026-03-20'), ['met'])
    assert.deepEqual(own([enquiry('2026-03-02', null), conference('2026-03-03')], '2026-03-20'), ['late'])
    assert.deepEqual(own([enquiry('2026-03-02', null), conference('2026-03-01')], '2026-03-20'), ['overdue'])
    assert.deepEqual(own([enquiry('2026-03-02', null), review('2026-03-02')], '2026-03-20'), ['overdue'])
  })

  it('is not known where no file reaches its day', () => {
    assert.deepEqual(own([enquiry('2026-03-02', null)], '2026-03-20', dataset('2026-03-02')), ['overdue'])
    assert.deepEqual(own([enquiry('2026-03-02', null)], '2026-03-20', dataset('2026-03-01')), ['not-known'])
  })
})
