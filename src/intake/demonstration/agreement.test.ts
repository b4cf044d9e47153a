import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { formatDay } from '../../engine/calendar/day.ts'
import { windowOf } from './authority.ts'
import { AS_OF } from './given.test-data.ts'
import { childNodes, type Node, readTree, textOf } from './tree.test-data.ts'
import { writeDemonstration } from './write.ts'

// The files are read back by the smallest readers that can do it, so that nothing here leans on the readers of Sightline.

const { firstDay, censusDay } = windowOf(AS_OF)
const FIRST = formatDay(firstDay)
const LAST = formatDay(censusDay)
const TODAY = formatDay(AS_OF)

type CsvRow = Readonly<Record<string, string>>

let folder = ''
let census: Node
const tables = new Map<string, readonly CsvRow[]>()

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-agreement-'))
  const made = await writeDemonstration({ folder, children: 1_000, seed: 4, asOf: AS_OF })
  census = readTree(readFileSync(made.census, 'utf8'))
  for (const file of made.dataset) tables.set(file.replace(/.*ssd_/, 'ssd_'), readCsv(readFileSync(file, 'utf8')))
})

after(() => rmSync(folder, { recursive: true, force: true }))

function readCsv(text: string): CsvRow[] {
  const [head = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, line.length === 0 ? 1 : undefined))
    .map((cells) =>
      cells.map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)),
    )
  return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])))
}

function table(name: string): readonly CsvRow[] {
  const rows = tables.get(`${name}.csv`)
  assert(rows !== undefined, `${name} was not written`)
  return rows
}

function by(rows: readonly CsvRow[], column: string): Map<string, CsvRow> {
  return new Map(rows.map((row) => [row[column] ?? '', row]))
}

/** A date that had come by the census day; else nothing. */
function byCensus(date: string | undefined): string {
  return date !== undefined && date <= LAST ? date : ''
}

function inYear(date: string | undefined): boolean {
  return date !== undefined && date !== '' && date >= FIRST && date <= LAST
}

/** Facts of the census, as lines. */
function censusFacts(): Map<string, string[]> {
  const facts = new Map<string, string[]>()
  const tell = (kind: string, ...parts: string[]): void => {
    facts.set(kind, [...(facts.get(kind) ?? []), parts.join('|')])
  }
  for (const child of childNodes(childNodes(census, 'Children')[0], 'Child')) {
    const who = childNodes(child, 'ChildIdentifiers')[0]
    const traits = childNodes(child, 'ChildCharacteristics')[0]
    const id = textOf(who, 'LAchildID')
    const born = textOf(who, 'PersonBirthDate')
    tell(
      'child',
      id,
      born,
      textOf(who, 'Sex'),
      textOf(who, 'UPN'),
      textOf(who, 'UPNunknown'),
      textOf(who, 'PersonDeathDate'),
    )
    tell('ethnicity', id, textOf(traits, 'Ethnicity'))
    const disabilities = childNodes(childNodes(traits, 'Disabilities')[0], 'Disability')
    for (const disability of disabilities) tell('disability', id, disability.text)
    for (const details of childNodes(child, 'CINdetails')) tellDetails(id, details, tell)
  }
  return sorted(facts)
}

function tellDetails(id: string, details: Node, tell: (kind: string, ...parts: string[]) => void): void {
  const text = (name: string): string => textOf(details, name)
  tell('referral', id, text('CINreferralDate'), text('ReferralSource'), text('PrimaryNeedCode'), text('ReferralNFA'))
  tell('closure', id, text('CINreferralDate'), text('CINclosureDate'), text('ReasonForClosure'))
  if (text('DateOfInitialCPC') !== '') tell('conference', id, text('DateOfInitialCPC'), '')
  for (const each of childNodes(details, 'Assessments')) {
    const factors = childNodes(childNodes(each, 'FactorsIdentifiedAtAssessment')[0], 'AssessmentFactors')
    const authorised = textOf(each, 'AssessmentAuthorisationDate')
    tell(
      'assessment',
      id,
      textOf(each, 'AssessmentActualStartDate'),
      authorised,
      factors.map(({ text }) => text).join(' '),
    )
  }
  for (const each of childNodes(details, 'CINPlanDates')) {
    tell('need plan', id, textOf(each, 'CINPlanStartDate'), textOf(each, 'CINPlanEndDate'))
  }
  for (const each of childNodes(details, 'Section47')) {
    tell('enquiry', id, textOf(each, 'S47ActualStartDate'), textOf(each, 'ICPCnotRequired'))
    const held = textOf(each, 'DateOfInitialCPC')
    if (inYear(held)) tell('conference', id, held, textOf(each, 'InitialCPCtarget'))
  }
  for (const each of childNodes(details, 'ChildProtectionPlans')) {
    const categories = `${textOf(each, 'InitialCategoryOfAbuse')} ${textOf(each, 'LatestCategoryOfAbuse')}`
    const start = textOf(each, 'CPPstartDate')
    tell('plan', id, start, textOf(each, 'CPPendDate'), categories.slice(0, 3))
    tell('previous', id, start, textOf(each, 'NumberOfPreviousCPP'))
    const reviews = childNodes(childNodes(each, 'Reviews')[0], 'CPPreviewDate')
    for (const review of reviews) tell('review', id, start, review.text)
  }
  for (const each of childNodes(details, 'PreProceedingsandFGDM')) {
    tell('pre-proceedings', id, textOf(each, 'PPStartDate'), textOf(each, 'StepDecisionDate'))
  }
}

/** The same facts from the tables, as they stood on the census day, of the census year. */
function datasetFacts(): Map<string, string[]> {
  const facts = new Map<string, string[]>()
  const tell = (kind: string, ...parts: (string | undefined)[]): void => {
    facts.set(kind, [...(facts.get(kind) ?? []), parts.join('|')])
  }
  const referrals = by(
    table('ssd_cin_episodes').filter(
      (row) =>
        (row.cine_referral_date ?? '') <= LAST && (row.cine_close_date === '' || (row.cine_close_date ?? '') >= FIRST),
    ),
    'cine_referral_id',
  )
  const inCensus = new Set([...referrals.values()].map((row) => row.cine_person_id))
  const running = (from: string | undefined, until: string | undefined, referral: string | undefined): boolean =>
    referrals.has(referral ?? '') && (from ?? '') <= LAST && (until === '' || (until ?? '') >= FIRST)

  const upns = by(
    table('ssd_linked_identifiers').filter((row) => row.link_identifier_type === 'Unique Pupil Number'),
    'link_person_id',
  )
  for (const row of table('ssd_person')) {
    const id = row.pers_person_id ?? ''
    if (!inCensus.has(id)) continue
    const born = byCensus(row.pers_dob)
    const upn = upns.get(id)?.link_identifier_value ?? ''
    tell('child', id, born, born === '' ? 'U' : row.pers_sex, upn, row.pers_upn_unknown, byCensus(row.pers_death_date))
    tell('ethnicity', id, row.pers_ethnicity)
  }
  for (const row of table('ssd_disability')) {
    if (inCensus.has(row.disa_person_id)) tell('disability', row.disa_person_id, row.disa_disability_code)
  }
  for (const row of referrals.values()) {
    const nfa = row.cine_referral_nfa === 'Y' ? 'true' : 'false'
    const { cine_person_id: id, cine_referral_date: on } = row
    tell('referral', id, on, row.cine_referral_source_code, row.cine_cin_primary_need_code, nfa)
    const closed = byCensus(row.cine_close_date)
    tell('closure', id, on, closed, closed === '' ? '' : row.cine_close_reason)
  }
  const factors = by(table('ssd_assessment_factors'), 'cinf_assessment_id')
  for (const row of table('ssd_cin_assessments')) {
    const { cina_assessment_start_date: from, cina_assessment_auth_date: until } = row
    if (!running(from, until, row.cina_referral_id)) continue
    const json = factors.get(row.cina_assessment_id ?? '')?.cinf_assessment_factors_json ?? '[]'
    const authorised = byCensus(until)
    const codes: readonly string[] = authorised === '' ? [] : JSON.parse(json)
    tell('assessment', row.cina_person_id, from, authorised, codes.join(' '))
  }
  for (const row of table('ssd_cin_plans')) {
    const { cinp_cin_plan_start_date: from, cinp_cin_plan_end_date: until } = row
    if (running(from, until, row.cinp_referral_id)) tell('need plan', row.cinp_person_id, from, byCensus(until))
  }
  const conferences = table('ssd_initial_cp_conference')
  const ofEnquiry = by(conferences, 'icpc_s47_enquiry_id')
  for (const row of table('ssd_s47_enquiry')) {
    const conference = ofEnquiry.get(row.s47e_s47_enquiry_id ?? '')
    if (!inYear(row.s47e_s47_start_date) && !inYear(conference?.icpc_icpc_date)) continue
    if (!referrals.has(row.s47e_referral_id ?? '')) continue
    const outcome: { CP_CONFERENCE_FLAG?: string } =
      row.s47e_s47_outcome_json === '' ? {} : JSON.parse(row.s47e_s47_outcome_json ?? '{}')
    const settled = byCensus(row.s47e_s47_end_date) !== '' && outcome.CP_CONFERENCE_FLAG === 'N'
    tell('enquiry', row.s47e_person_id, row.s47e_s47_start_date, settled ? 'true' : 'false')
  }
  for (const row of conferences) {
    if (inYear(row.icpc_icpc_date))
      tell('conference', row.icpc_person_id, row.icpc_icpc_date, row.icpc_icpc_target_date)
  }
  const earlier = new Map<string, number>()
  const plans = by(table('ssd_cp_plans'), 'cppl_cp_plan_id')
  for (const row of plans.values()) {
    const { cppl_person_id: id, cppl_cp_plan_start_date: from, cppl_cp_plan_end_date: until } = row
    const previous = earlier.get(id ?? '') ?? 0
    earlier.set(id ?? '', previous + 1)
    if (!running(from, until, row.cppl_referral_id)) continue
    tell('plan', id, from, byCensus(until), row.cppl_cp_plan_initial_category)
    tell('previous', id, from, String(previous))
  }
  for (const row of table('ssd_cp_reviews')) {
    const plan = plans.get(row.cppr_cp_plan_id ?? '')
    if (inYear(row.cppr_cp_review_date)) {
      tell('review', row.cppr_person_id, plan?.cppl_cp_plan_start_date, row.cppr_cp_review_date)
    }
  }
  for (const row of table('ssd_pre_proceedings')) {
    const { prep_pre_pro_decision_date: from, prep_agree_stepdown_issue_date: until } = row
    if ((from ?? '') > LAST || (until !== '' && (until ?? '') < FIRST) || !inCensus.has(row.prep_person_id)) continue
    tell('pre-proceedings', row.prep_person_id, from, byCensus(until))
  }
  return sorted(facts)
}

function sorted(facts: Map<string, string[]>): Map<string, string[]> {
  return new Map(
    [...facts].map(([kind, list]): [string, string[]] => [kind, list.sort()]).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

test('every fact of the census stands in the dataset with the same child and days, and none is missing', () => {
  const inCensus = censusFacts()
  const inDataset = datasetFacts()
  assert.deepEqual([...inCensus.keys()], [...inDataset.keys()])
  for (const [kind, facts] of inCensus) {
    assert(facts.length > 0)
    assert.deepEqual(facts, inDataset.get(kind), kind)
  }
  assert.equal(inCensus.size, 13)
})

test('nothing in the dataset happened after the day of writing', () => {
  const planned = new Set(['cppr_cp_review_due', 'icpc_icpc_target_date', 'pers_expected_dob'])
  let dates = 0
  for (const [name, rows] of tables) {
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (!/^\d{4}-\d\d-\d\d$/.test(value) || planned.has(column)) continue
        dates += 1
        assert(value <= TODAY, `${name}: ${column} is ${value}`)
      }
    }
  }
  assert(dates > 10_000)
})

test('what a table refers to is there', () => {
  const references: readonly (readonly [string, string, string, string])[] = [
    ['ssd_family', 'fami_person_id', 'ssd_person', 'pers_person_id'],
    ['ssd_cin_episodes', 'cine_person_id', 'ssd_person', 'pers_person_id'],
    ['ssd_cin_episodes', 'cine_referral_team', 'ssd_department', 'dept_team_id'],
    ['ssd_cin_assessments', 'cina_referral_id', 'ssd_cin_episodes', 'cine_referral_id'],
    ['ssd_assessment_factors', 'cinf_assessment_id', 'ssd_cin_assessments', 'cina_assessment_id'],
    ['ssd_cin_plans', 'cinp_referral_id', 'ssd_cin_episodes', 'cine_referral_id'],
    ['ssd_s47_enquiry', 's47e_referral_id', 'ssd_cin_episodes', 'cine_referral_id'],
    ['ssd_initial_cp_conference', 'icpc_s47_enquiry_id', 'ssd_s47_enquiry', 's47e_s47_enquiry_id'],
    ['ssd_initial_cp_conference', 'icpc_cp_plan_id', 'ssd_cp_plans', 'cppl_cp_plan_id'],
    ['ssd_cp_plans', 'cppl_icpc_id', 'ssd_initial_cp_conference', 'icpc_icpc_id'],
    ['ssd_cp_reviews', 'cppr_cp_plan_id', 'ssd_cp_plans', 'cppl_cp_plan_id'],
    ['ssd_legal_status', 'lega_person_id', 'ssd_person', 'pers_person_id'],
    ['ssd_cla_placement', 'clap_cla_id', 'ssd_cla_episodes', 'clae_cla_id'],
    ['ssd_cla_episodes', 'clae_cla_placement_id', 'ssd_cla_placement', 'clap_cla_placement_id'],
    ['ssd_pre_proceedings', 'prep_person_id', 'ssd_person', 'pers_person_id'],
    ['ssd_involvements', 'invo_professional_id', 'ssd_professionals', 'prof_professional_id'],
    ['ssd_involvements', 'invo_professional_team', 'ssd_department', 'dept_team_id'],
    ['ssd_involvements', 'invo_referral_id', 'ssd_cin_episodes', 'cine_referral_id'],
  ]
  for (const [from, column, to, key] of references) {
    const keys = by(table(to), key)
    const lost = table(from).filter((row) => row[column] !== '' && !keys.has(row[column] ?? ''))
    assert.deepEqual(lost, [], `${from}.${column}`)
  }
})
