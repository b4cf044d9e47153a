import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import { inert } from '../scan/csv.ts'
import type { Sheet, SheetCell } from './sheet.ts'
import { textOfCell } from './sheet.ts'

const DAY_IN_MILLISECONDS = 86_400_000
/** Excel holds no more in one cell. */
const MOST_LETTERS = 32_767
const CUT = ' [cut here: the rest does not fit into a cell]'

/**
 * A sheet as a spreadsheet of Excel's form (XLSX). Every text is written as text, and one that would become a formula as soon as
 * somebody edits its cell begins with an apostrophe, as in the CSV.
 */
export async function spreadsheet({ title, columns, rows, notes = [] }: Sheet): Promise<Uint8Array> {
  const header = columns.map((column) => ({
    type: String,
    value: fitting(inert(column)),
    fontWeight: 'bold' as const,
    wrap: true,
    backgroundColor: '#f0f1f2',
    alignVertical: 'top' as const,
  }))
  const data: SheetData = [header, ...[...rows, ...notes.map((note) => [note])].map((row) => row.map(cellOf))]
  const sheet = {
    sheet: sheetName(title),
    columns: columns.map((column, i) => ({ width: widthOf(column, rows, i) })),
    stickyRowsCount: 1,
  }
  const made = writeExcelFile(data, sheet, { fontFamily: 'Arial', fontSize: 10 })
  return new Uint8Array(await made.toBuffer())
}

function cellOf(cell: SheetCell): Cell {
  const top = { alignVertical: 'top' as const, wrap: true }
  if (cell === null) return null
  if (typeof cell === 'number') return { type: Number, value: cell, ...top }
  if (typeof cell === 'string') return { type: String, value: fitting(inert(cell)), ...top }
  return { type: Date, value: new Date(cell.day * DAY_IN_MILLISECONDS), format: 'dd/mm/yyyy', ...top }
}

function fitting(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - CUT.length).toWellFormed()}${CUT}`
}

/** Excel takes no more than 31 letters, and none of these signs. */
function sheetName(title: string): string {
  return title
    .replaceAll(/[\\/?*[\]:']/g, ' ')
    .slice(0, 31)
    .trim()
}

function widthOf(column: string, rows: Sheet['rows'], i: number): number {
  const longest = Math.max(0, ...rows.map((row) => textOfCell(row[i] ?? null).length))
  return Math.min(60, Math.max(12, Math.ceil(column.length / 2), longest + 2))
}
