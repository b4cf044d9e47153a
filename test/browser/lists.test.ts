// Lists as a browser shows them: on any screen, by keyboard and by ear, with scripts and without.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { layOutTeam, ledCase, raisedIn, type Team } from '../record/access/team.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import { type TestFace, testFace } from '../web/face.ts'
import { addedDirectly, onTheList } from '../web/on-the-list.ts'
import { launchBrowser, noBrowser } from './browser.ts'
import { VIOLATIONS } from './look-at.ts'
import { turn } from './turning.ts'

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const LIST = '/lists/cases-of-most-concern'
const PAGES = ['/lists', LIST, `${LIST}?order=stage`, `${LIST}?day=2031-01-01`, `${LIST}?day=2026-11-01`] as const
const MORE_PAGES = [`${LIST}/kept`, `${LIST}/kept?day=2026-11-01`, '/coming-up?weeks=8'] as const
/** WCAG 2.2, 1.4.10: no scrolling in two directions at the width of 320 pixels. */
const WIDTHS = [1280, 320] as const

/** A port of this machine that nobody uses. */
describe('lists in a browser', { skip: noBrowser }, () => {
  let database: TestDatabase
  let team: Team
  let face: TestFace
  let browser: Browser | undefined
  let origin: string

  before(async () => {
    database = await testDatabase()
    team = await layOutTeam(database)
    const port = await freePort()
    origin = `http://127.0.0.1:${port}`
    face = await testFace(database, { origins: [origin] })
    await face.server.listen({ port, host: '127.0.0.1' })
    await onTheList(team, 'Eli Plainly Invented')
    await addedDirectly(team, 'Flo Plainly-Invented')
    await raisedIn(team, await ledCase(team))
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await face.close()
    await database.close()
  })

  /** A browser in which somebody signed in, as a person would. */
  async function signedIn(name: string, javaScriptEnabled: boolean, width = 1280): Promise<Page> {
    const context = await (browser ?? assert.fail('no browser')).newContext({
      javaScriptEnabled,
      viewport: { width, height: 900 },
    })
    const page = await context.newPage()
    await page.goto(`${origin}/sign-in`)
    await turn(page.locator(`button[value="${team.person(name)}"]`))
    return page
  }

  /** What axe finds wrong with a page. */
  async function faultsOf(page: Page): Promise<readonly string[]> {
    await page.evaluate(AXE)
    return page.evaluate<readonly string[]>(VIOLATIONS)
  }

  it('are without fault to axe and to the validator, and fit the screen', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      // The design system's own markup: its template's doctype, its classes, and closings of empty elements.
      rules: { 'long-title': 'off', 'no-inline-style': 'error', 'no-trailing-whitespace': 'off' },
    })
    const page = await signedIn('Sal', true)
    for (const path of [...PAGES, ...MORE_PAGES]) {
      await page.setViewportSize({ width: 1280, height: 900 })
      const answer = await page.goto(`${origin}${path}`)
      const { results } = await validator.validateString((await answer?.text()) ?? '', path)
      const said = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${message} (${ruleId})`))
      assert.deepEqual(said, [], path)
      assert.deepEqual(await faultsOf(page), [], path)
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
        assert.ok(wide <= width, `${path} is ${wide} wide at ${width}`)
        const shots = process.env['SIGHTLINE_SHOTS']
        if (shots !== undefined) {
          await page.screenshot({
            path: `${shots}-${path.replaceAll(/[^a-z0-9]+/g, '-')}-${width}.png`,
            fullPage: true,
          })
        }
      }
    }
  })

  for (const scripts of [true, false]) {
    it(`lead a manager from a name to a case, and to the list of a past day, ${scripts ? 'with' : 'without'} scripts`, async () => {
      const page = await signedIn('Sal', scripts)
      await turn(page.getByRole('link', { name: 'Lists' }))
      await page.getByLabel('Child’s name, or part of it').fill('flo')
      await turn(page.getByRole('button', { name: 'Find' }))
      assert.match(page.url(), /\/lists\/search$/)
      await turn(page.getByRole('cell', { name: 'On the list' }).getByRole('link'))
      assert.match((await page.locator('h1').textContent()) ?? '', /Flo Plainly-Invented/)
      await page.goto(`${origin}${LIST}`)
      await page.getByLabel('In order of').selectOption('child')
      await turn(page.getByRole('button', { name: 'Show' }))
      const names = await page.locator('tbody th').allTextContents()
      assert.deepEqual(names, [...names].sort())
      await page.getByLabel('As of a past day').fill('2026-11-01')
      await turn(page.getByRole('button', { name: 'Show' }))
      assert.match((await page.locator('main').textContent()) ?? '', /as it was known at its end/)
      await turn(page.getByRole('link', { name: 'Go back to today' }))
      assert.ok((await page.locator('tbody th').count()) >= 3)
    })
  }
})
