import type { ImportDesk } from '../cases/import/desk.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import type { Store } from '../record/transaction.ts'
import type { SessionLimits } from './door.ts'
import type { Limits } from './limits.ts'
import type { Route } from './route.ts'

/** One request, as it is written down: what was asked for by the route's pattern, and never of whom. */
export interface AccessLine {
  readonly at: string
  readonly id: string
  readonly method: string
  readonly route: string
  readonly status: number
  readonly ms: number
}

/** A fault of the program: where, and of what kind. What it said may hold personal detail, so that it is left out. */
export interface FaultLine {
  readonly at: string
  readonly id: string
  readonly route: string
  readonly fault: string
  readonly where: readonly string[]
}

/** What the face is given. */
export interface Face {
  readonly store: Store
  readonly now: () => Instant
  /** Where browsers reach it, the first as it is told to people: "https://sightline.example". */
  readonly origins: readonly [string, ...string[]]
  readonly routes: readonly Route[]
  /** Where files are brought and read; null where none can be. */
  readonly imports: ImportDesk | null
  /** Whether the record holds invented people alone, one of whom a visitor may choose to be. */
  readonly demonstration: boolean
  readonly session: SessionLimits
  readonly limits: Limits
  /** Addresses and ranges of what stands before the server, whose word of where a request comes from is taken. */
  readonly proxies?: readonly string[]
  /** Takes the server's own log, a JSON object a line; without it there is none. */
  readonly writeLog?: (line: string) => void
  readonly log: (line: AccessLine | FaultLine) => void
}
