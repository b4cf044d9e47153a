import { sayMoment } from '../../../documents/pathway/titles.ts'
import { addDays, type Day, weekdayIndex } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { ComingRow } from '../../../record/pathways/coming-up.ts'
import { isLate, sayLate } from '../../late.ts'
import { cell, headsOf, type Table } from '../../table.ts'

/** For how many weeks one may look ahead. */
export const WEEKS_AHEAD = [2, 4, 8, 13] as const

/** Something that falls due, with what its protocol calls it. */
export interface Coming extends Pick<ComingRow, 'pathway' | 'childName' | 'owedBy' | 'due' | 'dueAt'> {
  readonly duty: string
  readonly protocol: string
}

/** What falls due, under a heading for what is late and for each week, which begins with its Monday. */
export function comingTables(rows: readonly Coming[], now: Instant): readonly Table[] {
  return [...Map.groupBy(rows, (each) => headingOf(each, now))].map(([caption, group]) => ({
    caption,
    captionHidden: false,
    head: headsOf(['What is owed', 'Child', 'By when', 'Owed by']),
    rows: group.map(({ pathway, childName, owedBy, due, dueAt, duty, protocol }) => [
      cell(duty, { href: `/pathways/${pathway}`, hint: protocol }),
      cell(childName ?? 'Not about one child'),
      cell(dueAt === null ? sayDay(due) : sayMoment(dueAt), { hint: sayLate({ due, dueAt }, now) }),
      cell(owedBy.length === 0 ? 'Nobody yet' : owedBy.join(', ')),
    ]),
  }))
}

/** The ways in which one may look. */
export function choicesOf(weeks: string) {
  const choice = (value: string, text: string) => ({
    text,
    href: `/coming-up?weeks=${value}`,
    current: value === weeks,
  })
  return [
    choice('overdue', 'Overdue now'),
    ...WEEKS_AHEAD.map((count) => choice(String(count), `Next ${count} weeks`)),
    choice('not-done', 'Not done, and owed no more'),
  ]
}

function headingOf({ due, dueAt }: Coming, now: Instant): string {
  if (isLate({ due, dueAt }, now)) return 'Overdue'
  const today = dayOf(now)
  const monday = mondayOf(due)
  if (monday === mondayOf(today)) return 'This week'
  if (monday === addDays(mondayOf(today), 7)) return 'Next week'
  return `Week of ${sayDay(monday)}`
}

function mondayOf(day: Day): Day {
  return addDays(day, -weekdayIndex(day))
}
