import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  ALWAYS,
  BEGINNING,
  complement,
  type DaySet,
  days,
  END,
  holdsOn,
  intersect,
  NEVER,
  spellsOf,
  union,
  without,
} from './day-set.ts'

const sets: fc.Arbitrary<DaySet> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 10 })), { maxLength: 6 })
  .map((spells) => spells.reduce<DaySet>((set, [from, length]) => union(set, days(from, from + length)), NEVER))

const members = (set: DaySet): number[] =>
  Array.from({ length: 60 }, (_, day) => day).filter((day) => holdsOn(set, day))
const all = Array.from({ length: 60 }, (_, day) => day)

describe('a set of days', () => {
  it('joins, meets and inverts day by day', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [inA, inB] = [new Set(members(a)), new Set(members(b))]
        assert.deepEqual(
          members(union(a, b)),
          all.filter((day) => inA.has(day) || inB.has(day)),
        )
        assert.deepEqual(
          members(intersect(a, b)),
          all.filter((day) => inA.has(day) && inB.has(day)),
        )
        assert.deepEqual(
          members(without(a, b)),
          all.filter((day) => inA.has(day) && !inB.has(day)),
        )
        assert.deepEqual(
          members(complement(a)),
          all.filter((day) => !inA.has(day)),
        )
      }),
    )
  })

  it('keeps its spells sorted, apart and not empty', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        for (const set of [union(a, b), intersect(a, b), complement(a), without(a, b)]) {
          for (let i = 1; i < set.length; i++) assert.ok((set[i - 1] ?? 0) < (set[i] ?? 0), JSON.stringify(set))
        }
      }),
    )
  })

  it('is itself again when inverted twice, and obeys De Morgan', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        assert.deepEqual(complement(complement(a)), a)
        assert.deepEqual(complement(union(a, b)), intersect(complement(a), complement(b)))
      }),
    )
  })

  it('reaches from the beginning to the end of time', () => {
    assert.deepEqual(complement(NEVER), ALWAYS)
    assert.deepEqual(complement(ALWAYS), NEVER)
    assert.deepEqual(spellsOf(complement(days(5, 9))), [
      { from: BEGINNING, until: 5 },
      { from: 9, until: END },
    ])
    assert.deepEqual(days(9, 9), NEVER)
  })
})
