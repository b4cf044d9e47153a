import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { toldCase } from './child.ts'
import { type TestFace, testFace, Visitor } from './face.ts'
import { onTheList } from './on-the-list.ts'

const FIRST_BYTES = 150_000
const LATER_BYTES = 30_000

let database: TestDatabase
let team: Team
let face: TestFace
let caseId: string
let pathway: string

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
  caseId = (await toldCase(team)).caseId
  pathway = await onTheList(team, 'Plainly Invented')
})
after(async () => {
  await face.close()
  await database.close()
})

const PACKED = { 'accept-encoding': 'br, gzip' }

/** The bytes of a page as a browser is sent it, and of every file that it asks for and does not have yet. */
async function weightOf(visitor: Visitor, path: string, has: Set<string>): Promise<number> {
  const plain = await visitor.get(path)
  assert.equal(plain.statusCode, 200, path)
  let bytes = (await visitor.get(path, PACKED)).rawPayload.length
  for (const [, url = ''] of plain.body.matchAll(/(?:src|href)="(\/assets\/[^"]+|[^"]+\.svg[^"]*)"/g)) {
    // What one script loads another by stands in the page too.
    if (has.has(url)) continue
    const file = await visitor.get(url, PACKED)
    assert.equal(file.statusCode, 200, url)
    if (url.startsWith('/assets/')) {
      assert.match(String(file.headers['cache-control']), /immutable/)
      has.add(url)
    }
    bytes += file.rawPayload.length
  }
  return bytes
}

describe('what is sent', () => {
  it('is under 150 kB on the first visit, and under 30 kB for each later page', async () => {
    const visitor = new Visitor(face)
    const has = new Set<string>()
    const first = await weightOf(visitor, '/sign-in', has)
    await visitor.signIn(team.person('Tam'))
    const files = [...has].length
    const firstPage = await weightOf(visitor, '/my-work', has)
    assert.ok(first + firstPage < FIRST_BYTES, `${first + firstPage} bytes`)
    assert.ok(files >= 3, `${files} files`)
    const pages = [
      '/my-work',
      '/lists',
      '/lists/cases-of-most-concern',
      '/lists/cases-of-most-concern/kept',
      '/coming-up',
    ]
    for (const path of [...pages, `/cases/${caseId}`, `/pathways/${pathway}`]) {
      await weightOf(visitor, path, has)
      const later = await weightOf(visitor, path, has)
      assert.ok(later < LATER_BYTES, `${path}: ${later} bytes`)
    }
  })
})
