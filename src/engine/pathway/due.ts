import { type Answer, answer } from '../calendar/answer.ts'
import { addDays, type Day, parseDay } from '../calendar/day.ts'
import { countHours, type Instant, LONDON } from '../calendar/instant.ts'
import { meetingsIn } from '../protocol/sentences/happenings.ts'
import type { Happening, Name } from '../protocol/sentences/sentence.ts'
import { deriveMoment, type Reckoning } from '../watch/due.ts'
import { resolveFact } from '../watch/duties.ts'
import { dayOfOccasion, type Occasion } from '../watch/occasions.ts'
import { lastReview, orFromLast, recur } from '../watch/recurrence.ts'
import { closureOf } from './closure.ts'
import { dayOf, isHourUntold, startOf } from './days.ts'
import type { DueDerivation, HoursSince, Inside, NoDueDay } from './derivation.ts'
import type { Counted } from './record.ts'
import { noticedByFiles } from './starts.ts'
import { answerTo, type OpenedDuty, type State, type Stay } from './state.ts'

/** When a duty is due, with how that came about. */
export function dueOf(owed: OpenedDuty, state: State): Answer<DueDerivation, NoDueDay> {
  const { calendar } = owed.reckoned
  const { due } = owed.reckoned.duty
  const resolve = (event: Happening): ReturnType<typeof resolveEvent> => resolveEvent(event, owed, state)
  const reckoning = reckoningOf(owed, state)
  const restarted = owed.again !== null && due.again.kind === 'again'
  const moment = restarted && due.again.kind === 'again' ? due.again.moment : due.first
  const first = deriveMoment<Inside, NoDueDay>(moment, resolve, calendar, reckoning)
  const again = due.again.kind === 'every' || due.again.kind === 'every-or-from-last' ? due.again.length : undefined
  if (!first.ok || again === undefined || owed.number === 1) return first
  const planned = recur<Inside, NoDueDay>(first.value, again, owed.number - 1, calendar, reckoning)
  const last = due.again.kind === 'every-or-from-last' ? lastOf(owed, state) : undefined
  if (!planned.ok || last === undefined) return planned
  return answer(orFromLast<Inside, NoDueDay>(planned.value, last, again, calendar, reckoning))
}

/** The day from which on a record meets a duty; null where any does, or where that has no day. */
export function metFromOf(owed: OpenedDuty, state: State): Day | null {
  const { duty, calendar } = owed.reckoned
  const { metFrom } = duty
  if (metFrom === null) return null
  const resolve = (event: Happening): ReturnType<typeof resolveEvent> => resolveEvent(event, owed, state)
  const from = deriveMoment<Inside, NoDueDay>(metFrom, resolve, calendar, reckoningOf(owed, state))
  return from.ok ? from.value.result : null
}

/** When the one before it was met: by a conference that files tell of, or by a record. */
function lastOf({ duty, name, anchor, chain, number }: OpenedDuty, state: State): DueDerivation | undefined {
  if (duty.metBy.kind === 'fact') return lastReview(anchor, number - 1, state.told)
  const { step } = duty.metBy
  const before = state.opened.findLast((each) => {
    return each.name === name && each.chain === chain && each.number < number
  })
  const met = before?.closed?.kind === 'met' ? before.closed.by : undefined
  const record = state.records.get(step)?.find(({ root }) => root === met)
  return record === undefined ? undefined : recorded({ kind: 'each', name: step }, record)
}

/** The moment at which the time is up, where it runs by the hour; null where it runs to the end of a day. */
export function instantOf(derivation: DueDerivation): Instant | null {
  switch (derivation.kind) {
    case 'hours':
      return derivation.count.result
    case 'earlier-of':
    case 'later-of':
      return instantOf(derivation.chosen)
    default:
      return null
  }
}

/**
 * The moment from which hours run. What happened at an hour that nobody told may have happened as its day began; a limit that runs
 * to the end of its day is up then.
 */
function hoursRunFrom(from: DueDerivation): { readonly at: Instant; readonly since: HoursSince } {
  const told = (at: Instant | null): ReturnType<typeof hoursRunFrom> =>
    at === null || isHourUntold(at) ? { at: startOf(from.result), since: 'start of the day' } : { at, since: 'moment' }
  switch (from.kind) {
    case 'recorded':
    case 'owed':
      return told(from.at)
    case 'event':
    case 'sitting':
    case 'lived':
      return told(null)
    case 'earlier-of':
    case 'later-of':
      return hoursRunFrom(from.chosen)
    case 'hours':
      return { at: from.count.result, since: from.since }
    case 'counted':
    case 'working-day':
      return { at: timeIsUp(from), since: 'moment' }
    default:
      return from satisfies never
  }
}

/** The moment from which on a limit is past: its own where it runs by the hour, else when its day is over. */
function timeIsUp(limit: DueDerivation): Instant {
  return instantOf(limit) ?? startOf(addDays(limit.result, 1))
}

function reckoningOf(owed: OpenedDuty, state: State): Reckoning<Inside, NoDueDay> {
  return {
    hours: (from, hours, direction) => {
      const { at, since } = hoursRunFrom(from)
      const count = countHours(at, hours, direction, LONDON)
      if (!count.ok) return { ok: false, refusal: { kind: 'no-time', refusal: count.refusal } }
      return answer({ kind: 'hours', from, since, count: count.value, result: dayOf(count.value.result) })
    },
    sameWorkingDay: (from) => {
      const { calendar } = owed.reckoned
      const worked = calendar.isWorkingDay(from.result)
      const next = worked.ok && !worked.value ? calendar.addWorkingDays(from.result, 1) : answer(from.result)
      if (!worked.ok) return { ok: false, refusal: { kind: 'calendar', refusal: worked.refusal } }
      if (!next.ok) return { ok: false, refusal: { kind: 'calendar', refusal: next.refusal } }
      const skipped = calendar.daysOfRest(addDays(from.result, -1), next.value)
      return answer({ kind: 'working-day', from, skipped: skipped.ok ? skipped.value : [], result: next.value })
    },
    nextSitting: (meetings) => {
      const after = dayOf(owed.opened)
      const next = state.people.sittings
        .filter(({ meeting, on }) => {
          return meetings.includes(meeting) && (on > after || (on === after && !wasHeld(meeting, owed, state)))
        })
        .reduce<State['people']['sittings'][number] | null>((a, b) => (a === null || b.on < a.on ? b : a), null)
      if (next === null) return { ok: false, refusal: { kind: 'no-sitting', meetings } }
      return answer({ kind: 'sitting', meeting: next.meeting, sitting: next.id, after, result: next.on })
    },
  }
}

/**
 * Whether the sitting of the day on which a duty was opened had been recorded by then: by the step that records it, or by one
 * that answers what was due at it.
 */
function wasHeld(meeting: Name, { opened }: OpenedDuty, { rulebook, records }: State): boolean {
  const isOf = (step: Name): boolean => {
    if (rulebook.sittingSteps.get(step) === meeting) return true
    return (rulebook.metBy.get(step) ?? []).some(({ due }) => meetingsIn(due.first).includes(meeting))
  }
  for (const [step, all] of records) {
    const recorded = all.some(({ entry: { happened } }) => happened <= opened && dayOf(happened) === dayOf(opened))
    if (recorded && isOf(step)) return true
  }
  return false
}

/**
 * CWM-09: when a trigger that nobody recorded was noticed. Where files tell of the day on which it was met, it was as soon as
 * they were known; else whoever looks on the day asked notices it then.
 */
function noticedOn(occasion: Occasion, { told }: State): Day {
  return noticedByFiles(occasion, told) ?? (Math.max(dayOfOccasion(occasion), told.asOf) as Day)
}

type Resolved = ReturnType<typeof resolveFact> | Inside

function resolveEvent(event: Happening, owed: OpenedDuty, state: State): Resolved {
  switch (event.kind) {
    case 'it':
      return resolveIt(event, owed, state)
    case 'its-day': {
      const on = itsDay(owed)
      return on === undefined ? undefined : { on, fact: null }
    }
    case 'trigger-met':
      return resolveTrigger(owed)
    case 'trigger-noticed': {
      if (owed.by !== null) return recorded(event, owed.by)
      return owed.occasion === null ? undefined : { on: noticedOn(owed.occasion, state), fact: null }
    }
    case 'entering': {
      // Nobody is late with what was not owed: what a move opened counts from the move.
      if (owed.movedIn !== null) return recorded(event, owed.movedIn)
      const stay = stayAround(state, event.stage, owed.opened)
      return stay === undefined ? undefined : recorded(event, stay.by)
    }
    case 'leaving': {
      const stay = state.stays.find(
        ({ stage, until }) => stage.id === event.stage && until !== null && until >= owed.opened,
      )
      const left = stay === undefined ? undefined : state.stays[state.stays.indexOf(stay) + 1]
      return left === undefined ? undefined : recorded(event, left.by)
    }
    case 'each':
    case 'named': {
      if (owed.again?.step?.id === event.name) return recorded(event, owed.again)
      const until = closureOf(owed, state, state.asOf)?.at ?? state.asOf
      const latest = state.records.get(event.name)?.findLast(({ entry }) => entry.happened <= until)
      return latest === undefined ? undefined : recorded(event, latest)
    }
    case 'its-start':
    case 'its-end':
    case 'its-conference':
    case 'its-review':
      return resolveFact(event, owed.anchor, state.told)
    case 'earlier-of':
    case 'later-of':
      return undefined
    default:
      return event satisfies never
  }
}

function resolveIt(event: Happening, owed: OpenedDuty, state: State): Resolved {
  const { sitting, parent, anchor, by, life } = owed
  if (life !== null) return { kind: 'lived', event: life.kind, on: life.on, result: dayOf(life.at) }
  if (sitting !== null) {
    return { kind: 'sitting', meeting: sitting.meeting, sitting: sitting.id, after: null, result: sitting.on }
  }
  if (parent !== null) {
    const closed = closureOf(parent, state, state.asOf)
    if (closed?.kind === 'met') return { kind: 'owed', duty: parent.id, at: closed.at, result: dayOf(closed.at) }
    const due = dueOf(parent, state)
    return due.ok ? { kind: 'owed', duty: parent.id, at: timeIsUp(due.value), result: due.value.result } : undefined
  }
  if (owed.occasion !== null || by?.trigger != null) return resolveTrigger(owed)
  if (by !== null) return recorded(event, owed.movedIn ?? by)
  return anchor === null ? { on: dayOf(owed.opened), fact: null } : { on: anchor.from, fact: anchor }
}

/** The day that an item names: its answer to the first of its questions that asks for one. */
function itsDay({ reckoned: { duty }, by, answers }: OpenedDuty): Day | undefined {
  const of = duty.forEach?.of
  const list = of?.kind === 'item' ? by?.step?.asks.find(({ id }) => id === of.question) : undefined
  const asked = list?.parts.find(({ type }) => type === 'day')
  const [own] = answers
  const named = asked === undefined || own === undefined ? undefined : answerTo(own, asked.id)
  return typeof named === 'string' ? parseDay(named) : undefined
}

function resolveTrigger({ by, occasion, anchor }: OpenedDuty): Resolved {
  if (occasion !== null) return { on: dayOfOccasion(occasion), fact: anchor }
  const met = by?.entry.trigger?.met
  const on = met === undefined ? undefined : parseDay(met)
  return on === undefined ? undefined : { on, fact: anchor }
}

/** The stay at a stage that was going on when a duty was opened, or began last before it; else the first after it. */
function stayAround({ stays }: State, stage: Name, opened: Instant): Stay | undefined {
  const before = stays.findLast((stay) => stay.stage.id === stage && stay.from <= opened)
  return before ?? stays.find((stay) => stay.stage.id === stage)
}

function recorded(event: Happening, { root, entry }: Counted): Inside {
  return { kind: 'recorded', event, entry: root, at: entry.happened, result: dayOf(entry.happened) }
}
