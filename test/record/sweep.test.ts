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

/** What they were told of duties that have a day, because time passed; or of these kinds. */
async function toldOf(pathway: string, kinds: readonly string[] | null = null): Promise<readonly string[]> {
  const { rows } = await database.root.query<{ told: string }>(
    `select t.kind || ' to ' || p.name || ' of ' || coalesce(to_char(t.due_day, 'YYYY-MM-DD'), 'no day') as told
     from sightline.told t join sightline.persons p using (authority, person_id)
     where t.pathway_id = $1 and ($2::text[] is null and t.due_day is not null or t.kind = any ($2)) order by t.told, t.kind, p.name`,
    [pathway, kinds],
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

  it('tells whom the protocol names next where nobody was there to be sent a notice, once', async () => {
    const pathway = await raised()
    await sweepAt('2026-11-28T07:00:00Z')
    await sweepAt('2026-11-28T08:00:00Z')
    assert.deepEqual(await toldOf(pathway, ['nobody', 'notice']), [
      'notice to Tam of no day',
      'nobody to Ash of no day',
    ])
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

  it('tells nobody of what they may not see, and who manages it that nobody does', async () => {
    const excluded = async (caseId: string, name: string) =>
      database.root.query(
        `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
         values ($1, $2, $3, $4, 'Kin', '2026-01-01', $5)`,
        [AUTHORITY, nextId(), caseId, `person:${scene.person(name)}`, scene.person('Sal')],
      )
    const caseOf = async (pathway: string) => {
      const { rows } = await database.root.query('select case_id from sightline.pathways where pathway_id = $1', [
        pathway,
      ])
      return rows[0].case_id
    }
    const member = (caseId: string, name: string) =>
      database.root.query(
        `insert into sightline.case_members (
           authority, case_id, member_id, person_id, case_role, actions, compartments, since, reason, basis
         ) values ($1, $2, $3, $4, 'manager', '{read,record,manage}', '{shared}', '2026-01-01', 'Invented', 'Invented')`,
        [AUTHORITY, caseId, nextId(), scene.person(name)],
      )
    const [kin, sealed] = [await raised(), await raised()]
    const [kinCase, sealedCase] = [await caseOf(kin), await caseOf(sealed)]
    for (const caseId of [kinCase, sealedCase]) await member(caseId, 'Dot')
    await excluded(kinCase, 'Tam')
    await database.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [sealedCase])
    await sweepAt('2026-12-01T06:00:00Z')
    // Who is excluded owes nothing: whom the protocol tells of silence hears that nobody does.
    assert.deepEqual(await toldOf(kin), ['nobody to Sal of 2026-11-27', 'silence to Sal of 2026-11-27'])
    assert.deepEqual(await toldOf(sealed), ['nobody to Dot of 2026-11-27'])
  })
})
