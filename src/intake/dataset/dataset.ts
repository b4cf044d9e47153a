import type { Day } from '../../engine/calendar/day.ts'
import type { GivenDetails } from '../../engine/facts/child-details.ts'
import type { Cohort, GivenFact } from '../../engine/facts/cohort.ts'
import type { FactKind } from '../../engine/facts/fact.ts'
import { describeChild } from '../child-details.ts'
import type { Finding } from '../finding.ts'
import { quotedValue } from '../quoted.ts'
import type { Reading } from '../reading.ts'
import { Identifiers } from './identifiers.ts'
import { Plans } from './plans.ts'
import { Reach } from './reach.ts'
import type { TableRow } from './table-row.ts'

/** More days than any date that is read lies from 1970, so that a child and a day make one number. */
const DAYS = 100_000

/** No family has more children; an identifier that more share is what a case system writes for "not known". */
const LARGEST_FAMILY = 50

/** A conference as the plans made at it need to know it. */
export interface ConferenceHeld {
  /** The sitting, which siblings share; the conference's own identifier where the sitting is not named. */
  readonly meeting: string
  readonly day: Day | null
}

/** A fact without what the dataset adds to each: where it was read. */
type TableFact = GivenFact extends infer F ? (F extends GivenFact ? Omit<F, 'origin'> : never) : never

interface Detail {
  readonly child: number
  readonly given: GivenDetails
  readonly file: string
  readonly line: number
}

/** What the tables of one dataset tell one another while they are read, and the way of their facts into the cohort. */
export class Dataset {
  readonly cohort: Cohort
  /** The import's number in the cohort. */
  readonly source: number
  readonly today: Day
  readonly reach = new Reach()
  /** The names of the tables that are given and not empty; a reference into another proves nothing. */
  readonly given: Set<string>

  /** Children in the table of persons, and the days on which those died that did. */
  readonly persons = new Set<number>()
  readonly deaths = new Map<number, Day>()
  /** The family of each child that has one. */
  readonly families = new Map<number, string>()
  /** Names of teams, and job titles of professionals, by their identifiers. */
  readonly teams = new Map<string, string>()
  readonly titles = new Map<string, string>()
  /** Factors by assessment. */
  readonly factors = new Map<string, readonly string[]>()
  /** Conferences by their own identifier and by that of the plan they made; their targets by enquiry. */
  readonly conferences = new Map<string, ConferenceHeld>()
  readonly conferencesOfPlans = new Map<string, ConferenceHeld>()
  readonly targets = new Map<string, Day>()
  /** Protection plans, and child in need plans. */
  readonly plans = new Plans()
  readonly needPlans = new Plans()
  /** The child of each period of care. */
  readonly inCare = new Map<string, string>()

  readonly #details: Detail[] = []
  readonly #strangers = new Set<number>()
  readonly #reviewDays = new Set<number>()
  readonly #identifiers = new Map<string, Identifiers>()

  constructor(reading: Reading, source: number, given: ReadonlySet<string>) {
    this.cohort = reading.cohort
    this.source = source
    this.today = reading.today
    this.given = new Set(given)
  }

  /** The child's number. Tells, once for each child, of one that the table of persons should have and has not. */
  childOf(person: string, row: TableRow): number {
    const child = this.cohort.childOf(person, this.source)
    if (this.given.has('ssd_person') && !this.persons.has(child) && !this.#strangers.has(child)) {
      this.#strangers.add(child)
      row.doubt(
        'child-not-in-persons',
        'ssd_person has no row for this child; what is recorded is kept, without birth date, sex or ethnicity.',
        'Export all tables in one run.',
      )
    }
    return child
  }

  /** Whether the row tells something new; a second row of one identifier for one child is refused. */
  isNew(id: string, child: number, row: TableRow): boolean {
    const table = row.sheet.table.name
    let identifiers = this.#identifiers.get(table)
    if (identifiers === undefined) {
      // Only one table is read at a time; the identifiers of the one before are of no more use.
      this.#identifiers.clear()
      identifiers = new Identifiers()
      this.#identifiers.set(table, identifiers)
    }
    if (identifiers.add(id, child)) return true
    row.refuse(
      'duplicate-identifier',
      `An earlier row of ${table} has the same identifier for the same child; this row was not taken.`,
      'See which of the two rows is right, and export one row for each identifier.',
    )
    return false
  }

  /** Whether no review of the child on this day has been read yet. */
  isFirstReviewOn(day: Day, child: number): boolean {
    const both = child * DAYS + day
    if (this.#reviewDays.has(both)) return false
    this.#reviewDays.add(both)
    return true
  }

  add(child: number, fact: TableFact, row: TableRow): void {
    const { sheet, line } = row
    this.cohort.add(child, { ...fact, origin: { source: this.source, file: sheet.number, line } })
    this.reach.row(fact.kind, fact.until)
    this.reach.see(fact.from, this.today, sheet.file, line)
    if (fact.until !== null) this.reach.see(fact.until, this.today, sheet.file, line)
  }

  /** Keeps what is said of who a child is until the import's own day is known, by which sources that differ are settled. */
  describe(child: number, given: GivenDetails, row: TableRow): void {
    this.#details.push({ child, given, file: row.sheet.file, line: row.line })
  }

  settleDetails(report: Reading['report']): void {
    const { cohort, source } = this
    const sizes = new Map<string, number>()
    for (const family of this.families.values()) sizes.set(family, (sizes.get(family) ?? 0) + 1)
    const told = new Set<string>()
    for (const { child, given, file, line } of this.#details) {
      const { family = '' } = given
      const size = sizes.get(family) ?? 0
      if (size <= LARGEST_FAMILY) {
        describeChild({ cohort, source, report, file, line }, child, given)
      } else if (!told.has(family)) {
        told.add(family)
        report(familyTooLarge(family, size, file, line))
      }
    }
    this.#details.length = 0
  }
}

function familyTooLarge(family: string, size: number, file: string, line: number): Finding {
  return {
    weight: 'refused',
    file,
    line,
    child: null,
    rule: 'family-too-large',
    message: `${size} children have the family ${quotedValue(family)}, more than any has; it is taken for none.`,
    remedy: 'Leave the family out where it is not known, and export the table again.',
  }
}

/** The kinds of fact in the order in which a person would ask for them, by plain names. */
export const KIND_NAMES: Readonly<Record<FactKind, string>> = {
  referral: 'referrals',
  assessment: 'assessments',
  enquiry: 'section 47 enquiries',
  conference: 'initial conferences',
  'child-in-need-plan': 'child in need plans',
  'protection-plan': 'protection plans',
  review: 'review conferences',
  'legal-status': 'legal statuses',
  placement: 'placements',
  'pre-proceedings': 'pre-proceedings',
  involvement: 'involvements of workers',
}
