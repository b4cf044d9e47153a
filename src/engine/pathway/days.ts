import { addDays, type Day, FIRST_DAY, LAST_DAY } from '../calendar/day.ts'
import { type Instant, LONDON } from '../calendar/instant.ts'

const DAY = 86_400_000

/** Whether a number is a moment: whole milliseconds, within the years 1 to 9999, which is as far as a written date reaches. */
export function isMoment(value: number): boolean {
  return Number.isInteger(value) && value >= (FIRST_DAY + 1) * DAY && value < LAST_DAY * DAY
}

/** A time between two changes of the clocks, and how far they are ahead of UTC in it. */
interface Spell {
  readonly from: number
  readonly until: number
  readonly ahead: number
}

/**
 * Spells that were asked for, the latest first. A fold asks for hundreds of days that lie in two or three of them: looking
 * here costs 20 ns, working it out anew 2,000.
 */
const spells: Spell[] = []
const MOST_SPELLS = 32

/** The civil day of a moment in London. */
export function dayOf(instant: Instant): Day {
  return Math.floor((instant + aheadAt(instant)) / DAY) as Day
}

/** The moment at which a day begins. In London no midnight is ever skipped or repeated. */
export function startOf(day: Day): Instant {
  const utc = day * DAY
  const guess = utc - aheadAt(utc)
  return (utc - aheadAt(guess)) as Instant
}

/** The last moment of a day. */
export function endOf(day: Day): Instant {
  return (startOf(addDays(day, 1)) - 1) as Instant
}

/** What happened on a day at an hour that nobody told is kept at the day's last moment, which nobody tells as an hour. */
export function isHourUntold(at: Instant): boolean {
  return at === endOf(dayOf(at))
}

function aheadAt(moment: number): number {
  for (const spell of spells) if (moment >= spell.from && moment < spell.until) return spell.ahead
  const found = spellAt(moment)
  if (spells.length >= MOST_SPELLS) spells.pop()
  spells.unshift(found)
  return found.ahead
}

function spellAt(moment: number): Spell {
  const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(LONDON)
  // "previous" leaves out a change at this very moment.
  const from = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  const until = there.getTimeZoneTransition('next')
  return {
    from: from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: until?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    ahead: there.offsetNanoseconds / 1e6,
  }
}
