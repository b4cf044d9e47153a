import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { invite } from '../../src/cases/invite/invite.ts'
import { routesOfAuthority } from '../../src/web/routes.ts'
import { by, layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { Authenticator, optionsOf, type Twist } from './authenticator.ts'
import { ORIGIN, type TestFace, testFace, Visitor } from './face.ts'

const NOW = '2026-11-20T10:00:00Z'

let database: TestDatabase
let team: Team
let face: TestFace

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await database.root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     values ($1, $2, $3, 'administrator', '2020-01-01')`,
    [AUTHORITY, nextId(), team.person('Sal')],
  )
  face = await testFace(database, { routes: routesOfAuthority([], ORIGIN), demonstration: false }, NOW)
})
after(async () => {
  await face.close()
  await database.close()
})

/** A token for somebody, made by the administrator. */
async function tokenFor(name: string, maker = 'Sal', when = NOW): Promise<string> {
  const made = await by(team, maker, (bound) => invite(bound, team.person(name)), when)
  assert.ok(made.ok)
  return made.token
}

/** Makes a passkey as somebody invited would; gives what became of it. */
async function make(visitor: Visitor, token: string, device: Authenticator, twist: Twist = {}) {
  await visitor.get('/invitation')
  const page = await visitor.post('/invitation', { code: `${ORIGIN}/invitation#${token}` })
  if (page.statusCode !== 200) return page
  const { challenge } = optionsOf(page.body)
  return visitor.post('/invitation/passkey', { challenge, response: device.make(page.body, twist), title: 'Laptop' })
}

/** Shows a passkey at the page of signing in. */
async function show(visitor: Visitor, device: Authenticator, twist: Twist = {}, path = '/sign-in/passkey') {
  const page = await visitor.get(path)
  assert.equal(page.statusCode, 200)
  const fields = hiddenOf(page.body)
  return visitor.post('/sign-in/passkey', { ...fields, response: device.show(page.body, twist) })
}

function hiddenOf(page: string): Readonly<Record<string, string>> {
  const found = [...page.matchAll(/<input type="hidden" name="(challenge|next|again)" value="([^"]*)">/g)]
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]))
}

/** Somebody with a passkey, signed in by it. */
async function withPasskey(name: string): Promise<{ visitor: Visitor; device: Authenticator }> {
  const visitor = new Visitor(face)
  const device = new Authenticator(ORIGIN)
  const made = await make(visitor, await tokenFor(name), device)
  assert.equal(made.statusCode, 303, made.body)
  await visitor.get('/my-work')
  return { visitor, device }
}

async function noted(person: string): Promise<readonly string[]> {
  const { rows } = await database.root.query<{ said: string }>(
    `select e.action || ' ' || e.decision as said from sightline.audit_envelopes e
     join sightline.persons p on p.pseudonym = e.actor where p.person_id = $1`,
    [person],
  )
  return rows.map(({ said }) => said)
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.get('/my-work')).statusCode === 200
}

describe('an invitation', () => {
  it('makes a passkey once, which signs in its person at once and later', async () => {
    const token = await tokenFor('Wyn')
    const visitor = new Visitor(face)
    const device = new Authenticator(ORIGIN)
    const made = await make(visitor, token, device)
    assert.equal(made.headers.location, '/')
    assert.match((await visitor.get('/my-work')).body, /You are <strong>Wyn/)
    assert.equal((await visitor.post('/sign-out')).statusCode, 303)
    const later = await show(visitor, device, {}, '/sign-in/passkey?next=%2Flists')
    assert.equal(later.headers.location, '/lists')
    const { rows } = await database.root.query(
      `select how, fresh_since = began as fresh, passkey_id is not null as by from sightline.sessions where person_id = $1`,
      [team.person('Wyn')],
    )
    assert.deepEqual(rows, [{ how: 'passkey', fresh: true, by: true }])
    const again = await make(new Visitor(face), token, new Authenticator(ORIGIN))
    assert.equal(again.statusCode, 403)
    assert.match(again.body, /This link was used/)
    const events = await noted(team.person('Wyn'))
    for (const event of ['make-passkey allowed', 'use-invitation allowed', 'use-passkey allowed', 'sign-in allowed']) {
      assert.ok(events.includes(event), event)
    }
  })

  it('is of no use once it has expired, was withdrawn by a newer one, or its account is closed', async () => {
    const expired = await tokenFor('Rae', 'Sal', '2026-11-17T09:00:00Z')
    assert.match((await make(new Visitor(face), expired, new Authenticator(ORIGIN))).body, /This link has expired/)
    const first = await tokenFor('Rae')
    const second = await tokenFor('Rae')
    assert.match((await make(new Visitor(face), first, new Authenticator(ORIGIN))).body, /This link was withdrawn/)
    const until = 'update sightline.persons set until = $1 where person_id = $2'
    await database.root.query(until, ['2026-11-01', team.person('Rae')])
    const closed = await make(new Visitor(face), second, new Authenticator(ORIGIN))
    assert.equal(closed.statusCode, 403)
    assert.match(closed.body, /Your account is not open/)
    await database.root.query(until, [null, team.person('Rae')])
  })

  it('that nobody made is told from one with a part missing by nobody', async () => {
    const visitor = new Visitor(face)
    await visitor.get('/invitation')
    const short = await visitor.post('/invitation', { code: 'abc' })
    assert.equal(short.statusCode, 400)
    assert.match(short.body, /<title>Error: Make a passkey/)
    const made = await visitor.post('/invitation', { code: 'A'.repeat(43) })
    assert.equal(made.statusCode, 403)
    assert.match(made.body, /This link invites nobody/)
  })

  it('opened twice makes one passkey', async () => {
    const token = await tokenFor('Rae')
    const visitors = [new Visitor(face), new Visitor(face)]
    const pages: string[] = []
    for (const visitor of visitors) {
      await visitor.get('/invitation')
      pages.push((await visitor.post('/invitation', { code: token })).body)
    }
    const statuses: number[] = []
    for (const [at, visitor] of visitors.entries()) {
      const page = pages[at] ?? ''
      const response = new Authenticator(ORIGIN).make(page)
      const { challenge } = optionsOf(page)
      statuses.push((await visitor.post('/invitation/passkey', { challenge, response })).statusCode)
    }
    assert.deepEqual(statuses, [303, 403])
    const { rows } = await database.root.query('select title from sightline.passkeys where person_id = $1', [
      team.person('Rae'),
    ])
    assert.deepEqual(rows, [{ title: 'A device without a name' }])
  })

  it('makes no passkey for another origin, an old challenge, a device that has not seen its owner, or of rubbish', async () => {
    const token = await tokenFor('Tam')
    for (const twist of [
      { origin: 'https://elsewhere.example' },
      { challenge: 'b3RoZXI' },
      { flags: 0x41 },
      { type: 'webauthn.get' },
    ]) {
      const refused = await make(new Visitor(face), token, new Authenticator(ORIGIN), twist)
      assert.equal(refused.statusCode, 400, JSON.stringify(twist))
      assert.match(refused.body, /proves no passkey/)
    }
    const visitor = new Visitor(face)
    await visitor.get('/invitation')
    for (const response of [
      '',
      '{',
      'null',
      '{"id":"!"}',
      JSON.stringify({
        id: 'AA',
        rawId: 'AA',
        type: 'public-key',
        response: { clientDataJSON: 'AA', attestationObject: 'AA' },
      }),
    ]) {
      const page = await visitor.post('/invitation', { code: token })
      const answer = await visitor.post('/invitation/passkey', { challenge: optionsOf(page.body).challenge, response })
      assert.equal(answer.statusCode, 400, response)
    }
    const device = new Authenticator(ORIGIN)
    const page = await visitor.post('/invitation', { code: token })
    const fields = { challenge: optionsOf(page.body).challenge, response: device.make(page.body) }
    const stranger = new Visitor(face)
    await stranger.get('/invitation')
    assert.equal((await stranger.post('/invitation/passkey', fields)).statusCode, 400)
    assert.equal((await visitor.post('/invitation/passkey', fields)).statusCode, 303)
    const { rows } = await database.root.query('select count(*) from sightline.passkeys where person_id = $1', [
      team.person('Tam'),
    ])
    assert.deepEqual(rows, [{ count: '1' }])
  })

  it('takes no passkey that somebody else has', async () => {
    const { device } = await withPasskey('Wyn')
    const refused = await make(new Visitor(face), await tokenFor('Quin'), device)
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /known already/)
    assert.ok((await noted(team.person('Quin'))).includes('make-passkey refused'))
  })
})

describe('a passkey', () => {
  it('proves nothing by a replayed answer, another origin, another challenge, another signature or without its owner', async () => {
    const { device } = await withPasskey('Wyn')
    const visitor = new Visitor(face)
    const page = await visitor.get('/sign-in/passkey')
    const fields = { ...hiddenOf(page.body), response: device.show(page.body) }
    assert.equal((await visitor.post('/sign-in/passkey', fields)).statusCode, 303)
    await visitor.get('/my-work')
    await visitor.post('/sign-out')
    await visitor.get('/sign-in/passkey')
    const replayed = await visitor.post('/sign-in/passkey', fields)
    assert.equal(replayed.statusCode, 400)
    assert.match(replayed.body, /sent already/)
    const twists: readonly Twist[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'http://localhost:3001' },
      { challenge: 'b3RoZXI' },
      { signature: 'AAAA' },
      { flags: 0x01 },
      { type: 'webauthn.create' },
      { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' },
    ]
    for (const twist of twists) {
      const refused = await show(new Visitor(face), device, twist)
      assert.equal(refused.statusCode, 400, JSON.stringify(twist))
      assert.match(refused.body, /proves nothing/)
    }
    assert.equal((await show(new Visitor(face), device)).statusCode, 303)
  })

  it('is no other person’s: their credential with one’s own signature proves nothing', async () => {
    const wyn = await withPasskey('Wyn')
    const rae = await withPasskey('Rae')
    const forged = await show(new Visitor(face), rae.device, { id: wyn.device.id })
    assert.equal(forged.statusCode, 400)
    const unknown = await show(new Visitor(face), rae.device, { id: 'A'.repeat(43) })
    assert.equal(unknown.statusCode, 403)
    assert.match(unknown.body, /not known here/)
  })

  it('that goes back in its count was copied: it is revoked, and its sessions end', async () => {
    const { visitor, device } = await withPasskey('Rae')
    assert.equal((await show(new Visitor(face), device, { counter: 40 })).statusCode, 303)
    assert.ok(await isSignedIn(visitor))
    const copied = await show(new Visitor(face), device, { counter: 40 })
    assert.equal(copied.statusCode, 403)
    assert.match(copied.body, /may have been copied/)
    assert.equal(await isSignedIn(visitor), false)
    assert.match((await show(new Visitor(face), device, { counter: 90 })).body, /was revoked/)
    assert.ok((await noted(team.person('Rae'))).includes('use-passkey refused'))
  })

  it('does not count itself out by what anybody may send', async () => {
    const { device } = await withPasskey('Rae')
    assert.equal((await show(new Visitor(face), device, { counter: 9 })).statusCode, 303)
    assert.equal((await show(new Visitor(face), device, { counter: 1, signature: 'AAAA' })).statusCode, 400)
    assert.equal((await show(new Visitor(face), device, { counter: 10 })).statusCode, 303)
  })

  it('of a maker of devices that does not count is used as often as its owner likes', async () => {
    const visitor = new Visitor(face)
    const device = new Authenticator(ORIGIN, false)
    assert.equal((await make(visitor, await tokenFor('Otto'), device)).statusCode, 303)
    for (let times = 0; times < 3; times++) assert.equal((await show(new Visitor(face), device)).statusCode, 303)
  })

  it('lets nobody in whose account is closed', async () => {
    const { device } = await withPasskey('Otto')
    const until = 'update sightline.persons set until = $1 where person_id = $2'
    await database.root.query(until, ['2026-11-01', team.person('Otto')])
    const closed = await show(new Visitor(face), device)
    assert.equal(closed.statusCode, 403)
    assert.match(closed.body, /Your account is not open/)
    await database.root.query(until, [null, team.person('Otto')])
  })
})

describe('another device', () => {
  it('is added from the first, and by a link; a lost one is revoked, and signed out', async () => {
    const { visitor, device } = await withPasskey('Ash')
    const page = await visitor.get('/passkeys/add')
    const key = new Authenticator(ORIGIN)
    const fields = { challenge: optionsOf(page.body).challenge, response: key.make(page.body), title: 'Key' }
    assert.equal((await visitor.post('/passkeys/add', fields)).headers.location, '/passkeys')
    await visitor.get('/passkeys/link')
    const shown = await visitor.post('/passkeys/link')
    const [, token = ''] = /invitation#([\w-]{43})/.exec(shown.body) ?? []
    const telephone = new Visitor(face)
    const third = new Authenticator(ORIGIN)
    assert.equal((await make(telephone, token, third)).statusCode, 303)
    assert.ok(await isSignedIn(telephone))
    const list = await visitor.get('/passkeys')
    assert.equal(list.body.match(/\/revoke"/g)?.length, 3)
    const { rows } = await database.root.query<{ passkey_id: string }>(
      'select passkey_id from sightline.passkeys where credential = $1',
      [Buffer.from(third.id, 'base64url')],
    )
    const lost = rows[0]?.passkey_id ?? ''
    assert.match((await visitor.get(`/passkeys/${lost}/revoke`)).body, /Nobody signs in by it any more/)
    assert.equal((await visitor.post(`/passkeys/${lost}/revoke`)).statusCode, 303)
    assert.equal(await isSignedIn(telephone), false)
    assert.ok(await isSignedIn(visitor))
    assert.match((await show(new Visitor(face), third)).body, /was revoked/)
    assert.equal((await show(new Visitor(face), device)).statusCode, 303)
    const events = await noted(team.person('Ash'))
    assert.ok(events.includes('invite allowed') && events.includes('revoke-passkey allowed'))
  })

  it('is added by nobody who has not shown their own a few minutes ago', async () => {
    const { visitor, device } = await withPasskey('Ash')
    face.setNow('2026-11-20T10:15:00Z')
    const asked = await visitor.get('/passkeys/link')
    assert.equal(asked.headers.location, '/sign-in/again?next=%2Fpasskeys%2Flink')
    const led = await visitor.get(String(asked.headers.location))
    assert.equal(led.headers.location, '/sign-in/passkey?next=%2Fpasskeys%2Flink&again=yes')
    const other = await withPasskey('Otto')
    const wrong = await show(visitor, other.device, {}, String(led.headers.location))
    assert.match(wrong.body, /That is somebody else/)
    const back = await show(visitor, device, {}, String(led.headers.location))
    assert.equal(back.headers.location, '/passkeys/link')
    assert.equal((await visitor.get('/passkeys/link')).statusCode, 200)
    face.setNow(NOW)
  })

  it('is not another person’s to revoke, nor to look at', async () => {
    const wyn = await withPasskey('Wyn')
    const { rows } = await database.root.query<{ passkey_id: string }>(
      'select passkey_id from sightline.passkeys where credential = $1',
      [Buffer.from(wyn.device.id, 'base64url')],
    )
    const theirs = rows[0]?.passkey_id ?? ''
    const { visitor } = await withPasskey('Otto')
    assert.equal((await visitor.get(`/passkeys/${theirs}/revoke`)).statusCode, 404)
    assert.equal((await visitor.post(`/passkeys/${theirs}/revoke`)).statusCode, 404)
    assert.equal((await visitor.post(`/passkeys/${nextId()}/revoke`)).statusCode, 404)
    assert.ok(await isSignedIn(wyn.visitor))
    assert.equal((await visitor.get('/passkeys/people')).statusCode, 403)
    assert.equal((await visitor.post(`/passkeys/people/${team.person('Wyn')}/invite`)).statusCode, 403)
  })
})

describe('whoever keeps the list of people', () => {
  let sal: Visitor

  before(async () => {
    const token = await by(team, 'service', (bound) => invite(bound, team.person('Sal')))
    assert.ok(token.ok)
    sal = new Visitor(face)
    assert.equal((await make(sal, token.token, new Authenticator(ORIGIN))).statusCode, 303)
    await sal.get('/my-work')
  })

  it('finds people, and gives somebody a link that is shown once', async () => {
    const list = await sal.get('/passkeys/people')
    assert.match(list.body, /Not yet/)
    const found = await sal.post('/passkeys/people', { name: 'dot' })
    assert.match(found.body, /Dot/)
    const person = team.person('Dot')
    const page = await sal.get(`/passkeys/people/${person}`)
    assert.match(page.body, /See first that it is they who ask/)
    const made = await sal.post(`/passkeys/people/${person}/invite`)
    const [, token = ''] = /invitation#([\w-]{43})/.exec(made.body) ?? []
    assert.equal(token.length, 43)
    const later = await sal.get(`/passkeys/people/${person}`)
    assert.match(later.body, /can be used until/)
    assert.ok(!later.body.includes(token))
    const { rows } = await database.root.query(
      `select count(*)::int as held from sightline.invitations i where encode(i.token_hash, 'escape') like '%' || $1 || '%'`,
      [token],
    )
    assert.deepEqual(rows, [{ held: 0 }])
    assert.equal((await sal.post(`/passkeys/people/${person}/withdraw`)).statusCode, 303)
    assert.match((await make(new Visitor(face), token, new Authenticator(ORIGIN))).body, /withdrawn/)
  })

  it('revokes what somebody lost, and invites them anew', async () => {
    const { visitor } = await withPasskey('Dot')
    const person = team.person('Dot')
    const page = await sal.get(`/passkeys/people/${person}`)
    const [, passkey = ''] = /name="passkey" value="([^"]+)"/.exec(page.body) ?? []
    assert.equal((await sal.post(`/passkeys/people/${person}/revoke`, { passkey })).statusCode, 303)
    assert.equal(await isSignedIn(visitor), false)
    assert.match((await sal.get(`/passkeys/people/${person}`)).body, /Revoked by an administrator/)
    assert.equal((await make(new Visitor(face), await tokenFor('Dot'), new Authenticator(ORIGIN))).statusCode, 303)
    assert.equal((await sal.post(`/passkeys/people/${person}/revoke`, { passkey: nextId() })).statusCode, 404)
  })

  it('invites nobody whose account is closed, and nobody who is not there', async () => {
    const until = 'update sightline.persons set until = $1 where person_id = $2'
    await database.root.query(until, ['2026-11-01', team.person('Dot')])
    const refused = await sal.post(`/passkeys/people/${team.person('Dot')}/invite`)
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /Nobody was invited/)
    await database.root.query(until, [null, team.person('Dot')])
    assert.equal((await sal.get(`/passkeys/people/${nextId()}`)).statusCode, 404)
    assert.equal((await sal.post(`/passkeys/people/${nextId()}/invite`)).statusCode, 403)
  })
})

describe('the record, of invitations', () => {
  it('lets the program invite administrators alone, and nobody let in themselves', async () => {
    const kinds: string[] = []
    for (const [maker, name] of [
      ['service', 'Dot'],
      ['Dot', 'Wyn'],
      ['Quin', 'Quin'],
    ] as const) {
      const made = await by(team, maker, (bound) => invite(bound, team.person(name)))
      kinds.push(made.ok ? 'invited' : made.refusal.kind)
    }
    assert.deepEqual(kinds, ['not-an-administrator', 'not-allowed', 'own-approval'])
  })
})
