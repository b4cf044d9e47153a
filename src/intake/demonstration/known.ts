import { addDays, type Day, day } from '../../engine/calendar/day.ts'
import type { Care, DemonstrationChild, PreProceedings, ProtectionPlan, Referral, Review } from './truth.ts'

/** Supported accommodation is K3 from this day's collection year on; what ended before was H5, or P2. */
const SUPPORTED_FROM = day('2025-04-01')

/**
 * The child as the authority knew it at the end of a day: nothing that began later, nothing that had ended later shown as
 * ended. A review still to come is kept, without its day. Gives null for a child not referred by then.
 */
export function knownOn(child: DemonstrationChild, on: Day): DemonstrationChild | null {
  const referrals = child.referrals.filter((referral) => referral.on <= on).map((referral) => referralOn(referral, on))
  if (referrals.length === 0) return null
  return { ...child, died: notAfter(child.died, on), referrals }
}

/**
 * The child's story cut off on a day, as it is by an eighteenth birthday or a death: everything open ends there. Null where
 * nothing had begun.
 */
export function endOn(child: DemonstrationChild, on: Day, reason: string): DemonstrationChild | null {
  const referrals = child.referrals
    .filter((referral) => referral.on < on)
    .map((referral) =>
      referral.closed !== null && referral.closed < on ? referral : endReferral(referral, on, reason),
    )
  return referrals.length === 0 ? null : { ...child, referrals }
}

function notAfter(date: Day | null, on: Day): Day | null {
  return date !== null && date <= on ? date : null
}

interface Spell {
  readonly from: Day
  readonly until: Day | null
}

function begun<T extends Spell>(spells: readonly T[], on: Day): T[] {
  const found: T[] = []
  for (const spell of spells) {
    if (spell.from <= on) found.push(notAfter(spell.until, on) === null ? { ...spell, until: null } : spell)
  }
  return found
}

function referralOn(referral: Referral, on: Day): Referral {
  if (notAfter(referral.closed, on) !== null) return closedReferral(referral, on)
  return {
    ...referral,
    closed: null,
    reason: '',
    assessments: begun(referral.assessments, on).map((each) => (each.until === null ? { ...each, factors: [] } : each)),
    needPlans: begun(referral.needPlans, on),
    enquiries: begun(referral.enquiries, on).map((each) =>
      each.until === null ? { ...each, noConference: false } : each,
    ),
    conferences: referral.conferences
      .filter(({ asked }) => asked <= on)
      .map((each) => (notAfter(each.held, on) === null ? { ...each, held: null, plan: '' } : each)),
    plans: begun(referral.plans, on).map((plan) => planOn(plan, on)),
    preProceedings: begun(referral.preProceedings, on).map((each) => preProceedingsOn(each, on)),
    care: begun(referral.care, on).map((care) => careOn(care, on)),
    involvements: begun(referral.involvements, on).map((each) =>
      each.until === null ? { ...each, changeReason: '' } : each,
    ),
  }
}

/** Everything under a closed referral has ended with it; only what its plans had ahead of them is to be left out. */
function closedReferral(referral: Referral, on: Day): Referral {
  if (referral.plans.length + referral.care.length === 0) return referral
  return {
    ...referral,
    plans: referral.plans.map((plan) => planOn(plan, on)),
    care: referral.care.map((care) => careOn(care, on)),
  }
}

function planOn(plan: ProtectionPlan, on: Day): ProtectionPlan {
  const changed = notAfter(plan.changed, on)
  return {
    ...plan,
    changed,
    latestCategory: changed === null ? plan.initialCategory : plan.latestCategory,
    reviews: reviewsOn(plan.reviews, on, plan.until === null),
  }
}

/** The reviews held by a day, and the next one where what is reviewed still runs. */
function reviewsOn(reviews: readonly Review[], on: Day, running: boolean): Review[] {
  const held = reviews.filter((review) => notAfter(review.held, on) !== null)
  const next = reviews[held.length]
  return running && next !== undefined ? [...held, { ...next, held: null, continues: false }] : held
}

function preProceedingsOn(each: PreProceedings, on: Day): PreProceedings {
  const letter = notAfter(each.letter, on)
  const firstMeeting = notAfter(each.firstMeeting, on)
  return {
    ...each,
    letter,
    firstMeeting,
    meetingOffered: each.meetingOffered && letter !== null,
    meetingHeld: each.meetingHeld && firstMeeting !== null,
    meetings: each.meetings.filter((meeting) => meeting <= on),
    outcome: each.until === null ? null : each.outcome,
  }
}

function careOn(care: Care, on: Day): Care {
  return {
    ...care,
    endReason: care.until === null ? '' : care.endReason,
    statuses: begun(care.statuses, on),
    placements: begun(care.placements, on).map((each) => ({
      ...each,
      code: placementCode(each.code, each.until ?? on),
      changeReason: each.until === null ? '' : each.changeReason,
    })),
  }
}

function placementCode(code: string, until: Day): string {
  if (code === 'K3' && until < SUPPORTED_FROM) return 'H5'
  return code === 'P2' && until >= SUPPORTED_FROM ? 'K3' : code
}

function ended<T extends Spell>(spells: readonly T[], on: Day): T[] {
  return spells.map((spell) => (spell.until === null ? { ...spell, until: on } : spell))
}

function endReferral(whole: Referral, on: Day, reason: string): Referral {
  const referral = referralOn(whole, addDays(on, -1))
  const held = referral.conferences.filter((conference) => conference.held !== null)
  return {
    ...referral,
    closed: on,
    reason,
    assessments: ended(referral.assessments, on).map((each) =>
      each.until === on ? { ...each, service: false } : each,
    ),
    needPlans: ended(referral.needPlans, on),
    // An enquiry whose conference was never held ended without one.
    enquiries: ended(referral.enquiries, on).map((each) =>
      held.some(({ enquiry }) => enquiry === each.id) ? each : { ...each, noConference: true },
    ),
    conferences: held,
    // A plan that had ended already keeps the review that was due next: it was planned until then.
    plans: ended(referral.plans, on).map((plan) =>
      plan.until === on ? plan : (whole.plans.find(({ id }) => id === plan.id) ?? plan),
    ),
    preProceedings: ended(referral.preProceedings, on).map((each) => ({
      ...each,
      outcome: each.outcome ?? 'step down',
    })),
    care: ended(referral.care, on).map((care) => ({
      ...care,
      endReason: care.endReason === '' ? 'E8' : care.endReason,
      statuses: ended(care.statuses, on),
      placements: ended(care.placements, on),
    })),
    involvements: ended(referral.involvements, on),
  }
}
