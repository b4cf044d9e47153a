import type { Day } from '../../engine/calendar/day.ts'
import { addMonths } from '../../engine/calendar/months.ts'
import type { Coverage, FactKind } from '../../engine/facts/fact.ts'

/** Where a day was read. */
interface Place {
  readonly day: Day
  readonly file: string
  readonly line: number
}

/**
 * The published extract scripts leave out whatever ended more than six years before they ran. They run some days after the
 * newest record, so what a table surely holds begins a month later than six years before that.
 */
const EXTRACT_MONTHS = 72
const SURELY_HELD_MONTHS = 71
/** A table reaches further back when this share of its rows ended before that: a few wrong dates are no proof. */
const PROOF = 0.01

const BUCKET = 31

/** How far a dataset reaches: forward to its newest record, and back as far as its own rows prove. */
export class Reach {
  #newest: Place | undefined
  /** For each kind, how many of its rows ended in each stretch of 31 days since 1970; those that go on count as `rows` only. */
  readonly #ended = new Map<FactKind, { rows: number; readonly buckets: Map<number, number> }>()

  /** A day on which something is recorded as having happened. Days that were only planned or due prove nothing. */
  see(day: Day, today: Day, file: string, line: number): void {
    if (day <= today && (this.#newest === undefined || day > this.#newest.day)) this.#newest = { day, file, line }
  }

  row(kind: FactKind, until: Day | null): void {
    let ended = this.#ended.get(kind)
    if (ended === undefined) {
      ended = { rows: 0, buckets: new Map() }
      this.#ended.set(kind, ended)
    }
    ended.rows += 1
    if (until === null) return
    const bucket = Math.floor(until / BUCKET)
    ended.buckets.set(bucket, (ended.buckets.get(bucket) ?? 0) + 1)
  }

  /** The newest record, by which the dataset's day is taken; undefined where no table has a day that has come. */
  get newest(): Place | undefined {
    return this.#newest
  }

  /** What the dataset holds whole of this kind, up to its newest record. */
  coverage(kind: FactKind, until: Day): Coverage {
    const ended = this.#ended.get(kind)
    const before = Math.floor(addMonths(until, -EXTRACT_MONTHS) / BUCKET)
    let older = 0
    for (const [bucket, count] of ended?.buckets ?? []) if (bucket < before) older += count
    const reachesBack = older > 0 && older >= (ended?.rows ?? 0) * PROOF
    return { kind, from: reachesBack ? null : addMonths(until, -SURELY_HELD_MONTHS), until }
  }
}
