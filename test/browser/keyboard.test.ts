// Raising, checking and recording by the keyboard alone: no pointer is moved, and what has the focus shows it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { addCase, layOut, type Scene } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import { type TestFace, testFace } from '../web/face.ts'
import { launchBrowser, noBrowser } from './browser.ts'

/** More stops of the Tab key than any page has. */
const MOST_STOPS = 80

const FOCUSED = `(() => {
  const at = document.activeElement
  const label = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? ''
  return { name: label.trim().replaceAll(/\\s+/g, ' '), value: at.value ?? '', tag: at.tagName }
})()`

const SHOWS_FOCUS = `(() => {
  const at = document.activeElement
  const shown = [at, at.labels?.[0], at.parentElement].filter(Boolean).some((each) => [undefined, '::before', '::after'].some((part) => {
    const style = getComputedStyle(each, part)
    return style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none'
  }))
  const box = at.getBoundingClientRect()
  return shown && box.bottom > 0 && box.top < innerHeight
})()`

interface Focused {
  readonly name: string
  readonly value: string
  readonly tag: string
}

/** Presses Tab until what is meant has the focus, and sees that each stop shows that it has it. */
async function tabTo(page: Page, meant: (at: Focused) => boolean, what: string): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const at = (await page.evaluate(FOCUSED)) as Focused
    if (at.tag === 'BODY') continue
    assert.ok(await page.evaluate(SHOWS_FOCUS), `${what}: the focus on "${at.name}" is not to be seen`)
    if (meant(at)) return
  }
  assert.fail(`${what} is not reached by Tab on ${page.url()}`)
}

const named = (text: string) => (at: Focused) => at.name.startsWith(text)

/** Presses Enter, and waits for the page that follows. */
async function enter(page: Page): Promise<void> {
  const follows = page.waitForEvent('load')
  await page.keyboard.press('Enter')
  await follows
}

describe('the keyboard alone', { skip: noBrowser }, () => {
  let browser: Browser
  let database: TestDatabase
  let scene: Scene
  let face: TestFace
  let origin: string

  before(async () => {
    database = await testDatabase()
    scene = await layOut(database.root, database.store)
    await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
    const port = await freePort()
    origin = `http://localhost:${port}`
    face = await testFace(database, { origins: [origin] })
    await face.server.listen({ port, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await face.close()
    await database.close()
  })

  it('raises a child, checks what was written and records it', async () => {
    const page = await browser.newPage()
    await page.goto(`${origin}/sign-in`)
    await tabTo(page, ({ value }) => value === scene.person('Wyn'), 'the button of Wyn')
    await enter(page)
    await tabTo(page, named('Raise a concern'), 'the menu')
    await enter(page)
    await tabTo(page, named('Raise a child for the list'), 'what may be raised')
    await enter(page)
    await tabTo(page, named('Plainly Invented'), 'the child')
    await enter(page)
    await tabTo(
      page,
      ({ value }) => value === 'social-worker' || value === 'childrens-services-practitioner',
      'the roles',
    )
    await page.keyboard.press('Space')
    await tabTo(page, named('Continue'), 'the button')
    await enter(page)
    await tabTo(page, named('What is it about this child'), 'the first question')
    await page.keyboard.type('An invented worry')
    await tabTo(page, named('Why is what we are doing'), 'the second question')
    await page.keyboard.type('An invented reason')
    await tabTo(page, named('Continue'), 'the button')
    await enter(page)
    await tabTo(page, named('Record it'), 'the button that records')
    await enter(page)
    assert.match(page.url(), /\/pathways\/[^/]+\/recorded\//)
    const { rows } = await scene.root.query('select count(*)::int as count from sightline.entries')
    assert.equal(rows[0].count, 1)
  })
})
