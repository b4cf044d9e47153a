import { type Day, formatDay } from '../../engine/calendar/day.ts'

/** What one cell holds; null where nothing is known. */
export type SheetCell = string | number | { readonly day: Day } | null

/** A list as columns and rows, before it is written as CSV or as a spreadsheet. */
export interface Sheet {
  /** The name of the sheet: of the list, never of a child. */
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SheetCell[])[]
  /** What its reader must know: what is left out, what is withheld. They stand below the rows, each in a line of its own. */
  readonly notes?: readonly string[]
}

/** A cell as text; a day as YYYY-MM-DD. */
export function textOfCell(cell: SheetCell): string {
  if (cell === null) return ''
  if (typeof cell === 'object') return formatDay(cell.day)
  return String(cell)
}
