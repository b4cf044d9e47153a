import { addDays, civilDateOf, type Day, dayOf, weekdayIndex } from '../../../engine/calendar/day.ts'
import { addMonths } from '../../../engine/calendar/months.ts'
import { shortDate, shortMonth, yearOf } from './axis.ts'

/** How finely a picture divides the days to come. */
export type Grain = 'week' | 'month' | 'quarter' | 'year'

/** Some days that a picture counts together. */
export interface Column {
  readonly from: Day
  /** The last day of it. */
  readonly until: Day
  /** For the edge of the picture. */
  readonly short: string
}

/** More columns than this leave no room for their numbers. */
const MOST = 27

/**
 * The days from one to another in columns of one grain: the finest that makes no more of them than can be shown. The
 * first column begins on the first day, whatever its weekday. Where even years are too many, the last holds the rest.
 */
export function columnsOf(from: Day, until: Day): { readonly grain: Grain; readonly columns: readonly Column[] } {
  for (const grain of ['week', 'month', 'quarter'] as const) {
    const columns = divide(from, until, grain)
    if (columns.length <= MOST) return { grain, columns }
  }
  const years = divide(from, until, 'year')
  const rest = years[MOST - 1]
  if (rest === undefined || years.length <= MOST) return { grain: 'year', columns: years }
  const columns = [...years.slice(0, MOST - 1), { from: rest.from, until, short: `${rest.short} …` }]
  return { grain: 'year', columns }
}

/** The columns from the first day on; where there are too many, one too many. */
function divide(from: Day, until: Day, grain: Grain): readonly Column[] {
  const columns: Column[] = []
  for (let start = from; start <= until && columns.length <= MOST; ) {
    const next = nextStart(start, grain)
    columns.push({ from: start, until: addDays(Math.min(next, until + 1) as Day, -1), short: shortOf(start, grain) })
    start = next
  }
  return columns
}

function nextStart(start: Day, grain: Grain): Day {
  const { year, month } = civilDateOf(start)
  switch (grain) {
    case 'week':
      return addDays(start, 7 - weekdayIndex(start))
    case 'month':
      return addMonths(dayOf({ year, month, date: 1 }), 1)
    case 'quarter':
      return addMonths(dayOf({ year, month: month - ((month - 1) % 3), date: 1 }), 3)
    case 'year':
      return dayOf({ year: year + 1, month: 1, date: 1 })
    default:
      return grain satisfies never
  }
}

function shortOf(start: Day, grain: Grain): string {
  switch (grain) {
    case 'week':
      return shortDate(start)
    case 'month':
    case 'quarter':
      return `${shortMonth(start)} ${String(yearOf(start)).slice(-2)}`
    case 'year':
      return String(yearOf(start))
    default:
      return grain satisfies never
  }
}
