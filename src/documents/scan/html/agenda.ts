import type { Day } from '../../../engine/calendar/day.ts'
import { dayOfOccasion } from '../../../engine/watch/occasions.ts'
import type { DutyRow, OccasionRow, Scan, UndatedRow } from '../../../engine/watch/scan.ts'

/** More children than this make a page that nobody reads to its end and that browsers are slow to show. */
export const MOST_CHILDREN = 500

/** Everything that a scan says of one child. */
export interface ChildAgenda {
  /** The child's number in the cohort. */
  readonly child: number
  readonly occasions: readonly OccasionRow[]
  readonly duties: readonly DutyRow[]
  readonly undated: readonly UndatedRow[]
}

/** The children with a trigger or a duty in the window, soonest first. */
export interface Agenda {
  readonly shown: readonly ChildAgenda[]
  /** How many more there are than are shown. */
  readonly left: number
  /** The duties of the children shown, by the day they are due. */
  readonly duties: readonly DutyRow[]
}

export function agendaOf({ occasions, duties, undated, question: { asOf } }: Scan, most = MOST_CHILDREN): Agenda {
  const children = new Map<
    number,
    { child: number; occasions: OccasionRow[]; duties: DutyRow[]; undated: UndatedRow[] }
  >()
  const of = (child: number) => {
    let found = children.get(child)
    if (found === undefined) {
      found = { child, occasions: [], duties: [], undated: [] }
      children.set(child, found)
    }
    return found
  }
  for (const row of occasions) of(row.child).occasions.push(row)
  for (const row of duties) of(row.child).duties.push(row)
  for (const row of undated) of(row.child).undated.push(row)
  const inOrder = [...children.values()]
    .map((agenda) => ({ agenda, urgency: urgencyOf(agenda, asOf) }))
    .sort((a, b) => a.urgency - b.urgency || a.agenda.child - b.agenda.child)
    .map(({ agenda }) => agenda)
  const shown = inOrder.slice(0, most)
  for (const agenda of shown) {
    agenda.duties.sort((a, b) => a.owed.due - b.owed.due)
    agenda.occasions.sort((a, b) => dayOfOccasion(a.occasion) - dayOfOccasion(b.occasion))
  }
  return {
    shown,
    left: inOrder.length - shown.length,
    duties: shown.flatMap((agenda) => agenda.duties).sort((a, b) => a.owed.due - b.owed.due || a.child - b.child),
  }
}

/** After every day that a person can do something about: what has been met already, or cannot be told. */
const NO_DAY_AHEAD = 0x20000000

/** The soonest day that something is owed or will be met; where there is none, what was met last comes first. */
function urgencyOf({ occasions, duties }: ChildAgenda, asOf: Day): number {
  let soonest = Number.POSITIVE_INFINITY
  let latest = Number.NEGATIVE_INFINITY
  for (const { owed } of duties) {
    if (owed.standing.kind === 'open' || owed.standing.kind === 'overdue') soonest = Math.min(soonest, owed.due)
    else latest = Math.max(latest, owed.due)
  }
  for (const { occasion } of occasions) {
    const on = dayOfOccasion(occasion)
    if (on > asOf) soonest = Math.min(soonest, on)
    else latest = Math.max(latest, on)
  }
  return Number.isFinite(soonest) ? soonest : NO_DAY_AHEAD - Math.max(latest, -NO_DAY_AHEAD / 2)
}
