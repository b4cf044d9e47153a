// The report as a browser shows it: whether people can read it on any screen, on paper, by keyboard and by ear.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { HtmlValidate } from 'html-validate'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { asked, Cohort, everything, FINDINGS, oneYear, pageOf } from '../../src/documents/scan/html/given.test-data.ts'
import { launchBrowser, noBrowser } from './browser.ts'

const WIDE = 1280
/** WCAG 2.2, 1.4.10: no scrolling in two directions at the width of 320 pixels. */
const NARROW = 320

const PAGES: Readonly<Record<string, string>> = {
  everything: pageOf(asked(everything(), { findings: FINDINGS })),
  'what cannot be told': pageOf(asked(oneYear())),
  nothing: pageOf(asked(new Cohort())),
}

test('the markup of the report is valid', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    // The program's other output and its tests write it in small letters.
    rules: { 'doctype-style': ['error', { style: 'lowercase' }] },
  })
  for (const [name, page] of Object.entries(PAGES)) {
    const { results } = await validator.validateString(page, name)
    assert.deepEqual(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`)),
      [],
    )
  }
})

describe('the report in a browser', { skip: noBrowser }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-report-'))
  let browser: Browser

  before(async () => {
    browser = await launchBrowser()
  })

  after(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  /** Opens a page as somebody who was sent it would; tells what the browser complained of or asked the network for. */
  async function open(name: string, options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> {
    const file = join(folder, `${name}.html`)
    writeFileSync(file, PAGES[name] ?? assert.fail(name))
    const page = await (await browser.newContext(options)).newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) complaints.push(request.url())
    })
    await page.goto(pathToFileURL(file).href)
    return { page, complaints }
  }

  const at = (width: number): BrowserContextOptions => ({ viewport: { width, height: 900 } })

  for (const name of Object.keys(PAGES)) {
    for (const width of [WIDE, NARROW]) {
      test(`${name}, ${width} pixels wide: accessible when unfolded, fits the screen, asks for nothing`, async () => {
        const { page, complaints } = await open(name, at(width))
        await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`)
        assert.deepEqual(await violations(page), [])
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
        assert.deepEqual(complaints, [])
        await page.context().close()
      })
    }
  }

  test('no letters of a picture run into each other or off the page, wide or narrow', async () => {
    for (const width of [760, NARROW]) {
      const { page } = await open('everything', at(width))
      assert.deepEqual(await page.evaluate(COLLISIONS), [], `${width} pixels`)
      await page.context().close()
    }
  })

  test('without JavaScript what is folded opens, by keyboard too', async () => {
    const { page } = await open('everything', { ...at(WIDE), javaScriptEnabled: false })
    const words = page.locator('section.child details').first()
    assert.equal(await words.locator('li').first().isVisible(), false)
    await words.locator('summary').focus()
    await page.keyboard.press('Enter')
    assert.equal(await words.locator('li').first().isVisible(), true)
    await page.context().close()
  })

  test('the keyboard comes first to the link past the head, and sees where it is', async () => {
    const { page } = await open('everything', at(WIDE))
    await page.keyboard.press('Tab')
    const skip = page.locator('a.skip')
    assert.equal(await skip.evaluate('document.activeElement === document.querySelector("a.skip")'), true)
    assert.ok((await skip.boundingBox())?.x === 0)
    await page.context().close()
  })

  test('every picture has a name, a description and the same in words', async () => {
    const { page } = await open('everything', at(WIDE))
    const pictures = await page.evaluate<readonly { name: string; says: string; words: number }[]>(PICTURES)
    assert.ok(pictures.length > 5)
    for (const { name, says, words } of pictures) {
      assert.ok(name.length > 10 && says.length > 10, name)
      assert.ok(words > 1, name)
    }
    await page.context().close()
  })

  test('prints on A4, each table repeating its head and no child cut in two', async () => {
    const { page } = await open('everything', at(WIDE))
    const pdf = await page.pdf({ preferCSSPageSize: true })
    assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
    assert.match(pdf.toString('latin1'), /\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/)
    await page.emulateMedia({ media: 'print' })
    const styles = await page.evaluate(`[
      getComputedStyle(document.querySelector('.owed thead')).display,
      getComputedStyle(document.querySelector('section.child')).breakInside,
      getComputedStyle(document.querySelector('nav')).display,
    ]`)
    assert.deepEqual(styles, ['table-header-group', 'avoid', 'none'])
    await page.context().close()
  })
})

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  return page.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
}

/** The words of pictures that overlap others of the same picture, or leave the page. */
const COLLISIONS = `[...document.querySelectorAll('svg[role=img]')].flatMap((picture) => {
  const shown = (each) => getComputedStyle(each).display !== 'none'
  const words = [...picture.querySelectorAll(':scope > text')].filter(shown)
  const boxes = words.map((each) => ({ text: each.textContent, box: each.getBoundingClientRect() }))
  const wide = document.documentElement.clientWidth
  return boxes.flatMap(({ text, box }, i) => [
    ...(box.left < 0 || box.right > wide ? [text + ' leaves the page'] : []),
    ...boxes.slice(i + 1).filter(({ box: other }) =>
      box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    ).map((other) => text + ' runs into ' + other.text),
  ])
})`

/** Each picture's name and description, and how many lines of a list or table say the same. */
const PICTURES = `[...document.querySelectorAll('svg[role=img]')].map((picture) => {
  const ids = picture.getAttribute('aria-labelledby').split(' ')
  const [name, says] = ids.map((id) => document.getElementById(id).textContent)
  const child = picture.closest('section.child')
  const words = child === null
    ? document.querySelectorAll('section.scroll tbody tr').length
    : child.querySelectorAll('li').length
  return { name, says, words }
})`
