import assert from 'node:assert/strict'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import { census, england, given, protocol } from '../../src/engine/watch/given.test-data.ts'
import type { Element } from './element.ts'
import { type Cast, Scene } from './scene.ts'
import { elementsOf } from './taken-away.ts'
import { Story, type Walk } from './walk.ts'

/** A protocol as it is shipped, who takes part, and the walks through it. */
export interface Proof {
  readonly protocol: string
  readonly cast: Cast
  readonly walks: readonly Walk[]
  /** The clauses that it proves. */
  readonly clauses: readonly string[]
}

/** A proof with its protocol read, ready to be told. */
export interface Opened {
  readonly shipped: Protocol
  readonly clauses: readonly string[]
  readonly tell: (walk: Walk) => void
  /** The same story, told by another teller. */
  readonly tellBy: <T extends Story>(walk: Walk, Teller: new (scene: Scene) => T) => T
  /** The same story, told on another stage. */
  readonly tellOn: <T extends Scene>(walk: Walk, Stage: new (...given: ConstructorParameters<typeof Scene>) => T) => T
  /** The walks of these clauses that hold for the protocol as it is shipped and break for this one. */
  readonly missedBy: (clauses: readonly string[], changed: Protocol) => Iterable<Walk>
  /** Whether any walk of its clauses misses an element. */
  readonly misses: (element: Element) => boolean
}

/** The clauses of a source by their numbers, but for those that another protocol of it carries. */
export function clausesOf(prefix: string, count: number, elsewhere: readonly string[] = []): readonly string[] {
  const all = Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`)
  return all.filter((clause) => !elsewhere.includes(clause))
}

const opened = new Map<Proof, Opened>()

/** Opened once for all tests of a process. */
export function open(proof: Proof): Opened {
  const known = opened.get(proof)
  if (known !== undefined) return known
  const made = openAnew(proof)
  opened.set(proof, made)
  return made
}

function openAnew({ protocol: id, cast, walks, clauses }: Proof): Opened {
  const shipped = protocol(id)
  const calendar = england()
  const nothingKnown = given(census('2026-03-31'), { facts: [] }).history(0)
  const tell = ({ tell: story }: Walk, of = shipped): void =>
    story(new Story(new Scene(of, calendar, cast, nothingKnown)))
  const holds = (walk: Walk, of: Protocol): boolean => {
    try {
      tell(walk, of)
      return true
    } catch (error) {
      // Only what a story asserts counts: that the engine breaks is no proof.
      if (error instanceof assert.AssertionError) return false
      throw error
    }
  }
  const held = new Map<Walk, boolean>()
  const isSound = (walk: Walk): boolean => {
    const known = held.get(walk) ?? holds(walk, shipped)
    held.set(walk, known)
    return known
  }
  // Told first are the walks that speak of the element, then those that missed what came before it: a third of what is told
  // in the order in which they are written.
  let likely: readonly Walk[] = walks
  const written = new Map(walks.map((walk) => [walk, String(walk.tell)]))
  const misses = ({ name, cites, without }: Element): boolean => {
    const words = name.replaceAll(/[":]/g, ' ').split(' ')
    const speaks = (walk: Walk): number => {
      // What stands last in a name is the smallest part.
      return words.reduce((sum, word, i) => sum + (written.get(walk)?.includes(`'${word}'`) ? 1 + i : 0), 0)
    }
    const told = likely
      .filter(({ rows }) => rows.some((row) => cites.includes(row)))
      .map((walk) => ({ walk, speaks: speaks(walk) }))
      .sort((a, b) => b.speaks - a.speaks)
    const found = told.find(({ walk }) => isSound(walk) && !holds(walk, without))?.walk
    if (found !== undefined) likely = [found, ...likely.filter((each) => each !== found)]
    return found !== undefined
  }
  return {
    shipped,
    clauses,
    tell: (walk) => {
      tell(walk)
      held.set(walk, true)
    },
    tellBy: ({ tell: story }, Teller) => {
      const teller = new Teller(new Scene(shipped, calendar, cast, nothingKnown))
      story(teller)
      return teller
    },
    tellOn: ({ tell: story }, Stage) => {
      const stage = new Stage(shipped, calendar, cast, nothingKnown)
      story(new Story(stage))
      return stage
    },
    *missedBy(clauses, changed) {
      for (const walk of walks) {
        if (walk.rows.some((row) => clauses.includes(row)) && isSound(walk) && !holds(walk, changed)) yield walk
      }
    },
    misses,
  }
}

/** What carries a clause, each with the titles of the walks that break when it is taken away. */
export interface Carried {
  readonly clause: string
  readonly elements: readonly { readonly name: string; readonly missedBy: readonly string[] }[]
  readonly walks: readonly string[]
}

export function carriedBy(proof: Proof): readonly Carried[] {
  const { shipped, clauses, missedBy } = open(proof)
  const elements = elementsOf(shipped)
  return clauses.map((clause) => ({
    clause,
    elements: elements
      .filter(({ cites }) => cites.includes(clause))
      .map(({ name, without }) => ({ name, missedBy: Array.from(missedBy([clause], without), ({ title }) => title) })),
    walks: proof.walks.filter(({ rows }) => rows.includes(clause)).map(({ title }) => title),
  }))
}
