import { setTimeout as wait } from 'node:timers/promises'
import type { PoolConfig } from 'pg'
import { contentOf } from '../../cases/import/content.ts'
import type { ImportDesk, Progress } from '../../cases/import/desk.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { RecordUnavailable } from '../../record/database/unavailable.ts'
import { beginImport } from '../../record/facts/imports.ts'
import { throwAwayImport } from '../../record/facts/take.ts'
import { type Principal, type Store, within } from '../../record/transaction.ts'
import { type Brought, dropBrought, keepBrought, leaveFolder, ownFolder } from './brought.ts'
import type { Said, Started, Task } from './task.ts'
import { Threads } from './threads.ts'

/** What a desk is given. */
export interface DeskGiven {
  readonly store: Store
  /** As the program signs in to the store's database: each thread opens a connection of its own. */
  readonly database: PoolConfig
  readonly now: () => Instant
  /** Where files lie while they are read: private to this account. */
  readonly folder: string
  /** Told of what went wrong, without what was in a file. */
  readonly onFault: (task: string, error: unknown) => void
}

const BETWEEN_TRIES_MS = 5_000

const FAILED = 'Sightline failed while it read these files: they may be too large for this machine.'

/** Opens the desk, and goes on with what was being read when the program ended. */
export function openDesk(given: DeskGiven): ImportDesk {
  const { store, now, onFault } = given
  const { folder, left } = ownFolder(given.folder)
  const threads = new Threads(given.database)
  const reached = new Map<string, Progress>()
  const reasons = new Map<string, string>()
  const running = new Set<Promise<void>>()
  const ending = new AbortController()

  /** Runs a task in a thread, and again as often as the database could not be asked. Null where the desk was closed meanwhile. */
  const run = async (principal: Principal, importId: string, task: Task): Promise<Said | null> => {
    while (!ending.signal.aborted) {
      const started: Started = { principal, importId, moment: now(), task }
      const said = await threads.run(started, (progress) => reached.set(importId, progress))
      if (said === null || said.kind !== 'unavailable') return said
      await wait(BETWEEN_TRIES_MS, undefined, { signal: ending.signal }).catch(() => undefined)
    }
    return null
  }

  /** Runs a task that somebody waits for. */
  const waitedFor = async (principal: Principal, importId: string, task: Task): Promise<Said> => {
    const said = await threads.run({ principal, importId, moment: now(), task })
    if (said === null || said.kind === 'unavailable') throw new RecordUnavailable('unreachable', null)
    return said
  }

  const inBackground = (name: string, work: () => Promise<void>): void => {
    const done = work().catch((error: unknown) => onFault(name, error))
    running.add(done)
    void done.finally(() => running.delete(done))
  }

  const read = ({ principal, importId, files, code, contentHash }: Brought): void => {
    reached.set(importId, { phase: 'reading', file: files[0]?.name ?? '', bytes: 0, ofBytes: 0 })
    inBackground('read-import', async () => {
      try {
        await run(principal, importId, { kind: 'read', files, code, contentHash })
      } catch (error) {
        onFault('read-import', error)
        await within(store, principal, now(), (bound) => throwAwayImport(bound, importId, FAILED))
      } finally {
        reached.delete(importId)
        if (!ending.signal.aborted) dropBrought(folder, importId)
      }
    })
  }

  for (const each of left) read(each)

  return {
    folder,
    bringIn: async (principal, { files, code }) => {
      const { hash } = await contentOf(files.map(({ path }) => path))
      const names = files.map(({ name }) => name)
      const begun = await within(store, principal, now(), (bound) => {
        return beginImport(bound, { contentHash: hash, files: names })
      })
      if (begun.kind !== 'begun') return begun
      const { importId, state } = begun
      if (state === 'reading' && !reached.has(importId)) {
        read(keepBrought(folder, { importId, principal, code, contentHash: hash.toString('hex'), files }))
      }
      return { kind: 'begun', importId }
    },
    take: (principal, importId, seen) => {
      if (reached.has(importId)) return
      reached.set(importId, { phase: 'taking' })
      reasons.delete(importId)
      inBackground('take-import', async () => {
        try {
          const said = await run(principal, importId, { kind: 'take', seen })
          if (said?.kind === 'took' && said.notTaken !== null) reasons.set(importId, said.notTaken)
        } finally {
          reached.delete(importId)
        }
      })
    },
    depending: async (principal, importId) => {
      const said = await waitedFor(principal, importId, { kind: 'depending' })
      if (said.kind !== 'depends') throw new Error(`a thread answered ${said.kind}`)
      return said.depending
    },
    undo: async (principal, importId, told) => {
      const said = await waitedFor(principal, importId, { kind: 'undo', ...told })
      if (said.kind !== 'undid') throw new Error(`a thread answered ${said.kind}`)
      return said.undone
    },
    progressOf: (importId) => reached.get(importId) ?? null,
    notTaken: (importId) => reasons.get(importId) ?? null,
    close: async () => {
      ending.abort()
      await threads.close()
      await Promise.all(running)
      leaveFolder(folder)
    },
  }
}
