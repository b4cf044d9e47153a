import { END } from '../day-set.ts'
import type { CohortColumns, ColumnKind } from './fact-columns.ts'

/** How many children are worked on at once: few enough that what is worked out of them stays in the processor's cache. */
export const BLOCK = 1_024

/** What a trigger may be met for, row by row: the children of a block, or their facts of one kind. */
export interface Rows {
  count: number
  /** The child that a row is of, as its number in the cohort. */
  readonly child: Int32Array
  /** The days on which it goes on. */
  readonly from: Int32Array
  readonly until: Int32Array
  /** The fact's place in its column. */
  readonly place: Int32Array
  /** For each child of the block, where its rows begin, and one more. */
  readonly starts: Int32Array
}

/** The block that is worked on. Every column operation reads it anew. */
export class Block {
  readonly columns: CohortColumns
  first = 0
  count = 0
  asOf = 0
  /** 1 for a child of the block whom columns cannot decide; the single-case evaluation is asked. */
  readonly undecided = new Uint8Array(BLOCK)

  constructor(columns: CohortColumns) {
    this.columns = columns
  }
}

/** The most facts of a kind that any block holds. */
function mostIn(columns: CohortColumns, kind: ColumnKind): number {
  const { starts } = columns.facts[kind]
  let most = 0
  for (let first = 0; first < columns.size; first += BLOCK) {
    const last = Math.min(first + BLOCK, columns.size)
    most = Math.max(most, (starts[last] ?? 0) - (starts[first] ?? 0))
  }
  return most
}

function emptyRows(capacity: number): Rows {
  return {
    count: 0,
    child: new Int32Array(capacity),
    from: new Int32Array(capacity),
    until: new Int32Array(capacity),
    place: new Int32Array(capacity),
    starts: new Int32Array(BLOCK + 1),
  }
}

/** The children of a block as rows, each going on always. */
export function childRows(block: Block): { readonly rows: Rows; readonly tell: () => void } {
  const rows = emptyRows(BLOCK)
  rows.from.fill(-END)
  rows.until.fill(END)
  const tell = (): void => {
    rows.count = block.count
    for (let i = 0; i < block.count; i++) {
      rows.child[i] = block.first + i
      rows.starts[i] = i
    }
    rows.starts[block.count] = block.count
  }
  return { rows, tell }
}

/** The facts of one kind as they stood on the day asked, by the same rules as `tell` in ../told.ts. */
export function toldRows(block: Block, kind: ColumnKind): { readonly rows: Rows; readonly tell: () => void } {
  const { columns } = block
  const { starts, from, until } = columns.facts[kind]
  const { died, adult } = columns
  const rows = emptyRows(mostIn(columns, kind))
  const isOfChildren = kind === 'protection-plan' || kind === 'placement'
  const tell = (): void => {
    const { first, asOf } = block
    let row = 0
    for (let i = 0; i < block.count; i++) {
      rows.starts[i] = row
      const child = first + i
      const end = endOfChildhood(died[child] ?? END, isOfChildren ? (adult[child] ?? END) : END, asOf)
      const last = starts[child + 1] ?? 0
      for (let place = starts[child] ?? 0; place < last; place++) {
        const began = from[place] ?? 0
        if (began > asOf) break
        const ended = until[place] ?? END
        // What ends later is still going on.
        const stood = ended > asOf ? END : ended
        if (stood > end && began >= end) continue
        rows.child[row] = child
        rows.place[row] = place
        rows.from[row] = began
        rows.until[row] = stood < end ? stood : end
        row += 1
      }
    }
    rows.starts[block.count] = row
    rows.count = row
  }
  return { rows, tell }
}

/** The day by which everything of a child has ended: a death, or the eighteenth birthday, once it has come. */
function endOfChildhood(died: number, adult: number, asOf: number): number {
  const end = died < adult ? died : adult
  return end <= asOf ? end : END
}

/** Protection plans as rows, those that follow one another without a gap as one, each with its review conferences. */
export interface PlanRows extends Rows {
  /** What the last of the plans that are one says of itself. */
  readonly latest: Uint8Array
  readonly knownFrom: Int32Array
  /** Where each plan's reviews begin in `reviews`, and where they end. */
  readonly firstReview: Int32Array
  readonly lastReview: Int32Array
  /** The days of the review conferences, plan by plan, each day once. */
  readonly reviews: Int32Array
}

export function planRows(block: Block): { readonly rows: PlanRows; readonly tell: () => void } {
  const { columns } = block
  const plans = toldRows(block, 'protection-plan')
  const held = toldRows(block, 'review')
  const capacity = plans.rows.from.length
  const key = new Int32Array(capacity)
  const rows: PlanRows = {
    ...emptyRows(capacity),
    latest: new Uint8Array(capacity),
    knownFrom: new Int32Array(capacity),
    firstReview: new Int32Array(capacity),
    lastReview: new Int32Array(capacity),
    // A review that names no plan may lie in only one of those that do not overlap.
    reviews: new Int32Array(held.rows.from.length),
  }

  const join = (): void => {
    const { latest, knownFrom, key: keys } = columns.plans
    let row = 0
    for (let i = 0; i < block.count; i++) {
      const own = row
      rows.starts[i] = own
      const last = plans.rows.starts[i + 1] ?? 0
      for (let each = plans.rows.starts[i] ?? 0; each < last; each++) {
        const from = plans.rows.from[each] ?? 0
        const until = plans.rows.until[each] ?? 0
        const place = plans.rows.place[each] ?? 0
        if (until <= from) continue
        const before = row > own ? (rows.until[row - 1] ?? 0) : -END
        if (before >= from) {
          rows.until[row - 1] = before > until ? before : until
          key[row - 1] = 0
        } else {
          rows.child[row] = block.first + i
          rows.place[row] = place
          rows.from[row] = from
          rows.until[row] = until
          key[row] = keys[place] ?? 0
          row += 1
        }
        rows.latest[row - 1] = latest[place] ?? 0
        rows.knownFrom[row - 1] = knownFrom[place] ?? 0
      }
    }
    rows.starts[block.count] = row
    rows.count = row
  }

  /** Whether a review is of another plan of the child, by that plan's identifier. */
  const isOfAnother = (named: number, first: number, last: number): boolean => {
    for (let row = first; row < last; row++) if (key[row] === named) return true
    return false
  }

  const gather = (): void => {
    const { reviewOf } = columns
    let review = 0
    for (let i = 0; i < block.count; i++) {
      const first = rows.starts[i] ?? 0
      const last = rows.starts[i + 1] ?? 0
      const firstHeld = held.rows.starts[i] ?? 0
      const lastHeld = held.rows.starts[i + 1] ?? 0
      for (let row = first; row < last; row++) {
        const from = rows.from[row] ?? 0
        const until = rows.until[row] ?? 0
        const own = key[row] ?? 0
        let latest = from
        rows.firstReview[row] = review
        for (let each = firstHeld; each < lastHeld; each++) {
          const on = held.rows.from[each] ?? 0
          // A day counts once; the days stand in order.
          if (on <= latest) continue
          const named = reviewOf[held.rows.place[each] ?? 0] ?? 0
          if (named === 0 || named !== own) {
            if (on > until || (named !== 0 && isOfAnother(named, first, last))) continue
          }
          rows.reviews[review] = on
          review += 1
          latest = on
        }
        rows.lastReview[row] = review
      }
    }
  }

  const tell = (): void => {
    plans.tell()
    held.tell()
    join()
    gather()
  }
  return { rows, tell }
}
