import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Swept, sweep } from '../../src/record/time/sweep.ts'
import type { NotActive } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, layOut, moment, record, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

/** A child raised on Friday 20 November 2026: the talk about it is due on Friday 27 November. */
async function raised(workers: Readonly<Record<string, string>> = OWN): Promise<string> {
  const caseId = await addCase(scene, workers)
  const pathway = nextId()
  const answers = { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' }
  const step = { step: 'raise-the-child', role: 'social-worker', answers }
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway }
  const recorded = await record(scene, 'Wyn', { opens }, step, '2026-11-20T10:00:00Z')
  assert.ok('ok' in recorded && recorded.ok)
  return pathway
}

const OWN = { 'social-worker': 'Wyn', 'team-manager': 'Tam', 'service-manager': 'Sal' }

function sweepAt(when: string, store = scene.store): Promise<Swept | NotActive> {
  return sweep(store, { authority: AUTHORITY, person: scene.person('service') }, moment(when))
}

async function toldOf(pathway: string): Promise<readonly string[]> {
  const { rows } = await database.root.query<{ told: string }>(
    `select t.kind || ' to ' || p.name || ' of ' || coalesce(to_char(t.due_day, 'YYYY-MM-DD'), 'no day') as told
     from sightline.told t join sightline.persons p using (authority, person_id)
     where t.pathway_id = $1 order by t.told, t.kind, p.name`,
    [pathway],
  )
  return rows.map(({ told }) => told)
}

describe('a sweep', () => {
  it('reminds whoever owes a duty two working days before, and once', async () => {
    const pathway = await raised()
    await sweepAt('2026-11-24T06:00:00Z')
    assert.deepEqual(await toldOf(pathway), [])
    await sweepAt('2026-11-25T06:00:00Z')
    await sweepAt('2026-11-25T07:00:00Z')
    await sweepAt('2026-11-26T06:00:00Z')
    assert.deepEqual(await toldOf(pathway), ['reminder to Tam of 2026-11-27'])
  })

  it('tells of a day that has passed, and of the silence to whom the protocol names', async () => {
    const pathway = await raised()
    await sweepAt('2026-11-28T06:00:00Z')
    assert.deepEqual(await toldOf(pathway), ['overdue to Tam of 2026-11-27', 'silence to Sal of 2026-11-27'])
  })

  it('loses and doubles nothing where several sweep at once', async () => {
    const pathways = [await raised(), await raised(), await raised()]
    await Promise.all([1, 2, 3].map(() => sweepAt('2026-11-29T06:00:00Z', database.another())))
    for (const pathway of pathways) {
      assert.deepEqual(await toldOf(pathway), ['overdue to Tam of 2026-11-27', 'silence to Sal of 2026-11-27'])
    }
  })

  it('looks at nothing by a clock that stands behind the last sweep', async () => {
    const pathway = await raised()
    const behind = await sweepAt('2026-11-28T03:00:00Z')
    assert.ok('clockBehind' in behind)
    assert.equal(behind.clockBehind, moment('2026-11-29T06:00:00Z'))
    assert.deepEqual(await toldOf(pathway), [])
  })
})
