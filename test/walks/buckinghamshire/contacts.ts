import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { AGREED, CARRIERS, EXCLUSION, excluded, planned, referred } from './given.ts'

const CONTACT: Answers = {
  'where-seen': 'At the bus station.',
  appearance: 'Cold, and without a coat.',
  behaviour: 'Quiet.',
  'tried-to-engage': 'Tea, and a seat.',
  signposted: 'The youth line.',
}
const CALL: Answers = { 'told-whom': { when: '2026-03-14T02:30:00+00:00', with: 'sian' } }
const WRITTEN: Answers = { 'contact-report': 'He took the card.' }
const RESPONSE: Answers = { response: 'The outreach worker goes there tonight.' }
const HELD: Answers = { 'exclusion-plan': 'Back on Monday, with his worker.' }
const FOR_GOOD: Answers = { ...EXCLUSION, 'excluded-how': 'outside-procedure' }

const seen = (story: Story): Story => planned(story).on('2026-03-14 02:00').records('paul', 'record-contact', CONTACT)

export const CONTACTS: readonly Walk[] = [
  only('BUC-16, BUC-17', 'any agency with a flag records a contact', planned, 'record-contact', CARRIERS, CONTACT),

  walk('BUC-14', 'and is told that there is no wrong door', ({ protocol }) => {
    assert.match(protocol.steps.find(({ id }) => id === 'record-contact')?.warning ?? '', /no wrong door/)
  }),

  walk('BUC-16, BUC-18', 'with the services to name, and what to do in a crisis, in sight', ({ protocol }) => {
    assert.deepEqual(protocol.steps.find(({ id }) => id === 'record-contact')?.recalls, ['promoted', 'contingency'])
  }),

  walk('BUC-16, BUC-17', 'the worker is told at once; both parts and the response are due within 24 hours', (story) => {
    seen(story)
      .told('contact-made', 'sian')
      .owesAt('paul', 'tell-the-worker', '2026-03-15 02:00')
      .owesAt('paul', 'follow-up-in-writing', '2026-03-15 02:00')
      .owesAt('sian', 'response-to-contact', '2026-03-15 02:00')
      .on('2026-03-15 02:01')
      .overdue('tell-the-worker', 'sian')
      .overdue('follow-up-in-writing', 'sian')
      .overdue('response-to-contact', 'chloe')
  }),

  walk('BUC-16, BUC-17', 'told by word of mouth, then in writing, then responded to', (story) => {
    seen(story)
      .on('2026-03-14 03:00')
      .onlyBy(['paul'], 'record-call', CALL)
      .needsEach('paul', 'record-call', CALL)
      .records('paul', 'record-call', CALL)
      .met('tell-the-worker')
      .onlyBy(['paul'], 'write-up-contact', WRITTEN)
      .needsEach('paul', 'write-up-contact', WRITTEN)
      .records('paul', 'write-up-contact', WRITTEN)
      .met('follow-up-in-writing')
      .made('contact-report')
      .onlyBy(['sian', 'tegan'], 'respond-to-contact', RESPONSE)
      .needsEach('sian', 'respond-to-contact', RESPONSE)
      .records('sian', 'respond-to-contact', RESPONSE)
      .met('response-to-contact')
  }),

  walk('BUC-17', 'of a contact whose hour nobody knows within 24 hours of the start of its day', (story) => {
    planned(story)
      .on('2026-03-14 untold')
      .records('paul', 'record-contact', CONTACT)
      .owesAt('paul', 'tell-the-worker', '2026-03-15 00:00')
      .owesAt('sian', 'response-to-contact', '2026-03-15 00:00')
  }),

  walk('BUC-17', 'each contact by itself', (story) => {
    seen(story)
      .on('2026-03-14 20:00')
      .records('paul', 'record-contact', CONTACT)
      .refuses('paul', 'record-call', 'about-needed', 'BUC-17', CALL)
      .refuses('paul', 'write-up-contact', 'about-needed', 'BUC-17', WRITTEN)
  }),
]

export const EXCLUSIONS: readonly Walk[] = [
  only(
    'BUC-25',
    'an exclusion is recorded',
    (story) => story,
    'record-an-exclusion',
    ['sian', 'tegan', 'nerys', 'paul'],
    EXCLUSION,
  ),

  walk('BUC-25', 'and a Risk Management Meeting is owed', (story) => {
    excluded(story)
      .stands('meeting-due')
      .hasOptions('hold-risk-meeting', 'exclusion-plan')
      .notTold('excluded-outside')
      .owes('chloe', 'risk-meeting-to-be-held', '2026-03-09')
      .refuses('chloe', 'hold-risk-meeting', 'no-sitting', 'BUC-25', HELD)
      .says('chloe', 'hold-risk-meeting', HELD, /sitting on one case/)
      .on('2026-03-10 09:00')
      .overdue('risk-meeting-to-be-held', 'dev')
      .on('2026-03-11 15:00')
      .onlyBy(['chloe', 'dev'], 'hold-risk-meeting', HELD)
      .needsEach('chloe', 'hold-risk-meeting', HELD)
      .needsFirst('hold-risk-meeting', 'chloe', 'end-without-panel', 'BUC-25')
      .says('chloe', 'end-without-panel', {}, /^Hold the Risk/)
      .records('dev', 'hold-risk-meeting', HELD)
      .made('exclusion-record')
      .met('risk-meeting-to-be-held', 'late')
      .onlyBy(['chloe', 'dev'], 'end-without-panel')
      .records('chloe', 'end-without-panel')
      .stands('planned-without-panel')
  }),

  walk('BUC-25', 'one made outside the procedure is recorded, marked, and told to the chair', (story) => {
    story
      .hasOptions('record-an-exclusion', 'excluded-how', 'temporary', 'outside-procedure')
      .on('2026-03-02 10:00')
      .records('nerys', 'record-an-exclusion', FOR_GOOD)
      .told('excluded-outside', 'chloe')
  }),

  walk('BUC-06, BUC-07, BUC-11, BUC-15, BUC-28', 'the sitting may take the case on', (story) => {
    excluded(story)
      .owes('bea', 'invitations-to-be-sent', '2026-03-05')
      .records('bea', 'send-invitations', { 'legal-considered': 'legal-there' })
      .records('chloe', 'call-a-sitting', { 'sitting-on': '2026-03-11T10:00:00+00:00', 'sitting-why': 'x' })
      .on('2026-03-11 15:00')
      .records('chloe', 'agree-shared-plan', AGREED)
      .stands('on-the-panel')
  }),

  only(
    'BUC-25',
    'of a young person who is referred',
    referred,
    'record-exclusion-now',
    ['sian', 'tegan', 'nerys', 'paul'],
    EXCLUSION,
  ),

  walk('BUC-25', 'the meeting is owed there too', (story) => {
    referred(story)
      .records('sian', 'record-exclusion-now', EXCLUSION)
      .notTold('excluded-outside-now')
      .owes('chloe', 'risk-meeting-to-be-held', '2026-03-09')
      .on('2026-03-11 15:00')
      .records('chloe', 'hold-risk-meeting', HELD)
      .met('risk-meeting-to-be-held', 'late')
  }),

  walk('BUC-25', 'and on the panel', (story) => {
    planned(story)
      .hasOptions('record-exclusion-now', 'excluded-how', 'temporary', 'outside-procedure')
      .records('sian', 'record-exclusion-now', FOR_GOOD)
      .told('excluded-outside-now', 'chloe')
      .records('chloe', 'hold-risk-meeting', HELD)
      .met('risk-meeting-to-be-held')
  }),
]
