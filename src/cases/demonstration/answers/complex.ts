import type { Answers } from '../../../engine/pathway/entry.ts'

const LIFE = 'life-day-to-day'

// What the invented people wrote of young people before the Complex Case Panel. Nobody and nothing in it is real.

export const REFERRAL: Answers = {
  'which-hold': ['not-engaging', 'harm-to-them'],
  'what-was-tried': 'Letters, calls, visits by three services, and a worker who waited at the skate park.',
  'existing-process': ['child-protection'],
  'process-failing': 'Three plans, and missing each week. No agency knows all of it.',
  'needs-multiple': true,
  'outcomes-missed': true,
  'risks-growing': true,
  criteria: ['high-risk-adolescent'],
  'invite-besides': ['childrens-health-director', 'designated-doctor'],
  [LIFE]: '“Nobody is up when I come in.” Sleeps by day, and eats what friends buy. Told to the youth worker.',
}

export const INVITED: Answers = {
  'invite-besides': ['childrens-health-director', 'designated-doctor'],
  'legal-considered': 'legal-at-hand',
}

const SAT: Answers = {
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

/** The shared plan, for which somebody is accountable. */
export function sharedPlan(accountable: string): Answers {
  return {
    ...SAT,
    'lead-agency': ['council'],
    accountable,
    risks: [
      { risk: 'Exploited by adults who pay in things', known: 'known-fact', 'told-by': ['police'] },
      { risk: 'May be carrying for them', known: 'perception', 'told-by': ['school'] },
    ],
    levels: [
      { 'seen-by': ['police'], level: 'very-high' },
      { 'seen-by': ['health'], level: 'high' },
    ],
    'agreed-level': 'very-high',
    contacts: [
      { 'in-contact': ['health'], nature: 'The school nurse, weekly.' },
      { 'in-contact': ['youth-offending'], nature: 'A worker, when a reprimand is due.' },
    ],
    'barriers-family': 'An uncle who says not to talk to anybody.',
    'barriers-organisation': 'Letters to an address where nobody of that name sleeps.',
    'barriers-circumstances': 'No money for the bus.',
    'barriers-to-help': 'Fear of being charged, and of being sent away.',
    gaps: [{ gap: 'Nobody works with young people at night.' }],
    expertise: 'A psychologist who knows exploitation.',
    outreach: 'Two evenings a week, by the youth offending service.',
    'too-many': 'Nine agencies. One worker speaks for all.',
    promoted: 'The youth line, 0000 000 000, and the sergeant’s own number.',
    contingency: 'The sergeant on duty is called, and calls the worker.',
    monitoring: 'Weekly, by the lead agency.',
    'family-views': 'beforehand',
    'family-views-why': 'The mother wants nights at home, and no more meetings.',
    'young-views': 'advocate',
    'young-views-how': 'To be asked and not told; and somebody who is there at night.',
    'good-practice': ['honest', 'boundaries', 'persevere'],
    [LIFE]: 'Two weeks out of school. Talks to the nurse on Wednesdays, and looks after the dog.',
    agencies: [
      { which: ['police'], attended: true },
      { which: ['health'], attended: true },
      { which: ['youth-offending'], attended: true },
      { which: ['school'], attended: false },
      { which: ['out-of-hours'], attended: false },
    ],
  }
}

export const ADOPTED: Answers = { adopted: true }
export const NOT_ADOPTED: Answers = {
  adopted: false,
  'refused-because': 'We hold nobody’s place open at night, and can only pass calls on.',
}

export const PLACED: Answers = { 'placed-as': 'flag', responsible: 'Paul Phantom' }
export const PLACED_OTHERWISE: Answers = {
  'placed-as': 'alternative',
  alternative: 'A note at the front of the file: our system has no flags.',
  responsible: 'Yorath Yarn',
}

export const CONTACT: Answers = {
  'where-seen': 'At the bus station, at ten past two.',
  appearance: 'Cold, and without a coat.',
  behaviour: 'Quiet, and glad of the tea.',
  'tried-to-engage': 'Tea, a seat in the car, and the number of the youth line.',
  signposted: 'The youth line.',
}

export const WRITTEN_UP: Answers = {
  'contact-report': 'Took the card, was driven to the grandmother’s, and went in.',
}

export const RESPONSE: Answers = {
  response: 'The outreach worker goes to the bus station on Thursday and Friday nights.',
}

export const SECOND_REFERRAL: Answers = {
  'which-hold': ['harm-to-them', 'harm-to-others'],
  'existing-process': ['looked-after'],
  'process-failing': 'Four placements since January, each ended within a month.',
  'needs-multiple': true,
  'outcomes-missed': true,
  'risks-growing': true,
  criteria: ['distant-placement'],
  [LIFE]: 'A bag that is never unpacked. “I stopped learning the names.” Said to the team manager.',
}

export const RECOMMENDATION: Answers = {
  recommendation: 'One rota for the night, of police, health and social care together.',
  'recommended-because': 'Three young people this year were met at night by somebody who knew nobody to call.',
}

export const GAP: Answers = {
  gap: 'No worker for young people between ten at night and seven in the morning.',
  commissioner: 'The council’s commissioner for early help.',
}
