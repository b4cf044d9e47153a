import type { Pool } from 'pg'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Store } from '../transaction.ts'

/** What a worker is given. Several may run on one record, on one machine or on many. */
export interface Working {
  readonly store: Store
  readonly queue: Pool
  readonly now: () => Instant
  /** Told of a job that failed: it is tried again later. Says nothing of anybody. */
  readonly onFault: (task: string, error: unknown) => void
}

export interface Worker {
  /** Lets what has begun come to its end. */
  readonly stop: () => Promise<void>
}

export type StartWorker = (working: Working) => Promise<Worker>
