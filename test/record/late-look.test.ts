import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { recordStep, type Submission } from '../../src/record/pathways/record-step.ts'
import { lookAtPathway } from '../../src/record/time/sweep.ts'
import { within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, layOut, moment, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

const RAISED_AT = '2026-11-20T10:00:20Z'
const RAISED = {
  step: 'raise-the-child',
  role: 'social-worker',
  answers: { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' },
}
const WITHDRAWN = {
  step: 'withdraw-the-raise',
  role: 'social-worker',
  answers: { 'what-has-changed': 'mistake', 'what-shows-it': 'An invented letter' },
}

async function raised(): Promise<string> {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway: nextId() }
  await sent({ opens }, RAISED, RAISED_AT)
  return opens.pathway
}

/** Wyn records what happened at ten. */
async function sent(on: Submission['on'], step: typeof RAISED | typeof WITHDRAWN, when: string): Promise<void> {
  const happened = moment('2026-11-20T10:00:00Z')
  const command = { ...step, outcome: null, happened, about: null, supersedes: null, because: null }
  const wyn = { authority: AUTHORITY, person: scene.person('Wyn') }
  const recorded = await within(database.store, wyn, moment(when), (bound) =>
    recordStep(bound, { key: nextId(), on, command }),
  )
  assert.ok('ok' in recorded && recorded.ok, JSON.stringify(recorded))
}

const service = () => ({ authority: AUTHORITY, person: scene.person('service') })

async function keptOf(pathway: string) {
  const { rows } = await database.root.query(
    `select p.stage, p.stale, (select count(*)::int from sightline.owed o where o.pathway_id = p.pathway_id) as owed
     from sightline.pathways p where p.pathway_id = $1`,
    [pathway],
  )
  return rows[0]
}

describe('a look that began before something was recorded', () => {
  it('takes nothing of it away, and leaves the pathway to the next look', async () => {
    const pathway = await raised()
    await database.root.query('update sightline.pathways set stale = true where pathway_id = $1', [pathway])
    await lookAtPathway(database.store, service(), moment('2026-11-20T10:00:10Z'), pathway)
    assert.deepEqual(await keptOf(pathway), { stage: 'raised', stale: true, owed: 1 })
    await lookAtPathway(database.store, service(), moment('2026-11-20T10:05:00Z'), pathway)
    assert.deepEqual(await keptOf(pathway), { stage: 'raised', stale: false, owed: 1 })
  })

  it('leaves what an import said meanwhile to be worked out', async () => {
    const pathway = await raised()
    await database.root.query(
      `insert into sightline.imports (
         authority, import_id, content_hash, files, sources, state, begun, read_on, progressed, taken, by_person
       ) values ($1, $2, sha256('an invented file'), '{}', '[]', 'taken', $3, '2026-11-20', $3, $3, $4)`,
      [AUTHORITY, nextId(), '2026-11-20T10:01:00Z', scene.person('service')],
    )
    await lookAtPathway(database.store, service(), moment('2026-11-20T10:00:30Z'), pathway)
    assert.equal((await keptOf(pathway)).stale, true)
    await lookAtPathway(database.store, service(), moment('2026-11-20T10:05:00Z'), pathway)
    assert.equal((await keptOf(pathway)).stale, false)
  })
})

describe('a step that was sent before the last one was kept', () => {
  it('is kept after it, and a fold of the entries finds the same', async () => {
    const pathway = await raised()
    await sent({ pathway, version: 1 }, WITHDRAWN, '2026-11-20T10:00:19Z')
    const rebuilt = await within(database.store, service(), moment('2026-11-22T03:00:00Z'), (bound) =>
      rebuildPathway(bound, pathway, false),
    )
    assert.ok(rebuilt !== null && 'different' in rebuilt)
    assert.deepEqual(rebuilt.different, [])
  })
})
