import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, ledCase, may, raisedIn, type Team, versionOf } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, type Visitor, Visitors } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let visitors: Visitors

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
  visitors = new Visitors(face, (name) => team.person(name))
})
after(async () => {
  await face.close()
  await database.close()
})

const visitor = (name: string): Promise<Visitor> => visitors.of(name)

async function get(name: string, path: string) {
  return (await visitor(name)).get(path)
}

/** Sees the form, and sends it to be done. */
async function does(name: string, path: string, fields: Readonly<Record<string, string>> = {}) {
  const each = await visitor(name)
  const page = await each.get(path)
  const version = /name="version" value="(\d+)"/.exec(page.body)?.[1]
  return each.post(path, { do: 'do', ...(version === undefined ? {} : { version }), ...fields })
}

async function named(caseId: string, identifier: string): Promise<void> {
  await team.root.query(
    `update sightline.children set identifier = $2, born = '2015-03-27'
     where child_id = (select child_id from sightline.cases where case_id = $1)`,
    [caseId, identifier],
  )
}

const WHY = { code: 'child-at-risk-now', reason: 'An invented night', minutes: '60' }
const LATER_ON = '2026-11-20T10:05:00Z'
const LATER = { 'review-day': '10', 'review-month': '12', 'review-year': '2026' }

describe('breaking the glass', () => {
  it('is asked for, looked at, done, and open with a banner on every page until it is given back', async () => {
    const caseId = await ledCase(team)
    await named(caseId, 'GLASS-1')
    assert.equal((await get('Nan', `/cases/${caseId}`)).statusCode, 404)
    const nan = await visitor('Nan')
    await nan.get('/glass/find')
    const found = await nan.post('/glass/find', { identifier: 'GLASS-1' })
    assert.match(found.body, /A case is kept of this child/)
    const path = `/cases/${caseId}/break-glass`
    assert.ok(found.body.includes(`href="${path}"`))
    await nan.get(path)
    const missing = await nan.post(path, { do: 'check', ...WHY, reason: ' ' })
    assert.equal(missing.statusCode, 400)
    assert.match(missing.body, /Error: See the case in an emergency/)
    const check = await nan.post(path, { do: 'check', ...WHY })
    assert.match(check.body, /An invented night/)
    assert.equal(await may(team, 'Nan', caseId), false)
    const done = await nan.post(path, { do: 'do', ...WHY })
    assert.deepEqual([done.statusCode, done.headers.location], [303, `/cases/${caseId}`])
    const page = await nan.get(`/cases/${caseId}`)
    assert.match(page.body, /You have emergency access/)
    const glass = /href="(\/glass\/[0-9a-f-]{36})"/.exec(page.body)?.[1] ?? ''
    // Sent twice, it is broken once.
    assert.equal((await nan.post(path, { do: 'do', ...WHY })).headers.location, `/cases/${caseId}`)
    assert.equal((await nan.post(`${glass}/note`, { words: ' ' })).statusCode, 400)
    assert.equal((await nan.post(`${glass}/note`, { words: 'I called <the ward>' })).statusCode, 303)
    assert.match((await nan.post(`${glass}/note`, { words: 'Another' })).body, /There is one note/)
    assert.match((await nan.get(glass)).body, /I called &lt;the ward&gt;/)
    face.setNow(LATER_ON)
    assert.equal((await nan.post(`${glass}/give-back`)).statusCode, 303)
    assert.equal(await may(team, 'Nan', caseId, 'read', LATER_ON), false)
    assert.doesNotMatch((await nan.get('/my-work')).body, /You have emergency access/)
    assert.equal((await nan.post(`${glass}/give-back`)).statusCode, 303)
  })

  it('is told to those who answer for the case, who review it; once, and never their own', async () => {
    const caseId = await ledCase(team)
    assert.equal((await does('Otto', `/cases/${caseId}/break-glass`, WHY)).statusCode, 303)
    const own = /href="(\/glass\/[0-9a-f-]{36})"/.exec((await get('Otto', '/my-work')).body)?.[1] ?? ''
    assert.match((await get('Otto', `${own}/review`)).body, /Nobody decides this of themselves/)
    assert.match((await get('Quin', '/my-work')).body, /Somebody used emergency access/)
    assert.ok((await get('Quin', '/glass/reviews')).body.includes(own))
    // Who neither manages the case nor watches over privacy is told of none.
    assert.equal((await get('Wyn', own)).statusCode, 404)
    assert.equal((await does('Wyn', `${own}/review`, { found: 'justified', words: 'Mine' })).statusCode, 404)
    const read = await get('Quin', own)
    assert.match(read.body, /An invented night/)
    assert.doesNotMatch(read.body, /Plainly Invented/)
    face.setNow('2026-11-20T10:10:00Z')
    const done = await does('Quin', `${own}/review`, { found: 'not-justified', words: 'Nobody was asked' })
    assert.equal(done.statusCode, 303)
    assert.equal(await may(team, 'Otto', caseId, 'read', '2026-11-20T10:10:00Z'), false)
    assert.match((await get('Tam', `${own}/review`)).body, /Somebody else has reviewed it/)
    assert.match((await get('Tam', '/glass/reviewed')).body, /Not justified/)
    assert.match((await get('Otto', own)).body, /Nobody was asked/)
  })

  it('tells of a sealed case, an excluded one and none alike', async () => {
    const [sealed, excluded] = [await ledCase(team), await ledCase(team)]
    await named(sealed, 'GLASS-2')
    await named(excluded, 'GLASS-3')
    await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [sealed])
    await team.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, $2, $3, $4, 'Kin', '2020-01-01', $5)`,
      [AUTHORITY, nextId(), excluded, `person:${team.person('Rae')}`, team.person('Tam')],
    )
    const rae = await visitor('Rae')
    const bodies: string[] = []
    for (const identifier of ['GLASS-2', 'GLASS-3', 'GLASS-9']) {
      await rae.get('/glass/find')
      bodies.push((await rae.post('/glass/find', { identifier })).body.replaceAll(/value="[^"]*"/g, ''))
    }
    assert.equal(new Set(bodies).size, 1)
    assert.match(bodies[0] ?? '', /Nothing is found/)
    for (const caseId of [sealed, excluded, nextId()]) {
      for (const path of [`/cases/${caseId}`, `/cases/${caseId}/break-glass`, `/cases/${caseId}/access`]) {
        assert.equal((await get('Rae', path)).statusCode, 404, path)
      }
      assert.equal((await does('Rae', `/cases/${caseId}/break-glass`, WHY)).statusCode, 404)
    }
  })

  it('is not asked for by a part of a name, nor for longer than a page of ours offers', async () => {
    const caseId = await ledCase(team)
    await named(caseId, 'GLASS-4')
    const nan = await visitor('Nan')
    await nan.get('/glass/find')
    const born = { 'born-day': '27', 'born-month': '3', 'born-year': '2015' }
    assert.match((await nan.post('/glass/find', { name: 'Plainly', ...born })).body, /Nothing is found/)
    assert.match((await nan.post('/glass/find', { name: 'plainly invented', ...born })).body, /A case is kept/)
    assert.equal((await nan.post('/glass/find', { name: 'Plainly Invented' })).statusCode, 400)
    assert.equal((await does('Nan', `/cases/${caseId}/break-glass`, { ...WHY, minutes: '999' })).statusCode, 400)
    assert.equal(await may(team, 'Nan', caseId), false)
  })
})

describe('a case that is restricted', () => {
  it('tells whoever comes without a way in whom to ask, and in the log that they were told', async () => {
    const caseId = await ledCase(team)
    const path = `/cases/${caseId}/access/sensitivity`
    const to = { to: 'restricted', because: 'An invented colleague', ...LATER }
    assert.equal((await does('Tam', path, to)).statusCode, 400)
    assert.equal((await does('Tam', path, { ...to, contact: 'Tam, 000' })).statusCode, 303)
    const page = await get('Nan', `/cases/${caseId}`)
    assert.equal(page.statusCode, 403)
    assert.match(page.body, /Tam, 000/)
    assert.doesNotMatch(page.body, /Plainly Invented/)
    const pathway = await raisedIn(team, caseId)
    const byPathway = await get('Nan', `/pathways/${pathway}`)
    assert.equal(byPathway.statusCode, 403)
    assert.match(byPathway.body, /Tam, 000/)
    assert.equal((await get('Nan', `/pathways/${await raisedIn(team, await ledCase(team))}`)).statusCode, 404)
    const access = await get('Tam', `/cases/${caseId}/access`)
    assert.match(access.body, /An invented colleague/)
    assert.match((await get('Tam', '/access/reviews')).body, /How much of the case may be known/)
  })

  it('is not sealed while nobody would manage it by name, and names who then sees it no more', async () => {
    const caseId = await ledCase(team)
    const path = `/cases/${caseId}/access/sensitivity`
    const to = { to: 'sealed', because: 'Invented', ...LATER }
    assert.match((await does('Tam', path, to)).body, /managed by somebody whom it names/)
    const grant = {
      person: team.person('Rae'),
      actions: 'manage',
      compartments: 'shared',
      reason: 'Invented',
      basis: 'public-task',
      'until-day': '1',
      'until-month': '2',
      'until-year': '2027',
    }
    assert.equal((await does('Tam', `/cases/${caseId}/access/let-in`, grant)).statusCode, 303)
    assert.ok([200, 303].includes((await does('Tam', path, to)).statusCode))
    assert.equal((await get('Tam', `/cases/${caseId}`)).statusCode, 404)
    assert.equal((await get('Rae', `/cases/${caseId}/access`)).statusCode, 200)
  })

  it('is not changed by a page that is old, by who does not manage it, or by a form that was forged', async () => {
    const caseId = await ledCase(team)
    const path = `/cases/${caseId}/access/sensitivity`
    const to = { do: 'do', to: 'restricted', contact: 'Tam', because: 'Invented', ...LATER }
    const tam = await visitor('Tam')
    await tam.get(path)
    assert.match((await tam.post(path, { ...to, version: '99' })).body, /Somebody else has changed/)
    assert.match((await tam.post(path, { ...to, version: 'drop table' })).body, /Somebody else has changed/)
    assert.equal((await tam.post(path, { ...to, _csrf: 'none', version: '1' })).statusCode, 403)
    assert.equal((await does('Wyn', path, to)).statusCode, 404)
    assert.equal(await versionOf(team, caseId), 1)
  })
})

describe('an exclusion', () => {
  it('takes two people to lift, and stands on the list of reviews meanwhile', async () => {
    const caseId = await ledCase(team)
    const exclude = {
      who: `person:${team.person('Wyn')}`,
      of: 'child',
      conflict: 'Themselves involved in what happened',
      because: 'Invented',
      ...LATER,
    }
    assert.equal((await does('Tam', `/cases/${caseId}/access/exclude`, exclude)).statusCode, 303)
    assert.equal((await get('Wyn', `/cases/${caseId}`)).statusCode, 404)
    const { rows } = await team.root.query('select exclusion_id as id from sightline.exclusions order by since desc')
    const of = `/cases/${caseId}/access/exclusions/${rows[0].id}`
    assert.match((await does('Tam', `${of}/lift`, { sure: 'yes' })).body, /Nobody has asked/)
    assert.equal((await does('Tam', `${of}/keep`, { because: 'Still', ...LATER })).statusCode, 303)
    assert.equal((await does('Tam', `${of}/ask-to-lift`, { because: 'Over' })).statusCode, 303)
    assert.match((await does('Tam', `${of}/lift`, { sure: 'yes' })).body, /Nobody decides this of themselves/)
    assert.match((await get('Sal', '/access/reviews')).body, /waits for a second person/)
    assert.equal((await does('Sal', `${of}/lift`, {})).statusCode, 400)
    assert.equal((await does('Sal', `${of}/lift`, { sure: 'yes' })).statusCode, 303)
    assert.equal((await get('Wyn', `/cases/${caseId}`)).statusCode, 200)
    // Of another case it is not there.
    const other = await ledCase(team)
    assert.equal((await get('Tam', of.replace(caseId, other))).statusCode, 404)
  })

  it('says what they owe there before it is done, leaves none of it with them, and goes back to the case', async () => {
    const caseId = await ledCase(team)
    const pathway = await raisedIn(team, caseId)
    const path = `/cases/${caseId}/access/exclude`
    const who = { who: `person:${team.person('Tam')}`, of: 'case', conflict: 'Another reason', because: 'Invented' }
    const asked = await does('Sal', path, { ...who, ...LATER, do: 'check' })
    assert.match(asked.body, /They owe this no more\. .*: Talk the case through with social worker and supervisor/)
    const none = { ...who, who: `person:${team.person('Nan')}` }
    assert.match((await does('Sal', path, { ...none, ...LATER, do: 'check' })).body, /They owe nothing in this case/)
    const done = await does('Sal', path, { ...who, ...LATER })
    assert.equal(done.statusCode, 303, done.body)
    const back = String(done.headers.location)
    assert.ok(back.startsWith(`/cases/${caseId}/access?`), back)
    assert.match((await get('Sal', back)).body, /excluded\. They see nothing of it now/)
    const shown = (await get('Sal', `/pathways/${pathway}`)).body
    assert.doesNotMatch(shown, /Owed by Tam/)
    assert.match(shown, /What must be settled[\s\S]*Find out who this is/)
    const { rows } = await team.root.query('select stale from sightline.pathways where pathway_id = $1', [pathway])
    assert.equal(rows[0].stale, true)
    // Once it is lifted it is theirs again.
    await team.root.query(
      `update sightline.exclusions set lift_asked_by = $2, lift_asked = now(), lift_because = 'Over',
         lifted = now(), lifted_by = set_by where case_id = $1`,
      [caseId, team.person('Wyn')],
    )
    assert.match((await get('Sal', `/pathways/${pathway}`)).body, /Owed by Tam/)
  })

  it('cannot name a part of the program, or somebody of nowhere', async () => {
    const caseId = await ledCase(team)
    const path = `/cases/${caseId}/access/exclude`
    const exclude = { of: 'case', conflict: 'Another reason', because: 'Invented', ...LATER }
    for (const who of [`person:${team.person('service')}`, `person:${nextId()}`, 'agency:elsewhere', '']) {
      assert.equal((await does('Tam', path, { ...exclude, who })).statusCode, 400, who)
    }
  })
})

describe('erasing', () => {
  it('is asked by one who manages the case and confirmed by another, once', async () => {
    const caseId = await ledCase(team)
    const list = `/cases/${caseId}/erasures`
    assert.equal((await get('Wyn', list)).statusCode, 404)
    assert.equal((await does('Wyn', `${list}/ask`, { of: 'audit', because: 'Mine' })).statusCode, 404)
    assert.equal((await does('Tam', `${list}/ask`, { of: nextId(), because: 'Invented' })).statusCode, 400)
    assert.equal((await does('Tam', `${list}/ask`, { of: 'audit', because: 'An invented order' })).statusCode, 303)
    assert.match((await get('Tam', list)).body, /takes two people/)
    const confirm = /href="([^"]*\/confirm)"/.exec((await get('Sal', list)).body)?.[1] ?? ''
    assert.match((await does('Tam', confirm, { sure: 'yes' })).body, /Nobody decides this of themselves/)
    assert.equal((await does('Wyn', confirm, { sure: 'yes' })).statusCode, 404)
    assert.equal((await does('Sal', confirm)).statusCode, 400)
    assert.equal((await does('Sal', confirm, { sure: 'yes' })).statusCode, 303)
    assert.equal((await get('Sal', confirm)).statusCode, 404)
  })

  it('is asked for, as the breaking of glass is, by whoever showed lately who they are', async () => {
    const caseId = await ledCase(team)
    face.setNow('2026-11-20T10:40:00Z')
    for (const path of [`/cases/${caseId}/erasures/ask`, `/cases/${caseId}/break-glass`]) {
      assert.match(String((await get('Sal', path)).headers.location), /^\/sign-in\/again/)
      assert.equal((await (await visitor('Sal')).post(path, { do: 'do', ...WHY })).statusCode, 403)
    }
  })
})
