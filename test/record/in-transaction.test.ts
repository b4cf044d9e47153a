import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type Asking, inTransaction } from '../../src/record/database/database.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase

before(async () => {
  database = await testDatabase()
  await database.root.query('create table public.kept (word text not null)')
  await database.root.query('grant usage on schema public to sightline_app')
  await database.root.query('grant select, insert on public.kept to sightline_app')
})
after(() => database.close())

const keep = (tx: Asking, word: string | null) => sql`insert into public.kept values (${word})`.execute(tx)
const kept = async () => (await database.root.query('select word from public.kept order by word')).rows

describe('a transaction', () => {
  it('answers in the order of asking, whoever waits', async () => {
    const told = await inTransaction(database.store.database, async (tx) => {
      const words: string[] = []
      const asked = ['one', 'two', 'three'].flatMap((word) => [
        sql`select set_config('sightline.scopes', ${word}, true)`.execute(tx),
        sql<{ word: string }>`select current_setting('sightline.scopes') as word`.execute(tx).then(({ rows }) => {
          words.push(rows[0]?.word ?? '')
        }),
      ])
      await Promise.all(asked)
      return words
    })
    assert.deepEqual(told, ['one', 'two', 'three'])
  })

  it('keeps nothing where a question fails for whose answer nobody waits, the last as well', async () => {
    for (const words of [
      ['first', null, 'last'],
      ['first', null],
    ]) {
      const asked = inTransaction(database.store.database, async (tx) => {
        for (const word of words) keep(tx, word).catch(() => undefined)
      })
      await assert.rejects(asked)
      assert.deepEqual(await kept(), [])
    }
  })

  it('leaves its connection to the next, which begins anew', async () => {
    const one = database.store.database
    await assert.rejects(inTransaction(one, (tx) => Promise.all([keep(tx, 'lost'), keep(tx, null), keep(tx, 'late')])))
    await inTransaction(one, (tx) => keep(tx, 'found'))
    assert.deepEqual(await kept(), [{ word: 'found' }])
  })
})
