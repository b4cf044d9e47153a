import { type Answer, answer, type CalendarRefusal, refuse } from './answer.ts'
import { addDays, type Day, parseDay, WEEKDAYS, weekdayIndex } from './day.ts'

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
export type SkippedDay =
  | { readonly day: Day; readonly why: 'weekend' }
  | { readonly day: Day; readonly why: 'holiday'; readonly name: string; readonly note: string | null }

/** A position that no table reaches, whatever is added to it. */
const BEYOND = 2 ** 30

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
  /** How many lie up to and including day i; the same numbers, so that a day outside is looked up in vain. */
  readonly #through: Int32Array
  readonly #nth: Int32Array

  private constructor(
    text: { id: string; title: string; from: Day; until: Day },
    weekend: readonly boolean[],
    holidays: ReadonlyMap<Day, Holiday>,
  ) {
    this.id = text.id
    this.title = text.title
    this.from = text.from
    this.until = text.until
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
    this.#through = this.#before.subarray(1)
    this.#nth = Int32Array.from(nth)
  }

  /** Builds a calendar from its text. Every fault is named at once. */
  static from(text: CalendarText): Answer<WorkingCalendar, readonly string[]> {
    const faults: string[] = []
    const read = (value: string, what: string): Day | undefined => {
      const found = parseDay(value)
      if (found === undefined) faults.push(`${what}: "${value}" is not a date written YYYY-MM-DD`)
      return found
    }
    const from = read(text.from, 'from')
    const until = read(text.until, 'until')
    if (from !== undefined && until !== undefined && until < from) {
      faults.push(`until: ${text.until} lies before from: ${text.from}`)
    }
    const weekend = WEEKDAYS.map((name) => text.weekend.includes(name))
    for (const name of text.weekend) {
      if (!WEEKDAYS.some((known) => known === name)) {
        faults.push(`weekend: "${name}" is not a day of the week; they are ${WEEKDAYS.join(', ')}`)
      }
    }
    if (weekend.every(Boolean)) faults.push('weekend: every day is a day of rest; leave at least one to work')
    const holidays = new Map<Day, Holiday>()
    for (const { day, name, note } of text.holidays) {
      const on = read(day, `holiday "${name}"`)
      if (on === undefined) continue
      if (holidays.has(on)) faults.push(`holiday "${name}": ${day} is listed twice`)
      else if ((from !== undefined && on < from) || (until !== undefined && on > until)) {
        faults.push(`holiday "${name}": ${day} lies outside ${text.from} to ${text.until}`)
      }
      holidays.set(on, { day: on, name, note: note ?? null })
    }
    if (faults.length > 0 || from === undefined || until === undefined) return refuse(faults)
    return answer(new WorkingCalendar({ id: text.calendar, title: text.title, from, until }, weekend, holidays))
  }

  covers(on: Day): boolean {
    return on >= this.from && on <= this.until
  }

  /** Whether a day is worked; a refusal outside the calendar's years. */
  isWorkingDay(on: Day): Answer<boolean> {
    if (!this.covers(on)) return refuse(this.#outside(on))
    return answer(this.#isWorked(on))
  }

  /** The holiday on a day, null where there is none; a refusal outside the calendar's years. */
  holidayOn(on: Day): Answer<Holiday | null> {
    if (!this.covers(on)) return refuse(this.#outside(on))
    return answer(this.#holidays.get(on) ?? null)
  }

  /**
   * The `count`-th working day after a day (before it, where negative). The day itself is not counted, so the day after
   * it is day 1 where it is worked. Adding 0 gives the day itself, worked or not. A count that runs off the calendar is
   * refused, and the refusal's `day` is the first one that the calendar does not know.
   */
  addWorkingDays(from: Day, count: number): Answer<Day> {
    // Two look-ups, which find nothing where anything is amiss; small enough that the compiler leaves the call out.
    const found = count > 0 ? this.#nth[(this.#through[from - this.from] ?? BEYOND) + count - 1] : undefined
    return found === undefined ? this.#addOrRefuse(from, count) : answer(found as Day)
  }

  #addOrRefuse(from: Day, count: number): Answer<Day> {
    if (!Number.isInteger(count)) return refuse({ kind: 'not-a-whole-number', given: count })
    if (!this.covers(from)) return refuse(this.#outside(from))
    if (count === 0) return answer(from)
    const position = count > 0 ? this.#count(addDays(from, 1)) + count - 1 : this.#count(from) + count
    const found = this.#nth[position]
    if (found === undefined) return refuse(this.#outside(addDays(count > 0 ? this.until : this.from, Math.sign(count))))
    return answer(found as Day)
  }

  /**
   * How many working days lie after `from` up to and including `until`. Where `until` lies before `from`: minus the working
   * days from `until` up to and not including `from`. So the n that `addWorkingDays` added, either way, is what this counts.
   */
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

  /**
   * The days of rest after `from` up to and including `until`, each with its reason; none where `until` is not after `from`.
   * Refused where one of those days lies outside the calendar's years.
   */
  daysOfRest(from: Day, until: Day): Answer<readonly SkippedDay[]> {
    const skipped: SkippedDay[] = []
    if (until <= from) return answer(skipped)
    const first = addDays(from, 1)
    if (!this.covers(first)) return refuse(this.#outside(first))
    if (!this.covers(until)) return refuse(this.#outside(until))
    for (let each = first; each <= until; each = addDays(each, 1)) {
      if (this.#isWorked(each)) continue
      const holiday = this.#holidays.get(each)
      if (holiday !== undefined) skipped.push({ why: 'holiday', ...holiday })
      else skipped.push({ day: each, why: 'weekend' })
    }
    return answer(skipped)
  }

  #isWorked(on: Day): boolean {
    return this.#count(addDays(on, 1)) > this.#count(on)
  }

  #count(on: Day): number {
    return this.#before[on - this.from] ?? 0
  }

  #outside(on: Day): CalendarRefusal {
    return { kind: 'outside-calendar', calendar: this.id, day: on, from: this.from, until: this.until }
  }
}
