import type { Answers } from '../../../src/engine/pathway/entry.ts'
import type { Cast, Story } from '../walk.ts'

// What the walks through Cases of Most Concern begin with. Everybody here is invented.

/** Sasha, Sunil, Tamar, Lena and Iris are this child's and this case's own. */
export const WOKINGHAM: Cast = {
  agencies: {},
  own: {
    sasha: 'social-worker',
    sunil: 'supervisor',
    tamar: 'team-manager',
    lena: 'service-manager',
    iris: 'reviewing-officer',
  },
  others: {
    quentin: 'service-manager',
    selma: 'service-manager',
    stella: 'standards-manager',
    tom: 'team-manager',
    wanda: 'social-worker',
    otto: 'reviewing-officer',
    carol: 'conference-chair',
    pat: 'childrens-services-practitioner',
    ada: 'assistant-director',
    dora: 'director',
    quin: 'quality-assurance',
  },
}

export const WORRY: Answers = {
  circumstances: 'Missing three nights a week, found with adults whom nobody knows.',
  'not-reducing': 'Six months of the plan, and the nights away grow.',
}

export const SPOKE_TO_BOTH: Answers = {
  'worker-contacted': { when: '2026-03-02T08:30:00+00:00', with: 'sasha' },
  'manager-contacted': { when: '2026-03-02T08:50:00+00:00', with: 'sunil', reached: false },
}

export const TALK: Answers = {
  'took-part': { 'social-worker': 'present', supervisor: 'present', 'team-manager': 'present' },
  discussion: 'We went through the month.',
  reasons: 'The risk is grave and what we do does not lower it.',
}

export const DETAILS: Answers = {
  'case-id': 'W-1001',
  names: 'Robin Example',
  born: '2011-05-04',
  ethnicity: 'White British',
  'health-and-care-plan': false,
  'case-status': 'Child protection plan',
  'presenting-risks': 'Criminal exploitation.',
  team: 'Long Term Team 2',
  'risk-plan': 'Police disrupt, school holds the place, weekly mapping.',
  'if-not-managed': 'Serious harm to Robin; a serious incident review.',
}

export const SUMMARY: Answers = {
  narrative: 'What colleagues know, in short.',
  colleagues: 'The school nurse and the youth justice worker.',
  ...DETAILS,
}

export const CHILD_AT_RISK: Answers = {
  category: ['category-a'],
  'risks-to-the-child': ['exploitation'],
  'outside-the-home': true,
  'usual-methods-fail': true,
}

export const FORM: Answers = { ...CHILD_AT_RISK, ...DETAILS }

export const ORGANISATION_AT_RISK: Answers = {
  category: ['category-b'],
  'risks-to-the-organisation': ['reputation'],
  'outside-the-home': false,
  'usual-methods-fail': false,
}

/** Every question about the kind of case answered. */
export const EVERY_KIND: Answers = {
  category: ['category-a', 'category-b'],
  'risks-to-the-child': ['another-risk'],
  'other-risk-to-the-child': 'Fire setting.',
  'risks-to-the-organisation': ['another-risk'],
  'other-risk-to-the-organisation': 'A claim by a former carer.',
  'outside-the-home': true,
  'usual-methods-fail': false,
}

export const AGENCIES_DISAGREE: Answers = {
  ...FORM,
  category: ['category-a', 'category-b'],
  'risks-to-the-organisation': ['agencies-disagree'],
}

export const FIVE_CONSIDERED: Answers = {
  'more-supervision': true,
  'more-supervision-why': 'Weekly while he goes missing.',
  'three-way-supervision': false,
  'three-way-supervision-why': 'One worker holds the case.',
  'group-supervision': true,
  'group-supervision-why': 'Police and school see different things.',
  'case-formulation': false,
  'case-formulation-why': 'Done in January.',
  'systemic-discussion': false,
  'systemic-discussion-why': 'After the formulation is used.',
}

export const REVIEW: Answers = {
  direction: 'Keep the plan; press for the placement.',
  'leaders-act': false,
  'oversight-needed': false,
}

// Each goes on from the one before. 2 March 2026 is a Monday; 3 and 6 April are bank holidays.

export function raised(story: Story): Story {
  return story.on('2026-03-02 10:00').records('sasha', 'raise-the-child', WORRY)
}

export function criteriaMet(story: Story): Story {
  return raised(story).on('2026-03-04 14:00').records('tamar', 'discuss-the-case', TALK, 'met')
}

export function criteriaNotMet(story: Story): Story {
  return raised(story).on('2026-03-04 14:00').records('tamar', 'discuss-the-case', TALK, 'not-met')
}

export function disputed(story: Story): Story {
  return criteriaNotMet(story)
    .on('2026-03-04 16:00')
    .records('sasha', 'disagree-with-the-decision', { disagreement: 'He was in hospital again last night.' })
}

export function formSent(story: Story, form: Answers = FORM): Story {
  return criteriaMet(story).on('2026-03-05 15:00').records('sasha', 'complete-the-form', form)
}

export function listed(story: Story, form: Answers = FORM): Story {
  return formSent(story, form).on('2026-03-06 09:30').records('lena', 'receive-the-form')
}

export function reviewed(story: Story, review: Answers = REVIEW): Story {
  return listed(story.sitting('smt', '2026-03-18', '2026-04-15'))
    .on('2026-03-18 11:00')
    .records('dora', 'review-at-smt', review)
}

/** Everything the form asks of the kind of case, and whether agencies have come to disagree. */
export const KINDS_NOW: Answers = { ...EVERY_KIND, 'still-to-escalate': false }

export const EVIDENCE: Answers = { 'risk-now': 'managed', evidence: 'Home each night for six weeks.' }

export function evidenceBrought(story: Story): Story {
  return reviewed(story).on('2026-04-01 09:00').records('lena', 'bring-evidence', EVIDENCE)
}
