import type { Sheet } from '../documents/sheets/sheet.ts'
import { sheetCsv } from '../documents/sheets/sheet-csv.ts'
import { spreadsheet } from '../documents/sheets/spreadsheet.ts'
import type { Answer } from './route.ts'

const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A sheet to keep, as its name ends: CSV, or a spreadsheet. */
export async function sheetFile(sheet: Sheet, name: `${string}.csv` | `${string}.xlsx`): Promise<Answer> {
  const file = { kind: 'file', name, as: 'download' } as const
  if (name.endsWith('.xlsx')) return { ...file, type: SPREADSHEET, content: Buffer.from(await spreadsheet(sheet)) }
  return { ...file, type: 'text/csv; charset=utf-8', content: [...sheetCsv(sheet)].join('') }
}
