import { addDays, civilDateOf, type Day, dayOf } from '../../../engine/calendar/day.ts'
import { addMonths } from '../../../engine/calendar/months.ts'
import { html, type Markup } from './markup.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** "21 Nov", for the edge of a picture, where a whole date finds no room. */
export function shortDate(day: Day): string {
  const { month, date } = civilDateOf(day)
  return `${date} ${MONTHS[month - 1] ?? ''}`
}

/** "Nov" */
export function shortMonth(day: Day): string {
  return MONTHS[civilDateOf(day).month - 1] ?? ''
}

export function yearOf(day: Day): number {
  return civilDateOf(day).year
}

function startOfMonth(day: Day): Day {
  return dayOf({ ...civilDateOf(day), date: 1 })
}

/**
 * The days that a picture spans. Places are percentages of its width, so that a picture is as wide as its page and its
 * letters keep their size: on a telephone, on a wide screen and on paper.
 */
export class Axis {
  readonly from: Day
  readonly until: Day

  constructor(from: Day, until: Day) {
    this.from = from
    this.until = until > from ? until : addDays(from, 1)
  }

  /** How far along a day lies, from 0 to 100, to a tenth; days beyond an end lie at that end. */
  at(day: Day): number {
    const share = (day - this.from) / (this.until - this.from)
    return percent(Math.min(1, Math.max(0, share)) * 100)
  }

  /** The first days of all months within. */
  months(): readonly Day[] {
    const months: Day[] = []
    const first = startOfMonth(this.from)
    for (let i = 0; ; i++) {
      const month = addMonths(first, i)
      if (month > this.until) return months
      if (month >= this.from) months.push(month)
    }
  }
}

/** To a tenth, which is less than a pixel. */
export function percent(value: number): number {
  return Math.round(value * 10) / 10
}

/** The pixels that a letter of the pictures' smallest type takes, on average; a little too many rather than too few. */
export const LETTER = 7
/** The narrowest that a picture is: on a page of 320 pixels, and on one that counts as wide, A4 paper among them. */
export const NARROW_PAGE = 288
export const WIDE_PAGE = 700
/** The same for a picture with labels at its side. */
export const LABELS = 76

/** The class of a text that needs so many pixels: 'w' is shown on wide pages only; null where it fits on none. */
export function roomFor(pixels: number, percent: number): '' | 'w' | null {
  if ((percent / 100) * (NARROW_PAGE - LABELS) >= pixels) return ''
  return (percent / 100) * (WIDE_PAGE - LABELS) >= pixels ? 'w' : null
}

/** The months and years of an axis, today, and a shade over the days to come: drawn once and shown in many pictures. */
export function axisMarkup(axis: Axis, asOf: Day): Markup {
  const today = axis.at(asOf)
  const months = axis.months()
  const inMonth = 100 / Math.max(1, months.length)
  const step = [1, 3, 6, 12].find((each) => (inMonth * each * (WIDE_PAGE - LABELS)) / 100 >= 30) ?? 12
  const lines = months.map((month) => {
    const { month: number, year } = civilDateOf(month)
    const x = axis.at(month)
    if (number === 1) {
      const room = roomFor(4 * LETTER + 6, 100 - x)
      const label = room === null ? null : html`<text x="${x}%" dx="3" y="11" class="y ${room}">${year}</text>`
      return html`<line x1="${x}%" x2="${x}%" y2="100%" class="g y"/>${label}`
    }
    if ((number - 1) % step !== 0) return null
    const label = x > 97 ? null : html`<text x="${x}%" dx="3" y="11" class="w">${shortMonth(month)}</text>`
    return html`<line x1="${x}%" x2="${x}%" y1="3" y2="100%" class="g"/>${label}`
  })
  return html`<g id="ax"><rect class="ah" x="${today}%" width="${percent(100 - today)}%" height="100%"/>${lines}</g>
<g id="now"><line class="now" x1="${today}%" x2="${today}%" y2="100%"/></g>`
}
