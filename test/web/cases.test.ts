import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, ledCase, raisedIn, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { toldCase } from './child.ts'
import { type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let caseId: string
let sibling: string
let pathway: string

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
  const told = await toldCase(team)
  caseId = told.caseId
  sibling = told.sibling
  pathway = await raisedIn(team, caseId)
})
after(async () => {
  await face.close()
  await database.close()
})

async function asked(name: string, path: string) {
  const visitor = new Visitor(face)
  await visitor.signIn(team.person(name))
  return visitor.get(path)
}

async function noted(action: string): Promise<number> {
  const { rows } = await database.root.query(
    'select count(*)::int as count from sightline.audit_envelopes where action = $1 and case_id = $2',
    [action, caseId],
  )
  return rows[0].count
}

describe('the page of a case', () => {
  it('tells a worker who holds it, where its pathways stand, and who may see it', async () => {
    const page = await asked('Tam', `/cases/${caseId}`)
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /13 years old, born 20 May 2013/)
    assert.match(page.body, /Led by North, council/)
    assert.ok(page.body.includes(`href="/pathways/${pathway}"`))
    assert.ok(page.body.includes(`href="/raise?case=${caseId}"`))
    assert.ok(page.body.includes(`href="/cases/${sibling}"`))
    assert.match(page.body, /Managers of North/)
    assert.match(page.body, /Child protection plan/)
    const written = page.body.replace(/(href|src|srcset|action|value)="[^"]*"/g, '')
    assert.doesNotMatch(written, /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
  })

  it('is not there for somebody who need not know, as for one that is not there at all', async () => {
    for (const path of ['', '/timeline.svg', '/seen']) {
      const [forbidden, unknown] = [
        await asked('Otto', `/cases/${caseId}${path}`),
        await asked('Otto', `/cases/${nextId()}${path}`),
      ]
      assert.equal(forbidden.statusCode, 404)
      assert.equal(forbidden.body.replaceAll(/value="[^"]*"/g, ''), unknown.body.replaceAll(/value="[^"]*"/g, ''))
    }
  })

  it('shows to whoever sees one pathway of it that pathway, and nobody who works with the child', async () => {
    await database.root.query(
      `insert into sightline.case_scopes (authority, scope, case_id, source, pathway_id, actions, compartments, named, since)
       values ($1, $2, $3, 'sees:test', $4, '{read}', '{shared}', false, '2026-01-01')`,
      [AUTHORITY, `person:${team.person('Nan')}`, caseId, pathway],
    )
    const page = await asked('Nan', `/cases/${caseId}`)
    assert.equal(page.statusCode, 200, page.body)
    assert.ok(page.body.includes(`href="/pathways/${pathway}"`))
    assert.match(page.body, /because a protocol gives them to you/)
    assert.doesNotMatch(page.body, /Who holds the case|Brothers and sisters|Who may see this case|Wyn/)
    const others = await asked('Tam', `/cases/${caseId}`)
    assert.match(others.body, /Nan/)
  })

  it('says of brothers and sisters who may not be seen how many they are alone', async () => {
    await database.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [sibling])
    const page = await asked('Tam', `/cases/${caseId}`)
    assert.ok(!page.body.includes(sibling))
    assert.match(page.body, /Files count 1 child into the family who has no case here, or whose case you may not see/)
    await database.root.query(`update sightline.cases set sensitivity = 'standard' where case_id = $1`, [sibling])
  })

  it('says that a case is restricted, and whom to ask', async () => {
    await database.root.query(
      `update sightline.cases set sensitivity = 'restricted', contact = 'Sal Invented' where case_id = $1`,
      [caseId],
    )
    const page = await asked('Wyn', `/cases/${caseId}`)
    assert.match(page.body, /Restricted<\/strong>/)
    assert.match(page.body, /Ask Sal Invented about it/)
    await database.root.query(
      `update sightline.cases set sensitivity = 'standard', contact = null where case_id = $1`,
      [caseId],
    )
  })

  it('leaves whoever is excluded out of who may see it', async () => {
    const exclusion = nextId()
    await database.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, $2, $3, $4, 'Kin', '2026-01-01', $5)`,
      [AUTHORITY, exclusion, caseId, `person:${team.person('Nan')}`, team.person('Tam')],
    )
    assert.doesNotMatch((await asked('Tam', `/cases/${caseId}`)).body, /Nan/)
    assert.equal((await asked('Nan', `/cases/${caseId}`)).statusCode, 404)
    await database.root.query('delete from sightline.exclusions where exclusion_id = $1', [exclusion])
  })

  it('draws the time line for whoever may know of the case alone, and notes that it was read', async () => {
    const before = await noted('read-case')
    const drawn = await asked('Tam', `/cases/${caseId}/timeline.svg?width=300`)
    assert.equal(drawn.headers['content-type'], 'image/svg+xml; charset=utf-8')
    assert.match(drawn.body, /^<svg [^>]*width="300"/)
    assert.match(drawn.body, /Neglect/)
    assert.equal(await noted('read-case'), before + 1)
    assert.equal((await asked('Tam', `/cases/${caseId}/timeline.svg?width=1`)).statusCode, 400)
  })

  it('says what will appear where nothing is known yet', async () => {
    const page = await asked('Tam', `/cases/${await ledCase(team)}`)
    assert.match(page.body, /No pathway is open/)
    assert.match(page.body, /Nothing dated is known yet/)
  })
})

describe('who has seen a case', () => {
  it('is told to who manages it and who watches over privacy, and each is noted', async () => {
    const link = `href="/cases/${caseId}/seen"`
    assert.ok((await asked('Tam', `/cases/${caseId}`)).body.includes(link))
    assert.ok(!(await asked('Wyn', `/cases/${caseId}`)).body.includes(link))
    for (const name of ['Tam', 'Ash']) {
      const seen = await asked(name, `/cases/${caseId}/seen`)
      assert.equal(seen.statusCode, 200, seen.body)
      assert.match(seen.body, /Wyn/)
      assert.match(seen.body, /Opened the page of the case/)
      assert.match(seen.body, /Refused/)
    }
    assert.equal((await asked('Wyn', `/cases/${caseId}/seen`)).statusCode, 404)
    assert.ok((await noted('see-who-has-seen')) >= 3)
  })

  it('is told a page at a time', async () => {
    const visitor = new Visitor(face)
    await visitor.signIn(team.person('Tam'))
    const first = await visitor.get(`/cases/${caseId}/seen`)
    const next = /href="([^"]*seen\?after=[^"]*)"/.exec(first.body)?.[1]
    assert.ok(next === undefined || (await visitor.get(next)).statusCode === 200)
    assert.equal((await visitor.get(`/cases/${caseId}/seen?after=nonsense`)).statusCode, 400)
  })
})
