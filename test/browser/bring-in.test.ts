// An automatic start: files of an invented authority are brought in and adopted, and a manager finds what they owe.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { ImportDesk } from '../../src/cases/import/desk.ts'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import { demonstration, tables } from '../record/importing.ts'
import { deskOver, runningClock } from '../web/desk.ts'
import { type TestFace, testFace } from '../web/face.ts'
import { launchBrowser, noBrowser } from './browser.ts'
import { lookAt, markupFaults } from './look-at.ts'
import { turn } from './turning.ts'

describe('bringing files in, in a browser', { skip: noBrowser }, () => {
  const clock = runningClock()
  const seen: { name: string; html: string }[] = []
  let browser: Browser
  let database: TestDatabase
  let team: Team
  let desk: ImportDesk
  let face: TestFace
  let origin: string

  before(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    database = await testDatabase()
    team = await layOutTeam(database)
    await database.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       values ($1, $2, $3, 'record-keeper', '2020-01-01')`,
      [AUTHORITY, nextId(), team.person('Quin')],
    )
    await database.root.query('insert into sightline.staff_names (authority, name, person_id) values ($1, $2, $3)', [
      AUTHORITY,
      'TM1',
      team.person('Tam'),
    ])
    desk = deskOver(database, clock)
    face = await testFace(database, { origins: [origin], imports: desk, now: clock })
    await face.server.listen({ port, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await face.close()
    await desk.close()
    await database.close()
  })

  async function signIn(page: Page, name: string): Promise<void> {
    await page.context().clearCookies()
    await page.goto(`${origin}/sign-in`)
    await turn(page.locator(`button[value="${team.person(name)}"]`))
  }

  /** Keeps a page as the server made it, to be looked at in the end. */
  async function keep(page: Page, name: string): Promise<void> {
    seen.push({ name, html: await (await page.context().request.get(page.url())).text() })
  }

  it('opens a pathway by itself, which its manager finds in their work', async () => {
    const page = await browser.newPage()
    await signIn(page, 'Quin')
    await turn(page.getByRole('link', { name: 'Bring data in' }))
    await keep(page, 'nothing brought yet')
    await turn(page.getByRole('button', { name: 'Bring files in' }))
    await keep(page, 'the form')
    await page.setInputFiles('#files', [...(await demonstration(80))])
    await turn(page.getByRole('button', { name: 'Read the files' }))
    // The page of progress looks again by itself.
    await page.getByRole('button', { name: 'Adopt it' }).waitFor({ timeout: 60_000 })
    await keep(page, 'waiting')
    await turn(page.getByRole('link', { name: /^Nothing is wrong/ }))
    await keep(page, 'findings')
    await turn(page.getByRole('link', { name: 'Back', exact: true }))
    await turn(page.getByRole('link', { name: 'Show Children who are new' }))
    await keep(page, 'children')
    await page.goBack()
    await turn(page.getByRole('button', { name: 'Adopt it' }))
    await page.getByRole('heading', { name: 'What came of it' }).waitFor({ timeout: 60_000 })
    const opened = page.locator('dt', { hasText: 'Pathways that opened by themselves' }).locator('+ dd')
    assert.equal((await opened.textContent())?.trim(), '1')
    await keep(page, 'adopted')
    await turn(page.getByRole('link', { name: 'Undo this' }))
    await page.getByText('1 pathway was opened').waitFor()
    await keep(page, 'undo')
    await signIn(page, 'Tam')
    await page.goto(`${origin}/my-work`)
    const owed = page.locator('.sl-owed').first()
    await owed.waitFor()
    await turn(owed.getByRole('link').first())
    assert.match(page.url(), /\/pathways\//)
    await page
      .getByText(/challenging cases/i)
      .first()
      .waitFor()
    await page.close()
  })

  it('goes without scripts, by looking again', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await signIn(page, 'Quin')
    await page.goto(`${origin}/imports/new`)
    await turn(page.getByRole('button', { name: 'Read the files' }))
    assert.match(await page.title(), /^Error: /)
    await page.setInputFiles('#files', [...tables({ person: ['A1,F,2015-03-01'] })])
    await turn(page.getByRole('button', { name: 'Read the files' }))
    for (let tries = 0; tries < 200 && page.url().endsWith('/progress'); tries++) {
      await turn(page.getByRole('link', { name: 'Look again' }))
    }
    await page.getByText('It leaves out').waitFor()
    await keep(page, 'with a doubt')
    await turn(page.getByRole('link', { name: 'Throw it away' }))
    await page.getByLabel('Why?').fill('It is of one team alone')
    await turn(page.getByRole('button', { name: 'Throw away' }))
    await page.getByText('Nothing of it counts').waitFor()
    await keep(page, 'thrown away')
    await page.goto(`${origin}/imports`)
    await keep(page, 'the list')
    await page.goto(`${origin}/matches`)
    await keep(page, 'matches')
    await context.close()
  })

  it('shows pages that are whole for everybody', async () => {
    const faults: string[] = []
    for (const { name, html } of seen) {
      faults.push(...(await markupFaults(html)).map((fault) => `${name}: ${fault}`))
    }
    // Pages that were made already ask for their styles at the address by which tests know the server.
    const styled = await testFace(database)
    const context = await browser.newContext()
    faults.push(...(await lookAt(await context.newPage(), styled.server, seen, () => undefined)))
    await context.close()
    await styled.close()
    assert.deepEqual(faults, [])
  })
})
