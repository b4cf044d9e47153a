import type { Answers } from '../../../src/engine/pathway/entry.ts'
import type { Cast, Story } from '../walk.ts'

// What the walks through the Complex Case Panel begin with. Everybody here is invented.

/** Sian and Tegan hold the case. Odo is of out-of-hours services that are told and carry no flag; Nerys of health has a part in the case, Zed none. */
export const BUCKINGHAMSHIRE: Cast = {
  agencies: {
    nerys: 'health',
    hal: 'health',
    pia: 'police',
    paul: 'police',
    yves: 'youth-offending',
    ed: 'school',
    ooh: 'out-of-hours',
    odo: 'night-clinic',
    zed: 'far-clinic',
  },
  strangers: ['far-clinic'],
  own: { sian: 'social-worker', tegan: 'team-manager' },
  others: {
    wyn: 'social-worker',
    nerys: 'practitioner',
    zed: 'practitioner',
    mara: 'area-manager',
    chloe: 'panel-chair',
    dev: 'panel-deputy',
    cara: 'panel-social-care',
    pia: 'panel-police',
    hal: 'panel-health',
    ed: 'panel-education',
    yves: 'panel-youth-offending',
    lena: 'panel-legal',
    bea: 'business-unit',
    suki: 'substance-misuse',
    ooh: 'out-of-hours',
    odo: 'out-of-hours',
    paul: 'practitioner',
    perry: 'partnership-chair',
  },
}

export const REFERRAL: Answers = {
  'which-hold': ['harm-to-them'],
  'existing-process': ['child-protection'],
  'process-failing': 'Three plans, and he is missing each week.',
  'needs-multiple': true,
  'outcomes-missed': true,
  'risks-growing': true,
  criteria: ['high-risk-adolescent'],
}

export const SAT: Answers = {
  sat: {
    'panel-social-care': 'present',
    'panel-police': 'present',
    'panel-health': 'present',
    'panel-education': 'absent',
    'panel-youth-offending': 'present',
    'panel-legal': 'not involved',
    'social-worker': 'present',
    'team-manager': 'present',
    'area-manager': 'not involved',
  },
}

export const PLAN: Answers = {
  'lead-agency': ['council'],
  accountable: 'cara',
  risks: [{ risk: 'Exploited by adults.', known: 'known-fact', 'told-by': ['police'] }],
  levels: [{ 'seen-by': ['police'], level: 'very-high' }],
  'agreed-level': 'very-high',
  contacts: [{ 'in-contact': ['health'], nature: 'The school nurse, weekly.' }],
  'barriers-family': 'An uncle who tells him not to.',
  'barriers-organisation': 'Letters to an address where he does not live.',
  'barriers-circumstances': 'No money for the bus.',
  'barriers-to-help': 'Fear of being charged.',
  expertise: 'A psychologist.',
  outreach: 'Two evenings, by the youth service.',
  'too-many': 'One worker speaks for all.',
  promoted: 'The youth line.',
  contingency: 'The sergeant on duty is called.',
  monitoring: 'Weekly, by the lead agency.',
  'family-views': 'beforehand',
  'family-views-why': 'His mother wants him home at night.',
  'young-views': 'advocate',
  'young-views-how': 'He wants to be asked and not told.',
  'good-practice': ['honest', 'persevere'],
}

const ADOPTING: Answers = {
  agencies: [
    { which: ['police'], attended: true },
    { which: ['health', 'out-of-hours'], attended: true },
    { which: ['school'], attended: false },
  ],
}

/** Who acts for an agency that is asked for the flag. */
export const CARRIERS: readonly string[] = ['pia', 'paul', 'hal', 'nerys', 'ed', 'ooh']

export const AGREED: Answers = { ...SAT, ...PLAN, ...ADOPTING }

export const EXCLUSION: Answers = {
  'excluded-from': 'The college.',
  'excluded-how': 'temporary',
  'excluded-before': false,
  'exclusion-why': 'A fight.',
}

// Each goes on from the one before. 2 March 2026 is a Monday; the panel sits on 11 March, 8 April and 6 May.

export function referred(story: Story): Story {
  return story
    .sitting('panel', '2026-03-11', '2026-04-08', '2026-05-06')
    .on('2026-03-02 10:00')
    .records('sian', 'refer-to-the-panel', REFERRAL)
}

export function planned(story: Story): Story {
  return referred(story).on('2026-03-11 15:00').records('chloe', 'agree-shared-plan', AGREED)
}

export function excluded(story: Story): Story {
  return story.sitting('panel', '2026-03-11').on('2026-03-02 10:00').records('sian', 'record-an-exclusion', EXCLUSION)
}

export const REVIEW: Answers = {
  'level-now': 'high',
  'good-practice-now': 'All but one number that nobody answers.',
  'review-why': 'He comes, and still goes missing.',
}

export function steppedDown(story: Story): Story {
  return planned(story)
    .on('2026-04-08 15:00')
    .records('chloe', 'review-the-case', { ...SAT, ...REVIEW }, 'remove')
}
