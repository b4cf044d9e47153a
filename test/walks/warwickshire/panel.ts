import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'

const SCREENED: Answers = {
  'analysis-concludes': 'No lasting change.',
  'harm-goes-on': true,
  'plan-ending': 'not-ending',
  impetus: 'drifting',
  recommends: 'more-action',
  'recommends-because': 'Eighteen months of the same.',
}
const REASONS: Answers = { 'panel-reasons': 'It drifts.' }
const ACTION: Answers = { ...REASONS, 'course-of-action': 'Legal advice within a month.' }
const ANOTHER: Answers = { ...REASONS, 'ground-of-review': ['wider-interest'] }
const FURTHER: Answers = { ...REASONS, reviewer: ['dina'] }
const EXAMINED: Answers = { 'reviewer-found': 'Two plans in one.', 'reviewer-recommends': 'A single plan.' }
const ANSWERED: Answers = { 'social-care-answer': 'It is done.' }
const CONVENED: Answers = { 'convened-for': '2026-04-20' }

/**
 * The Escalation Panel, whatever brought the case to it.
 * @param referred - to where it is with the panel, since Monday 2 March 2026
 */
export function panelWalks(referred: (story: Story) => Story): readonly Walk[] {
  const screened = (story: Story): Story =>
    referred(story).on('2026-03-09 09:00').records('mo', 'screen-the-case', SCREENED)
  const decided = (outcome: string, answers: Answers) => (story: Story) =>
    screened(story).on('2026-03-10 09:00').records('petra', 'decide-as-panel', answers, outcome)
  const further = decided('further-examination', FURTHER)
  const action = decided('action', ACTION)
  const another = decided('another-review', ANOTHER)
  return [
    walk('WAR-14, WAR-25, WAR-27', 'the panel is told, sees the case, and a member looks first', (story) => {
      referred(story)
        .stands('with-the-panel')
        .told('case-for-the-panel', 'petra', 'mo')
        .sees('panel-sees-its-cases', 'petra', 'mo')
        .owes('mo', 'case-to-be-screened', '2026-03-16')
        .on('2026-03-17 09:00')
        .overdue('case-to-be-screened', 'petra')
    }),

    only('WAR-25, WAR-27', 'by four criteria, with a recommendation', referred, 'screen-the-case', ['mo'], SCREENED),

    walk('WAR-25', 'of three kinds', (story) => {
      referred(story)
        .hasOptions('screen-the-case', 'plan-ending', 'ending-properly', 'ending-not-properly', 'not-ending')
        .hasOptions('screen-the-case', 'impetus', 'moving', 'drifting')
        .hasOptions('screen-the-case', 'recommends', 'progressing', 'more-action', 'intractable')
        .on('2026-03-09 09:00')
        .records('mo', 'screen-the-case', SCREENED)
        .met('case-to-be-screened')
        .stands('screened')
        .made('screening-report')
    }),

    walk('WAR-26', 'then the panel decides within ten working days', (story) => {
      screened(story)
        .owes('petra', 'panel-to-decide', '2026-03-23')
        .on('2026-03-24 09:00')
        .overdue('panel-to-decide', 'max')
    }),

    only(
      'WAR-14, WAR-15, WAR-26',
      'that a timely plan is in place',
      screened,
      'decide-as-panel',
      ['petra'],
      REASONS,
      'satisfied',
    ),
    only('WAR-26', 'on a course of action', screened, 'decide-as-panel', ['petra'], ACTION, 'action'),
    only('WAR-26', 'on another form of review', screened, 'decide-as-panel', ['petra'], ANOTHER, 'another-review'),
    only('WAR-15', 'or on further examination', screened, 'decide-as-panel', ['petra'], FURTHER, 'further-examination'),

    walk('WAR-15, WAR-26', 'each asks for what it needs, and for nothing else', (story) => {
      screened(story)
        .hasOptions('decide-as-panel', 'ground-of-review', 'too-intractable', 'wider-interest')
        .refuses('petra', 'decide-as-panel', 'not-asked', 'WAR-26', ACTION, 'satisfied')
        .refuses('petra', 'decide-as-panel', 'not-asked', 'WAR-26', ANOTHER, 'satisfied')
        .refuses('petra', 'decide-as-panel', 'not-asked', 'WAR-15', FURTHER, 'satisfied')
    }),

    walk('WAR-14, WAR-15, WAR-26', 'satisfied, it is followed, and those concerned hear of it', (story) => {
      decided('satisfied', { ...REASONS, 'not-agreed': 'Mo: it still drifts.' })(story)
        .met('panel-to-decide')
        .made('panel-outcome')
        .stands('followed')
        .told('panel-decided', 'iris', 'rex', 'max')
        .sees('panel-sees-its-cases')
    }),

    walk('WAR-26', 'with a course of action an urgent review conference is convened', (story) => {
      action(story)
        .stands('conference-to-convene')
        .sees('panel-sees-its-cases', 'petra', 'mo')
        .owes('iris', 'review-to-be-convened', '2026-03-17')
        .onlyBy(['iris'], 'convene-urgent-review', CONVENED)
        .needsEach('iris', 'convene-urgent-review', CONVENED)
        .on('2026-03-18 09:00')
        .overdue('review-to-be-convened', 'petra')
        .records('iris', 'convene-urgent-review', CONVENED)
        .met('review-to-be-convened', 'late')
        .stands('followed')
    }),

    walk('WAR-15', 'further examination is by a designated reviewer, who recommends to social care', (story) => {
      screened(story).sees('reviewer-sees-the-case')
      story
        .on('2026-03-10 09:00')
        .records('petra', 'decide-as-panel', FURTHER, 'further-examination')
        .stands('examined-further')
        .told('reviewer-chosen', 'dina')
        .sees('reviewer-sees-the-case', 'dina')
        .owes('dina', 'reviewer-to-examine', '2026-04-09')
        .onlyBy(['dina'], 'examine-further', EXAMINED)
        .needsEach('dina', 'examine-further', EXAMINED)
        .on('2026-04-10 09:00')
        .overdue('reviewer-to-examine', 'petra')
        .records('dina', 'examine-further', EXAMINED)
        .met('reviewer-to-examine', 'late')
        .made('reviewer-report')
        .stands('with-social-care')
        .sees('reviewer-sees-the-case')
    }),

    walk('WAR-15, WAR-26', 'social care answers', (story) => {
      another(story)
        .stands('with-social-care')
        .owes('max', 'social-care-to-answer', '2026-03-24')
        .onlyBy(['max'], 'answer-as-social-care', ANSWERED)
        .needsEach('max', 'answer-as-social-care', ANSWERED)
        .on('2026-03-25 09:00')
        .overdue('social-care-to-answer', 'petra')
        .records('max', 'answer-as-social-care', ANSWERED)
        .met('social-care-to-answer', 'late')
        .made('social-care-answer')
        .stands('followed')
    }),

    walk('WAR-15', 'as to a recommendation', (story) => {
      further(story).records('dina', 'examine-further', EXAMINED).owes('max', 'social-care-to-answer', '2026-03-24')
    }),
  ]
}
