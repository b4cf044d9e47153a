import type { Answers, AnswerValue } from '../../../engine/pathway/entry.ts'
import { asSeen } from './helped.ts'

// What the invented people wrote of concerns about children whose cases are open. Nobody and nothing in it is real.

export const UNSURE: Answers = {
  alert: 'He said that he sleeps in a different house each week, and laughed when I asked whose.',
  ...asSeen('not-known', 'A different house each week, as he tells it.'),
  'holding-team': 'children-and-families',
  'in-supervision': false,
}

export const ALERT: Answers = {
  alert: 'A mark on her arm, in the shape of a hand. She did not want to say how it came.',
  ...asSeen('high', 'Stayed behind after school on three days, and asked to help to tidy up.'),
  'holding-team': 'children-and-families',
  'in-supervision': true,
}

const CONCERN: Answers = {
  concern: 'A mark on the arm that nobody has explained, and a child who is afraid to go home.',
  source: 'professional',
  'source-in-words': 'The class teacher, who saw it at sport.',
  'concern-kind': 'continuing',
}

/** When somebody was spoken to, and who. */
export type Spoke = { readonly [key: string]: AnswerValue }

export const advice = (spoke: Spoke): Answers => ({
  'supervisor-asked': spoke,
  'supervisor-advice': 'It may be nothing, and it may be that he is passed from house to house. Ask Central Duty.',
})

export const contact = (spoke: Spoke): Answers => ({ ...SERVICE_CONTACT, 'discussed-with': spoke })

export const SERVICE_CONTACT: Answers = {
  'contact-reference': 'C-0000-1',
  'assessment-selected': true,
  'linked-referral': 'R-0000-1',
  ...CONCERN,
}

export const NO_DISCUSSION: Answers = {
  'decision-reasons': 'The hospital explains the mark by the fall that the mother told us of.',
  'not-taken': 'No strategy discussion. The worker sees the child at school this week.',
  ...asSeen('medium', 'Home with the mother since Friday, and back at sport.'),
}

export const GOES_ON: Answers = {
  'disagreement-goes-on': 'It is the third fall in two months, and each was told of only when we asked.',
}

export const told = (manager: Spoke, worker: Spoke): Answers => ({
  'manager-consulted': manager,
  'social-worker-spoken': worker,
  'what-worries': 'She falls asleep in lessons, and will not be fetched by her mother’s friend.',
  ...asSeen('high', 'Asleep in lessons by eleven. Wants to be fetched by her aunt.'),
})

export const JUDGED: Answers = {
  'judged-because': 'She has said why she is afraid of him, and it fits with what the police hold.',
  ...asSeen('very-high', '“He is there when mum is at work.” Said to the social worker at school.'),
  'form-completed': true,
  'form-place': 'Document 14 of the child’s file.',
}

export const discussion = (heldOn: string): Answers => ({
  'held-on': heldOn,
  leads: 'own-team',
  'disabled-with-siblings': false,
  invited: 'The police sergeant, the school and the school nurse.',
})

export const SERVICE_ALERT: Answers = {
  alert: 'She told me of an older man with a car, and of money that she need not pay back.',
  ...asSeen('very-high', 'Picked up from the corner on Fridays. “He is nice to me.”'),
  'in-supervision': true,
}

export const therapist = (spoke: Spoke): Answers => ({
  'manager-told': spoke,
  'concern-of-therapist': 'The hoist is not used, his hip is sore, and nobody opened on two visits.',
  ...asSeen('medium', 'On the sofa for most of the day, and in pain when he is lifted.'),
})

export const settled = (spoke: Spoke): Answers => ({
  'discussed-with-therapy': spoke,
  'severely-disabled': false,
  'settled-because': 'He walks with a frame, and needs no more than equipment from us.',
  ...asSeen('medium', 'The hoist is in use again, and he was in the garden on Sunday.'),
})
