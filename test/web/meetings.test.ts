import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readCalendar, valueIn } from '../../src/documents/calendar/read-calendar.test-data.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { saidInCases } from '../../src/record/meetings/said-in-cases.ts'
import { keepSeries, seriesKept } from '../../src/record/meetings/series.ts'
import { planSitting, sittingsOf } from '../../src/record/meetings/sittings.ts'
import { withheldFrom } from '../../src/record/pathways/listed.ts'
import { undoEntry } from '../../src/record/pathways/undo-entry.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import { by, layOutTeam, type Team } from '../record/access/team.ts'
import { AUTHORITY, addCase, adopt, moment, record } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { REFERRAL } from '../walks/buckinghamshire/given.ts'
import { hiddenIn, saysOf, type TestFace, testFace, Visitor } from './face.ts'
import { type Flagged, flaggedChild, layOutFlags } from './flagged.ts'
import { addedDirectly, onTheList } from './on-the-list.ts'

// A sitting on the day itself: two children on the list, one of whom a Service Manager may not know of.

let database: TestDatabase
let team: Team
let face: TestFace
let sitting: string
let series: string
let ann: string
let bo: string
const NOW = '2026-11-20T14:00:00Z'
const LIST = 'list-of-most-concern'

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await adopt(team.root, LIST, 'wokingham', team.person('Quin'))
  await by(team, 'service', keepSeries)
  ann = await onTheList(team, 'Ann Invented')
  bo = await addedDirectly(team, 'Bo Invented')
  const planned = await by(team, 'Quin', (bound) => planSitting(bound, { meeting: 'smt', on: day('2026-11-20') }))
  assert.ok(planned.ok)
  sitting = planned.sitting
  const [kept] = await by(team, 'Quin', seriesKept)
  series = nextId()
  const opens = { opens: { protocol: LIST, caseId: kept?.caseId ?? '', pathway: series } }
  const begin = { step: 'begin-the-list', role: 'quality-assurance' }
  const begun = await record(team, 'Quin', opens, begin, '2026-11-20T09:10:00Z')
  assert.ok('ok' in begun && begun.ok, JSON.stringify(begun))
  // The worker looks again at what the new sitting bears on.
  await sweep(team.store, { authority: AUTHORITY, person: team.person('service') }, moment(NOW))
  face = await testFace(database, {}, NOW)
})
after(async () => {
  await face.close()
  await database.close()
})

const visitor = (name: string): Promise<Visitor> => Visitor.signedIn(face, team.person(name))

async function asked(name: string, path: string) {
  return (await visitor(name)).get(path)
}

const says = ({ body }: { readonly body: string }) => saysOf(body)

/** The hidden fields of a meeting's form. */
const hiddenOf = (body: string) => hiddenIn(body.slice(body.indexOf('id="form"')))

/** Every hidden field of a page but its token. */
function fieldsIn(body: string): Readonly<Record<string, string>> {
  const { _csrf, ...fields } = hiddenIn(body)
  return fields
}

const REVIEW = { 'a.direction': 'An invented direction', 'a.leaders-act': 'no', 'a.oversight-needed': 'no' }
const caseAt = (pathway: string) => `/sittings/${sitting}/cases/${pathway}`
const sendTo = (pathway: string) => `${caseAt(pathway)}/steps/review-at-smt`

describe('meetings', () => {
  it('show what sits when, to everybody who signs in, and who plans it', async () => {
    const page = await asked('Wyn', '/meetings')
    assert.equal(page.statusCode, 200, page.body)
    assert.ok(page.body.includes(`/sittings/${sitting}`))
    assert.match(page.body, /None that you hold, owe or are invited to/)
    assert.doesNotMatch(page.body, /\/meetings\/smt\/plan/)
    assert.match((await asked('Quin', '/meetings')).body, /\/meetings\/smt\/plan/)
  })

  it('are planned for a day to come by who runs them', async () => {
    assert.equal((await asked('Wyn', '/meetings/smt/plan')).statusCode, 404)
    const quin = await visitor('Quin')
    await quin.get('/meetings/smt/plan')
    const wrong = await quin.post('/meetings/smt/plan', { 'on-day': '30', 'on-month': '2', 'on-year': '2027' })
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /href="#on_day"/)
    const planned = await quin.post('/meetings/smt/plan', { 'on-day': '14', 'on-month': '12', 'on-year': '2026' })
    assert.equal(planned.statusCode, 303, planned.body)
    const to = String(planned.headers.location)
    assert.match((await quin.get(to)).body, /Monday 14 December 2026/)
    const empty = await quin.post(`${to}/call-off`, { because: ' ', revision: '0' })
    assert.equal(empty.statusCode, 400)
    const named = await quin.post(`${to}/call-off`, { because: 'For ann invented', revision: '0' })
    assert.match(named.body, /The reason holds the name of a child/)
    await quin.post(`${to}/call-off`, { because: 'An invented reason', revision: '0' })
    assert.match((await asked('Wyn', to)).body, /Called off: An invented reason/)
  })

  it("have a time and a place, are moved, and are taken into a calendar of one's own", async () => {
    const quin = await visitor('Quin')
    await quin.get('/meetings/smt/plan')
    const on = { 'on-day': '21', 'on-month': '12', 'on-year': '2026' }
    const said = { starts: '10:30', ends: '12pm', place: 'Room 4', link: 'https://join.example/4' }
    for (const [wrong, field] of [
      [{ ...on, ...said, ends: '9:00' }, 'ends'],
      [{ ...on, ...said, ends: '' }, 'ends'],
      [{ ...on, ...said, starts: 'early' }, 'starts'],
      [{ ...on, ...said, link: 'javascript:alert(1)' }, 'link'],
    ] as const) {
      const page = await quin.post('/meetings/smt/plan', wrong)
      assert.equal(page.statusCode, 400)
      assert.ok(page.body.includes(`href="#${field}"`), field)
    }
    const planned = await quin.post('/meetings/smt/plan', { ...on, ...said })
    assert.equal(planned.statusCode, 303, planned.body)
    const to = String(planned.headers.location)
    assert.match((await quin.get(to)).body, /10:30 to 12:00[\s\S]*Room 4/)
    const calendar = async () => readCalendar((await asked('Wyn', `${to}/calendar`)).body)
    const first = await calendar()
    assert.equal(valueIn(first, 'DTSTART'), '20261221T103000Z')
    const form = await quin.get(`${to}/move`)
    assert.match(form.body, /value="10:30"/)
    assert.match(form.body, /Quin|Dot/)
    const taken = await quin.post(`${to}/move`, { ...on, 'on-day': '14', ...said, revision: '0' })
    assert.match(taken.body, /It sits on|Plan that day anew/)
    const moved = await quin.post(`${to}/move`, { ...on, 'on-day': '22', ...said, revision: '0' })
    assert.equal(moved.statusCode, 303, moved.body)
    const second = await calendar()
    assert.deepEqual(
      [valueIn(second, 'UID') === valueIn(first, 'UID'), valueIn(second, 'SEQUENCE'), valueIn(second, 'DTSTART')],
      [true, '1', '20261222T103000Z'],
    )
    assert.equal((await asked('Wyn', `${to}/move`)).statusCode, 404)
    await quin.get(`${to}/call-off`)
    assert.equal((await quin.post(`${to}/call-off`, { because: 'An invented reason', revision: '1' })).statusCode, 303)
    const third = await calendar()
    assert.deepEqual([valueIn(third, 'STATUS'), valueIn(third, 'SEQUENCE')], ['CANCELLED', '2'])
    assert.equal((await quin.get(`${to}/move`)).statusCode, 404)
  })

  it('are asked about where the day is one of rest, far away, or too early for what goes before', async () => {
    const quin = await visitor('Quin')
    await quin.get('/meetings/smt/plan')
    const plan = (day: string, month: string, year: string, more = {}) =>
      quin.post('/meetings/smt/plan', { 'on-day': day, 'on-month': month, 'on-year': year, ...more })
    for (const [day, month, year, asks] of [
      ['25', '12', '2026', /Friday 25 December 2026 is a bank holiday \(Christmas Day\)\./],
      ['5', '12', '2026', /Saturday 5 December 2026 is not a working day\./],
      ['10', '1', '2028', /Monday 10 January 2028 is more than a year away\./],
      ['24', '11', '2026', /that was due by Tuesday 17 November 2026, which is past\./],
    ] as const) {
      const page = await plan(day, month, year)
      assert.equal(page.statusCode, 200, page.body)
      assert.match(page.body, asks)
      assert.match(page.body, /Hold it then all the same/)
    }
    const far = await plan('1', '1', '9999')
    assert.equal(far.statusCode, 400)
    assert.match(far.body, /href="#on_year"[\s\S]*no later than .* where the calendar of bank holidays ends/)
    const named = await plan('7', '12', '2026', { place: 'Room of  Ann Invented' })
    assert.equal(named.statusCode, 400)
    assert.match(named.body, /href="#place"[\s\S]*holds the name of a child/)
    const asks = await plan('25', '12', '2026', { place: 'Room 5' })
    const sent = fieldsIn(asks.body)
    assert.equal(sent.place, 'Room 5')
    assert.match((await quin.post('/meetings/smt/plan', { ...sent, do: 'change' })).body, /value="Room 5"/)
    assert.equal((await quin.post('/meetings/smt/plan', { ...sent, 'on-day': '26' })).statusCode, 200, 'another day')
    const held = await quin.post('/meetings/smt/plan', sent)
    assert.equal(held.statusCode, 303, held.body)
    const twice = await quin.post('/meetings/smt/plan', sent)
    assert.equal(twice.headers.location, held.headers.location, 'sent twice, it is planned once')
  })

  it('are changed by who saw them as they are: an old page shows both texts', async () => {
    const [quin, dot] = [await visitor('Quin'), await visitor('Dot')]
    await quin.get('/meetings/smt/plan')
    const on = { 'on-day': '18', 'on-month': '1', 'on-year': '2027' }
    const to = String((await quin.post('/meetings/smt/plan', on)).headers.location)
    const [ofQuin, ofDot] = [
      fieldsIn((await quin.get(`${to}/move`)).body),
      fieldsIn((await dot.get(`${to}/move`)).body),
    ]
    const offPage = fieldsIn((await dot.get(`${to}/call-off`)).body)
    const moved = { ...ofQuin, ...on, 'on-day': '19', place: 'Room of Quin' }
    assert.equal((await quin.post(`${to}/move`, moved)).statusCode, 303)
    assert.equal((await quin.post(`${to}/move`, moved)).statusCode, 303, 'sent twice, it is moved once')
    const old = await dot.post(`${to}/move`, { ...ofDot, ...on, place: 'Room of Dot' })
    assert.equal(old.statusCode, 409)
    assert.match(says(old), /19 January 2027 Monday 18 January 2027[\s\S]*Room of Quin Room of Dot/)
    const off = await dot.post(`${to}/call-off`, { ...offPage, because: 'An invented snow' })
    assert.equal(off.statusCode, 409)
    assert.match(off.body, /Room of Quin[\s\S]*An invented snow/)
    const late = await dot.post(`${to}/answer`, { answer: 'coming', revision: '0' })
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /Tuesday 19 January 2027/)
    assert.match((await quin.get(to)).body, /Room of Quin/)
    assert.equal((await dot.post(`${to}/move`, fieldsIn(old.body))).statusCode, 303, 'once it was read')
    assert.match((await quin.get(to)).body, /Room of Dot/)
    assert.equal((await quin.post(`${to}/move`, { ...ofQuin, ...on, 'on-year': '9999' })).statusCode, 409)
  })

  it('are not there by a name or an identifier of nothing', async () => {
    for (const path of [`/sittings/${nextId()}`, '/meetings/none/plan', `/sittings/${nextId()}/minutes`]) {
      assert.equal((await asked('Quin', path)).statusCode, 404, path)
    }
  })
})

describe('a sitting', () => {
  it('has its standing items and the cases it considers, for each reader what they may see', async () => {
    const page = await asked('Quin', `/sittings/${sitting}`)
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /<li>The list of cases of most concern<\/li>/)
    for (const name of ['Ann Invented', 'Bo Invented']) assert.ok(page.body.includes(name), name)
    const other = await asked('Otto', `/sittings/${sitting}`)
    assert.doesNotMatch(other.body, /Ann Invented|Bo Invented/)
  })

  it('says what is late, and leads who owes it to what sends it', async () => {
    const page = await asked('Quin', `/sittings/${sitting}`)
    assert.doesNotMatch(page.body, /Send the latest list/, 'nobody is late with what was not owed')
    const quin = await visitor('Quin')
    await quin.get('/meetings/smt/plan')
    const planned = await quin.post('/meetings/smt/plan', { 'on-day': '3', 'on-month': '12', 'on-year': '2026' })
    const next = String(planned.headers.location)
    const before = await quin.get(next)
    assert.match(before.body, /To be sent/)
    assert.ok(before.body.includes(`${next}/pack/recipients`))
    assert.equal((await asked('Wyn', `${next}/pack/recipients`)).statusCode, 404)
    const each = await asked('Quin', `${next}/pack/recipients`)
    assert.ok(each.body.includes(`/pathways/${series}/steps/circulate-the-list`))
    await othersCopies(each.body, next)
    face.setNow('2026-12-01T10:00:00Z')
    assert.match((await asked('Quin', next)).body, /Overdue.*5 days ago|Overdue/s)
    const sent = await record(
      team,
      'Quin',
      { pathway: series, version: 1 },
      { step: 'circulate-the-list', role: 'quality-assurance' },
      '2026-12-01T10:00:00Z',
    )
    assert.ok('ok' in sent && sent.ok, JSON.stringify(sent))
    const late = await asked('Quin', next)
    assert.match(late.body, /Sent late/)
    assert.match(late.body, /Sent to 1 person/)
    face.setNow(NOW)
  })

  /** Sal, who gets a copy, is kept out of one case, and Quin, who sends it, of the other, which Sal alone reads. */
  async function othersCopies(page: string, at: string): Promise<void> {
    const copy = `${at}/pack/recipients/${team.person('Sal')}`
    assert.ok(page.includes(copy))
    assert.match(saysOf(page), /Sal .*: 2 cases that you may see as well\. None is left out\./)
    const read = await asked('Quin', copy)
    assert.match(saysOf(read.body), /This is what Sal will read in their copy/)
    for (const name of ['Ann Invented', 'Bo Invented']) assert.ok(read.body.includes(name), name)
    const exclude = (name: string, pathway: string) =>
      team.root.query(
        `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
         select $1, gen_random_uuid(), case_id, $3, 'Kin', '2026-01-01', $4
         from sightline.pathways where pathway_id = $2`,
        [AUTHORITY, pathway, `person:${team.person(name)}`, team.person('Tam')],
      )
    await exclude('Sal', bo)
    await exclude('Quin', ann)
    const says = saysOf((await asked('Quin', copy)).body)
    assert.match(says, /Fewer than five cases are left out.*Fewer than five more cases are in it that you may not see/)
    assert.doesNotMatch(says, /Ann Invented|Bo Invented/)
    await team.root.query(`delete from sightline.exclusions where reason = 'Kin'`)
    assert.equal((await asked('Quin', `${at}/pack/recipients/${team.person('Wyn')}`)).statusCode, 404)
  }

  it('gives each reader a pack of their own, which says how much is left out of it', async () => {
    await team.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       select $1, gen_random_uuid(), case_id, $3, 'Kin', '2026-01-01', $4 from sightline.pathways where pathway_id = $2`,
      [AUTHORITY, bo, `person:${team.person('Sal')}`, team.person('Tam')],
    )
    const pack = await asked('Sal', `/sittings/${sitting}/pack`)
    assert.equal(pack.statusCode, 200, pack.body)
    assert.match(pack.body, /Ann Invented/)
    assert.doesNotMatch(pack.body, /Bo Invented/)
    assert.match(pack.body, /Fewer than five cases are left out of this copy/)
    assert.match((await asked('Quin', `/sittings/${sitting}/pack`)).body, /No case is left out of your copy/)
    const none = await asked('Otto', `/sittings/${sitting}/pack`)
    // The council keeps it to itself: how many there are is not told either.
    assert.doesNotMatch(none.body, /Invented|[Ff]ewer than five|No case is on it/)
    assert.match(none.body, /but for any that another agency keeps to itself[\s\S]*No case of it is for you/)
    const sal = await visitor('Sal')
    const list = `/sittings/${sitting}/pack/cases-of-most-concern`
    const docx = await sal.get(`${list}/papers/list.docx`)
    assert.equal(docx.rawPayload.subarray(0, 2).toString(), 'PK')
    const csv = await sal.get(`${list}/sheets/list.csv`)
    assert.match(csv.body, /Ann Invented/)
    assert.doesNotMatch(csv.body, /Bo Invented/)
    assert.match(csv.body, /Fewer than five cases are left out of this copy/)
    const agenda = await sal.get(`/sittings/${sitting}/papers/agenda.docx`)
    assert.equal(agenda.rawPayload.subarray(0, 2).toString(), 'PK')
    assert.equal((await sal.get(`/sittings/${sitting}/papers/other.docx`)).statusCode, 404)
    assert.equal((await sal.get(`/sittings/${sitting}/pack/${LIST}/papers/list.docx`)).statusCode, 404)
  })

  it('counts what is left out of a copy as it stood when it was sent', async () => {
    const stages = ['listed', 'removal-proposed']
    const withheld = (at: string, shown: readonly string[]) => {
      const asked = { protocol: 'cases-of-most-concern', stages, asOf: moment(at), shown }
      return by(team, 'Tam', (bound) => withheldFrom(bound, asked))
    }
    assert.equal(await withheld('2026-11-20T09:02:30Z', [bo]), 0, 'the other was not on the list yet')
    assert.equal(await withheld('2026-11-20T10:00:00Z', [bo]), 'fewer-than-5')
    assert.equal(await withheld('2026-11-20T10:00:00Z', [ann, bo]), 0)
    const asked = { protocol: 'cases-of-most-concern', stages, asOf: moment('2026-11-20T10:00:00Z'), shown: [] }
    assert.equal(await by(team, 'Otto', (bound) => withheldFrom(bound, asked)), 0, 'the council keeps it to itself')
  })

  it('asks who comes, and warns where somebody who must be there does not', async () => {
    const ash = await visitor('Ash')
    await ash.get(`/sittings/${sitting}`)
    const answered = await ash.post(`/sittings/${sitting}/answer`, { answer: 'apologies', revision: '0' })
    assert.equal(answered.statusCode, 303)
    assert.match((await asked('Quin', `/sittings/${sitting}`)).body, /\(Ash\) has sent apologies, and must be there/)
    const quin = await visitor('Quin')
    assert.equal((await asked('Wyn', `/sittings/${sitting}/attendance`)).statusCode, 404)
    await quin.get(`/sittings/${sitting}/attendance`)
    const noted = await quin.post(`/sittings/${sitting}/attendance`, {
      [`came.${team.person('Ash')}`]: 'no',
      [`came.${team.person('Dot')}`]: 'yes',
      other: team.person('Otto'),
      do: 'save',
    })
    assert.equal(noted.statusCode, 303)
    const page = await asked('Quin', `/sittings/${sitting}/minutes`)
    assert.match(page.body, /police: 1 of 1 there/)
    assert.match((await asked('Quin', `/sittings/${sitting}`)).body, /\(Ash\) was not there, and must be/)
  })
})

describe('conducting a sitting', () => {
  it('shows what the list says of a child and the form of what is decided', async () => {
    const page = await asked('Quin', caseAt(ann))
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /a\. Case ID/)
    assert.match(page.body, /This meeting has not decided anything of the case before/)
    assert.match(page.body, /name="a\.direction"/)
    assert.doesNotMatch(page.body, /name="happened"/)
    assert.equal((await asked('Otto', caseAt(ann))).statusCode, 404)
    assert.match((await asked('Tam', caseAt(ann))).body, /Others record what this meeting decides/)
  })

  it('names what is missing, and keeps what was typed where the connection is lost', async () => {
    const quin = await visitor('Quin')
    const form = hiddenOf((await quin.get(caseAt(ann))).body)
    const wrong = await quin.post(sendTo(ann), { ...form, 'a.direction': 'Kept words', do: 'continue' })
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /Does the leadership team need to do anything/)
    const again = hiddenOf(wrong.body)
    const kept = await quin.post(sendTo(ann), { ...again, 'a.direction': 'Kept words, and more', do: 'keep' })
    assert.equal(kept.statusCode, 303)
    assert.match((await quin.get(caseAt(ann))).body, /Kept words, and more/)
  })

  it('records, and goes on to the next case of which something is to be recorded', async () => {
    const quin = await visitor('Quin')
    const form = hiddenOf((await quin.get(caseAt(ann))).body)
    const sent = await quin.post(sendTo(ann), { ...form, ...REVIEW, do: 'continue' })
    assert.equal(sent.statusCode, 303, sent.body)
    assert.match(String(sent.headers.location), new RegExp(`^${caseAt(bo)}\\?after=${ann}\\.`))
    const twice = await quin.post(sendTo(ann), { ...form, ...REVIEW, do: 'continue' })
    assert.equal(twice.statusCode, 303)
    const { rows } = await team.root.query(
      `select count(*)::int as count from sightline.entries where pathway_id = $1 and step = 'review-at-smt'`,
      [ann],
    )
    assert.equal(rows[0].count, 1)
    const after = await quin.get(caseAt(ann))
    assert.match(after.body, /Recorded at this meeting/)
    assert.match((await quin.get(`/sittings/${sitting}/minutes`)).body, /An invented direction/)
    const file = await quin.get(`/sittings/${sitting}/papers/minutes.docx`)
    assert.equal(file.rawPayload.subarray(0, 2).toString(), 'PK')
  })

  it('shows both texts where two record at once, and loses neither', async () => {
    const [quin, dot] = [await visitor('Quin'), await visitor('Dot')]
    const [ofQuin, ofDot] = [hiddenOf((await quin.get(caseAt(bo))).body), hiddenOf((await dot.get(caseAt(bo))).body)]
    const first = await quin.post(sendTo(bo), {
      ...ofQuin,
      ...REVIEW,
      'a.direction': 'What Quin wrote',
      do: 'continue',
    })
    assert.equal(first.statusCode, 303, first.body)
    const second = await dot.post(sendTo(bo), { ...ofDot, ...REVIEW, 'a.direction': 'What Dot wrote', do: 'continue' })
    assert.equal(second.statusCode, 409)
    assert.match(second.body, /What Quin wrote/)
    assert.match(second.body, /What Dot wrote/)
    const anew = await dot.post(`${sendTo(bo)}/anew`)
    assert.equal(anew.statusCode, 303)
    const page = await dot.get(String(anew.headers.location))
    assert.match(page.body, /What Dot wrote/)
    const done = await dot.post(sendTo(bo), {
      ...hiddenOf(page.body),
      ...REVIEW,
      'a.direction': 'What Dot wrote',
      do: 'continue',
    })
    assert.match(String(done.headers.location), new RegExp(`^/sittings/${sitting}\\?after=`))
  })

  it('is over for what it did not consider: a case that came later is not on it', async () => {
    face.setNow('2026-11-23T10:00:00Z')
    const later = await onTheList(team, 'Cy Invented')
    await team.root.query(`select 1 from sightline.pathways where pathway_id = $1`, [later])
    const page = await asked('Quin', `/sittings/${sitting}`)
    assert.match(page.body, /Ann Invented/)
    assert.match(page.body, /3 days ago/)
    face.setNow(NOW)
  })
})

describe('what was agreed', () => {
  const WORDS = '=Ring the landlord of Ann Invented'
  const agree = async () => {
    const review = {
      direction: 'An invented direction',
      dissent: 'Dot: it is too late.',
      'leaders-act': true,
      'leaders-actions': [{ action: WORDS, leader: team.person('Dot'), 'by-when': '2026-11-25' }],
      'oversight-needed': false,
    }
    const said = { step: 'review-at-smt', role: 'quality-assurance', answers: review }
    const done = await record(team, 'Quin', { pathway: ann, version: await versionIn(ann) }, said, NOW)
    assert.ok('ok' in done && done.ok, JSON.stringify(done))
  }
  async function versionIn(pathway: string): Promise<number> {
    const { rows } = await team.root.query('select version from sightline.pathways where pathway_id = $1', [pathway])
    return rows[0].version
  }

  it('stands in one place with its words, its owner, its day, its meeting and who did not agree', async () => {
    await agree()
    const page = says(await asked('Quin', '/actions?kind=action'))
    assert.match(page, /=Ring the landlord of Ann Invented Ann Invented Do what the leadership team agreed Dot/)
    assert.match(page, /Owed Due Wednesday 25 November 2026 Senior Management Team Friday 20 November 2026/)
    assert.match(page, /Did not agree: Dot: it is too late\./)
    assert.doesNotMatch(says(await asked('Otto', '/actions?kind=action')), /landlord/)
  })

  it('is called by its own words wherever it is owed', async () => {
    for (const path of ['/my-work', '/coming-up', `/pathways/${ann}`]) {
      assert.match(says(await asked('Dot', path)), /Do what the leadership team agreed: =Ring the landlord/, path)
    }
  })

  it('is carried over where its meeting has sat again, is late, and is done by its own step with its evidence', async () => {
    face.setNow('2026-12-15T10:00:00Z')
    const open = says(await asked('Dot', '/actions?state=carried&whose=own&kind=action'))
    assert.match(open, /Overdue 20 days late: it was due .* Carried over from \w+ \d+ December 2026 to the/)
    const href = /href="([^"]*tell-of-the-action[^"]*)"/.exec((await asked('Dot', '/actions')).body)?.[1] ?? ''
    assert.match(href, /\?about=act-as-agreed%3A/)
    const said = { step: 'tell-of-the-action', role: 'director', answers: { 'action-result': 'The landlord came.' } }
    const done = await record(
      team,
      'Dot',
      { pathway: ann, version: await versionIn(ann) },
      said,
      '2026-12-15T09:00:00Z',
    )
    assert.ok('ok' in done && done.ok, JSON.stringify(done))
    const after = says(await asked('Quin', '/actions?state=done&kind=action'))
    assert.match(after, /Done 20 days late: it was due .* What came of it\? The landlord came\. .* Dot/)
    assert.match(says(await asked('Quin', '/actions?kind=action&day=2026-12-01')), /6 days late: it was due/)
    assert.doesNotMatch(says(await asked('Quin', '/actions?kind=action&day=2026-11-19')), /landlord/)
    assert.match(says(await asked('Quin', `/actions?state=all&owner=${team.person('Dot')}`)), /Owned by Dot/)
    face.setNow(NOW)
  })

  it('is kept as a file in which nothing runs', async () => {
    const { body, headers } = await asked('Quin', '/actions/list.csv?state=all&kind=action')
    assert.match(body, /'=Ring the landlord/)
    assert.match(String(headers['content-disposition']), /actions-2026-11-20\.csv/)
  })
})

describe('who was at a sitting', () => {
  let panel: string
  let di: Flagged
  const shown = async (name: string, path = '') => says(await asked(name, `/sittings/${panel}${path}`))
  const note = async (visitor: Visitor, form: string, person: string, value: string) => {
    const sent = { ...fieldsIn(form), [`came.${team.person(person)}`]: value, do: 'save' }
    return visitor.post(`/sittings/${panel}/attendance`, sent)
  }

  before(async () => {
    await layOutFlags(team)
    for (const [name, role] of [
      ['Otto', 'panel-police'],
      ['Nan', 'panel-health'],
    ] as const) {
      await team.root.query(
        `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
         values ($1, $2, $3, $4, '2020-01-01')`,
        [AUTHORITY, nextId(), team.person(name), role],
      )
    }
    di = await flaggedChild(team, 'Di Invented', ['police', 'hospital'], 'held')
    const found = (await by(team, 'Dot', sittingsOf)).find((each) => each.meeting === 'panel')
    panel = found?.id ?? ''
  })

  it('is told once: by the record of a case where nothing is noted of the sitting, for everybody alike', async () => {
    for (const name of ['Dot', 'Ash']) {
      const minutes = await shown(name, '/minutes')
      assert.match(minutes, /Otto police Must be there Was there By the record of a case/, name)
      assert.match(minutes, /police: 1 of 1 there/, name)
    }
    const page = await shown('Dot')
    assert.doesNotMatch(page, /\(Otto\) was there is not noted/)
  })

  it('asks who holds a role for a case to that case alone, and tells of it to nobody else', async () => {
    const page = await shown('Dot')
    assert.match(page, /For one case alone .*: Di Invented Wyn council Invited Was there/)
    assert.doesNotMatch(page.slice(0, page.indexOf('For one case alone')), /Wyn|Tam/)
    const other = await shown('Ash')
    assert.doesNotMatch(other, /Di Invented|For one case alone|Wyn/)
    assert.doesNotMatch((await asked('Dot', `/sittings/${panel}/attendance`)).body, /Wyn<|Tam</)
    assert.match((await asked('Wyn', `/sittings/${panel}`)).body, /Di Invented/)
  })

  it('begins what is recorded of the next case', async () => {
    const page = await asked('Dot', `/sittings/${panel}/cases/${di.pathway}?step=review-the-case`)
    assert.match(page.body, /what is known of the sitting on Friday 20 November 2026/)
    assert.match(page.body, /name="a\.sat\.panel-police\.is" type="radio" value="present" checked/)
    assert.match((await asked('Dot', `/pathways/${di.pathway}/steps/review-the-case`)).body, /value="present" checked/)
  })

  it('begins nothing of a case that came after it', async () => {
    const caseId = await addCase(team, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
    const pathway = nextId()
    const opens = { opens: { protocol: 'complex-cases', caseId, pathway } }
    const refers = { step: 'refer-to-the-panel', role: 'social-worker', answers: REFERRAL }
    const referred = await record(team, 'Wyn', opens, refers, '2026-11-21T09:00:00Z')
    assert.ok('ok' in referred && referred.ok, JSON.stringify(referred))
    face.setNow('2026-11-21T10:00:00Z')
    const { body } = await asked('Dot', `/pathways/${pathway}/steps/agree-shared-plan`)
    face.setNow(NOW)
    assert.match(body, /panel-police\.is/)
    assert.doesNotMatch(body, /what is known of the sitting/)
  })

  it('is not written over by an older page: whoever sends it reads both', async () => {
    const [dot, quin] = [await visitor('Dot'), await visitor('Ade')]
    const forms = [await dot.get(`/sittings/${panel}/attendance`), await quin.get(`/sittings/${panel}/attendance`)]
    assert.equal((await note(dot, forms[0]?.body ?? '', 'Nan', 'yes')).statusCode, 303)
    const late = await note(quin, forms[1]?.body ?? '', 'Nan', 'no')
    assert.equal(late.statusCode, 409)
    assert.match(says(late), /Nan Was there By Dot Was not there/)
    assert.match(await shown('Dot', '/minutes'), /Nan hospital Must be there Was there/)
    assert.equal((await quin.post(`/sittings/${panel}/attendance`, fieldsIn(late.body))).statusCode, 303)
    assert.match(await shown('Dot', '/minutes'), /Nan hospital Must be there Two records differ/)
  })

  it('says where two records differ, at both, and that somebody kept from a case was not there for it', async () => {
    const minutes = await shown('Dot', '/minutes')
    assert.match(minutes, /Nan is noted as not at the sitting, and the record of this case says that they were there/)
    assert.match(minutes, /of 1 two records differ/)
    const file = await asked('Dot', `/sittings/${panel}/papers/minutes.docx`)
    assert.equal(file.statusCode, 200)
    await team.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, gen_random_uuid(), $2, $3, 'Kin', '2026-01-01', $4)`,
      [AUTHORITY, di.caseId, `person:${team.person('Otto')}`, team.person('Tam')],
    )
    const { body } = await asked('Dot', `/sittings/${panel}/cases/${di.pathway}?step=review-the-case`)
    assert.match(body, /Otto is not there for this case: they are kept from it/)
    assert.match(body, /name="a\.sat\.panel-police\.is" type="radio" value="absent" checked/)
    const list = body.slice(body.indexOf('name="a.sat.panel-police.who"'))
    assert.doesNotMatch(list.slice(0, list.indexOf('</select>')), /Otto/)
  })

  it('is told no more by a record that was taken back', async () => {
    const { pathway } = await flaggedChild(team, 'Ed Invented', ['police', 'hospital'], 'held')
    const on = day('2026-11-20')
    const said = async () => {
      const all = await by(team, 'Ash', (bound) => saidInCases(bound, { meeting: 'panel', on }, ['complex-cases']))
      return all.filter((each) => each.pathway === pathway).length
    }
    assert.equal(await said(), 9)
    const { rows } = await team.root.query(
      `select entry_id from sightline.entries where pathway_id = $1 and step = 'agree-shared-plan'`,
      [pathway],
    )
    const undo = { key: nextId(), pathway, entry: String(rows[0].entry_id) }
    const undone = await by(team, 'Dot', (bound) => undoEntry(bound, undo), '2026-11-20T09:05:00Z')
    assert.ok(undone.ok, JSON.stringify(undone))
    assert.equal(await said(), 0)
  })
})
