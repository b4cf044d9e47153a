import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { day } from '../../../src/engine/calendar/day.ts'
import { adopt } from '../../../src/record/pathways/adopt.ts'
import { appointDeputy, closeAccount } from '../../../src/record/people/changes.ts'
import { keepPeople } from '../../../src/record/people/keep-people.ts'
import type { Bound } from '../../../src/record/transaction.ts'
import { AUTHORITY } from '../authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../database.ts'
import { by, lastNoted, layOutTeam, type Team } from './team.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

/** What decides who sees what: a row more in each, by whoever writes it. */
const WRITES: Readonly<Record<string, (name: string) => ReturnType<typeof sql>>> = {
  councils: () => sql`insert into sightline.councils values (${AUTHORITY}, ${nextId()}, 'Invented')`,
  agencies: () =>
    sql`insert into sightline.agencies (authority, agency, title, kind, since)
      values (${AUTHORITY}, ${nextId()}, 'Invented', 'other', '2020-01-01')`,
  teams: () => sql`insert into sightline.teams values (${AUTHORITY}, ${nextId()}, 'council', 'Invented')`,
  persons: () =>
    sql`insert into sightline.persons (authority, person_id, pseudonym, name, agency, since)
      values (${AUTHORITY}, ${nextId()}, ${nextId()}, 'Invented', 'council', '2020-01-01')`,
  sign_ins: (name) =>
    sql`insert into sightline.sign_ins values (${AUTHORITY}, 'invented', ${nextId()}, ${team.person(name)})`,
  role_holdings: (name) =>
    sql`insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
      values (${AUTHORITY}, ${nextId()}, ${team.person(name)}, 'invented-role', '2020-01-01')`,
  deputies: (name) =>
    sql`insert into sightline.deputies (authority, deputy_id, for_person_id, person_id, since, until, reason)
      values (${AUTHORITY}, ${nextId()}, ${team.person('Rae')}, ${team.person(name)}, '2020-01-01', '2020-02-01', 'Invented')`,
  leave: (name) =>
    sql`insert into sightline.leave values (${AUTHORITY}, ${nextId()}, ${team.person(name)}, '2020-01-01', '2020-02-01')`,
  pool_members: (name) =>
    sql`insert into sightline.pool_members (authority, pool, person_id, since)
      values (${AUTHORITY}, ${nextId()}, ${team.person(name)}, '2020-01-01')`,
  sittings: () =>
    sql`insert into sightline.sittings (authority, meeting, sitting_id, sits_on)
      values (${AUTHORITY}, ${nextId()}, ${nextId()}, '2026-12-01')`,
  texts: (name) =>
    sql`insert into sightline.texts (authority, hash, kind, name, text, adopted)
      values (${AUTHORITY}, ${createHash('sha256').update(name).digest()}, 'protocol', 'invented', ${name}, '2020-01-01')`,
  adoptions: (name) =>
    sql`insert into sightline.adoptions (authority, protocol, adopted, protocol_hash, calendar_hash, by_person)
      select authority, protocol, sightline.moment(), protocol_hash, calendar_hash, ${team.person(name)}
      from sightline.adoptions where authority = ${AUTHORITY} and protocol = ${PROTOCOLS[name] ?? ''}`,
}

/** One each, since no protocol is adopted twice at one moment. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  Ade: 'challenging-cases',
  service: 'cases-of-most-concern',
  Wyn: 'cases-of-most-concern',
  Tam: 'cases-of-most-concern',
  Quin: 'cases-of-most-concern',
  Otto: 'cases-of-most-concern',
}

/** Who writes: true; who is refused: PostgreSQL's words. */
async function writes(name: string, table: string): Promise<true | string> {
  const write = WRITES[table]
  if (write === undefined) throw new Error(table)
  const written = by(team, name, async ({ tx }) => {
    await write(name).execute(tx)
    return true as const
  })
  return written.catch((error: unknown) => String(error))
}

const OFFERED = { protocol: 'invented', texts: { protocol: 'id: invented', parts: {}, clauses: {} }, calendar: '{}' }
const NO_LIST = { councils: [], agencies: [], teams: [], people: [], roles: [], pools: [], sittings: [], signIns: [] }

describe('people, places and protocols', () => {
  it('are written by who administers and by the program itself, and by nobody else', async () => {
    for (const table of Object.keys(WRITES)) {
      for (const name of ['Ade', 'service']) assert.equal(await writes(name, table), true, `${table}, by ${name}`)
      for (const name of ['Wyn', 'Tam', 'Quin', 'Otto']) {
        assert.match(String(await writes(name, table)), /row-level security policy/, `${table}, by ${name}`)
      }
    }
  })

  it('are changed and taken off by nobody else', async () => {
    const count = (name: string, change: ReturnType<typeof sql>) =>
      by(team, name, async ({ tx }) => Number((await change.execute(tx)).numAffectedRows))
    for (const change of [
      sql`update sightline.persons set until = null where person_id = ${team.person('Rae')}`,
      sql`update sightline.agencies set title = title where agency = 'police'`,
      sql`update sightline.teams set title = title where team = 'north'`,
      sql`update sightline.role_holdings set until = null where person_id = ${team.person('Rae')}`,
      sql`delete from sightline.role_holdings where person_id = ${team.person('Dot')}`,
    ]) {
      for (const name of ['Wyn', 'Tam', 'Quin', 'Otto']) assert.equal(await count(name, change), 0)
      assert.ok((await count('Ade', change)) > 0)
    }
  })

  it('hold no part of the program and no authority that an administrator made', async () => {
    const made = (write: ReturnType<typeof sql>) =>
      by(team, 'Ade', ({ tx }) => write.execute(tx)).then(() => 'made', String)
    const service = sql`insert into sightline.persons (authority, person_id, pseudonym, name, agency, service, since)
      values (${AUTHORITY}, ${nextId()}, ${nextId()}, 'Invented', 'council', true, '2020-01-01')`
    assert.match(await made(service), /row-level security policy/)
    const turned = sql`update sightline.persons set service = true where person_id = ${team.person('Ade')}`
    assert.match(await made(turned), /row-level security policy/)
    const titled = sql`update sightline.authorities set demonstration = false`
    assert.equal(await by(team, 'Ade', async ({ tx }) => Number((await titled.execute(tx)).numAffectedRows)), 0)
  })

  it('are refused by name to who does not administer, and that is noted', async () => {
    const tried: readonly (readonly [string, (bound: Bound) => Promise<unknown>, unknown])[] = [
      ['adopt-protocol', (bound) => adopt(bound, OFFERED), { kind: 'not-allowed' }],
      ['keep-people', (bound) => keepPeople(bound, NO_LIST), { ok: false, refusal: { kind: 'not-allowed' } }],
    ]
    for (const [action, call, refusal] of tried) {
      for (const name of ['Wyn', 'Quin', 'Dot']) assert.deepEqual(await by(team, name, call), refusal)
      const noted = await lastNoted(team, action)
      assert.deepEqual([noted?.decision, noted?.way], ['refused', null])
    }
    assert.deepEqual(await by(team, 'Ade', (bound) => adopt(bound, OFFERED), '2026-11-21T10:00:00Z'), {
      kind: 'adopted',
    })
    assert.deepEqual(await by(team, 'service', (bound) => adopt(bound, OFFERED), '2026-11-21T11:00:00Z'), {
      kind: 'the-same',
    })
  })

  it('are changed by who manages somebody through what the record lets them do', async () => {
    await team.root.query('update sightline.persons set manager_id = $1 where person_id = $2', [
      team.person('Dot'),
      team.person('Otto'),
    ])
    await team.root.query('update sightline.role_holdings set until = $1 where person_id = $2', [
      '2026-11-01',
      team.person('Otto'),
    ])
    const deputy = { id: nextId(), forPerson: team.person('Otto'), person: team.person('Rae'), role: null }
    const dates = { since: day('2026-11-20'), until: day('2026-11-27'), reason: 'Invented leave' }
    assert.ok((await by(team, 'Dot', (bound) => appointDeputy(bound, { ...deputy, ...dates }))).ok)
    assert.ok((await by(team, 'Dot', (bound) => closeAccount(bound, team.person('Otto'), 'Invented leaving'))).ok)
  })
})
