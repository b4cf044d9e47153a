import { join } from 'node:path'
import { printable } from '../documents/scan/layout.ts'
import { addDays, formatDay } from '../engine/calendar/day.ts'
import { LONDON, wallTimeOf } from '../engine/calendar/instant.ts'
import { reachQueue } from '../record/opening/reach-queue.ts'
import { sayRecordRefusal } from '../record/opening/refusal.ts'
import { readArguments, readNumberOption } from './arguments.ts'
import { type OpenDemonstration, openDemonstration } from './demonstration.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { LAST_PORT, needFreePort } from './free-port.ts'
import { now } from './record-place.ts'
import type { Serving, Shells } from './shells.ts'
import type { Terminal } from './terminal.ts'
import { sayJobFault, toldToStop } from './work.ts'

const PORT = 3000
/** After so many days much of what was planned is overdue. */
const STALE_DAYS = 21

/** `npm start`: the demonstration, in a browser, until it is stopped. */
export async function startCommand(args: readonly string[], terminal: Terminal, shells: Shells): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    port: { type: 'string' },
    data: { type: 'string' },
    fresh: { type: 'boolean' },
  })
  if (positionals.length > 0) throw new UsageFault('"start" takes no files', 'Your own files: sightline scan FILE...')
  const port = values.port === undefined ? PORT : readNumberOption('port', values.port, 1, LAST_PORT)
  await needFreePort(port, '127.0.0.1', 'npm start --')
  const opened = await openDemonstration({
    folder: values.data ?? null,
    fresh: values.fresh === true,
    now: now(),
    onLayingOut: () => terminal.err('Making an invented authority. This is done once, and takes some seconds.\n'),
  })
  if (!opened.ok) {
    const why =
      'real' in opened
        ? `${opened.real} holds a record that was not invented, and nobody is shown it without signing in. Name another folder with --data.`
        : sayRecordRefusal(opened.refusal)
    return refuse(why, terminal)
  }
  return show(opened.demonstration, port, terminal, shells)
}

async function show(
  { record, folder, laidOut }: OpenDemonstration,
  port: number,
  terminal: Terminal,
  shells: Shells,
): Promise<ExitStatus> {
  const running: Serving[] = []
  const { store, logins } = record
  try {
    const reached = await reachQueue({ kind: 'folder', data: folder }, logins, null, () => undefined)
    if (!reached.ok) return refuse(sayRecordRefusal(reached.refusal), terminal)
    const { queue } = reached
    running.push({ stop: () => queue.end() })
    const onFault = (line: string): void => terminal.err(`${printable(line)}\n`)
    const stopped = toldToStop()
    const onJobFault = (task: string, error: unknown): void => onFault(sayJobFault(task, error))
    const desk = { store, database: logins.app.config, now, folder: join(folder, 'brought'), onFault: onJobFault }
    const imports = await shells.openDesk(desk)
    running.push({ stop: imports.close })
    running.push(await shells.serve({ store, now, port, imports, onFault }))
    running.push(await shells.startWorker({ store, queue, now, onFault: onJobFault }))
    const made = wallTimeOf(laidOut, LONDON).day
    const isStale = addDays(made, STALE_DAYS) < terminal.today
    await terminal.out(
      [
        `Sightline: http://localhost:${port}`,
        'Open it in a browser, and choose who to be. Everybody in it is invented.',
        ...(isStale ? [`It was made on ${formatDay(made)}, so much of it is overdue. Anew: npm start -- --fresh`] : []),
        `Its record: ${folder}`,
        'To stop: Ctrl-C',
        '',
      ].join('\n'),
    )
    await stopped
    await terminal.out('Stopped. What was recorded is kept.\n')
    return EXIT.done
  } finally {
    for (const each of running.reverse()) await each.stop()
    await record.close()
  }
}

function refuse(why: string, terminal: Terminal): ExitStatus {
  terminal.err(`${printable(`sightline: ${why}`)}\n`)
  return EXIT.noRecord
}
