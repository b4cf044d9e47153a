import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { startOf, workersIn } from '../../src/record/embedded/processes.ts'
import { type Server, startServer } from '../../src/record/embedded/server.ts'
import { signIn } from './database.ts'
import { end, runOpening, startOpening, temporaryFolder } from './folders.ts'

const data = join(temporaryFolder(), 'data')
const cluster = join(data, 'cluster')
const pidFile = join(cluster, 'postmaster.pid')

async function started(folder = data): Promise<Server> {
  const result = await startServer(folder)
  assert.ok(result.ok, JSON.stringify(result))
  return result.server
}

/** Kills the whole of a server as a power cut would: nothing of it can say goodbye. */
async function cutOff(server: Server): Promise<void> {
  for (const pid of workersIn(cluster)) process.kill(pid, 'SIGKILL')
  while (server.isRunning() || workersIn(cluster).length > 0) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Gives another process the number that a killed server left in its files. */
function renumber(pid: number): void {
  for (const file of [pidFile, join(data, 'socket', '.s.PGSQL.5432.lock')]) {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(pid)))
  }
}

describe('the embedded server', () => {
  before(async () => {
    const server = await started()
    await server.stop()
  })
  after(async () => {
    const server = await started()
    await server.stop()
  })

  it('is stopped by its program, and its data are there when it starts again', async () => {
    const first = await started()
    assert.equal(first.adopted, false)
    const client = await signIn(first.host, 'postgres')
    await client.query(`create table kept as select 'an invented word' as word`)
    await client.end()
    await first.stop()
    assert.deepEqual(workersIn(cluster), [])
    const second = await started()
    const again = await signIn(second.host, 'postgres')
    const { rows } = await again.query('select word from kept')
    await again.end()
    await second.stop()
    assert.deepEqual(rows, [{ word: 'an invented word' }])
  })

  it('is shared by the programs that use it, and stopped by the last', async () => {
    const [first, second] = await Promise.all([started(), started()])
    assert.equal(first.pid, second.pid)
    await first.stop()
    assert.ok(second.isRunning())
    await second.stop()
    assert.ok(!second.isRunning())
  })

  it('starts and stops at once in several hands without failing one of them', async () => {
    const hands = Array.from({ length: 4 }, async () => {
      for (let i = 0; i < 5; i++) {
        const server = await started()
        const client = await signIn(server.host, 'postgres')
        await client.query('select 1')
        await client.end()
        await server.stop()
      }
    })
    await Promise.all(hands)
    assert.deepEqual(workersIn(cluster), [])
  })

  it('is adopted where its program was killed, and stopped by the one that adopted it', async () => {
    const program = await runOpening(data)
    await end(program, 'SIGKILL')
    const server = await started()
    assert.equal(server.adopted, true)
    assert.equal(server.pid, program.said.pid)
    await server.stop()
    assert.deepEqual(workersIn(cluster), [])
  })

  it('starts after a power cut, whose file of its number stands there still', async () => {
    await cutOff(await started())
    assert.ok(existsSync(pidFile))
    const server = await started()
    assert.equal(server.adopted, false)
    await server.stop()
  })

  it('starts where its old number is now that of another process', async () => {
    await cutOff(await started())
    renumber(process.pid)
    const server = await started()
    assert.notEqual(server.pid, process.pid)
    await server.stop()
  })

  it('starts where its old number is that of a process that ended and was never waited for', async () => {
    await cutOff(await started())
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const [line] = await once(parent.stdout, 'data')
    const zombie = Number(String(line))
    while (startOf(zombie) !== null) await new Promise((resolve) => setTimeout(resolve, 10))
    renumber(zombie)
    const server = await started()
    parent.kill()
    assert.notEqual(server.pid, zombie)
    await server.stop()
  })

  it('keeps rows and statements out of its log', async () => {
    const server = await started()
    const client = await signIn(server.host, 'postgres')
    await client.query('create table invented (name text unique)')
    await client.query(`insert into invented values ('Plainly Invented')`)
    await assert.rejects(client.query(`insert into invented values ('Plainly Invented')`), { code: '23505' })
    await client.query('drop table invented')
    await client.end()
    await server.stop()
    const log = readFileSync(join(data, 'server.log'), 'utf8')
    assert.match(log, /duplicate key value/)
    assert.doesNotMatch(log, /Plainly Invented/)
  })
})

describe('the embedded server in an odd place', () => {
  it('runs where the path is long, or holds what a socket may not', async () => {
    const odd = join(temporaryFolder(), `a folder, of ${'long '.repeat(20)}name`)
    mkdirSync(odd)
    const server = await started(join(odd, 'data'))
    const client = await signIn(server.host, 'postgres')
    const { rows } = await client.query('show data_directory')
    await client.end()
    await server.stop()
    assert.deepEqual(rows, [{ data_directory: join(odd, 'data', 'cluster') }])
  })

  it('takes away what starts that were killed have left', async () => {
    const folder = temporaryFolder()
    const own = join(folder, 'data')
    mkdirSync(join(own, 'unfinished.4194305'), { recursive: true })
    mkdirSync(join(own, 'programs', 'unfinished.4194305'), { recursive: true })
    const program = startOpening(own)
    const begun = () => readdirSync(own).find((name) => existsSync(join(own, name, 'PG_VERSION')))
    while (begun() === undefined) await new Promise((resolve) => setTimeout(resolve, 2))
    program.kill('SIGKILL')
    await once(program, 'exit')
    assert.match(begun() ?? '', /^unfinished/)
    const server = await started(own)
    await server.stop()
    assert.deepEqual(
      [...readdirSync(own), ...readdirSync(join(own, 'programs'))].filter((name) => name.startsWith('unfinished')),
      [],
    )
  })
})
