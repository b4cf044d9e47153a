import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { lifeWalks, MOST } from '../life-events.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'

const TOLD: Answers = { 'what-is-known': 'Bruises, twice.' }
const DONE: Answers = { done: 'advice', 'done-why': 'Both were explained.' }
const NOT_SUITABLE: Answers = { 'not-suitable': 'The second was not.' }
const BY_ROLE: Answers = { 'which-advice': 'role', 'adviser-chosen': ['abe'], 'why-advice': 'We see it differently.' }
const BY_HUB: Answers = { 'which-advice': 'hub', 'why-advice': 'There is nobody else.' }
const ADVICE: Answers = { advice: 'Refer the child.' }

const told = (story: Story): Story => story.on('2026-03-02 09:00').records('nerys', 'tell-the-lead', TOLD)
const answered = (story: Story): Story => told(story).on('2026-03-03 09:00').records('hywel', 'say-what-is-done', DONE)
const asked = (story: Story): Story =>
  answered(story).on('2026-03-04 09:00').records('nerys', 'ask-an-adviser', BY_ROLE)

export const WITHIN: readonly Walk[] = [
  only('WAR-03', 'staff tell their lead', (story) => story, 'tell-the-lead', ['nerys', 'gareth', 'lil', 'pam'], TOLD),

  walk('WAR-03, WAR-04', 'the lead is told, sees it, and owes an answer', (story) => {
    story.sees('lead-decides')
    told(story)
      .stands('with-the-lead')
      .told('lead-is-told', 'hywel')
      .sees('lead-decides', 'hywel')
      .owes('hywel', 'feedback', '2026-03-04')
      .hasOptions('say-what-is-done', 'done', 'early-help', 'referral', 'advice', 'nothing')
      .onlyBy(['hywel'], 'say-what-is-done', DONE)
      .needsEach('hywel', 'say-what-is-done', DONE)
      .on('2026-03-05 09:00')
      .overdue('feedback', 'lil')
  }),

  walk('WAR-05', 'nobody sees it for seeing the case but those of the agency in which they disagree', (story) => {
    told(story).keptWithin('health')
  }),

  walk('WAR-04, PRA-13', 'whoever raised it sees what comes of it, to the end', (story) => {
    story.sees('whoever-raised-it')
    answered(story).records('nerys', 'accept-what-is-done').stands('settled').sees('whoever-raised-it', 'nerys')
  }),

  walk('WAR-03', 'what is disagreed on may be said with it', (story) => {
    story.records('nerys', 'tell-the-lead', { ...TOLD, 'what-is-disputed': 'My manager sees no need.' })
  }),

  walk('WAR-03', 'an agency with no lead shows as one to be found', (story) => {
    story
      .on('2026-03-02 09:00')
      .records('gareth', 'tell-the-lead', TOLD)
      .nobodyFor('lead-is-told', 'safeguarding-lead')
      .looksFor('safeguarding-lead')
  }),

  walk('WAR-03, WAR-04', 'whoever raised it hears, and may discuss whether it is suitable', (story) => {
    answered(story)
      .met('feedback')
      .stands('answered')
      .sees('lead-decides', 'hywel')
      .told('raiser-is-told', 'nerys')
      .onlyBy(['nerys'], 'discuss-what-is-done', NOT_SUITABLE)
      .needsEach('nerys', 'discuss-what-is-done', NOT_SUITABLE)
      .records('nerys', 'discuss-what-is-done', NOT_SUITABLE)
      .stands('with-the-lead')
      .owes('hywel', 'feedback', '2026-03-05')
  }),

  walk('WAR-03, WAR-04', 'the lead may change what is done', (story) => {
    answered(story)
      .records('hywel', 'say-what-is-done', { ...DONE, done: 'referral' })
      .stands('answered')
  }),

  only('WAR-04', 'or accepts it', answered, 'accept-what-is-done', ['nerys'], {}),

  walk('WAR-03, WAR-04', 'which settles it', (story) => {
    answered(story).records('nerys', 'accept-what-is-done').stands('settled').sees('lead-decides')
  }),

  only(
    'WAR-05',
    'either asks for advice from outside the line',
    answered,
    'ask-an-adviser',
    ['nerys', 'hywel'],
    BY_ROLE,
  ),

  walk('WAR-05', 'at once, if need be', (story) => {
    told(story).onlyBy(['nerys', 'hywel'], 'ask-an-adviser', BY_ROLE)
    story.records('nerys', 'ask-an-adviser', BY_ROLE).stands('with-an-adviser')
  }),

  walk('WAR-04', 'which the lead need not answer before', (story) => {
    told(story).records('nerys', 'ask-an-adviser', BY_ROLE).owesNo('feedback')
  }),

  walk('WAR-05', 'never from within it: the tie is named', (story) => {
    answered(story)
      .hasOptions('ask-an-adviser', 'which-advice', 'role', 'hub')
      .refuses('nerys', 'ask-an-adviser', 'not-independent', 'WAR-05', { ...BY_ROLE, 'adviser-chosen': ['ava'] })
      .refuses('nerys', 'ask-an-adviser', 'not-asked', 'WAR-05', { ...BY_HUB, 'adviser-chosen': ['abe'] })
      .needsEach('nerys', 'ask-an-adviser', BY_HUB)
  }),

  walk('WAR-03, WAR-05', 'the adviser is told, sees it and advises', (story) => {
    answered(story).sees('adviser-advises')
    story
      .on('2026-03-04 09:00')
      .records('nerys', 'ask-an-adviser', BY_ROLE)
      .told('adviser-is-asked', 'abe')
      .notTold('hub-is-asked')
      .sees('adviser-advises', 'abe', 'hugh')
      .sees('lead-decides', 'hywel')
      .owes('abe', 'advice-to-be-given', '2026-03-06')
      .onlyBy(['abe', 'hugh'], 'give-advice', ADVICE)
      .needsEach('abe', 'give-advice', ADVICE)
      .on('2026-03-09 09:00')
      .overdue('advice-to-be-given', 'hywel')
  }),

  walk('WAR-04, WAR-05', 'and whoever raised it hears the advice', (story) => {
    asked(story)
      .records('abe', 'give-advice', ADVICE)
      .made('disagreement-record')
      .met('advice-to-be-given')
      .stands('answered')
      .told('raiser-is-told', 'nerys')
  }),

  walk('WAR-05', 'where there is no such role, the front-door hub advises', (story) => {
    answered(story)
      .records('nerys', 'ask-an-adviser', BY_HUB)
      .told('hub-is-asked', 'hugh')
      .notTold('adviser-is-asked')
      .owes('hugh', 'advice-to-be-given', '2026-03-05')
      .records('hugh', 'give-advice', ADVICE)
      .stands('answered')
  }),

  readings({ 'WAR-03': 1 }),
]

const IN_PLACE: Answers = {
  'lead-named': 'Hywel Example.',
  policy: true,
  'policy-place': 'On the intranet.',
  induction: true,
  refresher: true,
  'adviser-outside': 'The designated nurse.',
}
const { 'policy-place': _place, ...rest } = IN_PLACE
const NO_POLICY: Answers = { ...rest, policy: false, 'no-policy': 'By June.' }
const STOPPED: Answers = { 'why-stopped': 'Another audit asks it.' }

const begun = (story: Story): Story =>
  story.sitting('board', '2026-06-10', '2027-06-09').on('2026-03-02 09:00').records('bea', 'begin-asking')

export const ARRANGEMENTS: readonly Walk[] = [
  walk('WAR-05', 'the Board asks, and may stop', (story) => {
    story.sitting('board', '2026-06-10').on('2026-03-02 09:00').onlyBy(['bea'], 'begin-asking')
    story
      .records('bea', 'begin-asking')
      .stands('asked-each-year')
      .onlyBy(['bea'], 'stop-asking', STOPPED)
      .needsEach('bea', 'stop-asking', STOPPED)
      .records('bea', 'stop-asking', STOPPED)
      .stands('no-longer-asked')
  }),

  walk('WAR-03, WAR-05', 'each lead confirms policy, training and adviser before the meeting', (story) => {
    begun(story)
      .owes('hywel', 'arrangements-to-be-confirmed', '2026-05-27')
      .onlyBy(['hywel'], 'confirm-arrangements', IN_PLACE)
      .needsEach('hywel', 'confirm-arrangements', IN_PLACE)
      .needsEach('hywel', 'confirm-arrangements', NO_POLICY)
      .refuses('hywel', 'confirm-arrangements', 'not-asked', 'WAR-05', { ...IN_PLACE, 'no-policy': 'x' })
      .refuses('hywel', 'confirm-arrangements', 'not-asked', 'WAR-05', { ...NO_POLICY, 'policy-place': 'x' })
      .records('hywel', 'confirm-arrangements', IN_PLACE)
      .met('arrangements-to-be-confirmed')
  }),

  walk('WAR-03, WAR-05', 'and is chased by the business unit', (story) => {
    begun(story).on('2026-05-28 09:00').overdue('arrangements-to-be-confirmed', 'bea')
  }),

  walk('WAR-05', 'once a year', ({ protocol }) => {
    assert.equal(protocol.meetings[0]?.everyMonths, 12)
  }),

  readings({ 'WAR-05': 1 }),
]

export const WITHIN_LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: told,
  by: 'hywel',
  told: 'lil',
  may: ['hywel'],
  closes: 'overtaken',
})
