import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { routesOfAuthority } from '../../src/web/routes.ts'
import { layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { ORIGIN, type TestFace, testFace, Visitor } from './face.ts'
import { type Peer, startPeer } from './identity-provider.ts'

let database: TestDatabase
let team: Team
let here: Peer
let there: Peer
let face: TestFace
let visitor: Visitor

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  ;[here, there] = await Promise.all([startPeer('here', ORIGIN), startPeer('there', ORIGIN)])
  const routes = routesOfAuthority([here.settings, there.settings], ORIGIN)
  face = await testFace(database, { routes, demonstration: false })
  await known(here, 'tam-1', AUTHORITY, team.person('Tam'))
  await database.root.query(`insert into sightline.authorities values ('elsewhere', 'Elsewhere, which is not', true)`)
  await database.root.query(
    `insert into sightline.agencies (authority, agency, title, kind, since)
     values ('elsewhere', 'council', 'Elsewhere', 'council', '2020-01-01')`,
  )
})
beforeEach(() => {
  visitor = new Visitor(face)
})
after(async () => {
  await Promise.all([face.close(), here.close(), there.close()])
  await database.close()
})

async function known(peer: Peer, subject: string, authority: string, person: string): Promise<void> {
  await database.root.query('insert into sightline.sign_ins values ($1, $2, $3, $4)', [
    authority,
    peer.settings.issuer,
    subject,
    person,
  ])
}

/** Begins a sign-in in a browser; gives the address at the provider. */
async function begin(peer: Peer, by: Visitor, next = ''): Promise<string> {
  const answer = await by.get(`/sign-in/providers/${peer.settings.name}${next}`)
  assert.equal(answer.statusCode, 303)
  return String(answer.headers.location)
}

/** The whole way, as somebody whom the provider knows by this name. */
async function signIn(peer: Peer, by: Visitor, subject: string | null) {
  peer.sits(subject)
  return by.get(pathOf(await peer.passThrough(await begin(peer, by))))
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname + search
}

function changed(address: string, name: string, value: string): string {
  const url = new URL(address)
  url.searchParams.set(name, value)
  return url.href
}

async function noted(person: string): Promise<readonly string[]> {
  const { rows } = await database.root.query<{ said: string }>(
    `select e.action || ' ' || e.decision as said from sightline.audit_envelopes e
     join sightline.persons p on p.pseudonym = e.actor where p.person_id = $1 order by e.at, e.envelope_id`,
    [person],
  )
  return rows.map(({ said }) => said)
}

describe('signing in by an identity provider', () => {
  it('leads by link to each provider, and says whom to ask', async () => {
    const page = await visitor.get('/sign-in?next=%2Fmy-work')
    assert.ok(page.body.includes('href="/sign-in/providers/here?next=%2Fmy-work"'))
    assert.ok(page.body.includes('href="/sign-in/providers/there?next=%2Fmy-work"'))
    assert.match(page.body, /the service desk of there/)
  })

  it('begins the session of the person whom the provider proved, and notes it', async () => {
    here.sits('tam-1')
    const asked = await begin(here, visitor, '?next=%2Fmy-work')
    const { searchParams } = new URL(asked)
    assert.equal(searchParams.get('code_challenge_method'), 'S256')
    assert.ok((searchParams.get('nonce') ?? '').length > 30)
    const answer = await visitor.get(pathOf(await here.passThrough(asked)))
    assert.equal(answer.statusCode, 303)
    assert.equal(answer.headers.location, '/my-work')
    assert.match((await visitor.get('/my-work')).body, /You are <strong>Tam/)
    assert.ok((await noted(team.person('Tam'))).includes('sign-in allowed'))
    const { rows } = await database.root.query(`select distinct how from sightline.sessions`)
    assert.deepEqual(rows, [{ how: 'provider' }])
  })

  it('goes to no page of somebody else afterwards', async () => {
    here.sits('tam-1')
    const asked = await begin(here, visitor, '?next=https%3A%2F%2Felsewhere.example')
    const answer = await visitor.get(pathOf(await here.passThrough(asked)))
    assert.equal(answer.headers.location, '/')
  })

  it('takes no state that it did not give, and says so on a page', async () => {
    here.sits('tam-1')
    const back = await here.passThrough(await begin(here, visitor))
    for (const forged of [changed(back, 'state', 'forged'), `${ORIGIN}/sign-in/providers/here/answer`]) {
      const answer = await visitor.get(pathOf(forged))
      assert.equal(answer.statusCode, 400)
      assert.match(answer.body, /<h1[^>]*>Sign in again/)
      assert.equal(visitor.cookies.has('sightline'), false)
    }
  })

  it('takes each answer once', async () => {
    here.sits('tam-1')
    const back = pathOf(await here.passThrough(await begin(here, visitor)))
    assert.equal((await visitor.get(back)).statusCode, 303)
    const again = await visitor.get(back)
    assert.equal(again.statusCode, 400)
    assert.match(again.body, /You are still signed in as Tam/)
  })

  it('takes no answer in another browser, from another provider, or too late', async () => {
    here.sits('tam-1')
    const back = pathOf(await here.passThrough(await begin(here, visitor)))
    assert.equal((await new Visitor(face).get(back)).statusCode, 400)
    assert.equal((await visitor.get(back.replace('/here/', '/there/'))).statusCode, 400)
    face.setNow('2026-11-20T10:10:00Z')
    assert.equal((await visitor.get(back)).statusCode, 400)
    face.setNow('2026-11-20T10:00:00Z')
  })

  it('takes no proof of another question: a wrong nonce, a wrong verifier, a made-up code', async () => {
    here.sits('tam-1')
    for (const [name, value] of [
      ['nonce', 'another'],
      ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
    ] as const) {
      const back = await here.passThrough(changed(await begin(here, visitor), name, value))
      const answer = await visitor.get(pathOf(back))
      assert.equal(answer.statusCode, 400, name)
      assert.match(answer.body, /could not be proved/)
    }
    const back = await here.passThrough(await begin(here, visitor))
    assert.equal((await visitor.get(pathOf(changed(back, 'code', 'made-up')))).statusCode, 400)
    assert.equal(visitor.cookies.has('sightline'), false)
  })

  it('refuses an answer in the name of another issuer', async () => {
    here.sits('tam-1')
    const back = changed(await here.passThrough(await begin(here, visitor)), 'iss', there.settings.issuer)
    assert.match((await visitor.get(pathOf(back))).body, /could not be proved/)
  })

  it('says so where the provider turned the person away', async () => {
    const answer = await signIn(here, visitor, null)
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /Council of here did not sign you in/)
    assert.match(answer.body, /the service desk of here/)
  })

  it('knows nobody by the subject of another issuer, and says whom to ask', async () => {
    const answer = await signIn(there, visitor, 'tam-1')
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /Nobody here by that name/)
    assert.match(answer.body, /<code>tam-1<\/code>/)
    assert.match(answer.body, /the service desk of there/)
    assert.ok(!JSON.stringify(face.lines).includes('tam-1'))
  })

  it('lets nobody in whose account is closed, and notes that it was tried', async () => {
    await known(here, 'dot-1', AUTHORITY, team.person('Dot'))
    await database.root.query(`update sightline.persons set until = '2026-11-01' where person_id = $1`, [
      team.person('Dot'),
    ])
    const answer = await signIn(here, visitor, 'dot-1')
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /Your account is not open/)
    assert.deepEqual(await noted(team.person('Dot')), ['enter refused'])
  })

  it('keeps no other provider out where one is down, and says what to do', async () => {
    const gone = await startPeer('gone', ORIGIN)
    const routes = routesOfAuthority([gone.settings, here.settings], ORIGIN)
    const other = await testFace(database, { routes, demonstration: false })
    const by = new Visitor(other)
    gone.sits('tam-1')
    const back = await gone.passThrough(await begin(gone, by))
    await gone.close()
    const late = await by.get(pathOf(back))
    assert.equal(late.statusCode, 503)
    await other.close()
    const anew = await testFace(database, { routes: routesOfAuthority([gone.settings, here.settings], ORIGIN) })
    const another = new Visitor(anew)
    const down = await another.get('/sign-in/providers/gone')
    assert.equal(down.statusCode, 503)
    assert.match(down.body, /Council of gone does not answer/)
    assert.match(down.body, /the service desk of gone/)
    assert.equal((await signIn(here, another, 'tam-1')).headers.location, '/')
    await anew.close()
  })

  it('finds no provider that is not set up', async () => {
    assert.equal((await visitor.get('/sign-in/providers/nobody')).statusCode, 404)
    assert.equal((await visitor.get('/sign-in/providers/nobody/answer')).statusCode, 404)
  })
})

describe('somebody who works in two authorities', () => {
  const other = nextId()

  before(async () => {
    await database.root.query(
      `insert into sightline.persons (authority, person_id, pseudonym, name, agency, since)
       values ('elsewhere', $1, $2, 'Wyn Elsewhere', 'council', '2020-01-01')`,
      [other, nextId()],
    )
    await known(there, 'wyn-1', AUTHORITY, team.person('Wyn'))
    await known(there, 'wyn-1', 'elsewhere', other)
  })

  it('chooses in which, once they proved who they are', async () => {
    assert.equal((await signIn(there, visitor, 'wyn-1')).headers.location, '/sign-in/authority')
    assert.equal(visitor.cookies.has('sightline'), false)
    const page = await visitor.get('/sign-in/authority')
    assert.match(page.body, /An authority that does not exist/)
    assert.match(page.body, /Elsewhere, which is not/)
    const none = await visitor.post('/sign-in/authority')
    assert.equal(none.statusCode, 400)
    assert.match(none.body, /<title>Error: Choose the authority/)
    assert.equal((await visitor.post('/sign-in/authority', { authority: 'made-up' })).statusCode, 400)
    assert.equal((await visitor.post('/sign-in/authority', { authority: 'elsewhere' })).statusCode, 303)
    assert.match((await visitor.get('/my-work')).body, /Wyn Elsewhere/)
  })

  it('cannot choose in a browser that proved nothing', async () => {
    await signIn(there, visitor, 'wyn-1')
    const stranger = new Visitor(face)
    await stranger.get('/sign-in/authority')
    await stranger.get('/sign-in')
    const answer = await stranger.get('/sign-in/authority')
    assert.equal(answer.statusCode, 400)
    assert.doesNotMatch(answer.body, /Elsewhere/)
  })

  it('is not asked where only one of the accounts is open', async () => {
    await database.root.query(`update sightline.persons set until = '2026-11-01' where person_id = $1`, [other])
    assert.equal((await signIn(there, visitor, 'wyn-1')).headers.location, '/')
    assert.match((await visitor.get('/my-work')).body, /You are <strong>Wyn</)
  })
})
