// Signing in as a browser does it, with a real identity provider: the policy of our pages must let people go there and back.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { HtmlValidate } from 'html-validate'
import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core'
import { routesOfAuthority } from '../../src/web/routes.ts'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace } from '../web/face.ts'
import { type Peer, startPeer } from '../web/identity-provider.ts'
import { launchBrowser, noBrowser } from './browser.ts'
import { turn } from './turning.ts'

const WIDTHS = [1280, 320]
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

describe('signing in with a browser', { skip: noBrowser }, () => {
  let database: TestDatabase
  let team: Team
  let here: Peer
  let gone: Peer
  let face: TestFace
  let browser: Browser
  let origin: string
  let listening: Server

  before(async () => {
    database = await testDatabase()
    team = await layOutTeam(database)
    // The address must be known before the server is built, so that something listens there first.
    listening = createServer((request, response) => face.server.routing(request, response))
    await new Promise<void>((resolve) => {
      listening.listen(0, '127.0.0.1', () => resolve())
    })
    const { port } = listening.address() as AddressInfo
    origin = `http://127.0.0.1:${port}`
    here = await startPeer('here', origin)
    gone = await startPeer('gone', origin)
    await gone.close()
    const routes = routesOfAuthority([here.settings, gone.settings], origin)
    face = await testFace(database, { routes, demonstration: false, origins: [origin] })
    const other = nextId()
    const { root } = database
    await root.query(`insert into sightline.authorities values ('elsewhere', 'Elsewhere, which is not', true)`)
    await root.query(
      `insert into sightline.agencies (authority, agency, title, kind, since)
       values ('elsewhere', 'council', 'Elsewhere', 'council', '2020-01-01')`,
    )
    await root.query(
      `insert into sightline.persons (authority, person_id, pseudonym, name, agency, since)
       values ('elsewhere', $1, $2, 'Wyn Elsewhere', 'council', '2020-01-01')`,
      [other, nextId()],
    )
    await root.query(`update sightline.persons set until = '2026-11-01' where person_id = $1`, [team.person('Dot')])
    for (const [authority, subject, person] of [
      [AUTHORITY, 'tam-1', team.person('Tam')],
      [AUTHORITY, 'wyn-1', team.person('Wyn')],
      ['elsewhere', 'wyn-1', other],
      [AUTHORITY, 'dot-1', team.person('Dot')],
    ]) {
      await root.query('insert into sightline.sign_ins values ($1, $2, $3, $4)', [
        authority,
        here.settings.issuer,
        subject,
        person,
      ])
    }
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    listening.closeAllConnections()
    listening.close()
    await Promise.all([face.close(), here.close()])
    await database.close()
  })

  async function open(
    options: BrowserContextOptions,
  ): Promise<{ page: Page; complaints: string[]; sent: () => Promise<string> }> {
    const page = await (await browser.newContext(options)).newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      // It tells of pages that are answered as a refusal, and of what it cleared when somebody signed out.
      if (!/with a status of (400|403|503)|^Clear-Site-Data header/.test(message.text()))
        complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    let last: Response | null = null
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() !== 303) last = response
    })
    return { page, complaints, sent: async () => (await last?.text()) ?? '' }
  }

  const CHOICE = 'Sign in with Council of here'

  /** Every page that somebody may meet on the way in, each led to as they would come to it. */
  const PAGES: Readonly<Record<string, { readonly h1: string; readonly go: (page: Page) => Promise<void> }>> = {
    providers: { h1: 'Sign in', go: async (page) => void (await page.goto(`${origin}/sign-in`)) },
    unavailable: {
      h1: 'Council of gone does not answer',
      go: async (page) => {
        await page.goto(`${origin}/sign-in`)
        await turn(page.getByRole('link', { name: 'Sign in with Council of gone' }))
      },
    },
    'turned away': { h1: 'Council of here did not sign you in', go: (page) => comeAs(page, null) },
    unknown: { h1: 'Nobody here by that name', go: (page) => comeAs(page, 'f'.repeat(90)) },
    closed: { h1: 'Your account is not open', go: (page) => comeAs(page, 'dot-1') },
    forged: {
      h1: 'Sign in again',
      go: async (page) => void (await page.goto(`${origin}/sign-in/providers/here/answer?code=a&state=forged`)),
    },
    'two authorities': { h1: 'Choose the authority you work in now', go: (page) => comeAs(page, 'wyn-1') },
    'none chosen': {
      h1: 'Choose the authority you work in now',
      go: async (page) => {
        await comeAs(page, 'wyn-1')
        await turn(page.getByRole('button', { name: 'Continue' }))
      },
    },
  }

  async function comeAs(page: Page, subject: string | null): Promise<void> {
    here.sits(subject)
    await page.goto(`${origin}/sign-in`)
    await turn(page.getByRole('link', { name: CHOICE }))
  }

  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    // Both are of the design system's own template.
    rules: { 'doctype-style': 'off', 'no-trailing-whitespace': 'off' },
  })

  for (const [name, { h1, go }] of Object.entries(PAGES)) {
    for (const width of WIDTHS) {
      test(`${name}, ${width} pixels wide: accessible, valid, fits the screen`, async () => {
        const { page, complaints, sent } = await open({ viewport: { width, height: 800 } })
        await go(page)
        assert.equal((await page.locator('h1').textContent())?.trim(), h1)
        assert.ok((await page.title()).includes(h1))
        assert.deepEqual(await violations(page), [])
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
        const { results } = await validator.validateString(await sent(), name)
        assert.deepEqual(
          results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${message} (${ruleId})`)),
          [],
        )
        assert.deepEqual(complaints, [])
        await page.context().close()
      })
    }
  }

  for (const javaScriptEnabled of [true, false]) {
    test(`leads there, back and into the work, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const { page, complaints } = await open({ javaScriptEnabled })
      await page.goto(`${origin}/my-work`)
      await comeAs(page, 'wyn-1')
      await page.getByRole('radio', { name: 'Elsewhere, which is not' }).check()
      await turn(page.getByRole('button', { name: 'Continue' }))
      assert.match((await page.locator('.govuk-phase-banner').textContent()) ?? '', /You are Wyn Elsewhere/)
      // The address of the answer is used up, and nobody comes to be somebody else by it.
      await turn(page.getByRole('button', { name: 'Sign out' }))
      assert.equal(await page.locator('h1').textContent(), 'Sign in')
      assert.deepEqual(complaints, [])
      await page.context().close()
    })
  }
})

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  return page.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
}
