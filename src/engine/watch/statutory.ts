import type { WorkingCalendar } from '../calendar/calendar.ts'
import { addDays, type Day } from '../calendar/day.ts'
import { LONDON, wallTimeOf } from '../calendar/instant.ts'
import { type Count, count, type Span } from '../calendar/span.ts'
import type { FactKind, FactOf, History } from '../facts/fact.ts'
import { type Told, tell } from './told.ts'

/** What statute and guidance want by a day, whatever any protocol says (PRA-10). */
export type ClockKind =
  | 'assessment'
  | 'initial-conference'
  | 'core-group'
  | 'review-conference'
  | 'looked-after-review'
  | 'first-visit'
  | 'pre-proceedings'
  | 'serious-incident'

/** Whether it was done, as far as files tell. */
export type ClockStanding =
  | { readonly kind: 'done'; readonly on: Day; readonly late: boolean }
  /** It was decided that it need not be done. */
  | { readonly kind: 'decided-not'; readonly on: Day; readonly late: boolean }
  /** Its day is still to come, or is today. */
  | { readonly kind: 'running' }
  /** Files that tell of that day do not have it. */
  | { readonly kind: 'late' }
  /** Its day has passed, and no file tells whether it was done. */
  | { readonly kind: 'not-told' }

/** One statutory limit for a child, with how its day was counted. It changes no duty of any protocol. */
export interface StatutoryClock {
  readonly kind: ClockKind
  readonly due: Count
  readonly standing: ClockStanding
}

/** The days on which people recorded that a serious incident was notified, and those on which it was decided not to. */
export interface IncidentAnswers {
  readonly notified: readonly Day[]
  readonly decidedNot: readonly Day[]
}

const UNANSWERED: IncidentAnswers = { notified: [], decidedNot: [] }

/** For so many days a limit of which no file can tell is shown after its day: later nothing can be done about it. */
const SHOWN_AFTER = 28

/** Months to the first review conference, and from each to the next. */
export const FIRST_REVIEW = 3
const NEXT_REVIEW = 6

/**
 * The statutory limits that run for a child on a day, as far as the facts of files give them: of the latest enquiry, of the
 * assessment and the plan that run, of a new placement, of pre-proceedings; and of the latest serious incident that became known.
 * For a child who has died only the last.
 * @param incidents the days on which records told of one; a death is one by itself
 * @param answered a decision answers the incidents known by its day: of a later one it knew nothing
 */
export function statutoryClocks(
  history: History,
  asOf: Day,
  calendar: WorkingCalendar,
  incidents: readonly Day[] = [],
  answered: IncidentAnswers = UNANSWERED,
): readonly StatutoryClock[] {
  const told = tell(history, asOf)
  const { died } = told.child
  const known = [...incidents, ...(died === null || died > asOf ? [] : [knownToHaveDied(told, died)])]
  const latest = known.filter((day) => day <= asOf).reduce<Day | null>((a, b) => (a === null || b > a ? b : a), null)
  const incident = latest === null ? null : incidentClock(latest, answered, told, calendar)
  const serious = recent(incident, told) ?? []
  if (died !== null && died <= asOf) return [serious].flat()
  return [...CLOCKS.flatMap((clock) => clock(told, calendar) ?? []), ...[serious].flat()]
}

function incidentClock(
  from: Day,
  { notified, decidedNot }: IncidentAnswers,
  told: Told,
  calendar: WorkingCalendar,
): StatutoryClock | null {
  const span: Span = { count: 5, unit: 'working day' }
  const clock = clockOf('serious-incident', from, span, doneFrom(from, notified), told, calendar)
  const on = doneFrom(from, decidedNot)
  if (clock === null || clock.standing.kind === 'done' || on === null) return clock
  return { ...clock, standing: { kind: 'decided-not', on, late: on > clock.due.result } }
}

/** The first of some days from one on. */
function doneFrom(from: Day, days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((first, day) => (day >= from && (first === null || day < first) ? day : first), null)
}

/** The day on which a death became known: when somebody recorded it, else the day itself. */
function knownToHaveDied({ recorded }: Told, died: Day): Day {
  const own = recorded.find(({ kind }) => kind === 'death')
  return own === undefined ? died : (Math.max(wallTimeOf(own.recorded, LONDON).day, died) as Day)
}

type Clock = (told: Told, calendar: WorkingCalendar) => StatutoryClock | null

const CLOCKS: readonly Clock[] = [
  (told, calendar) => {
    const assessment = told.facts('assessment').findLast(({ until }) => until === null)
    if (assessment === undefined) return null
    const referrals = told.facts('referral')
    const named = referrals.find(({ key }) => key !== '' && key === assessment.referral)
    const referral = named ?? referrals.findLast(({ from }) => from <= assessment.from)
    if (referral === undefined) return null
    return clockOf('assessment', referral.from, { count: 45, unit: 'working day' }, null, told, calendar)
  },
  (told, calendar) => {
    const enquiry = told.facts('enquiry').at(-1)
    if (enquiry === undefined || enquiry.conferenceNotRequired) return null
    const { from } = enquiry
    // On a plan already: what the enquiry finds goes to the review conference.
    if (told.facts('protection-plan').some((plan) => plan.from < from && (plan.until === null || plan.until > from)))
      return null
    const held = told.facts('conference').find((each) => each.from >= from)?.from ?? null
    const clock = clockOf('initial-conference', from, { count: 15, unit: 'working day' }, held, told, calendar)
    return clock?.standing.kind === 'done' && told.asOf - clock.standing.on > SHOWN_AFTER ? null : clock
  },
  (told, calendar) => {
    const plan = runningPlan(told)
    if (plan === undefined || reviewsOf(plan, told).length > 0) return null
    return recent(clockOf('core-group', plan.from, { count: 10, unit: 'working day' }, null, told, calendar), told)
  },
  (told, calendar) => {
    const plan = runningPlan(told)
    if (plan === undefined) return null
    const last = reviewsOf(plan, told).at(-1)
    const span: Span = { count: last === undefined ? FIRST_REVIEW : NEXT_REVIEW, unit: 'month' }
    return clockOf('review-conference', last?.from ?? plan.from, span, null, told, calendar)
  },
  (told, calendar) => {
    const began = lookedAfterSince(told)
    if (began === null) return null
    return recent(clockOf('looked-after-review', began, { count: 20, unit: 'working day' }, null, told, calendar), told)
  },
  (told, calendar) => {
    const placement = told.facts('placement').findLast(({ until }) => until === null)
    if (placement === undefined) return null
    return recent(clockOf('first-visit', placement.from, { count: 1, unit: 'week' }, null, told, calendar), told)
  },
  (told, calendar) => {
    const running = told.facts('pre-proceedings').findLast(({ until }) => until === null)
    if (running === undefined) return null
    return clockOf('pre-proceedings', running.from, { count: 16, unit: 'week' }, null, told, calendar)
  },
]

/** Which facts would tell that it was done; null where no file of ours does. */
const TOLD_BY: Readonly<Record<ClockKind, FactKind | null>> = {
  assessment: 'assessment',
  'initial-conference': 'conference',
  'core-group': null,
  'review-conference': 'review',
  'looked-after-review': null,
  'first-visit': null,
  'pre-proceedings': 'pre-proceedings',
  'serious-incident': null,
}

function clockOf(
  kind: ClockKind,
  from: Day,
  span: Span,
  held: Day | null,
  told: Told,
  calendar: WorkingCalendar,
): StatutoryClock | null {
  const due = count(from, span, 'after', calendar)
  // Beyond the years of the calendar nothing can be counted.
  if (!due.ok) return null
  return { kind, due: due.value, standing: standingOf(kind, due.value.result, held, told) }
}

function standingOf(kind: ClockKind, due: Day, held: Day | null, told: Told): ClockStanding {
  if (held !== null) return { kind: 'done', on: held, late: held > due }
  if (due >= told.asOf) return { kind: 'running' }
  // People record it here, and no file tells of it.
  if (kind === 'serious-incident') return { kind: 'late' }
  const by = TOLD_BY[kind]
  // Files tell that it was not done by its day once they reach beyond it.
  return { kind: by !== null && told.reaches(by, addDays(due, 1)) ? 'late' : 'not-told' }
}

function recent(clock: StatutoryClock | null, { asOf }: Told): StatutoryClock | null {
  return clock !== null && asOf - clock.due.result > SHOWN_AFTER ? null : clock
}

function runningPlan(told: Told): FactOf<'protection-plan'> | undefined {
  return told.facts('protection-plan').findLast(({ until }) => until === null)
}

function reviewsOf(plan: FactOf<'protection-plan'>, told: Told): readonly FactOf<'review'>[] {
  return told
    .facts('review')
    .filter((review) => (review.plan === '' ? review.from >= plan.from : review.plan === plan.key))
}

/** The day on which the placements that follow each other without a gap, up to the one that runs, began. */
function lookedAfterSince(told: Told): Day | null {
  let since: Day | null = null
  let until: Day | null = null
  for (const placement of told.facts('placement')) {
    const follows: boolean = since !== null && (until === null || placement.from <= until)
    if (!follows) since = placement.from
    until = placement.until === null || (follows && until === null) ? null : placement.until
  }
  return until === null ? since : null
}
