import { addDays, type Day } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { Source } from '../../engine/facts/fact.ts'
import type { Summary } from '../../record/facts/compare.ts'

/** What an import is held against before somebody takes it. */
export interface Suspected {
  readonly summary: Summary
  readonly sources: readonly Source[]
  /** What was taken last before it, in its formats. */
  readonly before: readonly Source[]
  readonly today: Day
}

/** So many, and such a share, do not go away between one export and the next by themselves. */
const FEWEST = 10
const SHARE_OF_CHILDREN = 0.2
const SHARE_OF_FACTS = 0.1
/** A census is of a year that ended on 31 March, and is sent in the summer after it. */
const OLD_DAYS = 500

/** What looks wrong about an import as a whole: files cut off, of another year, or of part of the authority. */
export function doubtsAbout({ summary, sources, before, today }: Suspected): readonly string[] {
  const doubts: string[] = []
  const { notNamed, facts } = summary
  const children = summary.before.children ?? 0
  if (notNamed >= FEWEST && notNamed >= children * SHARE_OF_CHILDREN) {
    doubts.push(
      `It leaves out ${notNamed} of the ${children} children whom the files before it named. The export may have been cut off, or be of one team alone.`,
    )
  }
  if (facts.withdrawn >= FEWEST && facts.withdrawn >= summary.before.facts * SHARE_OF_FACTS) {
    doubts.push(
      `It takes back ${facts.withdrawn} of the ${summary.before.facts} facts that are known of its children. An export from other settings does that.`,
    )
  }
  const last = lastDayOf(sources)
  const lastBefore = lastDayOf(before)
  if (last !== null && lastBefore !== null && last < lastBefore) {
    doubts.push(
      `It tells up to ${sayDay(last)}, and what was taken before it tells up to ${sayDay(lastBefore)}. It may be the export of an earlier year.`,
    )
  } else if (last !== null && last < addDays(today, -OLD_DAYS)) {
    doubts.push(`It tells up to ${sayDay(last)} and of nothing since. It may be the export of an earlier year.`)
  }
  return doubts
}

/** The last day of which any of them tells. */
export function lastDayOf(sources: readonly Source[]): Day | null {
  const days = sources.flatMap(({ coverage }) => coverage.map(({ until }) => until))
  return days.length === 0 ? null : days.reduce((last, day) => (day > last ? day : last))
}
