import { readText } from '../text/read-text.ts'
import { type DayMonthOrder, isInFigures, type OrderEvidence, orderOf, weigh } from './dates.ts'
import { readRows } from './rows.ts'
import { rows, type Sheet } from './sheet.ts'

/** Settles how each column of dates orders day and month, by going through the whole file once more. */
export async function surveyOrders(sheet: Sheet): Promise<ReadonlyMap<string, DayMonthOrder>> {
  const surveyed = Object.entries(sheet.table.columns).flatMap(([column, { date }]) => {
    const index = sheet.columns.get(column)
    const evidence: OrderEvidence & { line: number } = { dayFirst: 0, monthFirst: 0, either: 0, line: 0 }
    return date === true && index !== undefined ? [{ column, index, evidence }] : []
  })
  for await (const cut of readRows(readText(sheet.file, 'csv', { report: () => undefined }))) {
    for (const { line, cells } of cut) {
      for (const { index, evidence } of surveyed) {
        const text = (cells[index] ?? '').trim()
        if (!isInFigures(text)) continue
        const before = evidence.monthFirst
        weigh(text, evidence)
        if (before === 0 && evidence.monthFirst === 1) evidence.line = line
      }
    }
  }
  for (const { column, evidence } of surveyed) sayOrder(sheet, column, evidence)
  return new Map(surveyed.map(({ column, evidence }) => [column, orderOf(evidence)]))
}

function sayOrder(sheet: Sheet, column: string, evidence: OrderEvidence & { line: number }): void {
  const { dayFirst, monthFirst, either, line } = evidence
  const order = orderOf(evidence)
  const place = { file: sheet.file, child: null }
  const remedy = 'Export dates as 2024-03-31, and do not save the table from a spreadsheet.'
  if (order === 'month-first') {
    const message = `${column} has the month first (${monthFirst} dates can be read in no other way); all of it is read so.`
    sheet.report({ weight: 'doubtful', ...place, line, rule: 'month-first-dates', message, remedy })
  } else if (order === 'mixed') {
    const message =
      `${column} has the day first in ${rows(dayFirst)} and the month first in ${rows(monthFirst)}; ` +
      `${either} dates that could be either were not taken.`
    sheet.report({ weight: 'doubtful', ...place, line, rule: 'mixed-dates', message, remedy })
  } else if (dayFirst === 0 && either > 0) {
    const message = `${column} is read with the day first; none of its ${either} dates in figures proves it.`
    sheet.report({ weight: 'note', ...place, line: null, rule: 'day-first-assumed', message, remedy })
  }
}
