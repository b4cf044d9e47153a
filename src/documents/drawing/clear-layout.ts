import type { Viz } from '@viz-js/viz'
import { type Joined, type Layout, layOut, type Order, type Point, type Size } from './layout.ts'

const AS_GIVEN: Order = { boxes: false, links: false }
/** Tried in turn until no arrow runs through what is not its own. */
const OTHERS: readonly Order[] = [
  { boxes: false, links: true },
  { boxes: true, links: false },
  { boxes: true, links: true },
]

export interface Clear {
  readonly layout: Layout
  readonly unclear: number
}

/** The first layout in which no arrow runs through other words or boxes; else the one in which the fewest do. */
export function layOutClearly(
  viz: Viz,
  boxes: readonly Size[],
  links: readonly Joined[],
  direction: 'TB' | 'LR',
): Clear {
  const lay = (order: Order): Clear => {
    const layout = layOut(viz, boxes, links, direction, order)
    return { layout, unclear: clashes(boxes, links, layout) }
  }
  let best = lay(AS_GIVEN)
  for (const order of OTHERS) {
    if (best.unclear === 0) break
    const other = lay(order)
    if (other.unclear < best.unclear) best = other
  }
  return best
}

/** How many pairs there are of an arrow and words, or a box, that it runs through and that are not its own. */
function clashes(boxes: readonly Size[], links: readonly Joined[], layout: Layout): number {
  let count = 0
  links.forEach(({ from, to }, i) => {
    const along = pointsAlong(layout.links[i]?.curve ?? [])
    links.forEach(({ label }, other) => {
      const middle = layout.links[other]?.label
      if (other !== i && label !== null && middle && along.some((point) => isIn(point, middle, label))) count += 1
    })
    boxes.forEach((box, other) => {
      const middle = layout.boxes[other]
      if (other === from || other === to || middle === undefined) return
      if (along.some((point) => isIn(point, middle, box))) count += 1
    })
  })
  return count
}

function isIn({ x, y }: Point, middle: Point, { width, height }: Size): boolean {
  return Math.abs(x - middle.x) < width / 2 && Math.abs(y - middle.y) < height / 2
}

const PARTS = 12

/** Points along a curve of cubic pieces, close enough together not to miss a line of letters. */
function pointsAlong(curve: readonly Point[]): readonly Point[] {
  const points: Point[] = []
  for (let i = 0; i + 3 < curve.length; i += 3) {
    const [a, b, c, d] = curve.slice(i, i + 4)
    if (a === undefined || b === undefined || c === undefined || d === undefined) break
    for (let part = 0; part <= PARTS; part++) {
      const t = part / PARTS
      const at = (from: number, first: number, second: number, end: number): number =>
        (1 - t) ** 3 * from + 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t ** 2 * second + t ** 3 * end
      points.push({ x: at(a.x, b.x, c.x, d.x), y: at(a.y, b.y, c.y, d.y) })
    }
  }
  return points
}
