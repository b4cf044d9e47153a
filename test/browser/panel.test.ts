// One young person through a whole month of the Complex Case Panel, with six agencies and by pages alone: referred, invited to,
// taken on with a shared plan, flagged by each agency or refused, met at night by the police, reviewed, and let go of again. At
// each turn, who of which agency may see it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PLAN, REFERRAL, REVIEW, SAT } from '../walks/buckinghamshire/given.ts'
import { noBrowser } from './browser.ts'
import { Journey } from './journey.ts'

const OK = 200

/** Who there is: a name, an agency and a role. Zed's clinic has nothing to do with the young person. */
const PEOPLE: readonly (readonly [name: string, agency: string, role: string])[] = [
  ['Wyn', 'council', 'social-worker'],
  ['Tam', 'council', 'team-manager'],
  ['Cha', 'council', 'panel-chair'],
  ['Soc', 'council', 'panel-social-care'],
  ['Bea', 'council', 'business-unit'],
  ['Hal', 'health', 'panel-health'],
  ['Pia', 'police', 'panel-police'],
  ['Olga', 'police', 'practitioner'],
  ['Ed', 'school', 'panel-education'],
  ['Yves', 'youth-offending', 'panel-youth-offending'],
  ['Odo', 'out-of-hours', 'out-of-hours'],
  ['Zed', 'far-clinic', 'practitioner'],
  ['Suki', 'far-clinic', 'substance-misuse'],
]
const FLAGGED = ['health', 'police', 'school', 'youth-offending', 'out-of-hours']

describe('a month of the Complex Case Panel', { skip: noBrowser }, () => {
  let journey: Journey

  before(async () => {
    journey = await Journey.begin({ protocols: ['complex-cases'], people: PEOPLE }, '2026-11-02T08:00:00Z')
    await journey.addChild('Plainly Invented', [
      ['social-worker', 'Wyn'],
      ['team-manager', 'Tam'],
    ])
  })
  after(() => journey.end())

  it('is one plan of six agencies, from the referral until no flag is left', async () => {
    // Referred by the worker; the panel is told, and nobody else.
    await journey.sitsDown('Wyn', '2026-11-02T09:00:00Z')
    await journey.raises('complex-cases/refer-to-the-panel', 'Plainly Invented', {
      ...REFERRAL,
      'invite-besides': ['substance-misuse', 'designated-doctor'],
    })
    const everybody = PEOPLE.map(([name]) => name)
    const panel = ['Cha', 'Soc', 'Bea', 'Hal', 'Pia', 'Ed', 'Yves']
    assert.deepEqual(await journey.finders('2026-11-02T10:00:00Z', ...everybody), ['Wyn', 'Tam', ...panel])

    // Invited to, and a sitting planned.
    await journey.sitsDown(
      'Bea',
      '2026-11-03T09:00:00Z',
      /Send the invitations/,
      /A young person is referred to the panel/,
    )
    // What the referral asks for stands in the form, with whom it reaches.
    await journey.looksAt('send-invitations', /Invented far-clinic/, /Nobody has this post yet/)
    await journey.records(null, { 'legal-considered': 'legal-at-hand' })
    await journey.sitsDown('Suki', '2026-11-03T09:30:00Z', /The panel considers a young person/)
    await journey.sitsDown('Cha', '2026-11-03T10:00:00Z', /Take the case to the panel/)
    await journey.goes('/meetings/panel/plan')
    await journey.plans('16', '12')
    // It does not wait for that one: the chair calls one sooner, which stands in the calendar, and those who come are told.
    await journey.records('call-a-sitting', { 'sitting-on': '2026-11-18T14:00', 'sitting-why': 'He is missing.' })
    await journey.goes('/meetings')
    assert.match((await journey.page.locator('main').textContent()) ?? '', /18 November 2026/)
    await journey.sitsDown('Tam', '2026-11-03T11:00:00Z', /The panel sits sooner on a young person/)
    await journey.sitsDown('Hal', '2026-11-04T09:00:00Z', /The panel considers a young person/)

    // The panel sits: one shared plan, and a flag asked of five agencies.
    await journey.sitsDown('Cha', '2026-11-18T15:00:00Z')
    const asked = FLAGGED.map((agency) => ({ which: [agency], attended: !['school', 'out-of-hours'].includes(agency) }))
    const plan = { ...PLAN, accountable: journey.person('Soc') }
    await journey.records('agree-shared-plan', { ...SAT, ...plan, agencies: asked })
    assert.deepEqual(await journey.finders('2026-11-18T16:00:00Z', 'Olga', 'Odo', 'Zed'), ['Olga', 'Odo'])
    await journey.sitsDown('Cha', '2026-11-18T16:30:00Z', /Tell the agency that was not at the meeting/)
    for (const absent of ['Invented school', 'Invented out-of-hours']) {
      await journey.looksAt('notify-agency')
      const chosen = journey.page.locator('.govuk-radios__item', { hasText: absent }).getByRole('radio')
      if ((await chosen.count()) > 0) await chosen.check()
      await journey.records(null)
    }

    // Each agency adopts the plan and places the flag; one says what stands in for it, one why it does not adopt.
    const refuses = { adopted: false, 'refused-because': 'We have nobody at night.' }
    const otherwise = { 'placed-as': 'alternative', alternative: 'A note on the register.', responsible: 'Ed.' }
    const placed = { 'placed-as': 'flag', responsible: 'The duty desk.' }
    for (const [name, adopts, places] of [
      ['Pia', { adopted: true }, placed],
      ['Hal', { adopted: true }, placed],
      ['Yves', { adopted: true }, placed],
      ['Ed', { adopted: true }, otherwise],
      ['Odo', refuses, placed],
    ] as const) {
      await journey.sitsDown(name, '2026-11-19T09:00:00Z', /Adopt the shared plan for your agency/, /Place the flag/)
      await journey.records('adopt-the-plan', adopts)
      await journey.records('confirm-placed', places)
    }
    await journey.sitsDown('Cha', '2026-11-20T09:00:00Z', /An agency refuses the shared plan/)
    await journey.looksAt(null, /We have nobody at night/)

    // At two in the morning a constable meets them: told at once, written up, and answered.
    await journey.sitsDown('Olga', '2026-11-21T02:10:00Z')
    await journey.records('record-contact', {
      'where-seen': 'At the bus station.',
      appearance: 'Cold, without a coat.',
      behaviour: 'Quiet.',
      'tried-to-engage': 'Tea, and a seat.',
      signposted: 'The youth line.',
    })
    await journey.sitsDown(
      'Olga',
      '2026-11-21T02:40:00Z',
      /Tell the young person's worker/,
      /Follow the call up in writing/,
    )
    await journey.records('record-call', { 'told-whom': { when: '2026-11-21T02:30', with: 'Wyn, by telephone.' } })
    await journey.records('write-up-contact', { 'contact-report': 'Took the card, and was driven home.' })
    await journey.looksAt(null)
    const report = await journey.page.locator('a[href*="/papers/contact-report.pdf"]').first().getAttribute('href')
    assert.equal(await journey.status(report ?? ''), OK, 'the police have their report')
    await journey.sitsDown('Wyn', '2026-11-21T09:00:00Z', /A contact with the young person/, /Respond to the contact/)
    await journey.records('respond-to-contact', { response: 'The outreach worker goes there tonight.' })

    // What was learnt goes into a second version, and the panel reviews it at its next sitting: the case comes off.
    await journey.sitsDown('Cha', '2026-11-23T09:00:00Z')
    await journey.records('revise-shared-plan', { ...plan, outreach: 'Thursdays and Fridays, at the bus station.' })
    await journey.sitsDown('Pia', '2026-11-23T10:00:00Z')
    await journey.looksAt(null, /Thursdays and Fridays, at the bus station/)
    await journey.sitsDown('Cha', '2026-12-16T15:00:00Z', /Review the case at the panel/)
    await journey.records('review-the-case', { ...SAT, ...REVIEW }, 'remove')
    assert.deepEqual(await journey.finders('2026-12-16T16:00:00Z', 'Olga', 'Odo', 'Zed'), ['Olga', 'Odo'])

    // No flag is forgotten: the case is not closed before each agency has confirmed.
    const wait = async (name: string): Promise<void> => {
      await journey.sitsDown(
        name,
        '2026-12-17T09:00:00Z',
        /Take the flag off your own system/,
        /The case is off the panel/,
      )
      await journey.records('confirm-removed')
    }
    for (const name of ['Pia', 'Hal', 'Yves', 'Ed']) await wait(name)
    await journey.sitsDown('Bea', '2026-12-17T10:00:00Z')
    await journey.looksAt('close-the-case', /An agency has not yet confirmed that its flag is gone/)
    await wait('Odo')
    await journey.sitsDown('Bea', '2026-12-17T11:00:00Z')
    await journey.fillsIn('close-the-case')
    await journey.press('Record it')
    await journey.reads(/you are not able to see it any more/)
    await journey.sitsDown('Wyn', '2026-12-17T12:00:00Z', /Ended: Off the panel and off every flag/)
    const left = await journey.finders('2026-12-18T09:00:00Z', ...everybody)
    assert.deepEqual(left, ['Wyn', 'Tam'], 'the agencies have no more part in it')
  })
})
