import type { EntryView, View } from '../../engine/pathway/view.ts'

/** The entries that count, as they fold: a correction stands where the first that it corrects stood. */
export function countedInOrder({ entries }: Pick<View, 'entries'>): readonly EntryView[] {
  const places = new Map(entries.map(({ entry }, place) => [entry.id, place]))
  const first = new Map(entries.map((each) => [each.entry.id, each.entry.supersedes]))
  return entries
    .filter(({ supersededBy, ignored, entry }) => supersededBy === null && ignored === null && entry.step !== null)
    .map((each) => ({ each, place: places.get(rootOf(each.entry.id, first)) ?? 0 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ each }) => each)
}

/** The first of a chain of corrections. */
export function rootOf(id: string, supersedes: ReadonlyMap<string, string | null>): string {
  const seen = new Set<string>()
  let root = id
  for (let before = supersedes.get(root) ?? null; before !== null && !seen.has(before); ) {
    seen.add(before)
    root = before
    before = supersedes.get(root) ?? null
  }
  return root
}
