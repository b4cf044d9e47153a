import type { Day } from '../../engine/calendar/day.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { widthOf } from '../drawing/letters.ts'
import { html } from '../scan/html/markup.ts'
import { sayDate, sayDays } from '../scan/words.ts'
import type { LevelLine, LevelPoint } from './levels.ts'

const INK = '#0b0c0c'
const BLUE = '#0b4f94'
const ROW = 36
const SMALL = { size: 14, bold: false } as const

/** What the picture of a level says, in words: from where to where it went, and in how many steps. */
export function tellLevels({ of, points }: LevelLine): string {
  const said = points.map((point) => `${sayPoint(point)}: ${point.says}`)
  return `${of.title} over time. ${said.join('. ')}.`
}

/** "at entry, 2 March 2026" */
function sayPoint({ when, at }: LevelPoint): string {
  const which = { entry: 'At entry', review: 'At a review', exit: 'At exit' }[when]
  return `${which}, ${sayDate(dayOf(at))}`
}

/**
 * A level over time as a picture: an SVG document as many pixels wide as asked. It holds from one point to the next; a circle is
 * a point, a square the exit, and an answer that is no level stands in a row of its own.
 */
export function drawLevels(line: LevelLine, width: number, today: Day): string {
  const { of, scale, points } = line
  const rows = [...scale].toReversed()
  const off = points.some(({ place }) => place === null)
  const left = Math.ceil(Math.max(...[...rows, off ? OFF : ''].map((text) => widthOf(text, SMALL)))) + 22
  const right = width - 16
  const bottom = 12 + ROW * (rows.length + (off ? 1 : 0))
  const height = bottom + 34
  const [first, last] = [points[0], points.at(-1)]
  const from = first === undefined ? today : dayOf(first.at)
  const until = last?.when === 'exit' ? dayOf(last.at) : today
  const x = (day: number): number => {
    return until === from ? left + 10 : Math.round(left + 10 + ((right - left - 20) * (day - from)) / (until - from))
  }
  const y = (place: number | null): number =>
    12 + ROW * (place === null ? rows.length : scale.length - 1 - place) + ROW / 2
  const path = points
    .map((point, i) => {
      const [here, down] = [x(dayOf(point.at)), y(point.place)]
      return i === 0 ? `M${here} ${down}` : `H${here}V${down}`
    })
    .join('')
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" aria-describedby="desc" lang="en-GB" font-family="Arial, Helvetica, 'Liberation Sans', sans-serif" font-size="14">
    <title id="title">${of.title}</title>
    <desc id="desc">${tellLevels(line)}</desc>
    <rect width="${width}" height="${height}" fill="#ffffff"/>
    ${[...rows, ...(off ? [OFF] : [])].map((text, i) => {
      const down = 12 + ROW * i + ROW / 2
      return html`<path d="M${left} ${down}H${right}" stroke="#b1b4b6"/>
    <text x="8" y="${down + 5}" fill="${INK}">${text}</text>
    `
    })}
    <path d="${path}H${x(until)}" fill="none" stroke="${BLUE}" stroke-width="4"/>
    ${points.map(({ at, place, when }) => {
      const [here, down] = [x(dayOf(at)), y(place)]
      return when === 'exit'
        ? html`<rect x="${here - 8}" y="${down - 8}" width="16" height="16" fill="#ffffff" stroke="${BLUE}" stroke-width="4"/>`
        : html`<circle cx="${here}" cy="${down}" r="7" fill="#ffffff" stroke="${BLUE}" stroke-width="4"/>`
    })}
    <text x="${left}" y="${bottom + 22}" fill="${INK}">${sayDate(from)}</text>
    ${until === from ? '' : html`<text x="${right}" y="${bottom + 22}" text-anchor="end" fill="${INK}">${until === today ? 'Today' : sayDate(until)}</text>`}
    </svg>
    `
  return svg.text
}

const OFF = 'No level'

/** Each point as a row of words: when, what was recorded, how high, and for how long. */
export function levelRows({ points }: LevelLine, today: Day): readonly (readonly string[])[] {
  return points.map((point, i) => {
    const next = points[i + 1]
    const until = next === undefined ? (point.when === 'exit' ? null : today) : dayOf(next.at)
    const long = until === null ? '' : sayDays(until - dayOf(point.at))
    return [sayPoint(point), point.says, point.step, long]
  })
}
