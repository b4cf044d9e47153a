// A protocol as a machine of XState: its stages are the states, each step an event that a transition of its outcome takes, and
// what is owed lies in the context with its due days. Built from the protocol, so that both walk the same; what the walk does
// not meet (sittings, triggers, files that change) is left out, which only spares the machine.
import { setup } from 'xstate'
import type { WorkingCalendar } from '../../src/engine/calendar/calendar.ts'
import type { Day } from '../../src/engine/calendar/day.ts'
import { shift } from '../../src/engine/calendar/span.ts'
import type { Answers, AnswerValue } from '../../src/engine/pathway/entry.ts'
import type { Guard, Outcome, Stage, Step } from '../../src/engine/protocol/pathway-parts.ts'
import type { Duty, Protocol } from '../../src/engine/protocol/protocol.ts'
import type { Moment } from '../../src/engine/protocol/sentences/sentence.ts'

/** A duty that is open. */
export interface Owed {
  readonly duty: string
  readonly id: string
  readonly due: Day | null
  /** The only one who may answer it; null for anybody. */
  readonly person: string | null
  /** Who recorded what it is owed for. */
  readonly by: string
}

/** A step that was recorded, as the machine is told of it. */
export interface Recorded {
  readonly type: string
  readonly id: string
  readonly outcome: string | null
  readonly by: string
  readonly on: Day
  readonly answers: Answers
}

interface Context {
  readonly open: readonly Owed[]
  readonly recorded: readonly string[]
  /** What files tell of the child's plan, as a duty for each plan is known by. */
  readonly plan: string
}

/** One part of what a transition does to the duties that are open. */
type Change = (open: readonly Owed[], event: Recorded, context: Context) => readonly Owed[]

/**
 * How a machine is written: with guards and an action for each part of a change, with as little as gives the answer, or with no
 * duties at all.
 */
type Manner = 'as usual' | 'as little as does' | 'stages alone'

const SETUP = setup({ types: { context: {} as Context, events: {} as Recorded } })

/** The state before the first step is recorded. */
const NOT_OPEN = 'not-open'

export function machineOf(protocol: Protocol, calendar: WorkingCalendar, plan: string, manner: Manner) {
  const states = [null, ...protocol.stages.values()].map((stage) => {
    const steps = protocol.steps.filter((step) => isTakenAt(step, stage))
    const on = Object.fromEntries(steps.map((step) => [step.id, transitionsOf(step, stage)]))
    return [stage?.id ?? NOT_OPEN, stage?.ends === true ? { type: 'final' as const } : { on }] as const
  })
  return SETUP.createMachine({
    context: { open: [], recorded: [], plan },
    initial: NOT_OPEN,
    states: Object.fromEntries(states),
  })

  function actionsOf(changes: readonly Change[]) {
    if (manner === 'as usual') return [remembered, ...changes.map(oneByOne)]
    return changes.length === 0 ? [] : [together(changes)]
  }

  function transitionsOf(step: Step, from: Stage | null) {
    const outcomes: readonly (Outcome | null)[] = step.outcomes.length === 0 ? [null] : step.outcomes
    return outcomes.map((outcome) => {
      const to = outcome?.to == null ? null : (protocol.stages.get(outcome.to) ?? null)
      const changes = manner === 'stages alone' ? [] : changesOf(step, from, to, protocol.duties, calendar)
      return {
        ...(to === null ? {} : { target: to.id }),
        guard: ({ context, event }: { context: Context; event: Recorded }) =>
          (!step.chooses || event.outcome === outcome?.id) &&
          (manner !== 'as usual' || step.needs.every((need) => holds(need, event, context))),
        actions: actionsOf(changes),
      }
    })
  }
}

const remembered = SETUP.assign(({ context, event }: { context: Context; event: Recorded }) => ({
  recorded: [...context.recorded, event.type],
}))

function oneByOne(change: Change) {
  return SETUP.assign(({ context, event }: { context: Context; event: Recorded }) => ({
    open: change(context.open, event, context),
  }))
}

function together(changes: readonly Change[]) {
  return SETUP.assign(({ context, event }: { context: Context; event: Recorded }) => {
    let { open } = context
    for (const change of changes) open = change(open, event, context)
    return { open }
  })
}

function isTakenAt({ at }: Step, stage: Stage | null): boolean {
  if (stage === null) return at.kind === 'start'
  return at.kind === 'any' || (at.kind === 'stages' && at.stages.includes(stage.id))
}

/** What of a guard a record alone can tell; what asks for people or files holds. */
function holds(guard: Guard, event: Recorded, context: Context): boolean {
  switch (guard.kind) {
    case 'earlier':
      return context.recorded.includes(guard.step)
    case 'answer':
      return isAnswered(event.answers[guard.question], guard.is)
    case 'met':
      return !context.open.some(({ duty }) => duty === guard.duty)
    case 'either':
      return guard.guards.some((each) => holds(each, event, context))
    case 'overdue':
    case 'present':
    case 'on-plan':
    case 'trigger-met':
    case 'sitting':
    case 'not-before':
    case 'not-after':
    case 'another-person':
    case 'not-themselves':
    case 'agency-named':
      return true
    default:
      return guard satisfies never
  }
}

function isAnswered(value: AnswerValue | undefined, is: string): boolean {
  if (typeof value === 'boolean') return is === (value ? 'yes' : 'no')
  return Array.isArray(value) ? value.includes(is) : value === is
}

/** What a step does to the duties: meets the oldest of each kind, ends those of the stage left, opens others. */
function changesOf(
  step: Step,
  from: Stage | null,
  to: Stage | null,
  duties: readonly Duty[],
  calendar: WorkingCalendar,
): readonly Change[] {
  const met = duties.filter(({ metBy }) => metBy.kind === 'step' && metBy.step === step.id)
  const changes: Change[] = met.map(meeting)
  if (to?.ends === true) return [...changes, () => []]
  if (to !== null && from !== null) {
    const ended = new Set(duties.filter((duty) => endsBetween(duty, from, to)).map(({ id }) => id))
    if (ended.size > 0) changes.push((open) => open.filter(({ duty }) => !ended.has(duty)))
  }
  for (const duty of duties) {
    const opened = openingOf(duty, step, from, to)
    if (opened !== null) changes.push(opening(duty, opened, calendar))
  }
  return changes
}

function endsBetween({ lapses, while: lasts }: Duty, from: Stage, to: Stage): boolean {
  if (lapses?.kind === 'leaving' && lapses.stage === from.id) return true
  return lasts?.stages.includes(from.id) === true && !lasts.stages.includes(to.id)
}

function meeting({ id, owedBy }: Duty): Change {
  const own = owedBy.anyOf.some(({ kind }) => kind === 'whoever-recorded-it')
  return (open, { by }) => {
    const answerable = (owed: Owed): boolean => owed.duty === id && (owed.person === null || owed.person === by)
    const theirs = own ? open.findIndex((owed) => answerable(owed) && owed.by === by) : -1
    const found = theirs >= 0 ? theirs : open.findIndex(answerable)
    return found < 0 ? open : open.toSpliced(found, 1)
  }
}

/** For what a step opens a duty: for itself, for the plan, or for each item of an answer; null where it opens none. */
type Opened = 'itself' | 'plan' | { readonly items: string }

function openingOf(
  { forEach, while: lasts, due }: Duty,
  step: Step,
  from: Stage | null,
  to: Stage | null,
): Opened | null {
  const begins =
    to !== null && lasts?.stages.includes(to.id) === true && !(from !== null && lasts.stages.includes(from.id))
  if (forEach === null) {
    if (begins) return 'itself'
    const again = due.again.kind === 'again' && 'event' in due.again.moment ? due.again.moment.event : null
    return again?.kind === 'each' && again.name === step.id ? 'itself' : null
  }
  const { of } = forEach
  if (of.kind === 'named') return of.name === step.id || of.or.includes(step.id) ? 'itself' : null
  if (of.kind === 'entering') return to?.id === of.stage ? 'itself' : null
  if (of.kind === 'item') return of.step === step.id ? { items: of.question } : null
  return of.kind === 'fact' && of.thing === 'protection plan' && begins ? 'plan' : null
}

function opening(duty: Duty, opened: Opened, calendar: WorkingCalendar): Change {
  const { id, forEach } = duty
  const where = forEach?.where ?? null
  return (open, event, { plan }) => {
    if (where !== null) {
      const told = where.question === 'outcome' ? (event.outcome ?? undefined) : event.answers[where.question]
      if (!isAnswered(told, where.is)) return open
    }
    const due = opened === 'plan' ? null : dueDay(duty.due.first, event.on, calendar)
    const owed = (of: string, person: string | null): Owed => ({
      duty: id,
      id: `${id}:${of}`,
      due,
      person,
      by: event.by,
    })
    if (typeof opened === 'string') return [...open, owed(opened === 'plan' ? plan : event.id, null)]
    const items = event.answers[opened.items]
    if (!Array.isArray(items)) return open
    return [...open, ...items.map((item) => owed(`${event.id}/${item}`, String(item)))]
  }
}

/** The machine counts days by our own calendar, so that nothing but the walking is compared. */
function dueDay(moment: Moment, on: Day, calendar: WorkingCalendar): Day | null {
  if (moment.kind !== 'shifted' || moment.length.unit === 'hour') return null
  const found = shift(on, { count: moment.length.count, unit: moment.length.unit }, moment.direction, calendar)
  return found.ok ? found.value : null
}
