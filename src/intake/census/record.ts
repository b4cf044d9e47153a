import type { Day } from '../../engine/calendar/day.ts'

/** A value as the census gives it, and the line it stands on. */
export interface Said<T> {
  readonly value: T
  readonly line: number
}

export type On = Said<Day>

/**
 * One child as a census tells of them, as far as anything here needs it. It lives until its facts are in the cohort.
 * A value that is missing, or could not be read (then there is a finding), is null.
 */
export interface ChildRecord {
  readonly line: number
  id: Said<string> | null
  upn: Said<string> | null
  upnUnknown: Said<string> | null
  born: On | null
  expected: On | null
  died: On | null
  /** One, unless both elements stand. */
  readonly sexes: SaidSex[]
  ethnicity: string
  readonly episodes: EpisodeRecord[]
  /** The protection plans of all episodes, and the initial conferences, wherever they stand. */
  readonly plans: PlanRecord[]
  readonly conferences: On[]
}

/** From collection year 2025 `Sex` (M, F, U) takes the place of `GenderCurrent` (1, 2, 0, 9). */
export interface SaidSex extends Said<string> {
  readonly element: 'Sex' | 'GenderCurrent'
}

/** A referral, and what happened while the case was open after it (`CINdetails`). */
export interface EpisodeRecord {
  readonly line: number
  referred: On | null
  need: string
  closed: On | null
  reason: string
  noFurtherAction: boolean
  /** The initial conference where it stands beside the section 47 enquiries, as for a child who moves in. */
  conference: On | null
  readonly assessments: AssessmentRecord[]
  readonly inNeedPlans: InNeedPlanRecord[]
  readonly enquiries: EnquiryRecord[]
  readonly plans: PlanRecord[]
  readonly preProceedings: PreProceedingsRecord[]
}

export interface AssessmentRecord {
  readonly line: number
  start: On | null
  authorised: On | null
  readonly factors: string[]
}

export interface InNeedPlanRecord {
  readonly line: number
  start: On | null
  end: On | null
}

export interface EnquiryRecord {
  readonly line: number
  start: On | null
  target: On | null
  conference: On | null
  conferenceNotRequired: boolean
}

export interface PlanRecord {
  readonly line: number
  start: On | null
  end: On | null
  initialCategory: Said<string> | null
  latestCategory: Said<string> | null
  statedPrevious: number | null
  readonly reviews: On[]
}

export interface PreProceedingsRecord {
  readonly line: number
  start: On | null
  decided: On | null
  toCourt: On | null
  outcome: string
  /** Whether family group decision making was spoken of: such a block need not be one of pre-proceedings. */
  familyMeeting: boolean
}

export const blank = {
  child: (line: number): ChildRecord => ({
    line,
    id: null,
    upn: null,
    upnUnknown: null,
    born: null,
    expected: null,
    died: null,
    sexes: [],
    ethnicity: '',
    episodes: [],
    plans: [],
    conferences: [],
  }),
  episode: (line: number): EpisodeRecord => ({
    line,
    referred: null,
    need: '',
    closed: null,
    reason: '',
    noFurtherAction: false,
    conference: null,
    assessments: [],
    inNeedPlans: [],
    enquiries: [],
    plans: [],
    preProceedings: [],
  }),
  assessment: (line: number): AssessmentRecord => ({ line, start: null, authorised: null, factors: [] }),
  inNeedPlan: (line: number): InNeedPlanRecord => ({ line, start: null, end: null }),
  enquiry: (line: number): EnquiryRecord => ({
    line,
    start: null,
    target: null,
    conference: null,
    conferenceNotRequired: false,
  }),
  plan: (line: number): PlanRecord => ({
    line,
    start: null,
    end: null,
    initialCategory: null,
    latestCategory: null,
    statedPrevious: null,
    reviews: [],
  }),
  preProceedings: (line: number): PreProceedingsRecord => ({
    line,
    start: null,
    decided: null,
    toCourt: null,
    outcome: '',
    familyMeeting: false,
  }),
}

/** What a census says of itself. */
export interface HeaderRecord {
  readonly line: number
  collection: Said<string> | null
  year: Said<number> | null
  referenceDate: On | null
  /** One for each system that contributed to the file. */
  readonly authorities: Said<string>[]
  writtenOn: On | null
}

export function blankHeader(line: number): HeaderRecord {
  return { line, collection: null, year: null, referenceDate: null, authorities: [], writtenOn: null }
}
