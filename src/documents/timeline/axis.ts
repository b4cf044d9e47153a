import { addDays, civilDateOf, type Day, dayOf } from '../../engine/calendar/day.ts'
import { addMonths } from '../../engine/calendar/months.ts'
import { widthOf } from '../drawing/letters.ts'
import { shortMonth } from '../scan/html/axis.ts'
import type { TimeLine } from './time-line.ts'

/** Letters on the axis and in the rows, in pixels. */
export const SMALL = { size: 14, bold: false } as const
export const STRONG = { size: 14, bold: true } as const

/** The fewest days that a picture spans: a history of one day stands in the middle of some weeks. */
const FEWEST_DAYS = 90
/** Days left free beyond the earliest and the latest, as a share of the whole. */
const FREE = 0.02

/** The days of a picture on its way from left to right. */
export interface Axis {
  readonly from: Day
  readonly until: Day
  readonly left: number
  readonly right: number
}

/** An axis that holds everything, and today. */
export function axisOf({ today, lanes, coming }: TimeLine, left: number, right: number): Axis {
  const days = [today, ...coming.map(({ on }) => on)]
  for (const { spells, moments } of lanes) {
    days.push(...spells.flatMap(({ from, until }) => (until === null ? [from] : [from, until])))
    days.push(...moments.map(({ on }) => on))
  }
  const first = days.reduce((a, b) => (b < a ? b : a))
  const last = days.reduce((a, b) => (b > a ? b : a))
  const missing = Math.max(0, Math.ceil((FEWEST_DAYS - (last - first)) / 2))
  const free = Math.ceil((last - first) * FREE) + 3
  return { from: addDays(first, -Math.max(missing, free)), until: addDays(last, Math.max(missing, free)), left, right }
}

/** How far from the left a day lies, to a tenth of a pixel. */
export function placeOf({ from, until, left, right }: Axis, day: Day): number {
  return Math.round((left + ((day - from) / (until - from)) * (right - left)) * 10) / 10
}

export interface Tick {
  readonly x: number
  readonly title: string
  readonly isYear: boolean
}

/** Months between two ticks that are tried, the closest first. */
const STEPS = [1, 3, 6, 12, 24, 60, 120]

/** The ticks of an axis: as close together as their titles leave room for, each after its line. */
export function ticksOf(axis: Axis): readonly Tick[] {
  for (const step of STEPS) {
    const ticks = everySoMany(axis, step)
    const fits = ticks.every(({ x, title }, place) => {
      const next = ticks[place + 1]?.x
      return next === undefined || x + 4 + widthOf(title, STRONG) + 6 <= next
    })
    if (fits)
      return ticks.map((tick) =>
        tick.x + 4 + widthOf(tick.title, STRONG) > axis.right ? { ...tick, title: '' } : tick,
      )
  }
  return []
}

function everySoMany(axis: Axis, step: number): readonly Tick[] {
  const { year } = civilDateOf(axis.from)
  const start = dayOf({ year: step > 12 ? year - (year % (step / 12)) : year, month: 1, date: 1 })
  const ticks: Tick[] = []
  for (let count = 0; ; count += step) {
    const on = addMonths(start, count)
    if (on > axis.until) return ticks
    if (on < axis.from) continue
    const { year: of, month } = civilDateOf(on)
    const isYear = month === 1
    const first = ticks.length === 0 && step < 12
    ticks.push({
      x: placeOf(axis, on),
      isYear,
      title: isYear ? `${of}` : first ? `${shortMonth(on)} ${of}` : shortMonth(on),
    })
  }
}
