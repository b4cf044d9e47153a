import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import type { Cohort } from '../../../engine/facts/cohort.ts'
import { dataset, enquiry, given, plan } from '../../../engine/watch/given.test-data.ts'
import { CALENDAR, northvale, scanned } from '../given.test-data.ts'
import { derivationSentences, lastWorkingDay, sayNoDay } from './derivations.ts'
import { placesIn } from './facts.ts'

const DUTIES = `
  write-report:
    title: Write the report for the review
    cites: [NVL-03]
    owed by: the child's chair
    for each: hold-review from the second
    due: 5 working days before it
    met by: record-panel
  ask-early:
    title: Ask for the panel
    cites: [NVL-02]
    owed by: team-manager
    for each: protection plan
    due: the earlier of 2 months after its start and by its first review conference
    met by: record-panel
`

/** Why the last duty of this name that is owed is due when it is. */
function why(duty: string, cohort: Cohort, asOf = '2026-11-20'): readonly string[] {
  const protocol = northvale(DUTIES)
  const question = { asOf: day(asOf), protocol }
  const owed = scanned(cohort, question).scan.duties.findLast((row) => row.owed.duty.id === duty)?.owed
  assert.ok(owed !== undefined, `nothing is owed under ${duty}`)
  return derivationSentences(owed, { ...question, sayPlace: placesIn(cohort.sources) })
}

describe('how a due day came about', () => {
  it('counts from a fact, with file and line', () => {
    assert.deepEqual(why('hold-review', given(dataset('2026-11-20'), { facts: [plan('2026-09-18')] })), [
      'The protection plan began on Friday 18 September 2026 (dataset.csv, line 1).',
      '3 months after Friday 18 September 2026: Friday 18 December 2026.',
    ])
  })

  it('names the day that was passed over, and every bank holiday that is skipped', () => {
    const cohort = given(dataset('2026-12-21'), { facts: [plan('2025-03-02')] })
    assert.deepEqual(why('hold-panel', cohort, '2026-12-21'), [
      'The trigger is taken as noticed on Monday 21 December 2026, the day of this scan.',
      'The trigger "15 months on a plan, or the third review" was met on Tuesday 2 June 2026.',
      'The later of the two is taken, Monday 21 December 2026; Tuesday 2 June 2026 is passed over.',
      '10 working days after Monday 21 December 2026, not counting 2 weekends, Christmas Day (25 December), Boxing Day ' +
        "(substitute day, 28 December) and New Year's Day (1 January): Thursday 7 January 2027.",
    ])
  })

  it('leads from one duty to the next', () => {
    const cohort = given(dataset('2026-11-20'), { facts: [plan('2026-06-18')] })
    assert.deepEqual(why('write-report', cohort), [
      '"Hold the review conference" no. 2 falls on Thursday 18 March 2027.',
      '5 working days before Thursday 18 March 2027, not counting 1 weekend: Thursday 11 March 2027.',
    ])
  })

  it('says that a day which has not come cannot be the earlier', () => {
    const cohort = given(dataset('2026-11-20'), { facts: [plan('2026-11-02')] })
    assert.deepEqual(why('ask-early', cohort), [
      'The protection plan began on Monday 2 November 2026 (dataset.csv, line 1).',
      '2 months after Monday 2 November 2026: Saturday 2 January 2027.',
      'The earlier of two days is asked for. The other has no day yet, so this one is taken.',
    ])
  })

  it('counts back from the day by which a conference is to be held', () => {
    const [first] = whyConference(given(dataset('2026-11-20'), { facts: [enquiry('2026-11-10', '2026-12-01')] }))
    assert.equal(first, 'The initial conference is to be held by Tuesday 1 December 2026 (dataset.csv, line 1).')
  })
})

const CONFERENCE = `
  prepare-conference:
    title: Prepare the conference
    cites: [NVL-03]
    owed by: the child's chair
    for each: conference-asked-for
    due: 2 days before its conference
    met by: record-panel
`

function whyConference(cohort: Cohort): readonly string[] {
  const protocol = northvale(CONFERENCE)
  const owed = scanned(cohort, { protocol }).scan.duties[0]?.owed
  assert.ok(owed !== undefined)
  return derivationSentences(owed, { protocol, asOf: day('2026-11-20'), sayPlace: placesIn(cohort.sources) })
}

describe('a due day on a day of rest', () => {
  it('stays there, with the last working day before it beside it', () => {
    assert.equal(lastWorkingDay(day('2026-12-26'), CALENDAR), day('2026-12-24'))
    assert.equal(lastWorkingDay(day('2026-12-24'), CALENDAR), null)
    assert.equal(lastWorkingDay(day('2040-01-01'), CALENDAR), null)
  })
})

describe('why there is no day', () => {
  it('is said for each reason', () => {
    assert.deepEqual(
      [
        sayNoDay({ kind: 'not-yet', event: { kind: 'its-review', ordinal: 3 } }),
        sayNoDay({ kind: 'not-yet', event: { kind: 'its-conference' } }),
        sayNoDay({ kind: 'not-in-the-files', what: 'next' }),
        sayNoDay({ kind: 'not-in-the-files', what: 'a time of day' }),
      ],
      [
        'It is counted from review conference no. 3 of the plan, and no file gives that day.',
        'It is counted from the conference that the enquiry leads to, and no file gives that day.',
        'It is counted from the next meeting, which no file holds.',
        'It is counted from a time of day, which no file holds.',
      ],
    )
  })
})
