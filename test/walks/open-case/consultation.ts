import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { ADVICE, DUTY_ADVICE } from './given.ts'

/** Doubt, the supervisor, Central Duty: the same for every team that holds a case. */
export function consultationWalks(doubtful: (story: Story) => Story): readonly Walk[] {
  const withDuty = (story: Story): Story =>
    doubtful(story).on('2026-03-02 11:00').records('sasha', 'ask-the-supervisor', ADVICE, 'still-unsure')
  return [
    only(
      'OPN-04',
      'the worker or the supervisor records what the supervisor advised',
      doubtful,
      'ask-the-supervisor',
      ['sasha', 'sunil'],
      ADVICE,
      'concern',
    ),

    walk('OPN-04', 'the supervisor is asked on the same working day', (story) => {
      doubtful(story)
        .owes('sasha', 'supervisor-to-be-asked', '2026-03-02')
        .on('2026-03-03 09:00')
        .overdue('supervisor-to-be-asked', 'tamar')
    }),

    walk('OPN-04', 'the supervisor may say that it is one, or that it is none', (story) => {
      doubtful(story).records('sunil', 'ask-the-supervisor', ADVICE, 'concern').stands('threshold-met')
      story.met('supervisor-to-be-asked')
    }),

    walk('OPN-04', 'or that it is none', (story) => {
      doubtful(story).records('sasha', 'ask-the-supervisor', ADVICE, 'no-concern').stands('below-threshold')
    }),

    walk('OPN-04', 'who makes the contact at once need not ask any more', (story) => {
      doubtful(story)
    }),

    walk('OPN-04', 'still in doubt, Central Duty is asked and sees the child', (story) => {
      doubtful(story).notTold('central-duty-asked')
      story.sees('central-duty-advises')
      story.records('sasha', 'ask-the-supervisor', ADVICE, 'still-unsure').stands('with-central-duty')
      story
        .told('central-duty-asked', 'cedric')
        .sees('central-duty-advises', 'cedric')
        .owes('cedric', 'central-duty-to-answer', '2026-03-02')
        .on('2026-03-03 09:00')
        .overdue('central-duty-to-answer', 'tamar')
    }),

    only(
      'OPN-04',
      'the advice of Central Duty is recorded by Central Duty',
      withDuty,
      'answer-as-central-duty',
      ['cedric'],
      DUTY_ADVICE,
      'concern',
    ),

    walk('OPN-04', 'Central Duty says that it is one', (story) => {
      withDuty(story)
        .records('cedric', 'answer-as-central-duty', DUTY_ADVICE, 'concern')
        .made('consultation-record')
        .stands('threshold-met')
        .met('central-duty-to-answer')
        .told('advice-given', 'sasha', 'sunil')
        .sees('central-duty-advises')
    }),

    walk('OPN-04', 'or that it is none', (story) => {
      withDuty(story).records('cedric', 'answer-as-central-duty', DUTY_ADVICE, 'no-concern').stands('below-threshold')
    }),
  ]
}
