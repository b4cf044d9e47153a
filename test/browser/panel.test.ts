// One young person through a whole month of the Complex Case Panel, with six agencies and by pages alone: referred, invited to,
// taken on with a shared plan, flagged by each agency or refused, met at night by the police, reviewed, and let go of again. At
// each turn, who of which agency may see it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { setUp } from '../../src/cases/set-up/set-up.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { keepPeople } from '../../src/record/people/keep-people.ts'
import { unbound, within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, moment } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import { PLAN, REFERRAL, REVIEW, SAT } from '../walks/buckinghamshire/given.ts'
import { ORIGIN, type TestFace, testFace, Visitor } from '../web/face.ts'
import { answer } from './answering.ts'
import { launchBrowser, noBrowser } from './browser.ts'

const OK = 200
const NOT_FOUND = 404
const SINCE = '2020-01-06'
const BEGINS = '2026-11-02T08:00:00Z'

/** Who there is: a name, an agency and a role. Zed's clinic has nothing to do with the young person. */
const PEOPLE: readonly (readonly [name: string, agency: string, role: string])[] = [
  ['Wyn', 'council', 'social-worker'],
  ['Tam', 'council', 'team-manager'],
  ['Cha', 'council', 'panel-chair'],
  ['Soc', 'council', 'panel-social-care'],
  ['Bea', 'council', 'business-unit'],
  ['Hal', 'health', 'panel-health'],
  ['Pia', 'police', 'panel-police'],
  ['Olga', 'police', 'practitioner'],
  ['Ed', 'school', 'panel-education'],
  ['Yves', 'youth-offending', 'panel-youth-offending'],
  ['Odo', 'out-of-hours', 'out-of-hours'],
  ['Zed', 'far-clinic', 'practitioner'],
]
const FLAGGED = ['health', 'police', 'school', 'youth-offending', 'out-of-hours']

describe('a month of the Complex Case Panel', { skip: noBrowser }, () => {
  let browser: Browser
  let page: Page
  let database: TestDatabase
  let face: TestFace
  let origin: string
  let pathway = ''
  const ids = new Map<string, string>()

  before(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    database = await testDatabase()
    const { store, root } = database
    const library = openLibrary()
    const protocols = library.protocols.filter(({ protocol }) => protocol.id === 'complex-cases')
    const named = { authority: AUTHORITY, title: 'Nowhere', demonstration: true }
    const made = await setUp(store, named, { ...library, protocols }, moment(BEGINS))
    assert.ok(made.ok)
    const agencies = [...new Set(PEOPLE.map(([, agency]) => agency))]
    await within(store, made.service, moment(BEGINS), (bound) =>
      keepPeople(bound, {
        councils: [],
        agencies: agencies.map((agency) => {
          const kind = agency === 'council' ? 'council' : 'other'
          return { agency, title: `Invented ${agency}`, kind, council: null, since: SINCE, until: null }
        }),
        teams: [],
        people: PEOPLE.map(([name, agency]) => {
          return { staff_id: name, name, agency, team: null, manager: null, email: null, since: SINCE, until: null }
        }),
        roles: PEOPLE.map(([name, , role]) => {
          return { staff_id: name, role, agency: null, team: null, since: SINCE, until: null }
        }),
        pools: [],
        sittings: [],
        signIns: [],
      }),
    )
    const { rows } = await root.query('select name, person_id from sightline.persons')
    for (const { name, person_id: id } of rows) ids.set(name, id)
    const caseId = await addCase({ root, store, person }, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
    await within(store, made.service, moment(BEGINS), (bound) => unbound(bound, () => keepCaseScopes(bound, [caseId])))
    face = await testFace(database, { origins: [origin, ORIGIN] })
    await face.server.listen({ port, host: '127.0.0.1' })
    browser = await launchBrowser()
    page = await browser.newPage({ javaScriptEnabled: false })
    page.setDefaultTimeout(9000)
  })
  after(async () => {
    await browser.close()
    await face.close()
    await database.close()
  })

  function person(name: string): string {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`nobody is called ${name}`)
    return id
  }

  const words = async (): Promise<string> => (await page.textContent('main')) ?? ''
  const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click()
  const status = async (path: string): Promise<number> => (await page.request.get(`${origin}${path}`)).status()

  async function signedIn(name: string): Promise<Visitor> {
    const visitor = new Visitor(face)
    await visitor.get('/sign-in')
    await visitor.post('/sign-in', { person: person(name) })
    return visitor
  }

  /** Somebody signs in, and reads what their first page says. */
  async function sitsDown(name: string, when: string, ...reads: readonly RegExp[]): Promise<void> {
    face.setNow(when)
    const visitor = await signedIn(name)
    await page.context().clearCookies()
    const cookies = [...visitor.cookies].map(([key, value]) => ({ name: key, value, url: origin }))
    await page.context().addCookies(cookies)
    await page.goto(`${origin}/my-work`)
    for (const each of reads) assert.match(await words(), each, name)
  }

  /** Of these people, who finds the pathway when asking for it by its address. */
  async function finders(when: string, ...names: readonly string[]): Promise<readonly string[]> {
    face.setNow(when)
    const found: string[] = []
    for (const name of names) {
      const visitor = await signedIn(name)
      const { statusCode } = await visitor.get(`/pathways/${pathway}`)
      assert.ok([OK, NOT_FOUND].includes(statusCode), String(statusCode))
      if (statusCode === OK) found.push(name)
    }
    return found
  }

  /** Records a step of the pathway, as far as the page that says what follows. */
  async function records(step: string, given: Answers = {}, outcome?: string): Promise<void> {
    if (step !== '') await page.goto(`${origin}/pathways/${pathway}/steps/${step}`)
    await answer(page, given)
    if (outcome !== undefined) await page.locator(`[name="outcome"][value="${outcome}"]`).check()
    await press('Continue')
    await press('Record it')
    assert.match(await words(), /What follows/, `${step}: ${await words()}`)
  }

  async function plans(day: string, month: string): Promise<void> {
    await page.goto(`${origin}/meetings/panel/plan`)
    for (const [label, text] of [
      ['Day', day],
      ['Month', month],
      ['Year', '2026'],
    ]) {
      await page.getByLabel(label ?? '').fill(text ?? '')
    }
    await press('Plan it')
  }

  it('is one plan of six agencies, from the referral until no flag is left', async () => {
    // Referred by the worker; the panel is told, and nobody else.
    await sitsDown('Wyn', '2026-11-02T09:00:00Z')
    await page.goto(`${origin}/raise/complex-cases/refer-to-the-panel`)
    await page.locator('.sl-found a').first().click()
    await records('', REFERRAL)
    pathway = page.url().split('/')[4] ?? ''
    const everybody = PEOPLE.map(([name]) => name)
    const panel = ['Cha', 'Soc', 'Bea', 'Hal', 'Pia', 'Ed', 'Yves']
    assert.deepEqual(await finders('2026-11-02T10:00:00Z', ...everybody), ['Wyn', 'Tam', ...panel])

    // Invited to, and a sitting planned.
    await sitsDown('Bea', '2026-11-03T09:00:00Z', /Send the invitations/, /A young person is referred to the panel/)
    await records('send-invitations', { 'invited-now': 'All standing members.', 'legal-considered': 'legal-at-hand' })
    await sitsDown('Cha', '2026-11-03T10:00:00Z', /Take the case to the panel/)
    await plans('18', '11')
    await plans('16', '12')
    await sitsDown('Hal', '2026-11-04T09:00:00Z', /The panel considers a young person/)

    // The panel sits: one shared plan, and a flag asked of five agencies.
    await sitsDown('Cha', '2026-11-18T15:00:00Z')
    const asked = FLAGGED.map((agency) => ({ which: [agency], attended: !['school', 'out-of-hours'].includes(agency) }))
    const plan = { ...PLAN, accountable: person('Soc') }
    const always = { 'always-told': ['police', 'health', 'out-of-hours-care'] }
    await records('agree-shared-plan', { ...SAT, ...plan, ...always, agencies: asked })
    assert.deepEqual(await finders('2026-11-18T16:00:00Z', 'Olga', 'Odo', 'Zed'), ['Olga', 'Odo'])
    await sitsDown('Cha', '2026-11-18T16:30:00Z', /Tell the agency that was not at the meeting/)
    for (const absent of ['Invented school', 'Invented out-of-hours']) {
      await page.goto(`${origin}/pathways/${pathway}/steps/notify-agency`)
      const chosen = page.locator('.govuk-radios__item', { hasText: absent }).getByRole('radio')
      if ((await chosen.count()) > 0) await chosen.check()
      await records('')
    }

    // Each agency adopts the plan and places the flag; one says what stands in for it, one why it does not adopt.
    const refuses = { adopted: false, 'refused-because': 'We have nobody at night.' }
    const otherwise = { 'placed-as': 'alternative', alternative: 'A note on the register.', responsible: 'Ed.' }
    const placed = { 'placed-as': 'flag', responsible: 'The duty desk.' }
    for (const [name, adopts, places] of [
      ['Pia', { adopted: true }, placed],
      ['Hal', { adopted: true }, placed],
      ['Yves', { adopted: true }, placed],
      ['Ed', { adopted: true }, otherwise],
      ['Odo', refuses, placed],
    ] as const) {
      await sitsDown(name, '2026-11-19T09:00:00Z', /Adopt the shared plan for your agency/, /Place the flag/)
      await records('adopt-the-plan', adopts)
      await records('confirm-placed', places)
    }
    await sitsDown('Cha', '2026-11-20T09:00:00Z', /An agency refuses the shared plan/)
    await page.goto(`${origin}/pathways/${pathway}`)
    assert.match(await words(), /We have nobody at night/)

    // At two in the morning a constable meets them: told at once, written up, and answered.
    await sitsDown('Olga', '2026-11-21T02:10:00Z')
    await records('record-contact', {
      'where-seen': 'At the bus station.',
      appearance: 'Cold, without a coat.',
      behaviour: 'Quiet.',
      'tried-to-engage': 'Tea, and a seat.',
      signposted: 'The youth line.',
    })
    await sitsDown('Olga', '2026-11-21T02:40:00Z', /Tell the young person's worker/, /Follow the call up in writing/)
    await records('record-call', { 'told-whom': { when: '2026-11-21T02:30', with: 'Wyn, by telephone.' } })
    await records('write-up-contact', { 'contact-report': 'Took the card, and was driven home.' })
    await page.goto(`${origin}/pathways/${pathway}`)
    const report = await page.locator('a[href*="/papers/contact-report.pdf"]').first().getAttribute('href')
    assert.equal(await status(report ?? ''), OK, 'the police have their report')
    await sitsDown('Wyn', '2026-11-21T09:00:00Z', /A contact with the young person/, /Respond to the contact/)
    await records('respond-to-contact', { response: 'The outreach worker goes there tonight.' })

    // What was learnt goes into a second version, and the panel reviews it at its next sitting: the case comes off.
    await sitsDown('Cha', '2026-11-23T09:00:00Z')
    await records('revise-shared-plan', { ...plan, outreach: 'Thursdays and Fridays, at the bus station.' })
    await sitsDown('Pia', '2026-11-23T10:00:00Z')
    await page.goto(`${origin}/pathways/${pathway}`)
    assert.match(await words(), /Thursdays and Fridays, at the bus station/)
    await sitsDown('Cha', '2026-12-16T15:00:00Z', /Review the case at the panel/)
    await records('review-the-case', { ...SAT, ...REVIEW }, 'remove')
    assert.deepEqual(await finders('2026-12-16T16:00:00Z', 'Olga', 'Odo', 'Zed'), ['Olga', 'Odo'])

    // No flag is forgotten: the case is not closed before each agency has confirmed.
    const wait = async (name: string): Promise<void> => {
      await sitsDown(name, '2026-12-17T09:00:00Z', /Take the flag off your own system/, /The case is off the panel/)
      await records('confirm-removed')
    }
    for (const name of ['Pia', 'Hal', 'Yves', 'Ed']) await wait(name)
    await sitsDown('Bea', '2026-12-17T10:00:00Z')
    await page.goto(`${origin}/pathways/${pathway}/steps/close-the-case`)
    assert.match(await words(), /An agency has not yet confirmed that its flag is gone/)
    await wait('Odo')
    await sitsDown('Bea', '2026-12-17T11:00:00Z')
    await page.goto(`${origin}/pathways/${pathway}/steps/close-the-case`)
    await press('Continue')
    await press('Record it')
    assert.match(await words(), /you are not able to see it any more/)
    await sitsDown('Wyn', '2026-12-17T12:00:00Z', /Ended: Off the panel and off every flag/)
    const left = await finders('2026-12-18T09:00:00Z', ...everybody)
    assert.deepEqual(left, ['Wyn', 'Tam'], 'the agencies have no more part in it')
  })
})
