import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AUTHORITY, addCase, holdsFor, layOut, record, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

const RAISED = {
  step: 'raise-the-child',
  role: 'social-worker',
  answers: { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' },
}
const WHEN = '2026-11-20T10:00:00Z'

function opening(caseId: string) {
  return { opens: { protocol: 'cases-of-most-concern', caseId, pathway: nextId() } }
}

async function countOf(table: string, pathway: string): Promise<number> {
  const { rows } = await database.root.query(
    `select count(*)::int as count from sightline.${table} where pathway_id = $1`,
    [pathway],
  )
  return rows[0].count
}

describe('recording a step', () => {
  it('keeps the entry with what is read from it, and who owes what next', async () => {
    const on = opening(await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' }))
    const recorded = await record(scene, 'Wyn', on, RAISED, WHEN)
    assert.ok('ok' in recorded && recorded.ok)
    const { rows } = await database.root.query(
      `select p.stage, p.version, o.person_id, to_char(o.due_day, 'YYYY-MM-DD') as due
       from sightline.pathways p join sightline.owed o using (authority, pathway_id) where p.pathway_id = $1`,
      [on.opens.pathway],
    )
    assert.deepEqual(rows, [{ stage: 'raised', version: 1, person_id: scene.person('Tam'), due: '2026-11-27' }])
  })

  it('does once what was sent twice', async () => {
    const on = opening(await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' }))
    const key = nextId()
    const both = await Promise.all([1, 2].map(() => record(scene, 'Wyn', on, RAISED, WHEN, key)))
    assert.deepEqual(
      both.map((each) => 'ok' in each && each.ok),
      [true, true],
    )
    assert.equal(both.filter((each) => 'again' in each).length, 1)
    assert.equal(await countOf('entries', on.opens.pathway), 1)
  })

  it('refuses a new pathway under the identifier of another, and tells a stranger no more than of none', async () => {
    const on = opening(await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' }))
    await record(scene, 'Wyn', on, RAISED, WHEN)
    const another = opening(await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' }))
    const again = { opens: { ...another.opens, pathway: on.opens.pathway } }
    assert.deepEqual(await record(scene, 'Wyn', again, RAISED, WHEN), {
      ok: false,
      refusal: { kind: 'identifier-taken' },
    })
    assert.deepEqual(await record(scene, 'Nan', again, RAISED, WHEN), { ok: false, refusal: { kind: 'not-found' } })
    assert.equal(await countOf('entries', on.opens.pathway), 1)
  })

  it('tells of one that is open, and kept from them, only whom the protocol lets open one', async () => {
    const workers = { 'social-worker': 'Wyn', 'team-manager': 'Tam', 'core-group': 'Otto' }
    const [kept, none] = [opening(await addCase(scene, workers)), opening(await addCase(scene, workers))]
    await record(scene, 'Wyn', kept, RAISED, WHEN)
    const beside = { opens: { ...kept.opens, pathway: nextId() } }
    const asOtto = { ...RAISED, role: 'core-group' }
    const refused = await record(scene, 'Otto', beside, asOtto, WHEN)
    assert.ok('ok' in refused && !refused.ok && refused.refusal.kind === 'refused')
    assert.deepEqual(refused, await record(scene, 'Otto', none, asOtto, WHEN))
    await holdsFor(scene, 'Rae', 'social-worker', 'council')
    await database.root.query(
      `insert into sightline.case_scopes (authority, scope, case_id, source, actions, compartments, named, since)
       select $1, $2, unnest($3::uuid[]), 'member:invented', '{read,record}', '{shared}', true, '2026-01-01'`,
      [AUTHORITY, `person:${scene.person('Rae')}`, [kept.opens.caseId, none.opens.caseId]],
    )
    assert.deepEqual(await record(scene, 'Rae', beside, RAISED, WHEN), {
      ok: false,
      refusal: { kind: 'open-already', pathway: kept.opens.pathway },
    })
    const allowed = await record(scene, 'Rae', none, RAISED, WHEN)
    assert.ok('ok' in allowed && allowed.ok)
  })

  it('notes that a key was used for something else', async () => {
    const on = opening(await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' }))
    const key = nextId()
    await record(scene, 'Wyn', on, RAISED, WHEN, key)
    const other = { ...RAISED, answers: { ...RAISED.answers, circumstances: 'Another invented worry' } }
    const refused = await record(scene, 'Wyn', on, other, WHEN, key)
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'key-used-otherwise' } })
    const { rows } = await database.root.query(
      `select decision from sightline.audit_envelopes where case_id = $1 order by decision`,
      [on.opens.caseId],
    )
    assert.deepEqual(rows, [{ decision: 'allowed' }, { decision: 'refused' }])
  })

  it('refuses whoever has no way in as if there were no such case', async () => {
    const on = opening(await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' }))
    const forbidden = await record(scene, 'Nan', on, RAISED, WHEN)
    const unknown = await record(scene, 'Nan', opening(nextId()), RAISED, WHEN)
    assert.deepEqual(forbidden, { ok: false, refusal: { kind: 'not-found' } })
    assert.deepEqual(unknown, forbidden)
    assert.equal(await countOf('entries', on.opens.pathway), 0)
  })
})
