import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { printable } from '../documents/scan/layout.ts'
import { openRecord, type RecordPlace } from '../record/opening/open.ts'
import { reachQueue } from '../record/opening/reach-queue.ts'
import { type RecordRefusal, sayRecordRefusal } from '../record/opening/refusal.ts'
import { kindOfRecord } from '../record/people/demonstration.ts'
import { waysIn } from '../record/people/ways-in.ts'
import type { Store } from '../record/transaction.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { needFreePort } from './free-port.ts'
import { IN_PRODUCT_ONLY, mailSettings } from './mail-settings.ts'
import { defaultFolder, given, now, queueAddress, recordPlace } from './record-place.ts'
import { type ServingPlace, servingPlace } from './serving-place.ts'
import type { Serving, Shells } from './shells.ts'
import type { Terminal } from './terminal.ts'
import { sayJobFault, toldToStop } from './work.ts'

interface ToServe {
  readonly place: RecordPlace
  readonly at: ServingPlace
  readonly withWorker: boolean
}

/** Serves the pages of a real authority until it is told to stop (SIGINT, SIGTERM); requests in hand come to their end. */
export async function serveCommand(args: readonly string[], terminal: Terminal, shells: Shells): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    origin: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    proxy: { type: 'string', multiple: true },
    'without-worker': { type: 'boolean' },
    data: { type: 'string' },
  })
  if (positionals.length > 0) throw new UsageFault('"serve" takes no files', 'Name the record with --data FOLDER.')
  const at = servingPlace(values)
  const place = recordPlace(values.data)
  // The link in a mail leads where browsers reach it.
  const mail = mailSettings({ ...process.env, SIGHTLINE_ORIGIN: at.origin })
  await needFreePort(at.port, at.host, 'sightline serve')
  const opened = await openRecord(place, given())
  if (!opened.ok) return refuse([sayRecordRefusal(opened.refusal)], terminal)
  const { store, logins } = opened.record
  const running: Serving[] = []
  const onFault = (line: string): void => terminal.err(`${printable(line)}\n`)
  const onJobFault = (task: string, error: unknown): void => onFault(sayJobFault(task, error))
  try {
    const missing = await missingOf(store)
    if (missing !== null) return refuse([missing], terminal)
    const brought = folderForFiles(place)
    if (!brought.ok) return refuse([brought.why], terminal)
    const withWorker = values['without-worker'] !== true
    if (withWorker) {
      const reached = await reachQueue(place, logins, queueAddress(), () => undefined)
      if (!reached.ok) return refuse([sayNoQueue(reached.refusal)], terminal)
      const { queue } = reached
      running.push({ stop: () => queue.end() })
      running.push(await shells.startWorker({ store, queue, now, mail, onFault: onJobFault }))
    }
    const stopped = toldToStop()
    const desk = { store, database: logins.app.config, now, folder: brought.folder, onFault: onJobFault }
    const imports = await shells.openDesk(desk)
    running.push({ stop: imports.close })
    const served = await shells.serveAuthority({ store, now, imports, ...at, env: process.env, write: terminal.out })
    if (!served.ok) return refuse(served.missing, terminal)
    running.push(served)
    if (withWorker && mail === null) onFault(IN_PRODUCT_ONLY)
    for (const line of await greeting({ place, at, withWorker }, store, served.providers)) onFault(line)
    await stopped
    onFault('Stopping: what is in hand comes to its end.')
    while (running.length > 0) await running.pop()?.stop()
    onFault('Stopped.')
    return EXIT.done
  } finally {
    for (const each of running.reverse()) await each.stop()
    await opened.record.close()
  }
}

/** What a real authority needs of a record before anybody is shown it; null where it is there. */
export async function missingOf(store: Store): Promise<string | null> {
  const kind = await kindOfRecord(store)
  switch (kind) {
    case 'nothing':
      return 'The record holds no authority. Set one up first: sightline set-up AUTHORITY --title TITLE --protocol ID'
    case 'invented':
      return (
        'The record holds an invented authority, and nobody signs in to that: npm start shows it. Name the record of a real ' +
        'one, with --data FOLDER or DATABASE_URL.'
      )
    case 'real':
      return null
    default:
      return kind satisfies never
  }
}

/** What is told at the start: where it is served, and whatever of it a newcomer would miss. */
async function greeting(
  { place, at, withWorker }: ToServe,
  store: Store,
  providers: number,
): Promise<readonly string[]> {
  const ways = await waysIn(store, now())
  const lines = [`Sightline: ${at.origin} (listening on ${at.host}, port ${at.port})`]
  if (!withWorker) {
    const where = place.kind === 'folder' ? ` --data ${place.data}` : ''
    lines.push(`It reminds nobody and looks at nothing by itself: run "sightline work${where}" beside it.`)
  }
  for (const { authority, signIns, passkeys, invitations } of ways) {
    if (passkeys > 0 || invitations > 0 || (providers > 0 && signIns > 0)) continue
    lines.push(
      `Nobody can sign in to ${authority} yet. Who signs in by an identity provider and is not known is shown what sign-ins.csv ` +
        'needs of them; whom none knows is invited: sightline invite STAFF-ID',
    )
  }
  return lines
}

/** Where files lie while they are read: beside the record, or where this account keeps its data. */
function folderForFiles(place: RecordPlace): { ok: true; folder: string } | { ok: false; why: string } {
  const folder = join(place.kind === 'folder' ? place.data : defaultFolder(process.env), 'brought')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    return { ok: true, folder }
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be written'
    const remedy = 'Let this account write there, or name another data folder in XDG_DATA_HOME.'
    return { ok: false, why: `Files that are brought in lie in ${folder} while they are read (${why}). ${remedy}` }
  }
}

function sayNoQueue(refusal: RecordRefusal): string {
  const said = sayRecordRefusal(refusal)
  if (refusal.kind !== 'no-queue-address') return said
  return `${said} Or run "sightline work" beside it, and this with --without-worker.`
}

function refuse(why: readonly string[], terminal: Terminal): ExitStatus {
  for (const each of why) terminal.err(`${printable(`sightline: ${each}`)}\n`)
  return EXIT.noRecord
}
