import assert from 'node:assert/strict'
import { type Walk, walk } from '../walk.ts'
import {
  ARRANGED,
  CALLED_LATE,
  CORE_GROUP_ASKS,
  EVENT,
  HELD_LATE,
  INVITATIONS,
  REFERRAL,
  TIER_1,
  TIER_2,
} from './answers.ts'
import { acknowledged, registered, tier1Called, tier1Held, tier1Requested, tier2Requested } from './given.ts'

/** What was recorded after it happened, what was recorded wrongly, and the holidays of the year. */
export const LATE: readonly Walk[] = [
  walk('CWM-09', 'ten working days run over Christmas and the New Year', (story) => {
    registered(story, '2026-06-01')
      .on('2026-12-18 10:00')
      .records('cari', 'ask-as-core-group', CORE_GROUP_ASKS)
      .owes('tegan', 'tier-1-as-asked', '2027-01-06')
  }),

  walk('CWM-09', 'and over both bank holidays of May', (story) => {
    registered(story).on('2026-04-27 10:00').records('cari', 'ask-as-core-group', CORE_GROUP_ASKS)
    story.owes('tegan', 'tier-1-as-asked', '2026-05-12')
    registered(story).on('2026-05-13 10:00').overdue('tier-1-as-asked', 'morgan')
  }),

  walk('CWM-09', 'a request made on a Saturday counts from the Saturday', (story) => {
    registered(story).on('2026-03-07 10:00').records('cari', 'ask-as-core-group', CORE_GROUP_ASKS)
    story.owes('tegan', 'tier-1-as-asked', '2026-03-20')
  }),

  walk('CWM-14', 'six weeks that end on a bank holiday end there', (story) => {
    tier1Called(story)
      .on('2026-04-13 10:00')
      .records('tegan', 'hold-tier-1', { ...TIER_1, ...HELD_LATE }, 'revised-plan')
      .owes('tegan', 'tier-1-plan-to-be-reconsidered', '2026-05-25')
  }),

  walk('CWM-09, CWM-16', 'Tier 1 that was held in time and recorded later is met in time', (story) => {
    tier1Called(story)
      .on('2026-04-14 10:00')
      .overdue('tier-1-as-agreed', 'morgan')
      .recordsLate('2026-04-08 10:00', 'tegan', 'hold-tier-1', TIER_1, 'tier-2')
      .met('tier-1-as-agreed')
      .owes('tegan', 'tier-2-in-time', '2026-04-22')
  }),

  walk('CWM-16', 'nothing is recorded before it happened, nor before what it rests on', (story) => {
    tier1Called(story).on('2026-04-01 10:00')
    const held = (when: string) => {
      try {
        story.recordsLate(when, 'tegan', 'hold-tier-1', TIER_1, 'tier-2')
        return true
      } catch {
        return false
      }
    }
    assert.equal(held('2026-04-02 10:00'), false)
    assert.equal(held('2026-03-20 10:00'), false)
    assert.equal(held('2026-03-31 10:00'), false)
    assert.equal(held('2026-04-01 10:00'), true)
  }),

  walk('CWM-14, CWM-16', 'an outcome recorded wrongly is corrected, and leads where it should have led', (story) => {
    tier1Held(story, 'revised-plan')
      .owes('tegan', 'tier-1-plan-to-be-reconsidered', '2026-05-13')
      .on('2026-04-07 09:00')
      .corrects('tegan', 'hold-tier-1', TIER_1, 'tier-2')
      .stands('tier-2-requested')
      .owesNo('tier-1-plan-to-be-reconsidered')
      .owes('tegan', 'tier-2-in-time', '2026-04-17')
  }),

  walk('CWM-21, CWM-23', 'but not once something rests on it', (story) => {
    tier2Requested(story)
      .on('2026-04-08 09:00')
      .records('tegan', 'convene-tier-2', INVITATIONS)
      .on('2026-04-15 10:00')
      .records('morgan', 'hold-tier-2', TIER_2, 'tier-3')
      .records('morgan', 'refer-to-tier-3', REFERRAL)
    const decision = story.triesToCorrect('tegan', 'hold-tier-1', TIER_1, 'conference')
    assert.ok(!decision.ok && decision.refusals.some(({ kind }) => kind === 'later-would-not-stand'))
    story.stands('tier-3-requested')
  }),

  walk('CWM-10, CWM-12', 'Tier 1 called for a day beyond the ten asks why, and so does one held then', (story) => {
    const later = { ...INVITATIONS, 'held-on': '2026-04-09T09:00:00+01:00' }
    const last = { ...INVITATIONS, 'held-on': '2026-04-08T23:30:00+01:00' }
    tier1Requested(story)
      .owes('tegan', 'tier-1-as-agreed', '2026-04-08')
      .refuses('tegan', 'convene-tier-1', 'unanswered', 'CWM-10', later)
      .refuses('tegan', 'convene-tier-1', 'not-asked', 'CWM-10', { ...last, ...CALLED_LATE })
      .records('tegan', 'convene-tier-1', last)
      .records('tegan', 'convene-tier-1', { ...later, ...CALLED_LATE })
      .on('2026-04-09 10:00')
      .refuses('tegan', 'hold-tier-1', 'unanswered', 'CWM-12', TIER_1, 'tier-2')
      .records('tegan', 'hold-tier-1', { ...TIER_1, ...HELD_LATE }, 'tier-2')
      .met('tier-1-as-agreed', 'late')
  }),

  walk('CWM-10, CWM-12', 'and so at Tier 2', (story) => {
    const later = { ...INVITATIONS, 'held-on': '2026-04-20T09:00:00+01:00' }
    tier2Requested(story)
      .owes('tegan', 'tier-2-in-time', '2026-04-17')
      .refuses('tegan', 'convene-tier-2', 'unanswered', 'CWM-10', later)
      .records('tegan', 'convene-tier-2', { ...later, ...CALLED_LATE })
      .on('2026-04-20 10:00')
      .refuses('morgan', 'hold-tier-2', 'unanswered', 'CWM-12', TIER_2, 'tier-3')
      .records('morgan', 'hold-tier-2', { ...TIER_2, ...HELD_LATE }, 'tier-3')
  }),

  walk('CWM-25, CWM-28', 'and so for the supervision event', (story) => {
    const later = { ...ARRANGED, 'held-on': '2026-06-01T09:30:00+01:00' }
    acknowledged(story)
      .owes('bethan', 'event-to-be-held', '2026-05-29')
      .refuses('bethan', 'arrange-event', 'unanswered', 'CWM-25', later)
      .refuses('bethan', 'arrange-event', 'not-asked', 'CWM-25', { ...ARRANGED, ...CALLED_LATE })
      .on('2026-06-01 10:00')
      .refuses('fflur', 'hold-event', 'unanswered', 'CWM-28', EVENT)
      .records('fflur', 'hold-event', { ...EVENT, ...HELD_LATE })
      .met('event-to-be-held', 'late')
  }),
]
