import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { ROOT } from '../../scripts/step.ts'
import { EXIT } from '../../src/cli/exit.ts'
import { type Said, sightlineOn } from '../../src/cli/said.test-data.ts'
import { SILENT } from '../../src/cli/silent.test-data.ts'
import { signIn } from './database.ts'
import { temporaryFolder } from './folders.ts'
import { freePort } from './free-port.ts'

// The commands that make and keep a record, as somebody who begins would give them.

const MAIN = join(ROOT, 'src', 'main.ts')
const folder = temporaryFolder()
const data = join(folder, 'data')
const lists = join(folder, 'lists')

const LISTS = {
  'agencies.csv': 'agency,title,kind,since\ncouncil,Nowhere,council,2020-01-01\n',
  'people.csv':
    'staff_id,name,agency,since\nS1,Plainly Invented,council,2020-01-01\nS2,"Invented, Also",council,2020-01-01\n',
  'roles.csv': 'staff_id,role,since\nS1,administrator,2020-01-01\nS2,record-keeper,2020-01-01\n',
}

before(() => {
  mkdirSync(lists)
  for (const [name, text] of Object.entries(LISTS)) writeFileSync(join(lists, name), text)
})

function sightline(...args: readonly string[]): Promise<Said> {
  return sightlineOn('2026-11-22', ...args, '--data', data)
}

let keeper = ''

/** Where it is served in these tests. */
let at: readonly string[] = []

describe('an authority, by its commands', () => {
  it('is not served before it is there', async () => {
    const port = await freePort()
    at = ['--origin', `http://localhost:${port}`, '--port', String(port)]
    const none = await sightline('serve', ...at)
    assert.equal(none.status, EXIT.noRecord)
    assert.match(none.err, /sightline set-up/)
    assert.equal((await sightline('serve')).status, EXIT.usage)
    assert.equal((await sightline('serve', 'a-file', ...at)).status, EXIT.usage)
  })

  it('is set up with the protocols that are named, and no others', async () => {
    assert.equal((await sightline('set-up', 'nowhere', '--title', 'Nowhere')).status, EXIT.usage)
    assert.equal(
      (await sightline('set-up', 'No Where', '--title', 'N', '--protocol', 'challenging-cases')).status,
      EXIT.usage,
    )
    const first = await sightline('set-up', 'nowhere', '--title', 'Nowhere', '--protocol', 'challenging-cases')
    assert.equal(first.status, EXIT.done, first.err)
    assert.match(first.out, /adopted challenging-cases\./)
    const more = ['--protocol', 'challenging-cases', '--protocol', 'cases-of-most-concern']
    const second = await sightline('set-up', 'nowhere', ...more)
    assert.equal(second.status, EXIT.done, second.err)
    assert.match(second.out, /adopted cases-of-most-concern\./)
    assert.equal(second.err, '')
    const own = join(folder, 'own')
    cpSync(join(ROOT, 'docs/how-to/back-home'), own, { recursive: true })
    const file = join(own, 'back-home.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('service-manager: Service manager', 'service-manager: Manager of the shelter'))
    const third = await sightline('set-up', 'nowhere', '--protocol', file)
    assert.equal(third.status, EXIT.done, third.err)
    assert.match(third.err, /role "service-manager" .*"Service Manager" in .*; "Manager of the shelter" in back-home\./)
    const invented = await sightline(
      'set-up',
      'else',
      '--title',
      'E',
      '--protocol',
      'challenging-cases',
      '--demonstration',
    )
    assert.equal(invented.status, EXIT.usage)
  })

  it('takes its first lists of people from anybody, and later ones from an administrator', async () => {
    assert.equal((await sightline('people')).status, EXIT.usage)
    assert.equal((await sightline('people', join(folder, 'none'))).status, EXIT.nothingRead)
    const first = await sightline('people', lists)
    assert.equal(first.status, EXIT.done, first.err)
    const [, administrator = ''] = /^(\S+) {2}administrator: Plainly Invented \(S1\)$/m.exec(first.out) ?? []
    keeper = /^(\S+) {2}record-keeper: Invented, Also \(S2\)$/m.exec(first.out)?.[1] ?? ''
    assert.equal((await sightline('people', lists)).status, EXIT.usage)
    assert.equal((await sightline('people', lists, '--by', keeper)).status, EXIT.usage)
    assert.equal((await sightline('people', lists, '--by', 'nobody')).status, EXIT.usage)
    const later = await sightline('people', lists, '--by', administrator)
    assert.equal(later.status, EXIT.done, later.err)
    writeFileSync(join(lists, 'teams.csv'), 'team,title,agency\nnorth,The north team,no-such\n')
    assert.equal((await sightline('people', lists, '--by', administrator)).status, EXIT.nothingRead)
  })

  it('is folded again, and what differs is said and mended', async () => {
    const file = join(folder, 'running.csv')
    const head = 'key,child,born,name,protocol,stage,step,outcome,role,by,happened'
    const row =
      'wl-7,C7,2015-03-01,Plainly Invented,cases-of-most-concern,raised,raise-the-child,,social-worker,,2026-03-02'
    writeFileSync(file, `${head}\n${row}\n`)
    const taken = await sightline('take-on', file, '--by', keeper)
    assert.equal(taken.status, EXIT.done, taken.err)
    const well = await sightline('rebuild')
    assert.equal(well.status, EXIT.done, well.out)
    const running = await working()
    const root = await signIn(running.host, 'sightline')
    const { rows } = await root.query(`update sightline.pathways set stage = 'listed' returning pathway_id as id`)
    await root.end()
    await running.end()
    const differs = await sightline('rebuild')
    assert.equal(differs.status, EXIT.partly)
    assert.match(differs.out, new RegExp(`^${rows[0].id}: stage differs$`, 'm'))
    assert.equal((await sightline('rebuild', rows[0].id, '--mend')).status, EXIT.done)
    assert.equal((await sightline('rebuild')).status, EXIT.done)
    assert.equal((await sightline('rebuild', '00000000-0000-4000-8000-00000000dead')).status, EXIT.nothingRead)
    assert.equal((await sightline('rebuild', 'all')).status, EXIT.usage)
  })

  it('says what would become of open cases by a new version, and moves them to it and back', async () => {
    const text = readFileSync(join(ROOT, 'protocols/cases-of-most-concern.yaml'), 'utf8')
    const [line = '', version = ''] = /^version: '(.+)'$/m.exec(text) ?? []
    const file = join(folder, 'cases-of-most-concern.yaml')
    writeFileSync(file, `${text.replace(line, "version: '2099.1'")}\nmoves from:\n  '${version}': {}\n`)
    const tried = await sightline('move', file)
    assert.equal(tried.status, EXIT.done, tried.err)
    assert.match(tried.out, /Goes on: .+, as promised\.\n1 would move to version 2099\.1 .+ Nothing was moved\./)
    assert.equal((await sightline('move', file, '--because', 'Adopted.')).status, EXIT.usage)
    assert.equal((await sightline('move', 'none')).status, EXIT.usage)
    assert.equal((await sightline('move')).status, EXIT.usage)
    assert.equal((await sightline('set-up', 'nowhere', '--protocol', file)).status, EXIT.done)
    const moved = await sightline('move', 'cases-of-most-concern', '--because', 'Adopted.')
    assert.match(moved.out, /^1 moved to version 2099\.1/)
    const [pathway = ''] = tried.out.split(',')
    const back = ['move', 'cases-of-most-concern', '--pathway', pathway, '--back', '--because', 'Too early.']
    assert.match((await sightline(...back)).out, /runs by the version before again/)
    assert.equal((await sightline(...back)).status, EXIT.partly)
    assert.equal((await sightline('move', 'cases-of-most-concern', '--back')).status, EXIT.usage)
  })
})

/** A worker that runs, and the socket's folder of the server that it uses. */
async function working(): Promise<{ readonly host: string; readonly end: () => Promise<number | null> }> {
  const worker = spawn(process.execPath, [MAIN, 'work', '--data', data], {
    env: SILENT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => worker.kill('SIGKILL'))
  worker.unref()
  await once(worker.stdout, 'data')
  const end = async (): Promise<number | null> => {
    const ended = once(worker, 'exit')
    worker.kill('SIGTERM')
    const [status] = await ended
    return status
  }
  return { host: socketOf(), end }
}

/** Where the server listens, as its own file says. */
function socketOf(): string {
  return readFileSync(join(data, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[4] ?? ''
}

describe('an authority that is served, by its command', () => {
  it('is not shown by the demonstration', async () => {
    const shown = await sightline('start', '--port', String(await freePort()))
    assert.equal(shown.status, EXIT.noRecord)
    assert.match(shown.err, /holds a record that was not invented/)
  })

  it('is not served where nobody can sign in', async () => {
    const [status, said] = await served().ended
    assert.equal(status, EXIT.noRecord)
    assert.match(said, /nobody is invited/)
  })

  it('invites its first administrator, and nobody else by itself', async () => {
    const origin = at.slice(0, 2)
    assert.equal((await sightline('invite', 'S2', ...origin)).status, EXIT.usage)
    assert.equal((await sightline('invite', 'S9', ...origin)).status, EXIT.usage)
    assert.equal((await sightline('invite', 'S1')).status, EXIT.usage)
    assert.equal((await sightline('invite', 'S2', '--by', keeper, ...origin)).status, EXIT.usage)
    const invited = await sightline('invite', 'S1', ...origin)
    assert.equal(invited.status, EXIT.done, invited.err)
    assert.match(invited.out, /^http:\/\/localhost:\d+\/invitation#[\w-]{43}$/m)
  })

  it('answers, tells of itself, and ends when it is told to', async () => {
    const { told, ended, stop } = served()
    await told
    const [, origin = ''] = at
    assert.equal(await (await fetch(`${origin}/ready`)).text(), 'ok\n')
    const busy = await sightline('serve', ...at)
    assert.equal(busy.status, EXIT.usage)
    assert.match(busy.err, /another program listens/)
    stop()
    const [status, said, log] = await ended
    assert.equal(status, 0, said)
    assert.match(
      said,
      /^No mail server is named[^\n]*\nSightline: http:\/\/localhost[^\n]*\nStopping[^\n]*\nStopped\.\n$/,
    )
    assert.equal(JSON.parse(log.split('\n')[0] ?? '').route, '/ready')
  })
})

/** The program that serves; what it said and its log are there when it has ended. */
function served() {
  const program = spawn(process.execPath, [MAIN, 'serve', ...at, '--data', data], {
    env: SILENT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  process.once('exit', () => program.kill('SIGKILL'))
  let [out, err] = ['', '']
  program.stdout.on('data', (some: Buffer) => {
    out += some.toString()
  })
  const told = new Promise<void>((resolve) => {
    program.stderr.on('data', (some: Buffer) => {
      err += some.toString()
      if (/^Sightline:/m.test(err)) resolve()
    })
  })
  const ended = once(program, 'close').then(([status]) => [status, err, out] as const)
  return { told, ended, stop: () => program.kill('SIGTERM') }
}

describe('a worker, by its command', () => {
  it('goes on where its server ended unasked, and ends when it is told to', async () => {
    const worker = await working()
    const pid = Number(readFileSync(join(data, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    const root = await signInAgain(pid)
    await root.query(`select graphile_worker.add_job('watch', job_key => 'watch')`)
    const nights = async (): Promise<number> => {
      const { rows } = await root.query('select from sightline.nights where ended is not null')
      return rows.length
    }
    for (let tries = 0; tries < 600 && (await nights()) === 0; tries++) await wait(50)
    const { rows: jobs } = await root.query('select * from graphile_worker.jobs')
    assert.equal(await nights(), 1, JSON.stringify(jobs))
    await root.end()
    assert.equal(await worker.end(), EXIT.done)
  })
})

/** Signs in to the server that was started in the place of one that was killed. */
async function signInAgain(killed: number): Promise<Client> {
  for (let tries = 0; ; tries++) {
    try {
      const file = readFileSync(join(data, 'cluster', 'postmaster.pid'), 'utf8').split('\n')
      if (Number(file[0]) === killed) throw new Error('the server was not started again')
      return await signIn(socketOf(), 'sightline')
    } catch (error) {
      if (tries === 600) throw error
      await wait(50)
    }
  }
}
