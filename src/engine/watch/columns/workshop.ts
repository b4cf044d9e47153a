import type { FactKind } from '../../facts/fact.ts'
import { type DaySet, END } from '../day-set.ts'
import type { ColumnKind } from './fact-columns.ts'
import { type Block, childRows, type PlanRows, planRows, type Rows, toldRows } from './told-columns.ts'
import type { SpellColumn, Step, TruthColumns } from './truth-columns.ts'

/** What a trigger is met for: the child, or its facts of a kind. */
export type RowKind = 'child' | ColumnKind

/**
 * Where conditions are turned into steps over columns. What several of them share (the facts as they stood, a condition that
 * two triggers make) is worked out once for each block.
 */
export class Workshop {
  readonly block: Block
  readonly steps: Step[] = []
  readonly #rows = new Map<RowKind, Rows>()
  readonly #courses = new Map<RowKind, SpellColumn>()
  readonly #truths = new Map<string, TruthColumns>()
  #plans: PlanRows | undefined

  constructor(block: Block) {
    this.block = block
  }

  plans(): PlanRows {
    if (this.#plans !== undefined) return this.#plans
    const { rows, tell } = planRows(this.block)
    this.steps.push(tell)
    this.#plans = rows
    return rows
  }

  rows(kind: RowKind): Rows {
    if (kind === 'protection-plan') return this.plans()
    const known = this.#rows.get(kind)
    if (known !== undefined) return known
    const { rows, tell } = kind === 'child' ? childRows(this.block) : toldRows(this.block, kind)
    this.steps.push(tell)
    this.#rows.set(kind, rows)
    return rows
  }

  /** How long what each row is of goes on, as `courseOf` in ../told.ts has it. */
  course(kind: RowKind): SpellColumn {
    const known = this.#courses.get(kind)
    if (known !== undefined) return known
    const { from, until } = this.rows(kind)
    const course = kind === 'enquiry' ? { from, until: new Int32Array(until.length).fill(END) } : { from, until }
    this.#courses.set(kind, course)
    return course
  }

  /** A column to write first days into, and the spells from them to the end of each row's course. Untouched, it is empty. */
  spells(kind: RowKind): SpellColumn {
    const { until } = this.course(kind)
    return { from: new Int32Array(until.length).fill(END), until }
  }

  /** For each profile of coverage, the days untold of a kind; undefined where the sources tell of every day of every child. */
  untold(kind: FactKind): readonly DaySet[] | undefined {
    const untold = this.block.columns.untold(kind)
    return untold.every((set) => set.length === 0) ? undefined : untold
  }

  /** The truth of that name, made if need be. */
  once(name: string, make: () => TruthColumns): TruthColumns {
    const known = this.#truths.get(name)
    if (known !== undefined) return known
    const made = make()
    this.#truths.set(name, made)
    return made
  }
}

/** A truth of which nothing is in doubt. */
export function exact(column: SpellColumn): TruthColumns {
  return { sure: column, suspected: column, possible: column }
}

/** The first day of a set within `[from, until)`; `END` where there is none. */
export function firstWithin(set: DaySet | undefined, from: number, until: number): number {
  if (set === undefined) return END
  for (let i = 0; i < set.length; i += 2) {
    const first = Math.max(set[i] ?? END, from)
    if (first < Math.min(set[i + 1] ?? END, until)) return first
  }
  return END
}
