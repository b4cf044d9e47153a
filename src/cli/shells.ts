import type { PoolConfig } from 'pg'
import type { ImportDesk } from '../cases/import/desk.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import type { StartWorker } from '../record/time/working.ts'
import type { Store } from '../record/transaction.ts'
import type { ServingPlace } from './serving-place.ts'

/** What is served until it is stopped. */
export interface Serving {
  readonly stop: () => Promise<void>
}

/** The other shells, which stand beside the commands: whoever starts the program brings them. */
export interface Shells {
  /** Does what is to be done by itself, as time goes on. */
  readonly startWorker: StartWorker
  /** Serves the demonstration's pages on this computer alone. */
  readonly serve: (given: {
    readonly store: Store
    readonly now: () => Instant
    readonly port: number
    readonly imports: ImportDesk
    /** Told of faults, one line each, which say nothing of anybody. */
    readonly onFault: (line: string) => void
  }) => Promise<Serving>
  /** Serves a real authority, or says what is missing, each with its remedy. */
  readonly serveAuthority: (
    given: ServingPlace & {
      readonly store: Store
      readonly now: () => Instant
      readonly imports: ImportDesk
      readonly env: Readonly<Record<string, string | undefined>>
      /** Takes the log, a line at a time. */
      readonly write: (line: string) => unknown
    },
  ) => Promise<AuthorityServing>
  /** Opens the desk at which files are brought and read. */
  readonly openDesk: (given: {
    readonly store: Store
    readonly database: PoolConfig
    readonly now: () => Instant
    /** Where files lie while they are read. */
    readonly folder: string
    readonly onFault: (task: string, error: unknown) => void
  }) => Promise<ImportDesk>
}

export type AuthorityServing =
  | (Serving & {
      readonly ok: true
      /** How many identity providers there are. */
      readonly providers: number
    })
  | { readonly ok: false; readonly missing: readonly string[] }

/** Where a program was started without them. */
export const NO_SHELLS: Shells = {
  startWorker: () => Promise.reject(new Error('this start of the program has no worker')),
  serve: () => Promise.reject(new Error('this start of the program has no pages')),
  serveAuthority: () => Promise.reject(new Error('this start of the program has no pages')),
  openDesk: () => Promise.reject(new Error('this start of the program reads no files')),
}
