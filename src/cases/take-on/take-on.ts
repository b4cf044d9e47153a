import type { Instant } from '../../engine/calendar/instant.ts'
import type { Finding } from '../../intake/finding.ts'
import { type NotTakenOn, noteTried, type TakenOn, takeOn } from '../../record/pathways/take-on.ts'
import { type NotActive, type Principal, type Store, within } from '../../record/transaction.ts'
import { type Row, readTakeOn } from './read-take-on.ts'

/** How a list of running pathways is taken on. */
export interface TakingOn {
  readonly store: Store
  readonly principal: Principal
  readonly now: () => Instant
  readonly file: string
  /** Nothing is kept: what would be is said. */
  readonly dryRun: boolean
  /** Rows that cannot be taken stop nothing else. */
  readonly partial: boolean
}

/** What became of one pathway of the list. */
export interface RowTaken {
  readonly line: number
  readonly key: string
  readonly taken: TakenOn
}

export interface TakenOnList {
  readonly kind: 'list'
  readonly rows: readonly RowTaken[]
  /** What of the file could not be read. */
  readonly findings: readonly Finding[]
  /** Whether what could be taken on was kept. */
  readonly kept: boolean
}

/** Ends a transaction in which nothing is to be kept. */
class NothingKept extends Error {
  readonly rows: readonly RowTaken[]
  constructor(rows: readonly RowTaken[]) {
    super('nothing is kept')
    this.rows = rows
  }
}

/**
 * Takes on what a file lists, all or nothing; with `partial`, each pathway by itself. Every one is tried, so that all that
 * stands in the way is told at once.
 */
export async function takeOnList(taking: TakingOn): Promise<TakenOnList | NotActive> {
  const findings: Finding[] = []
  const rows = await readTakeOn(taking.file, (finding) => findings.push(finding))
  const isWhole = findings.every(({ weight }) => weight !== 'refused')
  const isPartial = taking.partial && !taking.dryRun
  const lots = isPartial ? rows.map((row) => [row]) : [rows]
  const done: RowTaken[] = []
  let kept = isPartial || (isWhole && !taking.dryRun)
  for (const lot of lots) {
    const tried = await takeLot(taking, lot, isPartial || (isWhole && !taking.dryRun))
    if ('kind' in tried) return tried
    done.push(...tried.rows)
    kept &&= isPartial || tried.kept
  }
  return { kind: 'list', rows: done, findings, kept }
}

/** Takes on some together: all are kept or none is. What was tried in vain is noted by itself. */
async function takeLot(
  { store, principal, now }: TakingOn,
  lot: readonly Row[],
  shallKeep: boolean,
): Promise<{ readonly rows: readonly RowTaken[]; readonly kept: boolean } | NotActive> {
  try {
    const rows = await within(store, principal, now(), async (bound) => {
      const tried: RowTaken[] = []
      for (const { line, running } of lot) tried.push({ line, key: running.key, taken: await takeOn(bound, running) })
      if (!shallKeep || tried.some(({ taken }) => !isTaken(taken))) throw new NothingKept(tried)
      return tried
    })
    return 'kind' in rows ? rows : { rows, kept: true }
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error
    const { rows } = error
    await within(store, principal, now(), (bound) => noteTried(bound, rows))
    return { rows, kept: false }
  }
}

export function isTaken(taken: TakenOn): taken is Exclude<TakenOn, NotTakenOn> {
  return taken.kind === 'taken-on' || taken.kind === 'already'
}
