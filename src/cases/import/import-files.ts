import { Findings } from '../../intake/finding.ts'
import type { Summary } from '../../record/facts/compare.ts'
import { beginImport, type NotBegun } from '../../record/facts/imports.ts'
import { type NotWaiting, takeImport } from '../../record/facts/take.ts'
import { within } from '../../record/transaction.ts'
import { contentOf } from './content.ts'
import { type Importing, type NotRead, readImport } from './read-import.ts'

/** Why nothing took effect. */
export type NotImported = NotBegun | NotRead | NotWaiting

export type Imported =
  | { readonly kind: 'imported'; readonly importId: string; readonly summary: Summary; readonly findings: Findings }
  | NotImported

/**
 * Takes files into the record as one import. It has effect only when it is whole: killed at any moment it leaves the record as
 * it was, and goes on when the same files are given again. The same files a second time do nothing.
 */
export async function importFiles(importing: Importing): Promise<Imported> {
  const { store, principal, now, files } = importing
  const { hash } = await contentOf(files)
  const names = files.map((path) => importing.names?.get(path) ?? path)
  const begun = await within(store, principal, now(), (bound) => {
    return beginImport(bound, { contentHash: hash, files: names })
  })
  if (begun.kind !== 'begun') return begun
  const { importId } = begun
  const read = begun.state === 'waiting' ? null : await readImport(importing, begun, hash)
  if (read !== null && read.kind !== 'read') return read
  const taken = await within(store, principal, now(), (bound) => takeImport(bound, importId, null))
  if (taken.kind === 'changes-otherwise') throw new Error('nobody looked at what it changes')
  if (taken.kind !== 'taken') return taken
  return { kind: 'imported', importId, summary: taken.summary, findings: read?.findings ?? new Findings() }
}
