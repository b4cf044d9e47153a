import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { day, formatDay } from '../../engine/calendar/day.ts'
import { Cohort } from '../../engine/facts/cohort.ts'
import type { Finding } from '../finding.ts'
import { days, read, TODAY, type Told } from './files.test-data.ts'
import { readDataset } from './read-dataset.ts'

const REFERRALS =
  'cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_nfa,cine_close_date'
const PLANS =
  'cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,' +
  'cppl_cp_plan_latest_category,cppl_icpc_id,cppl_cp_plan_ola'

function coverage({ cohort }: Told): Readonly<Record<string, string>> {
  const all = cohort.sources[0]?.coverage ?? []
  return Object.fromEntries(
    all.map(({ kind, from, until }) => [kind, `${from === null ? '' : formatDay(from)}..${formatDay(until)}`]),
  )
}

describe('a dataset as one import', () => {
  it('is one source, with the files in the order in which they are given', async () => {
    const told = await read({
      'b.csv': [PLANS, 'P1,A1,2025-03-05,,NEG,NEG,,'],
      'a.csv': [REFERRALS, 'R1,A1,2025-01-02,N1,N,'],
    })
    assert.equal(told.cohort.sources.length, 1)
    const [source] = told.cohort.sources
    assert.deepEqual(
      source?.files.map((file) => file.slice(-5)),
      ['b.csv', 'a.csv'],
    )
    assert.equal(source?.previousPlans, 'leaves-present-out')
    assert.deepEqual(told.facts('A1', 'referral')[0]?.origin, { source: 0, file: 1, line: 2 })
    assert.deepEqual(told.facts('A1', 'protection-plan')[0]?.origin, { source: 0, file: 0, line: 2 })
  })

  it('takes its newest record that has come for its day, and covers the kinds whose tables have rows', async () => {
    const told = await read({
      'plans.csv': [PLANS, 'P1,A1,2025-03-05,2025-11-19,NEG,NEG,,', 'P2,A2,2018-01-01,2019-01-01,NEG,NEG,,'],
      'referrals.csv': [REFERRALS, 'R1,A1,2025-01-02,N1,N,', 'R2,A1,2027-01-02,N1,N,'],
      'reviews.csv': ['cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,cppr_cp_review_date'],
    })
    assert.equal(formatDay(told.cohort.sources[0]?.writtenOn ?? day('1970-01-01')), '2025-11-19')
    assert.deepEqual(coverage(told), { referral: '2019-12-19..2025-11-19', 'protection-plan': '..2025-11-19' })
    assert.deepEqual(told.places('reach'), ['note plans.csv:2 -'])
    assert.deepEqual(told.places('table-empty'), ['doubtful reviews.csv:1 -'])
    const said = (rule: string): string => told.findings.find((finding) => finding.rule === rule)?.message ?? ''
    assert.match(said('reach'), /2025-11-19/)
    assert.match(said('six-years'), /before 2019-12-19 of these: referrals\./)
    assert.match(said('tables-not-given'), /ssd_cin_assessments.*ssd_cp_reviews/)
  })

  it('is not moved by a few old rows among many from taking a table for six years', async () => {
    const rows = Array.from({ length: 150 }, (_, n) => `P${n},A${n},2024-01-01,2025-01-01,NEG,NEG,,`)
    const one = await read({ 'plans.csv': [PLANS, ...rows, 'PX,AX,2004-01-01,2005-01-01,NEG,NEG,,'] })
    assert.equal(coverage(one)['protection-plan'], '2019-02-01..2025-01-01')
    const old = ['PX,AX,2004-01-01,2005-01-01,NEG,NEG,,', 'PY,AY,2004-01-01,2005-01-01,NEG,NEG,,']
    assert.equal(coverage(await read({ 'plans.csv': [PLANS, ...rows, ...old] }))['protection-plan'], '..2025-01-01')
  })

  it('covers nothing when nothing in it has come to pass', async () => {
    const told = await read({ 'plans.csv': [PLANS, 'P1,A1,2027-03-05,,NEG,NEG,,'] })
    assert.deepEqual(coverage(told), {})
    assert.equal(told.cohort.sources[0]?.writtenOn, null)
    assert.deepEqual(told.places('reach-unknown'), ['note plans.csv:- -'])
  })

  it('adds no import when no table can be read', async () => {
    const { cohort, findings } = await read({
      'notes.csv': ['CHILD,DECOM', '1,2'],
      'visits.csv': ['cppv_cp_visit_id,cppv_person_id', '1,2'],
    })
    assert.equal(cohort.sources.length, 0)
    assert.deepEqual(
      findings.map(({ weight, file, rule }) => `${weight} ${file} ${rule}`),
      ['refused notes.csv table-unknown', 'note visits.csv table-not-used'],
    )
  })

  it('reads a table that comes in several files as one', async () => {
    const { facts, places } = await read({
      'plans-1.csv': [PLANS, 'P1,A1,2024-03-05,2024-06-01,NEG,NEG,,'],
      'plans-2.csv': [PLANS, 'P2,A1,2025-03-05,,NEG,NEG,,', 'P1,A1,2024-03-05,2024-06-01,NEG,NEG,,'],
    })
    assert.equal(facts('A1', 'protection-plan').length, 2)
    assert.deepEqual(places('duplicate-identifier'), ['refused plans-2.csv:3 A1'])
  })
})

describe('rows that are not as they should be', () => {
  it('reads the rest where a file is empty, blank, or a header alone', async () => {
    const { findings, facts } = await read({
      'empty.csv': '',
      'blank.csv': '\n \r\n',
      'header.csv': PLANS,
      'referrals.csv': [REFERRALS, 'R1,A1,2025-01-02,N1,N,'],
    })
    assert.equal(facts('A1', 'referral').length, 1)
    assert.deepEqual(
      findings.filter(({ weight }) => weight !== 'note').map(({ weight, file, rule }) => `${weight} ${file} ${rule}`),
      ['refused empty.csv empty-file', 'refused blank.csv empty-file', 'doubtful header.csv table-empty'],
    )
  })

  it('tells of a file that is not there, and of one too many, and reads the rest', async () => {
    const cohort = new Cohort()
    const findings: Finding[] = []
    const nowhere = fileURLToPath(new URL('no-such-file.csv', import.meta.url))
    const paths = [nowhere, ...Array.from({ length: 256 }, () => nowhere)]
    await readDataset(paths, { cohort, report: (finding) => findings.push(finding), today: TODAY })
    assert.equal(cohort.sources.length, 0)
    assert.deepEqual(
      [findings[0]?.rule, findings.length, findings.at(-1)?.rule],
      ['no-such-file', 257, 'too-many-files'],
    )
  })

  it('takes a short row, and refuses a long one whose cells may have shifted', async () => {
    const { facts, places } = await read({
      'referrals.csv': [
        REFERRALS,
        'R1,A1,2025-01-02',
        'R2,A1,2025-02-02,N1,N,2025-03-01,,,',
        'R3,A1,2025-03-02,N1, said no, N,2025-04-01',
        ',,,,,',
        'R4,A1,2025-04-02,N1,N,',
        REFERRALS,
        'R5,A1',
      ],
    })
    assert.deepEqual(facts('A1', 'referral').map(days), ['2025-01-02..', '2025-02-02..2025-03-01', '2025-04-02..'])
    assert.deepEqual(places('row-too-short'), ['doubtful referrals.csv:2 -', 'doubtful referrals.csv:8 -'])
    assert.deepEqual(places('row-too-wide'), ['refused referrals.csv:4 -'])
    assert.deepEqual(places('header-again'), ['note referrals.csv:7 -'])
    assert.deepEqual(places('start-missing'), ['refused referrals.csv:8 A1'])
    assert.deepEqual(places('child-missing'), [], 'a row of blanks is none')
  })

  it('names the line on which a row begins, after cells with line breaks', async () => {
    const { places, facts } = await read({
      'referrals.csv': [
        `${REFERRALS},cine_note`,
        'R1,A1,2025-01-02,N1,N,,"one\r\ntwo\n\nthree, ""four"""',
        'R2,A1,2025-13-02,N1,N,,x',
        'R3,A1,"2025-05-02",N1,N,,"open',
        'R4,A1,2025-06-02,N1,N,,x',
      ],
    })
    assert.deepEqual(facts('A1', 'referral').map(days), ['2025-01-02..', '2025-06-02..'])
    assert.deepEqual(places('date-unreadable'), ['refused referrals.csv:6 A1'])
    assert.deepEqual(places('quote-not-closed'), ['refused referrals.csv:7 -'])
  })

  it('leaves an end open that cannot be or cannot be read, and says so', async () => {
    const { facts, places } = await read({
      'referrals.csv': [
        REFERRALS,
        'R1,A1,2025-01-02,N1,N,2024-12-31',
        'R2,A1,2025-02-02,N1,N,soon',
        'R3,A1,2025-03-02,N1,N,9999-12-31',
        'R4,A1,2025-04-02,N1,N,2027-01-01',
      ],
    })
    assert.deepEqual(facts('A1', 'referral').map(days), [
      '2025-01-02..',
      '2025-02-02..',
      '2025-03-02..',
      '2025-04-02..2027-01-01',
    ])
    assert.deepEqual(places('8925'), ['refused referrals.csv:2 A1'])
    assert.deepEqual(places('date-unreadable'), ['refused referrals.csv:3 A1'])
    assert.deepEqual(places('placeholder'), ['note referrals.csv:4 -'])
    assert.deepEqual(places('date-in-future'), ['doubtful referrals.csv:5 A1'])
  })

  it('counts what many rows have, with the line of the first', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `R${n},A${n},${45_000 + n},N1,N,`)
    const { findings, facts } = await read({ 'referrals.csv': [REFERRALS, ...rows] })
    const said = findings.filter(({ rule }) => rule === 'spreadsheet-date')
    assert.deepEqual(
      said.map(({ line, message }) => [line, message.slice(0, 7)]),
      [[2, '30 rows']],
    )
    assert.deepEqual(facts('A0', 'referral').map(days), ['2023-03-15..'])
  })
})

describe('a table in which nothing is a code', () => {
  it('counts five hundred different values, and tells of each further one by itself', async () => {
    const rows = Array.from({ length: 600 }, (_, n) => [`R${n},A1,2025-01-02,X${n},N,`, `S${n},A1,2025-01-02,X${n},N,`])
    const told = await read({ 'referrals.csv': [REFERRALS, ...rows.flat()] })
    assert.equal(told.places('unknown-code').length, 500 + 2 * 100)
    assert.equal(told.facts('A1', 'referral').length, 1200)
  })
})

describe('the order of day and month', () => {
  const table = (...dates: readonly string[]): Promise<Told> =>
    read({ 'referrals.csv': [REFERRALS, ...dates.map((date, n) => `R${n},A1,${date},N1,N,`)] })

  it('is the day first, and says so where nothing proves it', async () => {
    const told = await table('04/03/2024', '05/04/2024')
    assert.deepEqual(told.facts('A1', 'referral').map(days), ['2024-03-04..', '2024-04-05..'])
    assert.deepEqual(told.places('day-first-assumed'), ['note referrals.csv:- -'])
    assert.deepEqual((await table('04/03/2024', '25/03/2024')).places('day-first-assumed'), [])
  })

  it('is the month first where a later row proves it', async () => {
    const told = await table('2024-01-01', '04/03/2024', '03/25/2024')
    assert.deepEqual(told.facts('A1', 'referral').map(days), ['2024-01-01..', '2024-03-25..', '2024-04-03..'])
    assert.deepEqual(told.places('month-first-dates'), ['doubtful referrals.csv:4 -'])
  })

  it('refuses what could be either in a column that has both', async () => {
    const told = await table('04/03/2024', '03/25/2024', '26/03/2024', '2024-03-27')
    assert.deepEqual(told.facts('A1', 'referral').map(days), ['2024-03-25..', '2024-03-26..', '2024-03-27..'])
    assert.deepEqual(told.places('mixed-dates'), ['doubtful referrals.csv:3 -'])
    assert.deepEqual(told.places('date-unreadable'), ['refused referrals.csv:2 A1'])
  })

  it('refuses years of two digits', async () => {
    const told = await table('25/03/24', '25-Mar-24', '25/03/2024')
    assert.deepEqual(told.facts('A1', 'referral').map(days), ['2024-03-25..'])
    assert.deepEqual(told.places('date-unreadable'), ['refused referrals.csv:2 A1', 'refused referrals.csv:3 A1'])
  })
})
