// Where a flow that is too long for a column may be cut.

/** The sections of one way to cut a flow, each as the number of stages up to its end. */
export type Cuts = readonly number[]

/** With more stages than this, not every way is tried. */
const FEW = 16
const MOST_SECTIONS = 5
/** Every way is tried with sections up to this height; one that is taller gets no more stages. */
const TALLEST = 1250
/** Where not every way is tried, sections are filled up to each of these heights in turn. */
const HEIGHTS = [500, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000]

/**
 * Ways to cut a flow of so many stages into sections.
 *
 * @param heightOf how tall the section from one stage up to another is; worked out only where it is asked for
 */
export function waysToCut(count: number, heightOf: (from: number, to: number) => number): readonly Cuts[] {
  if (count > FEW) return HEIGHTS.map((height) => filled(count, height, heightOf))
  const all = everyWay(count, heightOf)
  return all.length > 0 ? all : [filled(count, TALLEST, heightOf)]
}

function everyWay(count: number, heightOf: (from: number, to: number) => number): readonly Cuts[] {
  const found: Cuts[] = []
  const cut = (ends: Cuts): void => {
    const last = ends.at(-1) ?? 0
    for (let next = last + 1; next <= count; next++) {
      const isWhole = next - last === 1 || heightOf(last, next) <= TALLEST
      if (!isWhole) return
      if (next === count) found.push([...ends, count])
      else if (ends.length + 1 < MOST_SECTIONS) cut([...ends, next])
    }
  }
  cut([])
  return found
}

function filled(count: number, height: number, heightOf: (from: number, to: number) => number): Cuts {
  const ends: number[] = []
  let last = 0
  for (let next = last + 1; next < count; next++) {
    if (heightOf(last, next + 1) <= height) continue
    ends.push(next)
    last = next
  }
  return [...ends, count]
}
