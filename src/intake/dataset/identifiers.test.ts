import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Identifiers } from './identifiers.ts'

describe('identifiers of a table', () => {
  it('are new once for each child, and always where there is none', () => {
    const identifiers = new Identifiers()
    const added = [
      ['a', 1],
      ['a', 1],
      ['a', 2],
      ['a', 2],
      ['a', 1],
      ['b', 1],
      ['', 1],
      ['', 1],
    ] as const
    assert.deepEqual(
      added.map(([id, child]) => identifiers.add(id, child)),
      [true, false, true, false, false, true, true, true],
    )
  })
})
