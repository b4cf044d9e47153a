import { extname } from 'node:path'
import { agendaPaper } from '../documents/papers/agenda-paper.ts'
import { casePaper, type NoPaper, papersMade } from '../documents/papers/case-paper.ts'
import { fileText } from '../documents/papers/file-text.ts'
import { paperDocx, paperPdf, sayNoPdf } from '../documents/papers/files.ts'
import { type ListMaking, listPaper } from '../documents/papers/list-paper.ts'
import type { Making } from '../documents/papers/making.ts'
import { namedById } from '../documents/papers/naming.ts'
import type { Paper } from '../documents/papers/paper.ts'
import { paperText } from '../documents/papers/paper-text.ts'
import { type List, listCases } from '../documents/pathway/list.ts'
import type { Shown } from '../documents/pathway/shown.ts'
import { listSheet } from '../documents/sheets/list-sheet.ts'
import type { Sheet } from '../documents/sheets/sheet.ts'
import { sheetCsv } from '../documents/sheets/sheet-csv.ts'
import { spreadsheet } from '../documents/sheets/spreadsheet.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import { dayOf, startOf } from '../engine/pathway/days.ts'
import type { DocumentPart } from '../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { closest } from '../engine/protocol/sentences/reader.ts'
import { readHistory } from '../intake/history/read-history.ts'
import { readArguments, readChoiceOption, readDayOption } from './arguments.ts'
import { endOf, openProtocol, readGiven, readMomentOption, show } from './evaluate.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument, writeBytes, writeDocument } from './output.ts'
import { keepApart } from './places.ts'
import type { Terminal } from './terminal.ts'

const FORMATS = ['.pdf', '.docx', '.txt', '.csv', '.xlsx'] as const
type Format = (typeof FORMATS)[number]

/** What is asked for: a paper, and for a list its table as well; or the bare text of a record. */
type Made =
  | { readonly kind: 'paper'; readonly paper: Paper; readonly sheet: Sheet | null }
  | { readonly kind: 'text'; readonly text: string }

export async function paperCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    protocol: { type: 'string' },
    document: { type: 'string' },
    meeting: { type: 'string' },
    'sits-on': { type: 'string' },
    entry: { type: 'string' },
    for: { type: 'string' },
    'as-of': { type: 'string' },
    'known-at': { type: 'string' },
    output: { type: 'string' },
  })
  const asOf = values['as-of'] === undefined ? endOf(terminal) : readMomentOption('as-of', values['as-of'])
  const knownAt = values['known-at'] === undefined ? null : readMomentOption('known-at', values['known-at'])
  const sitsOn = values['sits-on'] === undefined ? dayOf(asOf) : readDayOption('sits-on', values['sits-on'])
  if (positionals.length === 0) {
    throw new UsageFault(
      'no history was named',
      'Name one: sightline paper history.json --protocol challenging-cases --document tier-1-report --output report.pdf',
    )
  }
  keepApart(positionals, [{ option: 'output', path: values.output }])
  const format = values.output === undefined ? '.txt' : formatOf(values.output)
  const { shelved, clause } = openProtocol(values.protocol)
  const cases: Shown[] = []
  for (const file of positionals) {
    const given = readGiven(file, readHistory, terminal)
    // A list with a child missing from it would be taken for the whole.
    if (given === undefined) return EXIT.nothingRead
    cases.push(show({ ...given, shelved, clause }, asOf, knownAt))
  }
  const made = make({ ...values, sitsOn }, shelved.protocol, cases, startOf(terminal.today))
  const done = await write(made, format, values.output, terminal)
  if (done !== EXIT.done) return done
  const doubtful = cases.filter(({ view }) => view.entries.some(({ ignored }) => ignored !== null))
  for (const { history } of doubtful) {
    terminal.err(`Some entries of ${history.facts.child.id} do not count; "sightline evaluate" says why.\n`)
  }
  return doubtful.length === 0 ? EXIT.done : EXIT.partly
}

function formatOf(output: string): Format {
  const found = extname(output).toLowerCase()
  if (found === '') {
    throw new UsageFault(`--output "${output}" does not say in which form to write`, `End it in ${FORMATS.join(', ')}.`)
  }
  return readChoiceOption('output', found, FORMATS)
}

interface Wanted {
  readonly document?: string | undefined
  readonly meeting?: string | undefined
  readonly entry?: string | undefined
  readonly for?: string | undefined
  readonly sitsOn: ReturnType<typeof readDayOption>
}

function make(wanted: Wanted, protocol: Protocol, cases: readonly Shown[], made: Instant): Made {
  const madeFor = wanted.for ?? null
  const [first] = cases
  if (first === undefined) throw new Error('a paper of no case')
  const together: ListMaking = {
    namingOf: ({ people, history }) => namedById(people, history.facts.child.id),
    withheld: 0,
    madeFor,
    made,
    reference: protocol.id,
    closed: [],
  }
  if (wanted.meeting !== undefined) {
    if (wanted.document !== undefined || wanted.entry !== undefined) throw twoThings()
    const meeting = named('meeting', wanted.meeting, protocol.meetings)
    const paper = agendaPaper(
      { meeting, protocol, on: wanted.sitsOn, starts: null, ends: null, place: null },
      cases,
      first,
      together,
    )
    return { kind: 'paper', paper, sheet: null }
  }
  if (wanted.document === undefined && wanted.entry === undefined) throw nothingAsked(protocol)
  const part = wanted.document === undefined ? null : named('document', wanted.document, protocol.documents)
  if (part !== null && part.while.length > 0) {
    if (wanted.entry !== undefined) throw twoThings()
    const list: List = listCases(part, protocol, cases, [])
    return { kind: 'paper', paper: listPaper(list, first, together), sheet: listSheet(list, together.namingOf) }
  }
  if (cases.length > 1) throw new UsageFault('this is made of one case', 'Name one history.')
  const { child } = first.history.facts
  const making: Making = { ...together, naming: namedById(first.people, child.id), reference: child.id }
  return part === null ? ofRecord(wanted.entry ?? '', first, making) : ofCase(part, wanted.entry ?? null, first, making)
}

function ofRecord(entry: string, shown: Shown, making: Making): Made {
  const text = fileText(shown, entry, making)
  if (text !== undefined) return { kind: 'text', text }
  const known = shown.view.entries.map((each) => each.entry.id)
  throw new UsageFault(`there is no record "${entry}" by then`, `Name one of: ${known.join(', ') || 'none'}.`)
}

function ofCase(part: DocumentPart, entry: string | null, shown: Shown, making: Making): Made {
  const found = casePaper(shown, part.id, entry, making)
  if (found.ok) return { kind: 'paper', paper: found.paper, sheet: null }
  throw new UsageFault(...sayNoPaper(found.why, part, shown))
}

function sayNoPaper(why: NoPaper, { title, id }: DocumentPart, shown: Shown): readonly [string, string] {
  switch (why.kind) {
    case 'unknown-document':
      return [`there is no document "${id}"`, `Name one of: ${why.known.join(', ')}.`]
    case 'of-several-cases':
      return [`"${title}" is a list of several cases`, 'Name the history of each.']
    case 'not-made': {
      const others = [...new Set(papersMade(shown).map(({ document }) => document.id))]
      const by = why.by === null ? '' : `: "${why.by}" makes it`
      return [`"${title}" has not been made by then${by}`, `Made so far: ${others.join(', ') || 'nothing'}.`]
    }
    case 'not-of-that':
      return [`that record did not make "${title}"`, `Name one of: ${why.made.join(', ')}.`]
    default:
      return why satisfies never
  }
}

function named<T extends { readonly id: string }>(what: string, id: string, known: readonly T[]): T {
  const found = known.find((each) => each.id === id)
  if (found !== undefined) return found
  const ids = known.map((each) => each.id)
  const meant = closest(id, ids)
  const hint = meant === undefined ? `Name one of: ${ids.join(', ') || 'none'}.` : `Did you mean "${meant}"?`
  throw new UsageFault(`the protocol names no ${what} "${id}"`, hint)
}

function nothingAsked({ documents, meetings }: Protocol): UsageFault {
  const papers = documents.map(({ id }) => id).join(', ') || 'none'
  const agendas = meetings.map(({ id }) => id).join(', ') || 'none'
  return new UsageFault(
    'no document was named',
    `Name one with --document (${papers}), a meeting with --meeting (${agendas}), or a record with --entry.`,
  )
}

function twoThings(): UsageFault {
  return new UsageFault(
    'two things were asked for at once',
    'Ask for one document, one agenda or one record at a time.',
  )
}

async function write(made: Made, format: Format, output: string | undefined, terminal: Terminal): Promise<ExitStatus> {
  if (format === '.txt') {
    const text = made.kind === 'text' ? made.text : paperText(made.paper)
    if (output === undefined) {
      await printDocument(terminal, [text])
      return EXIT.done
    }
    writeDocument(output, [text])
  } else {
    if (made.kind === 'text') throw new UsageFault('a record is given as text', 'End the name of the output in .txt.')
    const bytes = await bytesOf(made, format)
    if (output !== undefined) writeBytes(output, bytes)
  }
  await terminal.out(`Written: ${output ?? ''}\n`)
  return EXIT.done
}

async function bytesOf(
  { paper, sheet }: Extract<Made, { readonly kind: 'paper' }>,
  format: Exclude<Format, '.txt'>,
): Promise<Uint8Array> {
  switch (format) {
    case '.pdf': {
      const made = await paperPdf(paper)
      if (made.ok) return made.value
      const { says, instead } = sayNoPdf(made.refusal)
      throw new UsageFault(says.replace(/\.$/, ''), instead)
    }
    case '.docx':
      return paperDocx(paper)
    case '.csv':
    case '.xlsx': {
      if (sheet === null) throw new UsageFault('only a list is a table', 'Ask for it as .pdf, .docx or .txt.')
      return format === '.xlsx' ? spreadsheet(sheet) : new TextEncoder().encode([...sheetCsv(sheet)].join(''))
    }
    default:
      return format satisfies never
  }
}
