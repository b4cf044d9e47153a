import { decisionJson, decisionText, type Judged } from '../documents/pathway/decision.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import { decide } from '../engine/pathway/decide.ts'
import { readCommand } from '../intake/history/read-history.ts'
import { readArguments, readChoiceOption } from './arguments.ts'
import { endOf, openCase, readGiven, readMomentOption } from './evaluate.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument } from './output.ts'
import type { Terminal } from './terminal.ts'
import { VERSION } from './version.ts'

export const DECIDE_USAGE = `sightline decide HISTORY.json --protocol ID --command COMMAND.json [options]
  Tells whether something may be recorded, and what follows from it, or every reason why not. Nothing is written.
  --command FILE    what somebody wants to record
  --at DATE         the moment at which it is recorded (when it happened, or after the last entry)
  --format FORMAT   text or json (text)`

const FORMATS = ['text', 'json'] as const

export async function decideCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    protocol: { type: 'string' },
    command: { type: 'string' },
    at: { type: 'string' },
    format: { type: 'string' },
  })
  const format = values.format === undefined ? 'text' : readChoiceOption('format', values.format, FORMATS)
  const at = values.at === undefined ? undefined : readMomentOption('at', values.at)
  if (values.command === undefined) {
    throw new UsageFault(
      'no command was named',
      'Name the file that says what is to be recorded: --command COMMAND.json',
    )
  }
  const read = openCase(positionals, values.protocol, terminal)
  if (read === undefined) return EXIT.nothingRead
  const command = readGiven(values.command, readCommand, terminal)
  if (command === undefined) return EXIT.nothingRead
  const { shelved, clause, history, people } = read
  const { protocol, calendar } = shelved
  const recording = {
    now: at ?? nowFor(command.happened, history.entries, endOf(terminal)),
    newId: freeId(history.entries.map(({ id }) => id)),
  }
  const decision = decide(protocol, history, people, calendar, command, recording)
  const judged: Judged = { protocol, clause, people, version: VERSION, decision, step: command.step }
  await printDocument(terminal, [format === 'text' ? decisionText(judged, terminal.columns) : decisionJson(judged)])
  return decision.ok ? EXIT.done : EXIT.partly
}

/** When it happened, or when the last entry was recorded that may have been by now. */
function nowFor(happened: Instant, entries: readonly { readonly recorded: Instant }[], latest: Instant): Instant {
  return entries.reduce((now, { recorded }) => (recorded > now && recorded <= latest ? recorded : now), happened)
}

/** An identifier that no entry bears yet. */
function freeId(taken: readonly string[]): string {
  const ids = new Set(taken)
  for (let number = taken.length + 1; ; number++) if (!ids.has(`e${number}`)) return `e${number}`
}
