import assert from 'node:assert/strict'
import { lifeWalks } from '../life-events.ts'
import { endsFrom, reached } from '../stages.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { OUTLASTING } from './answers.ts'
import {
  actionsRunning,
  asked,
  deregistered,
  EVERY_STAGE,
  registered,
  tier1Held,
  tier1Plan,
  tier1Requested,
  tier2Plan,
  tier2Requested,
} from './given.ts'

const LEGAL = { 'begun-on': '2026-06-01', 'action-taken': 'Letter before proceedings.' }
const EMERGENCY = { 'used-on': '2026-06-01T21:00:00+01:00', 'what-was-done': 'Police protection overnight.' }
const OFF = { 'ended-on': '2026-06-01', 'why-ended': 'conference-decided' }
const CONFIRMED = { ...OFF, 'what-shows-it': 'The minutes; Perl enters it tomorrow.' }
const ASSESSMENT = { tool: 'neglect', 'done-on': '2026-05-28', 'lies-at': 'Document 12 of the file.' }
const WAYS_OFF = ['conference-decided', 'left-the-area', 'turned-18', 'died', 'another-reason']
const TOOLS = [
  'maraf',
  'seraf',
  'exploitation-guidance',
  'neglect',
  'risky-behaviour',
  'chronology',
  'dash',
  'ifst',
  'pams',
  'parenting',
  'vulnerability-and-resilience',
  'ric',
  'aim2',
  'school-risk',
  'safety-plan',
]
const AWAY = { 'outside-agency': 'A school over the border', 'taken-to': ['school'] }

const without = (answers: object, question: string) =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => id !== question))

/** What is open at every stage, the numbers, and what the document says of itself. */
export const ALWAYS: readonly Walk[] = [
  ...EVERY_STAGE.flatMap(([stage, soFar]) => [
    walk(
      'CWM-02, CWM-14, CWM-16, CWM-34',
      `at ${stage} tools, legal action, an emergency and outside agencies are recorded`,
      (story) => {
        soFar(story)
          .on('2026-06-01 09:00')
          .records('sian', 'record-assessment', ASSESSMENT)
          .records('tegan', 'record-legal-action', LEGAL)
          .records('sian', 'record-emergency', { ...EMERGENCY, 'used-on': '2026-05-31T21:00:00+01:00' })
          .records('tegan', 'escalate-non-engagement', AWAY)
          .stands(stage)
      },
    ),
    walk('CWM-14, CWM-15', `at ${stage} a Service Manager confirms the end before the files tell of it`, (story) => {
      soFar(story)
        .on('2026-06-01 09:00')
        .records('morgan', 'confirm-deregistration', CONFIRMED)
        .told('process-ended-with-registration', 'sian', 'tegan', 'morgan', 'iris')
        .stands('deregistered')
        .owesNothingBut(...OUTLASTING)
    }),
    walk(
      'CWM-14, CWM-15',
      `at ${stage} the end of the registration ends the process and what is owed but for reports`,
      (story) => {
        registered(soFar(story), '2025-07-28', null, '2026-06-01')
          .on('2026-06-01 09:00')
          .refuses('morgan', 'record-deregistration', 'on-plan', 'CWM-14', OFF)
          .refuses('tegan', 'confirm-deregistration', 'wrong-role', 'CWM-14', CONFIRMED)
        deregistered(story)
          .records('morgan', 'record-deregistration', OFF)
          .told('process-ended-with-registration', 'sian', 'tegan', 'morgan', 'iris')
          .stands('deregistered')
          .owesNothingBut(...OUTLASTING)
      },
    ),
  ]),

  walk('CWM-02', 'fifteen tools, with the day and where the assessment lies', (story) => {
    tier1Plan(story)
    for (const tool of TOOLS) story.records('nerys', 'record-assessment', { ...ASSESSMENT, tool })
    assert.equal(TOOLS.length, 15)
    story.hasOptions('record-assessment', 'tool', ...TOOLS)
    for (const question of Object.keys(ASSESSMENT)) {
      story.refuses('nerys', 'record-assessment', 'unanswered', null, without(ASSESSMENT, question))
    }
    story
      .refuses('perl', 'record-assessment', 'wrong-role', 'CWM-02', ASSESSMENT)
      .records('nerys', 'record-assessment', ASSESSMENT)
  }),

  walk('CWM-14, CWM-16', 'legal action is recorded with its day, by those who answer for it', (story) => {
    tier1Plan(story).refuses('sian', 'record-legal-action', 'wrong-role', 'CWM-14', LEGAL)
    for (const question of Object.keys(LEGAL)) {
      story.refuses('tegan', 'record-legal-action', 'unanswered', null, without(LEGAL, question))
    }
    story.records('max', 'record-legal-action', LEGAL)
  }),

  walk('CWM-04, CWM-14', 'an emergency is acted on first and recorded after', (story) => {
    tier1Plan(story).on('2026-06-02 09:00').refuses('nerys', 'record-emergency', 'wrong-role', 'CWM-04', EMERGENCY)
    for (const question of Object.keys(EMERGENCY)) {
      story.refuses('sian', 'record-emergency', 'unanswered', null, without(EMERGENCY, question))
    }
    story.records('sian', 'record-emergency', EMERGENCY).stands('tier-1-plan')
    assert.match(story.protocol.steps.find(({ id }) => id === 'record-emergency')?.warning ?? '', /^Act first/)
  }),

  walk('CWM-14, CWM-15', 'the end of the registration is recorded with day and reason', (story) => {
    deregistered(tier1Plan(story))
      .on('2026-06-01 09:00')
      .refuses('sian', 'record-deregistration', 'wrong-role', 'CWM-14', OFF)
    for (const question of Object.keys(OFF)) {
      story.refuses('tegan', 'record-deregistration', 'unanswered', null, without(OFF, question))
    }
    story
      .hasOptions('record-deregistration', 'why-ended', ...WAYS_OFF)
      .hasOptions('confirm-deregistration', 'why-ended', ...WAYS_OFF)
  }),

  ...WAYS_OFF.map((why) =>
    walk('CWM-14, CWM-15', `it ends the process whatever its reason: ${why}`, (story) => {
      tier1Plan(story)
        .on('2026-06-01 09:00')
        .records('morgan', 'confirm-deregistration', { ...CONFIRMED, 'why-ended': why })
        .stands('deregistered')
    }),
  ),

  walk('CWM-15', 'a child who has moved away: the case is handed over to the new area at once', (story) => {
    const told = { 'new-area': 'Another County, the duty manager.', 'handed-on': 'The plan, Tier 1, and what is owed.' }
    tier1Plan(story)
      .on('2026-06-01 09:00')
      .records('morgan', 'confirm-deregistration', { ...CONFIRMED, 'why-ended': 'left-the-area' })
      .stands('deregistered')
      .owes('tegan', 'case-to-be-handed-over', '2026-06-01')
      .on('2026-06-02 09:00')
      .overdue('case-to-be-handed-over', 'morgan')
      .needsEach('sian', 'hand-over', told)
      .onlyBy(['sian', 'tegan', 'morgan', 'max'], 'hand-over', told)
      .records('sian', 'hand-over', told)
      .met('case-to-be-handed-over', 'late')
  }),

  walk('CWM-15', 'moved by the files: handed over as well; ended otherwise: to nobody', (story) => {
    deregistered(tier1Plan(story))
      .on('2026-06-01 09:00')
      .records('morgan', 'record-deregistration', { ...OFF, 'why-ended': 'left-the-area' })
      .owes('tegan', 'case-to-be-handed-over', '2026-06-01')
  }),

  walk('CWM-15', 'ended by a conference: nobody is to be told in another area', (story) => {
    deregistered(tier1Plan(story))
      .on('2026-06-01 09:00')
      .records('morgan', 'record-deregistration', OFF)
      .owesNo('case-to-be-handed-over')
  }),

  walk('CWM-14, CWM-15', 'a child whose process never began leaves nothing to close', (story) => {
    registered(story, '2025-07-28', '2026-05-01').on('2026-05-05 09:00').owesNo('close-with-the-registration')
  }),

  walk('CWM-14, CWM-15', 'nobody records it: the files tell, and it is owed', (story) => {
    tier1Plan(story).owesNo('close-with-the-registration')
    registered(story, '2025-07-28', '2026-05-01')
      .on('2026-05-05 09:00')
      .owes('tegan', 'close-with-the-registration', '2026-05-11')
      .on('2026-05-12 09:00')
      .overdue('close-with-the-registration', 'morgan')
      .records('tegan', 'record-deregistration', OFF)
      .stands('deregistered')
  }),

  walk(
    'CWM-34',
    'an agency from outside that does not engage is taken to the partner agency, and the result recorded',
    (story) => {
      tier2Requested(story)
        .on('2026-06-01 09:00')
        .refuses('sian', 'escalate-non-engagement', 'wrong-role', 'CWM-34', AWAY)
      for (const question of Object.keys(AWAY)) {
        story.refuses('tegan', 'escalate-non-engagement', 'unanswered', null, without(AWAY, question))
      }
      story
        .records('tegan', 'escalate-non-engagement', AWAY)
        .owes('tegan', 'engagement-to-be-answered', '2026-06-15')
        .on('2026-06-16 09:00')
        .overdue('engagement-to-be-answered', 'morgan')
        .refuses('sian', 'record-engagement', 'wrong-role', 'CWM-34', { result: 'They come.' })
        .refuses('tegan', 'record-engagement', 'unanswered', null)
        .records('tegan', 'record-engagement', { result: 'They come.' })
        .met('engagement-to-be-answered', 'late')
    },
  ),

  walk('CWM-19', 'a case still open 6 months after Tier 1 is reviewed', (story) => {
    const why = { 'why-still-open': 'Legal process took four months.' }
    tier2Plan(story)
      .owes('tegan', 'six-months-after-tier-1', '2026-10-01')
      .on('2026-10-02 09:00')
      .overdue('six-months-after-tier-1', 'morgan')
      .refuses('sian', 'review-after-six-months', 'wrong-role', 'CWM-19', why)
      .refuses('tegan', 'review-after-six-months', 'unanswered', null)
      .records('tegan', 'review-after-six-months', why)
      .met('six-months-after-tier-1', 'late')
  }),

  walk('CWM-19', 'what the group talks about, and how the six months are read, is said', (story) => {
    assert.deepEqual(story.protocol.meetings.find(({ id }) => id === 'quality-group')?.agenda, [
      'Numbers of Tier 1 meetings, and cases still open 6 months after Tier 1',
      'Outcome reports of supervision events',
      'Progress of their actions',
    ])
    assert.match(
      story.protocol.duties.find(({ id }) => id === 'six-months-after-tier-1')?.reading ?? '',
      /Both are done/,
    )
  }),

  walk('CWM-08, CWM-10, CWM-13, CWM-18, CWM-21', 'each sees the case while it is theirs to see', (story) => {
    asked(story)
      .sees('those-of-the-case')
      .sees('senior-managers')
      .sees('the-event')
      .sees('the-lead-who-decides', 'hywel')
    story
      .on('2026-03-23 15:00')
      .records('hywel', 'decide-request', { reasons: 'I agree.' }, 'agreed')
      .sees('the-lead-who-decides')
      .sees('those-of-the-case', 'cari', 'nerys', 'sian', 'tegan', 'iris')
      .sees('senior-managers', 'morgan', 'max')
      .records('morgan', 'confirm-deregistration', { ...CONFIRMED, 'ended-on': '2026-03-23' })
      .sees('those-of-the-case')
      .sees('senior-managers')
  }),

  walk('CWM-25, CWM-26, CWM-31', 'the event opens it to those who run it, and the end closes it again', (story) => {
    actionsRunning(story)
      .sees('the-event', 'bethan', 'quentin', 'fflur', 'ffion')
      .on('2026-06-01 09:00')
      .records('morgan', 'confirm-deregistration', CONFIRMED)
      .sees('the-event')
  }),

  // What the document says of itself

  walk(
    'CWM-01, CWM-03, CWM-35',
    'beside the national procedures, for all of the register, by both councils: readings tell so',
    (story) => {
      for (const row of ['CWM-01', 'CWM-03', 'CWM-35']) assert.ok(reads(story, row), row)
    },
  ),

  walk('CWM-21', 'a Principal Manager is given the role of Service Manager, and a reading tells so', (story) => {
    assert.ok(reads(story, 'CWM-21'))
  }),

  walk('CWM-01', 'the reviews of the plan are no part of it: what files tell of them changes nothing here', (story) => {
    const owed = tier1Held(story, 'revised-plan').view.duties.map(({ id }) => id)
    assert.ok(owed.every((id) => !id.includes('review conference')))
  }),

  walk(
    'CWM-33',
    'the chart can be drawn: from the start every stage is reached, and from every stage an end',
    (story) => {
      const { protocol } = story
      assert.deepEqual([...reached(protocol)].sort(), [...protocol.stages.keys()].sort())
      for (const stage of protocol.stages.keys()) assert.ok(endsFrom(protocol, stage), `${stage} has no way out`)
      assert.ok(reads(story, 'CWM-33'))
    },
  ),

  walk(
    'CWM-36',
    'owner, version, the version before and the day of review are told, and the day has passed',
    (story) => {
      const { source, version } = story.protocol
      assert.deepEqual(
        [source.owner, version, source.issued, source.reviewDue],
        ['Challenging Cases Task Group', '2017.12', '2017-12', '2019-12'],
      )
      assert.ok(
        story.protocol.readings.some(({ cites, reading }) => cites.includes('CWM-36') && /March 2017/.test(reading)),
      )
    },
  ),
]

function reads({ protocol }: Story, row: string): boolean {
  return protocol.readings.some(({ cites }) => cites.includes(row))
}

export const LIFE: readonly Walk[] = lifeWalks({
  owing: ['transfer out', 'case closed'],
  others: ['transfer in', 'plan ended', 'turned 18', 'death', 'became looked after', 'no longer looked after'],
  soFar: tier1Requested,
  by: 'tegan',
  told: 'morgan',
  may: ['tegan', 'morgan', 'max'],
  closes: null,
  days: ['2026-03-24', '2026-03-31', '2026-04-01'],
})

/** Before any file tells of it. */
export const OFF_THE_REGISTER: readonly Walk[] = (['plan ended', 'turned 18', 'death'] as const).map((event) =>
  walk('PRA-04, CWM-14, CWM-15', `${event}, as somebody records: closing it is owed`, (story) => {
    tier1Requested(story)
      .on('2026-03-24 09:00')
      .lives(event)
      .owes('tegan', 'close-with-the-registration', '2026-03-31')
      .on('2026-04-01 09:00')
      .overdue('close-with-the-registration', 'morgan')
      .livesOn(event)
      .owesNo('close-with-the-registration')
  }),
)
