import type { Day } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { type Content, html, type Markup } from '../scan/html/markup.ts'
import type { Entry } from './beside.ts'
import { type Box, type BoxKind, CLOCK, LABEL_LINE, type Label, LETTERS, LINE, type Line, PADDING } from './boxes.ts'
import { type Chart, chartOf } from './chart.ts'
import type { Point } from './layout.ts'
import { widthOf, wrap } from './letters.ts'
import { HEADER, MARGIN, type Page, type Placed, setOut } from './page.ts'
import { STYLE } from './style.ts'
import { tellChart } from './text.ts'

export { TooLargeToDraw } from './page.ts'

/**
 * A flow chart of a protocol: an SVG document of one sheet. The same protocol always gives the same text.
 *
 * @throws TooLargeToDraw
 */
export async function drawProtocol(protocol: Protocol, on: Day | null = null): Promise<string> {
  const chart = chartOf(protocol, on)
  const page = await setOut(chart)
  const { paper, width, height } = page
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" width="${paper.width}mm" height="${paper.height}mm" viewBox="0 0 ${n(width)} ${n(height)}" role="img" aria-labelledby="title" aria-describedby="desc" lang="en-GB">
    <title id="title">Flow chart of ${chart.title} (${chart.edition})</title>
    <desc id="desc">${tellChart(chart)}</desc>
    <style>${STYLE} @page { size: ${paper.name} ${paper.width > paper.height ? 'landscape' : 'portrait'}; margin: 0 }</style>
    <rect class="paper" width="100%" height="100%"/>
    ${heading(chart, page)}
    ${page.sections.map(drawSection)}
    ${page.columns.map(drawColumn)}
    </svg>
    `
  return svg.text
}

/** Lengths to a tenth. */
function n(length: number): number {
  return Math.round(length * 10) / 10
}

function heading(chart: Chart, { width }: Page): Markup {
  const lines = wrap(`${chart.edition}. ${chart.source}`, { size: LETTERS, bold: false }, width - 2 * MARGIN)
  return html`<text class="h" x="${MARGIN}" y="${MARGIN + 10}">${chart.title}</text>
    ${lines.map((line, i) => html`<text class="t" x="${MARGIN}" y="${MARGIN + 28 + i * LINE}">${line}</text>`)}
    <line class="top" x1="${MARGIN}" x2="${n(width - MARGIN)}" y1="${HEADER - 16}" y2="${HEADER - 16}"/>
    ${key(width - MARGIN, chart.stages.length > 0)}
    `
}

const STAGED: readonly (readonly [string, BoxKind])[] = [
  ['Stage', 'stage'],
  ['Step, and who records it', 'step'],
  ['Goes elsewhere, or ends', 'exits'],
]
const UNSTAGED: readonly (readonly [string, BoxKind])[] = [
  ['What it is owed for', 'origin'],
  ['Duty, and who owes it', 'duty'],
  ['Suggested', 'exits'],
]

/** What the shapes mean, in the upper right corner. */
function key(right: number, hasStages: boolean): Markup {
  const signs: readonly [string, Markup][] = [
    ['Trigger', frame({ kind: 'trigger', width: 26, height: 15, lines: [] }, 0, 0)],
    ...(hasStages ? STAGED : UNSTAGED).map(([word, kind]): [string, Markup] => [
      word,
      frame({ kind, width: 26, height: 15, lines: [] }, 0, 0),
    ]),
    ['By when', html`<g transform="translate(13 1.5)">${clockFace(0, 0)}</g>`],
  ]
  let x = right
  const drawn = signs.toReversed().map(([word, sign]) => {
    x -= widthOf(word, { size: LETTERS, bold: false }) + 46
    return html`<g class="key" transform="translate(${n(x + 14)} ${MARGIN - 3})">${sign}<text class="t" x="32" y="11">${word}</text></g>
      `
  })
  return html`${drawn.toReversed()}`
}

function drawSection({ section, layout, corner }: Placed): Markup {
  const links = section.links.map(({ label }, i): Content => {
    const link = layout.links[i]
    if (link === undefined) return null
    const words = label === null || link.label === null ? null : drawLabel(label, link.label)
    return [drawArrow(link.curve, link.tip), words]
  })
  const boxes = section.boxes.map((box, i): Content => {
    const middle = layout.boxes[i]
    return middle === undefined ? null : drawBox(box, middle)
  })
  return html`<g transform="translate(${n(corner.x)} ${n(corner.y)})">
    ${links}${boxes}</g>
    `
}

function drawArrow(curve: readonly Point[], tip: Point): Markup {
  const at = ({ x, y }: Point): string => `${n(x)} ${n(y)}`
  const [first, ...rest] = curve
  const end = curve.at(-1) ?? tip
  const length = Math.hypot(tip.x - end.x, tip.y - end.y) || 1
  const [dx, dy] = [(tip.x - end.x) / length, (tip.y - end.y) / length]
  const wing = (side: number): Point => ({ x: tip.x - 7 * dx + side * 3.2 * dy, y: tip.y - 7 * dy - side * 3.2 * dx })
  return html`<path class="a" d="M${at(first ?? tip)}C${rest.map(at).join(' ')}L${at(tip)}"/><path class="p" d="M${at(tip)}L${at(wing(1))}L${at(wing(-1))}Z"/>
    `
}

function drawLabel({ clock, lines, width, height }: Label, { x, y }: Point): Markup {
  const left = x - width / 2 + 3
  const top = y - height / 2 + 2
  const face = clock ? clockFace(left, top) : null
  const start = left + (clock ? CLOCK : 0)
  return html`${face}<text class="${clock ? 'l due' : 'l'}">${lines.map(
    (line, i) =>
      html`<tspan x="${n(start)}" y="${n(top + LABEL_LINE * (i + 1) - 2.5)}">${line}${i < lines.length - 1 ? ' ' : ''}</tspan>`,
  )}</text>
    `
}

function clockFace(x: number, y: number): Markup {
  return html`<circle class="f" cx="${n(x + 5)}" cy="${n(y + 6)}" r="4.5"/><path class="f" d="M${n(x + 5)} ${n(y + 3)}v3h2.2"/>`
}

function drawBox(box: Box, middle: Point): Markup {
  const { kind, width, height, lines } = box
  const x = middle.x - width / 2
  const y = middle.y - height / 2
  return html`${frame(box, x, y)}${drawLines(lines, x + PADDING.x, y + PADDING.y, width - 2 * PADDING.x, kind)}
    `
}

function frame({ kind, width: w, height: h }: Box, x: number, y: number): Markup {
  if (kind === 'trigger') {
    const c = 9
    return html`<path class="b trigger" d="M${n(x + c)} ${n(y)}h${n(w - 2 * c)}l${c} ${n(h / 2)}l-${c} ${n(h / 2)}h-${n(w - 2 * c)}l-${c} -${n(h / 2)}z"/>`
  }
  const round = kind === 'step' || kind === 'duty' ? 8 : 0
  return html`<rect class="b ${kind}" x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="${round}"/>`
}

function drawLines(lines: readonly Line[], x: number, y: number, width: number, kind: string): Markup {
  let below = y
  const placed = lines.map((line) => {
    if (line.ruled) below += 4
    below += LINE
    return { ...line, y: below }
  })
  return html`${placed.map(
    (line): Content =>
      line.ruled ? html`<path class="rule" d="M${n(x)} ${n(line.y - LINE - 1)}h${n(width)}"/>` : null,
  )}<text class="t ${kind}">${placed.map(
    (line, i) =>
      html`<tspan class="${line.bold ? 's' : 'r'}" x="${n(x)}" y="${n(line.y - 3)}">${line.text}${i < placed.length - 1 ? ' ' : ''}</tspan>`,
  )}</text>`
}

function drawColumn({ corner, width, height, entries }: Page['columns'][number]): Markup {
  let y = corner.y
  const drawn = entries.map((entry: Entry): Content => {
    const top = y
    y += entry.height
    if (!entry.isHeading) return drawLines(entry.lines, corner.x + PADDING.x, top, width, 'item')
    return [
      html`<rect class="band" x="${n(corner.x)}" y="${n(top)}" width="${width}" height="${n(entry.height - 4)}"/>`,
      drawLines(entry.lines, corner.x + PADDING.x, top + 4, width, 'band'),
    ]
  })
  return html`<g><rect class="side" x="${n(corner.x)}" y="${n(corner.y)}" width="${width}" height="${n(height)}"/>
    ${drawn}</g>
    `
}

/** The flow chart in words, good enough to be read aloud in its place. */
export function tellProtocol(protocol: Protocol, on: Day | null = null): string {
  return tellChart(chartOf(protocol, on))
}
