import type { Day } from '../calendar/day.ts'
import type { RecordedLifeEvent } from './life-event.ts'

/** Where a fact was read: the source's number in the cohort, and the line (or row) in its file. */
export interface Origin {
  readonly source: number
  /** Number of the file within its source: a census is one file, a dataset one file for each table. */
  readonly file: number
  readonly line: number
}

/**
 * What every fact has. A fact is something dated that the source systems say of a child. It holds from its first day up
 * to, and not on, the day it ended: a child whose plan ended on 3 March was on a plan on 2 March and not on 3 March.
 * A fact that merely happened on a day (`review`, `conference`) has that day in `from` and in `until`.
 */
interface Dated {
  readonly from: Day
  /** The day it ended; null while it goes on. */
  readonly until: Day | null
  /** The source's own identifier of it; '' where it has none. */
  readonly key: string
  readonly origin: Origin
  /** The day from which it was known here: the day its source was written. Null where the source does not say. */
  readonly knownFrom: Day | null
  /** The day a later source of the same coverage no longer held it, or held it differently; null while it stands. */
  readonly knownUntil: Day | null
}

/** A referral to children's social care and the time the case was open after it. */
export interface Referral extends Dated {
  readonly kind: 'referral'
  /** Primary need, N0 to N9. */
  readonly need: string
  /** Closed with no further action at the referral itself. */
  readonly noFurtherAction: boolean
}

/** A statutory assessment, from its start to its authorisation. */
export interface Assessment extends Dated {
  readonly kind: 'assessment'
  /** Factors identified, codes 1A to 24A. */
  readonly factors: readonly string[]
  /** Whether a service followed; a source that does not say leaves it unknown. */
  readonly service: 'yes' | 'no' | 'unknown'
  /** Identifier of its referral; '' where the source gives none. */
  readonly referral: string
}

/** A section 47 enquiry. */
export interface Enquiry extends Dated {
  readonly kind: 'enquiry'
  /** The day by which an initial conference was to be held. */
  readonly conferenceTarget: Day | null
  readonly conferenceNotRequired: boolean
}

/** An initial child protection conference. */
export interface Conference extends Dated {
  readonly kind: 'conference'
  readonly target: Day | null
  /** Identifier of the sitting, shared by children considered together; '' where unknown. */
  readonly meeting: string
}

/** A child in need plan. */
export interface ChildInNeedPlan extends Dated {
  readonly kind: 'child-in-need-plan'
}

/** A child protection plan: in Wales, the time on the Child Protection Register. */
export interface ProtectionPlan extends Dated {
  readonly kind: 'protection-plan'
  /** NEG, PHY, SAB, EMO or MUL. No source says on which day a category changed. */
  readonly initialCategory: string
  readonly latestCategory: string
  /** How many plans the source says came before; null where it does not say. */
  readonly statedPrevious: number | null
  /** Whether that number may count this plan as well: its source has not been seen to leave the present plan out. */
  readonly statedMayCountThis: boolean
  /** Identifier of the initial conference it came from, shared by siblings; '' where unknown. */
  readonly conference: string
}

/** A review child protection conference. */
export interface Review extends Dated {
  readonly kind: 'review'
  /** Identifier of its plan; '' where only the dates tell. */
  readonly plan: string
  readonly due: Day | null
}

/** A legal status: C1 interim care order (section 38), C2, E1, V2, ... */
export interface LegalStatus extends Dated {
  readonly kind: 'legal-status'
  readonly code: string
}

/** A placement of a looked-after child. */
export interface Placement extends Dated {
  readonly kind: 'placement'
  /** P1, K1, U1, ...; the set of codes changes by collection year. */
  readonly code: string
  /** Miles from home; null where unknown. */
  readonly distance: number | null
}

/** A period of pre-proceedings under the Public Law Outline, from its decision to its end. */
export interface PreProceedings extends Dated {
  readonly kind: 'pre-proceedings'
  readonly outcome: string
}

/** Somebody's work with the child: who, in which role, in which team. */
export interface Involvement extends Dated {
  readonly kind: 'involvement'
  readonly role: string
  readonly professional: string
  readonly team: string
}

export type Fact =
  | Referral
  | Assessment
  | Enquiry
  | Conference
  | ChildInNeedPlan
  | ProtectionPlan
  | Review
  | LegalStatus
  | Placement
  | PreProceedings
  | Involvement

export type FactKind = Fact['kind']
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>

/** Every kind, in the order in which facts of one day are listed: what opens a case comes before what follows from it. */
export const FACT_KINDS = [
  'referral',
  'assessment',
  'enquiry',
  'conference',
  'child-in-need-plan',
  'protection-plan',
  'review',
  'legal-status',
  'placement',
  'pre-proceedings',
  'involvement',
] as const satisfies readonly FactKind[]

/** What a source declares that it holds whole: within these days, what it does not list did not happen. */
export interface Coverage {
  readonly kind: FactKind
  /** First day; null where it reaches back as far as the authority's records do. */
  readonly from: Day | null
  readonly until: Day
}

/** One import: a census file, or the tables of one dataset. */
export interface Source {
  readonly name: string
  readonly format: 'cin-census' | 'safeguarding-dataset'
  readonly files: readonly string[]
  /** The authority's three-digit code; null where the source does not say. */
  readonly authority: string | null
  /** The day it was written, from inside the file; null where it does not say. */
  readonly writtenOn: Day | null
  readonly coverage: readonly Coverage[]
  /**
   * How this feed counts `statedPrevious`. Proved to leave the present plan out once some plan states 0; until then
   * unknown, since some feeds count the present plan too.
   */
  readonly previousPlans: 'leaves-present-out' | 'unknown'
}

/** The birthday on which childhood ends (Children Act 1989, section 105). */
export const ADULT = 18

/** Who the child is, as far as a trigger needs it: no name is ever read (docs/decisions/0006-no-names-in-a-scan.md). */
export interface Child {
  /** The authority's identifier of the child. */
  readonly id: string
  readonly born: Day | null
  readonly expected: Day | null
  readonly died: Day | null
  readonly sex: 'male' | 'female' | 'unknown'
  readonly ethnicity: string
  /** Identifier of the family; '' where unknown. */
  readonly family: string
}

/** A child, what is known of them, and what their sources hold whole. */
export interface History {
  readonly child: Child
  /** In order of `from`, then kind. */
  readonly facts: readonly Fact[]
  readonly coverage: readonly Coverage[]
  /** What people recorded of the child's life; left out where nobody did. */
  readonly lifeEvents?: readonly RecordedLifeEvent[]
}
