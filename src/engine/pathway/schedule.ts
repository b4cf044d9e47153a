import { addDays, type Day, formatDay } from '../calendar/day.ts'
import { shiftCivil } from '../calendar/span.ts'
import type { Duty } from '../protocol/protocol.ts'
import type { Length } from '../protocol/sentences/sentence.ts'
import { type Owed, owedUnder } from '../watch/duties.ts'
import { anchorsOf, type Occasion } from '../watch/occasions.ts'
import { startOf } from './days.ts'
import { identityOf, openDuty, openOfNextRun } from './openings.ts'
import { namesOf } from './rulebook.ts'
import { nextPassing, passSitting } from './sittings.ts'
import type { Closed, Opening, State } from './state.ts'
import { viewOfTriggers } from './triggers.ts'

/** What opens by itself when its time comes: what files tell, and triggers that open no pathway. */
export function schedule(state: State): void {
  const { rulebook, occasions } = state
  for (const duty of rulebook.openByThemselves) {
    const of = duty.forEach?.of
    if (of?.kind === 'fact') scheduleFacts(duty, state)
    for (const name of namesOf(of)) {
      const opens = rulebook.triggers.get(name)?.opens
      // What a trigger that opens a pathway owes is owed there, but for what it owes at certain stages of one that runs.
      if (opens === undefined || (opens !== null && duty.while === null)) continue
      for (const occasion of occasions.get(name) ?? []) {
        if (occasion.possible <= state.told.asOf) plan(duty, openingOf(occasion), state)
      }
    }
  }
  for (const life of state.lifeEvents) {
    for (const duty of rulebook.owedForLife.get(life.kind) ?? []) {
      state.scheduled.push({ duty, opening: { of: life.of, at: life.at, by: null, answers: [], life } })
    }
  }
  // Of what opens at one moment, what was planned first opens first.
  state.scheduled.sort((a, b) => a.opening.at - b.opening.at).reverse()
}

/** Opens what opens by itself up to a moment: what was planned, and the duties for the sitting after one that is past. */
export function advance(state: State, until: number): void {
  for (;;) {
    const planned = state.scheduled.at(-1)
    const passing = nextPassing(state)
    if (planned !== undefined && planned.opening.at <= Math.min(passing ?? until, until)) {
      state.scheduled.pop()
      openDuty(planned.duty, planned.opening, state)
    } else if (passing !== null && passing <= until) {
      passSitting(passing, state)
    } else {
      return
    }
  }
}

/** What a trigger owes that opens a pathway, and has opened none: nothing is open, or what was ended before it was met. */
export function openUnnoticed(state: State): void {
  const unopened = new Set(viewOfTriggers(state).flatMap(({ does, occasion }) => (does === 'opens' ? [occasion] : [])))
  if (unopened.size === 0) return
  for (const duty of state.rulebook.openByThemselves) {
    for (const name of namesOf(duty.forEach?.of)) {
      if (state.rulebook.triggers.get(name)?.opens == null) continue
      for (const occasion of state.occasions.get(name) ?? []) {
        if (!unopened.has(occasion) || occasion.possible > state.told.asOf) continue
        openOfNextRun(duty, openingOf(occasion), state)
      }
    }
  }
}

function openingOf(occasion: Occasion): Opening {
  const { trigger, anchor, over, possible } = occasion
  const opened = startOf(possible)
  const end: readonly Closed[] = over === null ? [] : [{ kind: 'lapsed', at: startOf(over), why: 'no-longer-met' }]
  return {
    of: `${trigger.id} ${anchor === null ? formatDay(possible) : identityOf(anchor)}`,
    at: opened,
    by: null,
    answers: [],
    anchor,
    occasion,
    byFiles: end,
  }
}

function plan(duty: Duty, opening: Opening, state: State): void {
  if (duty.while !== null) state.lasting.push({ duty, opening })
  state.scheduled.push({ duty, opening })
}

function scheduleFacts(duty: Duty, state: State): void {
  const of = duty.forEach?.of
  if (of?.kind !== 'fact') return
  if (duty.metBy.kind === 'step') {
    for (const anchor of anchorsOf(of.thing, state.told)) {
      if (anchor === null) continue
      plan(duty, { of: identityOf(anchor), at: startOf(anchor.from), by: null, answers: [], anchor }, state)
    }
    return
  }
  const { told, calendar } = state
  const until = ahead(
    told.asOf,
    duty.due.again.kind === 'every' || duty.due.again.kind === 'every-or-from-last' ? duty.due.again.length : null,
  )
  const { owed } = owedUnder(duty, { told, calendar, until, occasions: new Map(), earlier: new Map() })
  let before: Owed | undefined
  for (const each of owed) {
    if (before?.anchor !== each.anchor) before = undefined
    const opened = openedOn(each, before)
    // Only the next one is in sight.
    const inSight = before === undefined || before.standing.kind !== 'open'
    before = each
    if (each.anchor === null || opened > told.asOf || !inSight) continue
    const of = identityOf(each.anchor)
    const opening: Opening = {
      of: each.number === 1 ? of : `${of}#${each.number}`,
      at: startOf(opened),
      by: null,
      answers: [],
      anchor: each.anchor,
      number: each.number,
      chain: of,
      byFiles: closedByFiles(each),
      untold: each.standing.kind === 'not-known',
    }
    plan(duty, opening, state)
  }
}

/** The first with what it is owed for, the others when the one before was met or its day had passed. */
function openedOn({ anchor, due }: Owed, before: Owed | undefined): Day {
  if (before === undefined) return anchor?.from ?? due
  const next = addDays(before.due, 1)
  return before.standing.kind === 'met' && before.standing.on < next ? before.standing.on : next
}

function closedByFiles({ standing }: Owed): readonly Closed[] {
  switch (standing.kind) {
    case 'met':
      return [{ kind: 'met', at: startOf(standing.on), by: identityOf(standing.fact) }]
    case 'lapsed':
      return [{ kind: 'lapsed', at: startOf(standing.on), why: 'plan-ended' }]
    case 'open':
    case 'overdue':
    case 'not-known':
      return []
    default:
      return standing satisfies never
  }
}

/**
 * Far enough ahead that the next of those that recur is in sight, though the last was met as early as a whole length before
 * its day. Files have no hours.
 */
function ahead(asOf: Day, every: Length | null): Day {
  if (every === null || every.unit === 'hour') return asOf
  if (every.unit === 'working day') return addDays(asOf, every.count * 4 + 28)
  return addDays(shiftCivil(asOf, every.count * 2, every.unit), 1)
}
