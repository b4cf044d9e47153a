import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { census, england, given, protocol } from '../../src/engine/watch/given.test-data.ts'
import { alterationsOf } from './altered.ts'
import { elementsOf } from './taken-away.ts'
import { type Cast, Story, type Walk } from './walk.ts'

/** A protocol as it is shipped, who takes part, and the walks through it. */
export interface Proof {
  readonly protocol: string
  readonly cast: Cast
  readonly walks: readonly Walk[]
  /** How its clauses begin, and how many there are. */
  readonly clauses: readonly [prefix: string, count: number]
}

/** Tells every walk; then takes away and alters each part of the protocol, to see that a walk of its clauses notices. */
export function prove({ protocol: id, cast, walks, clauses: [prefix, count] }: Proof): void {
  const shipped = protocol(id)
  const calendar = england()
  const nothingKnown = given(census('2026-03-31'), { facts: [] }).history(0)

  const tell = ({ tell: story }: Walk, of = shipped): void => story(new Story(of, calendar, cast, nothingKnown))
  const holds = (walk: Walk, of: typeof shipped): boolean => {
    try {
      tell(walk, of)
      return true
    } catch (error) {
      // Only what a story asserts counts: that the engine breaks is no proof.
      if (error instanceof assert.AssertionError) return false
      throw error
    }
  }

  describe(shipped.title, () => {
    for (const walk of walks) it(`${walk.rows.join(', ')}: ${walk.title}`, () => tell(walk))

    it('every clause has its walk', () => {
      const rows = new Set(walks.flatMap(({ rows }) => rows))
      const all = Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`)
      assert.deepEqual(
        all.filter((row) => !rows.has(row)),
        [],
      )
    })
  })

  const sound = walks.filter((walk) => holds(walk, shipped))
  const broken = (rows: readonly string[], changed: typeof shipped): boolean =>
    sound.some((walk) => walk.rows.some((row) => rows.includes(row)) && !holds(walk, changed))

  describe(`${shipped.title}, with a part taken away`, () => {
    for (const { name, cites, without } of elementsOf(shipped)) {
      it(`${cites.join(', ')}: ${name}`, () => {
        for (const row of cites) assert.ok(broken([row], without), `the walks of ${row} hold all the same: ${name}`)
      })
    }
  })

  describe(`${shipped.title}, with a part said differently`, () => {
    for (const { name, cites, without } of alterationsOf(shipped)) {
      it(`${cites.join(', ')}: ${name}`, () => {
        assert.ok(broken(cites, without), `the walks of ${cites.join(', ')} hold all the same: ${name}`)
      })
    }
  })
}
