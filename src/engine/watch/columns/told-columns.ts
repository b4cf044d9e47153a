import { BEGINNING, END } from '../day-set.ts'
import type { CohortColumns, ColumnKind, FactColumn } from './fact-columns.ts'

/** How many children are worked on at once: few enough that what is worked out of them stays in the processor's cache. */
export const BLOCK = 1_024

/** What stands row by row, child by child: children, or facts of one kind. */
export interface Rows {
  count: number
  /** The child that a row is of, as its number in the cohort. */
  readonly child: Int32Array
  readonly from: Int32Array
  /** The fact's place in its column. */
  readonly place: Int32Array
}

/** All facts of a kind as they stood, for what is looked up in them. */
export interface ToldRows extends Rows {
  /** `END` where it was going on. */
  readonly until: Int32Array
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
export function mostIn(columns: CohortColumns, kind: ColumnKind): number {
  const { starts } = columns.facts[kind]
  let most = 0
  for (let first = 0; first < columns.size; first += BLOCK) {
    const last = Math.min(first + BLOCK, columns.size)
    most = Math.max(most, (starts[last] ?? 0) - (starts[first] ?? 0))
  }
  return most
}

export function emptyRows(capacity: number): Rows {
  return {
    count: 0,
    child: new Int32Array(capacity),
    from: new Int32Array(capacity),
    place: new Int32Array(capacity),
  }
}

function emptyToldRows(capacity: number): ToldRows {
  return { ...emptyRows(capacity), until: new Int32Array(capacity), starts: new Int32Array(BLOCK + 1) }
}

/** The children of a block as rows. */
export function childRows(block: Block): { readonly rows: Rows; readonly tell: () => void } {
  const rows = emptyRows(BLOCK)
  rows.from.fill(BEGINNING)
  const tell = (): void => {
    rows.count = block.count
    for (let i = 0; i < block.count; i++) rows.child[i] = block.first + i
  }
  return { rows, tell }
}

/**
 * The facts of one kind that a trigger may be met for: those that were going on on the day asked, since what is over then has
 * no value any more. What an enquiry leads to comes after its end, so every enquiry stands.
 */
export function openRows(block: Block, kind: ColumnKind): { readonly rows: Rows; readonly tell: () => void } {
  const told = toldRows(block, kind)
  const rows = emptyRows(told.rows.from.length)
  const tell = (): void => {
    told.tell()
    rows.count = keepOpen(told.rows, kind === 'enquiry' ? 0 : END, rows)
  }
  return { rows, tell }
}

function keepOpen(told: ToldRows, least: number, rows: Rows): number {
  const { count, child, from, place, until } = told
  let kept = 0
  for (let row = 0; row < count; row++) {
    if ((until[row] ?? 0) < least) continue
    rows.child[kept] = child[row] ?? 0
    rows.from[kept] = from[row] ?? 0
    rows.place[kept] = place[row] ?? 0
    kept += 1
  }
  return kept
}

/** The facts of one kind as they stood on the day asked, by the same rules as `tell` in ../told.ts. */
export function toldRows(block: Block, kind: ColumnKind): { readonly rows: ToldRows; readonly tell: () => void } {
  const { columns } = block
  const { died, adult } = columns
  const rows = emptyToldRows(mostIn(columns, kind))
  const ends = kind === 'placement' || kind === 'legal-status' ? adult : undefined
  // The loop is a function of its own with nothing after it: what came after it was compiled as never reached, and at the end
  // of every block the whole was left for the interpreter, which took 2 to 3 times as long.
  const tell = (): void => {
    const count = tellFacts(block, columns.facts[kind], rows, died, ends)
    rows.starts[block.count] = count
    rows.count = count
  }
  return { rows, tell }
}

function tellFacts(
  { first, count, asOf }: Block,
  { starts, from, until }: FactColumn,
  rows: ToldRows,
  died: Int32Array,
  adult: Int32Array | undefined,
): number {
  const { child: children, place: places, from: froms, until: untils, starts: rowStarts } = rows
  let row = 0
  for (let i = 0; i < count; i++) {
    rowStarts[i] = row
    const child = first + i
    const end = endOfChildhood(died[child] ?? END, adult === undefined ? END : (adult[child] ?? END), asOf)
    const last = starts[child + 1] ?? 0
    for (let place = starts[child] ?? 0; place < last; place++) {
      const began = from[place] ?? 0
      if (began > asOf) break
      const ended = until[place] ?? END
      // What ends later is still going on.
      const stood = ended > asOf ? END : ended
      if (stood > end && began >= end) continue
      children[row] = child
      places[row] = place
      froms[row] = began
      untils[row] = stood < end ? stood : end
      row += 1
    }
  }
  return row
}

/** The day by which everything of a child has ended: a death, or the eighteenth birthday, once it has come. */
export function endOfChildhood(died: number, adult: number, asOf: number): number {
  const end = died < adult ? died : adult
  return end <= asOf ? end : END
}
