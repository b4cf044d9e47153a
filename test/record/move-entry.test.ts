import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { listedPathways } from '../../src/record/pathways/listed.ts'
import { type Moving, moveEntry } from '../../src/record/pathways/move-entry.ts'
import { undoMove } from '../../src/record/pathways/moves.ts'
import { type ReadPathway, readPathway } from '../../src/record/pathways/read-pathway.ts'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { by, LISTING, layOutTeam, ledCase, raisedIn, type Team } from './access/team.ts'
import { addCase, moment } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

const LATER = '2026-11-21T10:00:00Z'

async function read(name: string, pathway: string, when = LATER): Promise<ReadPathway> {
  const asking = { asOf: moment(when), knownAt: moment(when) }
  const found = await by(team, name, (bound) => readPathway(bound, pathway, asking), when)
  assert.ok(found !== null)
  return found
}

/** The entry by which a pathway was raised, and the pathway as it stands. */
async function raised(): Promise<Moving['from']> {
  const pathway = await raisedIn(team, await ledCase(team))
  const { view, version } = await read('Wyn', pathway)
  return { pathway, version, entry: view.entries[0]?.entry.id ?? '' }
}

async function opening(): Promise<{ opens: { protocol: string; caseId: string; pathway: string } }> {
  return { opens: { protocol: 'cases-of-most-concern', caseId: await ledCase(team), pathway: nextId() } }
}

function moving(from: Moving['from'], to: Moving['to'], key = nextId()): Moving {
  return { key, from, to, role: 'social-worker', about: null, because: 'It was their cousin' }
}

function move(name: string, asked: Moving, when = LATER) {
  return by(team, name, (bound) => moveEntry(bound, asked), when)
}

async function isEqualToItsFold(pathway: string): Promise<void> {
  const rebuilt = await by(team, 'service', (bound) => rebuildPathway(bound, pathway, false), '2026-11-22T10:00:00Z')
  assert.deepEqual(rebuilt?.different, [])
}

describe('an entry on the wrong child', () => {
  it('is taken back there and stands here, with its time and answers, and both tell so', async () => {
    const from = await raised()
    const to = await opening()
    const moved = await move('Wyn', moving(from, to))
    assert.ok(moved.ok && 'movedId' in moved, JSON.stringify(moved))
    const there = await read('Wyn', to.opens.pathway)
    assert.equal(there.view.stage?.id, 'raised')
    const [entry] = there.view.entries
    assert.equal(entry?.entry.happened, moment('2026-11-20T10:00:00Z'))
    assert.equal(entry?.entry.answers.circumstances, 'An invented worry')
    const here = await read('Wyn', from.pathway)
    assert.equal(here.view.stage, null)
    assert.deepEqual(
      here.moved.map(({ direction, entry, other }) => [direction, entry, other]),
      [['out', from.entry, to.opens.pathway]],
    )
    assert.deepEqual(
      there.moved.map(({ direction, entry, other }) => [direction, entry, other]),
      [['in', moved.entry, from.pathway]],
    )
    const { rows } = await team.root.query(
      `select count(*)::int as count from sightline.audit_envelopes where action = 'move-entry' and decision = 'allowed'
       and case_id in ($1, $2)`,
      [here.caseId, there.caseId],
    )
    assert.equal(rows[0].count, 2)
    await isEqualToItsFold(from.pathway)
    await isEqualToItsFold(to.opens.pathway)
    const { rows: listed } = await by(team, 'Wyn', (bound) => listedPathways(bound, LISTING))
    assert.deepEqual(
      listed.map(({ pathway }) => pathway),
      [to.opens.pathway],
    )
  })

  it('is moved once, however often the form is sent', async () => {
    const asked = moving(await raised(), await opening())
    const both = await Promise.all([move('Wyn', asked), move('Wyn', asked)])
    assert.deepEqual(
      both.map(({ ok }) => ok),
      [true, true],
    )
    assert.equal(both.filter((each) => 'again' in each).length, 1)
    const other = await move('Wyn', { ...asked, because: 'Another reason' })
    assert.ok(!other.ok && other.refusal.kind === 'key-used-otherwise')
  })

  it('stays where it is unless both can stand, and who moves it may record in both', async () => {
    const from = await raised()
    const elsewhere = await addCase(team, { 'social-worker': 'Rae' })
    const closed = { opens: { protocol: 'cases-of-most-concern', caseId: elsewhere, pathway: nextId() } }
    const kinds = async (name: string, asked: Moving): Promise<string> => {
      const moved = await move(name, asked)
      return moved.ok ? 'moved' : moved.refusal.kind
    }
    assert.equal(await kinds('Wyn', moving(from, closed)), 'not-found')
    assert.equal(await kinds('Otto', moving(from, await opening())), 'not-found')
    const other = await raised()
    assert.equal(await kinds('Wyn', moving(from, { pathway: other.pathway, version: 9 })), 'changed-meanwhile')
    assert.equal(await kinds('Wyn', moving(from, { pathway: from.pathway, version: 1 })), 'same-pathway')
    assert.equal(await kinds('Wyn', moving({ ...from, entry: nextId() }, await opening())), 'nothing-to-move')
    // Raising a child who is raised already is no step that the protocol lets anybody take.
    const twice = await move('Wyn', moving(from, { pathway: other.pathway, version: other.version }))
    assert.ok(!twice.ok && twice.refusal.kind === 'refused' && twice.refusal.where === 'to')
    const without = await move('Wyn', { ...moving(from, await opening()), because: ' ' })
    assert.ok(!without.ok && without.refusal.kind === 'refused' && without.refusal.where === 'from')
    assert.equal((await read('Wyn', from.pathway)).version, from.version)
    assert.equal((await read('Wyn', from.pathway)).view.stage?.id, 'raised')
  })

  it('tells nothing of the other child to who may see only one', async () => {
    const from = await raised()
    const to = await opening()
    assert.ok((await move('Wyn', moving(from, to))).ok)
    const { caseId } = await read('Wyn', from.pathway)
    await team.root.query(
      `insert into sightline.case_scopes (authority, scope, case_id, source, actions, compartments, named, since)
       values ('nowhere', $1, $2, 'member:invented', '{read}', '{shared,agency-private}', true, '2020-01-01')`,
      [`person:${team.person('Nan')}`, caseId],
    )
    assert.deepEqual(
      (await read('Nan', from.pathway)).moved.map(({ other, undoUntil }) => [other, undoUntil]),
      [[null, null]],
    )
  })
})

describe('moving an entry', () => {
  it('can be taken back by who did it, for a quarter of an hour', async () => {
    const from = await raised()
    const to = await opening()
    const moved = await move('Wyn', moving(from, to))
    assert.ok(moved.ok && 'movedId' in moved)
    const { movedId } = moved
    const undo = (name: string, when: string) =>
      by(team, name, (bound) => undoMove(bound, { key: nextId(), movedId }), when)
    const shown = await read('Wyn', from.pathway)
    assert.equal(shown.moved[0]?.undoUntil, moment('2026-11-21T10:15:00Z'))
    assert.equal((await read('Tam', from.pathway)).moved[0]?.undoUntil, null)
    assert.equal((await undo('Tam', '2026-11-21T10:05:00Z')).ok, false)
    assert.equal((await undo('Wyn', '2026-11-21T10:15:01Z')).ok, false)
    const undone = await undo('Wyn', '2026-11-21T10:15:00Z')
    assert.ok(undone.ok, JSON.stringify(undone))
    const here = await read('Wyn', from.pathway, '2026-11-21T10:16:00Z')
    assert.equal(here.view.stage?.id, 'raised')
    assert.deepEqual(
      here.moved.map(({ direction }) => direction),
      ['out', 'in'],
    )
    assert.equal((await read('Wyn', to.opens.pathway, '2026-11-21T10:16:00Z')).view.stage, null)
    assert.equal((await undo('Wyn', '2026-11-21T10:15:00Z')).ok, false)
    await isEqualToItsFold(from.pathway)
    await isEqualToItsFold(to.opens.pathway)
  })
})
