import type { Day } from '../../engine/calendar/day.ts'
import type { Finding } from '../finding.ts'
import type { ChildRecord } from './record.ts'

/** What a check may need beside the child. */
export interface CheckContext {
  /** First and last day of the collection's year; null where the header gives none. */
  readonly from: Day | null
  readonly referenceDate: Day | null
  /** Working days between two days; null where no calendar knows both. */
  readonly workingDays: (from: Day, until: Day) => number | null
}

/** Told each place where a check fails: its line, and what stands there. */
export type Fails = (line: number, what: string) => void

/** One rule, checked on one child: a pure function, and the words around what it finds. */
export interface Check {
  /** The collection's number of the rule, or our name where it has none. */
  readonly rule: string
  readonly weight: Finding['weight']
  /** The rule in words: what is wrong wherever it fails. */
  readonly what: string
  readonly remedy: string
  readonly check: (child: ChildRecord, fails: Fails, context: CheckContext) => void
}
