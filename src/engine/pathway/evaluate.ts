import type { WorkingCalendar } from '../calendar/calendar.ts'
import { addDays, type Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import { shift } from '../calendar/span.ts'
import { dayOfOccasion } from '../watch/occasions.ts'
import { closureOf } from './closure.ts'
import { dayOf, startOf } from './days.ts'
import type { DueDerivation } from './derivation.ts'
import { dueOf, instantOf } from './due.ts'
import { documentsOf } from './effects.ts'
import { begin, finish, type PathwayHistory, take } from './fold.ts'
import { meetable, refusal, refusalsOfStep, takersOf } from './judge.ts'
import { viewOfFlag, viewOfNotice } from './notices.ts'
import type { People } from './people.ts'
import { type Counted, type Known, readRecord } from './record.ts'
import { type Running, rulebookOf } from './rulebook.ts'
import { type OpenedDuty, type State, stageOf } from './state.ts'
import { viewOfTriggers, withdrawnTrigger } from './triggers.ts'
import type { Asking, DutyStanding, EntryView, Obligation, Offer, PathwayDuty, Refused, View } from './view.ts'
import { firstMeant, meantBy, sceneOf } from './who.ts'

/**
 * Everything that is shown of one pathway as of a moment, as far as it was known by another: where it stands, what is owed,
 * what may be recorded now and what not and why, triggers met and to come, who was told, who may see it.
 */
export function evaluate(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  asking: Asking,
): View {
  const rulebook = rulebookOf(protocol)
  const { counted, known, next } = readRecord(history.entries, rulebook, asking)
  const state = begin({ rulebook, history, people, calendar }, asking)
  for (const record of counted) take(record, state)
  finish(state)
  const duties = [...state.opened.values()].map((owed) => viewOfDuty(owed, state))
  const stay = state.stays.at(-1) ?? null
  return {
    stage: stageOf(state),
    since: stay?.from ?? null,
    entries: viewOfEntries(known, counted, state),
    duties,
    ...stepsNow(state),
    triggers: viewOfTriggers(state),
    obligations: obligationsOf(duties, state),
    notices: state.notices.map(viewOfNotice),
    flags: state.flags.map(viewOfFlag),
    grants: grantsNow(state),
    documents: counted.flatMap((record) => documentsOf(record, state).map((id) => ({ id, of: record.root }))),
    validUntil: validUntil(state, duties, next),
  }
}

function viewOfEntries(known: readonly Known[], counted: readonly Counted[], state: State): readonly EntryView[] {
  const moved = new Map<Counted, { readonly from: string | null; readonly to: string }>()
  state.stays.forEach(({ by, stage }, i) => {
    moved.set(by, { from: state.stays[i - 1]?.stage.id ?? null, to: stage.id })
  })
  const records = new Map(counted.map((record) => [record.entry, record]))
  return known.map(({ entry, supersededBy, ignored }) => {
    const record = ignored === null && supersededBy === null ? records.get(entry) : undefined
    const move = record === undefined ? undefined : moved.get(record)
    return { entry, supersededBy, ignored, from: move?.from ?? null, to: move?.to ?? null }
  })
}

function viewOfDuty(owed: OpenedDuty, state: State): PathwayDuty {
  const closed = closureOf(owed, state, state.asOf)
  const due = dueOf(owed, state)
  const at = due.ok ? instantOf(due.value) : null
  const on = closed === null ? state.told.asOf : dayOf(closed.at)
  const scene = sceneOf(state, owed, on)
  const meant = firstMeant(owed.duty.owedBy.anyOf, scene)
  const { person } = owed
  const [first] = owed.duty.owedBy.anyOf
  const persons = person !== null && first?.kind === 'every-holder' ? [person] : meant.persons
  return {
    id: owed.id,
    duty: owed.duty,
    of: owed.of,
    opened: owed.opened,
    owedBy: persons,
    who: meant.who ?? { kind: 'raiser' },
    due: due.ok ? { day: due.value.result, at, derivation: due.value } : { none: due.refusal },
    standing: standingOfDuty(owed, closed, due.ok ? { day: due.value.result, at } : null, state),
    tell: firstMeant(owed.duty.ifOverdue.tell, scene).persons,
    tellFrom: due.ok ? tellFrom(owed, due.value, state) : null,
  }
}

/** The day on which silence is told of: the day after the due day, or so long after it; null where the calendar ends before. */
function tellFrom({ duty }: OpenedDuty, due: DueDerivation, { calendar }: State): Day | null {
  const { after } = duty.ifOverdue
  const at = instantOf(due)
  if (after === null) return at === null ? addDays(due.result, 1) : due.result
  if (after.unit === 'hour') return dayOf(((at ?? startOf(addDays(due.result, 1))) + after.count * HOUR) as Instant)
  const shifted = shift(due.result, { count: after.count, unit: after.unit }, 'after', calendar)
  return shifted.ok ? shifted.value : null
}

const HOUR = 3_600_000

function standingOfDuty(
  owed: OpenedDuty,
  closed: ReturnType<typeof closureOf>,
  due: { readonly day: Day; readonly at: Instant | null } | null,
  state: State,
): DutyStanding {
  if (closed?.kind === 'lapsed') return closed
  if (closed?.kind === 'met') {
    const late = due !== null && (due.at === null ? dayOf(closed.at) > due.day : closed.at > due.at)
    return { ...closed, late }
  }
  if (due === null) return { kind: 'open' }
  const isOver = due.at === null ? state.told.asOf > due.day : state.asOf > due.at
  if (!isOver) return { kind: 'open' }
  const { metBy } = owed.duty
  if (metBy.kind === 'step') return { kind: 'overdue' }
  const kind = metBy.fact === 'review conference' ? 'review' : 'conference'
  return !owed.untold && state.told.reaches(kind, due.day) ? { kind: 'overdue' } : { kind: 'not-known' }
}

/** One table of what may happen next: each step is offered, or refused with every reason. */
function stepsNow(state: State): { readonly offers: readonly Offer[]; readonly refused: readonly Refused[] } {
  const offers: Offer[] = []
  const refused: Refused[] = []
  for (const step of state.rulebook.protocol.steps) {
    const refusals = refusalsOfStep(step, state.asOf, state)
    const takers = refusals.length > 0 ? [] : takersOf(step, state.asOf, state)
    if (takers.length > 0) {
      const meets = meetable(step, state.asOf, state).map(({ id }) => id)
      offers.push({ step, by: step.by.anyOf, takers, asks: step.asks, outcomes: step.outcomes, meets })
      continue
    }
    // Nobody is there who may: the relation is to be filled first.
    const [wanted] = step.by.anyOf
    const nobody = wanted === undefined ? [] : [refusal(step, { kind: 'not-the-own', wanted, own: null })]
    refused.push({ step, refusals: refusals.length > 0 ? refusals : nobody })
  }
  return { offers, refused }
}

/** What waits for somebody to be found, and a pathway whose trigger was withdrawn. A pathway that has ended waits for nothing. */
function obligationsOf(duties: readonly PathwayDuty[], state: State): readonly Obligation[] {
  if (stageOf(state)?.ends === true) return []
  const isOwed = ({ standing }: PathwayDuty): boolean => standing.kind === 'open' || standing.kind === 'overdue'
  const withdrawn = withdrawnTrigger(state)
  return [
    ...duties
      .filter((each) => isOwed(each) && each.owedBy.length === 0)
      .map(({ who, id }): Obligation => ({ kind: 'find-who', who, of: id, for: 'duty' })),
    ...state.notices.flatMap(({ notice, of, nobody }) => {
      return nobody.map((who): Obligation => ({ kind: 'find-who', who, of: `${notice.id}:${of}`, for: 'notice' }))
    }),
    ...(withdrawn === null ? [] : [{ kind: 'confirm-or-close', ...withdrawn } as const]),
  ]
}

function grantsNow(state: State): View['grants'] {
  const stage = stageOf(state)
  return state.rulebook.grants
    .filter((grant) => grant.while.length === 0 || (stage !== null && grant.while.includes(stage.id)))
    .map(({ id, who, compartments }) => {
      const scene = { state, on: state.told.asOf, by: state.start, agency: null, person: null }
      const persons = new Set(who.flatMap((each) => meantBy(each, scene).map(({ person }) => person)))
      return { id, persons: [...persons], compartments }
    })
}

/** The first moment at which time alone changes something: a day passes, a trigger is met, somebody's role begins or ends. */
function validUntil(state: State, duties: readonly PathwayDuty[], next: Instant | null): Instant | null {
  const { asOf, people } = state
  const today = state.told.asOf
  let first: Instant | null = next
  const consider = (at: Instant): void => {
    if (at > asOf && (first === null || at < first)) first = at
  }
  const considerDay = (day: Day | null): void => {
    if (day !== null && day > today) consider(startOf(day))
  }
  for (const { standing, due } of duties) {
    if (standing.kind !== 'open' || !('day' in due)) continue
    if (due.at === null) considerDay(addDays(due.day, 1))
    else consider((due.at + 1) as Instant)
  }
  for (const occasion of [...state.occasions.values()].flat()) {
    considerDay(occasion.possible)
    considerDay(dayOfOccasion(occasion))
    considerDay(occasion.over)
    // What is in doubt rests on which days no file tells of, today among them.
    if (occasion.gaps.length > 0) considerDay(addDays(today, 1))
  }
  for (const { from, until } of [...people.holdings, ...people.own]) {
    considerDay(from)
    considerDay(until)
  }
  for (const day of state.ahead) considerDay(day)
  for (const { on } of people.sittings) considerDay(addDays(on, 1))
  // A trigger that nobody has noticed is noticed by whoever looks, and that is another day tomorrow.
  if (duties.some(({ due }) => 'day' in due && restsOnNotice(due))) considerDay(addDays(today, 1))
  return first
}

function restsOnNotice(due: Extract<PathwayDuty['due'], { readonly day: Day }>): boolean {
  const rests = (derivation: typeof due.derivation): boolean => {
    if (derivation.kind === 'event') return derivation.event.kind === 'trigger-noticed'
    if ('chosen' in derivation)
      return rests(derivation.chosen) || (derivation.other !== undefined && rests(derivation.other))
    return 'from' in derivation && rests(derivation.from)
  }
  return rests(due.derivation)
}
