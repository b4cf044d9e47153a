import type { Question } from '../../../engine/protocol/pathway-parts.ts'
import { fieldOf, type Typed, textIn } from './typed.ts'

// Lists of items in a form: how many rows there are, one more, one less, and none that is empty between two others.

/** No list has more rows than this on a page; the engine takes more. */
const MOST_ROWS = 100

/** How many rows the form showed of a list. */
export function rowsOf(typed: Typed, question: string): number {
  const rows = Number(textIn(typed, fieldOf(question, 'rows')))
  return Number.isInteger(rows) && rows > 0 ? Math.min(rows, MOST_ROWS) : 0
}

/** The form with one more row of a list. */
export function withRow(typed: Typed, question: string): Typed {
  const rows = Math.min(Math.max(rowsOf(typed, question), 1) + 1, MOST_ROWS)
  return { ...typed, [fieldOf(question, 'rows')]: [String(rows)] }
}

/** The form without a row of a list: those after it move up. */
export function withoutRow(typed: Typed, question: string, row: number): Typed {
  const rows = rowsOf(typed, question)
  return keepRows(
    typed,
    question,
    Array.from({ length: rows }, (_, i) => i + 1).filter((each) => each !== row),
  )
}

/** The form with no empty row in its lists, so that the rows are the items that they are read as. */
export function compact(typed: Typed, questions: readonly Question[]): Typed {
  return questions
    .filter(({ type }) => type === 'items')
    .reduce((form, { id }) => {
      const rows = Array.from({ length: rowsOf(form, id) }, (_, i) => i + 1)
      return keepRows(
        form,
        id,
        rows.filter((row) => isFilled(form, id, row)),
      )
    }, typed)
}

function isFilled(typed: Typed, question: string, row: number): boolean {
  const prefix = `${fieldOf(question, row)}.`
  return Object.entries(typed).some(
    ([name, values]) => name.startsWith(prefix) && values.some((each) => each.trim() !== ''),
  )
}

function keepRows(typed: Typed, question: string, kept: readonly number[]): Typed {
  const prefix = `${fieldOf(question)}.`
  const form: Record<string, readonly string[]> = {}
  for (const [name, values] of Object.entries(typed)) {
    const [, row = '', rest = ''] = name.startsWith(prefix)
      ? (/^(\d+)\.(.+)$/.exec(name.slice(prefix.length)) ?? [])
      : []
    if (row === '') form[name] = values
    else {
      const at = kept.indexOf(Number(row))
      if (at >= 0) form[`${prefix}${at + 1}.${rest}`] = values
    }
  }
  return { ...form, [`${prefix}rows`]: [String(kept.length)] }
}
