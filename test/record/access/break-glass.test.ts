import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type Breaking, breakGlass } from '../../../src/record/access/break-glass.ts'
import { glassToReview, reviewBreakGlass } from '../../../src/record/access/review-glass.ts'
import { seenBy } from '../../../src/record/audit/seen-by.ts'
import { AUTHORITY } from '../authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../database.ts'
import { by, lastNoted, layOutTeam, ledCase, may, type Team } from './team.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

function smash(name: string, caseId: string, given: Partial<Breaking> = {}) {
  return by(team, name, (bound) =>
    breakGlass(bound, { caseId, reasonCode: 'at-risk-now', reason: 'An invented night', minutes: 60, ...given }),
  )
}

async function kindOf(name: string, caseId: string, given: Partial<Breaking> = {}): Promise<unknown> {
  const broken = await smash(name, caseId, given)
  return broken.ok || broken.refusal.kind
}

describe('breaking the glass', () => {
  it('opens a case to be read for as long as was said, and tells its owners and the privacy officers', async () => {
    const caseId = await ledCase(team)
    assert.equal(await may(team, 'Nan', caseId), false)
    const broken = await smash('Nan', caseId)
    assert.ok(broken.ok)
    assert.equal(await may(team, 'Nan', caseId, 'read', '2026-11-20T10:59:59.999Z'), true)
    assert.equal(await may(team, 'Nan', caseId, 'read', '2026-11-20T11:00:00Z'), false)
    assert.equal(await may(team, 'Nan', caseId, 'record'), false)
    const { rows } = await team.root.query(
      `select p.name, a.told_as from sightline.glass_alerts a join sightline.persons p using (authority, person_id)
       where a.break_glass_id = $1 order by p.name`,
      [broken.breakGlass],
    )
    assert.deepEqual(rows, [
      { name: 'Ash', told_as: 'privacy-officer' },
      { name: 'Quin', told_as: 'privacy-officer' },
      { name: 'Sal', told_as: 'owner' },
      { name: 'Tam', told_as: 'owner' },
    ])
    assert.equal((await lastNoted(team, 'break-glass'))?.way, 'break-glass')
  })

  it('is refused for a sealed case, to who is excluded, and for no case, all alike; and each is noted', async () => {
    const [sealed, excluded] = [await ledCase(team), await ledCase(team)]
    await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [sealed])
    await team.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, $2, $3, 'agency:hospital', 'Kin', '2026-01-01', $4)`,
      [AUTHORITY, nextId(), excluded, team.person('Tam')],
    )
    const before = await noted()
    for (const caseId of [sealed, excluded, nextId()]) assert.equal(await kindOf('Nan', caseId), 'not-found')
    assert.equal((await noted()) - before, 3)
  })

  it('needs a reason, a need, and no more than four hours', async () => {
    const caseId = await ledCase(team)
    assert.equal(await kindOf('Nan', caseId, { reason: ' ' }), 'no-reason')
    assert.equal(await kindOf('Nan', caseId, { minutes: 241 }), 'too-long')
    assert.equal(await kindOf('Nan', caseId, { minutes: 0 }), 'too-long')
    assert.equal(await kindOf('Nan', caseId, { minutes: 240 }), true)
    assert.equal(await kindOf('Nan', caseId), 'no-need')
  })

  it('is refused where no privacy officer outside the line could be told', async () => {
    const caseId = await ledCase(team)
    const manager = (name: string | null) =>
      team.root.query('update sightline.persons set manager_id = $1 where person_id = $2', [
        name === null ? null : team.person(name),
        team.person('Nan'),
      ])
    await manager('Quin')
    await team.root.query('update sightline.persons set manager_id = $1 where person_id = $2', [
      team.person('Nan'),
      team.person('Ash'),
    ])
    assert.equal(await kindOf('Nan', caseId), 'nobody-to-alert')
    await manager(null)
    assert.equal(await kindOf('Nan', caseId), true)
  })

  it('tells them as well where the database is asked past the function, or is not broken', async () => {
    const straight = (name: string, caseId: string) =>
      by(team, name, async ({ tx, principal }) => {
        const id = nextId()
        await sql`
          insert into sightline.break_glass (
            authority, break_glass_id, case_id, person_id, reason_code, reason, opened, expires
          ) values (
            ${AUTHORITY}, ${id}, ${caseId}, ${principal.person}, 'at-risk-now', 'An invented night', sightline.moment(),
            sightline.moment() + interval '1 hour'
          )`.execute(tx)
        return id
      })
    const caseId = await ledCase(team)
    const { rows } = await team.root.query(
      `select p.name from sightline.glass_alerts a join sightline.persons p using (authority, person_id)
       where a.break_glass_id = $1 order by p.name`,
      [await straight('Nan', caseId)],
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['Quin', 'Sal', 'Tam'],
    )
    const sealed = await ledCase(team)
    await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [sealed])
    await assert.rejects(straight('Nan', sealed), /not allowed/)
    const officers = `update sightline.role_holdings set until = $1 where role = 'privacy-officer'`
    await team.root.query(officers, ['2026-11-01'])
    await assert.rejects(straight('Nan', caseId), /nobody to alert/)
    await team.root.query(officers, [null])
  })

  it('is reviewed by another person, once; and ends at once where it was not justified', async () => {
    const caseId = await ledCase(team)
    const broken = await smash('Dot', caseId)
    assert.ok(broken.ok)
    const review = async (name: string, words = 'Looked at') => {
      const found = { breakGlass: broken.breakGlass, found: 'not-justified', words } as const
      const reviewed = await by(team, name, (bound) => reviewBreakGlass(bound, found), '2026-11-20T10:30:00Z')
      return reviewed.ok || reviewed.refusal.kind
    }
    const waiting = (name: string) =>
      by(team, name, (bound) => glassToReview(bound, { after: null, most: 200 }), '2026-11-20T10:30:00Z')
    const isWaiting = async (name: string) =>
      (await waiting(name)).rows.some(({ breakGlass: id }) => id === broken.breakGlass)
    assert.deepEqual([await isWaiting('Quin'), await isWaiting('Dot'), await isWaiting('Otto')], [true, false, false])
    assert.equal(await review('Dot'), 'own-approval')
    assert.equal(await review('Otto'), 'not-found')
    assert.equal(await review('Quin', ''), 'no-reason')
    assert.equal(await may(team, 'Dot', caseId, 'read', '2026-11-20T10:30:00Z'), true)
    assert.equal(await review('Quin'), true)
    assert.equal(await may(team, 'Dot', caseId, 'read', '2026-11-20T10:30:00Z'), false)
    assert.equal(await review('Sal'), 'reviewed-already')
    assert.equal(await isWaiting('Quin'), false)
  })
})

describe('a privacy officer who is excluded from a case', () => {
  it('learns neither that its glass was broken nor who has seen it', async () => {
    const caseId = await ledCase(team)
    const broken = await smash('Nan', caseId)
    assert.ok(broken.ok)
    await team.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, $2, $3, $4, 'Kin', '2026-01-01', $5)`,
      [AUTHORITY, nextId(), caseId, `person:${team.person('Quin')}`, team.person('Tam')],
    )
    const found = { breakGlass: broken.breakGlass, found: 'justified', words: 'Looked at' } as const
    const learns = async (name: string) => [
      (await by(team, name, (bound) => seenBy(bound, { caseId, after: null, most: 10 }))) !== null,
      (await by(team, name, (bound) => glassToReview(bound, { after: null, most: 200 }))).rows.some(
        (row) => row.caseId === caseId,
      ),
      (await by(team, name, (bound) => reviewBreakGlass(bound, found))).ok,
    ]
    assert.deepEqual(await learns('Quin'), [false, false, false])
    // Nor by the alert that they were sent before they were excluded.
    const alerts = (name: string) =>
      by(team, name, async ({ tx }) => {
        const { rows } = await sql`select from sightline.glass_alerts where case_id = ${caseId}`.execute(tx)
        return rows.length
      })
    assert.deepEqual([await alerts('Quin'), await alerts('Sal')], [0, 1])
    // Nor does the database show it by itself, whatever it is asked.
    const shown = (name: string) =>
      by(team, name, async ({ tx }) => {
        const { rows } = await sql<{ seen: number; glass: number; changed: number }>`
          with changed as (
            update sightline.break_glass set outcome = outcome where case_id = ${caseId} returning 1
          )
          select (select count(*)::int from sightline.seen_by(${AUTHORITY}, ${caseId}::uuid, null, null, 9)) as seen,
            (select count(*)::int from sightline.break_glass where case_id = ${caseId}) as glass,
            (select count(*)::int from changed) as changed`.execute(tx)
        return Object.values(rows[0] ?? {}).map((count) => count > 0)
      })
    assert.deepEqual(await shown('Quin'), [false, false, false])
    assert.deepEqual(await shown('Ash'), [true, true, true])
    assert.deepEqual(await learns('Ash'), [true, true, true])
  })
})

async function noted(): Promise<number> {
  const { rows } = await team.root.query(
    `select count(*)::int as count from sightline.audit_envelopes where action = 'break-glass' and decision = 'refused'`,
  )
  return rows[0].count
}
