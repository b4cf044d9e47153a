import assert from 'node:assert/strict'
import { type Walk, walk } from '../walk.ts'
import { CONFERENCE, FOUND, INVITATIONS, OUTLASTING, POSTS, REFERRAL, TEMPLATE, TIER_2, there } from './answers.ts'
import {
  POSTS_OF_THE_CASE,
  tier1Plan,
  tier2Called,
  tier2Conference,
  tier2Plan,
  tier2Requested,
  tier3Agreed,
} from './given.ts'

/** Tier 2, its outcomes, and the way to Tier 3. */
export const TIER_TWO: readonly Walk[] = [
  walk('CWM-21', 'Tier 2 within 10 working days, over Easter, called by the Team Manager', (story) => {
    tier2Requested(story)
      .told('tier-2-asked-for', 'tegan', 'morgan', 'max', 'iris')
      .owes('tegan', 'tier-2-in-time', '2026-04-17')
      .refuses('morgan', 'convene-tier-2', 'wrong-role', 'CWM-21', INVITATIONS)
      .refuses('morgan', 'hold-tier-2', 'needs-earlier', 'CWM-21', TIER_2, 'tier-3')
      .on('2026-04-20 09:00')
      .overdue('tier-2-in-time', 'morgan')
  }),

  walk(
    'CWM-10, CWM-21',
    'the Tier 1 list, a Service or Principal Manager and a Police Inspector are invited',
    (story) => {
      tier2Called(story).told('tier-2-invitation', 'cari', 'nerys', ...POSTS_OF_THE_CASE, 'morgan', 'max', 'ivor')
      const meeting = story.protocol.meetings.find(({ id }) => id === 'tier-2-review')
      assert.deepEqual(meeting?.always, ['service-manager'])
      assert.deepEqual(meeting.invites, ['core-group', ...POSTS, 'police-inspector'])
      assert.deepEqual(meeting.never, ['The family'])
      story
        .on('2026-04-15 10:00')
        .refuses('tegan', 'hold-tier-2', 'wrong-role', 'CWM-21', TIER_2, 'tier-3')
        .records('max', 'hold-tier-2', TIER_2, 'tier-3')
        .met('tier-2-in-time')
    },
  ),

  walk('CWM-12, CWM-13, CWM-18, CWM-21, CWM-24', 'Tier 2 answers the same agenda', (story) => {
    tier2Called(story).on('2026-04-15 10:00')
    for (const question of Object.keys(TIER_2)) {
      const without = Object.fromEntries(Object.entries(TIER_2).filter(([id]) => id !== question))
      story.refuses('morgan', 'hold-tier-2', 'unanswered', null, without, 'tier-3')
    }
    story.records('morgan', 'hold-tier-2', { ...TIER_2, dissent: 'Tegan: it should wait.' }, 'tier-3')
  }),

  walk('CWM-22', 'after Tier 2 a Service or Principal Manager chairs the core group, again within 6 weeks', (story) => {
    tier2Plan(story)
      .stands('tier-2-plan')
      .owes('morgan', 'tier-2-plan-to-be-reconsidered', '2026-05-27')
      .refuses('tegan', 'reconsider-tier-2-plan', 'wrong-role', 'CWM-22', FOUND, 'reduced')
      .on('2026-05-28 09:00')
      .overdue('tier-2-plan-to-be-reconsidered', 'huw')
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['partly-reduced', 'tier-3-agreed'],
      ['no-change', 'tier-3-agreed'],
      ['worse', 'tier-3-agreed'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-14, CWM-22', `the revised plan of Tier 2, found ${outcome}, leads to ${stage}`, (story) => {
      tier2Plan(story)
        .on('2026-05-20 10:00')
        .records('morgan', 'reconsider-tier-2-plan', FOUND, outcome)
        .met('tier-2-plan-to-be-reconsidered')
        .stands(stage)
    }),
  ),

  walk('CWM-22', 'nor is the conference lost after Tier 2', (story) => {
    tier2Conference(story)
      .stands('tier-2-conference')
      .told('conference-after-tier-2', 'iris', 'sian')
      .owes('morgan', 'tier-2-conference-to-be-held', '2026-05-27')
      .refuses('tegan', 'record-tier-2-conference', 'wrong-role', 'CWM-22', CONFERENCE, 'reduced')
      .on('2026-05-28 09:00')
      .overdue('tier-2-conference-to-be-held', 'huw')
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['plan-changed', 'tier-2-plan'],
      ['no-change', 'tier-3-agreed'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-15, CWM-22', `the conference of Tier 2 that ends ${outcome} leads to ${stage}`, (story) => {
      tier2Conference(story)
        .on('2026-04-29 10:00')
        .records('morgan', 'record-tier-2-conference', CONFERENCE, outcome)
        .met('tier-2-conference-to-be-held')
        .stands(stage)
    }),
  ),

  walk('CWM-23', 'Tier 3 only once Tier 2 was held', (story) => {
    tier2Requested(story)
      .refuses('tegan', 'refer-to-tier-3', 'wrong-stage', 'CWM-23', REFERRAL)
      .says('tegan', 'refer-to-tier-3', REFERRAL, /Tier 2 first/)
  }),

  walk('CWM-21', 'no Tier 2 before the day it is called for', (story) => {
    tier2Requested(story)
      .on('2026-04-08 09:00')
      .records('tegan', 'convene-tier-2', { ...INVITATIONS, 'held-on': '2026-04-16T10:00:00+01:00' })
      .on('2026-04-15 10:00')
      .refuses('morgan', 'hold-tier-2', 'before-day', 'CWM-21', TIER_2, 'tier-3')
  }),

  walk('CWM-21', 'no Tier 2 without its chair, nor upon invitations to an earlier one', (story) => {
    const held = (is: string) => ({ ...TIER_2, attendance: { ...there(), 'service-manager': is } })
    tier2Called(story)
      .on('2026-04-15 10:00')
      .refuses('morgan', 'hold-tier-2', 'absent', 'CWM-21', held('absent'), 'tier-3')
      .says('morgan', 'hold-tier-2', held('absent'), /Principal Manager, who is there/, 'tier-3')
      .refuses('morgan', 'hold-tier-2', 'bad-answer', null, held('not involved'), 'tier-3')
  }),

  walk('CWM-16, CWM-23', 'Tier 3 that comes after Tier 2 is not taken back', (story) => {
    tier3Agreed(story).refuses('tegan', 'escalate-to-tier-2', 'wrong-stage', 'CWM-16', { 'why-now': 'I prefer it.' })
  }),

  walk('CWM-23', 'and then at once', (story) => {
    tier2Called(story)
      .on('2026-04-15 10:00')
      .records('morgan', 'hold-tier-2', TIER_2, 'tier-3')
      .stands('tier-3-agreed')
      .records('morgan', 'refer-to-tier-3', REFERRAL)
      .stands('tier-3-requested')
  }),

  walk('CWM-24', 'the chair of Tier 2 sends two documents to two recipients', (story) => {
    tier3Agreed(story)
      .made('tier-2-report')
      .told('tier-2-outcome', 'morgan', 'huw', 'iris')
      .owes('huw', 'tier-2-report-to-be-received', '2026-04-22')
      .owes('iris', 'tier-2-report-to-be-received', '2026-04-22')
      .owes('morgan', 'referral-to-be-sent', '2026-04-22')
      .refuses('tegan', 'refer-to-tier-3', 'not-the-own', 'CWM-24', REFERRAL)
      .refuses('nerys', 'confirm-report', 'not-the-own', 'CWM-24')
      .on('2026-04-17 09:00')
      .records('huw', 'confirm-report')
      .records('morgan', 'confirm-report')
      .met('tier-2-report-to-be-received')
      .records('morgan', 'refer-to-tier-3', REFERRAL)
      .made('tier-3-referral')
      .told('tier-3-referral', 'bethan', 'quentin')
      .owesNo('referral-to-be-sent')
      .on('2026-04-23 09:00')
      .overdue('tier-2-report-to-be-received', 'morgan')
    assert.deepEqual(story.missingIn('tier-2-report'), [])
    assert.deepEqual(story.missingIn('tier-3-referral'), [])
    const [, where = '', family = '', there = '', ...rest] = TEMPLATE
    story
      .hasHeadings('tier-2-report', ...TEMPLATE)
      .hasHeadings(
        'tier-3-referral',
        'Why Tier 3',
        'What is asked of the event',
        'Date and time of the referral',
        where,
        family,
        `${there} at the last meeting`,
        ...rest,
      )
    assert.match(story.protocol.notices.find(({ id }) => id === 'tier-2-outcome')?.reading ?? '', /next senior manager/)
  }),

  walk('CWM-24', 'a referral that is not sent is told of', (story) => {
    tier3Agreed(story).on('2026-04-23 09:00').overdue('referral-to-be-sent', 'huw')
  }),

  walk('CWM-14, CWM-15', 'closed, only the reports of the meeting are owed still', (story) => {
    tier1Plan(story)
      .on('2026-05-06 10:00')
      .records('tegan', 'reconsider-tier-1-plan', FOUND, 'reduced')
      .owesNothingBut(...OUTLASTING)
      .owes('iris', 'tier-1-report-to-be-received', '2026-04-10')
      .owes('tegan', 'reviewing-officer-to-be-told', '2026-04-10')
    story.refuses('tegan', 'convene-tier-2', 'ended', null, INVITATIONS)
  }),

  walk('CWM-24', 'a chair who does not take the own report is not the one who hears of it', (story) => {
    const silence = () => {
      const owed = story.view.duties.find(({ duty: { id }, owedBy }) => {
        return id === 'tier-2-report-to-be-received' && owedBy.includes('morgan')
      })
      return [owed?.standing.kind, owed?.tell]
    }
    tier3Agreed(story).on('2026-04-23 09:00')
    assert.deepEqual(silence(), ['overdue', ['max']])
    story.handsOver('max', 'morgan', 'service-manager')
    assert.deepEqual(silence(), ['overdue', ['huw']])
  }),
]
