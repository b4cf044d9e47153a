import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { drawProtocol } from '../../src/documents/drawing/draw.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { launchBrowser, noBrowser } from './browser.ts'

/**
 * The writings that reach over the edge of their box, or of the sheet where they have none. A box is drawn right before its
 * words; the frame of a list is the first of its group.
 */
const OUTSIDE = `[...document.querySelectorAll('text')].filter((text) => {
  const listed = text.matches('.item, .band')
  const drawn = listed ? text.parentElement.firstElementChild : text.previousElementSibling
  const isKey = text.parentElement.matches('.key')
  const frame = !isKey && drawn?.matches('.b, .side') ? drawn : document.querySelector('svg')
  const [words, box] = [text.getBoundingClientRect(), frame.getBoundingClientRect()]
  return words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom
}).map((text) => text.textContent)`

describe('drawings in a browser', { skip: noBrowser }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
  })

  for (const { protocol } of openLibrary().protocols) {
    it(`${protocol.id}: fits its sheet, and every line its box`, async () => {
      const page = await browser.newPage({ viewport: { width: 1600, height: 1130 } })
      await page.setContent(`<style>body { margin: 0 }</style>${await drawProtocol(protocol)}`)
      assert.ok(Number(await page.evaluate(`document.querySelectorAll('text').length`)) > protocol.steps.length)
      assert.deepEqual(await page.evaluate(OUTSIDE), [])
      await page.close()
    })
  }
})
