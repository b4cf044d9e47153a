/** A cell of a table, as `dataTable` takes it. */
export interface TableCell {
  readonly text: string
  readonly href: string
  readonly tag: string
  readonly hint: string
  readonly numeric: boolean
}

export interface Table {
  readonly caption: string
  readonly captionHidden: boolean
  readonly head: readonly { readonly text: string; readonly numeric: boolean }[]
  readonly rows: readonly (readonly TableCell[])[]
}

/** A cell that holds nothing but its text, or what is given besides. */
export function cell(text: string, more: Partial<Omit<TableCell, 'text'>> = {}): TableCell {
  return { text, href: '', tag: '', hint: '', numeric: false, ...more }
}

/** The heads of columns that hold words. */
export function headsOf(titles: readonly string[]): Table['head'] {
  return titles.map((text) => ({ text, numeric: false }))
}

/** A table of words whose caption is read aloud, and not shown: a heading above it says the same. */
export function table(caption: string, heads: readonly string[], rows: Table['rows']): Table {
  return { caption, captionHidden: true, head: headsOf(heads), rows }
}
