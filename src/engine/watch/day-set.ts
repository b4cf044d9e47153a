/**
 * A set of days as spells: pairs of first day and end, `[from, until)`, sorted and apart. A condition over facts denotes the
 * set of days on which it holds; "earliest of", "all of" and "not" are then union, intersection and complement.
 */
export type DaySet = readonly number[]

/** Before every day, and after every day. */
export const BEGINNING = -0x40000000
export const END = 0x40000000

export const NEVER: DaySet = []
export const ALWAYS: DaySet = [BEGINNING, END]

/** The days from `from` up to and not including `until`; empty where there are none. */
export function days(from: number, until: number = END): DaySet {
  return from < until ? [from, until] : NEVER
}

export function union(a: DaySet, b: DaySet): DaySet {
  if (a.length === 0) return b
  if (b.length === 0) return a
  return sweep(a, b, (inA, inB) => inA || inB)
}

export function intersect(a: DaySet, b: DaySet): DaySet {
  if (a.length === 0 || b.length === 0) return NEVER
  return sweep(a, b, (inA, inB) => inA && inB)
}

export function complement(a: DaySet): DaySet {
  return sweep(ALWAYS, a, (inAll, inA) => inAll && !inA)
}

export function without(a: DaySet, b: DaySet): DaySet {
  if (a.length === 0 || b.length === 0) return a
  return sweep(a, b, (inA, inB) => inA && !inB)
}

export function holdsOn(set: DaySet, day: number): boolean {
  for (let i = 0; i < set.length; i += 2) if ((set[i] ?? END) <= day && day < (set[i + 1] ?? END)) return true
  return false
}

/** The first day of the set; undefined where it is empty. */
export function firstOf(set: DaySet): number | undefined {
  return set[0]
}

/** The set's spells, one pair each. */
export function spellsOf(set: DaySet): { readonly from: number; readonly until: number }[] {
  const spells: { readonly from: number; readonly until: number }[] = []
  for (let i = 0; i < set.length; i += 2) spells.push({ from: set[i] ?? BEGINNING, until: set[i + 1] ?? END })
  return spells
}

/** Walks the edges of two sets in order; a point of the result is an edge where `keep` changes. */
function sweep(a: DaySet, b: DaySet, keep: (inA: boolean, inB: boolean) => boolean): DaySet {
  const edges: number[] = []
  let i = 0
  let j = 0
  let kept = false
  while (i < a.length || j < b.length) {
    const edge = Math.min(a[i] ?? END, b[j] ?? END)
    // An edge at an odd place ends a spell. At the end of time both sets stop, whatever is left.
    while (i < a.length && a[i] === edge) i += 1
    while (j < b.length && b[j] === edge) j += 1
    const now = edge < END && keep(i % 2 === 1, j % 2 === 1)
    if (now !== kept) edges.push(edge)
    kept = now
    if (edge >= END) break
  }
  if (kept) edges.push(END)
  return edges
}
