import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeCalendarMails } from '../../src/record/notices/calendar-mails.ts'
import { unbound, within } from '../../src/record/transaction.ts'
import { REFERRAL } from '../walks/buckinghamshire/given.ts'
import { layOutPanel, Told } from '../web/shared-plan.ts'
import { AUTHORITY, addCase, moment, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOutPanel(database)
  await scene.root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     values ($1, $2, $3, 'substance-misuse', '2020-01-01')`,
    [AUTHORITY, nextId(), scene.person('Rae')],
  )
})
after(() => database.close())

/** The days of the sittings to which somebody is asked to come. */
async function askedTo(name: string, when: string): Promise<readonly string[]> {
  const service = { authority: AUTHORITY, person: scene.person('service') }
  await within(database.store, service, moment(when), (bound) => unbound(bound, () => makeCalendarMails(bound)))
  const { rows } = await scene.root.query(
    `select s.sits_on::text as on from sightline.calendar_mails c join sightline.sittings s using (authority, sitting_id)
     where c.person_id = $1 and c.method = 'request' order by s.sits_on`,
    [scene.person(name)],
  )
  return rows.map(({ on }) => on)
}

describe('who comes to a sitting for one case', () => {
  it('is sent an invitation to it, and to one that is called sooner', async () => {
    const told = new Told(scene)
    const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
    const referral = { step: 'refer-to-the-panel', role: 'social-worker', answers: REFERRAL }
    await told.opens('Wyn', caseId, 'complex-cases', referral, '2026-11-02T10:00:00Z')
    assert.deepEqual(await askedTo('Rae', '2026-11-02T11:00:00Z'), [])
    const answers = { 'invite-besides': ['substance-misuse'], 'legal-considered': 'legal-there' }
    await told.adds('Ade', { step: 'send-invitations', role: 'business-unit', answers }, '2026-11-03T09:00:00Z')
    assert.deepEqual(await askedTo('Rae', '2026-11-03T10:00:00Z'), ['2026-11-11'])
    assert.deepEqual(await askedTo('Wyn', '2026-11-03T10:00:00Z'), ['2026-11-11'])
    const called = { 'sitting-on': '2026-11-05T10:00:00Z', 'sitting-why': 'Missing.' }
    await told.adds('Sal', { step: 'call-a-sitting', role: 'panel-chair', answers: called }, '2026-11-03T12:00:00Z')
    const { rows } = await scene.root.query(
      `select sits_on::text as on, starts is not null as starts, ends from sightline.sittings where sits_on = '2026-11-05'`,
    )
    assert.deepEqual(rows, [{ on: '2026-11-05', starts: true, ends: null }])
    assert.ok((await askedTo('Rae', '2026-11-03T13:00:00Z')).includes('2026-11-05'))
    assert.ok((await askedTo('Otto', '2026-11-03T13:00:00Z')).includes('2026-11-05'))
  })
})
