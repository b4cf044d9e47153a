import type { Pool } from 'pg'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Store } from '../transaction.ts'

/** By which mail server people are told that something waits for them. */
export interface MailSettings {
  /** "smtps://user:password@mail.example:465". */
  readonly url: string
  /** The address that mails come from. */
  readonly from: string
  /** Where browsers reach Sightline: the link in each mail leads there. */
  readonly origin: string
}

/** What a worker is given. Several may run on one record, on one machine or on many. */
export interface Working {
  readonly store: Store
  readonly queue: Pool
  readonly now: () => Instant
  /** Null, or left out, where people are told in the product alone. */
  readonly mail?: MailSettings | null
  /** Told of a job that failed: it is tried again later. Says nothing of anybody. */
  readonly onFault: (task: string, error: unknown) => void
}

export interface Worker {
  /** Lets what has begun come to its end. */
  readonly stop: () => Promise<void>
}

export type StartWorker = (working: Working) => Promise<Worker>
