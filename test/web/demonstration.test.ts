import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeDemonstration } from '../../src/cli/demonstration.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { type InventedPerson, inventedPeople } from '../../src/record/people/demonstration.ts'
import { moment } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, Visitor } from './face.ts'

// The demonstration as a newcomer meets it: laid out once, by the rules that hold for everybody.

const NOW = '2026-11-20T10:00:00Z'

let database: TestDatabase
let face: TestFace
let people: readonly InventedPerson[]

before(async () => {
  database = await testDatabase()
  await makeDemonstration(database.store, moment(NOW))
  face = await testFace(database, {}, NOW)
  people = await inventedPeople(database.store, day('2026-11-20'))
})
after(async () => {
  await face.close()
  await database.close()
})

async function firstPage(name: string, path = '/my-work'): Promise<string> {
  const found = people.find((each) => each.name.startsWith(name))
  assert.ok(found !== undefined)
  const visitor = new Visitor(face)
  await visitor.signIn(found.principal.person)
  return (await visitor.get(path)).body
}

/** What somebody is offered to begin: "open-case/note-the-alert". */
async function raises(name: string): Promise<readonly string[]> {
  const page = await firstPage(name, '/raise')
  return [...page.matchAll(/href="\/raise\/([a-z-]+\/[a-z-]+)"/g)].flatMap(([, way]) => way ?? [])
}

describe('the demonstration', () => {
  it('has somebody in every role that its protocols give something to owe', async () => {
    const { rows } = await database.root.query(
      'select count(*)::int as nobodys from sightline.owed where person_id is null',
    )
    assert.ok(people.length >= 15 && people.length <= 28)
    assert.equal(new Set(people.map(({ agency }) => agency)).size, 9)
    assert.equal(rows[0].nobodys, 0)
  })

  it('has pathways of every protocol, and of some at many stages', async () => {
    const { rows } = await database.root.query('select distinct protocol, stage from sightline.pathways')
    const told = new Set(rows.map(({ protocol }) => protocol))
    const untold = openLibrary().protocols.flatMap(({ protocol: { id } }) => (told.has(id) ? [] : [id]))
    assert.deepEqual(untold, ['numbers-of-challenging-cases'])
    assert.ok(rows.filter(({ protocol }) => protocol === 'cases-of-most-concern').length >= 5)
    assert.ok(rows.filter(({ protocol }) => protocol === 'challenging-cases').length >= 4)
  })

  it('offers each to raise what their roles, their agency and the children whom they work with allow', async () => {
    const [worker, therapist, director, clerk] = [
      await raises('Sunil'),
      await raises('Nerys'),
      await raises('Dora'),
      await raises('Bethan'),
    ]
    assert.ok(worker.includes('open-case/note-the-alert') && worker.includes('complex-cases/refer-to-the-panel'))
    assert.ok(!worker.some((way) => way.includes('tell-as-')), `${worker}`)
    assert.ok(
      therapist.includes('open-to-therapy/tell-as-therapist') && therapist.includes('open-case/tell-as-partner'),
    )
    assert.deepEqual(director, ['cases-of-most-concern/add-directly'])
    assert.deepEqual(clerk, [])
    assert.match(await firstPage('Sunil', '/raise'), /A young person whose case the commissioned youth service holds/)
  })

  it('shows everybody their own first page, and says on each that it is invented', async () => {
    for (const name of ['Tamar', 'Teo', 'Lena', 'Ada', 'Sunil']) {
      const page = await firstPage(name)
      assert.match(page, /Everybody here is invented/)
      assert.match(page, /class="sl-owed /, name)
    }
    assert.match(await firstPage('Alun'), /You owe nothing now/)
  })

  it('has a restricted and a sealed case, an exclusion, and broken glass, reviewed and open', async () => {
    const { rows: kinds } = await database.root.query(
      `select distinct sensitivity from sightline.cases where sensitivity <> 'standard' order by 1`,
    )
    assert.deepEqual(kinds, [{ sensitivity: 'restricted' }, { sensitivity: 'sealed' }])
    assert.match(await firstPage('Cari'), /You have emergency access/)
    assert.match(await firstPage('Quin'), /Somebody used emergency access/)
    const { rows } = await database.root.query(
      `select (select count(*)::int from sightline.exclusions) as exclusions,
         count(*) filter (where reviewed is not null)::int as reviewed from sightline.break_glass`,
    )
    assert.deepEqual(rows, [{ exclusions: 1, reviewed: 1 }])
  })

  it('has something to do or to read for nearly everybody', async () => {
    const { rows } = await database.root.query(
      `select count(*)::int as idle from sightline.persons p where not service
         and not exists (select from sightline.owed o where o.person_id = p.person_id)
         and not exists (select from sightline.told t where t.person_id = p.person_id and t.read is null)`,
    )
    assert.ok(rows[0].idle <= 1, String(rows[0].idle))
  })

  it('is not laid out beside anything else', async () => {
    const another = await testDatabase()
    await another.root.query(`insert into sightline.authorities values ('somewhere', 'Somewhere', false)`)
    await assert.rejects(makeDemonstration(another.store, moment(NOW)), /not-beside-others/)
    await another.close()
  })
})
