import { type QueryExecutorProvider, sql } from 'kysely'
import { compartmentsOpen } from '../../src/record/access/rule.ts'
import { openDatabase } from '../../src/record/database/database.ts'
import { listedPathways } from '../../src/record/pathways/listed.ts'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { type Bound, type Store, unbound, within } from '../../src/record/transaction.ts'
import { Chance } from '../record/access/chance.ts'
import { layWorld } from '../record/access/compare.ts'
import { askerOf, guardedOf } from '../record/access/expected.ts'
import { PROTOCOLS } from '../record/access/lay.ts'
import { LISTING } from '../record/access/team.ts'
import type { DrawnPerson, World } from '../record/access/world.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import type { Proof } from './proof.ts'

const REQUESTS = 100_000
const PEOPLE = 200
const CONNECTIONS = 5
/** Requests that are under way, or wait for a connection, at one time. */
const LANES = 40

export const proof: Proof = {
  title: 'What one person was shown is never left lying for the next on the same connection.',
  proves:
    `${PEOPLE} people of several drawn authorities send requests over ${CONNECTIONS} connections, ${LANES} at a time, in an order ` +
    'drawn from a seed: whatever the policies show of pathways, a page of a list, a pathway of their own or of another ' +
    'authority, a request that fails half way with the program’s own eyes open, and one that has no principal at all. Each row ' +
    'that comes back is held against what the rule in TypeScript lets that person see: a row too many is foreign, a row too few ' +
    'is missing.',
  run: async (share, tell) => {
    const database = await testDatabase()
    const found = await send(database, Math.ceil(REQUESTS * share), tell)
    await database.close()
    const { foreign, missing, requests, rows, failed, people } = found
    return [
      {
        what: `foreign rows in interleaved requests of ${people} people over ${CONNECTIONS} connections`,
        measured: `${foreign} foreign and ${missing} missing of ${rows} rows in ${requests} requests, of which ${failed} were made to fail half way`,
        bar: '0 in 100,000 requests',
        met: foreign === 0 && missing === 0 && rows > 0,
      },
    ]
  },
}

interface Asker {
  readonly world: World
  readonly person: DrawnPerson
  /** Pathways that they may read; and those that their list shows, which the program itself has none of. */
  readonly visible: ReadonlySet<string>
  readonly open: ReadonlySet<string>
}

interface Found {
  foreign: number
  missing: number
  requests: number
  rows: number
  failed: number
  people: number
}

async function send(database: TestDatabase, most: number, tell: (line: string) => void): Promise<Found> {
  const askers: Asker[] = []
  for (let seed = 1; askers.length < PEOPLE; seed += 1) {
    const world = await layWorld(database.root, database.store, seed)
    askers.push(...world.persons.map((person) => askerIn(world, person)).slice(0, PEOPLE - askers.length))
  }
  const pool = openDatabase(
    { host: database.host, database: database.name, user: 'sightline_app', max: CONNECTIONS },
    () => undefined,
  )
  const store = { ...database.store, database: pool }
  const found: Found = { foreign: 0, missing: 0, requests: 0, rows: 0, failed: 0, people: askers.length }
  const chance = new Chance(1)
  const pathways = askers.flatMap(({ world }) => world.pathways.map(({ id }) => id))
  const lane = async (): Promise<void> => {
    while (found.requests < most) {
      found.requests += 1
      if (found.requests % 10_000 === 0) tell(`${found.requests} of ${most} requests, ${found.foreign} foreign rows`)
      await request(store, chance.of(askers), chance, pathways, found)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await pool.destroy()
  return found
}

function askerIn(world: World, person: DrawnPerson): Asker {
  const asker = askerOf(world, person)
  const guarded = new Map(world.cases.map((each) => [each.id, guardedOf(world, each)]))
  const visible = world.pathways.filter(({ id, caseId }) => {
    const about = guarded.get(caseId)
    return about !== undefined && compartmentsOpen(asker, 'read', id, about) !== null
  })
  const ids = (of: World['pathways']) => new Set(of.map(({ id }) => id))
  return {
    world,
    person,
    visible: ids(visible),
    open: ids(person.service ? [] : visible.filter(({ ended }) => !ended)),
  }
}

class MadeToFail extends Error {}

async function request(
  store: Store,
  { world, person, visible, open }: Asker,
  chance: Chance,
  pathways: readonly string[],
  found: Found,
): Promise<void> {
  const kind = chance.below(10)
  const one = chance.oneIn(2) ? chance.of(world.pathways).id : chance.of(pathways)
  const nobody = new Set<string>()
  if (kind === 0) return hold(found, await shown(store.database), nobody)
  const principal = { authority: world.authority, person: person.id }
  const ask = <T>(work: (bound: Bound) => Promise<T>) => within(store, principal, world.moment, work)
  if (kind === 1) {
    await ask(async (bound) => {
      await unbound(bound, () => Promise.reject(new MadeToFail()))
    }).catch(ignoreMadeToFail)
    found.failed += 1
    return
  }
  if (kind === 2) {
    const asking = { asOf: world.moment, knownAt: world.moment }
    const read = await ask(async (bound) => (await readPathway(bound, one, asking))?.caseId ?? 'none')
    const saw = typeof read === 'object' || read === 'none' ? [] : [one]
    return hold(found, saw, visible.has(one) ? new Set([one]) : nobody)
  }
  if (kind < 6) {
    const listed = await ask(async (bound) => {
      const pages: string[] = []
      for (const protocol of PROTOCOLS) {
        const { rows } = await listedPathways(bound, { ...LISTING, protocol })
        pages.push(...rows.map(({ pathway }) => pathway))
      }
      return pages
    })
    return hold(found, 'kind' in listed ? [] : listed, open)
  }
  const rows = await ask(({ tx }) => shown(tx))
  hold(found, Array.isArray(rows) ? rows : [], visible)
}

function ignoreMadeToFail(error: unknown): void {
  if (!(error instanceof MadeToFail)) throw error
}

/** Every pathway that the connection shows, of whatever authority. */
async function shown(asked: QueryExecutorProvider): Promise<readonly string[]> {
  const { rows } = await sql<{ pathway_id: string }>`select pathway_id from sightline.pathways`.execute(asked)
  return rows.map(({ pathway_id: pathway }) => pathway)
}

function hold(found: Found, rows: readonly string[], wanted: ReadonlySet<string>): void {
  found.rows += rows.length
  found.foreign += rows.filter((row) => !wanted.has(row)).length
  found.missing += [...wanted].filter((row) => !rows.includes(row)).length
}
