import { protocolJsonSchema } from '../engine/protocol/schema.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument } from './output.ts'
import type { Terminal } from './terminal.ts'

/** `sightline schema`: the JSON Schema of a protocol file, from which editors complete one. */
export async function schemaCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { positionals } = readArguments(args, {})
  if (positionals.length > 0) throw new UsageFault('"schema" takes no files', 'To check a file: sightline check FILE.')
  await printDocument(terminal, [`${JSON.stringify(protocolJsonSchema(), null, 2)}\n`])
  return EXIT.done
}
