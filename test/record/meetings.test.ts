import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { day } from '../../src/engine/calendar/day.ts'
import { answerInvitation, attendanceOf, noteAttendance } from '../../src/record/meetings/attendance.ts'
import { keepSeries, seriesKept } from '../../src/record/meetings/series.ts'
import { callOffSitting, planSitting, sittingOf, sittingsOf } from '../../src/record/meetings/sittings.ts'
import { toldIn } from '../../src/record/notices/not-read.ts'
import { by, layOutTeam, ledCase, raisedIn, type Team } from './access/team.ts'
import { AUTHORITY, adopt, record } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let team: Team
const LIST = 'list-of-most-concern'

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await adopt(team.root, LIST, 'wokingham', team.person('Quin'))
})
after(() => database.close())

describe('a series of meetings', () => {
  it('is kept by who keeps the list of people, once, with its ways in', async () => {
    assert.equal(await by(team, 'Quin', keepSeries), null)
    assert.deepEqual(await by(team, 'Ade', keepSeries), [LIST])
    assert.deepEqual(await by(team, 'service', keepSeries), [])
    const { rows } = await team.root.query(
      `select count(*)::int as ways from sightline.case_scopes where source = 'series' and scope = 'role:director'`,
    )
    assert.equal(rows[0].ways, 1)
  })

  it('is known to who holds a role in it, and to nobody else', async () => {
    const [seen] = await by(team, 'Quin', seriesKept)
    assert.equal(seen?.rules.protocol.id, LIST)
    assert.equal(seen?.pathway, null)
    assert.deepEqual(await by(team, 'Wyn', seriesKept), [])
  })

  it('runs as any pathway does: what is sent before a sitting has a receipt for each', async () => {
    const planned = await by(team, 'Dot', (bound) => planSitting(bound, { meeting: 'smt', on: day('2026-11-30') }))
    assert.ok(planned.ok)
    const [series] = await by(team, 'Quin', seriesKept)
    assert.ok(series !== undefined)
    const pathway = nextId()
    const opens = { opens: { protocol: LIST, caseId: series.caseId, pathway } }
    const begin = { step: 'begin-the-list', role: 'quality-assurance' }
    const begun = await record(team, 'Quin', opens, begin, '2026-11-20T09:00:00Z')
    assert.ok('ok' in begun && begun.ok, JSON.stringify(begun))
    const send = { step: 'circulate-the-list', role: 'quality-assurance' }
    const sent = await record(team, 'Quin', { pathway, version: 1 }, send, '2026-11-20T09:30:00Z')
    assert.ok('ok' in sent && sent.ok, JSON.stringify(sent))
    const receipts = await by(team, 'Dot', (bound) => toldIn(bound, pathway))
    assert.deepEqual(
      receipts.map(({ person, read }) => [person, read]),
      [[team.person('Sal'), null]],
    )
    assert.deepEqual(await by(team, 'Wyn', (bound) => toldIn(bound, pathway)), [])
    const { rows } = await team.root.query(
      `select duty, met is not null as met from sightline.duties where pathway_id = $1 and duty = 'circulate-in-time'`,
      [pathway],
    )
    assert.deepEqual(rows, [{ duty: 'circulate-in-time', met: true }])
  })
})

describe('the calendar of a meeting', () => {
  it('is changed by who chairs it or records what it decides, and by nobody else', async () => {
    const on = day('2026-12-14')
    for (const name of ['Wyn', 'Tam', 'Sal']) {
      const refused = await by(team, name, (bound) => planSitting(bound, { meeting: 'smt', on }))
      assert.deepEqual(refused, { ok: false, refusal: { kind: 'not-allowed' } })
    }
    const planned = await by(team, 'Quin', (bound) => planSitting(bound, { meeting: 'smt', on }))
    assert.ok(planned.ok)
    const again = await by(team, 'Ash', (bound) => planSitting(bound, { meeting: 'smt', on }))
    assert.deepEqual(again, {
      ok: false,
      refusal: { kind: 'there-already', sitting: planned.sitting, calledOff: false },
    })
  })

  it('plans nothing on a day that is past, and no meeting that nobody knows', async () => {
    const past = await by(team, 'Quin', (bound) => planSitting(bound, { meeting: 'smt', on: day('2026-11-19') }))
    assert.deepEqual(past, { ok: false, refusal: { kind: 'past' } })
    const none = await by(team, 'Ade', (bound) => planSitting(bound, { meeting: 'none', on: day('2026-12-01') }))
    assert.deepEqual(none, { ok: false, refusal: { kind: 'unknown-meeting' } })
  })

  it('calls a sitting off with a reason, and holds it after all', async () => {
    const sitting = (await by(team, 'Quin', sittingsOf)).find(({ on }) => on === day('2026-12-14'))
    assert.ok(sitting !== undefined)
    const off = (name: string) =>
      by(team, name, (bound) =>
        callOffSitting(bound, { sitting: sitting.id, revision: sitting.revision, because: 'Snow' }),
      )
    assert.deepEqual(await off('Sal'), { ok: false, refusal: { kind: 'not-allowed' } })
    assert.ok((await off('Dot')).ok)
    assert.equal((await by(team, 'Wyn', (bound) => sittingOf(bound, sitting.id)))?.cancelledBecause, 'Snow')
    const answered = await by(team, 'Sal', (bound) => answerInvitation(bound, { sitting: sitting.id }, 'coming'))
    assert.equal(answered, false)
    const held = await by(team, 'Dot', (bound) => planSitting(bound, { meeting: 'smt', on: sitting.on }))
    assert.deepEqual(held, { ok: true, sitting: sitting.id })
  })

  it('has what is owed worked out anew', async () => {
    const { rows } = await team.root.query(
      `select count(*)::int as stale from sightline.pathways where stale and authority = $1`,
      [AUTHORITY],
    )
    assert.ok(rows[0].stale > 0)
  })
})

describe('who comes to a meeting', () => {
  it('says so for themselves, and the last answer holds', async () => {
    const planned = await by(team, 'Quin', (bound) => planSitting(bound, { meeting: 'smt', on: day('2026-11-20') }))
    assert.ok(planned.ok)
    const { sitting } = planned
    for (const answer of ['coming', 'apologies'] as const) {
      assert.equal(await by(team, 'Sal', (bound) => answerInvitation(bound, { sitting }, answer)), true)
    }
    const noted = new Map([
      [team.person('Sal'), { seen: null, came: false }],
      [team.person('Dot'), { seen: null, came: true }],
      [nextId(), { seen: null, came: true }],
    ])
    const refused = await by(team, 'Sal', (bound) => noteAttendance(bound, sitting, noted))
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'not-allowed' } })
    assert.ok((await by(team, 'Quin', (bound) => noteAttendance(bound, sitting, noted))).ok)
    const all = await by(team, 'Wyn', (bound) => attendanceOf(bound, sitting))
    assert.deepEqual(
      all.map(({ person, answer, came }) => [person, answer, came]).sort(),
      [
        [team.person('Dot'), null, true],
        [team.person('Sal'), 'apologies', false],
      ].sort(),
    )
  })

  it('is not noted before the day has come', async () => {
    const next = (await by(team, 'Quin', sittingsOf)).find(({ on }) => on === day('2026-11-30'))
    assert.ok(next !== undefined)
    const early = await by(team, 'Quin', (bound) => noteAttendance(bound, next.id, new Map()))
    assert.deepEqual(early, { ok: false, refusal: { kind: 'not-allowed' } })
  })

  it('is not noted over what another noted since, who is named', async () => {
    const sitting = (await by(team, 'Quin', sittingsOf)).find(({ on }) => on === day('2026-11-20'))?.id ?? ''
    const note = (name: string, person: string, seen: boolean | null, came: boolean) =>
      by(team, name, (bound) => noteAttendance(bound, sitting, new Map([[team.person(person), { seen, came }]])))
    assert.ok((await note('Dot', 'Ash', null, true)).ok)
    const late = await note('Quin', 'Ash', null, false)
    const now = [{ person: team.person('Ash'), came: true, by: team.person('Dot') }]
    assert.deepEqual(late, { ok: false, refusal: { kind: 'changed-meanwhile', now } })
    assert.ok((await note('Quin', 'Ash', null, true)).ok, 'who says the same is told nothing')
    assert.ok((await note('Quin', 'Ash', true, false)).ok, 'once it was read')
  })

  it('is told of one child’s meeting to nobody who may not read of the child', async () => {
    const pathway = await raisedIn(team, await ledCase(team))
    const { rows } = await team.root.query('select entry_id from sightline.entries where pathway_id = $1', [pathway])
    const entry: string = rows[0].entry_id
    const answer = (name: string) => by(team, name, (bound) => answerInvitation(bound, { pathway, entry }, 'coming'))
    assert.equal(await answer('Otto'), false)
    assert.equal(await answer('Tam'), true)
    assert.equal((await by(team, 'Wyn', (bound) => attendanceOf(bound, entry))).length, 1)
    assert.deepEqual(await by(team, 'Otto', (bound) => attendanceOf(bound, entry)), [])
  })

  it('is written by nobody past the program', async () => {
    const write = by(team, 'Sal', (bound) =>
      sql`
        insert into sightline.attendance (authority, occasion, person_id)
        values (${AUTHORITY}, ${nextId()}, ${team.person('Sal')})`.execute(bound.tx),
    )
    await assert.rejects(write, /row-level security/)
  })
})
