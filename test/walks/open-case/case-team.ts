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
import { ADVICE, ALERT, CONTACT, DECISION, IN_THE_SYSTEM } from './given.ts'

const SPOKE = { when: '2026-03-02T08:30:00+00:00', with: 'sunil' }
const TRIED = { when: '2026-03-02T08:30:00+00:00', with: 'sunil', reached: false }

const AS_ADDITIONAL: Answers = {
  'supervisor-told': { when: '2026-03-02T08:00:00+00:00', with: 'una' },
  'case-note': 'He did not want to go home.',
  'decision-making': 'We agreed to tell Sasha.',
}
const REMAINS: Answers = {
  ...AS_ADDITIONAL,
  'social-worker-told': { when: '2026-03-02T08:10:00+00:00', with: 'sasha' },
}
const JUDGED: Answers = { 'discussed-first': SPOKE, judgement: 'It fits what we know.' }

const AS_PARTNER: Answers = {
  'manager-consulted': { when: '2026-03-02T08:00:00+00:00', with: 'una' },
  'social-worker-spoken': { when: '2026-03-02T08:10:00+00:00', with: 'sasha' },
  'what-worries': 'A mark on his arm.',
}
const MET: Answers = {
  'judged-because': 'It is not explained.',
  'form-completed': true,
  'form-place': 'Forms, 2 March.',
}
const NO_FORM: Answers = { 'judged-because': 'As above.', 'form-completed': false, 'why-no-form': 'Told in person.' }

const alerted = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('sasha', 'note-the-alert', ALERT, 'concern')
const doubtful = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('sasha', 'note-the-alert', ALERT, 'not-sure')
const below = (story: Story): Story => doubtful(story).records('sunil', 'ask-the-supervisor', ADVICE, 'no-concern')
const contacted = (story: Story): Story =>
  alerted(story).on('2026-03-02 10:00').records('sasha', 'make-the-contact', CONTACT)
const decided = (outcome: string) => (story: Story) =>
  contacted(story).on('2026-03-03 09:00').records('tamar', 'decide-on-a-discussion', DECISION, outcome)
const toldByWorker = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('addy', 'tell-as-additional-worker', REMAINS, 'remains')
const toldByPartner = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('pat', 'tell-as-partner', AS_PARTNER)

const CONTACT_ALONE: Answers = { ...IN_THE_SYSTEM, 'discussed-with': SPOKE }

export const CASE_TEAM: readonly Walk[] = [
  only(
    'OPN-01, OPN-02, OPN-03',
    'a social worker notes what they were alerted to, of which team, and whether in supervision',
    (story) => story,
    'note-the-alert',
    ['sasha', 'wanda'],
    ALERT,
    'concern',
  ),

  walk('OPN-01, OPN-02, OPN-03', 'the four kinds of team that hold cases', (story) => {
    story
      .hasOptions(
        'note-the-alert',
        'holding-team',
        'children-and-families',
        'disabled-children',
        'sensory',
        'unaccompanied',
      )
      .records('sasha', 'note-the-alert', { ...ALERT, 'in-supervision': true }, 'concern')
      .stands('threshold-met')
  }),

  walk('OPN-01, OPN-02, OPN-03, OPN-04', 'who is not sure says so', (story) => {
    doubtful(story).stands('doubtful')
  }),

  walk('OPN-02', 'the contact is owed on the same working day as the alert', (story) => {
    alerted(story)
      .owes('sasha', 'contact-at-once', '2026-03-02')
      .on('2026-03-03 09:00')
      .overdue('contact-at-once', 'tamar')
      .records('tamar', 'close-as-overtaken', { change: 'mistake', 'change-shown': 'His cousin was meant.' })
      .owesNo('contact-at-once')
  }),

  walk('OPN-02', 'an alert of Saturday is owed on Monday', (story) => {
    story
      .on('2026-03-07 22:00')
      .records('sasha', 'note-the-alert', ALERT, 'concern')
      .owes('sasha', 'contact-at-once', '2026-03-09')
  }),

  only('OPN-02, OPN-05, OPN-06', 'who makes the contact', alerted, 'make-the-contact', ['sasha', 'sunil'], CONTACT),

  walk('OPN-02', 'with duty manager assessment selected, and linked to the open referral', (story) => {
    alerted(story)
      .refuses('sasha', 'make-the-contact', 'needs-answer', 'OPN-02', { ...CONTACT, 'assessment-selected': false })
      .says('sasha', 'make-the-contact', { ...CONTACT, 'assessment-selected': false }, /Select duty manager assessment/)
      .records('sasha', 'make-the-contact', CONTACT)
      .stands('contact-made')
      .met('contact-at-once')
      .made('contact')
      .shows('contact', 'contact-reference')
  }),

  walk('OPN-02', 'the contact does not wait for a supervisor who cannot be reached', (story) => {
    alerted(story)
      .records('sasha', 'make-the-contact', { ...CONTACT, 'discussed-with': TRIED })
      .stands('contact-made')
  }),

  ...concernWalks(alerted, 'make-the-contact', 'sasha', CONTACT_ALONE, 'OPN-02, OPN-05, OPN-06'),

  walk('OPN-02, OPN-05, OPN-06', 'a contact can be made while still in doubt', (story) => {
    doubtful(story).records('sasha', 'make-the-contact', CONTACT).stands('contact-made')
    story.owesNo('supervisor-to-be-asked')
  }),

  walk('OPN-02, OPN-05, OPN-06, OPN-04', 'and while Central Duty is asked', (story) => {
    doubtful(story)
      .records('sasha', 'ask-the-supervisor', ADVICE, 'still-unsure')
      .records('sasha', 'make-the-contact', CONTACT)
      .stands('contact-made')
      .owesNo('central-duty-to-answer')
  }),

  walk('OPN-04', 'making the contact while in doubt ends the asking', (story) => {
    doubtful(story).records('sasha', 'make-the-contact', CONTACT).owesNo('supervisor-to-be-asked')
  }),

  walk('OPN-02, OPN-07', 'the Team Manager is told, and decides within a working day', (story) => {
    contacted(story)
      .told('contact-to-decide-on', 'tamar', 'sunil')
      .owes('tamar', 'contact-to-be-decided-on', '2026-03-03')
      .on('2026-03-04 09:00')
      .overdue('contact-to-be-decided-on', 'lena')
  }),

  only(
    'OPN-07',
    'the Team Manager decides, with reasons both ways',
    contacted,
    'decide-on-a-discussion',
    ['tamar'],
    DECISION,
    'discussion',
  ),
  only(
    'OPN-07',
    'reasons too where there is none',
    contacted,
    'decide-on-a-discussion',
    ['tamar'],
    DECISION,
    'no-discussion',
  ),

  walk('OPN-07', 'and the reasons stand in a document', (story) => {
    decided('discussion')(story).stands('discussion-due').met('contact-to-be-decided-on').made('decision')
  }),

  walk('OPN-07', 'or none is convened', (story) => {
    decided('no-discussion')(story).stands('no-action')
  }),

  walk('OPN-07', 'something else that has changed closes it', (story) => {
    const change = { change: 'moved', 'change-shown': 'The other council has confirmed.' }
    contacted(story)
      .hasOptions('close-as-overtaken', 'change', 'died', 'moved', 'adult', 'mistake')
      .onlyBy(['tamar', 'lena'], 'close-as-overtaken', change)
      .needsEach('lena', 'close-as-overtaken', change)
      .records('lena', 'close-as-overtaken', change)
      .stands('overtaken')
      .owesNothing()
  }),

  ...consultationWalks(doubtful),
  ...disagreementWalks(below, 'sasha', decided('no-discussion')),
  ...discussionWalks(decided('discussion'), contacted, 'sasha', 'OPN-07'),
]

export const ADDITIONAL_WORKERS: readonly Walk[] = [
  only(
    'OPN-10',
    'an additional worker tells their own supervisor first, and then the social worker',
    (story) => story,
    'tell-as-additional-worker',
    ['addy'],
    REMAINS,
    'remains',
  ),

  walk('OPN-10', 'where no concern remains, the case note is all', (story) => {
    story
      .refuses('addy', 'tell-as-additional-worker', 'not-asked', 'OPN-10', REMAINS, 'settled')
      .records('addy', 'tell-as-additional-worker', AS_ADDITIONAL, 'settled')
      .stands('closed')
      .made('case-note')
  }),

  walk('OPN-10', 'where it remains, the social worker and the supervisor are told, and one decides', (story) => {
    toldByWorker(story)
      .stands('told-by-worker')
      .told('told-by-additional-worker', 'sasha', 'sunil')
      .owes('sasha', 'worker-to-judge', '2026-03-02')
      .onlyBy(['sasha'], 'judge-the-threshold', JUDGED, 'met')
      .needsEach('sasha', 'judge-the-threshold', JUDGED, 'met')
      .says('addy', 'judge-the-threshold', JUDGED, /own social worker decides/, 'met')
      .on('2026-03-03 09:00')
      .overdue('worker-to-judge', 'tamar')
  }),

  walk('OPN-10', 'a threshold that is met leads to the contact', (story) => {
    toldByWorker(story)
      .records('sasha', 'judge-the-threshold', JUDGED, 'met')
      .made('threshold-judgement')
      .met('worker-to-judge')
      .stands('threshold-met')
      .owes('sasha', 'contact-at-once', '2026-03-02')
  }),

  walk('OPN-10, OPN-11', 'one that is not met is told to whoever told of it, who may disagree', (story) => {
    toldByWorker(story)
      .records('sasha', 'judge-the-threshold', JUDGED, 'not-met')
      .stands('below-threshold')
      .told('threshold-found-not-met', 'addy', 'sasha')
      .onlyBy(['addy', 'sasha'], 'disagree-on-the-threshold', { disagreement: 'It is the third time.' })
      .onlyBy(['addy', 'sasha'], 'accept-that-nothing-follows')
  }),

  walk('OPN-11', 'and again after the Team Manager, as far as the Service Manager', (story) => {
    toldByWorker(story)
      .records('sasha', 'judge-the-threshold', JUDGED, 'not-met')
      .records('addy', 'disagree-on-the-threshold', { disagreement: 'It is the third time.' })
      .records('tamar', 'settle-as-team-manager', { settlement: 'No.' }, 'not-met')
      .told('team-manager-decided-against', 'addy', 'sasha')
      .onlyBy(['addy', 'sasha'], 'disagree-with-the-team-manager', { 'disagreement-goes-on': 'It is.' })
      .records('addy', 'disagree-with-the-team-manager', { 'disagreement-goes-on': 'It is.' })
      .records('lena', 'settle-as-service-manager', { 'last-settlement': 'Yes.' }, 'met')
      .told('service-manager-settled', 'addy', 'sasha', 'tamar')
  }),

  walk('OPN-10', 'something else that has changed ends the judging', (story) => {
    toldByWorker(story)
      .records('tamar', 'close-as-overtaken', { change: 'mistake', 'change-shown': 'His cousin was meant.' })
      .owesNo('worker-to-judge')
  }),
]

export const PARTNERS: readonly Walk[] = [
  only(
    'OPN-15',
    'a professional of another agency tells, having talked to manager and social worker',
    (story) => story,
    'tell-as-partner',
    ['pat'],
    AS_PARTNER,
  ),

  walk('OPN-15', 'the team is told, and judges on the same working day', (story) => {
    toldByPartner(story)
      .stands('told-by-partner')
      .told('told-by-another-agency', 'sasha', 'tamar')
      .owes('sasha', 'partner-to-be-judged', '2026-03-02')
      .onlyBy(['sasha', 'tamar'], 'judge-what-was-told', MET, 'section-47')
      .needsEach('sasha', 'judge-what-was-told', MET, 'section-47')
      .needsEach('sasha', 'judge-what-was-told', NO_FORM, 'section-47')
      .on('2026-03-03 09:00')
      .overdue('partner-to-be-judged', 'tamar')
  }),

  walk('OPN-15', 'the section 47 threshold is met: the form, or why not, and a strategy discussion', (story) => {
    const because = { 'judged-because': 'No.' }
    toldByPartner(story)
      .refuses('sasha', 'judge-what-was-told', 'not-asked', 'OPN-15', { ...because, 'form-completed': true }, 'below')
      .refuses('sasha', 'judge-what-was-told', 'not-asked', 'OPN-15', { ...MET, 'why-no-form': 'x' }, 'section-47')
      .refuses('sasha', 'judge-what-was-told', 'not-asked', 'OPN-15', { ...NO_FORM, 'form-place': 'x' }, 'section-47')
      .records('sasha', 'judge-what-was-told', NO_FORM, 'section-47')
      .made('partner-concern')
      .met('partner-to-be-judged')
      .stands('discussion-due')
      .told('discussion-to-convene', 'tamar', 'sasha', 'pat')
      .owes('tamar', 'discussion-to-be-held', '2026-03-03')
  }),

  walk('OPN-15', 'or it is not, which the professional may dispute', (story) => {
    toldByPartner(story)
      .records('sasha', 'judge-what-was-told', { 'judged-because': 'It was explained.' }, 'below')
      .stands('below-threshold')
      .told('threshold-found-not-met', 'pat', 'sasha')
  }),

  walk('OPN-15', 'something else that has changed ends the judging', (story) => {
    toldByPartner(story)
      .records('tamar', 'close-as-overtaken', { change: 'mistake', 'change-shown': 'His cousin was meant.' })
      .owesNo('partner-to-be-judged')
  }),

  walk('OPN-15', 'and learns what the discussion came to', (story) => {
    toldByPartner(story)
      .records('tamar', 'judge-what-was-told', MET, 'section-47')
      .on('2026-03-03 10:00')
      .records(
        'tamar',
        'hold-the-discussion',
        {
          'took-part': {
            'team-manager': 'present',
            'social-worker': 'present',
            'assessment-manager': 'not involved',
            'disabled-team-manager': 'not involved',
          },
          discussed: 'All of it.',
          'enquiry-plan': 'Sasha sees him today.',
        },
        'section-47',
      )
      .told('discussion-held', 'pat', 'sasha')
  }),
]

export const DOCUMENT: readonly Walk[] = [
  readings({ 'OPN-01': 1, 'OPN-02': 1, 'OPN-17': 1 }),
  walk('OPN-17', 'authorised and effective on 10 January 2012, with no day of review', ({ protocol }) => {
    const { issued, reviewDue } = protocol.source
    deepEqual([issued, reviewDue], ['2012-01-10', 'none given'])
  }),
]

export const CASE_TEAM_LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: alerted,
  by: 'tamar',
  told: 'lena',
  may: ['tamar', 'lena'],
  closes: null,
})
