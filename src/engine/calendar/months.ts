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

/**
 * The day on which somebody reaches an age: the anniversary of the birth (Family Law Reform Act 1969, section 9). For
 * somebody born on 29 February that is 1 March in a common year. No statute says so; it is the usual reading, and the one
 * that protects a child for a day longer.
 */
export function birthday(born: Day, age: number): Day {
  const { year, month, date } = civilDateOf(born)
  const leapDay = month === 2 && date === 29 && daysInMonth(year + age, 2) === 28
  return dayOf(leapDay ? { year: year + age, month: 3, date: 1 } : { year: year + age, month, date })
}

/** Whole years of age on a day; negative before the birth. */
export function ageOn(born: Day, on: Day): number {
  const years = civilDateOf(on).year - civilDateOf(born).year
  return birthday(born, years) <= on ? years : years - 1
}
