// Passkeys as a browser makes and shows them, with Chromium's own virtual authenticator.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { HtmlValidate } from 'html-validate'
import type { Browser, BrowserContextOptions, CDPSession, Page, Response } from 'playwright-core'
import { invite } from '../../src/cases/invite/invite.ts'
import { routesOfAuthority } from '../../src/web/routes.ts'
import { by, layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'
import { type TestFace, testFace } from '../web/face.ts'
import { launchBrowser, noBrowser } from './browser.ts'
import { turn } from './turning.ts'

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** A tab with an authenticator of its own, and what its console complained of. */
interface Device {
  readonly page: Page
  readonly complaints: readonly string[]
  readonly authenticator: (change: { readonly isUserVerified: boolean }) => Promise<void>
  readonly credentials: () => Promise<number>
  readonly sent: () => Promise<string>
}

describe('passkeys in a browser', { skip: noBrowser }, () => {
  let database: TestDatabase
  let team: Team
  let face: TestFace
  let browser: Browser
  let origin: string

  before(async () => {
    database = await testDatabase()
    team = await layOutTeam(database)
    await database.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       values ($1, $2, $3, 'administrator', '2020-01-01')`,
      [AUTHORITY, nextId(), team.person('Sal')],
    )
    const port = await freePort()
    // A passkey is made for a name: that of this computer, and not its number.
    origin = `http://localhost:${port}`
    face = await testFace(database, {
      routes: routesOfAuthority([], origin),
      demonstration: false,
      origins: [origin],
    })
    await face.server.listen({ port, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await face.close()
    await database.close()
  })

  async function device(options: BrowserContextOptions = {}): Promise<Device> {
    const page = await (await browser.newContext(options)).newPage()
    const session: CDPSession = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable')
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    const complaints: string[] = []
    page.on('console', (message) => {
      if (!/with a status of (400|403)|^Clear-Site-Data header/.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    let last: Response | null = null
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() !== 303) last = response
    })
    return {
      page,
      complaints,
      authenticator: async ({ isUserVerified }) => {
        await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
      },
      credentials: async () => {
        const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
        return credentials.length
      },
      sent: async () => (await last?.text()) ?? '',
    }
  }

  async function linkFor(name: string): Promise<string> {
    const made = await by(team, 'Sal', (bound) => invite(bound, team.person(name)))
    assert.ok(made.ok)
    return `${origin}/invitation#${made.token}`
  }

  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    // Both are of the design system's own template.
    rules: { 'doctype-style': 'off', 'no-trailing-whitespace': 'off' },
  })

  /** Sees that a page is accessible, valid, and fits the narrowest screen. */
  async function look({ page, sent }: Device, h1: string | RegExp): Promise<void> {
    const title = (await page.locator('h1').textContent())?.trim() ?? ''
    if (typeof h1 === 'string') assert.equal(title, h1)
    else assert.match(title, h1)
    assert.ok((await page.title()).includes(title))
    await page.evaluate(AXE)
    const violations = await page.evaluate<readonly string[]>(`axe.run(document, { resultTypes: ['violations'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
    assert.deepEqual(violations, [], title)
    await page.setViewportSize({ width: 320, height: 800 })
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, title)
    await page.setViewportSize({ width: 1280, height: 800 })
    const { results } = await validator.validateString(await sent(), title)
    assert.deepEqual(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${message} (${ruleId})`)),
      [],
      title,
    )
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
  const follow = (page: Page, name: string) => turn(page.getByRole('link', { name }))

  async function isAs(page: Page, name: string): Promise<void> {
    await page.waitForURL(`${origin}/my-work`)
    assert.match((await page.locator('.govuk-phase-banner').textContent()) ?? '', new RegExp(`You are ${name}`))
  }

  test('somebody invited makes one, signs in by it, adds a device, and loses one', async () => {
    const laptop = await device()
    const { page } = laptop
    await page.goto(await linkFor('Wyn'))
    await look(laptop, 'Make a passkey')
    // What lets somebody in stands in no address that the screen shows.
    assert.equal(page.url(), `${origin}/invitation`)
    await press(page, 'Continue')
    await look(laptop, 'Make a passkey on this device')
    await page.getByLabel('What do you call this device?').fill('Work laptop')
    await press(page, 'Make a passkey')
    await isAs(page, 'Wyn')
    assert.equal(await laptop.credentials(), 1)

    await press(page, 'Sign out')
    await look(laptop, 'Sign in')
    await follow(page, 'Sign in with a passkey')
    await look(laptop, 'Sign in with a passkey')
    await press(page, 'Show my passkey')
    await isAs(page, 'Wyn')

    face.setNow('2026-11-20T10:20:00Z')
    await follow(page, 'Your passkeys')
    await look(laptop, 'Your passkeys')
    await follow(page, 'Make a link for another device')
    await look(laptop, 'Show your passkey once more')
    await press(page, 'Show my passkey')
    await page.waitForURL(`${origin}/passkeys/link`)
    await look(laptop, 'Add a passkey on another device')
    await press(page, 'Make a link')
    await look(laptop, 'Open this link on the other device')
    const link = await page.getByLabel('The link').inputValue()

    const telephone = await device()
    await telephone.page.goto(link)
    await press(telephone.page, 'Continue')
    await press(telephone.page, 'Make a passkey')
    await isAs(telephone.page, 'Wyn')
    // On a device that holds one already, none is made.
    await telephone.page.goto(`${origin}/passkeys/add`)
    await press(telephone.page, 'Make a passkey')
    assert.match(await said(telephone.page), /holds a passkey of yours already/)

    await telephone.page.goto(`${origin}/passkeys`)
    await follow(telephone.page, 'Revoke the passkey of Work laptop')
    await look(telephone, 'Revoke the passkey of Work laptop')
    await press(telephone.page, 'Revoke it')
    await telephone.page.waitForURL(`${origin}/passkeys`)
    await page.goto(`${origin}/my-work`)
    assert.match(page.url(), /\/sign-in/)
    await page.goto(`${origin}/sign-in/passkey`)
    await press(page, 'Show my passkey')
    await page.waitForURL(`${origin}/sign-in/passkey`)
    await page.locator('h1', { hasText: 'This passkey was revoked' }).waitFor()
    await look(laptop, 'This passkey was revoked')
    assert.deepEqual([...laptop.complaints, ...telephone.complaints], [])
    face.setNow('2026-11-20T10:00:00Z')
  })

  test('whoever keeps the list of people invites, revokes and invites anew', async () => {
    const desk = await device()
    const { page } = desk
    const made = await by(team, 'service', (bound) => invite(bound, team.person('Sal')))
    assert.ok(made.ok)
    await page.goto(`${origin}/invitation#${made.token}`)
    await press(page, 'Continue')
    await press(page, 'Make a passkey')
    await isAs(page, 'Sal')
    await follow(page, 'Invitations')
    await look(desk, 'Invitations')
    await page.getByLabel('Name, or part of it').fill('rae')
    await press(page, 'Find')
    await follow(page, 'Rae')
    await press(page, 'Make a link')
    await look(desk, 'Give this link to Rae')
    const link = await page.getByLabel('The link').inputValue()
    const theirs = await device()
    await theirs.page.goto(link)
    await press(theirs.page, 'Continue')
    await press(theirs.page, 'Make a passkey')
    await isAs(theirs.page, 'Rae')
    await page.goto(`${origin}/passkeys/people/${team.person('Rae')}`)
    await look(desk, 'Rae')
    await press(page, 'Revoke the passkey of A device without a name')
    await theirs.page.goto(`${origin}/my-work`)
    assert.match(theirs.page.url(), /\/sign-in/)
    assert.deepEqual([...desk.complaints, ...theirs.complaints], [])
  })

  test('whose device cannot tell that its owner is there is told so, in plain words', async () => {
    const open = await device()
    await open.authenticator({ isUserVerified: false })
    await open.page.goto(await linkFor('Tam'))
    await press(open.page, 'Continue')
    await press(open.page, 'Make a passkey')
    assert.match(await said(open.page), /No passkey was made/)
    await look(open, 'Make a passkey on this device')
    await open.page.goto(`${origin}/sign-in/passkey`)
    await press(open.page, 'Show my passkey')
    assert.match(await said(open.page), /No passkey was shown/)
  })

  test('a link that is of no use says why', async () => {
    const late = await device()
    await late.page.goto(`${origin}/invitation#${'A'.repeat(43)}`)
    await press(late.page, 'Continue')
    await look(late, 'This link invites nobody')
    await late.page.goto(`${origin}/invitation`)
    await press(late.page, 'Continue')
    await look(late, 'Make a passkey')
  })

  test('without JavaScript the pages say so, and what else there is', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const page = await plain.newPage()
    for (const path of ['/sign-in/passkey', '/invitation']) {
      await page.goto(`${origin}${path}`)
      await page.locator('noscript .govuk-inset-text', { hasText: 'Passkeys need JavaScript' }).waitFor()
    }
    assert.equal(await page.getByRole('button', { name: 'Show my passkey' }).isVisible(), false)
    await plain.close()
  })

  /** What a page's script says of what the browser answered. */
  async function said(page: Page): Promise<string> {
    const alert = page.locator('[role="alert"]', { hasText: /\S/ })
    await alert.waitFor()
    return (await alert.textContent()) ?? ''
  }
})
