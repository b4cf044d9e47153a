import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, ledCase, raisedIn, type Team } from '../record/access/team.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let pathway: string

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
  pathway = await raisedIn(team, await ledCase(team))
})
after(async () => {
  await face.close()
  await database.close()
})

async function asked(name: string, path: string) {
  const visitor = new Visitor(face)
  await visitor.signIn(team.person(name))
  return visitor.get(path)
}

describe('the page of a pathway', () => {
  it('tells a worker of the case where it stands, in names and not in identifiers', async () => {
    const page = await asked('Tam', `/pathways/${pathway}`)
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /What you can do now/)
    assert.match(page.body, /What is owed/)
    const written = page.body.replace(/(href|src|action|value)="[^"]*"/g, '')
    assert.doesNotMatch(written, /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
  })

  it('is not there for somebody who need not know, as for one that is not there at all', async () => {
    const [forbidden, unknown] = [
      await asked('Otto', `/pathways/${pathway}`),
      await asked('Otto', `/pathways/${nextId()}`),
    ]
    assert.equal(forbidden.statusCode, 404)
    assert.equal(forbidden.body.replaceAll(/value="[^"]*"/g, ''), unknown.body.replaceAll(/value="[^"]*"/g, ''))
  })

  it('shows a day that has passed as it was known then, and refuses one to come', async () => {
    const before = await asked('Tam', `/pathways/${pathway}?day=2026-01-05`)
    assert.match(before.body, /Monday 5 January 2026, as it was known then/)
    const ahead = await asked('Tam', `/pathways/${pathway}?day=2031-01-05`)
    assert.equal(ahead.statusCode, 400)
    assert.match(ahead.body, /Enter a day that has begun/)
  })

  it('is drawn for whoever may read it alone', async () => {
    const drawn = await asked('Tam', `/pathways/${pathway}/drawing.svg`)
    assert.match(drawn.body, /^<svg /)
    assert.equal((await asked('Otto', `/pathways/${pathway}/drawing.svg`)).statusCode, 404)
  })

  it('gives no document that was not made, and of no pathway that may not be read', async () => {
    for (const name of ['Tam', 'Otto']) {
      assert.equal((await asked(name, `/pathways/${pathway}/papers/case-note.pdf`)).statusCode, 404)
      assert.equal((await asked(name, `/pathways/${pathway}/papers/case-note.exe`)).statusCode, 404)
    }
  })
})
