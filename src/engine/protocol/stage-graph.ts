import type { Step } from './pathway-parts.ts'
import type { Protocol } from './protocol.ts'
import type { Name } from './sentences/sentence.ts'

/** The stages and the steps between them. */
export class StageGraph {
  /** Where a pathway opens. */
  readonly first: ReadonlySet<Name>
  readonly reached: ReadonlySet<Name>
  readonly #protocol: Protocol
  readonly #next: ReadonlyMap<Name, ReadonlySet<Name>>

  constructor(protocol: Protocol) {
    this.#protocol = protocol
    const { stages, steps, triggers } = protocol
    this.#next = new Map([...stages.keys()].map((stage) => [stage, this.#leads(stage)]))
    this.first = new Set([
      ...triggers.flatMap(({ opens }) => (opens === null ? [] : [opens])),
      ...steps.flatMap(({ at, outcomes }) => (at.kind === 'start' ? outcomes : [])).flatMap(({ to }) => to ?? []),
    ])
    this.reached = this.#closure(this.first)
  }

  /** The stages that lead on from one, by a single step. */
  next(stage: Name): ReadonlySet<Name> {
    return this.#next.get(stage) ?? new Set()
  }

  /** The stages that can follow on one, itself included. */
  from(stage: Name): ReadonlySet<Name> {
    return this.#closure([stage])
  }

  /** Whether a step may be recorded at a stage, whatever it needs. */
  isAt({ at }: Step, stage: Name): boolean {
    if (this.#protocol.stages.get(stage)?.ends !== false) return false
    return at.kind === 'any' || (at.kind === 'stages' && at.stages.includes(stage))
  }

  /** The reached stages at which a step may be recorded. */
  stagesOf(step: Step): readonly Name[] {
    return [...this.reached].filter((stage) => this.isAt(step, stage))
  }

  /** Where a pathway stands once a step was recorded. */
  after(step: Step): ReadonlySet<Name> {
    const leads = step.outcomes.flatMap(({ to }) => to ?? [])
    const stays = step.outcomes.length === 0 || step.outcomes.some(({ to }) => to === null)
    return new Set(stays ? [...leads, ...this.stagesOf(step)] : leads)
  }

  #leads(stage: Name): ReadonlySet<Name> {
    const steps = this.#protocol.steps.filter((step) => this.isAt(step, stage))
    return new Set(steps.flatMap(({ outcomes }) => outcomes.flatMap(({ to }) => to ?? [])).filter((to) => to !== stage))
  }

  #closure(first: Iterable<Name>): ReadonlySet<Name> {
    const seen = new Set(first)
    // A set takes in what is added while it is gone through.
    for (const stage of seen) for (const next of this.next(stage)) seen.add(next)
    return seen
  }
}
