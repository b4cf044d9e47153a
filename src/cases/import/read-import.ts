import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { Cohort } from '../../engine/facts/cohort.ts'
import { FACT_KINDS, type Source } from '../../engine/facts/fact.ts'
import { type Finding, Findings } from '../../intake/finding.ts'
import { readFiles } from '../../intake/read-files.ts'
import { compareImport } from '../../record/facts/compare.ts'
import { type Begun, codesKnown, keepFindings, type NotAllowed, refuseImport } from '../../record/facts/imports.ts'
import { type KnownChildren, knownChildren } from '../../record/facts/matching.ts'
import { keepReports, type NotAsLeft, type SaidOfChild } from '../../record/facts/reports.ts'
import { type NotActive, type Principal, type Store, within } from '../../record/transaction.ts'
import { contentOf } from './content.ts'

/** What reading an import needs. Whoever calls reads the clock and the disk's names. */
export interface Importing {
  readonly store: Store
  readonly principal: Principal
  readonly now: () => Instant
  /** Where the files lie. */
  readonly files: readonly string[]
  /** What the files are called, where that is not where they lie: so they are told of. */
  readonly names?: ReadonlyMap<string, string>
  /** The authority's code in a census, said where the record knows other codes only. */
  readonly code?: string
  readonly calendar?: WorkingCalendar
  readonly onProgress?: (file: string, bytesRead: number, bytesInAll: number) => void
  /** Told once a chunk of children is kept; for a test that kills it there, and whoever watches. */
  readonly onKept?: (children: number, ofAll: number) => void | Promise<void>
}

/** Why files that were begun came to nothing. What was found is kept with the import. */
export type NotRead =
  | NotAllowed
  | NotActive
  | NotAsLeft
  /** No child could be read from the files. */
  | { readonly kind: 'nothing-read'; readonly findings: Findings }
  /** A census names the code of another authority than those taken before. */
  | {
      readonly kind: 'another-authority'
      readonly code: string
      readonly known: readonly string[]
      readonly findings: Findings
    }
  /** A file changed while it was read. */
  | { readonly kind: 'changed-while-read' }

export type ReadWhole = { readonly kind: 'read'; readonly compared: number; readonly findings: Findings } | NotRead

/** How many children are kept in one transaction. */
const AT_ONCE = 500

/**
 * Reads files that were begun as one import, keeps what they say, and holds it against what stands: then it waits for somebody to
 * take it or to throw it away. Killed at any moment it leaves the record as it was, and goes on when it is begun again.
 * @param contentHash of the files when they were begun
 */
export async function readImport(
  importing: Importing,
  { importId, readOn, children }: Begun,
  contentHash: Buffer,
): Promise<ReadWhole> {
  const { store, principal, now, files } = importing
  const { cohort, findings, all } = await read(importing, readOn)
  if (!(await contentOf(files)).hash.equals(contentHash)) {
    return giveUp(importing, importId, { kind: 'changed-while-read' }, 'A file changed while it was read.', all)
  }
  if (cohort.size === 0) {
    return giveUp(importing, importId, { kind: 'nothing-read', findings }, 'No child could be read.', all)
  }
  const stranger = await strangeCode(importing, cohort)
  if (stranger !== null) {
    const { code, known } = stranger
    const words = `It is of authority ${code}, and what was taken before is of ${known.join(', ')}.`
    return giveUp(importing, importId, { kind: 'another-authority', ...stranger, findings }, words, all)
  }
  const kept = await keepChildren(importing, importId, cohort, children)
  if (kept !== null) return kept
  await within(store, principal, now(), (bound) => keepFindings(bound, importId, 1, all.map(plain)))
  const sources = cohort.sources.map((source) => named(source, importing))
  const compared = await within(store, principal, now(), (bound) => {
    return compareImport(bound, importId, { sources, children: cohort.size })
  })
  if (compared.kind !== 'compared') return compared
  return { kind: 'read', compared: compared.compared, findings }
}

function named(source: Source, { names }: Importing): Source {
  const nameOf = (path: string): string => names?.get(path) ?? path
  return { ...source, name: nameOf(source.name), files: source.files.map(nameOf) }
}

/** A finding that tells of files by their names. */
function told(finding: Finding, { names }: Importing): Finding {
  if (names === undefined) return finding
  let { message } = finding
  for (const [path, name] of names) if (message.includes(path)) message = message.replaceAll(path, name)
  return { ...finding, file: names.get(finding.file) ?? finding.file, message }
}

interface Read {
  readonly cohort: Cohort
  readonly findings: Findings
  /** Every one, in the order in which they were made. */
  readonly all: readonly Finding[]
}

async function read(importing: Importing, today: Day): Promise<Read> {
  const { files, calendar, onProgress } = importing
  const cohort = new Cohort()
  const all: Finding[] = []
  const findings = new Findings((finding) => all.push(finding))
  await readFiles(files, {
    cohort,
    report: (finding) => findings.report(told(finding, importing)),
    today,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(calendar === undefined ? {} : { calendar }),
  })
  return { cohort, findings, all }
}

async function keepChildren(
  { store, principal, now, onKept }: Importing,
  importId: string,
  cohort: Cohort,
  from: number,
): Promise<NotRead | null> {
  const named = new Set(Array.from({ length: cohort.size }, (_, index) => cohort.child(index).id))
  let known: KnownChildren | undefined
  for (let at = from; at < cohort.size; at += AT_ONCE) {
    const said = chunkOf(cohort, at, Math.min(cohort.size, at + AT_ONCE))
    const refused = await within(store, principal, now(), async (bound) => {
      known ??= await knownChildren(bound, importId, named)
      return keepReports(bound, { importId, from: at }, said, known)
    })
    if (refused !== null) return refused
    await onKept?.(at + said.length, cohort.size)
  }
  return null
}

/** What each source says of some children. A source that speaks of a child and holds no fact of it says that there is none. */
function chunkOf(cohort: Cohort, from: number, until: number): readonly SaidOfChild[] {
  return Array.from({ length: until - from }, (_, i) => {
    const index = from + i
    const facts = FACT_KINDS.flatMap((kind) => cohort.told(index, kind))
    const mask = cohort.sourcesOf(index)
    const sources = cohort.sources.flatMap((_source, source) => {
      const speaks = (mask & (1 << source)) !== 0
      return speaks ? [{ source, facts: facts.filter(({ origin }) => origin.source === source) }] : []
    })
    return { child: cohort.child(index), sources }
  })
}

/** A census of an authority that is not known here; null where nothing speaks against any. */
async function strangeCode(
  { store, principal, now, code: said }: Importing,
  cohort: Cohort,
): Promise<{ readonly code: string; readonly known: readonly string[] } | null> {
  const known = await within(store, principal, now(), (bound) => codesKnown(bound))
  if ('kind' in known || known.length === 0) return null
  const stranger = cohort.sources.find(({ authority }) => {
    return authority !== null && authority !== said && !known.includes(authority)
  })
  return stranger?.authority == null ? null : { code: stranger.authority, known }
}

async function giveUp(
  { store, principal, now }: Importing,
  importId: string,
  why: NotRead,
  words: string,
  all: readonly Finding[],
): Promise<NotRead> {
  await within(store, principal, now(), async (bound) => {
    await keepFindings(bound, importId, 1, all.map(plain))
    await refuseImport(bound, importId, words)
  })
  return why
}

function plain(finding: Finding): Readonly<Record<string, string | number | null>> {
  return { ...finding }
}
