import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ImportDesk } from '../../src/cases/import/desk.ts'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import { openDesk } from '../../src/jobs/imports/desk.ts'
import { moment } from '../record/authority.ts'
import type { TestDatabase } from '../record/database.ts'
import type { Visitor } from './face.ts'

// The desk that `npm start` opens, over a test's database.

const made: string[] = []
process.once('exit', () => {
  for (const each of made) rmSync(each, { recursive: true, force: true })
})

/** A folder for what is brought, which goes with the run. */
export function deskFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-desk-'))
  made.push(folder)
  return join(folder, 'brought')
}

/** A clock that goes on from a moment, as a real one does: what a thread did is never still to come. */
export function runningClock(when = '2026-11-20T10:00:00Z'): () => Instant {
  const begun = performance.now()
  return () => (moment(when) + Math.round(performance.now() - begun)) as Instant
}

export function deskOver({ store, host, name }: TestDatabase, now: () => Instant, folder = deskFolder()): ImportDesk {
  return openDesk({
    store,
    database: { host, database: name, user: 'sightline_app' },
    now,
    folder,
    onFault: (task, error) => {
      throw new Error(`${task} failed`, { cause: error })
    },
  })
}

/** Sees that a folder of files comes to be empty: what was sent is taken away once it was answered. */
export async function emptied(folder: string): Promise<void> {
  for (let tries = 0; tries < 200 && readdirSync(folder).length > 0; tries++) await wait(25)
  assert.deepEqual(readdirSync(folder), [])
}

/** Files as a form sends them. */
export function sentFiles(paths: readonly string[]) {
  return paths.map((path) => ({ name: basename(path), content: readFileSync(path) }))
}

/** The page of an import, once what is done with it has come to its end. */
export async function settled(visitor: Visitor, path: string) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await visitor.get(path)
    if (answer.statusCode !== 303) return answer
    await wait(50)
  }
  return assert.fail(`${path} does not settle`)
}
