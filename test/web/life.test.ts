// PRA-04: what changes in a child's life is recorded once, with what follows said beforehand, and taken back where it was wrong.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { hiddenIn, saysOf, type TestFace, testFace, Visitor } from './face.ts'
import { onTheList } from './on-the-list.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let caseId: string
let pathway: string

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database, {}, '2026-11-20T10:05:00Z')
  pathway = await onTheList(team, 'Plainly Invented')
  const { rows } = await team.root.query('select case_id from sightline.pathways where pathway_id = $1', [pathway])
  caseId = rows[0].case_id
})
after(async () => {
  await face.close()
  await database.close()
})

const signedIn = (name: string): Promise<Visitor> => Visitor.signedIn(face, team.person(name))

const DIED = { what: 'death', 'on-day': '19', 'on-month': '11', 'on-year': '2026', details: 'The hospital called.' }

describe('a change in a child’s life', () => {
  it('is recorded once it was said what follows, and whoever owes something finds it', async () => {
    const wyn = await signedIn('Wyn')
    const shown = await wyn.get(`/cases/${caseId}`)
    const at = /href="([^"]+\/life-events\/new)"/.exec(shown.body)?.[1] ?? assert.fail()
    const form = await wyn.get(at)
    const ahead = await wyn.post(at, { ...hiddenIn(form.body), ...DIED, 'on-day': '21', do: 'check' })
    assert.equal(ahead.statusCode, 400)
    assert.match(ahead.body, /The day must be today or in the past/)
    const check = await wyn.post(at, { ...hiddenIn(form.body), ...DIED, do: 'check' })
    assert.match(check.body, /What will follow/)
    assert.match(check.body, /Owed: Say what follows, as the child’s life has changed, by Tam/)
    assert.match(check.body, /pathways that you may not see/)
    assert.match(check.body, /Children Act 2004, section 16C/)
    const done = await wyn.post(at, { ...hiddenIn(check.body), do: 'do' })
    assert.equal(done.statusCode, 303, done.body)
    // Sent twice, it is recorded once.
    await wyn.post(at, { ...hiddenIn(check.body), do: 'do' })
    const { rows } = await team.root.query('select 1 from sightline.life_events')
    assert.equal(rows.length, 1)
    const after = await wyn.get(`/cases/${caseId}`)
    assert.match(after.body, /The child has died: /)
    assert.match(after.body, /The hospital called\./)
    assert.match(after.body, /Notify the national panel of a serious incident/)
    const tam = await signedIn('Tam')
    assert.match((await tam.get('/my-work')).body, /Say what follows, as the child’s life has changed/)
    assert.match((await tam.get(`/pathways/${pathway}`)).body, /The child died on/)
  })

  it('is not recorded again where it is known', async () => {
    const wyn = await signedIn('Wyn')
    const at = `/cases/${caseId}/life-events/new`
    const form = await wyn.get(at)
    const check = await wyn.post(at, { ...hiddenIn(form.body), ...DIED, do: 'check' })
    assert.equal(check.statusCode, 400)
    assert.match(check.body, /It is known already that the child died on/)
  })

  it('is a serious incident whose statutory date is met once somebody records that it was notified', async () => {
    const wyn = await signedIn('Wyn')
    const at = `/cases/${caseId}/notified/new`
    assert.ok((await wyn.get(`/cases/${caseId}`)).body.includes(`href="${at}"`))
    const form = await wyn.get(at)
    const said = { by: 'An invented head of service', reference: 'INV-7', 'on-month': '11', 'on-year': '2026' }
    const ahead = await wyn.post(at, { ...hiddenIn(form.body), ...said, 'on-day': '21', do: 'do' })
    assert.equal(ahead.statusCode, 400)
    const done = await wyn.post(at, { ...hiddenIn(form.body), ...said, 'on-day': '20', do: 'do' })
    assert.equal(done.statusCode, 303, done.body)
    const after = await wyn.get(`/cases/${caseId}`)
    assert.match(
      saysOf(after.body),
      /Notified Friday 20 November 2026.*by An invented head of service.*Reference: INV-7/,
    )
    assert.ok(!after.body.includes(`href="${at}"`))
    const nan = await signedIn('Nan')
    assert.equal((await nan.get(at)).statusCode, 404)
  })

  it('has a notification that was recorded by mistake taken back, both shown, and asks again', async () => {
    const wyn = await signedIn('Wyn')
    const shown = await wyn.get(`/cases/${caseId}`)
    const at = /href="([^"]+\/notified\/[^"]+\/take-back)"/.exec(shown.body)?.[1] ?? assert.fail()
    const form = await wyn.get(at)
    const empty = await wyn.post(at, { ...hiddenIn(form.body), because: ' ', do: 'do' })
    assert.equal(empty.statusCode, 400)
    const done = await wyn.post(at, { ...hiddenIn(form.body), because: 'It was another reference.', do: 'do' })
    assert.equal(done.statusCode, 303, done.body)
    assert.equal((await wyn.get(at)).statusCode, 404)
    const after = await wyn.get(`/cases/${caseId}`)
    assert.match(
      saysOf(after.body),
      /Reference: INV-7.*It was a mistake, as Wyn said .*It was another reference\..*Record that the serious incident was notified/,
    )
    assert.match(saysOf(after.body), /Notify the national panel of a serious incident.*To be done/)
  })

  it('is answered by the decision not to notify, with who decided it and why', async () => {
    const wyn = await signedIn('Wyn')
    const at = `/cases/${caseId}/notified/not`
    assert.ok((await wyn.get(`/cases/${caseId}`)).body.includes(`href="${at}"`))
    const form = await wyn.get(at)
    const said = { by: 'An invented director', 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
    const none = await wyn.post(at, { ...hiddenIn(form.body), ...said, because: '', do: 'check' })
    assert.match(none.body, /Enter why it is not notified/)
    const because = 'Neither abuse nor neglect is suspected.'
    const done = await wyn.post(at, { ...hiddenIn(form.body), ...said, because, do: 'do' })
    assert.equal(done.statusCode, 303, done.body)
    const after = await wyn.get(`/cases/${caseId}`)
    assert.match(saysOf(after.body), /Decided Friday 20 November 2026 not to notify/)
    assert.match(saysOf(after.body), /by An invented director not to notify a serious incident.*Because: Neither abuse/)
    assert.ok(!after.body.includes(`href="${at}"`))
    const quin = await signedIn('Quin')
    const seen = saysOf((await quin.get(`/cases/${caseId}/seen`)).body)
    assert.match(seen, /Recorded that it was decided not to notify a serious incident/)
    assert.match(seen, /Took back what was recorded of notifying a serious incident/)
  })

  it('shows no statutory date of England to an authority of another nation', async () => {
    const wyn = await signedIn('Wyn')
    const ade = await signedIn('Ade')
    await ade.get('/people/nation')
    assert.equal((await ade.post('/people/nation', { nation: 'wales', do: 'do' })).statusCode, 303)
    const elsewhere = saysOf((await wyn.get(`/cases/${caseId}`)).body)
    assert.match(elsewhere, /The statutory dates of Wales are not known here/)
    assert.doesNotMatch(elsewhere, /Notify the national panel/)
    await ade.post('/people/nation', { nation: 'england', do: 'do' })
  })

  it('is taken back with a reason, and nothing follows from it any more', async () => {
    const wyn = await signedIn('Wyn')
    const shown = await wyn.get(`/cases/${caseId}`)
    const at = /href="([^"]+\/take-back)"/.exec(shown.body)?.[1] ?? assert.fail()
    const form = await wyn.get(at)
    const check = await wyn.post(at, { ...hiddenIn(form.body), because: 'It was another child.', do: 'check' })
    assert.match(check.body, /No longer owed: Say what follows/)
    assert.match(check.body, /<title>Check before you go on: it was a mistake – The child has died /)
    const done = await wyn.post(at, { ...hiddenIn(check.body), do: 'do' })
    assert.equal(done.statusCode, 303, done.body)
    assert.equal((await wyn.get(at)).statusCode, 404)
    assert.match((await wyn.get(`/cases/${caseId}`)).body, /It was a mistake, as Wyn said .*It was another child\./)
    const tam = await signedIn('Tam')
    assert.doesNotMatch((await tam.get('/my-work')).body, /Say what follows/)
    assert.doesNotMatch((await tam.get(`/pathways/${pathway}`)).body, /The child died on/)
  })

  it('is not there for whoever may not record in the case', async () => {
    const others = await signedIn('Otto')
    assert.equal((await others.get(`/cases/${caseId}/life-events/new`)).statusCode, 404)
  })
})
