import assert from 'node:assert/strict'
import { type Walk, walk } from '../walk.ts'
import { DEBRIEF, EVENT, FOUND, OUTLASTING, REPORT } from './answers.ts'
import { acknowledged, actionsRunning, eventHeld, reportGone } from './given.ts'

const without = (answers: object, question: string) =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => id !== question))

/** Tier 3: what follows the event. */
export const AFTER_EVENT: readonly Walk[] = [
  walk(
    'CWM-27',
    'after the event the facilitators meet again and allocate the actions, with owner and date',
    (story) => {
      eventHeld(story)
        .owes(['fflur', 'ffion'], 'debrief-to-be-held', '2026-05-19')
        .on('2026-05-20 09:00')
        .overdue('debrief-to-be-held', 'quentin')
        .refuses('bethan', 'debrief', 'not-the-own', 'CWM-27', DEBRIEF)
        .refuses('fflur', 'debrief', 'unanswered', null, {
          ...DEBRIEF,
          actions: [{ action: 'One chronology', owner: 'sian' }],
        })
        .refuses('fflur', 'debrief', 'unanswered', null, without(DEBRIEF, 'debriefing'))
        .refuses('fflur', 'debrief', 'unanswered', null, without(DEBRIEF, 'actions'))
        .records('fflur', 'debrief', DEBRIEF)
        .met('debrief-to-be-held', 'late')
    },
  ),

  walk('CWM-27', 'each action is owed by its owner, by the day that was set for it', (story) => {
    const done = { done: 'The six records are one.' }
    const actions = [
      { action: 'One chronology', owner: 'paul', 'by-when': '2026-06-12' },
      { action: 'One visit with the school nurse', owner: 'tegan', 'by-when': '2026-05-29' },
      { action: 'A new date for the assessment', owner: 'tegan', 'by-when': '2026-06-05' },
    ]
    eventHeld(story)
      .on('2026-05-15 09:00')
      .refuses('paul', 'record-action', 'not-the-own', 'CWM-27', done)
      .records('fflur', 'debrief', { ...DEBRIEF, actions })
      .owes('paul', 'action-to-be-done', '2026-06-12')
      .owes('tegan', 'action-to-be-done', '2026-05-29')
      .owes('tegan', 'action-to-be-done', '2026-06-05')
      .refuses('bethan', 'record-action', 'not-the-own', 'CWM-27', done)
      .refuses('tegan', 'record-action', 'about-needed', 'CWM-27', done)
      .answers('action-to-be-done', '2026-05-29', 'tegan', 'record-action', done)
      .needsEach('paul', 'record-action', done)
      .records('fflur', 'complete-report', REPORT)
      .on('2026-06-13 09:00')
      .overdue('action-to-be-done', 'quentin')
      .records('paul', 'record-action', done)
      .met('action-to-be-done')
      .met('action-to-be-done', 'late')
      .owes('tegan', 'action-to-be-done', '2026-06-05')
  }),

  walk('CWM-31, CWM-32', 'the report waits for that meeting', (story) => {
    eventHeld(story)
      .on('2026-05-15 09:00')
      .refuses('fflur', 'complete-report', 'needs-earlier', 'CWM-31', REPORT)
      .refuses('fflur', 'complete-report', 'needs-earlier', 'CWM-32', REPORT)
      .records('ffion', 'debrief', DEBRIEF)
      .refuses('bethan', 'complete-report', 'not-the-own', 'CWM-31', REPORT)
      .refuses('fflur', 'complete-report', 'unanswered', null, without(REPORT, 'what-came-of-it'))
      .refuses('fflur', 'complete-report', 'unanswered', null, without(REPORT, 'actions-set'))
      .records('fflur', 'complete-report', without(REPORT, 'learning'))
      .stands('tier-3-actions')
  }),

  walk('CWM-31', "the report goes to the group's next meeting", (story) => {
    eventHeld(story)
      .owes(['fflur', 'ffion'], 'report-to-the-group', '2026-06-10')
      .on('2026-06-11 09:00')
      .overdue('report-to-the-group', 'quentin')
  }),

  walk('CWM-31', 'the report, presented there, is told and made', (story) => {
    actionsRunning(story)
      .told('outcome-report', 'quentin', 'bethan', 'tegan', 'iris')
      .made('event-outcome-report')
      .refuses('fflur', 'present-report', 'no-sitting', 'CWM-31')
      .on('2026-06-10 10:00')
      .refuses('bethan', 'present-report', 'not-the-own', 'CWM-31')
      .records('fflur', 'present-report')
      .met('report-to-the-group')
    assert.deepEqual(story.missingIn('event-outcome-report'), [])
    story.hasHeadings('event-outcome-report', 'What came of the event', 'Actions set')
  }),

  walk('CWM-31', 'no meeting is planned: it is owed with no day yet', (story) => {
    acknowledged(story).on('2026-05-12 16:00').records('fflur', 'hold-event', EVENT)
    story.owes(['fflur', 'ffion'], 'report-to-the-group', null)
  }),

  walk('CWM-31', "a copy goes on the child's file", (story) => {
    actionsRunning(story)
      .owes('sian', 'report-to-be-filed', '2026-06-01')
      .on('2026-06-02 09:00')
      .overdue('report-to-be-filed', 'tegan')
      .refuses('nerys', 'file-report', 'wrong-role', 'CWM-31')
      .records('sian', 'file-report')
      .met('report-to-be-filed', 'late')
  }),

  walk(
    'CWM-31',
    'what bears on the plan is shared at the core group or conference, whichever is first, checked before',
    (story) => {
      const shared = { 'shared-at': 'core-group', checked: true, 'part-shared': 'The actions for the plan.' }
      actionsRunning(story)
        .owes('tegan', 'report-to-be-shared', '2026-06-03')
        .refuses('tegan', 'share-report', 'no-sitting', 'CWM-31', shared)
        .on('2026-06-03 15:00')
        .refuses('tegan', 'share-report', 'needs-answer', 'CWM-31', { ...shared, checked: false })
        .refuses('tegan', 'share-report', 'unanswered', null, without(shared, 'part-shared'))
        .refuses('tegan', 'share-report', 'unanswered', null, without(shared, 'shared-at'))
        .refuses('sian', 'share-report', 'wrong-role', 'CWM-31', shared)
        .records('tegan', 'share-report', shared)
        .met('report-to-be-shared')
      const meetings = story.protocol.meetings.map(({ id }) => id)
      assert.ok(['quality-group', 'core-group', 'conference'].every((id) => meetings.includes(id)))
      assert.match(story.protocol.steps.find(({ id }) => id === 'share-report')?.warning ?? '', /Parents may sit there/)
    },
  ),

  walk('CWM-31', 'nobody shares it: a Service Manager is told', (story) => {
    actionsRunning(story).on('2026-06-04 09:00').overdue('report-to-be-shared', 'morgan')
  }),

  walk('CWM-31', 'the group looks at the actions at each of its meetings', (story) => {
    const progress = { progress: [{ action: 'One chronology', 'is-done': false }] }
    actionsRunning(story)
      .on('2026-06-10 10:00')
      .records('fflur', 'present-report')
      .owes('quentin', 'actions-to-be-monitored', '2026-09-09')
      .refuses('bethan', 'monitor-actions', 'wrong-role', 'CWM-31', progress)
      .refuses('quentin', 'monitor-actions', 'unanswered', null)
      .on('2026-09-10 09:00')
      .overdue('actions-to-be-monitored', 'bethan')
      .refuses('quentin', 'monitor-actions', 'no-sitting', 'CWM-31', progress)
      .sitting('quality-group', '2026-09-16', '2026-12-09')
      .on('2026-09-16 10:00')
      .records('quentin', 'monitor-actions', progress)
      .owes('quentin', 'actions-to-be-monitored', '2026-12-09')
  }),

  walk('CWM-32', 'learning is told by theme for the annual report, and may be passed on', (story) => {
    actionsRunning(story).made('annual-report-learning')
    assert.deepEqual(story.missingIn('annual-report-learning'), [])
    story.hasHeadings('annual-report-learning', 'Learning by theme')
    assert.deepEqual(story.holds('learning'), REPORT['learning'])
    story
      .refuses('quentin', 'pass-learning-on', 'wrong-role', 'CWM-32', { how: 'A briefing of one page.' })
      .refuses('bethan', 'pass-learning-on', 'unanswered', null)
      .records('bethan', 'pass-learning-on', { how: 'A briefing of one page, to all schools.' })
      .stands('tier-3-actions')
  }),

  walk('CWM-14, CWM-15', 'after Tier 3 the risk is looked at again every 6 weeks', (story) => {
    actionsRunning(story)
      .owes('morgan', 'risk-to-be-reconsidered', '2026-07-03')
      .on('2026-07-06 09:00')
      .overdue('risk-to-be-reconsidered', 'huw')
      .refuses('tegan', 'reconsider-after-tier-3', 'wrong-role', 'CWM-14', FOUND)
      .records('morgan', 'reconsider-after-tier-3', FOUND)
      .stands('tier-3-actions')
      .owes('morgan', 'risk-to-be-reconsidered', '2026-08-17')
  }),

  walk('CWM-31', 'the process is not closed before the report has gone where it must go', (story) => {
    const shared = { 'shared-at': 'core-group', checked: true, 'part-shared': 'The actions for the plan.' }
    actionsRunning(story)
      .on('2026-06-10 10:00')
      .refuses('morgan', 'close-after-tier-3', 'duty-open', 'CWM-31', FOUND)
      .says('morgan', 'close-after-tier-3', FOUND, /present their report/)
      .records('fflur', 'present-report')
      .says('morgan', 'close-after-tier-3', FOUND, /child's file/)
      .records('sian', 'file-report')
      .says('morgan', 'close-after-tier-3', FOUND, /core group or conference/)
      .records('tegan', 'share-report', shared)
      .records('morgan', 'close-after-tier-3', FOUND)
  }),

  ...(['present-report', 'file-report', 'share-report'] as const).map((missing) =>
    walk('CWM-31', `whichever is missing keeps it open: ${missing}`, (story) => {
      const shared = { 'shared-at': 'core-group', checked: true, 'part-shared': 'The actions for the plan.' }
      actionsRunning(story).on('2026-06-10 10:00')
      if (missing !== 'present-report') story.records('fflur', 'present-report')
      if (missing !== 'file-report') story.records('sian', 'file-report')
      if (missing !== 'share-report') story.records('tegan', 'share-report', shared)
      story.refuses('morgan', 'close-after-tier-3', 'duty-open', 'CWM-31', FOUND)
    }),
  ),

  walk('CWM-31', 'the registration ends first: the report is filed and presented all the same', (story) => {
    actionsRunning(story)
      .on('2026-06-04 09:00')
      .records('morgan', 'confirm-deregistration', {
        'ended-on': '2026-06-03',
        'why-ended': 'conference-decided',
        'what-shows-it': 'The minutes of the conference.',
      })
      .stands('deregistered')
      .owes('sian', 'report-to-be-filed', '2026-06-01')
      .owes(['fflur', 'ffion'], 'report-to-the-group', '2026-06-10')
      .on('2026-06-10 10:00')
      .records('sian', 'file-report')
      .met('report-to-be-filed', 'late')
      .records('fflur', 'present-report')
      .met('report-to-the-group')
  }),

  walk('CWM-14, CWM-15', 'and the process closes on recorded reduced risk', (story) => {
    reportGone(story)
      .on('2026-07-01 09:00')
      .records('morgan', 'close-after-tier-3', FOUND)
      .stands('closed')
      .told('process-closed', 'cari', 'nerys', 'sian', 'tegan', 'morgan', 'iris')
      .owesNothingBut(...OUTLASTING)
      .owes('huw', 'tier-2-report-to-be-received', '2026-04-22')
      .owes('iris', 'tier-1-report-to-be-received', '2026-04-10')
      .owes('tegan', 'reviewing-officer-to-be-told', '2026-04-22')
      .records('huw', 'confirm-report')
      .met('tier-2-report-to-be-received', 'late')
  }),
]
