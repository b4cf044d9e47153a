import type { Happened } from './explore-duties.ts'
import type { Edge, Machine, State } from './explore-machine.ts'
import type { Name } from './sentences/sentence.ts'

/** The most ways that are gone through; the protocols that come with Sightline need a fiftieth of it. */
const MOST_WAYS = 100_000
/** The most that is kept of all states together: of each, every record and duty that is told apart. */
const MOST_KEPT = 1_000_000

/** A state that can be come to, with one shortest way there. */
export interface Visited extends State {
  readonly id: number
  readonly by: { readonly before: Visited | null; readonly step: Name | null }
}

/** A way from one state to another; `from` is null where it opens a pathway. */
export interface Way {
  readonly from: Visited | null
  readonly to: Visited
  readonly happened: Happened | null
}

/** The states that a protocol's pathways can come to, and the ways between them. */
export interface Space {
  readonly machine: Machine
  readonly states: readonly Visited[]
  readonly ways: readonly Way[]
  /** Of each state, by its id, the ways that lead to it. */
  readonly into: readonly (readonly Way[])[]
}

/** Everything that can be come to; where that is too much, how far it was gone through. */
export function spaceOf(machine: Machine): Space | { readonly states: number; readonly ways: number } {
  const states: Visited[] = []
  const ways: Way[] = []
  const into: Way[][] = []
  const known = new Map<string, Visited>()
  const visit = (from: Visited | null, { step, happened, to: state }: Edge): void => {
    const key = machine.keyOf(state)
    let to = known.get(key)
    if (to === undefined) {
      to = { ...state, id: states.length, by: { before: from, step } }
      known.set(key, to)
      states.push(to)
      into.push([])
    }
    const way = { from, to, happened }
    ways.push(way)
    into[to.id]?.push(way)
  }
  const apart = machine.remembered.length + machine.counted.length
  // Looked at with every way: one state alone can have more of them than there is room for.
  const isTooMuch = (): boolean => ways.length > MOST_WAYS || states.length * apart > MOST_KEPT
  for (const edge of machine.first()) {
    visit(null, edge)
    if (isTooMuch()) return { states: states.length, ways: ways.length }
  }
  // The list grows while it is gone through.
  for (const state of states) {
    for (const edge of machine.next(state)) {
      visit(state, edge)
      if (isTooMuch()) return { states: states.length, ways: ways.length }
    }
  }
  return { machine, states, ways, into }
}

/** The states from which one of some others can be come to, by ways that are not barred. */
export function backFrom(
  { into }: Space,
  goals: Iterable<Visited>,
  isBarred: (happened: Happened) => boolean = () => false,
): ReadonlySet<Visited> {
  const seen = new Set(goals)
  // A set takes in what is added while it is gone through.
  for (const state of seen) {
    for (const { from, happened } of into[state.id] ?? []) {
      if (from !== null && (happened === null || !isBarred(happened))) seen.add(from)
    }
  }
  return seen
}

/** The shortest way to a state, for people to follow: ", by way of raise, discuss". */
export function sayWay(state: Visited): string {
  const steps: Name[] = []
  for (let here: Visited | null = state; here !== null; here = here.by.before) {
    if (here.by.step !== null) steps.unshift(here.by.step)
  }
  return steps.length === 0 ? '' : `, by way of ${steps.join(', ')}`
}
