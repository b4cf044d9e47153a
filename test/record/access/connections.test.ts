import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type Day, parseDay } from '../../../src/engine/calendar/day.ts'
import { endMembership, grantMembership } from '../../../src/record/access/membership.ts'
import { openDatabase } from '../../../src/record/database/database.ts'
import { readPathway } from '../../../src/record/pathways/read-pathway.ts'
import { unbound, within } from '../../../src/record/transaction.ts'
import { proof } from '../../torture/interleaved.ts'
import { AUTHORITY, moment, record } from '../authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../database.ts'
import { layWorld } from './compare.ts'
import { as, by, layOutTeam, ledCase, may, raisedIn, type Team, versionOf, WHEN } from './team.ts'
import { drawWorld } from './world.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

const ASKING = { asOf: moment(WHEN), knownAt: moment(WHEN) }

describe('a connection', () => {
  it('shows nothing to whoever has it next', async () => {
    await raisedIn(team, await ledCase(team))
    const pool = openDatabase(
      { host: database.host, database: database.name, user: 'sightline_app', max: 1 },
      () => undefined,
    )
    const store = { ...team.store, database: pool }
    const shown = async () => (await sql`select from sightline.pathways`.execute(pool)).rows.length
    const settings = async () =>
      (
        await sql<{ left: string }>`select concat(sightline.authority(), sightline.person(), sightline.scopes(),
          sightline.moment(), sightline.today()) as left`.execute(pool)
      ).rows[0]?.left
    const seen = await as(team, 'Tam', ({ tx }) => sql`select from sightline.pathways`.execute(tx), WHEN, store)
    assert.ok('rows' in seen && seen.rows.length > 0)
    assert.deepEqual([await shown(), await settings()], [0, ''])
    const failing = as(team, 'Tam', (bound) => unbound(bound, () => Promise.reject(new Error('half way'))), WHEN, store)
    await assert.rejects(failing, /half way/)
    assert.deepEqual([await shown(), await settings()], [0, ''])
    await pool.destroy()
  })

  it('that many people share shows each what is theirs', async () => {
    const [finding] = await proof.run(0.002, () => undefined)
    assert.deepEqual([finding?.met, finding?.measured], [true, finding?.measured])
  })
})

describe('taking access away', () => {
  it('waits for what is being recorded, and what waits for it is judged anew', async () => {
    const caseId = await ledCase(team)
    const version = await versionOf(team, caseId)
    const granted = await by(team, 'Tam', (bound) =>
      grantMembership(bound, {
        caseId,
        version,
        to: { person: team.person('Rae') },
        caseRole: 'reviewing-officer',
        actions: ['read', 'record'],
        compartments: ['shared'],
        since: parseDay('2026-11-20') as Day,
        until: null,
        reason: 'An invented reason',
        basis: 'An invented basis',
      }),
    )
    assert.ok(granted.ok && granted.member !== undefined)
    assert.equal(await may(team, 'Rae', caseId, 'record'), true)
    const ending = { caseId, version: granted.version, member: granted.member, because: 'An invented end' }
    let recording: ReturnType<typeof record> = Promise.resolve({ kind: 'not-active' })
    await by(team, 'Tam', async (bound) => {
      assert.ok((await endMembership(bound, ending)).ok)
      // Rae's form arrives now, on another connection, and waits for the case that is locked here.
      const opens = { protocol: 'cases-of-most-concern', caseId, pathway: nextId() }
      recording = record(team, 'Rae', { opens }, { step: 'raise-the-child', role: 'reviewing-officer' }, WHEN)
      await untilSomebodyWaits()
    })
    assert.deepEqual(await recording, { ok: false, refusal: { kind: 'not-found' } })
  })
})

/** Until a connection waits for a lock that another holds. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await team.root.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows.length > 0) return
  }
}

describe('another authority', () => {
  it('is as if it did not exist: its identifiers answer as unknown ones, to its own people as well', async () => {
    const world = await layWorld(database.root, database.store, 7)
    const pathway = await raisedIn(team, await ledCase(team))
    for (const { id } of drawWorld(7, world.authority).pathways) {
      assert.equal(await by(team, 'service', (bound) => readPathway(bound, id, ASKING)), null)
      const recorded = await record(team, 'Wyn', { pathway: id, version: 1 }, { step: 'none', role: 'none' }, WHEN)
      assert.deepEqual(recorded, { ok: false, refusal: { kind: 'not-found' } })
    }
    for (const { id: person } of world.persons) {
      const principal = { authority: AUTHORITY, person }
      assert.deepEqual(await within(team.store, principal, world.moment, async () => 'in'), { kind: 'not-active' })
      const own = { authority: world.authority, person }
      const read = await within(team.store, own, world.moment, async (bound) => {
        const { rows } = await sql`select from sightline.cases where authority = ${AUTHORITY}`.execute(bound.tx)
        return [rows.length, await readPathway(bound, pathway, ASKING)]
      })
      if (Array.isArray(read)) assert.deepEqual(read, [0, null])
    }
  })
})

describe('what a refused row tells', () => {
  it('is the same of a case that is there and of one that is not', async () => {
    const caseId = await ledCase(team)
    const probe = (of: string): Promise<string> =>
      as(team, 'Otto', async ({ tx }) => {
        await sql`insert into sightline.case_members (authority, case_id, member_id, person_id, case_role, actions,
          compartments, since, reason, basis)
          values (${AUTHORITY}, ${of}, ${nextId()}, ${team.person('Otto')}, 'probe', '{read}', '{shared}', '2026-01-01', '-',
            '-')`.execute(tx)
      }).then(String, (error: Error) => error.message)
    assert.match(await probe(caseId), /row-level security/)
    assert.equal(await probe(caseId), await probe(nextId()))
  })
})
