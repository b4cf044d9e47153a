// One month of the list, as five people live it and through pages alone: raised, decided, listed, sent, reviewed at one meeting,
// heard at the next and taken off. The test moves the clock, and lets the worker look at what time has changed.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { testFace } from '../web/face.ts'
import { noBrowser } from './browser.ts'
import { Journey } from './journey.ts'
import { lookAt, markupFaults } from './look-at.ts'
import { turn } from './turning.ts'

describe('one month of the list', { skip: noBrowser }, () => {
  let journey: Journey
  let page: Page
  const seen: { readonly name: string; readonly html: string }[] = []

  before(async () => {
    const cast = {
      protocols: ['cases-of-most-concern', 'list-of-most-concern'],
      people: [
        ['Wyn', 'council', 'social-worker', 'childrens-services-practitioner'],
        ['Tam', 'council', 'team-manager'],
        ['Teo', 'council', 'team-manager'],
        ['Sal', 'council', 'service-manager'],
        ['Ash', 'council', 'assistant-director'],
        ['Dot', 'council', 'director'],
        ['Quin', 'council', 'quality-assurance'],
      ],
    } as const
    journey = await Journey.begin(cast, '2026-11-05T09:00:00Z', { hasScripts: true })
    page = journey.page
    await journey.addChild('Plainly Invented', [
      ['social-worker', 'Wyn'],
      ['team-manager', 'Tam'],
      ['supervisor', 'Teo'],
      ['service-manager', 'Sal'],
    ])
  })
  after(() => journey.end())

  /** Somebody sits down at a moment: the worker has looked at what time changed until then. */
  async function sitsDown(name: string, when: string): Promise<void> {
    await journey.timePasses(when)
    await journey.sitsDown(name, when)
  }

  async function look(name: string): Promise<void> {
    seen.push({ name, html: await (await page.context().request.get(page.url())).text() })
  }

  const press = (name: string) => journey.press(name)
  const follow = (name: string) => turn(page.getByRole('link', { name }).first())
  const answer = (question: string, text: string) => page.getByLabel(question).first().fill(text)
  const choose = (id: string) => page.locator(`#${id}`).check()

  async function plans(day: string, month: string): Promise<void> {
    await follow('Meetings')
    await turn(page.locator('a[href="/meetings/smt/plan"]'))
    await journey.plans(day, month)
  }

  it('goes from a worry to the end of it, with five people', async () => {
    await sitsDown('Wyn', '2026-11-06T09:00:00Z')
    await journey.goes('/raise')
    await follow('Raise a child for the list')
    await turn(page.locator('.sl-found a').last())
    await page.getByLabel('Social worker', { exact: true }).check()
    await press('Continue')
    await answer('What is it about this child', 'Away three nights a week')
    await answer('Why is what we are doing', 'The nights are growing')
    await journey.records(null)
    journey.pathway = page.url().split('/')[4] ?? ''
    const at = (step: string) => journey.looksAt(step)

    await sitsDown('Tam', '2026-11-09T10:00:00Z')
    await at('discuss-the-case')
    for (const post of ['social-worker', 'supervisor', 'team-manager']) await choose(`a_took-part_${post}_is`)
    await answer('What was said?', 'The month, visit by visit')
    await answer('Why are the criteria', 'What we do does not lower it')
    await page.getByLabel('The criteria are met').check()
    await journey.records(null)
    await at('complete-the-form')
    await page.getByLabel('Category A').check()
    await page.getByLabel('Self-harm').first().check()
    for (const question of ['outside-the-home', 'usual-methods-fail', 'health-and-care-plan'])
      await choose(`a_${question}_2`)
    for (const question of [
      'case-id',
      'names',
      'ethnicity',
      'case-status',
      'presenting-risks',
      'team',
      'risk-plan',
      'if-not-managed',
    ]) {
      await page.locator(`#a_${question}`).fill(`Invented ${question}`)
    }
    for (const [box, text] of [
      ['day', '4'],
      ['month', '5'],
      ['year', '2011'],
    ]) {
      await page.locator(`#a_born_${box}`).fill(text ?? '')
    }
    await journey.records(null)

    await sitsDown('Sal', '2026-11-10T09:00:00Z')
    await at('receive-the-form')
    await journey.records(null)
    await journey.reads(/On the list/)

    // The list is begun, a meeting planned, and the list sent on the last day on which it is in time.
    await sitsDown('Quin', '2026-11-11T09:00:00Z')
    await follow('Meetings')
    await look('meetings of which one has not begun')
    await follow('Begin to keep the list')
    await journey.records(null)
    await plans('18', '11')
    const first = page.url()
    await look('a sitting to come')
    await journey.reads(/Due Wednesday 11 November 2026/)
    await follow('See what each will get')
    await look('what each will get')
    await turn(page.getByRole('button', { name: 'Go on to send it' }))
    await journey.records(null)
    await page.goto(first)
    await journey.reads(/Sent to 1 person/)
    await sitsDown('Sal', '2026-11-12T09:00:00Z')
    await page.goto(`${first}/pack`)
    await look('a pack')
    await journey.reads(/Invented presenting-risks/)

    await sitsDown('Quin', '2026-11-18T14:00:00Z')
    await page.goto(first)
    await look('a sitting on its day')
    await turn(page.getByRole('button', { name: 'Start with the first case' }))
    await look('a case at a sitting')
    await press('Save and go to the next case')
    assert.match(await page.title(), /^Error: /)
    await answer('What oversight or direction', 'Keep the plan')
    await choose('a_leaders-act')
    await answer('What will be done?', 'Ask the police to come')
    await page.locator('#a_leaders-actions_1_leader').selectOption(journey.person('Ash'))
    for (const [box, text] of [
      ['day', '30'],
      ['month', '11'],
      ['year', '2026'],
    ]) {
      await page.locator(`#a_leaders-actions_1_by-when_${box}`).fill(text ?? '')
    }
    await choose('a_oversight-needed_2')
    await press('Save and go to the next case')
    await journey.reads(/Nothing of this meeting waits for you now/)
    await journey.reads(/Ask the police to come/)
    await follow('Note who was there')
    for (const name of ['Dot', 'Ash'])
      await page.locator(`input[name="came.${journey.person(name)}"][value="yes"]`).check()
    await look('who was there')
    await press('Save')
    await follow('Minutes of this sitting')
    await look('minutes')
    await journey.reads(/Keep the plan/)

    await sitsDown('Sal', '2026-11-24T09:00:00Z')
    await at('bring-evidence')
    await page.getByLabel('It is now managed').check()
    await answer('What shows it?', 'Home each night for two weeks')
    await journey.records(null)
    await sitsDown('Quin', '2026-11-25T09:00:00Z')
    await plans('2', '12')
    const second = page.url()
    await follow('See what each will get')
    await turn(page.getByRole('button', { name: 'Go on to send it' }))
    await journey.records(null)

    await sitsDown('Dot', '2026-12-02T10:00:00Z')
    await page.goto(second)
    await turn(page.getByRole('button', { name: 'Start with the first case' }))
    await journey.reads(/At the meeting before/)
    await journey.reads(/Overdue: it was due Monday 30 November 2026/)
    for (let left = 2; left > 0; left--) {
      const evidence = page.getByLabel('What did the team say?')
      if ((await evidence.count()) > 0) await evidence.fill('The evidence holds')
      else {
        await answer('What oversight or direction', 'It may come off')
        await choose('a_leaders-act_2')
        await choose('a_oversight-needed_2')
      }
      await press('Save and go to the next case')
    }
    await journey.reads(/Nothing of this meeting waits for you now/)

    await sitsDown('Ash', '2026-12-03T09:00:00Z')
    await at('take-off-the-list')
    await answer('Why?', 'The risk is managed')
    await page.getByLabel('The case comes off the list').check()
    await journey.records(null)
    await journey.reads(/Taken off the list/)
    await journey.goes('/lists/cases-of-most-concern/kept')
    await journey.reads(/No case is on the list/)
    await sitsDown('Wyn', '2026-12-03T10:00:00Z')
    await journey.goes('/my-work')
    await journey.reads(/Ended: Taken off the list/)
  })

  it('is whole for everybody on every page of its meetings', async () => {
    const faults: string[] = []
    for (const { name, html } of seen) faults.push(...(await markupFaults(html)).map((fault) => `${name}: ${fault}`))
    const usual = await testFace(journey.database)
    faults.push(...(await lookAt(await journey.browser.newPage(), usual.server, seen, () => undefined)))
    await usual.close()
    assert.deepEqual(faults, [])
  })
})
