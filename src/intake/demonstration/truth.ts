import type { Day } from '../../engine/calendar/day.ts'

/**
 * What happened, in full, in the invented authority: both files are views of this (`known.ts`), which is why they agree.
 * Days run on past the day of writing until a view leaves them out. Every identifier is unique in the authority.
 */
export interface DemonstrationChild {
  /** From 1, in the order in which children are made. */
  readonly number: number
  /** Letters and digits only, as the census wants it. */
  readonly id: string
  readonly family: string
  /** The day of birth, or the day on which an unborn child will be born. */
  readonly born: Day
  /** Given for a child referred before birth. */
  readonly expected: Day | null
  readonly died: Day | null
  readonly sex: 'M' | 'F'
  readonly ethnicity: string
  /** Census codes; never empty, NONE where there is none. */
  readonly disabilities: readonly string[]
  /** '' for a child without one; then `upnUnknown` says why. */
  readonly upn: string
  readonly formerUpn: string
  readonly upnUnknown: string
  readonly referrals: readonly Referral[]
}

/** A referral and everything done until the case closed. */
export interface Referral {
  readonly id: string
  readonly on: Day
  readonly source: string
  readonly need: string
  readonly noFurtherAction: boolean
  readonly closed: Day | null
  /** RC1 to RC9; '' while open. */
  readonly reason: string
  readonly assessments: readonly Assessment[]
  readonly needPlans: readonly NeedPlan[]
  readonly enquiries: readonly Enquiry[]
  readonly conferences: readonly Conference[]
  readonly plans: readonly ProtectionPlan[]
  readonly preProceedings: readonly PreProceedings[]
  readonly care: readonly Care[]
  readonly involvements: readonly Involvement[]
}

export interface Assessment {
  readonly id: string
  readonly from: Day
  readonly until: Day | null
  /** Empty until it is authorised. */
  readonly factors: readonly string[]
  readonly service: boolean
}

export interface NeedPlan {
  readonly id: string
  readonly from: Day
  readonly until: Day | null
}

/** A section 47 enquiry. */
export interface Enquiry {
  readonly id: string
  readonly from: Day
  readonly until: Day | null
  /** It ended without an initial conference being needed. */
  readonly noConference: boolean
}

/** An initial conference, from the day it was asked for. */
export interface Conference {
  readonly id: string
  /** Shared by the children considered together. */
  readonly meeting: string
  /** '' for a plan that came with the child from another authority. */
  readonly enquiry: string
  readonly asked: Day
  readonly target: Day | null
  readonly held: Day | null
  /** '' where it made no plan, or none yet. */
  readonly plan: string
}

export interface ProtectionPlan {
  readonly id: string
  readonly conference: string
  readonly from: Day
  readonly until: Day | null
  readonly initialCategory: string
  readonly latestCategory: string
  /** The day of the change from the one to the other; null where there was none. */
  readonly changed: Day | null
  /** How many of the child's plans came before. */
  readonly previous: number
  readonly reviews: readonly Review[]
}

export interface Review {
  readonly id: string
  readonly meeting: string
  readonly due: Day
  /** Null for the review that was due next when the plan ended: it was planned until then. */
  readonly held: Day | null
  readonly continues: boolean
}

export interface PreProceedings {
  readonly id: string
  readonly from: Day
  /** The day the letter before proceedings was sent. */
  readonly letter: Day | null
  /** A family group decision making meeting. */
  readonly meetingOffered: boolean
  readonly meetingHeld: boolean
  readonly firstMeeting: Day | null
  readonly meetings: readonly Day[]
  /** The decision to step down or to apply to court; null while they run. */
  readonly until: Day | null
  readonly outcome: 'step down' | 'apply' | null
}

/** A period of being looked after. */
export interface Care {
  readonly id: string
  readonly from: Day
  readonly until: Day | null
  readonly endReason: string
  readonly statuses: readonly LegalStatus[]
  readonly placements: readonly Placement[]
}

export interface LegalStatus {
  readonly id: string
  readonly code: string
  readonly from: Day
  readonly until: Day | null
}

export interface Placement {
  readonly id: string
  readonly code: string
  readonly from: Day
  readonly until: Day | null
  /** Tenths of a mile from home. */
  readonly distance: number
  readonly provider: string
  /** Why it ended; '' while it runs. */
  readonly changeReason: string
}

export interface Involvement {
  readonly id: string
  readonly role: string
  readonly professional: string
  readonly team: string
  readonly from: Day
  readonly until: Day | null
  /** Why another worker took over; '' while it runs, or where it ended with the case. */
  readonly changeReason: string
}
