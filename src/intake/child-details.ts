import { type Day, formatDay } from '../engine/calendar/day.ts'
import { type GivenDetails, mergeChild } from '../engine/facts/child-details.ts'
import type { Cohort } from '../engine/facts/cohort.ts'
import { Column } from '../engine/facts/columns.ts'
import type { Child } from '../engine/facts/fact.ts'
import type { Report } from './finding.ts'

/** Where it is said: which import, and the place in its file. */
export interface Telling {
  readonly cohort: Cohort
  readonly report: Report
  /** The import's number in the cohort; its `writtenOn` must stand there by now, since the newer import is believed. */
  readonly source: number
  readonly file: string
  readonly line: number
}

/** Which import's details of each child stand, and its dates each by itself: as its number and one; 0 where none has spoken. */
interface Standing {
  readonly details: Column
  readonly born: Column
  readonly died: Column
}

const standing = new WeakMap<Cohort, Standing>()

/**
 * Settles what a source says of a child with what is known so far. What only one of them says is taken; where they
 * disagree, the import written later is believed, and a finding names the disagreement over a date.
 */
export function describeChild(telling: Telling, index: number, given: GivenDetails): void {
  const { cohort, source } = telling
  let spoken = standing.get(cohort)
  if (spoken === undefined) {
    spoken = { details: new Column(), born: new Column(), died: new Column() }
    standing.set(cohort, spoken)
  }
  const known = cohort.child(index)
  const newer = isNewer(cohort, source, spoken.details.get(index) - 1)
  if (newer) spoken.details.set(index, source + 1)
  const { born, died, ...others } = given
  cohort.describe(index, {
    ...mergeChild(known, others, newer),
    born: settleDate(telling, index, spoken.born, { known, now: born ?? null, of: BIRTH }),
    died: settleDate(telling, index, spoken.died, { known, now: died ?? null, of: DEATH }),
  })
}

const BIRTH = { field: 'born', rule: 'birth-dates-differ', what: 'birth' } as const
const DEATH = { field: 'died', rule: 'death-dates-differ', what: 'death' } as const

/** The date that stands, of the one known and the one given now; a finding where they differ. */
function settleDate(
  telling: Telling,
  index: number,
  givenBy: Column,
  { known, now, of }: { readonly known: Child; readonly now: Day | null; readonly of: typeof BIRTH | typeof DEATH },
): Day | null {
  const { cohort, source } = telling
  const old = known[of.field]
  if (now === null) return old
  const before = givenBy.get(index) - 1
  const newer = old === null || isNewer(cohort, source, before)
  if (newer) givenBy.set(index, source + 1)
  if (old === null || old === now) return now
  const [believed, other] = newer ? [now, old] : [old, now]
  const isOwn = before === source
  telling.report({
    weight: 'doubtful',
    file: telling.file,
    line: telling.line,
    child: known.id,
    rule: of.rule,
    message:
      `This gives ${formatDay(now)} as the child's date of ${of.what}; ` +
      `${isOwn ? 'another record of the child in it' : nameOf(cohort, before)} gives ${formatDay(old)}. ` +
      `${formatDay(believed)} is taken, from the ${isOwn ? 'first record' : 'file written later'}.`,
    remedy: `Find out whether ${formatDay(believed)} or ${formatDay(other)} is right, and correct the other record.`,
  })
  return believed
}

/** An import so that its files can be found: its only file, else its name. */
function nameOf(cohort: Cohort, source: number): string {
  const { name, files } = cohort.sources[source] ?? { name: 'another file', files: [] }
  const [first] = files
  return first !== undefined && files.length === 1 ? first : name
}

/**
 * Whether an import is believed rather than another (-1 where none has spoken). Within one import the first record stands;
 * of two imports of one day, or of unknown days, the one read later.
 */
function isNewer(cohort: Cohort, source: number, than: number): boolean {
  if (than < 0) return true
  if (source === than) return false
  const writtenOn = (number: number): Day | number => cohort.sources[number]?.writtenOn ?? Number.NEGATIVE_INFINITY
  return writtenOn(source) >= writtenOn(than)
}
