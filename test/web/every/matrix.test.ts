import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '../../../scripts/step.ts'
import { everyDoor } from '../../../src/web/routes.ts'
import { type TestDatabase, testDatabase } from '../../record/database.ts'
import { askEveryDoor, forgeEveryForm } from './matrix.ts'
import { matrixPage } from './matrix-page.ts'
import { type EveryWorld, layOutEvery, RELATION_NAMES, rolesFor } from './relations.ts'

const DOORS = everyDoor()

let database: TestDatabase
let world: EveryWorld
before(async () => {
  database = await testDatabase()
  world = await layOutEvery(database, rolesFor(DOORS))
})
after(() => database.close())

describe('every route, asked by every role in every relation', () => {
  it('is written down as it is: "npm run routes" writes it anew', () => {
    assert.equal(readFileSync(join(ROOT, 'docs', 'reference', 'access.md'), 'utf8'), matrixPage(DOORS))
  })

  it('lets in whom it should, and nobody else', async () => {
    // Two roles of each relation, so that each role comes up in several: "npm run torture -- matrix" asks for all.
    const roles = rolesFor(DOORS)
    const principals = world.principals.filter(({ role, relation }) => {
      return (roles.indexOf(role) + RELATION_NAMES.indexOf(relation)) % Math.ceil(roles.length / 2) === 0
    })
    const { cells, wrong } = await askEveryDoor({ ...world, principals }, DOORS)
    assert.deepEqual(wrong, [])
    assert.ok(cells > 25 * DOORS.length, `${cells} cells`)
  })
  it('takes no form that a page of ours did not send', async () => {
    const { cells, wrong } = await forgeEveryForm(world, DOORS)
    assert.deepEqual(wrong, [])
    assert.ok(cells > 80, `${cells} forgeries`)
  })
})
