import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { MOST_SOURCES } from '../engine/facts/cohort.ts'
import { looksLikeXml, readCensus } from './census/read-census.ts'
import { readDataset } from './dataset/read-dataset.ts'
import type { Finding } from './finding.ts'
import { nameOfForeign } from './foreign-file.ts'
import { tellPlanEnds } from './plan-ends.ts'
import type { Reading } from './reading.ts'
import { bytesOf } from './text/bytes.ts'

/** A file that was found readable, with what tells it from the others. */
interface Met {
  readonly path: string
  /** The device and the number on it: two paths that lead to one file share it. */
  readonly identity: string
  readonly size: bigint
  /** Worked out when another file of the same size is met. */
  hash?: string
}

/**
 * Reads files of any kind that is known into the cohort. What a file is, its first bytes tell, not its name: XML is a census,
 * an import of its own; all tables together are one dataset, read last, since its counts are whole where a census holds one
 * year. Whatever cannot be read gives a finding, and the rest is read; nothing is thrown for bad input.
 */
export async function readFiles(paths: readonly string[], reading: Reading): Promise<void> {
  const censuses: string[] = []
  const tables: string[] = []
  const met: Met[] = []
  for (const path of paths) {
    const head = await beginning(path, met, reading)
    if (head === undefined) continue
    const foreign = looksLikeXml(head) ? undefined : nameOfForeign(head)
    if (foreign !== undefined) reading.report(foreignFile(path, foreign))
    else if (looksLikeXml(head)) censuses.push(path)
    else tables.push(path)
  }
  const forTables = tables.length > 0 ? 1 : 0
  for (const path of censuses) {
    if (reading.cohort.sources.length + forTables < MOST_SOURCES) await readCensus(path, reading)
    else reading.report(tooMany(path))
  }
  if (tables.length > 0) await readDataset(tables, reading)
  tellAlike(tables[0] ?? paths[0] ?? '', reading)
  tellPlanEnds(reading)
}

/** Files join on the child's identifier, from which spreadsheets take the zeros before it: then nothing joins, unseen. */
function tellAlike(file: string, { cohort, report }: Reading): void {
  if (cohort.sources.length < 2) return
  let [count, first, second] = [0, '', '']
  for (let index = 0; index < cohort.size; index++) {
    const { id } = cohort.child(index)
    const plain = id.toUpperCase().replace(/^0+(?=.)/, '')
    if (plain === id || cohort.find(plain) === undefined) continue
    if (count === 0) [first, second] = [id, plain]
    count += 1
  }
  if (count === 0) return
  report({
    weight: 'doubtful',
    file,
    line: null,
    child: first,
    rule: 'identifiers-alike',
    message:
      `Identifiers of ${count} ${count === 1 ? 'child' : 'children'} differ from others by zeros before them or by small ` +
      `letters alone (${second} stands beside this one). They are taken as different children, and nothing of theirs is joined.`,
    remedy: 'If a spreadsheet took the zeros away, export that table again and do not save it from one.',
  })
}

/** A file's first bytes. Undefined, after a finding, where it cannot be read or has been met before. */
async function beginning(path: string, met: Met[], reading: Reading): Promise<Uint8Array | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  if (found !== undefined && !found.isFile() && !found.isDirectory()) {
    reading.report(refused(path, 'not-a-file', 'This is a device or a pipe, not a file.', 'Write it to a file first.'))
    return undefined
  }
  let head: Uint8Array | undefined
  for await (const piece of bytesOf(path, { report: reading.report })) {
    head = Uint8Array.from(piece)
    break
  }
  if (head === undefined || found === undefined) return head
  const file = { path, identity: `${found.dev} ${found.ino}`, size: found.size }
  const same = await sameAs(file, met)
  if (same !== undefined) {
    reading.report(givenTwice(path, same))
    return undefined
  }
  met.push(file)
  return head
}

/** The file met before that is the same, by its place on the disk or by every byte. */
async function sameAs(file: Met, met: readonly Met[]): Promise<Met | undefined> {
  const here = met.find(({ identity }) => identity === file.identity)
  if (here !== undefined) return here
  const alike = met.filter(({ size }) => size === file.size)
  if (alike.length === 0) return undefined
  file.hash = await hashOf(file.path)
  for (const other of alike) {
    other.hash ??= await hashOf(other.path)
    if (other.hash === file.hash) return other
  }
  return undefined
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of bytesOf(path, { report: () => undefined })) hash.update(piece)
  return hash.digest('hex')
}

function tooMany(path: string): Finding {
  return refused(
    path,
    'too-many-imports',
    `One scan takes ${MOST_SOURCES} imports at most (each census is one, and all tables together another, which is read ` +
      'before any census is left out); this census was not read.',
    'Leave out the oldest censuses, or scan them by themselves.',
  )
}

function foreignFile(path: string, name: string): Finding {
  return refused(
    path,
    'not-a-table',
    `This is ${name}, neither a census (XML) nor a table (CSV); it was not read.`,
    'Give the census as the case system exports it, or save each table as CSV (UTF-8).',
  )
}

function givenTwice(path: string, other: Met): Finding {
  return {
    weight: 'note',
    file: path,
    line: null,
    child: null,
    rule: 'given-twice',
    message:
      path === other.path
        ? 'The file is named twice; it was read once.'
        : `The file is the same as ${other.path}; it was read once.`,
    remedy: 'None is needed. If it was to be another file, name that one.',
  }
}

function refused(file: string, rule: string, message: string, remedy: string): Finding {
  return { weight: 'refused', file, line: null, child: null, rule, message, remedy }
}
