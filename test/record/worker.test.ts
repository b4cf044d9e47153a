import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { startWorker } from '../../src/jobs/worker.ts'
import { openQueue } from '../../src/record/database/queue.ts'
import type { Worker, Working } from '../../src/record/time/working.ts'
import { addCase, layOut, moment, record, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'
import { mailServer } from './mail-server.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

async function raised(when: string): Promise<string> {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam', 'service-manager': 'Sal' })
  const pathway = nextId()
  const answers = { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' }
  const step = { step: 'raise-the-child', role: 'social-worker', answers }
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway }
  const recorded = await record(scene, 'Wyn', { opens }, step, when)
  assert.ok('ok' in recorded && recorded.ok)
  return pathway
}

/** Runs workers until something has come about; fails where it does not. */
async function untilDone(
  count: number,
  hasComeAbout: () => Promise<boolean>,
  mail: Working['mail'] = null,
): Promise<void> {
  const queues = Array.from({ length: count }, () =>
    openQueue({ host: database.host, database: database.name }, () => undefined),
  )
  const faults: unknown[] = []
  const workers: Worker[] = []
  for (const queue of queues) {
    const given = { store: database.another(), queue, now: () => moment('2026-11-30T08:00:00Z'), mail }
    workers.push(await startWorker({ ...given, onFault: (_, error) => faults.push(error) }))
  }
  for (let tries = 0; tries < 400 && !(await hasComeAbout()); tries++) await wait(50)
  for (const worker of workers) await worker.stop()
  for (const queue of queues) await queue.end()
  assert.deepEqual(faults, [])
  assert.ok(await hasComeAbout())
}

describe('a look at a pathway when its time has come', () => {
  it('waits in the queue with the entry that asked for it', async () => {
    const pathway = await raised('2026-11-20T10:00:00Z')
    const { rows } = await database.root.query(
      `select to_char(run_at at time zone 'UTC', 'YYYY-MM-DD') as day from graphile_worker.jobs where key like $1`,
      [`%${pathway}`],
    )
    assert.deepEqual(rows, [{ day: '2026-11-28' }])
  })

  it('tells once, by however many workers', async () => {
    const pathways = [await raised('2026-11-20T10:00:00Z'), await raised('2026-11-20T11:00:00Z')]
    await database.root.query('update graphile_worker._private_jobs set run_at = now()')
    await untilDone(2, async () => {
      const { rows } = await database.root.query(
        `select count(*)::int as told from sightline.told where kind = 'silence' and pathway_id = any ($1)`,
        [pathways],
      )
      return rows[0].told === 2
    })
    const { rows } = await database.root.query(
      `select count(*)::int as told from sightline.told where kind in ('overdue', 'silence') and pathway_id = any ($1)`,
      [pathways],
    )
    assert.equal(rows[0].told, 4)
  })
})

describe('a worker', () => {
  it('sends what waits by the mail server that it was given, and nothing where it was given none', async () => {
    const server = await mailServer()
    await raised('2026-11-20T12:00:00Z')
    await database.root.query(`update sightline.persons set email = 'tam@nowhere.example' where name = 'Tam'`)
    const waits = async (): Promise<number> => {
      const { rows } = await database.root.query(
        `select count(*)::int as jobs from graphile_worker.jobs where task_identifier = 'mail'`,
      )
      return rows[0].jobs
    }
    await database.root.query(`select graphile_worker.add_job('mail')`)
    await untilDone(1, async () => (await waits()) === 0)
    assert.equal(server.came.length, 0)
    await database.root.query(`select graphile_worker.add_job('mail'), graphile_worker.add_job('mail')`)
    const mail = { url: server.url, from: 'sightline@nowhere.example', origin: 'https://sightline.example' }
    await untilDone(2, async () => (await waits()) === 0 && server.came.length > 0, mail)
    assert.deepEqual(
      server.came.map(({ to }) => to),
      ['tam@nowhere.example'],
    )
    await server.stop()
  })
})
