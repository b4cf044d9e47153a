import assert from 'node:assert/strict'
import { type Story, type Walk, walk } from '../walk.ts'
import { ARRANGED, CHOSEN, EVENT, INVITATIONS, PRINCIPLES, REFERRAL, SERIOUS, TIER_1, there } from './answers.ts'
import { acknowledged, arranged, facilitated, prepared, tier1Requested, tier3Requested } from './given.ts'

const without = (answers: object, question: string) =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => id !== question))

/** Whom the invitations to the event went to, each by itself. */
function invited(story: Story): readonly (readonly string[])[] {
  return story.view.notices.filter(({ id }) => id === 'event-invitation').map(({ to }) => to)
}

/** Tier 3: the Multi-Agency Supervision Event, arranged and held. */
export const EVENT_WALKS: readonly Walk[] = [
  walk('CWM-25', 'the business unit arranges the event with the chair and chooses the guests', (story) => {
    tier3Requested(story)
      .stands('tier-3-requested')
      .told('tier-3-referral', 'bethan', 'quentin')
      .owes('bethan', 'event-to-be-arranged', '2026-05-01')
      .owes('bethan', 'event-to-be-held', '2026-05-29')
      .sees('the-event', 'bethan', 'quentin')
      .refuses('quentin', 'arrange-event', 'wrong-role', 'CWM-25', ARRANGED)
      .refuses('bethan', 'arrange-event', 'needs-answer', 'CWM-25', { ...ARRANGED, 'agreed-with-chair': false })
    for (const question of Object.keys(ARRANGED)) {
      story.refuses('bethan', 'arrange-event', 'unanswered', null, without(ARRANGED, question))
    }
    story
      .records('bethan', 'arrange-event', ARRANGED)
      .met('event-to-be-arranged')
      .on('2026-06-01 09:00')
      .overdue('event-to-be-held', 'quentin')
    assert.deepEqual(invited(story), [['nerys'], ['cari']])
  }),

  walk('CWM-25', 'nobody arranges it: the chair is told', (story) => {
    tier3Requested(story).on('2026-05-05 09:00').overdue('event-to-be-arranged', 'quentin')
  }),

  walk('CWM-26', 'only the chair chooses, from the pool, and whoever is chosen may act', (story) => {
    arranged(story)
      .owes('quentin', 'facilitators-to-be-chosen', '2026-05-01')
      .refuses('bethan', 'choose-facilitators', 'wrong-role', 'CWM-26', CHOSEN)
      .refuses('quentin', 'choose-facilitators', 'bad-answer', null, { ...CHOSEN, facilitators: ['huw'] })
      .refuses('quentin', 'choose-facilitators', 'unanswered', null, without(CHOSEN, 'experience'))
      .on('2026-05-05 09:00')
      .overdue('facilitators-to-be-chosen', 'bethan')
      .records('quentin', 'choose-facilitators', CHOSEN)
      .met('facilitators-to-be-chosen', 'late')
      .sees('the-event', 'bethan', 'quentin', 'fflur', 'ffion')
  }),

  ...(
    [
      ['sian', 'allocated'],
      ['cari', 'core-group'],
      ['dilys', 'attended'],
      ['gwen', 'manages'],
    ] as const
  ).map(([person, tie]) =>
    walk('CWM-26', `${person} is no facilitator: ${tie}`, (story) => {
      tier1Requested(story)
        .on('2026-03-24 09:00')
        .records('tegan', 'convene-tier-1', INVITATIONS)
        .on('2026-04-01 10:00')
        .records(
          'tegan',
          'hold-tier-1',
          {
            ...TIER_1,
            ...SERIOUS,
            attendance: {
              ...there(),
              'school-lead': { is: 'present', who: 'dilys', instead: 'The lead is on leave.' },
            },
          },
          'tier-3',
        )
        .records('tegan', 'refer-to-tier-3', REFERRAL)
        .records('bethan', 'arrange-event', ARRANGED)
      const chosen = { ...CHOSEN, facilitators: ['fflur', person] }
      const decision = story.tries('quentin', 'choose-facilitators', chosen)
      assert.ok(!decision.ok)
      const refusal = decision.refusals.find(({ kind }) => kind === 'not-independent')
      assert.ok(refusal?.kind === 'not-independent' && refusal.person === person)
      assert.ok(
        refusal.ties.some(({ kind }) => kind === tie),
        JSON.stringify(refusal.ties),
      )
      story.refuses('quentin', 'choose-facilitators', 'not-independent', 'CWM-26', chosen)
    }),
  ),

  walk('CWM-26', 'whoever is written down as having been there has a tie, post or not', (story) => {
    const answers = { ...TIER_1, ...SERIOUS, attended: ['nerys', 'gwen'] }
    tier1Requested(story)
      .on('2026-03-24 09:00')
      .records('tegan', 'convene-tier-1', INVITATIONS)
      .on('2026-04-01 10:00')
      .refuses('tegan', 'hold-tier-1', 'bad-answer', null, { ...answers, attended: ['a stranger'] }, 'tier-3')
      .records('tegan', 'hold-tier-1', answers, 'tier-3')
      .records('tegan', 'refer-to-tier-3', REFERRAL)
      .refuses('quentin', 'choose-facilitators', 'not-independent', 'CWM-26', { ...CHOSEN, facilitators: ['gwen'] })
  }),

  walk('CWM-26', 'the chair of the group that hears the report does not choose themselves', (story) => {
    const chosen = { ...CHOSEN, facilitators: ['fflur', 'quentin'] }
    arranged(story)
      .refuses('quentin', 'choose-facilitators', 'chose-themselves', 'CWM-26', chosen)
      .says('quentin', 'choose-facilitators', chosen, /somebody else/)
  }),

  walk('CWM-26', 'the chair may choose again after facilitators have begun', (story) => {
    prepared(story).records('quentin', 'choose-facilitators', CHOSEN)
  }),

  walk('CWM-27', 'principles, confidence and a meeting of the facilitators come before the event', (story) => {
    const meeting = story.protocol.meetings.find(({ id }) => id === 'supervision-event')
    assert.match(meeting?.agenda[0] ?? '', /How we work together, what is kept in confidence/)
    facilitated(story)
      .on('2026-04-22 09:00')
      .refuses('bethan', 'agree-working-principles', 'not-the-own', 'CWM-27', PRINCIPLES)
      .refuses('fflur', 'agree-working-principles', 'unanswered', null, without(PRINCIPLES, 'principles'))
      .refuses('fflur', 'agree-working-principles', 'unanswered', null, without(PRINCIPLES, 'confidentiality'))
      .refuses('fflur', 'prepare-event', 'unanswered', null)
      .records('nerys', 'acknowledge-record')
      .records('cari', 'acknowledge-record')
      .records('fflur', 'acknowledge-record')
      .records('ffion', 'acknowledge-record')
      .on('2026-05-12 16:00')
      .refuses('fflur', 'hold-event', 'needs-earlier', 'CWM-27', EVENT)
      .records('fflur', 'prepare-event', { preparation: 'Who presents.' })
      .refuses('fflur', 'hold-event', 'needs-earlier', 'CWM-27', EVENT)
      .records('ffion', 'agree-working-principles', PRINCIPLES)
      .records('fflur', 'hold-event', EVENT)
  }),

  walk('CWM-27', 'nor is it held unprepared, though the principles stand', (story) => {
    facilitated(story)
      .on('2026-04-22 09:00')
      .records('ffion', 'agree-working-principles', PRINCIPLES)
      .refuses('fflur', 'hold-event', 'needs-earlier', 'CWM-27', EVENT)
  }),

  walk('CWM-25, CWM-26', 'no event without arranging it, nor without facilitators', (story) => {
    tier3Requested(story)
      .records('quentin', 'choose-facilitators', CHOSEN)
      .refuses('fflur', 'hold-event', 'needs-earlier', 'CWM-25', EVENT)
  }),

  walk('CWM-25, CWM-26', 'nor without facilitators', (story) => {
    arranged(story).refuses('fflur', 'hold-event', 'needs-earlier', 'CWM-26', EVENT)
  }),

  walk(
    'CWM-28, CWM-29',
    'the event has its four parts and a reflection, by the way of a child practice review',
    (story) => {
      acknowledged(story).on('2026-05-12 16:00').refuses('nerys', 'hold-event', 'not-the-own', 'CWM-28', EVENT)
      for (const question of [
        'attended',
        'presentation',
        'discussion',
        'practice-explored',
        'reflection',
        'agreed-actions',
      ]) {
        story.refuses('fflur', 'hold-event', 'unanswered', null, without(EVENT, question))
      }
      story.records('fflur', 'hold-event', EVENT).stands('event-held').met('event-to-be-held')
      const meeting = story.protocol.meetings.find(({ id }) => id === 'supervision-event')
      assert.match(meeting?.agenda.join('\n') ?? '', /presented.*discussed.*explored openly.*Actions agreed/s)
      assert.match(meeting?.reading ?? '', /child practice review/)
    },
  ),

  walk('CWM-25', 'nor is it held before the day it is arranged for', (story) => {
    acknowledged(story).on('2026-05-11 16:00').refuses('fflur', 'hold-event', 'before-day', 'CWM-25', EVENT)
  }),

  walk('CWM-28', 'an event that is not held is told of', (story) => {
    acknowledged(story)
      .owes('bethan', 'event-to-be-held', '2026-05-29')
      .on('2026-06-01 09:00')
      .overdue('event-to-be-held', 'quentin')
  }),

  walk(
    'CWM-29',
    'everybody invited is told that a court may see the record, and confirms it before the event',
    (story) => {
      arranged(story)
        .owes('nerys', 'acknowledge-before-event', '2026-04-27')
        .owes('cari', 'acknowledge-before-event', '2026-04-27')
        .on('2026-04-28 09:00')
        .overdue('acknowledge-before-event', 'bethan')
      assert.deepEqual(invited(story), [['nerys'], ['cari']])
      const { steps, notices, meetings } = story.protocol
      assert.match(steps.find(({ id }) => id === 'acknowledge-record')?.warning ?? '', /evidence in court/)
      assert.match(notices.find(({ id }) => id === 'event-invitation')?.says ?? '', /evidence in court/)
      assert.match(meetings.find(({ id }) => id === 'supervision-event')?.agenda[0] ?? '', /court may see/)
    },
  ),

  walk('CWM-29', 'until the last of them has, there is no event', (story) => {
    prepared(story)
      .on('2026-04-24 09:00')
      .records('nerys', 'acknowledge-record')
      .refuses('fflur', 'hold-event', 'duty-open', 'CWM-29', EVENT)
      .says('fflur', 'hold-event', EVENT, /confirms first/)
      .records('cari', 'acknowledge-record')
      .owesNo('acknowledge-before-event')
      .records('ffion', 'acknowledge-record')
      .refuses('fflur', 'hold-event', 'duty-open', 'CWM-29', EVENT)
      .says('fflur', 'hold-event', EVENT, /facilitators confirm/)
      .owes('fflur', 'facilitators-acknowledge', '2026-04-28')
      .on('2026-04-29 09:00')
      .overdue('facilitators-acknowledge', 'bethan')
      .records('fflur', 'acknowledge-record')
      .on('2026-05-12 16:00')
      .refuses('fflur', 'hold-event', 'bad-answer', 'CWM-29', { ...EVENT, attended: ['nerys', 'sal'] })
      .records('fflur', 'hold-event', EVENT)
  }),

  walk('CWM-30', "a matter for one person's employer is noted as passed on, and never told", (story) => {
    acknowledged(story).on('2026-05-12 16:00')
    const step = story.protocol.steps.find(({ id }) => id === 'hold-event')
    assert.match(step?.warning ?? '', /training or conduct.*own employer/)
    story
      .refuses('fflur', 'hold-event', 'unanswered', null, without(EVENT, 'passed-to-employer'))
      .refuses('fflur', 'hold-event', 'unanswered', null, { ...EVENT, 'passed-to-employer': true })
      .refuses('fflur', 'hold-event', 'not-asked', null, { ...EVENT, employers: ['school'] })
      .records('fflur', 'hold-event', { ...EVENT, 'passed-to-employer': true, employers: ['school'] })
  }),
]
