import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isTaken, type TakenOnList, takeOnList } from '../../src/cases/take-on/take-on.ts'
import { AUTHORITY, layOut, moment, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'
import { folder } from './importing.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
  await database.root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     values ($1, $2, $3, 'record-keeper', '2020-01-01')`,
    [AUTHORITY, nextId(), scene.person('Quin')],
  )
})
after(() => database.close())

const HEAD = 'key,child,born,name,protocol,stage,step,outcome,role,by,happened'
const RAISED = 'cases-of-most-concern,raised,raise-the-child,,social-worker,,2026-03-02'

function file(name: string, content: string): string {
  const path = join(folder(), name)
  writeFileSync(path, content)
  return path
}

async function take(
  path: string,
  how: { dryRun?: boolean; partial?: boolean } = {},
  who = 'Quin',
): Promise<TakenOnList> {
  const done = await takeOnList({
    store: scene.store,
    principal: { authority: AUTHORITY, person: scene.person(who) },
    now: () => moment('2026-11-20T10:00:00Z'),
    file: path,
    dryRun: how.dryRun ?? false,
    partial: how.partial ?? false,
  })
  assert.ok(done.kind === 'list')
  return done
}

function kinds({ rows }: TakenOnList): readonly string[] {
  return rows.map(({ key, taken }) => `${key} ${taken.kind}`)
}

async function pathways(): Promise<number> {
  const { rows } = await database.root.query('select count(*)::int as count from sightline.pathways')
  return rows[0].count
}

describe('taking on what is already running', () => {
  it('enters it at its stage, with the days that are known, and never as recorded then', async () => {
    const rows = [HEAD, `one,T1,2014-01-01,Plainly Invented,${RAISED}`]
    const path = file('list.csv', `${rows.join('\n')}\n`)
    const tried = await take(path, { dryRun: true })
    assert.deepEqual([kinds(tried), tried.kept, await pathways()], [['one taken-on'], false, 0])
    assert.deepEqual(kinds(await take(path)), ['one taken-on'])
    const { rows: entries } = await database.root.query(
      `select p.stage, e.before_sightline, to_char(e.happened at time zone 'Europe/London', 'YYYY-MM-DD') as happened,
         to_char(e.recorded at time zone 'UTC', 'YYYY-MM-DD') as recorded,
         (select count(*)::int from sightline.told r where r.kind = 'notice' and r.read is null) as unread
       from sightline.entries e join sightline.pathways p using (authority, pathway_id)`,
    )
    assert.deepEqual(entries, [
      { stage: 'raised', before_sightline: true, happened: '2026-03-02', recorded: '2026-11-20', unread: 0 },
    ])
  })

  it('does once what is given twice, and refuses another pathway under the same key', async () => {
    const rows = [HEAD, `one,T1,2014-01-01,Plainly Invented,${RAISED}`]
    assert.deepEqual(kinds(await take(file('again.csv', rows.join('\n')))), ['one already'])
    const other = [HEAD, `one,T2,2014-01-01,Plainly Invented,${RAISED}`]
    assert.deepEqual(kinds(await take(file('other.csv', other.join('\n')))), ['one key-used-otherwise'])
    assert.equal(await pathways(), 1)
  })

  it('names every row that it cannot take, and enters the rest only where that is asked for', async () => {
    const rows = [
      HEAD,
      `good,T3,2014-01-01,,${RAISED}`,
      'nobody,T4,,,cases-of-most-concern,raised,raise-the-child,,social-worker,,2026-03-02',
      'stage,T5,2014-01-01,,cases-of-most-concern,listed,raise-the-child,,social-worker,,2026-03-02',
      'order,T6,2014-01-01,,cases-of-most-concern,listed,discuss-the-case,met,team-manager,,2026-03-02',
      'later,T7,2014-01-01,,cases-of-most-concern,raised,raise-the-child,,social-worker,,2027-03-02',
      'who,T8,2014-01-01,,cases-of-most-concern,raised,raise-the-child,,social-worker,somebody,2026-03-02',
      'day,T9,2014-01-01,,cases-of-most-concern,raised,raise-the-child,,social-worker,,2026-02-30',
      'none,T10,2014-01-01,,no-such-protocol,raised,raise-the-child,,social-worker,,2026-03-02',
    ]
    const path = file('faults.csv', rows.join('\n'))
    const whole = await take(path)
    assert.equal(whole.kept, false)
    assert.deepEqual(kinds(whole).slice(1), [
      'nobody unknown-child',
      'stage leads-elsewhere',
      'order not-then',
      'later in-the-future',
      'who unknown-person',
      'none not-adopted',
    ])
    assert.deepEqual(
      whole.findings.map(({ line, message }) => `${line} ${message}`),
      ['8 "2026-02-30" is no day.'],
    )
    const before = await pathways()
    const partial = await take(path, { partial: true })
    assert.deepEqual([partial.rows.filter(({ taken }) => isTaken(taken)).length, await pathways()], [1, before + 1])
    const { rows: strangers } = await database.root.query(
      `select identifier from sightline.children where identifier in ('T5', 'T6', 'T7', 'T8')`,
    )
    assert.deepEqual(strangers, [])
  })

  it('reads JSON with answers, and refuses what is no list, too long, or text that nothing can keep', async () => {
    const entry = { step: 'raise-the-child', role: 'social-worker', happened: '2026-03-02' }
    const row = { child: 'J1', born: '2014-01-01', protocol: 'cases-of-most-concern', stage: 'raised' }
    const list = [
      { key: 'nul', ...row, entries: [{ ...entry, answers: { circumstances: 'half a\u0000 word \ud800' } }] },
      { key: 'long', ...row, entries: [{ ...entry, answers: { circumstances: 'x'.repeat(10_000_000) } }] },
      { key: 'strange', ...row, entries: [{ ...entry, answers: { nothing: 'asked' } }], more: 1 },
    ]
    const done = await take(file('list.json', JSON.stringify(list)), { partial: true })
    assert.deepEqual(kinds(done), ['nul taken-on'])
    const found = done.findings.map(({ weight, line }) => `${weight} ${line}`)
    assert.deepEqual(new Set(found), new Set(['note 1', 'refused 2', 'refused 3']))
    const { rows } = await database.root.query(
      `select answers ->> 'circumstances' as words from sightline.answers where answers ? 'circumstances'`,
    )
    assert.deepEqual(rows, [{ words: 'half a\ufffd word \ufffd' }])
    assert.equal((await take(file('none.json', '{'))).findings.length, 1)
    assert.equal((await take(file('no-list.json', '{}'))).findings.length, 1)
    assert.equal((await take('/nowhere/list.json')).findings.length, 1)
  })

  it('is nothing for whoever does not keep the record', async () => {
    const rows = [HEAD, `mine,T20,2014-01-01,,${RAISED}`]
    const refused = await take(file('mine.csv', rows.join('\n')), {}, 'Wyn')
    assert.deepEqual(kinds(refused), ['mine not-allowed'])
    const { rows: noted } = await database.root.query(
      `select decision from sightline.audit_envelopes where action = 'try-take-on' and decision = 'refused'`,
    )
    assert.equal(noted.length, 1)
  })
})
