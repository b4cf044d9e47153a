import { StageGraph } from './check-reach.ts'
import type { Guard, Outcome, Step } from './pathway-parts.ts'
import type { Duty, Protocol } from './protocol.ts'
import type { Name } from './sentences/sentence.ts'
import { OUTCOME } from './unasked.ts'

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
  readonly outcome: Name | null
  readonly to: State
}

type Earlier = Extract<Guard, { kind: 'earlier' }>

/** "More than one" is not told further apart. */
const MANY = 2

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
  first(): readonly Edge[] {
    const empty = { memory: this.#earlier.map(() => false), open: this.counted.map(() => 0) }
    const byTriggers = this.protocol.triggers.flatMap(({ opens }) => {
      if (opens === null) return []
      return this.#counts(null, null, null, opens, empty.open).map((open): Edge => {
        return { step: null, outcome: null, to: { stage: opens, memory: empty.memory, open } }
      })
    })
    const byPeople = this.protocol.steps.flatMap((step) => {
      if (step.at.kind !== 'start') return []
      return step.outcomes.flatMap((outcome) => {
        const { to } = outcome
        return to === null ? [] : this.#record(null, step, outcome, to, empty.memory, empty.open)
      })
    })
    return [...byTriggers, ...byPeople]
  }

  next(state: State): readonly Edge[] {
    if (this.hasEnded(state)) return []
    const { stage, memory, open } = state
    const recorded = this.protocol.steps.flatMap((step) => {
      if (!this.isEnabled(state, step)) return []
      const outcomes: readonly (Outcome | null)[] = step.outcomes.length === 0 ? [null] : step.outcomes
      return outcomes.flatMap((outcome) => this.#record(stage, step, outcome, outcome?.to ?? stage, memory, open))
    })
    return [...recorded, ...this.#fromOutside(state)]
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
      case 'present':
      case 'on-plan':
      case 'trigger-met':
      case 'another-person':
        return true
      default:
        return guard satisfies never
    }
  }

  #record(
    from: Name | null,
    step: Step,
    outcome: Outcome | null,
    to: Name,
    before: readonly boolean[],
    open: readonly number[],
  ): readonly Edge[] {
    const memory = this.#earlier.map((guard, i) => {
      if (guard.step === step.id && (guard.outcome === null || guard.outcome === outcome?.id)) return true
      // What was recorded before a stage was entered does not count "since" it; the very record that entered it does.
      const isEntered = guard.since !== null && guard.since === outcome?.to
      return !isEntered && before[i] === true
    })
    return this.#counts(from, step, outcome, to, open).map((counts) => ({
      step: step.id,
      outcome: outcome?.id ?? null,
      to: { stage: to, memory, open: counts },
    }))
  }

  /** Every number of open duties that may follow. */
  #counts(
    from: Name | null,
    step: Step | null,
    outcome: Outcome | null,
    to: Name,
    open: readonly number[],
  ): readonly (readonly number[])[] {
    return this.counted.reduce<readonly (readonly number[])[]>(
      (lists, duty, i) => {
        const numbers = countsOf(duty, from, step, outcome, to, open[i] ?? 0)
        return lists.flatMap((list) => [...numbers].map((number) => [...list, number]))
      },
      [[]],
    )
  }

  /** Files, sittings and plans open and end duties at any moment. */
  #fromOutside(state: State): readonly Edge[] {
    return this.counted.flatMap((duty, i): readonly Edge[] => {
      const now = state.open[i] ?? 0
      const numbers: number[] = []
      const isWithin = duty.while === null || duty.while.stages.includes(state.stage)
      if (isFromOutside(duty) && isWithin && now < MANY) numbers.push(now + 1)
      const lapses = duty.lapses?.kind
      if ((lapses === 'plan-ends' || lapses === 'duty-met') && now > 0) numbers.push(0)
      return numbers.map((number) => {
        return { step: null, outcome: null, to: { ...state, open: state.open.with(i, number) } }
      })
    })
  }
}

function flat(guard: Guard): readonly Guard[] {
  return guard.kind === 'either' ? guard.guards.flatMap(flat) : [guard]
}

function sayEarlier({ step, outcome, since }: Earlier): string {
  return [step, outcome === null ? '' : ` (${outcome})`, since === null ? '' : ` since ${since}`].join('')
}

/** Whether something other than a step or a stage opens a duty. */
function isFromOutside({ forEach }: Duty): boolean {
  const kind = forEach?.of.kind
  return kind !== undefined && kind !== 'entering' && kind !== 'item' && kind !== 'named'
}

/** Whether recording a step with an outcome opens a duty, and how many of it. */
export function opensBy(
  { forEach, while: lasting }: Duty,
  from: Name | null,
  step: Name | null,
  outcome: Name | null,
  to: Name,
): readonly number[] {
  if (lasting !== null && !lasting.stages.includes(to)) return [0]
  if (forEach === null) {
    const isNew = from === null || lasting?.stages.includes(from) !== true
    return [isNew ? 1 : 0]
  }
  const { of, where } = forEach
  const isOutcome = where?.question === OUTCOME
  if (isOutcome && where.is !== outcome) return [0]
  const perhaps = where !== null && !isOutcome
  switch (of.kind) {
    case 'entering':
      return of.stage !== to || from === to ? [0] : perhaps ? [0, 1] : [1]
    case 'item':
      return of.step !== step ? [0] : perhaps ? [0, 1, MANY] : [1, MANY]
    case 'named':
      return step === null || ![of.name, ...of.or].includes(step) ? [0] : perhaps ? [0, 1] : [1]
    default:
      return [0]
  }
}

function countsOf(
  duty: Duty,
  from: Name | null,
  step: Step | null,
  outcome: Outcome | null,
  to: Name,
  before: number,
): ReadonlySet<number> {
  const opened = opensBy(duty, from, step?.id ?? null, outcome?.id ?? null, to)
  const left = endsBy(duty, from, step?.id ?? null, to) ? [0] : leftAfter(duty, step, before)
  return new Set(left.flatMap((kept) => opened.map((more) => Math.min(MANY, kept + more))))
}

/** How many stay open once a step that may meet one was recorded. */
function leftAfter({ metBy, due }: Duty, step: Step | null, before: number): readonly number[] {
  if (step === null || metBy.kind !== 'step' || metBy.step !== step.id || before === 0) return [before]
  // What recurs is owed again as soon as it is met.
  if (due.again.kind !== 'never') return [before]
  return before === MANY ? [1, MANY] : [before - 1]
}

/** Whether a duty lapses by a step or by where it leads. */
export function endsBy({ while: lasting, lapses }: Duty, from: Name | null, step: Name | null, to: Name): boolean {
  if (lasting !== null && !lasting.stages.includes(to)) return true
  if (lapses?.kind === 'leaving') return lapses.stage === from && from !== to
  return lapses?.kind === 'recorded' && lapses.step === step
}
