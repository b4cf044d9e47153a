import { type Graph, instance, type Viz } from '@viz-js/viz'
import { z } from 'zod'

// Where the boxes and arrows of a flow go. Graphviz works it out from sizes alone and never sees a word of a protocol.

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Layout extends Size {
  /** The middle of each box, in the order of the boxes. */
  readonly boxes: readonly Point[]
  /** The curve of each arrow, its first point and three for each piece, and the middle of its label. */
  readonly links: readonly { readonly curve: readonly Point[]; readonly tip: Point; readonly label: Point | null }[]
}

const POINTS_PER_INCH = 72

const placed = z.object({
  bb: z.string(),
  objects: z.array(z.object({ name: z.string(), pos: z.string() })).default([]),
  edges: z.array(z.object({ id: z.string(), pos: z.string(), lp: z.string().optional() })).default([]),
})

/** An arrow from one box to another, each by its place in the list of boxes, with the room for its words. */
export interface Joined {
  readonly from: number
  readonly to: number
  readonly label: Size | null
}

/** Whether Graphviz is told the boxes and arrows in the opposite order, which lets it find another way. */
export interface Order {
  readonly boxes: boolean
  readonly links: boolean
}

/** Graphviz, made ready once for all layouts of a drawing. */
export function openGraphviz(): Promise<Viz> {
  return instance()
}

/**
 * Lays out boxes of given sizes, the flow running from top to bottom or from left to right. The same input gives the same
 * layout.
 */
export function layOut(
  viz: Viz,
  boxes: readonly Size[],
  links: readonly Joined[],
  direction: 'TB' | 'LR',
  order: Order,
): Layout {
  const nodes = boxes.map(({ width, height }, i) => ({
    name: String(i),
    attributes: { width: width / POINTS_PER_INCH, height: height / POINTS_PER_INCH },
  }))
  const edges = links.map(({ from, to, label }, i) => ({
    tail: String(from),
    head: String(to),
    attributes: { id: String(i), arrowsize: 0.7, ...(label === null ? {} : { label: { html: room(label) } }) },
  }))
  const graph: Graph = {
    graphAttributes: { rankdir: direction, nodesep: 0.17, ranksep: 0.13 },
    edgeAttributes: direction === 'LR' ? { tailport: 'e', headport: 'w' } : {},
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    nodes: order.boxes ? nodes.toReversed() : nodes,
    edges: order.links ? edges.toReversed() : edges,
  }
  const answer = placed.parse(JSON.parse(viz.renderString(graph, { format: 'json0', engine: 'dot', yInvert: true })))
  const [, top = 0, width = 0, bottom = 0] = numbers(answer.bb)
  const at = new Map(answer.objects.map(({ name, pos }) => [name, points(pos)[0]]))
  const drawn = new Map(answer.edges.map((edge) => [edge.id, edge]))
  return {
    width,
    height: Math.abs(top - bottom),
    boxes: boxes.map((_, i) => at.get(String(i)) ?? { x: 0, y: 0 }),
    links: links.map((_, i) => {
      const edge = drawn.get(String(i))
      const pieces = (edge?.pos ?? '').split(' ')
      const tip = pieces.find((piece) => piece.startsWith('e,'))
      const curve = points(pieces.filter((piece) => !/^[es],/.test(piece)).join(' '))
      const end = tip === undefined ? curve.at(-1) : points(tip.slice(2))[0]
      return { curve, tip: end ?? { x: 0, y: 0 }, label: edge?.lp === undefined ? null : (points(edge.lp)[0] ?? null) }
    }),
  }
}

function room({ width, height }: Size): string {
  return `<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="${Math.ceil(width)}" HEIGHT="${Math.ceil(height)}"><TR><TD></TD></TR></TABLE>`
}

function numbers(text: string): readonly number[] {
  return text.split(',').map(Number)
}

function points(text: string): readonly Point[] {
  return text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => {
      const [x = 0, y = 0] = numbers(each)
      return { x, y }
    })
}
