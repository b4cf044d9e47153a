import type { Answers } from '../../../engine/pathway/entry.ts'
import { asSeen } from './helped.ts'
import type { Spoke } from './open-case.ts'

// What the invented people wrote where they did not agree. Nobody and nothing in it is real.

export const CONTESTED: Answers = {
  contested: ['stuck-plan', 'resistance'],
  concern: 'The plan is to be ended. It is the second one, and nothing at home has changed.',
  ...asSeen('high', 'Does not take a coat off at school, and asks each Friday what there is for lunch on Monday.'),
}

export const FIRST_ANSWER: Answers = {
  'first-answer': 'The plan has done what it can; early help goes on.',
  ...asSeen('medium', 'Seen at home on Tuesday: the kitchen is in use, and there was homework on the table.'),
}
export const NOT_RESOLVED: Answers = { 'why-stage-2': 'Early help was tried before, and nobody opened the door.' }

export const told = (spoke: Spoke): Answers => ({
  'about-the-team': 'contact',
  concern: 'She has not been seen by herself since September.',
  'on-duty': false,
  ...asSeen('not-known', 'Nobody has asked her.'),
  'spoken-to': spoke,
})

export const SEEN: Answers = {
  'first-answer': 'I see her at school each second Tuesday from now on.',
  ...asSeen('medium', 'She talked for half an hour: the nights are loud, and she likes the new baby.'),
}

export const LATE_REFERRAL = (spoke: Spoke): Answers => ({
  'which-agency': ['school'],
  'about-the-agency': 'late-referral',
  concern: 'The bruise was seen on Monday, and we heard of it on Thursday.',
  ...asSeen('high', 'Says that he fell, and cannot say where.'),
  'professional-spoken-to': spoke,
})

export const SAID_AT_STAGE_1: Answers = {
  'came-of-1': 'The teacher waited for the head, who was away.',
  ...asSeen('medium', 'Has a person at school to go to at once, and knows who it is.'),
}

export const KNOWN: Answers = {
  'what-is-known': 'Two missed appointments, and a mother who says that she was not told of them.',
  'what-is-disputed': 'My manager thinks a letter is enough.',
  ...asSeen('not-known', 'Not seen since the summer.'),
}

export const LEAD_SAYS: Answers = {
  done: 'advice',
  'done-why': 'A visit first, this week, and then we look at it again together.',
  ...asSeen('low', 'Seen at the nursery: well, warmly dressed, and cross to be taken from the sand.'),
}

export const ARRANGEMENTS: Answers = {
  'lead-named': 'Hywel Mythical.',
  policy: true,
  'policy-place': 'On the health board’s pages for staff, under safeguarding.',
  induction: true,
  refresher: true,
  'adviser-outside': 'The designated nurse.',
}
