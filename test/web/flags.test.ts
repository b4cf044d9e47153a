import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { FLAG_BUNDLE } from '../../src/documents/flags/fhir.test-data.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import { lastNoted, layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY, moment } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { PLAN } from '../walks/buckinghamshire/given.ts'
import { hiddenIn, type TestFace, testFace, Visitor } from './face.ts'
import { type Flagged, flaggedChild, layOutFlags, letGo, placed } from './flagged.ts'

let database: TestDatabase
let team: Team
let face: TestFace
let asked: Flagged
let leaving: Flagged

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
  await layOutFlags(team)
  asked = await flaggedChild(team, 'Ada Invented', ['police', 'hospital'])
  await placed(team, 'Otto', 'police-officer', await flaggedChild(team, 'Ben Invented', ['police']))
  leaving = await letGo(team, await flaggedChild(team, 'Cal Invented', ['police', 'hospital']))
})
after(async () => {
  await face.close()
  await database.close()
})

const signedIn = (name: string): Promise<Visitor> => Visitor.signedIn(face, team.person(name))

async function page(name: string, path = '/flags'): Promise<string> {
  const answer = await (await signedIn(name)).get(path)
  assert.equal(answer.statusCode, 200)
  return answer.body
}

/** The children of the cards, or the cases, in their order. */
const children = (body: string) => [...body.matchAll(/(Ada|Ben|Cal) Invented<\/a><\/h[23]>/g)].map((found) => found[1])

describe('the flags that an agency carries', () => {
  it('are those of the own agency, what is to be confirmed first coming first', async () => {
    assert.deepEqual(children(await page('Otto')), ['Ada', 'Cal', 'Ben'])
    const hospital = await page('Nan')
    assert.deepEqual(children(hospital), ['Ada', 'Cal'])
    assert.doesNotMatch(hospital, /POL\/26\/0042/)
    const { payload } = (await lastNoted(team, 'list-flags')) ?? {}
    assert.equal(JSON.parse(String(payload)).shown.length, 2)
  })

  it('lead to the step that confirms, which shows at once', async () => {
    const otto = await signedIn('Otto')
    const { body } = await otto.get('/flags?state=asked')
    assert.deepEqual(children(body), ['Ada'])
    const href = /href="(\/pathways\/[^"]+\/steps\/confirm-placed[^"]+)"/.exec(body)?.[1] ?? ''
    const form = await otto.get(href.replaceAll('&amp;', '&'))
    assert.equal(form.statusCode, 200)
    assert.match(form.body, /Your own reference number/)
    assert.match(body, /To be placed/)
    assert.match((await otto.get('/flags?state=placed')).body, /POL\/26\/0042/)
  })

  it('are none for an agency without a flag, and for whoever is of no agency that carries one', async () => {
    for (const name of ['Wyn', 'Ade', 'Dot']) {
      const body = await page(name)
      assert.deepEqual(children(body), [])
      assert.match(body, /carries no flag that you may see/)
    }
  })

  it('are those of both agencies for whoever stands in for somebody of another', async () => {
    await team.root.query(
      `insert into sightline.deputies (authority, deputy_id, for_person_id, person_id, since, until, reason)
       values ($1, gen_random_uuid(), $2, $3, '2026-11-20', '2026-11-21', 'Leave')`,
      [AUTHORITY, team.person('Otto'), team.person('Nan')],
    )
    const body = await page('Nan')
    await team.root.query('delete from sightline.deputies')
    assert.equal(children(body).filter((name) => name === 'Ada').length, 2)
    assert.match(body, /POL\/26\/0042/)
  })

  it('are found by a part of the name and by the own number, and tell what to do where nobody is', async () => {
    const otto = await signedIn('Otto')
    await otto.get('/flags')
    const found = async (sought: string) => (await otto.post('/flags/find', { sought })).body
    assert.deepEqual(children(await found('da inv')), ['Ada'])
    assert.deepEqual(children(await found('pol/26/0042')), ['Ben'])
    assert.match(await found(' '), /Enter a name, or a reference number/)
    const nobody = (body: string) => body.replaceAll(/Zed|Wyn-less|name="_csrf" value="[^"]+"/g, '')
    // A child who is known and not the agency's to see is told of as one who is not known at all.
    await team.root.query(
      `insert into sightline.children (authority, child_id, identifier, name) values ($1, gen_random_uuid(), 'Z-1', 'Zed Invented')`,
      [AUTHORITY],
    )
    const [known, unknown] = [await found('Zed'), await found('Wyn-less')]
    assert.match(known, /call 999 now/)
    assert.match(known, /href="\/raise"/)
    assert.equal(nobody(known), nobody(unknown))
  })

  it('say of a restricted case what becomes of them, and are gone from a sealed one and one that excludes', async () => {
    const set = (sensitivity: string, contact: string | null) =>
      team.root.query('update sightline.cases set sensitivity = $1, contact = $2 where case_id = $3', [
        sensitivity,
        contact,
        asked.caseId,
      ])
    await set('restricted', 'Tam, North')
    assert.match(await page('Otto'), /This case is restricted\. The flag stays.*Tam, North/)
    await set('sealed', null)
    assert.deepEqual(children(await page('Otto')), ['Cal', 'Ben'])
    await set('standard', null)
    await team.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, gen_random_uuid(), $2, 'agency:police', 'Invented', '2026-01-01', $3)`,
      [AUTHORITY, asked.caseId, team.person('Tam')],
    )
    const body = await page('Otto')
    assert.deepEqual(children(body), ['Cal', 'Ben'])
    assert.match(body, /take none off because it is not here/)
    await team.root.query('delete from sightline.exclusions')
  })
})

describe('the files of flags', () => {
  it('hold what the page holds, and of a case that is closed to whoever asks nothing', async () => {
    const otto = await signedIn('Otto')
    const csv = await otto.get('/flags/flags.csv?state=')
    assert.match(String(csv.headers['content-disposition']), /attachment; filename="flags-2026-11-20\.csv"/)
    assert.equal(csv.body.trimEnd().split('\r\n').length, 4)
    assert.match(csv.body, /Ben Invented.*POL\/26\/0042/)
    const json = await otto.get('/flags/flags.json')
    assert.match(String(json.headers['content-type']), /^application\/fhir\+json/)
    const bundle = FLAG_BUNDLE.parse(JSON.parse(json.body))
    assert.deepEqual(bundle.entry?.map(({ resource }) => resource.status).toSorted(), ['active', 'active', 'inactive'])
    await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [asked.caseId])
    const sealed = FLAG_BUNDLE.parse(JSON.parse((await otto.get('/flags/flags.json')).body))
    await team.root.query(`update sightline.cases set sensitivity = 'standard' where case_id = $1`, [asked.caseId])
    assert.equal(sealed.entry?.length, 2)
    const none = FLAG_BUNDLE.parse(JSON.parse((await (await signedIn('Ade')).get('/flags/flags.json')).body))
    assert.equal(none.entry, undefined)
    const every = await (await signedIn('Quin')).get('/flags/agencies.csv?show=unconfirmed')
    assert.equal(every.body.trimEnd().split('\r\n').length, 5)
  })
})

describe('the flags of every agency', () => {
  it('show who has confirmed and who has not, until all have', async () => {
    const all = await page('Quin', '/flags/agencies')
    assert.deepEqual(children(all), ['Ada', 'Cal', 'Ben'])
    assert.equal([...all.matchAll(/2 agencies have still to confirm/g)].length, 2)
    assert.match(all, /Every agency has confirmed/)
    assert.deepEqual(children(await page('Quin', '/flags/agencies?show=unconfirmed')), ['Ada', 'Cal'])
  })

  it('show late what is late', async () => {
    face.setNow('2026-11-28T10:00:00Z')
    const all = await page('Dot', '/flags/agencies')
    face.setNow('2026-11-20T10:00:00Z')
    assert.match(all, /4 days late/)
    assert.match(all, /1 day late/)
  })

  it('are turned a page at a time', async () => {
    const otto = await signedIn('Otto')
    const next = `/flags/agencies?show=all&after=2026-11-24.${asked.pathway}`
    assert.deepEqual(children((await otto.get(next)).body), ['Cal', 'Ben'])
    assert.deepEqual(children((await otto.get(`/flags?after=none.${leaving.pathway}`)).body).includes('Ada'), false)
    assert.equal((await otto.get('/flags?after=none.1')).statusCode, 400)
  })

  it('are none for whoever may see no such case', async () => {
    assert.match(await page('Ash', '/flags/agencies'), /No agency carries a flag in the cases that you may see/)
  })
})

/** Fills in a form, confirms its check, and gives the page of what follows. */
async function records(visitor: Visitor, href: string, typed: Record<string, string>): Promise<string> {
  const at = href.replaceAll('&amp;', '&')
  const form = await visitor.get(at)
  assert.equal(form.statusCode, 200, form.body)
  const chosen = /name="about" value="([^"]+)"[^>]*checked/.exec(form.body)?.[1]
  const about = chosen === undefined ? {} : { about: chosen }
  const sent = await visitor.post(at.split('?')[0] ?? '', {
    ...hiddenIn(form.body),
    ...about,
    ...typed,
    happened: 'now',
  })
  assert.equal(sent.statusCode, 303, sent.body)
  const check = await visitor.get(String(sent.headers.location))
  const recorded = await visitor.post(String(sent.headers.location).replace('/check', '/record'), hiddenIn(check.body))
  assert.equal(recorded.statusCode, 303, recorded.body)
  return (await visitor.get(String(recorded.headers.location))).body
}

/** The fields of a moment: ten o'clock on 20 November 2026. */
const atTen = (name: string) => ({
  [`${name}.day`]: '20',
  [`${name}.month`]: '11',
  [`${name}.year`]: '2026',
  [`${name}.time`]: '10:00',
})

describe('a contact with somebody who is flagged', () => {
  const CONTACT = {
    'a.where-seen': 'At the bus station',
    'a.appearance': 'Cold',
    'a.behaviour': 'Quiet',
    'a.tried-to-engage': 'Tea',
    'a.signposted': 'The youth line',
  }

  it('is one press away, tells the clock and whom to ring, and goes straight on to what is owed', async () => {
    const otto = await signedIn('Otto')
    const { body } = await otto.get('/flags?state=placed')
    const seen = /href="([^"]+)">They are here, or we have seen them/.exec(body)?.[1] ?? ''
    const form = (await otto.get(seen)).body
    assert.match(form, /call 999 now/)
    for (const named of [PLAN['promoted'], PLAN['contingency']]) assert.ok(form.includes(String(named)), String(named))
    const recorded = await records(otto, seen, CONTACT)
    assert.match(recorded, /If nobody answers, ring children’s social care/)
    assert.match(recorded, /Whom to ring now/)
    assert.match(recorded, /<strong>Wyn<\/strong>, the case&#39;s Social worker/)
    assert.equal([...recorded.matchAll(/By 10:00 on Saturday 21 November 2026/g)].length, 2)
    assert.match(recorded, /24 hours left/)
    assert.match((await (await signedIn('Wyn')).get('/my-work')).body, /Respond to the contact/)

    const hrefOf = (body: string, title: string) => new RegExp(`href="([^"]+)">${title}`).exec(body)?.[1] ?? ''
    const call = hrefOf(recorded, 'Record that the worker was told')
    const told = { 'a.told-whom.reached': 'yes', 'a.told-whom.with': 'Wyn', ...atTen('a.told-whom.when') }
    const called = await records(otto, call, told)
    assert.doesNotMatch(called, /Record that the worker was told<\/a>/)
    const written = await records(otto, hrefOf(called, 'Write the contact up'), { 'a.contact-report': 'Invented' })
    assert.doesNotMatch(written, /Write the contact up<\/a>/)
  })

  it('shows late from the moment on', async () => {
    face.setNow('2026-11-21T11:30:00Z')
    assert.match(await page('Wyn', '/my-work'), /1 hour late/)
    assert.match(await page('Tam', '/coming-up'), /1 hour late/)
    face.setNow('2026-11-20T10:00:00Z')
  })
})

describe('somebody who sits for two agencies', () => {
  it('sees the flags of both, and confirms each for its own', async () => {
    await team.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, agency, since)
       values ($1, gen_random_uuid(), $2, 'police-officer', 'police', '2020-01-01')`,
      [AUTHORITY, team.person('Nan')],
    )
    const { pathway } = await flaggedChild(team, 'Ada Invented', ['police', 'hospital'])
    const nan = await signedIn('Nan')
    const { body } = await nan.get('/flags?state=asked')
    assert.match(body, /hospital and police<\/span>\s*<h1[^>]*>Flags your agencies carry/)
    const hrefs = [...body.matchAll(/href="(\/pathways\/[^"]+\/steps\/confirm-placed[^"]+)"/g)]
      .map(([, href = '']) => href.replaceAll('&amp;', '&'))
      .filter((href) => href.includes(pathway))
    const forms = await Promise.all(hrefs.map((href) => nan.get(href)))
    const police = forms.findIndex((form) => form.body.includes('as <strong>Police officer, for police</strong>'))
    assert.equal(forms.length, 2)
    assert.ok(police >= 0)
    const typed = { 'a.placed-as': 'flag', 'a.responsible': 'The duty sergeant', 'a.own-reference': 'POL/26/0099' }
    await records(nan, hrefs[police] ?? '', typed)
    const { rows } = await team.root.query(
      `select f.agency, f.state, e.agency as acted_for from sightline.flags f
       left join sightline.entries e on e.authority = f.authority and e.pathway_id = f.pathway_id and e.entry_id = f.placed_in
       where f.pathway_id = $1 order by f.agency`,
      [pathway],
    )
    assert.deepEqual(rows, [
      { agency: 'hospital', state: 'asked', acted_for: null },
      { agency: 'police', state: 'placed', acted_for: 'police' },
    ])
    assert.match((await nan.get(`/pathways/${pathway}`)).body, /Nan, as Police officer, for police/)
    const done = await nan.get(hrefs[police] ?? '')
    assert.equal(done.statusCode, 403)
    assert.match(done.body, /is recorded already: police/)
  })

  it('records nothing for one by what was opened for the other', async () => {
    const { pathway } = await flaggedChild(team, 'Ada Invented', ['police', 'hospital'])
    const nan = await signedIn('Nan')
    const { body } = await nan.get('/flags?state=asked')
    const hrefs = [...body.matchAll(/href="(\/pathways\/[^"]+\/steps\/confirm-placed[^"]+)"/g)].map(
      ([, href = '']) => href,
    )
    const href = hrefs.find((each) => each.includes(pathway) && each.endsWith('police')) ?? ''
    const form = await nan.get(href)
    assert.match(form.body, /About: police/)
    const typed = { 'a.placed-as': 'flag', 'a.responsible': 'The duty sergeant', happened: 'now' }
    const sends = async (role: string) =>
      nan.post(href.split('?')[0] ?? '', { ...hiddenIn(form.body), draft: nextId(), role, ...typed })
    const forged = await sends('health-visitor')
    assert.equal(forged.statusCode, 403, forged.body)
    const check = await nan.get(String((await sends('police-officer@police')).headers.location))
    assert.match(check.body, /About<\/dt>\s*<dd class="govuk-summary-list__value">police</)
    // Whoever acts for the hospital alone is not offered what the police owe.
    await team.root.query(`delete from sightline.role_holdings where agency = 'police' and person_id = $1`, [
      team.person('Nan'),
    ])
    const others = await (await signedIn('Nan')).get(href)
    assert.equal(others.statusCode, 403)
    assert.match(others.body, /is owed by police, and none of your roles acts for it/)
  })
})

describe('an agency that has ended', () => {
  const ends = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
  const page = '/places/agencies/police/end'

  it('gives whoever ends it no role by which they would see cases, and says what hangs on it', async () => {
    const ade = await signedIn('Ade')
    const asked = await ade.get(page)
    assert.match(asked.body, /Today \d+ (person works|people work) for it, on \d+ cases?/)
    assert.doesNotMatch(asked.body, /value="administrator"/)
    const own = await ade.post(page, { do: 'do', ...ends, successor: '', role: 'administrator' })
    assert.match(own.body, /Error: Say that an agency ends/)
    await team.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       values ($1, '00000000-0000-4000-8000-0000000000ad', $2, 'panel-chair', '2026-12-01')`,
      [AUTHORITY, team.person('Ade')],
    )
    const theirs = await ade.post(page, { do: 'do', ...ends, successor: '', role: 'panel-chair' })
    await team.root.query(
      `delete from sightline.role_holdings where holding_id = '00000000-0000-4000-8000-0000000000ad'`,
    )
    assert.match(theirs.body, /Nobody gives themselves/)
  })

  it('leaves the flags that it had to confirm to its successor, who finds them marked', async () => {
    const { pathway } = await flaggedChild(team, 'Ben Invented', ['police'])
    const ade = await signedIn('Ade')
    const asked = await ade.post(page, { do: 'do', ...ends, successor: '', role: '' })
    assert.match(asked.body, /Choose an agency, or a role, and not both/)
    const done = await ade.post(page, { do: 'do', ...ends, successor: 'hospital', role: '' })
    assert.equal(done.headers.location, '/places')
    assert.match((await ade.get('/places')).body, /What it owes passes to hospital/)
    await sweep(team.store, { authority: AUTHORITY, person: team.person('service') }, moment('2026-11-20T10:00:00Z'))
    const lea = await signedIn('Nan')
    const { body } = await lea.get('/flags?state=asked')
    assert.match(body, /police \(ended on Friday 20 November 2026; hospital answers for it\)/)
    const hrefs = [...body.matchAll(/href="(\/pathways\/[^"]+\/steps\/confirm-placed[^"]+)"/g)].map(
      ([, href = '']) => href,
    )
    const href = hrefs.find((each) => each.includes(pathway)) ?? ''
    const typed = { 'a.placed-as': 'flag', 'a.responsible': 'The ward', 'a.own-reference': 'POL/26/0100' }
    await records(lea, href, typed)
    const { rows } = await team.root.query(
      `select f.agency, f.state, e.agency as acted_for from sightline.flags f
       join sightline.entries e on e.authority = f.authority and e.pathway_id = f.pathway_id and e.entry_id = f.placed_in
       where f.pathway_id = $1`,
      [pathway],
    )
    assert.deepEqual(rows, [{ agency: 'police', state: 'placed', acted_for: 'hospital' }])
  })

  it('leaves them to a role of the lead agency where nothing takes its place', async () => {
    const { pathway } = await flaggedChild(team, 'Cal Invented', ['police'])
    const ade = await signedIn('Ade')
    await ade.post(page, { do: 'do', ...ends, successor: '', role: 'panel-chair' })
    await sweep(team.store, { authority: AUTHORITY, person: team.person('service') }, moment('2026-11-20T10:00:00Z'))
    const { body } = await (await signedIn('Dot')).get('/flags?state=asked')
    assert.ok(body.includes(`/pathways/${pathway}/steps/confirm-placed`))
  })

  it('is shown to somebody named where it names neither', async () => {
    const { pathway } = await flaggedChild(team, 'Ada Invented', ['police'])
    await team.root.query(`update sightline.agencies set falls_to = null where agency = 'police'`)
    await team.root.query('update sightline.pathways set stale = true where pathway_id = $1', [pathway])
    await sweep(team.store, { authority: AUTHORITY, person: team.person('service') }, moment('2026-11-20T10:00:00Z'))
    const { rows } = await team.root.query(
      `select (select array_agg(o.person_id) from sightline.owed o where o.pathway_id = p.pathway_id and o.duty_id like 'place%') as owed,
         (select count(*)::int from sightline.told t where t.pathway_id = p.pathway_id and t.kind = 'nobody') as told
       from sightline.pathways p where p.pathway_id = $1`,
      [pathway],
    )
    assert.deepEqual(rows[0]?.owed, [null])
    assert.ok(rows[0]?.told > 0)
  })
})
