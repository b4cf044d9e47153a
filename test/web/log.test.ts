import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { invite } from '../../src/cases/invite/invite.ts'
import { writeLine } from '../../src/web/log.ts'
import { type Route, route } from '../../src/web/route.ts'
import { routesOfAuthority } from '../../src/web/routes.ts'
import { by, layOutTeam, ledCase, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { Authenticator, optionsOf } from './authenticator.ts'
import { ORIGIN, type TestFace, testFace, Visitor } from './face.ts'

// Nothing that is personal comes into the log, whatever happens: neither of whom was asked, nor by whom, nor what would let in.

const CHILD = 'Canary Plainly-Invented'

const FAULTY: readonly Route[] = [
  route({
    method: 'GET',
    path: '/faulty',
    permission: { kind: 'signed-in' },
    audit: { notesNothing: 'it is of a test' },
    handle: () => Promise.reject(new RangeError(`${CHILD} cannot be shown`)),
  }),
]

let database: TestDatabase
let team: Team
let caseId: string
let face: TestFace
const lines: string[] = []

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  caseId = await ledCase(team)
  await database.root.query('update sightline.children set name = $1', [CHILD])
  face = await testFace(database, {
    routes: [...routesOfAuthority([], ORIGIN), ...FAULTY],
    demonstration: false,
    writeLog: (line) => lines.push(line),
    log: (line) => writeLine(face.server.log, line),
  })
})
after(async () => {
  await face.close()
  await database.close()
})

describe('the log', () => {
  it('tells of every request and fault, and of nobody', async () => {
    await database.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       values ($1, $2, $3, 'administrator', '2020-01-01')`,
      [AUTHORITY, nextId(), team.person('Tam')],
    )
    const invited = await by(team, 'service', (bound) => invite(bound, team.person('Tam')))
    assert.ok(invited.ok)
    const visitor = new Visitor(face)
    const device = new Authenticator(ORIGIN)
    await visitor.get('/invitation')
    const page = await visitor.post('/invitation', { code: invited.token })
    const fields = {
      challenge: optionsOf(page.body).challenge,
      response: device.make(page.body),
      title: 'Canary laptop',
    }
    assert.equal((await visitor.post('/invitation/passkey', fields)).statusCode, 303)
    const held = [...visitor.cookies.values()]
    assert.match((await visitor.get(`/cases/${caseId}`)).body, new RegExp(CHILD))
    await visitor.post('/lists/search', { name: CHILD })
    await visitor.get(`/my-work?name=${encodeURIComponent(CHILD)}`, { 'user-agent': 'Canary browser' })
    await visitor.get(`/no-such-page/${encodeURIComponent(CHILD)}`)
    await visitor.get(`/cases/${encodeURIComponent(CHILD)}`)
    await visitor.get('/%E0%A4%A')
    assert.equal((await visitor.get('/faulty')).statusCode, 500)
    await visitor.post('/invitation', { code: `#${invited.token}` })
    await visitor.post('/sign-out', {}, { 'content-type': `application/${invited.token}` })
    face.server.log.warn({ err: new Error(CHILD), req: { url: `/cases/${caseId}` } }, CHILD)
    face.server.log.info(CHILD)
    const log = lines.join('')
    const secrets = [CHILD, 'Canary', 'Tam', team.person('Tam'), caseId, invited.token, device.id, '127.0.0.1', ...held]
    for (const secret of secrets) {
      assert.ok(!log.includes(secret) && !log.includes(encodeURIComponent(secret)), secret)
    }
    const told = lines.map((line) => JSON.parse(line))
    assert.equal(told.filter(({ fault }) => fault === 'RangeError').length, 1)
    assert.ok(told.some(({ fault, route: pattern }) => fault === 'RangeError' && pattern === '/faulty'))
    assert.ok(told.some(({ route: pattern, status }) => pattern === '/cases/:case' && status === 200))
    assert.ok(told.length >= 13)
  })
})
