import assert from 'node:assert/strict'
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
    tier1Called(story).told('tier-1-invitation', 'cari', 'nerys', ...POSTS_OF_THE_CASE)
    const meeting = story.protocol.meetings.find(({ id }) => id === 'tier-1-review')
    assert.deepEqual(meeting?.invites, ['core-group', ...POSTS])
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
    assert.deepEqual(sent?.nobody, [{ kind: 'of-case', role: 'rehabilitation-manager' }])
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
        .records('tegan', 'hold-tier-1', TIER_1, 'tier-2')
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
    story.hasHeadings('tier-1-report', ...TEMPLATE)
    story
      .sees('senior-managers', 'morgan', 'max')
      .on('2026-04-08 09:00')
      .refuses('sian', 'send-report', 'wrong-role', 'CWM-18', { 'to-whom': ['morgan', 'iris'] })
      .refuses('tegan', 'send-report', 'unanswered', null)
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
]
