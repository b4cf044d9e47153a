import { dataset, given, plan } from '../../../src/engine/watch/given.test-data.ts'
import type { Cast, Story } from '../walk.ts'
import {
  ARRANGED,
  CHOSEN,
  DEBRIEF,
  EVENT,
  INVITATIONS,
  PRINCIPLES,
  REFERRAL,
  REPORT,
  REQUEST,
  SERIOUS,
  TIER_1,
  TIER_2,
} from './answers.ts'

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
    zed: 'far-clinic',
    zoe: 'far-clinic',
  },
  strangers: ['far-clinic'],
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
    zed: 'practitioner',
    zoe: 'practitioner',
    hywel: 'safeguarding-lead',
    lowri: 'safeguarding-lead',
    cari: 'core-group',
    tom: 'team-manager',
    max: 'service-manager',
    huw: 'head-of-service',
    bethan: 'business-unit',
    quentin: 'quality-group-chair',
    fflur: 'facilitator',
    ffion: 'facilitator',
    gwen: 'facilitator',
    perl: 'performance-team',
    dilys: 'school-lead',
    lena: 'legal-representative',
    petra: 'police-representative',
  },
  coreGroup: ['cari', 'nerys'],
  managers: { cari: 'gwen', hetty: 'zoe' },
  pools: { 'experienced-facilitators': ['fflur', 'ffion', 'gwen', 'cari', 'hetty', 'sian', 'dilys', 'quentin'] },
}

/** Whoever holds a post of Appendix 2 for this case. */
export const POSTS_OF_THE_CASE = ['tegan', 'sal', 'hetty', 'paul', 'prue', 'rhys', 'anwen', 'alun']

/** A child on the register since this day, as files tell that were written on the last day they tell of. */
export function registered(
  story: Story,
  from = '2025-07-28',
  until: string | null = null,
  reach = '2026-02-28',
): Story {
  const written = [from, until ?? from, reach].sort().at(-1) ?? from
  return story.facts(given(dataset(written), { facts: [plan(from, until)] }).history(0))
}

/** Files tell of these days, and of no plan on any of them. */
export function notRegistered(story: Story): Story {
  return story.facts(given(dataset('2026-03-18'), { facts: [] }).history(0))
}

/** The files tell that the registration ended before June. */
export function deregistered(story: Story): Story {
  return registered(story, '2025-07-28', '2026-05-29', '2026-06-01')
}

/** The files turn out to tell of a plan whose 15 months were up on 16 March 2026. */
export function longRegistered(story: Story): Story {
  return registered(story, '2024-12-16')
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
  return tier1Called(story)
    .on('2026-04-01 10:00')
    .records('tegan', 'hold-tier-1', outcome === 'tier-3' ? { ...TIER_1, ...SERIOUS } : TIER_1, outcome)
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

function tier3AtOnce(story: Story): Story {
  return tier1Held(story, 'tier-3')
}

export function tier2Requested(story: Story): Story {
  return tier1Held(story, 'tier-2')
}

export function tier2Called(story: Story): Story {
  return tier2Requested(story).on('2026-04-08 09:00').records('tegan', 'convene-tier-2', INVITATIONS)
}

function tier2Held(story: Story, outcome: string): Story {
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

export function arranged(story: Story): Story {
  return tier3Requested(story).on('2026-04-20 09:00').records('bethan', 'arrange-event', ARRANGED)
}

export function facilitated(story: Story): Story {
  return arranged(story).on('2026-04-21 09:00').records('quentin', 'choose-facilitators', CHOSEN)
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
    .records('fflur', 'acknowledge-record')
    .records('ffion', 'acknowledge-record')
}

export function eventHeld(story: Story): Story {
  return acknowledged(story)
    .sitting('quality-group', '2026-06-10', '2026-09-09')
    .sitting('core-group', '2026-06-03', '2026-06-10', '2026-07-01')
    .sitting('conference', '2026-06-17')
    .on('2026-05-12 16:00')
    .records('fflur', 'hold-event', EVENT)
}

export function actionsRunning(story: Story): Story {
  return eventHeld(story)
    .on('2026-05-15 09:00')
    .records('ffion', 'debrief', DEBRIEF)
    .on('2026-05-22 09:00')
    .records('fflur', 'complete-report', REPORT)
}

/** The report has been presented, filed and shared. */
export function reportGone(story: Story): Story {
  return actionsRunning(story)
    .on('2026-06-10 10:00')
    .records('fflur', 'present-report')
    .records('sian', 'file-report')
    .records('tegan', 'share-report', { 'shared-at': 'core-group', checked: true, 'part-shared': 'The actions.' })
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
  ['tier-3-at-once', tier3AtOnce],
  ['tier-3-agreed', tier3Agreed],
  ['tier-3-requested', tier3Requested],
  ['event-held', eventHeld],
  ['tier-3-actions', actionsRunning],
]
