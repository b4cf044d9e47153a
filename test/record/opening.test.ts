import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { RecordUnavailable } from '../../src/record/database/unavailable.ts'
import { workersIn } from '../../src/record/embedded/processes.ts'
import { type OpenRecord, openRecord } from '../../src/record/opening/open.ts'
import { within } from '../../src/record/transaction.ts'
import { AUTHORITY, layOut, moment, type Scene } from './authority.ts'
import { signIn } from './database.ts'
import { end, given, MIGRATIONS, temporaryFolder } from './folders.ts'
import { folderOf, installation, mayRunAsNobody, NOBODY, runInstalled } from './installation.ts'

const data = join(temporaryFolder(), 'data')

async function open(migrations = MIGRATIONS): Promise<OpenRecord> {
  const opened = await openRecord({ kind: 'folder', data }, given(migrations))
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.record
}

function hostOf(record: OpenRecord): string {
  assert.ok(record.server !== null)
  return record.server.host
}

describe('the record, opened in a folder', () => {
  it('is made, migrated once, and signed in to as whom row security binds', async () => {
    const first = await open()
    assert.deepEqual(
      first.migrated,
      MIGRATIONS.map(({ name }) => name),
    )
    const { rows } = await sql<Record<string, unknown>>`
      select current_user as user, rolsuper, rolbypassrls, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as synchronous_commit,
        current_setting('full_page_writes') as full_page_writes
      from pg_roles where rolname = current_user`.execute(first.store.database)
    await first.close()
    assert.deepEqual(rows, [
      {
        user: 'sightline_app',
        rolsuper: false,
        rolbypassrls: false,
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
      },
    ])
    const second = await open()
    await second.close()
    assert.deepEqual(second.migrated, [])
    assert.deepEqual(workersIn(join(data, 'cluster')), [])
  })

  it('is refused while a setting of its own could lose what it acknowledges', async () => {
    const record = await open()
    const root = await signIn(hostOf(record), 'sightline')
    await root.query('alter role sightline_app set synchronous_commit = off')
    const opened = await openRecord({ kind: 'folder', data }, given())
    await root.query('alter role sightline_app reset synchronous_commit')
    await root.end()
    await record.close()
    assert.ok(!opened.ok)
    assert.deepEqual(opened.refusal, { kind: 'not-durable', place: data, settings: ['synchronous_commit is off'] })
  })

  it('goes on with a migration that was killed in its midst', async () => {
    const slow = { name: '9999-slow.sql', hash: '1' }
    const killed = open([...MIGRATIONS, { ...slow, sql: 'create table sightline.half (); select pg_sleep(60)' }])
    const failing = assert.rejects(killed)
    const cluster = join(data, 'cluster')
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      const titles = workersIn(cluster).map(titleOf)
      if (titles.some((title) => /postgres sightline .* SELECT/.test(title))) break
    }
    for (const pid of workersIn(cluster)) process.kill(pid, 'SIGKILL')
    await failing
    const record = await open([...MIGRATIONS, { ...slow, sql: 'create table sightline.half ()' }])
    const root = await signIn(hostOf(record), 'sightline')
    await root.query('drop table sightline.half')
    await root.query(`delete from public.sightline_migrations where name = '9999-slow.sql'`)
    await root.end()
    await record.close()
    assert.deepEqual(record.migrated, ['9999-slow.sql'])
  })
})

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

describe('a database that goes away', () => {
  let record: OpenRecord
  let scene: Scene
  before(async () => {
    record = await open()
    const root = await signIn(hostOf(record), 'sightline')
    scene = await layOut(root, record.store)
    await root.end()
  })
  after(() => record.close())

  function ask(seconds: number): Promise<unknown> {
    const principal = { authority: AUTHORITY, person: scene.person('Tam') }
    return within(record.store, principal, moment('2026-11-20T10:00:00Z'), async ({ tx }) => {
      await sql`select pg_sleep(${seconds})`.execute(tx)
      const { rows } = await sql<{ authority: string }>`select authority from sightline.authorities`.execute(tx)
      return rows
    })
  }

  const ALL = [{ authority: AUTHORITY }]

  it('fails the requests that it left in their midst, and those after it work', async () => {
    assert.deepEqual(await ask(0), ALL)
    const asking = [ask(30), ask(30), ask(30)].map((each) => assert.rejects(each, RecordUnavailable))
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (const pid of workersIn(join(data, 'cluster'))) process.kill(pid, 'SIGKILL')
    await Promise.all(asking)
    for (;;) {
      const found = await ask(0).catch((error: unknown) => error)
      if (!(found instanceof RecordUnavailable)) {
        assert.deepEqual(found, ALL)
        break
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })

  it('fails one transaction that stood idle when its session was ended, and not the program', async () => {
    const principal = { authority: AUTHORITY, person: scene.person('Tam') }
    const asking = within(record.store, principal, moment('2026-11-20T10:00:00Z'), async ({ tx }) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      process.kill(rows[0]?.pid ?? 0, 'SIGTERM')
      await new Promise((resolve) => setTimeout(resolve, 300))
      await sql`select 1`.execute(tx)
    })
    await assert.rejects(asking, RecordUnavailable)
    assert.deepEqual(await ask(0), ALL)
  })
})

describe('an installation that may only be read, made without scripts, in surroundings that say nothing', () => {
  it('opens the record for this account', async () => {
    const program = await runInstalled(installation(), join(temporaryFolder(), 'data'))
    assert.equal(program.said.migrated?.length, MIGRATIONS.length, JSON.stringify(program.said))
    await end(program, 'SIGTERM')
  })

  it('opens it for another account', { skip: !mayRunAsNobody() && 'may become no other account' }, async () => {
    const own = join(folderOf(NOBODY), 'data')
    const program = await runInstalled(installation(), own, NOBODY)
    assert.equal(program.said.migrated?.length, MIGRATIONS.length, JSON.stringify(program.said))
    await end(program, 'SIGTERM')
    assert.deepEqual(workersIn(join(own, 'cluster')), [])
  })
})
