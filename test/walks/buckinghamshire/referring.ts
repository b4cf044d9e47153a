import assert from 'node:assert/strict'
import { tellProtocol } from '../../../src/documents/drawing/draw.ts'
import { formatDay } from '../../../src/engine/calendar/day.ts'
import { postsChosen } from '../../../src/engine/pathway/chosen.ts'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { census, given, plan } from '../../../src/engine/watch/given.test-data.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { endsFrom, reached } from '../stages.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { AGREED, REFERRAL, referred, SAT } from './given.ts'

const start = (story: Story): Story => story
const CALLED: Answers = { 'sitting-on': '2026-03-04T10:00:00+00:00', 'sitting-why': 'He is missing.' }
const INVITED: Answers = {
  'invite-besides': ['substance-misuse', 'designated-doctor'],
  'legal-considered': 'legal-at-hand',
}
const LEGAL: Answers = { 'legal-considered': 'legal-at-hand' }
const PANEL = ['chloe', 'dev', 'cara', 'pia', 'hal', 'ed', 'yves', 'lena']
const NOT_TAKEN: Answers = { 'why-not-taken-on': 'The core group has not been asked yet.' }
const SIGNALS = [
  'neglect-over-18-months',
  'care-order-not-made',
  'high-risk-adolescent',
  'distant-placement',
  'many-placements',
  'multiple-complex-needs',
]

export const REFERRING: readonly Walk[] = [
  only(
    'BUC-01, BUC-02, BUC-06, BUC-22',
    'who is responsible for a case refers it',
    start,
    'refer-to-the-panel',
    ['sian', 'tegan', 'nerys', 'paul'],
    REFERRAL,
  ),

  walk('BUC-01, BUC-02, BUC-06, BUC-07, BUC-22', 'what is asked, and what only then', (story) => {
    const step = 'refer-to-the-panel'
    story
      .hasOptions(step, 'which-hold', 'not-engaging', 'harm-to-them', 'harm-to-others')
      .hasOptions(step, 'existing-process', 'child-protection', 'looked-after', 'care-programme', 'another')
      .hasOptions(
        step,
        'criteria',
        'neglect',
        'no-care-order',
        'high-risk-adolescent',
        'distant-placement',
        'complex-needs',
        'another',
      )
      .hasOptions(step, 'invite-besides', 14)
      .refuses('sian', step, 'unanswered', 'BUC-01', { ...REFERRAL, 'which-hold': ['not-engaging'] })
      .refuses('sian', step, 'not-asked', 'BUC-01', { ...REFERRAL, 'what-was-tried': 'x' })
      .refuses('sian', step, 'unanswered', 'BUC-02', { ...REFERRAL, 'existing-process': ['looked-after', 'another'] })
      .refuses('sian', step, 'not-asked', 'BUC-02', { ...REFERRAL, 'existing-other': 'x' })
      .refuses('sian', step, 'unanswered', 'BUC-22', { ...REFERRAL, criteria: ['neglect'] })
      .refuses('sian', step, 'not-asked', 'BUC-22', { ...REFERRAL, 'area-manager-view': 'x' })
      .refuses('sian', step, 'unanswered', 'BUC-22', { ...REFERRAL, criteria: ['another'] })
      .refuses('sian', step, 'not-asked', 'BUC-22', { ...REFERRAL, 'like-what-else': 'x' })
      .records('sian', step, {
        ...REFERRAL,
        'which-hold': ['not-engaging'],
        'what-was-tried': 'Letters, calls, visits by three services.',
        criteria: ['neglect', 'another'],
        'area-manager-view': 'No specialist assessment.',
        'like-what-else': 'Homeless.',
        'existing-process': ['child-protection', 'looked-after', 'another'],
        'existing-other': 'A youth rehabilitation order.',
        'invite-besides': ['panel-legal'],
        'invite-others': 'The football coach.',
      })
      .stands('referred')
      .made('referral')
  }),

  walk('BUC-02', 'the allocated worker stays, and the warning says so', ({ protocol }) => {
    const refers = protocol.steps.find(({ id }) => id === 'refer-to-the-panel')
    assert.match(refers?.warning ?? '', /responsibility does not change/)
  }),

  walk('BUC-06', 'the chair and the business unit are told', (story) => {
    referred(story)
      .told('referral-made', 'chloe', 'bea')
      .owes('bea', 'invitations-to-be-sent', '2026-03-05')
      .on('2026-03-06 09:00')
      .overdue('invitations-to-be-sent', 'chloe')
  }),

  walk('BUC-06', 'invitations are owed no later than the sitting to which they invite', (story) => {
    story
      .sitting('panel', '2026-03-03')
      .on('2026-03-02 10:00')
      .records('sian', 'refer-to-the-panel', REFERRAL)
      .owes('bea', 'invitations-to-be-sent', '2026-03-03')
  }),

  only('BUC-06, BUC-07', 'who sends the invitations', referred, 'send-invitations', ['bea', 'chloe'], LEGAL),

  walk('BUC-06, BUC-07', 'standing members, the worker and the manager are invited; legal is considered', (story) => {
    const neither = { ...INVITED, 'legal-considered': 'legal-not' }
    referred(story)
      .hasOptions('send-invitations', 'invite-besides', 14)
      .hasOptions('send-invitations', 'legal-considered', 'legal-there', 'legal-at-hand', 'legal-not')
      .refuses('bea', 'send-invitations', 'unanswered', 'BUC-07', neither)
      .refuses('bea', 'send-invitations', 'unanswered', 'BUC-07')
      .refuses('bea', 'send-invitations', 'not-asked', 'BUC-07', { ...INVITED, 'legal-why': 'x' })
      .records('bea', 'send-invitations', {
        ...neither,
        'invite-others': 'The coach.',
        'legal-why': 'Asked beforehand.',
      })
      .met('invitations-to-be-sent')
      .told('invitation', 'cara', 'pia', 'hal', 'ed', 'yves', 'lena', 'sian', 'tegan', 'suki')
  }),

  walk(
    'BUC-06, BUC-07',
    'who comes for this case alone is told and sees it; a post that nobody holds is said',
    (story) => {
      referred(story).sees('invited-see-the-case')
      story.records('bea', 'send-invitations', INVITED).sees('invited-see-the-case', 'suki')
      const [panel] = story.protocol.meetings
      assert.ok(panel !== undefined)
      const posts = ['substance-misuse', 'designated-doctor']
      assert.deepEqual(postsChosen(panel, story.view, story.protocol), posts)
      const sent = story.view.notices.find(({ id }) => id === 'invitation')
      assert.deepEqual(sent?.nobody, [{ kind: 'role', role: 'designated-doctor' }])
      const there = { sat: Object.assign({}, SAT['sat'], { 'substance-misuse': 'present' }) }
      story.on('2026-03-11 15:00').records('chloe', 'agree-shared-plan', { ...AGREED, ...there })
      story.sees('invited-see-the-case', 'suki')
      story.records('bea', 'send-invitations', LEGAL).sees('invited-see-the-case')
    },
  ),

  walk('BUC-06, BUC-07', 'who comes for this case sees it no more once it is closed', (story) => {
    referred(story).records('bea', 'send-invitations', INVITED)
    story.records('chloe', 'close-as-overtaken', { change: 'moved', 'change-shown': 'x' }).sees('invited-see-the-case')
  }),

  walk('BUC-07', 'who stands, who is considered; it sees its cases', (story) => {
    const [panel] = story.protocol.meetings
    assert.deepEqual(panel?.needs, [
      'panel-social-care',
      'panel-police',
      'panel-health',
      'panel-education',
      'panel-youth-offending',
    ])
    story.sees('panel-sees-its-cases')
    referred(story).sees('panel-sees-its-cases', ...['chloe', 'dev', 'cara', 'pia', 'hal', 'ed', 'yves', 'lena', 'bea'])
    story.records('chloe', 'close-as-overtaken', { change: 'moved', 'change-shown': 'x' }).sees('panel-sees-its-cases')
  }),

  walk('BUC-05', 'the panel meets monthly, and considers the case at its next sitting', (story) => {
    const [panel] = story.protocol.meetings
    assert.deepEqual([panel?.everyMonths, panel?.agenda.length], [1, 4])
    referred(story)
      .owes('chloe', 'first-sitting', '2026-03-11')
      .on('2026-03-12 09:00')
      .overdue('first-sitting', 'dev')
      .on('2026-04-08 09:00')
      .records('chloe', 'do-not-take-on', NOT_TAKEN)
      .owesNo('first-sitting')
  }),

  walk('BUC-05', 'within a month, where none is planned', (story) => {
    story
      .on('2026-03-02 10:00')
      .records('sian', 'refer-to-the-panel', REFERRAL)
      .owes('chloe', 'first-sitting', '2026-04-02')
  }),

  only('BUC-28', 'the chair or the deputy may call one sooner', referred, 'call-a-sitting', ['chloe', 'dev'], CALLED),

  walk(
    'BUC-05, BUC-07, BUC-28',
    'a sitting that is called sooner is planned, and those who sit there and the worker are told',
    (story) => {
      const decision = referred(story).on('2026-03-04 09:00').tries('chloe', 'call-a-sitting', CALLED)
      assert.ok(decision.ok)
      const planned = decision.effects.flatMap((each) =>
        each.kind === 'sitting' ? [[each.meeting, formatDay(each.on)]] : [],
      )
      assert.deepEqual(planned, [['panel', '2026-03-04']])
      story
        .records('chloe', 'call-a-sitting', CALLED)
        .told('sitting-called', ...PANEL, 'bea', 'sian', 'tegan')
        .records('bea', 'send-invitations', INVITED)
        .records('chloe', 'call-a-sitting', CALLED)
        .told('sitting-called', ...PANEL, 'bea', 'sian', 'tegan', 'suki')
    },
  ),

  walk('BUC-28', 'no sitting is called for a day that is past', (story) => {
    const past = { ...CALLED, 'sitting-on': '2026-03-01T10:00:00+00:00' }
    referred(story).on('2026-03-04 09:00').refuses('chloe', 'call-a-sitting', 'bad-answer', 'BUC-28', past)
  }),

  walk('BUC-28', 'the first sitting decides, also not to take it on', (story) => {
    referred(story)
      .refuses('chloe', 'do-not-take-on', 'no-sitting', 'BUC-28', NOT_TAKEN)
      .says('chloe', 'do-not-take-on', NOT_TAKEN, /first sitting decides/)
      .on('2026-03-11 15:00')
      .onlyBy(['chloe', 'dev'], 'do-not-take-on', NOT_TAKEN)
      .needsEach('chloe', 'do-not-take-on', NOT_TAKEN)
      .records('dev', 'do-not-take-on', NOT_TAKEN)
      .made('not-taken-on')
      .stands('not-taken-on')
      .told('not-taken-on', 'sian')
  }),

  walk('BUC-28', 'whoever referred hears of it, besides the worker', (story) => {
    story
      .sitting('panel', '2026-03-11')
      .on('2026-03-11 09:00')
      .records('nerys', 'refer-to-the-panel', REFERRAL)
      .records('chloe', 'do-not-take-on', NOT_TAKEN)
      .told('not-taken-on', 'nerys', 'sian')
  }),

  walk('BUC-22', 'what files show only suggests', (story) => {
    story
      .facts(given(census('2026-03-31'), { facts: [plan('2024-03-01')] }).history(0))
      .on('2026-04-01 09:00')
      .stands(null)
    assert.deepEqual(
      story.protocol.triggers.map(({ id, opens, suggests }) => [id, opens, suggests?.startsWith('Consider')]),
      SIGNALS.map((id) => [id, null, true]),
    )
  }),

  walk('BUC-26', 'the chart can be drawn, and every stage has a way out', ({ protocol }) => {
    const stages = [...protocol.stages.keys()]
    assert.deepEqual([...reached(protocol)].sort(), [...stages].sort())
    for (const stage of stages) assert.ok(endsFrom(protocol, stage), `${stage} has no way out`)
    const chart = tellProtocol(protocol)
    for (const { title } of [...protocol.stages.values(), ...protocol.steps]) assert.ok(chart.includes(title), title)
  }),

  readings({ 'BUC-14': 1, 'BUC-22': 1, 'BUC-26': 1, 'BUC-28': 1 }),

  walk('BUC-28', 'updated on 6 November 2019, with no day of review', ({ protocol }) => {
    assert.deepEqual([protocol.source.issued, protocol.source.reviewDue], ['2019-11-06', 'none given'])
  }),
]
