import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import type { Duty, Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Arrow, sayBy, sayDeadline, sayEach, sayFirstOf, titleOf } from './words.ts'

// What a drawing of a protocol shows, in words: the picture and its text are both made from this.

/** A stage, with the number that stands for it in boxes beside the flow. */
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
  /** Null where it is who records the step. */
  readonly owedBy: string | null
  readonly ifOverdue: string
}

export interface ChartStep {
  readonly id: Name
  readonly title: string
  readonly who: string
  readonly at: Step['at']
  readonly ways: readonly Way[]
  /** By the stage at which the step is due; those of no one stage under null. */
  readonly deadlines: (stage: Name | null) => readonly Deadline[]
}

export interface ChartTrigger {
  readonly title: string
  readonly of: string
  /** The stage that it opens by itself. */
  readonly opens: Name | null
  readonly suggests: string | null
}

export interface ChartDuty extends Deadline {
  readonly owedBy: string
  /** What it is owed for: titles of triggers, steps and duties, or things that the files tell of. */
  readonly from: readonly string[]
  /** What meets it, where that is not a step of the protocol. */
  readonly metBy: string | null
}

export interface Chart {
  readonly title: string
  readonly edition: string
  readonly source: string
  readonly stages: readonly ChartStage[]
  readonly triggers: readonly ChartTrigger[]
  /** Steps that move a pathway and are drawn in its flow. */
  readonly moving: readonly ChartStep[]
  /** Steps that move it from so many stages that their arrows would hide the flow. */
  readonly fromManyStages: readonly ChartStep[]
  /** Steps that move nothing, by where they are recorded. */
  readonly beside: readonly { readonly at: Step['at']; readonly steps: readonly ChartStep[] }[]
  readonly duties: readonly ChartDuty[]
}

/** A step at more stages than this is drawn beside the flow. */
const MOST_STAGES = 2

/** Stands after the time of a duty that carries a reading. A protocol does not say which part of a duty its reading is of. */
export const READING = '†'

const MARKED = `${READING} The source leaves part of this open (when, who, or what it means): it is this protocol's reading.`

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
  const steps = protocol.steps.map((step) => chartStep(step, protocol))
  const movers = steps.filter(({ ways }) => ways.some(({ to }) => to !== null))
  const isInFlow = ({ at }: ChartStep): boolean =>
    at.kind === 'start' || (at.kind === 'stages' && at.stages.length <= MOST_STAGES)
  return {
    title: protocol.title,
    edition: `${protocol.authority}, version ${protocol.version}`,
    source: [
      `Drawn from the protocol itself. Source: ${source.document}, issued ${source.issued}.`,
      ...(source.owner === null ? [] : [`Owner: ${source.owner}.`]),
      sayReview(source.reviewDue, on),
      ...(protocol.duties.some(({ reading }) => reading !== null) ? [MARKED] : []),
    ].join(' '),
    stages: [...protocol.stages.values()].map((stage, i) => ({ ...stage, number: i + 1 })),
    triggers: protocol.triggers.map(({ title, forEach, opens, suggests }) => ({
      title,
      of: sayEach(forEach, protocol),
      opens,
      suggests,
    })),
    moving: movers.filter(isInFlow),
    fromManyStages: movers.filter((step) => !isInFlow(step)),
    beside: grouped(steps.filter((step) => !movers.includes(step))),
    duties: protocol.duties.map((duty) => chartDuty(duty, protocol)),
  }
}

function chartStep(step: Step, protocol: Protocol): ChartStep {
  const { id, title, at, chooses } = step
  const who = sayBy(step.by, protocol)
  const duties = protocol.duties.filter(({ metBy }) => metBy.kind === 'step' && metBy.step === id)
  const ways = new Map<Name | null, string[]>()
  for (const outcome of step.outcomes) {
    const titles = ways.get(outcome.to) ?? []
    ways.set(outcome.to, chooses ? [...titles, outcome.title] : titles)
  }
  const deadlines = (stage: Name | null): readonly Deadline[] => {
    const all = duties
      .filter((duty) => isDueAt(duty, step, stage))
      .map((duty) => deadline(duty, protocol, stage === null ? null : { stage }))
    const key = ({ due, owedBy }: Deadline): string => JSON.stringify([due, owedBy])
    return all
      .map((each) => (each.owedBy === who ? { ...each, owedBy: null } : each))
      .filter((each, i, list) => list.findIndex((other) => key(other) === key(each)) === i)
  }
  return { id, title, who, at, ways: [...ways].map(([to, titles]) => ({ to, titles })), deadlines }
}

/** A duty that one stage of a step opens is not due at the others. */
function isDueAt({ forEach }: Duty, { at }: Step, stage: Name | null): boolean {
  if (stage === null || at.kind !== 'stages' || forEach?.of.kind !== 'entering') return true
  return forEach.of.stage === stage || !at.stages.includes(forEach.of.stage)
}

function chartDuty(duty: Duty, protocol: Protocol): ChartDuty {
  const { metBy, forEach } = duty
  const lasting = (duty.while?.stages ?? []).map((stage) => `being at “${titleOf(protocol, stage)}”`)
  const named =
    forEach?.of.kind === 'named' ? [forEach.of.name, ...forEach.of.or].map((name) => titleOf(protocol, name)) : null
  const from = forEach === null ? lasting : (named ?? [sayEach(forEach, protocol)])
  return {
    ...deadline(duty, protocol, protocol.stages.size === 0 ? 'it' : null),
    from,
    metBy: metBy.kind === 'fact' ? `met by the ${metBy.fact} that the files tell of` : null,
  }
}

function deadline(duty: Duty, protocol: Protocol, arrow: Arrow): Deadline & { readonly owedBy: string } {
  const due = sayDeadline(duty, protocol, arrow)
  return {
    duty: duty.title,
    due: duty.reading === null ? due : `${due} ${READING}`,
    owedBy: sayFirstOf(duty.owedBy.anyOf, protocol),
    ifOverdue: sayFirstOf(duty.ifOverdue.tell, protocol),
  }
}

function grouped(steps: readonly ChartStep[]): Chart['beside'] {
  const groups = new Map<string, ChartStep[]>()
  for (const step of steps) {
    const key = JSON.stringify(step.at)
    groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return [...groups.values()].flatMap((of) => (of[0] === undefined ? [] : [{ at: of[0].at, steps: of }]))
}
