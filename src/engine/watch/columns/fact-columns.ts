import type { Day } from '../../calendar/day.ts'
import { birthday } from '../../calendar/months.ts'
import { CATEGORIES, LEGAL_STATUSES, MULTIPLE_CATEGORIES, PLACEMENTS } from '../../facts/codes.ts'
import type { Cohort } from '../../facts/cohort.ts'
import { ADULT, type Fact, type FactKind, type FactOf, type History } from '../../facts/fact.ts'
import { type DaySet, END } from '../day-set.ts'
import { type Told, tell } from '../told.ts'
import { isInColumns, monthAndDate } from './month-table.ts'

/** Stands for "not known" in a column. */
export const NONE = -0x80000000

/** The kinds of facts that are held as columns. */
export const COLUMN_KINDS = [
  'referral',
  'enquiry',
  'conference',
  'child-in-need-plan',
  'protection-plan',
  'review',
  'placement',
  'legal-status',
] as const satisfies readonly FactKind[]
export type ColumnKind = (typeof COLUMN_KINDS)[number]

/** The facts of one kind, child by child and in order of their first day: those of child c lie from starts[c] to starts[c + 1]. */
export interface FactColumn {
  readonly starts: Int32Array
  readonly from: Int32Array
  /** `END` while it goes on. */
  readonly until: Int32Array
  /** The month and date of `from`, so that months are counted without a division. */
  readonly month: Int16Array
  readonly date: Uint8Array
}

const CATEGORY_CODES: readonly string[] = ['', ...Object.values(CATEGORIES), MULTIPLE_CATEGORIES]
const PLACEMENT_CODES: readonly string[] = ['', ...Object.values(PLACEMENTS).flat()]
const LEGAL_STATUS_CODES: readonly string[] = ['', ...Object.values(LEGAL_STATUSES).flat()]

/** A category's small number in columns; 0 for a code that no protocol can name. */
export function categoryNumber(code: string): number {
  return Math.max(0, CATEGORY_CODES.indexOf(code))
}

/** A placement's small number in columns; 0 for a code that no protocol can name. */
export function placementNumber(code: string): number {
  return Math.max(0, PLACEMENT_CODES.indexOf(code))
}

/** A legal status's small number in columns; 0 for a code that no protocol can name. */
export function legalStatusNumber(code: string): number {
  return Math.max(0, LEGAL_STATUS_CODES.indexOf(code))
}

/**
 * What is known of every child of a cohort, in typed arrays: whole days, small numbers for codes, and where each child's
 * facts begin. It is made once and asked of any day. A child whose facts it cannot hold exactly (a day outside the years 1900
 * to 2199, a review of several days, two plans of one identifier) is marked, and is asked by the single-case evaluation.
 */
export class CohortColumns {
  readonly cohort: Cohort
  readonly knownAt: Day | undefined
  readonly size: number
  readonly facts: Readonly<Record<ColumnKind, FactColumn>>
  /** `NONE` where it is not known; so is the month. */
  readonly born: Int32Array
  readonly bornMonth: Int16Array
  readonly bornDate: Uint8Array
  /** `END` while the child lives, or where its birth is not known. */
  readonly died: Int32Array
  readonly adult: Int32Array
  /** Which of the profiles of coverage is the child's. */
  readonly profile: Int32Array
  /** 1 where the child's facts are not held exactly. */
  readonly inexact: Uint8Array
  readonly plans: {
    readonly initial: Uint8Array
    readonly latest: Uint8Array
    readonly knownFrom: Int32Array
    /** The plan's identifier as a number among those of its child; 0 where it has none. */
    readonly key: Int32Array
    readonly stated: Int32Array
    readonly mayCountThis: Uint8Array
  }
  /** The plan that a review names, numbered as the plans are; 0 where it names none of them. */
  readonly reviewOf: Int32Array
  readonly enquiries: { readonly hasTarget: Uint8Array; readonly needsNone: Uint8Array }
  readonly placements: { readonly code: Uint8Array; readonly miles: Float64Array }
  readonly legalStatuses: { readonly code: Uint8Array }
  readonly #profiles: readonly Told[]

  private constructor(cohort: Cohort, knownAt: Day | undefined, read: Reading) {
    this.cohort = cohort
    this.knownAt = knownAt
    this.size = cohort.size
    this.facts = read.columns()
    this.born = new Int32Array(read.born)
    this.bornMonth = new Int16Array(read.bornMonth)
    this.bornDate = new Uint8Array(read.bornDate)
    this.died = new Int32Array(read.died)
    this.adult = new Int32Array(read.adult)
    this.profile = new Int32Array(read.profile)
    this.inexact = new Uint8Array(read.inexact)
    this.plans = {
      initial: new Uint8Array(read.initial),
      latest: new Uint8Array(read.latest),
      knownFrom: new Int32Array(read.knownFrom),
      key: new Int32Array(read.key),
      stated: new Int32Array(read.stated),
      mayCountThis: new Uint8Array(read.mayCountThis),
    }
    this.reviewOf = new Int32Array(read.reviewOf)
    this.enquiries = { hasTarget: new Uint8Array(read.hasTarget), needsNone: new Uint8Array(read.needsNone) }
    this.placements = { code: new Uint8Array(read.code), miles: new Float64Array(read.miles) }
    this.legalStatuses = { code: new Uint8Array(read.legalStatus) }
    this.#profiles = read.profiles
  }

  /** Reads a cohort into columns; `knownAt` leaves out what became known only later. */
  static of(cohort: Cohort, knownAt?: Day): CohortColumns {
    const read = new Reading()
    for (let child = 0; child < cohort.size; child++) {
      read.add(cohort.history(child, knownAt), cohort.sourcesOf(child))
    }
    return new CohortColumns(cohort, knownAt, read)
  }

  /** For each profile, the days of which no source tells whether a fact of a kind held. */
  untold(kind: FactKind): readonly DaySet[] {
    return this.#profiles.map((told) => told.untold(kind))
  }
}

/** The columns while they grow. */
class Reading {
  readonly born: number[] = []
  readonly bornMonth: number[] = []
  readonly bornDate: number[] = []
  readonly died: number[] = []
  readonly adult: number[] = []
  readonly profile: number[] = []
  readonly inexact: number[] = []
  readonly initial: number[] = []
  readonly latest: number[] = []
  readonly knownFrom: number[] = []
  readonly key: number[] = []
  readonly stated: number[] = []
  readonly mayCountThis: number[] = []
  readonly reviewOf: number[] = []
  readonly hasTarget: number[] = []
  readonly needsNone: number[] = []
  readonly code: number[] = []
  readonly miles: number[] = []
  readonly legalStatus: number[] = []
  readonly profiles: Told[] = []
  readonly #profileOf = new Map<number, number>()
  readonly #kinds = new Map<FactKind, GrowingFacts>(COLUMN_KINDS.map((kind) => [kind, new GrowingFacts()]))

  add(history: History, sources: number): void {
    const { born, died } = history.child
    const isHeld =
      [born, died].every((day) => day === null || isInColumns(day)) &&
      history.facts.every(isHeldExactly) &&
      !haveOneKey(history.facts)
    this.inexact.push(isHeld ? 0 : 1)
    const [month, date] = born === null || !isInColumns(born) ? [NONE, 0] : monthAndDate(born)
    this.born.push(born ?? NONE)
    this.bornMonth.push(month)
    this.bornDate.push(date)
    this.died.push(died ?? END)
    this.adult.push(born === null ? END : birthday(born, ADULT))
    this.profile.push(this.#profile(history, sources))
    const keys = keysOf(history.facts)
    for (const fact of isHeld ? history.facts : []) {
      const column = this.#kinds.get(fact.kind)
      if (column === undefined) continue
      column.add(fact)
      this.#addOwn(fact, keys)
    }
    for (const column of this.#kinds.values()) column.endChild()
  }

  columns(): Record<ColumnKind, FactColumn> {
    const column = (kind: ColumnKind): FactColumn => (this.#kinds.get(kind) ?? new GrowingFacts()).column()
    return {
      referral: column('referral'),
      enquiry: column('enquiry'),
      conference: column('conference'),
      'child-in-need-plan': column('child-in-need-plan'),
      'protection-plan': column('protection-plan'),
      review: column('review'),
      placement: column('placement'),
      'legal-status': column('legal-status'),
    }
  }

  /** Children of whom the same imports speak share what those cover. */
  #profile(history: History, sources: number): number {
    const known = this.#profileOf.get(sources)
    if (known !== undefined) return known
    const number = this.profiles.length
    // What is covered does not depend on the day asked.
    this.profiles.push(tell(history, 0 as Day))
    this.#profileOf.set(sources, number)
    return number
  }

  #addOwn(fact: Fact, keys: readonly string[]): void {
    switch (fact.kind) {
      case 'protection-plan':
        return this.#addPlan(fact, keys)
      case 'review':
        this.reviewOf.push(Math.max(0, keys.indexOf(fact.plan)))
        return
      case 'enquiry':
        this.hasTarget.push(fact.conferenceTarget === null ? 0 : 1)
        this.needsNone.push(fact.conferenceNotRequired ? 1 : 0)
        return
      case 'placement':
        this.code.push(placementNumber(fact.code))
        this.miles.push(fact.distance ?? NONE)
        return
      case 'legal-status':
        this.legalStatus.push(legalStatusNumber(fact.code))
        return
      default:
        return
    }
  }

  #addPlan(plan: FactOf<'protection-plan'>, keys: readonly string[]): void {
    this.initial.push(categoryNumber(plan.initialCategory))
    this.latest.push(categoryNumber(plan.latestCategory))
    this.knownFrom.push(plan.knownFrom ?? NONE)
    this.key.push(keys.indexOf(plan.key))
    this.stated.push(plan.statedPrevious ?? NONE)
    this.mayCountThis.push(plan.statedMayCountThis ? 1 : 0)
  }
}

class GrowingFacts {
  readonly #starts: number[] = [0]
  readonly #from: number[] = []
  readonly #until: number[] = []
  readonly #month: number[] = []
  readonly #date: number[] = []

  add({ from, until }: Fact): void {
    const [month, date] = monthAndDate(from)
    this.#from.push(from)
    this.#until.push(until ?? END)
    this.#month.push(month)
    this.#date.push(date)
  }

  endChild(): void {
    this.#starts.push(this.#from.length)
  }

  column(): FactColumn {
    return {
      starts: new Int32Array(this.#starts),
      from: new Int32Array(this.#from),
      until: new Int32Array(this.#until),
      month: new Int16Array(this.#month),
      date: new Uint8Array(this.#date),
    }
  }
}

/** The identifiers of a child's plans, each once, after the empty one: their places are their numbers. */
function keysOf(facts: readonly Fact[]): readonly string[] {
  const keys = ['']
  for (const fact of facts) {
    if (fact.kind === 'protection-plan' && !keys.includes(fact.key)) keys.push(fact.key)
  }
  return keys
}

/** Whether two plans of a child have one identifier: a review that names it would then be of both. */
function haveOneKey(facts: readonly Fact[]): boolean {
  const named = facts.filter((fact) => fact.kind === 'protection-plan' && fact.key !== '')
  return named.length > 1 && new Set(named.map(({ key }) => key)).size < named.length
}

/** Whether columns hold a fact as it is: its days in range, and a thing of one day with that day alone. */
function isHeldExactly({ kind, from, until }: Fact): boolean {
  if (!isInColumns(from) || (until !== null && !isInColumns(until))) return false
  return (kind !== 'review' && kind !== 'conference') || until === from
}
