import { printable } from '../documents/scan/layout.ts'
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
      return `${printable(file)}: no faults. ${triggers.length} triggers, ${duties.length} duties, ${steps.length} steps.\n`
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
