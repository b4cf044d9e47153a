import assert from 'node:assert/strict'
import { dataset, given, plan, review } from '../../../src/engine/watch/given.test-data.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { INVITATIONS, REQUEST, TIER_1 } from './answers.ts'
import { asked, disputed, longRegistered, notRegistered, refused, registered, tier1Requested } from './given.ts'

const ROUTES: readonly (readonly [person: string, step: string, stage: string])[] = [
  ['nerys', 'ask-for-tier-1', 'asked-for'],
  ['sian', 'ask-for-tier-1', 'asked-for'],
  ['cari', 'ask-as-core-group', 'tier-1-requested'],
]

/** What files tell that were written on a day: plans, and reviews held. */
function known(
  story: Story,
  written: string,
  plans: readonly Parameters<typeof plan>[],
  reviews: readonly string[] = [],
): Story {
  const facts = [...plans.map((each) => plan(...each)), ...reviews.map((on) => review(on))]
  return story.facts(given(dataset(written), { facts }).history(0)).on(`${written} 09:00`)
}

function startsOn(story: Story): readonly (readonly [standing: string, day: string])[] {
  return story.view.triggers
    .filter(({ occasion }) => occasion.trigger.id === 'plan-not-ending')
    .map(({ occasion, standing }) => [
      standing,
      new Date((occasion.certain ?? occasion.possible) * 86_400_000).toISOString().slice(0, 10),
    ])
}

/** The three routes in, and who is turned away. */
export const STARTING: readonly Walk[] = [
  ...ROUTES.map(([person, step, stage]) =>
    walk(
      'CWM-01, CWM-03, CWM-05, CWM-07',
      `${person} may ${step} on the first day of a plan, and says what is not working`,
      (story) => {
        registered(story, '2026-03-02')
          .on('2026-03-02 16:00')
          .offers(step)
          .refuses(person, step, 'unanswered', null, { ...REQUEST, 'not-reducing': '' })
          .records(person, step, REQUEST)
          .stands(stage)
        assert.equal(story.holds('not-reducing'), REQUEST['not-reducing'])
      },
    ),
  ),

  ...ROUTES.map(([person, step]) =>
    walk('CWM-04', `${person} is told what to do instead, where ${step} is not for this child`, (story) => {
      const wording = story.protocol.steps.find(({ id }) => id === step)
      assert.match(wording?.warning ?? '', /emergency procedures at once/)
      const danger = { ...REQUEST, 'danger-now': true }
      const elsewhere = { ...REQUEST, 'placed-here-by-another-authority': true }
      registered(story)
        .on('2026-03-18 10:00')
        .refuses(person, step, 'needs-answer', 'CWM-04', danger)
        .says(person, step, danger, /emergency/)
        .refuses(person, step, 'needs-answer', 'CWM-04', elsewhere)
        .says(person, step, elsewhere, /placed the child/)
    }),
  ),

  ...ROUTES.map(([person, step, stage]) =>
    walk(
      'CWM-03, CWM-04',
      `${step} is for the register, looked-after or not: a plan for care and support alone is refused`,
      (story) => {
        notRegistered(story)
          .on('2026-03-18 10:00')
          .refuses(person, step, 'not-on-plan', 'CWM-04', REQUEST)
          .refuses(person, step, 'not-on-plan', 'CWM-03', REQUEST)
          .says(person, step, REQUEST, /child protection procedures/)
        registered(story, '2024-01-08', '2026-03-10', '2026-03-18').refuses(
          person,
          step,
          'not-on-plan',
          'CWM-04',
          REQUEST,
        )
        registered(story, '2026-03-16').records(person, step, REQUEST).stands(stage)
      },
    ),
  ),

  walk('CWM-05', 'as well as years after the registration', (story) => {
    registered(story, '2021-03-01')
      .on('2026-03-18 10:00')
      .records('nerys', 'ask-for-tier-1', REQUEST)
      .stands('asked-for')
  }),

  walk('CWM-07, CWM-09', 'the core group goes straight to the Team Manager', (story) => {
    registered(story)
      .on('2026-03-23 10:00')
      .refuses('nerys', 'ask-as-core-group', 'wrong-role', 'CWM-07', REQUEST)
      .records('cari', 'ask-as-core-group', REQUEST)
      .stands('tier-1-requested')
      .told('tier-1-asked-for', 'tegan', 'iris')
      .owes('tegan', 'tier-1-as-asked', '2026-04-08')
      .on('2026-04-09 09:00')
      .overdue('tier-1-as-asked', ['morgan', 'max'])
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
      .overdue('tier-1-as-agreed', ['morgan', 'max'])
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
        .owes('hywel', 'settle-the-dispute', '2026-04-08')
        .refuses('nerys', 'settle-dispute', 'wrong-role', 'CWM-08', settlement, outcome)
        .on('2026-04-09 09:00')
        .overdue('settle-the-dispute', ['morgan', 'max'])
        .on('2026-04-09 10:00')
        .records('hywel', 'settle-dispute', settlement, outcome)
        .stands(stage)
      if (outcome === 'agreed') story.owes('tegan', 'tier-1-as-agreed', '2026-04-23')
    }),
  ),

  walk('CWM-06', 'by itself at 15 months on the register, forecast before', (story) => {
    assert.deepEqual(startsOn(known(story, '2026-03-30', [['2025-01-20']])), [['to-come', '2026-04-20']])
    assert.deepEqual(startsOn(known(story, '2026-04-20', [['2025-01-20']])), [['met', '2026-04-20']])
  }),

  walk('CWM-06', 'or at the third review conference, where that is earlier', (story) => {
    const reviews = ['2025-04-10', '2025-10-02', '2026-03-12']
    assert.deepEqual(startsOn(known(story, '2026-03-30', [['2025-01-20']], reviews)), [['met', '2026-03-12']])
  }),

  walk('CWM-06', 'only while the child is still on the register, and a gap starts the count again', (story) => {
    const first: Parameters<typeof plan> = ['2025-01-20', '2026-04-13']
    assert.deepEqual(startsOn(known(story, '2026-05-05', [first])), [])
    assert.deepEqual(startsOn(known(story, '2026-05-05', [first, ['2026-04-27']])), [['to-come', '2027-07-27']])
  }),

  walk(
    'CWM-06, CWM-09',
    'started by itself, nobody is asked; ten working days from the later of met and noticed',
    (story) => {
      known(story, '2026-03-23', [['2024-12-16']])
        .startsByItself('plan-not-ending', '2026-03-16')
        .stands('tier-1-requested')
        .told('tier-1-asked-for', 'tegan', 'iris')
        .owes('tegan', 'tier-1-in-time', '2026-04-08')
        .owesNo('tier-1-as-asked')
        .owesNo('tier-1-as-agreed')
        .on('2026-04-09 09:00')
        .overdue('tier-1-in-time', ['morgan', 'max'])
        .records('tegan', 'convene-tier-1', INVITATIONS)
        .on('2026-04-10 10:00')
        .records('tegan', 'hold-tier-1', TIER_1, 'revised-plan')
        .met('tier-1-in-time', 'late')
    },
  ),

  walk(
    'CWM-06, CWM-09',
    'the trigger is noted in a process that runs already, and no second Tier 1 is owed',
    (story) => {
      known(story, '2026-03-02', [['2024-12-16']]).records('cari', 'ask-as-core-group', REQUEST)
      known(story, '2026-03-23', [['2024-12-16']])
        .owesNo('tier-1-in-time')
        .owes('tegan', 'tier-1-as-asked', '2026-03-16')
      assert.deepEqual(startsOn(story), [['met', '2026-03-16']])
    },
  ),

  ...[asked, refused, disputed].map((soFar) =>
    walk('CWM-06, CWM-08, CWM-09', `it asks nobody: a request that is ${soFar.name} waits no longer`, (story) => {
      soFar(story)
        .on('2026-03-24 09:00')
        .refuses('tegan', 'note-automatic-start', 'trigger-not-met', 'CWM-06', { 'met-on': '2026-03-24' })
      longRegistered(story)
        .owes('tegan', 'automatic-start-to-be-noted', '2026-03-16')
        .overdue('automatic-start-to-be-noted', ['morgan', 'max'])
        .refuses('hywel', 'note-automatic-start', 'wrong-role', 'CWM-06', { 'met-on': '2026-03-24' })
        .records('tegan', 'note-automatic-start', { 'met-on': '2026-03-24' })
        .stands('tier-1-requested')
        .owesNo('answer-the-request')
        .owesNo('answer-the-refusal')
        .owesNo('settle-the-dispute')
        .owes('tegan', 'tier-1-by-itself-meanwhile', '2026-04-09')
        .on('2026-04-10 09:00')
        .overdue('tier-1-by-itself-meanwhile', ['morgan', 'max'])
    }),
  ),

  walk('CWM-06, CWM-09', 'the end of the registration ends what an automatic start owes', (story) => {
    known(story, '2026-03-17', [['2024-12-16']])
      .startsByItself('plan-not-ending', '2026-03-16')
      .owes('tegan', 'tier-1-in-time', '2026-03-31')
    known(story, '2026-03-30', [['2024-12-16', '2026-03-27']]).owesNo('tier-1-in-time')
    story.lapsed('tier-1-in-time', 'plan-ended')
  }),

  ...(['placed-by-another-authority', 'never-registered'] as const).map((why) =>
    walk('CWM-04, CWM-06', `started from a wrong record (${why}), it is closed by a person who says why`, (story) => {
      known(story, '2026-03-17', [['2024-12-16']])
        .startsByItself('plan-not-ending', '2026-03-16')
        .refuses('tegan', 'set-aside', 'unanswered', null, { why })
        .refuses('sian', 'set-aside', 'wrong-role', 'CWM-04', { why, explanation: 'The letter of January.' })
        .records('tegan', 'set-aside', { why, explanation: 'The letter of January.' })
        .stands('out-of-scope')
        .owesNo('tier-1-in-time')
    }),
  ),
]
