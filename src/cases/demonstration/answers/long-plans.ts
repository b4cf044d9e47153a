import type { Answers } from '../../../engine/pathway/entry.ts'
import { asSeen } from './helped.ts'

// What the invented people wrote of plans that drift, and of third plans. Nobody and nothing in it is real.

export const ASKED_FOR_PARTS: Answers = { 'asked-agencies': ['school', 'health'] }

export const OWN_PART: Answers = {
  'own-part': 'Weight has fallen since the summer. Four of seven appointments were kept, each after a visit at home.',
}

export const NO_PROGRESS: Answers = {
  'no-progress': 'The parenting work has not begun: nobody has been found to do it since the spring.',
}

export const VIEW: Answers = {
  'view-on-progress': 'progresses-not',
  'view-because': 'Each of the three plans ended within a year, and each began again for the same reasons.',
  ...asSeen('high', '“It gets better when you come.” All three say it in their own way, says the reviewing officer.'),
}

export const SCREENED: Answers = {
  'analysis-concludes': 'The family changes while somebody is there, and not beyond it.',
  'harm-goes-on': true,
  'plan-ending': 'not-ending',
  impetus: 'drifting',
  recommends: 'more-action',
  'recommends-because': 'The steps that were never taken are the ones that matter.',
}
