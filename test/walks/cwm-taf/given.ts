import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { dataset, given, plan } from '../../../src/engine/watch/given.test-data.ts'
import type { Cast, Story } from '../walk.ts'

// What the walks through Challenging Cases begin with. Everybody here is invented.

/** The case's own people, the posts of Appendix 2 among them; Nerys is a school nurse, Hywel her agency's safeguarding lead. */
export const CWM_TAF: Cast = {
  agencies: {
    nerys: 'health',
    hywel: 'health',
    hetty: 'health',
    gareth: 'college',
    cari: 'school',
    sal: 'school',
    paul: 'police',
    ivor: 'police',
    fflur: 'other-council',
    ffion: 'other-council',
  },
  own: {
    sian: 'social-worker',
    tegan: 'team-manager',
    morgan: 'service-manager',
    iris: 'reviewing-officer',
    sal: 'school-lead',
    hetty: 'health-visiting-supervisor',
    paul: 'police-sergeant',
    prue: 'probation-manager',
    rhys: 'rehabilitation-manager',
    anwen: 'adult-health-manager',
    alun: 'adult-care-manager',
    ivor: 'police-inspector',
  },
  others: {
    nerys: 'practitioner',
    gareth: 'practitioner',
    hywel: 'safeguarding-lead',
    lowri: 'safeguarding-lead',
    cari: 'core-group',
    tom: 'team-manager',
    huw: 'head-of-service',
    bethan: 'business-unit',
    quentin: 'quality-group-chair',
    fflur: 'facilitator',
    ffion: 'facilitator',
    gwen: 'facilitator',
    perl: 'performance-team',
  },
  coreGroup: ['sian', 'cari', 'nerys'],
  managers: { cari: 'gwen' },
  pools: { 'experienced-facilitators': ['fflur', 'ffion', 'gwen', 'cari', 'hetty', 'sian'] },
}

export const REQUEST: Answers = {
  'danger-now': false,
  'placed-here-by-another-authority': false,
  'not-reducing': 'Eight months of the plan, and the home is as it was.',
}

export const INVITATIONS: Answers = {
  'held-on': '2026-04-01T10:00:00+01:00',
  venue: 'Room 2, Civic Centre',
  invited: ['sian', 'cari', 'nerys'],
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
  attended: [{ name: 'Nerys', 'part-in-it': 'School nursing' }],
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

export const REFERRAL: Answers = {
  'risk-clearly-very-serious': false,
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

/** A child on the register since this day, as the files tell. */
export function registered(story: Story, from = '2025-07-28', until: string | null = null): Story {
  return story.facts(given(dataset('2026-12-31'), { facts: [plan(from, until)] }).history(0))
}

// Each goes on from the one before. 18 March 2026 is a Wednesday; 3 and 6 April, 4 and 25 May are bank holidays.

export function asked(story: Story): Story {
  return registered(story).on('2026-03-18 10:00').records('nerys', 'ask-for-tier-1', REQUEST)
}

export function refused(story: Story): Story {
  return asked(story)
    .on('2026-03-20 09:00')
    .records('hywel', 'decide-request', { reasons: 'It is working.' }, 'refused')
}

export function disputed(story: Story): Story {
  return refused(story)
    .on('2026-03-23 09:00')
    .records('nerys', 'dispute-refusal', { disagreement: 'It is not; nobody has been inside.' })
}

export function tier1Requested(story: Story): Story {
  return asked(story).on('2026-03-23 15:00').records('hywel', 'decide-request', { reasons: 'I agree.' }, 'agreed')
}

export function tier1Called(story: Story): Story {
  return tier1Requested(story).on('2026-03-24 09:00').records('tegan', 'convene-tier-1', INVITATIONS)
}

export function tier1Held(story: Story, outcome: string): Story {
  return tier1Called(story).on('2026-04-01 10:00').records('tegan', 'hold-tier-1', TIER_1, outcome)
}

export function tier1Plan(story: Story): Story {
  return tier1Held(story, 'revised-plan')
}

export function tier1Conference(story: Story): Story {
  return tier1Held(story, 'conference')
}

export function withLegal(story: Story): Story {
  return tier1Held(story, 'legal')
}

export function tier2Requested(story: Story): Story {
  return tier1Held(story, 'tier-2')
}

export function tier2Called(story: Story): Story {
  return tier2Requested(story).on('2026-04-08 09:00').records('tegan', 'convene-tier-2', INVITATIONS)
}

export function tier2Held(story: Story, outcome: string): Story {
  return tier2Called(story).on('2026-04-15 10:00').records('morgan', 'hold-tier-2', TIER_2, outcome)
}

export function tier2Plan(story: Story): Story {
  return tier2Held(story, 'revised-plan')
}

export function tier2Conference(story: Story): Story {
  return tier2Held(story, 'conference')
}

export function tier3Agreed(story: Story): Story {
  return tier2Held(story, 'tier-3')
}

export function tier3Requested(story: Story): Story {
  return tier3Agreed(story).on('2026-04-17 09:00').records('morgan', 'refer-to-tier-3', REFERRAL)
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

export function arranged(story: Story): Story {
  return tier3Requested(story).on('2026-04-20 09:00').records('bethan', 'arrange-event', ARRANGED)
}

export function facilitated(story: Story): Story {
  return arranged(story).on('2026-04-21 09:00').records('quentin', 'choose-facilitators', CHOSEN)
}

export const PRINCIPLES: Answers = {
  principles: 'One speaks at a time; nobody is blamed.',
  confidentiality: 'What is told of the case stays in the room.',
}

export function prepared(story: Story): Story {
  return facilitated(story)
    .on('2026-04-22 09:00')
    .records('fflur', 'agree-working-principles', PRINCIPLES)
    .on('2026-04-23 09:00')
    .records('ffion', 'prepare-event', { preparation: 'Who presents, and for how long.' })
}

export function acknowledged(story: Story): Story {
  return prepared(story)
    .on('2026-04-24 09:00')
    .records('nerys', 'acknowledge-record')
    .on('2026-04-27 09:00')
    .records('cari', 'acknowledge-record')
}

export function eventHeld(story: Story): Story {
  return acknowledged(story)
    .sitting('quality-group', '2026-06-10', '2026-09-09')
    .sitting('core-group', '2026-06-03', '2026-07-01')
    .sitting('conference', '2026-06-17')
    .on('2026-05-12 16:00')
    .records('fflur', 'hold-event', EVENT)
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

export function actionsRunning(story: Story): Story {
  return eventHeld(story)
    .on('2026-05-15 09:00')
    .records('ffion', 'debrief', DEBRIEF)
    .on('2026-05-22 09:00')
    .records('fflur', 'complete-report', REPORT)
}

/** Every stage that is not an end, by the way that leads there. */
export const EVERY_STAGE: readonly (readonly [stage: string, soFar: (story: Story) => Story])[] = [
  ['asked-for', asked],
  ['request-refused', refused],
  ['in-dispute', disputed],
  ['tier-1-requested', tier1Requested],
  ['tier-1-plan', tier1Plan],
  ['tier-1-conference', tier1Conference],
  ['with-legal', withLegal],
  ['tier-2-requested', tier2Requested],
  ['tier-2-plan', tier2Plan],
  ['tier-2-conference', tier2Conference],
  ['tier-3-agreed', tier3Agreed],
  ['tier-3-requested', tier3Requested],
  ['event-held', eventHeld],
  ['tier-3-actions', actionsRunning],
]
