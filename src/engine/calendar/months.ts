import { civilDateOf, type Day, dayOf, daysInMonth } from './day.ts'

/**
 * The corresponding date `months` later (earlier, where negative): the same date of the month, or the last day of that
 * month where it has no such date. There is no sticky end of month: 30 September + 4 months is 30 January
 * (Dodds v Walker [1981] 1 WLR 1027). Count from the origin each time, never month by month: 31 January + 2 months is
 * 31 March, which two single months would miss.
 */
export function addMonths(from: Day, months: number): Day {
  const { year, month, date } = civilDateOf(from)
  const count = year * 12 + (month - 1) + months
  const targetYear = Math.floor(count / 12)
  const targetMonth = count - targetYear * 12 + 1
  return dayOf({
    year: targetYear,
    month: targetMonth,
    date: Math.min(date, daysInMonth(targetYear, targetMonth)),
  })
}

/** Whole years of age on a day; somebody born on 29 February is a year older on 28 February of a common year. */
export function ageOn(born: Day, on: Day): number {
  const years = civilDateOf(on).year - civilDateOf(born).year
  return addMonths(born, years * 12) <= on ? years : years - 1
}
