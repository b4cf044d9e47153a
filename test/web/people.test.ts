import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { unbound } from '../../src/record/transaction.ts'
import { by, layOutTeam, ledCase, may, raisedIn, type Team } from '../record/access/team.ts'
import { AUTHORITY, addCase, holdsFor } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, type Visitor, Visitors } from './face.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let visitors: Visitors

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await team.root.query(`update sightline.persons set manager_id = $1 where person_id = any ($2::uuid[])`, [
    team.person('Tam'),
    [team.person('Wyn'), team.person('Nan')],
  ])
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

/** Sees the form, and sends it to be done with what it carries. */
async function does(name: string, path: string, fields: Readonly<Record<string, string>> = {}) {
  const each = await visitor(name)
  const { body } = await each.get(path)
  const carried = Object.fromEntries(
    [...body.matchAll(/type="hidden" name="(id|version)" value="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]),
  )
  return each.post(path, { do: 'do', ...carried, ...fields })
}

const on = (name: string, day: number, month = 12, year = 2026) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
})

const NEW = { name: "Nia O'Invented", agency: 'council', team: 'north', staff: 'S-1', email: 'nia@example.com' }

describe('the list of people', () => {
  it('is for whoever keeps it alone, and shows no case', async () => {
    const caseId = await ledCase(team)
    await raisedIn(team, caseId)
    for (const path of ['/people', '/places', `/people/${team.person('Wyn')}`, '/people/add']) {
      assert.equal((await get('Tam', path)).statusCode, 403, path)
      const page = await get('Ade', path)
      assert.equal(page.statusCode, 200, path)
      assert.doesNotMatch(page.body, /Plainly Invented/)
      assert.ok(!page.body.includes(caseId))
    }
    const ade = await visitor('Ade')
    assert.match((await ade.post('/people/find', { words: 'wy' })).body, /Wyn/)
    assert.match((await ade.post('/people/find', { words: '%' })).body, /Nobody is called that/)
    assert.equal((await get('Ade', '/people?after=Wyn')).statusCode, 400)
  })

  it('is read a page at a time, by identifiers alone', async () => {
    const first = await get('Ade', '/people')
    const [ade, wyn] = ['Ade', 'Wyn'].map((name) => `href="/people/${team.person(name)}"`)
    assert.ok(first.body.indexOf(ade ?? '') < first.body.indexOf(wyn ?? ''))
    const rest = await get('Ade', `/people?after=${team.person('Tam')}`)
    assert.ok(!rest.body.includes(ade ?? '') && rest.body.includes(wyn ?? ''))
  })

  it('takes a person once, though the form is sent twice, and changes them from what was seen', async () => {
    const ade = await visitor('Ade')
    const { body } = await ade.get('/people/add')
    const id = /name="id" value="([^"]*)"/.exec(body)?.[1] ?? ''
    const fields = { do: 'do', id, ...NEW, ...on('since', 23, 11) }
    assert.equal((await ade.post('/people/add', { ...fields, email: 'nobody' })).statusCode, 400)
    assert.equal((await ade.post('/people/add', fields)).headers.location, `/people/${id}`)
    assert.match((await ade.post('/people/add', fields)).body, /already/)
    const page = await ade.get(`/people/${id}`)
    assert.match(page.body, /Nia O&#39;Invented/)
    assert.match(page.body, /Never signed in/)
    const change = `/people/${id}/change`
    const version = /name="version" value="([^"]*)"/.exec((await ade.get(change)).body)?.[1] ?? ''
    const changed = { do: 'do', version, ...NEW, name: 'Nia Changed' }
    assert.equal((await ade.post(change, changed)).statusCode, 303)
    assert.match((await ade.post(change, changed)).body, /Somebody else has changed/)
    assert.equal((await does('Ade', `/people/${nextId()}/change`, NEW)).statusCode, 404)
    assert.equal((await does('Ade', `/people/${team.person('service')}/change`, NEW)).statusCode, 404)
    assert.match((await does('Ade', change, { ...NEW, manager: id })).body, /Choose again: Manager/)
    assert.equal((await does('Tam', change, NEW)).statusCode, 403)
  })

  it('says when somebody last signed in', async () => {
    await visitor('Wyn')
    assert.match((await get('Ade', `/people/${team.person('Wyn')}`)).body, /Last signed in on 20 November 2026/)
  })
})

describe('a role', () => {
  it('is given and ended with its days, and by nobody to themselves', async () => {
    const give = (name: string) => `/people/${team.person(name)}/roles/give`
    const role = { role: 'service-manager', ...on('since', 20, 11) }
    assert.match((await does('Ade', give('Ade'), role)).body, /Nobody gives themselves/)
    assert.equal((await does('Ade', give('Wyn'), { ...role, role: 'superuser' })).statusCode, 400)
    assert.equal((await does('Tam', give('Wyn'), role)).statusCode, 403)
    assert.equal((await does('Ade', give('Wyn'), role)).statusCode, 303)
    const holding = async (person: string, of: string): Promise<string> => {
      const { rows } = await team.root.query(
        'select holding_id as id from sightline.role_holdings where person_id = $1 and role = $2',
        [team.person(person), of],
      )
      return rows[0].id
    }
    const end = `/people/${team.person('Wyn')}/roles/${await holding('Wyn', 'service-manager')}/end`
    assert.equal((await does('Ade', end, on('until', 20, 11))).statusCode, 303)
    assert.match((await does('Ade', end, on('until', 20, 11))).body, /has ended|Page not found/)
    // What a protocol needs is not left to nobody.
    const last = `/people/${team.person('Dot')}/roles/${await holding('Dot', 'director')}/end`
    assert.match((await does('Ade', last, on('until', 20, 11))).body, /owed by nobody/)
    const own = `/people/${team.person('Ade')}/roles/${await holding('Ade', 'administrator')}/end`
    assert.match((await does('Ade', own, on('until', 20, 11))).body, /Nobody else would be Administrator/)
    // Somebody's role is not ended by the address of another.
    const crossed = `/people/${team.person('Wyn')}/roles/${await holding('Dot', 'director')}/end`
    assert.equal((await does('Ade', crossed, on('until', 20, 11))).statusCode, 404)
  })

  it('makes nobody who keeps the list a manager, or puts them into a team', async () => {
    const who = { name: 'Wyn', agency: 'council', team: 'north' }
    const forged = await does('Ade', `/people/${team.person('Wyn')}/change`, { ...who, manager: team.person('Ade') })
    assert.match(forged.body, /Nobody gives themselves/)
    const own = await does('Ade', `/people/${team.person('Ade')}/change`, {
      name: 'Ade',
      agency: 'council',
      team: 'north',
    })
    assert.match(own.body, /Nobody gives themselves/)
  })

  it('are given once for the same days, and of a team for its own agency alone', async () => {
    const page = `/people/${team.person('Wyn')}/roles/give`
    const role = { role: 'service-manager', agency: 'council', team: 'north', ...on('since', 1, 11, 2026) }
    assert.equal((await does('Ade', page, role)).statusCode, 303)
    assert.match((await does('Ade', page, role)).body, /They hold this role already/)
    const elsewhere = { ...role, agency: 'police' }
    assert.match((await does('Ade', page, elsewhere)).body, /the team is of another agency/)
  })
})

describe('agencies, teams and lists', () => {
  it('are added once, and named in small letters', async () => {
    const agency = { title: 'Invented School', key: 'invented-school', kind: 'education', ...on('since', 1, 1, 2026) }
    assert.match((await does('Ade', '/places/agencies/add', { ...agency, key: 'Bad Name' })).body, /small letters/)
    assert.equal((await does('Ade', '/places/agencies/add', agency)).statusCode, 303)
    assert.match((await does('Ade', '/places/agencies/add', agency)).body, /already/)
    assert.equal((await does('Ade', '/places/agencies/invented%00school/end', {})).statusCode, 404)
    const added = { title: 'Invented Team', key: 'invented-team', agency: 'invented-school' }
    assert.equal((await does('Ade', '/places/teams/add', added)).statusCode, 303)
    const pool = `/people/${team.person('Rae')}/pools`
    assert.equal(
      (await does('Ade', `${pool}/add`, { pool: 'experienced-facilitators', ...on('since', 1, 11) })).statusCode,
      303,
    )
    const places = await get('Ade', '/places')
    assert.match(places.body, /Invented Team/)
    assert.match(places.body, /Experienced facilitators/)
    assert.equal((await does('Ade', `${pool}/experienced-facilitators/end`)).statusCode, 303)
    assert.equal((await get('Ade', `${pool}/experienced-facilitators/end`)).statusCode, 404)
  })
})

const LISTS = {
  'agencies.csv': 'agency,title,kind,since\ncouncil,council,council,2020-01-01\n',
  'people.csv': 'staff_id,name,agency,since\nL-1,Listed <Invented>,council,2020-01-01\n',
  'roles.csv': 'staff_id,role,since\nL-1,social-worker,2020-01-01\n',
}

/** Sends files as a browser sends them. */
async function sends(name: string, files: Readonly<Record<string, string>>) {
  const each = await visitor(name)
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await each.get('/my-work')).body)?.[1] ?? ''
  const parts = Object.entries(files).map(([file, text]) => {
    return `--edge\r\ncontent-disposition: form-data; name="files"; filename="${file}"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n`
  })
  const token = `--edge\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n`
  return face.server.inject({
    method: 'POST',
    url: '/people/lists',
    headers: {
      host: 'localhost:3000',
      'sec-fetch-site': 'same-origin',
      'content-type': 'multipart/form-data; boundary=edge',
      cookie: [...each.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
    },
    payload: `${token}${parts.join('')}--edge--\r\n`,
  })
}

const filesIn = (body: string) =>
  Object.fromEntries(
    [...body.matchAll(/name="([a-z-]+\.csv)" value="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  )

describe('lists of people that are sent', () => {
  it('are looked at before they are taken, and taken as they were looked at', async () => {
    assert.equal((await sends('Tam', LISTS)).statusCode, 403)
    const page = await sends('Ade', LISTS)
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /Listed &lt;Invented&gt;/)
    assert.match(page.body, /: Social worker/)
    const ade = await visitor('Ade')
    await ade.get('/my-work')
    assert.equal((await ade.post('/people/lists/take', filesIn(page.body))).statusCode, 303)
    assert.match((await ade.post('/people/find', { words: 'listed' })).body, /Listed &lt;Invented&gt;/)
    assert.doesNotMatch((await sends('Ade', LISTS)).body, /New people|People who change|Roles that/)
  })

  it('are refused with every fault by its line, and where a list is missing', async () => {
    const wrong = await sends('Ade', { ...LISTS, 'people.csv': 'staff_id,name,agency,since\nL-1,,nowhere,soon\n' })
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /people.csv, line 2/)
    assert.match((await sends('Ade', { 'people.csv': LISTS['people.csv'] })).body, /roles.csv/)
    assert.match((await sends('Ade', { ...LISTS, '../../etc/passwd': 'x' })).body, /No list of people is called so/)
    assert.equal((await sends('Ade', {})).statusCode, 400)
    assert.equal((await (await visitor('Ade')).post('/people/lists/take', { 'people.csv': '%%%' })).statusCode, 400)
  })

  it('give nothing to whoever sends them, and leave no role to nobody', async () => {
    await team.root.query(`update sightline.persons set staff_id = 'A-1' where person_id = $1`, [team.person('Ade')])
    await team.root.query(`update sightline.persons set staff_id = 'D-1' where person_id = $1`, [team.person('Dot')])
    const people = `${LISTS['people.csv']}A-1,Ade,council,2020-01-01\n`
    const roles = `${LISTS['roles.csv']}A-1,administrator,2020-01-01\n`
    const own = await sends('Ade', { ...LISTS, 'people.csv': people, 'roles.csv': `${roles}A-1,director,2020-01-01\n` })
    assert.match(own.body, /It would give you a role/)
    const council = LISTS['agencies.csv'].split('\n')[1]
    const ended = `agency,title,kind,since,until,falls_to\n${council},,\npolice,police,police,2020-01-01,2026-11-20,administrator\n`
    const falls = await sends('Ade', { ...LISTS, 'agencies.csv': ended, 'people.csv': people, 'roles.csv': roles })
    assert.match(falls.body, /It would give you a role/)
    const files = { ...LISTS, 'people.csv': people, 'roles.csv': roles }
    const looked = await sends('Ade', files)
    assert.match(looked.body, /Nobody would be Director of Children&#39;s Services any more/)
    assert.deepEqual(filesIn(looked.body), {})
    const forged = Object.fromEntries(
      Object.entries(files).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    )
    const ade = await visitor('Ade')
    await ade.get('/my-work')
    assert.match(
      (await ade.post('/people/lists/take', forged)).body,
      /Nobody would be Director of Children&#39;s Services any more/,
    )
    const { rows } = await team.root.query(
      `select count(*)::int as count from sightline.role_holdings where person_id = $1 and role = 'director'`,
      [team.person('Dot')],
    )
    assert.equal(rows[0].count, 1)
  })
})

describe('what is somebody’s', () => {
  it('is listed before a manager hands it over, all at once or a case alone, and refused to others', async () => {
    const [first, second] = [await ledCase(team), await ledCase(team)]
    await raisedIn(team, first)
    const path = `/team/${team.person('Wyn')}/hand-over`
    await holdsFor(team, 'Rae', 'social-worker', 'council')
    assert.equal((await get('Otto', path)).statusCode, 404)
    assert.equal((await get('Nan', path)).statusCode, 404)
    const page = await get('Tam', path)
    assert.match(page.body, /This is still theirs: \d+ cases/)
    const offers = (name: string) => page.body.includes(`value="${team.person(name)}"`)
    assert.deepEqual(['Rae', 'Otto', 'Teo', 'Wyn'].map(offers), [true, false, false, false])
    const fields = { to: team.person('Rae'), because: 'An invented move' }
    assert.equal((await does('Tam', path, { ...fields, because: '' })).statusCode, 400)
    assert.equal((await does('Tam', path, { ...fields, to: team.person('Wyn') })).statusCode, 400)
    assert.equal((await does('Tam', path, { ...fields, to: team.person('Otto') })).statusCode, 400)
    assert.equal((await does('Otto', path, fields)).statusCode, 404)
    assert.equal((await does('Tam', `${path}/${second}`, fields)).statusCode, 303)
    assert.deepEqual([await may(team, 'Rae', second), await may(team, 'Rae', first)], [true, false])
    assert.equal((await get('Tam', `${path}/${second}`)).statusCode, 404)
    assert.equal((await get('Ade', path)).statusCode, 200)
    assert.doesNotMatch((await get('Ade', path)).body, /Plainly Invented/)
    assert.equal((await does('Ade', path, { ...fields, to: team.person('Ade') })).statusCode, 400)
    assert.equal((await does('Tam', path, fields)).statusCode, 303)
    assert.equal(await may(team, 'Rae', first), true)
    assert.match((await get('Tam', path)).body, /holds no case/)
  })

  it('keeps an account open until it is handed over', async () => {
    await ledCase(team)
    const path = `/people/${team.person('Wyn')}/close`
    const page = await get('Ade', path)
    assert.equal(page.statusCode, 403)
    assert.match(page.body, /This is still theirs/)
    assert.equal((await does('Ade', path, { because: 'Invented' })).statusCode, 403)
    assert.equal((await does('Tam', path, { because: 'Invented' })).statusCode, 403)
  })
})

describe('being away', () => {
  it('is said by everybody for themselves, with a colleague who covers them, and taken back', async () => {
    const caseId = await ledCase(team)
    await team.root.query(`update sightline.persons set team = 'north' where person_id = $1`, [team.person('Teo')])
    const path = '/away/say'
    const days = { ...on('since', 20, 11), ...on('until', 1, 12), reason: 'Invented leave' }
    assert.match((await does('Wyn', path, { ...days, cover: team.person('Otto') })).body, /Choose who covers you/)
    const crossed = { ...days, ...on('until', 19, 11), cover: team.person('Teo') }
    assert.match((await does('Wyn', path, crossed)).body, /end before it begins/)
    const wyn = await visitor('Wyn')
    const id = /name="id" value="([^"]*)"/.exec((await wyn.get(path)).body)?.[1] ?? ''
    const fields = { do: 'do', id, ...days, cover: team.person('Teo') }
    assert.equal((await wyn.post(path, fields)).statusCode, 303)
    assert.equal((await wyn.post(path, fields)).statusCode, 303)
    const { rows } = await team.root.query(
      'select count(*)::int as count from sightline.deputies where deputy_id = $1',
      [id],
    )
    assert.equal(rows[0].count, 1)
    assert.equal(await may(team, 'Teo', caseId), true)
    assert.match((await get('Tam', '/team')).body, /Teo covers them/)
    // Nobody else takes it back.
    assert.equal((await (await visitor('Otto')).post(`/away/${id}/back`)).statusCode, 404)
    assert.equal((await wyn.post(`/away/${id}/back`)).statusCode, 303)
    assert.equal(await may(team, 'Teo', caseId), false)
  })

  it('is covered by whom a manager appoints, whose role ends with it', async () => {
    const caseId = await ledCase(team)
    const path = `/team/${team.person('Wyn')}/cover`
    const fields = { person: team.person('Rae'), ...on('since', 20, 11), ...on('until', 30, 11), because: 'Invented' }
    assert.equal((await does('Otto', path, fields)).statusCode, 404)
    for (const name of ['Ade', 'Otto', 'Nan']) {
      const other = await does('Tam', path, { ...fields, person: team.person(name) })
      assert.match(other.body, /Choose who stands in/, `${name} has nothing in common with them`)
    }
    assert.equal((await does('Tam', path, fields)).statusCode, 303)
    assert.equal(await may(team, 'Rae', caseId), true)
    const { rows } = await team.root.query(
      'select deputy_id as id from sightline.deputies where person_id = $1 and for_person_id = $2',
      [team.person('Rae'), team.person('Wyn')],
    )
    const end = `/people/${team.person('Wyn')}/deputies/${rows[0].id}/end`
    assert.equal((await does('Ade', end)).statusCode, 303)
    assert.equal(await may(team, 'Rae', caseId), false)
  })

  it('is of this authority alone', async () => {
    await team.root.query(`insert into sightline.authorities values ('elsewhere', 'Elsewhere', true)`)
    await team.root.query(
      `insert into sightline.agencies (authority, agency, title, kind, since) values ('elsewhere', 'council', 'E', 'council', '2020-01-01')`,
    )
    const stranger = nextId()
    await team.root.query(
      `insert into sightline.persons (authority, person_id, pseudonym, name, agency, since) values ('elsewhere', $1, $2, 'Stranger', 'council', '2020-01-01')`,
      [stranger, nextId()],
    )
    assert.notEqual(AUTHORITY, 'elsewhere')
    assert.equal((await get('Ade', `/people/${stranger}`)).statusCode, 404)
    assert.equal((await get('Ade', `/team/${stranger}/hand-over`)).statusCode, 404)
    assert.doesNotMatch((await get('Ade', '/people')).body, /Stranger/)
    const handed = await does('Tam', `/team/${team.person('Wyn')}/hand-over`, { to: stranger, because: 'Invented' })
    assert.equal(handed.statusCode, 400)
  })
})

describe('a case that no team leads', () => {
  it('is given one by a manager of whoever works on it, who manages it from then on', async () => {
    const caseId = await addCase(team, { 'social-worker': 'Wyn' })
    await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, [caseId])))
    assert.equal(await may(team, 'Tam', caseId, 'manage'), false)
    assert.match((await get('Tam', '/team')).body, /Give a team to 1 case/)
    const path = `/team/${team.person('Wyn')}/lead`
    assert.equal((await get('Otto', path)).statusCode, 404)
    assert.match((await does('Tam', path, { team: 'north', because: '' })).body, /Say why/)
    const given = await does('Tam', path, { team: 'north', because: 'It came without one' })
    assert.equal(given.headers.location, '/team')
    assert.equal(await may(team, 'Tam', caseId, 'manage'), true)
    assert.match((await get('Tam', `/cases/${caseId}`)).body, /Led by North/)
    assert.match((await get('Tam', path)).body, /A team leads each of/)
  })
})

describe('telephone numbers', () => {
  it('are kept of the authority, of agencies and of people, and stand where one must ring', async () => {
    const lines = { day: '01632 960001', night: '01632 960999' }
    assert.match(
      (await does('Ade', '/people/telephones', { day: 'by pigeon', night: '' })).body,
      /Enter a telephone number/,
    )
    await does('Ade', '/people/telephones', lines)
    await does('Ade', '/places/agencies/council/telephones', { day: '01632 960002', night: '01632 960003' })
    const raise = (await get('Wyn', '/raise')).body
    assert.match(raise, /children’s social care on <strong>01632 960001<\/strong>/)
    assert.match(raise, /emergency duty team on <strong>01632 960999<\/strong>/)
    assert.match((await get('Otto', '/flags')).body, /01632\s960002; out of hours 01632\s960003/)
    const { rows } = await team.root
      .query(`select payload::text as text from sightline.audit_payloads`)
      .catch(() => ({ rows: [] }))
    assert.ok(rows.every(({ text }) => !String(text).includes('01632')))
    assert.equal((await get('Wyn', '/people/telephones')).statusCode, 403)
  })
})
