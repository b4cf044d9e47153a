import { sayKept } from '../documents/pathway/titles.ts'
import { printable } from '../documents/scan/layout.ts'
import { type Exploration, explore } from '../engine/protocol/explore.ts'
import { type Protocol, runsPathways } from '../engine/protocol/protocol.ts'
import { stepsByTheHour } from '../engine/protocol/steps-by-the-hour.ts'
import { LibraryFaults, openLibrary } from '../intake/library.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument } from './output.ts'
import type { Terminal } from './terminal.ts'

/** `sightline check FILE...`: every fault of protocol files at once, each with line, column and remedy. */
export async function checkCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { positionals: files } = readArguments(args, {})
  if (files.length === 0) {
    throw new UsageFault('no file was named', 'Name a protocol file: sightline check my-protocol.yaml')
  }
  try {
    const { protocols } = openLibrary(files)
    const lines = protocols.map(({ file, protocol }) => {
      const { triggers, duties, steps } = protocol
      const counted = `${triggers.length} triggers, ${duties.length} duties, ${steps.length} steps`
      const kept = protocol.kept === null ? '' : `  ${sayKept(protocol.kept)}\n`
      const more = runsPathways(protocol) ? `${kept}${sayByTheHour(protocol)}${sayExploration(explore(protocol))}` : ''
      return `${printable(file)}: no faults. ${counted}.\n${more}`
    })
    await printDocument(terminal, lines)
    return EXIT.done
  } catch (error) {
    if (!(error instanceof LibraryFaults)) throw error
    await printDocument(
      terminal,
      error.faults.map((fault) => `${printable(fault)}\n`),
    )
    const count = error.faults.length
    terminal.err(`${count} ${count === 1 ? 'fault' : 'faults'}.\n`)
    return EXIT.faultyProtocol
  }
}

/** The steps whose forms must ask for the hour; nothing where there are none. */
function sayByTheHour(protocol: Protocol): string {
  const steps = stepsByTheHour(protocol).map(({ id }) => id)
  return steps.length === 0 ? '' : `  Must be told by the hour, since hours are counted from it: ${steps.join(', ')}.\n`
}

/** How much of what a pathway can come to was gone through, and what was not told apart. */
function sayExploration(exploration: Exploration): string {
  const { states, ways, stages, remembered, counted, abstracted } = exploration
  const size = `  Explored: ${states} states and ${ways} ways between them`
  const made = `stages: ${stages}, records that guards look back to: ${remembered.length}, duties that guards wait for: ${counted.length}`
  return `${size} (${made}).\n  Not told apart:\n${abstracted.map((each) => `  - ${each}\n`).join('')}`
}
