import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import { RecordUnavailable } from '../../src/record/database/unavailable.ts'
import { watchOfTheNight } from '../../src/record/facts/nights.ts'
import { dependingOn, undoImport } from '../../src/record/facts/undo.ts'
import { beginSession, useSession } from '../../src/record/people/sessions.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import { type Bound, within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, layOut, moment, record, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'
import { service, tables, take } from './importing.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

const FAR_AHEAD = moment('2099-01-01T10:00:00Z')

/** What the database's own clock says, which no test sets. */
async function databaseNow(): Promise<Instant> {
  const { rows } = await database.root.query('select extract(epoch from clock_timestamp())::float8 * 1000 as now')
  return Math.floor(rows[0].now) as Instant
}

/** Does something in the authority as if it were real. */
async function asReal<T>(work: () => Promise<T>): Promise<T> {
  const set = (invented: boolean) =>
    database.root.query('update sightline.authorities set demonstration = $1', [invented])
  await set(false)
  try {
    return await work()
  } finally {
    await set(true)
  }
}

function by<T>(name: string, when: Instant, work: (bound: Bound) => Promise<T>) {
  return within(scene.store, { authority: AUTHORITY, person: scene.person(name) }, when, work)
}

const isAhead = (error: unknown): boolean => error instanceof RecordUnavailable && error.kind === 'clock-ahead'

describe('a clock more than a day ahead of the database', () => {
  it('does nothing in an authority that is real, and what it likes in an invented one', async () => {
    let done = 0
    const work = async () => {
      done += 1
    }
    const now = await databaseNow()
    await asReal(async () => {
      await assert.rejects(by('Tam', FAR_AHEAD, work), isAhead)
      await assert.rejects(sweep(scene.store, service(scene), FAR_AHEAD), isAhead)
      assert.equal(done, 0)
      await by('Tam', (now + 80_000_000) as Instant, work)
    })
    await by('Tam', FAR_AHEAD, work)
    assert.equal(done, 2)
  })
})

describe('what a clock that was ahead left behind', () => {
  it('is put back by the next sweep whose clock the database agrees with', async () => {
    await database.root.query('insert into sightline.watched values ($1, $2)', [AUTHORITY, new Date(FAR_AHEAD)])
    const now = await databaseNow()
    const behind = await sweep(scene.store, service(scene), (now - 3_600_000) as Instant)
    assert.ok('clockBehind' in behind)
    assert.deepEqual([behind.clockBehind, behind.putBack], [FAR_AHEAD, null])
    const first = await sweep(scene.store, service(scene), now)
    assert.ok('clockBehind' in first)
    assert.deepEqual([first.clockBehind, first.putBack], [null, FAR_AHEAD])
    const second = await sweep(scene.store, service(scene), now)
    assert.ok('clockBehind' in second)
    assert.deepEqual([second.clockBehind, second.putBack], [null, null])
    const { rows } = await database.root.query(
      `select count(*)::int as noted from sightline.audit_envelopes where action = 'put-watch-back'`,
    )
    assert.deepEqual(rows, [{ noted: 1 }])
  })

  it('keeps no night of a real authority from being looked at', async () => {
    await database.root.query(`insert into sightline.nights values ($1, '2099-01-01', $2, $2)`, [
      AUTHORITY,
      new Date(FAR_AHEAD),
    ])
    const now = await databaseNow()
    const looked = await asReal(() => watchOfTheNight(scene.store, service(scene), now))
    assert.equal(looked.kind, 'noticed')
  })

  it('is no session that lasts until then', async () => {
    const now = await databaseNow()
    const [tokenHash, ends] = [Buffer.alloc(32, 7), (FAR_AHEAD + 3_600_000) as Instant]
    const proof = { how: 'provider', freshSince: null } as const
    await by('Tam', FAR_AHEAD, (bound) => beginSession(bound, { tokenHash, proof, idleUntil: ends, ends }))
    assert.equal(await useSession(scene.store, tokenHash, now, ends), null)
    assert.notEqual(await useSession(scene.store, tokenHash, FAR_AHEAD, ends), null)
  })

  it('is an import that refuses those before it, and can be undone', async () => {
    await database.root.query('insert into sightline.role_holdings values ($1, $2, $3, $4, null, null, $5)', [
      AUTHORITY,
      nextId(),
      scene.person('Quin'),
      'record-keeper',
      '2020-01-01',
    ])
    const [later, files] = [tables({ person: ['A1,F,2015-03-01'] }), tables({ person: ['B2,F,2015-03-01'] })]
    const ahead = await take(scene, later, '2099-01-01T10:00:00Z')
    assert.ok(ahead.kind === 'imported')
    const now = moment('2026-11-20T10:00:00Z')
    const refused = await take(scene, files, '2026-11-20T10:00:00Z')
    assert.deepEqual(refused, { kind: 'taken-ahead', importId: ahead.importId, taken: FAR_AHEAD })
    const told = await by('Quin', now, (bound) => dependingOn(bound, ahead.importId))
    assert.equal(told.kind, 'depending')
    const given = { because: 'An invented clock', said: [] }
    assert.equal((await by('Quin', now, (bound) => undoImport(bound, ahead.importId, given))).kind, 'undone')
    assert.equal((await take(scene, files, '2026-11-20T10:00:00Z')).kind, 'imported')
    const { rows } = await database.root.query(
      `select state, taken = $1 as now from sightline.imports order by taken`,
      [new Date(now)],
    )
    assert.deepEqual(rows, [
      { state: 'taken', now: true },
      { state: 'undone', now: false },
    ])
    // Nor does a pathway wait for ever to be worked out anew.
    const opens = {
      protocol: 'cases-of-most-concern',
      caseId: await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' }),
      pathway: nextId(),
    }
    const answers = { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' }
    const step = { step: 'raise-the-child', role: 'social-worker', answers }
    await record(scene, 'Wyn', { opens }, step, '2026-11-20T10:01:00Z')
    const { rows: kept } = await database.root.query('select stale from sightline.pathways where pathway_id = $1', [
      opens.pathway,
    ])
    assert.deepEqual(kept, [{ stale: false }])
  })
})
