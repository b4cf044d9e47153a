import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, ledCase, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { tables, take } from '../record/importing.ts'
import { saysOf, type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let worker: Visitor

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await database.root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     values ($1, $2, $3, 'record-keeper', '2020-01-01')`,
    [AUTHORITY, nextId(), team.person('Quin')],
  )
  face = await testFace(database)
  worker = await visiting('Wyn')
})
after(async () => {
  await face.close()
  await database.close()
})

const visiting = (name: string): Promise<Visitor> => Visitor.signedIn(face, team.person(name))

const CHILD = {
  name: 'Una Invented',
  'born-day': '2',
  'born-month': '5',
  'born-year': '2016',
  identifier: '',
  role: 'social-worker',
  team: 'north',
}

/** Sends the form as the page that was loaded last would. */
async function enter(visitor: Visitor, fields: Readonly<Record<string, string>> = {}) {
  const page = await visitor.get('/children/new')
  const child = /name="child" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  return visitor.post('/children/new', { ...CHILD, child, sure: '', do: 'do', ...fields })
}

async function count(table: string): Promise<number> {
  const { rows } = await database.root.query(`select count(*)::int as count from sightline.${table}`)
  return rows[0].count
}

describe('a child who is in no file', () => {
  let caseId = ''

  it('is entered with a case, in which whoever enters them can raise at once', async () => {
    const page = await worker.get('/raise/cases-of-most-concern/raise-the-child')
    assert.ok(page.body.includes('href="/children/new"'))
    const checked = await enter(worker, { do: 'check' })
    assert.match(checked.body, /Check before you go on/)
    assert.equal(await count('cases'), 0)
    const entered = await enter(worker)
    assert.equal(entered.statusCode, 303, entered.body)
    const to = String(entered.headers.location)
    caseId = /case=(.*)$/.exec(to)?.[1] ?? ''
    const raise = await worker.get(to)
    assert.match(raise.body, /Una Invented/)
    assert.ok(raise.body.includes(`href="/cases/${caseId}/raise/cases-of-most-concern/raise-the-child"`))
    assert.equal((await worker.get(`/cases/${caseId}/raise/cases-of-most-concern/raise-the-child`)).statusCode, 200)
    const shown = await worker.get(`/cases/${caseId}`)
    assert.match(shown.body, /10 years old, born 2 May 2016/)
  })

  it('is entered once, however often the form is sent', async () => {
    const page = await worker.get('/children/new')
    const child = /name="child" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const before = await count('children')
    const fields = { ...CHILD, name: 'Twice Invented', child, sure: 'yes', do: 'do' }
    const [one, two] = [await worker.post('/children/new', fields), await worker.post('/children/new', fields)]
    assert.equal(one.headers.location, two.headers.location)
    assert.equal(await count('children'), before + 1)
  })

  it('is looked for first among those whom this person may know of', async () => {
    const before = await count('children')
    const page = await enter(worker, { name: 'Una  INVENTED' })
    assert.match(page.body, /Is it one of these children\?/)
    assert.ok(page.body.includes(`/raise?case=${caseId}`))
    assert.equal(await count('children'), before)
    // Nobody is told of a child whom they may not know of: a record-keeper is asked instead.
    const asked = await enter(await visiting('Rae'), { role: 'reviewing-officer', team: '' })
    assert.equal(asked.statusCode, 303, asked.body)
    const { rows } = await database.root.query(`select why from sightline.doubtful_matches where import_id is null`)
    assert.ok(rows.length > 0)
    assert.ok(rows.every(({ why }) => why === 'entered-by-hand'))
    const keeper = await visiting('Quin')
    const list = await keeper.get('/matches')
    const href = /href="(\/matches\/[^"]+)">A child entered by hand/.exec(list.body)?.[1] ?? ''
    assert.match((await keeper.get(href)).body, /\b2 May 2016/)
  })

  it('is asked about when files name a child who was born on the same day', async () => {
    await enter(worker, { name: 'Ora Invented', 'born-year': '2013' })
    const imported = await take(
      team,
      tables({ person: ['K7,F,2013-05-02', 'K8,M,2012-05-02'] }),
      '2026-11-20T11:00:00Z',
    )
    assert.ok(imported.kind === 'imported')
    assert.equal(imported.summary.doubtful, 1)
  })

  it('is not entered without a name, of a birth to come, in a role that is not held, or by a role of no protocol', async () => {
    const before = await count('children')
    assert.match((await enter(worker, { name: ' ' })).body, /Enter the child’s name/)
    assert.match((await enter(worker, { 'born-year': '2031' })).body, /must be in the past/)
    assert.match((await enter(worker, { 'born-month': '13' })).body, /the months are 1 to 12/)
    assert.match((await enter(worker, { role: 'director' })).body, /Choose your role/)
    assert.equal((await enter(worker, { child: 'no-id', name: 'Nobody Invented' })).statusCode, 403)
    assert.match((await (await visiting('Ade')).get('/children/new')).body, /You cannot enter a child/)
    assert.equal(await count('children'), before)
  })
})

describe('raising from the page of a case', () => {
  it('begins with the child, and only for who may record', async () => {
    const led = await ledCase(team)
    assert.match((await worker.get(`/raise?case=${led}`)).body, /Plainly Invented/)
    const other = await visiting('Otto')
    assert.equal((await other.get(`/raise?case=${led}`)).statusCode, 404)
    assert.equal((await other.get(`/raise?case=${nextId()}`)).statusCode, 404)
    assert.equal((await worker.get('/raise?case=nonsense')).statusCode, 400)
  })
})

describe('who works with a child, and what the child is called', () => {
  it('is entered by who manages the case alone', async () => {
    const led = await ledCase(team)
    const manager = await visiting('Tam')
    await manager.get(`/cases/${led}/workers`)
    const fields = {
      person: team.person('Nan'),
      role: 'core-group',
      'since-day': '1',
      'since-month': '11',
      'since-year': '2026',
    }
    const { rows: roles } = await database.root.query(`select 1 from sightline.case_holdings where case_id = $1`, [led])
    const entered = await manager.post(`/cases/${led}/workers`, { ...fields, do: 'do' })
    assert.equal(entered.statusCode, 303, entered.body)
    const { rows } = await database.root.query(`select 1 from sightline.case_holdings where case_id = $1`, [led])
    assert.equal(rows.length, roles.length + 1)
    await database.root.query(
      `update sightline.children k set name = null from sightline.cases c where c.child_id = k.child_id and c.case_id = $1`,
      [led],
    )
    const unnamed = await manager.get(`/cases/${led}`)
    assert.match(saysOf(unnamed.body), /Child C-/)
    assert.match(unnamed.body, /href="[^"]*\/name"/)
    const named = await manager.post(`/cases/${led}/name`, { name: 'Iva Invented', do: 'do' })
    assert.equal(named.statusCode, 303)
    assert.match((await manager.get(`/cases/${led}`)).body, /Iva Invented/)
    for (const path of ['workers', 'name']) {
      assert.match(
        (await manager.get(`/cases/${led}/${path}`)).body,
        /<span class="govuk-caption-l">Iva Invented<\/span>/,
      )
      assert.equal((await worker.get(`/cases/${led}/${path}`)).statusCode, 404)
      assert.equal((await manager.get(`/cases/${nextId()}/${path}`)).statusCode, 404)
    }
  })

  it('is nobody who does not hold the role, nor whoever enters them, nor who has left', async () => {
    const led = await ledCase(team)
    const manager = await visiting('Tam')
    await manager.get(`/cases/${led}/workers`)
    const since = { 'since-day': '1', 'since-month': '11', 'since-year': '2026' }
    const enters = async (name: string, role: string) => {
      const sent = { person: team.person(name), role, ...since, do: 'do' }
      const { statusCode, body } = await manager.post(`/cases/${led}/workers`, sent)
      return statusCode === 303 ? 'entered' : `${statusCode} ${saysOf(body)}`
    }
    assert.match(await enters('Otto', 'director'), /^403 .*They do not hold that role\./)
    assert.match(await enters('Tam', 'reviewing-officer'), /^403 .*Nobody enters themselves/)
    assert.equal(await enters('Sal', 'service-manager'), 'entered')
    await database.root.query(`update sightline.persons set until = '2026-01-01' where person_id = $1`, [
      team.person('Otto'),
    ])
    assert.match(await enters('Otto', 'core-group'), /^400 .*Choose who works with the child/)
    const { rows } = await database.root.query(
      `select role from sightline.case_holdings where case_id = $1 and person_id = any ($2)`,
      [led, [team.person('Otto'), team.person('Tam')]],
    )
    assert.deepEqual(
      rows.map(({ role }) => role).filter((role) => role !== 'team-manager'),
      [],
    )
  })
})
