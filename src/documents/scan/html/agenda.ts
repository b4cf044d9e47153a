import type { Day } from '../../../engine/calendar/day.ts'
import type { Trigger } from '../../../engine/protocol/protocol.ts'
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

/** The children with a trigger or a duty in the window: those to escalate now first, then by what is rare, then by what is owed. */
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
  const few = rarityOf(occasions)
  const inOrder = [...children.values()]
    .map((agenda) => ({ agenda, rank: rankOf(agenda, few), urgency: urgencyOf(agenda, asOf) }))
    .sort((a, b) => a.rank - b.rank || a.urgency - b.urgency || a.agenda.child - b.agenda.child)
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

/** A trigger that only suggests is rare where it is met for no more children than this: such children are few and grave. */
const FEW = 25

/** How many times each trigger that only suggests is met. */
function rarityOf(occasions: readonly OccasionRow[]): ReadonlyMap<Trigger, number> {
  const counts = new Map<Trigger, number>()
  for (const { occasion, standing } of occasions) {
    if (standing !== 'met' || occasion.trigger.suggests === null) continue
    counts.set(occasion.trigger, (counts.get(occasion.trigger) ?? 0) + 1)
  }
  return counts
}

/** Where more children are found than a page can list, those of most concern are on it, and not those whose days come first. */
function rankOf({ occasions, duties }: ChildAgenda, rarity: ReadonlyMap<Trigger, number>): number {
  const met = occasions.filter(({ standing }) => standing === 'met')
  const late = duties.some(({ owed }) => owed.standing.kind === 'overdue')
  if (late || met.some(({ occasion }) => occasion.trigger.suggests === null)) return 0
  const rarest = Math.min(...met.map(({ occasion }) => rarity.get(occasion.trigger) ?? Number.POSITIVE_INFINITY))
  if (rarest <= FEW) return 1
  const owes = duties.some(({ owed }) => owed.standing.kind === 'open')
  if (owes || occasions.some(({ occasion }) => occasion.trigger.suggests === null)) return 2
  return Number.isFinite(rarest) ? 3 : 4
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
