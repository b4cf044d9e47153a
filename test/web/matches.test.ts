import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { tables, take } from '../record/importing.ts'
import { type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let team: Team
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
  const plans = ['P1,A1,2025-02-01,,NEG,NEG']
  await take(team, tables({ person: ['A1,F,2015-03-01', 'B2,M,2014-06-02'], cp_plans: plans }), '2026-11-01T10:00:00Z')
  const renamed = tables({
    person: ['00A1,F,2015-03-01', 'B2,M,1999-12-30'],
    cp_plans: ['P1,00A1,2025-02-01,2026-10-30,NEG,NEG'],
  })
  await take(team, renamed, '2026-11-02T10:00:00Z')
  face = await testFace(database)
  keeper = new Visitor(face)
  await keeper.signIn(team.person('Quin'))
})
after(async () => {
  await face.close()
  await database.close()
})

async function hrefOf(text: string): Promise<string> {
  const { body } = await keeper.get('/matches')
  return new RegExp(`href="([^"]*)">${text}`).exec(body)?.[1] ?? assert.fail(`${text} is not listed`)
}

describe('children who may be one', () => {
  it('are for who keeps the record alone', async () => {
    const other = new Visitor(face)
    await other.signIn(team.person('Tam'))
    for (const path of ['/matches', await hrefOf('00A1'), `/mergers/${nextId()}`]) {
      assert.equal((await other.get(path)).statusCode, 403, path)
    }
    assert.equal((await other.post(await hrefOf('00A1'), { decision: 'same', because: 'Why' })).statusCode, 403)
    assert.equal((await keeper.get(`/matches/${nextId()}`)).statusCode, 404)
    assert.equal((await keeper.get('/matches/none')).statusCode, 404)
  })

  it('are shown side by side, and decided with a reason', async () => {
    const href = await hrefOf('00A1')
    const page = await keeper.get(href)
    assert.match(page.body, /zeros before them/)
    assert.match(page.body, /1 March 2015/)
    assert.match(page.body, /Alike/)
    assert.match(page.body, /Whoever is excluded from one is excluded from both/)
    const neither = await keeper.post(href, { because: ' ' })
    assert.equal(neither.statusCode, 400)
    assert.match(neither.body, /Say whether they are one child/)
    assert.match(neither.body, /Say why/)
    assert.equal((await keeper.post(href, { decision: 'perhaps', because: 'Why' })).statusCode, 400)
    const merged = await keeper.post(href, { decision: 'same', because: 'A spreadsheet added zeros' })
    assert.match(String(merged.headers.location), /^\/mergers\//)
    assert.equal((await keeper.post(href, { decision: 'same', because: 'Again' })).statusCode, 404)
  })

  it('are split again where they are two after all', async () => {
    const href = await hrefOf('00A1 is A1')
    assert.match((await keeper.get(href)).body, /A spreadsheet added zeros/)
    assert.equal((await keeper.post(href, { because: '' })).statusCode, 400)
    assert.equal((await keeper.post(href, { because: 'They are cousins' })).statusCode, 303)
    assert.equal((await keeper.get(href)).statusCode, 404)
    const { rows } = await database.root.query(
      `select distinct action from sightline.audit_envelopes
       where action in ('look-at-match', 'decide-match', 'merge-children', 'look-at-merger', 'split-children') order by 1`,
    )
    assert.equal(rows.length, 5)
  })

  it('stay two where somebody says so, and are not asked about again', async () => {
    const href = await hrefOf('B2')
    assert.match((await keeper.get(href)).body, /birth dates that differ/)
    assert.equal(
      (await keeper.post(href, { decision: 'different', because: 'Two people' })).headers.location,
      '/matches',
    )
    assert.doesNotMatch((await keeper.get('/matches')).body, />B2 and B2</)
  })

  it('are not there for a record-keeper who is excluded from one of them', async () => {
    const more = tables({ person: ['000B2,M,2014-06-02'] })
    await take(team, more, '2026-11-03T10:00:00Z')
    const href = await hrefOf('000B2')
    await database.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, child_id, who, reason, since, set_by)
       select $1, $2, candidate_id, $3, 'Kin', '2026-01-01', $4 from sightline.doubtful_matches where identifier = '000B2'`,
      [AUTHORITY, nextId(), `person:${team.person('Quin')}`, team.person('Tam')],
    )
    assert.doesNotMatch((await keeper.get('/matches')).body, /000B2/)
    assert.equal((await keeper.get(href)).statusCode, 404)
    assert.equal((await keeper.post(href, { decision: 'same', because: 'Why' })).statusCode, 404)
  })
})
