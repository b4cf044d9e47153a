import type { CivilLength } from '../../protocol/sentences/sentence.ts'
import { BEGINNING, END } from '../day-set.ts'
import { NONE } from './fact-columns.ts'
import { birthdayIn } from './month-table.ts'
import { later } from './reach.ts'
import type { TruthColumns } from './truth-columns.ts'
import { exact, type RowKind, type Workshop } from './workshop.ts'

// Conditions about the child, whatever a trigger is met for. They are not bounded by the course of that.

/** Columns of the rows' whole time: `BEGINNING` to `END`. */
function always(length: number): { readonly from: Int32Array; readonly until: Int32Array } {
  return { from: new Int32Array(length).fill(BEGINNING), until: new Int32Array(length).fill(END) }
}

function age(years: number, kind: RowKind, shop: Workshop): TruthColumns {
  const rows = shop.rows(kind)
  const { born, bornMonth, bornDate } = shop.block.columns
  const sure = always(rows.from.length)
  const possible = { from: new Int32Array(rows.from.length), until: sure.until }
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const child = rows.child[row] ?? 0
      const isKnown = born[child] !== NONE
      const birthday = isKnown ? birthdayIn(bornMonth[child] ?? 0, bornDate[child] ?? 0, years) : END
      sure.from[row] = birthday
      possible.from[row] = isKnown ? birthday : BEGINNING
    }
  })
  return { sure, suspected: sure, possible }
}

/** A death in childhood, as long as it is recent. */
function died(within: CivilLength, kind: RowKind, shop: Workshop): TruthColumns {
  const { block } = shop
  const rows = shop.rows(kind)
  const { died: deaths, adult } = block.columns
  const column = always(rows.from.length)
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const child = rows.child[row] ?? 0
      const on = deaths[child] ?? END
      const holds = on <= block.asOf && on < (adult[child] ?? END)
      column.from[row] = holds ? on : END
      column.until[row] = holds ? later(on, within) + 1 : END
    }
  })
  return exact(column)
}

/** What no file can tell may be so on any day. */
function person(kind: RowKind, shop: Workshop): TruthColumns {
  const length = shop.rows(kind).from.length
  const possible = always(length)
  const never = { from: new Int32Array(length).fill(END), until: possible.until }
  return { sure: never, suspected: never, possible }
}

export const childConditions = { age, died, person }
