import { type Naming, NO_NAMES } from '../documents/papers/naming.ts'
import { listCases, listOf, questionOf, type Wanted } from '../documents/pathway/list.ts'
import { listJson } from '../documents/pathway/list-json.ts'
import { listText } from '../documents/pathway/list-text.ts'
import type { Shown } from '../documents/pathway/shown.ts'
import { listSheet } from '../documents/sheets/list-sheet.ts'
import { sheetCsv } from '../documents/sheets/sheet-csv.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { readHistory } from '../intake/history/read-history.ts'
import { readArguments, readChoiceOption } from './arguments.ts'
import { endOf, openProtocol, readGiven, readMomentOption, show } from './evaluate.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument } from './output.ts'
import type { Terminal } from './terminal.ts'
import { VERSION } from './version.ts'

export const LIST_USAGE = `sightline list HISTORY.json... --protocol ID [options]
  The list that a protocol keeps over its cases, as it stood on a day: who is on it, since when, and what is missing.
  --protocol ID     the protocol, or the path of a protocol file
  --as-of DATE      the day or moment to look from, YYYY-MM-DD or RFC 3339 (the end of today)
  --known-at DATE   leave out what became known only later (nothing is left out)
  --where Q=ANSWER  only cases with this answer, or with != without it; may be given several times
  --format FORMAT   table, csv or json (table)`

const FORMATS = ['table', 'csv', 'json'] as const

export async function listCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    protocol: { type: 'string' },
    'as-of': { type: 'string' },
    'known-at': { type: 'string' },
    where: { type: 'string', multiple: true },
    format: { type: 'string' },
  })
  const asOf = values['as-of'] === undefined ? endOf(terminal) : readMomentOption('as-of', values['as-of'])
  const knownAt = values['known-at'] === undefined ? null : readMomentOption('known-at', values['known-at'])
  const format = values.format === undefined ? 'table' : readChoiceOption('format', values.format, FORMATS)
  if (positionals.length === 0) {
    throw new UsageFault(
      'no history was named',
      'Name each: sightline list cases/*.json --protocol cases-of-most-concern',
    )
  }
  const { shelved, clause } = openProtocol(values.protocol)
  const { protocol } = shelved
  const document = listOf(protocol)
  if (document === undefined) {
    throw new UsageFault(
      `the protocol "${protocol.id}" keeps no list`,
      'A list is a document that says under "while" at which stages a case stands in it.',
    )
  }
  const wanted = (values.where ?? []).map((text) => readWanted(text, protocol))
  const cases: Shown[] = []
  for (const file of positionals) {
    const given = readGiven(file, readHistory, terminal)
    // A list with a child missing from it would be taken for the whole.
    if (given === undefined) return EXIT.nothingRead
    cases.push(show({ ...given, shelved, clause }, asOf, knownAt))
  }
  const list = listCases(document, protocol, cases, wanted)
  const asked = { asOf, knownAt }
  switch (format) {
    case 'table':
      await printDocument(terminal, [listText(list, asked, terminal.columns)])
      break
    case 'csv':
      await printDocument(terminal, sheetCsv(listSheet(list, byIdentifier)))
      break
    case 'json':
      await printDocument(terminal, [listJson(list, asked, VERSION)])
      break
    default:
      format satisfies never
  }
  const doubtful = cases.filter(({ view }) => view.entries.some(({ ignored }) => ignored !== null))
  for (const { history } of doubtful) {
    terminal.err(`Some entries of ${history.facts.child.id} do not count; "sightline evaluate" says why.\n`)
  }
  return doubtful.length === 0 ? EXIT.done : EXIT.partly
}

/** A history names nobody: people and the child are told by their identifiers. */
function byIdentifier({ history }: Shown): Naming {
  return { ...NO_NAMES, subject: history.facts.child.id }
}

/** "category=category-a", or "category!=category-a". */
function readWanted(text: string, protocol: Protocol): Wanted {
  const [, question = '', sign, is = ''] = /^([^=!]+)(!?=)(.+)$/.exec(text) ?? []
  if (sign === undefined) {
    throw new UsageFault(`--where "${text}" cannot be read`, 'Write a question and an answer: category=category-a')
  }
  const asked = questionOf(question, protocol)
  if (asked === undefined) {
    throw new UsageFault(`no step asks "${question}"`, 'Name a question as the protocol file does, such as category.')
  }
  const known = asked.type === 'yes or no' ? ['yes', 'no'] : [...asked.options.keys()]
  if (known.length > 0 && !known.includes(is)) {
    throw new UsageFault(`"${is}" is no answer to "${question}"`, `Write one of: ${known.join(', ')}.`)
  }
  return { question, is, not: sign === '!=' }
}
