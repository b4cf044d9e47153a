import assert from 'node:assert/strict'
import { dataset, given, plan, review } from '../../../src/engine/watch/given.test-data.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { CORE_GROUP_ASKS, HELD_LATE, INVITATIONS, REQUEST, TIER_1 } from './answers.ts'
import {
  asked,
  disputed,
  longRegistered,
  notRegistered,
  refused,
  registered,
  tier1Plan,
  tier1Requested,
  tier2Requested,
} from './given.ts'

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

/** The start that asks nobody, and the end of the registration, as files tell of them. */
export const BY_ITSELF: readonly Walk[] = [
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
        .overdue('tier-1-in-time', 'morgan')
        .records('tegan', 'convene-tier-1', INVITATIONS)
        .on('2026-04-10 10:00')
        .records('tegan', 'hold-tier-1', { ...TIER_1, ...HELD_LATE }, 'revised-plan')
        .met('tier-1-in-time', 'late')
    },
  ),

  walk(
    'CWM-06, CWM-09',
    'the trigger is noted in a process that runs already, and no second Tier 1 is owed',
    (story) => {
      known(story, '2026-03-02', [['2024-12-16']]).records('cari', 'ask-as-core-group', CORE_GROUP_ASKS)
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
        .overdue('automatic-start-to-be-noted', 'morgan')
        .refuses('hywel', 'note-automatic-start', 'wrong-role', 'CWM-06', { 'met-on': '2026-03-24' })
        .records('tegan', 'note-automatic-start', { 'met-on': '2026-03-24' })
        .stands('tier-1-requested')
        .owesNo('answer-the-request')
        .owesNo('answer-the-refusal')
        .owesNo('settle-the-dispute')
        .owes('tegan', 'tier-1-by-itself-meanwhile', '2026-04-09')
        .on('2026-04-10 09:00')
        .overdue('tier-1-by-itself-meanwhile', 'morgan')
    }),
  ),

  ...(
    [
      [
        'CWM-09',
        'tier-1-as-asked',
        (story) => registered(story).on('2026-03-23 10:00').records('cari', 'ask-as-core-group', CORE_GROUP_ASKS),
      ],
      ['CWM-08, CWM-09', 'tier-1-as-agreed', tier1Requested],
      [
        'CWM-06, CWM-09',
        'tier-1-by-itself-meanwhile',
        (story) =>
          longRegistered(story)
            .on('2026-03-24 09:00')
            .records('tegan', 'open-automatic-start', { 'met-on': '2026-03-16' }),
      ],
      ['CWM-13', 'parents-to-be-told', tier1Plan],
      ['CWM-21', 'tier-2-in-time', tier2Requested],
    ] satisfies readonly (readonly [string, string, (story: Story) => Story])[]
  ).map(([rows, duty, soFar]) =>
    walk(rows, `nobody is chased for ${duty} once the registration has ended`, (story) => {
      registered(soFar(story), '2024-12-16', '2026-04-03')
        .on('2026-04-07 09:00')
        .owesNo(duty)
        .lapsed(duty, 'plan-ended')
    }),
  ),

  walk(
    'CWM-06, CWM-09',
    'nobody has to write it down: the Team Manager calls Tier 1 as soon as files tell',
    (story) => {
      known(story, '2026-03-23', [['2024-12-16']])
        .stands('tier-1-requested')
        .owes('tegan', 'tier-1-in-time', '2026-04-08')
        .refuses('nerys', 'ask-for-tier-1', 'already-open', 'CWM-05', REQUEST)
        .records('tegan', 'convene-tier-1', INVITATIONS)
        .told('tier-1-asked-for', 'tegan', 'iris')
        .on('2026-04-01 10:00')
        .records('tegan', 'hold-tier-1', TIER_1, 'revised-plan')
        .met('tier-1-in-time')
    },
  ),

  walk(
    'CWM-06, CWM-08, CWM-09',
    'no request made before it, nor a refusal, puts off what started by itself',
    (story) => {
      known(story, '2026-03-02', [['2024-12-16']])
        .records('nerys', 'ask-for-tier-1', REQUEST)
        .stands('asked-for')
      known(story, '2026-03-23', [['2024-12-16']])
        .stands('tier-1-requested')
        .owes('tegan', 'tier-1-in-time', '2026-04-08')
        .owesNo('answer-the-request')
        .refuses('hywel', 'decide-request', 'wrong-stage', 'CWM-08', { reasons: 'It is working.' }, 'refused')
        .records('tegan', 'convene-tier-1', INVITATIONS)
    },
  ),

  walk('CWM-06, CWM-08, CWM-09', 'a request that was refused waits no longer once 15 months have come', (story) => {
    known(story, '2026-03-02', [['2024-12-16']])
      .records('nerys', 'ask-for-tier-1', REQUEST)
      .on('2026-03-03 09:00')
      .records('hywel', 'decide-request', { reasons: 'It is working.' }, 'refused')
      .stands('request-refused')
    known(story, '2026-03-31', [['2024-12-16']])
      .stands('tier-1-requested')
      .owes('tegan', 'tier-1-in-time', '2026-04-16')
      .on('2026-04-17 09:00')
      .overdue('tier-1-in-time', 'morgan')
      .refuses('nerys', 'accept-refusal', 'wrong-stage', 'CWM-08')
  }),

  walk('CWM-06, CWM-09', 'once a request has ended refused, 15 months still owe Tier 1', (story) => {
    known(story, '2026-03-02', [['2024-12-16']])
      .records('nerys', 'ask-for-tier-1', REQUEST)
      .on('2026-03-03 09:00')
      .records('hywel', 'decide-request', { reasons: 'It is working.' }, 'refused')
      .records('nerys', 'accept-refusal')
      .stands('refusal-accepted')
    known(story, '2026-03-31', [['2024-12-16']])
      .owes('tegan', 'tier-1-in-time', '2026-04-16')
      .on('2026-04-17 09:00')
      .overdue('tier-1-in-time', 'morgan')
  }),

  walk('CWM-06, CWM-09', 'the end of the registration ends what an automatic start owes', (story) => {
    known(story, '2026-03-17', [['2024-12-16']])
      .startsByItself('plan-not-ending', '2026-03-16')
      .owes('tegan', 'tier-1-in-time', '2026-03-31')
    known(story, '2026-03-30', [['2024-12-16', '2026-03-27']]).owesNo('tier-1-in-time')
    story.lapsed('tier-1-in-time', 'plan-ended')
  }),

  walk('CWM-06, CWM-09', 'the Team Manager records that it has started by itself, and nobody agrees to it', (story) => {
    registered(story).on('2026-03-24 09:00')
    story.refuses('tegan', 'open-automatic-start', 'trigger-not-met', 'CWM-06', { 'met-on': '2026-03-24' })
    longRegistered(story)
      .refuses('nerys', 'open-automatic-start', 'wrong-role', 'CWM-06', { 'met-on': '2026-03-16' })
      .records('tegan', 'open-automatic-start', { 'met-on': '2026-03-16' })
      .stands('tier-1-requested')
      .owes('tegan', 'tier-1-by-itself-meanwhile', '2026-04-09')
      .owesNo('tier-1-in-time')
  }),

  walk(
    'CWM-06, CWM-09',
    'time on the register of another area counts, where the Team Manager says what shows it',
    (story) => {
      const elsewhere = {
        'other-area': 'Another County',
        'there-from': '2024-12-02',
        'there-until': '2025-07-28',
        'shown-by': 'The minutes of the transfer conference: registered here the same day.',
      }
      notRegistered(story)
        .on('2026-03-18 09:00')
        .refuses('tegan', 'open-with-time-elsewhere', 'not-on-plan', 'CWM-06', elsewhere)
      registered(story)
        .on('2026-03-24 09:00')
        .refuses('nerys', 'open-with-time-elsewhere', 'wrong-role', 'CWM-06', elsewhere)
        .onlyBy(['tegan'], 'open-with-time-elsewhere', elsewhere)
        .needsEach('tegan', 'open-with-time-elsewhere', elsewhere)
        .records('tegan', 'open-with-time-elsewhere', elsewhere)
        .stands('tier-1-requested')
        .owes('tegan', 'tier-1-by-itself-meanwhile', '2026-04-09')
    },
  ),

  ...(['placed-by-another-authority', 'never-registered'] as const).map((why) =>
    walk('CWM-04, CWM-06', `started from a wrong record (${why}), it is closed by a person who says why`, (story) => {
      known(story, '2026-03-17', [['2024-12-16']])
        .startsByItself('plan-not-ending', '2026-03-16')
        .refuses('tegan', 'set-aside', 'unanswered', null, { why })
        .refuses('tegan', 'set-aside', 'wrong-role', 'CWM-04', { why, explanation: 'The letter of January.' })
        .records('morgan', 'set-aside', { why, explanation: 'The letter of January.' })
        .stands('out-of-scope')
        .told('process-set-aside', 'tegan', 'iris', 'huw')
        .owesNo('tier-1-in-time')
    }),
  ),
]
