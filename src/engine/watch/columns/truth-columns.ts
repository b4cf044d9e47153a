import { END } from '../day-set.ts'
import type { Block, Rows } from './told-columns.ts'

/**
 * One spell of days for each row, `[from, until)`, empty where `from` is not before `until`. Conditions about one fact hold
 * for one spell of its course, so that the sets of days of ../day-set.ts become two numbers.
 */
export interface SpellColumn {
  readonly from: Int32Array
  readonly until: Int32Array
}

/** The truth of ../truth.ts for each row. Where nothing can be in doubt, the three are one and the same column. */
export interface TruthColumns {
  readonly sure: SpellColumn
  readonly suspected: SpellColumn
  readonly possible: SpellColumn
}

/** What is done for each block, in order. A step reads columns that earlier steps wrote. */
export type Step = () => void

/** How the spells of several conditions become one. */
type Joining = 'any' | 'all'

/**
 * The truth of `earliest of` or `all of` some conditions. Each of the three levels is worked out alone, and only once where
 * levels are one.
 */
export function joinTruths(
  how: Joining,
  parts: readonly TruthColumns[],
  rows: Rows,
  block: Block,
  steps: Step[],
): TruthColumns {
  const made: { readonly of: readonly SpellColumn[]; readonly column: SpellColumn }[] = []
  const level = (of: readonly SpellColumn[]): SpellColumn => {
    const known = made.find((each) => each.of.every((column, i) => column === of[i]))
    if (known !== undefined) return known.column
    const column = of.reduce((a, b) => joinSpells(how, a, b, rows, block, steps))
    made.push({ of, column })
    return column
  }
  return {
    sure: level(parts.map(({ sure }) => sure)),
    suspected: level(parts.map(({ suspected }) => suspected)),
    possible: level(parts.map(({ possible }) => possible)),
  }
}

function joinSpells(
  how: Joining,
  a: SpellColumn,
  b: SpellColumn,
  rows: Rows,
  block: Block,
  steps: Step[],
): SpellColumn {
  const from = new Int32Array(a.from.length)
  if (a.until === b.until) {
    // Spells with one end: an empty one begins no earlier than that, and so decides nothing in either way.
    steps.push(how === 'any' ? () => earlier(rows, a.from, b.from, from) : () => later(rows, a.from, b.from, from))
    return { from, until: a.until }
  }
  const until = new Int32Array(a.from.length)
  const column = { from, until }
  if (how === 'all') {
    steps.push(() => {
      later(rows, a.from, b.from, from)
      earlier(rows, a.until, b.until, until)
    })
  } else steps.push(() => either(rows, block, a, b, column))
  return column
}

function earlier({ count }: Rows, a: Int32Array, b: Int32Array, out: Int32Array): void {
  for (let row = 0; row < count; row++) {
    const x = a[row] ?? END
    const y = b[row] ?? END
    out[row] = x < y ? x : y
  }
}

function later({ count }: Rows, a: Int32Array, b: Int32Array, out: Int32Array): void {
  for (let row = 0; row < count; row++) {
    const x = a[row] ?? END
    const y = b[row] ?? END
    out[row] = x > y ? x : y
  }
}

/** Two spells that lie apart are no one spell: the child is left to the single-case evaluation. */
function either(rows: Rows, block: Block, a: SpellColumn, b: SpellColumn, out: SpellColumn): void {
  for (let row = 0; row < rows.count; row++) {
    const fromA = a.from[row] ?? END
    const untilA = a.until[row] ?? END
    const fromB = b.from[row] ?? END
    const untilB = b.until[row] ?? END
    const emptyA = fromA >= untilA
    const emptyB = fromB >= untilB
    if (!emptyA && !emptyB && (fromA > untilB || fromB > untilA)) {
      block.undecided[(rows.child[row] ?? 0) - block.first] = 1
    }
    const takeA = emptyB || (!emptyA && fromA < fromB)
    out.from[row] = takeA ? fromA : fromB
    out.until[row] = emptyB || (!emptyA && untilA > untilB) ? untilA : untilB
  }
}
