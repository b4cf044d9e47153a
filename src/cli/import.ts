import { type Imported, importFiles, type NotImported } from '../cases/import/import-files.ts'
import { NOT_ACTIVE, sayNotImported, sayNoticed, saySummary } from '../cases/import/words.ts'
import { FINDINGS_HEAD, findingLine } from '../documents/scan/csv.ts'
import { printable } from '../documents/scan/layout.ts'
import type { Findings } from '../intake/finding.ts'
import { openLibrary } from '../intake/library.ts'
import { type Noticed, watch } from '../record/facts/noticed.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { DEEDS, refuse } from './import-deeds.ts'
import { type InRecord, inRecord } from './in-record.ts'
import { writeDocument } from './output.ts'
import { keepApart } from './places.ts'
import { Progress } from './progress.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

const OPTIONS = {
  data: { type: 'string' },
  authority: { type: 'string' },
  code: { type: 'string' },
  findings: { type: 'string' },
  by: { type: 'string' },
  because: { type: 'string' },
  yes: { type: 'boolean' },
} as const

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values']

export async function importCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, OPTIONS)
  const [first, ...rest] = positionals
  if (first === undefined) {
    throw new UsageFault('no file was named', 'Name census or dataset files: sightline import census.xml cp_plans.csv')
  }
  const deed = Object.hasOwn(DEEDS, first) ? DEEDS[first] : undefined
  const where = { data: values.data, authority: values.authority }
  if (deed !== undefined) {
    const said = { by: values.by, because: values.because, yes: values.yes === true }
    return inRecord(where, terminal, (record) => deed(record, rest, said, terminal))
  }
  keepApart(positionals, [{ option: 'findings', path: values.findings }])
  return inRecord(where, terminal, (record) => takeFiles(record, positionals, values, terminal))
}

async function takeFiles(
  { store, service }: InRecord,
  files: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<ExitStatus> {
  const progress = new Progress(terminal)
  const calendar = openLibrary().protocols[0]?.calendar
  const imported = await importFiles({
    store,
    principal: service,
    now,
    files,
    onProgress: progress.reading,
    ...(calendar === undefined ? {} : { calendar }),
    ...(values.code === undefined ? {} : { code: values.code }),
  })
  progress.done()
  const findings = 'findings' in imported ? imported.findings : null
  if (values.findings !== undefined && findings !== null) writeDocument(values.findings, linesOf(findings))
  if (imported.kind !== 'imported') {
    terminal.err(`${printable(sayWhyNot(imported))}\n`)
    if (findings !== null) sayRefused(findings, terminal)
    return statusOf(imported)
  }
  await terminal.out(`${sayImported(imported)}\n`)
  const noticed = await watch(store, service, now())
  if (noticed.kind === 'not-active') return refuse(NOT_ACTIVE, terminal)
  await terminal.out(`${printable(sayWatched(noticed))}\n`)
  const refused = findings?.total('refused') ?? 0
  if (findings !== null && refused > 0) {
    terminal.err(`${refused} values were refused.\n`)
    sayRefused(findings, terminal)
  }
  return refused > 0 ? EXIT.partly : EXIT.done
}

function* linesOf(findings: Findings): Iterable<string> {
  yield FINDINGS_HEAD
  for (const finding of findings.kept) yield findingLine(finding)
}

function sayImported({ importId, summary }: Extract<Imported, { kind: 'imported' }>): string {
  const { doubtful } = summary
  const asks = doubtful > 0 ? [`${doubtful} may be children known by another name: sightline import doubtful`] : []
  return [`Taken as ${importId}.`, ...saySummary(summary), ...asks].join('\n')
}

/** How many names are said; the rest are counted. */
const NAMES_SAID = 20

function sayWatched(noticed: Noticed): string {
  const { unknownNames } = noticed
  if (unknownNames.length === 0) return sayNoticed(noticed).join('\n')
  const rest = unknownNames.length > NAMES_SAID ? ', ...' : ''
  return [
    ...sayNoticed(noticed),
    `${unknownNames.length} workers are not known: ${unknownNames.slice(0, NAMES_SAID).join(', ')}${rest}. ` +
      'Say who they are: sightline import name NAME PERSON',
  ].join('\n')
}

function sayWhyNot(not: NotImported): string {
  const said = sayNotImported(not)
  return not.kind === 'another-authority' ? `${said} If it is yours as well, name it: --code ${not.code}` : said
}

function statusOf(not: NotImported): ExitStatus {
  switch (not.kind) {
    case 'taken-already':
      return EXIT.done
    case 'nothing-read':
      return EXIT.nothingRead
    case 'another-being-read':
    case 'not-as-left':
    case 'taken-ahead':
    case 'not-waiting':
    case 'changed-while-read':
    case 'another-authority':
    case 'not-allowed':
    case 'not-active':
      return EXIT.usage
    default:
      return not satisfies never
  }
}

/** How many refused values are said on the standard error; the rest stand in the findings. */
const REFUSED_SAID = 5

function sayRefused(findings: Findings, terminal: Terminal): void {
  const refused = findings.kept.filter(({ weight }) => weight === 'refused')
  for (const { file, line, message, remedy } of refused.slice(0, REFUSED_SAID)) {
    terminal.err(`  ${printable(`${file}${line === null ? '' : `:${line}`}: ${message} ${remedy}`)}\n`)
  }
}
