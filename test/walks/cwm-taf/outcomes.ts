import assert from 'node:assert/strict'
import { type Story, type Walk, walk } from '../walk.ts'
import { CONFERENCE, FOUND, INVITATIONS, REFERRAL, SERIOUS, TIER_1, TIER_2 } from './answers.ts'
import {
  tier1Called,
  tier1Conference,
  tier1Held,
  tier1Plan,
  tier1Requested,
  tier2Requested,
  withLegal,
} from './given.ts'

function chairOf({ protocol }: Story, meeting: string) {
  return protocol.meetings.find(({ id }) => id === meeting)?.chair
}

const AFTER_TIER_1 = ['tier-1-plan', 'tier-1-conference', 'with-legal', 'tier-3-at-once']

/** The four outcomes of Tier 1, and where each leads. */
export const OUTCOMES: readonly Walk[] = [
  // Outcome 1: a revised plan

  walk(
    'CWM-14',
    'a revised plan is reconsidered at the core group within 6 weeks, the Team Manager in the chair',
    (story) => {
      tier1Plan(story)
        .stands('tier-1-plan')
        .owes('tegan', 'tier-1-plan-to-be-reconsidered', '2026-05-13')
        .refuses('sian', 'reconsider-tier-1-plan', 'wrong-role', 'CWM-14', FOUND, 'reduced')
        .refuses('tegan', 'reconsider-tier-1-plan', 'unanswered', null, {}, 'reduced')
        .on('2026-05-13 18:00')
        .notOverdue('tier-1-plan-to-be-reconsidered')
        .on('2026-05-14 09:00')
        .overdue('tier-1-plan-to-be-reconsidered', 'morgan')
      assert.deepEqual(chairOf(story, 'core-group'), [{ kind: 'of-case', role: 'team-manager' }])
    },
  ),

  ...(
    [
      ['reduced', 'closed'],
      ['partly-reduced', 'tier-2-requested'],
      ['no-change', 'tier-2-requested'],
      ['worse', 'tier-2-requested'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-14', `the revised plan of Tier 1, found ${outcome}, leads to ${stage}`, (story) => {
      tier1Plan(story)
        .on('2026-05-06 10:00')
        .records('tegan', 'reconsider-tier-1-plan', FOUND, outcome)
        .met('tier-1-plan-to-be-reconsidered')
        .stands(stage)
      if (stage === 'tier-2-requested') story.owes('tegan', 'tier-2-in-time', '2026-05-20')
      else story.owesNo('six-months-after-tier-1')
    }),
  ),

  walk('CWM-14, CWM-17, CWM-21', 'found worse, and clearly very serious: from there to Tier 3', (story) => {
    tier1Plan(story)
      .on('2026-05-06 10:00')
      .refuses('tegan', 'reconsider-tier-1-plan', 'unanswered', null, FOUND, 'tier-3')
      .refuses('tegan', 'reconsider-tier-1-plan', 'not-asked', null, { ...FOUND, ...SERIOUS }, 'worse')
      .records('tegan', 'reconsider-tier-1-plan', { ...FOUND, ...SERIOUS }, 'tier-3')
      .stands('tier-3-at-once')
      .records('tegan', 'refer-to-tier-3', REFERRAL)
      .stands('tier-3-requested')
  }),

  // Outcome 2: the conference again

  walk('CWM-15', 'the conference is reconvened, for barriers and for changes to the plan', (story) => {
    tier1Conference(story)
      .stands('tier-1-conference')
      .told('conference-after-tier-1', 'iris', 'sian')
      .owes('tegan', 'tier-1-conference-to-be-held', '2026-05-13')
      .refuses('tegan', 'record-tier-1-conference', 'unanswered', null, { barriers: 'None.' }, 'reduced')
      .refuses('tegan', 'record-tier-1-conference', 'unanswered', null, { 'how-the-plan-changes': 'So.' }, 'reduced')
      .refuses('sian', 'record-tier-1-conference', 'wrong-role', 'CWM-15', CONFERENCE, 'reduced')
      .on('2026-05-14 09:00')
      .overdue('tier-1-conference-to-be-held', 'morgan')
      .stands('tier-1-conference')
    assert.deepEqual(chairOf(story, 'conference'), [{ kind: 'role', role: 'reviewing-officer' }])
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['plan-changed', 'tier-1-plan'],
      ['no-change', 'tier-2-requested'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-15', `the conference of Tier 1 that ends ${outcome} leads to ${stage}`, (story) => {
      tier1Conference(story)
        .on('2026-04-22 10:00')
        .records('tegan', 'record-tier-1-conference', CONFERENCE, outcome)
        .met('tier-1-conference-to-be-held')
        .stands(stage)
      if (stage === 'tier-1-plan') story.owes('tegan', 'tier-1-plan-to-be-reconsidered', '2026-06-03')
    }),
  ),

  // Outcome 3: Tier 2, legal process, or both

  walk('CWM-16', 'Tier 2 only once Tier 1 was held', (story) => {
    const why = { 'why-now': 'It cannot wait.' }
    tier1Requested(story)
      .refuses('tegan', 'escalate-to-tier-2', 'wrong-stage', 'CWM-16', why)
      .says('tegan', 'escalate-to-tier-2', why, /Tier 1 first/)
      .doesNotOffer('escalate-to-tier-2')
      .refuses('tegan', 'convene-tier-2', 'wrong-stage', 'CWM-21', INVITATIONS)
      .refuses('morgan', 'hold-tier-2', 'wrong-stage', 'CWM-21', TIER_2, 'tier-3')
    // Whatever leads to Tier 2 leads there from where Tier 1 was held, or holds it.
    for (const { id, at, outcomes } of story.protocol.steps) {
      if (id === 'hold-tier-1' || outcomes.every(({ to }) => to !== 'tier-2-requested')) continue
      assert.ok(at.kind === 'stages' && at.stages.every((stage) => AFTER_TIER_1.includes(stage)), id)
    }
  }),

  ...[tier1Plan, tier1Conference, withLegal].map((soFar) =>
    walk('CWM-14, CWM-15, CWM-16', `after it, Tier 2 need not wait: ${soFar.name}`, (story) => {
      soFar(story)
        .on('2026-04-08 09:00')
        .refuses('tegan', 'escalate-to-tier-2', 'unanswered', null)
        .refuses('sian', 'escalate-to-tier-2', 'wrong-role', 'CWM-16', { 'why-now': 'It cannot wait.' })
        .records('tegan', 'escalate-to-tier-2', { 'why-now': 'It cannot wait.' })
        .stands('tier-2-requested')
        .owes('tegan', 'tier-2-in-time', '2026-04-22')
        .owesNo('tier-1-plan-to-be-reconsidered')
        .owesNo('tier-1-conference-to-be-held')
        .owesNo('legal-process-to-be-reviewed')
    }),
  ),

  walk('CWM-16, CWM-21', 'Tier 2 alone begins no legal process', (story) => {
    tier2Requested(story)
      .stands('tier-2-requested')
      .owesNo('legal-process-to-begin')
      .owesNo('legal-process-alone-to-begin')
  }),

  walk('CWM-16', 'Tier 2 and legal process together', (story) => {
    tier1Held(story, 'tier-2-and-legal')
      .stands('tier-2-requested')
      .owes('tegan', 'legal-process-to-begin', '2026-04-10')
      .on('2026-04-13 09:00')
      .overdue('legal-process-to-begin', 'morgan')
      .records('tegan', 'record-legal-action', {
        'begun-on': '2026-04-13',
        'action-taken': 'Letter before proceedings.',
      })
      .met('legal-process-to-begin', 'late')
      .stands('tier-2-requested')
  }),

  walk('CWM-16', 'legal process alone, looked at again every 6 weeks until it has a result', (story) => {
    const stands = { 'how-it-stands': 'The court sits in May.' }
    withLegal(story)
      .stands('with-legal')
      .owes('tegan', 'legal-process-alone-to-begin', '2026-04-10')
      .owes('tegan', 'legal-process-to-be-reviewed', '2026-05-13')
      .on('2026-04-13 09:00')
      .overdue('legal-process-alone-to-begin', 'morgan')
      .on('2026-05-14 09:00')
      .overdue('legal-process-to-be-reviewed', 'morgan')
      .records('tegan', 'review-legal-process', stands, 'still-running')
      .stands('with-legal')
      .owes('tegan', 'legal-process-to-be-reviewed', '2026-06-25')
      .refuses('tegan', 'review-legal-process', 'unanswered', null, {}, 'reduced')
      .refuses('sian', 'review-legal-process', 'wrong-role', 'CWM-16', stands, 'reduced')
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['tier-2', 'tier-2-requested'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-16', `legal process, found ${outcome}, leads to ${stage}`, (story) => {
      withLegal(story)
        .on('2026-05-06 09:00')
        .records('tegan', 'review-legal-process', { 'how-it-stands': 'An order was made.' }, outcome)
        .stands(stage)
        .owesNo('legal-process-to-be-reviewed')
    }),
  ),

  // Outcome 4: Tier 3 at once

  walk(
    'CWM-17, CWM-24',
    'straight to Tier 3 where the risk is clearly very serious, with the reason, by the chair of Tier 1',
    (story) => {
      tier1Called(story)
        .on('2026-04-01 10:00')
        .refuses('tegan', 'hold-tier-1', 'unanswered', null, TIER_1, 'tier-3')
        .refuses('tegan', 'hold-tier-1', 'not-asked', null, { ...TIER_1, ...SERIOUS }, 'tier-2')
        .records('tegan', 'hold-tier-1', { ...TIER_1, ...SERIOUS }, 'tier-3')
        .stands('tier-3-at-once')
        .owes('tegan', 'referral-at-once-to-be-sent', '2026-04-10')
        .refuses('morgan', 'refer-to-tier-3', 'not-the-own', 'CWM-17', REFERRAL)
        .on('2026-04-13 09:00')
        .overdue('referral-at-once-to-be-sent', 'huw')
        .records('tegan', 'refer-to-tier-3', REFERRAL)
        .stands('tier-3-requested')
        .met('referral-at-once-to-be-sent', 'late')
    },
  ),

  walk('CWM-17', 'a serious case does not wait for a chair who has left: whoever came after refers it', (story) => {
    tier1Held(story, 'tier-3')
      .on('2026-04-07 09:00')
      .handsOver('tegan', 'tom', 'team-manager')
      .owes('tom', 'referral-at-once-to-be-sent', '2026-04-10')
      .refuses('tegan', 'refer-to-tier-3', 'role-not-held', 'CWM-17', REFERRAL)
      .refuses('max', 'refer-to-tier-3', 'not-the-own', 'CWM-17', REFERRAL)
      .records('tom', 'refer-to-tier-3', REFERRAL)
      .stands('tier-3-requested')
  }),

  walk('CWM-16, CWM-17', 'where it is not so serious after all, Tier 2 is next', (story) => {
    tier1Held(story, 'tier-3')
      .records('tegan', 'escalate-to-tier-2', { 'why-now': 'The injuries were explained.' })
      .stands('tier-2-requested')
      .lapsed('referral-at-once-to-be-sent', 'left-stage')
  }),
]
