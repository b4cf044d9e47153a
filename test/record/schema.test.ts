import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe as group, it } from 'node:test'
import { ROOT } from '../../scripts/step.ts'
import { describe } from '../../src/record/database/catalogue.ts'
import { testDatabase } from './database.ts'

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(',)', ')').trim()

group('what the migrations make', () => {
  it('is what is written down: "npm run schema" writes it anew', async () => {
    const database = await testDatabase()
    const { schema, rows } = await describe(database.root)
    await database.close()
    assert.equal(schema, readFileSync(join(ROOT, 'migrations', 'schema.txt'), 'utf8'))
    assert.equal(plain(rows), plain(readFileSync(join(ROOT, 'src', 'record', 'database', 'rows.ts'), 'utf8')))
  })

  it('binds every table by row-level security, and gives none to the program', async () => {
    const database = await testDatabase()
    const { rows } = await database.root.query(
      `select relname from pg_class
       where relnamespace = 'sightline'::regnamespace and relkind = 'r'
         and not (relrowsecurity and relforcerowsecurity and relowner = 'sightline_owner'::regrole)`,
    )
    const { rows: roles } = await database.root.query(
      `select rolname from pg_roles
       where rolname in ('sightline_app', 'sightline_worker', 'sightline_access', 'sightline_keeper') and (rolsuper or rolbypassrls)`,
    )
    await database.close()
    assert.deepEqual(rows, [])
    assert.deepEqual(roles, [])
  })
})
