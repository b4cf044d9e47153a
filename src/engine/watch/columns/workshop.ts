import type { FactKind } from '../../facts/fact.ts'
import { type DaySet, END, holdsOn } from '../day-set.ts'
import type { ColumnKind } from './fact-columns.ts'
import { type PlanRows, planRows } from './plan-rows.ts'
import { type Block, childRows, openRows, type Rows, type ToldRows, toldRows } from './told-columns.ts'
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
  readonly #told = new Map<RowKind, ToldRows>()
  readonly #ends = new Map<RowKind, Int32Array>()
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
    const { rows, tell } = kind === 'child' ? childRows(this.block) : openRows(this.block, kind)
    this.steps.push(tell)
    this.#rows.set(kind, rows)
    return rows
  }

  /** All facts of a kind as they stood, the ended ones among them. */
  told(kind: Exclude<ColumnKind, 'protection-plan'>): ToldRows {
    const known = this.#told.get(kind)
    if (known !== undefined) return known
    const { rows, tell } = toldRows(this.block, kind)
    this.steps.push(tell)
    this.#told.set(kind, rows)
    return rows
  }

  /** A column to write first days into, of spells with no end in sight. Untouched, they are empty. */
  spells(kind: RowKind): SpellColumn {
    const { length } = this.rows(kind).from
    const until = this.#ends.get(kind) ?? new Int32Array(length).fill(END)
    this.#ends.set(kind, until)
    return { from: new Int32Array(length).fill(END), until }
  }

  /** For each profile of coverage, the days untold of a kind; undefined where the sources tell of every day of every child. */
  untold(kind: FactKind): readonly DaySet[] | undefined {
    const untold = this.block.columns.untold(kind)
    return untold.every((set) => set.length === 0) ? undefined : untold
  }

  /** 1 for each profile of coverage that does not tell of a kind on the day asked; undefined where all tell of every day. */
  silent(kind: FactKind): Uint8Array | undefined {
    return (
      this.untold(kind) && Uint8Array.from(this.untold(kind) ?? [], (set) => (holdsOn(set, this.block.asOf) ? 1 : 0))
    )
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
