import { deepEqual } from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { lifeWalks, MOST } from '../life-events.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { concernWalks } from './concern.ts'
import { consultationWalks } from './consultation.ts'
import { disagreementWalks } from './disagreement.ts'
import { discussionWalks } from './discussion.ts'
import { ADVICE, CONCERN, DECISION, IN_THE_SYSTEM } from './given.ts'

const ALERT: Answers = { alert: 'She told me of an older man with a car.', 'in-supervision': true }
const CONTACT: Answers = { ...IN_THE_SYSTEM, ...CONCERN }
const TOGETHER: Answers = {
  'decided-together': { 'team-manager': 'present', 'assessment-manager': 'present' },
  ...DECISION,
}
const ALONE: Answers = {
  ...TOGETHER,
  'decided-together': { 'team-manager': 'present', 'assessment-manager': 'absent' },
}
const STARTED: Answers = { 'started-as': 'S-1001' }
const CHANGED: Answers = { change: 'adult', 'change-shown': 'She is 18; the leaving care team looks after her.' }

const alerted = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('sasha', 'note-the-alert', ALERT, 'concern')
const doubtful = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('sasha', 'note-the-alert', ALERT, 'not-sure')
const below = (story: Story): Story =>
  story
    .on('2026-03-02 09:00')
    .records('wanda', 'note-the-alert', ALERT, 'not-sure')
    .records('sunil', 'ask-the-supervisor', ADVICE, 'no-concern')
const contacted = (story: Story): Story =>
  alerted(story).on('2026-03-02 10:00').records('sasha', 'make-the-contact', CONTACT)
const agreed = (outcome: string) => (story: Story) =>
  contacted(story).on('2026-03-03 09:00').records('tamar', 'agree-the-next-activity', TOGETHER, outcome)
const raisedByWanda = (outcome: string) => (story: Story) =>
  story
    .on('2026-03-02 09:00')
    .records('wanda', 'note-the-alert', ALERT, 'concern')
    .records('sasha', 'make-the-contact', CONTACT)
    .on('2026-03-03 09:00')
    .records('tamar', 'agree-the-next-activity', TOGETHER, outcome)
const due = (story: Story): Story => raisedByWanda('discussion')(story).records('asa', 'start-the-discussion', STARTED)

export const SERVICE: readonly Walk[] = [
  only(
    'OPN-01, OPN-08, OPN-09',
    'a worker of the service notes what they were alerted to',
    (story) => story,
    'note-the-alert',
    ['sasha', 'wanda'],
    ALERT,
    'concern',
  ),

  walk('OPN-08, OPN-09', 'who is sure makes a contact on the same working day, who is not asks first', (story) => {
    doubtful(story).stands('doubtful')
  }),

  walk('OPN-08', 'and is chased', (story) => {
    alerted(story)
      .stands('threshold-met')
      .owes('sasha', 'contact-at-once', '2026-03-02')
      .on('2026-03-03 09:00')
      .overdue('contact-at-once', 'tamar')
  }),

  only('OPN-08, OPN-09', 'who makes the contact', alerted, 'make-the-contact', ['sasha', 'sunil'], CONTACT),

  walk('OPN-08', 'duty senior assessment, linked to the open referral, told to both teams', (story) => {
    alerted(story)
      .refuses('sasha', 'make-the-contact', 'needs-answer', 'OPN-08', { ...CONTACT, 'assessment-selected': false })
      .says('sasha', 'make-the-contact', { ...CONTACT, 'assessment-selected': false }, /Select duty senior assessment/)
      .records('sasha', 'make-the-contact', CONTACT)
      .met('contact-at-once')
      .stands('contact-made')
      .told('contact-to-decide-on', 'tamar', 'asa')
      .sees('assessment-team-decides-too', 'asa')
      .made('contact')
  }),

  walk('OPN-08, OPN-09', 'a contact can be made while in doubt', (story) => {
    doubtful(story).records('sasha', 'make-the-contact', CONTACT).stands('contact-made')
    story.owesNo('supervisor-to-be-asked')
  }),

  walk('OPN-04, OPN-08, OPN-09', 'and while Central Duty is asked', (story) => {
    doubtful(story)
      .records('sasha', 'ask-the-supervisor', ADVICE, 'still-unsure')
      .records('sasha', 'make-the-contact', CONTACT)
      .owesNo('central-duty-to-answer')
  }),

  walk('OPN-04', 'which ends the asking', (story) => {
    doubtful(story).records('sasha', 'make-the-contact', CONTACT).owesNo('supervisor-to-be-asked')
  }),

  ...concernWalks(alerted, 'make-the-contact', 'sasha', IN_THE_SYSTEM, 'OPN-05, OPN-06, OPN-08, OPN-09'),

  only(
    'OPN-07, OPN-08',
    'the Team Manager records what both teams agreed, with reasons and who was involved',
    contacted,
    'agree-the-next-activity',
    ['tamar'],
    TOGETHER,
    'discussion',
  ),

  walk('OPN-08', 'not alone', (story) => {
    contacted(story)
      .owes('tamar', 'next-activity-to-be-agreed', '2026-03-03')
      .refuses('tamar', 'agree-the-next-activity', 'absent', 'OPN-08', ALONE, 'discussion')
      .says('tamar', 'agree-the-next-activity', ALONE, /^Agree it with the manager/, 'discussion')
      .records('tamar', 'agree-the-next-activity', { ...TOGETHER, 'others-involved': 'The police.' }, 'discussion')
      .met('next-activity-to-be-agreed')
      .made('decision')
  }),

  walk('OPN-08', 'nor without the Team Manager, who is always there', (story) => {
    const absent = { ...TOGETHER, 'decided-together': { 'team-manager': 'absent', 'assessment-manager': 'present' } }
    contacted(story).refuses('tamar', 'agree-the-next-activity', 'absent', 'OPN-08', absent, 'discussion')
  }),

  walk('OPN-08', 'within a working day', (story) => {
    contacted(story).on('2026-03-04 09:00').overdue('next-activity-to-be-agreed', 'lena')
  }),

  walk('OPN-08', 'the assessment team starts the discussion by hand', (story) => {
    agreed('discussion')(story)
      .stands('discussion-agreed')
      .told('discussion-to-start', 'asa')
      .sees('assessment-team-decides-too', 'asa')
      .owes('asa', 'discussion-to-be-started', '2026-03-03')
      .onlyBy(['asa'], 'start-the-discussion', STARTED)
      .needsEach('asa', 'start-the-discussion', STARTED)
      .says('tamar', 'start-the-discussion', STARTED, /by hand/)
      .on('2026-03-04 09:00')
      .overdue('discussion-to-be-started', 'lena')
      .records('asa', 'start-the-discussion', STARTED)
      .met('discussion-to-be-started', 'late')
      .stands('discussion-due')
      .sees('assessment-team-decides-too')
  }),

  walk('OPN-07, OPN-08', 'or none is convened', (story) => {
    agreed('no-discussion')(story).stands('no-action')
  }),

  walk('OPN-07', 'something else that has changed closes it', (story) => {
    contacted(story)
      .hasOptions('close-as-overtaken', 'change', 'died', 'moved', 'adult', 'mistake')
      .onlyBy(['tamar', 'lena'], 'close-as-overtaken', CHANGED)
      .needsEach('lena', 'close-as-overtaken', CHANGED)
      .records('lena', 'close-as-overtaken', CHANGED)
      .stands('overtaken')
  }),

  ...consultationWalks(doubtful),
  ...disagreementWalks(below, 'wanda', raisedByWanda('no-discussion')),
  ...discussionWalks(due, contacted, 'wanda', 'OPN-08'),

  readings({ 'OPN-08': 1, 'OPN-09': 1 }),

  walk('OPN-09', 'advice, the concern and the ladder are parts that other teams use too', ({ protocol }) => {
    deepEqual(protocol.uses, [
      'concern',
      'consultation',
      'threshold-disagreement',
      'strategy-discussion',
      'life-goes-on',
      'did-it-help',
    ])
  }),
]

export const SERVICE_LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: alerted,
  by: 'tamar',
  told: 'lena',
  may: ['tamar', 'lena'],
  closes: null,
})
