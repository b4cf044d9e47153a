// A child whose plan does not work, through all three tiers and by pages alone: asked for by health, refused there, settled by the
// council, reviewed at Tier 1 and Tier 2, referred to Tier 3, and reported on. At each turn, who of either agency may see it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { unbound } from '../../src/record/transaction.ts'
import { by, layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import {
  ARRANGED,
  CHOSEN,
  DEBRIEF,
  EVENT,
  INVITATIONS,
  PRINCIPLES,
  REFERRAL,
  REPORT,
  REQUEST,
  REVIEW,
  there,
} from '../walks/cwm-taf/answers.ts'
import { toldCase } from '../web/child.ts'
import { ORIGIN, type TestFace, testFace, Visitor } from '../web/face.ts'
import { answer } from './answering.ts'
import { launchBrowser, noBrowser } from './browser.ts'

const OK = 200
const NOT_FOUND = 404
const SINCE = '2020-01-01'

describe('three tiers', { skip: noBrowser }, () => {
  let browser: Browser
  let page: Page
  let database: TestDatabase
  let team: Team
  let face: TestFace
  let origin: string
  let pathway = ''

  before(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    database = await testDatabase()
    team = await layOutTeam(database)
    const { caseId } = await toldCase(team)
    const { root, person } = team
    await root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       select $1, gen_random_uuid(), p::uuid, r, $2 from unnest($3::text[], $4::text[]) as held (p, r)`,
      [
        AUTHORITY,
        SINCE,
        [person('Nan'), person('Rae'), person('Quin'), person('Quin')],
        ['practitioner', 'facilitator', 'business-unit', 'quality-group-chair'],
      ],
    )
    // The hospital's safeguarding lead, and a facilitator who has no part in the case.
    for (const [name, role, agency] of [
      ['Len', 'safeguarding-lead', 'hospital'],
      ['Fay', 'facilitator', 'council'],
    ]) {
      const id = nextId()
      people.set(name ?? '', id)
      await root.query(
        `insert into sightline.persons (authority, person_id, pseudonym, name, agency, service, since)
         values ($1, $2, $3, $4, $5, false, $6)`,
        [AUTHORITY, id, nextId(), name, agency, SINCE],
      )
      await root.query(
        `insert into sightline.role_holdings (authority, holding_id, person_id, role, since) values ($1, $2, $3, $4, $5)`,
        [AUTHORITY, nextId(), id, role, SINCE],
      )
    }
    await root.query(`insert into sightline.pool_members values ($1, 'experienced-facilitators', $2, $3, null)`, [
      AUTHORITY,
      people.get('Fay'),
      SINCE,
    ])
    for (const [name, role] of [
      ['Nan', 'core-group'],
      ['Rae', 'reviewing-officer'],
      ['Sal', 'service-manager'],
    ]) {
      await root.query(
        `insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since)
         values ($1, $2, $3, $4, $5, $6)`,
        [AUTHORITY, caseId, nextId(), person(name ?? ''), role, SINCE],
      )
    }
    await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, [caseId])))
    face = await testFace(database, { origins: [origin, ORIGIN] })
    await face.server.listen({ port, host: '127.0.0.1' })
    browser = await launchBrowser()
    page = await browser.newPage({ javaScriptEnabled: false })
  })
  after(async () => {
    await browser.close()
    await face.close()
    await database.close()
  })

  const people = new Map<string, string>()
  const idOf = (name: string): string => people.get(name) ?? team.person(name)

  async function sitsDown(name: string, when: string): Promise<void> {
    face.setNow(when)
    await page.context().clearCookies()
    await page.goto(`${origin}/sign-in`)
    await page.locator(`button[value="${idOf(name)}"]`).click()
  }

  /** Whether somebody else finds the pathway, who asks for it by its address. */
  async function finds(name: string, when: string): Promise<boolean> {
    face.setNow(when)
    const visitor = new Visitor(face)
    await visitor.signIn(idOf(name))
    const { statusCode } = await visitor.get(`/pathways/${pathway}`)
    assert.ok([OK, NOT_FOUND].includes(statusCode), String(statusCode))
    return statusCode === OK
  }

  const words = async (): Promise<string> => (await page.textContent('main')) ?? ''
  const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click()
  const status = async (path: string): Promise<number> => (await page.request.get(`${origin}${path}`)).status()

  /** Records a step of the pathway, as far as the page that says what follows. */
  async function records(step: string, given: Answers = {}, outcome?: string): Promise<void> {
    if (step !== '') await page.goto(`${origin}/pathways/${pathway}/steps/${step}`)
    await answer(page, given)
    if (outcome !== undefined) await page.locator(`[name="outcome"][value="${outcome}"]`).check()
    await press('Continue')
    await press('Record it')
    assert.match(await words(), /What follows/, `${step}: ${await words()}`)
  }

  it('go from a professional of health to the outcome report, and each agency sees its part', async () => {
    const review = {
      ...REVIEW,
      attended: [idOf('Nan'), idOf('Wyn')],
      actions: [{ action: 'Visit twice a week', owner: idOf('Wyn'), 'by-when': '2026-12-11' }],
    }
    const here = () => `/pathways/${pathway}`

    // Health asks, is refused by its own safeguarding lead, and disagrees.
    await sitsDown('Nan', '2026-11-20T09:00:00Z')
    await page.goto(`${origin}/raise/challenging-cases/ask-for-tier-1`)
    await page.locator('.sl-found a').first().click()
    await press('Continue')
    await records('', REQUEST)
    pathway = page.url().split('/')[4] ?? ''
    assert.equal(await finds('Otto', '2026-11-20T10:00:00Z'), false, 'the police have no part in it')
    await sitsDown('Len', '2026-11-23T09:00:00Z')
    assert.match(await words(), /Decide whether the plan is failing/)
    await records('decide-request', { reasons: 'The plan has not had its time.' }, 'refused')
    await sitsDown('Nan', '2026-11-23T11:00:00Z')
    assert.match(await words(), /The request was refused/)
    await records('dispute-refusal', { disagreement: 'Four months is time enough for a baby.' })

    // The council settles it: the lead of health sees it no longer.
    await sitsDown('Sal', '2026-11-24T09:00:00Z')
    assert.match(await words(), /Settle the disagreement/)
    await records('settle-dispute', { settlement: 'The two met; Tier 1 is held.' }, 'agreed')
    assert.equal(await finds('Len', '2026-11-24T10:00:00Z'), false, 'what was decided no longer waits for the lead')

    // Tier 1, with its report.
    await sitsDown('Tam', '2026-11-25T09:00:00Z')
    await records('convene-tier-1', { ...INVITATIONS, 'held-on': '2026-12-02T10:00' })
    await sitsDown('Nan', '2026-11-25T10:00:00Z')
    assert.match(await words(), /Invitation to a Tier 1 Professional Review/)
    assert.match(await words(), /how the disagreement was settled/i)
    await sitsDown('Tam', '2026-12-02T12:00:00Z')
    await records('hold-tier-1', { ...review, combined: false, attendance: there() }, 'tier-2')
    await records('convene-tier-2', { ...INVITATIONS, 'held-on': '2026-12-09T10:00' })
    await sitsDown('Nan', '2026-12-03T09:00:00Z')
    await page.goto(`${origin}${here()}`)
    assert.match(await words(), /Tier 2 Senior Professional Review to be held/)
    const report = await page.locator('a[href*="/papers/tier-1-report.pdf"]').getAttribute('href')
    assert.equal(await status(report ?? ''), OK, 'health reads the report')

    // Tier 2, and the referral to Tier 3, which lets the Board's people in.
    assert.equal(await finds('Quin', '2026-12-09T09:00:00Z'), false, 'the Board is not asked yet')
    await sitsDown('Sal', '2026-12-09T12:00:00Z')
    const present = { ...there(), 'service-manager': 'present', 'police-inspector': 'absent' }
    const family = REVIEW['family-details']
    const short = { ...review, 'family-details': Array.isArray(family) ? family.slice(0, 1) : [] }
    await records('hold-tier-2', { ...short, attendance: present }, 'tier-3')
    await records('refer-to-tier-3', REFERRAL)
    await sitsDown('Quin', '2026-12-10T09:00:00Z')
    await page.goto(`${origin}${here()}`)
    assert.equal(await page.locator('a[href*="/papers/tier-3-referral.pdf"]').count(), 1)

    // Tier 3: the event and its outcome report.
    await records('arrange-event', { ...ARRANGED, 'held-on': '2027-01-05T09:30', attendees: [idOf('Nan')] })
    await records('choose-facilitators', { ...CHOSEN, facilitators: [idOf('Fay')] })
    await sitsDown('Fay', '2026-12-11T09:00:00Z')
    await records('agree-working-principles', PRINCIPLES)
    await records('prepare-event', { preparation: 'Who speaks first.' })
    await records('acknowledge-record')
    await sitsDown('Nan', '2026-12-11T10:00:00Z')
    await records('acknowledge-record')
    await sitsDown('Fay', '2027-01-05T15:00:00Z')
    await records('hold-event', { ...EVENT, attended: [idOf('Nan')] })
    await records('debrief', {
      ...DEBRIEF,
      actions: [{ action: 'One chronology', owner: idOf('Wyn'), 'by-when': '2027-01-29' }],
    })
    await records('complete-report', REPORT)
    await sitsDown('Nan', '2027-01-06T09:00:00Z')
    await page.goto(`${origin}${here()}`)
    assert.match(await words(), /Actions of the supervision event running/)
    const outcome = await page.locator('a[href*="/papers/event-outcome-report.docx"]').getAttribute('href')
    assert.equal(await status(outcome ?? ''), OK, 'health reads what came of it')
    assert.equal(await finds('Otto', '2027-01-06T10:00:00Z'), false, 'the police have had no part in it to the end')
  })
})
