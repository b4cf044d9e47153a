import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type TakenPeople, takePeople } from '../../src/cases/people/take-people.ts'
import { type NotActive, within } from '../../src/record/transaction.ts'
import { AUTHORITY, layOut, moment, type Scene } from './authority.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let scene: Scene
let folder: string

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
  folder = mkdtempSync(join(tmpdir(), 'sightline-people-'))
})
after(async () => {
  rmSync(folder, { recursive: true })
  await database.close()
})

const LISTS = {
  'agencies.csv': 'agency,title,kind,since\nschools,Invented schools,education,2020-01-01\n',
  'teams.csv': 'team,title,agency\nnorth,The north team,schools\n',
  'people.csv':
    'staff_id,name,agency,team,manager,since\n' +
    'S1,Plainly Invented,schools,north,,2020-01-01\n' +
    'S2,"Invented, Also",schools,north,S1,2020-01-01\n',
  'roles.csv':
    'staff_id,role,team,since,until\nS1,team-manager,north,2020-01-01,\nS2,social-worker,,2020-01-01,2026-12-31\n',
  'sittings.csv': 'meeting,date\nsmt,2026-12-01\n',
}

function take(name: string, lists: Readonly<Record<string, string>>): Promise<TakenPeople | NotActive> {
  for (const [file, text] of Object.entries(lists)) writeFileSync(join(folder, file), text)
  const principal = { authority: AUTHORITY, person: scene.person(name) }
  return within(database.store, principal, moment('2026-11-23T09:00:00Z'), (bound) => takePeople(bound, folder))
}

async function countOf(table: string): Promise<number> {
  const { rows } = await database.root.query(`select count(*)::int as count from sightline.${table}`)
  return rows[0].count
}

describe('lists of people', () => {
  it('are refused where a cell holds what no record can keep', async () => {
    const people = 'staff_id,name,agency,since\nS1,Plainly\0Invented,schools,2020-01-01\n'
    const refused = await take('Ade', { ...LISTS, 'people.csv': people })
    assert.ok('ok' in refused && !refused.ok && 'findings' in refused)
    assert.ok(refused.findings.some(({ line, message }) => line === 2 && message.includes('"name"')))
  })

  it('are kept, and the same lists again change nothing', async () => {
    const before = await countOf('persons')
    const first = await take('Ade', LISTS)
    assert.ok('ok' in first && first.ok)
    assert.deepEqual([first.kept.people, first.kept.roles], [2, 2])
    const holdings = await countOf('role_holdings')
    const again = await take('Ade', LISTS)
    assert.ok('ok' in again && again.ok)
    assert.deepEqual([await countOf('persons'), await countOf('role_holdings')], [before + 2, holdings])
    const { rows } = await database.root.query(
      `select p.name, m.name as manager from sightline.persons p left join sightline.persons m on m.person_id = p.manager_id
       where p.staff_id is not null order by p.staff_id`,
    )
    assert.deepEqual(rows, [
      { name: 'Plainly Invented', manager: null },
      { name: 'Invented, Also', manager: 'Plainly Invented' },
    ])
  })

  it('close nobody by silence: whoever is on them no more is named', async () => {
    await take('Ade', LISTS)
    const people = 'staff_id,name,agency,since\nS1,Plainly Invented,schools,2020-01-01\n'
    const roles = 'staff_id,role,since\nS1,team-manager,2020-01-01\n'
    const kept = await take('Ade', { ...LISTS, 'people.csv': people, 'roles.csv': roles })
    assert.ok('ok' in kept && kept.ok)
    assert.deepEqual(kept.kept.unlisted, [{ staffId: 'S2', name: 'Invented, Also' }])
  })

  it('with one fault are not taken at all, and every fault has its line', async () => {
    const before = await countOf('agencies')
    const faulty = {
      ...LISTS,
      'agencies.csv': 'agency,title,kind,since\nclub,Invented club,magic,2020-01-01\n',
      'people.csv': 'staff_id,name,agency,since\nS3,Someone Invented,nowhere,30/11/2026\nS3,,club,2020-01-01\n',
    }
    const refused = await take('Ade', faulty)
    assert.ok('findings' in refused)
    const told = refused.findings.map(({ file, line, message }) => `${basename(file)}:${line} ${message}`)
    assert.deepEqual(told.slice(0, 3), [
      'people.csv:2 "since" is no day',
      'people.csv:3 "name" is empty',
      'agencies.csv:2 no kind "magic" is known',
    ])
    assert.equal(await countOf('agencies'), before)
  })

  it('are taken only from whoever keeps them', async () => {
    assert.deepEqual(await take('Wyn', LISTS), { ok: false, refusal: { kind: 'not-allowed' } })
  })

  it('say by what identity providers know people, and each change of it is noted', async () => {
    const signIns = async (...rows: readonly string[]): Promise<readonly string[]> => {
      const list = ['staff_id,issuer,subject', ...rows, ''].join('\n')
      const taken = await take('Ade', { ...LISTS, 'sign-ins.csv': list })
      if ('ok' in taken && !taken.ok && 'findings' in taken) return taken.findings.map(({ message }) => message)
      assert.ok('ok' in taken && taken.ok)
      const { rows: known } = await database.root.query<{ said: string }>(
        `select p.staff_id || ' ' || subject as said from sightline.sign_ins join sightline.persons p using (person_id)
         order by 1`,
      )
      return known.map(({ said }) => said)
    }
    const issuer = 'https://login.invented.example'
    assert.deepEqual(await signIns(`S1,${issuer},one`, `S2,${issuer},two`), ['S1 one', 'S2 two'])
    assert.deepEqual(await signIns(`S2,${issuer},one`), ['S2 one', 'S2 two'])
    const { rows } = await database.root.query<{ given: number }>(
      `select jsonb_array_length(l.payload::jsonb -> 'signIns') as given
       from sightline.audit_payloads l join sightline.audit_envelopes e using (authority, envelope_id)
       where e.action = 'keep-people' and l.payload::jsonb -> 'signIns' <> '[]' order by 1`,
    )
    assert.deepEqual(rows, [{ given: 1 }, { given: 2 }])
    assert.deepEqual(await signIns(`S1,${issuer},one`, `S2,${issuer},one`), ['it is the same as line 2'])
    assert.deepEqual(await signIns(`S9,${issuer},nine`), ['people.csv holds no "S9"'])
    assert.deepEqual(await signIns('S1,login.invented.example,one'), ['"issuer" is no address'])
    rmSync(join(folder, 'sign-ins.csv'))
  })
})
