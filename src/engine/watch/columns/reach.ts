import type { Day } from '../../calendar/day.ts'
import { shiftCivil } from '../../calendar/span.ts'
import type { CivilLength, Threshold } from '../../protocol/sentences/sentence.ts'
import type { FactColumn } from './fact-columns.ts'
import { correspondingDay } from './month-table.ts'
import type { Rows } from './told-columns.ts'

/** A day that lies a length after another. For one row in many; a column of them is counted by `reaching`. */
export function later(on: number, { count, unit }: CivilLength): number {
  return shiftCivil(on as Day, count, unit)
}

/** Writes the day on which a length from each row's first day is reached, "more than" a length on the day after. */
export function reaching(
  { length: { count, unit }, moreThan }: Threshold,
  rows: Rows,
  { month, date }: FactColumn,
  out: Int32Array,
): () => void {
  const more = moreThan ? 1 : 0
  const months = unit === 'month' ? count : unit === 'year' ? count * 12 : undefined
  if (months === undefined) {
    const days = (unit === 'week' ? count * 7 : count) + more
    return () => {
      for (let row = 0; row < rows.count; row++) out[row] = (rows.from[row] ?? 0) + days
    }
  }
  return () => {
    const { count: rowCount, place } = rows
    for (let row = 0; row < rowCount; row++) {
      const at = place[row] ?? 0
      out[row] = correspondingDay(month[at] ?? 0, date[at] ?? 0, months) + more
    }
  }
}
