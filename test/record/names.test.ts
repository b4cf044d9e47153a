import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { holdersOf } from '../../src/record/people/holders.ts'
import { by, layOutTeam, type Team } from './access/team.ts'
import { AUTHORITY } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

describe('lists by name', () => {
  it('are sorted as people sort names, and not by bytes', async () => {
    const names = ['Zeta Invented', 'de Invented', 'Álvaro Invented', 'anna Invented', 'Bea Invented']
    for (const name of names) {
      const person = nextId()
      await team.root.query(
        `insert into sightline.persons (authority, person_id, pseudonym, name, agency, since)
         values ($1, $2, $3, $4, 'council', '2020-01-01')`,
        [AUTHORITY, person, nextId(), name],
      )
      await team.root.query(
        `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
         values ($1, $2, $3, 'invented', '2020-01-01')`,
        [AUTHORITY, nextId(), person],
      )
    }
    const held = await by(team, 'Ade', (bound) => holdersOf(bound, ['invented']))
    assert.deepEqual(
      held.map(({ name }) => name.split(' ')[0]),
      ['Álvaro', 'anna', 'Bea', 'de', 'Zeta'],
    )
  })
})
