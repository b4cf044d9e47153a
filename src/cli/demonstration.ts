import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beginningOf, layOut } from '../cases/demonstration/lay-out.ts'
import { DEMONSTRATION } from '../cases/demonstration/people.ts'
import { importFiles } from '../cases/import/import-files.ts'
import { setUp } from '../cases/set-up/set-up.ts'
import { type Instant, LONDON, wallTimeOf } from '../engine/calendar/instant.ts'
import { staffOf } from '../intake/demonstration/staff.ts'
import { writeDemonstration } from '../intake/demonstration/write.ts'
import { openLibrary, PACKAGE_FOLDER } from '../intake/library.ts'
import type { OpenRecord, RecordPlace } from '../record/opening/open.ts'
import { openRecord } from '../record/opening/open.ts'
import type { RecordRefusal } from '../record/opening/refusal.ts'
import { kindOfRecord } from '../record/people/demonstration.ts'
import type { Store } from '../record/transaction.ts'
import { defaultFolder, given } from './record-place.ts'

/** The invented census that the demonstration's children come from. */
const CHILDREN = 300
const SEED = 1

/** Written when a demonstration is whole: without it, what a start that was broken off left behind is made anew. */
const WHOLE = 'demonstration.json'

/** A demonstration, opened. */
export interface OpenDemonstration {
  readonly record: OpenRecord
  readonly folder: string
  readonly laidOut: Instant
  /** Made by this start. */
  readonly isNew: boolean
}

export type OpenedDemonstration =
  | { readonly ok: true; readonly demonstration: OpenDemonstration }
  | { readonly ok: false; readonly refusal: RecordRefusal }
  /** The folder holds a record that was not invented, which no visitor is shown. */
  | { readonly ok: false; readonly real: string }

/** What opening a demonstration needs. */
export interface Opening {
  /** The folder that was named; null for the usual ones. */
  readonly folder: string | null
  /** Throws away what is there, and makes it anew. */
  readonly fresh: boolean
  readonly now: Instant
  readonly onLayingOut: (folder: string) => void
}

/** The folders that are tried in turn: one of the clone that git leaves alone, then one of this account. */
function usualFolders(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [join(PACKAGE_FOLDER, 'var', 'record'), `${defaultFolder(env)}-demonstration`]
}

/** Opens the demonstration's record, and lays it out where it is not whole yet. */
export async function openDemonstration(opening: Opening): Promise<OpenedDemonstration> {
  const folders = opening.folder === null ? usualFolders(process.env) : [opening.folder]
  let opened: OpenedDemonstration | undefined
  for (const folder of folders) {
    opened = await openIn(folder, opening)
    if (opened.ok || 'real' in opened || !isOfPlace(opened.refusal)) return opened
  }
  if (opened === undefined) throw new Error('no folder is tried')
  return opened
}

/** Whether another folder may do where this one does not. */
function isOfPlace(refusal: RecordRefusal): boolean {
  if (refusal.kind !== 'server') return false
  return ['no-permission', 'read-only', 'not-reachable', 'no-space', 'not-ours'].includes(refusal.refusal.kind)
}

async function openIn(folder: string, opening: Opening): Promise<OpenedDemonstration> {
  const place: RecordPlace = { kind: 'folder', data: folder }
  const first = await openRecord(place, given())
  if (!first.ok) {
    // Written by a Sightline whose tables were others: what was invented is made anew.
    if (first.refusal.kind !== 'migration' || whenLaidOut(folder) === null) return first
    throwAway(folder)
    return openIn(folder, opening)
  }
  const kind = await kindOfRecord(first.record.store)
  if (kind === 'real') {
    await first.record.close()
    return { ok: false, real: folder }
  }
  const laidOut = opening.fresh ? null : whenLaidOut(folder)
  if (laidOut !== null && kind === 'invented') {
    return { ok: true, demonstration: { record: first.record, folder, laidOut, isNew: false } }
  }
  opening.onLayingOut(folder)
  let { record } = first
  if (kind === 'invented') {
    // Nothing in it is real, and what is in it is not whole, or is to be thrown away.
    await record.close()
    throwAway(folder)
    const second = await openRecord(place, given())
    if (!second.ok) return second
    record = second.record
  }
  try {
    await makeDemonstration(record.store, opening.now)
  } catch (error) {
    await record.close()
    throw error
  }
  writeFileSync(join(folder, WHOLE), `${JSON.stringify({ laidOut: opening.now })}\n`)
  return { ok: true, demonstration: { record, folder, laidOut: opening.now, isNew: true } }
}

function throwAway(folder: string): void {
  rmSync(join(folder, WHOLE), { force: true })
  rmSync(join(folder, 'cluster'), { recursive: true, force: true })
}

function whenLaidOut(folder: string): Instant | null {
  const path = join(folder, WHOLE)
  if (!existsSync(path)) return null
  const { laidOut } = JSON.parse(readFileSync(path, 'utf8')) as { readonly laidOut: Instant }
  return laidOut
}

/** Sets the invented authority up in an empty record, takes its files and tells its stories up to now. */
export async function makeDemonstration(store: Store, now: Instant): Promise<void> {
  const library = openLibrary()
  const calendar = library.protocols[0]?.calendar
  if (calendar === undefined) throw new Error('the library holds no protocol')
  const made = await setUp(store, DEMONSTRATION, library, beginningOf(now, calendar))
  if (!made.ok) throw new Error(`the invented authority was not made: ${made.refusal.kind}`)
  const { service } = made
  const takeFiles = async (moment: Instant): Promise<readonly string[]> => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-demonstration-'))
    try {
      const asOf = wallTimeOf(moment, LONDON).day
      const { files, counts } = await writeDemonstration({ folder, children: CHILDREN, seed: SEED, asOf })
      const imported = await importFiles({ store, principal: service, now: () => moment, files, calendar })
      if (imported.kind !== 'imported') throw new Error(`the invented files were not taken: ${imported.kind}`)
      return staffOf(counts.families).professionals.map(({ id }) => id)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  await layOut({ store, service, calendar, now, takeFiles })
}
