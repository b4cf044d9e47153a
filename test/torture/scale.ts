import { childrenNamed } from '../../src/record/pathways/children-named.ts'
import { type ListOrder, listedPathways } from '../../src/record/pathways/listed.ts'
import { owedBy } from '../../src/record/pathways/lists.ts'
import { type Bound, type Store, within } from '../../src/record/transaction.ts'
import { AUTHORITY, layOut, moment } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import type { Finding, Proof } from './proof.ts'
import { CASELOAD, fill, idOf } from './scale/fill.ts'

const FEW = 10_000
const MANY = 1_000_000
const ROUNDS = 100
const PAGE = 50
const NOW = moment('2026-11-22T09:00:00Z')

/** What a worker looks at, each a page, noted as everything that is read. */
const LISTS = {
  'the due list': (bound: Bound) => owedBy(bound, { whose: 'own', after: null, most: PAGE }),
  "a protocol's list": (bound: Bound) => listed(bound, 'due'),
  'the same by name': (bound: Bound) => listed(bound, 'child'),
  'children found by name': (bound: Bound) => childrenNamed(bound, { written: 'invented', action: 'read', most: PAGE }),
} as const

function listed(bound: Bound, order: ListOrder) {
  const protocol = 'cases-of-most-concern'
  return listedPathways(bound, { protocol, stage: null, order, stages: [], after: null, most: PAGE })
}

export const proof: Proof = {
  title: "That a worker's lists cost the same in a record of any size.",
  proves:
    `Two databases on one server, one of ${FEW} pathways and one of ${MANY}, both filled alike: workers with ${CASELOAD} cases ` +
    'each in teams of ten, one pathway a case, three in five of them open, each with a duty that the worker owes, and every open ' +
    `one seen by the directors. A worker of ${CASELOAD} cases asks for the first ${PAGE} rows of each list, as the program does it: ` +
    'signed in as `sightline_app` under row-level security, from the beginning of the transaction to the commit of its audit ' +
    `record. ${ROUNDS} calls of each, in turn between the two, after twenty that are not counted; the median. No entries are filled in: ` +
    'no list reads them.',
  run: async (share, tell) => {
    const few = await testDatabase()
    const many = await testDatabase()
    try {
      const rounds = Math.max(10, Math.round(ROUNDS * share))
      return await prove(few, many, Math.max(2 * CASELOAD, Math.round(MANY * share)), rounds, tell)
    } finally {
      await few.close()
      await many.close()
    }
  },
}

async function prove(
  few: TestDatabase,
  many: TestDatabase,
  most: number,
  rounds: number,
  tell: (line: string) => void,
): Promise<readonly Finding[]> {
  const least = Math.min(FEW, most / 2)
  const workers: string[] = []
  for (const [database, pathways] of [
    [few, least],
    [many, most],
  ] as const) {
    const began = performance.now()
    await layOut(database.root, database.store)
    await fill(database.root, pathways)
    tell(`filled ${pathways} pathways in ${Math.round((performance.now() - began) / 1000)} s`)
    const { rows } = await database.root.query<{ id: string }>(`select ${idOf('worker', '1')} as id`)
    workers.push(rows[0]?.id ?? '')
  }
  const findings: Finding[] = []
  for (const [name, list] of Object.entries(LISTS)) {
    const times = [Array.of<number>(), Array.of<number>()]
    const shown = new Set<number>()
    for (let round = -20; round < rounds; round++) {
      for (const [i, { store }] of [few, many].entries()) {
        const began = performance.now()
        shown.add(await rowsOf(store, workers[i] ?? '', list))
        if (round >= 0) times[i]?.push(performance.now() - began)
      }
    }
    const [small, large] = times.map(median)
    if (small === undefined || large === undefined) throw new Error('nothing was measured')
    const ratio = large / small
    findings.push({
      what: `${name} of a worker with ${CASELOAD} cases`,
      measured: `${ms(small)} at ${least}, ${ms(large)} at ${most}: ${ratio.toFixed(2)} times; ${[...shown].join(' or ')} rows`,
      bar: 'at most 1.5 times',
      met: ratio <= 1.5 && shown.size === 1 && !shown.has(0),
    })
    tell(findings.at(-1)?.measured ?? '')
  }
  return findings
}

async function rowsOf(store: Store, person: string, list: (typeof LISTS)[keyof typeof LISTS]): Promise<number> {
  const page = await within(
    store,
    { authority: AUTHORITY, person },
    NOW,
    async (bound) => (await list(bound)).rows.length,
  )
  if (typeof page !== 'number') throw new Error(JSON.stringify(page))
  return page
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}
