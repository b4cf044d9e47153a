import type { Answers } from '../../../src/engine/pathway/entry.ts'

// What people answer in the walks through Challenging Cases. Everybody here is invented.

export const REQUEST: Answers = {
  'danger-now': false,
  'placed-here-by-another-authority': false,
  'not-reducing': 'Eight months of the plan, and the home is as it was.',
}

export const CORE_GROUP_ASKS: Answers = { ...REQUEST, 'agreed-on': '2026-03-02', 'agreed-by': ['cari', 'nerys'] }

export const INVITATIONS: Answers = {
  'held-on': '2026-04-01T10:00:00+01:00',
  venue: 'Room 2, Civic Centre',
  'legal-invited': true,
  'legal-reason': 'The threshold for proceedings is near.',
  'police-invited': false,
  'police-reason': 'No crime is looked into.',
}

export const POSTS = [
  'team-manager',
  'school-lead',
  'health-visiting-supervisor',
  'police-sergeant',
  'probation-manager',
  'rehabilitation-manager',
  'adult-health-manager',
  'adult-care-manager',
]

/** Everybody of the list is there, but for these; probation and the rehabilitation company have no part in the case. */
export function there(...absent: readonly string[]): Answers {
  const notInvolved = ['probation-manager', 'rehabilitation-manager']
  const mark = (post: string): [string, string] => [
    post,
    absent.includes(post) ? 'absent' : notInvolved.includes(post) ? 'not involved' : 'present',
  ]
  return Object.fromEntries(POSTS.map(mark))
}

/** What is asked at either tier. */
export const REVIEW: Answers = {
  venue: 'Room 2, Civic Centre',
  'family-details': [
    {
      name: 'Robin Example',
      address: '1 Nowhere Street',
      born: '2015-05-04',
      relationship: 'self',
      'is-subject': true,
    },
    { name: 'Jo Example', relationship: 'mother', 'is-subject': false },
  ],
  attended: ['nerys', 'sian'],
  'legal-there': 'came',
  'presenting-issues': 'Neglect; nothing has changed since the conference.',
  'partners-involvement': 'School, school nursing and police each told what they did.',
  'plan-reviewed': 'Half of its steps were never taken.',
  'assessments-reviewed': 'The neglect tool was done again in March.',
  'specialist-assessments': 'None was asked for.',
  risks: 'Food, cold and missed school.',
  'protective-factors': 'A grandmother near by.',
  'ability-to-change': 'Doubtful without support.',
  'families-protocol': 'Appointments will be joint, as that protocol says.',
  'why-this-outcome': 'The steps not taken can still be taken.',
  'plan-changed': true,
  actions: [{ action: 'Visit twice a week', owner: 'sian', 'by-when': '2026-04-10' }],
  'telling-the-family': 'Sian tells the mother tomorrow.',
}

export const TIER_1: Answers = { ...REVIEW, combined: false, attendance: there() }

export const TIER_2: Answers = {
  ...REVIEW,
  attendance: { ...there(), 'service-manager': 'present', 'police-inspector': 'absent' },
}

export const FOUND: Answers = { 'what-was-found': 'The visits happened; the home is warm.' }

export const CONFERENCE: Answers = {
  barriers: 'The mother does not open the door to strangers.',
  'how-the-plan-changes': 'One worker whom she knows, and the grandmother in the plan.',
}

/** What is asked besides where a meeting is held after the day by which it is owed, or called for a later one. */
export const HELD_LATE: Answers = { 'why-held-late': 'The police could not come before.' }
export const CALLED_LATE: Answers = { 'why-so-late': 'The police cannot come before.' }

/** What is asked besides where Tier 3 comes without Tier 2. */
export const SERIOUS: Answers = { 'clearly-very-serious': 'Two injuries in a week.' }

export const REFERRAL: Answers = {
  'asked-of-the-event': 'Why does nothing that we do change anything?',
}

export const EVENT: Answers = {
  attended: ['nerys', 'cari'],
  presentation: 'Sian told the eight months; the concern is neglect.',
  discussion: 'Each agency waited for another.',
  'practice-explored': 'The chronology was never joined up.',
  reflection: 'The plan asks too much at once.',
  'agreed-actions': 'One chronology; one lead worker.',
  'passed-to-employer': false,
}

export const ARRANGED: Answers = {
  'held-on': '2026-05-12T09:30:00+01:00',
  venue: 'The Old Library',
  'agreed-with-chair': true,
  attendees: ['nerys', 'cari'],
}

export const CHOSEN: Answers = {
  facilitators: ['fflur', 'ffion'],
  experience: 'Fflur led two child practice reviews; Ffion supervises groups.',
}

export const PRINCIPLES: Answers = {
  principles: 'One speaks at a time; nobody is blamed.',
  confidentiality: 'What is told of the case stays in the room.',
}

export const DEBRIEF: Answers = {
  debriefing: 'Staff were relieved to say it aloud.',
  actions: [{ action: 'One chronology', owner: 'sian', 'by-when': '2026-06-12' }],
}

export const REPORT: Answers = {
  'what-came-of-it': 'One chronology and one lead worker.',
  'actions-set': 'One chronology by 12 June; one lead worker at once.',
  learning: [{ theme: 'Chronologies', point: 'Join them before the first conference.' }],
}

/** The headings of Appendix 4. */
export const TEMPLATE = [
  'Date and time',
  'Venue',
  'Family details',
  '1. In attendance',
  '2. The case and its present issues, based on the information provided',
  "3. Partners' involvement to date",
  "4. Analysis of risks, protective factors and parents' ability to change",
  '5. Outcome agreed, with actions and timescales',
  '6. Communications with the family',
]

/** What is told, filed and reported after any end as well. */
export const OUTLASTING: readonly string[] = [
  'reviewing-officer-to-be-told',
  'tier-1-report-to-be-received',
  'tier-2-report-to-be-received',
  'report-to-the-group',
  'report-to-be-filed',
]
