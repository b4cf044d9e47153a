import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { dataset, given, plan, review } from '../../../src/engine/watch/given.test-data.ts'
import { lifeWalks, WITH_THE_PLAN } from '../life-events.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { ANALYSIS, analysisWalks } from './analysis.ts'
import { panelWalks } from './panel.ts'

const RISK: Answers = { 'risk-now': 'As before.' }
const ADVISED: Answers = { 'advised-for': 'The second review.' }
const AT_FIFTEEN: Answers = { 'plan-at-fifteen': 'It is slow.' }
const ON_COURSE: Answers = { 'kept-on-course': 'A timetable for the assessment.' }
const EXAMINED: Answers = { 'examined-because': 'The plan has no end.' }
const USED: Answers = { 'used-because': 'No visits in a month.' }
const NO_PROGRESS: Answers = { 'no-progress': 'The assessment is not done.' }
const ANSWER: Answers = { 'answer-to-chair': 'It is ordered.' }

/** A plan since this day, with the reviews that were held, as a file of that day tells. */
function onPlan(from: string, ...reviews: readonly string[]) {
  return (story: Story): Story =>
    story
      .facts(given(dataset('2026-03-02'), { facts: [plan(from), ...reviews.map((on) => review(on))] }).history(0))
      .on('2026-03-02 09:00')
}
/** One that has come to its second review, and is followed by itself. */
function followed(second: string, from: string, ...reviews: readonly string[]) {
  return (story: Story): Story => onPlan(from, ...reviews)(story).startsByItself('nine-months', second)
}
const begun = onPlan('2026-01-05')
const young = (story: Story): Story => begun(story).records('iris', 'follow-the-plan')
const atNine = followed('2026-03-02', '2025-06-02', '2025-09-01')
const atFifteen = followed('2025-08-27', '2024-12-02', '2025-03-03', '2025-08-27', '2026-02-20')
const atTwentyOne = followed('2025-02-24', '2024-06-03', '2024-09-02', '2025-02-24', '2025-08-20', '2026-02-16')
const examined = (story: Story): Story => atTwentyOne(story).records('rex', 'examine-case', EXAMINED, 'needs-more')
const withPanel = (story: Story): Story => examined(story).records('rex', 'refer-examined-case')

export const DRIFT: readonly Walk[] = [
  only(
    'WAR-11',
    'a chair or the reviewing service may follow a plan from its beginning',
    begun,
    'follow-the-plan',
    ['iris', 'rex'],
    {},
  ),

  walk('WAR-11', 'that runs', (story) => {
    story
      .facts(given(dataset('2026-03-02'), { facts: [] }).history(0))
      .on('2026-03-01 09:00')
      .refuses('iris', 'follow-the-plan', 'not-on-plan', 'WAR-11')
      .says('iris', 'follow-the-plan', {}, /show no plan/)
  }),

  walk('WAR-12', 'from nine months, or its second review, it is followed by itself', (story) => {
    onPlan('2025-08-04', '2025-11-03', '2026-02-23')(story).stands('followed')
  }),

  walk('WAR-12', 'by the month', (story) => {
    onPlan('2025-06-02', '2025-09-01')(story).stands('followed')
  }),

  walk('WAR-12', 'and not before', (story) => {
    onPlan('2025-06-03', '2025-09-01')(story).stands(null)
  }),

  walk('WAR-12', 'where it stands among the followed', (story) => {
    atNine(story).stands('followed')
  }),

  walk('WAR-11', 'a plan is followed from its beginning, with a review due at three months', (story) => {
    young(story)
      .stands('followed')
      .sees('reviewing-service-follows', 'rex')
      .owes('iris', 'hold-review-conference', '2026-04-05')
  }),

  walk('WAR-11', 'then every half year, those held shown as done', (story) => {
    atNine(story).owes('iris', 'hold-review-conference', '2026-03-01')
    story.met('hold-review-conference').on('2026-03-02 10:00').overdue('hold-review-conference', 'max')
  }),

  walk('WAR-11', 'until the plan is over', (story) => {
    young(story)
      .refuses('iris', 'end-with-the-plan', 'on-plan', 'WAR-11')
      .says('iris', 'end-with-the-plan', {}, /files still show the plan/)
      .facts(given(dataset('2026-03-19'), { facts: [plan('2026-01-05', '2026-03-18')] }).history(0))
      .on('2026-03-19 09:00')
      .onlyBy(['iris', 'rex'], 'end-with-the-plan')
      .records('rex', 'end-with-the-plan')
      .stands('plan-over')
      .sees('reviewing-service-follows')
  }),

  walk('WAR-12, WAR-22', 'the analysis is owed by the core group from the second review on, and meets it', (story) => {
    atNine(story)
      .owes(['cari', 'nerys'], 'enhanced-risk-analysis', '2026-03-01')
      .overdue('enhanced-risk-analysis', 'max')
      .answers('enhanced-risk-analysis', '2026-03-01', 'iris', 'agree-analysis', ANALYSIS)
      .met('enhanced-risk-analysis', 'late')
  }),

  walk('WAR-12, WAR-22', 'and not for the first', (story) => {
    young(story).owesNo('enhanced-risk-analysis')
  }),

  walk('WAR-24', 'it replaces the risk assessment of that review', (story) => {
    atNine(story)
      .owes('sian', 'risk-assessment', '2026-03-01')
      .overdue('risk-assessment', 'max')
      .answers('enhanced-risk-analysis', '2026-03-01', 'iris', 'agree-analysis', ANALYSIS)
      .lapsed('risk-assessment', 'other-duty-met')
  }),

  walk('WAR-24', 'which is otherwise updated', (story) => {
    young(story)
      .owes('sian', 'risk-assessment', '2026-04-05')
      .onlyBy(['sian'], 'update-risk-assessment', RISK)
      .needsEach('sian', 'update-risk-assessment', RISK)
      .records('sian', 'update-risk-assessment', RISK)
      .met('risk-assessment')
  }),

  walk('WAR-23', 'the chair tells members when it is due, first at the first review', (story) => {
    young(story)
      .owes('iris', 'analysis-to-be-advised', '2026-04-05')
      .onlyBy(['iris'], 'advise-of-analysis', ADVISED)
      .needsEach('iris', 'advise-of-analysis', ADVISED)
      .records('iris', 'advise-of-analysis', ADVISED)
      .met('analysis-to-be-advised')
      .told('analysis-is-due', 'cari', 'nerys', 'sian')
  }),

  walk(
    'WAR-13, WAR-27',
    'at fifteen months, or its review if earlier, the chair refers to the Service Manager',
    (story) => {
      atFifteen(story)
        .owes('iris', 'refer-at-fifteen-months', '2026-02-20')
        .overdue('refer-at-fifteen-months', 'max')
        .onlyBy(['iris'], 'refer-to-service-manager', AT_FIFTEEN)
        .needsEach('iris', 'refer-to-service-manager', AT_FIFTEEN)
        .needsFirst('refer-to-service-manager', 'max', 'keep-on-course', 'WAR-13', ON_COURSE)
        .says('max', 'keep-on-course', ON_COURSE, /refers the plan first/)
        .records('iris', 'refer-to-service-manager', AT_FIFTEEN)
        .made('fifteen-months-referral')
        .met('refer-at-fifteen-months', 'late')
        .told('plan-at-fifteen-months', 'max')
        .owes('max', 'fifteen-months-to-be-answered', '2026-03-16')
        .onlyBy(['max'], 'keep-on-course', ON_COURSE)
        .needsEach('max', 'keep-on-course', ON_COURSE)
        .on('2026-03-17 09:00')
        .overdue('fifteen-months-to-be-answered', 'rex')
        .records('max', 'keep-on-course', ON_COURSE)
        .met('fifteen-months-to-be-answered', 'late')
    },
  ),

  walk('WAR-23', 'and is chased where it is not told', (story) => {
    atNine(story).overdue('analysis-to-be-advised', 'max')
  }),

  walk('WAR-24', 'as is the risk assessment', (story) => {
    atNine(story).overdue('risk-assessment', 'max')
  }),

  walk(
    'WAR-12, WAR-23',
    'each later review brings it up to date: the one before stays not done, and is owed no more',
    (story) => {
      atFifteen(story)
        .lapsed('enhanced-risk-analysis', 'followed')
        .owes(['cari', 'nerys'], 'enhanced-risk-analysis', '2026-02-20')
        .owesNothingBefore('enhanced-risk-analysis', '2026-02-20')
    },
  ),

  walk('WAR-24', 'as does the risk assessment', (story) => {
    atFifteen(story)
      .lapsed('risk-assessment', 'followed')
      .owesNothingBefore('risk-assessment', '2026-02-20')
      .overdue('risk-assessment', 'max')
  }),

  walk('WAR-23', 'and what the chair tells of it', (story) => {
    atFifteen(story)
      .lapsed('analysis-to-be-advised', 'followed')
      .owesNothingBefore('analysis-to-be-advised', '2026-02-20')
      .overdue('analysis-to-be-advised', 'max')
  }),

  walk('WAR-13', 'and not before', (story) => {
    atNine(story).owesNo('refer-at-fifteen-months')
  }),

  walk('WAR-14', 'at twenty-one months the reviewing service examines the case first', (story) => {
    atTwentyOne(story)
      .owes('rex', 'examine-at-twenty-one-months', '2026-02-16')
      .overdue('examine-at-twenty-one-months', 'max')
      .onlyBy(['rex'], 'examine-case', EXAMINED, 'progressing')
      .needsEach('rex', 'examine-case', EXAMINED, 'progressing')
      .records('rex', 'examine-case', EXAMINED, 'progressing')
      .met('examine-at-twenty-one-months', 'late')
      .stands('examined')
  }),

  walk('WAR-14', 'and not at nine', (story) => {
    atNine(story)
      .refuses('rex', 'examine-case', 'trigger-not-met', 'WAR-14', EXAMINED, 'progressing')
      .says('rex', 'examine-case', EXAMINED, /at 21 months/, 'progressing')
      .owesNo('examine-at-twenty-one-months')
      .owesNo('refer-to-panel')
  }),

  walk('WAR-14', 'then it goes to the chair of the panel, whichever way it was found', (story) => {
    examined(story)
      .stands('examined')
      .owes('rex', 'refer-to-panel', '2026-03-02')
      .onlyBy(['rex'], 'refer-examined-case')
      .on('2026-03-03 09:00')
      .overdue('refer-to-panel', 'petra')
      .sees('panel-sees-its-cases')
      .records('rex', 'refer-examined-case')
      .made('panel-referral')
      .met('refer-to-panel', 'late')
      .stands('with-the-panel')
  }),

  only(
    'WAR-16',
    'section 4.16 may be used at any time',
    young,
    'use-other-procedure',
    ['nerys', 'gareth', 'sian', 'iris'],
    USED,
  ),

  walk('WAR-16', 'with its result', (story) => {
    young(story).records('nerys', 'use-other-procedure', { ...USED, 'used-result': 'A meeting on 9 March.' })
  }),

  only(
    'WAR-16, WAR-27',
    'the chair may escalate a plan at any time',
    young,
    'escalate-the-plan',
    ['iris'],
    NO_PROGRESS,
  ),

  walk('WAR-16', 'and is answered', (story) => {
    young(story)
      .needsFirst('escalate-the-plan', 'max', 'answer-the-chair', 'WAR-16', ANSWER)
      .says('max', 'answer-the-chair', ANSWER, /escalates the plan first/)
      .records('iris', 'escalate-the-plan', NO_PROGRESS)
      .made('escalated-plan')
      .told('plan-escalated', 'max')
      .owes('max', 'escalated-plan-to-be-answered', '2026-03-09')
      .onlyBy(['max'], 'answer-the-chair', ANSWER)
      .needsEach('max', 'answer-the-chair', ANSWER)
      .on('2026-03-10 09:00')
      .overdue('escalated-plan-to-be-answered', 'rex')
      .records('max', 'answer-the-chair', ANSWER)
      .met('escalated-plan-to-be-answered', 'late')
  }),

  walk('WAR-11, WAR-12, WAR-13, WAR-14, WAR-16, WAR-22, WAR-23, WAR-24', 'a plan that ended owes nothing', (story) => {
    atTwentyOne(story)
      .records('iris', 'escalate-the-plan', NO_PROGRESS)
      .records('iris', 'refer-to-service-manager', AT_FIFTEEN)
      .facts(
        given(dataset('2026-03-20'), {
          facts: [
            plan('2024-06-03', '2026-03-18'),
            ...['2024-09-02', '2025-02-24', '2025-08-20', '2026-02-16'].map((on) => review(on)),
          ],
        }).history(0),
      )
      .on('2026-03-21 09:00')
      .owesNothingBut('settle-life-event')
  }),

  ...analysisWalks(young),
  ...panelWalks(withPanel),
  readings({ 'WAR-14': 1, 'WAR-16': 1, 'WAR-27': 1 }),
]

export const DRIFT_LIFE: readonly Walk[] = lifeWalks({
  ...WITH_THE_PLAN,
  soFar: young,
  by: 'iris',
  told: 'max',
  may: ['iris', 'rex'],
  closes: null,
})
