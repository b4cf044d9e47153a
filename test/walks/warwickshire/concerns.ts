import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { lifeWalks, MOST } from '../life-events.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { stageWalks } from './stages.ts'

const CONCERN: Answers = {
  'about-the-team': 'contact',
  concern: 'She is never seen alone.',
  'on-duty': false,
  'spoken-to': { when: '2026-03-02T08:00:00+00:00', with: 'sian' },
}
const raised = (story: Story): Story => story.on('2026-03-02 09:00').records('nerys', 'raise-the-concern', CONCERN)

export const CONCERNS: readonly Walk[] = [
  only(
    'WAR-06, WAR-07',
    'a professional raises a concern, having spoken to the team',
    (story) => story,
    'raise-the-concern',
    ['nerys', 'gareth'],
    CONCERN,
  ),

  walk('WAR-06, WAR-07', 'of some kind, or another', (story) => {
    const other = { ...CONCERN, 'about-the-team': 'another' }
    story
      .hasOptions('raise-the-concern', 'about-the-team', 'plan', 'decision', 'contact', 'sharing', 'another')
      .refuses('nerys', 'raise-the-concern', 'unanswered', 'WAR-06', other)
      .refuses('nerys', 'raise-the-concern', 'not-asked', 'WAR-06', { ...CONCERN, 'another-matter': 'x' })
      .records('nerys', 'raise-the-concern', { ...other, 'another-matter': 'Who pays.' })
  }),

  walk('WAR-07', 'with the social worker and the team manager', (story) => {
    raised(story).told('raised-with-the-team', 'sian', 'tegan').notTold('raised-on-duty')
    story.sees('duty-manager-answers', 'dan').records('nerys', 'take-to-stage-2', { 'why-stage-2': 'x' })
    story.sees('duty-manager-answers')
  }),

  walk('WAR-07', 'or of a case on duty with the duty manager', (story) => {
    story
      .on('2026-03-02 09:00')
      .records('nerys', 'raise-the-concern', { ...CONCERN, 'on-duty': true })
      .told('raised-on-duty', 'dan')
      .notTold('raised-with-the-team')
  }),

  ...stageWalks(raised),

  readings({ 'WAR-28': 1 }),
  walk('WAR-28', 'revised in December 2016, with no day of review', ({ protocol }) => {
    assert.deepEqual([protocol.source.issued, protocol.source.reviewDue], ['2016-12', 'none given'])
  }),
]

const ABOUT: Answers = {
  'which-agency': ['health'],
  'about-the-agency': 'late-referral',
  concern: 'It came after six weeks.',
  'professional-spoken-to': { when: '2026-03-02T08:00:00+00:00', with: 'nerys' },
}
const CAME_1: Answers = { 'came-of-1': 'She saw no need.' }
const CAME_2: Answers = {
  'manager-spoken-to': { when: '2026-03-03T08:00:00+00:00', with: 'lil' },
  'came-of-2': 'Nor does she.',
}
const NOTIFIED: Answers = { 'notified-of': 'Referrals come late.' }
const REPRESENTED: Answers = { represented: true, representative: 'Bo Example.' }
const NOT_REPRESENTED: Answers = { represented: false, head: 'The head of the college.' }
const ANSWERED: Answers = { 'agency-answer': 'It will change.' }
const INSTEAD: Answers = { 'decided-instead': 'A talk between managers is enough.' }

const about = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('sian', 'raise-with-the-professional', ABOUT)
const second = (story: Story): Story =>
  about(story).on('2026-03-03 09:00').records('sian', 'record-stage-1', CAME_1, 'goes-on')
const third = (story: Story): Story =>
  second(story).on('2026-03-04 09:00').records('tegan', 'record-stage-2', CAME_2, 'goes-on')
const notified = (story: Story): Story =>
  third(story).on('2026-03-05 09:00').records('ola', 'notify-the-service-manager', NOTIFIED)
const taken = (story: Story): Story => notified(story).records('max', 'take-to-the-agency', REPRESENTED)

export const ABOUT_PARTNERS: readonly Walk[] = [
  only(
    'WAR-06, WAR-10',
    "a Children's Team raises a concern about another agency",
    (story) => story,
    'raise-with-the-professional',
    ['sian', 'wyn', 'tegan', 'tom'],
    ABOUT,
  ),

  walk('WAR-06, WAR-10', 'of one of three kinds, or another', (story) => {
    const step = 'raise-with-the-professional'
    const other = { ...ABOUT, 'about-the-agency': 'another' }
    story
      .hasOptions(step, 'about-the-agency', 'poor-referral', 'late-referral', 'other-failure', 'another')
      .refuses('sian', step, 'unanswered', 'WAR-06', other)
      .refuses('sian', step, 'not-asked', 'WAR-06', { ...ABOUT, 'another-matter': 'x' })
      .records('sian', step, { ...other, 'another-matter': 'No answer to letters.' })
      .stands('stage-1')
  }),

  walk('WAR-10', 'stage 1 is recorded within two working days', (story) => {
    about(story)
      .owes('sian', 'stage-1-to-be-recorded', '2026-03-04')
      .onlyBy(['sian', 'tegan'], 'record-stage-1', CAME_1, 'settled')
      .needsEach('sian', 'record-stage-1', CAME_1, 'settled')
      .on('2026-03-05 09:00')
      .overdue('stage-1-to-be-recorded', 'tegan')
  }),

  walk('WAR-04, WAR-10', 'and may be the end of it', (story) => {
    about(story)
      .records('tegan', 'record-stage-1', CAME_1, 'settled')
      .met('stage-1-to-be-recorded')
      .stands('resolved')
      .told('raiser-hears', 'sian')
  }),

  walk('WAR-10', 'stage 2 is with the manager or designated officer', (story) => {
    second(story)
      .stands('stage-2')
      .told('goes-to-stage-2', 'tegan')
      .owes('tegan', 'stage-2-to-be-recorded', '2026-03-05')
      .onlyBy(['tegan'], 'record-stage-2', CAME_2, 'settled')
      .needsEach('tegan', 'record-stage-2', CAME_2, 'settled')
      .on('2026-03-06 09:00')
      .overdue('stage-2-to-be-recorded', 'ola')
      .records('tegan', 'record-stage-2', CAME_2, 'settled')
      .met('stage-2-to-be-recorded', 'late')
      .stands('resolved')
  }),

  walk('WAR-10', 'at stage 3 the Operations Manager notifies the Service Manager: that is owed', (story) => {
    second(story).sees('managers-take-it-up')
    story
      .on('2026-03-04 09:00')
      .records('tegan', 'record-stage-2', CAME_2, 'goes-on')
      .stands('stage-3')
      .told('goes-to-stage-3', 'ola')
      .sees('managers-take-it-up', 'ola', 'max')
      .owes('ola', 'service-manager-to-be-notified', '2026-03-06')
      .needsFirst('notify-the-service-manager', 'max', 'take-to-the-agency', 'WAR-10', REPRESENTED)
      .says('max', 'take-to-the-agency', REPRESENTED, /notifies the Service Manager first/)
      .needsFirst('notify-the-service-manager', 'max', 'leave-it-there', 'WAR-10', INSTEAD, 'settled')
      .says('max', 'leave-it-there', INSTEAD, /notifies the Service Manager first/, 'settled')
      .onlyBy(['ola'], 'notify-the-service-manager', NOTIFIED)
      .needsEach('ola', 'notify-the-service-manager', NOTIFIED)
      .on('2026-03-09 09:00')
      .overdue('service-manager-to-be-notified', 'max')
      .records('ola', 'notify-the-service-manager', NOTIFIED)
      .met('service-manager-to-be-notified', 'late')
      .told('service-manager-notified', 'max')
      .made('disagreement-record')
  }),

  walk('WAR-10', 'who may go to the Board member, or to the head of an agency that has none', (story) => {
    notified(story)
      .onlyBy(['max'], 'take-to-the-agency', REPRESENTED)
      .needsEach('max', 'take-to-the-agency', REPRESENTED)
      .needsEach('max', 'take-to-the-agency', NOT_REPRESENTED)
      .refuses('max', 'take-to-the-agency', 'not-asked', 'WAR-10', { ...REPRESENTED, head: 'x' })
      .refuses('max', 'take-to-the-agency', 'not-asked', 'WAR-10', { ...NOT_REPRESENTED, representative: 'x' })
      .records('max', 'take-to-the-agency', NOT_REPRESENTED)
      .stands('with-the-agency')
      .owesNo('service-manager-to-be-notified')
      .sees('managers-take-it-up', 'ola', 'max')
      .owes('max', 'answer-to-be-recorded', '2026-03-19')
      .onlyBy(['max'], 'record-the-agency-answer', ANSWERED, 'settled')
      .needsEach('max', 'record-the-agency-answer', ANSWERED, 'settled')
      .on('2026-03-20 09:00')
      .overdue('answer-to-be-recorded', 'ola')
      .records('max', 'record-the-agency-answer', ANSWERED, 'settled')
      .met('answer-to-be-recorded', 'late')
      .stands('resolved')
  }),

  walk('WAR-04, WAR-10', 'which may leave it unresolved', (story) => {
    taken(story)
      .records('max', 'record-the-agency-answer', ANSWERED, 'not-settled')
      .stands('unresolved')
      .told('raiser-hears-of-no-end', 'sian')
  }),

  walk('WAR-10', 'or leaves it there, as resolved', (story) => {
    notified(story)
      .onlyBy(['max'], 'leave-it-there', INSTEAD, 'settled')
      .needsEach('max', 'leave-it-there', INSTEAD, 'settled')
      .records('max', 'leave-it-there', INSTEAD, 'settled')
      .stands('resolved')
  }),

  walk('WAR-10', 'or not', (story) => {
    notified(story).records('max', 'leave-it-there', INSTEAD, 'not-settled').stands('unresolved')
  }),

  readings({ 'WAR-10': 1 }),
]

export const CONCERNS_LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: raised,
  by: 'tegan',
  told: 'ola',
  may: ['tegan', 'ola'],
  closes: 'unresolved',
})

export const ABOUT_PARTNERS_LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: about,
  by: 'tegan',
  told: 'ola',
  may: ['tegan', 'ola'],
  closes: 'unresolved',
})
