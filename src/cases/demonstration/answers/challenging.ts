import type { Answers } from '../../../engine/pathway/entry.ts'
import { asSeen } from './helped.ts'

// What the invented people wrote. Nobody and nothing in it is real.

export const REQUEST: Answers = {
  'danger-now': false,
  'placed-here-by-another-authority': false,
  'not-reducing': 'Eight months of the plan, and the home is as it was.',
  ...asSeen(
    'high',
    'Wears the same jumper from Monday to Friday, and keeps bread in a pocket. Seen by the school nurse.',
  ),
}

/** Invitations to a meeting that is held at this moment. */
export function invitations(heldOn: string): Answers {
  return {
    'held-on': heldOn,
    venue: 'Room 2, Nowhere Civic Centre',
    'legal-invited': true,
    'legal-reason': 'The threshold for proceedings is near.',
    'police-invited': false,
    'police-reason': 'No crime is looked into.',
  }
}

export const CALLED_LATE: Answers = { 'why-so-late': 'The police and the school could not come before.' }

const POSTS_THERE: Answers = {
  'team-manager': 'present',
  'school-lead': 'present',
  'health-visiting-supervisor': 'present',
  'police-sergeant': 'present',
  'probation-manager': 'not involved',
  'rehabilitation-manager': 'not involved',
  'adult-health-manager': 'present',
  'adult-care-manager': 'absent',
}

/** What is asked at either tier, of a child of this name. */
export function review(
  name: string,
  people: { readonly attended: readonly string[]; readonly owner: string },
  byWhen: string,
): Answers {
  return {
    venue: 'Room 2, Nowhere Civic Centre',
    'family-details': [
      { name, relationship: 'the child', 'is-subject': true },
      { name: `The mother of ${name}`, relationship: 'mother', 'is-subject': false },
    ],
    attended: people.attended,
    'legal-there': 'came',
    'presenting-issues': 'Neglect; little has changed since the conference.',
    'partners-involvement': 'School, school nursing and police each told what they did.',
    'plan-reviewed': 'Half of its steps were never taken.',
    'assessments-reviewed': 'The neglect tool was done again this month.',
    'specialist-assessments': 'None was asked for.',
    risks: 'Food, cold and missed school.',
    'protective-factors': 'A grandmother near by.',
    'ability-to-change': 'Doubtful without support.',
    'families-protocol': 'Appointments are joint, as that protocol says.',
    'why-this-outcome': 'The steps not taken can still be taken.',
    'plan-changed': true,
    actions: [{ action: 'Visit twice a week', owner: people.owner, 'by-when': byWhen }],
    'telling-the-family': 'The social worker tells the mother tomorrow.',
  }
}

export const AT_TIER_1: Answers = {
  combined: false,
  attendance: POSTS_THERE,
  ...asSeen('high', '“I get my brother up.” Late on four days of five; the house is cold in the mornings.'),
}

export const AT_TIER_2: Answers = {
  attendance: { ...POSTS_THERE, 'service-manager': 'present', 'police-inspector': 'absent' },
  ...asSeen('very-high', 'Has stopped saying anything of home. Slept at school twice, says the head of year.'),
}

export const ASKED_OF_THE_EVENT: Answers = { 'asked-of-the-event': 'Why does nothing that we do change anything?' }
