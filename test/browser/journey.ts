// Several people at one browser, by turns and through pages alone: each signs in once, and comes back as themselves at a later
// moment. The journey moves the clock.
import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { ImportDesk } from '../../src/cases/import/desk.ts'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import { moment } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import { deskOver } from '../web/desk.ts'
import { ORIGIN, type TestFace, testFace, Visitors } from '../web/face.ts'
import { answer } from './answering.ts'
import { launchBrowser } from './browser.ts'
import { addChild, bringIn, type Cast, layOutPartnership, type Partnership } from './partnership.ts'
import { turn } from './turning.ts'

const OK = 200
const NOT_FOUND = 404

/** A session that outlasts every journey, so that nobody signs in twice. */
const SESSION = { idleMinutes: 1_000_000, longestHours: 20_000 }

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** What a journey asks for beside its cast. */
interface Wishes {
  /** Whether pages run their scripts, and are seen with their styles. */
  readonly hasScripts?: boolean
  /** Whether files are brought in by pages. */
  readonly bringsIn?: boolean
}

type Laid = Pick<Journey, 'browser' | 'database' | 'face' | 'desk' | 'clock' | 'origin' | 'page' | 'partnership'>

/** Set by the journey, and going on from there: what is recorded next, or done by a thread, is always later. */
class JourneyClock {
  #from: Instant
  #since = performance.now()

  constructor(from: Instant) {
    this.#from = from
  }

  set(to: Instant): void {
    this.#from = to
    this.#since = performance.now()
  }

  now(): Instant {
    return (this.#from + Math.round(performance.now() - this.#since)) as Instant
  }
}

async function withoutStyles(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setBlockedURLs', { urls: ['*.css'] })
}

/**
 * Presses the last button of these words that is there to be seen and used. What the browser's driver brings along to find
 * buttons costs as much as a page, and is brought to each page anew.
 */
const PRESS = `(words) => {
  const found = [...document.querySelectorAll('button, [role=button]')]
    .filter((each) => each.checkVisibility() && !each.disabled && each.textContent.trim() === words)
    .at(-1)
  found?.click()
  return found !== undefined
}`

export class Journey {
  readonly browser: Browser
  readonly database: TestDatabase
  readonly face: TestFace
  readonly desk: ImportDesk | null
  readonly clock: JourneyClock
  readonly origin: string
  readonly page: Page
  readonly partnership: Partnership
  /** The pathway that was opened last. */
  pathway = ''
  readonly #cookies = new Map<string, Cookies>()
  readonly #visitors: Visitors

  private constructor(given: Laid) {
    this.browser = given.browser
    this.database = given.database
    this.face = given.face
    this.desk = given.desk
    this.clock = given.clock
    this.origin = given.origin
    this.page = given.page
    this.partnership = given.partnership
    this.#visitors = new Visitors(given.face, (name) => this.person(name))
  }

  /** @param begins when the partnership has adopted its protocols */
  static async begin(cast: Cast, begins: string, wishes: Wishes = {}): Promise<Journey> {
    const { hasScripts = false, bringsIn = false } = wishes
    const launching = launchBrowser()
    const port = await freePort()
    const origin = `http://localhost:${port}`
    const database = await testDatabase()
    const partnership = await layOutPartnership(database, cast, begins)
    const clock = new JourneyClock(moment(begins))
    const now = (): Instant => clock.now()
    const desk = bringsIn ? deskOver(database, now) : null
    const face = await testFace(database, { origins: [origin, ORIGIN], session: SESSION, now, imports: desk })
    await face.server.listen({ port, host: '127.0.0.1' })
    const browser = await launching
    const page = await browser.newPage({ javaScriptEnabled: hasScripts })
    // Words alone are read here: without styles a page costs two thirds.
    if (!hasScripts) await withoutStyles(page)
    return new Journey({ browser, database, face, desk, clock, origin, page, partnership })
  }

  async end(): Promise<void> {
    await this.browser.close()
    await this.face.close()
    await this.desk?.close()
    await this.database.close()
  }

  person(name: string): string {
    return this.partnership.person(name)
  }

  addChild(
    name: string,
    own: readonly (readonly [role: string, name: string])[],
    letIn: readonly string[] = [],
  ): Promise<string> {
    return addChild(this.partnership, name, own, letIn)
  }

  /** Files tell of children, and are adopted. */
  brings(files: readonly string[], when: string): Promise<void> {
    return bringIn(this.partnership, files, when)
  }

  /** The program has looked at what time changed until then. */
  async timePasses(when: string): Promise<void> {
    await sweep(this.partnership.store, this.partnership.service, moment(when))
  }

  /** Somebody sits down, and reads what their first page says. */
  async sitsDown(name: string, when: string, ...reads: readonly RegExp[]): Promise<void> {
    this.clock.set(moment(when))
    const context = this.page.context()
    await context.clearCookies()
    const kept = this.#cookies.get(name)
    if (kept === undefined) {
      await this.page.goto(`${this.origin}/sign-in`)
      await turn(this.page.locator(`button[value="${this.person(name)}"]`))
      this.#cookies.set(name, await context.cookies())
    } else {
      await context.addCookies(kept)
      await this.goes('/my-work')
    }
    await this.reads(...reads)
  }

  async goes(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`)
  }

  /** Goes to the pathway, or to the page of one of its steps. */
  async looksAt(step: string | null, ...reads: readonly RegExp[]): Promise<void> {
    await this.goes(`/pathways/${this.pathway}${step === null ? '' : `/steps/${step}`}`)
    await this.reads(...reads)
  }

  async reads(...what: readonly RegExp[]): Promise<void> {
    if (what.length === 0) return
    const words = await this.words()
    for (const each of what) assert.match(words, each)
  }

  /** What the page says, as one line. */
  async words(): Promise<string> {
    const main = await this.page.evaluate<string | null>(`document.querySelector('main')?.textContent ?? null`)
    return (main ?? '').replaceAll(/\s+/g, ' ')
  }

  async press(words: string): Promise<void> {
    const loaded = this.page.waitForEvent('domcontentloaded')
    const there = await this.page.evaluate<boolean>(`(${PRESS})(${JSON.stringify(words)})`)
    if (there) return void (await loaded)
    loaded.catch(() => undefined)
    assert.fail(`nothing says "${words}" to press: ${await this.words()}`)
  }

  /** How the server answers whoever sits here. */
  async status(path: string): Promise<number> {
    return (await this.page.request.get(`${this.origin}${path}`)).status()
  }

  /** Of these people, who finds the pathway when asking for it by its address. */
  async finders(when: string, ...names: readonly string[]): Promise<readonly string[]> {
    this.clock.set(moment(when))
    const found: string[] = []
    for (const name of names) {
      const { statusCode } = await (await this.#visitors.of(name)).get(`/pathways/${this.pathway}`)
      assert.ok([OK, NOT_FOUND].includes(statusCode), String(statusCode))
      if (statusCode === OK) found.push(name)
    }
    return found
  }

  /** Plans a sitting of 2026, from the page that asks for its day. */
  async plans(day: string, month: string): Promise<void> {
    for (const [label, text] of Object.entries({ Day: day, Month: month, Year: '2026' })) {
      await this.page.getByLabel(label).first().fill(text)
    }
    await this.press('Plan it')
  }

  /** Goes from what may be raised to the form of it, about a child who is found by name. */
  async beginsToRaise(way: string, child: string): Promise<void> {
    await this.goes(`/raise/${way}`)
    await turn(this.page.locator('.sl-found').getByRole('link', { name: child }))
    const ownRole = this.page.getByText('In which of your roles do you record it?')
    if ((await ownRole.count()) > 0) await this.press('Continue')
  }

  /** Raises something, and follows the pathway that it opens. */
  async raises(way: string, child: string, given: Answers, outcome?: string): Promise<void> {
    await this.beginsToRaise(way, child)
    await this.records(null, given, outcome)
    this.pathway = this.page.url().split('/')[4] ?? ''
  }

  /**
   * Records a step of the pathway, as far as the page that says what follows.
   * @param step null where its form is on the page already
   */
  async records(step: string | null, given: Answers = {}, outcome?: string): Promise<void> {
    await this.fillsIn(step, given, outcome)
    await this.press('Record it')
    const words = await this.words()
    assert.match(words, /What follows|What you recorded is kept/, `${step}: ${words}`)
  }

  /** Fills in a step's form and sends it, as far as its check or why it is refused. */
  async fillsIn(step: string | null, given: Answers = {}, outcome?: string): Promise<void> {
    if (step !== null) await this.looksAt(step)
    await answer(this.page, given)
    if (outcome !== undefined) await this.page.locator(`[name="outcome"][value="${outcome}"]`).check()
    await this.press('Continue')
  }
}
