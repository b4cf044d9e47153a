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

/** A cell that holds nothing but its text. */
export const CELL = { href: '', tag: '', hint: '', numeric: false } as const
