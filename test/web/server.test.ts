import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { kindOfRecord } from '../../src/record/people/demonstration.ts'
import { identifier, openRoute, several } from '../../src/web/route.ts'
import { DEMONSTRATION_ROUTES } from '../../src/web/routes.ts'
import { buildServer, RoutesRefused } from '../../src/web/server.ts'
import { layOutTeam, ledCase, raisedIn, type Team } from '../record/access/team.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { ORIGIN, type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
})
after(async () => {
  await face.close()
  await database.close()
})

describe('signing in to the demonstration', () => {
  it('leads to what the person owes, and out again', async () => {
    const pathway = await raisedIn(team, await ledCase(team))
    const visitor = new Visitor(face)
    const asked = await visitor.get('/my-work')
    assert.equal(asked.headers.location, '/sign-in?next=%2Fmy-work')
    const signedIn = await visitor.signIn(team.person('Tam'))
    assert.equal(signedIn.statusCode, 303)
    const work = await visitor.get('/my-work')
    assert.equal(work.statusCode, 200)
    assert.match(work.body, /Plainly Invented/)
    assert.ok(work.body.includes(`/pathways/${pathway}`))
    assert.match(work.body, /Demonstration/)
    const out = await visitor.post('/sign-out')
    assert.match(String(out.headers['clear-site-data']), /cookies/)
    assert.equal((await visitor.get('/my-work')).statusCode, 303)
  })

  it('gives a new token each time, and keeps none of them', async () => {
    const visitor = new Visitor(face)
    await visitor.signIn(team.person('Tam'))
    const first = visitor.cookies.get('sightline') ?? ''
    await visitor.signIn(team.person('Wyn'))
    const second = visitor.cookies.get('sightline') ?? ''
    assert.notEqual(first, second)
    const { rows } = await database.root.query('select token_hash from sightline.sessions')
    const kept = rows.map((row) => row.token_hash.toString('base64url'))
    assert.ok(!kept.includes(first) && !kept.includes(second))
  })

  it('is for a record of invented people alone', async () => {
    assert.equal(await kindOfRecord(database.store), 'invented')
    const empty = await testDatabase()
    assert.equal(await kindOfRecord(empty.store), 'nothing')
    await empty.root.query(`insert into sightline.authorities values ('somewhere', 'Somewhere', false)`)
    assert.equal(await kindOfRecord(empty.store), 'real')
    await empty.close()
  })

  it('asks for a choice where none is made, and for nobody who is not there', async () => {
    const visitor = new Visitor(face)
    await visitor.get('/sign-in')
    const answer = await visitor.post('/sign-in', { person: 'nobody' })
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, /<title>Error: Choose who to be/)
  })
})

describe('a session', () => {
  it('ends when it is not used, when its time is up, and when the account is closed', async () => {
    const visitor = new Visitor(face)
    await visitor.signIn(team.person('Tam'))
    face.setNow('2026-11-20T10:59:00Z')
    assert.equal((await visitor.get('/my-work')).statusCode, 200)
    face.setNow('2026-11-20T11:58:00Z')
    assert.equal((await visitor.get('/my-work')).statusCode, 200)
    face.setNow('2026-11-20T12:58:00Z')
    assert.equal((await visitor.get('/my-work')).statusCode, 303)
    await visitor.signIn(team.person('Tam'))
    await database.root.query(`update sightline.persons set until = '2026-11-20' where person_id = $1`, [
      team.person('Tam'),
    ])
    assert.equal((await visitor.get('/my-work')).statusCode, 403)
    await database.root.query(`update sightline.persons set until = null where person_id = $1`, [team.person('Tam')])
    face.setNow('2026-11-20T10:00:00Z')
  })
})

describe('a form', () => {
  it('is taken only from a page of ours that this browser was given', async () => {
    const visitor = new Visitor(face)
    await visitor.signIn(team.person('Tam'))
    const forged: readonly [Record<string, string>, Record<string, string>][] = [
      [{ _csrf: '' }, {}],
      [{ _csrf: 'A'.repeat(86) }, {}],
      [{}, { 'sec-fetch-site': 'cross-site' }],
      [{}, { 'sec-fetch-site': 'same-site' }],
    ]
    for (const [fields, headers] of forged) {
      assert.equal((await visitor.post('/sign-out', fields, headers)).statusCode, 403)
    }
    const another = new Visitor(face)
    await another.signIn(team.person('Wyn'))
    const page = await another.get('/my-work')
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(page.body) ?? []
    assert.equal((await visitor.post('/sign-out', { _csrf: token })).statusCode, 403)
    assert.equal((await visitor.get('/my-work')).statusCode, 200)
  })

  it('is told by its origin where the browser says nothing else', async () => {
    const visitor = new Visitor(face)
    await visitor.get('/sign-in')
    const { cookies } = visitor
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    for (const [origin, status] of [
      [ORIGIN, 403],
      ['https://elsewhere.example', 403],
      ['null', 403],
    ] as const) {
      const headers = { host: 'localhost:3000', cookie, origin, 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await face.server.inject({ method: 'POST', url: '/sign-in', headers, payload: 'person=x' })
      assert.equal(answer.statusCode, status)
    }
  })
})

describe('every answer', () => {
  it('bears the headers, whatever it is', async () => {
    const visitor = new Visitor(face)
    await visitor.signIn(team.person('Tam'))
    for (const path of [
      '/my-work',
      '/sign-in',
      '/health',
      '/ready',
      '/nowhere',
      '/my-work?after=x',
      '/%',
      '/assets/x',
    ]) {
      const { headers } = await visitor.get(path)
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/, path)
      assert.equal(headers['referrer-policy'], 'no-referrer', path)
      assert.equal(headers['cache-control'], 'no-store', path)
      assert.equal(headers['x-content-type-options'], 'nosniff', path)
    }
  })

  it('is refused where it was asked of another name, but to machines that watch', async () => {
    const host = 'elsewhere.example'
    for (const path of ['/', '/sign-in', '/no-such-page']) {
      assert.equal((await new Visitor(face).get(path, { host })).statusCode, 400, path)
    }
    for (const path of ['/health', '/ready']) {
      assert.equal((await new Visitor(face).get(path, { host })).statusCode, 200, path)
    }
  })

  it('is one too many after so many in a minute', async () => {
    const few = await testFace(database, { limits: { aMinute: 2 } })
    const visitor = new Visitor(few)
    const statuses: number[] = []
    for (let i = 0; i < 3; i++) statuses.push((await visitor.get('/health')).statusCode)
    await few.close()
    assert.deepEqual(statuses, [200, 200, 429])
  })

  it('is counted by where it comes from, as those say who stand before the server and nobody else', async () => {
    const asked = async (proxies: readonly string[]): Promise<readonly number[]> => {
      const few = await testFace(database, { limits: { aMinute: 1 }, proxies })
      const statuses: number[] = []
      for (const from of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) {
        statuses.push((await new Visitor(few).get('/health', { 'x-forwarded-for': from })).statusCode)
      }
      await few.close()
      return statuses
    }
    assert.deepEqual(await asked([]), [200, 429, 429])
    assert.deepEqual(await asked(['10.0.0.0/8']), [200, 429, 429])
    assert.deepEqual(await asked(['127.0.0.1']), [200, 429, 200])
  })

  it('is written down by its pattern, without what was asked for', async () => {
    const visitor = new Visitor(face)
    await visitor.get('/nowhere?child=Plainly')
    assert.ok(!JSON.stringify(face.lines).includes('Plainly'))
  })
})

describe('what a path and a form give', () => {
  it('is an identifier in one spelling, and a list however often a field came', () => {
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
    assert.deepEqual(
      [id, id.toUpperCase(), `${id} `, ''].map((text) => identifier.safeParse(text).success),
      [true, false, false, false],
    )
    assert.deepEqual(
      [undefined, 'a', ['a', 'b']].map((given) => several.parse(given)),
      [[], ['a'], ['a', 'b']],
    )
  })
})

describe('a list of routes', () => {
  const page = openRoute({
    method: 'GET',
    path: '/page',
    because: 'a test',
    audit: { notesNothing: 'a test' },
    handle: async () => ({ kind: 'not-found' }),
  })

  it('is refused where it is not whole', async () => {
    const faulty = [
      [page, page],
      [{ ...page, audit: { notesNothing: '' } }],
      [{ ...page, path: '/page/:case' }],
      [{ ...page, permission: { kind: 'may', action: 'read', of: 'case' } as const }],
      [{ ...page, path: '/Page' }],
    ]
    for (const routes of faulty) {
      await assert.rejects(
        buildServer({
          ...{ store: database.store, now: () => Date.parse('2026-11-20') as never, origins: [ORIGIN], routes },
          ...{ demonstration: true, session: { idleMinutes: 1, longestHours: 1 }, limits: { aMinute: 1 } },
          ...{ imports: null, log: () => undefined },
        }),
        RoutesRefused,
      )
    }
  })

  it('is whole as it is', () => {
    assert.ok(DEMONSTRATION_ROUTES.length > 5)
  })
})
