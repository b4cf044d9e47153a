import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type ReadPathway, readPathway } from '../../src/record/pathways/read-pathway.ts'
import { type NotActive, within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, layOut, moment, record, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

const WHEN = '2026-11-20T10:00:00Z'

async function raised(): Promise<string> {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
  const pathway = nextId()
  const step = {
    step: 'raise-the-child',
    role: 'social-worker',
    answers: { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' },
  }
  const recorded = await record(
    scene,
    'Wyn',
    { opens: { protocol: 'cases-of-most-concern', caseId, pathway } },
    step,
    WHEN,
  )
  assert.ok('ok' in recorded && recorded.ok)
  return pathway
}

function read(name: string, pathway: string): Promise<ReadPathway | NotActive | null> {
  const now = moment('2026-11-21T09:00:00Z')
  const principal = { authority: AUTHORITY, person: scene.person(name) }
  return within(scene.store, principal, now, (bound) => readPathway(bound, pathway, { asOf: now, knownAt: now }))
}

async function notedOf(pathway: string): Promise<readonly unknown[]> {
  const { rows } = await database.root.query(
    `select p.name, e.decision, e.access_path, e.compartments
     from sightline.audit_envelopes e join sightline.persons p on p.authority = e.authority and p.pseudonym = e.actor
     where e.action = 'read-pathway' and e.object_id = $1 order by p.name`,
    [pathway],
  )
  return rows
}

describe('reading a pathway', () => {
  it('shows it to whoever has a way in, and notes that they read it', async () => {
    const pathway = await raised()
    const found = await read('Tam', pathway)
    assert.ok(found !== null && 'view' in found)
    assert.equal(found.view.stage?.id, 'raised')
    assert.deepEqual(
      found.view.entries.map(({ entry }) => entry.answers.circumstances),
      ['An invented worry'],
    )
    assert.deepEqual(await notedOf(pathway), [
      { name: 'Tam', decision: 'allowed', access_path: `owes:${pathway}`, compartments: ['shared'] },
    ])
  })

  it('tells others of a pathway as of one that does not exist, and notes that they asked', async () => {
    const pathway = await raised()
    assert.equal(await read('Nan', pathway), null)
    assert.equal(await read('Nan', nextId()), null)
    assert.deepEqual(await notedOf(pathway), [
      { name: 'Nan', decision: 'refused', access_path: null, compartments: [] },
    ])
  })

  it('leaves out answers in compartments that are not open to the reader', async () => {
    const pathway = await raised()
    await database.root.query(
      `insert into sightline.answers (authority, pathway_id, entry_id, compartment, case_id, answers)
       select authority, pathway_id, entry_id, 'police-sensitive', case_id, '{"address": "Invented Street"}'
       from sightline.entries where pathway_id = $1`,
      [pathway],
    )
    const found = await read('Tam', pathway)
    assert.ok(found !== null && 'view' in found)
    assert.deepEqual(Object.keys(found.view.entries[0]?.entry.answers ?? {}).sort(), ['circumstances', 'not-reducing'])
  })
})
