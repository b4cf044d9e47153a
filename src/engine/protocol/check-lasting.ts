import type { Checking } from './checking.ts'
import type { Guard, Step } from './pathway-parts.ts'
import type { Duty, Protocol } from './protocol.ts'
import type { Happening, Moment, Name } from './sentences/sentence.ts'
import type { StageGraph } from './stage-graph.ts'

// How long a duty is owed, by the stages: what ends it and what its day counts from must be able to happen by then.

/** Where a duty is owed: the stages at which it opens, and those at which it may still be open. */
interface Owed {
  readonly duty: Duty
  readonly opened: readonly Name[]
  readonly during: ReadonlySet<Name>
}

/** `opened`: the stages at which it opens; undefined where files or sittings open it, and so anywhere that it lasts. */
export function checkLasting(
  checking: Checking,
  graph: StageGraph,
  duty: Duty,
  opened: readonly Name[] | undefined,
): void {
  const { protocol } = checking
  const lasts = (stage: Name): boolean => isOpen(protocol, stage) && duty.while?.stages.includes(stage) !== false
  const first = (opened ?? [...graph.reached]).filter(lasts)
  if (first.length === 0) return
  const during = new Set(first)
  const meeting = isOwedOnce(duty, protocol) && duty.metBy.kind === 'step' ? duty.metBy.step : null
  // A set takes in what is added while it is gone through.
  for (const stage of during) {
    if (duty.lapses?.kind === 'leaving' && duty.lapses.stage === stage) continue
    for (const step of protocol.steps) {
      if (step.id === meeting || !graph.isAt(step, stage)) continue
      for (const { to } of step.outcomes) if (to !== null && lasts(to)) during.add(to)
    }
  }
  const owed: Owed = { duty, opened: first, during }
  checkEnds(checking, graph, owed)
  if (opened === undefined || hasDay(duty.due.first, (event) => canHappen(event, owed, graph, protocol))) return
  const message = 'this duty never has a day: what it counts from cannot happen before it is owed nor while it is'
  checking.fault(['duties', duty.id, 'due'], message, 'Count from something that happens by then, such as "it".')
}

/** Whether it opens as the pathway does and never again, so that the step that meets it leaves none open. */
function isOwedOnce({ forEach, due }: Duty, { steps }: Protocol): boolean {
  const of = forEach?.of
  if (of?.kind !== 'entering' || due.again.kind !== 'never') return false
  return steps.every(({ at, outcomes }) => at.kind === 'start' || outcomes.every(({ to }) => to !== of.stage))
}

function isOpen({ stages }: Protocol, stage: Name): boolean {
  return stages.get(stage)?.ends === false
}

/** What a duty lapses for must be able to happen while it is owed. */
function checkEnds(checking: Checking, graph: StageGraph, { duty, during }: Owed): void {
  const { lapses, id } = duty
  const path = ['duties', id, 'lapses']
  if (lapses?.kind === 'leaving' && !during.has(lapses.stage)) {
    const message = `this duty is never owed at "${lapses.stage}", and cannot lapse when that is left`
    checking.fault(path, message, 'Name a stage at which it is owed, or take "lapses" away.')
  }
  if (lapses?.kind !== 'recorded') return
  const step = checking.protocol.steps.find((each) => each.id === lapses.step)
  if (step === undefined || [...during].some((stage) => graph.isAt(step, stage))) return
  const message = `"${lapses.step}" cannot be recorded while this duty is owed`
  checking.fault(path, message, 'Name a step that can, or take "lapses" away.')
}

/** Whether a sentence gives a day: the earlier of two needs one of them, the later both. */
function hasDay(moment: Moment, can: (event: Happening) => boolean): boolean {
  switch (moment.kind) {
    case 'by':
    case 'shifted':
    case 'same-working-day':
      return can(moment.event)
    case 'earlier-of':
      return moment.parts.some((part) => hasDay(part, can))
    case 'later-of':
      return moment.parts.every((part) => hasDay(part, can))
    case 'next':
      return true
    default:
      return moment satisfies never
  }
}

function canHappen(event: Happening, owed: Owed, graph: StageGraph, protocol: Protocol): boolean {
  const { opened, during } = owed
  switch (event.kind) {
    case 'entering':
      return during.has(event.stage) || opened.some((stage) => graph.from(event.stage).has(stage))
    case 'leaving':
      return protocol.steps.some((step) => graph.isAt(step, event.stage) && isLeftInTime(step, event.stage, owed))
    case 'each':
    case 'named': {
      const step = protocol.steps.find(({ id }) => id === event.name)
      return step === undefined || isRecordedBefore(step, owed, graph) || isRecordedDuring(step, owed, graph)
    }
    case 'earlier-of':
      return event.parts.some((part) => canHappen(part, owed, graph, protocol))
    case 'later-of':
      return event.parts.every((part) => canHappen(part, owed, graph, protocol))
    case 'it':
    case 'its-start':
    case 'its-end':
    case 'its-conference':
    case 'its-review':
    case 'its-day':
    case 'trigger-met':
    case 'trigger-noticed':
      return true
    default:
      return event satisfies never
  }
}

/** Whether a step leaves a stage as the duty opens, or while it goes on. */
function isLeftInTime(step: Step, stage: Name, owed: Owed): boolean {
  const { duty, opened, during } = owed
  const leads = step.outcomes.flatMap(({ to }) => to ?? [])
  if (leads.some((to) => opened.includes(to))) return true
  const lapses = duty.lapses?.kind === 'leaving' && duty.lapses.stage === stage
  return !lapses && during.has(stage) && !endsIt(step, duty) && leads.some((to) => during.has(to))
}

function isRecordedBefore(step: Step, { opened }: Owed, graph: StageGraph): boolean {
  return [...graph.after(step)].some((stage) => opened.some((each) => graph.from(stage).has(each)))
}

/** Whether a step can be recorded while a duty is owed that goes on after it. */
function isRecordedDuring(step: Step, { duty, during }: Owed, graph: StageGraph): boolean {
  if (endsIt(step, duty) || step.needs.some((guard) => waitsFor(guard, duty))) return false
  const stays = step.outcomes.length === 0 || step.outcomes.some(({ to }) => to === null)
  const goesOn = stays || step.outcomes.some(({ to }) => to !== null && during.has(to))
  return goesOn && [...during].some((stage) => graph.isAt(step, stage))
}

function endsIt({ id }: Step, { metBy, lapses }: Duty): boolean {
  return (metBy.kind === 'step' && metBy.step === id) || (lapses?.kind === 'recorded' && lapses.step === id)
}

function waitsFor(guard: Guard, { id }: Duty): boolean {
  return guard.kind === 'met' && guard.duty === id
}
