// A third child protection plan, from the census that tells of it to what the Escalation Panel decides and what is done with that,
// through pages alone: two agencies write their parts of the analysis, the chair agrees it with one who dissents, a member of the
// panel looks first, and the panel wants an urgent review conference.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { census, child, details, el, header, identifiers, plan } from '../../src/intake/census/made.test-data.ts'
import { folder, tables } from '../record/importing.ts'
import { ANALYSIS, HISTORY } from '../walks/warwickshire/analysis.ts'
import { noBrowser } from './browser.ts'
import { Journey } from './journey.ts'
import { turn } from './turning.ts'

const OK = 200

const PEOPLE: readonly (readonly [name: string, agency: string, ...roles: readonly string[]])[] = [
  ['Quin', 'council', 'record-keeper'],
  ['Sian', 'council', 'social-worker'],
  ['Iris', 'council', 'conference-chair'],
  ['Ola', 'council', 'operations-manager'],
  ['Rob', 'council', 'reviewing-manager'],
  ['Rex', 'council', 'reviewing-service'],
  ['Max', 'council', 'service-manager'],
  ['Cari', 'school', 'core-group'],
  ['Nerys', 'health', 'core-group'],
  ['Petra', 'council', 'escalation-panel-chair'],
  ['Mo', 'police', 'escalation-panel-member'],
]

/** An enquiry that asks for a conference by 20 March, which was held on a day or is still to come. */
const enquiry = (held = ''): string =>
  el('Section47', [
    el('S47ActualStartDate', '2026-02-27'),
    el('InitialCPCtarget', '2026-03-20'),
    el('DateOfInitialCPC', held),
    el('ICPCnotRequired', 'false'),
  ])

describe('a third plan', { skip: noBrowser }, () => {
  let journey: Journey
  let known = ''

  before(async () => {
    journey = await Journey.begin({ protocols: ['repeat-plans'], people: PEOPLE }, '2026-03-01T09:00:00Z', {
      bringsIn: true,
    })
    known = await journey.addChild('Plainly Invented', [
      ['social-worker', 'Sian'],
      ['conference-chair', 'Iris'],
      ['core-group', 'Cari'],
      ['core-group', 'Nerys'],
    ])
    await journey.brings(
      tables({
        person: [`${known},F,2014-05-06`],
        cp_plans: [`p1,${known},2021-01-05,2021-11-30,NEG,NEG`, `p2,${known},2023-02-06,2023-12-01,NEG,NEG`],
      }),
      '2026-03-01T10:00:00Z',
    )
  })
  after(() => journey.end())

  /** Whoever keeps the record brings a census in, written at this moment, and adopts it. */
  async function bringsIn(writtenOn: string, ...parts: readonly string[]): Promise<void> {
    const file = join(folder(), 'census.xml')
    const head = header({ year: '2026', referenceDate: '2026-03-31', writtenOn })
    writeFileSync(file, census(child(identifiers({ LAchildID: known }), details({}, ...parts)), head))
    const { page } = journey
    await journey.goes('/imports/new')
    await page.setInputFiles('#files', [file])
    for (const button of ['Read the files', 'Adopt it']) {
      await journey.press(button)
      // It is read beside, and the page looks again until that is done.
      while (page.url().endsWith('/progress')) await turn(page.getByRole('link', { name: 'Look again' }))
    }
  }

  it('goes from a census to what the panel decides, and what is done with it', async () => {
    // A conference is asked for after two plans: its census opens the pathway, and what is owed is owed by the conference.
    await journey.sitsDown('Quin', '2026-03-03T08:00:00Z')
    await bringsIn('2026-03-02T07:30:00', enquiry())
    await journey.reads(/Pathways that opened by themselves\s*1/)

    await journey.sitsDown('Sian', '2026-03-04T09:00:00Z', /Prepare the history for the initial conference/)
    await turn(journey.page.getByRole('link', { name: /Prepare the history/ }).first())
    journey.pathway = journey.page.url().split('/')[4] ?? ''
    await journey.looksAt('prepare-history', /Some answers begin with what the record tells/, /begun 5 January 2021/)
    await journey.records(null, HISTORY)
    assert.deepEqual(await journey.finders('2026-03-04T10:00:00Z', 'Petra', 'Mo', 'Rex'), ['Rex'])

    await journey.sitsDown(
      'Iris',
      '2026-03-05T11:00:00Z',
      /Complete the Enhanced Risk Analysis at the initial conference/,
    )
    await journey.records('call-for-analysis', { 'asked-agencies': ['school', 'health'] })
    await journey.sitsDown('Cari', '2026-03-09T09:00:00Z', /Write your agency's part of the analysis/)
    await journey.records('contribute-part', { 'own-part': 'She came on two days of five.' })
    await journey.sitsDown('Iris', '2026-03-10T10:00:00Z')
    await journey.looksAt(
      'agree-analysis',
      /An agency that was asked has not written its part yet/,
      /It is owed by Nerys \(Invented health\)/,
    )
    await journey.sitsDown('Nerys', '2026-03-11T11:00:00Z', /Write your agency's part of the analysis/)
    await journey.records('contribute-part', { 'own-part': 'Two injuries.' })
    await journey.sitsDown('Iris', '2026-03-20T09:00:00Z')
    await journey.looksAt('agree-analysis', /She came on two days of five/, /Two injuries/)
    const dissent = [{ 'who-disagrees': ['school'], 'why-disagrees': 'Care cannot go on at all.' }]
    await journey.records(null, { ...ANALYSIS, dissent })

    // The plan begins, and the next census tells of it: the same pathway goes to the panel.
    await journey.sitsDown('Quin', '2026-03-24T08:00:00Z')
    await bringsIn('2026-03-23T07:30:00', enquiry('2026-03-20'), plan({ start: '2026-03-20', previous: '2' }))
    await journey.sitsDown('Rex', '2026-03-26T09:00:00Z', /Refer the third plan to the Escalation Panel/)
    await journey.looksAt(null, /Third plan or family episode, to be referred to the panel/)
    const view = { 'view-on-progress': 'progresses-not', 'view-because': 'It is the plan of last time.' }
    await journey.records('refer-to-panel', view)
    assert.deepEqual(await journey.finders('2026-03-26T10:00:00Z', 'Petra', 'Mo', 'Rex'), ['Petra', 'Mo'])
    await journey.sitsDown('Mo', '2026-03-27T09:00:00Z', /A case for the Escalation Panel/, /Look at the case first/)
    await journey.looksAt(null)
    const analysis = await journey.page
      .locator('a[href*="/papers/enhanced-risk-analysis.pdf"]')
      .first()
      .getAttribute('href')
    assert.equal(await journey.status(analysis ?? ''), OK)
    await journey.records('screen-the-case', {
      'analysis-concludes': 'No lasting change.',
      'harm-goes-on': true,
      'plan-ending': 'not-ending',
      impetus: 'drifting',
      recommends: 'more-action',
      'recommends-because': 'Three plans of the same.',
    })
    await journey.sitsDown('Petra', '2026-03-30T09:00:00Z', /Decide as panel/)
    await journey.looksAt(null, /Three plans of the same/)
    const decided = { 'panel-reasons': 'It drifts.', 'course-of-action': 'Legal advice within a month.' }
    await journey.records('decide-as-panel', decided, 'action')
    await journey.sitsDown(
      'Iris',
      '2026-03-31T09:00:00Z',
      /The Escalation Panel has decided/,
      /Convene the review conference/,
    )
    await journey.looksAt(null, /Legal advice within a month/)
    await journey.records('convene-urgent-review', { 'convened-for': '2026-04-14' })
    await journey.looksAt(null, /Decided on, and followed/)
    assert.deepEqual(await journey.finders('2026-04-01T10:00:00Z', 'Petra', 'Mo', 'Rex'), ['Rex'])
  })
})
