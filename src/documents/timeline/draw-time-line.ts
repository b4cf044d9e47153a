import { widthOf } from '../drawing/letters.ts'
import { type Content, html, type Markup } from '../scan/html/markup.ts'
import { SMALL, STRONG } from './axis.ts'
import { BAR, type Bar, type Mark, type Picture, setOut, type Text } from './set-out.ts'
import { type SpellLook, type TimeLine, tellTimeLine } from './time-line.ts'

const INK = '#0b0c0c'
const RED = '#942514'
const BLUE = '#0b4f94'

const LOOKS: Readonly<Record<SpellLook, { readonly fill: string; readonly stroke: string; readonly width: number }>> = {
  open: { fill: '#f3f2f1', stroke: '#6f7679', width: 1 },
  plan: { fill: '#f4d9d3', stroke: RED, width: 2 },
  other: { fill: '#ffffff', stroke: '#3f4547', width: 1 },
  stage: { fill: '#e4e9ea', stroke: '#00474d', width: 1.5 },
}

/**
 * A time line as a picture: an SVG document as many pixels wide as asked. Everything is said in attributes, so that it looks the
 * same where a page forbids style sheets; shapes and words say everything that colours say.
 */
export function drawTimeLine(line: TimeLine, width: number): string {
  const picture = setOut(line, width)
  const { height, axis, today, titles, rules, bars, marks, texts, labels, signs, bottom } = picture
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${n(height)}" viewBox="0 0 ${width} ${n(height)}" role="img" aria-labelledby="title" aria-describedby="desc" lang="en-GB" font-family="Arial, Helvetica, 'Liberation Sans', sans-serif" font-size="14">
    <title id="title">Time line</title>
    <desc id="desc">${tellTimeLine(line)}</desc>
    <rect width="${width}" height="${n(height)}" fill="#ffffff"/>
    <rect x="${n(today.x)}" y="24" width="${n(axis.right - today.x)}" height="${n(bottom - 24)}" fill="#eef3f8"/>
    ${rules.map((y) => html`<path d="M0 ${n(y)}H${width}" stroke="#b1b4b6"/>`)}
    ${drawTicks(picture)}
    <path d="M${n(today.x)} 22V${n(bottom)}" stroke="${BLUE}" stroke-width="2"/>
    ${bars.map(drawBar)}
    ${texts.map(drawOnWhite)}
    ${[...marks, ...signs].map(drawMark)}
    ${[...labels, ...titles, today.text].map(drawText)}
    </svg>
    `
  return svg.text
}

function drawTicks({ ticks, bottom }: Picture): Content {
  return ticks.map(
    ({ x, title, isYear }): Content => [
      html`<path d="M${n(x)} ${isYear ? 26 : 36}V${n(bottom)}" stroke="${isYear ? '#b1b4b6' : '#e3e5e6'}"/>`,
      title === '' ? null : drawText({ x: x + 4, y: 39, text: title, bold: isYear }),
    ],
  )
}

function drawBar({ x, y, width, look, goesOn }: Bar): Markup {
  const { fill, stroke, width: line } = LOOKS[look]
  const tip = Math.min(8, width / 2)
  const right = x + width
  const end =
    goesOn && width >= 8
      ? `H${n(right - tip)}L${n(right)} ${n(y + BAR / 2)}L${n(right - tip)} ${n(y + BAR)}H${n(x)}Z`
      : `H${n(right)}V${n(y + BAR)}H${n(x)}Z`
  return html`<path d="M${n(x)} ${n(y)}${end}" fill="${fill}" stroke="${stroke}" stroke-width="${line}"/>
    `
}

/** Each shape is its own, so that no colour need be told from another. */
function drawMark({ x, y, shape }: Mark): Markup {
  switch (shape) {
    case 'conference':
      return html`<circle cx="${n(x)}" cy="${n(y)}" r="6" fill="${INK}"/>`
    case 'review':
      return html`<path d="M${n(x)} ${n(y - 7)}L${n(x + 7)} ${n(y + 6)}H${n(x - 7)}Z" fill="${INK}"/>`
    case 'ended':
      return html`<path d="M${n(x - 6)} ${n(y - 6)}h12v12h-12z" fill="#3f4547"/>`
    case 'overdue':
      return html`<path d="M${n(x - 7)} ${n(y - 7)}h14v14h-14z" fill="${RED}"/><path d="M${n(x)} ${n(y - 5)}v6M${n(x)} ${n(y + 3)}v2.5" stroke="#ffffff" stroke-width="2.5"/>`
    case 'due':
      return html`<path d="M${n(x - 6)} ${n(y - 6)}h12v12h-12z" fill="#ffffff" stroke="${BLUE}" stroke-width="2"/>`
    case 'silent':
      return html`<path d="M${n(x - 6)} ${n(y - 6)}h12v12h-12z" fill="#ffffff" stroke="${INK}" stroke-width="1.5" stroke-dasharray="3 2"/><path d="M${n(x)} ${n(y - 3)}v3M${n(x)} ${n(y + 2)}v2" stroke="${INK}" stroke-width="2"/>`
    case 'forecast':
      return html`<path d="M${n(x)} ${n(y - 8)}l8 8l-8 8l-8 -8z" fill="#ffffff" stroke="${INK}" stroke-width="1.5"/>`
    default:
      return shape satisfies never
  }
}

/** On white, so that no line behind it crosses a letter. */
function drawOnWhite(text: Text): Markup {
  const wide = widthOf(text.text, text.bold ? STRONG : SMALL)
  return html`<rect x="${n(text.x - 2)}" y="${n(text.y - 13)}" width="${n(wide + 4)}" height="17" fill="#ffffff"/>${drawText(text)}`
}

function drawText({ x, y, text, bold }: Text): Markup {
  return html`<text x="${n(x)}" y="${n(y)}"${bold ? html` font-weight="700"` : null} fill="${INK}">${text}</text>
    `
}

/** Lengths to a tenth. */
function n(length: number): number {
  return Math.round(length * 10) / 10
}
