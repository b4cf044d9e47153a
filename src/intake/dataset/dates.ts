import { type Day, dayOf, daysInMonth, parseDay } from '../../engine/calendar/day.ts'

/** In which order a column writes days and months in figures; `mixed` where its own values contradict each other. */
export type DayMonthOrder = 'day-first' | 'month-first' | 'mixed'

export type UnreadableDate =
  | 'no-date'
  | 'no-such-date'
  | 'two-digit-year'
  | 'ambiguous'
  | 'column-too-narrow'
  | 'far-off'

export type DateReading =
  | { readonly kind: 'day'; readonly day: Day }
  /** A spreadsheet's count of days since 1900 instead of a date. */
  | { readonly kind: 'serial'; readonly day: Day }
  /** A date that stands for "none": 1 January 1900, 31 December 9999 and the like. */
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'unreadable'; readonly why: UnreadableDate }

/** What the values of a column prove about the order of days and months. */
export interface OrderEvidence {
  /** Values that can only be read day first (25/03/2024), only month first (03/25/2024), or either way (04/03/2024). */
  dayFirst: number
  monthFirst: number
  either: number
}

/** 1 January 1900, the day that databases write for none, and the first that a living child's record could hold. */
const EARLIEST = dayOf({ year: 1900, month: 1, date: 2 })
const LATEST = dayOf({ year: 2100, month: 1, date: 1 })
/** Day 0 of a spreadsheet's count, 30 December 1899; it differs from the true count before March 1900 only. */
const SERIAL_ZERO = dayOf({ year: 1899, month: 12, date: 30 })
const FIRST_SERIAL = dayOf({ year: 1950, month: 1, date: 1 }) - SERIAL_ZERO
const LAST_SERIAL = LATEST - SERIAL_ZERO

/** No way of writing a date is as long. The patterns below would go through a long text again and again. */
const LONGEST = 64

const TIME = /^(?:[T ] *\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]M)?)?$/i
const ZONED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i
const FIGURES = /^(\d{1,2})([/.-])(\d{1,2})\2(\d+)(.*)$/
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(.*)$/
const NAMED_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[ /.-]*([a-z]{3,9})\.?[ /.,-]*(\d+)(.*)$/i
const MONTH_THEN_DAY = /^([a-z]{3,9})\.? +(\d{1,2}),? +(\d+)(.*)$/i

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

/**
 * Reads a date as the case systems and the spreadsheets between write them: ISO 8601 with or without a time (a time with a
 * zone gives the day in London), day/month/year in figures, the month by name, or a spreadsheet's serial number. A year of
 * two digits is never guessed at.
 *
 * @param text without blanks around it, and not empty
 * @param order how the column writes days and months in figures
 */
export function readDate(text: string, order: DayMonthOrder): DateReading {
  if (text.length > LONGEST) return { kind: 'unreadable', why: 'no-date' }
  if (text.length >= 10) {
    const plain = parseDay(text.length === 10 ? text : text.slice(0, 10))
    if (plain !== undefined && (text.length === 10 || TIME.test(text.slice(10)))) return settled(plain)
    if (plain !== undefined && ZONED.test(text)) return settled(londonDay(text) ?? plain)
  }
  const figures = FIGURES.exec(text)
  if (figures !== null && TIME.test(figures[5] ?? '')) {
    return inFigures(Number(figures[1]), Number(figures[3]), figures[4] ?? '', order)
  }
  if (/^\d{5}(?:\.\d+)?$/.test(text)) {
    const serial = Math.floor(Number(text))
    if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return { kind: 'unreadable', why: 'no-date' }
    return { kind: 'serial', day: (SERIAL_ZERO + serial) as Day }
  }
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst !== null && TIME.test(yearFirst[5] ?? '')) {
    return made(yearFirst[1] ?? '', Number(yearFirst[3]), Number(yearFirst[4]))
  }
  const named = NAMED_MONTH.exec(text)
  if (named !== null && TIME.test(named[4] ?? '')) return made(named[3] ?? '', monthOf(named[2]), Number(named[1]))
  const monthThenDay = MONTH_THEN_DAY.exec(text)
  if (monthThenDay !== null && TIME.test(monthThenDay[4] ?? '')) {
    return made(monthThenDay[3] ?? '', monthOf(monthThenDay[1]), Number(monthThenDay[2]))
  }
  return { kind: 'unreadable', why: /^#+$/.test(text) ? 'column-too-narrow' : 'no-date' }
}

/** Whether the value is a date in figures that does not begin with its year, so that the column's order matters. */
export function isInFigures(text: string): boolean {
  const separator = text.charCodeAt(1)
  const next = text.charCodeAt(2)
  return (isSeparator(separator) || isSeparator(next)) && text.length <= LONGEST && FIGURES.test(text)
}

/** Adds what one value proves about its column. */
export function weigh(text: string, evidence: OrderEvidence): void {
  const figures = FIGURES.exec(text)
  const first = Number(figures?.[1] ?? 0)
  const second = Number(figures?.[3] ?? 0)
  if (first < 1 || second < 1 || first > 31 || second > 31) return
  if (first > 12 && second <= 12) evidence.dayFirst += 1
  else if (first <= 12 && second > 12) evidence.monthFirst += 1
  else if (first <= 12 && first !== second) evidence.either += 1
}

/**
 * The order of a column. The country writes the day first, and so does the dataset's own guidance: a column is read so
 * unless it proves otherwise. One contrary value in a hundred is taken for a slip in that value, not for the column's order.
 */
export function orderOf({ dayFirst, monthFirst }: OrderEvidence): DayMonthOrder {
  if (monthFirst === 0 || monthFirst * 100 < dayFirst) return 'day-first'
  return dayFirst * 100 < monthFirst || dayFirst === 0 ? 'month-first' : 'mixed'
}

function inFigures(first: number, second: number, year: string, order: DayMonthOrder): DateReading {
  if (order === 'mixed') {
    if (first <= 12 && second <= 12 && first !== second && year.length === 4) {
      return { kind: 'unreadable', why: 'ambiguous' }
    }
    return second > 12 ? made(year, first, second) : made(year, second, first)
  }
  return order === 'day-first' ? made(year, second, first) : made(year, first, second)
}

function made(yearText: string, month: number, date: number): DateReading {
  if (yearText.length === 2) return { kind: 'unreadable', why: 'two-digit-year' }
  const year = Number(yearText)
  if (yearText.length !== 4) return { kind: 'unreadable', why: 'no-date' }
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) {
    return { kind: 'unreadable', why: 'no-such-date' }
  }
  return settled(dayOf({ year, month, date }))
}

const PLACEHOLDERS: ReadonlySet<number> = new Set(
  [
    { year: 1, month: 1, date: 1 },
    { year: 1753, month: 1, date: 1 },
    { year: 1899, month: 12, date: 30 },
    { year: 1899, month: 12, date: 31 },
    { year: 1900, month: 1, date: 1 },
    { year: 2099, month: 12, date: 31 },
    { year: 2300, month: 1, date: 1 },
    { year: 2999, month: 12, date: 31 },
    { year: 9999, month: 12, date: 31 },
  ].map(dayOf),
)

function settled(day: Day): DateReading {
  if (day >= EARLIEST && day < LATEST && !PLACEHOLDERS.has(day)) return { kind: 'day', day }
  return PLACEHOLDERS.has(day) ? { kind: 'placeholder' } : { kind: 'unreadable', why: 'far-off' }
}

function monthOf(name: string | undefined): number {
  const short = (name ?? '').toLowerCase()
  return (
    MONTHS.findIndex(
      (month) => month === short || month.slice(0, 3) === short || (short === 'sept' && month[0] === 's'),
    ) + 1
  )
}

/** The civil day in London of a moment that names its zone; undefined where there is no such moment. */
function londonDay(text: string): Day | undefined {
  try {
    const moment = Temporal.Instant.from(text.replace(' ', 'T'))
    return parseDay(moment.toZonedDateTimeISO('Europe/London').toPlainDate().toString())
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function isSeparator(code: number): boolean {
  return code === 45 || code === 46 || code === 47
}
