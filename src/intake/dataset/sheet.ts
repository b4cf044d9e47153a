import type { Day } from '../../engine/calendar/day.ts'
import type { Finding, Report } from '../finding.ts'
import type { DayMonthOrder } from './dates.ts'
import type { Layout } from './layout.ts'

export interface Said {
  readonly message: string
  readonly remedy: string
}

/** How many different things of one sheet are counted before each is told by itself. */
const MOST_COUNTED = 500

/** A file that holds a table, while it is read: where its columns stand, and what is told of it once and not row by row. */
export class Sheet {
  readonly file: string
  /** The file's position among those of the import. */
  readonly number: number
  readonly table: Layout
  /** Where each column stands in a row; a column that is not there is not listed. */
  readonly columns: ReadonlyMap<string, number>
  readonly headerLine: number
  /** How many cells the header has. */
  readonly width: number
  readonly today: Day
  readonly report: Report
  /** How each column of dates writes them; empty until a date in figures makes it matter. */
  orders: ReadonlyMap<string, DayMonthOrder> | undefined
  readonly #counted = new Map<string, { readonly finding: Omit<Finding, keyof Said>; say: Say; count: number }>()

  constructor(place: {
    readonly file: string
    readonly number: number
    readonly table: Layout
    readonly columns: ReadonlyMap<string, number>
    readonly headerLine: number
    readonly width: number
    readonly today: Day
    readonly report: Report
  }) {
    this.file = place.file
    this.number = place.number
    this.table = place.table
    this.columns = place.columns
    this.headerLine = place.headerLine
    this.width = place.width
    this.today = place.today
    this.report = place.report
  }

  /** Tells of something that concerns many rows: once, with their number and the line of the first, by `tellCounted`. */
  count(what: { weight: Finding['weight']; rule: string; line: number; about: string }, say: Say): void {
    const { weight, rule, line, about } = what
    const key = `${rule} ${about}`
    const known = this.#counted.get(key)
    const finding = { weight, file: this.file, line, child: null, rule }
    if (known !== undefined) known.count += 1
    else if (this.#counted.size < MOST_COUNTED) this.#counted.set(key, { finding, say, count: 1 })
    else this.report({ ...finding, ...say(1) })
  }

  tellCounted(): void {
    for (const { finding, say, count } of this.#counted.values()) this.report({ ...finding, ...say(count) })
    this.#counted.clear()
  }
}

export type Say = (count: number) => Said

/** "1 row", "2 rows". */
export function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}
