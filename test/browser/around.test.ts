// Pages of people and of who may know, shown in a browser (test/browser/states.test.ts shows what a manager sees); and the glass broken in one without scripts.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { layOutTeam, ledCase, raisedIn, type Team } from '../record/access/team.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, Visitor } from '../web/face.ts'
import { launchBrowser, noBrowser } from './browser.ts'
import { lookAt, markupFaults } from './look-at.ts'
import { turn } from './turning.ts'

const PORT = 39_187
const HOME = `http://localhost:${PORT}`

let database: TestDatabase
let team: Team
let caseId: string
let browser: Browser
let face: TestFace

describe('people and need to know in a browser', { skip: noBrowser }, () => {
  before(async () => {
    database = await testDatabase()
    team = await layOutTeam(database)
    caseId = await ledCase(team)
    await raisedIn(team, caseId)
    await team.root.query(`update sightline.persons set manager_id = $1 where person_id = $2`, [
      team.person('Tam'),
      team.person('Wyn'),
    ])
    await team.root.query(`update sightline.children set identifier = 'SEEN-1'`)
    browser = await launchBrowser()
    face = await testFace(database, { origins: [HOME] })
    await face.server.listen({ port: PORT, host: '127.0.0.1' })
  })
  after(async () => {
    await browser.close()
    await face.close()
    await database.close()
  })

  it('lets somebody find a case, see it in an emergency, leave a note and give it back, without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${HOME}/sign-in`)
    await turn(page.locator(`button[value="${team.person('Nan')}"]`))
    await page.goto(`${HOME}/glass/find`)
    await page.getByLabel('The child’s identifier').fill('SEEN-1')
    await turn(page.getByRole('button', { name: 'Find' }))
    await turn(page.getByRole('main').getByRole('link', { name: 'See it in an emergency' }))
    await page.getByLabel('A child may be in danger now').check()
    await page.getByLabel('Say what has happened').fill('An invented night')
    await page.getByLabel('1 hour').check()
    await turn(page.getByRole('button', { name: 'Continue' }))
    await turn(page.getByRole('button', { name: 'Open the case' }))
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Plainly Invented')
    await turn(page.getByRole('link', { name: 'Leave your note or give it back' }))
    await page.getByLabel('Your note').fill('I rang the ward')
    await turn(page.getByRole('button', { name: 'Leave the note' }))
    assert.ok(await page.getByText('I rang the ward').isVisible())
    face.setNow('2026-11-20T10:05:00Z')
    await turn(page.getByRole('button', { name: 'Give it back' }))
    assert.equal(await page.getByRole('button', { name: 'Give it back' }).count(), 0)
    await context.close()
  })

  it('shows pages of people whole, on a small screen too', async () => {
    const inside = await testFace(database)
    const states: { name: string; html: string }[] = []
    const wyn = team.person('Wyn')
    for (const [name, paths] of [
      [
        'Ade',
        ['/people', `/people/${wyn}`, `/people/${wyn}/change`, `/people/${wyn}/roles/give`, '/places', '/people/lists'],
      ],
      ['Tam', [`/cases/${caseId}/access/exclude`, `/team/${wyn}/hand-over`]],
    ] as const) {
      const visitor = new Visitor(inside)
      await visitor.signIn(team.person(name))
      for (const path of paths) {
        const { statusCode, body } = await visitor.get(path)
        assert.equal(statusCode, 200, path)
        states.push({ name: path, html: body })
      }
      const asks = paths.find((path) => /give|exclude/.test(path)) ?? ''
      states.push({ name: `${asks}, nothing typed`, html: (await visitor.post(asks, { do: 'check' })).body })
    }
    for (const { name, html } of states) assert.deepEqual(await markupFaults(html), [], name)
    const page = await browser.newPage()
    assert.deepEqual(await lookAt(page, inside.server, states, () => undefined), [])
    await inside.close()
  })
})
