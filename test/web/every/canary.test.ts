import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DEMONSTRATION_ROUTES } from '../../../src/web/routes.ts'
import { type TestDatabase, testDatabase } from '../../record/database.ts'
import { testFace } from '../face.ts'
import { ask } from './browser.ts'
import { type Marked, seekMarks, textOf } from './canary.ts'
import { caseOf, type EveryWorld, layOutEvery, type RelationName } from './relations.ts'

const SOME: readonly RelationName[] = [
  'own-worker',
  'manager-in-line',
  'shared-with',
  'broke-the-glass',
  'excluded',
  'sealed-own',
  'sealed-named',
  'other-authority',
]

let database: TestDatabase
let world: EveryWorld
let found: Marked

before(async () => {
  database = await testDatabase()
  world = await layOutEvery(database, ['social-worker', 'service-manager'])
  const { cases, principals } = world
  // Some of the relations: "npm run torture -- canary" asks for everybody.
  const asked = principals.filter(({ role, relation }) => {
    return role === 'social-worker' ? SOME.includes(relation) : relation === 'other-team'
  })
  found = await seekMarks({ ...world, principals: asked }, DEMONSTRATION_ROUTES, ({ relation }) => [
    caseOf(relation, cases),
  ])
})
after(() => database.close())

describe('a child’s marks', () => {
  it('are shown to whom they may be, with a record of that very moment, and nowhere in passing', () => {
    assert.deepEqual(found.wrong, [])
    const paths = new Set(found.holding.map(({ path }) => path))
    for (const path of [
      '/cases/:case',
      '/pathways/:pathway',
      '/my-work',
      '/lists/:protocol',
      '/lists/:protocol/list.csv',
    ]) {
      assert.ok(paths.has(path), `${path} shows the child to nobody: ${[...paths].join()}`)
    }
    assert.ok(found.holding.length > 60, `${found.holding.length} answers`)
  })

  it('are in no queue, and in no message that waits to be sent', async () => {
    const { rows } = await world.team.root.query<{ table: string; kept: string }>(
      `select table_schema || '.' || table_name as table,
         query_to_xml('select * from ' || quote_ident(table_schema) || '.' || quote_ident(table_name), true, true, '')::text as kept
       from information_schema.tables
       where table_type = 'BASE TABLE' and (table_schema = 'graphile_worker' or table_name ~ 'mail|message|sent|post')`,
    )
    assert.ok(rows.length > 0)
    assert.deepEqual(
      rows.filter(({ kept }) => kept.includes('Kmark')).map(({ table }) => table),
      [],
    )
  })

  it('are shown to nobody where it cannot be noted', async () => {
    const { root } = world.team
    await root.query(`create function sightline.unable() returns trigger language plpgsql as $$
      begin raise exception 'nothing can be noted' using errcode = 'P0001'; end $$`)
    await root.query(
      'create trigger unable before insert on sightline.audit_envelopes for each row execute function sightline.unable()',
    )
    const face = await testFace(database)
    const some = found.holding.filter((_each, at) => at % 5 === 0)
    for (const { url, principal } of some) {
      const answer = await ask(face.server, principal.token, { method: 'GET', url })
      assert.ok(!textOf(answer).includes('Kmark'), url)
      assert.ok(answer.statusCode >= 500, `${url}: ${answer.statusCode}`)
    }
    await face.close()
    await root.query('drop trigger unable on sightline.audit_envelopes')
    assert.ok(some.length > 10)
  })
})
