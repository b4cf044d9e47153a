import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Content, html, type Markup } from '../scan/html/markup.ts'
import { type Box, LABEL_LINE, type Label, LINE, type Line, PADDING } from './boxes.ts'
import type { Point } from './layout.ts'
import type { MapPart } from './map.ts'
import { PLACE_STYLE } from './style.ts'

/** One part of the map as an SVG picture, at the size of its letters. What it shows is told in `told`. */
export function drawMap(part: MapPart, told: string): Markup {
  const [width, height] = [n(part.layout.width + 4), n(part.layout.height + 4)]
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="-2 -2 ${width} ${height}" role="img" aria-label="${told}">
    ${drawPart(part)}</svg>
    `
}

/** The same as a document of its own, on paper of its own, with the stage at which a pathway stands framed and named. */
export function drawPlace(part: MapPart, told: string, stands: Name | null): Markup {
  const [width, height] = [n(part.layout.width + 24), n(part.layout.height + 34)]
  const at = stands === null ? undefined : part.stages.get(stands)
  const [box, middle] = at === undefined ? [] : [part.boxes[at], part.layout.boxes[at]]
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="-12 -22 ${width} ${height}" role="img" aria-label="${told}" lang="en-GB">
    <style>${PLACE_STYLE}</style>
    <rect class="paper" x="-12" y="-22" width="${width}" height="${height}"/>
    ${drawPart(part)}${box === undefined || middle === undefined ? null : drawHere(box, middle)}</svg>
    `
}

const HERE = { width: 44, height: 18, beyond: 5 }

function drawHere({ width, height }: Box, { x, y }: Point): Markup {
  const [left, top] = [x - width / 2 - HERE.beyond, y - height / 2 - HERE.beyond]
  return html`<rect class="here" x="${n(left)}" y="${n(top)}" width="${n(width + 2 * HERE.beyond)}" height="${n(height + 2 * HERE.beyond)}"/><rect x="${n(left - 2)}" y="${n(top - HERE.height)}" width="${HERE.width}" height="${HERE.height}"/><text class="s w" x="${n(left + 4)}" y="${n(top - 4)}">Here</text>
    `
}

function drawPart({ boxes, links, layout }: MapPart): Markup {
  return html`
    ${links.map(({ label }, i): Content => {
      const link = layout.links[i]
      if (link === undefined) return null
      return [
        drawArrow(link.curve, link.tip),
        label === null || link.label === null ? null : drawLabel(label, link.label),
      ]
    })}
    ${boxes.map((box, i): Content => {
      const middle = layout.boxes[i]
      return middle === undefined ? null : drawBox(box, middle)
    })}`
}

/** Lengths to a tenth. */
function n(length: number): number {
  return Math.round(length * 10) / 10
}

function drawArrow(curve: readonly Point[], tip: Point): Markup {
  const at = ({ x, y }: Point): string => `${n(x)} ${n(y)}`
  const [first, ...rest] = curve
  const end = curve.at(-1) ?? tip
  const length = Math.hypot(tip.x - end.x, tip.y - end.y) || 1
  const [dx, dy] = [(tip.x - end.x) / length, (tip.y - end.y) / length]
  const wing = (side: number): Point => ({ x: tip.x - 9 * dx + side * 4 * dy, y: tip.y - 9 * dy - side * 4 * dx })
  return html`<path class="a" d="M${at(first ?? tip)}C${rest.map(at).join(' ')}L${at(tip)}"/><path class="p" d="M${at(tip)}L${at(wing(1))}L${at(wing(-1))}Z"/>
    `
}

function drawLabel({ lines, width, height }: Label, { x, y }: Point): Markup {
  const left = x - width / 2 + 3
  const top = y - height / 2 + 2
  return html`<text class="l">${lines.map(
    (line, i) =>
      html`<tspan x="${n(left)}" y="${n(top + LABEL_LINE * (i + 1) - 3)}">${line}${i < lines.length - 1 ? ' ' : ''}</tspan>`,
  )}</text>
    `
}

function drawBox(box: Box, middle: Point): Markup {
  const { width, height, lines } = box
  const x = middle.x - width / 2
  const y = middle.y - height / 2
  return html`${frame(box, x, y)}${drawLines(lines, x + PADDING.x, y + PADDING.y, width - 2 * PADDING.x)}
    `
}

function frame({ kind, width: w, height: h }: Box, x: number, y: number): Markup {
  if (kind === 'trigger') {
    const c = 9
    return html`<path class="b trigger" d="M${n(x + c)} ${n(y)}h${n(w - 2 * c)}l${c} ${n(h / 2)}l-${c} ${n(h / 2)}h-${n(w - 2 * c)}l-${c} -${n(h / 2)}z"/>`
  }
  return html`<rect class="b ${kind}" x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="${kind === 'step' ? 9 : 0}"/>`
}

function drawLines(lines: readonly Line[], x: number, y: number, width: number): Markup {
  let below = y
  const placed = lines.map((line) => {
    if (line.ruled) below += 4
    below += LINE
    return { ...line, y: below }
  })
  return html`${placed.map(
    (line): Content =>
      line.ruled ? html`<path class="rule" d="M${n(x)} ${n(line.y - LINE - 1)}h${n(width)}"/>` : null,
  )}<text>${placed.map(
    (line, i) =>
      html`<tspan class="${line.bold ? 's' : 'r'}" x="${n(x)}" y="${n(line.y - 3.5)}">${line.text}${i < placed.length - 1 ? ' ' : ''}</tspan>`,
  )}</text>`
}
