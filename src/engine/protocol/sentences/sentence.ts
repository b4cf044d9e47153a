import type { Unit } from '../../calendar/span.ts'

/** Name of a stage, step, duty, trigger, role, meeting or question: small letters, digits and hyphens. */
export type Name = string

/** Things that a duty or a trigger may be owed or met for, that the source systems tell of. */
export const FACT_THINGS = [
  'child',
  'family',
  'protection plan',
  'review conference',
  'initial conference',
  'child in need plan',
  'enquiry',
  'placement',
] as const
export type FactThing = (typeof FACT_THINGS)[number]

/**
 * Words of the grammar that no name may take: a sentence could then be read in two ways, or a forgotten name would go
 * unnoticed.
 */
export const RESERVED_WORDS = [
  ...['it', 'its', 'the', 'each', 'every', 'that', 'whoever', 'anyone'],
  ...[
    'by',
    'at',
    'entering',
    'leaving',
    'after',
    'before',
    'within',
    'tell',
    'when',
    'where',
    'is',
    'from',
    'in',
    'of',
  ],
  ...['and', 'or', 'else', 'then', 'again', 'as', 'for', 'more', 'includes', 'with', 'start', 'any', 'everyone'],
  ...['child', 'family', 'enquiry', 'placement', 'sibling', 'agency', 'sitting', 'recipient', 'item'],
] as const

/** A length of time as a sentence says it. */
export interface Length {
  readonly count: number
  readonly unit: Unit | 'hour'
}

export const CIVIL_UNITS = ['day', 'week', 'month', 'year'] as const

/** A length that needs no calendar of working days. */
export interface CivilLength {
  readonly count: number
  readonly unit: (typeof CIVIL_UNITS)[number]
}

/** When a length is reached: "15 months" on the corresponding date, "more than 18 months" on the day after it. */
export interface Threshold {
  readonly length: CivilLength
  readonly moreThan: boolean
}

/** "3 within 24 months": so many events in a window that slides. */
export interface CountWithin {
  readonly count: number
  readonly window: CivilLength
}

/** Something that happens on a day. */
export type Happening =
  /** What the duty is owed for. */
  | { readonly kind: 'it' }
  | { readonly kind: 'its-start' }
  | { readonly kind: 'its-end' }
  /** The day that an item of a list names as its own. */
  | { readonly kind: 'its-day' }
  /** The conference that an enquiry led to: the day it was held, else its target. */
  | { readonly kind: 'its-conference' }
  /** The plan's first, second, ... review conference, on the day it is held. */
  | { readonly kind: 'its-review'; readonly ordinal: number }
  | { readonly kind: 'trigger-met' }
  /** The day on which the trigger was seen to be met. */
  | { readonly kind: 'trigger-noticed' }
  | { readonly kind: 'entering'; readonly stage: Name }
  | { readonly kind: 'leaving'; readonly stage: Name }
  | { readonly kind: 'each'; readonly name: Name }
  | { readonly kind: 'named'; readonly name: Name }
  | { readonly kind: 'earlier-of' | 'later-of'; readonly parts: readonly [Happening, Happening] }

/** A day or an instant by which something is due. */
export type Moment =
  | { readonly kind: 'by'; readonly event: Happening }
  | {
      readonly kind: 'shifted'
      readonly length: Length
      readonly direction: 'after' | 'before'
      readonly event: Happening
    }
  /** "immediately": the same working day. */
  | { readonly kind: 'same-working-day'; readonly event: Happening }
  /** "at the next core-group or conference, whichever is first" */
  | { readonly kind: 'next'; readonly meetings: readonly Name[] }
  | { readonly kind: 'earlier-of' | 'later-of'; readonly parts: readonly [Moment, Moment] }

/** The sentence under `due`. */
export interface Due {
  readonly first: Moment
  /**
   * ", then every 6 months" counts on from the same origin; ", and again 1 month after each ..." starts anew at each event.
   * Where the length is the same it is said once: ", and again after each ...".
   */
  readonly again:
    | { readonly kind: 'never' }
    | { readonly kind: 'every'; readonly length: Length }
    /** ", then every 6 months or from the last, whichever is first": what was done early brings the next one forward. */
    | { readonly kind: 'every-or-from-last'; readonly length: Length }
    | { readonly kind: 'again'; readonly moment: Moment }
}

/** The sentence under `for each`. */
export interface Each {
  readonly of:
    | { readonly kind: 'fact'; readonly thing: FactThing }
    /**
     * Each time a step is recorded, a trigger is met or a duty falls due; `from` leaves out the ones before it. `or` names
     * further ones of which each counts alike.
     */
    | { readonly kind: 'named'; readonly name: Name; readonly from: number; readonly or: readonly Name[] }
    | { readonly kind: 'entering'; readonly stage: Name }
    | { readonly kind: 'sitting'; readonly meeting: Name }
    | { readonly kind: 'agency-with-flag' }
    /** Each change in the child's life for which the file says that it is owed. */
    | { readonly kind: 'life-event' }
    | { readonly kind: 'sibling' }
    | { readonly kind: 'recipient'; readonly notice: Name }
    /** Each item of a list that a step asked for. */
    | { readonly kind: 'item'; readonly question: Name; readonly step: Name }
  /** `includes` where several may be chosen. */
  readonly where: { readonly question: Name; readonly is: string; readonly includes: boolean } | null
}

/** The sentence under `while`: the stages that it lasts through. */
export interface While {
  readonly stages: readonly Name[]
}

export type Who =
  | { readonly kind: 'role'; readonly role: Name }
  /** A relation to this child, this case, or the person who raised it. */
  | { readonly kind: 'of-child' | 'of-case' | 'raisers-own'; readonly role: Name }
  /** Every holder of a role; `every-other-holder` leaves out this case's own. */
  | { readonly kind: 'every-holder' | 'every-other-holder'; readonly role: Name }
  /** The line manager of each who is in a role. */
  | { readonly kind: 'managers-of'; readonly role: Name }
  /** Who opened the pathway. */
  | { readonly kind: 'raiser' }
  | { readonly kind: 'whoever-recorded-it' }
  /** Of an agency that is named, everybody; or whom it has working with the case, everybody only where there is nobody such. */
  | { readonly kind: 'that-agency'; readonly tied: boolean }
  /** The one whom an item or a notice of theirs names. */
  | { readonly kind: 'that-person' }
  /** Whoever the latest record of a step names in its answers. */
  | { readonly kind: 'chosen'; readonly step: Name }
  | { readonly kind: 'each-agency-with-flag' }
  | { readonly kind: 'chair-of-last-meeting' }
  | { readonly kind: 'anyone-independent' }
  /** "practitioner with a tie to the case": those holders of the role who work with it, or whose agency is part of it. */
  | { readonly kind: 'tied-holder'; readonly role: Name }

/** The sentence under `owed by`: the first who is there, in this order. */
export interface OwedBy {
  readonly anyOf: readonly Who[]
}

/** The sentence under `by`: whoever of these is at hand may record it. */
export interface By {
  readonly anyOf: readonly Who[]
}

/** The sentence under `lapses`. */
export type Lapses =
  /** "when analysis is met for the same review" */
  | { readonly kind: 'duty-met'; readonly duty: Name; readonly sameThing: boolean }
  | { readonly kind: 'recorded'; readonly step: Name }
  | { readonly kind: 'leaving'; readonly stage: Name }
  | { readonly kind: 'plan-ends' }

/** The sentence under `if overdue`: who is told, and how long after. */
export interface IfOverdue {
  readonly tell: readonly Who[]
  readonly after: Length | null
}

/** The sentence under `shown` and under `needed`: always, never, after which other answer of the same step, or where it is late. */
export type Asked =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  /** "when agreed is no"; "when risks includes other", where several may be chosen. */
  | { readonly kind: 'answer'; readonly question: Name; readonly is: Name; readonly includes: boolean }
  /** "when it is too late for hold-tier-1", "when held-on is too late for hold-tier-1 or hold-tier-2" */
  | { readonly kind: 'too-late'; readonly question: Name | null; readonly steps: readonly Name[] }

/** The sentence under `held`: the longest time between two sittings in months, or null for "when called". */
export interface Held {
  readonly everyMonths: number | null
}
