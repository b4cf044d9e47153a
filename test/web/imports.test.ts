import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { ImportDesk } from '../../src/cases/import/desk.ts'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { tables } from '../record/importing.ts'
import { deskFolder, deskOver, emptied, runningClock, sentFiles, settled } from './desk.ts'
import { type TestFace, testFace, Visitor } from './face.ts'

const clock = runningClock()
let database: TestDatabase
let team: Team
let desk: ImportDesk
let face: TestFace
let keeper: Visitor

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await database.root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     values ($1, $2, $3, 'record-keeper', '2020-01-01')`,
    [AUTHORITY, nextId(), team.person('Quin')],
  )
  desk = deskOver(database, clock)
  face = await testFace(database, { imports: desk, now: clock })
  keeper = new Visitor(face)
  await keeper.signIn(team.person('Quin'))
})
after(async () => {
  await face.close()
  await desk.close()
  await database.close()
})

const PERSONS = ['A1,F,2015-03-01', 'B2,M,2014-06-02', 'Z9,M,2013-01-01']
/** A plan that has met its trigger: fifteen months on 1 May 2026. */
const PLANS = ['P1,A1,2025-02-01,,NEG,NEG', 'P2,B2,2026-09-01,,EMO,EMO']

async function bring(files: readonly string[]): Promise<string> {
  await keeper.get('/imports/new')
  const sent = await keeper.send('/imports/new', sentFiles(files))
  assert.equal(sent.statusCode, 303, sent.body)
  return String(sent.headers.location)
}

async function adopt(path: string) {
  const waiting = await settled(keeper, path)
  const seen = /name="seen" value="(\d+)"/.exec(waiting.body)?.[1] ?? ''
  assert.equal((await keeper.post(`${path}/take`, { seen })).statusCode, 303)
  return settled(keeper, path)
}

async function noted(action: string, decision = 'allowed'): Promise<number> {
  const { rows } = await database.root.query(
    'select count(*)::int as count from sightline.audit_envelopes where action = $1 and decision = $2',
    [action, decision],
  )
  return rows[0].count
}

describe('bringing files in', () => {
  let first = ''

  it('is for who keeps the record alone, and each who may not is noted', async () => {
    for (const path of ['/imports', '/imports/new', `/imports/${nextId()}`, `/imports/${nextId()}/undo`]) {
      const other = new Visitor(face)
      await other.signIn(team.person('Tam'))
      assert.equal((await other.get(path)).statusCode, 403, path)
      assert.doesNotMatch((await other.get('/my-work')).body, /Bring data in/)
    }
    const sender = new Visitor(face)
    await sender.signIn(team.person('Tam'))
    const sent = await sender.send('/imports/new', sentFiles(tables({ person: PERSONS })))
    assert.equal(sent.statusCode, 403)
    assert.ok((await noted('begin-import', 'refused')) >= 1)
    await emptied(desk.folder)
  })

  it('says of files that are none of ours what they are, and reads nothing', async () => {
    await keeper.get('/imports/new')
    const wrong: readonly [string, string | Buffer, RegExp][] = [
      [
        'Minutes.docx',
        Buffer.from([0x50, 0x4b, 3, 4, 20, 0]),
        /Minutes\.docx is an Excel workbook or another zip archive/,
      ],
      ['old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /old\.xls is an older Excel workbook/],
      ['empty.csv', '', /empty\.csv is empty/],
      ['../../etc/passwd.pdf', '%PDF-1.7', /passwd\.pdf is a PDF document/],
    ]
    for (const [name, content, says] of wrong) {
      const page = await keeper.send('/imports/new', [{ name, content }])
      assert.equal(page.statusCode, 400, page.body)
      assert.match(page.body, says)
      assert.match(page.body, /<title>\s*Error: /)
    }
    assert.match((await keeper.send('/imports/new', [])).body, /Choose the files to bring in/)
    assert.match((await keeper.send('/imports/new', [], { code: 'X' })).body, /three digits/)
    assert.equal(await noted('begin-import'), 0)
    await emptied(desk.folder)
  })

  it('reads files, and waits with what they would change until somebody adopts them', async () => {
    first = await bring(tables({ person: PERSONS, cp_plans: PLANS }))
    const page = await settled(keeper, first)
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /Waits for you/)
    assert.match(page.body, /Children who are new<\/dt>\s*<dd[^>]*>3</)
    assert.match(page.body, /ssd_person\.csv/)
    assert.ok(!page.body.includes(desk.folder), 'no place on the disk is shown')
    const { rows } = await database.root.query('select state, sources from sightline.imports')
    assert.equal(rows[0].state, 'waiting')
    assert.ok(!JSON.stringify(rows[0].sources).includes(desk.folder))
    await emptied(desk.folder)
    const none = await database.root.query('select count(*)::int as count from sightline.cases')
    assert.equal(none.rows[0].count, 0)
  })

  it('adopts them: what is met opens its pathway by itself', async () => {
    const page = await adopt(first)
    assert.match(page.body, /Adopted<\/strong>/)
    assert.match(page.body, /Pathways that opened by themselves<\/dt>\s*<dd[^>]*>1</)
    const { rows } = await database.root.query('select protocol from sightline.pathways')
    assert.deepEqual(rows, [{ protocol: 'challenging-cases' }])
  })

  it('leads the same files to what they changed', async () => {
    await keeper.get('/imports/new')
    const again = await keeper.send('/imports/new', sentFiles(tables({ person: PERSONS, cp_plans: PLANS })))
    assert.equal(again.statusCode, 403)
    assert.match(again.body, /adopted before/)
    assert.ok(again.body.includes(first))
  })

  it('tells of each child what comes, changes and goes, and of each finding its line and remedy', async () => {
    const path = await bring(
      tables({
        person: [...PERSONS.slice(0, 2), 'B2x,Q,2031-02-30'],
        cp_plans: ['P1,A1,2025-02-01,2026-10-20,NEG,NEG', 'P3,B2,2026-09-15,,EMO,EMO'],
      }),
    )
    const page = await settled(keeper, path)
    assert.match(page.body, /the files before named and these do not<\/dt>\s*<dd[^>]*>1</)
    const changed = await keeper.get(`${path}/children?of=changed`)
    assert.match(changed.body, /Protection plan of 15 September 2026/)
    assert.match((await keeper.get(`${path}/children?of=gone`)).body, /Z9/)
    assert.match((await keeper.get(`${path}/children?of=new`)).body, /B2x/)
    const findings = await keeper.get(`${path}/findings?weight=refused`)
    assert.match(findings.body, /ssd_person\.csv, line 4/)
    assert.equal((await keeper.get(`${path}/findings?weight=worst`)).statusCode, 400)
    assert.equal((await keeper.get(`${path}/findings?after=x`)).statusCode, 400)
    const thrown = await keeper.post(`${path}/throw-away`, { because: ' ' })
    assert.equal(thrown.statusCode, 400)
    assert.equal((await keeper.post(`${path}/throw-away`, { because: 'A trial' })).statusCode, 303)
    const away = await keeper.get(path)
    assert.match(away.body, /Nothing of it counts\. A trial/)
    assert.equal(await noted('throw-away-import'), 1)
    assert.equal((await keeper.post(`${path}/take`, { seen: '1' })).statusCode, 303)
    assert.match((await settled(keeper, path)).body, /Not taken<\/strong>/)
  })

  it('does not adopt what changes something else by now, and says so', async () => {
    const one = await bring(tables({ person: PERSONS, cp_plans: PLANS, cp_reviews: ['R1,A1,P1,2025-05-01'] }))
    const page = await settled(keeper, one)
    const seen = /name="seen" value="(\d+)"/.exec(page.body)?.[1] ?? ''
    await adopt(await bring(tables({ person: PERSONS, cp_plans: PLANS, cp_reviews: ['R1,A1,P1,2025-06-01'] })))
    await keeper.post(`${one}/take`, { seen })
    const still = await settled(keeper, one)
    assert.match(still.body, /Waits for you/)
    assert.match(still.body, /it changes something else now/)
    assert.match((await adopt(one)).body, /Adopted<\/strong>/)
  })

  it('undoes one, with what depends on it said first', async () => {
    const asked = await keeper.get(`${first}/undo`)
    assert.equal(asked.statusCode, 200, asked.body)
    assert.match(asked.body, /It speaks of 3 children/)
    assert.equal((await keeper.post(`${first}/undo`, { because: '' })).statusCode, 400)
    assert.equal((await keeper.post(`${first}/undo`, { because: 'It was last year’s' })).statusCode, 303)
    assert.match((await keeper.get(first)).body, /Undone: /)
    assert.equal((await keeper.get(`${first}/undo`)).statusCode, 303)
    assert.equal((await keeper.get('/imports/not-an-id')).statusCode, 404)
    assert.equal((await keeper.get(`/imports/${nextId()}`)).statusCode, 404)
  })

  it('warns of files that leave most children out', async () => {
    const many = Array.from({ length: 40 }, (_, at) => `M${at},F,2015-03-${String((at % 28) + 1).padStart(2, '0')}`)
    await adopt(
      await bring(tables({ person: many, cp_plans: many.map((_, at) => `Q${at},M${at},2026-09-01,,NEG,NEG`) })),
    )
    const page = await settled(keeper, await bring(tables({ person: many.slice(0, 20) })))
    assert.match(page.body, /It leaves out 20 of the 40 children/)
  })

  it('refuses a census that is cut off, declares a DOCTYPE or is none, with a page that says so', async () => {
    for (const content of [
      '<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY a "aaaa">]><Message>&a;</Message>',
      '<Message><Header/><Children><Child>',
      '<html><body>Not found</body></html>',
    ]) {
      await keeper.get('/imports/new')
      const sent = await keeper.send('/imports/new', [{ name: 'census.xml', content }])
      assert.equal(sent.statusCode, 303, sent.body)
      const path = String(sent.headers.location)
      const page = await settled(keeper, path)
      assert.match(page.body, /Nothing of it counts\. No child could be read/)
      const findings = await keeper.get(`${path}/findings`)
      assert.match(findings.body, /census\.xml/)
    }
    await emptied(desk.folder)
  })

  it('lists everything that was brought in', async () => {
    const page = await keeper.get('/imports')
    assert.match(page.body, /Undone<\/strong>/)
    assert.match(page.body, /Standard Safeguarding Dataset/)
    assert.equal((await keeper.get('/imports?after=nonsense')).statusCode, 400)
  })
})

describe('the desk at which files are read', () => {
  const principal = () => ({ authority: AUTHORITY, person: team.person('Quin') })

  async function stateOf(importId: string): Promise<string> {
    const { rows } = await database.root.query('select state from sightline.imports where import_id = $1', [importId])
    return rows[0]?.state
  }

  async function ended(importId: string, from: ImportDesk): Promise<string> {
    for (let tries = 0; tries < 400 && from.progressOf(importId) !== null; tries++) await wait(25)
    return stateOf(importId)
  }

  /** As the server lays what is sent into the desk's folder. */
  function sentTo(folder: string, content: string) {
    mkdirSync(join(folder, 'sightline-upload-1'), { recursive: true })
    const path = join(folder, 'sightline-upload-1', '0')
    writeFileSync(path, content)
    return [{ name: 'ssd_person.csv', path }]
  }

  const ONE = 'pers_person_id,pers_sex,pers_dob\n'

  it('goes on with what was being read when it was closed, and leaves nothing of what was half sent', async () => {
    const shared = deskFolder()
    const first = deskOver(database, clock, shared)
    const begun = await first.bringIn(principal(), {
      files: sentTo(first.folder, `${ONE}W1,F,2015-01-01\n`),
      code: null,
    })
    assert.ok(begun.kind === 'begun')
    await first.close()
    assert.equal(await stateOf(begun.importId), 'reading')
    // Cut off while somebody sent more.
    sentTo(first.folder, 'half')
    const second = deskOver(database, clock, shared)
    assert.equal(await ended(begun.importId, second), 'waiting')
    await emptied(second.folder)
    await second.close()
    assert.deepEqual(readdirSync(shared), [])
  })

  it('reads nothing more of what was thrown away meanwhile', async () => {
    const shared = deskFolder()
    const first = deskOver(database, clock, shared)
    const begun = await first.bringIn(principal(), {
      files: sentTo(first.folder, `${ONE}W2,F,2015-01-01\n`),
      code: null,
    })
    assert.ok(begun.kind === 'begun')
    await first.close()
    await keeper.get('/imports')
    await keeper.post(`/imports/${begun.importId}/throw-away`, { because: 'The wrong one' })
    const second = deskOver(database, clock, shared)
    assert.equal(await ended(begun.importId, second), 'refused')
    await second.close()
    assert.deepEqual(readdirSync(shared), [])
  })

  it('lets nobody in who may not, whoever they say they are', async () => {
    const tam = { authority: AUTHORITY, person: team.person('Tam') }
    const files = sentTo(desk.folder, `${ONE}W3,F,2015-01-01\n`)
    assert.equal((await desk.bringIn(tam, { files, code: null })).kind, 'not-allowed')
    assert.equal((await desk.depending(tam, nextId())).kind, 'not-allowed')
    assert.equal((await desk.undo(tam, nextId(), { because: 'Why', said: [] })).kind, 'not-allowed')
  })
})
