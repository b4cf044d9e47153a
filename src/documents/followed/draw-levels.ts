import type { Day } from '../../engine/calendar/day.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { widthOf } from '../drawing/letters.ts'
import { html } from '../scan/html/markup.ts'
import { sayDate, sayDays } from '../scan/words.ts'
import { type Asked, type LevelLine, pointsOfLevel } from './levels.ts'

const INK = '#0b0c0c'
const BLUE = '#0b4f94'
const ROW = 36
const SMALL = { size: 14, bold: false } as const

/** What the picture of a level says, in words: from where to where it went, and in how many steps. */
export function tellLevels(line: LevelLine): string {
  const said = pointsOfLevel(line).map((point) => `${sayPoint(point)}: ${point.level.says}`)
  return `${line.of.title} over time. ${said.join('. ')}.`
}

/** "at entry, 2 March 2026" */
function sayPoint({ when, at }: Asked): string {
  const which = { entry: 'At entry', review: 'At a review', exit: 'At exit' }[when]
  return `${which}, ${sayDate(dayOf(at))}`
}

/**
 * A level over time as a picture: an SVG document as many pixels wide as asked. It holds from one point to the next; a circle is
 * a point, a square the exit, and an answer that is no level stands in a row of its own.
 */
export function drawLevels(line: LevelLine, width: number, today: Day): string {
  const { of, scale } = line
  const points = pointsOfLevel(line)
  const rows = scale.map(({ title }) => title).toReversed()
  const off = points.some(({ level }) => level.place === null)
  const left = Math.ceil(Math.max(...[...rows, off ? OFF : ''].map((text) => widthOf(text, SMALL)))) + 22
  const right = width - 16
  const bottom = 12 + ROW * (rows.length + (off ? 1 : 0))
  const height = bottom + 34
  const from = points[0] === undefined ? today : dayOf(points[0].at)
  const until = endOf(line, today)
  const x = (day: number): number => {
    return until === from ? left + 10 : Math.round(left + 10 + ((right - left - 20) * (day - from)) / (until - from))
  }
  const y = (place: number | null): number =>
    12 + ROW * (place === null ? rows.length : scale.length - 1 - place) + ROW / 2
  const path = points
    .map((point, i) => {
      const [here, down] = [x(dayOf(point.at)), y(point.level.place)]
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
    ${points.map(({ at, level, when }) => {
      const [here, down] = [x(dayOf(at)), y(level.place)]
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

/** A point in words: when and in what it was recorded, how high, for how long, and what the child's life was like. */
export interface LevelRow {
  readonly when: string
  readonly says: string
  readonly step: string
  readonly long: string
  readonly life: string
}

export function levelRows(line: LevelLine, today: Day): readonly LevelRow[] {
  return line.points.map((point, i) => {
    const next = line.points.slice(i + 1).find(({ level }) => level !== null)
    const until = next === undefined ? endOf(line, today) : dayOf(next.at)
    return {
      when: sayPoint(point),
      says: point.level?.says ?? 'Not said',
      step: point.step,
      long: point.level === null || point.when === 'exit' ? '' : sayDays(until - dayOf(point.at)),
      life: point.life ?? '',
    }
  })
}

/** Records that asked for it and were not answered; '' where there are none. */
export function sayUnanswered({ unanswered }: LevelLine): string {
  if (unanswered.length === 0) return ''
  return `Asked, and not answered: ${unanswered.map((each) => `${sayPoint(each).replace(/^A/, 'a')} (${each.step})`).join('; ')}.`
}

/** Until when the last level holds: the exit, the end of a pathway that told none, or today. */
function endOf(line: LevelLine, today: Day): Day {
  const last = pointsOfLevel(line).at(-1)
  return last?.when === 'exit' ? dayOf(last.at) : (line.ended ?? today)
}
