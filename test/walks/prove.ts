import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { alterationsOf } from './altered.ts'
import { open, type Proof } from './proof.ts'
import { elementsOf } from './taken-away.ts'

/** Tells every walk; then takes away and alters each part of the protocol, to see that a walk of its clauses notices. */
export function prove(proof: Proof): void {
  const { shipped, clauses, tell, misses } = open(proof)
  const { walks } = proof

  describe(shipped.title, () => {
    for (const walk of walks) it(`${walk.rows.join(', ')}: ${walk.title}`, () => tell(walk))

    it('every clause has its walk', () => {
      const rows = new Set(walks.flatMap(({ rows }) => rows))
      assert.deepEqual(
        clauses.filter((row) => !rows.has(row)),
        [],
      )
    })
  })

  describe(`${shipped.title}, with a part taken away`, () => {
    for (const { name, cites, without } of elementsOf(shipped)) {
      it(`${cites.join(', ')}: ${name}`, () => {
        for (const row of cites) {
          assert.ok(misses({ name, cites: [row], without }), `the walks of ${row} hold all the same: ${name}`)
        }
      })
    }
  })

  describe(`${shipped.title}, with a part said differently`, () => {
    for (const element of alterationsOf(shipped)) {
      const { name, cites } = element
      it(`${cites.join(', ')}: ${name}`, () => {
        assert.ok(misses(element), `the walks of ${cites.join(', ')} hold all the same: ${name}`)
      })
    }
  })
}
