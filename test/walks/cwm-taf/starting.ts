import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Walk, walk } from '../walk.ts'
import { CORE_GROUP_ASKS, REQUEST } from './answers.ts'
import { asked, disputed, notRegistered, refused, registered, tier1Requested } from './given.ts'

const ROUTES: readonly (readonly [person: string, step: string, stage: string, answers: Answers])[] = [
  ['nerys', 'ask-for-tier-1', 'asked-for', REQUEST],
  ['sian', 'ask-for-tier-1', 'asked-for', REQUEST],
  ['cari', 'ask-for-tier-1', 'asked-for', REQUEST],
  ['cari', 'ask-as-core-group', 'tier-1-requested', CORE_GROUP_ASKS],
]

const WITHDRAWN: Answers = { 'why-withdrawn': 'It was about another child of that name.' }

/** The three routes in, and who is turned away. */
export const STARTING: readonly Walk[] = [
  ...ROUTES.map(([person, step, stage, answers]) =>
    walk(
      'CWM-01, CWM-03, CWM-05, CWM-07',
      `${person} may ${step} on the first day of a plan, and says what is not working`,
      (story) => {
        registered(story, '2026-03-02')
          .on('2026-03-02 16:00')
          .offers(step)
          .refuses(person, step, 'unanswered', null, { ...answers, 'not-reducing': '' })
          .records(person, step, answers)
          .stands(stage)
        assert.equal(story.holds('not-reducing'), REQUEST['not-reducing'])
      },
    ),
  ),

  ...ROUTES.map(([person, step, , answers]) =>
    walk('CWM-04', `${person} is told what to do instead, where ${step} is not for this child`, (story) => {
      const wording = story.protocol.steps.find(({ id }) => id === step)
      assert.match(wording?.warning ?? '', /emergency procedures at once/)
      const danger = { ...answers, 'danger-now': true }
      const elsewhere = { ...answers, 'placed-here-by-another-authority': true }
      registered(story)
        .on('2026-03-18 10:00')
        .refuses(person, step, 'needs-answer', 'CWM-04', danger)
        .says(person, step, danger, /emergency/)
        .refuses(person, step, 'needs-answer', 'CWM-04', elsewhere)
        .says(person, step, elsewhere, /placed the child/)
    }),
  ),

  ...ROUTES.map(([person, step, stage, answers]) =>
    walk(
      'CWM-03, CWM-04',
      `${step} is for the register, looked-after or not: a plan for care and support alone is refused`,
      (story) => {
        notRegistered(story)
          .on('2026-03-18 10:00')
          .refuses(person, step, 'not-on-plan', 'CWM-04', answers)
          .refuses(person, step, 'not-on-plan', 'CWM-03', answers)
          .says(person, step, answers, /child protection procedures/)
        registered(story, '2024-01-08', '2026-03-10', '2026-03-18').refuses(
          person,
          step,
          'not-on-plan',
          'CWM-04',
          answers,
        )
        registered(story, '2026-03-16').records(person, step, answers).stands(stage)
      },
    ),
  ),

  walk('CWM-05', 'as well as more than a year after the registration', (story) => {
    registered(story, '2025-01-20')
      .on('2026-03-18 10:00')
      .records('nerys', 'ask-for-tier-1', REQUEST)
      .stands('asked-for')
  }),

  walk('CWM-07, CWM-09', 'the core group goes straight to the Team Manager', (story) => {
    registered(story)
      .on('2026-03-23 10:00')
      .refuses('nerys', 'ask-as-core-group', 'wrong-role', 'CWM-07', CORE_GROUP_ASKS)
      .records('cari', 'ask-as-core-group', CORE_GROUP_ASKS)
      .stands('tier-1-requested')
      .told('core-group-has-asked', 'cari', 'nerys')
      .told('tier-1-asked-for', 'tegan', 'iris')
      .owes('tegan', 'tier-1-as-asked', '2026-04-08')
      .on('2026-04-09 09:00')
      .overdue('tier-1-as-asked', 'morgan')
  }),

  walk('CWM-08', 'a professional asks the safeguarding lead of the own agency, who has 5 working days', (story) => {
    asked(story)
      .told('request-to-the-lead', 'hywel')
      .owes('hywel', 'answer-the-request', '2026-03-25')
      .sees('the-lead-who-decides', 'hywel')
      .refuses('lowri', 'decide-request', 'not-the-own', 'CWM-08', { reasons: 'No.' }, 'refused')
      .refuses('tegan', 'decide-request', 'wrong-role', 'CWM-08', { reasons: 'Yes.' }, 'agreed')
      .refuses('hywel', 'decide-request', 'unanswered', null, {}, 'agreed')
      .refuses('hywel', 'decide-request', 'no-outcome', null, { reasons: 'I agree.' })
      .on('2026-03-25 18:00')
      .notOverdue('answer-the-request')
      .on('2026-03-26 09:00')
      .overdue('answer-the-request', 'tegan')
  }),

  walk('CWM-08', 'an agency without such a lead: the decision is owed by nobody yet, and that shows', (story) => {
    registered(story)
      .on('2026-03-18 10:00')
      .records('gareth', 'ask-for-tier-1', REQUEST)
      .owes([], 'answer-the-request', '2026-03-25')
    story.refuses('hywel', 'decide-request', 'not-the-own', 'CWM-08', { reasons: 'I agree.' }, 'agreed')
  }),

  walk('CWM-08, CWM-09', 'agreed, it reaches the Team Manager, whose ten working days run over Easter', (story) => {
    tier1Requested(story)
      .stands('tier-1-requested')
      .met('answer-the-request')
      .notTold('request-refused')
      .told('request-agreed', 'nerys')
      .told('tier-1-asked-for', 'tegan', 'iris')
      .owes('tegan', 'tier-1-as-agreed', '2026-04-08')
      .on('2026-04-08 18:00')
      .notOverdue('tier-1-as-agreed')
      .on('2026-04-09 09:00')
      .overdue('tier-1-as-agreed', 'morgan')
  }),

  walk('CWM-08', 'refused, the professional is told and may leave it there', (story) => {
    refused(story)
      .stands('request-refused')
      .told('request-refused', 'nerys')
      .notTold('request-agreed')
      .owesNo('tier-1-as-agreed')
      .owes('nerys', 'answer-the-refusal', '2026-04-07')
      .refuses('gareth', 'accept-refusal', 'not-the-own', 'CWM-08')
      .on('2026-04-08 09:00')
      .overdue('answer-the-refusal', 'hywel')
      .records('nerys', 'accept-refusal')
      .stands('refusal-accepted')
      .doesNotOffer('dispute-refusal')
  }),

  ...(
    [
      ['agreed', 'tier-1-requested'],
      ['refused', 'refusal-accepted'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-08', `or takes it to the disagreement route, which ends ${outcome}`, (story) => {
      const settlement = { settlement: 'The two leads met on the day.' }
      disputed(story)
        .stands('in-dispute')
        .lapsed('answer-the-refusal', 'left-stage')
        .told('dispute-to-be-settled', 'morgan', 'hywel')
        .owes('morgan', 'settle-the-dispute', '2026-04-08')
        .refuses('nerys', 'settle-dispute', 'wrong-role', 'CWM-08', settlement, outcome)
        .refuses('hywel', 'settle-dispute', 'wrong-role', 'CWM-08', settlement, outcome)
        .on('2026-04-09 09:00')
        .overdue('settle-the-dispute', 'huw')
        .on('2026-04-09 10:00')
        .records('morgan', 'settle-dispute', settlement, outcome)
        .told('dispute-settled', 'nerys', 'hywel')
        .stands(stage)
      if (outcome === 'agreed') story.owes('tegan', 'tier-1-as-agreed', '2026-04-23')
    }),
  ),

  walk('CWM-08', 'nobody judges the complaint about their own refusal', (story) => {
    disputed(story.acts('hywel', 'safeguarding-lead'))
      .acts('hywel', 'service-manager')
      .refuses('hywel', 'settle-dispute', 'same-person', 'CWM-08', { settlement: 'I still refuse.' }, 'refused')
  }),

  walk('CWM-08', 'whoever asked by mistake withdraws the request, and those who were told hear of it', (story) => {
    asked(story)
      .owes('hywel', 'answer-the-request', '2026-03-25')
      .records('nerys', 'withdraw-request', WITHDRAWN)
      .stands('request-withdrawn')
      .told('request-withdrawn', 'hywel', 'tegan', 'morgan')
      .owesNothing()
  }),

  walk('CWM-08', 'and so where it is in dispute', (story) => {
    disputed(story).records('nerys', 'withdraw-request', WITHDRAWN).stands('request-withdrawn').owesNothing()
  }),

  walk('CWM-07', 'who has no part in the case, nor works for an agency that has, does not ask', (story) => {
    registered(story)
      .on('2026-03-18 10:00')
      .refuses('zed', 'ask-for-tier-1', 'no-tie', 'CWM-07', REQUEST)
      .onlyBy(['nerys', 'gareth', 'zoe', 'sian', 'cari'], 'ask-for-tier-1', REQUEST)
      // Zoe works for no agency of the case, and manages Hetty, who does.
      .records('zoe', 'ask-for-tier-1', REQUEST)
  }),

  walk('CWM-02', 'nor records an assessment', (story) => {
    tier1Requested(story).refuses('zed', 'record-assessment', 'no-tie', 'CWM-02')
  }),
]
