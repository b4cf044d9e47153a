import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { History } from '../facts/fact.ts'
import { isKnownEvent } from '../facts/life-event.ts'
import { isKnown } from '../facts/versions.ts'
import type { Stage } from '../protocol/pathway-parts.ts'
import { type Told, tell } from '../watch/told.ts'
import { lapse, meetDuties } from './closing.ts'
import { dayOf } from './days.ts'
import type { Entry } from './entry.ts'
import { lifeEventsOf } from './life-events.ts'
import { moveVersion } from './move.ts'
import { raiseFlags, sendNotices } from './notices.ts'
import { openForFlag, openOnEntering, openOnRecord } from './openings.ts'
import type { People } from './people.ts'
import { type Counted, type Record, readRecord, type Versioned } from './record.ts'
import type { Rulebook, Running } from './rulebook.ts'
import { advance, openUnnoticed, schedule } from './schedule.ts'
import { openSittings, sittingsInOrder } from './sittings.ts'
import { type EarlierRun, occasionsIn, startsIn } from './starts.ts'
import type { State, Stay } from './state.ts'
import { laterVersions, type Version } from './versions.ts'
import type { Asking } from './view.ts'

/** What is known of one pathway: what files tell of the child, and what people recorded. */
export interface PathwayHistory {
  readonly facts: History
  readonly entries: readonly Entry[]
  /** What files tell of the other children of the family; left out where no source tells of families. */
  readonly family?: readonly History[]
  /** Runs of the same protocol for the same child that have ended; left out where there were none. */
  readonly earlierRuns?: readonly EarlierRun[]
  /** The versions of its protocol to which entries move it, by what these call them; left out where none does. */
  readonly versions?: ReadonlyMap<string, Version>
}

/** What the fold is given besides entries. */
export interface Given extends Versioned {
  readonly history: PathwayHistory
  readonly people: People
  readonly calendar: WorkingCalendar
}

/** What a fold is given, each version read as it is needed. The first is that under which the pathway was opened. */
export function givenFor(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  rulebookFor: (protocol: Running) => Rulebook,
): Given {
  const later = laterVersions(history.versions, rulebookFor)
  return { rulebook: rulebookFor(protocol), later, history, people, calendar }
}

/** A pathway as it stands at the moment asked, with what was read of its record. */
export function fold(given: Given, asking: Asking): { readonly state: State; readonly record: Record } {
  const state = begin(given, asking)
  const { entries } = given.history
  const record = readRecord(entries, given, asking, startsIn(given, state, entries, asking.knownAt))
  for (const counted of record.counted) take(counted, state)
  finish(state)
  return { state, record }
}

/** A pathway before its first entry. */
export function begin({ rulebook, history, people, calendar }: Given, { asOf, knownAt }: Asking): State {
  const { told, others } = toldOf(history, { asOf, knownAt })
  const state: State = {
    rulebook,
    people,
    calendar,
    told,
    others,
    occasions: occasionsIn(rulebook, told, others),
    version: null,
    before: new Map(),
    lifeEvents: lifeEventsOf(told),
    files: history.family === undefined ? [history.facts] : [history.facts, ...history.family],
    asOf,
    sittings: sittingsInOrder(people, rulebook),
    passed: 0,
    stays: [],
    records: new Map(),
    opened: [],
    open: new Map(),
    notices: [],
    flags: [],
    lasting: [],
    scheduled: [],
    earlierEnd: lastDayOf(history.earlierRuns ?? []),
    startedByItself: [],
    start: null,
    lastSitting: null,
  }
  schedule(state)
  return state
}

function lastDayOf(runs: readonly EarlierRun[]): Day | null {
  return runs.length === 0 ? null : (Math.max(...runs.map(({ ended }) => dayOf(ended))) as Day)
}

/** What files tell of the child, and of the others of the family, as far as it was known. */
export function toldOf(
  { facts, family }: PathwayHistory,
  { asOf, knownAt }: Asking,
): { readonly told: Told; readonly others: readonly Told[] | null } {
  const told = (each: History): Told => tell(knownOf(each, knownAt), dayOf(asOf))
  return { told: told(facts), others: family?.map(told) ?? null }
}

function knownOf(facts: History, knownAt: Asking['knownAt']): History {
  const on = dayOf(knownAt)
  const known = { ...facts, facts: facts.facts.filter((fact) => isKnown(fact, on)) }
  const { lifeEvents } = facts
  return lifeEvents === undefined
    ? known
    : { ...known, lifeEvents: lifeEvents.filter((event) => isKnownEvent(event, knownAt)) }
}

/**
 * Takes one more entry in. It is never judged: whatever was recorded happened. In this order: it answers duties, ends those
 * that end when it is recorded, moves the stage, opens what it owes, and tells whom it tells.
 */
export function take(record: Counted, state: State): void {
  advance(state, record.entry.happened)
  const { step, to, moves } = record
  if (moves !== null) return moveVersion(record, moves, state)
  if (step !== null) {
    const records = state.records.get(step.id)
    if (records === undefined) state.records.set(step.id, [record])
    else records.push(record)
    if (state.rulebook.sittingSteps.has(step.id)) state.lastSitting = record
    meetDuties(record, state)
    lapse(state.rulebook.ends.recorded.get(step.id) ?? [], record.entry.happened, 'recorded', state)
  }
  if (step?.at.kind === 'start' || to !== null) state.start ??= record
  if (record.trigger !== null) state.startedByItself.push(record)
  if (to !== null) move(to, record, state)
  openOnRecord(record, state)
  raiseFlags(record, state)
  // Nobody is told of a start before it is recorded.
  if (!record.derived) sendNotices(record, state)
}

/** Takes in all that opens by itself up to the moment asked. */
function finish(state: State): void {
  advance(state, state.asOf)
  openUnnoticed(state)
}

function move(to: Stage, record: Counted, state: State): void {
  const at = record.entry.happened
  const before = state.stays.at(-1) ?? null
  if (before !== null) leave(before, to, record, state)
  const stay: Stay = { stage: to, cameFrom: before?.stage.id ?? null, to: to.id, by: record, from: at, until: null }
  state.stays.push(stay)
  openOnEntering(stay, before, state)
  if (to.ends) return
  openSittings(at, record, state)
}

function leave(before: Stay, to: Stage, record: Counted, state: State): void {
  const at = record.entry.happened
  before.until = at
  if (to.ends) lapse('all', at, 'pathway-ended', state, ({ duty }) => !duty.outlasts)
  const ends = state.rulebook.ends.leaving.get(before.stage.id) ?? []
  lapse(ends, at, 'left-stage', state, ({ duty }) => {
    const { lapses, while: lasts } = duty
    if (lapses?.kind === 'leaving' && lapses.stage === before.stage.id) return true
    return lasts !== null && !lasts.stages.includes(to.id) && !(to.ends && duty.outlasts)
  })
  for (const flag of state.flags) {
    if (
      flag.removalAsked !== null ||
      flag.removed !== null ||
      flag.flag.while.length === 0 ||
      flag.flag.while.includes(to.id)
    )
      continue
    flag.removalAsked = at
    openForFlag(flag, at, 'removal', state)
  }
}
