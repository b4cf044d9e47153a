import type { Day } from '../../../engine/calendar/day.ts'
import { dayOfOccasion } from '../../../engine/watch/occasions.ts'
import type { Scan } from '../../../engine/watch/scan.ts'
import { isSurelyOwed } from '../words.ts'
import { type Column, columnsOf, type Grain } from './columns.ts'

/** How much falls into one column; `unsure` rests on a trigger that the files cannot prove. */
export interface Load {
  sure: number
  unsure: number
}

export interface Row {
  readonly title: string
  /** Undefined where nothing of the row can be overdue. */
  readonly overdue: Load | undefined
  readonly loads: readonly Load[]
}

/** What falls due when. Everything is counted, whether its child is listed or not. */
export interface Workload {
  readonly grain: Grain
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly total: number
}

export function workloadOf({ question: { asOf, until }, duties, occasions, tallies }: Scan): Workload {
  const { grain, columns } = columnsOf(asOf, until)
  const index = indexer(columns)
  const empty = (title: string, overdue = true) => ({
    title,
    overdue: overdue ? { sure: 0, unsure: 0 } : undefined,
    loads: columns.map((): Load => ({ sure: 0, unsure: 0 })),
  })
  const all = empty('All duties')
  const rows = new Map(tallies.map(({ protocol }) => [protocol, empty(`${protocol.title} (${protocol.authority})`)]))
  for (const { protocol, owed } of duties) {
    const { standing, due } = owed
    if (standing.kind !== 'open' && standing.kind !== 'overdue') continue
    for (const row of [all, rows.get(protocol)]) {
      const load = standing.kind === 'overdue' ? row?.overdue : row?.loads[index(due)]
      if (load !== undefined) load[isSurelyOwed(owed) ? 'sure' : 'unsure'] += 1
    }
  }
  const triggers = empty('Triggers that will be met', false)
  for (const { occasion, standing } of occasions) {
    if (standing !== 'to-come' && standing !== 'may-come') continue
    const load = triggers.loads[index(dayOfOccasion(occasion))]
    if (load !== undefined) load[standing === 'to-come' ? 'sure' : 'unsure'] += 1
  }
  const kept = [...rows.values()].filter((row) => totalOf(row) > 0)
  return {
    grain,
    columns,
    rows: [...(kept.length === 1 ? [] : [all]), ...kept, ...(totalOf(triggers) > 0 ? [triggers] : [])],
    total: totalOf(all) + totalOf(triggers),
  }
}

/** The column with the most in it, of all duties. */
export function busiest({ columns, rows }: Workload): { readonly column: Column; readonly count: number } | undefined {
  let found: { readonly column: Column; readonly count: number } | undefined
  rows[0]?.loads.forEach(({ sure, unsure }, i) => {
    const column = columns[i]
    if (column !== undefined && sure + unsure > (found?.count ?? 0)) found = { column, count: sure + unsure }
  })
  return found
}

/** Sure or not. */
export function sumOf(load: Load | undefined): number {
  return load === undefined ? 0 : load.sure + load.unsure
}

function totalOf({ overdue, loads }: Row): number {
  return sumOf(overdue) + loads.reduce((total, load) => total + sumOf(load), 0)
}

/** Finds the column of a day; what lies beyond the last belongs to none. */
function indexer(columns: readonly Column[]): (day: Day) => number {
  return (day) => columns.findIndex(({ from, until }) => day >= from && day <= until)
}
