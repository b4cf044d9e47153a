// Raising, deciding and being refused, as a browser shows it: with and without JavaScript, wide and narrow, by ear and eye.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, it } from 'node:test'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { addCase, layOut, type Scene } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import { type TestFace, testFace } from '../web/face.ts'
import { launchBrowser, noBrowser } from './browser.ts'
import { VIOLATIONS } from './look-at.ts'
import { turn } from './turning.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // The design system's own markup: long titles, a list of links without a role, its inline snippet.
  rules: {
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-inline-style': 'off',
    'require-sri': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'button', 'submit', 'checkbox'] }],
  },
})

describe('recording in a browser', { skip: noBrowser }, () => {
  let browser: Browser
  let database: TestDatabase
  let scene: Scene
  let face: TestFace
  let origin: string

  before(async () => {
    const port = await freePort()
    origin = `http://localhost:${port}`
    database = await testDatabase()
    scene = await layOut(database.root, database.store)
    face = await testFace(database, { origins: [origin] })
    await face.server.listen({ port, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await face.close()
    await database.close()
  })

  async function signIn(page: Page, name: string): Promise<void> {
    await page.context().clearCookies()
    await page.goto(`${origin}/sign-in`)
    await turn(page.locator(`button[value="${scene.person(name)}"]`))
  }

  /** Sees that a page is whole for everybody: its markup, its width on a small screen, and what axe finds. */
  async function look(page: Page, name: string, hasScripts: boolean): Promise<void> {
    const html = await (await page.context().request.get(page.url())).text()
    const { results } = await validator.validateString(html.startsWith('<!DOCTYPE') ? html : '', name)
    assert.deepEqual(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`)),
      [],
      name,
    )
    await page.setViewportSize({ width: 320, height: 800 })
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    assert.ok(Number(wide) <= 320, `${name} is ${wide} pixels wide`)
    await page.setViewportSize({ width: 1280, height: 800 })
    if (!hasScripts) return
    // The page's own rules keep foreign scripts out: this one comes from the browser itself.
    await page.evaluate(AXE)
    assert.deepEqual(await page.evaluate<readonly string[]>(VIOLATIONS), [], name)
  }

  const sendWhole = (page: Page) => turn(page.getByRole('button', { name: 'Continue', exact: true }).last())

  for (const hasScripts of [true, false]) {
    it(`raises, decides and refuses ${hasScripts ? 'with' : 'without'} JavaScript`, async () => {
      await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam', supervisor: 'Teo' })
      const context = await browser.newContext({ javaScriptEnabled: hasScripts })
      const page = await context.newPage()
      const seen = (name: string) => look(page, name, hasScripts)
      await signIn(page, 'Wyn')
      await page.goto(`${origin}/raise`)
      await seen('what may be raised')
      await turn(page.getByRole('link', { name: 'Raise a child for the list' }))
      await seen('which child')
      await turn(page.locator('.sl-found a').last())
      await seen('in which role')
      await page.getByLabel('Social worker', { exact: true }).check()
      await turn(page.getByRole('button', { name: 'Continue' }))
      await seen('the form of raising')
      await sendWhole(page)
      assert.match(await page.title(), /^Error: /)
      assert.equal(await page.locator('.govuk-error-summary a').count(), 2)
      await page.getByLabel('What is it about this child').fill('First.\n\n• one\n• two')
      await page.getByLabel('Why is what we are doing').fill('An invented reason')
      await sendWhole(page)
      await seen('the check of raising')
      assert.equal(await page.locator('.govuk-summary-list li').count(), 2)
      await turn(page.getByRole('button', { name: 'Record it' }))
      await seen('what follows from raising')
      assert.match(await page.locator('#for-file').inputValue(), /An invented reason/)
      const pathway = page.url().split('/')[4] ?? ''

      await signIn(page, 'Tam')
      await page.goto(`${origin}/pathways/${pathway}/steps/complete-the-form`)
      await seen('a step refused')
      assert.match((await page.textContent('main')) ?? '', /What to do: The form opens once/)
      await page.goto(`${origin}/pathways/${pathway}/steps/discuss-the-case`)
      await seen('the form of deciding')
      for (const post of ['social-worker', 'supervisor', 'team-manager']) {
        await page.locator(`#a_took-part_${post}_is`).check()
      }
      await page.getByLabel('What was said?').fill('An invented talk')
      await turn(page.getByRole('button', { name: 'Save and come back later' }))
      await seen('what is unfinished')
      await turn(page.getByRole('link', { name: 'Go on' }).first())
      assert.equal(await page.getByLabel('What was said?').inputValue(), 'An invented talk')
      await page.getByLabel('Why are the criteria').fill('Invented reasons')
      await page.getByLabel('The criteria are met').check()
      await sendWhole(page)
      await seen('the check of deciding')
      await turn(page.getByRole('button', { name: 'Record it' }))
      assert.match((await page.textContent('main')) ?? '', /Criteria met, form to be completed/)
      await page.goto(`${origin}/pathways/${pathway}/steps/complete-the-form`)
      await seen('a long form')
      const other = page.getByLabel('Which other risk to the child?')
      assert.equal(await other.isVisible(), !hasScripts)
      await page.getByLabel('Category A').check()
      await page.getByLabel('Another risk').first().check()
      assert.equal(await other.isVisible(), true)
      await context.close()
    })
  }
})
