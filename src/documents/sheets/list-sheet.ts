import { dayOf } from '../../engine/pathway/days.ts'
import { type NamingOf, underSource } from '../papers/list-paper.ts'
import { sayPerson } from '../papers/naming.ts'
import { printed } from '../papers/printed.ts'
import { titleOfDuty } from '../pathway/duty-title.ts'
import { type List, type ListPart, type ListRow, missingIn, questionOf } from '../pathway/list.ts'
import { sayPersons } from '../pathway/titles.ts'
import type { Sheet, SheetCell } from './sheet.ts'

/** A list for a spreadsheet: a row for each case, a column for each question under its headings; days are days. */
export function listSheet(list: List, namingOf: NamingOf): Sheet {
  const { document, rows } = list
  const columns = document.headings.flatMap(({ title, from }) => {
    return from.map((source) => ({ source, title: from.length === 1 ? title : titleWithin(title, source, list) }))
  })
  return {
    title: document.title,
    columns: [
      'child',
      'stage',
      'on the list since',
      ...columns.map(({ title }) => title),
      'known from the record alone',
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
        ...columns.map(({ source }) => cellOf(source, row, namingOf)),
        knownIn(row, columns),
        missingIn(row).join('; '),
        owed.filter(({ standing }) => standing.kind === 'overdue').length,
        next === undefined ? null : titleOfDuty(next, shown.protocol),
        next !== undefined && 'day' in next.due ? { day: next.due.day } : null,
        next === undefined ? null : sayPersons(next.owedBy.map((id) => sayPerson(id, naming))),
      ]
    }),
  }
}

/** "c. Date of birth and ethnicity: What is the child's ethnicity?" */
function titleWithin(heading: string, source: string, { protocol }: List): string {
  const asked = questionOf(source, protocol)?.title
  return asked === undefined ? heading : `${heading}: ${asked}`
}

function partOf(source: string, { cells }: ListRow): ListPart | undefined {
  return cells.flatMap(({ parts }) => parts).find((part) => part.source === source)
}

/** Under which columns stands what nobody answered and the record knows. */
function knownIn(row: ListRow, columns: readonly { readonly source: string; readonly title: string }[]): string {
  const known = columns.filter(({ source }) => partOf(source, row)?.from != null)
  return known.map(({ title }) => title).join('; ')
}

function cellOf(source: string, row: ListRow, namingOf: NamingOf): SheetCell {
  const part = partOf(source, row)
  if (part?.day != null) return { day: part.day }
  if (part?.from != null) return printed(part.says ?? '')
  const cell = underSource(source, row, { namingOf, closed: [] })
  return cell !== null && 'says' in cell ? cell.says : null
}
