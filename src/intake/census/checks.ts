import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import type { Check, CheckContext, Fails } from './check.ts'
import { CASE_CHECKS } from './checks-case.ts'
import { CHILD_CHECKS } from './checks-child.ts'
import { PLAN_CHECKS } from './checks-plan.ts'
import type { ChildRecord } from './record.ts'
import type { Teller } from './teller.ts'

/** Every check of one child, in the order in which they run. */
export const CHECKS: readonly Check[] = [...CHILD_CHECKS, ...CASE_CHECKS, ...PLAN_CHECKS]

/** Gives what runs every check on a child. */
export function checker(context: CheckContext, teller: Teller): (child: ChildRecord) => void {
  let running: Check | undefined
  const fails: Fails = (line, found) => {
    if (running === undefined) return
    const { weight, rule, what, remedy } = running
    teller.tell(line, { weight, rule, message: `${what} ${found}`, remedy })
  }
  return (child) => {
    for (const each of CHECKS) {
      running = each
      each.check(child, fails, context)
    }
  }
}

/**
 * How checks count working days. Where no calendar knows the days the checks that need them are left out, and one note
 * says so.
 */
export function countingBy(calendar: WorkingCalendar | undefined, teller: Teller): CheckContext['workingDays'] {
  return (from, until) => {
    const counted = calendar?.workingDaysBetween(from, until)
    if (counted?.ok === true) return counted.value
    teller.count('calendar', 1, (times) => ({
      weight: 'note',
      rule: 'no-calendar',
      message: `Working days could not be counted ${times}, so the limits of 15 and 45 working days were not checked there.`,
      remedy:
        calendar === undefined
          ? 'Give a calendar of working days.'
          : `Add the missing years to the calendar "${calendar.id}".`,
    }))
    return null
  }
}
