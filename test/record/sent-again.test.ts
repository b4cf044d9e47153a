// Every form of a walk is sent a second time, as after an answer that got lost: by people who had nothing else to do there too.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Playing } from '../through/playing.ts'
import { deedsOf } from '../through/script.ts'
import { scriptsCalled } from '../through/whole.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(async () => {
  await database.close()
})

describe('a form that is sent again', () => {
  it('is told what it was recorded as, whoever sent it', async () => {
    const [whole] = scriptsCalled({
      'challenging-cases': ['or takes it to the disagreement route, which ends refused'],
    })
    assert.ok(whole !== undefined)
    const playing = new Playing(database.store, 'sent-again', deedsOf(whole))
    await playing.begin()
    while (!playing.isOver) {
      const { came } = playing
      await playing.goOn()
      const again = new Playing(database.store, 'sent-again', playing.script)
      await again.goOnFrom(came)
      await again.goOn()
      assert.deepEqual(again.came, playing.came)
    }
    const { rows } = await database.root.query("select step from sightline.entries where authority = 'sent-again'")
    assert.equal(rows.length, playing.came.entries.length)
  })
})
