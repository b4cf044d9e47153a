import { type Day, dayOf, daysInMonth, FIRST_DAY } from '../engine/calendar/day.ts'
import { type Instant, instantAt, LONDON, type WallTime } from '../engine/calendar/instant.ts'
import { sayTimeRefusal } from '../engine/calendar/words.ts'

// Dates and times as people type them. A fault is a sentence that follows the name of what was asked: "must include a year".

/** The three boxes of a date. */
export interface DayTyped {
  readonly day: string
  readonly month: string
  readonly year: string
}

export type Box = keyof DayTyped

export type ReadDay =
  | { readonly kind: 'empty' }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'fault'; readonly box: Box; readonly says: string }

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
] as const

/** Reads a date. A month may be written as a word; a whole date in the first box is read as well. */
export function readDay(typed: DayTyped): ReadDay {
  const { day, month, year } = whole(trimmed(typed))
  const missing = (['day', 'month', 'year'] as const).filter((box) => ({ day, month, year })[box] === '')
  const [box] = missing
  if (missing.length === 3) return { kind: 'empty' }
  if (box !== undefined) return fault(box, `must include a ${missing.join(' and a ')}`)
  const found = { date: numberIn(day), month: monthIn(month), year: yearIn(year) }
  if (found.date === null) return fault('day', 'must be a real date: write the day as a number')
  if (found.month === null) return fault('month', 'must be a real date: write the month as a number or a name')
  if (found.year === null) return fault('year', WHOLE_YEAR)
  const days = daysInMonth(found.year, found.month)
  if (days === 0) return fault('month', 'must be a real date: the months are 1 to 12')
  if (found.date < 1 || found.date > days) {
    const name = MONTHS[found.month - 1] ?? ''
    const said = `${name.charAt(0).toUpperCase()}${name.slice(1)} ${found.year}`
    return fault('day', `must be a real date: ${said} has ${days} days`)
  }
  const read = dayOf({ year: found.year, month: found.month, date: found.date })
  return read < FIRST_DAY ? fault('year', WHOLE_YEAR) : { kind: 'day', day: read }
}

function fault(box: Box, says: string): ReadDay {
  return { kind: 'fault', box, says }
}

function trimmed({ day, month, year }: DayTyped): DayTyped {
  return { day: day.trim(), month: month.trim(), year: year.trim() }
}

/** "22/11/2026", "22 Nov 2026", "22nd November 2026" or "2026-11-22" in the first box, where the others are empty. */
function whole(typed: DayTyped): DayTyped {
  if (typed.month !== '' || typed.year !== '') return typed
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(typed.day)
  if (iso !== null) return { day: iso[3] ?? '', month: iso[2] ?? '', year: iso[1] ?? '' }
  const parts = /^(\d\d?(?:st|nd|rd|th)?)[\s./-]+([a-z]+|\d\d?),?[\s./-]+(\d+)$/i.exec(typed.day)
  return parts === null ? typed : { day: parts[1] ?? '', month: parts[2] ?? '', year: parts[3] ?? '' }
}

function numberIn(text: string): number | null {
  const match = /^(\d{1,4})(?:st|nd|rd|th)?$/i.exec(text)
  return match === null ? null : Number(match[1])
}

const WHOLE_YEAR = 'must have a year of 4 numbers, such as 2026'

/** A year of two numbers is of this century, up to 2049; of a higher one nobody can tell which century is meant. */
function yearIn(text: string): number | null {
  if (/^\d{4}$/.test(text)) return Number(text)
  return /^[0-4]\d$/.test(text) ? 2000 + Number(text) : null
}

function monthIn(text: string): number | null {
  const word = text.toLowerCase().replace(/\.$/, '')
  const named = word.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(word === 'sept' ? 'sep' : word))
  return named >= 0 ? named + 1 : numberIn(text)
}

export type ReadTime =
  | { readonly kind: 'empty' }
  | { readonly kind: 'time'; readonly hour: number; readonly minute: number; readonly which: 'first' | 'second' | null }
  | { readonly kind: 'fault'; readonly says: string }

const TIME = /^(\d{1,2})(?:\s?[:.h]\s?(\d{2})|(\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?)?\s*(gmt|bst)?$/i

/**
 * Reads a time of day: "10:30", "10.30", "1030", "9am", "2.15 pm", "midday". "BST" or "GMT" after it says which of two, where
 * the clocks went back over it.
 */
export function readTime(typed: string): ReadTime {
  const text = typed.trim()
  if (text === '') return { kind: 'empty' }
  if (/^(noon|midday)$/i.test(text)) return { kind: 'time', hour: 12, minute: 0, which: null }
  if (/^midnight$/i.test(text)) return { kind: 'fault', says: 'must say which midnight: write 00:00 or 23:59' }
  const [, hours = '', after, together, half = '', clocks] = TIME.exec(text) ?? []
  const minute = Number(after ?? together ?? 0)
  const hour = hourOf(Number(hours), half.charAt(0).toLowerCase())
  // A bare number may be anything: an age, a duration, a mistake.
  const isBare = after === undefined && together === undefined && half === ''
  if (hours === '' || hour === null || minute > 59 || isBare) {
    return { kind: 'fault', says: 'must be a time, like 10:30, 9am or 2:15pm' }
  }
  const zone = clocks?.toLowerCase()
  return { kind: 'time', hour, minute, which: zone === undefined ? null : zone === 'bst' ? 'first' : 'second' }
}

function hourOf(hour: number, half: string): number | null {
  if (half === '') return hour <= 23 ? hour : null
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

export type ReadMoment = { readonly ok: true; readonly at: Instant } | { readonly ok: false; readonly says: string }

/** The moment at which the clocks here showed a time; a time that was skipped or came twice says so. */
export function momentOf(day: Day, { hour, minute, which }: Extract<ReadTime, { kind: 'time' }>): ReadMoment {
  const wall: WallTime = { day, hour, minute }
  const found = instantAt(wall, LONDON, which ?? undefined)
  if (found.ok) return { ok: true, at: found.value }
  const said = sayTimeRefusal(found.refusal)
  const how = found.refusal.kind === 'repeated-time' ? ' Write BST after it for the first, GMT for the second.' : ''
  return { ok: false, says: `${said}${how}` }
}
