import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import {
  ARRANGED,
  CHOSEN,
  CONFERENCE,
  CORE_GROUP_ASKS,
  DEBRIEF,
  EVENT,
  FOUND,
  HELD_LATE,
  INVITATIONS,
  PRINCIPLES,
  REFERRAL,
  REPORT,
  REQUEST,
  TIER_1,
  TIER_2,
} from './answers.ts'
import {
  acknowledged,
  actionsRunning,
  arranged,
  asked,
  CWM_TAF,
  deregistered,
  disputed,
  eventHeld,
  facilitated,
  longRegistered,
  prepared,
  refused,
  registered,
  reportGone,
  tier1Called,
  tier1Conference,
  tier1Plan,
  tier1Requested,
  tier2Called,
  tier2Conference,
  tier2Plan,
  tier2Requested,
  tier3Agreed,
  tier3Requested,
  withLegal,
} from './given.ts'

const EVERYBODY = [...Object.keys(CWM_TAF.own), ...Object.keys(CWM_TAF.others)]
const SENIOR = ['morgan', 'max']
const MANAGERS = ['tegan', ...SENIOR]
const FACILITATORS = ['fflur', 'ffion']
const TOLD = { when: '2026-06-29T09:00:00+01:00', with: 'iris' }

const groupSits = (story: Story): Story => actionsRunning(story).sitting('quality-group', '2026-06-30')
const conferenceSits = (story: Story): Story => actionsRunning(story).sitting('conference', '2026-06-30')

/** Of a step: who may record it and nobody else may, and what is asked, each of it needed. */
function only(
  rows: string,
  soFar: (story: Story) => Story,
  may: readonly string[],
  step: string,
  answers: Answers = {},
  outcome: string | null = null,
): Walk {
  return walk(rows, `${step} is for ${may.join(', ')} and nobody else, and asks for all of it`, (story) => {
    soFar(story).on('2026-06-30 09:00')
    for (const person of EVERYBODY) {
      const decision = story.tries(person, step, answers, outcome)
      if (may.includes(person)) assert.ok(decision.ok, `${person} may not ${step}: ${JSON.stringify(decision)}`)
      else assert.ok(!decision.ok && decision.refusals.some(isAboutWho), `${person} may ${step}`)
    }
    for (const question of Object.keys(answers)) {
      const without = Object.fromEntries(Object.entries(answers).filter(([id]) => id !== question))
      story.refuses(may[0] ?? '', step, 'unanswered', null, without, outcome)
    }
  })
}

function isAboutWho({ kind }: { readonly kind: string }): boolean {
  return kind === 'wrong-role' || kind === 'not-the-own' || kind === 'no-tie'
}

/** Who may record each step, told of everybody there is. */
export const WHO_MAY: readonly Walk[] = [
  only(
    'CWM-01, CWM-03, CWM-04, CWM-05, CWM-07',
    registered,
    ['nerys', 'gareth', 'zoe', 'sian', 'cari'],
    'ask-for-tier-1',
    REQUEST,
  ),
  only('CWM-01, CWM-03, CWM-04, CWM-05, CWM-07', registered, ['cari'], 'ask-as-core-group', CORE_GROUP_ASKS),
  only('CWM-08', asked, ['hywel'], 'decide-request', { reasons: 'I agree.' }, 'agreed'),
  only('CWM-08', refused, ['nerys'], 'accept-refusal'),
  only('CWM-08', refused, ['nerys'], 'dispute-refusal', { disagreement: 'Nobody has been inside.' }),
  only('CWM-08', asked, ['nerys'], 'withdraw-request', { 'why-withdrawn': 'It was another child.' }),
  only('CWM-08', disputed, SENIOR, 'settle-dispute', { settlement: 'The two leads met.' }, 'agreed'),
  only('CWM-06', (story) => longRegistered(disputed(story)), ['tegan'], 'note-automatic-start', {
    'met-on': '2026-06-30',
  }),
  only('CWM-04, CWM-06', tier1Requested, SENIOR, 'set-aside', {
    why: 'never-registered',
    explanation: 'The letter.',
  }),

  only('CWM-09, CWM-10, CWM-11, CWM-18', tier1Requested, ['tegan'], 'convene-tier-1', INVITATIONS),
  only(
    'CWM-10, CWM-12, CWM-13, CWM-18, CWM-20',
    tier1Called,
    ['tegan'],
    'hold-tier-1',
    { ...TIER_1, ...HELD_LATE },
    'conference',
  ),
  only('CWM-14', tier1Plan, ['tegan'], 'reconsider-tier-1-plan', FOUND, 'no-change'),
  only('CWM-15', tier1Conference, ['tegan'], 'record-tier-1-conference', CONFERENCE, 'reduced'),
  only('CWM-16', withLegal, ['tegan'], 'review-legal-process', { 'how-it-stands': 'The court sits.' }, 'reduced'),
  only('CWM-16', tier1Plan, ['tegan'], 'escalate-to-tier-2', { 'why-now': 'It cannot wait.' }),

  only('CWM-10, CWM-11, CWM-18, CWM-21', tier2Requested, ['tegan'], 'convene-tier-2', INVITATIONS),
  only(
    'CWM-12, CWM-13, CWM-18, CWM-21, CWM-24',
    tier2Called,
    SENIOR,
    'hold-tier-2',
    { ...TIER_2, ...HELD_LATE },
    'conference',
  ),
  only('CWM-14, CWM-22', tier2Plan, SENIOR, 'reconsider-tier-2-plan', FOUND, 'reduced'),
  only('CWM-15, CWM-22', tier2Conference, SENIOR, 'record-tier-2-conference', CONFERENCE, 'reduced'),

  only('CWM-17, CWM-23, CWM-24', tier3Agreed, ['morgan'], 'refer-to-tier-3', REFERRAL),
  only('CWM-25', tier3Requested, ['bethan'], 'arrange-event', ARRANGED),
  only('CWM-26', arranged, ['quentin'], 'choose-facilitators', CHOSEN),
  only('CWM-27', facilitated, FACILITATORS, 'agree-working-principles', PRINCIPLES),
  only('CWM-27', facilitated, FACILITATORS, 'prepare-event', { preparation: 'Who presents.' }),
  only('CWM-29', prepared, ['nerys', 'cari', ...FACILITATORS], 'acknowledge-record'),
  only('CWM-27, CWM-28, CWM-30', acknowledged, FACILITATORS, 'hold-event', { ...EVENT, ...HELD_LATE }),
  only('CWM-27', eventHeld, FACILITATORS, 'debrief', DEBRIEF),
  only('CWM-31', groupSits, FACILITATORS, 'present-report'),
  only('CWM-31', actionsRunning, ['sian'], 'file-report'),
  only('CWM-31', conferenceSits, ['tegan'], 'share-report', {
    'shared-at': 'conference',
    checked: true,
    'part-shared': 'Two actions.',
  }),
  only('CWM-31', groupSits, ['quentin'], 'monitor-actions', {
    progress: [{ action: 'One chronology', 'is-done': true }],
  }),
  only('CWM-32', actionsRunning, ['bethan'], 'pass-learning-on', { how: 'A briefing of one page.' }),
  only('CWM-14, CWM-15', actionsRunning, SENIOR, 'reconsider-after-tier-3', FOUND),
  only('CWM-14, CWM-15', reportGone, SENIOR, 'close-after-tier-3', FOUND),

  only('CWM-14, CWM-16', tier1Plan, MANAGERS, 'record-legal-action', {
    'begun-on': '2026-06-01',
    'action-taken': 'A letter.',
  }),
  only('CWM-04, CWM-14', tier1Plan, ['sian', ...MANAGERS], 'record-emergency', {
    'used-on': '2026-06-01T21:00:00+01:00',
    'what-was-done': 'Police protection overnight.',
  }),
  only('CWM-14, CWM-15', (story) => deregistered(tier1Plan(story)), MANAGERS, 'record-deregistration', {
    'ended-on': '2026-05-29',
    'why-ended': 'left-the-area',
  }),
  only('CWM-14, CWM-15', tier1Plan, SENIOR, 'confirm-deregistration', {
    'ended-on': '2026-06-01',
    'why-ended': 'left-the-area',
    'what-shows-it': 'The minutes; Perl enters it tomorrow.',
  }),
  only('CWM-02', tier1Plan, ['nerys', 'gareth', 'zoe', 'sian', 'tegan'], 'record-assessment', {
    tool: 'neglect',
    'done-on': '2026-05-28',
    'lies-at': 'Document 12 of the file.',
  }),
  only('CWM-13', tier1Plan, ['sian', ...MANAGERS], 'update-reviewing-officer', { told: TOLD }),
  only('CWM-13', tier1Plan, ['sian', ...MANAGERS], 'update-parents', {
    'reached-on': '2026-06-29T09:00:00+01:00',
    'told-how': 'The mother, by telephone.',
  }),
  only('CWM-13', tier1Plan, ['sian', ...MANAGERS], 'try-parents', { tried: 'Nobody at home.' }),
  only('CWM-12', tier1Plan, ['sian', 'tegan'], 'update-plan', { 'what-changed': 'Visits twice a week.' }),
  only('CWM-18, CWM-24', tier1Plan, ['morgan', 'iris'], 'confirm-report'),
  only('CWM-06', (story) => longRegistered(story), ['tegan'], 'open-automatic-start', { 'met-on': '2026-06-30' }),
  only('CWM-34', tier1Plan, MANAGERS, 'escalate-non-engagement', {
    'outside-agency': 'A school away',
    'taken-to': ['school'],
  }),
  only('CWM-34', tier1Plan, MANAGERS, 'record-engagement', { result: 'They come.' }),
  only('CWM-19', tier1Plan, MANAGERS, 'review-after-six-months', { 'why-still-open': 'The court took long.' }),
]

/** What may be left out, and what has to be there all the same. */
export const LEFT_OUT: readonly Walk[] = [
  walk('CWM-31, CWM-32', 'complete-report is for the facilitators, and learning may be none', (story) => {
    const { learning: _, ...needed } = REPORT
    eventHeld(story).on('2026-05-15 09:00').records('fflur', 'debrief', DEBRIEF)
    for (const person of EVERYBODY) {
      const decision = story.tries(person, 'complete-report', needed)
      assert.equal(decision.ok, FACILITATORS.includes(person), person)
    }
    for (const question of Object.keys(needed)) {
      const without = Object.fromEntries(Object.entries(needed).filter(([id]) => id !== question))
      story.refuses('fflur', 'complete-report', 'unanswered', null, without)
    }
  }),
]
