// From what somebody owes to the child and who has seen the case, in a browser: with and without JavaScript, wide and narrow.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, noBrowser } from '../browser/browser.ts'
import { layOutTeam, raisedIn, type Team } from '../record/access/team.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { toldCase } from './child.ts'
import { type TestFace, testFace } from './face.ts'

const PORT = 39_173
const HOME = `http://localhost:${PORT}`
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // As the design system writes its own components.
  rules: {
    'long-title': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'no-trailing-whitespace': 'off',
  },
})

let database: TestDatabase
let team: Team
let face: TestFace
let browser: Browser

describe('a case in a browser', { skip: noBrowser }, () => {
  before(async () => {
    database = await testDatabase()
    team = await layOutTeam(database)
    const { caseId } = await toldCase(team)
    await raisedIn(team, caseId)
    face = await testFace(database, { origins: [HOME] })
    await face.server.listen({ port: PORT, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await face.close()
    await database.close()
  })

  for (const [width, javaScriptEnabled] of [
    [1280, true],
    [320, true],
    [1280, false],
  ] as const) {
    it(`is reached from my work, ${width} pixels wide, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      await page.goto(`${HOME}/sign-in`)
      await page.locator(`button[value="${team.person('Tam')}"]`).click()
      await sound(page, width, javaScriptEnabled)
      await page.getByRole('heading', { level: 3 }).getByRole('link').first().click()
      await page.getByRole('link', { name: 'Everything about this child' }).click()
      assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Plainly Invented')
      await page.getByText('The time line as a table').click()
      assert.ok(await page.getByRole('cell', { name: /Protection plan begun 15 September 2025/ }).isVisible())
      await sound(page, width, javaScriptEnabled)
      await page.getByRole('link', { name: 'See who has seen this case' }).click()
      await sound(page, width, javaScriptEnabled)
      // On a narrow screen the menu is folded away where scripts run.
      if (width < 640 && javaScriptEnabled) await page.getByRole('button', { name: 'Menu' }).click()
      await page.getByRole('link', { name: 'My work' }).click()
      await page.getByRole('link', { name: 'What your team owes' }).click()
      await sound(page, width, javaScriptEnabled)
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }

  it('lets somebody say, by keyboard and without JavaScript, that they have read a notice', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${HOME}/sign-in`)
    await page.locator(`button[value="${team.person('Tam')}"]`).click()
    const buttons = page.getByRole('button', { name: /I have read this/ })
    const count = await buttons.count()
    assert.ok(count > 0)
    await buttons.first().focus()
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    assert.equal(await buttons.count(), count - 1)
    await context.close()
  })
})

/** Accessible, valid, and no wider than the screen. */
async function sound(page: Page, width: number, scripted: boolean): Promise<void> {
  const { results } = await validator.validateString(await (await page.request.get(page.url())).text())
  const faults = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${message} (${ruleId})`))
  assert.deepEqual(faults, [], page.url())
  if (!scripted) return
  await page.evaluate(AXE)
  const violations = await page.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
  assert.deepEqual(violations, [], page.url())
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width, page.url())
}
