import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { figuresOf, SOON } from '../documents/scan/figures.ts'
import { reportChunks } from '../documents/scan/html/report.ts'
import { formatDay } from '../engine/calendar/day.ts'
import { addMonths } from '../engine/calendar/months.ts'
import { demonstrationDay } from '../intake/demonstration/write.ts'
import { openLibrary, PACKAGE_FOLDER } from '../intake/library.ts'
import { readArguments } from './arguments.ts'
import { CHILDREN, SEED, sayCounts, writeFiles } from './demo.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { writeDocument } from './output.ts'
import { MONTHS_AHEAD, runScan } from './scan.ts'
import type { Terminal } from './terminal.ts'

/** `npm start`: an invented authority, scanned, so that a newcomer sees in seconds what Sightline is for. */
export async function startCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, { folder: { type: 'string' } })
  if (positionals.length > 0) throw new UsageFault('"start" takes no files', 'Your own files: sightline scan FILE...')
  const folder = values.folder ?? defaultFolder()
  const library = openLibrary()
  const calendar = library.protocols[0]?.calendar
  const asOf = calendar === undefined ? terminal.today : demonstrationDay(terminal.today, calendar)
  const { files, counts } = await writeFiles({ children: CHILDREN, seed: SEED, asOf, folder })
  await terminal.out(`${sayCounts(counts)}\nNobody in it is real.\n`)
  if (asOf !== terminal.today) {
    await terminal.out(`It is shown as of ${formatDay(asOf)}: the calendar of working days reaches little further.\n`)
  }
  const scanned = await runScan({ files, library, asOf, until: addMonths(asOf, MONTHS_AHEAD) }, terminal)
  const report = join(folder, 'report.html')
  writeDocument(report, reportChunks(scanned))
  const { children, met, toCome, suggested, soon } = figuresOf(scanned)
  await terminal.out(
    [
      `Of ${children} children ${met} are to escalate now and ${toCome} within six months; ${suggested} are to consider.`,
      `${soon} duties fall due within ${SOON} days.`,
      '',
      `The report: ${report}`,
      `Open it in a browser: ${pathToFileURL(report).href}`,
      '',
      'With your own files: npx --no-install sightline scan FILE... --output report.html',
      '',
    ].join('\n'),
  )
  return EXIT.done
}

/**
 * A folder of the clone that git leaves alone; where the clone may only be read, a new one among the system's temporary ones.
 * A name known beforehand could be taken there by another account, whose links the files would then follow.
 */
function defaultFolder(): string {
  const own = join(PACKAGE_FOLDER, 'var', 'demonstration')
  try {
    mkdirSync(own, { recursive: true })
    accessSync(own, constants.W_OK)
    return own
  } catch {
    return mkdtempSync(join(tmpdir(), 'sightline-demonstration-'))
  }
}
