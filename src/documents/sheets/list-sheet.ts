import { dayOf } from '../../engine/pathway/days.ts'
import { type NamingOf, underHeading } from '../papers/list-paper.ts'
import { sayPerson } from '../papers/naming.ts'
import { printed } from '../papers/printed.ts'
import { titleOfDuty } from '../pathway/duty-title.ts'
import { type List, missingIn } from '../pathway/list.ts'
import { sayPersons } from '../pathway/titles.ts'
import type { Sheet } from './sheet.ts'

/** A list for a spreadsheet: a row for each case, a column for each heading. */
export function listSheet(list: List, namingOf: NamingOf): Sheet {
  const { document, rows } = list
  return {
    title: document.title,
    columns: [
      'child',
      'stage',
      'on the list since',
      ...document.headings.map(({ title }) => title),
      'missing',
      'duties overdue',
      'owed first',
      'due',
      'owed by',
    ],
    rows: rows.map((row) => {
      const { shown, since, owed } = row
      const [next] = owed
      const naming = namingOf(shown)
      return [
        printed(naming.subject),
        shown.view.stage?.title ?? '',
        { day: dayOf(since) },
        ...document.headings.map((heading) => {
          const cell = underHeading(heading, row, list, { namingOf, closed: [] })
          return 'says' in cell ? cell.says : null
        }),
        missingIn(row).join('; '),
        owed.filter(({ standing }) => standing.kind === 'overdue').length,
        next === undefined ? null : titleOfDuty(next, shown.protocol),
        next !== undefined && 'day' in next.due ? { day: next.due.day } : null,
        next === undefined ? null : sayPersons(next.owedBy.map((id) => sayPerson(id, naming))),
      ]
    }),
  }
}
