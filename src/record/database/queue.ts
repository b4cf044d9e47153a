import { Logger, runMigrations } from 'graphile-worker'
import { Pool, type PoolConfig } from 'pg'

/** Who the queue signs in as: it owns the queue's own schema and can read nothing of the record. */
const QUEUE_USER = 'sightline_worker'

/** The library's own messages tell of its workings and not of a job's faults, which the worker is told of as events. */
export const SILENT = new Logger(() => () => undefined)

/**
 * Opens the queue of jobs, which lies in the record's database, so that a job stands or is undone with what it comes from.
 * @param onLost told of a connection that broke while nobody was using it
 */
export function openQueue(config: PoolConfig, onLost: (error: Error) => void): Pool {
  const pool = new Pool({ max: 5, connectionTimeoutMillis: 10_000, ...config, user: QUEUE_USER })
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}

/** Brings the queue's tables up to date; does nothing where they are. */
export async function migrateQueue(queue: Pool): Promise<void> {
  await runMigrations({ pgPool: queue, logger: SILENT })
}
