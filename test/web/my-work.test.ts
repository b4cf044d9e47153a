import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { unbound } from '../../src/record/transaction.ts'
import { by, layOutTeam, ledCase, raisedIn, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let caseId: string
let pathway: string

const TOLD = { Tam: nextId(), Otto: nextId() }

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
  caseId = await ledCase(team)
  pathway = await raisedIn(team, caseId)
  await database.root.query(
    `insert into sightline.notices values ($1, $2, 'invented:1', $3, 'invented', '2026-11-20T10:00:00Z', null)`,
    [AUTHORITY, pathway, caseId],
  )
  for (const name of ['Tam', 'Otto'] as const) {
    await database.root.query(
      `insert into sightline.told (authority, told_id, pathway_id, case_id, about, kind, person_id, told, words)
       values ($1, $2, $3, $4, 'invented:1', 'notice', $5, '2026-11-20T10:00:00Z', '{"notice": "invented"}')`,
      [AUTHORITY, TOLD[name], pathway, caseId, team.person(name)],
    )
  }
})
after(async () => {
  await face.close()
  await database.close()
})

const signedIn = (name: string): Promise<Visitor> => Visitor.signedIn(face, team.person(name))

/** Lets somebody record in the case who is none of its workers. */
async function letIn(name: string): Promise<void> {
  await database.root.query(
    `insert into sightline.case_members (authority, case_id, member_id, person_id, case_role, actions, compartments, since,
       reason, basis)
     values ($1, $2, $3, $4, 'health-visitor', '{read,record}', '{shared,agency-private}', '2020-01-01', 'Invented', 'role')`,
    [AUTHORITY, caseId, nextId(), team.person(name)],
  )
  await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, [caseId])))
}

async function unread(): Promise<readonly string[]> {
  const { rows } = await database.root.query(
    `select person_id from sightline.told where about = 'invented:1' and read is null`,
  )
  return rows.map((row) => row.person_id)
}

describe('my work', () => {
  it('leads to the form that does what is owed, and counts what is late', async () => {
    const visitor = await signedIn('Tam')
    const page = await visitor.get('/my-work')
    assert.match(page.body, new RegExp(`/pathways/${pathway}/steps/[a-z-]+`))
    assert.doesNotMatch(page.body, /1 overdue/)
    face.setNow('2026-12-20T10:00:00Z')
    const later = await (await signedIn('Tam')).get('/my-work')
    assert.match(later.body, /1 overdue/)
    face.setNow('2026-11-20T10:00:00Z')
  })

  it('shows what must be read until the person says that they have read it', async () => {
    const visitor = await signedIn('Tam')
    assert.match((await visitor.get('/my-work')).body, /I have read this/)
    const said = await visitor.post('/my-work/read', { told: TOLD.Tam })
    assert.equal(said.headers.location, '/my-work#to-read')
    assert.deepEqual(await unread(), [team.person('Otto')])
    assert.equal((await visitor.post('/my-work/read', { told: TOLD.Tam })).statusCode, 303)
    assert.equal((await visitor.post('/my-work/read', { told: nextId() })).statusCode, 404)
  })

  it('asks whoever recorded something until its text stands in the case system, where the authority confirms that', async () => {
    const wyn = await signedIn('Wyn')
    const entry = /name="entry" type="checkbox" value="([^"]+)"/.exec((await wyn.get('/my-work')).body)?.[1] ?? ''
    const recorded = `/pathways/${pathway}/recorded/${entry}`
    assert.match((await wyn.get(recorded)).body, /It is in the case system/)
    const ade = await signedIn('Ade')
    const sets = (confirms: string) => ade.post('/people/case-system', { confirms, do: 'do' })
    await ade.get('/people/case-system')
    assert.equal((await sets('no')).headers.location, '/people')
    assert.doesNotMatch((await wyn.get('/my-work')).body, /They are in the case system/)
    assert.doesNotMatch((await wyn.get(recorded)).body, /It is in the case system/)
    await sets('yes')
    const otto = await signedIn('Otto')
    await otto.post('/my-work/placed', { entry })
    // Nan may record in the case, and has no access to the council's case system.
    await letIn('Nan')
    const nan = await signedIn('Nan')
    const seen = (await nan.get(recorded)).body
    assert.match(seen, /It stands to be placed there: Wyn recorded it/)
    assert.doesNotMatch(seen, /It is in the case system/)
    assert.equal((await nan.post(`${recorded}/placed`, {})).statusCode, 403)
    assert.match((await (await signedIn('Tam')).get(recorded)).body, /It is in the case system/)
    assert.match((await wyn.get('/my-work')).body, /They are in the case system/)
    assert.equal((await wyn.post('/my-work/placed', { entry })).headers.location, '/my-work#for-file')
    assert.doesNotMatch((await wyn.get('/my-work')).body, /They are in the case system/)
    assert.match((await (await signedIn('Tam')).get(recorded)).body, /Wyn said that it is there/)
  })

  it('counts notices about what the person may not see, and lets nobody else read them', async () => {
    const visitor = await signedIn('Otto')
    const page = await visitor.get('/my-work')
    assert.match(page.body, /One more notice was sent to you about cases that you may not see now/)
    assert.ok(!page.body.includes(pathway))
    const said = await visitor.post('/my-work/read', { told: TOLD.Otto })
    assert.equal(said.statusCode, 404)
    assert.deepEqual(await unread(), [team.person('Otto')])
  })

  it('tells whoever raised it what became of it, and that they did where they may see no more', async () => {
    const seen = await (await signedIn('Wyn')).get('/my-work')
    const became = seen.body.slice(seen.body.indexOf('What became of what you raised'))
    assert.ok(became.includes(`/pathways/${pathway}`))
    await database.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, gen_random_uuid(), $2, $3, 'Kin', '2026-01-01', $4)`,
      [AUTHORITY, caseId, `person:${team.person('Wyn')}`, team.person('Tam')],
    )
    const hidden = await (await signedIn('Wyn')).get('/my-work')
    assert.match(hidden.body, /A case that you may not see now/)
    assert.ok(!hidden.body.includes(pathway) && !hidden.body.includes('Plainly Invented'))
    await database.root.query('delete from sightline.exclusions')
  })

  it('shows managers what their team owes, and others nothing of it', async () => {
    await database.root.query('update sightline.owed set person_id = $1 where pathway_id = $2', [
      team.person('Wyn'),
      pathway,
    ])
    const manager = await signedIn('Sal')
    assert.match((await manager.get('/my-work')).body, /href="\/my-work\/team"/)
    assert.match((await manager.get('/my-work/team')).body, /Owed by: Wyn/)
    const other = await signedIn('Otto')
    assert.doesNotMatch((await other.get('/my-work')).body, /my-work\/team/)
    assert.match((await other.get('/my-work/team')).body, /Your team owes nothing now/)
  })
})
