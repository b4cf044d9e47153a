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

  it('shows it by the version of its protocol that it ran by at the moment as of which it is known', async () => {
    const pathway = await raised()
    const { rows } = await database.root.query(
      `with newer as (
         select t.authority, t.kind, t.name, replace(t.text, 'title: Cases of Most Concern', 'title: Cases that were renamed') as text
         from sightline.texts t join sightline.pathways p on p.protocol_hash = t.hash and p.authority = t.authority
         where p.pathway_id = $1
       ), kept as (
         insert into sightline.texts select authority, sha256(convert_to(text, 'UTF8')), kind, name, text, now() from newer
         returning hash
       )
       select hash from kept`,
      [pathway],
    )
    await database.root.query('update sightline.pathways set protocol_hash = $2 where pathway_id = $1', [
      pathway,
      rows[0].hash,
    ])
    const step = { step: 'withdraw-the-raise', role: 'social-worker' }
    const answers = { 'what-has-changed': 'mistake', 'what-shows-it': 'An invented letter' }
    const done = await record(scene, 'Wyn', { pathway, version: 1 }, { ...step, answers }, '2026-11-20T12:00:00Z')
    assert.ok('ok' in done && done.ok, JSON.stringify(done))
    const titleAt = async (when: string) => {
      const knownAt = moment(when)
      const found = await within(
        scene.store,
        { authority: AUTHORITY, person: scene.person('Wyn') },
        moment('2026-11-21T09:00:00Z'),
        (bound) => readPathway(bound, pathway, { asOf: knownAt, knownAt }),
      )
      assert.ok(found !== null && 'rules' in found)
      return found.rules.protocol.title
    }
    const [before, after] = [await titleAt('2026-11-20T11:00:00Z'), await titleAt('2026-11-20T12:00:00Z')]
    assert.notEqual(before, 'Cases that were renamed')
    assert.equal(after, 'Cases that were renamed')
  })
})
