import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startWorker } from '../../src/jobs/worker.ts'
import { openQueue } from '../../src/record/database/queue.ts'
import { watchOfTheNight } from '../../src/record/facts/nights.ts'
import { layOut, moment, type Scene } from './authority.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { service, tables, take } from './importing.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

/** Children whose plans have met a trigger, more than are written in one transaction. */
const MANY = Array.from({ length: 60 }, (_, i) => `N${String(i).padStart(2, '0')}`)

function nightly(when: string) {
  return watchOfTheNight(scene.store, service(scene), moment(when))
}

async function nights(): Promise<readonly unknown[]> {
  const { rows } = await database.root.query(
    `select to_char(night, 'YYYY-MM-DD') as night, ended is not null as ended, children, opened, new_cases from sightline.nights
     order by 1`,
  )
  return rows
}

async function pathways(): Promise<number> {
  const { rows } = await database.root.query('select count(*)::int as count from sightline.pathways')
  return rows[0].count
}

describe('the nightly look at all children', () => {
  it('loses nothing and doubles nothing where its worker is killed in the midst of it', async () => {
    const person = MANY.map((id) => `${id},F,2015-03-01`)
    const plans = MANY.map((id) => `P${id},${id},2025-02-01,,NEG,NEG`)
    await take(scene, tables({ person, cp_plans: plans }), '2026-06-29T10:00:00Z')
    // Whoever writes of the second chunk is cut off, as a worker is that is killed.
    await database.root.query(`
      create function public.cut_off() returns trigger language plpgsql as
        $$ begin if new.opened > 50 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
      grant usage on schema public to sightline_app;
      create trigger cut_off before update on sightline.nights for each row execute function public.cut_off()`)
    await assert.rejects(nightly('2026-06-30T22:17:00Z'))
    assert.deepEqual(await nights(), [{ night: '2026-06-30', ended: false, children: 0, opened: 50, new_cases: 50 }])
    await database.root.query('drop trigger cut_off on sightline.nights')
    const [first, second] = await Promise.all([nightly('2026-06-30T22:18:00Z'), nightly('2026-06-30T22:18:00Z')])
    assert.deepEqual([first.kind, second.kind], ['noticed', 'noticed'])
    assert.deepEqual(await nights(), [{ night: '2026-06-30', ended: true, children: 60, opened: 60, new_cases: 60 }])
    assert.equal(await pathways(), 60)
  })

  it('is done once a day, by the days of London, and not by a clock that went back', async () => {
    assert.equal((await nightly('2026-06-30T22:59:00Z')).kind, 'watched-already')
    assert.equal((await nightly('2026-06-28T12:00:00Z')).kind, 'watched-already')
    assert.equal((await nightly('2026-06-30T23:01:00Z')).kind, 'noticed')
    assert.equal((await nightly('2026-07-01T22:59:00Z')).kind, 'watched-already')
    assert.deepEqual(await nights(), [
      { night: '2026-06-30', ended: true, children: 60, opened: 60, new_cases: 60 },
      { night: '2026-07-01', ended: true, children: 60, opened: 0, new_cases: 0 },
    ])
  })

  it('is done by a worker, also where another that was killed holds its job', async () => {
    const queued = () =>
      database.root.query(`select graphile_worker.add_job('watch', job_key => 'watch', max_attempts => 1)`)
    // Looks at pathways, whose days are long past by the queue's own clock, would never come to their end.
    await database.root.query('delete from graphile_worker._private_jobs')
    await queued()
    await database.root.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'killed', attempts = 1 where key = 'watch'`,
    )
    await queued()
    const queue = openQueue({ host: database.host, database: database.name }, () => undefined)
    const faults: unknown[] = []
    const given = { store: database.another(), queue, now: () => moment('2026-07-05T08:00:00Z') }
    const worker = await startWorker({ ...given, onFault: (_, error) => faults.push(error) })
    for (let tries = 0; tries < 400 && (await nights()).length < 3; tries++) await wait(50)
    await worker.stop()
    assert.equal(queue.waitingCount, 0, 'a stopped worker asks nothing more of its queue')
    await queue.end()
    const { rows: left } = await database.root.query(
      `select key from graphile_worker._private_jobs where key = 'watch'`,
    )
    assert.deepEqual(left, [], 'a job that was done is told to be done')
    assert.deepEqual(faults, [])
    assert.deepEqual((await nights()).at(-1), {
      night: '2026-07-05',
      ended: true,
      children: 60,
      opened: 0,
      new_cases: 0,
    })
  })
})
