import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'

const SAT: Answers = { 'how-many': 4 }
const RECOMMENDED: Answers = {
  recommendation: 'A bed for under-16s.',
  'recommended-because': 'Three sittings lacked one.',
}
const ANSWERED: Answers = { 'recommendation-is': 'taken-up', 'recommendation-why': 'In the budget.' }
const GAP: Answers = { gap: 'No bed.', commissioner: 'The health board.' }
const CHALLENGE: Answers = { challenge: 'To commission one.' }
const PRACTICE: Answers = { practice: 'Tea at the bus station.', 'shared-with': 'All agencies.' }
const REPORT: Answers = {
  impact: 'Eleven cases, seven of them lower at exit.',
  'review-recommendations': 'Four of five.',
  'gaps-and-challenges': 'Two gaps, one answered.',
  'practice-shared': 'Outreach at night.',
  'protocol-current': 'Yes.',
}
const ENDED: Answers = { 'why-ended': 'Another group takes its place.' }

const begun = (story: Story): Story =>
  story.sitting('panel', '2026-03-11', '2026-04-08').on('2026-03-02 09:00').records('bea', 'begin-the-panel')

export const SERIES: readonly Walk[] = [
  walk('BUC-05', 'the panel begins, and may end', (story) => {
    story.onlyBy(['bea', 'chloe'], 'begin-the-panel')
    begun(story)
      .stands('at-work')
      .onlyBy(['perry'], 'end-the-panel', ENDED)
      .needsEach('perry', 'end-the-panel', ENDED)
      .records('perry', 'end-the-panel', ENDED)
      .stands('ended')
  }),

  walk('BUC-05', 'it sits each month, and a missed month shows', (story) => {
    assert.equal(story.protocol.meetings[0]?.everyMonths, 1)
    begun(story)
      .owes('chloe', 'sit-each-month', '2026-04-02')
      .refuses('bea', 'record-the-sitting', 'no-sitting', 'BUC-05', SAT)
      .says('bea', 'record-the-sitting', SAT, /^Plan the sitting/)
      .on('2026-03-11 15:00')
      .onlyBy(['bea', 'chloe'], 'record-the-sitting', SAT)
      .needsEach('bea', 'record-the-sitting', SAT)
      .records('bea', 'record-the-sitting', SAT)
      .met('sit-each-month')
      .owes('chloe', 'sit-each-month', '2026-04-11')
      .on('2026-04-12 09:00')
      .overdue('sit-each-month', 'perry')
  }),

  only('BUC-04', 'the chair or deputy recommends', begun, 'recommend', ['chloe', 'dev'], RECOMMENDED),

  walk('BUC-03, BUC-04', 'the Partnership is told, and answers', (story) => {
    begun(story)
      .records('chloe', 'recommend', RECOMMENDED)
      .told('recommended', 'perry')
      .owes('perry', 'recommendation-to-be-answered', '2026-06-02')
      .hasOptions('answer-a-recommendation', 'recommendation-is', 'taken-up', 'done', 'declined')
      .onlyBy(['perry', 'bea'], 'answer-a-recommendation', ANSWERED)
      .needsEach('perry', 'answer-a-recommendation', ANSWERED)
      .on('2026-06-03 09:00')
      .overdue('recommendation-to-be-answered', 'bea')
      .records('bea', 'answer-a-recommendation', ANSWERED)
      .met('recommendation-to-be-answered', 'late')
      .owes('perry', 'recommendation-to-be-carried-out', '2026-09-03')
  }),

  walk('BUC-03, BUC-04', 'what is taken up is answered again, until it is done or declined', (story) => {
    begun(story)
      .records('chloe', 'recommend', RECOMMENDED)
      .records('perry', 'answer-a-recommendation', ANSWERED)
      .on('2026-06-03 09:00')
      .overdue('recommendation-to-be-carried-out', 'bea')
      .records('perry', 'answer-a-recommendation', ANSWERED)
      .owes('perry', 'recommendation-to-be-carried-out', '2026-09-03')
      .records('bea', 'answer-a-recommendation', { ...ANSWERED, 'recommendation-is': 'done' })
      .owesNo('recommendation-to-be-carried-out')
  }),

  only('BUC-03', 'a gap is recorded', begun, 'record-a-gap', ['chloe', 'dev', 'bea'], GAP),

  walk('BUC-03', 'and the commissioner challenged', (story) => {
    begun(story)
      .records('dev', 'record-a-gap', GAP)
      .told('gap-found', 'bea')
      .owes('bea', 'challenge-to-be-made', '2026-04-02')
      .onlyBy(['perry', 'bea'], 'challenge-the-commissioner', CHALLENGE)
      .needsEach('bea', 'challenge-the-commissioner', CHALLENGE)
      .on('2026-04-03 09:00')
      .overdue('challenge-to-be-made', 'perry')
      .records('bea', 'challenge-the-commissioner', { ...CHALLENGE, 'commissioner-answer': 'From June.' })
      .met('challenge-to-be-made', 'late')
  }),

  only('BUC-03', 'good practice is shared', begun, 'share-good-practice', ['chloe', 'dev', 'bea'], PRACTICE),

  walk('BUC-03', 'each year there is a report', (story) => {
    begun(story)
      .owes('bea', 'report-each-year', '2027-03-02')
      .onlyBy(['bea'], 'report-on-the-year', REPORT)
      .needsEach('bea', 'report-on-the-year', REPORT)
      .on('2027-03-03 09:00')
      .overdue('report-each-year', 'perry')
      .records('bea', 'report-on-the-year', REPORT)
      .met('report-each-year', 'late')
      .owes('bea', 'report-each-year', '2028-03-03')
      .told('reported', 'perry')
      .made('annual-report')
  }),

  readings({ 'BUC-04': 1 }),
]
