import { extname } from 'node:path'
import { csvChunks, FINDINGS_HEAD, findingLine } from '../documents/scan/csv.ts'
import { reportChunks } from '../documents/scan/html/report.ts'
import { jsonChunks } from '../documents/scan/json.ts'
import { printable } from '../documents/scan/layout.ts'
import type { Scanned } from '../documents/scan/scanned.ts'
import { tableChunks } from '../documents/scan/table.ts'
import { type Day, formatDay } from '../engine/calendar/day.ts'
import { addMonths } from '../engine/calendar/months.ts'
import { Cohort } from '../engine/facts/cohort.ts'
import { scan } from '../engine/watch/scan.ts'
import { type Finding, Findings } from '../intake/finding.ts'
import type { Library } from '../intake/library.ts'
import { readFiles } from '../intake/read-files.ts'
import { readArguments, readChoiceOption, readDayOption } from './arguments.ts'
import { chooseProtocols, isPath } from './choose-protocols.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { DocumentFile, printDocument, writeDocument } from './output.ts'
import { keepApart } from './places.ts'
import { Progress } from './progress.ts'
import type { Terminal } from './terminal.ts'
import { VERSION } from './version.ts'

const FORMATS = ['table', 'json', 'csv', 'html'] as const
type Format = (typeof FORMATS)[number]

/** The formats by how the output's name ends, where nobody says. */
const ENDINGS: ReadonlyMap<string, Format> = new Map([
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.csv', 'csv'],
  ['.json', 'json'],
  ['.txt', 'table'],
  ['', 'table'],
])

/** How far ahead is looked where nobody says: the months for which people plan. */
const MONTHS_AHEAD = 6

export const SCAN_USAGE = `sightline scan FILE... [options]
  Reads census and dataset files, and tells which children a protocol says must be escalated, and by when.
  --protocol ID     only this protocol; may be given several times; the path of a protocol file also does
  --as-of DATE      the day to look from, YYYY-MM-DD (today)
  --until DATE      the last day to look ahead to (six months on)
  --format FORMAT   table, json, csv or html (as the output ends: .html, .csv, .json or .txt; else table)
  --output FILE     where to write; html goes to sightline-scan-DATE.html where this is left out
  --findings FILE   where to write every finding in the files, as CSV`

export interface ScanRequest {
  readonly files: readonly string[]
  readonly library: Library
  readonly asOf: Day
  readonly until: Day
  /** Told of each finding as it is made. */
  readonly sink?: (finding: Finding) => void
}

/** Reads the files and asks the protocols. Nothing is written. */
async function runScan(request: ScanRequest, terminal: Terminal): Promise<Scanned> {
  const cohort = new Cohort()
  const findings = new Findings(request.sink)
  const progress = new Progress(terminal)
  const calendar = request.library.protocols[0]?.calendar
  await readFiles(request.files, {
    cohort,
    report: findings.report,
    today: terminal.today,
    onProgress: progress.reading,
    ...(calendar === undefined ? {} : { calendar }),
  })
  const { asOf, until, library } = request
  const result = scan(library.protocols, cohort, { asOf, until })
  progress.done()
  return { scan: result, cohort, findings, clause: library.clause, version: VERSION }
}

export async function scanCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals: files } = readArguments(args, {
    protocol: { type: 'string', multiple: true },
    'as-of': { type: 'string' },
    until: { type: 'string' },
    format: { type: 'string' },
    output: { type: 'string' },
    findings: { type: 'string' },
  })
  if (files.length === 0) {
    throw new UsageFault('no file was named', 'Name census or dataset files: sightline scan census.xml cp_plans.csv')
  }
  const asOf = values['as-of'] === undefined ? terminal.today : readDayOption('as-of', values['as-of'])
  const until = values.until === undefined ? addMonths(asOf, MONTHS_AHEAD) : readDayOption('until', values.until)
  if (until < asOf) throw new UsageFault('--until lies before --as-of', 'Name a later day to look ahead to.')
  const format = formatOf(values.format, values.output)
  const output = values.output ?? (format === 'html' ? `sightline-scan-${formatDay(asOf)}.html` : undefined)
  keepApart(
    [...files, ...(values.protocol ?? []).filter(isPath)],
    [
      { option: 'output', path: output },
      { option: 'findings', path: values.findings },
    ],
  )
  const library = chooseProtocols(values.protocol)
  const scanned = await runKeepingFindings({ files, library, asOf, until }, values.findings, terminal)
  if (scanned.cohort.size === 0) return sayNothingRead(scanned, terminal)
  const chunks = documentOf(format, scanned, terminal.columns)
  if (output === undefined) await printDocument(terminal, chunks)
  else {
    writeDocument(output, chunks)
    terminal.err(`Written: ${printable(output)}\n`)
  }
  return statusOf(scanned, terminal, format === 'table' && output === undefined)
}

/** Runs a scan whose every finding goes to a file as it is made: a bad file of a large authority has millions. */
async function runKeepingFindings(
  request: Omit<ScanRequest, 'sink'>,
  path: string | undefined,
  terminal: Terminal,
): Promise<Scanned> {
  if (path === undefined) return runScan(request, terminal)
  const file = new DocumentFile(path)
  try {
    file.add(FINDINGS_HEAD)
    const scanned = await runScan({ ...request, sink: (finding) => file.add(findingLine(finding)) }, terminal)
    file.finish()
    return scanned
  } catch (error) {
    file.abandon()
    throw error
  }
}

function formatOf(wanted: string | undefined, output: string | undefined): Format {
  if (wanted !== undefined) return readChoiceOption('format', wanted, FORMATS)
  const ending = extname(output ?? '').toLowerCase()
  const format = ENDINGS.get(ending)
  if (format !== undefined) return format
  const known = [...ENDINGS.keys()].filter((each) => each !== '').join(', ')
  throw new UsageFault(
    `--output ends in "${ending}", which is no format of a scan`,
    `End it in ${known}, or name a --format.`,
  )
}

function documentOf(format: Format, scanned: Scanned, columns: number): Iterable<string> {
  switch (format) {
    case 'table':
      return tableChunks(scanned, columns)
    case 'json':
      return jsonChunks(scanned)
    case 'csv':
      return csvChunks(scanned)
    case 'html':
      return reportChunks(scanned)
    default:
      return format satisfies never
  }
}

/** No document is written of nothing: a page without children would look like an authority without worries. */
function sayNothingRead({ findings }: Scanned, terminal: Terminal): ExitStatus {
  terminal.err('No child was read from these files, so nothing is shown and nothing was written.\n')
  sayRefused(findings, terminal)
  return EXIT.nothingRead
}

/** How many refused values are said on the standard error; the rest stand in the findings. */
const REFUSED_SAID = 5

function sayRefused(findings: Findings, terminal: Terminal): void {
  const refused = findings.kept.filter(({ weight }) => weight === 'refused')
  for (const { file, line, message, remedy } of refused.slice(0, REFUSED_SAID)) {
    terminal.err(`  ${printable(`${file}${line === null ? '' : `:${line}`}: ${message} ${remedy}`)}\n`)
  }
}

/** The exit status; what the files could not give is said on the standard error where the document does not say it. */
function statusOf({ cohort, findings }: Scanned, terminal: Terminal, said: boolean): ExitStatus {
  const refused = findings.total('refused')
  if (!said) {
    const doubtful = findings.total('doubtful')
    terminal.err(`${cohort.size} children read; ${refused} values refused, ${doubtful} doubtful.\n`)
    sayRefused(findings, terminal)
  }
  return refused > 0 ? EXIT.partly : EXIT.done
}
