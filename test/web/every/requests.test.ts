import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DEMONSTRATION_ROUTES } from '../../../src/web/routes.ts'
import { type TestDatabase, testDatabase } from '../../record/database.ts'
import { layOutEvery } from './relations.ts'
import { sendRequests } from './send-requests.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

describe('requests that no page of ours sends', () => {
  it('are each answered, and none by a fault, a trace or a line that names anybody', async () => {
    const relations = ['own-worker', 'manager-in-line', 'other-team', 'broke-the-glass'] as const
    const world = await layOutEvery(database, ['social-worker', 'director', 'administrator'], relations)
    const count = Number(process.env['REQUESTS'] ?? 1_000)
    const seed = Number(process.env['REQUEST_SEED'] ?? 5)
    const { faults, requests, statuses } = await sendRequests(world, DEMONSTRATION_ROUTES, {
      seed,
      count,
      tell: () => undefined,
    })
    assert.deepEqual(faults, [])
    assert.ok(requests > count * 0.95)
    for (const status of [200, 303, 400, 403, 404]) assert.ok(statuses.has(status), `no answer was ${status}`)
  })
})
