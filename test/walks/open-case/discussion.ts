import { deepEqual } from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { DISCUSSED, ENQUIRY, PLANNED } from './given.ts'

const MANAGERS = ['tamar', 'asa', 'dee']
const NEEDS: Answers = { 'needs-safeguarding': true, 'sibling-reasons': 'She shares the room.' }
const NEEDS_NOT: Answers = { 'needs-safeguarding': false, 'sibling-reasons': 'He lives with his father.' }
const REFERRED: Answers = { 'sibling-called': 'Ana Invented, born 4 May 2019', 'sibling-referred-as': 'R-1002' }
const OPENED: Answers = { 'sibling-opened-to': 'Assessment and Intervention Team 1' }
const NO_ENQUIRY: Answers = { ...DISCUSSED, 'why-no-enquiry': 'A fall that two people saw.' }
const OF_A_DISABLED_CHILD: Answers = {
  ...PLANNED,
  leads: 'disabled-team',
  'disabled-with-siblings': true,
  'assessment-team-invited': true,
}

/**
 * The strategy discussion, and each brother and sister.
 * @param due - to where it is due, since 3 March 2026
 * @param before - to where it is not due yet
 * @param raiser - who raised the concern
 * @param row - what it follows from
 */
export function discussionWalks(
  due: (story: Story) => Story,
  before: (story: Story) => Story,
  raiser: string,
  row: string,
): readonly Walk[] {
  const both = [...new Set([raiser, 'sasha'])]
  const withSibling = (story: Story): Story => due(story.siblings('ana'))
  return [
    walk(`OPN-15, OPN-07, OPN-14, ${row}`, 'it is to be held, by the next working day', (story) => {
      due(story)
        .stands('discussion-due')
        .told('discussion-to-convene', ...new Set(['tamar', ...both]))
        .sees('managers-at-the-discussion', 'asa', 'dee')
        .owes('tamar', 'discussion-to-be-held', '2026-03-04')
        .on('2026-03-05 09:00')
        .overdue('discussion-to-be-held', 'lena')
    }),

    only('OPN-14', 'the manager of a team that takes part plans it', due, 'plan-the-discussion', MANAGERS, PLANNED),

    walk(
      'OPN-14',
      "a disabled child with other siblings: the Disabled Children's Team leads, the other is invited",
      (story) => {
        const plans = 'plan-the-discussion'
        due(story)
          .hasOptions(plans, 'leads', 'own-team', 'disabled-team', 'assessment-team')
          .refuses('tamar', plans, 'none-of', 'OPN-14', { ...OF_A_DISABLED_CHILD, leads: 'own-team' })
          .says('tamar', plans, { ...OF_A_DISABLED_CHILD, leads: 'own-team' }, /leads where a disabled child/)
          .refuses('tamar', plans, 'none-of', 'OPN-14', {
            ...OF_A_DISABLED_CHILD,
            'assessment-team-invited': false,
          })
          .says('tamar', plans, { ...OF_A_DISABLED_CHILD, 'assessment-team-invited': false }, /^Invite the Assessment/)
          .refuses('tamar', plans, 'not-asked', 'OPN-14', { ...PLANNED, 'assessment-team-invited': true })
          .needsEach('dee', plans, OF_A_DISABLED_CHILD)
          .records('dee', plans, { ...OF_A_DISABLED_CHILD, invited: 'The school nurse.' })
          .told('other-team-invited', 'asa')
      },
    ),

    only('OPN-14', 'each brother and sister is considered', withSibling, 'consider-a-sibling', MANAGERS, NEEDS),

    walk('OPN-14', 'each apart, before the discussion is recorded', (story) => {
      withSibling(story)
        .owes('tamar', 'sibling-to-be-considered', '2026-03-04')
        .refuses('tamar', 'hold-the-discussion', 'duty-open', 'OPN-14', ENQUIRY, 'section-47')
        .says('tamar', 'hold-the-discussion', ENQUIRY, /each brother and sister/, 'section-47')
        .on('2026-03-05 09:00')
        .overdue('sibling-to-be-considered', 'lena')
    }),

    walk('OPN-14', 'one who needs it is referred on the same day, and opened by Central Duty', (story) => {
      due(story.siblings('ana'))
        .doesNotOffer('refer-a-sibling')
        .needsFirst('consider-a-sibling', 'tamar', 'refer-a-sibling', 'OPN-14', REFERRED)
        .says('tamar', 'refer-a-sibling', REFERRED, /^Consider the brother/)
        .records('tamar', 'consider-a-sibling', NEEDS)
        .owesNo('sibling-to-be-considered')
        .owes('tamar', 'sibling-to-be-referred', '2026-03-03')
        .onlyBy(MANAGERS, 'refer-a-sibling', REFERRED)
        .needsEach('tamar', 'refer-a-sibling', REFERRED)
        .needsFirst('refer-a-sibling', 'cedric', 'open-for-a-sibling', 'OPN-14', OPENED)
        .on('2026-03-04 09:00')
        .overdue('sibling-to-be-referred', 'lena')
        .records('tamar', 'hold-the-discussion', ENQUIRY, 'section-47')
        .records('tamar', 'refer-a-sibling', REFERRED)
        .made('sibling-referral')
        .met('sibling-to-be-referred', 'late')
        .told('sibling-referred', 'cedric')
        .owes('cedric', 'sibling-to-be-opened', '2026-03-05')
        .onlyBy(['cedric'], 'open-for-a-sibling', OPENED)
        .needsEach('cedric', 'open-for-a-sibling', OPENED)
        .on('2026-03-06 09:00')
        .overdue('sibling-to-be-opened', 'lena')
        .records('cedric', 'open-for-a-sibling', OPENED)
        .met('sibling-to-be-opened', 'late')
    }),

    walk('OPN-14', 'one who does not is not', (story) => {
      due(story.siblings('ana')).records('tamar', 'consider-a-sibling', NEEDS_NOT).owesNo('sibling-to-be-referred')
    }),

    walk('OPN-14', 'of several it is said which one is considered', (story) => {
      due(story.siblings('ana', 'ben'))
        .refuses('tamar', 'consider-a-sibling', 'about-needed', 'OPN-14', NEEDS)
        .answers('sibling-to-be-considered', '2026-03-04', 'tamar', 'consider-a-sibling', NEEDS)
        .owes('tamar', 'sibling-to-be-considered', '2026-03-04')
    }),

    walk('OPN-14', 'and none before a discussion is due', (story) => {
      before(story.siblings('ana')).owesNo('sibling-to-be-considered')
    }),

    walk('OPN-14', 'the plan has room for others, but needs none', (story) => {
      due(story)
        .records('tamar', 'plan-the-discussion', { ...PLANNED, invited: 'The school nurse.' })
        .notTold('other-team-invited')
    }),

    only('OPN-14, OPN-15', 'who records the discussion', due, 'hold-the-discussion', MANAGERS, ENQUIRY, 'section-47'),

    walk('OPN-14, OPN-15', 'an enquiry is planned there', (story) => {
      due(story)
        .refuses('tamar', 'hold-the-discussion', 'not-asked', null, { ...ENQUIRY, 'why-no-enquiry': 'x' }, 'section-47')
        .refuses('tamar', 'hold-the-discussion', 'unanswered', null, DISCUSSED, 'section-47')
        .records('tamar', 'hold-the-discussion', { ...ENQUIRY, 'others-there': 'PC Example.' }, 'section-47')
        .stands('enquiry-begun')
        .met('discussion-to-be-held')
        .sees('managers-at-the-discussion')
        .told('discussion-held', ...both)
        .made('discussion-record')
    }),

    walk('OPN-14, OPN-15', 'or why there is none', (story) => {
      due(story)
        .needsEach('tamar', 'hold-the-discussion', NO_ENQUIRY, 'no-enquiry')
        .refuses(
          'tamar',
          'hold-the-discussion',
          'not-asked',
          null,
          { ...NO_ENQUIRY, 'enquiry-plan': 'x' },
          'no-enquiry',
        )
        .records('tamar', 'hold-the-discussion', NO_ENQUIRY, 'no-enquiry')
        .stands('no-enquiry')
    }),

    walk('OPN-14', 'who belongs to the discussion, and what is talked about', ({ protocol }) => {
      const meeting = protocol.meetings.find(({ id }) => id === 'strategy-discussion')
      deepEqual([meeting?.always, meeting?.agenda.length], [['team-manager'], 3])
    }),
  ]
}
