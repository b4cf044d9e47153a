import { sayDate, sayNumber } from '../words.ts'
import { LETTER, NARROW_PAGE, percent, WIDE_PAGE } from './axis.ts'
import type { Column, Grain } from './columns.ts'
import { type Content, html, type Markup } from './markup.ts'
import { hiddenCaption, numberCell, tableHead } from './table.ts'
import { type Load, type Row, sumOf, type Workload } from './workload.ts'

/** Pixels: the tallest bar, and one duty at most, so that three duties do not fill the page. */
const TALLEST = 130
const MOST_EACH = 12
/** For the number over the highest bar, and for the labels under the lowest. */
const HEADROOM = 18
const FOOT = 38
/** Where the column of what is overdue ends and where the days to come begin, in percent. */
const OVERDUE = 7
const START = 10
/** Pixels that the word takes. */
const OVERDUE_WORD = 60
const TODAY = (OVERDUE + START) / 2
/** How much higher than every other bar what is overdue may stand before its bar is cut, lest it flatten the rest. */
const MOST_OVER = 1.5

/** How the duties of a page are turned into pixels: all its pictures are to one scale. */
interface Scale {
  readonly unit: number
  /** What a bar shows at most; a taller one is cut, and says its number all the same. */
  readonly most: number
}

/** The pictures, one for each row; what is overdue stands at the left. */
export function workloadPictures(workload: Workload): Markup {
  const { rows } = workload
  const ahead = Math.max(0, ...rows.flatMap(({ loads }) => loads.map(sumOf)))
  const late = Math.max(0, ...rows.map(({ overdue }) => sumOf(overdue)))
  const most = Math.max(1, ahead === 0 ? late : Math.max(ahead, Math.min(late, ahead * MOST_OVER)))
  const scale = { unit: Math.min(MOST_EACH, TALLEST / most), most }
  return html`<svg class="defs" aria-hidden="true" focusable="false"><defs>
    <pattern id="hu" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="6" height="6" class="hb"/><path d="M0 0V6" class="hl"/></pattern></defs></svg>
    <div class="chart">${rows.map((row, i) => picture(workload, row, i, scale))}</div>
    `
}

function picture({ columns, grain, rows }: Workload, row: Row, n: number, scale: Scale): Markup {
  const { title, overdue, loads } = row
  const tallest = Math.max(6, ...[overdue, ...loads].map((load) => Math.min(sumOf(load), scale.most) * scale.unit))
  const base = Math.ceil(HEADROOM + tallest)
  const width = (100 - START) / columns.length
  const labelled = n === rows.length - 1
  const height = labelled ? base + FOOT : base + 6
  const late = overdue === undefined ? null : [bar(overdue, 0, OVERDUE, base, scale, 'bo'), ground(0, OVERDUE, base)]
  return html`<div class="row"><p class="rt" aria-hidden="true">${title}</p>
    <svg role="img" aria-labelledby="w${n} v${n}" height="${height}">
    <title id="w${n}">${title}: what falls due when</title><desc id="v${n}">${describe(columns, row)}</desc>
    ${late}
    ${loads.map((load, i) => bar(load, START + i * width, width, base, scale, 'bd'))}
    ${ground(START, 100, base)}
    <line class="now" x1="${TODAY}%" x2="${TODAY}%" y2="${base + 6}"/>
    ${labelled ? labels(columns, width, grain, base + 16) : null}</svg></div>
    `
}

function ground(from: number, until: number, y: number): Markup {
  return html`<line class="bl" x1="${from}%" x2="${until}%" y1="${y}" y2="${y}"/>`
}

function bar(load: Load, x: number, width: number, base: number, { unit, most }: Scale, look: string): Content {
  const total = sumOf(load)
  if (total === 0) return null
  const text = sayNumber(total)
  const tooWide = text.length * LETTER + 2 > (width / 100) * NARROW_PAGE
  const solid = percent(Math.min(load.sure, most) * unit)
  const hatched = percent(Math.min(load.unsure, most - Math.min(load.sure, most)) * unit)
  const top = percent(base - solid - hatched)
  const middle = percent(x + width / 2)
  const sides = { from: percent(x + width * 0.08), wide: percent(width * 0.84) }
  const part = (part: string, y: number, height: number): Content =>
    height === 0
      ? null
      : html`<rect class="${part}" x="${sides.from}%" y="${percent(y)}" width="${sides.wide}%" height="${height}"/>`
  const cut =
    total > most ? html`<rect class="cut" x="${percent(x)}%" y="${top + 12}" width="${percent(width)}%"/>` : null
  return [
    part(look, base - solid, solid),
    part('bu', top, hatched),
    cut,
    html`<text class="bn${tooWide ? ' w' : ''}" x="${middle}%" y="${Math.round(top) - 4}">${text}</text>`,
  ]
}

/** As many of the columns' names as have room, on a narrow page (class v) and on a wide one (class w). */
function labels(columns: readonly Column[], width: number, grain: Grain, y: number): Content {
  const needed = grain === 'year' ? 40 : 50
  const every = (page: number): number => Math.max(1, Math.ceil(needed / ((width / 100) * page)))
  const [narrow, wide] = [every(NARROW_PAGE), every(WIDE_PAGE)]
  const named = columns.map(({ short }, i) => {
    const x = START + i * width
    // On a narrow page the word under the first column reaches beneath the next ones.
    const onNarrow = i % narrow === 0 && (x / 100) * NARROW_PAGE > OVERDUE_WORD
    const onWide = i % wide === 0
    if (!onNarrow && !onWide) return null
    const look = onNarrow && onWide ? '' : onWide ? 'w' : 'v'
    return html`<text class="${look}" x="${percent(x)}%" y="${y}">${short}</text>`
  })
  return [
    html`<text y="${y}">Overdue</text><text class="bn" x="${TODAY}%" y="${y + 18}">Today</text>
      `,
    named,
  ]
}

function describe(columns: readonly Column[], { overdue, loads }: Row): string {
  const [first, last] = [columns[0], columns.at(-1)]
  const days = first === undefined || last === undefined ? '' : ` from ${sayDate(first.from)} to ${sayDate(last.until)}`
  const late = overdue === undefined ? '' : `${sayNumber(sumOf(overdue))} overdue; `
  const ahead = loads.reduce((total, load) => total + sumOf(load), 0)
  return `${late}${sayNumber(ahead)}${days}. The table below the pictures holds every number.`
}

const GRAINS: Readonly<Record<Grain, string>> = { week: 'Week', month: 'Month', quarter: 'Quarter', year: 'Year' }

/** The same as a table. */
export function workloadTable({ columns, rows, grain }: Workload): Markup {
  const line = (name: string, loads: readonly (Load | undefined)[]): Markup =>
    html`<tr><th scope="row">${name}</th>${loads.map(cell)}</tr>
      `
  return html`<table>${hiddenCaption('What falls due when, as numbers')}
    ${tableHead([GRAINS[grain], ...rows.map(({ title }) => `#${title}`)])}<tbody>
    ${line(
      'Overdue',
      rows.map(({ overdue }) => overdue),
    )}
    ${columns.map(({ from, until }, i) =>
      line(
        from === until ? sayDate(from) : `${sayDate(from)} to ${sayDate(until)}`,
        rows.map(({ loads }) => loads[i]),
      ),
    )}</tbody></table>
    `
}

function cell(load: Load | undefined): Markup {
  if (load === undefined) return numberCell('–')
  return numberCell(load.unsure === 0 ? load.sure : `${sayNumber(sumOf(load))} (${sayNumber(load.unsure)} unsure)`)
}
