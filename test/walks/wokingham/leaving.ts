import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { EVIDENCE, evidenceBrought, FIVE_CONSIDERED, KINDS_NOW, listed, REVIEW, reviewed, SUMMARY } from './given.ts'

const AGREED = { 'removal-why': 'The risk is held.' }
const ESCALATED = { 'escalation-level': '2', 'escalated-to': 'Trust', 'escalated-on': '2026-03-09' }
const HEARD = { 'evidence-discussion': 'It holds.' }

/** What goes on for a case on the list while evidence is brought that it can come off, and by whom. */
const STILL_DONE: readonly (readonly [person: string, step: string, answers: Answers])[] = [
  ['tamar', 'talk-it-over', { 'further-discussion': 'The move.' }],
  ['tamar', 'consider-support', FIVE_CONSIDERED],
  ['tamar', 'confirm-oversight', { 'risk-diminished': true, 'oversight-level': 'Fortnightly.' }],
  ['quentin', 'confirm-the-form', {}],
  ['quentin', 'give-a-view', { view: 'should-be-listed' }],
  ['lena', 'put-oversight-on-file', { 'management-oversight': 'I hold it.' }],
  ['lena', 'put-form-on-file', {}],
  ['ada', 'assistant-directors-view', { consideration: 'Not yet.' }],
  ['lena', 'write-the-summary', SUMMARY],
  ['lena', 'bring-up-to-date', KINDS_NOW],
  ['lena', 'put-direction-on-file', {}],
  ['tamar', 'talk-with-the-team', { 'team-discussion': 'Hold on.' }],
  ['ada', 'put-director-oversight-on-file', { 'director-oversight': 'Weekly.' }],
  ['ada', 'tell-of-the-action', { 'action-result': 'Sent.' }],
  ['lena', 'escalate-the-disagreement', ESCALATED],
  ['lena', 'record-the-result', { 'escalation-result': 'Agreed.' }],
  ['selma', 'bring-evidence', EVIDENCE],
  ['dora', 'review-at-smt', REVIEW],
]

/** Off the list again, in the usual way. */
export const LEAVING: readonly Walk[] = [
  walk('WOK-25', 'off the list: evidence, the meeting, and the Assistant Director agrees', (story) => {
    evidenceBrought(story)
      .stands('removal-proposed')
      .told('evidence-brought', 'ada', 'lena', 'tamar')
      .isTabledAt('smt', '2026-04-15')
      .owes('lena', 'evidence-at-next-smt', '2026-04-15')
      .on('2026-04-15 11:00')
      .needsEach('quin', 'discuss-the-evidence', HEARD)
      .onlyBy(['ada', 'dora', 'quin'], 'discuss-the-evidence', HEARD)
      .records('quin', 'discuss-the-evidence', HEARD)
      .met('evidence-at-next-smt')
      .owes('ada', 'decide-on-removal', '2026-04-22')
      .refuses('ada', 'take-off-the-list', 'unanswered', 'WOK-25', {}, 'agreed')
      .refuses('dora', 'take-off-the-list', 'wrong-role', 'WOK-25', AGREED, 'agreed')
      .refuses('lena', 'take-off-the-list', 'wrong-role', 'WOK-25', AGREED, 'agreed')
      .onlyBy(['ada'], 'take-off-the-list', AGREED, 'agreed')
      .records('ada', 'take-off-the-list', AGREED, 'agreed')
      .stands('removed')
      .met('decide-on-removal')
      .told('off-the-list', 'ada', 'dora', 'iris', 'lena', 'quentin', 'sasha', 'selma', 'stella', 'tamar')
  }),

  walk('WOK-25', 'no evidence, no removal', (story) => {
    reviewed(story)
      .refuses('ada', 'take-off-the-list', 'wrong-stage', 'WOK-25', AGREED, 'agreed')
      .refuses('dora', 'discuss-the-evidence', 'wrong-stage', 'WOK-25', HEARD)
      .needsEach('selma', 'bring-evidence', EVIDENCE)
      .onlyBy(['lena', 'quentin', 'selma'], 'bring-evidence', EVIDENCE)
      .hasOptions('bring-evidence', 'risk-now', 'managed', 'addressed')
      .records('selma', 'bring-evidence', EVIDENCE)
      .owes('selma', 'evidence-at-next-smt', '2026-04-15')
  }),

  walk('WOK-25', 'no meeting, no removal', (story) => {
    evidenceBrought(story).needsFirst('discuss-the-evidence', 'ada', 'take-off-the-list', 'WOK-25', AGREED, 'agreed')
  }),

  walk('WOK-25', 'no meeting is planned: the evidence is owed within the month all the same', (story) => {
    listed(story)
      .on('2026-03-10 09:00')
      .records('lena', 'bring-evidence', EVIDENCE)
      .owes('lena', 'evidence-at-next-smt', '2026-04-10')
  }),

  walk('WOK-25', 'whoever brought the evidence does not say what the meeting made of it', (story) => {
    reviewed(story)
      .acts('ada', 'service-manager')
      .on('2026-04-01 09:00')
      .records('ada', 'bring-evidence', EVIDENCE)
      .acts('ada', 'assistant-director')
      .on('2026-04-15 11:00')
      .refuses('ada', 'discuss-the-evidence', 'same-person', 'WOK-25', HEARD)
      .records('dora', 'discuss-the-evidence', HEARD)
  }),

  walk('WOK-25', 'no agreement, no removal: the case stays, and so does what it owes', (story) => {
    evidenceBrought(story)
      .on('2026-04-15 11:00')
      .records('dora', 'discuss-the-evidence', { 'evidence-discussion': 'Too early.' })
      .records('ada', 'take-off-the-list', { 'removal-why': 'Six weeks are few.' }, 'not-agreed')
      .stands('listed')
      .met('decide-on-removal')
      .owes('ada', 'review-each-month', '2026-04-18')
      .owesNo('discuss-at-next-smt')
  }),

  walk('WOK-25', 'once refused, new evidence goes to a meeting again before the Assistant Director agrees', (story) => {
    evidenceBrought(story.sitting('smt', '2026-05-13'))
      .on('2026-04-15 11:00')
      .records('dora', 'discuss-the-evidence', { 'evidence-discussion': 'Too early.' })
      .records('ada', 'take-off-the-list', { 'removal-why': 'Six weeks are few.' }, 'not-agreed')
      .refuses('ada', 'take-off-the-list', 'wrong-stage', 'WOK-25', AGREED, 'agreed')
      .on('2026-04-20 09:00')
      .records('lena', 'bring-evidence', EVIDENCE)
      .needsFirst('discuss-the-evidence', 'ada', 'take-off-the-list', 'WOK-25', AGREED, 'agreed')
      .owes('lena', 'evidence-at-next-smt', '2026-05-13')
  }),

  walk('WOK-25', 'evidence passed over, and a decision not taken, reach leaders', (story) => {
    evidenceBrought(story)
      .on('2026-04-16 09:00')
      .overdue('evidence-at-next-smt', 'ada')
      .refuses('dora', 'discuss-the-evidence', 'no-sitting', 'WOK-25', HEARD)
      .sitting('smt', '2026-04-16')
      .refuses('dora', 'discuss-the-evidence', 'unanswered', 'WOK-25', { 'evidence-discussion': 'It holds.' })
      .records('dora', 'discuss-the-evidence', {
        'why-heard-late': 'Dora was ill on the day.',
        'evidence-discussion': 'Late, and it holds.',
      })
      .on('2026-04-24 09:00')
      .overdue('decide-on-removal', 'dora')
  }),

  walk(
    'WOK-03, WOK-07, WOK-09, WOK-10, WOK-11, WOK-15, WOK-17, WOK-18, WOK-19, WOK-21, WOK-22, WOK-23, WOK-24, WOK-25',
    'evidence alone changes nothing of what is done for a case on the list',
    (story) => {
      const acting = { action: 'Write.', leader: 'ada', 'by-when': '2026-04-30' }
      reviewed(story.sitting('smt', '2026-04-01'), {
        ...REVIEW,
        'leaders-act': true,
        'leaders-actions': [acting],
        'oversight-needed': true,
      })
        .on('2026-04-01 09:00')
        .records('lena', 'bring-evidence', EVIDENCE)
        .owes('ada', 'review-each-month', '2026-04-18')
        .owes('tamar', 'keep-oversight', '2026-04-06')
        .sees('leaders-see-the-list', 'ada', 'dora', 'lena', 'quentin', 'selma', 'stella')
        .sees('who-prepares-the-list', 'quin')
      for (const [person, step, answers] of STILL_DONE) story.records(person, step, answers).stands('removal-proposed')
      story.records('ada', 'remove-directly', { 'why-removed': 'It cannot wait for the meeting.' }).stands('removed')
    },
  ),

  walk(
    'WOK-10, WOK-19, WOK-23, WOK-24, WOK-25',
    'off the list: what was to be filed, agreed or settled is owed all the same',
    (story) => {
      const acting = { action: 'Write.', leader: 'ada', 'by-when': '2026-04-30' }
      const still = [
        'act-as-agreed',
        'add-oversight',
        'direction-on-file',
        'director-oversight-on-file',
        'file-the-form',
        'result-of-escalation',
      ]
      reviewed(story, { ...REVIEW, 'leaders-act': true, 'leaders-actions': [acting], 'oversight-needed': true })
        .records('lena', 'escalate-the-disagreement', ESCALATED)
        .records('ada', 'remove-directly', { 'why-removed': 'Adopted.' })
        .stands('removed')
      assert.deepEqual(openIn(story), still)
      story
        .records('lena', 'put-oversight-on-file', { 'management-oversight': 'Held to the end.' })
        .records('lena', 'put-form-on-file')
        .records('lena', 'put-direction-on-file')
        .records('ada', 'put-director-oversight-on-file', { 'director-oversight': 'Ended.' })
        .records('ada', 'tell-of-the-action', { 'action-result': 'Sent.' })
        .records('tamar', 'record-the-result', { 'escalation-result': 'Agreed.' })
        .owesNothing()
    },
  ),

  walk('WOK-25', 'once off the list nothing else is owed any more', (story) => {
    reviewed(story)
      .records('lena', 'put-oversight-on-file', { 'management-oversight': 'Held.' })
      .records('lena', 'put-form-on-file')
      .records('lena', 'put-direction-on-file')
      .records('ada', 'remove-directly', { 'why-removed': 'Adopted.' })
      .owesNothing()
      .sees('leaders-see-the-list')
  }),
]

function openIn(story: Story): readonly string[] {
  const open = story.view.duties.filter(({ standing }) => standing.kind === 'open' || standing.kind === 'overdue')
  return open.map(({ duty }) => duty.id).sort()
}
