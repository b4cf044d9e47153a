import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { listedPathways } from '../../src/record/pathways/listed.ts'
import { hiddenFrom, owedBy, siblingsOf, type Whose } from '../../src/record/pathways/lists.ts'
import type { Bound } from '../../src/record/transaction.ts'
import { by, LISTING, layOutTeam, ledCase, raisedIn, type Team } from './access/team.ts'
import { AUTHORITY } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

async function owes(name: string, whose: Whose): Promise<readonly string[]> {
  const { rows } = await by(team, name, (bound) => owedBy(bound, { whose, after: null, most: 200 }))
  return rows.map(({ pathway }) => pathway)
}

describe('what is owed', () => {
  it('is listed for who owes it, for who stands in for them, and for who manages their team', async () => {
    const pathway = await raisedIn(team, await ledCase(team))
    assert.ok((await owes('Tam', 'own')).includes(pathway))
    assert.equal((await owes('Otto', 'own')).length, 0)
    await team.root.query(
      `insert into sightline.deputies values ($1, $2, $3, $4, null, '2026-11-01', '2026-12-01', 'Leave')`,
      [AUTHORITY, nextId(), team.person('Tam'), team.person('Otto')],
    )
    assert.ok((await owes('Otto', 'own')).includes(pathway))
    assert.ok(!(await owes('Sal', 'teams')).includes(pathway))
    await team.root.query(`update sightline.owed set person_id = $1 where pathway_id = $2`, [
      team.person('Wyn'),
      pathway,
    ])
    assert.ok((await owes('Sal', 'teams')).includes(pathway))
    assert.ok((await owes('Sal', { person: team.person('Wyn') })).includes(pathway))
    assert.ok(!(await owes('Nan', { person: team.person('Wyn') })).includes(pathway))
    await team.root.query(`update sightline.owed set person_id = null where pathway_id = $1`, [pathway])
    assert.ok((await owes('Sal', 'teams')).includes(pathway))
    await team.root.query('delete from sightline.deputies')
  })
})

describe('what a list leaves out', () => {
  it('is counted for who manages or leads, and for nobody else', async () => {
    const [caseId, pathway] = await (async () => {
      const made = await ledCase(team)
      return [made, await raisedIn(team, made)] as const
    })()
    const hidden = (name: string) => by(team, name, (bound) => hiddenFrom(bound, 'cases-of-most-concern'))
    const listed = async (name: string) => {
      const page = await by(team, name, (bound) => listedPathways(bound, LISTING))
      return page.rows.some((row) => row.pathway === pathway)
    }
    const sealed = async (sealing: string) => {
      await raisedIn(team, sealing)
      await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [sealing])
    }
    assert.deepEqual([await hidden('Sal'), await listed('Sal')], [0, true])
    await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [caseId])
    assert.deepEqual([await hidden('Sal'), await listed('Sal')], ['fewer-than-5', false])
    for (let more = 0; more < 4; more++) await sealed(await ledCase(team))
    assert.equal(await hidden('Sal'), 5)
    // Who raised them sees them by the protocol.
    assert.deepEqual([await hidden('Wyn'), await listed('Wyn')], [5, false])
    assert.deepEqual([await hidden('Otto'), await listed('Otto')], [0, false])
    await team.root.query(`update sightline.cases set sensitivity = 'standard' where case_id = $1`, [caseId])
  })
})

describe('brothers and sisters', () => {
  it('are each shown to whoever may know of them, and no others', async () => {
    const cases = [await ledCase(team), await ledCase(team), await ledCase(team)]
    const children: string[] = []
    for (const caseId of cases) {
      const { rows } = await team.root.query('select child_id from sightline.cases where case_id = $1', [caseId])
      children.push(rows[0].child_id)
      await team.root.query(
        `insert into sightline.reports values ($1, $2, $3, '{"child": {"family": "F1"}, "facts": []}')`,
        [AUTHORITY, rows[0].child_id, Buffer.alloc(32)],
      )
    }
    const [first = '', second = '', third = ''] = cases
    await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [third])
    const found = await by(team, 'Tam', (bound) => siblingsOf(bound, first))
    assert.deepEqual([found.rows.map(({ caseId }) => caseId), found.withheld], [[second], 1])
    const nothing = { rows: [], withheld: 0 }
    assert.deepEqual(await by(team, 'Otto', (bound) => siblingsOf(bound, first)), nothing)
    assert.deepEqual(await by(team, 'Tam', (bound) => siblingsOf(bound, third)), nothing)
  })
})

describe('a list in a record of 10,000 pathways', () => {
  it('looks at no table from its beginning to its end', async () => {
    await raisedIn(team, await ledCase(team))
    await fill(10_000)
    const lists: readonly [string, (bound: Bound) => Promise<unknown>][] = [
      ['own', (bound) => owedBy(bound, { whose: 'own', after: null, most: 50 })],
      ['teams', (bound) => owedBy(bound, { whose: 'teams', after: null, most: 50 })],
      ['pathways', (bound) => listedPathways(bound, { ...LISTING, most: 50 })],
      ['hidden', (bound) => hiddenFrom(bound, 'cases-of-most-concern')],
    ]
    for (const name of ['Tam', 'Sal', 'Wyn', 'Otto']) {
      for (const [list, ask] of lists) {
        const scanned = await by(team, name, async (bound) => {
          await ask(bound)
          // What this transaction alone has done, functions and policies included.
          const { rows } = await sql<{ relname: string }>`
            select relname from pg_stat_xact_user_tables
            where schemaname = 'sightline' and seq_scan > 0
              and relname in ('pathways', 'owed', 'duties', 'cases', 'children', 'case_scopes', 'entries')`.execute(
            bound.tx,
          )
          return rows.map((row) => row.relname)
        })
        assert.deepEqual(scanned, [], `${name}, ${list}`)
      }
    }
  })
})

/** So many cases of other people's, each with an open pathway and something owed, as those that are there. */
async function fill(count: number): Promise<void> {
  const { root } = team
  const id = (kind: string): string => `md5('${kind}' || n)::uuid`
  await root.query(`
    create temporary table n as select n from generate_series(1, ${count}) n;
    insert into sightline.children (authority, child_id, name) select '${AUTHORITY}', ${id('k')}, 'Invented' from n;
    insert into sightline.cases (authority, case_id, subject, child_id, lead_agency)
      select '${AUTHORITY}', ${id('c')}, 'child', ${id('k')}, 'council' from n;
    insert into sightline.case_scopes (authority, scope, case_id, source, actions, compartments, named, since)
      select '${AUTHORITY}', 'person:' || md5('p' || n % 200)::uuid, ${id('c')}, 'member:' || n, '{read}', '{shared}', true,
        '2020-01-01' from n;
    insert into sightline.pathways (
      authority, pathway_id, case_id, protocol, protocol_hash, calendar_hash, opened, version, stage, evaluated, next_due)
      select '${AUTHORITY}', ${id('w')}, ${id('c')}, p.protocol, p.protocol_hash, p.calendar_hash, p.opened, 1, p.stage, p.evaluated,
        date '2026-11-20' + n % 60
      from n, (select * from sightline.pathways where protocol = 'cases-of-most-concern' limit 1) p;
    insert into sightline.duties (authority, pathway_id, duty_id, case_id, duty, opened, due_day, tell)
      select '${AUTHORITY}', ${id('w')}, 'd', ${id('c')}, 'd', '2026-11-01', date '2026-11-20' + n % 60, '{}' from n;
    insert into sightline.owed (authority, pathway_id, duty_id, case_id, person_id, due_day)
      select '${AUTHORITY}', ${id('w')}, 'd', ${id('c')}, md5('p' || n % 200)::uuid, date '2026-11-20' + n % 60 from n;
    analyze`)
}
