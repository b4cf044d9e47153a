import type { WorkingCalendar } from '../calendar/calendar.ts'
import { addDays, type Day, LAST_DAY } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Stage } from '../protocol/pathway-parts.ts'
import { dayOfOccasion } from '../watch/occasions.ts'
import { adultOn } from '../watch/told.ts'
import { isOut } from './agencies.ts'
import { closureOf } from './closure.ts'
import { dayOf, startOf } from './days.ts'
import { dueOf, instantOf, metFromOf } from './due.ts'
import { fold, givenFor, type PathwayHistory } from './fold.ts'
import type { People } from './people.ts'
import { type Running, rulebookOfDuties } from './rulebook.ts'
import { type Closed, hasEnded, type OpenedDuty, type State, stageOf } from './state.ts'
import type { Asking, DutyStanding, PathwayDuty } from './view.ts'
import { firstMeant, meantBy, type Scene, sceneOf } from './who.ts'

/** A duty as lists show it: what is owed, by whom and by when, and how it stands. Whom its silence is told to is left aside. */
export type StandingDuty = Omit<PathwayDuty, 'tell' | 'tellFrom'>

/** Where a pathway stands and what it owes: as much of it as lists and sweeps ask for. */
export interface Standing {
  readonly stage: Stage | null
  readonly since: Instant | null
  /** Those that nothing has met or ended, in the order in which they were opened. */
  readonly duties: readonly StandingDuty[]
  /** Until which moment nothing of this, nor of all that `evaluate` shows, changes by time alone. */
  readonly validUntil: Instant | null
}

/** What `evaluate` says of the stage and of the duties that are open, without offers, refusals, notices and triggers. */
export function standing(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  asking: Asking,
): Standing {
  const { state, record } = fold(givenFor(protocol, history, people, calendar, rulebookOfDuties), asking)
  const duties: StandingDuty[] = []
  for (const owed of state.opened) {
    if (closureOf(owed, state, state.asOf) === null) duties.push(dutyOf(owed, null, state))
  }
  const since = state.stays.at(-1)?.from ?? null
  return { stage: stageOf(state), since, duties, validUntil: validUntil(state, duties, record.next) }
}

/** What is owed, by whom and by when, and how it stands. */
export function dutyOf(owed: OpenedDuty, closed: Closed | null, state: State): StandingDuty {
  const { id, duty, of, agency, opened, carried } = owed
  const reckoned = dueOf(owed, state)
  const due: PathwayDuty['due'] = reckoned.ok
    ? { day: reckoned.value.result, at: instantOf(reckoned.value), derivation: reckoned.value }
    : { none: reckoned.refusal }
  const on = closed === null ? state.told.asOf : dayOf(closed.at)
  const scene = sceneOf(state, owed, on)
  const { who, persons } = firstMeant(duty.owedBy.anyOf, scene)
  return {
    id,
    duty,
    of,
    agency,
    answers: owed.answers[0] ?? null,
    opened,
    owedBy: oweEach(owed, scene) ?? persons,
    who: who ?? { kind: 'raiser' },
    due,
    standing: standingOf(owed, closed, due, state),
    metFrom: metFromOf(owed, state),
    carried: carried === null ? null : { as: carried.as, by: carried.by.root },
  }
}

/** Who owes what is owed by each of several for themselves; null where those whom the sentence means owe it together. */
function oweEach({ duty, person, agency }: OpenedDuty, scene: Scene): readonly string[] | null {
  const [first] = duty.owedBy.anyOf
  if ((first?.kind === 'every-holder' || first?.kind === 'every-other-holder') && person !== null) {
    return isOut(scene.state.people, person, scene.on) ? [] : [person]
  }
  if (first?.kind !== 'each-agency-with-flag' || agency === null) return null
  return meantBy({ kind: 'that-agency', tied: false }, scene).map((meant) => meant.person)
}

function standingOf(owed: OpenedDuty, closed: Closed | null, due: PathwayDuty['due'], state: State): DutyStanding {
  if (closed?.kind === 'lapsed') return closed
  if (closed?.kind === 'met') {
    const late = 'day' in due && (due.at === null ? dayOf(closed.at) > due.day : closed.at > due.at)
    return { ...closed, late }
  }
  if (!('day' in due)) return { kind: 'open' }
  const isOver = due.at === null ? state.told.asOf > due.day : state.asOf > due.at
  if (!isOver) return { kind: 'open' }
  const { metBy } = owed.duty
  if (metBy.kind === 'step') return { kind: 'overdue' }
  const kind = metBy.fact === 'review conference' ? 'review' : 'conference'
  return !owed.untold && state.told.reaches(kind, due.day) ? { kind: 'overdue' } : { kind: 'not-known' }
}

/**
 * The first moment at which time alone changes something: a day passes, a trigger is met, somebody's role begins or ends.
 * Given are the duties that are open, and when the next entry that lies ahead happens.
 */
export function validUntil(state: State, duties: readonly StandingDuty[], next: Instant | null): Instant | null {
  const { asOf, people } = state
  const today = state.told.asOf
  let first: Instant | null = next
  const consider = (at: Instant): void => {
    if (at > asOf && (first === null || at < first)) first = at
  }
  // Days are compared as days, and the moment of the soonest is asked for once.
  let soonest: Day = LAST_DAY
  const considerDay = (day: Day | null): void => {
    if (day !== null && day > today && day < soonest) soonest = day
  }
  for (const { standing, due, metFrom } of duties) {
    if (standing.kind === 'open' || standing.kind === 'overdue') considerDay(metFrom)
    if (standing.kind !== 'open' || !('day' in due)) continue
    if (due.at === null) considerDay(addDays(due.day, 1))
    else consider((due.at + 1) as Instant)
  }
  for (const occasions of state.occasions.values()) {
    for (const occasion of occasions) {
      considerDay(occasion.possible)
      considerDay(dayOfOccasion(occasion))
      considerDay(occasion.over)
      // What is in doubt rests on which days no file tells of, today among them.
      if (occasion.gaps.length > 0) considerDay(addDays(today, 1))
    }
  }
  for (const holdings of [people.holdings, people.own]) {
    for (const { from, until } of holdings) {
      considerDay(from)
      considerDay(until)
    }
  }
  for (const { until = null } of people.persons) considerDay(until)
  for (const { from, until } of people.excluded ?? []) {
    considerDay(from)
    considerDay(until)
  }
  for (const { on } of people.ended ?? []) considerDay(on)
  // What is recorded at a meeting can first be recorded on the day on which it first sits.
  for (const meeting of state.rulebook.waitedFor) {
    const days = people.sittings.filter((sitting) => sitting.meeting === meeting).map(({ on }) => on)
    if (days.every((on) => on > today)) for (const on of days) considerDay(on)
  }
  for (const { facts, child } of state.files) {
    considerDay(child.died)
    considerDay(adultOn(child))
    for (const { from, until, knownFrom, knownUntil } of facts) {
      considerDay(from)
      considerDay(until)
      considerDay(knownFrom)
      considerDay(knownUntil)
    }
  }
  // Where all has ended, no sitting changes anything.
  const waits = !hasEnded(state) || duties.some(({ standing: { kind } }) => kind === 'open' || kind === 'overdue')
  if (waits) {
    for (const { on } of people.sittings) {
      considerDay(on)
      considerDay(addDays(on, 1))
    }
  }
  // A trigger that nobody has noticed is noticed by whoever looks, and that is another day tomorrow.
  if (isToBeNoticed(state)) considerDay(addDays(today, 1))
  if (soonest < LAST_DAY) consider(startOf(soonest))
  return first
}

function isToBeNoticed(state: State): boolean {
  const { countedFromNotice } = state.rulebook
  if (countedFromNotice.size === 0) return false
  for (const owed of state.opened) {
    if (owed.by === null && countedFromNotice.has(owed.duty) && dueOf(owed, state).ok) return true
  }
  return false
}
