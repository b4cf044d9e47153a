import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day } from '../../src/engine/calendar/day.ts'
import { wayIn } from '../../src/record/access/way-in.ts'
import { keepOwnWorkers } from '../../src/record/facts/own-workers.ts'
import { appointDeputy, closeAccount, handOver } from '../../src/record/people/changes.ts'
import { endRole, giveRole } from '../../src/record/people/hold-roles.ts'
import { keepPeople } from '../../src/record/people/keep-people.ts'
import { peopleOf } from '../../src/record/people/people.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import { type Bound, type NotActive, within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, CATEGORIES, holdsFor, layOut, moment, record, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
})
after(() => database.close())

const NOW = '2026-11-23T09:00:00Z'

async function raised(): Promise<{ readonly caseId: string; readonly pathway: string }> {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam', 'service-manager': 'Sal' })
  const pathway = nextId()
  const answers = { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' }
  const step = { step: 'raise-the-child', role: 'social-worker', answers }
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway }
  const recorded = await record(scene, 'Wyn', { opens }, step, '2026-11-20T10:00:00Z')
  assert.ok('ok' in recorded && recorded.ok)
  return { caseId, pathway }
}

function as<T>(name: string, work: (bound: Bound) => Promise<T>): Promise<T | NotActive> {
  return within(database.store, { authority: AUTHORITY, person: scene.person(name) }, moment(NOW), work)
}

async function owers(pathway: string): Promise<readonly string[]> {
  const { rows } = await database.root.query<{ name: string }>(
    `select p.name from sightline.owed o join sightline.persons p using (authority, person_id)
     where o.pathway_id = $1 order by p.name`,
    [pathway],
  )
  return rows.map(({ name }) => name)
}

const sweepNow = () => sweep(database.store, { authority: AUTHORITY, person: scene.person('service') }, moment(NOW))

describe('a deputy', () => {
  it('owes what the other owes while they stand in', async () => {
    const { pathway } = await raised()
    const deputy = { id: nextId(), forPerson: scene.person('Tam'), person: scene.person('Quin'), role: 'team-manager' }
    const dates = { since: day('2026-11-23'), until: day('2026-12-07'), reason: 'Invented leave' }
    assert.deepEqual(await as('Ade', (bound) => appointDeputy(bound, { ...deputy, ...dates })), {
      ok: true,
      value: deputy.id,
    })
    await sweepNow()
    assert.deepEqual(await owers(pathway), ['Quin', 'Tam'])
  })

  it('is appointed only by whoever keeps the list of people, or manages them', async () => {
    const deputy = { id: nextId(), forPerson: scene.person('Tam'), person: scene.person('Quin'), role: null }
    const dates = { since: day('2026-11-23'), until: day('2026-12-07'), reason: 'Invented leave' }
    const refused = await as('Wyn', (bound) => appointDeputy(bound, { ...deputy, ...dates }))
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'not-allowed' } })
  })

  it('is appointed by an identifier of its own, for days that there are, and for a reason', async () => {
    const dates = { since: day('2026-11-23'), until: day('2026-12-07') }
    const deputy = { forPerson: scene.person('Tam'), person: scene.person('Teo'), role: null, reason: 'Invented leave' }
    const whyNot = async (given: object) => {
      const done = await as('Ade', (bound) => appointDeputy(bound, { id: nextId(), ...deputy, ...dates, ...given }))
      assert.ok('ok' in done)
      if (done.ok) return null
      return done.refusal.kind === 'not-kept'
        ? `${done.refusal.why.kind} ${Object(done.refusal.why).place}`
        : done.refusal.kind
    }
    const id = nextId()
    assert.equal(await whyNot({ id: 'not-an-id' }), 'identifier id')
    assert.equal(await whyNot({ since: Number.NaN }), 'number since')
    assert.equal(await whyNot({ until: 99_999_999 }), 'day until')
    assert.equal(await whyNot({ until: day('2026-11-25') + 0.5 }), 'day until')
    assert.equal(await whyNot({ reason: ' ' }), 'no-reason')
    assert.equal(await whyNot({ id }), null)
    assert.equal(await whyNot({ id }), 'identifier id')
  })

  it('is nobody who is gone, or will be before it ends, no service, and nobody of an agency that ends', async () => {
    const dates = { since: day('2026-12-07'), until: day('2026-12-21'), role: null, reason: 'Invented leave' }
    const whyNot = async (forPerson: string, person: string) => {
      const asked = { id: nextId(), forPerson: scene.person(forPerson), person: scene.person(person), ...dates }
      const done = await as('Ade', (bound) => appointDeputy(bound, asked))
      return 'ok' in done && !done.ok ? done.refusal.kind : null
    }
    const leaves = (name: string, on: string | null) =>
      database.root.query('update sightline.persons set until = $2 where person_id = $1', [scene.person(name), on])
    const ends = (on: string | null) =>
      database.root.query(`update sightline.agencies set until = $1 where agency = 'police'`, [on])
    assert.equal(await whyNot('Tam', 'Tam'), 'same-person')
    assert.equal(await whyNot('Tam', 'service'), 'unknown-person')
    for (const [on, why] of [
      ['2026-11-01', 'not-active'],
      ['2026-12-10', 'gone-before-it-ends'],
      ['2026-12-21', null],
    ] as const) {
      await leaves('Rae', on)
      assert.equal(await whyNot('Tam', 'Rae'), why)
      await ends(on)
      assert.equal(await whyNot('Tam', 'Otto'), why)
    }
    await leaves('Rae', '2026-12-07')
    assert.equal(await whyNot('Rae', 'Tam'), 'not-active')
    await leaves('Rae', null)
    await ends(null)
    await database.root.query('delete from sightline.deputies where for_person_id = $1', [scene.person('Tam')])
  })

  it('in everything has the teams and pools of the other, and the teams that the other manages', async () => {
    await database.root.query(
      `insert into sightline.teams values ($1, 'north', 'council', 'North'), ($1, 'south', 'council', 'South')`,
      [AUTHORITY],
    )
    const set = (name: string, team: string, manager: string | null) =>
      database.root.query('update sightline.persons set team = $2, manager_id = $3 where person_id = $1', [
        scene.person(name),
        team,
        manager === null ? null : scene.person(manager),
      ])
    await set('Dot', 'north', null)
    await set('Ash', 'south', 'Dot')
    await database.root.query(`insert into sightline.pool_members values ($1, 'panel', $2, '2020-01-01')`, [
      AUTHORITY,
      scene.person('Dot'),
    ])
    const deputy = { forPerson: scene.person('Dot'), person: scene.person('Otto'), reason: 'Invented leave' }
    const dates = { since: day('2026-11-23'), until: day('2026-12-07') }
    const scopes = async () => {
      const held = await as('Otto', async (bound) => bound.scopes)
      assert.ok(Array.isArray(held))
      return ['team:north', 'managers:south', 'pool:panel', 'role:director'].map((scope) => held.includes(scope))
    }
    const one = { id: nextId(), ...deputy, role: 'director', ...dates }
    assert.ok(Object(await as('Ade', (bound) => appointDeputy(bound, one))).ok)
    assert.deepEqual(await scopes(), [false, false, false, true])
    assert.ok(Object(await as('Ade', (bound) => appointDeputy(bound, { ...one, id: nextId(), role: null }))).ok)
    assert.deepEqual(await scopes(), [true, true, true, true])
    const people = await as('service', (bound) => peopleOf(bound, { caseId: nextId(), childId: null }))
    assert.ok('pools' in people)
    assert.deepEqual([...(people.pools.panel ?? [])].sort(), [scene.person('Dot'), scene.person('Otto')].sort())
  })
})

describe('a caseload that is handed over', () => {
  it('is owed by the other from today, and seen by them', async () => {
    const first = await raised()
    const second = await raised()
    const handed = { from: scene.person('Tam'), to: scene.person('Teo'), only: null, because: 'Invented move' }
    const done = await as('Ade', (bound) => handOver(bound, handed))
    assert.ok('ok' in done && done.ok)
    assert.ok(done.value.cases >= 2 && done.value.owed >= 2)
    await sweepNow()
    for (const { pathway } of [first, second]) assert.ok((await owers(pathway)).includes('Teo'))
    const { rows } = await database.root.query(
      `select s.scope, s.until is null as open
       from sightline.case_scopes s join sightline.case_holdings h on s.source = 'own:' || h.holding_id
       where s.case_id = $1 and h.role = 'team-manager'
       order by s.until nulls first`,
      [first.caseId],
    )
    assert.deepEqual(rows, [
      { scope: `person:${scene.person('Teo')}`, open: true },
      { scope: `person:${scene.person('Tam')}`, open: false },
    ])
  })
})

describe('what is handed to somebody who does not hold the role', () => {
  it('stays with whom it was, and who holds the role is named', async () => {
    const { caseId } = await raised()
    const handing = { from: scene.person('Tam'), only: caseId, because: 'Invented move' }
    const to = (name: string) => as('Ade', (bound) => handOver(bound, { ...handing, to: scene.person(name) }))
    const refusal = { kind: 'not-their-role', roles: ['team-manager'], holders: ['Teo'] }
    assert.deepEqual(await to('Otto'), { ok: false, refusal })
    assert.deepEqual(await to('Wyn'), { ok: false, refusal })
    // The same role for another agency is no role in this case.
    await holdsFor(scene, 'Nan', 'team-manager', 'hospital')
    assert.deepEqual(await to('Nan'), { ok: false, refusal })
    const { rows } = await database.root.query(
      `select person_id as person from sightline.case_holdings
       where case_id = $1 and role = 'team-manager' and until is null`,
      [caseId],
    )
    assert.deepEqual(rows, [{ person: scene.person('Tam') }])
    await holdsFor(scene, 'Nan', 'team-manager', 'council')
    const handed = await to('Nan')
    assert.ok('ok' in handed && handed.ok)
    const on = { ...handing, from: scene.person('Nan'), to: scene.person('Teo') }
    assert.ok(Object(await as('Ade', (bound) => handOver(bound, on))).ok)
  })
})

describe('what the other would not see', () => {
  it('stays with whom it was, and is counted and not named', async () => {
    const cases = [await raised(), await raised(), await raised()]
    const [open, sealed, excluded] = cases
    assert.ok(open !== undefined && sealed !== undefined && excluded !== undefined)
    await database.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [sealed.caseId])
    await database.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, $2, $3, $4, 'Kin', '2026-01-01', $5)`,
      [AUTHORITY, nextId(), excluded.caseId, `person:${scene.person('Otto')}`, scene.person('Ade')],
    )
    await holdsFor(scene, 'Otto', 'service-manager', 'council')
    const handing = { from: scene.person('Sal'), to: scene.person('Otto'), because: 'Invented move' }
    const one = await as('Ade', (bound) => handOver(bound, { ...handing, only: sealed.caseId }))
    assert.deepEqual(one, { ok: false, refusal: { kind: 'would-not-see' } })
    const done = await as('Ade', (bound) => handOver(bound, { ...handing, only: null }))
    assert.ok('ok' in done && done.ok)
    assert.equal(done.value.keptBack, 2)
    const { rows } = await database.root.query(
      `select p.name from sightline.case_holdings h join sightline.persons p using (authority, person_id)
       where h.case_id = any ($1) and h.role = 'service-manager' and h.until is null order by p.name`,
      [cases.map(({ caseId }) => caseId)],
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['Otto', 'Sal', 'Sal'],
    )
    const back = { from: scene.person('Otto'), to: scene.person('Sal'), only: null, because: 'Invented move' }
    const again = await as('Ade', (bound) => handOver(bound, back))
    assert.ok('ok' in again && again.ok && again.value.keptBack === 0)
  })
})

describe('a case that is handed over', () => {
  it('is not given back by an import that has not heard of it', async () => {
    const { caseId } = await raised()
    await database.root.query(
      `update sightline.case_holdings set batch_id = $2 where case_id = $1 and role = 'social-worker'`,
      [caseId, nextId()],
    )
    await holdsFor(scene, 'Rae', 'social-worker', 'council')
    const handed = { from: scene.person('Wyn'), to: scene.person('Rae'), only: caseId, because: 'Invented move' }
    const done = await as('Ade', (bound) => handOver(bound, handed))
    assert.ok('ok' in done && done.ok)
    const told = { person: scene.person('Wyn'), role: 'social-worker', since: day('2020-01-01'), until: null }
    await as('service', (bound) => keepOwnWorkers(bound, nextId(), [{ caseId, workers: [told] }]))
    const { rows } = await database.root.query(
      `select p.name from sightline.case_holdings h join sightline.persons p using (authority, person_id)
       where h.case_id = $1 and h.role = 'social-worker' and h.until is null`,
      [caseId],
    )
    assert.deepEqual(rows, [{ name: 'Rae' }])
  })
})

describe('whoever keeps the list of people', () => {
  it('lets nobody into cases who is themselves, and hands nothing to who has left', async () => {
    const { caseId } = await raised()
    const dates = { since: day('2026-11-23'), until: day('2026-12-07'), reason: 'Invented leave' }
    const [ade, wyn, otto] = ['Ade', 'Wyn', 'Otto'].map((name) => scene.person(name))
    const handing = (to = '') => ({ from: wyn ?? '', to, only: caseId, because: 'Invented move' })
    const standing = (to = '') => ({ id: nextId(), forPerson: wyn ?? '', person: to, role: null, ...dates })
    for (const done of [
      await as('Ade', (bound) => handOver(bound, handing(ade))),
      await as('Ade', (bound) => appointDeputy(bound, standing(ade))),
    ]) {
      assert.deepEqual(done, { ok: false, refusal: { kind: 'own-approval' } })
    }
    await database.root.query(`update sightline.persons set until = '2026-11-01' where person_id = $1`, [otto])
    for (const done of [
      await as('Ade', (bound) => handOver(bound, handing(otto))),
      await as('Ade', (bound) => appointDeputy(bound, standing(otto))),
    ]) {
      assert.deepEqual(done, { ok: false, refusal: { kind: 'not-active', person: otto } })
    }
    const { rows } = await database.root.query(
      'select count(*)::int as count from sightline.case_holdings where case_id = $1',
      [caseId],
    )
    assert.deepEqual(rows, [{ count: 3 }])
  })
})

describe('a role that is held for one of several councils', () => {
  it("counts in the cases that it leads, and in no other council's", async () => {
    await database.root.query(
      `insert into sightline.agencies (authority, agency, title, kind, since)
       values ($1, 'elsewhere', 'Elsewhere Council', 'council', '2020-01-01')`,
      [AUTHORITY],
    )
    const hold = (name: string, agency: string) =>
      database.root.query(
        `insert into sightline.role_holdings (authority, holding_id, person_id, role, agency, since)
         values ($1, $2, $3, 'head-of-service', $4, '2020-01-01')`,
        [AUTHORITY, nextId(), scene.person(name), agency],
      )
    await hold('Dot', 'council')
    await hold('Teo', 'elsewhere')
    await hold('Otto', 'police')
    const holders = async (caseId: string) => {
      const people = await as('service', (bound) => peopleOf(bound, { caseId, childId: null }))
      assert.ok('holdings' in people)
      const held = people.holdings.filter(({ role }) => role === 'head-of-service').map(({ person }) => person)
      return ['Dot', 'Teo', 'Otto'].filter((name) => held.includes(scene.person(name)))
    }
    const { caseId, pathway } = await raised()
    assert.deepEqual(await holders(caseId), ['Dot', 'Otto'])
    await database.root.query(`update sightline.cases set lead_agency = 'elsewhere' where case_id = $1`, [caseId])
    assert.deepEqual(await holders(caseId), ['Teo', 'Otto'])
    // What is owed says under which role.
    const { rows } = await database.root.query('select distinct role from sightline.owed where pathway_id = $1', [
      pathway,
    ])
    assert.deepEqual(rows, [{ role: 'team-manager' }])
  })
})

describe('a hand-over and a closing', () => {
  it('say why', async () => {
    const handing = { from: scene.person('Wyn'), to: scene.person('Rae'), only: null, because: ' ' }
    const refused = { ok: false, refusal: { kind: 'no-reason' } }
    assert.deepEqual(await as('Ade', (bound) => handOver(bound, handing)), refused)
    assert.deepEqual(await as('Ade', (bound) => closeAccount(bound, scene.person('Wyn'), '')), refused)
  })
})

describe('a list of people', () => {
  it('does not end whoever keeps it last', async () => {
    const staff = (name: string, id: string) =>
      database.root.query('update sightline.persons set staff_id = $2 where person_id = $1', [scene.person(name), id])
    await staff('Ade', 'S-1')
    await staff('Teo', 'S-2')
    const none = { councils: [], agencies: [], teams: [], pools: [], sittings: [], signIns: [] }
    const person = (id: string, name: string, until: string | null) => {
      return {
        staff_id: id,
        name,
        agency: 'council',
        team: null,
        manager: null,
        email: null,
        since: '2020-01-01',
        until,
      }
    }
    const role = (id: string) => ({
      staff_id: id,
      role: 'administrator',
      agency: null,
      team: null,
      since: '2020-01-01',
      until: null,
    })
    const kept = async (people: readonly ReturnType<typeof person>[], roles: readonly ReturnType<typeof role>[]) => {
      const done = await as('Ade', (bound) => keepPeople(bound, { ...none, people, roles }))
      assert.ok('ok' in done)
      return done.ok || done.refusal.kind
    }
    const [ade, gone, teo] = [
      person('S-1', 'Ade', null),
      person('S-1', 'Ade', '2026-11-01'),
      person('S-2', 'Teo', null),
    ]
    assert.equal(await kept([gone, teo], [role('S-1')]), 'no-administrator-left')
    assert.equal(await kept([ade, teo], []), 'no-administrator-left')
    const { rows } = await database.root.query('select until from sightline.persons where person_id = $1', [
      scene.person('Ade'),
    ])
    assert.deepEqual(rows, [{ until: null }])
    assert.equal(await kept([ade, teo], [role('S-1'), role('S-2')]), true)
  })
})

describe('whoever comes to hold a role', () => {
  it('sees from then on what its holders see, and not once it is theirs no more', async () => {
    const caseId = await addCase(scene, { 'social-worker': 'Wyn', director: 'Dot' })
    const pathway = nextId()
    const answers = { 'why-added': 'An invented reason', ...CATEGORIES }
    const step = { step: 'add-directly', role: 'director', answers }
    const opens = { protocol: 'cases-of-most-concern', caseId, pathway }
    const recorded = await record(scene, 'Dot', { opens }, step, '2026-11-20T10:00:00Z')
    assert.ok('ok' in recorded && recorded.ok)
    const way = () => as('Teo', (bound) => wayIn(bound, 'read', caseId, pathway))
    assert.equal(await way(), null)
    const role = { id: nextId(), person: scene.person('Teo'), role: 'director', agency: null, team: null }
    await as('Ade', (bound) => giveRole(bound, { ...role, since: day('2026-11-21'), until: null }))
    // Nothing of the pathway was worked out anew.
    assert.equal(await way(), `sees:${pathway}:leaders-see-the-list`)
    const ended = { person: role.person, holding: role.id, until: day('2026-11-23') }
    assert.deepEqual(await as('Ade', (bound) => endRole(bound, ended)), { ok: true })
    assert.equal(await way(), null)
  })
})

describe('an account that is to be closed', () => {
  it('is not closed while something is still theirs', async () => {
    await raised()
    const refused = await as('Ade', (bound) => closeAccount(bound, scene.person('Wyn'), 'Invented leaving'))
    assert.ok('ok' in refused && !refused.ok && refused.refusal.kind === 'still-theirs')
    assert.ok(refused.refusal.cases > 0)
  })

  it('sees nothing any more once it is', async () => {
    const closed = await as('Ade', (bound) => closeAccount(bound, scene.person('Nan'), 'Invented leaving'))
    // Nan is the last who holds her role: it is handed over, or ended, first.
    assert.ok('ok' in closed && !closed.ok && closed.refusal.kind === 'still-theirs')
    assert.deepEqual(closed.refusal.roles, ['health-visitor'])
    await database.root.query(`update sightline.role_holdings set until = '2026-11-01' where person_id = $1`, [
      scene.person('Nan'),
    ])
    assert.deepEqual(await as('Ade', (bound) => closeAccount(bound, scene.person('Nan'), 'Invented leaving')), {
      ok: true,
      value: day('2026-11-23'),
    })
    assert.deepEqual(await as('Nan', async () => 'seen'), { kind: 'not-active' })
  })
})
