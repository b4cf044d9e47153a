// PRA-16: what was recorded by mistake is undone at once, taken back, or moved to the child to whom it belongs.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day } from '../../src/engine/calendar/day.ts'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { grantMembership } from '../../src/record/access/membership.ts'
import { unbound } from '../../src/record/transaction.ts'
import { by, layOutTeam, ledCase, raisedIn, type Team, versionOf } from '../record/access/team.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { hiddenIn, type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database, {}, '2026-11-20T10:05:00Z')
})
after(async () => {
  await face.close()
  await database.close()
})

const signedIn = (name: string): Promise<Visitor> => Visitor.signedIn(face, team.person(name))

/** A child whom Wyn has just raised: the case, the pathway and the address of its only entry. */
async function raised() {
  const caseId = await ledCase(team)
  const pathway = await raisedIn(team, caseId)
  const { rows } = await team.root.query(`select entry_id from sightline.entries where pathway_id = $1`, [pathway])
  return { caseId, pathway, entry: `/pathways/${pathway}/entries/${rows[0].entry_id}` }
}

async function stageOf(pathway: string): Promise<string | null> {
  const { rows } = await team.root.query('select stage from sightline.pathways where pathway_id = $1', [pathway])
  return rows[0].stage
}

/** Sends a task's form, and then its check, and gives what was answered to each. */
async function does(visitor: Visitor, at: string, typed: Record<string, string>) {
  const form = await visitor.get(at)
  assert.equal(form.statusCode, 200, form.body)
  const check = await visitor.post(at, { ...hiddenIn(form.body), ...typed, do: 'check' })
  const done = await visitor.post(at, { ...hiddenIn(check.body), do: 'do' })
  return { check, done }
}

describe('what was recorded by mistake', () => {
  it('is undone by whoever recorded it, for a quarter of an hour', async () => {
    const { pathway, entry } = await raised()
    const wyn = await signedIn('Wyn')
    const wrong = await wyn.get(`${entry}/wrong`)
    assert.match(wrong.body, /You can undo it without saying why/)
    const tam = await signedIn('Tam')
    assert.doesNotMatch((await tam.get(`${entry}/wrong`)).body, /Undo it/)
    const recorded = await wyn.get(entry.replace('entries', 'recorded'))
    const key = /name="key" value="([^"]+)"/.exec(recorded.body)?.[1] ?? ''
    const undone = await wyn.post(`${entry}/undo`, { key })
    assert.equal(undone.statusCode, 303, undone.body)
    assert.equal((await wyn.post(`${entry}/undo`, { key })).headers.location, undone.headers.location)
    assert.equal(await stageOf(pathway), null)
    assert.match((await wyn.get(String(undone.headers.location))).body, /Taken back/)
    const other = await raised()
    face.setNow('2026-11-20T10:16:00Z')
    const late = await wyn.post(`${other.entry}/undo`, { key: nextId() })
    assert.match(late.body, /That time is up/)
    assert.equal(await stageOf(other.pathway), 'raised')
    face.setNow('2026-11-20T10:05:00Z')
  })

  it('is taken back with a reason, once it was said what follows, and whoever was told is told that', async () => {
    const { pathway, entry } = await raised()
    const wyn = await signedIn('Wyn')
    const { check, done } = await does(wyn, `${entry}/take-back`, { because: 'It was a training case.' })
    assert.match(check.body, /No longer owed: /)
    assert.match(check.body, /Told that it was taken back: Tam/)
    assert.equal(done.statusCode, 303, done.body)
    assert.equal(await stageOf(pathway), null)
    const shown = await wyn.get(`/pathways/${pathway}`)
    assert.match(shown.body, /It was a training case/)
    const tam = await signedIn('Tam')
    assert.match((await tam.get('/my-work')).body, /Taken back: /)
    const again = await wyn.get(`${entry}/take-back`)
    assert.match(again.body, /This does not count any more/)
    const nobody = await does(tam, `${entry}/take-back`, { because: '' }).catch(() => null)
    assert.equal(nobody, null)
  })

  it('is moved to the child to whom it belongs, and both records tell so', async () => {
    const from = await raised()
    const to = await ledCase(team)
    await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, [to])))
    const wyn = await signedIn('Wyn')
    const which = await wyn.get(`${from.entry}/move`)
    assert.match(which.body, new RegExp(`/move/${to}`))
    assert.doesNotMatch(which.body, new RegExp(`/move/${from.caseId}`))
    const { check, done } = await does(wyn, `${from.entry}/move/${to}`, { because: 'It was their cousin.' })
    assert.match(check.body, /Plainly Invented: It will stand at: /)
    assert.equal(done.statusCode, 303, done.body)
    const there = String(done.headers.location).split('/')[2] ?? ''
    assert.match((await wyn.get(`/pathways/${there}`)).body, /It was moved here from another child’s record by Wyn/)
    const here = await wyn.get(`/pathways/${from.pathway}`)
    assert.match(here.body, /was moved to another child’s record by Wyn/)
    const undo = /action="([^"]+\/moves\/[^"]+\/undo)"/.exec(here.body)?.[1] ?? ''
    const key = /name="key" value="([^"]+)"/.exec(here.body)?.[1] ?? ''
    assert.equal((await wyn.post(undo, { key })).statusCode, 303)
    assert.equal(await stageOf(there), null)
    assert.equal(await stageOf(from.pathway), 'raised')
    const open = await raised()
    assert.match((await wyn.get(`${from.entry}/move/${open.caseId}`)).body, /This cannot be done/)
  })

  it('is offered to whoever may put it right alone, and who comes all the same is told why before they type', async () => {
    const { caseId, pathway, entry } = await raised()
    const version = await versionOf(team, caseId)
    const letIn = {
      to: { person: team.person('Ash') },
      caseRole: 'let-in-by-name',
      actions: ['read', 'record'],
      compartments: ['shared', 'agency-private'],
      since: day('2026-11-20'),
      until: null,
      reason: 'Invented',
      basis: 'Invented',
    } as const
    assert.ok((await by(team, 'Tam', (bound) => grantMembership(bound, { caseId, version, ...letIn }))).ok)
    const id = entry.split('/').at(-1) ?? ''
    const correct = `/pathways/${pathway}/steps/raise-the-child?corrects=${id}`
    const wyn = await signedIn('Wyn')
    assert.match((await wyn.get(`/pathways/${pathway}`)).body, /Correct it/)
    assert.equal((await wyn.get(correct)).statusCode, 200)
    const ash = await signedIn('Ash')
    const read = await ash.get(`/pathways/${pathway}`)
    assert.equal(read.statusCode, 200)
    assert.doesNotMatch(read.body, /Correct it|Take it back or move it/)
    for (const path of [correct, `${entry}/wrong`, `${entry}/move`, `${entry}/take-back`]) {
      const { statusCode, body } = await ash.get(path)
      assert.equal(statusCode, 403, path)
      assert.match(body, /Assistant Director/i, path)
      assert.doesNotMatch(body, /<textarea|Which child does it belong to/, path)
    }
  })
})
