import { type Answer, answer, type CalendarRefusal, refuse } from './answer.ts'
import { addDays, type Day, formatDay, parseDay, WEEKDAYS, type Weekday, weekdayIndex } from './day.ts'

/** A calendar as it is written down: the days that are not worked, between two days that it vouches for. */
export interface CalendarText {
  readonly calendar: string
  readonly title: string
  /** First and last day that the list of holidays is complete for. */
  readonly from: string
  readonly until: string
  readonly weekend: readonly string[]
  readonly source?: string
  readonly holidays: readonly { readonly day: string; readonly name: string; readonly note?: string }[]
}

export interface Holiday {
  readonly day: Day
  readonly name: string
  readonly note: string | null
}

/** A day that was passed over in counting, and why. */
export interface SkippedDay {
  readonly day: Day
  readonly why: 'weekend' | 'holiday'
  /** The holiday's name; null for a weekend. */
  readonly name: string | null
}

/**
 * The working days of a calendar. Adding N working days costs the same whatever N: `#before[i]` holds how many working
 * days lie before day i, and `#nth[k]` the k-th working day.
 */
export class WorkingCalendar {
  readonly id: string
  readonly title: string
  readonly from: Day
  readonly until: Day
  readonly #holidays: ReadonlyMap<Day, Holiday>
  readonly #before: Int32Array
  readonly #nth: Int32Array
  readonly #weekend: readonly boolean[]

  private constructor(
    text: { id: string; title: string; from: Day; until: Day },
    weekend: readonly boolean[],
    holidays: ReadonlyMap<Day, Holiday>,
  ) {
    this.id = text.id
    this.title = text.title
    this.from = text.from
    this.until = text.until
    this.#weekend = weekend
    this.#holidays = holidays
    const length = text.until - text.from + 1
    this.#before = new Int32Array(length + 1)
    const nth: number[] = []
    for (let i = 0; i < length; i++) {
      const each = addDays(text.from, i)
      this.#before[i] = nth.length
      if (!weekend[weekdayIndex(each)] && !holidays.has(each)) nth.push(each)
    }
    this.#before[length] = nth.length
    this.#nth = Int32Array.from(nth)
  }

  /** Builds a calendar from its text. Every fault is named at once. */
  static from(text: CalendarText): Answer<WorkingCalendar, readonly string[]> {
    const faults: string[] = []
    const read = (value: string, what: string): Day => {
      const found = parseDay(value)
      if (found === undefined) faults.push(`${what} "${value}" is not a date written YYYY-MM-DD`)
      return found ?? (0 as Day)
    }
    const from = read(text.from, 'from:')
    const until = read(text.until, 'until:')
    if (until < from) faults.push(`until: ${text.until} lies before from: ${text.from}`)
    for (const name of text.weekend) {
      if (!WEEKDAYS.includes(name as Weekday)) faults.push(`weekend: "${name}" is not a day of the week`)
    }
    const holidays = new Map<Day, Holiday>()
    for (const { day, name, note } of text.holidays) {
      const on = read(day, `holiday ${name}:`)
      if (holidays.has(on)) faults.push(`holiday ${name}: ${day} is listed twice`)
      else if (on < from || on > until)
        faults.push(`holiday ${name}: ${day} lies outside ${text.from} to ${text.until}`)
      holidays.set(on, { day: on, name, note: note ?? null })
    }
    if (faults.length > 0) return refuse(faults)
    const weekend = WEEKDAYS.map((name) => text.weekend.includes(name))
    if (weekend.every(Boolean)) return refuse(['weekend: every day is a day of rest; no day is left to work'])
    return answer(new WorkingCalendar({ id: text.calendar, title: text.title, from, until }, weekend, holidays))
  }

  covers(on: Day): boolean {
    return on >= this.from && on <= this.until
  }

  /** Whether a day is worked; a refusal outside the calendar's years. */
  isWorkingDay(on: Day): Answer<boolean> {
    if (!this.covers(on)) return refuse(this.#outside(on))
    return answer(this.#count(addDays(on, 1)) > this.#count(on))
  }

  holidayOn(on: Day): Holiday | undefined {
    return this.#holidays.get(on)
  }

  /**
   * The `count`-th working day after a day (before it, where negative). The day itself is not counted, so the day after
   * it is day 1 where it is worked. Adding 0 gives the day itself, worked or not.
   */
  addWorkingDays(from: Day, count: number): Answer<Day> {
    if (!Number.isInteger(count)) return refuse({ kind: 'not-a-whole-number', given: count })
    if (!this.covers(from)) return refuse(this.#outside(from))
    if (count === 0) return answer(from)
    const position = count > 0 ? this.#count(addDays(from, 1)) + count - 1 : this.#count(from) + count
    const found = this.#nth[position]
    if (found === undefined) return refuse(this.#outside(addDays(count > 0 ? this.until : this.from, Math.sign(count))))
    return answer(found as Day)
  }

  /** How many working days lie after `from` up to and including `until`; negative where `until` lies before `from`. */
  workingDaysBetween(from: Day, until: Day): Answer<number> {
    if (!this.covers(from)) return refuse(this.#outside(from))
    if (!this.covers(until)) return refuse(this.#outside(until))
    return answer(
      until >= from
        ? this.#count(addDays(until, 1)) - this.#count(addDays(from, 1))
        : this.#count(until) - this.#count(from),
    )
  }

  /** The last working day on or before a day: the last chance to keep a limit that falls on a day of rest. */
  lastWorkingDayOnOrBefore(on: Day): Answer<Day> {
    if (!this.covers(on)) return refuse(this.#outside(on))
    const found = this.#nth[this.#count(addDays(on, 1)) - 1]
    return found === undefined ? refuse(this.#outside(addDays(this.from, -1))) : answer(found as Day)
  }

  /** The days of rest after `from` up to and including `until`, each with its reason. Days outside the calendar are left out. */
  daysOfRest(from: Day, until: Day): readonly SkippedDay[] {
    const skipped: SkippedDay[] = []
    const last = Math.min(until, this.until)
    for (let each = Math.max(addDays(from, 1), this.from) as Day; each <= last; each = addDays(each, 1)) {
      const holiday = this.#holidays.get(each)
      if (holiday !== undefined) skipped.push({ day: each, why: 'holiday', name: holiday.name })
      else if (this.#weekend[weekdayIndex(each)]) skipped.push({ day: each, why: 'weekend', name: null })
    }
    return skipped
  }

  #count(on: Day): number {
    return this.#before[on - this.from] ?? 0
  }

  #outside(on: Day): CalendarRefusal {
    return { kind: 'outside-calendar', calendar: this.id, day: on, from: this.from, until: this.until }
  }
}

/** A refusal in words that name the remedy. */
export function sayRefusal(refusal: CalendarRefusal): string {
  switch (refusal.kind) {
    case 'outside-calendar':
      return `${formatDay(refusal.day)} lies outside the calendar "${refusal.calendar}", which knows ${formatDay(refusal.from)} to ${formatDay(refusal.until)}. Add the missing years to the calendar's file.`
    case 'not-a-whole-number':
      return `${refusal.given} is not a whole number of days.`
    default:
      return refusal satisfies never
  }
}
