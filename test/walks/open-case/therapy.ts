import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import type { PathwayDuty } from '../../../src/engine/pathway/view.ts'
import { lifeWalks, MOST } from '../life-events.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { concernWalks } from './concern.ts'
import { disagreementWalks } from './disagreement.ts'
import { discussionWalks } from './discussion.ts'
import { CONCERN, DECISION } from './given.ts'

const TOLD: Answers = {
  'manager-told': { when: '2026-03-02T08:30:00+00:00', with: 'thea' },
  'concern-of-therapist': 'The hoist is not used, and his hip is sore.',
}
const SPOKE = { when: '2026-03-02T08:50:00+00:00', with: 'thea' }
const SETTLED: Answers = {
  'discussed-with-therapy': SPOKE,
  'severely-disabled': true,
  'settled-because': 'He cannot move by himself.',
}
const AGREED: Answers = { 'agreed-with': { ...SPOKE, with: 'dee' }, 'agreed-because': 'He is severely disabled.' }
const NO_CONCERN: Answers = { 'discussed-with-therapy': SPOKE, 'no-concern-because': 'The hoist was broken.' }
const CLOSED: Answers = { 'therapy-closed-on': '2026-03-02' }
const REFERRED: Answers = { 'referral-reference': 'R-1003' }
const ALLOCATED: Answers = { 'allocated-to': "Disabled Children's Team, Sasha." }
const ENTERED: Answers = { 'therapist-goes-on': 'Otis visits each fortnight.' }
const CHANGED: Answers = { change: 'died', 'change-shown': 'The hospital has told us.' }

const told = (story: Story): Story => story.on('2026-03-02 09:00').records('otis', 'tell-as-therapist', TOLD)
const settled = (outcome: string) => (story: Story) =>
  told(story).on('2026-03-02 10:00').records('dee', 'settle-the-team', SETTLED, outcome)
const meets = settled('meets-the-criteria')
const meetsNot = settled('does-not-meet')
const toldByOthers = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('cedric', 'tell-as-central-duty', CONCERN)
const agreed = (outcome: string) => (story: Story) =>
  toldByOthers(story).on('2026-03-02 10:00').records('cedric', 'agree-the-team', AGREED, outcome)
const below = (story: Story): Story => told(story).on('2026-03-02 10:00').records('dee', 'find-no-concern', NO_CONCERN)
const decided = (outcome: string) => (story: Story) =>
  meets(story).on('2026-03-03 09:00').records('dee', 'decide-in-the-disabled-team', DECISION, outcome)

const EFFECTS = ['therapy-referral-to-be-closed', 'child-to-be-referred', 'therapist-to-be-entered']

/** The effects that a settled team has, whichever team it is. */
function effects(rows: string, begin: (story: Story) => Story): readonly Walk[] {
  return [
    walk(rows, 'the therapy referral is to be closed', (story) => {
      begin(story)
        .owes('dee', 'therapy-referral-to-be-closed', '2026-03-03')
        .onlyBy(['dee'], 'close-the-therapy-referral', CLOSED)
        .needsEach('dee', 'close-the-therapy-referral', CLOSED)
        .on('2026-03-04 09:00')
        .overdue('therapy-referral-to-be-closed', ['lena', 'selma'])
        .records('dee', 'close-the-therapy-referral', CLOSED)
        .met('therapy-referral-to-be-closed', 'late')
    }),

    walk(rows, 'the child is to be referred to Central Duty, which opens and allocates', (story) => {
      begin(story)
        .owes('dee', 'child-to-be-referred', '2026-03-02')
        .refuses('cedric', 'open-and-allocate', 'none-of', 'OPN-12', ALLOCATED)
        .onlyBy(['dee'], 'refer-to-central-duty', REFERRED)
        .needsEach('dee', 'refer-to-central-duty', REFERRED)
        .on('2026-03-03 09:00')
        .overdue('child-to-be-referred', ['lena', 'selma'])
        .records('dee', 'refer-to-central-duty', REFERRED)
        .made('referral')
        .met('child-to-be-referred', 'late')
        .told('child-referred', 'cedric')
        .owes('cedric', 'referral-to-be-opened', '2026-03-04')
        .onlyBy(['cedric'], 'open-and-allocate', ALLOCATED)
        .needsEach('cedric', 'open-and-allocate', ALLOCATED)
        .on('2026-03-05 09:00')
        .overdue('referral-to-be-opened', ['lena', 'selma'])
        .records('cedric', 'open-and-allocate', ALLOCATED)
        .met('referral-to-be-opened', 'late')
    }),

    walk(rows, 'the therapist is to be entered as an involvement, and goes on', (story) => {
      begin(story)
        .owes('dee', 'therapist-to-be-entered', '2026-03-04')
        .onlyBy(['dee'], 'enter-the-therapist', ENTERED)
        .needsEach('dee', 'enter-the-therapist', ENTERED)
        .on('2026-03-05 09:00')
        .overdue('therapist-to-be-entered', ['lena', 'selma'])
        .records('dee', 'enter-the-therapist', ENTERED)
        .met('therapist-to-be-entered', 'late')
        .told('therapist-stays', 'otis')
    }),

    walk(rows, 'all of which is owed once the concern has come to its end, too', (story) => {
      begin(story).on('2026-03-02 11:00').records('lena', 'close-as-overtaken', CHANGED).stands('overtaken')
      for (const duty of EFFECTS)
        assert.ok(
          story.view.duties.some((each) => isOpen(each, duty)),
          duty,
        )
      story.records('dee', 'refer-to-central-duty', REFERRED).owes('cedric', 'referral-to-be-opened', '2026-03-03')
    }),
  ]
}

function isOpen({ duty, standing }: PathwayDuty, id: string): boolean {
  return duty.id === id && standing.kind === 'open'
}

export const THERAPY: readonly Walk[] = [
  only('OPN-12', 'a therapist tells, having told the manager', (story) => story, 'tell-as-therapist', ['otis'], TOLD),

  walk('OPN-12', "the therapist's manager and the Disabled Children's Team hear of it at once", (story) => {
    story.sees('disabled-team-settles')
    told(story)
      .stands('told-by-therapist')
      .told('therapist-tells', 'thea', 'dee')
      .sees('disabled-team-settles', 'dee')
      .owes('dee', 'team-to-be-settled', '2026-03-02')
      .on('2026-03-03 09:00')
      .overdue('team-to-be-settled', ['lena', 'selma'])
  }),

  only(
    'OPN-12, OPN-13',
    'it is discussed, and the team settled',
    told,
    'settle-the-team',
    ['dee'],
    SETTLED,
    'does-not-meet',
  ),

  walk('OPN-12', "severely disabled and meeting the criteria: the Disabled Children's Team progresses it", (story) => {
    meets(story)
      .met('team-to-be-settled')
      .stands('with-disabled-team')
      .sees('disabled-team-settles', 'dee')
      .sees('central-duty-allocates', 'cedric')
      .owes('dee', 'disabled-team-to-decide', '2026-03-03')
      .made('team-record')
      .on('2026-03-04 09:00')
      .overdue('disabled-team-to-decide', ['lena', 'selma'])
  }),

  ...effects('OPN-12', meets),
  ...effects('OPN-13', meetsNot),

  only(
    'OPN-07, OPN-12',
    'it decides on a discussion',
    meets,
    'decide-in-the-disabled-team',
    ['dee'],
    DECISION,
    'discussion',
  ),
  only('OPN-07, OPN-12', 'or on none', meets, 'decide-in-the-disabled-team', ['dee'], DECISION, 'no-discussion'),

  walk('OPN-07, OPN-12', 'a discussion is convened', (story) => {
    decided('discussion')(story).met('disabled-team-to-decide').stands('discussion-due').sees('disabled-team-settles')
    story.sees('central-duty-allocates')
  }),

  walk('OPN-07, OPN-12', 'or none', (story) => {
    decided('no-discussion')(story).stands('no-action')
  }),

  walk('OPN-13', 'not meeting the criteria: the Assessment and Intervention Team progresses it', (story) => {
    told(story).sees('assessment-team-progresses')
    story
      .records('dee', 'settle-the-team', { ...SETTLED, 'severely-disabled': true }, 'does-not-meet')
      .stands('with-assessment-team')
      .told('passed-on', 'asa')
      .sees('assessment-team-progresses', 'asa')
      .owes('asa', 'assessment-team-to-decide', '2026-03-03')
      .onlyBy(['asa'], 'decide-in-the-assessment-team', DECISION, 'discussion')
      .onlyBy(['asa'], 'decide-in-the-assessment-team', DECISION, 'no-discussion')
      .needsEach('asa', 'decide-in-the-assessment-team', DECISION, 'discussion')
      .on('2026-03-04 09:00')
      .overdue('assessment-team-to-decide', ['lena', 'selma'])
  }),

  walk('OPN-07, OPN-13', 'which decides on a discussion', (story) => {
    meetsNot(story)
      .sees('disabled-team-settles', 'dee')
      .needsEach('asa', 'decide-in-the-assessment-team', DECISION, 'discussion')
      .records('asa', 'decide-in-the-assessment-team', DECISION, 'discussion')
      .made('decision')
      .met('assessment-team-to-decide')
      .stands('discussion-due')
  }),

  walk('OPN-07, OPN-13', 'or on none', (story) => {
    meetsNot(story)
      .needsEach('asa', 'decide-in-the-assessment-team', DECISION, 'no-discussion')
      .records('asa', 'decide-in-the-assessment-team', DECISION, 'no-discussion')
      .stands('no-action')
  }),

  walk('OPN-12, OPN-13, OPN-16', 'nothing is closed, referred or opened before the team is settled', (story) => {
    told(story)
      .says('dee', 'close-the-therapy-referral', CLOSED, /First settle/)
      .refuses('dee', 'close-the-therapy-referral', 'none-of', null, CLOSED)
      .needsFirst('settle-the-team', 'dee', 'refer-to-central-duty', 'OPN-12', REFERRED)
      .says('dee', 'refer-to-central-duty', REFERRED, /First settle/)
      .refuses('cedric', 'open-and-allocate', 'none-of', null, ALLOCATED)
      .says('cedric', 'open-and-allocate', ALLOCATED, /refers the child first/)
      .needsFirst('settle-the-team', 'dee', 'enter-the-therapist', 'OPN-12', ENTERED)
      .says('dee', 'enter-the-therapist', ENTERED, /First settle/)
  }),

  only('OPN-11, OPN-12', 'found to be no concern', told, 'find-no-concern', ['dee'], NO_CONCERN),

  walk('OPN-11, OPN-12', 'the therapist is told, and may disagree', (story) => {
    below(story).owesNo('team-to-be-settled').stands('below-threshold').told('threshold-found-not-met', 'otis', 'sasha')
  }),

  walk('OPN-12, OPN-13', 'where the therapist is right, the team is settled then', (story) => {
    below(story)
      .records('otis', 'disagree-on-the-threshold', { disagreement: 'It is no matter of the hoist.' })
      .on('2026-03-03 09:00')
      .records('tamar', 'settle-as-team-manager', { settlement: 'It is not.' }, 'met')
      .sees('disabled-team-settles', 'dee')
      .owes('dee', 'team-to-be-settled-after-all', '2026-03-03')
      .on('2026-03-04 09:00')
      .overdue('team-to-be-settled-after-all', ['lena', 'selma'])
      .onlyBy(['dee'], 'settle-the-team', SETTLED, 'meets-the-criteria')
      .records('dee', 'settle-the-team', SETTLED, 'meets-the-criteria')
      .stands('with-disabled-team')
  }),

  ...disagreementWalks(below, 'otis', decided('no-discussion')),
  ...discussionWalks(decided('discussion'), meets, 'otis', 'OPN-12'),
]

export const CENTRAL_DUTY: readonly Walk[] = [
  only('OPN-16', 'Central Duty records it', (story) => story, 'tell-as-central-duty', ['cedric'], CONCERN),

  ...concernWalks((story) => story, 'tell-as-central-duty', 'cedric', {}, 'OPN-05, OPN-06, OPN-16'),

  walk('OPN-16', "and tells the Disabled Children's Team, which sees it", (story) => {
    toldByOthers(story)
      .stands('told-by-others')
      .told('others-tell', 'dee')
      .sees('disabled-team-settles', 'dee')
      .sees('central-duty-allocates', 'cedric')
      .owes('cedric', 'team-to-be-agreed', '2026-03-02')
      .onlyBy(['cedric', 'dee'], 'agree-the-team', AGREED, 'disabled-team')
      .needsEach('dee', 'agree-the-team', AGREED, 'assessment-team')
      .on('2026-03-03 09:00')
      .overdue('team-to-be-agreed', ['lena', 'selma'])
  }),

  walk('OPN-16', 'they agree the team: the therapy referral closes, a new one opens', (story) => {
    agreed('disabled-team')(story)
      .met('team-to-be-agreed')
      .stands('with-disabled-team')
      .owesNo('child-to-be-referred')
      .owes('dee', 'therapy-referral-to-be-closed', '2026-03-03')
      .owes('cedric', 'referral-to-be-opened', '2026-03-03')
      .records('cedric', 'open-and-allocate', ALLOCATED)
      .records('dee', 'close-the-therapy-referral', CLOSED)
      .owesNo('referral-to-be-opened')
      .owesNo('therapy-referral-to-be-closed')
  }),

  walk('OPN-16', 'or the other team', (story) => {
    agreed('assessment-team')(story).stands('with-assessment-team')
  }),

  walk('OPN-07', 'something else that has changed closes it', (story) => {
    agreed('assessment-team')(story)
      .hasOptions('close-as-overtaken', 'change', 'died', 'moved', 'adult', 'mistake')
      .onlyBy(['dee', 'asa', 'lena'], 'close-as-overtaken', CHANGED)
      .needsEach('lena', 'close-as-overtaken', CHANGED)
      .records('lena', 'close-as-overtaken', CHANGED)
      .stands('overtaken')
  }),

  readings({ 'OPN-12': 1 }),
]

export const THERAPY_LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: told,
  by: 'tamar',
  told: 'lena',
  may: ['tamar', 'lena'],
  closes: null,
})
