import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Imported } from '../../src/cases/import/import-files.ts'
import { formatDay } from '../../src/engine/calendar/day.ts'
import { factsOf } from '../../src/record/facts/history.ts'
import { decideMatch, doubtfulMatches, mergeChildren, splitChildren } from '../../src/record/facts/merging.ts'
import { watch } from '../../src/record/facts/noticed.ts'
import { nameStaff } from '../../src/record/facts/own-workers.ts'
import { dependingOn, undoImport } from '../../src/record/facts/undo.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import { type Bound, type NotActive, unbound, within } from '../../src/record/transaction.ts'
import { AUTHORITY, layOut, moment, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'
import { demonstration, folder, service, tables, take } from './importing.ts'

let database: TestDatabase
let scene: Scene

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

/** Each group begins with an authority of which nothing is known. */
async function anew(): Promise<void> {
  await database.close()
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
  for (const [name, role] of [
    ['Quin', 'record-keeper'],
    ['Dot', 'administrator'],
  ] as const) {
    await database.root.query('insert into sightline.role_holdings values ($1, $2, $3, $4, null, null, $5)', [
      AUTHORITY,
      nextId(),
      scene.person(name),
      role,
      '2020-01-01',
    ])
  }
}

function by<T>(name: string, when: string, work: (bound: Bound) => Promise<T>): Promise<T | NotActive> {
  return within(scene.store, { authority: AUTHORITY, person: scene.person(name) }, moment(when), work)
}

async function childOf(identifier: string): Promise<string> {
  const { rows } = await database.root.query(
    'select child_id from sightline.children where identifier = $1 order by child_id',
    [identifier],
  )
  return rows[0]?.child_id
}

/** The protection plans of a child as the record knew them at a moment. */
async function plansOf(child: string, knownAt: string): Promise<readonly string[]> {
  const told = await by('service', '2027-01-01T00:00:00Z', (bound) =>
    unbound(bound, () => factsOf(bound, child, moment(knownAt))),
  )
  assert.ok('facts' in told)
  return told.facts.facts
    .filter(({ kind }) => kind === 'protection-plan')
    .map(({ from, until }) => `${formatDay(from)} ${until === null ? 'on' : formatDay(until)}`)
}

function importIdOf(imported: Imported): string {
  assert.equal(imported.kind, 'imported')
  return imported.kind === 'imported' ? imported.importId : ''
}

/** Why something was refused, as often as it was noted. */
async function refusedOf(action: string): Promise<readonly string[]> {
  const { rows } = await database.root.query(
    `select p.payload::jsonb #>> '{refusal,kind}' as kind
     from sightline.audit_envelopes e join sightline.audit_payloads p using (authority, envelope_id)
     where e.action = $1 and e.decision = 'refused' order by kind`,
    [action],
  )
  return rows.map(({ kind }) => kind)
}

const PERSONS = ['A1,F,2015-03-01', 'B2,M,2014-06-02', 'Z9,M,2013-01-01']
/** A plan that has met its trigger: fifteen months on 1 May 2026. */
const PLANS = ['P1,A1,2025-02-01,,NEG,NEG', 'P2,B2,2026-09-01,,EMO,EMO']

describe('an import', () => {
  before(anew)

  it('is taken once, whatever its files are called and in whatever order they are named', async () => {
    const files = tables({ person: PERSONS, cp_plans: PLANS })
    const first = await take(scene, files, '2026-11-01T10:00:00Z')
    assert.equal(first.kind, 'imported')
    const again = await take(scene, files.toReversed(), '2026-11-02T10:00:00Z')
    const copies = await take(scene, tables({ person: PERSONS, cp_plans: PLANS }), '2026-11-02T11:00:00Z')
    assert.deepEqual([again.kind, copies.kind], ['taken-already', 'taken-already'])
    assert.deepEqual(await refusedOf('begin-import'), ['taken-already', 'taken-already'])
    const { rows } = await database.root.query('select count(*)::int as count from sightline.imports')
    assert.equal(rows[0].count, 1)
  })

  it('tells what is new, changed and withdrawn, and of whom it no longer speaks', async () => {
    const files = tables({
      person: PERSONS.slice(0, 2),
      cp_plans: ['P1,A1,2025-02-01,2026-10-20,NEG,NEG', 'P3,B2,2026-09-15,,EMO,EMO'],
    })
    const imported = await take(scene, files, '2026-11-03T10:00:00Z')
    assert.ok(imported.kind === 'imported')
    assert.deepEqual(imported.summary, {
      children: 2,
      newChildren: 0,
      changedChildren: 2,
      notNamed: 1,
      facts: { new: 1, changed: 1, withdrawn: 1 },
      doubtful: 0,
      before: { children: 3, facts: 2 },
    })
  })

  it('is known from the moment it was taken, and no sooner', async () => {
    const child = await childOf('A1')
    assert.deepEqual(await plansOf(child, '2026-11-01T09:59:59Z'), [])
    assert.deepEqual(await plansOf(child, '2026-11-01T10:00:00Z'), ['2025-02-01 on'])
    assert.deepEqual(await plansOf(child, '2026-11-03T09:59:59Z'), ['2025-02-01 on'])
    assert.deepEqual(await plansOf(child, '2026-11-03T10:00:00Z'), ['2025-02-01 2026-10-20'])
  })

  it('is refused with its findings where no child can be read, and leaves nothing but them', async () => {
    const refused = await take(scene, [...tables({}), `${folder()}/nowhere.csv`], '2026-11-04T10:00:00Z')
    assert.ok(refused.kind === 'nothing-read')
    assert.ok(refused.findings.total('refused') > 0)
    const { rows } = await database.root.query(
      `select i.state, count(f.*)::int > 0 as found from sightline.imports i
       join sightline.import_findings f using (authority, import_id) where i.state = 'refused'
       group by i.import_id, i.state`,
    )
    assert.deepEqual(rows, [{ state: 'refused', found: true }])
  })

  it('is nothing for whoever does not keep the record, and that they tried is noted', async () => {
    const refused = await by('Wyn', '2026-11-05T10:00:00Z', (bound) => dependingOn(bound, nextId()))
    assert.deepEqual(refused, { kind: 'not-allowed' })
    const { rows } = await database.root.query(
      `select decision from sightline.audit_envelopes where action = 'look-at-import'`,
    )
    assert.deepEqual(rows, [{ decision: 'refused' }])
  })

  it('takes text that a database cannot keep, and keeps what can be kept', async () => {
    const strange = tables({ person: ['N\u0000UL,F,2015-03-01', 'HA\ud800LF,F,2015-03-02'], cp_plans: PLANS })
    const imported = await take(scene, strange, '2026-11-06T10:00:00Z')
    assert.ok(imported.kind === 'imported' || imported.kind === 'nothing-read')
  })
})

describe('an import that is killed', () => {
  before(anew)

  it('has no effect until it is whole, and goes on with what was left to come to the same', async () => {
    const files = await demonstration(250)
    const stop = new Error('killed')
    const onKept = (): never => {
      throw stop
    }
    await assert.rejects(take(scene, files, '2026-11-20T10:00:00Z', { onKept }), stop)
    const { rows: half } = await database.root.query('select children, state from sightline.imports')
    assert.deepEqual(half, [{ children: 500, state: 'reading' }])
    const looked = await watch(scene.store, service(scene), moment('2026-11-20T10:00:30Z'))
    assert.ok(looked.kind === 'noticed')
    assert.equal(looked.children, 0)
    const other = await take(scene, tables({ person: PERSONS }), '2026-11-20T10:01:00Z')
    assert.equal(other.kind, 'another-being-read')
    let kept = 0
    const count = (children: number): void => {
      kept += 1
      assert.ok(children > 500)
    }
    const whole = await take(scene, files, '2026-11-20T10:02:00Z', { onKept: count })
    assert.ok(whole.kind === 'imported' && kept > 0)
    const words = `select string_agg(identifier || source || encode(hash, 'hex') || origins::text, '' order by identifier, source)
      as words from sightline.reported`
    const interrupted = await database.root.query(words)
    await anew()
    const straight = await take(scene, files, '2026-11-20T10:00:00Z')
    assert.ok(straight.kind === 'imported')
    assert.deepEqual(straight.summary, whole.summary)
    assert.deepEqual((await database.root.query(words)).rows, interrupted.rows)
  })

  it('gives way after a while to one of other files', async () => {
    await anew()
    const files = tables({ person: PERSONS, cp_plans: PLANS })
    await assert.rejects(
      take(scene, files, '2026-11-20T10:00:00Z', {
        onKept: () => {
          throw new Error('killed')
        },
      }),
    )
    const other = await take(scene, tables({ person: PERSONS }), '2026-11-20T10:11:00Z')
    assert.equal(other.kind, 'imported')
  })
})

describe('triggers after an import', () => {
  before(async () => {
    await anew()
    for (const [name, person] of [
      ['SW1', 'Wyn'],
      ['TM1', 'Tam'],
    ] as const) {
      const named = await by('Dot', '2026-10-01T10:00:00Z', (bound) => {
        return nameStaff(bound, { name, person: scene.person(person) })
      })
      assert.deepEqual(named, { kind: 'named' })
    }
    const nobody = await by('Dot', '2026-10-01T10:00:00Z', (bound) => {
      return nameStaff(bound, { name: 'SW9', person: 'not-an-id' })
    })
    assert.deepEqual(nobody, { kind: 'nobody-such' })
    assert.deepEqual(await refusedOf('name-staff'), ['nobody-such'])
  })
  const INVOLVED = [
    'I1,SW1,Allocated Worker,T1,2025-02-01,,A1',
    'I2,TM1,Team Manager,T1,2025-02-01,,A1',
    'I3,SW7,Social Worker,T1,2025-02-01,,A1',
  ]

  it("open their pathway once, on a case with the child's own workers, and name those whom nobody knows", async () => {
    const files = tables({ person: PERSONS, cp_plans: PLANS, involvements: INVOLVED })
    await take(scene, files, '2026-11-01T10:00:00Z')
    const looks = await Promise.all(
      [1, 2].map(() => watch(scene.store, service(scene), moment('2026-11-01T10:05:00Z'))),
    )
    const opened = looks.map((each) => (each.kind === 'noticed' ? each.opened : -1))
    assert.deepEqual(opened.toSorted(), [0, 1])
    const { rows } = await database.root.query(
      `select p.protocol, p.stage, e.trigger_id, to_char(e.trigger_met, 'YYYY-MM-DD') as met, n.does,
         (select string_agg(h.role, ' ' order by h.role) from sightline.case_holdings h where h.case_id = p.case_id) as own
       from sightline.pathways p join sightline.entries e using (authority, pathway_id)
       join sightline.noticed n using (authority, pathway_id)`,
    )
    assert.deepEqual(rows, [
      {
        protocol: 'challenging-cases',
        stage: 'tier-1-requested',
        trigger_id: 'plan-not-ending',
        met: '2026-05-01',
        does: 'opened',
        own: 'social-worker team-manager',
      },
    ])
    const unknown = looks.flatMap((each) => (each.kind === 'noticed' ? each.unknownNames : []))
    assert.ok(unknown.includes('SW7'))
  })

  it('are withdrawn by a correction: the pathway stays, and somebody must confirm or close it', async () => {
    const files = tables({
      person: PERSONS,
      cp_plans: ['P1,A1,2026-09-02,,NEG,NEG', 'P2,B2,2026-09-01,,EMO,EMO', 'P4,B2,2024-01-01,2024-02-01,EMO,EMO'],
      involvements: INVOLVED,
    })
    const imported = await take(scene, files, '2026-11-05T10:00:00Z')
    await sweep(scene.store, service(scene), moment('2026-11-05T11:00:00Z'))
    const owed = async (): Promise<unknown> =>
      (await database.root.query('select kind from sightline.obligations')).rows
    assert.ok(JSON.stringify(await owed()).includes('confirm-or-close'))
    const importId = importIdOf(imported)
    const undone = await by('Quin', '2026-11-06T10:00:00Z', (bound) => {
      return undoImport(bound, importId, { because: 'The wrong extract', said: [] })
    })
    assert.deepEqual(undone, { kind: 'undone' })
    await sweep(scene.store, service(scene), moment('2026-11-06T11:00:00Z'))
    assert.ok(!JSON.stringify(await owed()).includes('confirm-or-close'))
    const child = await childOf('A1')
    assert.deepEqual(await plansOf(child, '2026-11-05T12:00:00Z'), ['2026-09-02 on'])
    assert.deepEqual(await plansOf(child, '2026-11-06T12:00:00Z'), ['2025-02-01 on'])
  })

  it('say what depends on an import before it is undone', async () => {
    const { rows } = await database.root.query(`select import_id from sightline.imports where state = 'taken'`)
    const importId: string = rows[0].import_id
    const depending = await by('Quin', '2026-11-07T10:00:00Z', (bound) => dependingOn(bound, importId))
    assert.ok(depending.kind === 'depending')
    assert.deepEqual(
      depending.pathways.map(({ trigger, met }) => [trigger, formatDay(met)]),
      [['15 months on the register, or the third review conference', '2026-05-01']],
    )
    const unsaid = await by('Quin', '2026-11-07T10:01:00Z', (bound) => {
      return undoImport(bound, importId, { because: 'The wrong authority', said: [] })
    })
    assert.equal(unsaid.kind, 'others-depend')
    const said = depending.pathways.map(({ pathway }) => pathway)
    const undone = await by('Quin', '2026-11-07T10:02:00Z', (bound) => {
      return undoImport(bound, importId, { because: 'The wrong authority', said })
    })
    assert.equal(undone.kind, 'undone')
    const undo = (id: string, because: string): Promise<{ readonly kind: string }> =>
      by('Quin', '2026-11-07T10:03:00Z', (bound) => undoImport(bound, id, { because, said }))
    assert.equal((await undo(importId, 'Again')).kind, 'not-taken')
    assert.equal((await undo('not-an-id', 'Again')).kind, 'not-taken')
    assert.equal((await undo(importId, ' ')).kind, 'no-reason')
    assert.deepEqual(await refusedOf('undo-import'), ['no-reason', 'not-taken', 'not-taken', 'others-depend'])
  })
})

describe('children whom an import may name otherwise', () => {
  before(anew)

  it('wait for somebody to decide, and are one once they have', async () => {
    await take(scene, tables({ person: PERSONS, cp_plans: PLANS }), '2026-11-01T10:00:00Z')
    const renamed = tables({
      person: ['00A1,F,2015-03-01', 'B2,M,1999-12-30', 'C3,M,2013-01-01'],
      cp_plans: ['P1,00A1,2025-02-01,2026-10-30,NEG,NEG', 'P2,B2,2026-09-01,,EMO,EMO'],
    })
    const imported = await take(scene, renamed, '2026-11-02T10:00:00Z')
    assert.ok(imported.kind === 'imported')
    assert.equal(imported.summary.doubtful, 2)
    const doubtful = await by('Quin', '2026-11-03T10:00:00Z', (bound) => doubtfulMatches(bound))
    assert.ok(Array.isArray(doubtful))
    assert.deepEqual(doubtful.map(({ identifier, why }) => `${identifier} ${why}`).toSorted(), [
      '00A1 identifiers-alike',
      'B2 birth-dates-differ',
    ])
    const match = doubtful.find(({ identifier }) => identifier === '00A1')
    assert.ok(match !== undefined)
    // Who is excluded from either child knows of no doubt, and decides none.
    await database.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, child_id, who, reason, since, set_by)
       values ($1, $2, $3, $4, 'Kin', '2026-01-01', $5)`,
      [AUTHORITY, nextId(), match.candidate.childId, `person:${scene.person('Quin')}`, scene.person('Dot')],
    )
    const kept = await by('Quin', '2026-11-03T10:00:00Z', (bound) => doubtfulMatches(bound))
    assert.ok(Array.isArray(kept))
    assert.deepEqual(
      kept.map(({ identifier }) => identifier),
      ['B2'],
    )
    const given = { matchId: match.matchId, decision: 'same', because: 'A spreadsheet added zeros' } as const
    const refused = await by('Quin', '2026-11-03T10:00:30Z', (bound) => decideMatch(bound, given))
    assert.equal(refused.kind, 'nothing-to-decide')
    const merging = { from: match.childId, into: match.candidate.childId, because: 'One child' }
    const merged = await by('Quin', '2026-11-03T10:00:30Z', (bound) => mergeChildren(bound, merging))
    assert.equal(merged.kind, 'no-such-child')
    await database.root.query('delete from sightline.exclusions')
    const decision = { matchId: match.matchId, decision: 'same', because: 'A spreadsheet added zeros' } as const
    const decided = await by('Quin', '2026-11-03T10:01:00Z', (bound) => decideMatch(bound, decision))
    assert.equal(decided.kind, 'merged')
    const child = await childOf('A1')
    assert.deepEqual(await plansOf(child, '2026-11-03T12:00:00Z'), ['2025-02-01 2026-10-30'])
    assert.deepEqual(await plansOf(match.childId, '2026-11-03T12:00:00Z'), ['2025-02-01 2026-10-30'])
    const again = await by('Quin', '2026-11-03T10:02:00Z', (bound) => decideMatch(bound, decision))
    assert.equal(again.kind, 'nothing-to-decide')
    assert.ok(decided.kind === 'merged')
    const split = { mergeId: decided.mergeId, because: 'They are two' }
    assert.equal((await by('Quin', '2026-11-04T10:00:00Z', (bound) => splitChildren(bound, split))).kind, 'split')
    assert.deepEqual(await plansOf(child, '2026-11-04T12:00:00Z'), ['2025-02-01 on'])
  })

  it('are not merged in a circle, into themselves, or without a reason', async () => {
    const [a, b] = [await childOf('A1'), await childOf('Z9')]
    const merge = (from: string, into: string, because = 'One child'): Promise<{ readonly kind: string }> =>
      by('Quin', '2026-11-05T10:00:00Z', (bound) => mergeChildren(bound, { from, into, because }))
    assert.equal((await merge(a, a)).kind, 'no-such-child')
    assert.equal((await merge(a, b, ' ')).kind, 'no-reason')
    assert.equal((await merge(a, b)).kind, 'merged')
    assert.equal((await merge(a, b)).kind, 'merged-already')
    assert.equal((await merge(b, a)).kind, 'merged-already')
    assert.equal((await merge(nextId(), a)).kind, 'no-such-child')
    assert.equal((await merge('not-an-id', a)).kind, 'no-such-child')
    const noted = await refusedOf('merge-children')
    const unknown = Array.from({ length: 4 }, () => 'no-such-child')
    assert.deepEqual(noted, ['merged-already', 'merged-already', 'no-reason', ...unknown])
  })
})

describe('a child told of for years', () => {
  before(anew)

  it('is settled from more than thirty-one imports', async () => {
    for (let month = 0; month < 34; month++) {
      const ended = month === 33 ? '2026-11-02' : ''
      const days = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
      const files = tables({
        person: [PERSONS[0] ?? ''],
        cp_plans: [`P1,A1,2023-02-01,${ended},NEG,NEG`],
        cp_reviews: [`R${month},A1,P1,${days}-10`],
      })
      const imported = await take(scene, files, `${days}-20T10:00:00Z`)
      assert.equal(imported.kind, 'imported', `${days} ${JSON.stringify(imported).slice(0, 300)}`)
    }
    const child = await childOf('A1')
    assert.deepEqual(await plansOf(child, '2026-09-30T10:00:00Z'), ['2023-02-01 on'])
    assert.deepEqual(await plansOf(child, '2027-01-01T10:00:00Z'), ['2023-02-01 2026-11-02'])
  })
})
