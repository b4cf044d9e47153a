import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { dataset, enquiry, given, plan } from '../../../src/engine/watch/given.test-data.ts'
import { lifeWalks, WITH_THE_PLAN } from '../life-events.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { ANALYSIS, analysisWalks, HISTORY } from './analysis.ts'
import { panelWalks } from './panel.ts'

const DISCUSSED: Answers = { 'request-discussed': 'What both services hold of the family.' }
const SHARED: Answers = { 'from-the-team': 'Three files.', 'from-the-reviewers': 'Two conferences.' }
const VIEW: Answers = { 'view-on-progress': 'progresses-not', 'view-because': 'It is the plan of last time.' }
const OVER: Answers = { 'why-over': 'No plan was made.' }

const ONE_EARLIER = [plan('2021-01-05', '2021-11-30')]
const TWO_EARLIER = [...ONE_EARLIER, plan('2023-02-06', '2023-12-01')]

/** A conference is asked for by 20 March 2026, after these plans. */
const asked = (earlier: typeof ONE_EARLIER) => (story: Story) =>
  story
    .facts(given(dataset('2026-03-02'), { facts: [...earlier, enquiry('2026-02-27', '2026-03-20')] }).history(0))
    .on('2026-03-02 09:00')
    .startsByItself('conference-asked-for-again', '2026-02-27')
const again = asked(ONE_EARLIER)
const thirdAsked = asked(TWO_EARLIER)

const third = (story: Story): Story =>
  story
    .facts(given(dataset('2026-03-02'), { facts: [...TWO_EARLIER, plan('2026-02-27')] }).history(0))
    .on('2026-03-02 09:00')
    .startsByItself('third-plan', '2026-02-27')
const episodes = (story: Story): Story => {
  const told = given(
    dataset('2026-03-02'),
    {
      family: 'F',
      facts: [plan('2019-01-10', '2019-08-01', { conference: 'A' }), plan('2026-02-27', null, { conference: 'C' })],
    },
    { family: 'F', facts: [plan('2021-02-10', '2022-01-01', { conference: 'B' })] },
  )
  return story
    .facts(told.history(0), [told.history(1)])
    .on('2026-03-02 09:00')
    .startsByItself('third-family-episode', '2026-02-27')
}
const withPanel = (story: Story): Story => third(story).records('rex', 'refer-to-panel', VIEW)

export const REPEAT: readonly Walk[] = [
  walk('WAR-17', 'after one or two plans, both managers discuss the request by its conference', (story) => {
    again(story)
      .stands('conference-asked-for')
      .sees('reviewing-service-follows', 'rex')
      .owes('ola', 'discuss-request', '2026-03-20')
      .onlyBy(['ola', 'rob'], 'record-discussion', DISCUSSED)
      .needsEach('ola', 'record-discussion', DISCUSSED)
      .refuses('rex', 'close-the-repeat', 'duty-open', 'WAR-17', OVER)
      .says('rex', 'close-the-repeat', OVER, /discussed, and what both services hold/)
      .records('ola', 'record-discussion', DISCUSSED)
      .made('request-record')
      .met('discuss-request')
  }),

  walk('WAR-17', 'and what both services hold reaches it', (story) => {
    again(story)
      .owes('rob', 'share-what-is-held', '2026-03-20')
      .onlyBy(['ola', 'rob'], 'record-information-shared', SHARED)
      .needsEach('rob', 'record-information-shared', SHARED)
      .records('ola', 'record-discussion', DISCUSSED)
      .refuses('rex', 'close-the-repeat', 'duty-open', 'WAR-17', OVER)
      .records('rob', 'record-information-shared', SHARED)
      .made('information-for-the-conference')
      .met('share-what-is-held')
      .onlyBy(['rex'], 'close-the-repeat', OVER)
      .needsEach('rex', 'close-the-repeat', OVER)
      .records('rex', 'close-the-repeat', OVER)
      .stands('over')
  }),

  walk('WAR-17', 'of both, silence is told', (story) => {
    again(story).on('2026-03-21 09:00').overdue('discuss-request', 'max').overdue('share-what-is-held', 'max')
  }),

  walk('WAR-17', 'where the discussion comes last', (story) => {
    again(story)
      .records('rob', 'record-information-shared', SHARED)
      .refuses('rex', 'close-the-repeat', 'duty-open', 'WAR-17', OVER)
  }),

  walk(
    'WAR-19, WAR-20, WAR-22',
    'for a third plan the social worker prepares the history, the chair the analysis',
    (story) => {
      thirdAsked(story)
        .owes('sian', 'history-for-third-plan', '2026-03-20')
        .owes('iris', 'analysis-for-third-plan', '2026-03-20')
        .onlyBy(['sian'], 'prepare-history', HISTORY)
        .needsEach('sian', 'prepare-history', HISTORY)
        .on('2026-03-21 09:00')
        .overdue('history-for-third-plan', 'max')
        .overdue('analysis-for-third-plan', 'max')
        .records('sian', 'prepare-history', HISTORY)
        .made('prepared-history')
        .met('history-for-third-plan', 'late')
        .records('iris', 'agree-analysis', ANALYSIS)
        .met('analysis-for-third-plan', 'late')
    },
  ),

  walk('WAR-19, WAR-22', 'and not for a second', (story) => {
    again(story).owesNo('analysis-for-third-plan').owesNo('history-for-third-plan')
  }),

  walk('WAR-18', 'a third plan goes to the panel, with a view on progress, within ten working days', (story) => {
    third(story)
      .stands('third-begun')
      .owes('rex', 'refer-third-plan', '2026-03-13')
      .hasOptions('refer-to-panel', 'view-on-progress', 'progresses', 'progresses-not')
      .onlyBy(['rex'], 'refer-to-panel', VIEW)
      .needsEach('rex', 'refer-to-panel', VIEW)
      .on('2026-03-14 09:00')
      .overdue('refer-third-plan', 'max')
      .records('rex', 'refer-to-panel', VIEW)
      .made('panel-referral')
      .met('refer-third-plan', 'late')
      .stands('with-the-panel')
  }),

  walk('WAR-18', 'so does a third episode of the family', (story) => {
    episodes(story)
      .stands('third-begun')
      .owes('rex', 'refer-third-family-episode', '2026-03-13')
      .on('2026-03-14 09:00')
      .overdue('refer-third-family-episode', 'max')
  }),

  walk('WAR-18', 'which goes on from where the conference was asked for', (story) => {
    thirdAsked(story)
      .facts(given(dataset('2026-03-21'), { facts: [...TWO_EARLIER, plan('2026-03-20')] }).history(0))
      .on('2026-03-21 09:00')
      .startsByItself('third-plan', '2026-03-20')
      .stands('third-begun')
  }),

  walk('WAR-17', 'once decided on, it is closed', (story) => {
    withPanel(story)
      .records('mo', 'screen-the-case', {
        'analysis-concludes': 'x',
        'harm-goes-on': false,
        'plan-ending': 'not-ending',
        impetus: 'moving',
        recommends: 'progressing',
        'recommends-because': 'x',
      })
      .records('petra', 'decide-as-panel', { 'panel-reasons': 'x' }, 'satisfied')
      .sees('reviewing-service-follows', 'rex')
      .records('rex', 'close-the-repeat', OVER)
      .stands('over')
      .sees('reviewing-service-follows')
  }),

  ...analysisWalks(again),
  ...panelWalks(withPanel),
  readings({ 'WAR-18': 1 }),
]

export const REPEAT_LIFE: readonly Walk[] = lifeWalks({
  ...WITH_THE_PLAN,
  soFar: withPanel,
  by: 'iris',
  told: 'max',
  may: ['iris', 'rex'],
  closes: null,
})
