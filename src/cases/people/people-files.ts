import { type Day, formatDay, parseDay } from '../../engine/calendar/day.ts'
import { type Row, readRows } from '../../intake/dataset/rows.ts'
import type { Finding, Report } from '../../intake/finding.ts'
import { readText } from '../../intake/text/read-text.ts'

/** The tables that say who there is, each a CSV file of this name. Columns with a question mark may be left out or empty. */
export const TABLES = {
  councils: ['council', 'title'],
  agencies: [
    'agency',
    'title',
    'kind',
    'council?',
    'since',
    'until?',
    'successor?',
    'falls_to?',
    'phone?',
    'out_of_hours?',
  ],
  teams: ['team', 'title', 'agency'],
  people: ['staff_id', 'name', 'agency', 'team?', 'manager?', 'email?', 'phone?', 'since', 'until?'],
  roles: ['staff_id', 'role', 'agency?', 'team?', 'since', 'until?'],
  pools: ['pool', 'staff_id', 'since', 'until?'],
  sittings: ['meeting', 'date'],
  'sign-ins': ['staff_id', 'issuer', 'subject'],
} as const
export type TableName = keyof typeof TABLES

type ColumnOf<T extends TableName> = (typeof TABLES)[T][number]
type Plain<C extends string> = C extends `${infer Name}?` ? Name : C

/** A row of one of them, with the line that it stands on. Empty cells are null. */
export type TableRow<T extends TableName> = {
  readonly [C in ColumnOf<T> as Plain<C>]: C extends `${string}?` ? string | null : string
} & { readonly line: number }

export type PeopleTables = { readonly [T in TableName]: readonly TableRow<T>[] }

/** Columns that hold days, written as ISO 8601 writes them. */
const DAYS: ReadonlySet<string> = new Set(['since', 'until', 'date'])

/** Reads one of the tables. A row that cannot be taken is a finding and is left out. */
export async function readTable<T extends TableName>(
  table: T,
  file: string,
  report: Report,
): Promise<readonly TableRow<T>[]> {
  const finding = (line: number | null, message: string, remedy: string): void => {
    const rule = `people-${table}`
    report({ weight: 'refused', file, line, child: null, rule, message, remedy } satisfies Finding)
  }
  const rows: TableRow<T>[] = []
  let header: readonly string[] | undefined
  for await (const some of readRows(readText(file, 'csv', { report }))) {
    for (const { line, cells, fault } of some) {
      if (fault !== null) finding(line, 'its quotes do not pair', 'Export the file again, or mend the row.')
      else if (header === undefined) header = readHeader(table, line, cells, finding)
      else {
        const row = readRow(table, header, { line, cells, fault }, finding)
        if (row !== null) rows.push(row as TableRow<T>)
      }
    }
  }
  if (header === undefined) finding(null, 'it is empty', `Give it the columns ${columnsOf(table).join(', ')}.`)
  return rows
}

type Tell = (line: number | null, message: string, remedy: string) => void

function columnsOf(table: TableName): readonly string[] {
  return TABLES[table].map((column) => column.replace('?', ''))
}

function readHeader(table: TableName, line: number, cells: readonly string[], tell: Tell): readonly string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase())
  const known = columnsOf(table)
  for (const column of TABLES[table]) {
    if (!column.endsWith('?') && !header.includes(column)) tell(line, `it has no column "${column}"`, 'Add it.')
  }
  for (const column of header) {
    if (!known.includes(column)) {
      tell(line, `no column "${column}" is known here`, `Take it out, or rename it to one of ${known.join(', ')}.`)
    }
  }
  return header
}

function readRow(
  table: TableName,
  header: readonly string[],
  { line, cells }: Row,
  tell: Tell,
): Readonly<Record<string, string | number | null>> | null {
  const row: Record<string, string | number | null> = { line }
  let sound = true
  for (const written of TABLES[table]) {
    const column = written.replace('?', '')
    const text = cells[header.indexOf(column)]?.trim() ?? ''
    row[column] = text === '' ? null : text
    if (text === '' && !written.endsWith('?')) {
      tell(line, `"${column}" is empty`, 'Fill it in.')
      sound = false
    } else if (/[\0\ufffd]/.test(text)) {
      tell(line, `"${column}" holds bytes that are no character`, 'Save the file again as UTF-8.')
      sound = false
    } else if (text !== '' && DAYS.has(column)) {
      const day = parseDay(text)
      if (day === undefined) {
        tell(line, `"${column}" is no day`, 'Write it as 2026-11-30.')
        sound = false
      } else row[column] = formatDay(day satisfies Day)
    }
  }
  return sound ? row : null
}
