import type { Finding } from '../finding.ts'
import { quotedName, quotedValue } from '../quoted.ts'
import type { Reading } from '../reading.ts'
import { type Layout, UNUSED_TABLES } from './layout.ts'
import { Sheet } from './sheet.ts'
import { TABLES } from './tables/all.ts'

/** A header, and where it stands. */
export interface Header {
  readonly file: string
  /** The file's position among those of the import. */
  readonly number: number
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Tells by the header which table a file holds, since files are named as anybody likes. Undefined, after a finding, where it
 * holds none that is read, or lacks a column without which it cannot be.
 */
export function recognise(header: Header, { report, today }: Reading): Sheet | undefined {
  const names = header.cells.map(columnName)
  const { table, unused } = tableOf(names)
  if (table === undefined) {
    report(unused === undefined ? unknownTable(header) : tableNotUsed(header, unused))
    return undefined
  }
  const columns = new Map<string, number>()
  const missing: string[] = []
  for (const [column, { formerly = [] }] of Object.entries(table.columns)) {
    const index = [column, ...formerly].map((name) => names.indexOf(name)).find((at) => at >= 0)
    if (index === undefined) missing.push(column)
    else columns.set(column, index)
    if (index !== undefined && names.indexOf(names[index] ?? '', index + 1) >= 0) report(columnTwice(header, column))
  }
  const likely = misspelt(missing, names, table)
  const needed = missing.filter((column) => table.columns[column]?.needed === true)
  const choice = table.oneOf ?? []
  if (needed.length > 0 || (choice.length > 0 && choice.every((column) => missing.includes(column)))) {
    const lacking = needed.length > 0 ? needed.join(', ') : choice.join(' or ')
    report(columnsMissing(header, table, lacking, likely))
    return undefined
  }
  const optional = missing.filter((column) => !choice.includes(column))
  if (optional.length > 0) report(columnsNotGiven(header, table, optional, likely))
  const { file, number, line, cells } = header
  return new Sheet({ file, number, table, columns, headerLine: line, width: cells.length, today, report })
}

/** A column's name without case, blanks, and the brackets and table that some tools put around it. */
function columnName(cell: string): string {
  return cell
    .replaceAll(/[\uFEFF\u200B[\]`'"]/g, '')
    .trim()
    .toLowerCase()
    .replace(/^.*\./, '')
    .replaceAll(/[\s-]+/g, '_')
}

function tableOf(names: readonly string[]): { readonly table?: Layout; readonly unused?: string } {
  const counts = new Map<string, number>()
  for (const name of names) {
    const prefix = name.slice(0, name.indexOf('_') + 1)
    if (prefix !== '') counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([prefix]) => prefix)
  for (const prefix of byCount) {
    const table = TABLES.find((each) => each.prefix === prefix)
    if (table !== undefined) return { table }
    const unused = UNUSED_TABLES.get(prefix)
    if (unused !== undefined) return { unused }
  }
  return {}
}

/** Columns of the file that are likely meant for ones that are missing. */
function misspelt(missing: readonly string[], names: readonly string[], table: Layout): string {
  const strange = names.filter((name) => name !== '' && table.columns[name] === undefined)
  return missing
    .flatMap((column) => {
      const near = strange.find((name) => distance(name, column) <= 2)
      return near === undefined ? [] : [`${quotedName(near)} for ${column}`]
    })
    .join(', ')
}

/** How many letters must be put in, taken out or changed to make one word of the other (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}

function about(header: Header, weight: Finding['weight'], rule: string, message: string, remedy: string): Finding {
  return { weight, file: header.file, line: header.line, child: null, rule, message, remedy }
}

function unknownTable(header: Header): Finding {
  const first = header.cells.slice(0, 4).map((cell) => quotedValue(cell.trim()))
  return about(
    header,
    'refused',
    'table-unknown',
    `The first row (${first.join(', ')}${header.cells.length > 4 ? ', ...' : ''}) names no column of the Standard ` +
      'Safeguarding Dataset; nothing in the file was read.',
    'Give a table of the dataset as CSV with its column names (cppl_cp_plan_id, ...) in the first row.',
  )
}

function tableNotUsed(header: Header, name: string): Finding {
  return about(
    header,
    'note',
    'table-not-used',
    `This is ${name}; no rule needs it, and it was not read.`,
    'None is needed.',
  )
}

function columnTwice(header: Header, column: string): Finding {
  return about(
    header,
    'doubtful',
    'column-twice',
    `There are two columns ${column}; the first is read.`,
    'Give each column a name of its own: the second may be another that is missing.',
  )
}

function columnsMissing(header: Header, table: Layout, lacking: string, likely: string): Finding {
  return about(
    header,
    'refused',
    'columns-missing',
    `${table.name} cannot be read without ${lacking}; nothing in the file was read.`,
    likely === ''
      ? 'Export the table with these columns.'
      : `Did you mean ${likely}? Correct the name in the first row.`,
  )
}

function columnsNotGiven(header: Header, table: Layout, optional: readonly string[], likely: string): Finding {
  return about(
    header,
    likely === '' ? 'note' : 'doubtful',
    'columns-not-given',
    `${table.name} has no ${optional.join(', ')}; what they would tell is taken as not known.`,
    likely === '' ? 'Export them too, if the case system holds them.' : `Did you mean ${likely}? Correct the name.`,
  )
}
