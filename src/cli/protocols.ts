import { openLibrary } from '../intake/library.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument } from './output.ts'
import type { Terminal } from './terminal.ts'

/** `sightline protocols`: what is in the library. */
export async function protocolsCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { positionals } = readArguments(args, {})
  if (positionals.length > 0)
    throw new UsageFault('"protocols" takes no files', 'To check a file: sightline check FILE.')
  const lines = openLibrary().protocols.flatMap(({ file, protocol }) => {
    const { id, title, authority, version, source, triggers, duties } = protocol
    const due = source.reviewDue === 'none given' ? 'no review date given' : `its review was due ${source.reviewDue}`
    return [
      id,
      `  ${title} (${authority}, version ${version})`,
      `  From "${source.document}", issued ${source.issued}; ${due}.`,
      `  ${triggers.length} triggers, ${duties.length} duties: ${file}`,
      '',
    ]
  })
  await printDocument(terminal, [lines.join('\n')])
  return EXIT.done
}
