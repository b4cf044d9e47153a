import { formatDay } from '../../engine/calendar/day.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { csvLine } from '../scan/csv.ts'
import { type List, missingIn } from './list.ts'
import { sayPersons } from './titles.ts'

/** Without it Excel takes the file for the machine's own encoding. */
const BYTE_ORDER_MARK = '\uFEFF'

/** A list as one CSV for a spreadsheet: a row for each case, a column for each heading. A missing answer is an empty cell. */
export function* listCsv({ document, rows }: List): Iterable<string> {
  const headings = document.headings.map(({ title }) => title)
  const after = ['missing', 'duties overdue', 'owed first', 'due', 'owed by']
  yield `${BYTE_ORDER_MARK}${csvLine(['child', 'stage', 'on the list since', ...headings, ...after])}`
  for (const row of rows) {
    const { shown, since, cells, owed } = row
    const [next] = owed
    yield csvLine([
      shown.history.facts.child.id,
      shown.view.stage?.title ?? '',
      formatDay(dayOf(since)),
      ...cells.map(({ says }) => says ?? ''),
      missingIn(row).join('; '),
      String(owed.filter(({ standing }) => standing.kind === 'overdue').length),
      next?.duty.title ?? '',
      next !== undefined && 'day' in next.due ? formatDay(next.due.day) : '',
      next === undefined ? '' : sayPersons(next.owedBy),
    ])
  }
}
