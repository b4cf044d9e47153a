import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { type Recorded, recordStep } from '../../src/record/pathways/record-step.ts'
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

function raised(circumstances: string) {
  const answers = { circumstances, 'not-reducing': 'An invented reason' }
  return { step: 'raise-the-child', role: 'social-worker', answers }
}

async function opening() {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
  return { opens: { protocol: 'cases-of-most-concern', caseId, pathway: nextId() } }
}

/** What kind of refusal it was; null where it was recorded. */
function refusalOf(recorded: Recorded | NotActive): string | null {
  if ('kind' in recorded) return recorded.kind
  return recorded.ok ? null : recorded.refusal.kind
}

async function entries(): Promise<number> {
  const { rows } = await database.root.query('select count(*)::int as count from sightline.entries')
  return rows[0].count
}

describe('what cannot be kept', () => {
  it('refuses text that the database cannot hold, and takes the same form once it is mended', async () => {
    const on = await opening()
    const key = nextId()
    const before = await entries()
    assert.equal(refusalOf(await record(scene, 'Wyn', on, raised('A worry\0'), WHEN, key)), 'not-kept')
    assert.equal(refusalOf(await record(scene, 'Wyn', on, raised('A worry \ud800'), WHEN, key)), 'not-kept')
    assert.equal(await entries(), before)
    assert.equal(refusalOf(await record(scene, 'Wyn', on, raised('A worry'), WHEN, key)), null)
  })

  it('refuses answers of more than a million bytes, and names how large they are', async () => {
    const on = await opening()
    const before = await entries()
    const refused = await record(scene, 'Wyn', on, raised('w'.repeat(10_000_000)), WHEN)
    assert.ok('ok' in refused && !refused.ok && refused.refusal.kind === 'not-kept')
    assert.equal(refused.refusal.why.kind, 'too-large')
    assert.equal(await entries(), before)
    assert.equal(refusalOf(await record(scene, 'Wyn', on, raised('w'.repeat(90_000)), WHEN)), null)
  })

  it('takes an identifier that is none for one that nothing bears', async () => {
    const here = await opening()
    const before = await entries()
    const nowhere = { opens: { ...here.opens, caseId: 'not-an-id' } }
    assert.equal(refusalOf(await record(scene, 'Wyn', nowhere, raised('A worry'), WHEN)), 'not-found')
    const unknown = { pathway: "'; drop table entries", version: 1 }
    assert.equal(refusalOf(await record(scene, 'Wyn', unknown, raised('A worry'), WHEN)), 'not-found')
    assert.equal(refusalOf(await record(scene, 'Wyn', here, raised('A worry'), WHEN, 'not-a-key')), 'not-kept')
    assert.equal(await entries(), before)
  })

  it('tells nothing of another authority, whoever asks', async () => {
    const on = await opening()
    assert.equal(refusalOf(await record(scene, 'Wyn', on, raised('A worry'), WHEN)), null)
    await database.root.query(`insert into sightline.authorities values ('elsewhere', 'Another invented one', true)`)
    await database.root.query(
      `insert into sightline.agencies (authority, agency, title, kind, since)
       values ('elsewhere', 'council', 'Council', 'council', '2020-01-01')`,
    )
    const stranger = nextId()
    await database.root.query(
      `insert into sightline.persons (authority, person_id, pseudonym, name, agency, since)
       values ('elsewhere', $1, $2, 'Stranger', 'council', '2020-01-01')`,
      [stranger, nextId()],
    )
    const now = moment('2026-11-21T09:00:00Z')
    const before = await entries()
    const { pathway } = on.opens
    const command = { outcome: null, happened: now, about: null, supersedes: null, because: null, ...raised('Mine') }
    const principal = { authority: 'elsewhere', person: stranger }
    const written = await within(database.store, principal, now, (bound) =>
      recordStep(bound, { key: nextId(), on: { pathway, version: 1 }, command }),
    )
    assert.equal(refusalOf(written), 'not-found')
    for (const id of [pathway, 'not-an-id']) {
      const read = await within(database.store, principal, now, (bound) =>
        readPathway(bound, id, { asOf: now, knownAt: now }),
      )
      assert.equal(read, null)
    }
    assert.equal(await entries(), before)
    // A person of the one is nobody in the other, and so is whoever has no name that can be borne.
    for (const crossed of [
      { authority: AUTHORITY, person: stranger },
      { authority: AUTHORITY, person: 'not-an-id' },
      { authority: 'elsewhere\0', person: stranger },
    ]) {
      const asked = await within(database.store, crossed, now, (bound) =>
        readPathway(bound, pathway, { asOf: now, knownAt: now }),
      )
      assert.deepEqual(asked, { kind: 'not-active' })
    }
  })

  it('lets one key have one content, also where two are sent at once', async () => {
    const both = await Promise.all([await opening(), await opening()].map((on) => ({ on })))
    const key = nextId()
    const done = await Promise.all(both.map(({ on }) => record(scene, 'Wyn', on, raised('A worry'), WHEN, key)))
    assert.deepEqual(done.map(refusalOf).sort(), ['key-used-otherwise', null])
  })
})
