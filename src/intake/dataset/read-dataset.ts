import type { Source } from '../../engine/facts/fact.ts'
import type { Finding } from '../finding.ts'
import type { Reading } from '../reading.ts'
import { readText } from '../text/read-text.ts'
import { coverageOf, sayReach } from './coverage.ts'
import { Dataset } from './dataset.ts'
import { surveyOrders } from './date-orders.ts'
import { isInFigures } from './dates.ts'
import { recognise } from './header.ts'
import { type RowFault, readRows } from './rows.ts'
import { rows, type Sheet } from './sheet.ts'
import type { Table } from './table.ts'
import { TableRow } from './table-row.ts'
import { TABLES } from './tables/all.ts'

/** The most files of one import: a fact names its file in one byte. */
const MOST_FILES = 256

/**
 * Reads the tables of one Standard Safeguarding Dataset into the cohort as one import. Which table a file holds is told by its
 * columns. Whatever cannot be taken gives a finding, and the rest is read; nothing is thrown for bad input.
 *
 * The same files give the same facts and findings in the same order. Different tables may be given in any order.
 */
export async function readDataset(paths: readonly string[], reading: Reading): Promise<void> {
  const sheets: Sheet[] = []
  for (const [number, path] of paths.entries()) {
    const sheet = number < MOST_FILES ? await readHeader(path, number, reading) : undefined
    if (sheet !== undefined) sheets.push(sheet)
    if (number >= MOST_FILES) reading.report(tooManyFiles(path))
  }
  if (sheets.length === 0) return
  const source: Source = {
    name: 'Standard Safeguarding Dataset',
    format: 'safeguarding-dataset',
    files: paths,
    authority: null,
    writtenOn: null,
    coverage: [],
    previousPlans: 'leaves-present-out',
  }
  const number = reading.cohort.addSource(source)
  const dataset = new Dataset(reading, number, new Set(sheets.map(({ table }) => table.name)))
  for (const table of TABLES) {
    let rowsRead = 0
    const parts = sheets.filter((sheet) => sheet.table === table)
    for (const sheet of parts) {
      const count = await readSheet(sheet, table, dataset, reading)
      if (count === 0) reading.report(emptyTable(sheet))
      rowsRead += count
    }
    if (rowsRead === 0) dataset.given.delete(table.name)
  }
  const coverage = coverageOf(dataset)
  const newest = dataset.reach.newest
  reading.cohort.completeSource(number, { ...source, writtenOn: newest?.day ?? null, coverage })
  dataset.settleDetails(reading.report)
  const first = sheets[0]?.file ?? ''
  for (const said of sayReach(dataset, coverage)) {
    reading.report({ weight: 'note', file: newest?.file ?? first, line: newest?.line ?? null, child: null, ...said })
  }
}

/** Which table a file holds. Where its first row cannot be read, the findings of the attempt are told. */
async function readHeader(file: string, number: number, reading: Reading): Promise<Sheet | undefined> {
  const findings: Finding[] = []
  const text = readText(file, 'csv', { report: (finding) => findings.push(finding) })
  for await (const cut of readRows(text)) {
    for (const { line, cells, fault } of cut) {
      if (fault === null) return recognise({ file, number, line, cells: [...cells] }, reading)
      reading.report({ weight: 'refused', file, line, child: null, rule: fault, ...FAULTS[fault] })
      return undefined
    }
  }
  // Text without a row is blank lines only: as good as empty.
  if (findings.length === 0) findings.push({ ...emptyFile(file), file, line: null, child: null })
  for (const finding of findings) reading.report(finding)
  return undefined
}

/** Reads the rows of a table and gives how many it has. */
async function readSheet(sheet: Sheet, table: Table, dataset: Dataset, reading: Reading): Promise<number> {
  const row = new TableRow(sheet)
  const dateColumns = Object.entries(sheet.table.columns).flatMap(([name, { date }]) => {
    const index = sheet.columns.get(name)
    return date === true && index !== undefined ? [index] : []
  })
  let count = 0
  for await (const cut of readRows(readText(sheet.file, 'csv', reading))) {
    for (const { line, cells, fault } of cut) {
      if (line <= sheet.headerLine) continue
      if (cells.every((cell) => cell.trim() === '') && fault === null) continue
      count += 1
      if (!isWhole(sheet, line, cells, fault)) continue
      if (sheet.orders === undefined && dateColumns.some((index) => isInFigures((cells[index] ?? '').trim()))) {
        sheet.orders = await surveyOrders(sheet)
      }
      row.at(line, cells)
      table.read(row, dataset)
    }
  }
  sheet.tellCounted()
  return count
}

/** Whether a row has the cells that its header promises. */
function isWhole(sheet: Sheet, line: number, cells: readonly string[], fault: RowFault | null): boolean {
  const place = { file: sheet.file, line, child: null }
  if (fault !== null) {
    sheet.report({ weight: 'refused', ...place, rule: fault, ...FAULTS[fault] })
    return false
  }
  if (cells.length > sheet.width && cells.slice(sheet.width).some((cell) => cell.trim() !== '')) {
    sheet.report({
      weight: 'refused',
      ...place,
      rule: 'row-too-wide',
      message: `The row has ${cells.length} cells and the header ${sheet.width}; which cell is which cannot be told, and it was not taken.`,
      remedy: 'Export with quotes around texts: one of them holds a delimiter.',
    })
    return false
  }
  if (isHeaderAgain(sheet, cells)) {
    sheet.count({ weight: 'note', rule: 'header-again', line, about: '' }, (count) => ({
      message: `${rows(count)} repeat the header, and were passed over.`,
      remedy: 'None is needed: files that were put together have several headers.',
    }))
    return false
  }
  if (cells.length < sheet.width) {
    sheet.report({
      weight: 'doubtful',
      ...place,
      rule: 'row-too-short',
      message: `The row has ${cells.length} cells and the header ${sheet.width}; the last ones are taken as empty.`,
      remedy: 'Export with quotes around texts: one of them may hold a line break.',
    })
  }
  return true
}

function isHeaderAgain(sheet: Sheet, cells: readonly string[]): boolean {
  const [first] = sheet.columns
  return first !== undefined && cells[first[1]]?.trim().toLowerCase() === first[0]
}

const FAULTS: Readonly<Record<RowFault, { readonly message: string; readonly remedy: string }>> = {
  'quote-not-closed': {
    message: 'A quotation mark that opens a cell of this row is never closed; the row was not taken.',
    remedy: 'Export again; where a text is edited by hand, write each quotation mark inside it twice.',
  },
  'quote-misplaced': {
    message: 'A quotation mark stands inside a quoted cell of this row; the row was not taken.',
    remedy: 'Export so that each quotation mark inside a text is written twice.',
  },
  'row-too-long': {
    message: 'The row is longer than a million characters; it was not taken.',
    remedy: 'See that the file is a table, and that its line breaks are there.',
  },
}

function emptyTable(sheet: Sheet): Finding {
  return {
    weight: 'doubtful',
    file: sheet.file,
    line: sheet.headerLine,
    child: null,
    rule: 'table-empty',
    message: `${sheet.table.name} has no rows. It is taken as not given: an empty table does not prove that there is nothing.`,
    remedy: 'See that the export of this table is right.',
  }
}

function emptyFile(file: string): Finding {
  return {
    weight: 'refused',
    file,
    line: null,
    child: null,
    rule: 'empty-file',
    message: 'The file holds blank lines only.',
    remedy: 'Export it again, and see that the export finished.',
  }
}

function tooManyFiles(file: string): Finding {
  return {
    weight: 'refused',
    file,
    line: null,
    child: null,
    rule: 'too-many-files',
    message: `One dataset takes ${MOST_FILES} files at most; this one was not read.`,
    remedy: 'Put the parts of each table together.',
  }
}
