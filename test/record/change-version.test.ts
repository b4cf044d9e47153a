// docs/how-to/back-home runs for some children when its second version is adopted: tried, moved, looked back at, and moved back.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '../../scripts/step.ts'
import { adoptAll } from '../../src/cases/set-up/set-up.ts'
import { chooseProtocols } from '../../src/cli/choose-protocols.ts'
import { formatDay } from '../../src/engine/calendar/day.ts'
import type { View } from '../../src/engine/pathway/view.ts'
import { changeVersion, changeVersionBack } from '../../src/record/pathways/change-version.ts'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { adoptedNow, type Prospects, tryVersion, versionsOf } from '../../src/record/pathways/versions.ts'
import { by, layOutTeam, ledCase, type Team } from './access/team.ts'
import { AUTHORITY, moment, record } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

const BACK_HOME = join(ROOT, 'docs/how-to/back-home')
const BACK = { 'back-since': '2026-11-15T21:00:00+00:00', 'how-long': 'Two nights.' }
const SAID = { 'own-words': 'Nobody asked me why.', 'keeps-them-safe': 'A lift home.', pressed: 'not-pressed' }

let database: TestDatabase
let team: Team
let declined: string
let raised: string

const adopt = (file: string, when: string) =>
  adoptAll(
    team.store,
    { authority: AUTHORITY, person: team.person('service') },
    chooseProtocols([join(BACK_HOME, file)]),
    moment(when),
  )

async function raise(when: string): Promise<string> {
  const caseId = await ledCase(team)
  const on = { opens: { protocol: 'back-home', caseId, pathway: nextId() } }
  const recorded = await record(
    team,
    'Wyn',
    on,
    { step: 'say-who-is-back', role: 'social-worker', answers: BACK },
    when,
  )
  assert.ok('ok' in recorded && recorded.ok, JSON.stringify(recorded))
  return recorded.pathway
}

const read = (pathway: string, when: string, name = 'Wyn') =>
  by(team, name, (bound) => readPathway(bound, pathway, { asOf: moment(when), knownAt: moment(when) }), NOW)

async function viewOf(pathway: string, when: string): Promise<View> {
  const found = await read(pathway, when)
  assert.ok(found !== null)
  return found.view
}

const NOW = '2026-11-20T10:00:00Z'
const LATER = '2026-11-20T12:00:00Z'

function dues({ duties }: View): readonly string[] {
  return duties.map(({ id, duty, due, standing }) => {
    return `${id.split(':')[0]} as ${duty.id}: ${standing.kind} ${'day' in due ? formatDay(due.day) : ''}`
  })
}

async function tried(name: string): Promise<Prospects | null> {
  return by(
    team,
    name,
    async (bound) => {
      const target = await adoptedNow(bound, 'back-home')
      assert.ok(target !== null)
      return tryVersion(bound, { target, after: null, most: 10 })
    },
    NOW,
  )
}

const move = (name: string, pathway: string) =>
  by(team, name, (bound) => changeVersion(bound, { pathway, because: 'Adopted.' }), NOW)

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await adopt('back-home.yaml', '2026-11-10T09:00:00Z')
  await team.root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     values ($1, $2, $3, 'youth-worker', '2020-01-01')`,
    [AUTHORITY, nextId(), team.person('Nan')],
  )
  raised = await raise('2026-11-17T10:00:00Z')
  declined = await raise('2026-11-17T11:00:00Z')
  const how = { step: 'record-declined', role: 'youth-worker', answers: { 'how-offered': 'By telephone.' } }
  const recorded = await record(team, 'Nan', { pathway: declined, version: 1 }, how, '2026-11-18T10:00:00Z')
  assert.ok('ok' in recorded && recorded.ok, JSON.stringify(recorded))
  await adopt('back-home-2027.yaml', '2026-11-19T09:00:00Z')
})
after(() => database.close())

describe('a version that is adopted while pathways run', () => {
  it('is tried on them by who may adopt, who is told nothing of whose they are', async () => {
    assert.equal(await tried('Wyn'), null)
    const found = await tried('Ade')
    assert.deepEqual(
      found?.rows
        .map(({ readable, childName, before: was, became }) => {
          return [readable, childName, was.stage?.id, became.ok ? became.after.stage?.id : became.refusals]
        })
        .sort(),
      [
        [false, null, 'declined', 'declined-once'],
        [false, null, 'to-be-offered', 'to-be-offered'],
      ],
    )
    const versions = await by(team, 'Ade', (bound) => versionsOf(bound, 'back-home'), NOW)
    assert.deepEqual(
      versions.map(({ rules, live }) => [rules.protocol.version, live]),
      [
        ['2027.1', 0],
        ['2026.1', 2],
      ],
    )
  })

  it('moves them for nobody else, each as one entry, and no more than once', async () => {
    assert.equal((await move('Wyn', declined)).kind, 'not-allowed')
    assert.equal((await move('Ade', nextId())).kind, 'not-found')
    for (const pathway of [raised, declined]) assert.equal((await move('Ade', pathway)).kind, 'changed')
    const again = await move('Ade', raised)
    assert.deepEqual(again.kind === 'refused' && again.refusals.map(({ kind }) => kind), ['moved-already'])
    assert.deepEqual((await tried('Ade'))?.rows, [])
    const { rows } = await team.root.query(
      'select number, moves, step from sightline.entries where pathway_id = $1 order by number',
      [declined],
    )
    assert.deepEqual(
      rows.map(({ moves }) => moves),
      [false, false, true],
    )
  })

  it('keeps the days that were promised, and owes from the move what is new', async () => {
    assert.deepEqual(dues(await viewOf(declined, NOW)), [
      'listen-in-time as listen-in-time: lapsed 2026-11-20',
      'offer-once-more as offer-again: open 2026-11-25',
    ])
    assert.deepEqual(dues(await viewOf(raised, NOW)), [
      'listen-in-time as listen-in-time: open 2026-11-20',
      'ask-who-is-missed as ask-who-is-missed: open 2026-11-27',
    ])
    const { rows } = await team.root.query(
      `select duty, to_char(due_day, 'YYYY-MM-DD') as due from sightline.duties
       where pathway_id = $1 and met is null and lapsed is null order by duty`,
      [declined],
    )
    assert.deepEqual(rows, [{ duty: 'offer-again', due: '2026-11-25' }])
  })

  it('shows a day before the move by the version of then, and each entry by its own form', async () => {
    const then = await read(declined, '2026-11-18T12:00:00Z')
    assert.deepEqual([then?.rules.protocol.version, then?.view.stage?.id], ['2026.1', 'declined'])
    const now = await read(declined, NOW)
    assert.deepEqual([now?.rules.protocol.version, now?.view.stage?.id], ['2027.1', 'declined-once'])
    assert.deepEqual(
      now?.view.entries.map(({ under }) => under === null),
      [true, true, false],
    )
  })

  it('is what is recorded by from then on, and read models equal a fold of all of it', async () => {
    const { 'own-words': words, ...rest } = SAID
    const said = { step: 'listen', role: 'youth-worker', answers: { ...rest, 'in-their-words': words } }
    const old = await record(team, 'Nan', { pathway: declined, version: 3 }, { ...said, answers: SAID }, LATER)
    assert.ok('ok' in old && !old.ok)
    const recorded = await record(team, 'Nan', { pathway: declined, version: 3 }, said, LATER)
    assert.ok('ok' in recorded && recorded.ok, JSON.stringify(recorded))
    const { rows } = await team.root.query(
      'select count(distinct protocol_hash)::int as texts from sightline.entries where pathway_id = $1',
      [declined],
    )
    assert.deepEqual(rows, [{ texts: 2 }])
    for (const pathway of [raised, declined]) {
      const rebuilt = await by(team, 'service', (bound) => rebuildPathway(bound, pathway, false), LATER)
      assert.deepEqual(rebuilt?.different, [])
    }
  })

  it('is left again where nothing rests on the move, and not where something does', async () => {
    const back = (pathway: string) =>
      by(team, 'Ade', (bound) => changeVersionBack(bound, { pathway, because: 'Too early.' }), LATER)
    const rested = await back(declined)
    assert.deepEqual(rested.kind === 'refused' && rested.refusals.map(({ kind }) => kind), ['later-would-not-stand'])
    assert.equal((await back(raised)).kind, 'changed')
    assert.equal((await back(raised)).kind, 'not-found')
    const found = await by(
      team,
      'Wyn',
      (bound) => {
        return readPathway(bound, raised, { asOf: moment(LATER), knownAt: moment(LATER) })
      },
      LATER,
    )
    assert.deepEqual([found?.rules.protocol.version, found?.view.stage?.id], ['2026.1', 'to-be-offered'])
    const rebuilt = await by(team, 'service', (bound) => rebuildPathway(bound, raised, false), LATER)
    assert.deepEqual(rebuilt?.different, [])
    assert.equal(
      (await by(team, 'Ade', (bound) => changeVersion(bound, { pathway: raised, because: 'Now.' }), LATER)).kind,
      'changed',
    )
  })
})
