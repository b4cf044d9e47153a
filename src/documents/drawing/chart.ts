import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import type { Duty, Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { sayLifeEffect, sayLifeEvent } from '../pathway/life-events.ts'
import { sayKept } from '../pathway/titles.ts'
import { type ChartMeeting, type ChartNotice, chartMeeting, chartNotice } from './around.ts'
import { sayGuards } from './guards.ts'
import { READING, Readings } from './readings.ts'
import { type Arrow, sayBy, sayDeadline, sayEach, sayFirstOf, titleOf } from './words.ts'

// What a drawing of a protocol shows, in words: the picture and its text are both made from this.

/** A stage, with the number that stands for it wherever an arrow cannot be drawn. */
export interface ChartStage {
  readonly id: Name
  readonly number: number
  readonly title: string
  readonly ends: boolean
}

/** One or more outcomes of a step that lead to the same place. */
export interface Way {
  /** Empty where there is nothing to choose. */
  readonly titles: readonly string[]
  /** Null where the pathway stays where it is. */
  readonly to: Name | null
}

export interface Deadline {
  readonly duty: string
  readonly due: string
  /** Null where it is who does the step. */
  readonly owedBy: string | null
  readonly ifOverdue: string
}

export interface ChartStep {
  readonly id: Name
  readonly title: string
  readonly who: string
  readonly at: Step['at']
  readonly ways: readonly Way[]
  /** What must hold before it, each "only ...". */
  readonly conditions: readonly string[]
  /** By the stage at which the step is due; those of no one stage under null. */
  readonly deadlines: (stage: Name | null) => readonly Deadline[]
}

export interface ChartTrigger {
  readonly title: string
  readonly of: string
  /** The stage that it opens by itself. */
  readonly opens: Name | null
  /** Stages of a pathway that runs already, which it leads on from. */
  readonly takesOver: readonly Name[]
  readonly suggests: string | null
}

export interface ChartDuty extends Deadline {
  readonly owedBy: string
  /** What it is owed for: titles of triggers, steps and duties, or things that the files tell of. */
  readonly from: readonly string[]
  /** What meets it, where that is not a step of the protocol. */
  readonly metBy: string | null
}

/** Steps that are drawn together: at the start, at one stage, at several, or at any. */
export interface Group {
  readonly at: Step['at']
  readonly steps: readonly ChartStep[]
}

export interface Chart {
  readonly title: string
  readonly edition: string
  readonly source: string
  readonly stages: readonly ChartStage[]
  readonly triggers: readonly ChartTrigger[]
  readonly steps: readonly ChartStep[]
  /** Every step, where it is drawn: at each of its stages, or once with others where it would stand at many. */
  readonly groups: readonly Group[]
  readonly duties: readonly ChartDuty[]
  readonly notices: readonly ChartNotice[]
  readonly meetings: readonly ChartMeeting[]
  /** Each change in a child's life, with what follows from it. */
  readonly lifeEvents: readonly { readonly title: string; readonly follows: readonly string[] }[]
  readonly readings: readonly string[]
}

/** A step that moves a pathway from more stages than this is drawn once for all of them. */
const MOST_STAGES = 2

/** A review is overdue once its day, or the whole of its month or year, is over. */
function sayReview(due: string, on: Day | null): string {
  const day = on === null ? null : formatDay(on)
  const isOver = day !== null && /^\d/.test(due) && due < day.slice(0, due.length)
  const drawn = day === null ? '' : ` Drawn on ${day}.`
  return `Review due: ${due}${isOver ? ', and overdue' : ''}.${drawn}`
}

/** @param on the day of drawing, against which a review is overdue; null where nobody says. */
export function chartOf(protocol: Protocol, on: Day | null = null): Chart {
  const { source } = protocol
  const readings = new Readings(protocol)
  const steps = protocol.steps.map((step) => chartStep(step, protocol, readings))
  return {
    title: protocol.title,
    edition: `${protocol.authority}, version ${protocol.version}`,
    source: [
      `Drawn from the protocol itself. Source: ${source.document}, issued ${source.issued}.`,
      ...(source.owner === null ? [] : [`Owner: ${source.owner}.`]),
      sayReview(source.reviewDue, on),
      ...(protocol.kept === null ? [] : [`${sayKept(protocol.kept)}${readings.mark(protocol.kept.reading)}`]),
    ].join(' '),
    stages: [...protocol.stages.values()].map((stage, i) => ({ ...stage, number: i + 1 })),
    triggers: protocol.triggers.map((trigger) => ({
      ...trigger,
      title: trigger.title + readings.mark(trigger.reading),
      of: sayEach(trigger.forEach, protocol),
    })),
    steps,
    groups: grouped(protocol, steps),
    duties: protocol.duties.map((duty) => chartDuty(duty, protocol, readings)),
    notices: protocol.notices.map((notice) => chartNotice(notice, protocol)),
    meetings: protocol.meetings.map((meeting) => chartMeeting(meeting, protocol)),
    lifeEvents: protocol.lifeEvents.map((effect) => ({
      title: sayLifeEvent(effect.event),
      follows: sayLifeEffect(effect, protocol),
    })),
    readings: readings.said,
  }
}

/** What a mark of a reading means, for whoever sees the drawing alone. */
export const MARKED = `${READING} and a number: the source leaves part of this open (the time, who it is, or what it means), and the protocol reads it so.`

function chartStep(step: Step, protocol: Protocol, readings: Readings): ChartStep {
  const { id, title, at, chooses } = step
  const who = sayBy(step.by, protocol)
  const duties = protocol.duties.filter(({ metBy }) => metBy.kind === 'step' && metBy.step === id)
  const ways = new Map<Name | null, string[]>()
  for (const outcome of step.outcomes) {
    const titles = ways.get(outcome.to) ?? []
    ways.set(outcome.to, chooses ? [...titles, outcome.title] : titles)
  }
  const saidFrom = (those: readonly Duty[], arrow: Arrow): readonly Deadline[] => {
    const key = ({ due, owedBy }: Deadline): string => JSON.stringify([due, owedBy])
    return those
      .map((duty) => deadline(duty, protocol, arrow, readings))
      .map((each) => (each.owedBy === who ? { ...each, owedBy: null } : each))
      .filter((each, i, list) => list.findIndex((other) => key(other) === key(each)) === i)
  }
  return {
    id,
    title,
    who,
    at,
    ways: [...ways].map(([to, titles]) => ({ to, titles })),
    conditions: sayGuards(step.needs, protocol),
    deadlines: (stage) => {
      const here = duties.filter((duty) => isDueAt(duty, step, stage))
      const briefly = saidFrom(here, stage === null ? null : { stage })
      // Of several times, each says which way in it counts from.
      return briefly.length > 1 ? joined(saidFrom(here, null)) : briefly
    },
  }
}

/** Equal times that count from different things, said once: "within 10 working days of this; of that". */
function joined(deadlines: readonly Deadline[]): readonly Deadline[] {
  const found = new Map<string, Deadline>()
  for (const each of deadlines) {
    const [, time, from] = /^(within [^“”]*?) (of .*)$/.exec(each.due) ?? []
    const key = JSON.stringify([time ?? each.due, each.owedBy])
    const first = found.get(key)
    found.set(key, first === undefined || from === undefined ? each : { ...first, due: `${first.due}; ${from}` })
  }
  return [...found.values()]
}

/** A duty that one stage of a step opens is not due at the others. */
function isDueAt({ forEach }: Duty, { at }: Step, stage: Name | null): boolean {
  if (stage === null || at.kind !== 'stages' || forEach?.of.kind !== 'entering') return true
  return forEach.of.stage === stage || !at.stages.includes(forEach.of.stage)
}

function chartDuty(duty: Duty, protocol: Protocol, readings: Readings): ChartDuty {
  const { metBy, forEach } = duty
  const marked = (name: Name): string =>
    titleOf(protocol, name) + readings.mark(protocol.triggers.find(({ id }) => id === name)?.reading ?? null)
  const lasting = (duty.while?.stages ?? []).map((stage) => `being at “${titleOf(protocol, stage)}”`)
  const named = forEach?.of.kind === 'named' ? [forEach.of.name, ...forEach.of.or].map((name) => marked(name)) : null
  const from = forEach === null ? lasting : (named ?? [sayEach(forEach, protocol)])
  return {
    ...deadline(duty, protocol, protocol.stages.size === 0 ? 'it' : null, readings),
    from,
    metBy: metBy.kind === 'fact' ? `met by the ${metBy.fact} that the files tell of` : null,
  }
}

function deadline(
  duty: Duty,
  protocol: Protocol,
  arrow: Arrow,
  readings: Readings,
): Deadline & { readonly owedBy: string } {
  return {
    duty: duty.title,
    due: sayDeadline(duty, protocol, arrow) + readings.mark(duty.reading),
    owedBy: sayFirstOf(duty.owedBy.anyOf, protocol),
    ifOverdue: sayFirstOf(duty.ifOverdue.tell, protocol),
  }
}

function grouped({ stages }: Protocol, steps: readonly ChartStep[]): readonly Group[] {
  const start: Group = { at: { kind: 'start' }, steps: steps.filter(({ at }) => at.kind === 'start') }
  const ofOne = [...stages.keys()].map((stage): Group => {
    const here = steps.filter(({ at }) => at.kind === 'stages' && at.stages.includes(stage)).filter(isDrawnThere)
    // The way through first, and then the ways out that nobody owes.
    const isOut = ({ ways, deadlines }: ChartStep): boolean =>
      ways.length > 0 &&
      deadlines(stage).length === 0 &&
      ways.every(({ to }) => to !== null && stages.get(to)?.ends === true)
    return {
      at: { kind: 'stages', stages: [stage] },
      steps: here.toSorted((a, b) => Number(isOut(a)) - Number(isOut(b))),
    }
  })
  const ofSeveral = new Map<string, ChartStep[]>()
  for (const step of steps.filter((each) => each.at.kind !== 'start' && !isDrawnThere(each))) {
    const key = JSON.stringify(step.at)
    ofSeveral.set(key, [...(ofSeveral.get(key) ?? []), step])
  }
  const several = [...ofSeveral.values()].flatMap((of) => (of[0] === undefined ? [] : [{ at: of[0].at, steps: of }]))
  return [start, ...ofOne, ...several].filter((group) => group.steps.length > 0)
}

/** Whether a step is drawn at each of its stages. */
function isDrawnThere({ at, ways }: ChartStep): boolean {
  if (at.kind !== 'stages') return false
  return at.stages.length === 1 || (at.stages.length <= MOST_STAGES && ways.some(({ to }) => to !== null))
}
