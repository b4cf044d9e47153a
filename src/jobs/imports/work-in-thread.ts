import { randomBytes, randomUUID } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { PoolConfig } from 'pg'
import type { Progress } from '../../cases/import/desk.ts'
import { readImport } from '../../cases/import/read-import.ts'
import { sayNotDone } from '../../cases/import/words.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { openLibrary } from '../../intake/library.ts'
import { openDatabase } from '../../record/database/database.ts'
import { unavailable } from '../../record/database/unavailable.ts'
import { goOnWithImport } from '../../record/facts/imports.ts'
import { watch } from '../../record/facts/noticed.ts'
import { keepNoticed, takeImport } from '../../record/facts/take.ts'
import { dependingOn, undoImport } from '../../record/facts/undo.ts'
import { identifiersFrom } from '../../record/identifiers.ts'
import { Shelf } from '../../record/pathways/shelf.ts'
import { servicesOf } from '../../record/time/sweep.ts'
import { type Store, within } from '../../record/transaction.ts'
import type { Said, Started, Task } from './task.ts'

// Files are read and compared here, on a connection of its own, so that nobody who works with a page waits for it.

// One task after the other: whoever waits for another meanwhile is given another thread.

let begun = performance.now()
let moment = 0
const now = (): Instant => (moment + Math.round(performance.now() - begun)) as Instant

const store: Store = {
  database: openDatabase({ ...(workerData as PoolConfig), max: 2 }, () => undefined),
  shelf: new Shelf(),
  ids: identifiersFrom({ now, uuid: () => randomUUID(), bytes: (count) => randomBytes(count) }),
}

let library: ReturnType<typeof openLibrary> | undefined

function say(said: Said): void {
  parentPort?.postMessage(said)
}

/** Told at most so often, whatever the files are. */
const BETWEEN_MS = 200
let toldAt = 0

function tell(progress: Progress): void {
  const at = performance.now()
  if (at - toldAt < BETWEEN_MS) return
  toldAt = at
  say({ kind: 'progress', progress })
}

async function read(
  { principal, importId }: Started,
  { files, code, contentHash }: Extract<Task, { kind: 'read' }>,
): Promise<Said> {
  const goesOn = await within(store, principal, now(), (bound) => goOnWithImport(bound, importId))
  if (goesOn?.kind !== 'begun') return { kind: 'was-read' }
  library ??= openLibrary()
  const calendar = library.protocols[0]?.calendar
  const names = new Map(files.map(({ path, name }) => [path, name]))
  await readImport(
    {
      store,
      principal,
      now,
      files: files.map(({ path }) => path),
      names,
      ...(code === null ? {} : { code }),
      ...(calendar === undefined ? {} : { calendar }),
      onProgress: (path, bytes, ofBytes) => tell({ phase: 'reading', file: names.get(path) ?? '', bytes, ofBytes }),
      onKept: (children, ofChildren) => tell({ phase: 'keeping', children, ofChildren }),
    },
    goesOn,
    Buffer.from(contentHash, 'hex'),
  )
  return { kind: 'was-read' }
}

async function take({ principal, importId }: Started, seen: number): Promise<Said> {
  say({ kind: 'progress', progress: { phase: 'taking' } })
  const taken = await within(store, principal, now(), (bound) => takeImport(bound, importId, seen))
  if (taken.kind !== 'taken') return { kind: 'took', notTaken: sayNotDone(taken) }
  // What opens by itself is opened by the program, under its own name.
  const service = (await servicesOf(store)).find(({ authority }) => authority === principal.authority)
  const noticed = service === undefined ? null : await watch(store, service, now())
  if (noticed?.kind === 'noticed') {
    await within(store, principal, now(), (bound) => keepNoticed(bound, importId, noticed))
  }
  return { kind: 'took', notTaken: null }
}

async function work(started: Started): Promise<Said> {
  const { principal, importId, task } = started
  switch (task.kind) {
    case 'read':
      return read(started, task)
    case 'take':
      return take(started, task.seen)
    case 'depending': {
      const depending = await within(store, principal, now(), (bound) => dependingOn(bound, importId))
      return { kind: 'depends', depending }
    }
    case 'undo': {
      const { because, said } = task
      const undone = await within(store, principal, now(), (bound) => undoImport(bound, importId, { because, said }))
      return { kind: 'undid', undone }
    }
    default:
      return task satisfies never
  }
}

parentPort?.on('message', (started: Started) => {
  begun = performance.now()
  moment = started.moment
  work(started).then(say, (error: unknown) => {
    // Anything else is a fault of ours: it ends this thread, and whoever waits is told.
    if (unavailable(error) === null) throw error
    say({ kind: 'unavailable' })
  })
})
