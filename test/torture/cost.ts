import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { evaluate } from '../../src/engine/pathway/evaluate.ts'
import { type Database, openDatabase } from '../../src/record/database/database.ts'
import { SUPERUSER } from '../../src/record/embedded/cluster.ts'
import { load } from '../../src/record/pathways/load.ts'
import type { Locked } from '../../src/record/pathways/locking.ts'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { Shelf } from '../../src/record/pathways/shelf.ts'
import { type Bound, type Store, within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, CATEGORIES, layOut, moment, record, type Scene } from '../record/authority.ts'
import { nextId, signIn, type TestDatabase, testDatabase } from '../record/database.ts'
import { type Statement, scriptOf, writingDown } from './cost/statements.ts'
import type { Finding, Proof } from './proof.ts'

const ROUNDS = 9
/** Calls in one turn of a round. */
const CALLS = 100
const READ_AT = moment('2026-11-22T09:00:00Z')

export const proof: Proof = {
  title: 'What the proofs of a read and of a step cost.',
  proves:
    `A pathway of four entries is read ${CALLS} times in each of ${ROUNDS} rounds, in turn with its bare read and an empty durable ` +
    'write; each figure is the median over the rounds of the time of one call, one after another. The audited read finds the ' +
    "person's scopes, decides access in row-level security, folds and evaluates the pathway and commits its audit record. The " +
    'bare read is the same reading and evaluating as superuser, with no principal, no transaction, no row-level security and no ' +
    'note, each question sent when the one before it is answered. The empty durable write is the commit of one small row. ' +
    'Recording a step is held against pgbench: every statement that our driver sends, each prepared once by its name, is ' +
    'written down with its parameters and replayed by pgbench on a copy of the database as it was before, in turn with ours, ' +
    'with one connection each; the entries of both are compared afterwards.',
  run: async (share, tell) => {
    const database = await testDatabase()
    try {
      const scene = await layOut(database.root, database.store)
      const rounds = Math.max(1, Math.round(ROUNDS * share))
      const reading = await costOfReading(database, scene, rounds, tell)
      return [...reading, ...(await costOfRecording(rounds, tell))]
    } finally {
      await database.close()
    }
  },
}

/** A pathway with so many entries. */
async function made(scene: Scene, entries: number): Promise<string> {
  const workers = { director: 'Dot', 'team-manager': 'Tam', 'service-manager': 'Sal', 'social-worker': 'Wyn' }
  const opens = { protocol: 'cases-of-most-concern', caseId: await addCase(scene, workers), pathway: nextId() }
  const answers = { ...CATEGORIES, 'why-added': 'An invented reason.' }
  const step = { step: 'add-directly', role: 'director', answers }
  const opened = await record(scene, 'Dot', { opens }, step, '2026-11-20T10:00:00Z')
  if (!('ok' in opened) || !opened.ok) throw new Error(JSON.stringify(opened))
  for (let version = 1; version < entries; version++) await talk(scene, opens.pathway, version)
  return opens.pathway
}

async function talk(scene: Scene, pathway: string, version: number): Promise<void> {
  const step = {
    step: 'talk-it-over',
    role: 'team-manager',
    answers: { 'further-discussion': 'An invented talk of a few words about a plan.' },
  }
  const done = await record(scene, 'Tam', { pathway, version }, step, `2026-11-20T10:00:0${version}Z`)
  if (!('ok' in done) || !done.ok) throw new Error(JSON.stringify(done))
}

async function costOfReading(database: TestDatabase, scene: Scene, rounds: number, tell: (line: string) => void) {
  const pathway = await made(scene, 4)
  const bare = openDatabase({ host: database.host, database: database.name, user: SUPERUSER, max: 1 }, () => undefined)
  try {
    await database.root.query('create table public.empty_write (number bigint generated always as identity)')
    const reader = { authority: AUTHORITY, person: scene.person('Tam') }
    const store = { ...scene.store, database: bare }
    const contenders = {
      audited: async () => {
        const read = await within(scene.store, reader, READ_AT, (bound) =>
          readPathway(bound, pathway, { asOf: READ_AT, knownAt: READ_AT }),
        )
        if (read === null || !('view' in read)) throw new Error('the pathway was not shown')
      },
      bare: () => readBarely(store, bare, pathway),
      write: () => sql`insert into public.empty_write default values`.execute(bare),
    }
    const times = await inTurn(contenders, rounds, tell)
    const [audited, plain, write] = [median(times.audited), median(times.bare), median(times.write)]
    const ratio = audited / (plain + write)
    return [
      {
        what: 'an audited read',
        measured: `${ms(audited)}, ${ratio.toFixed(2)} times the two together: a bare read ${ms(plain)}, an empty durable write ${ms(write)}`,
        bar: 'at most a bare read and an empty durable write',
        met: ratio <= 1,
        ifMissed:
          'besides what the bare read asks, it begins a transaction, finds who the person is and what they hold, works out what of ' +
          'the pathway is open to them, turns to the eyes of the program and back, and notes it: six questions more, two of which ' +
          'are waited for, and policies that are asked of what the rest reads',
      },
    ]
  } finally {
    await bare.destroy()
  }
}

/** The same pathway, read and evaluated, and nothing else. */
async function readBarely(store: Store, database: Database, pathway: string): Promise<void> {
  const { rows } = await sql<Locked>`
    select p.case_id as "caseId", c.child_id as "childId", p.pathway_id as pathway, p.version, p.protocol,
      p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash"
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    where p.authority = ${AUTHORITY} and p.pathway_id = ${pathway}`.execute(database)
  const [row] = rows
  if (row === undefined) throw new Error('there is no such pathway')
  // Bound to nobody: what is compared is what being bound costs.
  const nobody = { tx: database, store, principal: { authority: AUTHORITY, person: '' }, moment: READ_AT, scopes: [] }
  const bound = { ...nobody, today: Math.floor(READ_AT / 86_400_000) } as unknown as Bound
  const rules = await store.shelf.rules({ tx: bound.tx, authority: AUTHORITY, ...row })
  const { history, people } = await load(bound, row)
  evaluate(rules.protocol, history, people, rules.calendar, { asOf: READ_AT, knownAt: READ_AT })
}

/** Milliseconds a call, of each contender in each round. Before the first round each has its turn untimed. */
async function inTurn<Name extends string>(
  contenders: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
  tell: (line: string) => void,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const began = performance.now()
      for (let i = 0; i < CALLS; i++) await contenders[name]()
      if (round >= 0) times[name].push((performance.now() - began) / CALLS)
    }
    tell(`round ${round + 1} of ${rounds}: ${names.map((name) => `${name} ${ms(times[name].at(-1) ?? 0)}`).join(', ')}`)
  }
  return times
}

async function costOfRecording(rounds: number, tell: (line: string) => void): Promise<readonly Finding[]> {
  const what = 'recording a step, held against pgbench replaying the same statements'
  const pgbench = ['pgbench', '/usr/lib/postgresql/15/bin/pgbench'].find(
    (program) => spawnSync(program, ['--version']).status === 0,
  )
  if (pgbench === undefined) {
    tell(`SKIPPED: ${what}: this machine has no pgbench (Debian: apt-get install postgresql-contrib)`)
    return [{ what, measured: 'not measured: this machine has no pgbench', bar: null, met: true }]
  }
  const { scene, host, name, copy, pathways } = await twins((rounds + 1) * CALLS)
  const statements: Statement[] = []
  const given = { host, database: name, user: 'sightline_app', max: 1, Client: writingDown(statements) }
  const store = { ...scene.store, database: openDatabase(given, () => undefined), shelf: new Shelf() }
  const folder = mkdtempSync(join(tmpdir(), 'sightline-replay-'))
  const file = join(folder, 'steps.sql')
  try {
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = -1; round < rounds; round++) {
      statements.length = 0
      const began = performance.now()
      for (const pathway of pathways.splice(0, CALLS)) await talk({ ...scene, store }, pathway, 3)
      const took = (performance.now() - began) / CALLS
      writeFileSync(file, scriptOf(statements))
      const replayed = replay(pgbench, host, copy, file) / CALLS
      const sent = `${statements.length / CALLS} statements a step`
      tell(`round ${round + 1} of ${rounds}: ours ${ms(took)}, pgbench ${ms(replayed)}; ${sent}`)
      if (round < 0) continue
      ours.push(took)
      theirs.push(replayed)
    }
    const ratio = median(theirs) / median(ours)
    return [
      {
        what,
        measured:
          `${ms(median(ours))} a step of ${Math.round(statements.length / CALLS)} statements, pgbench ` +
          `${ms(median(theirs))}: ${ratio.toFixed(2)} times as fast`,
        bar: 'at least 0.5 times as fast',
        met: ratio >= 0.5,
      },
      await sameEntries(host, name, copy),
    ]
  } finally {
    await store.database.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A database with so many pathways of three entries, and a copy of it, which can be made while nobody uses it. */
async function twins(count: number) {
  const database = await testDatabase()
  const scene = await layOut(database.root, database.store)
  const pathways: string[] = []
  for (let i = 0; i < count; i++) pathways.push(await made(scene, 3))
  await database.leave()
  const { host, name } = database
  const copy = `${name}_copy`
  const root = await signIn(host, 'postgres')
  await root.query(`create database ${copy} template ${name}`)
  await root.end()
  for (const each of [name, copy]) {
    const client = await signIn(host, each)
    await client.query('vacuum analyze')
    await client.end()
  }
  return { scene, host, name, copy, pathways }
}

/** Runs a script of pgbench once, by one connection; gives its milliseconds. */
function replay(pgbench: string, host: string, database: string, file: string): number {
  const args = ['-h', host, '-U', 'sightline_app', '-n', '-c', '1', '-t', '1', '-f', file, database]
  const { stdout, stderr, status } = spawnSync(pgbench, args, { encoding: 'utf8' })
  const [, latency] = /latency average = ([\d.]+) ms/.exec(stdout) ?? []
  if (status !== 0 || latency === undefined || /number of failed transactions: [1-9]/.test(stdout)) {
    throw new Error(`pgbench: ${stderr}${stdout}`)
  }
  return Number(latency)
}

/** Whether the replay did what was done: a copy that refused its statements would have been fast. */
async function sameEntries(host: string, ...names: readonly string[]): Promise<Finding> {
  const sums: string[] = []
  for (const name of names) {
    const client = await signIn(host, name)
    const { rows } = await client.query(
      `select count(*)::int as entries, md5(string_agg(entry_id || answers::text, ',' order by entry_id)) as sum
       from sightline.entries join sightline.answers using (authority, pathway_id, entry_id)`,
    )
    sums.push(JSON.stringify(rows))
    await client.end()
  }
  const same = new Set(sums).size === 1
  return { what: 'what pgbench left', measured: same ? 'the same entries' : sums.join(), bar: 'the same', met: same }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}
