import type { Route } from '../../../src/web/route.ts'
import { WHEN } from '../../record/access/team.ts'
import { testFace } from '../face.ts'
import { headerFaults } from './browser.ts'
import type { EveryWorld } from './relations.ts'
import { drawRequest, send, sourceOf } from './requests.ts'

/** What became of requests that were drawn. */
export interface Sent {
  readonly requests: number
  /** How often each status was answered. */
  readonly statuses: ReadonlyMap<number, number>
  readonly faults: readonly string[]
}

/** What a program says of itself when it falls, and nobody may read. */
const TRACE = /\bat [^\n]*\.(?:ts|js|mjs):\d+|node_modules|node:internal|file:\/\/|\bpg_catalog\b|SQLSTATE|ECONN/

/** Sends so many requests of a seed, and sees that each is answered as a request that cannot be met, and never as a fault. */
export async function sendRequests(
  world: EveryWorld,
  routes: readonly Route[],
  { seed, count, tell }: { seed: number; count: number; tell: (line: string) => void },
): Promise<Sent> {
  const face = await testFace(world.team.database, { routes }, WHEN)
  const source = await sourceOf(world, routes)
  const { rows: sessions } = await world.team.root.query('select * from sightline.sessions')
  const statuses = new Map<number, number>()
  const faults: string[] = []
  let requests = 0
  for (let number = 0; number < count; number++) {
    // Some sign out: they are signed in again.
    if (number % 100 === 0) await signInAgain(world, sessions)
    const drawn = drawRequest(source, seed, number)
    const answer = await send(face.server, drawn)
    if (answer === null) continue
    requests += 1
    const { statusCode, body } = answer
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
    const found = [
      ...(statusCode >= 500 ? [`status ${statusCode}`] : []),
      ...(TRACE.test(body) && !String(answer.headers['content-type']).includes('pdf') ? ['a stack trace'] : []),
      ...headerFaults(answer),
    ]
    for (const fault of found) {
      const line = JSON.stringify(face.lines.at(-2))
      faults.push(`seed ${seed}, request ${number}: ${drawn.method} ${drawn.url.slice(0, 200)}: ${fault} ${line}`)
    }
    if (number % 2_000 === 1_999) tell(`${number + 1} requests, ${faults.length} faults`)
  }
  const log = JSON.stringify(face.lines)
  const secret = [
    ...source.known.filter((each) => /^[0-9a-f]{8}-/.test(each)),
    ...source.tokens,
    ...world.principals.map(({ person }) => person),
    'Kmark',
  ]
  faults.push(...secret.filter((each) => log.includes(each)).map((each) => `the log holds ${each}`))
  await face.close()
  return { requests, statuses, faults }
}

async function signInAgain(
  { team }: EveryWorld,
  sessions: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  await team.root.query(
    `insert into sightline.sessions select * from json_populate_recordset(null::sightline.sessions, $1) on conflict do nothing`,
    [JSON.stringify(sessions.map((each) => ({ ...each, token_hash: `\\x${hexOf(each['token_hash'])}` })))],
  )
}

function hexOf(bytes: unknown): string {
  return Buffer.isBuffer(bytes) ? bytes.toString('hex') : ''
}
