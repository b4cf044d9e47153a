// A concern about a child whose case is open already, by each of the six ways in and through pages alone: the worker who holds the
// case, the commissioned youth service, an additional worker, a therapist, another agency, and the public by way of Central Duty.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import { tables } from '../record/importing.ts'
import {
  ADVICE,
  ALERT,
  CONCERN,
  CONTACT,
  DECISION,
  DUTY_ADVICE,
  ENQUIRY,
  IN_THE_SYSTEM,
  PLANNED,
  TOOK_PART,
} from '../walks/open-case/given.ts'
import { noBrowser } from './browser.ts'
import { Journey } from './journey.ts'
import { turn } from './turning.ts'

const OK = 200
const FAY = 'Fay Invented, born 4 May 2019'

/** Whom a concern can pass through: of the council, of the services that it commissions, and of other agencies. */
const PEOPLE: readonly (readonly [name: string, agency: string, ...roles: readonly string[]])[] = [
  ['Sasha', 'council', 'social-worker'],
  ['Sunil', 'council', 'supervisor'],
  ['Tamar', 'council', 'team-manager'],
  ['Lena', 'council', 'service-manager'],
  ['Cedric', 'council', 'central-duty'],
  ['Dee', 'council', 'disabled-team-manager'],
  ['Asa', 'council', 'assessment-manager'],
  ['Kim', 'youth-service', 'social-worker'],
  ['Addy', 'resource-centre', 'additional-worker'],
  ['Otis', 'health', 'occupational-therapist'],
  ['Thea', 'health', 'therapy-manager'],
  ['Pat', 'school', 'practitioner'],
]

const spoke = (when: string, to: string): Answers[string] => ({ when, with: to })

describe('a concern on an open case', { skip: noBrowser }, () => {
  let journey: Journey

  before(async () => {
    const protocols = ['open-case', 'open-to-commissioned-service', 'open-to-therapy']
    journey = await Journey.begin({ protocols, people: PEOPLE }, '2026-11-02T08:00:00Z')
    const team = [
      ['social-worker', 'Sasha'],
      ['supervisor', 'Sunil'],
      ['team-manager', 'Tamar'],
      ['service-manager', 'Lena'],
    ] as const
    await journey.addChild('Ada Invented', team)
    await journey.addChild('Ben Invented', [['social-worker', 'Kim'], ...team.slice(2)])
    await journey.addChild('Cleo Invented', team, ['Addy'])
    await journey.addChild('Dai Invented', team, ['Pat'])
    const therapists = [['occupational-therapist', 'Otis'], ['therapy-manager', 'Thea'], ...team.slice(2)] as const
    const eli = await journey.addChild('Eli Invented', therapists)
    const family = await Promise.all(
      ['Fay Invented', 'Gus Invented'].map((name) => journey.addChild(name, therapists.slice(2))),
    )
    await journey.brings(
      tables({
        person: [eli, ...family].map((each, at) => `${each},M,${2015 + at}-03-01`),
        family: [eli, ...family].map((each, at) => `f${at},F1,${each}`),
      }),
      '2026-11-02T08:00:00Z',
    )
  })
  after(() => journey.end())

  it('is noticed by the worker who holds the case, who is not sure', async () => {
    await journey.sitsDown('Sasha', '2026-11-02T09:00:00Z')
    await journey.raises('open-case/note-the-alert', 'Ada Invented', ALERT, 'not-sure')
    await journey.reads(/Talk it through with the supervisor/)
    await journey.records('ask-the-supervisor', ADVICE, 'still-unsure')
    await journey.sitsDown('Cedric', '2026-11-02T10:00:00Z', /Answer the worker, and record the advice/)
    await journey.records('answer-as-central-duty', DUTY_ADVICE, 'concern')
    await journey.reads(/it is shown once/, /Recorded by Cedric/)

    await journey.sitsDown('Sasha', '2026-11-02T11:00:00Z', /Central Duty has advised/, /Make the contact/)
    await journey.fillsIn('make-the-contact', { ...CONTACT, 'assessment-selected': false })
    await journey.reads(/Select duty manager assessment in the case system/, /OPN-02/)
    await journey.records(null, { 'assessment-selected': true })
    assert.deepEqual(await journey.finders('2026-11-02T12:00:00Z', 'Cedric', 'Pat', 'Otis'), [])

    await journey.sitsDown('Tamar', '2026-11-02T14:00:00Z', /A contact to decide on/)
    await journey.records('decide-on-a-discussion', DECISION, 'no-discussion')
    await journey.sitsDown('Sasha', '2026-11-03T09:00:00Z', /The Team Manager decided against it/)
    await journey.looksAt('accept-that-nothing-follows', /If not: Disagree with the Team Manager/)
    await journey.records('disagree-with-the-team-manager', { 'disagreement-goes-on': 'It is the second mark.' })
    await journey.sitsDown('Lena', '2026-11-03T10:00:00Z', /Settle it as Service Manager/)
    await journey.records('settle-as-service-manager', { 'last-settlement': 'The two marks are alike.' }, 'discussion')

    await journey.sitsDown('Tamar', '2026-11-03T11:00:00Z', /Hold the strategy discussion/)
    await journey.records('hold-the-discussion', ENQUIRY, 'section-47')
    await journey.sitsDown('Sasha', '2026-11-03T15:00:00Z', /What the strategy discussion came to/)
    await journey.looksAt(null, /Section 47 enquiry begun/)
    const record = await journey.page.locator('a[href*="/papers/discussion-record.pdf"]').getAttribute('href')
    assert.equal(await journey.status(record ?? ''), OK)
  })

  it('is noticed in the commissioned service, and decided by two teams', async () => {
    await journey.sitsDown('Kim', '2026-11-04T09:00:00Z')
    const alert = { alert: 'She told me of an older man with a car.', 'in-supervision': true }
    await journey.raises('open-to-commissioned-service/note-the-alert', 'Ben Invented', alert, 'concern')
    await journey.records('make-the-contact', { ...IN_THE_SYSTEM, ...CONCERN })
    await journey.sitsDown('Asa', '2026-11-04T10:00:00Z', /A contact to decide on together/)
    await journey.sitsDown(
      'Tamar',
      '2026-11-04T11:00:00Z',
      /Agree what follows with the Assessment and Intervention Team/,
    )
    const alone = { 'team-manager': 'present', 'assessment-manager': 'absent' }
    await journey.fillsIn('agree-the-next-activity', { 'decided-together': alone, ...DECISION }, 'discussion')
    await journey.reads(/Agree it with the manager of the Assessment and Intervention Team first/, /OPN-08/)
    await journey.records(null, { 'decided-together': { 'assessment-manager': 'present' } })
    await journey.looksAt(
      'start-the-discussion',
      /The manager of the Assessment and Intervention Team starts it by hand/,
    )
    await journey.sitsDown('Asa', '2026-11-04T14:00:00Z', /Start the strategy discussion in the case system/)
    await journey.records('start-the-discussion', { 'started-as': 'S-1001' })
    const { 'enquiry-plan': _none, ...held } = ENQUIRY
    await journey.sitsDown('Tamar', '2026-11-05T09:00:00Z')
    await journey.records('hold-the-discussion', { ...held, 'why-no-enquiry': 'He is her uncle.' }, 'no-enquiry')
    await journey.sitsDown('Kim', '2026-11-05T15:00:00Z', /What the strategy discussion came to/)
    await journey.looksAt(null, /No section 47 enquiry/, /He is her uncle/)
  })

  it('is told by an additional worker, who disagrees and is right', async () => {
    await journey.sitsDown('Addy', '2026-11-06T08:30:00Z')
    const told = {
      'supervisor-told': spoke('2026-11-06T08:00', 'My supervisor'),
      'case-note': 'He did not want to go home.',
      'decision-making': 'We agreed to tell Sasha.',
      'social-worker-told': spoke('2026-11-06T08:10', 'Sasha'),
    }
    await journey.raises('open-case/tell-as-additional-worker', 'Cleo Invented', told, 'remains')
    await journey.sitsDown('Sasha', '2026-11-06T09:00:00Z', /An additional worker tells of a concern/)
    const judged = { 'discussed-first': spoke('2026-11-06T08:50', 'Sunil'), judgement: 'It is the old quarrel.' }
    await journey.records('judge-the-threshold', judged, 'not-met')
    await journey.sitsDown('Addy', '2026-11-06T11:00:00Z', /The threshold is found not to be met/)
    await journey.looksAt(null, /It is the old quarrel/)
    await journey.records('disagree-on-the-threshold', { disagreement: 'It is the third time.' })
    await journey.sitsDown('Tamar', '2026-11-06T12:00:00Z', /A disagreement on the threshold to settle/)
    await journey.records('settle-as-team-manager', { settlement: 'Three times is enough.' }, 'met')
    await journey.sitsDown('Sasha', '2026-11-06T13:00:00Z', /Make the contact/)
    await journey.records('make-the-contact', CONTACT)
    await journey.sitsDown('Addy', '2026-11-06T14:00:00Z', /With the Team Manager for a decision/)
  })

  it('is told by another agency, which learns what comes of it', async () => {
    await journey.sitsDown('Pat', '2026-11-09T09:00:00Z')
    const told = {
      'manager-consulted': spoke('2026-11-09T08:00', 'The head teacher'),
      'social-worker-spoken': { when: '2026-11-09T08:10', reached: false, tried: 'By telephone, and a message.' },
      'what-worries': 'A mark on his arm.',
    }
    await journey.raises('open-case/tell-as-partner', 'Dai Invented', told)
    await journey.sitsDown(
      'Sasha',
      '2026-11-09T10:00:00Z',
      /Another agency tells of a concern/,
      /Judge what the partner agency told/,
    )
    const judged = {
      'judged-because': 'It is not explained.',
      'form-completed': false,
      'why-no-form': 'Told in person.',
    }
    await journey.records('judge-what-was-told', judged, 'section-47')
    await journey.sitsDown('Tamar', '2026-11-09T14:00:00Z', /Hold the strategy discussion/)
    await journey.records('hold-the-discussion', ENQUIRY, 'section-47')
    await journey.sitsDown(
      'Pat',
      '2026-11-09T16:00:00Z',
      /What the strategy discussion came to/,
      /Section 47 enquiry begun/,
    )
    await journey.looksAt(null, /Section 47 enquiry begun/)
    assert.deepEqual(await journey.finders('2026-11-09T16:00:00Z', 'Addy', 'Kim', 'Thea'), [])
  })

  it('is told by a therapist of a disabled child, whose brother and sister are each thought of', async () => {
    await journey.sitsDown('Otis', '2026-11-10T09:00:00Z')
    const told = { 'manager-told': spoke('2026-11-10T08:30', 'Thea'), 'concern-of-therapist': 'The hoist is not used.' }
    await journey.raises('open-to-therapy/tell-as-therapist', 'Eli Invented', told)
    await journey.sitsDown('Thea', '2026-11-10T09:30:00Z', /A therapist tells of a concern/)
    await journey.sitsDown(
      'Dee',
      '2026-11-10T10:00:00Z',
      /Discuss the concern, and settle which team takes the child on/,
    )
    await journey.looksAt('close-the-therapy-referral', /First settle which team takes the child on/)
    const settled = {
      'discussed-with-therapy': spoke('2026-11-10T09:45', 'Thea'),
      'severely-disabled': true,
      'settled-because': 'He cannot move by himself.',
    }
    await journey.records('settle-the-team', settled, 'meets-the-criteria')
    for (const [step, given] of [
      ['close-the-therapy-referral', { 'therapy-closed-on': '2026-11-10' }],
      ['refer-to-central-duty', { 'referral-reference': 'R-1003' }],
      ['enter-the-therapist', { 'therapist-goes-on': 'Otis visits each fortnight.' }],
    ] as const) {
      await journey.records(step, given)
    }
    await journey.records('decide-in-the-disabled-team', DECISION, 'discussion')
    await journey.fillsIn('plan-the-discussion', {
      ...PLANNED,
      'disabled-with-siblings': true,
      'assessment-team-invited': false,
    })
    await journey.reads(/The Disabled Children's Team leads/, /Invite the Assessment and Intervention Team/)
    await journey.records(null, { leads: 'disabled-team', 'assessment-team-invited': true })
    await journey.looksAt(
      'hold-the-discussion',
      /Record first, for each brother and sister, whether they need safeguarding/,
    )
    await journey.sitsDown('Tamar', '2026-11-10T11:00:00Z', /Consider the brother or sister/)
    const needs = { 'needs-safeguarding': true, 'sibling-reasons': 'She shares the room.' }
    await journey.looksAt('consider-a-sibling')
    await journey.page.getByLabel(/Fay Invented/).check()
    await journey.records(null, needs)
    await journey.looksAt('consider-a-sibling', /About: Gus Invented/)
    await journey.records(null, { 'needs-safeguarding': false, 'sibling-reasons': 'He lives with his father.' })
    await journey.looksAt('refer-a-sibling', /About: Fay Invented/)
    await journey.records('refer-a-sibling', { 'sibling-called': FAY, 'sibling-referred-as': 'R-1004' })
    await journey.sitsDown('Dee', '2026-11-10T11:30:00Z')
    // Two are social workers, and neither is the child's own: whoever was there is named.
    const who = { 'social-worker': { is: 'present', who: journey.person('Sasha') } }
    await journey.records('hold-the-discussion', { ...ENQUIRY, 'took-part': { ...TOOK_PART, ...who } }, 'section-47')
    await journey.sitsDown('Cedric', '2026-11-10T12:00:00Z', /A child is referred for allocation/)
    assert.doesNotMatch(await journey.words(), /may not see now/, 'what he answered he knows of')
    await journey.records('open-and-allocate', { 'allocated-to': 'The Disabled Children’s Team.' })
    await journey.goes('/my-work')
    await journey.reads(/Open the referral of the brother or sister/)
    await journey.looksAt('open-for-a-sibling', new RegExp(FAY))
    await journey.records('open-for-a-sibling', { 'sibling-opened-to': 'Assessment and Intervention Team 1' })
    await journey.sitsDown('Otis', '2026-11-10T13:00:00Z', /You stay involved/, /What the strategy discussion came to/)
  })

  it('comes from the public, about a child whom only a therapist knows', async () => {
    await journey.sitsDown('Cedric', '2026-11-12T09:00:00Z')
    await journey.goes('/raise/open-to-therapy/tell-as-central-duty')
    await turn(journey.page.getByRole('link', { name: 'Enter a child who is in no file' }))
    const { page } = journey
    await page.getByLabel('What is the child called?').fill('Gil Invented')
    await page.getByLabel('Central Duty Team').check()
    await journey.press('Continue')
    await journey.press('Enter the child')
    await journey.reads(/Gil/)
    await turn(page.getByRole('link', { name: 'Record a concern from the public or another agency' }))
    await journey.records(null, CONCERN)
    journey.pathway = page.url().split('/')[4] ?? ''
    await journey.sitsDown('Dee', '2026-11-12T10:00:00Z', /A concern about a child open to therapy/)
    const agreed = {
      'agreed-with': spoke('2026-11-12T09:50', 'Cedric'),
      'agreed-because': 'She is not severely disabled.',
    }
    await journey.records('agree-the-team', agreed, 'assessment-team')
    await journey.sitsDown('Cedric', '2026-11-12T11:00:00Z', /Open the new referral, and allocate it/)
    await journey.records('open-and-allocate', { 'allocated-to': 'Assessment and Intervention Team 1, Asa.' })
    await journey.sitsDown(
      'Asa',
      '2026-11-12T12:00:00Z',
      /A child is passed on to you/,
      /Decide whether to convene a strategy discussion/,
    )
    await journey.records('decide-in-the-assessment-team', DECISION, 'no-discussion')
    await journey.sitsDown('Cedric', '2026-11-12T13:00:00Z', /decided against it/)
    await journey.looksAt(null, /Team Manager decided against it/)
    await journey.records('accept-that-nothing-follows')
    await journey.goes('/my-work')
    await journey.reads(/Closed, with reasons/)
  })
})
