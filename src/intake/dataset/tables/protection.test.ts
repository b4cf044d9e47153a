import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatDay } from '../../../engine/calendar/day.ts'
import { days, read } from '../files.test-data.ts'

const CONFERENCES =
  'icpc_icpc_id,icpc_icpc_meeting_id,icpc_s47_enquiry_id,icpc_person_id,icpc_cp_plan_id,icpc_icpc_target_date,icpc_icpc_date'
const PLANS =
  'cppl_cp_plan_id,cppl_icpc_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,' +
  'cppl_cp_plan_initial_category,cppl_cp_plan_latest_category,cppl_cp_plan_ola'
const REVIEWS = 'cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,cppr_cp_review_date'

describe('protection plans, their conferences and reviews', () => {
  it('joins reviews to plans, and siblings by the sitting at which their plans were made', async () => {
    const { facts, findings } = await read({
      'reviews.csv': [REVIEWS, 'R1,ANNE1,P1,2025-05-30,2025-05-28', 'R2,ANNE1,P1,2025-11-20,2025-11-19'],
      'plans.csv': [
        PLANS,
        'P1,C1,ANNE1,2025-03-05,,Neglect,Emotional abuse,N',
        'P2,C2,BEN1,2025-03-05,2025-11-19,NEG,NEG,N',
        'P3,,CARA1,2025-03-05,,PHY,PHY,N',
      ],
      'conferences.csv': [
        CONFERENCES,
        'C1,M7,E1,ANNE1,P1,2025-03-06,2025-03-05',
        'C2,M7,E2,BEN1,P2,2025-03-06,2025-03-05',
        'C3,M7,E3,CARA1,P3,2025-03-06,2025-03-05',
      ],
    })
    const [plan] = facts('ANNE1', 'protection-plan')
    assert.deepEqual(
      { ...plan, knownFrom: null },
      {
        kind: 'protection-plan',
        from: plan?.from,
        until: null,
        key: 'P1',
        origin: { source: 0, file: 1, line: 2 },
        knownFrom: null,
        knownUntil: null,
        initialCategory: 'NEG',
        latestCategory: 'EMO',
        statedPrevious: null,
        statedMayCountThis: false,
        conference: 'M7',
      },
    )
    assert.deepEqual(
      facts('ANNE1', 'review').map((review) => [days(review), review.plan, formatDay(review.due ?? review.from)]),
      [
        ['2025-05-28..2025-05-28', 'P1', '2025-05-30'],
        ['2025-11-19..2025-11-19', 'P1', '2025-11-20'],
      ],
    )
    assert.equal(facts('BEN1', 'protection-plan')[0]?.conference, 'M7')
    assert.equal(facts('CARA1', 'protection-plan')[0]?.conference, 'M7', 'by the plan that the conference names')
    assert.equal(facts('BEN1', 'conference')[0]?.meeting, 'M7')
    assert.deepEqual(
      findings.filter(({ weight }) => weight !== 'note'),
      [],
    )
  })

  it('names no conference where no sitting is named: a row of its own is no sitting that siblings share', async () => {
    const { facts, places } = await read({
      'plans.csv': [PLANS, 'P1,C1,ANNE1,2025-03-05,,NEG,NEG,', 'P2,C9,BEN1,2025-03-05,,NEG,NEG,'],
      'conferences.csv': [CONFERENCES, 'C1,,,ANNE1,,,2025-03-05'],
    })
    assert.equal(facts('ANNE1', 'protection-plan')[0]?.conference, '')
    assert.equal(facts('ANNE1', 'conference')[0]?.meeting, '')
    assert.equal(facts('BEN1', 'protection-plan')[0]?.conference, '')
    assert.deepEqual(places('conference-not-given'), ['note plans.csv:3 -'])
  })

  it('tells of plans that cannot be as they are written, and keeps them', async () => {
    const { facts, places } = await read({
      'person.csv': ['pers_person_id,pers_dob,pers_death_date', 'DAN1,2015-02-03,2024-01-10', 'EVE1,2015-02-03,'],
      'needs.csv': [
        'cinp_cin_plan_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date',
        'N1,EVE1,2020-01-01,2021-02-01',
      ],
      'plans.csv': [
        PLANS,
        'P1,,EVE1,2021-01-06,2021-01-05,NEG,NEG,',
        'P2,,EVE1,2022-01-05,2022-01-05,NEG,NEG,',
        'P3,,EVE1,2022-03-01,2022-06-01,NEG,NEG,',
        'P4,,EVE1,2022-05-31,,NEG,NEG,',
        'P5,,EVE1,2022-06-01,,NEG,NEG,',
        'P6,,DAN1,2024-01-11,2024-02-01,NEG,NEG,',
        'P7,,DAN1,2024-02-01,2024-03-01,NEG,NEG,Y',
      ],
    })
    assert.deepEqual(facts('EVE1', 'protection-plan').map(days), [
      '2021-01-06..',
      '2022-01-05..2022-01-05',
      '2022-03-01..2022-06-01',
      '2022-05-31..',
      '2022-06-01..',
    ])
    assert.deepEqual(places('8925'), ['refused plans.csv:2 EVE1'])
    assert.deepEqual(places('8840'), ['doubtful plans.csv:3 EVE1'])
    assert.deepEqual(places('8935'), ['doubtful plans.csv:5 EVE1', 'doubtful plans.csv:6 EVE1'])
    // The first has lost its end, and so overlaps all that follow.
    assert.deepEqual(places('8940'), ['doubtful plans.csv:3 EVE1', 'doubtful plans.csv:4 EVE1'])
    assert.deepEqual(places('8920'), ['doubtful plans.csv:7 DAN1'])
    assert.deepEqual(places('4001'), ['doubtful plans.csv:2 EVE1'])
    assert.deepEqual(places('plan-of-another-authority'), ['note plans.csv:8 -'])
    assert.equal(facts('DAN1', 'protection-plan').length, 1)
  })

  it('does not call plans overlapping that follow on one day', async () => {
    const { places } = await read({
      'plans.csv': [
        PLANS,
        'P1,,EVE1,2022-03-01,2022-06-01,NEG,NEG,',
        'P2,,EVE1,2022-06-01,,NEG,NEG,',
        'P3,,EVE1,2022-01-01,2022-03-01,NEG,NEG,',
      ],
    })
    assert.deepEqual([...places('8940'), ...places('8935')], [])
  })

  it('tells of a category that it does not know, and of one that is missing, once for all rows', async () => {
    const { facts, findings } = await read({
      'plans.csv': [
        PLANS,
        'P1,,A1,2025-03-05,,Unkindness,NEG,',
        'P2,,A2,2025-03-05,,Unkindness,,',
        'P3,,A3,2025-03-05,,,,',
      ],
    })
    assert.equal(facts('A1', 'protection-plan')[0]?.initialCategory, '?')
    assert.equal(facts('A2', 'protection-plan')[0]?.latestCategory, '')
    const said = findings.filter(({ rule }) => rule === '8905' || rule === '8910')
    assert.deepEqual(
      said.map(({ rule, line, message }) => [rule, line, message.slice(0, 6)]),
      [
        ['8905', 2, '2 rows'],
        ['8910', 3, '2 rows'],
        ['8905', 4, '1 row '],
      ],
    )
  })

  it('compares a plan with its conference, and a conference with the week', async () => {
    const { places, facts } = await read({
      'conferences.csv': [CONFERENCES, 'C1,M1,E1,A1,P1,2025-03-06,2025-03-08', 'C2,M2,E2,A2,P2,2025-03-06,'],
      'plans.csv': [PLANS, 'P1,C1,A1,2025-03-10,,NEG,NEG,'],
      'enquiries.csv': [
        's47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa,s47e_s47_outcome_json',
        'E2,A2,2025-02-13,,N,',
      ],
    })
    assert.deepEqual(places('8875'), ['doubtful conferences.csv:2 A1'])
    assert.deepEqual(places('2885'), ['doubtful plans.csv:2 A1'])
    assert.deepEqual(places('conference-not-held'), ['note conferences.csv:3 -'])
    assert.equal(facts('A2', 'conference').length, 0)
    const target = facts('A2', 'enquiry')[0]?.conferenceTarget ?? null
    assert.equal(target === null ? '' : formatDay(target), '2025-03-06', 'the enquiry has it from the conference')
  })

  it('counts a review only once it was held, and one a day', async () => {
    const { facts, places } = await read({
      'reviews.csv': [
        REVIEWS,
        'R1,A1,P1,2025-05-30,',
        'R2,A1,P1,2025-05-30,1900-01-01',
        'R3,A1,P1,2025-05-30,2025-05-28',
        'R4,A1,P1,2025-05-30,2025-05-28',
        'R3,A1,P1,2025-05-30,2025-06-28',
        'R5,A1,P1,2025-05-30,30/02/2025',
        'R6,A1,P1,2025-05-30,2026-12-01',
      ],
    })
    assert.deepEqual(facts('A1', 'review').map(days), ['2025-05-28..2025-05-28', '2026-12-01..2026-12-01'])
    assert.deepEqual(places('review-not-held'), ['note reviews.csv:2 -'])
    assert.deepEqual(places('two-reviews-on-one-day'), ['refused reviews.csv:5 A1'])
    assert.deepEqual(places('duplicate-identifier'), ['refused reviews.csv:6 A1'])
    assert.deepEqual(places('date-unreadable'), ['refused reviews.csv:7 A1'])
    assert.deepEqual(places('start-missing'), [])
    assert.deepEqual(places('date-in-future'), ['doubtful reviews.csv:8 A1'])
  })

  it('lets the dates tell the plan of a review that names none it knows', async () => {
    const { facts, findings, places } = await read({
      'plans.csv': [
        PLANS,
        'P1,,A1,2025-03-05,2025-09-01,NEG,NEG,',
        'P2,,A2,2025-03-05,,NEG,NEG,',
        'P3,,A1,2024-01-01,2024-12-01,NEG,NEG,',
      ],
      'reviews.csv': [
        REVIEWS,
        'R1,A1,P9,,2025-05-01',
        'R2,A1,P2,,2025-05-02',
        'R3,A1,-1,,2025-05-03',
        'R4,A1,P1,,2025-03-05',
        'R5,A1,P1,,2025-09-02',
        'R6,A1,P1,,2025-09-01',
      ],
    })
    const byDay = facts('A1', 'review').map((review) => [formatDay(review.from), review.plan])
    assert.deepEqual(byDay, [
      ['2025-03-05', 'P1'],
      ['2025-05-01', ''],
      ['2025-05-02', ''],
      ['2025-05-03', ''],
      ['2025-09-01', 'P1'],
      ['2025-09-02', 'P1'],
    ])
    assert.deepEqual(places('plan-unknown'), ['doubtful reviews.csv:2 A1', 'doubtful reviews.csv:3 A1'])
    const [unknown, another] = findings.filter(({ rule }) => rule === 'plan-unknown').map(({ message }) => message)
    assert.match(unknown ?? '', /does not hold/)
    assert.match(another ?? '', /gives to another child/)
    assert.deepEqual(places('8841'), ['doubtful reviews.csv:5 A1'])
    assert.deepEqual(places('review-after-plan'), ['doubtful reviews.csv:6 A1'])
  })

  it('tells siblings who share the identifier of a plan apart', async () => {
    const { facts, places } = await read({
      'plans.csv': [PLANS, 'P1,,A1,2025-03-05,,NEG,NEG,', 'P1,,A2,2025-04-05,,NEG,NEG,'],
      'reviews.csv': [REVIEWS, 'R1,A2,P1,,2025-04-01'],
    })
    assert.equal(facts('A2', 'protection-plan').length, 1)
    assert.deepEqual(places('8841'), ['doubtful reviews.csv:2 A2'], 'before the start of the second one')
    assert.deepEqual(places('duplicate-identifier'), [])
  })
})
