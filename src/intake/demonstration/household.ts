import { addDays, type Day } from '../../engine/calendar/day.ts'
import { ageOn } from '../../engine/calendar/months.ts'
import type { Stream } from './random.ts'
import type { Team } from './staff.ts'
import type { DemonstrationChild, Referral } from './truth.ts'
import type { Workdays } from './workdays.ts'

/** The same, still being filled. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }

export interface Member extends Omit<DemonstrationChild, 'referrals'> {
  readonly referrals: Draft<Referral>[]
  /** Identifiers are numbered within the child. */
  made: number
}

/** A family while its story is made up. */
export interface Household {
  readonly draw: Stream
  readonly days: Workdays
  readonly family: string
  readonly team: Team
  readonly members: readonly Member[]
  /** The day that the files are written for. */
  readonly lastDay: Day
  /** Meetings are numbered within the family, since siblings share them. */
  meetings: number
}

/** A child whose case runs, and the referral that it runs under. */
export interface Case {
  readonly member: Member
  readonly referral: Draft<Referral>
}

/** A new identifier of something that belongs to one child: `CP0000123-4`. */
export function newId(member: Member, prefix: string): string {
  member.made += 1
  return `${prefix}${String(member.number).padStart(7, '0')}-${member.made}`
}

export function newMeeting(household: Household): string {
  household.meetings += 1
  return `M${household.family}-${household.meetings}`
}

/** A working day that follows a day by as many days as `points` spread (`Stream.spread`), or just after. */
export function soon(household: Household, from: Day, points: readonly number[]): Day {
  return household.days.onOrAfter(addDays(from, household.draw.spread(points)))
}

/**
 * Whether a child can be referred: under about 17 and a half, born or to be born within five months, and not adopted (an
 * adopted child has a new record). Death is seen to at the end (`endOn`).
 */
export function isSubject(member: Member, on: Day): boolean {
  const adopted = member.referrals.some(({ reason }) => reason === 'RC1')
  return !adopted && member.born <= addDays(on, 150) && addDays(member.born, 6_390) > on
}

/** Whole years of age; 0 for the unborn. */
export function ageAt(member: Member, on: Day): number {
  return member.born > on ? 0 : ageOn(member.born, on)
}

/**
 * `any`: as the draws fall. The others leave the child, on the day the files are written, where a protocol looks: under an
 * interim care order with parents, in secure accommodation, or under 16 in accommodation without care.
 */
export type CareStory = 'any' | 'at-home' | 'secure' | 'unregulated'
