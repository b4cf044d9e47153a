import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Client } from 'pg'
import { ROOT } from '../../scripts/step.ts'
import { examine } from '../../src/record/keep/doctor.ts'
import { type OpenRecord, openRecord, type RecordPlace } from '../../src/record/opening/open.ts'
import { addCase, layOut, moment, record } from './authority.ts'
import { nextId, signIn } from './database.ts'
import { given, MIGRATIONS, temporaryFolder } from './folders.ts'

const data = join(temporaryFolder(), 'data')
const place: RecordPlace = { kind: 'folder', data }
const schema = readFileSync(join(ROOT, 'migrations', 'schema.txt'), 'utf8')
/** No clock is read in a test: the record's own entries say how late it is. */
const NOW = moment('2026-11-22T03:00:00Z')

let kept: OpenRecord
let root: Client

before(async () => {
  const opened = await openRecord(place, given())
  assert.ok(opened.ok && opened.record.server !== null)
  kept = opened.record
  root = await signIn(opened.record.server.host, 'sightline')
  const scene = await layOut(root, kept.store)
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway: nextId() }
  const answers = { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' }
  const step = { step: 'raise-the-child', role: 'social-worker', answers }
  await record(scene, 'Wyn', { opens }, step, '2026-11-22T02:59:30Z')
})
after(async () => {
  await root.end()
  await kept.close()
})

/** What the doctor finds that is not well, but for the database's own clock, which a test cannot set. */
async function found(now = NOW, migrations = MIGRATIONS): Promise<readonly string[]> {
  const findings = await examine(place, { migrations, schema, now })
  for (const { says } of findings) assert.match(says, /\.$|trigger user$|sightline_owner$/)
  return findings
    .filter(({ state, about }) => state !== 'well' && about !== 'clock of the database')
    .map(({ about, state }) => `${state} ${about}`)
}

/** What is found while something is done to the database, which is undone again. */
async function foundWhile(done: string, undone: string): Promise<readonly string[]> {
  await root.query(done)
  const all = await found()
  await root.query(undone)
  return all
}

describe('the doctor', () => {
  it('finds nothing wrong with a record as it should be', async () => {
    assert.deepEqual(await found(), [])
  })

  it('names a folder that holds no record, and makes none there', async () => {
    const nowhere = join(temporaryFolder(), 'data')
    const [finding] = await examine({ kind: 'folder', data: nowhere }, { migrations: MIGRATIONS, schema, now: NOW })
    assert.equal(finding?.state, 'wrong')
    assert.ok(finding?.says.includes(nowhere))
  })

  it('sees what was changed by hand', async () => {
    assert.deepEqual(
      await foundWhile(
        'alter table sightline.entries no force row level security',
        'alter table sightline.entries force row level security',
      ),
      ['wrong schema', 'wrong row security'],
    )
    assert.deepEqual(
      await foundWhile(
        'alter table sightline.entries disable trigger user',
        'alter table sightline.entries enable trigger user',
      ),
      ['wrong triggers'],
    )
    assert.deepEqual(await foundWhile('create table sightline.beside (a int)', 'drop table sightline.beside'), [
      'wrong schema',
      'wrong row security',
    ])
  })

  it('sees a login that nothing binds, or that loses what it was told is kept', async () => {
    assert.deepEqual(await foundWhile('alter role sightline_app bypassrls', 'alter role sightline_app nobypassrls'), [
      'wrong login',
      'wrong roles',
    ])
    assert.deepEqual(
      await foundWhile('alter role sightline_app set synchronous_commit = off', 'alter role sightline_app reset all'),
      ['wrong login'],
    )
    assert.deepEqual(await foundWhile('alter role sightline_owner login', 'alter role sightline_owner nologin'), [
      'wrong roles',
    ])
  })

  it('sees a clock that has gone back, and envelopes that wait for their place', async () => {
    assert.deepEqual(await found(moment('2026-11-22T02:50:00Z')), ['wrong clock'])
    assert.deepEqual(await found(moment('2026-11-22T03:10:00Z')), ['look audit record'])
  })

  it('sees what a clock that was ahead has left', async () => {
    const [authority] = (await root.query('select authority from sightline.authorities')).rows.map(
      (row) => row.authority,
    )
    assert.deepEqual(
      await foundWhile(
        `insert into sightline.watched values ('${authority}', '2099-01-01')`,
        'delete from sightline.watched',
      ),
      ['wrong watch'],
    )
    assert.deepEqual(
      await foundWhile(
        `insert into sightline.imports (
           authority, import_id, content_hash, files, sources, state, begun, read_on, progressed, taken, by_person
         ) select authority, gen_random_uuid(), sha256('an invented file'), '{}', '[]', 'taken', '2099-01-01', '2099-01-01',
           '2099-01-01', '2099-01-01', person_id from sightline.persons limit 1`,
        'delete from sightline.imports',
      ),
      ['wrong imports'],
    )
  })

  it('sees pathways that wait, and entries that were added past the program', async () => {
    assert.deepEqual(
      await foundWhile('update sightline.pathways set stale = true', 'update sightline.pathways set stale = false'),
      ['look pathways'],
    )
    assert.deepEqual(
      await foundWhile(
        `begin; alter table sightline.audit_envelopes disable trigger user;
         update sightline.audit_envelopes set object_kind = 'other' where object_kind = 'entry';
         alter table sightline.audit_envelopes enable trigger user; commit`,
        `begin; alter table sightline.audit_envelopes disable trigger user;
         update sightline.audit_envelopes set object_kind = 'entry' where object_kind = 'other';
         alter table sightline.audit_envelopes enable trigger user; commit`,
      ),
      ['wrong entries without their envelope'],
    )
  })

  it('tells migrations that are still to be run from those of a later version', async () => {
    assert.deepEqual(await found(NOW, [...MIGRATIONS, { name: '9999-more.sql', sql: '', hash: '1' }]), [
      'look migrations',
    ])
    assert.deepEqual(await found(NOW, MIGRATIONS.slice(0, -1)), ['wrong migrations'])
  })

  it('sees that a restoration was interrupted, and the record is not opened', async () => {
    await root.query('create database sightline_restoring')
    const opened = await openRecord(place, given())
    const all = await found()
    await root.query('drop database sightline_restoring')
    assert.ok(!opened.ok)
    assert.equal(opened.refusal.kind, 'half-restored')
    assert.deepEqual(all, ['wrong server'])
  })
})
