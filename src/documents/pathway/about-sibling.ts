import type { EntryView, PathwayDuty, View } from '../../engine/pathway/view.ts'

/**
 * The brother or sister whom a duty is about, by the authority's identifier: each of them has one of its own, and what is owed for a
 * record about one of them is about the same. Null where it is about none.
 */
export function siblingOfDuty({ duty, of }: PathwayDuty, view: View): string | null {
  const each = duty.forEach?.of.kind
  // The identity of what opened it ends with the child's own.
  if (each === 'sibling') return of.slice(of.lastIndexOf('/') + 1)
  if (each !== 'named') return null
  const before = view.duties.find((other) => other.of !== of && isMetBy(other, of))
  return before === undefined ? null : siblingOfDuty(before, view)
}

/** The brother or sister whom a record is about: whom what it answered is about. */
export function siblingOfRecord({ root, entry }: Pick<EntryView, 'root' | 'entry'>, view: View): string | null {
  const answered = view.duties.filter((owed) => owed.id === entry.about || isMetBy(owed, root))
  for (const owed of answered) {
    const sibling = owed.of === root ? null : siblingOfDuty(owed, view)
    if (sibling !== null) return sibling
  }
  return null
}

function isMetBy({ standing }: PathwayDuty, root: string): boolean {
  return standing.kind === 'met' && standing.by === root
}
