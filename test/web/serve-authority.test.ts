import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { invite } from '../../src/cases/invite/invite.ts'
import { missingOf } from '../../src/cli/serve.ts'
import { serveAuthority } from '../../src/web/serve-authority.ts'
import { by, layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY, moment } from '../record/authority.ts'
import { nextId, signIn, type TestDatabase, testDatabase } from '../record/database.ts'
import { freePort } from '../record/free-port.ts'

const NOW = '2026-11-20T10:00:00Z'

let database: TestDatabase
let team: Team
let port: number
const lines: string[] = []

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await database.root.query('update sightline.authorities set demonstration = false')
  port = await freePort()
})
after(() => database.close())

function serve(env: Readonly<Record<string, string>> = {}) {
  const now = () => moment(NOW)
  const place = { origin: `http://localhost:${port}`, host: '127.0.0.1', port, proxies: ['127.0.0.1'] }
  return serveAuthority({
    imports: null,
    store: database.store,
    now,
    ...place,
    env,
    write: (line) => lines.push(line),
  })
}

interface Answered {
  readonly status: number
  readonly body: string
}

function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = get(
      { host: '127.0.0.1', port, path, headers: { host: `localhost:${port}`, ...headers } },
      (answer) => {
        void read(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject)
      },
    )
    asked.once('error', reject)
  })
}

async function read(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe('what a record must hold before it is served', () => {
  it('is a real authority', async () => {
    const empty = await testDatabase()
    assert.match((await missingOf(empty.store)) ?? '', /sightline set-up/)
    await empty.root.query(`insert into sightline.authorities values ('invented', 'Invented', true)`)
    assert.match((await missingOf(empty.store)) ?? '', /npm start/)
    await empty.close()
    assert.equal(await missingOf(database.store), null)
  })

  it('is somebody who can sign in, or a provider whose people can', async () => {
    const nobody = await serve()
    assert.ok(!nobody.ok)
    assert.match(nobody.missing.join(), /SIGHTLINE_SIGN_IN.*sightline invite/)
    const faulty = await serve({ SIGHTLINE_SIGN_IN: '/no/such/file' })
    assert.ok(!faulty.ok)
    assert.match(faulty.missing.join(), /SIGHTLINE_SIGN_IN.*cannot be read/)
  })
})

describe('an authority that is served', () => {
  let stop: () => Promise<void>

  before(async () => {
    await database.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       values ($1, $2, $3, 'administrator', '2020-01-01')`,
      [AUTHORITY, nextId(), team.person('Sal')],
    )
    const invited = await by(team, 'Sal', (bound) => invite(bound, team.person('Wyn')))
    assert.ok(invited.ok)
    const served = await serve()
    assert.ok(served.ok)
    stop = served.stop
  })

  it('says that it runs and that its record answers, to whoever watches it by an address', async () => {
    for (const path of ['/health', '/ready']) {
      assert.deepEqual(await ask(path, { host: `127.0.0.1:${port}` }), { status: 200, body: 'ok\n' })
    }
    assert.equal((await ask('/sign-in', { host: `127.0.0.1:${port}` })).status, 400)
    assert.equal((await ask('/sign-in')).status, 200)
  })

  it('lets what is in hand come to its end when it is stopped, and takes nothing more', async () => {
    const lock = await signIn(database.host, database.name)
    await lock.query('begin; lock table sightline.sessions in access exclusive mode')
    const cookie = `sightline=${'A'.repeat(43)}`
    const inHand = ask('/my-work', { cookie })
    while ((await waiting(lock)) === 0) await wait(5)
    const stopped = stop()
    while (!(await isClosed())) await wait(5)
    await lock.query('rollback')
    await lock.end()
    assert.equal((await inHand).status, 303)
    await stopped
  })

  /** How many wait for the lock. */
  async function waiting(lock: TestDatabase['root']): Promise<number> {
    const { rows } = await lock.query(
      `select 1 from pg_locks l join pg_database d on d.oid = l.database where d.datname = $1 and not l.granted`,
      [database.name],
    )
    return rows.length
  }

  async function isClosed(): Promise<boolean> {
    try {
      await ask('/health')
      return false
    } catch {
      return true
    }
  }

  it('logs every request as one object a line, by its pattern', () => {
    assert.ok(lines.length >= 5)
    const keys = new Set<string>()
    for (const line of lines) {
      assert.match(line, /^\{.*\}\n$/)
      for (const key of Object.keys(JSON.parse(line))) keys.add(key)
    }
    assert.deepEqual([...keys].sort(), ['at', 'id', 'level', 'method', 'ms', 'route', 'status'])
  })
})
