import type { ImportDesk } from '../cases/import/desk.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import { waysIn } from '../record/people/ways-in.ts'
import type { Store } from '../record/transaction.ts'
import { writeLine } from './log.ts'
import { providersNamed } from './pages/sign-in/providers-named.ts'
import { routesOfAuthority } from './routes.ts'
import { buildServer } from './server.ts'

/** What is served, and where. */
interface Served {
  readonly store: Store
  readonly now: () => Instant
  readonly imports: ImportDesk | null
  readonly origin: string
  readonly host: string
  readonly port: number
  readonly proxies: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Takes the log, a line at a time: it holds nothing of anybody. */
  readonly write: (line: string) => unknown
}

export type AuthorityServed =
  | { readonly ok: true; readonly providers: number; readonly stop: () => Promise<void> }
  /** What is missing, each with its remedy. */
  | { readonly ok: false; readonly missing: readonly string[] }

/** Half an hour away from the desk, and no longer than a long day of work. */
const SESSION = { idleMinutes: 30, longestHours: 12 } as const
/** One person who clicks fast; those without a session are counted together by where they come from. */
const LIMITS = { aMinute: 600 } as const
/** How long requests in hand have to come to their end. */
const MOST_STOPPING_MS = 20_000

/**
 * Serves a real authority: people sign in by the identity providers that the environment names, and by passkeys.
 * @throws RoutesRefused where a route does not say who may ask or what is noted
 */
export async function serveAuthority(served: Served): Promise<AuthorityServed> {
  const { store, now, imports, origin, host, port, proxies, env, write } = served
  const named = providersNamed(env)
  if (!named.ok) return { ok: false, missing: named.faults.map(({ place, message }) => sayFault(place, message)) }
  const { providers } = named
  const invited = (await waysIn(store, now())).some(({ passkeys, invitations }) => passkeys > 0 || invitations > 0)
  if (providers.length === 0 && !invited) return { ok: false, missing: [NOBODY_CAN_SIGN_IN] }
  const server = await buildServer({
    store,
    now,
    origins: [origin],
    imports,
    routes: routesOfAuthority(providers, origin),
    demonstration: false,
    session: SESSION,
    limits: LIMITS,
    proxies,
    writeLog: (line) => void write(line),
    log: (line) => writeLine(server.log, line),
  })
  let isStopping = false
  server.addHook('onSend', async (_request, reply) => {
    // Else a browser would hold its connection open for the next request, and the server wait for it.
    if (isStopping) reply.header('connection', 'close')
  })
  await server.listen({ port, host })
  return {
    ok: true,
    providers: providers.length,
    stop: async () => {
      isStopping = true
      // Whoever still waits for an answer then is not waited for.
      const waited = setTimeout(() => server.server.closeAllConnections(), MOST_STOPPING_MS)
      await server.close()
      clearTimeout(waited)
    },
  }
}

const NOBODY_CAN_SIGN_IN =
  'Nobody can sign in: no identity provider is named and nobody is invited. Name the file of providers in SIGHTLINE_SIGN_IN ' +
  '(docs/reference/sign-in.md), or invite an administrator: sightline invite STAFF-ID'

function sayFault(place: string, message: string): string {
  return `The file of identity providers, ${place}: ${message}. docs/reference/sign-in.md says what it holds.`
}
