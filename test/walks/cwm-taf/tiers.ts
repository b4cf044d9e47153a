import assert from 'node:assert/strict'
import { type Walk, walk } from '../walk.ts'
import {
  CONFERENCE,
  FOUND,
  INVITATIONS,
  POSTS,
  REFERRAL,
  REVIEW,
  TIER_1,
  TIER_2,
  there,
  tier1Called,
  tier1Conference,
  tier1Held,
  tier1Plan,
  tier1Requested,
  tier2Called,
  tier2Conference,
  tier2Held,
  tier2Plan,
  tier2Requested,
  tier3Agreed,
  withLegal,
} from './given.ts'

const AGENDA = [
  /^Welcome/,
  /^The case/,
  /partners.*plan and the assessments/,
  /Risks.*do not co-operate/,
  /Outcome.*plan updated/,
  /family is told/,
]
const POSTS_OF_THE_CASE = ['tegan', 'sal', 'hetty', 'paul', 'prue', 'rhys', 'anwen', 'alun']

/** Tier 1 and Tier 2. */
export const TIERS: readonly Walk[] = [
  walk('CWM-10', 'the core group and the eight posts are invited to Tier 1, and never the family', (story) => {
    tier1Called(story).told('tier-1-invitation', 'cari', ...POSTS_OF_THE_CASE)
    const meeting = story.protocol.meetings.find(({ id }) => id === 'tier-1-review')
    assert.deepEqual(meeting?.invites, ['core-group', ...POSTS])
    assert.deepEqual(meeting.never, ['The family'])
    assert.match(meeting.reading ?? '', /line managers/)
  }),

  walk('CWM-09, CWM-10', 'without the invitations there is no Tier 1, and nobody else calls it', (story) => {
    tier1Requested(story)
      .on('2026-03-24 09:00')
      .refuses('tegan', 'hold-tier-1', 'needs-earlier', 'CWM-10', TIER_1, 'tier-2')
      .refuses('tom', 'convene-tier-1', 'not-the-own', 'CWM-10', INVITATIONS)
      .refuses('nerys', 'convene-tier-1', 'wrong-role', 'CWM-10', INVITATIONS)
      .records('tegan', 'convene-tier-1', INVITATIONS)
  }),

  walk('CWM-10', 'a post that nobody holds for this case shows as such', (story) => {
    tier1Called(story.nobodyIs('rehabilitation-manager')).nobodyFor('tier-1-invitation', 'rehabilitation-manager')
  }),

  ...(['legal-invited', 'legal-reason', 'police-invited', 'police-reason'] as const).flatMap((question) => [
    walk(
      'CWM-11',
      `legal and police are considered with a reason for each: not without ${question}, at Tier 1`,
      (story) => {
        const without = Object.fromEntries(Object.entries(INVITATIONS).filter(([id]) => id !== question))
        tier1Requested(story).refuses('tegan', 'convene-tier-1', 'unanswered', null, without)
        const meeting = story.protocol.meetings.find(({ id }) => id === 'tier-1-review')
        assert.deepEqual(meeting?.considers, ['legal-representative', 'police-representative'])
      },
    ),
    walk('CWM-11, CWM-21', `nor at Tier 2: ${question}`, (story) => {
      const without = Object.fromEntries(Object.entries(INVITATIONS).filter(([id]) => id !== question))
      tier2Requested(story)
        .refuses('tegan', 'convene-tier-2', 'unanswered', null, without)
        .records('tegan', 'convene-tier-2', INVITATIONS)
      const meeting = story.protocol.meetings.find(({ id }) => id === 'tier-2-review')
      assert.deepEqual(meeting?.considers, ['legal-representative', 'police-representative'])
    }),
  ]),

  walk('CWM-12', "chaired by the case's own Team Manager, to six items", (story) => {
    tier1Called(story)
      .on('2026-04-01 10:00')
      .refuses('tom', 'hold-tier-1', 'not-the-own', 'CWM-12', TIER_1, 'tier-2')
      .refuses('sian', 'hold-tier-1', 'wrong-role', 'CWM-12', TIER_1, 'tier-2')
      .refuses('morgan', 'hold-tier-1', 'wrong-role', 'CWM-12', TIER_1, 'tier-2')
      .records('tegan', 'hold-tier-1', TIER_1, 'tier-2')
    for (const tier of ['tier-1-review', 'tier-2-review']) {
      const agenda = story.protocol.meetings.find(({ id }) => id === tier)?.agenda ?? []
      assert.equal(agenda.length, AGENDA.length)
      for (const [i, item] of AGENDA.entries()) assert.match(agenda[i] ?? '', item)
    }
  }),

  walk(
    'CWM-09, CWM-10, CWM-12, CWM-13, CWM-18',
    'every question of the agenda and of the template is answered',
    (story) => {
      tier1Called(story).on('2026-04-01 10:00')
      for (const question of Object.keys(TIER_1)) {
        const without = Object.fromEntries(Object.entries(TIER_1).filter(([id]) => id !== question))
        story.refuses('tegan', 'hold-tier-1', 'unanswered', null, without, 'tier-2')
      }
      story.records('tegan', 'hold-tier-1', TIER_1, 'tier-2').met('tier-1-as-agreed')
    },
  ),

  walk('CWM-12', 'a plan that changed at Tier 1 or Tier 2 is to be updated', (story) => {
    tier1Held(story, 'tier-2')
      .owes('sian', 'plan-to-be-updated', '2026-04-10')
      .on('2026-04-13 09:00')
      .overdue('plan-to-be-updated', 'tegan')
      .records('sian', 'update-plan', { 'what-changed': 'Visits twice a week.' })
      .met('plan-to-be-updated', 'late')
      .owesNo('plan-to-be-updated')
      .records('tegan', 'convene-tier-2', INVITATIONS)
      .on('2026-04-15 10:00')
      .records('morgan', 'hold-tier-2', TIER_2, 'revised-plan')
      .owes('sian', 'plan-to-be-updated', '2026-04-22')
  }),

  walk('CWM-12', 'a plan that did not change is not', (story) => {
    tier1Called(story)
      .on('2026-04-01 10:00')
      .records('tegan', 'hold-tier-1', { ...TIER_1, 'plan-changed': false }, 'tier-2')
      .owesNo('plan-to-be-updated')
  }),

  walk('CWM-13', 'the reviewing officer and the parents are kept up to date after each meeting', (story) => {
    const told = { told: { when: '2026-04-02T09:00:00+01:00', with: 'iris' } }
    tier1Held(story, 'tier-2')
      .owes('tegan', 'reviewing-officer-to-be-told', '2026-04-10')
      .owes('tegan', 'parents-to-be-told', '2026-04-10')
      .on('2026-04-02 09:30')
      .records('sian', 'update-reviewing-officer', told)
      .met('reviewing-officer-to-be-told')
      .records('sian', 'update-parents', {
        told: { when: '2026-04-02T09:20:00+01:00', tried: 'nobody at home, letter left' },
      })
      .met('parents-to-be-told')
      .on('2026-04-08 09:00')
      .records('tegan', 'convene-tier-2', INVITATIONS)
      .on('2026-04-15 10:00')
      .records('morgan', 'hold-tier-2', TIER_2, 'revised-plan')
      .owes('tegan', 'reviewing-officer-to-be-told', '2026-04-22')
      .owes('tegan', 'parents-to-be-told', '2026-04-22')
      .on('2026-04-23 09:00')
      .overdue('reviewing-officer-to-be-told', ['morgan', 'max'])
      .overdue('parents-to-be-told', ['morgan', 'max'])
  }),

  walk('CWM-18', 'the chair reports on the template, every heading of it filled', (story) => {
    tier1Held(story, 'tier-2').made('tier-1-report').owes('tegan', 'report-to-be-sent', '2026-04-10')
    assert.deepEqual(story.missingIn('tier-1-report'), [])
    assert.equal(story.protocol.documents.find(({ id }) => id === 'tier-1-report')?.headings.length, 9)
    story
      .sees('senior-managers', 'morgan', 'max')
      .on('2026-04-08 09:00')
      .refuses('sian', 'send-report', 'not-the-own', 'CWM-18', { 'to-whom': ['morgan', 'iris'] })
      .records('tegan', 'send-report', { 'to-whom': ['morgan', 'iris'] })
      .met('report-to-be-sent')
  }),

  walk('CWM-18', 'an unsent report is told of', (story) => {
    tier1Held(story, 'tier-2').on('2026-04-13 09:00').overdue('report-to-be-sent', ['morgan', 'max'])
  }),

  walk(
    'CWM-20',
    'one meeting with the strategy meeting, only with everybody there whose agency is involved',
    (story) => {
      const { attendance: _, ...rest } = TIER_1
      const together = (posts: ReturnType<typeof there>) => ({ ...rest, combined: true, 'attendance-of-both': posts })
      tier1Called(story).on('2026-04-01 10:00')
      const decision = story.tries('tegan', 'hold-tier-1', together(there('police-sergeant', 'school-lead')), 'tier-2')
      assert.ok(!decision.ok)
      assert.match(JSON.stringify(decision.refusals), /"posts":\["school-lead","police-sergeant"\]/)
      story
        .refuses('tegan', 'hold-tier-1', 'none-of', 'CWM-20', together(there('police-sergeant')), 'tier-2')
        .says('tegan', 'hold-tier-1', together(there('police-sergeant')), /apart/, 'tier-2')
        .refuses('tegan', 'hold-tier-1', 'unanswered', null, { ...rest, combined: true }, 'tier-2')
        .records('tegan', 'hold-tier-1', together(there()), 'tier-2')
        .stands('tier-2-requested')
      const meeting = story.protocol.meetings.find(({ id }) => id === 'combined-review')
      assert.deepEqual(meeting?.needs, POSTS)
      assert.match(meeting.reading ?? '', /Appendix 2/)
    },
  ),

  walk('CWM-20', 'held apart, an empty chair stops nothing', (story) => {
    tier1Called(story)
      .on('2026-04-01 10:00')
      .refuses('tegan', 'hold-tier-1', 'unanswered', null, REVIEW, 'tier-2')
      .records('tegan', 'hold-tier-1', { ...TIER_1, attendance: there('police-sergeant') }, 'tier-2')
      .stands('tier-2-requested')
  }),

  // Outcome 1: a revised plan

  walk(
    'CWM-14',
    'a revised plan is reconsidered at the core group within 6 weeks, the Team Manager in the chair',
    (story) => {
      tier1Plan(story)
        .stands('tier-1-plan')
        .owes('tegan', 'tier-1-plan-to-be-reconsidered', '2026-05-13')
        .refuses('sian', 'reconsider-tier-1-plan', 'wrong-role', 'CWM-14', FOUND, 'reduced')
        .refuses('tegan', 'reconsider-tier-1-plan', 'unanswered', null, {}, 'reduced')
        .on('2026-05-13 18:00')
        .notOverdue('tier-1-plan-to-be-reconsidered')
        .on('2026-05-14 09:00')
        .overdue('tier-1-plan-to-be-reconsidered', ['morgan', 'max'])
    },
  ),

  ...(
    [
      ['reduced', 'closed'],
      ['partly-reduced', 'tier-2-requested'],
      ['no-change', 'tier-2-requested'],
      ['worse', 'tier-2-requested'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-14', `the revised plan of Tier 1, found ${outcome}, leads to ${stage}`, (story) => {
      tier1Plan(story)
        .on('2026-05-06 10:00')
        .records('tegan', 'reconsider-tier-1-plan', FOUND, outcome)
        .met('tier-1-plan-to-be-reconsidered')
        .stands(stage)
      if (stage === 'tier-2-requested') story.owes('tegan', 'tier-2-in-time', '2026-05-20')
      else story.owesNo('six-months-after-tier-1')
    }),
  ),

  walk('CWM-14, CWM-17', 'found worse, and clearly very serious: from there to Tier 3', (story) => {
    tier1Plan(story)
      .on('2026-05-06 10:00')
      .records('tegan', 'reconsider-tier-1-plan', FOUND, 'worse')
      .records('tegan', 'refer-to-tier-3', {
        ...REFERRAL,
        'risk-clearly-very-serious': true,
        reason: 'Found alone at night.',
      })
      .stands('tier-3-requested')
  }),

  // Outcome 2: the conference again

  walk('CWM-15', 'the conference is reconvened, for barriers and for changes to the plan', (story) => {
    tier1Conference(story)
      .stands('tier-1-conference')
      .owes('tegan', 'tier-1-conference-to-be-held', '2026-05-13')
      .refuses('tegan', 'record-tier-1-conference', 'unanswered', null, { barriers: 'None.' }, 'reduced')
      .refuses('tegan', 'record-tier-1-conference', 'unanswered', null, { 'how-the-plan-changes': 'So.' }, 'reduced')
      .refuses('sian', 'record-tier-1-conference', 'wrong-role', 'CWM-15', CONFERENCE, 'reduced')
      .on('2026-05-14 09:00')
      .overdue('tier-1-conference-to-be-held', ['morgan', 'max'])
      .stands('tier-1-conference')
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['plan-changed', 'tier-1-plan'],
      ['no-change', 'tier-2-requested'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-15', `the conference of Tier 1 that ends ${outcome} leads to ${stage}`, (story) => {
      tier1Conference(story)
        .on('2026-04-22 10:00')
        .records('tegan', 'record-tier-1-conference', CONFERENCE, outcome)
        .met('tier-1-conference-to-be-held')
        .stands(stage)
      if (stage === 'tier-1-plan') story.owes('tegan', 'tier-1-plan-to-be-reconsidered', '2026-06-03')
    }),
  ),

  // Outcome 3: Tier 2, legal process, or both

  walk('CWM-16', 'Tier 2 only once Tier 1 was held', (story) => {
    const why = { 'why-now': 'It cannot wait.' }
    tier1Requested(story)
      .refuses('tegan', 'escalate-to-tier-2', 'needs-earlier', 'CWM-16', why)
      .says('tegan', 'escalate-to-tier-2', why, /Tier 1 first/)
      .refuses('tegan', 'convene-tier-2', 'wrong-stage', 'CWM-21', INVITATIONS)
      .refuses('morgan', 'hold-tier-2', 'wrong-stage', 'CWM-21', TIER_2, 'tier-3')
  }),

  ...[tier1Plan, tier1Conference, withLegal].map((soFar) =>
    walk('CWM-16', `after it, Tier 2 need not wait: ${soFar.name}`, (story) => {
      soFar(story)
        .on('2026-04-08 09:00')
        .refuses('tegan', 'escalate-to-tier-2', 'unanswered', null)
        .refuses('sian', 'escalate-to-tier-2', 'wrong-role', 'CWM-16', { 'why-now': 'It cannot wait.' })
        .records('tegan', 'escalate-to-tier-2', { 'why-now': 'It cannot wait.' })
        .stands('tier-2-requested')
        .owes('tegan', 'tier-2-in-time', '2026-04-22')
    }),
  ),

  walk('CWM-16, CWM-21', 'Tier 2 alone begins no legal process', (story) => {
    tier2Requested(story)
      .stands('tier-2-requested')
      .owesNo('legal-process-to-begin')
      .owesNo('legal-process-alone-to-begin')
  }),

  walk('CWM-16', 'Tier 2 and legal process together', (story) => {
    tier1Held(story, 'tier-2-and-legal')
      .stands('tier-2-requested')
      .owes('tegan', 'legal-process-to-begin', '2026-04-10')
      .on('2026-04-13 09:00')
      .overdue('legal-process-to-begin', ['morgan', 'max'])
      .records('tegan', 'record-legal-action', {
        'begun-on': '2026-04-13',
        'action-taken': 'Letter before proceedings.',
      })
      .met('legal-process-to-begin', 'late')
      .stands('tier-2-requested')
  }),

  walk('CWM-16', 'legal process alone, looked at again every 6 weeks until it has a result', (story) => {
    const stands = { 'how-it-stands': 'The court sits in May.' }
    withLegal(story)
      .stands('with-legal')
      .owes('tegan', 'legal-process-alone-to-begin', '2026-04-10')
      .owes('tegan', 'legal-process-to-be-reviewed', '2026-05-13')
      .on('2026-04-13 09:00')
      .overdue('legal-process-alone-to-begin', ['morgan', 'max'])
      .on('2026-05-14 09:00')
      .overdue('legal-process-to-be-reviewed', ['morgan', 'max'])
      .records('tegan', 'review-legal-process', stands, 'still-running')
      .stands('with-legal')
      .owes('tegan', 'legal-process-to-be-reviewed', '2026-06-25')
      .refuses('tegan', 'review-legal-process', 'unanswered', null, {}, 'reduced')
      .refuses('sian', 'review-legal-process', 'wrong-role', 'CWM-16', stands, 'reduced')
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['tier-2', 'tier-2-requested'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-16', `legal process, found ${outcome}, leads to ${stage}`, (story) => {
      withLegal(story)
        .on('2026-05-06 09:00')
        .records('tegan', 'review-legal-process', { 'how-it-stands': 'An order was made.' }, outcome)
        .stands(stage)
        .owesNo('legal-process-to-be-reviewed')
    }),
  ),

  // Outcome 4: Tier 3 at once

  walk(
    'CWM-17',
    'straight to Tier 3 where the risk is clearly very serious, with the reason, by the chair of Tier 1',
    (story) => {
      const serious = { ...REFERRAL, 'risk-clearly-very-serious': true, reason: 'Two injuries in a week.' }
      tier1Held(story, 'tier-3')
        .stands('tier-3-agreed')
        .owes('tegan', 'referral-to-be-sent', '2026-04-10')
        .refuses('tegan', 'refer-to-tier-3', 'none-of', 'CWM-17', REFERRAL)
        .says('tegan', 'refer-to-tier-3', REFERRAL, /clearly very serious/)
        .refuses('tegan', 'refer-to-tier-3', 'unanswered', null, { ...serious, reason: '' })
        .refuses('morgan', 'refer-to-tier-3', 'not-the-own', 'CWM-17', serious)
        .on('2026-04-13 09:00')
        .overdue('referral-to-be-sent', 'huw')
        .records('tegan', 'refer-to-tier-3', serious)
        .stands('tier-3-requested')
        .met('referral-to-be-sent', 'late')
    },
  ),

  walk('CWM-16, CWM-17', 'where it is not so serious after all, Tier 2 is next', (story) => {
    tier1Held(story, 'tier-3')
      .records('tegan', 'escalate-to-tier-2', { 'why-now': 'The injuries were explained.' })
      .stands('tier-2-requested')
      .lapsed('referral-to-be-sent', 'left-stage')
  }),

  // Tier 2

  walk('CWM-21', 'Tier 2 within 10 working days, over Easter, called by the Team Manager', (story) => {
    tier2Requested(story)
      .told('tier-2-asked-for', 'tegan', 'morgan', 'max', 'iris')
      .owes('tegan', 'tier-2-in-time', '2026-04-17')
      .refuses('morgan', 'convene-tier-2', 'wrong-role', 'CWM-21', INVITATIONS)
      .refuses('morgan', 'hold-tier-2', 'needs-earlier', 'CWM-21', TIER_2, 'tier-3')
      .on('2026-04-20 09:00')
      .overdue('tier-2-in-time', ['morgan', 'max'])
  }),

  walk(
    'CWM-10, CWM-21',
    'the Tier 1 list, a Service or Principal Manager and a Police Inspector are invited',
    (story) => {
      tier2Called(story).told('tier-2-invitation', 'cari', ...POSTS_OF_THE_CASE, 'morgan', 'max', 'ivor')
      const meeting = story.protocol.meetings.find(({ id }) => id === 'tier-2-review')
      assert.deepEqual(meeting?.invites, ['core-group', ...POSTS, 'service-manager', 'police-inspector'])
      assert.deepEqual(meeting.never, ['The family'])
      story
        .on('2026-04-15 10:00')
        .refuses('tegan', 'hold-tier-2', 'wrong-role', 'CWM-21', TIER_2, 'tier-3')
        .records('max', 'hold-tier-2', TIER_2, 'tier-3')
        .met('tier-2-in-time')
    },
  ),

  walk('CWM-12, CWM-13, CWM-18, CWM-21, CWM-24', 'Tier 2 answers the same agenda', (story) => {
    tier2Called(story).on('2026-04-15 10:00')
    for (const question of Object.keys(TIER_2)) {
      const without = Object.fromEntries(Object.entries(TIER_2).filter(([id]) => id !== question))
      story.refuses('morgan', 'hold-tier-2', 'unanswered', null, without, 'tier-3')
    }
    story.records('morgan', 'hold-tier-2', TIER_2, 'tier-3')
  }),

  walk('CWM-22', 'after Tier 2 a Service or Principal Manager chairs the core group, again within 6 weeks', (story) => {
    tier2Plan(story)
      .stands('tier-2-plan')
      .owes('morgan', 'tier-2-plan-to-be-reconsidered', '2026-05-27')
      .refuses('tegan', 'reconsider-tier-2-plan', 'wrong-role', 'CWM-22', FOUND, 'reduced')
      .on('2026-05-28 09:00')
      .overdue('tier-2-plan-to-be-reconsidered', 'huw')
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['partly-reduced', 'tier-3-agreed'],
      ['no-change', 'tier-3-agreed'],
      ['worse', 'tier-3-agreed'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-14, CWM-22', `the revised plan of Tier 2, found ${outcome}, leads to ${stage}`, (story) => {
      tier2Plan(story)
        .on('2026-05-20 10:00')
        .records('morgan', 'reconsider-tier-2-plan', FOUND, outcome)
        .met('tier-2-plan-to-be-reconsidered')
        .stands(stage)
    }),
  ),

  walk('CWM-22', 'nor is the conference lost after Tier 2', (story) => {
    tier2Conference(story)
      .stands('tier-2-conference')
      .owes('morgan', 'tier-2-conference-to-be-held', '2026-05-27')
      .refuses('tegan', 'record-tier-2-conference', 'wrong-role', 'CWM-22', CONFERENCE, 'reduced')
      .on('2026-05-28 09:00')
      .overdue('tier-2-conference-to-be-held', 'huw')
  }),

  ...(
    [
      ['reduced', 'closed'],
      ['plan-changed', 'tier-2-plan'],
      ['no-change', 'tier-3-agreed'],
    ] as const
  ).map(([outcome, stage]) =>
    walk('CWM-15, CWM-22', `the conference of Tier 2 that ends ${outcome} leads to ${stage}`, (story) => {
      tier2Conference(story)
        .on('2026-04-29 10:00')
        .records('morgan', 'record-tier-2-conference', CONFERENCE, outcome)
        .met('tier-2-conference-to-be-held')
        .stands(stage)
    }),
  ),

  walk('CWM-23', 'Tier 3 only once Tier 2 was held', (story) => {
    tier2Requested(story)
      .refuses('tegan', 'refer-to-tier-3', 'none-of', 'CWM-23', REFERRAL)
      .says('tegan', 'refer-to-tier-3', REFERRAL, /Tier 2 first/)
    tier2Called(story)
      .on('2026-04-15 10:00')
      .records('morgan', 'hold-tier-2', TIER_2, 'tier-3')
      .records('morgan', 'refer-to-tier-3', REFERRAL)
      .stands('tier-3-requested')
  }),

  walk('CWM-24', 'the chair of Tier 2 sends two documents to two recipients', (story) => {
    tier3Agreed(story)
      .made('tier-2-report')
      .owes('morgan', 'report-to-be-sent', '2026-04-22')
      .owes('morgan', 'referral-to-be-sent', '2026-04-22')
      .refuses('tegan', 'refer-to-tier-3', 'not-the-own', 'CWM-24', REFERRAL)
      .refuses('tegan', 'send-report', 'not-the-own', 'CWM-24', { 'to-whom': ['huw', 'iris'] })
      .on('2026-04-17 09:00')
      .records('morgan', 'send-report', { 'to-whom': ['huw', 'iris'] })
      .records('morgan', 'refer-to-tier-3', REFERRAL)
      .made('tier-3-referral')
      .told('tier-3-referral', 'bethan', 'quentin')
      .owesNo('report-to-be-sent')
      .owesNo('referral-to-be-sent')
    assert.deepEqual(story.missingIn('tier-2-report'), [])
    assert.match(story.protocol.steps.find(({ id }) => id === 'send-report')?.reading ?? '', /next senior manager/)
  }),

  walk('CWM-24', 'a referral that is not sent is told of', (story) => {
    tier3Agreed(story).on('2026-04-23 09:00').overdue('referral-to-be-sent', 'huw')
  }),

  walk('CWM-14, CWM-15', 'closed, nothing is owed any more and nothing recorded', (story) => {
    tier1Plan(story).on('2026-05-06 10:00').records('tegan', 'reconsider-tier-1-plan', FOUND, 'reduced').owesNothing()
    assert.ok(story.view.offers.every(({ step }) => step.at.kind === 'start'))
    story.refuses('tegan', 'convene-tier-2', 'ended', null, INVITATIONS)
  }),
]
void tier2Held
