// The drawings as a browser shows and prints them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { drawProtocol } from '../../src/documents/drawing/draw.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { launchBrowser, noBrowser } from './browser.ts'

const { protocols } = openLibrary()

/** Of A4 less its margins, in CSS pixels. */
const SHEET = { width: 718, height: 1062 }

/** The writings of the map that reach over the edge of their box, which is drawn right before them, or of the picture. */
const OUTSIDE = `[...document.querySelectorAll('.map text')].filter((text) => {
  const drawn = text.previousElementSibling
  let box = drawn
  while (box?.matches('.rule')) box = box.previousElementSibling
  const frame = !text.matches('.l') && box?.matches('.b') ? box : text.closest('svg')
  const [words, edge] = [text.getBoundingClientRect(), frame.getBoundingClientRect()]
  return words.left < edge.left || words.right > edge.right || words.top < edge.top - 1 || words.bottom > edge.bottom + 1
}).map((text) => text.textContent)`

/** What is wider than the room for it. */
const TOO_WIDE = `[...document.querySelectorAll('td, th, .head, .target, .label, li, dd')]
  .filter((each) => each.scrollWidth > each.clientWidth + 2 && each.clientWidth > 0).map((each) => each.textContent)`

const SMALL = `[...document.querySelectorAll('body *')].filter((each) =>
  [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '') &&
  parseFloat(getComputedStyle(each).fontSize) < 13.3
).map((each) => each.textContent)`

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

test('the markup of the drawings is valid', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'doctype-style': ['error', { style: 'lowercase' }] },
  })
  for (const { protocol } of protocols) {
    const { results } = await validator.validateString(await drawProtocol(protocol), protocol.id)
    assert.deepEqual(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`)),
      [],
    )
  }
})

describe('drawings in a browser', { skip: noBrowser }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
  })

  /** As wide as the sheet, in the look of the printed page. */
  async function printed(document: string): Promise<Page> {
    const page = await browser.newPage({ viewport: SHEET })
    await page.setContent(document)
    await page.emulateMedia({ media: 'print' })
    return page
  }

  for (const { protocol } of protocols) {
    describe(protocol.id, () => {
      let page: Page
      before(async () => {
        page = await printed(await drawProtocol(protocol))
      })
      after(async () => {
        await page.close()
      })

      it('prints on A4 with letters of 10 points or more, each in its box', async () => {
        assert.deepEqual(await page.evaluate(SMALL), [], 'small letters')
        assert.deepEqual(await page.evaluate(OUTSIDE), [], 'outside')
        assert.deepEqual(await page.evaluate(TOO_WIDE), [], 'too wide')
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
        assert.match(pdf, /\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/)
      })

      it('has the first part of its map on the first sheet', async () => {
        const bottom = await page.evaluate(
          `document.querySelector('.map svg, .flow thead')?.getBoundingClientRect().bottom ?? 0`,
        )
        assert.ok(Number(bottom) <= SHEET.height, String(bottom))
      })

      it('is accessible', async () => {
        await page.evaluate(AXE)
        const violations =
          await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
        assert.deepEqual(violations, [])
      })
    })
  }
})
