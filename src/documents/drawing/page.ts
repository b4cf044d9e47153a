import { type Column, fill, groupsOf, type Laid as LaidGroup, layGroup } from './beside.ts'
import type { Chart } from './chart.ts'
import { layOutClearly } from './clear-layout.ts'
import { waysToCut } from './cuts.ts'
import { type Layout, openGraphviz, type Point, type Size } from './layout.ts'
import { dutiesOf, flowThrough, type Section } from './section.ts'

/** A section where it stands on the page. */
export interface Placed {
  readonly section: Section
  readonly layout: Layout
  /** How often an arrow runs through words or a box that are not its own. */
  readonly unclear: number
  readonly corner: Point
}

/** A sheet of paper with everything in its place. Lengths in units of which `scale` are one CSS pixel. */
export interface Page {
  readonly paper: Paper
  readonly scale: number
  readonly width: number
  readonly height: number
  readonly sections: readonly Placed[]
  readonly columns: readonly (Size & { readonly corner: Point; readonly entries: Column })[]
}

export interface Paper {
  readonly name: string
  /** In millimetres. */
  readonly width: number
  readonly height: number
}

const PIXELS_PER_MM = 96 / 25.4
const SMALL: readonly Paper[] = [
  { name: 'A4', width: 297, height: 210 },
  { name: 'A4', width: 210, height: 297 },
]
const LARGE: Paper = { name: 'A3', width: 420, height: 297 }
/** Letters on the small sheet do not shrink further than this; then the large one is taken. */
const LEAST_ON_SMALL = 0.8
const LEAST = 0.3
const SHRINK = 0.02

export const MARGIN = 26
export const HEADER = 94
const GAP = 26
/** A protocol of more stages than this is a book and not a sheet. */
const MOST_STAGES = 100
/** Letters larger than at this scale are worth less than the flow in one piece. */
const READABLE = 0.85
/** What a cut in the flow is worth, and an arrow that is drawn and not said, in terms of the size of letters. */
const CUT = 0.06
const ARROW = 0.004
/** What an arrow costs that runs through what is not its own. */
const CLASH = 0.03

/** Widths of the columns beside the flow that are tried. */
const COLUMNS = [230, 250, 270, 290, 310]

interface Lists {
  readonly width: number
  readonly groups: readonly LaidGroup[]
}

type Laid = Omit<Placed, 'corner'>

/** A protocol that no sheet holds with letters that could be read. */
export class TooLargeToDraw extends Error {}

/**
 * Finds the least sheet that holds a protocol, and on it the largest letters with the fewest cuts in the flow.
 *
 * @throws TooLargeToDraw
 */
export async function setOut(chart: Chart): Promise<Page> {
  const viz = await openGraphviz()
  const running = chart.stages.filter(({ ends }) => !ends)
  if (running.length > MOST_STAGES) throw new TooLargeToDraw(`a flow of ${running.length} stages`)
  const laid = new Map<string, Laid>()
  const lay = (from: number, to: number): Laid => {
    const key = `${from}-${to}`
    const known = laid.get(key)
    if (known !== undefined) return known
    const isFlow = running.length > 0
    const section = isFlow ? flowThrough(chart, running.slice(from, to)) : dutiesOf(chart)
    const found = { section, ...layOutClearly(viz, section.boxes, section.links, isFlow ? 'TB' : 'LR') }
    laid.set(key, found)
    return found
  }
  const cuts = running.length === 0 ? [[0]] : waysToCut(running.length, (from, to) => lay(from, to).layout.height)
  const ways = cuts.map((ends) => ends.map((end, i) => lay(ends[i - 1] ?? 0, end)))
  const groups = groupsOf(chart)
  const lists = COLUMNS.map((width) => ({ width, groups: groups.map((group) => layGroup(group, width)) }))
  for (const papers of [SMALL, [LARGE]]) {
    const pages = ways.flatMap((sections) => lists.flatMap((each) => largest(papers, sections, each) ?? []))
    const [best] = pages.map((page) => ({ page, worth: worth(page) })).toSorted((a, b) => b.worth - a.worth)
    if (best !== undefined) return best.page
  }
  throw new TooLargeToDraw('more than fits on a sheet of A3')
}

function worth({ scale, sections }: Page): number {
  const arrows = sections.reduce((sum, { section }) => sum + section.links.length, 0)
  const letters = scale < READABLE ? scale : READABLE + (scale - READABLE) / 3
  const unclear = sections.reduce((sum, each) => sum + each.unclear, 0)
  return letters - CUT * sections.length + ARROW * arrows - CLASH * unclear
}

function largest(papers: readonly Paper[], sections: readonly Laid[], lists: Lists): Page | undefined {
  const least = papers === SMALL ? LEAST_ON_SMALL : LEAST
  for (let scale = 1; scale >= least; scale -= SHRINK) {
    for (const paper of papers) {
      const page = placeOn(paper, scale, sections, lists)
      if (page !== undefined) return page
    }
  }
  return undefined
}

function placeOn(paper: Paper, scale: number, sections: readonly Laid[], lists: Lists): Page | undefined {
  const width = (paper.width * PIXELS_PER_MM) / scale
  const height = (paper.height * PIXELS_PER_MM) / scale
  const room = { right: width - MARGIN, bottom: height - MARGIN }
  const placed: Placed[] = []
  const under: Point[] = []
  let corner: Point = { x: MARGIN, y: HEADER }
  let right = MARGIN
  const spans: { left: number; right: number; bottom: number }[] = []
  for (const laid of sections) {
    const { layout } = laid
    if (corner.y > HEADER && corner.y + layout.height > room.bottom) {
      spans.push({ left: corner.x, right, bottom: corner.y })
      corner = { x: right + GAP, y: HEADER }
    }
    right = Math.max(right, corner.x + layout.width)
    placed.push({ ...laid, corner })
    corner = { x: corner.x, y: corner.y + layout.height + GAP }
    if (right > room.right || corner.y - GAP > room.bottom) return undefined
  }
  spans.push({ left: corner.x, right, bottom: corner.y })
  const beside = Math.floor((room.right - right) / (lists.width + GAP))
  for (let i = 0; i < beside; i++) under.push({ x: room.right - (beside - i) * (lists.width + GAP) + GAP, y: HEADER })
  for (const span of spans) {
    const count = Math.floor((span.right - span.left + GAP) / (lists.width + GAP))
    for (let i = 0; i < count; i++) under.push({ x: span.left + i * (lists.width + GAP), y: span.bottom })
  }
  const columns = fill(
    lists.groups,
    under.map(({ y }) => room.bottom - y),
  )
  if (columns === undefined) return undefined
  return {
    paper,
    scale,
    width,
    height,
    sections: placed,
    columns: under.flatMap((at, i) => {
      const entries = columns[i] ?? []
      const tall = entries.reduce((sum, each) => sum + each.height, 0)
      return entries.length === 0 ? [] : [{ corner: at, width: lists.width, height: tall, entries }]
    }),
  }
}
