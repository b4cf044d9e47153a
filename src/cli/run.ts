import { printable } from '../documents/scan/layout.ts'
import { closest } from '../engine/protocol/sentences/reader.ts'
import { LibraryFaults } from '../intake/library.ts'
import { RecordUnavailable } from '../record/database/unavailable.ts'
import { checkCommand } from './check.ts'
import { DECIDE_USAGE, decideCommand } from './decide.ts'
import { DEMO_USAGE, demoCommand } from './demo.ts'
import { DRAW_USAGE, drawCommand } from './draw.ts'
import { EVALUATE_USAGE, evaluateCommand } from './evaluate.ts'
import { EXIT, type ExitStatus, UsageFault, WritingFault } from './exit.ts'
import { IMPORT_USAGE, TAKE_ON_USAGE } from './import-usage.ts'
import { KEEP_USAGE } from './keep-usage.ts'
import { LIST_USAGE, listCommand } from './list.ts'
import { MOVE_USAGE } from './move-usage.ts'
import { PAPER_USAGE } from './paper-usage.ts'
import { protocolsCommand } from './protocols.ts'
import { SET_UP_USAGE, WORK_USAGE } from './record-usage.ts'
import { SCAN_USAGE, scanCommand } from './scan.ts'
import { schemaCommand } from './schema.ts'
import { SERVE_USAGE } from './serve-usage.ts'
import { NO_SHELLS, type Shells } from './shells.ts'
import { START_USAGE } from './start-usage.ts'
import type { Terminal } from './terminal.ts'
import { VERSION } from './version.ts'

type Command = (args: readonly string[], terminal: Terminal, shells: Shells) => Promise<ExitStatus>

const COMMANDS: Readonly<Record<string, Command>> = {
  scan: scanCommand,
  evaluate: evaluateCommand,
  decide: decideCommand,
  list: listCommand,
  protocols: protocolsCommand,
  check: checkCommand,
  schema: schemaCommand,
  draw: drawCommand,
  demo: demoCommand,
  // Only this needs the writers of documents.
  paper: async (args, terminal) => {
    const { paperCommand } = await import('./paper.ts')
    return paperCommand(args, terminal)
  },
  // Only these need the database's driver, which takes as long to load as all the rest.
  start: async (args, terminal, shells) => {
    const { startCommand } = await import('./start.ts')
    return startCommand(args, terminal, shells)
  },
  import: async (args, terminal) => {
    const { importCommand } = await import('./import.ts')
    return importCommand(args, terminal)
  },
  'take-on': async (args, terminal) => {
    const { takeOnCommand } = await import('./take-on.ts')
    return takeOnCommand(args, terminal)
  },
  'set-up': async (args, terminal) => {
    const { setUpCommand } = await import('./set-up.ts')
    return setUpCommand(args, terminal)
  },
  people: async (args, terminal) => {
    const { peopleCommand } = await import('./people.ts')
    return peopleCommand(args, terminal)
  },
  serve: async (args, terminal, shells) => {
    const { serveCommand } = await import('./serve.ts')
    return serveCommand(args, terminal, shells)
  },
  invite: async (args, terminal) => {
    const { inviteCommand } = await import('./invite.ts')
    return inviteCommand(args, terminal)
  },
  work: async (args, terminal, { startWorker }) => {
    const { workCommand } = await import('./work.ts')
    return workCommand(args, terminal, startWorker)
  },
  move: async (args, terminal) => {
    const { moveCommand } = await import('./move.ts')
    return moveCommand(args, terminal)
  },
  rebuild: async (args, terminal) => {
    const { rebuildCommand } = await import('./rebuild.ts')
    return rebuildCommand(args, terminal)
  },
  backup: async (args, terminal) => {
    const { backupCommand } = await import('./keep.ts')
    return backupCommand(args, terminal)
  },
  restore: async (args, terminal) => {
    const { restoreCommand } = await import('./keep.ts')
    return restoreCommand(args, terminal)
  },
  doctor: async (args, terminal) => {
    const { doctorCommand } = await import('./keep.ts')
    return doctorCommand(args, terminal)
  },
}

const USAGE = `Sightline ${VERSION}: which children must be escalated, by whom and by when.

${SCAN_USAGE}

${EVALUATE_USAGE}

${DECIDE_USAGE}

${LIST_USAGE}

${PAPER_USAGE}

sightline protocols
  Lists the protocols that Sightline knows.

sightline check FILE...
  Checks protocol files, and names every fault with its line and remedy.

sightline schema
  Prints the JSON Schema of a protocol file, for editors.

${DRAW_USAGE}

${DEMO_USAGE}

${START_USAGE}

${SET_UP_USAGE}

${MOVE_USAGE}

${IMPORT_USAGE}

${TAKE_ON_USAGE}

${SERVE_USAGE}

${WORK_USAGE}

${KEEP_USAGE}

Exit status: 0 done; 1 done, but some values in the files were refused; 2 wrong usage; 3 nothing could be read;
4 a faulty protocol; 5 the result could not be written; 6 something is wrong with the record; 70 Sightline itself failed.
`

/**
 * Runs one command and gives the exit status. What a person did wrongly is said in words; only bugs leave a trace.
 * @param shells that stand beside this one: what serves and what works
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  shells: Shells = NO_SHELLS,
): Promise<ExitStatus> {
  const [name, ...rest] = args
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h' || rest.includes('--help')) {
      await terminal.out(USAGE)
      return name === undefined ? EXIT.usage : EXIT.done
    }
    if (name === '--version' || name === 'version') {
      await terminal.out(`${VERSION}\n`)
      return EXIT.done
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (command === undefined) {
      const meant = closest(name, Object.keys(COMMANDS))
      const hint = meant === undefined ? `Commands: ${Object.keys(COMMANDS).join(', ')}.` : `Did you mean "${meant}"?`
      throw new UsageFault(`there is no command "${name}"`, hint)
    }
    return await command(rest, terminal, shells)
  } catch (error) {
    return sayFault(error, terminal)
  }
}

function sayFault(error: unknown, terminal: Terminal): ExitStatus {
  if (error instanceof UsageFault) {
    terminal.err(`${printable(`sightline: ${error.message}. ${error.remedy}`)}\n`)
    return EXIT.usage
  }
  if (error instanceof LibraryFaults) {
    for (const fault of error.faults) terminal.err(`${printable(fault)}\n`)
    return EXIT.faultyProtocol
  }
  if (error instanceof WritingFault) {
    terminal.err(`${printable(`sightline: ${error.message}`)}\n`)
    return EXIT.notWritten
  }
  if (error instanceof RecordUnavailable) {
    terminal.err(`${printable(`sightline: ${error.message}`)}\n`)
    return EXIT.noRecord
  }
  throw error
}
