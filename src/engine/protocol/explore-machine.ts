import { countsAfter, endsFromOutside, type Happened, isFromOutside, MANY } from './explore-duties.ts'
import type { Guard, Outcome, Step } from './pathway-parts.ts'
import type { Duty, Protocol } from './protocol.ts'
import type { Name } from './sentences/sentence.ts'
import { StageGraph } from './stage-graph.ts'

/** What is told apart of a pathway: its stage, what guards look back to, and how many duties they wait for are open. */
export interface State {
  readonly stage: Name
  /** For each of `remembered`, whether it is so. */
  readonly memory: readonly boolean[]
  /** For each of `counted`: none, one, or more. */
  readonly open: readonly number[]
}

/** One thing that may happen next. */
export interface Edge {
  /** Null where files or time do it. */
  readonly step: Name | null
  /** What it does to duties that are not counted; null where it only opens or ends one that is. */
  readonly happened: Happened | null
  readonly to: State
}

type Earlier = Extract<Guard, { kind: 'earlier' }>

/** How a protocol's pathways move, as far as its stages and guards go. */
export class Machine {
  readonly protocol: Protocol
  readonly remembered: readonly string[]
  readonly counted: readonly Duty[]
  readonly #graph: StageGraph
  readonly #earlier: readonly Earlier[]
  readonly #places: ReadonlyMap<string, number>

  constructor(protocol: Protocol) {
    this.protocol = protocol
    this.#graph = new StageGraph(protocol)
    const guards = protocol.steps.flatMap(({ needs }) => needs.flatMap(flat))
    const earlier = new Map<string, Earlier>()
    for (const guard of guards) if (guard.kind === 'earlier') earlier.set(sayEarlier(guard), guard)
    this.#earlier = [...earlier.values()]
    this.remembered = [...earlier.keys()]
    this.#places = new Map(this.remembered.map((said, i) => [said, i]))
    const waited = new Set(guards.flatMap((guard) => (guard.kind === 'met' ? [guard.duty] : [])))
    // Whether a file tells that a duty is met is nothing that a pathway does.
    this.counted = protocol.duties.filter(({ id, metBy }) => waited.has(id) && metBy.kind === 'step')
  }

  keyOf({ stage, memory, open }: State): string {
    return `${stage} ${memory.map(Number).join('')} ${open.join('')}`
  }

  hasEnded({ stage }: State): boolean {
    return this.protocol.stages.get(stage)?.ends !== false
  }

  /** How a pathway opens. */
  *first(): Generator<Edge> {
    const { triggers, steps } = this.protocol
    const empty = { memory: this.#earlier.map(() => false), open: this.counted.map(() => 0) }
    for (const { id, opens } of triggers) {
      if (opens === null) continue
      const happened = { by: id, outcome: null, from: null, to: opens, entered: opens }
      yield* this.#leads(null, happened, empty.memory, empty.open)
    }
    for (const step of steps) {
      if (step.at.kind !== 'start') continue
      for (const { id, to } of step.outcomes) {
        if (to === null) continue
        yield* this.#record(step, { by: step.id, outcome: id, from: null, to, entered: to }, empty.memory, empty.open)
      }
    }
  }

  *next(state: State): Generator<Edge> {
    if (this.hasEnded(state)) return
    const { stage, memory, open } = state
    for (const step of this.protocol.steps) {
      if (!this.isEnabled(state, step)) continue
      const outcomes: readonly (Outcome | null)[] = step.outcomes.length === 0 ? [null] : step.outcomes
      for (const outcome of outcomes) {
        const entered = outcome?.to ?? null
        const happened = { by: step.id, outcome: outcome?.id ?? null, from: stage, to: entered ?? stage, entered }
        yield* this.#record(step, happened, memory, open)
      }
    }
    for (const { id, opens, takesOver } of this.protocol.triggers) {
      if (opens === null || !takesOver.includes(stage)) continue
      yield* this.#leads(null, { by: id, outcome: null, from: stage, to: opens, entered: opens }, memory, open)
    }
    yield* this.#fromOutside(state)
  }

  isEnabled(state: State, step: Step): boolean {
    return this.#graph.isAt(step, state.stage) && step.needs.every((guard) => this.#holds(state, guard))
  }

  #holds(state: State, guard: Guard): boolean {
    switch (guard.kind) {
      case 'earlier':
        return state.memory[this.#places.get(sayEarlier(guard)) ?? -1] === true
      case 'met':
        return (state.open[this.counted.findIndex(({ id }) => id === guard.duty)] ?? 0) === 0
      case 'either':
        return guard.guards.some((each) => this.#holds(state, each))
      case 'answer':
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

  *#record(step: Step, happened: Happened, before: readonly boolean[], open: readonly number[]): Generator<Edge> {
    const memory = this.#earlier.map((guard, i) => {
      if (guard.step === step.id && (guard.outcome === null || guard.outcome === happened.outcome)) return true
      // What was recorded before a stage was entered does not count "since" it; the very record that entered it does.
      const isEntered = guard.since !== null && guard.since === happened.entered
      return !isEntered && before[i] === true
    })
    yield* this.#leads(step.id, happened, memory, open)
  }

  /** To every number of open duties that may follow; one at a time, since they may be more than can be kept. */
  *#leads(
    step: Name | null,
    happened: Happened,
    memory: readonly boolean[],
    before: readonly number[],
  ): Generator<Edge> {
    const { protocol, counted } = this
    const numbers = counted.map((duty, i) => [...countsAfter(duty, happened, protocol, before[i] ?? 0)])
    const choice = numbers.map(() => 0)
    for (;;) {
      const open = numbers.map((list, i) => list[choice[i] ?? 0] ?? 0)
      yield { step, happened, to: { stage: happened.to, memory, open } }
      let i = 0
      for (; i < choice.length; i++) {
        const next = (choice[i] ?? 0) + 1
        if (next < (numbers[i]?.length ?? 0)) {
          choice[i] = next
          break
        }
        choice[i] = 0
      }
      if (i === choice.length) return
    }
  }

  /** Files, sittings and plans open and end duties at any moment. */
  *#fromOutside(state: State): Generator<Edge> {
    for (const [i, duty] of this.counted.entries()) {
      const now = state.open[i] ?? 0
      const isWithin = duty.while === null || duty.while.stages.includes(state.stage)
      const numbers: number[] = []
      if (isWithin && now < MANY && isFromOutside(duty, this.protocol)) numbers.push(now + 1)
      if (now > 0 && endsFromOutside(duty, this.protocol)) numbers.push(0)
      for (const number of numbers) {
        yield { step: null, happened: null, to: { ...state, open: state.open.with(i, number) } }
      }
    }
  }
}

function flat(guard: Guard): readonly Guard[] {
  return guard.kind === 'either' ? guard.guards.flatMap(flat) : [guard]
}

function sayEarlier({ step, outcome, since }: Earlier): string {
  return [step, outcome === null ? '' : ` (${outcome})`, since === null ? '' : ` since ${since}`].join('')
}
