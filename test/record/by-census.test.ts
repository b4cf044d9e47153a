// A census that tells of 15 months on the register opens a pathway by itself, and those who are told of it run it to its end.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { importFiles } from '../../src/cases/import/import-files.ts'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import { dataset, given } from '../../src/engine/watch/given.test-data.ts'
import { census, child, details, header, identifiers, plan } from '../../src/intake/census/made.test-data.ts'
import { owedBy } from '../../src/record/pathways/lists.ts'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { CHILD } from '../through/files.ts'
import { Playing } from '../through/playing.ts'
import { readAll } from '../through/reading.ts'
import type { Deed } from '../through/script.ts'
import { FOUND, INVITATIONS, TIER_1 } from '../walks/cwm-taf/answers.ts'
import { CWM_TAF } from '../walks/cwm-taf/given.ts'
import { at } from '../walks/scene.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const folder = mkdtempSync(join(tmpdir(), 'sightline-census-'))
const file = join(folder, 'census.xml')
const PLAN = plan({ start: '2024-12-16', reviews: ['2025-03-10', '2025-09-01'] })
const WRITTEN = { year: '2026', referenceDate: '2026-03-31', writtenOn: '2026-03-20T09:30:00' }

const LOOKED = at('2026-03-23 09:00')

let database: TestDatabase
let playing: Playing

const step = (when: string, name: string, answers: Answers, outcome: string | null, entry: string): readonly Deed[] => {
  const happened = at(when)
  const of = { by: 'tegan', role: 'team-manager', about: null, supersedes: null, because: null }
  return [
    { kind: 'time', now: happened },
    { kind: 'records', entry, command: { ...of, step: name, outcome, happened, answers } },
  ]
}

before(async () => {
  writeFileSync(file, census(child(identifiers({ LAchildID: CHILD }), details({}, PLAN)), header(WRITTEN)))
  database = await testDatabase()
  playing = new Playing(database.store, 'by-census', {
    title: 'started by itself',
    protocol: 'challenging-cases',
    cast: CWM_TAF,
    deeds: [
      { kind: 'facts', history: given(dataset('2026-02-01'), { facts: [] }).history(0), family: [] },
      { kind: 'time', now: LOOKED },
      { kind: 'starts' },
      ...step('2026-03-24 09:00', 'convene-tier-1', INVITATIONS, null, 'entry-001'),
      ...step('2026-04-01 10:00', 'hold-tier-1', TIER_1, 'revised-plan', 'entry-002'),
      ...step('2026-05-06 10:00', 'reconsider-tier-1-plan', FOUND, 'reduced', 'entry-003'),
    ],
  })
  await playing.begin()
})
after(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a pathway that a census opens', () => {
  it('is told of to whom the protocol names, and owed by the Team Manager', async () => {
    const { place } = playing
    const now = (): Instant => LOOKED
    const taken = await importFiles({ store: place.store, principal: place.service, now, files: [file] })
    assert.equal(taken.kind, 'imported', JSON.stringify(taken))
    await playing.goOn()
    for (const name of ['tegan', 'iris']) {
      assert.deepEqual(await place.as(place.principal(name), LOOKED, readAll), { shown: 1, withheld: 0 })
    }
    const { rows } = await place.as(place.principal('tegan'), LOOKED, (bound) => {
      return owedBy(bound, { whose: 'own', after: null, most: 10 })
    })
    assert.ok(rows.some(({ duty, stage }) => duty === 'tier-1-in-time' && stage === 'tier-1-requested'))
  })

  it('is run to its end, and what is kept of it is what its entries say', async () => {
    while (!playing.isOver) await playing.goOn()
    const { place, moment } = playing
    const { pathway } = playing.came
    assert.ok(pathway !== null)
    const asking = { asOf: moment, knownAt: moment }
    const read = await place.as(place.principal('tegan'), moment, (bound) => readPathway(bound, pathway, asking))
    assert.equal(read?.view.stage?.id, 'closed')
    assert.deepEqual(
      read.view.entries.map(({ entry }) => entry.trigger?.id ?? entry.step),
      ['plan-not-ending', 'convene-tier-1', 'hold-tier-1', 'reconsider-tier-1-plan'],
    )
    const rebuilt = await place.as(place.service, moment, (bound) => rebuildPathway(bound, pathway, false))
    assert.deepEqual(rebuilt?.different, [])
  })
})
