import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '../../scripts/step.ts'
import { DEMONSTRATION, peopleList } from '../../src/cases/demonstration/people.ts'
import { setUp } from '../../src/cases/set-up/set-up.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { type InventedPerson, inventedPeople } from '../../src/record/people/demonstration.ts'
import { keepPeople } from '../../src/record/people/keep-people.ts'
import { within } from '../../src/record/transaction.ts'
import type { Route } from '../../src/web/route.ts'
import { DEMONSTRATION_ROUTES, tableOfRoutes } from '../../src/web/routes.ts'
import { moment } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, Visitor } from './face.ts'

const NOW = '2026-11-20T10:00:00Z'

let database: TestDatabase
let face: TestFace
let people: readonly InventedPerson[]

before(async () => {
  database = await testDatabase()
  // The demonstration's people, and nothing of what they recorded: what is asked for here is not there.
  const made = await setUp(database.store, DEMONSTRATION, openLibrary(), moment(NOW))
  assert.ok(made.ok)
  await within(database.store, made.service, moment(NOW), (bound) => keepPeople(bound, peopleList([])))
  face = await testFace(database, {}, NOW)
  // Of several who hold the same roles, one: a route asks for roles.
  const holding = await inventedPeople(database.store, day('2026-11-20'))
  people = [...new Map(holding.map((person) => [person.roles.join(), person])).values()]
})
after(async () => {
  await face.close()
  await database.close()
})

const GETS = DEMONSTRATION_ROUTES.filter(({ method }) => method === 'GET')

/** The address with identifiers that nothing bears. */
function addressOf({ path }: Route): string {
  return path.replaceAll(/:[a-z]+/g, () => nextId())
}

describe('the routes', () => {
  it('are those written down: "npm run routes" writes them anew', () => {
    assert.equal(readFileSync(join(ROOT, 'docs', 'reference', 'routes.md'), 'utf8'), tableOfRoutes())
  })

  it('ask whoever is not signed in to do so, but for those that are for anybody', async () => {
    for (const route of GETS) {
      const { statusCode, headers } = await new Visitor(face).get(addressOf(route))
      if (route.permission.kind === 'anybody') assert.ok(statusCode < 500 && !headers.location?.includes('sign-in'))
      else assert.match(String(headers.location), /^\/sign-in/, route.path)
    }
  })

  it('give everybody what their permission says, and of what is not there nothing', async () => {
    for (const [i, { principal, name, roles }] of people.entries()) {
      const visitor = new Visitor(face)
      await visitor.signIn(principal.person)
      for (const route of GETS) {
        // What is not there, and what is for everybody signed in, is so for all alike; who may see what is, the matrix asks.
        if (i > 2 && route.permission.kind !== 'holds') continue
        const { statusCode, headers } = await visitor.get(addressOf(route))
        const cell = `${name}, ${route.path}: ${statusCode}`
        assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, cell)
        const { permission } = route
        if (permission.kind === 'may' || permission.kind === 'knows') assert.equal(statusCode, 404, cell)
        else if (permission.kind === 'holds' && !permission.roles.some((role) => roles.includes(role))) {
          assert.equal(statusCode, 403, cell)
        } else assert.ok([200, 303, 400, 404].includes(statusCode), cell)
      }
    }
  })
})
