import type { Answers } from '../../../src/engine/pathway/entry.ts'
import type { Cast } from '../walk.ts'

// What the walks through concerns on an open case begin with. Everybody here is invented.

/** The case's own people, Otis and Thea of occupational therapy among them; the others hold their role for somebody else. */
export const OPEN_CASE: Cast = {
  agencies: { pat: 'school' },
  own: {
    sasha: 'social-worker',
    sunil: 'supervisor',
    tamar: 'team-manager',
    lena: 'service-manager',
    otis: 'occupational-therapist',
    thea: 'therapy-manager',
  },
  others: {
    wanda: 'social-worker',
    una: 'supervisor',
    tom: 'team-manager',
    selma: 'service-manager',
    cedric: 'central-duty',
    addy: 'additional-worker',
    pat: 'practitioner',
    dee: 'disabled-team-manager',
    asa: 'assessment-manager',
  },
}

const SPOKE = { when: '2026-03-02T08:30:00+00:00', with: 'sunil' }

export const ALERT: Answers = {
  alert: 'He came to school with a mark on his arm.',
  'holding-team': 'children-and-families',
  'in-supervision': false,
}

export const CONCERN: Answers = {
  concern: 'A mark on the arm, in the shape of a hand.',
  source: 'professional',
  'source-in-words': 'The class teacher, who saw it.',
  'concern-kind': 'continuing',
}

/** Every question about the concern answered: an incident on a known day, told by an additional worker. */
export const INCIDENT: Answers = {
  ...CONCERN,
  source: 'additional-worker',
  'worker-name': 'Addy Example',
  'worker-details': 'By telephone at the centre.',
  'concern-kind': 'incident',
  'incident-known': 'day',
  'incident-day': '2026-02-27',
}

export const IN_THE_SYSTEM: Answers = {
  'contact-reference': 'C-1001',
  'assessment-selected': true,
  'linked-referral': 'R-0900',
}

export const CONTACT: Answers = { ...IN_THE_SYSTEM, 'discussed-with': SPOKE, ...CONCERN }

export const DECISION: Answers = {
  'decision-reasons': 'The mark is not explained.',
  'not-taken': 'No police visit tonight: he is with his aunt.',
}

export const ADVICE: Answers = { 'supervisor-asked': SPOKE, 'supervisor-advice': 'Make the contact.' }

export const DUTY_ADVICE: Answers = { 'duty-advice': 'It is a concern.', 'advice-reference': 'Case note of 2 March.' }

export const PLANNED: Answers = {
  'held-on': '2026-03-04T09:00:00+00:00',
  leads: 'own-team',
  'disabled-with-siblings': false,
}

export const TOOK_PART = {
  'team-manager': 'present',
  'social-worker': 'present',
  'assessment-manager': 'not involved',
  'disabled-team-manager': 'not involved',
} as const

export const DISCUSSED: Answers = {
  'took-part': TOOK_PART,
  discussed: 'What school and police know.',
}

export const ENQUIRY: Answers = { ...DISCUSSED, 'enquiry-plan': 'Sasha sees him with the police on 5 March.' }
