/** The longest page of a list. */
export const LONGEST_PAGE = 200

/** How many rows a page may have where so many were asked for: a whole number from 1; what is no number asks for the longest. */
export function lengthOf(most: number): number {
  return Number.isNaN(most) ? LONGEST_PAGE : Math.max(1, Math.min(Math.floor(most), LONGEST_PAGE))
}

/** One page of a list, and where the next begins; null where there is none. */
export interface Page<Row, Cursor> {
  readonly rows: readonly Row[]
  readonly next: Cursor | null
}

/** The page of what was asked with one row more than it may have, which tells whether another page follows. */
export function pageOf<Row, Cursor>(
  rows: readonly Row[],
  length: number,
  at: (last: Row) => Cursor,
): Page<Row, Cursor> {
  const page = rows.slice(0, length)
  const last = page.at(-1)
  return { rows: page, next: rows.length > length && last !== undefined ? at(last) : null }
}
