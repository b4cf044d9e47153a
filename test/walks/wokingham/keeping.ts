import assert from 'node:assert/strict'
import { lifeWalks, MOST } from '../life-events.ts'
import { type Walk, walk } from '../walk.ts'
import {
  AGENCIES_DISAGREE,
  CHILD_AT_RISK,
  criteriaMet,
  criteriaNotMet,
  disputed,
  formSent,
  listed,
  REVIEW,
  raised,
  reviewed,
} from './given.ts'

const DIRECTLY = { ...CHILD_AT_RISK, 'why-added': 'It cannot wait.' }

/** While the case is on the list, and how leaders put it there or take it off. */
export const KEEPING: readonly Walk[] = [
  walk('WOK-07', 'the Director or the Assistant Director adds a child directly, with a reason', (story) => {
    story
      .refuses('dora', 'add-directly', 'unanswered', 'WOK-07', CHILD_AT_RISK)
      .refuses('lena', 'add-directly', 'wrong-role', 'WOK-07', DIRECTLY)
      .onlyBy(['ada', 'dora'], 'add-directly', DIRECTLY)
      .records('ada', 'add-directly', { ...CHILD_AT_RISK, 'why-added': 'The coroner has written.' })
      .stands('listed')
      .owes('lena', 'summarise-the-case', '2026-03-09')
  }),

  ...[raised, criteriaMet, criteriaNotMet, disputed].map((soFar) =>
    walk('WOK-07, WOK-14, WOK-15', `or at any point: ${soFar.name}`, (story) => {
      soFar(story)
        .refuses('lena', 'add-now', 'wrong-role', 'WOK-07', DIRECTLY)
        .onlyBy(['ada', 'dora'], 'add-now', DIRECTLY)
        .refuses('dora', 'add-now', 'unanswered', 'WOK-07', CHILD_AT_RISK)
        .records('dora', 'add-now', { ...CHILD_AT_RISK, 'why-added': 'It cannot wait.' })
        .stands('listed')
        .owesNo('discuss-a-raised-child')
        .owesNo('complete-form-in-time')
        .told('on-the-list', 'iris', 'lena', 'sasha', 'tamar')
        .owesNo('answer-the-decision')
        .owesNo('settle-a-disagreement')
    }),
  ),

  walk('WOK-07, WOK-15, WOK-19', 'a child whose form is there is listed with all that the form owes', (story) => {
    const why = { 'why-added': 'The police have called.' }
    formSent(story, AGENCIES_DISAGREE)
      .refuses('dora', 'add-now', 'wrong-stage', 'WOK-07', DIRECTLY)
      .refuses('lena', 'list-now', 'wrong-role', 'WOK-07', why)
      .needsEach('dora', 'list-now', why)
      .onlyBy(['ada', 'dora'], 'list-now', why)
      .records('dora', 'list-now', why)
      .stands('listed')
      .owesNo('receive-form-in-time')
      .owes('lena', 'add-oversight', '2026-03-05')
      .owes('lena', 'file-the-form', '2026-03-05')
      .owes('lena', 'summarise-the-case', '2026-03-12')
      .told('form-to-assistant-director', 'ada')
      .told('on-the-list', 'iris', 'lena', 'sasha', 'tamar')
    assert.equal(story.view.duties.filter(({ duty }) => duty.id === 'escalate-in-time').length, 1)
    assert.equal(story.view.duties.filter(({ duty }) => duty.id === 'consider-support-in-time').length, 1)
  }),

  walk(
    'WOK-07, WOK-09, WOK-16, WOK-18, WOK-19, WOK-21',
    'whoever works with a child hears that it is listed',
    (story) => {
      story
        .records('ada', 'add-directly', DIRECTLY)
        .told('on-the-list', 'ada', 'iris', 'lena', 'sasha', 'tamar')
        .owes('tamar', 'consider-support-in-time', '2026-03-09')
        .owes('lena', 'add-oversight', '2026-03-02')
        .owes('ada', 'review-each-month', '2026-04-02')
    },
  ),

  walk('WOK-07', 'and takes one off directly, with a reason; nobody else does', (story) => {
    listed(story)
      .refuses('lena', 'remove-directly', 'wrong-role', 'WOK-07', { 'why-removed': 'Fine now.' })
      .refuses('ada', 'remove-directly', 'unanswered', 'WOK-07')
      .onlyBy(['ada', 'dora'], 'remove-directly', { 'why-removed': 'Fine now.' })
      .records('ada', 'remove-directly', { 'why-removed': 'Moved to another authority.' })
      .stands('removed')
      .told('off-the-list', 'ada', 'dora', 'iris', 'lena', 'quentin', 'sasha', 'selma', 'stella', 'tamar')
  }),

  walk('WOK-07', 'a case that is not on the list cannot come off it', (story) => {
    raised(story).refuses('dora', 'remove-directly', 'wrong-stage', 'WOK-07', { 'why-removed': 'Fine now.' })
  }),

  walk('WOK-08', 'the list is on the agenda of every Senior Management Team meeting by itself', (story) => {
    const smt = story.protocol.meetings.find(({ id }) => id === 'smt')
    assert.deepEqual(smt?.agenda, ['The list of cases of most concern'])
    assert.deepEqual(smt.needs, ['assistant-director'])
    assert.equal(smt.everyMonths, 1)
  }),

  walk('WOK-10', 'a new case is owed at the very next meeting, and what leaders do is recorded', (story) => {
    const { 'leaders-act': act, ...undecided } = REVIEW
    listed(story.sitting('smt', '2026-03-04', '2026-03-18', '2026-04-15'))
      .isTabledAt('smt', '2026-03-18')
      .owes('ada', 'discuss-at-next-smt', '2026-03-18')
      .on('2026-03-18 11:00')
      .refuses('dora', 'review-at-smt', 'unanswered', 'WOK-10', undecided)
      .needsEach('dora', 'review-at-smt', REVIEW)
      .refuses('dora', 'review-at-smt', 'unanswered', 'WOK-10', { ...REVIEW, 'leaders-act': true })
      .onlyBy(['ada', 'dora', 'quin'], 'review-at-smt', REVIEW)
      .records('dora', 'review-at-smt', {
        ...REVIEW,
        dissent: 'Quin: it can wait.',
        'leaders-act': true,
        'leaders-actions': [
          { action: 'Write to the trust.', leader: 'ada', 'by-when': '2026-03-25' },
          { action: 'Call the chief superintendent.', leader: 'dora', 'by-when': '2026-03-20' },
        ],
      })
      .met('discuss-at-next-smt')
      .owes('ada', 'act-as-agreed', '2026-03-25')
      .owes('dora', 'act-as-agreed', '2026-03-20')
      .on('2026-03-21 09:00')
      // Dora owes it herself, so that the next one is told.
      .overdue('act-as-agreed', 'ada')
      .answers('act-as-agreed', '2026-03-20', 'dora', 'tell-of-the-action', { 'action-result': 'They will come.' })
      .needsEach('ada', 'tell-of-the-action', { 'action-result': 'Sent.' })
      .onlyBy(['ada', 'dora'], 'tell-of-the-action', { 'action-result': 'Sent.' })
      .records('ada', 'tell-of-the-action', { 'action-result': 'Sent.' })
      .owesNo('act-as-agreed')
  }),

  walk('WOK-10', "an action may be anybody's, who then says what came of it", (story) => {
    reviewed(story, {
      ...REVIEW,
      'leaders-act': true,
      'leaders-actions': [{ action: 'Find the placement.', leader: 'selma', 'by-when': '2026-03-25' }],
    })
      .owes('selma', 'act-as-agreed', '2026-03-25')
      .onlyBy(['ada', 'dora', 'selma'], 'tell-of-the-action', { 'action-result': 'Found.' })
      .on('2026-03-26 09:00')
      .overdue('act-as-agreed', 'dora')
  }),

  walk('WOK-10', 'the very next meeting, though its papers are out already', (story) => {
    listed(story.sitting('smt', '2026-03-09', '2026-03-18')).owes('ada', 'discuss-at-next-smt', '2026-03-09')
  }),

  walk('WOK-10', 'passed over at the next meeting: the Director is told', (story) => {
    listed(story.sitting('smt', '2026-03-18')).on('2026-03-19 09:00').overdue('discuss-at-next-smt', 'dora')
  }),

  walk(
    'WOK-10',
    'no meeting is planned within the month: the month counts, and silence reaches the Director',
    (story) => {
      listed(story)
        .isTabledAt('smt', null)
        .owes('ada', 'discuss-at-next-smt', '2026-04-06')
        .sitting('smt', '2026-04-15')
        .owes('ada', 'discuss-at-next-smt', '2026-04-06')
        .on('2026-04-07 09:00')
        .overdue('discuss-at-next-smt', 'dora')
    },
  ),

  walk('WOK-18', 'oversight is confirmed each month until the case leaves the list', (story) => {
    const level = { 'risk-diminished': false, 'oversight-level': 'Weekly supervision.' }
    listed(story)
      .owes('tamar', 'keep-oversight', '2026-04-06')
      .on('2026-03-20 09:00')
      .refuses('tom', 'confirm-oversight', 'not-the-own', 'WOK-18', level)
      .needsEach('tamar', 'confirm-oversight', level)
      .records('tamar', 'confirm-oversight', level)
      .owes('tamar', 'keep-oversight', '2026-04-20')
      .on('2026-04-21 09:00')
      .overdue('keep-oversight', 'lena')
      .records('ada', 'remove-directly', { 'why-removed': 'The family has moved.' })
      .owesNo('keep-oversight')
  }),

  walk('WOK-21', 'reviewed at least monthly, each review starting the month anew', (story) => {
    listed(story.sitting('smt', '2026-03-18', '2026-04-15'))
      .owes('ada', 'review-each-month', '2026-04-06')
      .on('2026-03-18 11:00')
      .records('quin', 'review-at-smt', REVIEW)
      .owes('ada', 'review-each-month', '2026-04-18')
      .on('2026-04-15 11:00')
      .records('dora', 'review-at-smt', REVIEW)
      .owes('ada', 'review-each-month', '2026-05-15')
    assert.equal(story.protocol.meetings.find(({ id }) => id === 'smt')?.everyMonths, 1)
  }),

  walk('WOK-21', 'a review that is written up days later counts from the day it was held', (story) => {
    listed(story.sitting('smt', '2026-03-18'))
      .on('2026-03-23 09:00')
      .recordsLate('2026-03-18 11:00', 'quin', 'review-at-smt', REVIEW)
      .met('discuss-at-next-smt')
      .owes('ada', 'review-each-month', '2026-04-18')
      .owes('lena', 'direction-on-file', '2026-03-25')
  }),

  walk('WOK-21', 'a month without a review: overdue the day after, and the Director is told', (story) => {
    listed(story)
      .on('2026-04-06 23:00')
      .notOverdue('review-each-month')
      .on('2026-04-07 00:30')
      .overdue('review-each-month', 'dora')
      .refuses('dora', 'review-at-smt', 'no-sitting', 'WOK-21', REVIEW)
      .sitting('smt', '2026-04-07')
      .refuses('dora', 'review-at-smt', 'unanswered', 'WOK-21', REVIEW)
      .records('dora', 'review-at-smt', { ...REVIEW, 'why-reviewed-late': 'The March meeting was not held.' })
      .met('review-each-month', 'late')
  }),

  walk('WOK-21', 'listed on 31 January, reviewed by the last of February', (story) => {
    story
      .on('2026-01-31 10:00')
      .records('dora', 'add-directly', { ...CHILD_AT_RISK, 'why-added': 'A death.' })
      .owes('ada', 'review-each-month', '2026-02-28')
  }),

  walk('WOK-22', 'who prepares the list sees it, while there is something on it', (story) => {
    formSent(story).sees('who-prepares-the-list')
    story.records('lena', 'receive-the-form').sees('who-prepares-the-list', 'quin')
  }),

  walk(
    'WOK-23',
    'each review owes direction on the file and a talk with the team; the third where it asked for it',
    (story) => {
      reviewed(story, { ...REVIEW, 'oversight-needed': true })
        .owes('lena', 'direction-on-file', '2026-03-25')
        .owes('lena', 'direction-to-the-team', '2026-04-01')
        .owes('ada', 'director-oversight-on-file', '2026-03-25')
        .on('2026-03-20 10:00')
        .onlyBy(['lena'], 'put-direction-on-file')
        .records('lena', 'put-direction-on-file')
        .met('direction-on-file')
        .needsEach('tamar', 'talk-with-the-team', { 'team-discussion': 'The placement first.' })
        .onlyBy(['lena', 'tamar'], 'talk-with-the-team', { 'team-discussion': 'The placement first.' })
        .records('tamar', 'talk-with-the-team', { 'team-discussion': 'The placement first.' })
        .met('direction-to-the-team')
        .needsEach('ada', 'put-director-oversight-on-file', { 'director-oversight': 'I hold this weekly.' })
        .onlyBy(['ada'], 'put-director-oversight-on-file', { 'director-oversight': 'I hold this weekly.' })
        .records('ada', 'put-director-oversight-on-file', { 'director-oversight': 'I hold this weekly.' })
        .met('director-oversight-on-file')
    },
  ),

  walk('WOK-23', 'a review that asks for no oversight of the Assistant Director owes none', (story) => {
    const { 'oversight-needed': needed, ...unasked } = REVIEW
    reviewed(story)
      .owesNo('director-oversight-on-file')
      .refuses('dora', 'review-at-smt', 'unanswered', 'WOK-23', unasked)
  }),

  walk('WOK-23', 'before a review there is no direction to file, to talk through or to oversee', (story) => {
    listed(story)
      .needsFirst('review-at-smt', 'lena', 'put-direction-on-file', 'WOK-23')
      .needsFirst('review-at-smt', 'tamar', 'talk-with-the-team', 'WOK-23')
      .needsFirst('review-at-smt', 'ada', 'put-director-oversight-on-file', 'WOK-23')
  }),

  walk('WOK-23', 'left undone, each reaches somebody', (story) => {
    reviewed(story, { ...REVIEW, 'oversight-needed': true })
      .on('2026-04-02 09:00')
      .overdue('direction-on-file', 'ada')
      .overdue('direction-to-the-team', 'ada')
      .overdue('director-oversight-on-file', 'dora')
  }),
]

export const LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: listed,
  by: 'tamar',
  told: 'lena',
  may: ['tamar', 'lena', 'ada'],
  closes: null,
})
