import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { addDays, type Day, weekdayIndex } from '../../engine/calendar/day.ts'

/**
 * Working days for the past and future of invented children. A child's story may begin before the calendar's first year or,
 * while it is made up, run on past its last; there Monday to Friday are taken as worked. Nothing that a user is told rests
 * on those days: they lie before the window that the files are made for, or after it and are left out.
 */
export class Workdays {
  readonly #calendar: WorkingCalendar

  constructor(calendar: WorkingCalendar) {
    this.#calendar = calendar
  }

  isWorked(on: Day): boolean {
    const known = this.#calendar.isWorkingDay(on)
    return known.ok ? known.value : weekdayIndex(on) < 5
  }

  onOrAfter(on: Day): Day {
    let day = on
    while (!this.isWorked(day)) day = addDays(day, 1)
    return day
  }

  onOrBefore(on: Day): Day {
    let day = on
    while (!this.isWorked(day)) day = addDays(day, -1)
    return day
  }

  /** The `count`-th working day after a day. */
  after(from: Day, count: number): Day {
    const known = this.#calendar.addWorkingDays(from, count)
    if (known.ok) return known.value
    let day = from
    for (let left = count; left > 0; ) {
      day = addDays(day, 1)
      if (this.isWorked(day)) left -= 1
    }
    return day
  }
}
