import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, formatDay, weekdayIndex } from '../../engine/calendar/day.ts'
import { windowOf } from './authority.ts'
import { CENSUS_FOOT, censusChild, censusHead } from './census.ts'
import { AS_OF, authority, CALENDAR } from './given.test-data.ts'
import { childNodes, type Node, readTree, textOf } from './tree.test-data.ts'
import { checkLetter } from './upn.ts'

/** The collection's structure, in its order: ? none or one, * any number, + one or more. */
const STRUCTURE: Readonly<Record<string, string>> = {
  Message: 'Header Children',
  Header: 'CollectionDetails Source',
  CollectionDetails: 'Collection Year ReferenceDate',
  Source: 'SourceLevel LEA SoftwareCode Release SerialNo DateTime',
  Children: 'Child+',
  Child: 'ChildIdentifiers ChildCharacteristics CINdetails+',
  ChildIdentifiers:
    'LAchildID UPN? FormerUPN? UPNunknown? PersonBirthDate? ExpectedPersonBirthDate? Sex PersonDeathDate?',
  ChildCharacteristics: 'Ethnicity Disabilities',
  Disabilities: 'Disability+',
  CINdetails:
    'CINreferralDate ReferralSource PrimaryNeedCode? CINclosureDate? ReasonForClosure? DateOfInitialCPC? Assessments* ' +
    'CINPlanDates* Section47* ReferralNFA ChildProtectionPlans* PreProceedingsandFGDM*',
  Assessments: 'AssessmentActualStartDate AssessmentAuthorisationDate? FactorsIdentifiedAtAssessment?',
  FactorsIdentifiedAtAssessment: 'AssessmentFactors+',
  CINPlanDates: 'CINPlanStartDate CINPlanEndDate?',
  Section47: 'S47ActualStartDate InitialCPCtarget? DateOfInitialCPC? ICPCnotRequired',
  ChildProtectionPlans:
    'CPPstartDate CPPendDate? InitialCategoryOfAbuse LatestCategoryOfAbuse NumberOfPreviousCPP Reviews?',
  Reviews: 'CPPreviewDate+',
  PreProceedingsandFGDM:
    'PPStartDate LBPSentDate? FGDMMeetingOffer? FGDMMeetingFac? InitialPPMeetingDate? ReviewMeetingsCount? ' +
    'StepDecisionDate? PPOutcome?',
}

const window = windowOf(AS_OF)
const FIRST = formatDay(window.firstDay)
const LAST = formatDay(window.censusDay)

function census(children: number, seed: number): Node {
  let text = censusHead(window)
  for (const child of authority(children, seed)) text += censusChild(child, window)
  return readTree(text + CENSUS_FOOT)
}

function checkStructure(node: Node): void {
  const structure = STRUCTURE[node.name]
  if (structure === undefined) {
    assert(node.text !== '' && node.children.length === 0, `${node.name} should be text`)
    return
  }
  const pattern = structure
    .split(' ')
    .map((part) => `(?:${part.replace(/[?*+]$/, '')} )${part.replace(/^\w+/, '')}`)
    .join('')
  const found = node.children.map(({ name }) => `${name} `).join('')
  assert.match(found, new RegExp(`^${pattern}$`), `<${node.name}> holds ${found}`)
  for (const child of node.children) checkStructure(child)
}

function* everywhere(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) yield* everywhere(child)
}

test('the census has the structure of its collection year, and shows every element of it', () => {
  const seen = new Set<string>()
  for (const seed of [1, 2, 3]) {
    const message = census(600, seed)
    checkStructure(message)
    for (const { name } of everywhere(message)) seen.add(name)
  }
  const names = Object.values(STRUCTURE).flatMap((structure) => structure.split(' '))
  const never = names.map((name) => name.replace(/[?*+]$/, '')).filter((name) => !seen.has(name))
  // Deaths are too few to count on.
  assert.deepEqual(new Set([...never, 'PersonDeathDate']), new Set(['PersonDeathDate']))
})

test('nothing in the census happened after its day, and its reviews and letters are of its year', () => {
  const yearOnly = new Set(['CPPreviewDate', 'LBPSentDate', 'InitialPPMeetingDate', 'StepDecisionDate'])
  for (const { name, text } of everywhere(census(300, 5))) {
    if (!/^\d{4}-\d\d-\d\d$/.test(text) || ['ExpectedPersonBirthDate', 'InitialCPCtarget'].includes(name)) continue
    assert(text <= LAST, `${name} is ${text}`)
    if (yearOnly.has(name)) assert(text >= FIRST, `${name} is ${text}`)
  }
})

test('the census keeps the checks of the collection', () => {
  const ids = new Set<string>()
  const children = childNodes(childNodes(census(800, 6), 'Children')[0], 'Child')
  for (const child of children) {
    const who = childNodes(child, 'ChildIdentifiers')[0]
    const id = textOf(who, 'LAchildID')
    assert(/^[A-Za-z0-9]{1,20}$/.test(id) && !ids.has(id), `8510, 1570: ${id}`)
    ids.add(id)
    const upn = textOf(who, 'UPN')
    assert.equal(upn === '', textOf(who, 'UPNunknown') !== '', `1510: ${id}`)
    if (upn !== '') assert.equal(upn.charAt(0), checkLetter(upn.slice(1)), `1520: ${id}`)
    const births = [textOf(who, 'PersonBirthDate'), textOf(who, 'ExpectedPersonBirthDate')]
    assert.equal(births.filter((birth) => birth !== '').length, 1, `8525: ${id}`)
    for (const details of childNodes(child, 'CINdetails')) checkDetails(id, details)
  }
  assert(children.length > 1_000)
})

function checkDetails(id: string, details: Node): void {
  const enquiries = childNodes(details, 'Section47')
  const conferences = enquiries.map((each) => textOf(each, 'DateOfInitialCPC')).filter((date) => date !== '')
  const own = textOf(details, 'DateOfInitialCPC')
  assert(own === '' || !conferences.includes(own), `2884: ${id}`)
  for (const date of [own, ...conferences]) if (date !== '') assert(weekdayIndex(day(date)) < 5, `8875: ${id}`)
  for (const each of enquiries) {
    const target = textOf(each, 'InitialCPCtarget')
    const begun = day(textOf(each, 'S47ActualStartDate'))
    if (target !== '') assert.deepEqual(CALENDAR.addWorkingDays(begun, 15), { ok: true, value: day(target) }, id)
    if (textOf(each, 'ICPCnotRequired') === 'true') assert.equal(textOf(each, 'DateOfInitialCPC'), '', id)
  }
  if (['RC8', 'RC9'].includes(textOf(details, 'ReasonForClosure'))) {
    for (const name of ['CINPlanDates', 'Section47', 'ChildProtectionPlans']) {
      assert.equal(childNodes(details, name).length, 0, `2990: ${id}`)
    }
  }
  const needPlans = childNodes(details, 'CINPlanDates')
  for (const plan of childNodes(details, 'ChildProtectionPlans')) {
    const start = textOf(plan, 'CPPstartDate')
    const end = textOf(plan, 'CPPendDate') || '9999'
    assert(end > start, `8840, 8925: ${id}`)
    if (start >= FIRST) assert([own, ...conferences].includes(start), `2885: ${id}`)
    for (const review of childNodes(childNodes(plan, 'Reviews')[0], 'CPPreviewDate')) {
      assert(review.text > start && review.text <= end, `8841: ${id}`)
    }
    for (const other of needPlans) {
      const from = textOf(other, 'CINPlanStartDate')
      const until = textOf(other, 'CINPlanEndDate') || '9999'
      assert(from >= end || until <= start, `4001: ${id}`)
    }
  }
}
