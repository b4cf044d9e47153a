import type { EntryView, View } from '../../engine/pathway/view.ts'

/** The entries that count, in the order in which they fold. */
export function countedInOrder({ entries }: Pick<View, 'entries'>): readonly EntryView[] {
  return entries.filter(({ supersededBy, ignored, entry }) => {
    return supersededBy === null && ignored === null && entry.step !== null
  })
}
