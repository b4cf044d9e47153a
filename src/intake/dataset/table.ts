import type { Dataset } from './dataset.ts'
import type { Column, Layout } from './layout.ts'
import type { TableRow } from './table-row.ts'

/** A table and how its rows are read. */
export interface Table extends Layout {
  readonly read: (row: TableRow, dataset: Dataset) => void
}

/** A table whose `read` may ask for the columns that it declares, and for no others. */
export function table<C extends string>(
  declared: Omit<Layout, 'columns' | 'oneOf'> & {
    readonly columns: Readonly<Record<C, Column>>
    readonly oneOf?: readonly NoInfer<C>[]
    readonly read: (row: TableRow<C>, dataset: Dataset) => void
  },
): Table {
  return declared
}
