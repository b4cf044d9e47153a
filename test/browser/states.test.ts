// Pages in the states that routes and people come to, made by the server and shown in one page of a browser.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DEMONSTRATION_ROUTES } from '../../src/web/routes.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { layOutEvery } from '../web/every/relations.ts'
import { type PageState, pageStates } from '../web/every/states.ts'
import { testFace } from '../web/face.ts'
import { launchBrowser, noBrowser } from './browser.ts'
import { lookAt, markupFaults } from './look-at.ts'

let database: TestDatabase
let states: readonly PageState[]

before(async () => {
  database = await testDatabase()
  const world = await layOutEvery(database, ['team-manager'], ['manager-in-line', 'other-team'])
  states = await pageStates(world, DEMONSTRATION_ROUTES, { names: ['a long name'], many: false })
})
after(() => database.close())

// Some of them: "npm run torture -- pages" shows every one.
describe('pages in every state', () => {
  it('are of valid markup', async () => {
    const faults: string[] = []
    for (const { name, html } of states) {
      faults.push(...(await markupFaults(html)).map((fault) => `${name}: ${fault}`))
    }
    assert.deepEqual(faults, [])
    assert.ok(states.length > 50, `${states.length} states`)
  })

  it('are whole for everybody, on a small screen and at twice their size', { skip: noBrowser }, async () => {
    const browser = await launchBrowser()
    const face = await testFace(database)
    const page = await browser.newPage()
    const few = states.filter((_each, at) => at % 6 === 0)
    const faults = await lookAt(page, face.server, few, () => undefined)
    await browser.close()
    await face.close()
    assert.deepEqual(faults, [])
  })
})
