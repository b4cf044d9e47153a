import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../database.ts'
import { compareWorld } from './compare.ts'

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

/** Each world is some 600 tuples; "npm run torture -- access" asks 100,000. */
const WORLDS = 2

describe('who may see what', () => {
  it('is the same by the rule, by every function of the record, and by the rows that the database shows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { tuples, differences } = await compareWorld(database.root, database.store, seed)
        assert.ok(tuples > 500)
        assert.deepEqual(differences, [])
      }),
      { numRuns: WORLDS, endOnFailure: true },
    )
  })
})
