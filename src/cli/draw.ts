import { drawProtocol, tellProtocol } from '../documents/drawing/draw.ts'
import { printable } from '../documents/scan/layout.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { closest } from '../engine/protocol/sentences/reader.ts'
import { openLibrary } from '../intake/library.ts'
import { readArguments, readChoiceOption, readDayOption } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { printDocument, writeDocument } from './output.ts'
import type { Terminal } from './terminal.ts'

const FORMATS = ['html', 'text'] as const

export const DRAW_USAGE = `sightline draw PROTOCOL [options]
  Draws a protocol as a flow chart, by its name or from its file (see "sightline protocols").
  --format FORMAT   html, a page that prints on A4; or text, the same to be read aloud (html)
  --on DATE         the day of drawing, by which its review may be overdue, YYYY-MM-DD (today)
  --output FILE     where to write (the screen)`

export async function drawCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    format: { type: 'string' },
    on: { type: 'string' },
    output: { type: 'string' },
  })
  const [named, ...more] = positionals
  if (named === undefined || more.length > 0) {
    const problem = named === undefined ? 'no protocol was named' : 'only one protocol is drawn at a time'
    throw new UsageFault(problem, 'Name one: sightline draw challenging-cases --output chart.html')
  }
  const format = values.format === undefined ? 'html' : readChoiceOption('format', values.format, FORMATS)
  const on = values.on === undefined ? terminal.today : readDayOption('on', values.on)
  const protocol = findProtocol(named)
  const document = shownAsItIs(format === 'html' ? await drawProtocol(protocol, on) : tellProtocol(protocol, on))
  if (values.output === undefined) {
    await printDocument(terminal, [document])
    return EXIT.done
  }
  writeDocument(values.output, [document])
  await terminal.out(`Written: ${values.output}\n`)
  return EXIT.done
}

/** Nothing in a title moves the cursor, colours the screen or turns the writing round. */
function shownAsItIs(document: string): string {
  return document.split('\n').map(printable).join('\n')
}

/** A protocol that comes with Sightline, by its name, or that of a file. */
function findProtocol(named: string): Protocol {
  if (/[./\\]/.test(named)) {
    const [shelved] = openLibrary([named]).protocols
    if (shelved !== undefined) return shelved.protocol
  }
  const { protocols } = openLibrary()
  const found = protocols.find(({ protocol }) => protocol.id === named)
  if (found !== undefined) return found.protocol
  const names = protocols.map(({ protocol }) => protocol.id)
  const meant = closest(named, names)
  const hint = meant === undefined ? `Protocols: ${names.join(', ')}; or name a file.` : `Did you mean "${meant}"?`
  throw new UsageFault(`there is no protocol "${named}"`, hint)
}
