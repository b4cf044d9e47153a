import type { Day } from '../../engine/calendar/day.ts'
import { assess, authorisation, newReferral } from './assessment.ts'
import { lookAfter } from './care.ts'
import { type Case, type Draft, type Household, type Member, newId, newMeeting, soon } from './household.ts'
import { enquireWithoutConference, stepDown } from './need.ts'
import { preProceedings } from './pre-proceedings.ts'
import type { Weighted } from './random.ts'
import { type Ending, ending, type Sitting, sittings } from './review.ts'
import type { Conference, ProtectionPlan, Referral, Review } from './truth.ts'

/** Working days from the strategy discussion to a conference held within fifteen of them, and to a later one. */
const CONFERENCE_IN_TIME = [5, 9, 11, 12, 13, 14, 15, 15]
const CONFERENCE_LATE = [16, 17, 19, 23, 30, 45]
/**
 * In parts of ten thousand: conferences in time (81.4% are, with those of plans that came from elsewhere), and those that
 * make a plan (61,840 plans of 72,100 conferences).
 */
const IN_TIME = 8_050
const MAKES_A_PLAN = 8_580

const JOINS = 8_800
const APART = 1_300
const OWN_ENDING = 1_800
const TRANSFERRED_IN = 200
const STEPS_DOWN = 6_500
const COMES_BACK_WHILE_OPEN = 1_000

const CATEGORIES: Weighted<string> = [
  ['NEG', 490],
  ['EMO', 345],
  ['PHY', 70],
  ['SAB', 40],
  ['MUL', 45],
]
const CHANGES = 2_000
const CHANGED_TO: Weighted<string> = [
  ['NEG', 60],
  ['EMO', 30],
  ['MUL', 10],
]

/** What one conference was for one child. */
interface Held {
  readonly conference: Conference
  readonly ending: Ending | null
}

/** A referral that leads to a child protection conference. Gives the day on which the last child's case closed. */
export function protectionEpisode(household: Household, members: readonly Member[], on: Day): Day {
  const { draw } = household
  const together: Case[] = []
  const apart: Case[] = []
  const authorised = authorisation(household, on)
  let first: Draft<Referral> | null = null
  for (const member of members) {
    if (first !== null && !draw.chance(JOINS)) continue
    const referral: Draft<Referral> = newReferral(household, member, on, first)
    referral.need = 'N1'
    referral.assessments.push(assess(household, member, { from: on, until: authorised }, true))
    const group = first !== null && draw.chance(APART) ? apart : together
    group.push({ member, referral })
    first ??= referral
  }
  let last = protect(household, together, on)
  for (const each of apart) {
    last = later(last, protect(household, [each], soon(household, on, [25, 60, 110, 160])))
  }
  return last
}

/** Considers children at one conference and follows their plans to the end. Gives the day on which the last case closed. */
function protect(household: Household, cases: readonly Case[], on: Day): Day {
  const { draw } = household
  const held = confer(household, cases, on, draw.chance(TRANSFERRED_IN))
  let last = on
  const back: Case[] = []
  let backOn: Day | null = null
  const comesBack = draw.chance(COMES_BACK_WHILE_OPEN)
  const stepsDown = draw.chance(STEPS_DOWN)
  for (const [index, each] of cases.entries()) {
    const outcome = held[index]
    if (outcome === undefined) continue
    let until = after(household, each, outcome, stepsDown)
    if (comesBack && outcome.ending?.why === 'review' && each.referral.care.length === 0) {
      back.push(each)
      backOn = later(backOn ?? until, until)
    } else {
      until = soon(household, until, [0, 1, 5, 14])
      close(each, until, outcome.ending?.why === 'moved' ? 'RC5' : each.referral.reason)
      last = later(last, until)
    }
  }
  return backOn === null ? last : later(last, protect(household, back, soon(household, backOn, [2, 20, 60])))
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b
}

function close({ referral }: Case, on: Day, reason: string): void {
  const endedBy = <T extends { readonly until: Day | null }>(each: T): T =>
    each.until !== null && each.until > on ? { ...each, until: on } : each
  // A case may close within weeks, on the family's moving away: what was still under way ends with it.
  referral.assessments = referral.assessments.map(endedBy)
  referral.enquiries = referral.enquiries.map(endedBy)
  referral.closed = on
  referral.reason = reason === '' ? 'RC7' : reason
}

/** What follows a conference, or the end of its plan: care, a child in need plan, or nothing. Gives the day it is over. */
function after(
  household: Household,
  { member, referral }: Case,
  { conference, ending }: Held,
  stepsDown: boolean,
): Day {
  const held = conference.held
  if (held === null) return conference.asked
  if (ending === null) return stepDown(household, member, referral, held)
  if (ending.why === 'care') return lookAfter(household, { member, referral }, ending.on, 'any')
  if (ending.why === 'review' && stepsDown) return stepDown(household, member, referral, ending.on)
  return ending.on
}

/** Holds one conference for all the cases, and makes their plans. */
function confer(household: Household, cases: readonly Case[], on: Day, transferredIn: boolean): Held[] {
  const { draw, days } = household
  const fresh = transferredIn && cases.every(({ referral }) => referral.conferences.length === 0)
  const discussed = soon(household, on, [0, 0, 1, 4, 18])
  const held = days.after(discussed, draw.spread(draw.chance(IN_TIME) ? CONFERENCE_IN_TIME : CONFERENCE_LATE))
  const meeting = newMeeting(household)
  const planned = draw.chance(MAKES_A_PLAN)
  const category = draw.weighted(CATEGORIES)
  const reviews = planned ? sittings(household, held) : []
  const ends = ending(household, held, reviews)
  const asked = days.after(discussed, draw.between(1, 4))
  return cases.map(({ member, referral }) => {
    const enquiry = fresh ? '' : newId(member, 'E')
    if (!fresh) {
      const until = days.after(asked, draw.between(0, 1))
      referral.enquiries.push({ id: enquiry, from: discussed, until, noConference: false })
    } else if (draw.chance(5_000)) enquireWithoutConference(household, member, referral, held)
    const plan = planned ? newId(member, 'CP') : ''
    const target = fresh ? null : days.after(discussed, 15)
    const conference: Conference = { id: newId(member, 'IC'), meeting, enquiry, asked, target, held, plan }
    referral.conferences.push(conference)
    if (!planned) return { conference, ending: null }
    const own = draw.chance(OWN_ENDING) ? ending(household, held, reviews) : ends
    referral.plans.push(planOf(household, member, { id: plan, conference, category, reviews, ends: own }))
    if (own.why === 'care' || draw.chance(400)) preProceedings(household, member, referral, held, own)
    return { conference, ending: own }
  })
}

function planOf(
  household: Household,
  member: Member,
  given: { id: string; conference: Conference; category: string; reviews: readonly Sitting[]; ends: Ending },
): ProtectionPlan {
  const { draw } = household
  const from = given.conference.held ?? given.conference.asked
  const previous = member.referrals.reduce((sum, referral) => sum + referral.plans.length, 0)
  const initialCategory = draw.chance(500) ? draw.weighted(CATEGORIES) : given.category
  const reviews: Review[] = []
  for (const { meeting, due, held } of given.reviews) {
    const continues = held < given.ends.on
    // The review after the last one held is planned too, and so it is known until the plan ends.
    reviews.push({ id: newId(member, 'RV'), meeting, due, held: held <= given.ends.on ? held : null, continues })
    if (!continues) break
  }
  const turning = reviews[draw.below(3)]?.held ?? null
  const latest = draw.weighted(CHANGED_TO)
  const changes = draw.chance(CHANGES) && turning !== null && turning < given.ends.on && latest !== initialCategory
  return {
    id: given.id,
    conference: given.conference.id,
    from,
    until: given.ends.on,
    initialCategory,
    latestCategory: changes ? latest : initialCategory,
    changed: changes ? turning : null,
    previous,
    reviews,
  }
}

/** A referral just before the files are written, with a conference asked for and not yet held. */
export function askForConference(household: Household, members: readonly Member[], on: Day): void {
  const { draw, days } = household
  const asked = days.after(on, draw.between(1, 3))
  const held = days.after(on, draw.between(13, 15))
  const meeting = newMeeting(household)
  let first: Draft<Referral> | null = null
  for (const member of members) {
    const referral: Draft<Referral> = newReferral(household, member, on, first)
    first ??= referral
    referral.need = 'N1'
    const enquiry = newId(member, 'E')
    referral.enquiries.push({ id: enquiry, from: on, until: asked, noConference: false })
    const target = days.after(on, 15)
    referral.conferences.push({ id: newId(member, 'IC'), meeting, enquiry, asked, target, held, plan: '' })
    close({ member, referral }, soon(household, held, [30, 60]), 'RC7')
  }
}
