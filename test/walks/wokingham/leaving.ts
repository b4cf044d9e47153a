import assert from 'node:assert/strict'
import { type Walk, walk } from '../walk.ts'
import { evidenceBrought, reviewed } from './given.ts'

const EVIDENCE = { 'risk-now': 'addressed', evidence: 'Six weeks at home.' }
const AGREED = { 'removal-why': 'The risk is held.' }

/** Off the list again, in the usual way. */
export const LEAVING: readonly Walk[] = [
  walk('WOK-25', 'off the list: evidence, the meeting, and the Assistant Director agrees', (story) => {
    evidenceBrought(story)
      .isTabledAt('smt', '2026-04-15')
      .owes('lena', 'evidence-at-next-smt', '2026-04-15')
      .on('2026-04-15 11:00')
      .needsEach('quin', 'discuss-the-evidence', { 'evidence-discussion': 'It holds.' })
      .refuses('lena', 'discuss-the-evidence', 'same-person', 'WOK-25', { 'evidence-discussion': 'It holds.' })
      .onlyBy(['ada', 'dora', 'quentin', 'quin', 'selma'], 'discuss-the-evidence', {
        'evidence-discussion': 'It holds.',
      })
      .records('quin', 'discuss-the-evidence', { 'evidence-discussion': 'It holds.' })
      .met('evidence-at-next-smt')
      .owes('ada', 'decide-on-removal', '2026-04-22')
      .refuses('ada', 'take-off-the-list', 'unanswered', 'WOK-25', {}, 'agreed')
      .refuses('dora', 'take-off-the-list', 'wrong-role', 'WOK-25', AGREED, 'agreed')
      .refuses('lena', 'take-off-the-list', 'wrong-role', 'WOK-25', AGREED, 'agreed')
      .records('ada', 'take-off-the-list', AGREED, 'agreed')
      .stands('removed')
      .met('decide-on-removal')
  }),

  walk('WOK-25', 'no evidence, no removal', (story) => {
    reviewed(story)
      .needsFirst('bring-evidence', 'ada', 'take-off-the-list', 'WOK-25', AGREED, 'agreed')
      .needsFirst('bring-evidence', 'dora', 'discuss-the-evidence', 'WOK-25', {
        'evidence-discussion': 'We believe it.',
      })
      .needsEach('selma', 'bring-evidence', EVIDENCE)
      .onlyBy(['lena', 'quentin', 'selma'], 'bring-evidence', EVIDENCE)
      .records('selma', 'bring-evidence', EVIDENCE)
      .owes('selma', 'evidence-at-next-smt', '2026-04-15')
  }),

  walk('WOK-25', 'no meeting, no removal', (story) => {
    evidenceBrought(story).needsFirst('discuss-the-evidence', 'ada', 'take-off-the-list', 'WOK-25', AGREED, 'agreed')
  }),

  walk('WOK-25', 'no agreement, no removal: the case stays, and so does what it owes', (story) => {
    evidenceBrought(story)
      .on('2026-04-15 11:00')
      .records('dora', 'discuss-the-evidence', { 'evidence-discussion': 'Too early.' })
      .records('ada', 'take-off-the-list', { 'removal-why': 'Six weeks are few.' }, 'not-agreed')
      .stands('listed')
      .met('decide-on-removal')
      .owes('ada', 'review-each-month', '2026-04-18')
  }),

  walk('WOK-25', 'once refused, new evidence goes to a meeting again before the Assistant Director agrees', (story) => {
    evidenceBrought(story)
      .on('2026-04-15 11:00')
      .records('dora', 'discuss-the-evidence', { 'evidence-discussion': 'Too early.' })
      .records('ada', 'take-off-the-list', { 'removal-why': 'Six weeks are few.' }, 'not-agreed')
      .on('2026-04-20 09:00')
      .records('lena', 'bring-evidence', EVIDENCE)
      .refuses('ada', 'take-off-the-list', 'duty-open', 'WOK-25', AGREED, 'agreed')
  }),

  walk('WOK-25', 'evidence passed over, and a decision not taken, reach leaders', (story) => {
    evidenceBrought(story)
      .on('2026-04-16 09:00')
      .overdue('evidence-at-next-smt', 'ada')
      .records('dora', 'discuss-the-evidence', { 'evidence-discussion': 'Late, and it holds.' })
      .on('2026-04-24 09:00')
      .overdue('decide-on-removal', 'dora')
  }),

  walk('WOK-25', 'once off the list nothing is owed any more', (story) => {
    reviewed(story).records('ada', 'remove-directly', { 'why-removed': 'Adopted.' })
    const open = story.view.duties.filter(({ standing }) => standing.kind === 'open' || standing.kind === 'overdue')
    assert.deepEqual(
      open.map(({ duty }) => duty.id),
      [],
    )
    story.sees('leaders-see-the-list')
  }),
]
