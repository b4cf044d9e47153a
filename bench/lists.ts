import { createHash } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import { type ListAsked, listedPathways } from '../src/record/pathways/listed.ts'
import { type Principal, within } from '../src/record/transaction.ts'
import { layOutTeam, type Team } from '../test/record/access/team.ts'
import { AUTHORITY, moment } from '../test/record/authority.ts'
import { type TestDatabase, testDatabase } from '../test/record/database.ts'
import { fill, idOf } from '../test/torture/scale/fill.ts'
import { toldCase } from '../test/web/child.ts'
import { testFace } from '../test/web/face.ts'
import type { Comparison, Cost, Row } from './comparison.ts'
import { sideBySide } from './measure/rounds.ts'

const PATHWAYS = 100_000
const PROTOCOL = 'cases-of-most-concern'
const NOW = '2026-11-22T09:00:00Z'
/** Rows of the short pages, of which so many come before the one that is measured. */
const SHORT = 3
const PAGE_NUMBER = 10_000
const ROUNDS = 25
const SHARED =
  'processor time grows while other programs share the processors: the least of the rounds is nearest to the server’s own'

export const comparison: Comparison = {
  title: 'Pages of the face in a record of 100,000 pathways.',
  data:
    `A record of ${PATHWAYS} pathways of two protocols, three in five of them open, filled as years of use leave it, on the ` +
    'PostgreSQL that comes along. A director sees every open one; a worker has 200 cases and owes what is due in them. Requests ' +
    'are put into the server without a network. The bare server is Fastify 5 with one route that reads the same page of the record, in ' +
    'the same name, with the same row-level security and audit record, and sends its rows as JSON: it knows no session, no token, no ' +
    'form, no menu and no count of what is hidden. Both give the same pathways in the same order. Costs of processor time are of the ' +
    'server’s own process, PostgreSQL not counted; the others are on the wall, with PostgreSQL.',
  run: async (tell) => {
    const database = await testDatabase()
    try {
      return await measured(database, tell)
    } finally {
      await database.close()
    }
  },
}

async function measured(database: TestDatabase, tell: (line: string) => void): Promise<readonly Row[]> {
  const team = await layOutTeam(database)
  const { caseId } = await toldCase(team)
  await fill(team.root, PATHWAYS)
  tell(`filled ${PATHWAYS} pathways`)
  const face = await testFace(database, {}, NOW)
  const director: Principal = { authority: AUTHORITY, person: team.person('Dot') }
  const bare = bareServer(team, director)
  const token = await signedIn(team, team.person('Dot'))
  const page = (url: string, by = token) => asked(face.server, url, by)

  const rows: Row[] = []
  const idsIn = (body: string) => [...new Set([...body.matchAll(/\/pathways\/([0-9a-f-]{36})/g)].map(([, id]) => id))]
  for (const [order, title] of [
    ['due', 'what is due first'],
    ['stage', 'stage by stage'],
    ['child', 'by name'],
  ] as const) {
    const url = `/lists/${PROTOCOL}?order=${order}`
    const [ours, peer] = await sideBySide(
      [
        {
          name: 'Sightline',
          units: 1,
          answers: async () => idsIn(await page(url)),
          work: async () => ((await page(url)).length > 0 ? 1 : 0),
        },
        {
          name: 'bare Fastify, JSON',
          units: 1,
          answers: async () => idsIn(await asked(bare, `/?order=${order}`, null)),
          work: async () => ((await asked(bare, `/?order=${order}`, null)).length > 0 ? 1 : 0),
        },
      ],
      { unit: 'ms', rounds: ROUNDS },
    )
    if (ours === undefined || peer === undefined) throw new Error('nothing was measured')
    rows.push({
      what: `a list of 30,000, its first page of 50, ${title}`,
      ours,
      peer,
      bar: { kind: 'times as fast', atLeast: 0.5 },
    })
    tell(`${order} is measured`)
  }
  rows.push(await deepPage(team, director))
  tell('a late page is measured')

  const worker = await team.root.query<{ id: string }>(`select ${idOf('worker', '1')} as id`)
  const own = await signedIn(team, worker.rows[0]?.id ?? '')
  const wyn = await signedIn(team, team.person('Wyn'))
  for (const [what, url, by] of [
    ['my work, of a worker with 200 cases', '/my-work', own],
    ['the page of a child with two plans and four reviews', `/cases/${caseId}`, wyn],
    ['the first page of a list of 30,000', `/lists/${PROTOCOL}`, token],
  ] as const) {
    const bar = url.startsWith('/lists') ? ({ kind: 'none' } as const) : ({ kind: 'cost', atMost: 10 } as const)
    const ours = await processorTime(() => page(url, by))
    rows.push({ what: `${what}, processor time of the server`, ours, bar, ifMissed: SHARED })
  }
  await bare.close()
  await face.close()
  return rows
}

/** The 10,000th page held to the first, both read as pages read them. */
async function deepPage(team: Team, director: Principal): Promise<Row> {
  const { rows } = await team.root.query<{ id: string }>(
    `select pathway_id as id from sightline.pathways
     where protocol = $1 and ended is null and stage is not null
     order by coalesce(next_due, 'infinity'), pathway_id offset $2 limit 1`,
    [PROTOCOL, SHORT * (PAGE_NUMBER - 1) - 1],
  )
  const after = rows[0]?.id
  if (after === undefined) throw new Error('the list is too short')
  const read = (from: string | null) => async () => {
    const page = await within(team.store, director, moment(NOW), (bound) => {
      return listedPathways(bound, { ...asking('due'), after: from, most: SHORT })
    })
    return 'rows' in page ? page.rows.length : 0
  }
  const [late, first] = await sideBySide(
    [
      { name: `page ${PAGE_NUMBER}`, units: 1, answers: read(after), work: read(after) },
      { name: 'page 1', units: 1, answers: read(null), work: read(null) },
    ],
    { unit: 'ms', rounds: 4 * ROUNDS },
  )
  if (late === undefined || first === undefined) throw new Error('nothing was measured')
  return {
    what: `a page of ${SHORT} rows, the 10,000th and the first`,
    ours: late,
    peer: first,
    bar: { kind: 'times the cost', atMost: 1.2 },
  }
}

function asking(order: string): Omit<ListAsked, 'after' | 'most'> {
  const known = order === 'stage' || order === 'child' ? order : 'due'
  return { protocol: PROTOCOL, stage: null, order: known, stages: ['listed'] }
}

function bareServer({ store }: Team, director: Principal): FastifyInstance {
  const server = fastify({ logger: false })
  server.get('/', async (request) => {
    const { order } = request.query as { readonly order: string }
    const page = await within(store, director, moment(NOW), (bound) => {
      return listedPathways(bound, { ...asking(order), after: null, most: 50 })
    })
    if (!('rows' in page)) throw new Error('the director is not active')
    return page.rows.map(({ pathway, childName, stage, since, due }) => {
      return { href: `/pathways/${pathway}`, childName, stage, since, due }
    })
  })
  return server
}

async function asked(server: FastifyInstance, url: string, token: string | null): Promise<string> {
  const headers = { host: 'localhost:3000', ...(token === null ? {} : { cookie: `sightline=${token}` }) }
  const { statusCode, body } = await server.inject({ url, headers })
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`)
  return body
}

async function signedIn({ root }: Team, person: string): Promise<string> {
  const token = createHash('sha256').update(person).digest('base64url')
  await root.query(
    `insert into sightline.sessions (authority, token_hash, person_id, how, began, fresh_since, idle_until, ends)
     values ($1, $2, $3, 'demonstration', '2026-11-22T08:59:00Z', '2026-11-22T08:59:00Z', '2026-11-22T20:00:00Z', '2026-11-22T20:00:00Z')`,
    [AUTHORITY, createHash('sha256').update(token).digest(), person],
  )
  return token
}

/** Of one request, by ten at a time: the clock of the processor is not fine enough for one. */
async function processorTime(ask: () => Promise<unknown>): Promise<Cost> {
  const times: number[] = []
  for (let round = -3; round < ROUNDS; round++) {
    const used = process.cpuUsage()
    for (let each = 0; each < 10; each++) await ask()
    const { user, system } = process.cpuUsage(used)
    if (round >= 0) times.push((user + system) / 1000 / 10)
  }
  times.sort((a, b) => a - b)
  const at = (index: number) => times.at(index) ?? Number.NaN
  return { name: 'Sightline', unit: 'ms', median: at(Math.floor(times.length / 2)), least: at(0), most: at(-1) }
}
