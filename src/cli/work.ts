import { printable } from '../documents/scan/layout.ts'
import { unavailable } from '../record/database/unavailable.ts'
import { openRecord } from '../record/opening/open.ts'
import { reachQueue } from '../record/opening/reach-queue.ts'
import { type RecordRefusal, sayRecordRefusal } from '../record/opening/refusal.ts'
import type { StartWorker } from '../record/time/working.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { IN_PRODUCT_ONLY, mailSettings } from './mail-settings.ts'
import { given, now, queueAddress, recordPlace } from './record-place.ts'
import type { Terminal } from './terminal.ts'

/** Runs a worker until it is told to stop (SIGINT, SIGTERM); what it has begun comes to its end. */
export async function workCommand(
  args: readonly string[],
  terminal: Terminal,
  startWorker: StartWorker,
): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, { data: { type: 'string' } })
  if (positionals.length > 0) throw new UsageFault('"work" takes no files', 'Name the folder with --data FOLDER.')
  const place = recordPlace(values.data)
  const mail = mailSettings()
  const opened = await openRecord(place, given())
  if (!opened.ok) return refuse(opened.refusal, terminal)
  const { record } = opened
  try {
    const reached = await reachQueue(place, record.logins, queueAddress(), () => undefined)
    if (!reached.ok) return refuse(reached.refusal, terminal)
    const { queue } = reached
    const onFault = (task: string, error: unknown): void => terminal.err(`${printable(sayJobFault(task, error))}\n`)
    const stopped = toldToStop()
    const worker = await startWorker({ store: record.store, queue, now, mail, onFault })
    if (mail === null) await terminal.out(`${IN_PRODUCT_ONLY}\n`)
    await terminal.out('Working. Stop it with Ctrl-C, or SIGTERM.\n')
    await stopped
    await worker.stop()
    await queue.end()
    await terminal.out('Stopped.\n')
    return EXIT.done
  } finally {
    await record.close()
  }
}

function refuse(refusal: RecordRefusal, terminal: Terminal): ExitStatus {
  terminal.err(`${printable(`sightline: ${sayRecordRefusal(refusal)}`)}\n`)
  return EXIT.noRecord
}

/** Waits until somebody ends the program: Ctrl-C, or the system. */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** An error's own words may quote what was recorded: only its kind is said. */
export function sayJobFault(task: string, error: unknown): string {
  const known = unavailable(error)
  if (known?.kind === 'clock-put-back') return `sightline: "${task}": ${known.message}`
  if (known !== null) return `sightline: "${task}" is tried again later. ${known.message}`
  const kind = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown'
  return `sightline: "${task}" failed (${kind}) and is tried again later. If it stays so, report it.`
}
