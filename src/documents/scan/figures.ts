import type { Day } from '../../engine/calendar/day.ts'
import type { Cohort } from '../../engine/facts/cohort.ts'
import type { Owed } from '../../engine/watch/duties.ts'
import type { OccasionRow } from '../../engine/watch/scan.ts'
import type { Scanned } from './scanned.ts'

/** How far ahead "soon" reaches, in days. */
export const SOON = 30

/** The numbers that stand first on the page. A trigger that only suggests is counted apart from one that acts. */
export interface Figures {
  readonly children: number
  readonly onPlan: number
  /** Children who surely meet a trigger that makes a protocol act, and who surely will by the last day. */
  readonly met: number
  readonly toCome: number
  readonly suggested: number
  readonly overdue: number
  /** How many days ago the oldest overdue duty was due; 0 where none is. */
  readonly oldest: number
  readonly soon: number
  /** Triggers that may be met and duties that may have been done, for all that the files tell. */
  readonly cannotTell: number
}

export function figuresOf({ scan, cohort }: Scanned): Figures {
  const { question, occasions, duties } = scan
  const { asOf } = question
  const children = (holds: (row: OccasionRow) => boolean): number =>
    new Set(occasions.filter(holds).map(({ child }) => child)).size
  const count = (holds: (owed: Owed) => boolean): number =>
    duties.reduce((total, { owed }) => total + (holds(owed) ? 1 : 0), 0)
  return {
    children: cohort.size,
    onPlan: countOnPlan(cohort, asOf, question.knownAt),
    met: children(({ standing, occasion }) => standing === 'met' && occasion.trigger.suggests === null),
    toCome: children(({ standing, occasion }) => standing === 'to-come' && occasion.trigger.suggests === null),
    suggested: children(({ standing, occasion }) => standing === 'met' && occasion.trigger.suggests !== null),
    overdue: count(({ standing }) => standing.kind === 'overdue'),
    oldest: duties.reduce(
      (most, { owed: { standing, due } }) => (standing.kind === 'overdue' ? Math.max(most, asOf - due) : most),
      0,
    ),
    soon: count(({ standing, due }) => standing.kind === 'open' && due <= asOf + SOON),
    cannotTell:
      occasions.filter(({ standing }) => standing === 'may-be-met' || standing === 'may-come').length +
      count(({ standing }) => standing.kind === 'not-known'),
  }
}

function countOnPlan(cohort: Cohort, asOf: Day, knownAt: Day | undefined): number {
  let count = 0
  for (let child = 0; child < cohort.size; child++) {
    const onPlan = cohort
      .history(child, knownAt)
      .facts.some(
        ({ kind, from, until }) => kind === 'protection-plan' && from <= asOf && (until === null || until > asOf),
      )
    if (onPlan) count += 1
  }
  return count
}
