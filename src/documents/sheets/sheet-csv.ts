import { BYTE_ORDER_MARK, csvLine } from '../scan/csv.ts'
import { type Sheet, textOfCell } from './sheet.ts'

/** A sheet as CSV: UTF-8 with a byte order mark, commas, CRLF; no cell is a formula. */
export function* sheetCsv({ columns, rows, notes = [] }: Sheet): Iterable<string> {
  yield `${BYTE_ORDER_MARK}${csvLine(columns)}`
  for (const row of rows) yield csvLine(row.map(textOfCell))
  for (const note of notes) yield csvLine([note])
}
