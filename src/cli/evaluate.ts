import { viewJson } from '../documents/pathway/json.ts'
import type { Shown } from '../documents/pathway/shown.ts'
import { viewText } from '../documents/pathway/text.ts'
import { addDays, LAST_DAY, parseDay } from '../engine/calendar/day.ts'
import { type Instant, parseInstant } from '../engine/calendar/instant.ts'
import { startOf } from '../engine/pathway/days.ts'
import { evaluate } from '../engine/pathway/evaluate.ts'
import type { View } from '../engine/pathway/view.ts'
import { type HistoryFault, type HistoryRead, sayHistoryFault } from '../intake/history/fault.ts'
import { readHistory, readJsonFile } from '../intake/history/read-history.ts'
import type { GivenHistory } from '../intake/history/schema.ts'
import type { Shelved } from '../intake/library.ts'
import { readArguments, readChoiceOption } from './arguments.ts'
import { chooseProtocols } from './choose-protocols.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument } from './output.ts'
import type { Terminal } from './terminal.ts'
import { VERSION } from './version.ts'

export const EVALUATE_USAGE = `sightline evaluate HISTORY.json --protocol ID [options]
  Tells where one case stands by a protocol: what is owed, by whom and by when, and what may be recorded next.
  --protocol ID     the protocol, or the path of a protocol file
  --as-of DATE      the day or moment to look from, YYYY-MM-DD or RFC 3339 (the end of today)
  --known-at DATE   leave out what became known only later (nothing is left out)
  --format FORMAT   text or json (text)`

const FORMATS = ['text', 'json'] as const

/** What every question about one case is asked of. */
export interface Case extends GivenHistory {
  readonly shelved: Shelved
  readonly clause: Shown['clause']
}

export async function evaluateCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    protocol: { type: 'string' },
    'as-of': { type: 'string' },
    'known-at': { type: 'string' },
    format: { type: 'string' },
  })
  const asOf = values['as-of'] === undefined ? endOf(terminal) : readMomentOption('as-of', values['as-of'])
  const knownAt = values['known-at'] === undefined ? null : readMomentOption('known-at', values['known-at'])
  const format = values.format === undefined ? 'text' : readChoiceOption('format', values.format, FORMATS)
  const read = openCase(positionals, values.protocol, terminal)
  if (read === undefined) return EXIT.nothingRead
  const shown = show(read, asOf, knownAt)
  await printDocument(terminal, [format === 'text' ? viewText(shown, terminal.columns) : viewJson(shown)])
  const ignored = shown.view.entries.filter((each) => each.ignored !== null).length
  if (ignored === 0) return EXIT.done
  const [are, them] =
    ignored === 1 ? ['1 entry does', 'it says why beside it'] : [`${ignored} entries do`, 'it says why beside each']
  terminal.err(`${are} not count; ${them}.\n`)
  return EXIT.partly
}

export function show({ shelved, clause, history, people }: Case, asOf: Instant, knownAt: Instant | null): Shown {
  const { protocol, calendar } = shelved
  const view: View = evaluate(protocol, history, people, calendar, { asOf, knownAt: knownAt ?? startOf(LAST_DAY) })
  return { protocol, calendar, clause, history, people, asOf, knownAt, view, version: VERSION }
}

/** The case that a command names; undefined, after every fault was said, where it could not be read. */
export function openCase(files: readonly string[], protocol: string | undefined, terminal: Terminal): Case | undefined {
  const [file, ...more] = files
  if (file === undefined || more.length > 0) {
    throw new UsageFault(
      file === undefined ? 'no history was named' : 'one history is read at a time',
      'Name one: sightline evaluate history.json --protocol challenging-cases',
    )
  }
  const opened = openProtocol(protocol)
  const given = readGiven(file, readHistory, terminal)
  return given === undefined ? undefined : { ...given, ...opened }
}

/** The protocol of this name, by which cases are told. */
export function openProtocol(protocol: string | undefined): Pick<Case, 'shelved' | 'clause'> {
  if (protocol === undefined) {
    throw new UsageFault('no protocol was named', 'Name one with --protocol; "sightline protocols" lists them.')
  }
  const library = chooseProtocols([protocol])
  const [shelved] = library.protocols
  if (shelved === undefined) throw new UsageFault(`there is no protocol "${protocol}"`, 'Name one that there is.')
  if (shelved.protocol.stages.size === 0) {
    throw new UsageFault(
      `the protocol "${shelved.protocol.id}" has no stages yet, so that no case can stand in one`,
      'Use scan.',
    )
  }
  return { shelved, clause: library.clause }
}

/** Reads a file of JSON whole; undefined, after every fault was said, where it could not be. */
export function readGiven<T>(file: string, read: (text: string) => HistoryRead<T>, terminal: Terminal): T | undefined {
  const text = readJsonFile(file)
  const given = text.ok ? read(text.value) : text
  if (given.ok) return given.value
  sayFaults(file, given.faults, terminal)
  return undefined
}

const MOST_FAULTS = 50

function sayFaults(file: string, faults: readonly HistoryFault[], terminal: Terminal): void {
  for (const fault of faults.slice(0, MOST_FAULTS)) terminal.err(`${sayHistoryFault(file, fault)}\n`)
  const count = `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`
  const shown = faults.length > MOST_FAULTS ? `, of which the first ${MOST_FAULTS} are shown` : ''
  terminal.err(`${count}${shown}. Nothing was read.\n`)
}

/** A day, which means its end, or a moment. */
export function readMomentOption(name: string, text: string): Instant {
  const moment = parseInstant(text)
  if (moment !== undefined) return moment
  const day = parseDay(text)
  if (day !== undefined && day < LAST_DAY) return (startOf(addDays(day, 1)) - 1) as Instant
  if (day === LAST_DAY) throw new UsageFault(`--${name} "${text}" is the last day of all`, 'Write an earlier day.')
  throw new UsageFault(
    `--${name} "${text}" is no date`,
    'Write a day as YYYY-MM-DD, such as 2026-03-31, or a moment as 2026-03-31T09:30:00+01:00.',
  )
}

export function endOf({ today }: Terminal): Instant {
  return (startOf(addDays(today, 1)) - 1) as Instant
}
