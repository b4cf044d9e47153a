import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Rebuilt, rebuildPathway } from '../../src/record/pathways/rebuild.ts'
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

async function raised(): Promise<string> {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam', 'service-manager': 'Sal' })
  const pathway = nextId()
  const answers = { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' }
  const step = { step: 'raise-the-child', role: 'social-worker', answers }
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway }
  const recorded = await record(scene, 'Wyn', { opens }, step, '2026-11-20T10:00:00.250Z')
  assert.ok('ok' in recorded && recorded.ok)
  return pathway
}

function rebuild(pathway: string, mend = false): Promise<Rebuilt | NotActive | null> {
  const principal = { authority: AUTHORITY, person: scene.person('service') }
  return within(scene.store, principal, moment('2026-11-22T03:00:00Z'), (bound) => rebuildPathway(bound, pathway, mend))
}

describe('rebuilding', () => {
  it('finds that what is read from the entries equals a fold of them', async () => {
    const pathway = await raised()
    assert.deepEqual(await rebuild(pathway), { pathway, different: [], disposed: [], stale: false })
  })

  it('finds what was altered, and mends it when asked', async () => {
    const pathway = await raised()
    await database.root.query(`update sightline.duties set due_day = due_day + 7 where pathway_id = $1`, [pathway])
    await database.root.query(`update sightline.pathways set stage = 'listed' where pathway_id = $1`, [pathway])
    assert.deepEqual(await rebuild(pathway, true), {
      pathway,
      different: ['stage', 'duties'],
      disposed: [],
      stale: false,
    })
    assert.deepEqual(await rebuild(pathway), { pathway, different: [], disposed: [], stale: false })
  })
})
