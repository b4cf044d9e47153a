import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, may, type Team } from '../record/access/team.ts'
import { AUTHORITY } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { hiddenIn, saysOf, type TestFace, testFace, type Visitor, Visitors } from './face.ts'
import { onTheList } from './on-the-list.ts'

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

/** A case on the list with these words in what was written, and the address by which its first paper is shared. */
async function sharable(words: string) {
  const pathway = await onTheList(team, 'Ann Invented', words)
  const { rows } = await team.root.query('select case_id from sightline.pathways where pathway_id = $1', [pathway])
  const caseId: string = rows[0].case_id
  const list = (await get('Tam', `/cases/${caseId}/shares`)).body
  const path = new RegExp(`/cases/${caseId}/share/${pathway}/case-note[^"]*`).exec(list)?.[0] ?? ''
  return { pathway, caseId, path }
}

/** Sees a form, and sends it to be done. */
async function does(name: string, path: string, fields: Readonly<Record<string, string>>) {
  const each = await visitor(name)
  const version = /name="version" value="(\d+)"/.exec((await each.get(path)).body)?.[1]
  return each.post(path, { do: 'do', ...(version === undefined ? {} : { version }), ...fields })
}

const ASKED = {
  basis: 'safeguarding',
  purpose: 'To keep Ann safe at night',
  'until-day': '1',
  'until-month': '12',
  'until-year': '2026',
}

describe('one paper, shared with somebody who has no way to it', () => {
  it('is seen before it goes, without the names that are taken out, and opens nothing else', async () => {
    face.setNow('2026-11-20T10:20:00Z')
    const { pathway, caseId, path } = await sharable('Gareth Madeup rang')
    assert.equal((await get('Wyn', `/cases/${caseId}/shares`)).statusCode, 404)
    const tam = await visitor('Tam')
    await tam.get(path)
    const asked = { ...ASKED, person: team.person('Nan') }
    const missing = await tam.post(path, { ...asked, basis: '', do: 'preview' })
    assert.equal(missing.statusCode, 400)
    const look = await tam.post(path, { ...asked, do: 'preview' })
    assert.match(
      saysOf(look.body),
      /Gareth Madeup May be a name\. .*This is all that they will get .*Gareth Madeup rang/,
    )
    // What was not seen as it would go does not go.
    const unseen = { ...hiddenIn(look.body), out: 'Gareth Madeup', because: 'No part in it', do: 'send' }
    const again = await tam.post(path, unseen)
    assert.match(saysOf(again.body), /Read it again: it has not gone\..*\[name taken out\] rang/)
    assert.equal((await tam.post(path, { ...unseen, because: ' ' })).statusCode, 400)
    // Reading it takes its time.
    face.setNow('2026-11-20T10:27:00Z')
    const sent = await tam.post(path, { ...unseen, ...hiddenIn(again.body) })
    assert.deepEqual([sent.statusCode, sent.headers.location], [303, `/cases/${caseId}/shares`])
    const share = /\/shared\/[0-9a-f-]{36}/.exec((await get('Nan', '/shared')).body)?.[0] ?? ''
    const work = (await get('Nan', '/my-work')).body
    assert.match(saysOf(work), /Tam has shared something with you: Case note/)
    assert.ok(work.includes(`href="${share}"`))
    const read = saysOf((await get('Nan', share)).body)
    assert.match(read, /To keep Ann safe at night .*\[name taken out\] rang/)
    assert.doesNotMatch(read, /Gareth/)
    for (const closed of [`/pathways/${pathway}`, `/cases/${caseId}`, `/cases/${caseId}/shares`]) {
      assert.equal((await get('Nan', closed)).statusCode, 404, closed)
    }
    assert.equal(await may(team, 'Nan', caseId), false)
    assert.equal((await get('Otto', share)).statusCode, 404)
    assert.equal((await (await visitor('Nan')).post(`${share}/end`, { because: 'Mine' })).statusCode, 404)
    await closesAndEnds(caseId, share)
  })

  async function closesAndEnds(caseId: string, share: string): Promise<void> {
    const exclude = `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
      values ($1, $2, $3, $4, 'Invented', '2026-01-01', $5)`
    const exclusion = nextId()
    await team.root.query(exclude, [AUTHORITY, exclusion, caseId, `person:${team.person('Nan')}`, team.person('Tam')])
    assert.equal((await get('Nan', share)).statusCode, 404)
    await team.root.query('delete from sightline.exclusions where exclusion_id = $1', [exclusion])
    assert.equal((await get('Nan', share)).statusCode, 200)
    face.setNow('2026-12-02T10:00:00Z')
    visitors.forget()
    assert.equal((await get('Nan', share)).statusCode, 404)
    face.setNow('2026-11-20T10:30:00Z')
    visitors.forget()
    await get('Tam', share)
    const tam = await visitor('Tam')
    assert.equal((await tam.post(`${share}/end`, { because: ' ' })).statusCode, 400)
    assert.equal((await tam.post(`${share}/end`, { because: 'The danger is over' })).statusCode, 303)
    assert.match(saysOf((await get('Tam', `/cases/${caseId}/shares`)).body), /Ended .*: The danger is over/)
    assert.equal((await get('Nan', share)).statusCode, 404)
    assert.doesNotMatch(saysOf((await get('Nan', '/my-work')).body), /has shared something/)
  }

  it('may be one entry, and goes for ever with the answers of its pathway', async () => {
    const { caseId, pathway } = await sharable('Hallie Madeup rang twice')
    const list = (await get('Tam', `/cases/${caseId}/shares`)).body
    const path = new RegExp(`/cases/${caseId}/share-entry/${pathway}/[0-9a-f-]{36}`).exec(list)?.[0] ?? ''
    const tam = await visitor('Tam')
    await tam.get(path)
    const look = await tam.post(path, { ...ASKED, person: team.person('Otto'), do: 'preview' })
    assert.match(saysOf(look.body), /Hallie Madeup May be a name\..*WHAT WAS RECORDED .*Hallie Madeup rang twice/)
    assert.equal((await tam.post(path, { ...hiddenIn(look.body), do: 'send' })).statusCode, 303)
    assert.equal((await tam.post(path, { ...hiddenIn(look.body), do: 'send' })).statusCode, 303)
    const shares = (await get('Otto', '/shared')).body.match(/\/shared\/[0-9a-f-]{36}/g) ?? []
    assert.equal(new Set(shares).size, 1)
    const share = shares[0] ?? ''
    assert.match((await get('Otto', share)).body, /Hallie Madeup rang twice/)
    const asks = () => does('Tam', `/cases/${caseId}/erasures/ask`, { of: pathway, because: 'Invented' })
    assert.match(saysOf((await asks()).body), /It goes on: flags are carried/)
    await team.root.query(`update sightline.pathways set ended = '2026-11-20T10:00:00Z' where pathway_id = $1`, [
      pathway,
    ])
    assert.equal((await asks()).statusCode, 303)
    assert.match(saysOf((await asks()).body), /It was asked for already, and waits/)
    const waiting = (await get('Sal', `/cases/${caseId}/erasures`)).body
    const confirm = /\/cases\/[0-9a-f-]{36}\/erasures\/[0-9a-f-]{36}\/confirm/.exec(waiting)?.[0] ?? ''
    assert.equal((await does('Sal', confirm, { sure: 'yes' })).statusCode, 303)
    assert.equal((await get('Otto', share)).statusCode, 404)
    const { rows } = await team.root.query(
      `select title, content, purpose, ended_because as because from sightline.shares where share_id = $1`,
      [share.slice('/shared/'.length)],
    )
    assert.deepEqual(rows[0], { title: 'Erased', content: '', purpose: '', because: 'Erased' })
    const { rows: said } = await team.root.query(
      `select p.payload from sightline.audit_payloads p join sightline.audit_envelopes e using (authority, envelope_id)
       where e.object_kind = 'share' and e.object_id = $1 and p.payload <> '{}'`,
      [share.slice('/shared/'.length)],
    )
    assert.deepEqual(said, [])
  })
})

describe('whereabouts that are withheld', () => {
  const review = { 'review-day': '1', 'review-month': '2', 'review-year': '2027' }
  const LIVES = 'The mother and Ann live at 12 Some Street, zz1 1aa now'

  it('are said on every page of the case and on what leaves it, kept and lifted with a reason, and never forgotten', async () => {
    face.setNow('2026-11-20T10:20:00Z')
    visitors.forget()
    const { pathway, caseId } = await sharable(LIVES)
    const access = `/cases/${caseId}/access`
    const fields = {
      whose: 'child-and-carer',
      carer: 'the mother',
      from: 'family',
      named: 'the father',
      because: 'Hunted',
    }
    assert.equal((await get('Wyn', `${access}/withhold`)).statusCode, 404)
    const unnamed = await does('Tam', `${access}/withhold`, { ...fields, ...review, carer: '', do: 'check' })
    assert.equal(unnamed.statusCode, 400)
    assert.equal((await does('Tam', `${access}/withhold`, { ...fields, ...review })).statusCode, 303)
    const said = /Where the child and the mother are must not become known to the father\./
    const pages = [`/cases/${caseId}`, `/pathways/${pathway}`, `${access}/let-in`, `/cases/${caseId}/shares`]
    for (const path of pages) assert.match(saysOf((await get('Tam', path)).body), said, path)
    const offered = (await get('Tam', `/pathways/${pathway}`)).body
    const at = /href="(\/pathways\/[^"]+\/steps\/[a-z-]+)/.exec(offered)?.[1] ?? assert.fail()
    const form = hiddenIn((await get('Tam', at)).body)
    const later = await (await visitor('Tam')).post(at, { ...form, do: 'later' })
    assert.equal(later.headers.location, '/unfinished')
    assert.match(saysOf((await get('Tam', `/drafts/${form['draft'] ?? ''}`)).body), said)
    const seen = saysOf((await get('Wyn', `/cases/${caseId}`)).body)
    assert.match(seen, said)
    assert.doesNotMatch(seen, /Hunted/)
    assert.match(saysOf((await get('Sal', '/lists/cases-of-most-concern/kept')).body), said)
    const csv = (await get('Sal', '/lists/cases-of-most-concern/kept.csv')).body
    assert.match(csv, /Whereabouts withheld \(Ann Invented\)\. Where the child and the mother are/)
    const { rows } = await team.root.query('select entry_id as id from sightline.entries where pathway_id = $1', [
      pathway,
    ])
    const forFile = saysOf((await get('Wyn', `/pathways/${pathway}/recorded/${rows[0].id}`)).body)
    assert.match(forFile, /NOTE: Whereabouts withheld\./)
    await keptAndLifted(caseId, access)
  })

  async function keptAndLifted(caseId: string, access: string): Promise<void> {
    const act = async (what: string) =>
      new RegExp(`/cases/${caseId}/access/withheld/[0-9a-f-]{36}/${what}`).exec((await get('Tam', access)).body)?.[0] ??
      ''
    const first = await act('keep')
    assert.equal((await does('Tam', first, { because: 'He still looks', ...review })).statusCode, 303)
    assert.equal((await get('Tam', first)).statusCode, 404)
    assert.equal((await does('Tam', await act('lift'), { because: 'He has died' })).statusCode, 303)
    const now = saysOf((await get('Tam', access)).body)
    assert.match(
      now,
      /Nobody’s whereabouts are withheld from anybody\..*Hunted.*kept.*: He still looks.*[Ll]ifted.*: He has died/,
    )
    assert.doesNotMatch(saysOf((await get('Wyn', `/cases/${caseId}`)).body), /must not become known/)
    await does('Tam', `/cases/${caseId}/erasures/ask`, { of: 'audit', because: 'Invented' })
    const waiting = (await get('Sal', `/cases/${caseId}/erasures`)).body
    const confirm = /\/cases\/[0-9a-f-]{36}\/erasures\/[0-9a-f-]{36}\/confirm/.exec(waiting)?.[0] ?? ''
    assert.equal((await does('Sal', confirm, { sure: 'yes' })).statusCode, 303)
    assert.doesNotMatch((await get('Tam', access)).body, /Hunted|still looks|has died/)
  }

  it('take what looks like an address out of what is shared, and never go to whom they are withheld from', async () => {
    const { caseId, path } = await sharable(LIVES)
    const from = { whose: 'child', from: 'here', here: 'agency:hospital', because: 'Invented' }
    // Withholding closes nothing: who reads the case all the same is named before it is said.
    const looks = async (here: string) => {
      return saysOf(
        (await does('Tam', `/cases/${caseId}/access/withhold`, { ...from, ...review, here, do: 'check' })).body,
      )
    }
    assert.doesNotMatch(await looks('agency:hospital'), /closes nothing/)
    assert.match(await looks('agency:council'), /These may read it, .*: .*whoever manages North.*Wyn/)
    assert.match(await looks(`person:${team.person('Wyn')}`), /These may read it, .*: Wyn\. Exclude them/)
    assert.equal((await does('Tam', `/cases/${caseId}/access/withhold`, { ...from, ...review })).statusCode, 303)
    const tam = await visitor('Tam')
    await tam.get(path)
    const look = await tam.post(path, { ...ASKED, person: team.person('Nan'), do: 'preview' })
    const says = saysOf(look.body)
    assert.match(says, /zz1 1aa Looks like an address\..*12 Some Street Looks like an address\./)
    assert.match(says, /NOTE: Whereabouts withheld\..*live at \[address taken out\], \[address taken out\] now/)
    const given = { ...hiddenIn(look.body), because: '' }
    const told = await tam.post(path, { ...given, out: 'zz1 1aa', because: 'Withheld', do: 'send' })
    assert.equal(told.statusCode, 400)
    assert.match(saysOf(told.body), /Take every address out/)
    // To somebody of another agency whoever shares it decides.
    const other = await tam.post(path, { ...ASKED, person: team.person('Otto'), do: 'preview' })
    const both = { ...hiddenIn(other.body), out: 'zz1 1aa', because: 'Too exact', do: 'send' }
    const again = await tam.post(path, both)
    assert.equal((await tam.post(path, { ...both, ...hiddenIn(again.body) })).statusCode, 303)
  })
})
