import type { ImportDesk } from '../cases/import/desk.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import type { Store } from '../record/transaction.ts'
import { DEMONSTRATION_ROUTES } from './routes.ts'
import { buildServer } from './server.ts'

/** What is served, and where. */
interface Served {
  readonly store: Store
  readonly now: () => Instant
  readonly port: number
  readonly imports: ImportDesk
  /** Told of faults, one line each, which say nothing of anybody. */
  readonly onFault: (line: string) => void
}

/** Long enough for a visitor who is called away, since nothing that they see is real. */
const SESSION = { idleMinutes: 240, longestHours: 24 } as const
/** One person who clicks fast, many times over. */
const LIMITS = { aMinute: 3_000 } as const

/**
 * Serves the demonstration on this computer alone: nobody on the network reaches it, under either of its names.
 * Faults are told where the program was started; requests are not, since one person makes them.
 */
export async function serveDemonstration({
  store,
  now,
  port,
  imports,
  onFault,
}: Served): Promise<{ readonly stop: () => Promise<void> }> {
  const server = await buildServer({
    store,
    now,
    origins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
    routes: DEMONSTRATION_ROUTES,
    imports,
    demonstration: true,
    session: SESSION,
    limits: LIMITS,
    log: (line) => {
      if ('fault' in line) onFault(JSON.stringify(line))
    },
  })
  await server.listen({ port, host: '127.0.0.1' })
  return {
    stop: async () => {
      server.server.closeAllConnections()
      await server.close()
    },
  }
}
