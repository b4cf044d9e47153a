import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { z } from 'zod'
import { type Route, route } from '../../src/web/route.ts'
import { DEMONSTRATION_ROUTES, routesOfAuthority } from '../../src/web/routes.ts'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { ORIGIN, type TestFace, testFace, Visitor } from './face.ts'
import { type Peer, startPeer } from './identity-provider.ts'

// What only whoever signed in a few minutes ago may do.

const done: string[] = []

const WITHIN_TEN_MINUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/grave',
    permission: { kind: 'signed-in' },
    freshMinutes: 10,
    audit: { notesNothing: 'it is of a test' },
    handle: async () => ({ kind: 'file', name: 'grave.txt', type: 'text/plain', content: 'grave', as: 'shown' }),
  }),
  route({
    method: 'POST',
    path: '/grave',
    permission: { kind: 'signed-in' },
    freshMinutes: 10,
    audit: { notesNothing: 'it is of a test' },
    body: z.object({ kept: z.string().optional() }),
    keepLate: async ({ body }) => (body.kept === undefined ? null : `/grave?kept=${body.kept}`),
    handle: async () => {
      done.push('grave')
      return { kind: 'redirect', to: '/my-work' }
    },
  }),
]

let database: TestDatabase
let team: Team
let here: Peer

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  here = await startPeer('here', ORIGIN)
  for (const [subject, name] of [
    ['tam-1', 'Tam'],
    ['wyn-1', 'Wyn'],
  ] as const) {
    await database.root.query('insert into sightline.sign_ins values ($1, $2, $3, $4)', [
      AUTHORITY,
      here.settings.issuer,
      subject,
      team.person(name),
    ])
  }
})
after(async () => {
  await here.close()
  await database.close()
})

function pathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname + search
}

describe('what needs a fresh sign-in', () => {
  let face: TestFace
  let visitor: Visitor

  before(async () => {
    // The invented way in, over people whom the authority calls invented.
    await database.root.query('update sightline.authorities set demonstration = true')
    face = await testFace(database, { routes: [...DEMONSTRATION_ROUTES, ...WITHIN_TEN_MINUTES] })
    visitor = new Visitor(face)
    await visitor.signIn(team.person('Tam'))
  })
  after(() => face.close())

  it('is there for ten minutes', async () => {
    face.setNow('2026-11-20T10:10:00Z')
    assert.equal((await visitor.get('/grave')).body, 'grave')
    assert.equal((await visitor.post('/grave')).headers.location, '/my-work')
    assert.deepEqual(done, ['grave'])
  })

  it('is asked for once more then, and leads back to where it was asked for', async () => {
    face.setNow('2026-11-20T10:10:01Z')
    const asked = await visitor.get('/grave?kept=1')
    assert.equal(asked.headers.location, `/sign-in/again?next=${encodeURIComponent('/grave?kept=1')}`)
    const before = visitor.cookies.get('sightline')
    assert.match((await visitor.get(String(asked.headers.location))).body, /I am Tam/)
    const back = await visitor.post('/sign-in/again', { next: '/grave?kept=1' })
    assert.equal(back.headers.location, '/grave?kept=1')
    assert.notEqual(visitor.cookies.get('sightline'), before)
    assert.equal((await visitor.get('/grave?kept=1')).body, 'grave')
  })

  it('is not done by a form that comes later, which is kept where its page keeps it', async () => {
    await visitor.get('/my-work')
    face.setNow('2026-11-20T10:30:00Z')
    const lost = await visitor.post('/grave')
    assert.equal(lost.statusCode, 403)
    assert.match(lost.body, /Show once more who you are/)
    const kept = await visitor.post('/grave', { kept: 'a1' })
    assert.equal(kept.headers.location, `/sign-in/again?next=${encodeURIComponent('/grave?kept=a1')}`)
    assert.deepEqual(done, ['grave'])
  })

  it('is for nobody who is not signed in', async () => {
    const stranger = new Visitor(face)
    assert.match(String((await stranger.get('/grave')).headers.location), /^\/sign-in\?/)
    assert.match(String((await stranger.get('/sign-in/again')).headers.location), /^\/sign-in\?/)
  })
})

describe('a fresh sign-in at an identity provider', () => {
  let face: TestFace
  let visitor: Visitor

  before(async () => {
    await database.root.query('update sightline.authorities set demonstration = false')
    const routes = [...routesOfAuthority([here.settings], ORIGIN), ...WITHIN_TEN_MINUTES]
    face = await testFace(database, { routes, demonstration: false })
    visitor = new Visitor(face)
    await come('tam-1', '/sign-in/providers/here')
  })
  after(() => face.close())

  async function come(subject: string, path: string, change: (at: URL) => void = () => undefined, since?: number) {
    here.sits(subject, since)
    const asked = new URL(String((await visitor.get(path)).headers.location))
    change(asked)
    return visitor.get(pathOf(await here.passThrough(asked.href)))
  }

  it('is not one where the provider does not say when that was', async () => {
    const asked = await visitor.get('/grave')
    assert.equal(asked.headers.location, '/sign-in/again?next=%2Fgrave')
    const page = await visitor.get('/sign-in/again?next=%2Fgrave')
    assert.ok(page.body.includes('href="/sign-in/providers/here?next=%2Fgrave&amp;again=yes"'))
    const answer = await come('tam-1', '/sign-in/providers/here?next=%2Fgrave&again=yes', ({ searchParams }) => {
      searchParams.delete('max_age')
      searchParams.delete('prompt')
    })
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /You did not sign in once more/)
    assert.match(String((await visitor.get('/grave')).headers.location), /again/)
  })

  it('is not one of somebody else', async () => {
    const answer = await come('wyn-1', '/sign-in/providers/here?next=%2Fgrave&again=yes')
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /That is somebody else/)
    assert.match((await visitor.get('/my-work')).body, /You are <strong>Tam/)
  })

  it('is one where the provider asked anew, and leads back', async () => {
    const answer = await come('tam-1', '/sign-in/providers/here?next=%2Fgrave&again=yes')
    assert.equal(answer.headers.location, '/grave')
    assert.equal((await visitor.get('/grave')).body, 'grave')
  })

  it('is not one where it was before the question', async () => {
    visitor = new Visitor(face)
    await come('tam-1', '/sign-in/providers/here')
    const path = '/sign-in/providers/here?next=%2Fgrave&again=yes'
    const tellsWhen = JSON.stringify({ id_token: { auth_time: { essential: true } } })
    const answer = await come('tam-1', path, wishes(tellsWhen), 1_000_000_000)
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /signed in earlier/)
    assert.equal((await come('tam-1', path, wishes(tellsWhen))).headers.location, '/grave')
  })

  /** Asks the provider for no new sign-in, and for when the last was. */
  function wishes(claims: string): (at: URL) => void {
    return ({ searchParams }) => {
      searchParams.delete('max_age')
      searchParams.delete('prompt')
      searchParams.set('claims', claims)
    }
  }
})
