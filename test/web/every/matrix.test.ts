import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '../../../scripts/step.ts'
import { DEMONSTRATION_ROUTES } from '../../../src/web/routes.ts'
import { type TestDatabase, testDatabase } from '../../record/database.ts'
import { askEveryDoor, forgeEveryForm } from './matrix.ts'
import { matrixPage } from './matrix-page.ts'
import { type EveryWorld, layOutEvery, RELATION_NAMES, rolesFor } from './relations.ts'

let database: TestDatabase
let world: EveryWorld
before(async () => {
  database = await testDatabase()
  world = await layOutEvery(database, rolesFor(DEMONSTRATION_ROUTES))
})
after(() => database.close())

describe('every route, asked by every role in every relation', () => {
  it('is written down as it is: "npm run routes" writes it anew', () => {
    assert.equal(readFileSync(join(ROOT, 'docs', 'reference', 'access.md'), 'utf8'), matrixPage(DEMONSTRATION_ROUTES))
  })

  it('lets in whom it should, and nobody else', async () => {
    // Two roles of each relation, so that each role comes up in several: "npm run torture -- matrix" asks for all.
    const roles = rolesFor(DEMONSTRATION_ROUTES)
    const principals = world.principals.filter(({ role, relation }) => {
      return (roles.indexOf(role) + RELATION_NAMES.indexOf(relation)) % Math.ceil(roles.length / 2) === 0
    })
    const { cells, wrong } = await askEveryDoor({ ...world, principals }, DEMONSTRATION_ROUTES)
    assert.deepEqual(wrong, [])
    assert.ok(cells > 25 * DEMONSTRATION_ROUTES.length, `${cells} cells`)
  })
  it('takes no form that a page of ours did not send', async () => {
    const { cells, wrong } = await forgeEveryForm(world, DEMONSTRATION_ROUTES)
    assert.deepEqual(wrong, [])
    assert.ok(cells > 80, `${cells} forgeries`)
  })
})
