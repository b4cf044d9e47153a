import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Walk, walk } from '../walk.ts'
import { INVITATIONS, POSTS, REVIEW, TEMPLATE, TIER_1, TIER_2, there } from './answers.ts'
import { POSTS_OF_THE_CASE, tier1Called, tier1Held, tier1Requested, tier2Requested } from './given.ts'

const AGENDA = [
  /^Welcome/,
  /^The case/,
  /partners.*plan and the assessments/,
  /Risks.*do not co-operate/,
  /Outcome.*plan updated/,
  /family is told/,
]

/** The meeting of Tier 1, and what follows from it whatever its outcome. */
export const TIER_ONE: readonly Walk[] = [
  walk('CWM-10', 'the core group and the eight posts are invited to Tier 1, and never the family', (story) => {
    tier1Called(story).told('tier-1-invitation', 'cari', 'nerys', 'gwen', ...POSTS_OF_THE_CASE)
    const meeting = story.protocol.meetings.find(({ id }) => id === 'tier-1-review')
    assert.deepEqual(meeting?.always, ['team-manager'])
    assert.deepEqual(meeting.invites, ['core-group', ...POSTS.slice(1)])
    assert.deepEqual(meeting.never, ['The family'])
    assert.match(meeting.reading ?? '', /line managers/)
  }),

  walk('CWM-09, CWM-10, CWM-11', 'without the invitations there is no Tier 1, and nobody else calls it', (story) => {
    tier1Requested(story)
      .on('2026-03-24 09:00')
      .refuses('tegan', 'hold-tier-1', 'needs-earlier', 'CWM-10', TIER_1, 'tier-2')
      .refuses('tom', 'convene-tier-1', 'not-the-own', 'CWM-10', INVITATIONS)
      .refuses('nerys', 'convene-tier-1', 'wrong-role', 'CWM-10', INVITATIONS)
      .records('tegan', 'convene-tier-1', INVITATIONS)
  }),

  walk('CWM-11', 'legal is invited where that was found right, and the police not where it was not', (story) => {
    tier1Called(story).told('legal-invitation', 'lena').notTold('police-invitation')
  }),

  walk('CWM-11', 'and at Tier 2 the other way about', (story) => {
    const police = { ...INVITATIONS, 'legal-invited': false, 'police-invited': true }
    tier2Requested(story).records('tegan', 'convene-tier-2', police).told('police-invitation', 'petra')
    assert.equal(story.view.notices.filter(({ id }) => id === 'legal-invitation').length, 1)
  }),

  walk('CWM-10', 'a post that nobody holds for this case shows as such', (story) => {
    tier1Called(story.nobodyIs('rehabilitation-manager'))
    const sent = story.view.notices.find(({ id }) => id === 'tier-1-invitation')
    assert.deepEqual(sent?.nobody, [
      { kind: 'managers-of', role: 'core-group' },
      { kind: 'of-case', role: 'rehabilitation-manager' },
    ])
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
      const both = { ...TIER_1, combined: true, 'attendance-of-both': there() }
      story
        .refuses('tegan', 'hold-tier-1', 'not-asked', null, both, 'tier-2')
        .records('tegan', 'hold-tier-1', { ...TIER_1, dissent: 'Sian: it is too early.' }, 'tier-2')
        .met('tier-1-as-agreed')
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
      .records('sian', 'try-parents', { tried: 'Nobody at home, a letter left; again on Tuesday.' })
      .owes('tegan', 'parents-to-be-told', '2026-04-10')
      .records('sian', 'update-parents', {
        'reached-on': '2026-04-02T09:20:00+01:00',
        'told-how': 'The mother, on the doorstep.',
      })
      .met('parents-to-be-told')
      .on('2026-04-08 09:00')
      .records('tegan', 'convene-tier-2', INVITATIONS)
      .on('2026-04-15 10:00')
      .records('morgan', 'hold-tier-2', TIER_2, 'revised-plan')
      .owes('tegan', 'reviewing-officer-to-be-told', '2026-04-22')
      .owes('tegan', 'parents-to-be-told', '2026-04-22')
      .on('2026-04-23 09:00')
      .overdue('reviewing-officer-to-be-told', 'morgan')
      .overdue('parents-to-be-told', 'morgan')
  }),

  walk('CWM-18', 'the chair reports on the template, every heading of it filled', (story) => {
    tier1Held(story, 'tier-2').made('tier-1-report').told('tier-1-outcome', 'morgan', 'iris')
    assert.deepEqual(story.missingIn('tier-1-report'), [])
    story.hasHeadings('tier-1-report', ...TEMPLATE)
    story
      .sees('senior-managers', 'morgan', 'max')
      .owes('iris', 'tier-1-report-to-be-received', '2026-04-10')
      .owes('morgan', 'tier-1-report-to-be-received', '2026-04-10')
      .on('2026-04-08 09:00')
      .refuses('tegan', 'confirm-report', 'not-the-own', 'CWM-18')
      .records('morgan', 'confirm-report')
      .met('tier-1-report-to-be-received')
      .owes('iris', 'tier-1-report-to-be-received', '2026-04-10')
  }),

  walk('CWM-18', 'a report that nobody confirms is told of to the chair', (story) => {
    tier1Held(story, 'tier-2').on('2026-04-13 09:00').overdue('tier-1-report-to-be-received', 'tegan')
  }),

  walk('CWM-18', 'without a Service Manager of the case every one of them has it', (story) => {
    tier1Held(story.nobodyIs('service-manager'), 'tier-2').told('tier-1-outcome', 'morgan', 'max', 'iris')
  }),

  walk('CWM-12', 'each action is owed by whom it was given to, by its day, at either tier', (story) => {
    const done = { done: 'Two visits a week since Monday.' }
    tier1Held(story, 'tier-2')
      .owes('sian', 'tier-1-action-to-be-done', '2026-04-10')
      .refuses('tegan', 'record-action', 'not-the-own', 'CWM-12', done)
      .on('2026-04-13 09:00')
      .overdue('tier-1-action-to-be-done', 'tegan')
      .refuses('sian', 'record-action', 'unanswered', null)
      .records('sian', 'record-action', done)
      .met('tier-1-action-to-be-done', 'late')
      .records('tegan', 'convene-tier-2', INVITATIONS)
      .on('2026-04-15 10:00')
      .records(
        'morgan',
        'hold-tier-2',
        {
          ...TIER_2,
          actions: [{ action: 'One chronology', owner: 'nerys', 'by-when': '2026-05-01' }],
        },
        'tier-3',
      )
      .owes('nerys', 'tier-2-action-to-be-done', '2026-05-01')
      .refuses('sian', 'record-action', 'not-the-own', 'CWM-12', done)
      .on('2026-05-05 09:00')
      .overdue('tier-2-action-to-be-done', 'morgan')
      .records('nerys', 'record-action', done)
      .met('tier-2-action-to-be-done', 'late')
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
      assert.match(JSON.stringify(decision.refusals), /"posts":\["police-sergeant","school-lead"\]/)
      story
        .refuses('tegan', 'hold-tier-1', 'none-of', 'CWM-20', together(there('police-sergeant')), 'tier-2')
        .says('tegan', 'hold-tier-1', together(there('police-sergeant')), /apart/, 'tier-2')
        .refuses('tegan', 'hold-tier-1', 'unanswered', null, { ...rest, combined: true }, 'tier-2')
        .records('tegan', 'hold-tier-1', together(there()), 'tier-2')
        .stands('tier-2-requested')
      const meeting = story.protocol.meetings.find(({ id }) => id === 'combined-review')
      assert.deepEqual(new Set([...(meeting?.always ?? []), ...(meeting?.needs ?? [])]), new Set(POSTS))
      assert.match(meeting?.reading ?? '', /Appendix 2/)
    },
  ),

  walk('CWM-20', 'nobody declares the police or the chair to have no part in it', (story) => {
    const { attendance: _, ...rest } = TIER_1
    tier1Called(story).on('2026-04-01 10:00')
    for (const post of ['team-manager', 'police-sergeant']) {
      const posts = { ...there(), [post]: 'not involved' }
      const both = { ...rest, combined: true, 'attendance-of-both': posts }
      story.refuses('tegan', 'hold-tier-1', 'bad-answer', null, both, 'tier-2')
    }
  }),

  walk('CWM-10', 'no Tier 1 before the day it is called for', (story) => {
    tier1Called(story)
      .on('2026-03-31 10:00')
      .refuses('tegan', 'hold-tier-1', 'before-day', 'CWM-10', TIER_1, 'tier-2')
      .says('tegan', 'hold-tier-1', TIER_1, /called for a later day/, 'tier-2')
  }),

  walk('CWM-12', 'no Tier 1 without its chair, whoever else was there', (story) => {
    const held = (is: string): Answers => ({ ...TIER_1, attendance: { ...there(), 'team-manager': is } })
    tier1Called(story)
      .on('2026-04-01 10:00')
      .refuses('tegan', 'hold-tier-1', 'none-of', 'CWM-12', held('absent'), 'tier-2')
      .says('tegan', 'hold-tier-1', held('absent'), /Team Manager, who is there/, 'tier-2')
      .refuses('tegan', 'hold-tier-1', 'bad-answer', null, held('not involved'), 'tier-2')
  }),

  walk('CWM-18', 'somebody whom nobody knows here is written down all the same, at either tier', (story) => {
    const other = { 'others-there': [{ name: 'Dr Away', 'part-in-it': 'Hospital over the border' }] }
    tier1Called(story)
      .on('2026-04-01 10:00')
      .records('tegan', 'hold-tier-1', { ...TIER_1, ...other }, 'tier-2')
      .shows('tier-1-report', 'others-there')
      .records('tegan', 'convene-tier-2', INVITATIONS)
      .records('morgan', 'hold-tier-2', { ...TIER_2, ...other }, 'tier-3')
      .shows('tier-2-report', 'others-there')
  }),

  walk('CWM-20', 'held apart, an empty chair stops nothing', (story) => {
    tier1Called(story)
      .on('2026-04-01 10:00')
      .refuses('tegan', 'hold-tier-1', 'unanswered', null, REVIEW, 'tier-2')
      .records('tegan', 'hold-tier-1', { ...TIER_1, attendance: there('police-sergeant') }, 'tier-2')
      .stands('tier-2-requested')
  }),
]
