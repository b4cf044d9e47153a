import type { Day } from '../../../engine/calendar/day.ts'
import type { DutyStanding, Owed } from '../../../engine/watch/duties.ts'
import { type Occasion, type Standing, standingOf } from '../../../engine/watch/occasions.ts'
import { sayDate, sayDays, writtenDay } from './days.ts'

/** How a trigger stands, in a word or two: for a column or a legend. */
export const STANDING_LABELS: Readonly<Record<Standing, string>> = {
  met: 'met',
  'may-be-met': 'may have been met: cannot tell',
  'to-come': 'will be met',
  'may-come': 'may be met: cannot tell',
  over: 'over',
}

/** How a duty stands, in a word or two. */
export const DUTY_STANDING_LABELS: Readonly<Record<DutyStanding['kind'], string>> = {
  met: 'met',
  open: 'due',
  overdue: 'overdue',
  'not-known': 'was due; whether it was done is in no file',
  lapsed: 'lapsed',
}

/**
 * How one occasion stands, with its day or days: "met on 3 June 2026", "met on or before 3 June 2026; not before 4 May
 * 2025", "may be met from 3 June 2027: cannot tell". Days to come are forecasts: they assume that nothing else changes.
 */
export function sayStanding(occasion: Occasion, standing: Standing): string {
  const over = writtenDay(occasion.over)
  const end = over === null || standing === 'over' ? '' : `; no longer from ${sayDate(over)}`
  return `${standingWords(occasion, standing)}${end}`
}

function standingWords({ possible, certain, over }: Occasion, standing: Standing): string {
  const earliest = writtenDay(possible)
  switch (standing) {
    case 'met':
      return sayBetween('met', earliest, writtenDay(certain))
    case 'to-come':
      return sayBetween('will be met', earliest, writtenDay(certain))
    case 'may-be-met': {
      const may = earliest === null ? 'may have been met' : `may have been met, on ${sayDate(earliest)} at the earliest`
      const sure = writtenDay(certain)
      return `${may}: cannot tell${sure === null ? '' : `; will surely be met on ${sayDate(sure)}`}`
    }
    case 'may-come':
      return earliest === null ? 'may be met: cannot tell' : `may be met from ${sayDate(earliest)}: cannot tell`
    case 'over': {
      const ended = writtenDay(over)
      const was =
        certain === null ? 'may have been met, and is' : `${sayBetween('met', earliest, writtenDay(certain))},`
      return `${was} over${ended === null ? '' : ` since ${sayDate(ended)}`}`
    }
    default:
      return standing satisfies never
  }
}

function sayBetween(met: string, earliest: Day | null, latest: Day | null): string {
  if (latest === null) return `${met}; no file tells since when`
  if (earliest === latest) return `${met} on ${sayDate(latest)}`
  const notBefore = earliest === null ? '' : `; not before ${sayDate(earliest)}`
  return `${met} on or before ${sayDate(latest)}${notBefore}`
}

/** "Hold the review conference, no. 3": which one, where a duty recurs. */
export function sayDuty({ duty, number }: Owed): string {
  return duty.due.again.kind === 'never' && number === 1 ? duty.title : `${duty.title}, no. ${number}`
}

/** Whether it is certain that the duty is owed at all, since its trigger surely is or will be met. */
export function isSurelyOwed({ occasion }: Owed): boolean {
  return occasion === null || occasion.certain !== null
}

/** How a duty stands: "due in 12 days, on 3 June 2026", "3 days overdue: it was due on 20 May 2026". */
export function sayDutyStanding(owed: Owed, asOf: Day): string {
  const doubt = sayDutyDoubt(owed, asOf)
  return doubt === '' ? dutyWords(owed, asOf) : `${dutyWords(owed, asOf)}; ${doubt}`
}

/** "today", "tomorrow", "in 12 days", "3 days ago". */
export function sayDistance(day: Day, asOf: Day): string {
  if (day === asOf) return 'today'
  if (day === asOf + 1) return 'tomorrow'
  return day > asOf ? `in ${sayDays(day - asOf)}` : `${sayDays(asOf - day)} ago`
}

function dutyWords({ due, standing, noticedLate }: Owed, asOf: Day): string {
  switch (standing.kind) {
    case 'met':
      return standing.late
        ? `met late, on ${sayDate(standing.on)}, ${sayDays(standing.on - due)} after it was due`
        : `met on ${sayDate(standing.on)}`
    case 'open':
      return `due ${sayDistance(due, asOf)}, on ${sayDate(due)}${sayNoticedLate(noticedLate, asOf)}`
    case 'overdue':
      return `${sayDays(asOf - due)} overdue: it was due on ${sayDate(due)}`
    case 'not-known':
      return `was due on ${sayDate(due)}; whether it was done is in no file`
    case 'lapsed':
      return `lapsed on ${sayDate(standing.on)}`
    default:
      return standing satisfies never
  }
}

/** That the day is counted from today only because no file tells when the trigger was noticed. */
function sayNoticedLate(late: Owed['noticedLate'], asOf: Day): string {
  if (late === null) return ''
  return (
    `, if the trigger is noticed only now, ${sayDays(asOf - late.met)} after it was met; ` +
    `had it been noticed at once, it was due on ${sayDate(late.due)}`
  )
}

/** Where a duty rests on a trigger which the files cannot prove, or which is still to come: that it does. Else ''. */
export function sayDutyDoubt({ occasion }: Owed, asOf: Day): string {
  if (occasion === null) return ''
  const standing = standingOf(occasion, asOf)
  switch (standing) {
    case 'may-be-met':
      return occasion.certain === null
        ? 'owed only if its trigger has been met, which the files cannot tell'
        : `a forecast, since its trigger may have been met, and will be on ${sayDate(occasion.certain)} at the latest`
    case 'may-come':
      return 'owed only if its trigger is met by then, which the files cannot tell'
    case 'to-come':
      return 'a forecast, since its trigger is still to be met'
    case 'met':
    case 'over':
      return ''
    default:
      return standing satisfies never
  }
}
