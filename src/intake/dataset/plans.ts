import type { Day } from '../../engine/calendar/day.ts'

/** A plan as the reviews and the other plans of its child need to know it. */
export interface PlanSpan {
  readonly id: string
  readonly child: number
  readonly from: Day
  readonly until: Day | null
  readonly line: number
}

/** The plans read so far, by identifier and by child. */
export class Plans {
  readonly #byId = new Map<string, PlanSpan[]>()
  readonly #byChild = new Map<number, PlanSpan[]>()

  add(plan: PlanSpan): void {
    push(this.#byChild, plan.child, plan)
    if (plan.id !== '') push(this.#byId, plan.id, plan)
  }

  /** The plan of this identifier: the child's own, if siblings share the identifier. */
  find(id: string, child: number): PlanSpan | undefined {
    const plans = this.#byId.get(id)
    return plans?.find((plan) => plan.child === child) ?? plans?.[0]
  }

  /** An earlier-read plan of the child that runs on some day on which this one runs. */
  overlapping(plan: Omit<PlanSpan, 'id' | 'line'>): PlanSpan | undefined {
    return this.#byChild
      .get(plan.child)
      ?.find(
        (other) =>
          other.from < (plan.until ?? Number.POSITIVE_INFINITY) &&
          plan.from < (other.until ?? Number.POSITIVE_INFINITY),
      )
  }
}

function push<K>(lists: Map<K, PlanSpan[]>, key: K, plan: PlanSpan): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [plan])
  else list.push(plan)
}
