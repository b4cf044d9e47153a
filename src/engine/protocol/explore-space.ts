import type { Edge, Machine, State } from './explore-machine.ts'
import type { Name } from './sentences/sentence.ts'

/** The most states that are looked at; the protocols that come with Sightline need a small part of it. */
export const MOST_STATES = 50_000

/** A state that can be come to, with one shortest way there. */
export interface Visited extends State {
  readonly id: number
  readonly by: { readonly before: Visited | null; readonly step: Name | null }
}

/** The states that a protocol's pathways can come to, and the ways between them. */
export interface Space {
  readonly machine: Machine
  readonly states: readonly Visited[]
  readonly ways: readonly { readonly from: Visited | null; readonly to: Visited; readonly edge: Edge }[]
}

/** Everything that can be come to; undefined where there are more states than are looked at. */
export function spaceOf(machine: Machine): Space | undefined {
  const states: Visited[] = []
  const ways: { from: Visited | null; to: Visited; edge: Edge }[] = []
  const known = new Map<string, Visited>()
  const visit = (from: Visited | null, edge: Edge): void => {
    const key = machine.keyOf(edge.to)
    let to = known.get(key)
    if (to === undefined) {
      to = { ...edge.to, id: states.length, by: { before: from, step: edge.step } }
      known.set(key, to)
      states.push(to)
    }
    ways.push({ from, to, edge })
  }
  for (const edge of machine.first()) visit(null, edge)
  // The list grows while it is gone through.
  for (let i = 0; i < states.length; i++) {
    if (states.length > MOST_STATES) return undefined
    const state = states[i]
    if (state !== undefined) for (const edge of machine.next(state)) visit(state, edge)
  }
  return { machine, states, ways }
}

/** The states from which one of some others can be come to, by ways that are not barred. */
export function backFrom(
  { ways }: Space,
  goals: Iterable<Visited>,
  isBarred: (from: Visited, to: Visited, edge: Edge) => boolean = () => false,
): ReadonlySet<Visited> {
  const before = new Map<Visited, Visited[]>()
  for (const { from, to, edge } of ways) {
    if (from === null || isBarred(from, to, edge)) continue
    const list = before.get(to)
    if (list === undefined) before.set(to, [from])
    else list.push(from)
  }
  const seen = new Set(goals)
  // A set takes in what is added while it is gone through.
  for (const state of seen) for (const each of before.get(state) ?? []) seen.add(each)
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
