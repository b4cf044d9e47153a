import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { adoptAll, setUp } from '../../src/cases/set-up/set-up.ts'
import { openLibrary } from '../../src/intake/library.ts'
import type { Rules } from '../../src/record/pathways/shelf.ts'
import { type NotActive, within } from '../../src/record/transaction.ts'
import { moment } from './authority.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const WHEN = moment('2026-11-20T10:00:00Z')
const REAL = { authority: 'nowhere', title: 'Nowhere', demonstration: false }

describe('an authority', () => {
  it('is set up with the program in it, and every protocol adopted word for word', async () => {
    const library = openLibrary()
    const made = await setUp(database.store, REAL, library, WHEN)
    assert.ok(made.ok)
    const { rows } = await database.root.query('select protocol from sightline.adoptions order by protocol')
    assert.deepEqual(
      rows.map(({ protocol }) => protocol),
      library.protocols.map(({ protocol }) => protocol.id).sort(),
    )
    const { rows: hashes } = await database.root.query('select protocol_hash, calendar_hash from sightline.adoptions')
    for (const { protocol_hash: protocolHash, calendar_hash: calendarHash } of hashes) {
      const read: Rules | NotActive = await within(database.store, made.service, WHEN, ({ tx, store }) => {
        return store.shelf.rules({ tx, authority: REAL.authority, protocolHash, calendarHash })
      })
      assert.ok('protocol' in read)
    }
    assert.deepEqual(await adoptAll(database.store, made.service, library, moment('2026-11-21T10:00:00Z')), [])
  })

  it('is set up once, and an invented one never beside a real one', async () => {
    const library = openLibrary()
    const again = await setUp(database.store, REAL, library, WHEN)
    assert.deepEqual(again, { ok: false, refusal: { kind: 'there-already' } })
    const invented = { authority: 'invented', title: 'Invented', demonstration: true }
    assert.deepEqual(await setUp(database.store, invented, library, WHEN), {
      ok: false,
      refusal: { kind: 'not-beside-others' },
    })
    const unnamed = { ...REAL, authority: 'No Where' }
    assert.deepEqual(await setUp(database.store, unnamed, library, WHEN), { ok: false, refusal: { kind: 'bad-name' } })
  })
})
