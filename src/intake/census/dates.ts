import { type Day, day, formatDay, parseDay } from '../../engine/calendar/day.ts'
import { quotedValue } from '../quoted.ts'
import type { Problem } from './teller.ts'

/** What a date in the file turned out to be; a problem may stand beside a day that is taken none the less. */
export interface ReadDate {
  readonly day: Day | null
  readonly problem: Problem | null
}

/** A birth or a death, something else that happened, or something that may still be to come: an expected birth, a target. */
export type DateOf = 'birth' | 'death' | 'event' | 'expectation'

const ZONED = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/
const TIMED = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/
const ISO = /^\d{4}-\d{2}-\d{2}$/
const DAY_FIRST = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:[ T].*)?$/
const TWO_DIGITS = /^\d{1,4}[/.-]\d{1,2}[/.-]\d{2}$/
const SERIAL = /^\d{5}(?:\.\d+)?$/

/** Dates that databases write for "none". */
const PLACEHOLDERS = new Set(
  ['0001-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '2999-12-31', '9999-12-31'].map(day),
)

const FIRST_LIKELY = day('1990-01-01')

const ISO_WANTED = 'Write dates as year-month-day (2024-03-31), as the collection asks.'

/** The day that a text gives, if it is as it should be and likely; null where `readDate` has to look closer. */
export function likelyDay(text: string, today: Day): Day | null {
  const found = parseDay(text)
  return found !== undefined && found >= FIRST_LIKELY && found <= today ? found : null
}

/**
 * Reads a date as XML Schema writes it. What is written otherwise is not guessed at, since a guess may be wrong by a month
 * unseen, but recognised, so that the finding can say what is wrong; only a time that is attached is cut off.
 *
 * @param text the value, without space around it
 * @param element the element's name, for the finding
 * @param of what is dated: in the future an event is doubtful, and a birth or a death is not taken
 * @param today the day of reading
 */
export function readDate(text: string, element: string, of: DateOf, today: Day): ReadDate {
  const plain = parseDay(text) ?? parseDay(ZONED.exec(text)?.[1] ?? '')
  if (plain !== undefined) return weigh(plain, element, of, today)
  const timed = parseDay(TIMED.exec(text)?.[1] ?? '')
  if (timed === undefined) return { day: null, problem: explain(text, element) }
  const weighed = weigh(timed, element, of, today)
  return {
    day: weighed.day,
    problem: weighed.problem ?? {
      weight: 'doubtful',
      rule: 'date-with-time',
      message: `${element} ${quotedValue(text)} has a time attached; ${formatDay(timed)} is taken.`,
      remedy: ISO_WANTED,
    },
  }
}

function weigh(on: Day, element: string, of: DateOf, today: Day): ReadDate {
  if (on >= FIRST_LIKELY && on <= today) return { day: on, problem: null }
  const written = `${element} ${formatDay(on)}`
  if (PLACEHOLDERS.has(on)) {
    return {
      day: null,
      problem: {
        weight: 'refused',
        rule: 'date-placeholder',
        message: `${written} is what databases write where there is no date; it is taken as none.`,
        remedy: 'Leave the element out where there is no date.',
      },
    }
  }
  if (on > today && of === 'expectation') return { day: on, problem: null }
  if (on > today && (of === 'birth' || of === 'death')) {
    return {
      day: null,
      problem: {
        weight: 'refused',
        rule: `${of}-in-future`,
        message: `${written} lies after today, ${formatDay(today)}; it is not taken.`,
        remedy:
          of === 'birth' ? 'Correct it, or give it as the expected date.' : 'Correct the date in the case system.',
      },
    }
  }
  const [rule, why] =
    on > today
      ? ['date-in-future', `lies after today, ${formatDay(today)}. It is kept, and counts from that day on.`]
      : ['date-before-1990', 'lies before 1990, too long ago for a child of today. It is kept.']
  return {
    day: on,
    problem: { weight: 'doubtful', rule, message: `${written} ${why}`, remedy: 'Correct the date in the case system.' },
  }
}

/** Why a text is no date that is taken. */
function explain(text: string, element: string): Problem {
  const refused = (rule: string, why: string, remedy: string): Problem => ({
    weight: 'refused',
    rule,
    message: `${element} ${quotedValue(text)} ${why}; it is not taken.`,
    remedy,
  })
  if (ISO.test(text) || TIMED.test(text) || ZONED.test(text)) {
    return refused('date-impossible', 'is no day of the calendar', 'Correct the date in the case system.')
  }
  if (DAY_FIRST.test(text)) {
    return refused(
      'date-day-first',
      'is written with the day or the month first, which cannot be told apart',
      ISO_WANTED,
    )
  }
  if (TWO_DIGITS.test(text)) return refused('date-two-digit-year', 'has a year of two digits', ISO_WANTED)
  if (SERIAL.test(text)) {
    return refused(
      'date-serial',
      'is a number as a spreadsheet stores dates',
      `The file was saved from a spreadsheet. ${ISO_WANTED}`,
    )
  }
  return refused('not-a-date', 'is not a date', ISO_WANTED)
}
