import type { Answers } from '../../../engine/pathway/entry.ts'
import { asSeen } from './helped.ts'

// What the invented people wrote. Nobody and nothing in it is real.

export const WORRY: Answers = {
  circumstances: 'Missing from home three nights a week, and found with adults whom nobody here knows.',
  'not-reducing': 'Six months into the plan the nights away are growing, and nobody in the home can stop them.',
  ...asSeen('very-high', '“I sleep when I sleep.” Three nights a week nobody knows where. Seen by the social worker.'),
}

export const SAW_OTHERWISE: Answers = {
  circumstances: 'The school sees a child who is hungry and tired, and the home has not changed since the last review.',
  'not-reducing': 'The visits in the plan were made, and what they found was the same each time.',
  ...asSeen('high', 'Hungry at school by ten, says the class teacher, and asleep by two.'),
}

export const TALK: Answers = {
  'took-part': { 'social-worker': 'present', supervisor: 'present', 'team-manager': 'present' },
  discussion: 'We went through the month, visit by visit, and what each agency has seen.',
  reasons: 'The risk is grave, and what we do does not lower it.',
  ...asSeen('very-high', 'Out from Thursday to Sunday. A new phone, of which there is nothing to say.'),
}

export const TALK_NOT_MET: Answers = {
  ...TALK,
  reasons: 'The plan is three weeks old, and its main steps begin next week. We look again at the next core group.',
  ...asSeen('medium', 'Two meals on most days now, and in bed by ten in the week, says the grandmother.'),
}

const SUPPORT = {
  'more-supervision': true,
  'more-supervision-why': 'Weekly, while the nights away go on.',
  'three-way-supervision': false,
  'three-way-supervision-why': 'One worker holds the case.',
  'group-supervision': true,
  'group-supervision-why': 'Police and school see different things.',
  'case-formulation': false,
  'case-formulation-why': 'It was done in the summer.',
  'systemic-discussion': false,
  'systemic-discussion-why': 'After the group supervision.',
} as const satisfies Answers

export const SUPPORT_CONSIDERED: Answers = SUPPORT

export const CHILD_AT_RISK: Answers = {
  category: ['category-a'],
  'risks-to-the-child': ['exploitation'],
  'outside-the-home': true,
  'usual-methods-fail': true,
}

export const BOTH_AT_RISK: Answers = {
  category: ['category-a', 'category-b'],
  'risks-to-the-child': ['self-harm'],
  'risks-to-the-organisation': ['high-cost'],
  'outside-the-home': false,
  'usual-methods-fail': false,
}

/** The ten details of the list, of a child of this name and birth. */
export function details(name: string, born: string): Answers {
  return {
    'case-id': `N-${born.replaceAll('-', '').slice(2)}`,
    names: name,
    born,
    ethnicity: 'As the family describes it',
    'health-and-care-plan': false,
    'case-status': 'Child protection plan',
    'presenting-risks': 'Criminal exploitation; nights away from home.',
    team: 'North team',
    'risk-plan': 'Police disrupt, the school holds the place, weekly mapping.',
    'if-not-managed': 'Serious harm to the child; a serious incident review.',
  }
}

export const SUMMARY: Answers = {
  narrative: 'Two years of going missing, growing since the spring. The home wants help and cannot hold.',
  colleagues: 'The school nurse and the youth justice worker.',
}

export const SMT_REVIEW: Answers = {
  direction: 'Keep the plan, and press for the placement near the grandmother.',
  'leaders-act': false,
  'oversight-needed': false,
  ...asSeen('high', 'At the grandmother’s at weekends, and “it is boring, and I can sleep there”.'),
}

/** A review that finds it better. */
export const SMT_REVIEW_BETTER: Answers = {
  ...SMT_REVIEW,
  ...asSeen('medium', 'Home on six nights of seven. Back in the football team, and wants that said.'),
}

/** A review that agrees something for a leader to do by a day. */
export function reviewWithAction(leader: string, byWhen: string): Answers {
  return {
    direction: 'The plan is right, and its weekly mapping meeting has not happened. It begins this week.',
    'leaders-act': true,
    'leaders-actions': [{ action: 'Ask the police for somebody at each mapping meeting', leader, 'by-when': byWhen }],
    dissent: 'Quality assurance: the meeting should be chaired by somebody from outside the team.',
    'oversight-needed': true,
    ...asSeen('high', 'Two nights away instead of four. School on most days, and “they could stop asking”.'),
  }
}

export const LIST_TALK: Answers = {
  'list-discussion': 'Four children on it. One may come off; for one we ask what the agencies can still do.',
}

export const EVIDENCE: Answers = {
  'risk-now': 'managed',
  evidence: 'Home each night for six weeks, as the police and the school both tell.',
}
