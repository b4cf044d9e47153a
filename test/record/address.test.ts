import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Client } from 'pg'
import { backUp } from '../../src/record/keep/backup.ts'
import { restore } from '../../src/record/keep/restore.ts'
import { type OpenRecord, openRecord } from '../../src/record/opening/open.ts'
import { reachQueue } from '../../src/record/opening/reach-queue.ts'
import { type RecordRefusal, sayRecordRefusal } from '../../src/record/opening/refusal.ts'
import { moment } from './authority.ts'
import { signIn, testDatabase } from './database.ts'
import { given, MIGRATIONS, temporaryFolder } from './folders.ts'

let host: string
let root: Client
const names: string[] = []

before(async () => {
  const database = await testDatabase()
  host = database.host
  await database.close()
  root = await signIn(host, 'postgres')
})
after(async () => {
  for (const name of names) await root.query(`drop database if exists ${name} with (force)`)
  await root.query('drop role if exists sightline_test_maker, sightline_test_other, sightline_test_member')
  await root.end()
})

async function emptyDatabase(options = ''): Promise<string> {
  const name = `sightline_address_${process.pid}_${names.length}`
  names.push(name)
  await root.query(`create database ${name} template template0 ${options}`)
  return name
}

function address(user: string, database: string, at = host): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(at)}`
}

async function opening(databaseUrl: string, ownerUrl: string | null): Promise<OpenRecord> {
  const opened = await openRecord({ kind: 'address', databaseUrl, ownerUrl }, given())
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.record
}

async function refused(databaseUrl: string, ownerUrl: string | null): Promise<RecordRefusal> {
  const opened = await openRecord({ kind: 'address', databaseUrl, ownerUrl }, given())
  assert.ok(!opened.ok)
  assert.match(sayRecordRefusal(opened.refusal), /(Name|Make|Install|Run|Start|Turn|Write|Correct|See)\b/)
  return opened.refusal
}

describe('the record at an address', () => {
  it('is migrated by its owner, and opened later without one', async () => {
    const name = await emptyDatabase()
    const untouched = await refused(address('sightline_app', name), null)
    assert.equal(untouched.kind, 'not-migrated')
    const first = await opening(address('sightline_app', name), address('postgres', name))
    await first.close()
    assert.equal(first.migrated.length, MIGRATIONS.length)
    const second = await opening(address('sightline_app', name), null)
    await second.close()
    assert.deepEqual(second.migrated, [])
  })

  it('has its queue at an address of its own, which opens nothing else', async () => {
    const name = await emptyDatabase()
    const record = await opening(address('sightline_app', name), address('postgres', name))
    const place = { kind: 'address', databaseUrl: address('sightline_app', name), ownerUrl: null } as const
    const reach = (at: string | null) => reachQueue(place, record.logins, at, () => undefined)
    const refusedAs = async (at: string | null): Promise<string> => {
      const reached = await reach(at)
      assert.ok(!reached.ok)
      assert.match(sayRecordRefusal(reached.refusal), /(Name|Write|Correct)\b/)
      return reached.refusal.kind
    }
    assert.equal(await refusedAs(null), 'no-queue-address')
    assert.equal(await refusedAs('somewhere'), 'bad-address')
    assert.equal(await refusedAs(address('postgres', name)), 'sees-the-record')
    assert.equal(await refusedAs(address('sightline_app', name)), 'sees-the-record')
    assert.equal(await refusedAs(address('sightline_worker', await emptyDatabase())), 'not-the-worker')
    const reached = await reach(address('sightline_worker', name))
    assert.ok(reached.ok)
    const { rows } = await reached.queue.query('select current_user as user')
    assert.deepEqual(rows, [{ user: 'sightline_worker' }])
    await assert.rejects(reached.queue.query('select from sightline.entries'), { code: '42501' })
    await reached.queue.end()
    await record.close()
  })

  it('is backed up by its owner, and restored into a database that is empty', async () => {
    const from = await emptyDatabase()
    const kept = await opening(address('sightline_app', from), address('postgres', from))
    const file = join(temporaryFolder(), 'kept.sightline')
    const now = moment('2026-11-22T03:00:00Z')
    const made = await backUp(kept.logins, file, now)
    await kept.close()
    assert.ok(made.ok, JSON.stringify(made))
    const into = await emptyDatabase()
    const place = {
      kind: 'address',
      databaseUrl: address('sightline_app', into),
      ownerUrl: address('postgres', into),
    } as const
    assert.ok((await restore(file, place, given(), now)).ok)
    const again = await restore(file, place, given(), now)
    assert.ok(!again.ok)
    assert.equal(again.refusal.kind, 'not-empty')
  })

  it('is refused where the program would pass over row security, or is somebody else', async () => {
    const name = await emptyDatabase()
    await (await opening(address('sightline_app', name), address('postgres', name))).close()
    await root.query('drop role if exists sightline_test_other, sightline_test_member')
    await root.query(
      'create role sightline_test_other login; create role sightline_test_member login in role sightline_app',
    )
    assert.equal((await refused(address('postgres', name), address('postgres', name))).kind, 'not-bound')
    await root.query('grant sightline_owner to sightline_test_member')
    assert.equal((await refused(address('sightline_test_member', name), null)).kind, 'not-bound')
    await root.query('revoke sightline_owner from sightline_test_member')
    await (await opening(address('sightline_test_member', name), null)).close()
    assert.equal(
      (await refused(address('sightline_test_other', name), address('postgres', name))).kind,
      'not-the-program',
    )
  })

  it('is refused where it cannot be reached, signed in to or written in', async () => {
    const name = await emptyDatabase()
    assert.equal((await refused('mysql://localhost/x', null)).kind, 'bad-address')
    assert.equal((await refused(address('sightline_app', name), 'somewhere')).kind, 'bad-address')
    assert.equal((await refused(address('sightline_app', name, '/nowhere'), null)).kind, 'unreachable')
    assert.equal((await refused('postgres://sightline_app:secret@127.0.0.1:1/x', null)).kind, 'unreachable')
    assert.equal((await refused(address('sightline_app', 'no_such_database'), null)).kind, 'no-database')
    assert.equal((await refused(address('no_such_role', name), null)).kind, 'sign-in-refused')
    const latin = await emptyDatabase(`encoding 'LATIN1' locale 'C'`)
    assert.equal((await refused(address('sightline_app', latin), address('postgres', latin))).kind, 'not-utf8')
  })

  it('is refused where its owner may not make what it needs', async () => {
    const name = await emptyDatabase()
    await root.query('drop role if exists sightline_test_maker')
    await root.query('create role sightline_test_maker login')
    const refusal = await refused(address('sightline_app', name), address('sightline_test_maker', name))
    assert.equal(refusal.kind, 'may-not-migrate')
  })

  it('never tells a password', async () => {
    const refusal = await refused('postgres://sightline_app:plainly-invented@127.0.0.1:1/x', null)
    assert.ok(!JSON.stringify(refusal).includes('plainly-invented'))
  })
})
